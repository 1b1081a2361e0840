"use strict";
// The search box of every page: a combobox as the ARIA practices describe it. Its index comes as scripts, when the box is first used.
const landscapeSearch = (() => {
  const MOST = 12;
  const files = []; // the names of the files of the index stand here
  const root = document.currentScript.src.replace(/assets\/search\.js$/, "");
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const rows = [];
  let box, list, says, asked = false, found = [], active = -1;

  const make = (name, attributes) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const take = (part) => {
    for (const [name, kind, href, more] of part) {
      const folded = fold(name);
      rows.push({ name, kind, href, folded, all: `${folded}\n${fold(more)}`, words: ` ${folded.replace(/[^\p{L}\p{N}]+/gu, " ")}` });
    }
    if (box && box.value.trim()) look();
  };
  const load = () => {
    if (asked) return;
    asked = true;
    for (const name of files) {
      const script = document.createElement("script");
      script.src = `${root}assets/${name}`;
      document.head.append(script);
    }
  };
  // Exact names and codes first, then names that begin so, then names with such a word, then anything that holds every part.
  const rank = (row, wanted, parts) => {
    if (row.folded === wanted || row.all.split("\n").includes(wanted)) return 0;
    if (row.folded.startsWith(wanted)) return 1;
    if (row.words.includes(` ${wanted}`)) return 2;
    if (parts.every((part) => row.words.includes(` ${part}`))) return 3;
    return parts.every((part) => row.all.includes(part)) ? 4 : 9;
  };
  const near = (text) => {
    const wanted = fold(text).trim().replace(/\s+/g, " ");
    const parts = wanted.split(" ");
    const hits = [];
    for (const row of rows) {
      const at = rank(row, wanted, parts);
      if (at < 9) hits.push([at, row]);
    }
    hits.sort((a, b) => a[0] - b[0] || a[1].name.length - b[1].name.length || (a[1].folded < b[1].folded ? -1 : 1));
    return { total: hits.length, first: hits.slice(0, MOST).map(([, row]) => row) };
  };
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    found = [];
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    active = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    box.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const look = () => {
    if (!box.value.trim()) { close(); says.textContent = ""; return; }
    const { total, first } = near(box.value);
    if (!total) { close(); says.textContent = rows.length ? `Nothing here is called “${box.value}”.` : ""; return; }
    list.replaceChildren(...first.map((row, place) => {
      const option = document.createElement("li");
      option.id = `found-${place}`;
      option.setAttribute("role", "option");
      const kind = document.createElement("small");
      kind.textContent = ` ${row.kind}`;
      option.append(row.name, kind);
      return option;
    }));
    found = first;
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(0);
    says.textContent = total > first.length ? `${total} found, the first ${first.length} are listed.` : `${total} found.`;
  };
  const open = (at) => { location.href = root + found[at].href; };

  document.addEventListener("DOMContentLoaded", () => {
    const place = make("div", { class: "search", role: "search", "aria-label": "Search the site" });
    const label = make("label", { for: "search", class: "hide" });
    label.textContent = "Search names, codes and papers";
    box = make("input", { id: "search", type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: "Search names, codes, papers" });
    list = make("ul", { id: "found", role: "listbox", "aria-label": "Found", hidden: "" });
    says = make("p", { class: "hide", role: "status" });
    place.append(label, box, list, says);
    document.getElementById("bar").append(place);
    box.addEventListener("focus", load);
    box.addEventListener("input", () => { load(); look(); });
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (found.length) mark((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length); else look();
      } else if (event.key === "Enter" && active >= 0) open(active);
      else if (event.key === "Escape" && !list.hidden) close();
      else if (event.key === "Escape") { box.value = ""; says.textContent = ""; }
      else return;
      event.preventDefault();
    });
    box.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const at = [...list.children].indexOf(event.target.closest("li"));
      if (at >= 0) open(at);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
      event.preventDefault();
      box.focus();
    });
  });
  return { take };
})();
