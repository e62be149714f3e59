"use strict";

/* Finds documents of which every word of the query begins a word; the number and type first. */
CanCu.finder = (documents, degree) => {
  let entries = null;
  const read = () => documents.map((item, id) => ({
    id,
    name: ` ${CanCu.fold([item.type, item.number || item.label].filter(Boolean).join(" "))}`,
    rest: ` ${CanCu.fold([item.label, item.title, item.issuer, CanCu.date(item.date)].filter(Boolean).join(" "))}`,
  }));
  return (query) => {
    const words = CanCu.fold(query).split(" ").filter(Boolean);
    if (!words.length) return null;
    entries ??= read();
    const found = [];
    for (const { id, name, rest } of entries) {
      let score = 0;
      for (const word of words) {
        if (name.includes(` ${word} `) || name.endsWith(` ${word}`)) score += 4;
        else if (name.includes(` ${word}`)) score += 3;
        else if (rest.includes(` ${word}`)) score += 1;
        else score = NaN;
      }
      if (score) found.push([score + degree[id] / 1e6, id]);
    }
    return found.sort((a, b) => b[0] - a[0]).map(([, id]) => id);
  };
};

/* The search box: a combobox whose list holds the documents found. */
CanCu.searchBox = (data, drawing, find, { onMatches, onChoose }) => {
  const { element } = CanCu;
  const input = document.getElementById("query");
  const list = document.getElementById("results");
  const SHOWN = 40;
  let options = [];
  let active = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function mark(place) {
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = options[active];
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function choose(id) {
    close();
    onChoose(id);
  }

  function row(id, place) {
    const item = data.documents[id];
    const about = [CanCu.date(item.date), item.issuer, item.title].filter(Boolean).join(" · ");
    const option = element(
      "li",
      { role: "option", id: `result-${place}`, "aria-selected": "false" },
      element("b", {}, item.label),
      item.type ? ` ${item.type}` : "",
      about ? element("small", {}, about) : null,
    );
    option.style.setProperty("--colour", drawing.colour(data.families[item.family]));
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => choose(id));
    option.dataset.node = id;
    return option;
  }

  function search() {
    const found = find(input.value);
    onMatches(found);
    if (found === null) return close();
    options = found.slice(0, SHOWN).map(row);
    const rest = found.length - options.length;
    const note = !found.length
      ? "Không tìm thấy văn bản nào · No document found"
      : rest > 0
        ? `và ${rest} văn bản nữa · and ${rest} more`
        : null;
    list.replaceChildren(...options);
    if (note) list.append(element("li", { class: "none", role: "presentation" }, note));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(options.length ? 0 : -1);
    return undefined;
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", () => input.value && search());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length && !list.hidden) {
      event.preventDefault();
      mark((active + step + options.length) % options.length);
    } else if (event.key === "Enter" && options[active] && !list.hidden) {
      choose(Number(options[active].dataset.node));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      input.value = "";
      onMatches(null);
      close();
      input.blur();
    }
  });
  return { focus: () => input.focus(), clear() { input.value = ""; } };
};
