/* The page on which readers choose whom to compare: up to four, kept in the address, so that a link shows the same.
   It works nothing out but shares: every figure comes as it is shown, with its amount in 元, to the 分. */
(function () {
  "use strict";

  var MOST = 4;
  var SHOWN = 12;
  var place = document.getElementById("mz-choose");
  if (!place) return;
  var ui = place.querySelector(".mz-chosen-ui");
  var data = null;
  var loading = false;
  var byId = {};
  var groups = [];

  function element(tag, attributes, children) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      made.setAttribute(name, attributes[name]);
    });
    (children || []).forEach(function (child) {
      made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return made;
  }

  function emptied(node) {
    while (node.firstChild) node.removeChild(node.firstChild);
    return node;
  }

  // The state: ids in the address, after #. What is not known is left out.
  function chosen() {
    var ids = decodeURIComponent(window.location.hash.slice(1)).split(",");
    var seen = {};
    return ids.filter(function (id) {
      var is = byId[id] && !seen[id];
      seen[id] = true;
      return is;
    }).slice(0, MOST);
  }

  function choose(ids) {
    if (ids.length) window.location.hash = ids.join(",");
    else window.history.pushState(null, "", window.location.pathname + window.location.search);
    show();
  }

  function toggle(id) {
    var ids = chosen();
    choose(ids.indexOf(id) < 0 ? ids.concat(id) : ids.filter(function (one) { return one !== id; }));
  }

  // A script, not fetch: a page opened from a folder may not fetch. Nothing is asked for before it is needed.
  function load() {
    if (data || loading) return;
    loading = true;
    var script = element("script", { src: place.getAttribute("data-src") });
    script.onload = function () {
      data = window.mzCompare;
      data.bodies.forEach(function (one) {
        byId[one.id] = one;
        var last = groups[groups.length - 1];
        var slug = one.id.split("/")[0];
        if (last && last.slug === slug) last.held.push(one);
        else groups.push({ slug: slug, name: one.name, held: [one] });
      });
      show();
    };
    script.onerror = function () {
      loading = false;
      status.textContent = "数据没有取到，请检查网络后再试；下面按年度的表里有同样的数。";
    };
    document.body.appendChild(script);
  }

  var query = element("input", { class: "mz-query", type: "search", id: "mz-who", autocomplete: "off", placeholder: "输入部门名称里的几个字" });
  var status = element("p", { class: "mz-sub", role: "status" });
  var chips = element("ul", { class: "mz-chips", "aria-label": "已选" });
  var options = element("ul", { class: "mz-options", "aria-label": "可选" });
  var result = element("div", { class: "mz-compared" });

  function build() {
    var label = element("label", { for: "mz-who" }, ["选 2 到 4 份来比："]);
    [label, query, status, chips, options, result].forEach(function (node) { ui.appendChild(node); });
    ui.hidden = false;
    var examples = place.querySelector(".mz-examples");
    if (examples) examples.hidden = false;
    query.addEventListener("focus", load);
    query.addEventListener("input", function () { load(); show(); });
    window.addEventListener("hashchange", function () { load(); show(); });
    window.addEventListener("popstate", show);
    if (window.location.hash.indexOf("/") > 0) load();
  }

  function show() {
    if (!data) return;
    var ids = chosen();
    showChips(ids);
    showOptions(ids);
    showResult(ids.map(function (id) { return byId[id]; }));
  }

  function showChips(ids) {
    emptied(chips);
    ids.forEach(function (id) {
      var one = byId[id];
      var name = one.name + " " + one.period;
      var button = element("button", { type: "button", "aria-label": "去掉" + name }, [name + " ×"]);
      button.addEventListener("click", function () { toggle(id); });
      chips.appendChild(element("li", {}, [button]));
    });
    var left = ids.length === 1 ? "再选一份就可以比。" : ids.length === MOST ? "最多 4 份；去掉一份再换。" : "要再加一份，在上面输入名称。";
    status.textContent = ids.length ? left : "";
  }

  function showOptions(ids) {
    emptied(options);
    var word = query.value.trim();
    // What is compared is in the way of nothing: further ones are offered once a name is typed.
    if (ids.length > 1 && !word) return;
    var found = groups.filter(function (group) { return !word || group.name.indexOf(word) >= 0; });
    found.slice(0, SHOWN).forEach(function (group) {
      var row = element("li", {}, [element("span", {}, [group.name])]);
      group.held.forEach(function (one) {
        var on = ids.indexOf(one.id) >= 0;
        var button = element("button", { type: "button", "aria-pressed": String(on), "aria-label": one.name + " " + one.period }, [one.period]);
        button.disabled = !on && ids.length >= MOST;
        button.addEventListener("click", function () { toggle(one.id); focusOn(one.id); });
        button.setAttribute("data-id", one.id);
        row.appendChild(button);
      });
      options.appendChild(row);
    });
    if (!found.length) options.appendChild(element("li", {}, ["没有名称里有“" + word + "”的部门。"]));
    if (found.length > SHOWN) options.appendChild(element("li", {}, ["还有 " + (found.length - SHOWN) + " 个，多输入几个字就能找到。"]));
  }

  // The list is made anew on every choice: the keyboard stays where it was.
  function focusOn(id) {
    var again = Array.prototype.filter.call(options.querySelectorAll("button"), function (one) { return one.getAttribute("data-id") === id; })[0];
    if (again) again.focus();
  }

  // Why two may not be compared; the same rule as in the tables (scripts/tables/comparison.py).
  function why(first, other) {
    if (first.phase !== other.phase) return "一份是预算，一份是决算，不比";
    if (first.id === other.within || other.id === first.within) return "一个已含在另一个里，不比";
    if (first.level !== other.level) return "一个是部门（含所属单位），一个只是单位自己，不比";
    if (first.year !== other.year && first.id.split("/")[0] !== other.id.split("/")[0]) return "不是同一年，不比";
    return "";
  }

  // An amount in 分, a whole number: such numbers are exact up to 90,000,000,000,000 元.
  function cents(yuan) {
    return Number(yuan.replace(".", ""));
  }

  // The part in percent of the whole with two decimals, rounded half up: long division of whole numbers, no fractions.
  function share(part, whole) {
    var negative = part < 0 !== whole < 0 && part !== 0;
    var rest = Math.abs(part);
    var by = Math.abs(whole);
    var digits = String(Math.floor(rest / by));
    rest %= by;
    for (var count = 0; count < 5; count++) {
      rest *= 10;
      digits += Math.floor(rest / by);
      rest %= by;
    }
    var hundredths = Math.floor((Number(digits) + 5) / 10);
    var text = String(hundredths);
    while (text.length < 3) text = "0" + text;
    return (negative ? "−" : "") + text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",") + "." + text.slice(-2) + "%";
  }

  function cellOf(one, name, first, refused) {
    var held = one.f[name];
    if (!held) return element("td", { class: "n" }, [element("span", { class: "mz-nil" }, ["—"])]);
    var link = element("a", { href: held[4], title: held[1] ? "公布的原数：" + held[1] : "这一格没有填" }, [held[0]]);
    var cell = element("td", { class: "n" }, [link]);
    if (held[3]) cell.appendChild(element("small", {}, [held[3]]));
    var base = first.f[name];
    if (one === first || refused || !base || base[2] === null || held[2] === null) return cell;
    if (base[3] !== held[3]) cell.appendChild(element("small", {}, ["口径不同，不比"]));
    else if (cents(base[2]) > 0) cell.appendChild(element("small", {}, ["第一列的 " + share(cents(held[2]), cents(base[2]))]));
    return cell;
  }

  function showResult(held) {
    emptied(result);
    if (held.length < 2) return;
    var first = held[0];
    var refused = held.map(function (one) { return one === first ? "" : why(first, one); });
    var heads = held.map(function (one, index) {
      var head = element("th", { scope: "col", class: "n" }, [element("a", { href: one.page }, [one.name]), element("small", {}, [one.period])]);
      if (refused[index]) head.appendChild(element("small", { class: "why" }, [refused[index]]));
      return head;
    });
    var rows = data.rows.filter(function (row) {
      return held.some(function (one) { return one.f[row[0]]; });
    }).map(function (row) {
      var cells = held.map(function (one, index) { return cellOf(one, row[0], first, refused[index]); });
      var kind = data.parts.indexOf(row[0]) >= 0 ? { class: "l2" } : {};
      return element("tr", kind, [element("th", { scope: "row" }, [row[1]])].concat(cells));
    });
    var table = element("table", {}, [
      element("caption", { id: "compared-caption" }, ["单位：万元；百分比是占第一列的多少"]),
      element("thead", {}, [element("tr", {}, [element("th", { scope: "col" }, ["名目"])].concat(heads))]),
      element("tbody", {}, rows),
    ]);
    result.appendChild(element("div", { class: "mz-table", tabindex: "0", role: "region", "aria-labelledby": "compared-caption" }, [table]));
  }

  build();
})();
