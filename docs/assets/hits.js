/* What was found, shown: in the box as suggestions, on the page of results whole. Last of the three scripts that the
   first key brings. */
(function () {
  "use strict";

  const { root, find, wordsOf, stretches, units, isExact, isNear } = window.mzSearch;

  // ---- View --------------------------------------------------------------------------------------------------------

  const FIRST = 4;
  const PAGE = 20;

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    (children || []).forEach((child) => made.append(child));
    return made;
  }

  // Text with what was asked for marked; only ever text nodes, whatever the index holds.
  function marked(text, phrases) {
    const spans = [].concat.apply([], phrases.map((phrase) => stretches(text, phrase))).sort((a, b) => a[0] - b[0]);
    const nodes = [];
    let at = 0;
    spans.forEach((span) => {
      if (span[0] < at) return;
      nodes.push(text.slice(at, span[0]), element("mark", { textContent: text.slice(span[0], span[1]) }));
      at = span[1];
    });
    return nodes.concat(text.slice(at));
  }

  // The figures of a line, the one that was asked for first and marked; three are enough to know it by.
  function figures(hit, meant) {
    const unit = units[hit.unit] || 1;
    const isMeant = (text) => {
      const value = Number(text.replace(/,/g, "").replace("−", "")) * unit * 1000;
      return meant.length > 0 && hit.unit !== "" && (isExact(value, meant) || isNear(value, meant));
    };
    const order = hit.figures.filter(isMeant).concat(hit.figures.filter((text) => !isMeant(text)));
    const nodes = [];
    order.slice(0, 3).forEach((text, at) => nodes.push(at ? " / " : "", isMeant(text) ? element("mark", { textContent: text }) : text));
    return nodes.concat(order.length > 3 ? " …" : "", hit.unit && order.length ? " " + hit.unit : "");
  }

  function link(hit, answered) {
    return element("a", { className: "mz-hit", href: hit.url }, [
      element("b", {}, marked(hit.title, answered.phrases)),
      element("span", { className: "amount" }, figures(hit, answered.meant)),
      element("span", { className: "detail" }, marked(hit.detail, answered.phrases)),
    ]);
  }

  function countOf(section) {
    return section.isWhole ? String(section.count) : section.count + "+";
  }

  function address(typed, kind) {
    return root + "search/index.html?q=" + encodeURIComponent(typed.trim()) + (kind ? "&in=" + encodeURIComponent(kind) : "");
  }

  function total(sections) {
    const sum = sections.reduce((count, section) => count + section.count, 0);
    return (sections.every((section) => section.isWhole) ? "" : "至少 ") + sum + " 条";
  }

  function nothing(typed) {
    return "没有找到“" + typed.trim() + "”。换一个短些的词，或者只输入数字试试。";
  }

  const REFUSED = "搜索没有打开：读不到索引。请检查网络，再试一次。也可以：";

  // ---- The box: suggestions while one types ------------------------------------------------------------------------

  function start(form) {
    const input = form.querySelector(".mz-query");
    const panel = form.querySelector(".mz-found");
    const said = form.querySelector(".mz-said");
    const list = form.querySelector(".mz-hits");
    let turn = 0;
    let timer = 0;
    let active = null;
    let composing = false;
    // The text whose suggestions are on show.
    let answered = "";

    function open(shown) {
      panel.hidden = !shown;
      document.documentElement.classList.toggle("mz-finding", shown);
      input.setAttribute("aria-expanded", String(shown));
      if (!shown) activate(null);
    }

    function activate(item) {
      if (active) active.setAttribute("aria-selected", "false");
      active = item;
      input.removeAttribute("aria-activedescendant");
      if (!item) return;
      item.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }

    function options() {
      return Array.from(list.querySelectorAll("[role=option]"));
    }

    function clear() {
      activate(null);
      answered = "";
      list.textContent = "";
      form.classList.remove("has-hits");
    }

    // What the answer is, and to which text: assistive technology and tests can tell one answer from the next.
    function say(text, typed) {
      said.textContent = text;
      panel.setAttribute("data-for", typed);
    }

    function asOption(item) {
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.tabIndex = -1;
      return item;
    }

    function group(section, hits, all, number) {
      const head = element("p", { className: "mz-kind", id: "mz-kind-" + number, textContent: section.kind + " " }, [element("small", { textContent: countOf(section) })]);
      const items = hits.map((hit) => asOption(link(hit, all)));
      if (section.count > hits.length) {
        items.push(asOption(element("a", { className: "mz-more", href: address(input.value, section.kind), textContent: "全部 " + countOf(section) + " 条" })));
      }
      const box = element("div", {}, [head].concat(items));
      box.setAttribute("role", "group");
      box.setAttribute("aria-labelledby", head.id);
      return box;
    }

    async function show(all, typed, mine) {
      const loaded = await Promise.all(all.sections.map((section) => section.hits(0, FIRST)));
      if (mine !== turn) return;
      clear();
      all.sections.forEach((section, at) => list.append(group(section, loaded[at], all, at)));
      options().forEach((item, at) => (item.id = "mz-hit-" + at));
      answered = typed;
      form.classList.toggle("has-hits", all.sections.length > 0);
      say(all.sections.length ? "找到 " + total(all.sections) : nothing(typed), typed);
    }

    async function search() {
      const mine = (turn += 1);
      const typed = input.value;
      if (!wordsOf(typed).length) {
        clear();
        return open(false);
      }
      open(true);
      if (!list.firstChild) said.textContent = "正在查找…";
      try {
        const all = await find(typed, () => FIRST + 1);
        if (mine === turn) await show(all, typed, mine);
      } catch (failed) {
        if (mine !== turn) return;
        clear();
        say(REFUSED, typed);
      }
    }

    function soon(event) {
      // While Pinyin is being composed, the letters are not yet the word.
      if (composing || event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(search, 150);
    }

    function step(by) {
      const items = options();
      if (!items.length) return;
      const at = items.indexOf(active) + by;
      // Between the last and the first stands the box itself, with what was typed.
      activate(active || by > 0 ? items[at] || null : items[items.length - 1]);
    }

    function key(event) {
      if (composing || event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (panel.hidden) search();
        else step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && active && answered === input.value) {
        active.click();
      } else if (event.key === "Escape") {
        if (panel.hidden) input.value = "";
        open(false);
      } else {
        return;
      }
      event.preventDefault();
    }

    input.addEventListener("compositionstart", () => (composing = true));
    input.addEventListener("compositionend", () => {
      setTimeout(() => (composing = false), 0);
      clearTimeout(timer);
      timer = setTimeout(search, 150);
    });
    input.addEventListener("input", soon);
    input.addEventListener("keydown", key);
    input.addEventListener("focus", () => {
      if (input.value && list.firstChild) open(true);
    });
    form.querySelector(".mz-close").addEventListener("click", () => {
      input.focus();
      open(false);
    });
    list.addEventListener("click", (event) => {
      // A hit on this very page is reached without leaving it.
      if (event.target.closest(".mz-hit, .mz-more")) open(false);
    });
    document.addEventListener("click", (event) => {
      if (!form.contains(event.target)) open(false);
    });
    form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) open(false);
    });
    if (document.activeElement === input && input.value) search();
  }

  // ---- The page of results: everything, its state in the address ----------------------------------------------------

  function parameter(name) {
    return new URLSearchParams(location.search).get(name) || "";
  }

  function tabs(all, typed, chosen) {
    const links = [element("a", { href: address(typed), textContent: "全部" })];
    all.sections.forEach((section) => {
      links.push(element("a", { href: address(typed, section.kind), textContent: section.kind + " " }, [element("small", { textContent: countOf(section) })]));
    });
    const at = all.sections.findIndex((section) => section.kind === chosen) + 1;
    links[at].className = "on";
    links[at].setAttribute("aria-current", "page");
    const made = element("nav", { className: "mz-years mz-wrap" }, links);
    made.setAttribute("aria-label", "按类别");
    return made;
  }

  async function group(section, all, typed, isAlone) {
    const list = element("ul", {});
    const box = element("section", {}, [element("h2", { textContent: section.kind + " " }, [element("small", { textContent: countOf(section) + " 条" })]), list]);
    const add = async () => {
      const from = list.children.length;
      const hits = await section.hits(from, from + (isAlone ? PAGE : 6));
      hits.forEach((hit) => list.append(element("li", {}, [link(hit, all)])));
      return from;
    };
    await add();
    if (section.count <= list.children.length && section.isWhole) return box;
    if (!isAlone) {
      box.append(element("a", { className: "mz-more", href: address(typed, section.kind), textContent: "全部 " + countOf(section) + " 条" }));
      return box;
    }
    const more = element("button", { className: "mz-more", type: "button", textContent: "再看 " + PAGE + " 条" });
    more.addEventListener("click", async () => {
      const from = await add();
      if (list.children[from]) list.children[from].firstChild.focus();
      if (list.children.length >= section.count) more.remove();
    });
    box.append(more);
    return box;
  }

  async function results(place) {
    const typed = parameter("q");
    const chosen = parameter("in");
    const said = document.querySelector(".mz-asked");
    Array.from(document.querySelectorAll(".mz-query")).forEach((input) => (input.value = typed));
    if (!typed.trim()) return;
    document.title = typed.trim() + " - " + document.title;
    said.textContent = "正在查找“" + typed.trim() + "”…";
    try {
      const all = await find(typed, (kind) => (kind === chosen ? 10 * PAGE : PAGE));
      const shown = all.sections.filter((section) => section.kind === chosen);
      const made = await Promise.all((shown.length ? shown : all.sections).map((section) => group(section, all, typed, shown.length > 0)));
      said.textContent = all.sections.length ? "“" + typed.trim() + "”：" + total(all.sections) : nothing(typed);
      place.textContent = "";
      if (all.sections.length > 1) place.append(tabs(all, typed, chosen));
      made.forEach((box) => place.append(box));
    } catch (failed) {
      said.textContent = REFUSED;
    }
  }

  Array.from(document.querySelectorAll(".mz-find")).forEach(start);
  Array.from(document.querySelectorAll(".mz-results")).forEach(results);
})();
