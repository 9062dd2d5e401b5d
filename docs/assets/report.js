/* Reporting a mistake: a text that names the figure, made on the reader's own device, to be copied or sent. Without it,
   every link leads to the page that tells what to write. */
(function () {
  "use strict";

  var EMPTY = { about: "", table: "", row: "", line: "", figure: "", page: "" };
  var panel = null;
  var bar = null;
  var opener = null;
  var chosen = null;

  function text(node) {
    return node ? node.textContent.replace(/\s+/g, " ").trim() : "";
  }

  // A cell's own words: without the signs that lead to verdicts.
  function plain(cell) {
    var copy = cell.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll(".mz-mark"), function (mark) {
      mark.parentNode.removeChild(mark);
    });
    return text(copy);
  }

  function idOf(row) {
    var place = row.id ? row : row.querySelector("[id]");
    return place ? place.id : "";
  }

  // Rows name their place in the document only where it differs from the row's before.
  function placeOf(row) {
    for (var at = row; at; at = at.previousElementSibling) {
      if (at.hasAttribute("data-at")) return at.getAttribute("data-at");
    }
    return "";
  }

  function titleOf(node) {
    var section = node.closest("section");
    return text(node.querySelector("caption")) || text(section && section.querySelector("h2"));
  }

  function about() {
    var link = document.querySelector(".mz-report[data-about]");
    return link ? link.getAttribute("data-about") : text(document.querySelector("h1"));
  }

  function ofRow(row, cell) {
    var cells = Array.prototype.map.call(row.children, plain);
    var link = cell && cell.closest("a");
    return {
      about: about(),
      table: titleOf(row.closest(".mz-table") || row.closest("table")),
      row: cells.filter(Boolean).join(" | "),
      line: idOf(row),
      figure: cell && /(^| )n( |$)/.test(cell.className) && !link ? plain(cell) : "",
      page: placeOf(row)
    };
  }

  function ofLink(link) {
    var found = Object.assign({}, EMPTY, { about: about() });
    var part = link.getAttribute("data-part");
    var place = part && document.getElementById(part);
    if (place) {
      found.table = titleOf(place);
      found.line = part;
    }
    return found;
  }

  function address(line) {
    return location.href.replace(/#.*/, "") + (line ? "#" + line : "");
  }

  function written(what) {
    return [
      "部门和年度：" + what.about,
      "哪一张表：" + what.table,
      "哪一行（名称和行标识）：" + [what.row, what.line].filter(Boolean).join("　"),
      "网站上的数：" + what.figure,
      "文件里的数，在第几页：" + (what.page ? "（" + what.page + "）" : ""),
      "这一页的地址：" + address(what.line)
    ].join("\n");
  }

  function make(tag, properties, children) {
    var node = document.createElement(tag);
    Object.keys(properties).forEach(function (name) {
      if (name in node) node[name] = properties[name];
      else node.setAttribute(name, properties[name]);
    });
    (children || []).forEach(function (child) {
      node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return node;
  }

  // Copying works without a network and on addresses that are not secure, where the newer way is refused.
  function copy(area, said) {
    area.focus();
    area.select();
    var done = false;
    try {
      done = document.execCommand("copy");
    } catch (refused) {
      /* the text stays selected, to be copied by hand */
    }
    said.textContent = done ? "已复制。" : "请长按或按 Ctrl+C 复制选中的文字。";
  }

  function ways() {
    var foot = document.querySelector(".mz-report[data-ways]");
    return { issues: foot && foot.getAttribute("data-issues"), mail: foot && foot.getAttribute("data-mail"), help: foot && foot.href };
  }

  function close() {
    if (!panel) return;
    panel.parentNode.removeChild(panel);
    panel = null;
    if (opener) opener.focus();
  }

  function open(what, from) {
    close();
    opener = from;
    var to = ways();
    var area = make("textarea", { rows: 9, value: written(what), id: "mz-report-text" });
    var said = make("p", { className: "mz-report-said", role: "status" });
    var copied = make("button", { type: "button", textContent: "复制文字" });
    var away = make("button", { type: "button", textContent: "关上", className: "quiet" });
    var actions = [copied];
    if (to.issues) actions.push(make("a", { href: to.issues, textContent: "打开问题单" }));
    if (to.mail) {
      var letter = make("a", { href: "#", textContent: "写信" });
      letter.addEventListener("click", function () {
        letter.href = "mailto:" + to.mail + "?subject=" + encodeURIComponent("报告一个错误的数字") + "&body=" + encodeURIComponent(area.value);
      });
      actions.push(letter);
    }
    actions.push(away);
    var next = to.issues || to.mail
      ? "发出以后，会有人对照原文件：读错的改正并写进改动记录，文件本身这样印的写明两处对不上。"
      : "这个网站还没有设置收信的地址：复制以后，交给给你这个网址的人。";
    var help = make("p", { className: "mz-sub" }, [next]);
    if (to.help) help.appendChild(make("a", { href: to.help, textContent: "怎样报告，然后怎样" }));
    panel = make("div", { className: "mz-panel", role: "dialog", "aria-labelledby": "mz-report-title" }, [
      make("h2", { id: "mz-report-title", textContent: "报告错误" }),
      make("label", { htmlFor: "mz-report-text", textContent: "补上你认为对的数，再复制：" }),
      area,
      make("p", { className: "mz-report-do" }, actions),
      said,
      help
    ]);
    copied.addEventListener("click", function () {
      copy(area, said);
    });
    away.addEventListener("click", close);
    document.body.appendChild(panel);
    area.focus();
    area.setSelectionRange(0, 0);
  }

  // On paper a page says where it stands; only the browser knows that of a page at any address.
  window.addEventListener("beforeprint", function () {
    var printed = document.querySelector(".mz-printed span");
    if (printed) printed.textContent = location.href;
  });

  // A row that was chosen offers its report at the foot of the window.
  function offer(row, cell) {
    chosen = { row: row, cell: cell };
    if (!bar) {
      var button = make("button", { type: "button", textContent: "报告这一行的错误" });
      button.addEventListener("click", function () {
        open(ofRow(chosen.row, chosen.cell), button);
      });
      var away = make("button", { type: "button", textContent: "×", className: "quiet", "aria-label": "关上" });
      away.addEventListener("click", function () {
        bar.hidden = true;
      });
      bar = make("div", { className: "mz-rowbar", role: "region", "aria-label": "选中的一行" }, [make("span", {}), button, away]);
      document.body.appendChild(bar);
    }
    bar.hidden = false;
    bar.firstChild.textContent = text(row.querySelector("th")) || text(row.firstElementChild);
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest) return;
    var link = event.target.closest(".mz-report");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(ofLink(link), link);
      return;
    }
    var row = event.target.closest(".mz-table tbody tr");
    if (row && idOf(row) && !event.target.closest("a, button, summary")) offer(row, event.target.closest("td, th"));
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close();
  });
})();
