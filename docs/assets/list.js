/* A long list in a table: filtered by what is typed, sorted by its heads. Without it the list stands in its own order. */
(function () {
  "use strict";

  function each(list, does) {
    Array.prototype.forEach.call(list, does);
  }

  function valueOf(row, column, kind) {
    var cell = row.children[column];
    if (kind === "text") return cell.textContent.trim();
    var stated = cell.getAttribute("data-v");
    // What is not known comes last in either order.
    return stated === "" || stated === null ? null : Number(stated);
  }

  function compared(a, b, kind, down) {
    if (a === b) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    var order = kind === "text" ? a.localeCompare(b, "zh-Hans-CN") : a - b;
    return down ? -order : order;
  }

  function bind(list) {
    var table = list.querySelector("table");
    var body = table.tBodies[0];
    var groups = body.querySelectorAll("tr.group");
    var rows = Array.prototype.filter.call(body.rows, function (row) {
      return row.className !== "group";
    });

    function sort(head, column) {
      var kind = head.getAttribute("data-sort");
      var first = kind === "number" ? "descending" : "ascending";
      var now = head.getAttribute("aria-sort");
      var next = now === first ? (first === "ascending" ? "descending" : "ascending") : first;
      each(table.querySelectorAll("thead th"), function (one) {
        one.removeAttribute("aria-sort");
      });
      head.setAttribute("aria-sort", next);
      // Sorted over all places, the headings of the places have nothing under them.
      each(groups, function (group) {
        group.parentNode && group.parentNode.removeChild(group);
      });
      rows
        .map(function (row, index) {
          return { row: row, value: valueOf(row, column, kind), index: index };
        })
        .sort(function (a, b) {
          return compared(a.value, b.value, kind, next === "descending") || a.index - b.index;
        })
        .forEach(function (one) {
          body.appendChild(one.row);
        });
    }

    each(table.querySelectorAll("thead th[data-sort]"), function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        sort(head, head.cellIndex);
      });
    });

    function filter(words, said) {
      var shown = 0;
      each(body.rows, function (row) {
        if (row.className === "group") {
          row.hidden = words.length > 0;
          return;
        }
        var text = row.textContent;
        row.hidden = !words.every(function (word) {
          return text.indexOf(word) >= 0;
        });
        if (!row.hidden) shown += 1;
      });
      said.textContent = words.length ? (shown ? "找到 " + shown + " 个" : "没有找到") : "";
    }

    var what = list.getAttribute("data-what");
    var box = document.createElement("div");
    box.className = "mz-filter";
    box.innerHTML = '<label for="mz-filter">筛选</label><input id="mz-filter" type="search" autocomplete="off"><p role="status"></p>';
    var field = box.querySelector("input");
    field.placeholder = what + "或地方的名称";
    field.addEventListener("input", function () {
      filter(field.value.split(/\s+/).filter(Boolean), box.querySelector("p"));
    });
    list.insertBefore(box, list.firstChild);
  }

  each(document.querySelectorAll(".mz-sortable"), bind);
})();
