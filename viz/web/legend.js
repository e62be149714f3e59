"use strict";

/* The legend's box that shows or hides an edge. */
CanCu.shownAs = (edge) => (edge.proposed ? "proposed" : edge.style);

/* The legend, which is also the filter: a box for each level, type and relation that occurs, and
   one for what is only proposed. `off` holds what is not shown. */
CanCu.legend = (data, drawing, off, changed) => {
  const { documents, edges } = data;
  const get = (id) => document.getElementById(id);

  function choice(set, key, sample, vi, en, count) {
    const { element } = CanCu;
    const box = element("input", { type: "checkbox" });
    box.checked = !set.has(key);
    box.addEventListener("change", () => {
      if (box.checked) set.delete(key);
      else set.add(key);
      changed();
    });
    return element(
      "label",
      {},
      box,
      sample,
      element("span", { class: "name" }, vi, element("span", { class: "en", lang: "en" }, en)),
      element("span", { class: "count" }, count.toLocaleString("vi")),
    );
  }

  function proposal(style, count) {
    const sample = CanCu.line({ ...style, dash: [2, 6] }, drawing.colour(style));
    return choice(off.relations, "proposed", sample, "Đề xuất, văn bản không nêu", "Proposed, not stated", count);
  }

  return () => {
    const tally = (values) => values.reduce((sum, value) => sum.set(value, (sum.get(value) || 0) + 1), new Map());
    const levels = tally(documents.map((item) => item.band));
    const types = tally(documents.map((item) => item.family));
    const used = tally(edges.map(CanCu.shownAs));
    const proposed = edges.find((edge) => edge.proposed);
    get("levels").replaceChildren(
      ...data.bands.flatMap(({ vi, en }, key) => (levels.has(key) ? [choice(off.levels, key, "", vi, en, levels.get(key))] : [])),
    );
    get("types").replaceChildren(
      ...data.families.flatMap((family, key) => {
        if (!types.has(key)) return [];
        const swatch = CanCu.element("span", { class: "swatch" });
        swatch.style.setProperty("--colour", drawing.colour(family));
        return [choice(off.types, key, swatch, family.vi, family.en, types.get(key))];
      }),
    );
    get("relations").replaceChildren(
      ...Object.entries(data.relations).flatMap(([key, style]) =>
        used.has(key)
          ? [choice(off.relations, key, CanCu.line(style, drawing.colour(style)), style.vi[0], style.en[0], used.get(key))]
          : [],
      ),
      ...(proposed ? [proposal(data.relations[proposed.style], used.get("proposed"))] : []),
    );
  };
};
