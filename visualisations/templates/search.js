"use strict";
// The search box: a combobox as the ARIA practices describe it. It finds an entity to open, or the other end of a path.
Landscape.search = (() => {
  const { model, panel } = Landscape;
  const box = document.getElementById("search");
  const list = document.getElementById("found");
  const label = document.querySelector('label[for="search"]');
  const MOST = 12;
  let found = [];
  let active = -1;
  let pathFrom = null;
  let choose = () => {};

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
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const look = () => {
    const result = model.search(box.value, MOST);
    if (!box.value.trim()) { close(); return; }
    if (!result.total) { close(); panel.say(`Nothing on this map is called “${box.value}”.`); return; }
    list.replaceChildren(...result.found.map((at, place) => {
      const option = document.createElement("li");
      option.id = `found-${place}`;
      option.setAttribute("role", "option");
      const kind = document.createElement("small");
      kind.textContent = ` ${model.items[at].label}${model.items[at].kind ? `, ${model.items[at].kind}` : ""}`;
      option.append(model.items[at].name, kind);
      return option;
    }));
    found = result.found;
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(0);
    panel.say(`${result.total} found${result.total > MOST ? `, the first ${MOST} listed` : ""}.`);
  };
  const pick = (place) => {
    const at = found[place];
    const from = pathFrom;
    close();
    box.value = "";
    plain();
    if (from === null) choose({ node: at }); else choose({ from, to: at });
  };
  const plain = () => { pathFrom = null; label.textContent = "Find"; };
  const pathTo = (from) => {
    pathFrom = from;
    label.textContent = "Path to";
    box.focus();
    panel.say(`Type the name that the path from ${model.items[from].name} should lead to.`);
  };

  box.addEventListener("input", look);
  box.addEventListener("focus", () => { if (box.value) look(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!found.length) look();
      else mark((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      pick(active);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (found.length) close(); else { box.value = ""; plain(); }
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the box keeps the focus
    const option = event.target.closest("li");
    if (option) pick([...list.children].indexOf(option));
  });

  return { pathTo, onChoose: (then) => { choose = then; } };
})();
