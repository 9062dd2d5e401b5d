/* The search box before it is used: the first key brings what searches (spell.js, find.js, hits.js), and nothing is
   fetched before. */
(function () {
  "use strict";

  const here = new URL(".", document.currentScript.src);
  let asked = false;

  function failed(form) {
    asked = false;
    form.querySelector(".mz-said").textContent = "搜索没有打开，请检查网络，再按一个键试试。也可以：";
    form.querySelector(".mz-found").hidden = false;
  }

  function bring(form) {
    if (asked) return;
    asked = true;
    ["spell.js", "find.js", "hits.js"].forEach(function (name) {
      const script = document.createElement("script");
      script.src = new URL(name, here).href;
      script.async = false;
      script.onerror = function () {
        failed(form);
      };
      document.head.appendChild(script);
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll(".mz-find"), function (form) {
    const input = form.querySelector(".mz-query");
    let composing = false;

    // While Pinyin is being composed, the letters are not yet the word, and Enter ends the composition: Safari tells
    // that Enter after the composition.
    form.addEventListener("compositionstart", function () {
      composing = true;
    });
    form.addEventListener("compositionend", function () {
      setTimeout(function () {
        composing = false;
      }, 0);
      bring(form);
    });
    form.addEventListener("input", function (event) {
      if (!composing && !event.isComposing) bring(form);
    });
    form.addEventListener("submit", function (event) {
      if (composing || !input.value.trim()) event.preventDefault();
    });
    // The page of results (an address with a question in it) has been asked already.
    if (document.querySelector(".mz-results") && /[?&]q=[^&]/.test(location.search)) bring(form);
  });
})();
