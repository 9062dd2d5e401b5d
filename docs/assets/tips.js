/* The explanation of a term beside it: by mouse, by key, by finger. Without it, a term is a link to its page. */
(function () {
  "use strict";

  var tip = null;
  var open = null;
  var timer = 0;
  var touched = 0;

  function closest(event, what) {
    return event.target.closest ? event.target.closest(what) : null;
  }

  // Browsers report a mouse and a focus after every touch; those are not to open what the tap is about to close.
  function byFinger() {
    return Date.now() - touched < 800;
  }

  function make() {
    tip = document.createElement("div");
    tip.className = "mz-gloss";
    tip.id = "mz-gloss";
    tip.setAttribute("role", "tooltip");
    tip.appendChild(document.createElement("span"));
    // For the finger; the keyboard has the term itself, which leads to the same page.
    var more = tip.appendChild(document.createElement("a"));
    more.textContent = "详解";
    more.tabIndex = -1;
    (document.querySelector("article") || document.body).appendChild(tip);
  }

  // On a narrow screen a bar at its bottom (mz.css); else beside the term, inside the window.
  function place(term) {
    var box = term.getClientRects()[0];
    var isBar = !box || window.innerWidth < 820;
    tip.classList.toggle("mz-beside", !isBar);
    tip.style.left = tip.style.top = "";
    if (isBar) return;
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8));
    var isBelow = box.bottom + tip.offsetHeight + 8 < window.innerHeight || box.top < tip.offsetHeight + 8;
    // They touch, so that a mouse on its way to the tip leaves neither.
    tip.style.left = left + window.pageXOffset + "px";
    tip.style.top = (isBelow ? box.bottom : box.top - tip.offsetHeight) + window.pageYOffset + "px";
  }

  function show(term) {
    clearTimeout(timer);
    if (open === term) return;
    hide();
    if (!tip) make();
    open = term;
    tip.firstChild.textContent = term.getAttribute("data-tip");
    tip.lastChild.href = term.href;
    tip.classList.add("mz-open");
    term.setAttribute("aria-describedby", "mz-gloss");
    place(term);
  }

  function hide() {
    clearTimeout(timer);
    if (!open) return;
    open.removeAttribute("aria-describedby");
    tip.classList.remove("mz-open");
    open = null;
  }

  function later(act, milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  }

  document.addEventListener("mouseover", function (event) {
    if (byFinger()) return;
    var term = closest(event, ".mz-term");
    if (term) later(show.bind(null, term), open ? 0 : 120);
    else if (closest(event, ".mz-gloss")) clearTimeout(timer);
    else if (open && document.activeElement !== open) later(hide, 250);
    else clearTimeout(timer);
  });

  document.addEventListener("focusin", function (event) {
    var term = closest(event, ".mz-term");
    if (byFinger()) return;
    if (term) show(term);
    else if (!closest(event, ".mz-gloss")) hide();
  });

  document.addEventListener("focusout", function (event) {
    if (open && event.target === open && !byFinger()) later(hide, 250);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" || event.key === "Esc") hide();
  });

  function onTouch(event) {
    if (event.type === "touchstart" || event.pointerType === "touch") touched = Date.now();
  }
  document.addEventListener(window.PointerEvent ? "pointerdown" : "touchstart", onTouch, { passive: true });

  // A finger cannot hover: a tap explains, a second one, or one elsewhere, closes; the explanation leads to the page.
  document.addEventListener("click", function (event) {
    var term = closest(event, ".mz-term");
    if (closest(event, ".mz-gloss")) return;
    if (!term || !byFinger()) return hide();
    event.preventDefault();
    if (open === term) hide();
    else show(term);
  });

  window.addEventListener("resize", function () {
    if (open) place(open);
  });
})();
