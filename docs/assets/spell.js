/* What is typed in the search box, understood: its words, the amount it may be, the names it may be the Pinyin of.
   First of the three scripts that the first key brings: this, find.js, hits.js. */
(function () {
  "use strict";

  // ---- Words: the same as those of scripts/search/words.py, by which everything is indexed ----------------------

  const HAN = "\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const WORD = "[" + HAN + "]|[0-9]+(?:,[0-9]+)*(?:\\.[0-9]+)?|[a-z\\u00c0-\\u024f]+";
  const IS_HAN = new RegExp("^[" + HAN + "]", "u");
  const GROUPED = /^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$/;
  const LONGEST = 10;

  // One spelling of a number: 5,575.30 and 5575.3 are 5575d3; or several, where the commas group no thousands.
  function numbers(text) {
    if (text.includes(",") && !GROUPED.test(text)) return [].concat.apply([], text.split(",").map(numbers));
    const parts = text.replace(/,/g, "").split(".");
    return [parts.length === 1 ? parts[0] : parts[0] + "d" + (parts[1].replace(/0+$/, "") || "0")];
  }

  function plain(text) {
    return text.replace(/，/g, " ").normalize("NFKC").toLowerCase();
  }

  function wordsOf(text) {
    const found = plain(text).match(new RegExp(WORD, "gu")) || [];
    return [].concat.apply([], found.map((word) => (/^[0-9]/.test(word) ? numbers(word) : [word])));
  }

  // Where the words of a phrase stand one after another; its last number or Latin word may go on (215 → 2150805).
  function placeOf(words, phrase) {
    const last = phrase.words.length - 1;
    for (let at = 0; at + last < words.length; at += 1) {
      const fits = phrase.words.every(
        (word, k) => words[at + k] === word || (k === last && phrase.open && words[at + k].startsWith(word)),
      );
      if (fits) return at;
    }
    return -1;
  }

  // The stretches [start, end) of a shown text that a phrase stands for, in the text's own spelling.
  function stretches(text, phrase) {
    let spelt = "";
    const origin = [];
    let at = 0;
    for (const character of text) {
      for (const unit of plain(character).split("")) {
        spelt += unit;
        origin.push([at, at + character.length]);
      }
      at += character.length;
    }
    const words = [];
    const finder = new RegExp(WORD, "gu");
    let match;
    while ((match = finder.exec(spelt))) {
      const word = /^[0-9]/.test(match[0]) ? numbers(match[0])[0] : match[0];
      words.push({ word: word, start: origin[match.index][0], end: origin[match.index + match[0].length - 1][1] });
    }
    const found = [];
    for (let from = 0; from < words.length; from += 1) {
      const place = placeOf(words.slice(from).map((one) => one.word), phrase);
      if (place < 0) break;
      from += place;
      found.push([words[from].start, words[from + phrase.words.length - 1].end]);
    }
    return found;
  }

  // ---- Amounts: in thousandths of a 元, whole numbers -----------------------------------------------------------

  const UNITS = { 元: 1, 块: 1, 千元: 1e3, 万: 1e4, 万元: 1e4, 百万: 1e6, 百万元: 1e6, 千万: 1e7, 千万元: 1e7, 亿: 1e8, 亿元: 1e8 };
  const AMOUNT = new RegExp("^[¥-]?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.([0-9]+))?(" + Object.keys(UNITS).join("|") + ")?$");

  // What a typed amount may mean: with a unit one thing, else 元, 万元 or, with decimals, 亿. Somebody who typed
  // fewer decimals than were printed has rounded or cut them off: what lies between is near.
  function amounts(typed) {
    const match = AMOUNT.exec(typed.normalize("NFKC").replace(/\s+/g, "").replace("−", "-"));
    if (!match) return [];
    const decimals = match[2] || "";
    const digits = match[1].replace(/,/g, "") + decimals;
    const units = match[3] ? [UNITS[match[3]]] : decimals ? [1, 1e4, 1e8] : [1, 1e4];
    const some = digits.replace(/^0+/, "").length > (match[3] ? 1 : 2) ? 1 : 0;
    const number = Number(digits);
    if (!number || number > 1e14) return [];
    return units.map((unit) => {
      const step = (unit * 1000) / Math.pow(10, decimals.length);
      return { exact: number * step, low: (number - some / 2) * step, high: (number + some) * step };
    });
  }

  function isExact(value, meant) {
    return meant.some((one) => Math.abs(value - one.exact) < 0.5);
  }

  function isNear(value, meant) {
    return meant.some((one) => value >= one.low && value < one.high);
  }

  // ---- Pinyin: initials (sjj), syllables (shenji) and any mixture of them ----------------------------------------

  function syllablesOf(text, readings) {
    return wordsOf(text).filter((word) => readings[word]).map((word) => readings[word].split("|"));
  }

  function reads(syllables, at, letters) {
    if (!letters) return true;
    if (at >= syllables.length) return false;
    return syllables[at].some((syllable) => {
      if (syllable.startsWith(letters)) return true;
      const sizes = [syllable.length, /^[zcs]h/.test(syllable) ? 2 : 0, 1];
      return sizes.some((size) => size && letters.startsWith(syllable.slice(0, size)) && reads(syllables, at + 1, letters.slice(size)));
    });
  }

  function isRead(text, letters, readings) {
    const syllables = syllablesOf(text, readings);
    return syllables.some((_, at) => reads(syllables, at, letters));
  }

  // The ways to cut letters into syllables and initials, those of the fewest pieces first, and initials alone.
  function cuts(letters, known) {
    const done = [];
    (function cut(rest, pieces) {
      if (!rest) done.push(pieces);
      if (!rest || done.length > 200) return;
      for (let size = Math.min(6, rest.length); size > 0; size -= 1) {
        const piece = rest.slice(0, size);
        const whole = known.whole[piece];
        if (whole || size === 1 || (size === rest.length && known.begun[piece])) {
          if (known.begun[piece[0]]) cut(rest.slice(size), pieces.concat({ letter: piece[0], syllable: whole ? piece : "" }));
        }
      }
    })(letters, []);
    done.sort((a, b) => a.length - b.length);
    return done.length > 4 ? done.slice(0, 3).concat([done[done.length - 1]]) : done;
  }

  function pinyinKeys(pieces) {
    const keys = [];
    const initials = pieces.map((piece) => piece.letter).join("");
    for (let at = 0; at + 1 < pieces.length; at += 1) {
      if (pieces[at].syllable && pieces[at + 1].syllable) keys.push("~" + pieces[at].syllable + "-" + pieces[at + 1].syllable);
      if (at + 2 < pieces.length) keys.push("~" + initials.slice(at, at + 3));
    }
    return keys.length || initials.length < 2 ? keys : ["~" + initials];
  }

  window.mzSearch = {
    isHan: (word) => IS_HAN.test(word),
    longest: LONGEST,
    wordsOf: wordsOf,
    placeOf: placeOf,
    stretches: stretches,
    units: UNITS,
    amounts: amounts,
    isExact: isExact,
    isNear: isNear,
    isRead: isRead,
    cuts: cuts,
    pinyinKeys: pinyinKeys,
  };
})();
