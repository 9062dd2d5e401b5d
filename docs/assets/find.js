/* What a question finds: its words are looked up in the files below search/ (scripts/search writes them), of which a
   question reads a few. Second of the three scripts that the first key brings. */
(function () {
  "use strict";

  const root = new URL("../", document.currentScript.src).href;
  const { isHan, longest, wordsOf, placeOf, amounts, isExact, isNear, isRead, cuts, pinyinKeys } = window.mzSearch;

  // ---- Files: each is a script that hands its data to mzFound ------------------------------------------------------

  const files = {};
  const arrived = {};
  let fresh = "";
  window.mzFound = function (name, data) {
    arrived[name] = data;
  };

  function file(name) {
    if (files[name]) return files[name];
    files[name] = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = (act) => () => {
        script.remove();
        act();
      };
      script.charset = "utf-8";
      script.onload = end(() => resolve(arrived[name]));
      script.onerror = end(() => {
        delete files[name];
        reject(new Error(name));
      });
      script.src = root + "search/" + name + ".js" + fresh;
      document.head.append(script);
    });
    return files[name];
  }

  function summed(deltas) {
    let sum = 0;
    return deltas.map((delta) => (sum += delta));
  }

  // The place of the last of sorted values that is not above one.
  function lastNotAbove(values, one) {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] <= one) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  let prepared = null;

  async function index() {
    const data = await file("index");
    if (prepared && prepared.data === data) return prepared;
    const years = [];
    const bodies = data.bodies.map((one) => {
      const body = { name: one[0], address: one[1], words: wordsOf(one[0] + " " + one[2]), years: [] };
      body.years = one[3].map((year) => ({ body: body, name: year[0], path: year[1], shown: year[2], mills: parseInt(year[3], 36), first: year[4], words: wordsOf(year[0]) }));
      years.push.apply(years, body.years);
      return body;
    });
    const filled = years.filter((year) => year.first >= 0).sort((a, b) => a.first - b.first);
    const amountFirsts = data.amounts.map((amount) => parseInt(amount, 36));
    prepared = { data: data, amounts: amountFirsts, bodies: bodies, years: years, filled: filled, firsts: filled.map((year) => year.first) };
    return prepared;
  }

  function shard(found, name) {
    return file(found.data.at + "/" + name);
  }

  // The value of a key in files that are sorted by keys, of each of which the first key is known.
  async function lookUp(found, name, firsts, key) {
    const at = lastNotAbove(firsts, key);
    if (at < 0) return null;
    const items = await shard(found, name + "/" + at);
    const place = lastNotAbove(items.map((item) => item[0]), key);
    return place >= 0 && items[place][0] === key ? items[place][1] : null;
  }

  // ---- Finding -----------------------------------------------------------------------------------------------------

  function phrasesOf(typed) {
    return typed
      .split(/[\s，、；;]+/)
      .map((part) => phraseOf(wordsOf(part)))
      .filter((phrase) => phrase.words.length)
      .slice(0, 5);
  }

  function phraseOf(words) {
    const last = words[words.length - 1] || "";
    return { words: words, open: !isHan(last) && !/^[0-9]+d/.test(last), letters: words.length === 1 && /^[a-z]{2,24}$/.test(last) ? last : "" };
  }

  // The keys that a title must have to hold a phrase.
  function keysOf(phrase) {
    const keys = [];
    phrase.words.forEach((word, at) => {
      const next = phrase.words[at + 1];
      const before = phrase.words[at - 1];
      if (!isHan(word)) keys.push(word.slice(0, longest));
      else if (next && isHan(next)) keys.push(word + next);
      else if (!before || !isHan(before)) keys.push(word);
    });
    return keys;
  }

  function both(lists) {
    return lists.reduce((one, other) => {
      const known = new Set(other);
      return one.filter((id) => known.has(id));
    });
  }

  // The titles that have all keys, kind by kind.
  async function having(found, keys) {
    const none = found.data.kinds.map(() => []);
    if (!keys.length) return none;
    const postings = await Promise.all(keys.map((key) => lookUp(found, "keys", found.data.keys, key)));
    if (postings.some((one) => !one)) return none;
    return none.map((_, kind) => both(postings.map((one) => summed(one[kind]))));
  }

  async function titlesOf(found, phrase, readings) {
    const ways = [keysOf(phrase)];
    if (phrase.letters) cuts(phrase.letters, readings.known).forEach((pieces) => ways.push(pinyinKeys(pieces)));
    const lists = await Promise.all(ways.map((keys) => having(found, keys)));
    return found.data.kinds.map((_, kind) => new Set([].concat.apply([], lists.map((list) => list[kind]))));
  }

  function isIn(text, words, phrase, readings) {
    return placeOf(words, phrase) >= 0 || (phrase.letters !== "" && isRead(text, phrase.letters, readings.of));
  }

  async function readingsOf(found, phrases) {
    if (!phrases.some((phrase) => phrase.letters)) return null;
    const of = await shard(found, "pinyin");
    const known = { whole: {}, begun: {} };
    Object.keys(of).forEach((character) =>
      of[character].split("|").forEach((syllable) => {
        known.whole[syllable] = true;
        for (let size = 1; size <= syllable.length; size += 1) known.begun[syllable.slice(0, size)] = true;
      }),
    );
    return { of: of, known: known };
  }

  // The years whose department, name or code holds a phrase.
  function yearsOf(found, phrase, readings) {
    const bodies = new Set(found.bodies.filter((body) => isIn(body.name, body.words, phrase, readings)));
    return new Set(found.years.filter((year) => bodies.has(year.body) || placeOf(year.words, phrase) >= 0));
  }

  // Lines of a kind: every phrase stands in their title, or tells whose and which year's they are. Stops when there are
  // enough and more would have to be fetched.
  async function linesOf(found, kind, phrases, readings, enough) {
    const candidates = new Map();
    phrases.forEach((phrase, at) => phrase.titles[kind].forEach((id) => candidates.set(id, (candidates.get(id) || new Set()).add(at))));
    const order = Array.from(candidates.keys()).sort((a, b) => candidates.get(b).size - candidates.get(a).size || a - b);
    // Titles that are also known by other words are several, but shown the same: their lines stand together.
    const named = new Map();
    const whole = (isWhole) => ({ refs: [].concat.apply([], Array.from(named.values()).map((numbers) => spread(found, numbers.sort((a, b) => a - b)))), isWhole: isWhole });
    const firsts = found.data.names[kind];
    const have = new Set();
    let count = 0;
    for (const id of order) {
      const own = phrases.filter((_, at) => candidates.get(id).has(at));
      const others = phrases.filter((_, at) => !candidates.get(id).has(at));
      if (others.some((phrase) => !phrase.years.size)) continue;
      const at = lastNotAbove(firsts, id);
      if (count >= enough && !have.has(at)) return whole(false);
      have.add(at);
      const title = await lookUp(found, "names" + kind, firsts, id);
      const text = title[0] + " " + title[1];
      const words = wordsOf(text);
      if (!own.every((phrase) => isIn(text, words, phrase, readings))) continue;
      const numbers = summed(title[2]).filter((number) => others.every((phrase) => phrase.years.has(yearAt(found, number))));
      named.set(title[0], (named.get(title[0]) || []).concat(numbers));
      count += numbers.length;
    }
    return whole(true);
  }

  function yearAt(found, number) {
    return found.filled[lastNotAbove(found.firsts, number)];
  }

  // One line of each year before the second of any: the same title stands in many tables of one document.
  function spread(found, list) {
    const seen = new Set();
    const rest = [];
    const first = list.filter((number) => {
      const year = yearAt(found, number);
      if (seen.has(year)) rest.push(number);
      return !seen.has(year) && seen.add(year);
    });
    return first.concat(rest);
  }

  // Lines that state an amount: exactly; where there is none, nearly.
  async function linesWith(found, meant) {
    const firsts = found.amounts;
    const chunks = new Set();
    meant.forEach((one) => {
      const from = Math.max(0, lastNotAbove(firsts, one.low));
      for (let at = from; at < firsts.length && at < from + 3 && (at === from || firsts[at] < one.high); at += 1) chunks.add(at);
    });
    const parts = await Promise.all(Array.from(chunks).map((at) => shard(found, "amounts/" + at)));
    const items = [].concat.apply([], parts).map((item) => [parseInt(item[0], 36), item[1]]);
    const exact = items.filter((item) => isExact(item[0], meant));
    const chosen = exact.length ? exact : items.filter((item) => isNear(item[0], meant)).sort((a, b) => off(a[0], meant) - off(b[0], meant));
    const refs = [].concat.apply([], chosen.map((item) => summed(item[1])));
    return exact.length ? spread(found, Array.from(new Set(refs)).sort((a, b) => a - b)) : Array.from(new Set(refs));
  }

  function off(value, meant) {
    return Math.min.apply(null, meant.map((one) => Math.abs(value - one.exact) / one.exact));
  }

  async function line(found, number) {
    const per = found.data.rows;
    const part = await shard(found, "lines/" + Math.floor(number / per));
    const row = part.r[number % per];
    const table = part.t[row[0]];
    const year = found.bodies[table[0]].years[table[1]];
    return {
      kind: found.data.kinds[row[4]],
      title: row[2],
      figures: row[3] ? row[3].split("|") : [],
      unit: table[4],
      detail: year.body.name + " · " + year.name + (table[3] ? " · " + table[3] : ""),
      url: root + year.path + "/" + table[2] + ".html#" + row[1],
    };
  }

  function bodyHits(found, phrases, meant, readings) {
    const hits = [];
    found.bodies.forEach((body) => {
      const of = (phrase) => isIn(body.name, body.words, phrase, readings);
      const named = phrases.filter(of);
      const rest = phrases.filter((phrase) => !of(phrase));
      const years = body.years.filter((year) => rest.every((phrase) => placeOf(year.words, phrase) >= 0));
      const priced = meant.length ? body.years.filter((year) => year.mills && isExact(year.mills, meant)) : [];
      if (named.length && years.length && (years.length < body.years.length || !rest.length)) hits.push(bodyHit(body, years, named));
      else if (phrases.length && !named.length && years.length) hits.push(bodyHit(body, years, phrases));
      else if (priced.length) hits.push(bodyHit(body, priced, phrases));
    });
    return hits.sort((a, b) => a.rank - b.rank);
  }

  function bodyHit(body, years, phrases) {
    const year = years[0];
    const more = body.years.length > 1 ? "，共 " + body.years.length + " 份" : "";
    const place = phrases.length ? placeOf(body.words, phrases[0]) : 0;
    return { kind: "部门", title: body.name, figures: year.shown ? [year.shown] : [], unit: "", detail: year.name + more, url: root + year.path + "/index.html", rank: (place < 0 ? 99 : place ? 50 : 0) + body.words.length / 100 };
  }

  function entryHits(found, kind, phrases, readings) {
    const ranked = [];
    found.data.entries[kind].forEach((one) => {
      const names = one[0] + " " + (one[3] || "");
      const title = wordsOf(one[0]);
      const all = wordsOf(names + " " + one[2]);
      if (!phrases.length || !phrases.every((phrase) => isIn(names, all, phrase, readings))) return;
      const place = placeOf(title, phrases[0]);
      const rank = place < 0 ? (placeOf(wordsOf(names), phrases[0]) < 0 ? 200 : 100) : place ? 50 : 0;
      ranked.push({ kind: kind, title: one[0], figures: [], unit: "", detail: one[2], url: root + one[1], rank: rank + title.length / 100 });
    });
    return ranked.sort((a, b) => a.rank - b.rank);
  }

  // The kinds in the order in which they are shown.
  const KINDS = ["部门", "项目", "科目", "名词", "表格", "表格行", "金额", "页面"];

  // Everything that a question finds, by kind: how many, whether that is all, and a way to the hits themselves.
  async function ask(found, phrases, meant, enough) {
    const readings = await readingsOf(found, phrases);
    for (const phrase of phrases) phrase.years = yearsOf(found, phrase, readings);
    const titles = await Promise.all(phrases.map((phrase) => titlesOf(found, phrase, readings)));
    phrases.forEach((phrase, at) => (phrase.titles = titles[at]));
    const ready = (hits) => ({ count: hits.length, isWhole: true, hits: async (from, to) => hits.slice(from, to) });
    const loaded = (one) => ({ count: one.refs.length, isWhole: one.isWhole, hits: (from, to) => Promise.all(one.refs.slice(from, to).map((number) => line(found, number))) });
    const sections = { 部门: ready(bodyHits(found, phrases, meant, readings)) };
    Object.keys(found.data.entries).forEach((kind) => (sections[kind] = ready(entryHits(found, kind, phrases, readings))));
    await Promise.all(
      found.data.kinds.map(async (kind, at) => (sections[kind] = loaded(await linesOf(found, at, phrases, readings, enough(kind))))),
    );
    sections["金额"] = loaded({ refs: meant.length ? await linesWith(found, meant) : [], isWhole: true });
    return KINDS.map((kind) => Object.assign({ kind: kind }, sections[kind])).filter((section) => section.count);
  }

  // With an amount among several words, the others say whose it is or in which line it stands.
  async function askAmount(found, parts, meant) {
    const phrases = phrasesOf(parts.join(" "));
    const readings = await readingsOf(found, phrases);
    for (const phrase of phrases) phrase.years = yearsOf(found, phrase, readings);
    const refs = (await linesWith(found, meant)).slice(0, 2000);
    const kept = [];
    for (const number of refs) {
      const rest = phrases.filter((phrase) => !phrase.years.has(yearAt(found, number)));
      const hit = rest.length && kept.length < 60 ? await line(found, number) : null;
      const text = hit && hit.title + " " + hit.detail;
      if (!rest.length || (hit && rest.every((phrase) => isIn(text, wordsOf(text), phrase, readings)))) kept.push(number);
    }
    if (!kept.length) return [];
    return [{ kind: "金额", count: kept.length, isWhole: true, hits: (from, to) => Promise.all(kept.slice(from, to).map((number) => line(found, number))) }];
  }

  async function answer(typed, enough) {
    const found = await index();
    const whole = amounts(typed);
    const phrases = phrasesOf(typed);
    if (!phrases.length) return { sections: [], phrases: [], meant: [] };
    // An amount with its unit is no text: 5582.87万 stands in no title.
    let sections = await ask(found, whole.length && phrases.length > 1 ? [] : phrases, whole, enough);
    if (sections.length) return { sections: sections, phrases: phrases, meant: whole };
    const parts = typed.trim().split(/\s+/);
    for (const part of parts.length > 1 ? parts : []) {
      const meant = amounts(part);
      if (!meant.length) continue;
      sections = await askAmount(found, parts.filter((one) => one !== part), meant);
      if (sections.length) return { sections: sections, phrases: phrases, meant: meant };
    }
    return phrases.length === 1 ? answerCut(found, phrases[0].words, enough) : { sections: [], phrases: phrases, meant: [] };
  }

  // 审计局差旅费, typed as one word: cut where the one part is a department or a year.
  async function answerCut(found, words, enough) {
    let tries = 0;
    for (let at = words.length - 1; at > 0 && tries < 4; at -= 1) {
      const parts = [words.slice(0, at), words.slice(at)].map(phraseOf);
      const isLong = parts.every((part) => part.words.length > 1 || part.words[0].length > 1);
      if (!isLong || !parts.some((part) => yearsOf(found, part, { of: {} }).size)) continue;
      tries += 1;
      const sections = await ask(found, parts, [], enough);
      if (sections.length) return { sections: sections, phrases: parts, meant: [] };
    }
    return { sections: [], phrases: [phraseOf(words)], meant: [] };
  }

  // A site that was built anew since its first file was read has its other files elsewhere: that one is read again, once.
  async function find(typed, enough) {
    try {
      return await answer(typed, enough);
    } catch (failed) {
      delete files.index;
      fresh = "?" + Date.now();
      return answer(typed, enough);
    }
  }

  window.mzSearch.root = root;
  window.mzSearch.find = find;
})();
