/* What every page needs at once: the colour scheme before the first paint, the switch for it, and the place of term tips. */
(function () {
  "use strict";

  var KEY = "mz-scheme";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  root.classList.remove("no-js");
  root.classList.add("js");

  // The reader's choice: auto, default (light) or slate (dark). Storage is refused in some private windows.
  function chosen() {
    try {
      return localStorage.getItem(KEY) || "auto";
    } catch (refused) {
      return root.getAttribute("data-mz-scheme") || "auto";
    }
  }

  function show(choice) {
    var scheme = choice === "auto" ? (dark.matches ? "slate" : "default") : choice;
    root.setAttribute("data-mz-scheme", choice);
    root.setAttribute("data-md-color-scheme", scheme);
    if (document.body) document.body.setAttribute("data-md-color-scheme", scheme);
  }

  function choose(choice) {
    try {
      localStorage.setItem(KEY, choice);
    } catch (refused) {
      /* the choice then lasts as long as the page */
    }
    show(choice);
  }

  function follow() {
    show(root.getAttribute("data-mz-scheme"));
  }

  show(chosen());
  // Safari 13 knows only the old name.
  if (dark.addEventListener) dark.addEventListener("change", follow);
  else dark.addListener(follow);

  function bindSwitch() {
    var button = document.querySelector(".mz-switch");
    if (!button) return;
    button.addEventListener("click", function () {
      var states = Array.prototype.map.call(button.querySelectorAll("[data-scheme]"), function (state) {
        return state.getAttribute("data-scheme");
      });
      choose(states[(states.indexOf(root.getAttribute("data-mz-scheme")) + 1) % states.length]);
    });
  }

  // A tip is a bar at the bottom of the screen; with a mouse it moves to its term, kept inside the window.
  function place(term) {
    var box = term.getClientRects()[0];
    if (!box || window.innerWidth < 820) return term.classList.remove("mz-at");
    var em = parseFloat(getComputedStyle(root).fontSize);
    var below = box.bottom + 8 * em < window.innerHeight;
    term.style.setProperty("--mz-x", Math.max(em, Math.min(box.left, window.innerWidth - 22 * em)) + "px");
    term.style.setProperty("--mz-top", below ? box.bottom + 0.4 * em + "px" : "auto");
    term.style.setProperty("--mz-bottom", below ? "auto" : window.innerHeight - box.top + 0.4 * em + "px");
    term.classList.add("mz-at");
  }

  function termOf(event) {
    return event.target.closest && event.target.closest(".mz-term");
  }

  function bindTips() {
    ["mouseover", "focusin"].forEach(function (name) {
      document.addEventListener(name, function (event) {
        var term = termOf(event);
        if (!term) return;
        root.classList.remove("mz-tips-off");
        place(term);
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") root.classList.add("mz-tips-off");
    });
    // A finger cannot hover: the first tap explains, the second opens the page of the term.
    document.addEventListener("click", function (event) {
      var term = termOf(event);
      var open = document.querySelector(".mz-term.mz-open");
      if (open && open !== term) open.classList.remove("mz-open");
      if (!term || term.classList.contains("mz-open") || !window.matchMedia("(hover: none)").matches) return;
      event.preventDefault();
      root.classList.remove("mz-tips-off");
      term.classList.add("mz-open");
    });
  }

  // A row of a table shows its permanent address when it is touched or clicked.
  function bindRows() {
    document.addEventListener("click", function (event) {
      var row = event.target.closest && event.target.closest(".mz-table tbody tr");
      if (!row || event.target.closest("a, button, summary") || String(window.getSelection())) return;
      var place = row.id ? row : row.querySelector("[id]");
      if (place) window.location.replace("#" + place.id);
    });
  }

  // A link to what is folded away unfolds it: browsers of 2020 do not.
  function unfold() {
    var place = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    var folded = place && place.closest && place.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    place.scrollIntoView();
  }

  document.addEventListener("DOMContentLoaded", function () {
    unfold();
    window.addEventListener("hashchange", unfold);
    show(root.getAttribute("data-mz-scheme"));
    bindSwitch();
    bindTips();
    bindRows();
  });
})();
