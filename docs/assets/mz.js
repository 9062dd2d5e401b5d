/* What every page needs at once: colours and large print before the first paint, and the switches for them. */
(function () {
  "use strict";

  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  root.classList.remove("no-js");
  root.classList.add("js");

  // ---- Choices that last from page to page: the colours (auto, default or slate), the size (normal or large) ----

  // Some private windows refuse storage; there the tab's own name carries the choices.
  function named() {
    try {
      return window.name.slice(0, 3) === "mz:" ? JSON.parse(window.name.slice(3)) : {};
    } catch (other) {
      return {};
    }
  }

  function kept(choice, otherwise) {
    try {
      return localStorage.getItem("mz-" + choice) || otherwise;
    } catch (refused) {
      return named()[choice] || otherwise;
    }
  }

  function keep(choice, value) {
    try {
      localStorage.setItem("mz-" + choice, value);
    } catch (refused) {
      var all = named();
      all[choice] = value;
      window.name = "mz:" + JSON.stringify(all);
    }
  }

  function colour(choice) {
    var scheme = choice === "auto" ? (dark.matches ? "slate" : "default") : choice;
    root.setAttribute("data-mz-scheme", choice);
    root.setAttribute("data-md-color-scheme", scheme);
    if (document.body) document.body.setAttribute("data-md-color-scheme", scheme);
  }

  function follow() {
    colour(root.getAttribute("data-mz-scheme"));
  }

  function size(choice) {
    var large = choice === "large";
    var button = document.querySelector(".mz-size");
    root.setAttribute("data-mz-size", large ? "large" : "normal");
    if (button) button.setAttribute("aria-pressed", String(large));
    // The text in a picture does not grow on a phone; the table under it does.
    if (large && window.innerWidth < 820) {
      Array.prototype.forEach.call(document.querySelectorAll(".mz-data"), function (table) {
        table.open = true;
      });
    }
  }

  // Another site can link to the large print: ?size=large.
  var asked = /[?&]size=(large|normal)\b/.exec(window.location.search);
  if (asked) keep("size", asked[1]);
  colour(kept("scheme", "auto"));
  size(asked ? asked[1] : kept("size", "normal"));
  // Safari 13 knows only the old name.
  if (dark.addEventListener) dark.addEventListener("change", follow);
  else dark.addListener(follow);

  function pressed(button, change) {
    if (button) button.addEventListener("click", change);
  }

  function bindSwitches() {
    var scheme = document.querySelector(".mz-scheme");
    pressed(scheme, function () {
      var states = Array.prototype.map.call(scheme.querySelectorAll("[data-scheme]"), function (state) {
        return state.getAttribute("data-scheme");
      });
      var next = states[(states.indexOf(root.getAttribute("data-mz-scheme")) + 1) % states.length];
      keep("scheme", next);
      colour(next);
    });
    pressed(document.querySelector(".mz-size"), function () {
      var next = root.getAttribute("data-mz-size") === "large" ? "normal" : "large";
      keep("size", next);
      size(next);
    });
  }

  // ---- Rows, folds ------------------------------------------------------------------------------------------------

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
    follow();
    size(root.getAttribute("data-mz-size"));
    bindSwitches();
    bindRows();
  });
})();
