"use strict";

/* The details of one document. `show` moves to another one, `focus` to its neighbourhood. */
CanCu.panel = (data, drawing, actions) => {
  const { element, english } = CanCu;
  const { documents, edges, relations, families, bands } = data;
  const root = document.getElementById("details");
  const FIRST = 12;

  const named = (kind, key) => (data.words[kind][key] || [key])[0];

  function facts(item) {
    const list = element("dl", { class: "facts" });
    const add = (vi, en, value, kind) => {
      if (!value) return;
      list.append(
        element("dt", {}, vi, element("small", { lang: "en" }, en)),
        element("dd", { class: kind }, value),
      );
    };
    add("Số, ký hiệu", "Number", item.number);
    add("Ngày", "Date", CanCu.date(item.date));
    add("Cơ quan", "Issuer", item.issuer);
    add("Cấp", "Level", `${bands[item.band].vi} · ${bands[item.band].en}`);
    const read = item.ingested ? "Đã đọc toàn văn · Read" : "Chỉ được viện dẫn · Only cited";
    add("Trạng thái", "Status", element("span", { class: item.ingested ? "status read" : "status" }, read));
    add("Hiệu lực", "In force", item.status);
    add("Định danh", "IRI", item.iri, "iri");
    return list;
  }

  function shortened(list, rows) {
    list.append(...rows.slice(0, FIRST));
    if (rows.length <= FIRST) return list;
    const more = element("button", { class: "plain more" }, `Thêm ${rows.length - FIRST}`, english("more"));
    more.addEventListener("click", () => {
      more.remove();
      list.append(...rows.slice(FIRST));
    });
    const both = document.createDocumentFragment();
    both.append(list, more);
    return both;
  }

  function neighbour(edge, id) {
    const item = documents[id];
    const button = element("button", { type: "button" }, element("b", {}, item.label));
    const about = [item.type, CanCu.date(item.date), item.title].filter(Boolean).join(" · ");
    if (edge.count > 1) button.append(` ×${edge.count}`);
    if (edge.proposed) button.append(" ", element("span", { class: "status ambiguous" }, "Đề xuất · Proposed"));
    if (about) button.append(element("small", {}, about));
    for (const wording of edge.wordings.slice(0, 4)) button.append(element("q", {}, wording));
    button.addEventListener("click", () => actions.show(id));
    return element("li", {}, button);
  }

  function linked(id, outward) {
    const here = edges.filter((edge) => (outward ? edge.from : edge.to) === id);
    if (!here.length) return null;
    const section = document.createDocumentFragment();
    section.append(
      element(
        "h3",
        {},
        outward ? "Văn bản này dẫn" : "Được dẫn bởi",
        english(outward ? "Refers to" : "Referred to by"),
        element("span", { class: "count" }, String(here.length)),
      ),
    );
    for (const name of [...new Set(here.map((edge) => edge.relation))]) {
      const group = here.filter((edge) => edge.relation === name);
      const style = relations[group[0].style];
      const known = name in relations;
      const side = outward ? 0 : 1;
      section.append(
        element(
          "p",
          { class: "relation-name" },
          CanCu.line(style, drawing.colour(style)),
          known ? style.vi[side] : name,
          known ? english(style.en[side]) : null,
        ),
        shortened(
          element("ul", { class: "links" }),
          group.map((edge) => neighbour(edge, outward ? edge.to : edge.from)),
        ),
      );
    }
    return section;
  }

  function citation(entry) {
    const name = [entry.type, entry.number].filter(Boolean).join(" ") || entry.document || "—";
    const place = [
      entry.pinpoint,
      named("role", entry.role),
      CanCu.date(entry.date),
      entry.page ? `trang ${entry.page}` : null,
    ];
    const known = entry.node !== null && entry.node !== undefined;
    const row = element(known ? "button" : "div", {}, element("b", {}, name));
    if (entry.status) {
      row.append(" ", element("span", { class: `status ${entry.status}` }, named("status", entry.status)));
    }
    const about = place.filter(Boolean).join(" · ");
    if (about) row.append(element("small", {}, about));
    if (entry.sentence) row.append(element("q", {}, entry.sentence));
    if (known) row.addEventListener("click", () => actions.show(entry.node));
    return element("li", {}, row);
  }

  function citations(item) {
    if (!item.citations.length) return null;
    const section = document.createDocumentFragment();
    section.append(
      element(
        "h3",
        {},
        "Viện dẫn trong văn bản",
        english("Citations"),
        element("span", { class: "count" }, String(item.citations.length)),
      ),
      shortened(element("ul", { class: "links" }), item.citations.map(citation)),
    );
    return section;
  }

  function show(id) {
    const item = documents[id];
    const family = families[item.family];
    const chip = element("span", { class: "chip" }, item.type || family.vi);
    chip.style.setProperty("--colour", drawing.colour(family));
    const close = element("button", { class: "plain", "aria-label": "Đóng · Close" }, "✕");
    close.addEventListener("click", actions.close);
    const near = element("button", { class: "primary" }, "Xem lân cận", element("span", { lang: "en" }, " Neighbourhood"));
    near.addEventListener("click", () => actions.focus(id));
    const parts = [
      element("div", { class: "panel-head" }, element("div", {}, chip, element("h2", {}, item.label)), close),
      item.title ? element("p", { class: "title" }, item.title) : null,
      facts(item),
      near,
      linked(id, true),
      linked(id, false),
      citations(item),
    ];
    root.replaceChildren(...parts.filter(Boolean));
    if (root.hidden) {
      root.classList.add("opening");
      setTimeout(() => root.classList.remove("opening"), 400);
    }
    root.hidden = false;
    root.scrollTop = 0;
  }

  return {
    show,
    hide() {
      root.hidden = true;
      root.replaceChildren();
    },
  };
};
