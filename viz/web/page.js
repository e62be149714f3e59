"use strict";

/* The scripts of a page share this one name. */
const CanCu = {};

/* ISO date to the Vietnamese order; what is not a full date stays as it is. */
CanCu.date = (iso) => {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(iso || "");
  if (!parts) return iso || "";
  return [parts[3], parts[2], parts[1]].filter(Boolean).join("/");
};

CanCu.element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

CanCu.english = (text) => CanCu.element("span", { class: "en", lang: "en" }, ` ${text}`);

/* Letters without their marks and case: "Nghị định 61/2018/NĐ-CP" → "nghi dinh 61 2018 nd cp". */
CanCu.fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[đð]/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
