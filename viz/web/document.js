"use strict";

(() => {
  const { date, element, english, fold } = CanCu;
  const { mentions, words } = JSON.parse(document.getElementById("data").textContent);
  const get = (id) => document.getElementById(id);
  const marks = [...document.querySelectorAll("mark")];
  const list = get("list");
  let current = -1;

  function described(id) {
    const mention = mentions[id];
    const [vi, en] = words.status[mention.status];
    const facts = element("dl");
    const add = (name, gloss, value, kind = "") => {
      if (value === null || value === undefined || value === "") return;
      facts.append(
        element("dt", {}, name, english(gloss)),
        element("dd", { class: kind }, value),
      );
    };
    add("Ngày", "Date", date(String(mention.date ?? "")));
    add("Cơ quan", "Issuer", mention.issuer && mention.issuer + (mention.implied ? " (suy từ ký hiệu)" : ""));
    add("Điểm dẫn", "Pinpoint", mention.pinpoint);
    add("Vai trò", "Role", (words.role[mention.role] || [mention.role])[0]);
    add("Vị trí", "Place", mention.place);
    add("Lý do", "Why", mention.why);
    if (mention.candidates.length) {
      const options = mention.candidates.map((iri) => element("li", {}, iri));
      add("Có thể là", "Candidates", element("ul", {}, ...options), "iri");
    }
    add("Định danh", "IRI", mention.document, "iri");
    add("Tin cậy", "Confidence", `${Math.round(mention.confidence * 100)} % · ${mention.rule}`);
    return element(
      "section",
      { class: mention.status },
      element("span", { class: "badge" }, vi, english(en)),
      element("h3", {}, mention.name),
      mention.title ? element("p", {}, mention.title) : null,
      element("q", {}, mention.surface),
      facts,
    );
  }

  function show(ids, { scroll = true, focus = false } = {}) {
    const wanted = new Set(ids.map(String));
    let first = null;
    for (const mark of marks) {
      const on = mark.dataset.m.split(" ").some((id) => wanted.has(id));
      mark.classList.toggle("on", on);
      if (on && !first) first = mark;
    }
    for (const link of document.querySelectorAll("#cited [data-m]")) {
      const own = link.dataset.m.split(" ");
      const on = own.some((id) => wanted.has(id));
      (link.parentElement.matches("li") ? link.parentElement : link).classList.toggle("on", on);
    }
    current = Number(ids.at(-1));
    get("where").textContent = `${current + 1} / ${mentions.length}`;
    const close = element("button", { id: "close", "aria-label": "Đóng · Close" }, "✕");
    close.addEventListener("click", clear);
    get("card").replaceChildren(close, ...ids.map(described).reverse());
    get("card").scrollTop = 0;
    if (first && scroll) first.scrollIntoView({ block: "center" });
    if (first && focus) first.focus({ preventScroll: true });
  }

  function clear() {
    for (const on of document.querySelectorAll(".on")) on.classList.remove("on");
    get("card").replaceChildren(element("p", { class: "hint" }));
  }

  const hidden = (id) => document.body.classList.contains(`hide-${mentions[id].status}`);

  function step(by) {
    if (!mentions.length) return;
    let next = current;
    for (let tried = 0; tried < mentions.length; tried += 1) {
      next = (next + by + mentions.length) % mentions.length;
      if (next >= 0 && !hidden(next)) {
        show([next], { focus: true });
        return;
      }
    }
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    const link = event.target.closest("a[data-m]");
    if (mark) show(mark.dataset.m.split(" "), { scroll: false });
    else if (link) {
      event.preventDefault();
      const ids = link.dataset.m.split(" ").map(Number);
      const after = ids.find((id) => id > current);
      show([ids.includes(current) && after !== undefined ? after : ids[0]]);
      list.classList.remove("open");
    }
  });

  document.addEventListener("keydown", (event) => {
    if (/^(INPUT|TEXTAREA)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "Escape") {
      list.classList.remove("open");
      clear();
    } else if (event.key === "Enter" && event.target.matches("mark")) show(event.target.dataset.m.split(" "));
  });

  get("find").addEventListener("input", (event) => {
    const asked = fold(event.target.value).split(" ");
    for (const item of document.querySelectorAll("#cited li[data-name]")) {
      const name = ` ${fold(item.dataset.name)}`;
      item.hidden = !asked.every((word) => name.includes(` ${word}`));
    }
  });

  for (const button of document.querySelectorAll("#chosen button")) {
    button.addEventListener("click", () => {
      const off = document.body.classList.toggle(`hide-${button.dataset.status}`);
      button.setAttribute("aria-pressed", String(!off));
    });
  }
  get("next").addEventListener("click", () => step(1));
  get("previous").addEventListener("click", () => step(-1));
  get("open-list").addEventListener("click", () => {
    const open = list.classList.toggle("open");
    get("open-list").setAttribute("aria-expanded", String(open));
  });
  document.querySelector("main").addEventListener("pointerdown", () => list.classList.remove("open"));
})();
