// Folds the documents of a unit in the heat map.
(() => {
  "use strict";
  for (const button of document.querySelectorAll(".heat .fold")) {
    const files = document.getElementById(button.getAttribute("aria-controls"));
    const show = (open) => {
      files.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    };
    button.hidden = false;
    button.addEventListener("click", () => show(files.hidden));
    show(false);
  }
})();

// Filters the findings by words, blind to case and accents, and by severity.
(() => {
  "use strict";
  const filter = document.getElementById("filter");
  if (!filter) return;
  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const findings = [...document.querySelectorAll(".finding")].map((element) => ({
    element,
    words: fold(element.textContent),
  }));
  const boxes = [...filter.querySelectorAll("input[type=checkbox]")];
  const find = document.getElementById("find");
  const shown = document.getElementById("shown");

  function apply() {
    const wanted = fold(find.value).split(/\s+/).filter(Boolean);
    const severities = new Set(boxes.filter((b) => b.checked).map((b) => b.dataset.severity));
    let count = 0;
    for (const { element, words } of findings) {
      const fits =
        severities.has(element.dataset.severity) && wanted.every((word) => words.includes(word));
      element.hidden = !fits;
      count += fits ? 1 : 0;
    }
    for (const article of document.querySelectorAll("article")) {
      article.hidden = !article.querySelector(".finding:not([hidden])");
    }
    shown.textContent = `${count} / ${findings.length}`;
  }

  filter.hidden = false;
  find.addEventListener("input", apply);
  boxes.forEach((box) => box.addEventListener("change", apply));
  apply();
})();
