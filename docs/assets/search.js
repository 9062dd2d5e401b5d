/* The search box: what the reader types, asked of the index under pagefind/, shown by kind. */
(function () {
  "use strict";

  // ---- Words: the same as scripts' spaced(), by which the records are indexed -----------------------------

  const HAN = "\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const WORD = "[" + HAN + "]|[0-9]+(?:,[0-9]+)*(?:\\.[0-9]+)?|[a-z\\u00c0-\\u024f]+";
  const GROUPED = /^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$/;

  // One spelling of a number: 5,575.30 and 5575.3 are 5575d3. The engine would drop point and comma.
  function number(text) {
    if (text.includes(",") && !GROUPED.test(text)) return text.split(",").map(number).join(" ");
    const parts = text.replace(/,/g, "").split(".");
    return parts.length === 1 ? parts[0] : parts[0] + "d" + (parts[1].replace(/0+$/, "") || "0");
  }

  function spaced(text) {
    const plain = text.replace(/，/g, " ").normalize("NFKC").toLowerCase();
    const words = plain.match(new RegExp(WORD, "gu")) || [];
    return words.map((word) => (/^[0-9]/.test(word) ? number(word) : word)).join(" ");
  }

  // What is asked for: a record must hold every phrase. A lone number or Latin word may go on (215 → 2150805)
  // unless it is an amount written to the cent.
  function phrases(typed) {
    return typed
      .split(/[\s，、；;]+/)
      .map((part) => {
        const text = spaced(part);
        const open = /^[0-9a-z\u00c0-\u024f]+$/.test(text) && !/[.．][0-9０-９]{2}/.test(part);
        return { text: text, open: open };
      })
      .filter((phrase) => phrase.text);
  }

  function holds(content, phrase) {
    // The engine stems Latin words and also looks into metadata, where 5,575.30 reads as 557530.
    if (/(^| )[a-z\u00c0-\u024f]/.test(phrase.text)) return true;
    return (" " + content + " ").includes(" " + phrase.text + (phrase.open ? "" : " "));
  }

  // The stretches [start, end) of a shown text that a phrase stands for, in its own spelling.
  function stretches(text, phrase) {
    let plain = "";
    const origin = [];
    let at = 0;
    for (const character of text) {
      for (const unit of (character === "，" ? " " : character.normalize("NFKC").toLowerCase()).split("")) {
        plain += unit;
        origin.push([at, at + character.length]);
      }
      at += character.length;
    }
    const tokens = [];
    const finder = new RegExp(WORD, "gu");
    let match;
    while ((match = finder.exec(plain))) {
      const word = /^[0-9]/.test(match[0]) ? number(match[0]) : match[0];
      tokens.push({ word: word, start: origin[match.index][0], end: origin[match.index + match[0].length - 1][1] });
    }
    const wanted = phrase.text.split(" ");
    const found = [];
    for (let i = 0; i + wanted.length <= tokens.length; i += 1) {
      const fits = wanted.every((word, k) => (phrase.open ? tokens[i + k].word.startsWith(word) : tokens[i + k].word === word));
      if (fits) found.push([tokens[i].start, tokens[i + wanted.length - 1].end]);
    }
    return found;
  }

  // ---- Engine: the only part that knows Pagefind ----------------------------------------------------------

  // The kinds in the order in which they are shown, each with the word that ends its records: the engine has
  // filters for that, but writes them in another order at every build.
  const KINDS = [
    ["部门", "qkbody"],
    ["项目", "qkproject"],
    ["名词", "qkterm"],
    ["科目", "qkcode"],
    ["表格行", "qkline"],
    ["页面", "qkpage"],
  ];

  function engine(base) {
    let loading = null;

    async function load() {
      const index = await import(new URL(base + "/pagefind/pagefind.js", document.baseURI).href);
      const kinds = [];
      for (const pair of KINDS) {
        const all = (await index.search('"' + pair[1] + '"')).results;
        kinds.push({ kind: pair[0], ids: new Set(all.map((hit) => hit.id)) });
      }
      return { index: index, kinds: kinds };
    }

    async function hits(index, phrase) {
      const query = phrase.open ? phrase.text : '"' + phrase.text + '"';
      return (await index.search(query)).results;
    }

    async function records(list, wanted) {
      const loaded = await Promise.all(list.map((hit) => hit.data()));
      return loaded
        .filter((record) => wanted.every((phrase) => holds(record.raw_content || record.content, phrase)))
        .map((record) => Object.assign({ url: base + "/" + record.meta.address }, record.meta));
    }

    // The kinds that hold every phrase, each with its count and a way to its records.
    return async function find(wanted) {
      if (!loading) loading = load();
      const loaded = await loading.catch((failed) => {
        // A connection that was away for a moment is asked again at the next key.
        loading = null;
        throw failed;
      });
      const lists = [];
      for (const phrase of wanted) lists.push(await hits(loaded.index, phrase));
      const others = lists.slice(1).map((list) => new Set(list.map((hit) => hit.id)));
      const first = (hit) => (hit.words.length ? Math.min.apply(null, hit.words) : 1e9);
      // Records open with their title: the earlier the hit, the likelier it is what was meant.
      const all = lists[0].filter((hit) => others.every((ids) => ids.has(hit.id))).sort((a, b) => first(a) - first(b));
      return loaded.kinds
        .map((one) => ({ kind: one.kind, list: all.filter((hit) => one.ids.has(hit.id)) }))
        .filter((one) => one.list.length)
        .map((one) => ({
          kind: one.kind,
          count: one.list.length,
          some: (from, to) => records(one.list.slice(from, to), wanted),
        }));
    };
  }

  // ---- View -----------------------------------------------------------------------------------------------

  const FIRST = 5;
  const MORE = 50;

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    (children || []).forEach((child) => made.append(child));
    return made;
  }

  // Text with the wanted stretches marked; only ever text nodes, whatever the record holds.
  function marked(text, wanted) {
    const spans = [].concat.apply([], wanted.map((phrase) => stretches(text, phrase))).sort((a, b) => a[0] - b[0]);
    const nodes = [];
    let at = 0;
    spans.forEach((span) => {
      if (span[0] < at) return;
      nodes.push(text.slice(at, span[0]), element("mark", { textContent: text.slice(span[0], span[1]) }));
      at = span[1];
    });
    return nodes.concat(text.slice(at));
  }

  function option(record, wanted) {
    const link = element("a", { className: "mz-hit", href: record.url, tabIndex: -1 }, [
      element("b", {}, marked(record.title || "", wanted)),
      element("span", { className: "amount" }, marked(record.amount || "", wanted)),
      element("span", { className: "detail" }, marked(record.detail || "", wanted)),
    ]);
    link.setAttribute("role", "option");
    return link;
  }

  function start(form) {
    const input = form.querySelector(".mz-query");
    const panel = form.querySelector(".mz-found");
    const said = form.querySelector(".mz-said");
    const list = form.querySelector(".mz-hits");
    const find = engine((form.getAttribute("data-base") || ".").replace(/\/$/, ""));
    let turn = 0;
    let timer = 0;
    let active = null;
    // The text whose results are on show: Enter must not open a result of an earlier text.
    let answered = "";

    function open(shown) {
      panel.hidden = !shown;
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

    function say(text) {
      said.textContent = text;
    }

    function clear() {
      activate(null);
      answered = "";
      list.textContent = "";
      form.classList.remove("has-hits");
    }

    function numberOptions() {
      options().forEach((item, i) => {
        item.id = "mz-hit-" + i;
        if (!item.hasAttribute("aria-selected")) item.setAttribute("aria-selected", "false");
      });
    }

    function more(section, box, wanted) {
      const rest = element("button", { className: "mz-more", type: "button", tabIndex: -1, textContent: "再看 " + Math.min(section.count - FIRST, MORE) + " 条" });
      rest.setAttribute("role", "option");
      rest.addEventListener("click", async () => {
        const records = await section.some(FIRST, FIRST + MORE);
        const added = records.map((record) => option(record, wanted));
        rest.remove();
        added.forEach((item) => box.append(item));
        numberOptions();
        activate(added[0] || null);
        input.focus();
      });
      return rest;
    }

    async function show(sections, wanted, mine, typed) {
      const loaded = await Promise.all(sections.map((section) => section.some(0, FIRST)));
      if (mine !== turn) return;
      clear();
      let total = 0;
      sections.forEach((section, i) => {
        if (!loaded[i].length) return;
        const count = section.count > FIRST ? section.count : loaded[i].length;
        const head = element("p", { className: "mz-kind", id: "mz-kind-" + i, textContent: section.kind + " " }, [element("small", { textContent: count })]);
        const box = element("div", {}, [head].concat(loaded[i].map((record) => option(record, wanted))));
        box.setAttribute("role", "group");
        box.setAttribute("aria-labelledby", head.id);
        if (section.count > FIRST) box.append(more(section, box, wanted));
        list.append(box);
        total += count;
      });
      numberOptions();
      answered = typed;
      form.classList.toggle("has-hits", total > 0);
      say(total ? "找到 " + total + " 条" : "没有找到“" + typed.trim() + "”。换一个短些的词，或者只输入数字试试。");
    }

    async function search() {
      const mine = (turn += 1);
      const typed = input.value;
      const wanted = phrases(typed);
      if (!wanted.length) {
        clear();
        return open(false);
      }
      open(true);
      if (location.protocol === "file:") {
        return say("这一页是从文件夹里直接打开的，浏览器不让它读取搜索索引；放到网页服务器上就能搜索。现在可以：");
      }
      if (wanted.some((phrase) => phrase.open && phrase.text.length < 2)) {
        clear();
        return say("请再输入一位。");
      }
      if (!list.firstChild) say("正在查找…");
      try {
        const sections = await find(wanted);
        if (mine === turn) await show(sections, wanted, mine, typed);
      } catch (failed) {
        if (mine !== turn) return;
        clear();
        say("搜索没有打开：读不到索引，或者浏览器版本太旧。现在可以：");
      }
    }

    function soon(event) {
      // While Pinyin is being composed, the letters are not yet the word.
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(search, 160);
    }

    function step(by) {
      const items = options();
      if (!items.length) return;
      const next = items.indexOf(active) + by;
      activate(items[active || by > 0 ? (next + items.length) % items.length : items.length - 1]);
    }

    async function enter() {
      clearTimeout(timer);
      if (answered !== input.value) await search();
      const chosen = active || options()[0];
      if (chosen && !panel.hidden && answered === input.value) chosen.click();
    }

    function key(event) {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (panel.hidden) search();
        else step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter") {
        enter();
      } else if (event.key === "Escape") {
        if (panel.hidden) input.value = "";
        open(false);
      } else {
        return;
      }
      event.preventDefault();
    }

    input.addEventListener("input", soon);
    input.addEventListener("compositionend", soon);
    input.addEventListener("keydown", key);
    input.addEventListener("focus", () => {
      if (input.value && list.firstChild) open(true);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("click", (event) => {
      if (!form.contains(event.target)) open(false);
    });
    form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) open(false);
    });
  }

  // For the test that holds this twin and the one that writes the records to each other.
  window.mzSearch = { spaced: spaced };
  Array.from(document.querySelectorAll(".mz-find")).forEach(start);
})();
