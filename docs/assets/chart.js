/* Pictures that answer: at the first touch, key or pointer on a picture, and not before, the interactive one is fetched
   and takes its place; each mark tells its name, amount and share. The picture stays where that fails, and on paper.
   Also: a picture as PNG, and the code that frames it in another page. */
(function () {
  "use strict";

  var RUNTIME = new URL("vega.js", document.currentScript.src).href;
  // So near, in pixels, a finger need not hit the mark itself.
  var NEAR = 14;
  // A PNG is so many times larger than its picture, for screens with as many dots.
  var SHARP = 2;
  var FOLDER = window.location.protocol === "file:";
  var WHY_NOT = FOLDER
    ? "从文件夹打开的网页不能载入互动图；图和下面的表格照样可看。"
    : "互动图没有载入，可能是网络不通或浏览器太旧；图和下面的表格照样可看。";
  var runtime = null;
  var specs = {};
  var hover = window.matchMedia("(hover: hover)");

  function make(name, kind, parent) {
    var node = document.createElement(name);
    node.className = kind;
    if (parent) parent.appendChild(node);
    return node;
  }

  function script(address) {
    return new Promise(function (done, failed) {
      var node = document.createElement("script");
      node.src = address;
      node.onload = function () {
        if (window.mzVega) done();
        else failed(new Error("the script defines nothing"));
      };
      node.onerror = failed;
      document.head.appendChild(node);
    });
  }

  // What failed is tried again at the next touch: a phone in a lift.
  function fetched() {
    runtime = runtime || script(RUNTIME).catch(function (error) {
      runtime = null;
      throw error;
    });
    return runtime;
  }

  function spec(address) {
    specs[address] = specs[address] || window.fetch(address)
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .catch(function (error) {
        delete specs[address];
        throw error;
      });
    return specs[address];
  }

  // A picture ----------------------------------------------------------------------------------------------------

  function Picture(box) {
    this.box = box;
    this.drawn = box.querySelector("svg");
    this.state = "still";
    this.at = "";
    // Laid over the picture for the keyboard alone: a slider says its value by itself, and leaves the picture its text.
    this.walk = make("div", "mz-walk", box);
    this.walk.tabIndex = 0;
    var titles = this.drawn.querySelectorAll("title");
    var title = this.drawn.getAttribute("aria-label").split("。")[0];
    this.said({ role: "slider", "aria-label": "逐项看：" + title, "aria-valuemin": "0", "aria-valuenow": "0" });
    this.said({ "aria-valuemax": String(titles.length), "aria-valuetext": "按方向键，一项一项地看" });
    this.listen();
  }

  Picture.prototype.said = function (what) {
    Object.keys(what).forEach(function (name) {
      this.walk.setAttribute(name, what[name]);
    }, this);
  };

  Picture.prototype.listen = function () {
    var self = this;
    this.walk.addEventListener("keydown", function (event) {
      self.key(event);
    });
    this.walk.addEventListener("blur", function () {
      self.look("");
    });
    // Browsers before Safari 13 have no pointer events; there the mouse and the finger do.
    var moved = window.PointerEvent ? ["pointermove", "pointerdown"] : ["mousemove", "touchstart"];
    moved.forEach(function (name) {
      self.box.addEventListener(name, function (event) { self.pointed(event); }, { passive: true });
    });
    this.box.addEventListener(window.PointerEvent ? "pointerleave" : "mouseleave", function (event) {
      // A finger that is lifted leaves what it has asked for.
      if (event.pointerType !== "touch") self.look("");
    });
  };

  // Fetches what the interactive picture needs, draws it out of sight, and puts it in the place of the still one.
  Picture.prototype.wake = function () {
    var self = this;
    if (this.state !== "still") return this.ready;
    this.state = "waking";
    var address = this.box.getAttribute("data-spec").split("#");
    var live = make("div", "mz-live mz-waking", this.box);
    this.ready = Promise.all([spec(address[0]), fetched()])
      .then(function (both) {
        return window.mzVega(live, both[0][address[1]], {
          mode: "vega-lite",
          renderer: "svg",
          // The expressions are walked, not compiled: the security policy can then forbid eval.
          ast: true,
          actions: false,
          tooltip: false,
          defaultStyle: false
        });
      })
      .then(function (result) {
        self.shown(live, result.view);
      })
      .catch(function () {
        self.state = "still";
        self.box.removeChild(live);
        self.excuse();
      });
    return this.ready;
  };

  Picture.prototype.shown = function (live, view) {
    var svg = live.querySelector("svg");
    // One picture with one text: the groups that Vega names would be read out one by one.
    Array.prototype.forEach.call(svg.querySelectorAll("[role]"), function (group) {
      group.removeAttribute("role");
      group.removeAttribute("aria-roledescription");
    });
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", this.drawn.getAttribute("aria-label"));
    svg.removeAttribute("aria-hidden");
    this.view = view;
    this.live = svg;
    this.marks = marks(svg);
    this.tips = this.marks.reduce(function (found, mark) {
      return found.indexOf(mark.tip) < 0 ? found.concat(mark.tip) : found;
    }, []);
    this.tip = make("p", "mz-tip", this.box);
    this.tip.hidden = true;
    this.ring = make("div", "mz-ring", this.box);
    this.ring.hidden = true;
    this.said({ "aria-valuemax": String(this.tips.length) });
    live.classList.remove("mz-waking");
    this.box.classList.add("mz-awake");
    this.state = "awake";
    if (this.last) this.near(this.last.x, this.last.y, null);
  };

  Picture.prototype.excuse = function () {
    if (this.box.querySelector(".mz-excuse")) return;
    var words = make("p", "mz-excuse", this.box);
    words.setAttribute("role", "status");
    words.textContent = WHY_NOT;
  };

  // Every mark that has something to tell, with its shape on the screen.
  function marks(svg) {
    return Array.prototype.map
      .call(svg.querySelectorAll("path, rect"), function (shape) {
        var item = shape.__data__;
        return { shape: shape, tip: (item && item.datum && item.datum.tip) || "" };
      })
      .filter(function (mark) {
        return mark.tip;
      });
  }

  // The pointer and the finger ---------------------------------------------------------------------------------------

  Picture.prototype.pointed = function (event) {
    var point = event.touches ? event.touches[0] : event;
    this.last = { x: point.clientX, y: point.clientY };
    if (this.state !== "awake") this.wake();
    else this.near(point.clientX, point.clientY, event.target);
  };

  Picture.prototype.near = function (x, y, target) {
    var shape = target || document.elementFromPoint(x, y);
    var best = null;
    this.marks.forEach(function (mark) {
      var box = mark.shape.getBoundingClientRect();
      var dx = Math.max(box.left - x, 0, x - box.right);
      var dy = Math.max(box.top - y, 0, y - box.bottom);
      // A line's box is not the line: only what is hit, or the box of what is short.
      var off = mark.shape === shape ? -1 : mark.shape.tagName === "path" && box.height > 60 ? NEAR + 1 : dx + dy;
      if (off <= NEAR && (!best || off <= best.off)) best = { off: off, mark: mark };
    });
    if (best) this.look(best.mark.tip, { x: x, y: y });
    else this.look("");
  };

  // The keyboard -------------------------------------------------------------------------------------------------------

  var STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Right: 1, Down: 1, Left: -1, Up: -1 };

  Picture.prototype.key = function (event) {
    var self = this;
    var name = event.key;
    if (name === "Escape") return this.look("");
    if (!STEPS[name] && name !== "Home" && name !== "End" && name !== "Enter" && name !== " ") return undefined;
    event.preventDefault();
    if (this.state === "awake") return this.step(name);
    return this.wake().then(function () {
      if (self.state === "awake" && document.activeElement === self.walk) self.step("Home");
    });
  };

  Picture.prototype.step = function (name) {
    var place = this.tips.indexOf(this.at);
    var last = this.tips.length - 1;
    if (name === "Home") place = 0;
    else if (name === "End") place = last;
    else place = Math.max(0, Math.min(place + (STEPS[name] || 1), last));
    if (last < 0) return;
    this.look(this.tips[place]);
    this.said({ "aria-valuenow": String(place + 1), "aria-valuetext": this.tips[place] });
  };

  // What is looked at ------------------------------------------------------------------------------------------------

  Picture.prototype.look = function (tip, point) {
    if (this.state !== "awake") return;
    if (tip !== this.at) {
      this.at = tip;
      this.view.signal("mzAt", tip).runAsync();
    }
    this.ring.hidden = !tip || Boolean(point);
    this.tip.hidden = !tip;
    if (!tip) return;
    this.tip.textContent = tip;
    var frame = this.box.getBoundingClientRect();
    var around = this.around(tip, frame);
    if (!point) {
      this.ring.style.left = around.left - 4 + "px";
      this.ring.style.top = around.top - 4 + "px";
      this.ring.style.width = around.right - around.left + 8 + "px";
      this.ring.style.height = around.bottom - around.top + 8 + "px";
    }
    var x = point ? point.x - frame.left : (around.left + around.right) / 2;
    var top = point ? point.y - frame.top - 14 : around.top - 8;
    var low = point ? point.y - frame.top + 18 : around.bottom + 8;
    this.place(x, top, low, frame);
  };

  // The box around all marks of one tip, in pixels of the picture's frame.
  Picture.prototype.around = function (tip, frame) {
    return this.marks.reduce(
      function (all, mark) {
        if (mark.tip !== tip) return all;
        var box = mark.shape.getBoundingClientRect();
        return {
          left: Math.min(all.left, box.left - frame.left),
          top: Math.min(all.top, box.top - frame.top),
          right: Math.max(all.right, box.right - frame.left),
          bottom: Math.max(all.bottom, box.bottom - frame.top)
        };
      },
      { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
    );
  };

  // Above what it tells of, or below where there is no room on the screen; never wider than the picture.
  Picture.prototype.place = function (x, top, low, frame) {
    var wide = this.tip.offsetWidth;
    var high = this.tip.offsetHeight;
    var above = frame.top + top - high > 0;
    this.tip.style.left = Math.max(0, Math.min(x - wide / 2, frame.width - wide)) + "px";
    this.tip.style.top = (above ? top - high : low) + "px";
  };

  // A picture as PNG ---------------------------------------------------------------------------------------------------

  // From the file that has title and source in it, so that light colours and the reader's own fonts are used.
  function png(address) {
    return new Promise(function (done, failed) {
      var image = new Image();
      image.onerror = failed;
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = image.naturalWidth * SHARP;
        canvas.height = image.naturalHeight * SHARP;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        // Throws where the browser takes a file beside the page for a stranger.
        canvas.toBlob(function (blob) {
          if (blob) done(URL.createObjectURL(blob));
          else failed(new Error("no picture"));
        }, "image/png");
      };
      image.src = address;
    });
  }

  function offer(figure, address, name) {
    var place = figure.querySelector(".mz-png-place") || make("div", "mz-png-place");
    figure.insertBefore(place, figure.querySelector("details"));
    place.setAttribute("role", "status");
    place.textContent = "";
    png(address).then(
      function (made) {
        var link = make("a", "", place);
        link.href = made;
        link.download = name;
        link.textContent = "保存 " + name;
        if (hover.matches) return link.click();
        // Chat applications refuse downloads, but a finger held on a picture saves it everywhere.
        place.insertBefore(document.createTextNode("按住图片即可保存，或者："), link);
        var image = make("img", "", place);
        image.src = made;
        image.alt = figure.querySelector("svg").getAttribute("aria-label");
        return undefined;
      },
      function () {
        place.textContent = FOLDER
          ? "从文件夹打开的网页不能生成 PNG；请用 SVG。"
          : "这个浏览器没有生成 PNG；请用 SVG。";
      }
    );
  }

  function addPng(figure) {
    var link = figure.querySelector('.mz-tools a[href$=".svg"]');
    if (!link) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "mz-png";
    button.textContent = "PNG";
    button.addEventListener("click", function () {
      offer(figure, link.href, link.href.split("/").pop().replace(/svg$/, "png"));
    });
    link.parentNode.insertBefore(button, link);
    link.parentNode.insertBefore(document.createTextNode(" "), link);
  }

  // The code that frames it --------------------------------------------------------------------------------------------

  function complete(figure) {
    var area = figure.querySelector(".mz-embed textarea");
    if (!area) return;
    if (!FOLDER) {
      area.value = area.value.replace(/ src="([^"]*)"/, function (whole, address) {
        return ' src="' + new URL(address, document.baseURI).href + '"';
      });
      Array.prototype.forEach.call(figure.querySelectorAll(".mz-embed-relative"), function (words) {
        words.hidden = true;
      });
    }
    area.addEventListener("focus", function () {
      area.select();
    });
    if (!navigator.clipboard) return;
    var button = make("button", "mz-copy", area.parentNode);
    button.type = "button";
    button.textContent = "复制代码";
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(area.value).then(
        function () { button.textContent = "已复制"; },
        function () { area.focus(); }
      );
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    Array.prototype.forEach.call(document.querySelectorAll(".mz-picture[data-spec]"), function (box) {
      return new Picture(box);
    });
    Array.prototype.forEach.call(document.querySelectorAll("figure.mz-chart"), function (figure) {
      addPng(figure);
      complete(figure);
    });
  });
})();
