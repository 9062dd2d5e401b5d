/* What every page needs at once: the colour scheme before the first paint and the switch for it. */
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
    bindRows();
  });
})();
