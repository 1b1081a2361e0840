"use strict";
// Words beside the map: the details panel, the lists in step, the live line. Facts are copied from the lists, never rebuilt.
Landscape.panel = (() => {
  const { model, state, canvas } = Landscape;
  const panel = document.getElementById("panel");
  const about = document.getElementById("about");
  const details = document.getElementById("details");
  const live = document.getElementById("live");
  // The lists come after the scripts, so that the map need not wait for them: they are looked up when they are there.
  const once = (make) => { let made; return () => (made ??= make()); };
  const itemRows = once(() => model.items.map((item) => document.getElementById(`i${item.at}`)));
  const linkRows = once(() => model.links.map((link) => document.getElementById(`l${link.at}`)));
  const rows = { get items() { return itemRows(); }, get links() { return linkRows(); } };
  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : word === "entity" ? "" : "s"}`.replace(/(\d+) entity$/, (_, n) => (n === "1" ? "1 entity" : `${n} entities`));

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const say = (words) => { live.textContent = words; };
  const copy = (row, selector) => [...row.querySelectorAll(`:scope > ${selector}`)].map((part) => part.cloneNode(true));
  const walk = (at) => element("a", { href: `#i${at}` }, model.items[at].name);
  const action = (words, name) => element("button", { type: "button", "data-do": name }, words);

  const open = (heading, ...parts) => {
    const held = panel.contains(document.activeElement);
    details.replaceChildren(element("h2", { id: "details-heading", tabindex: "-1" }, heading), ...parts);
    details.hidden = false;
    about.hidden = true;
    panel.setAttribute("aria-labelledby", "details-heading");
    requestAnimationFrame(() => { panel.parentElement.scrollTop = 0; }); // with the frame, not before it: the page is laid out once
    if (held) details.firstChild.focus({ preventScroll: true });
  };
  const close = () => {
    const held = details.contains(document.activeElement);
    details.replaceChildren();
    details.hidden = true;
    about.hidden = false;
    panel.setAttribute("aria-labelledby", "panel-heading");
    if (held) canvas.frame.focus({ preventScroll: true });
  };
  const focus = () => {
    const heading = document.getElementById("details-heading");
    if (heading) heading.focus();
  };

  const swatch = ({ shape, colour }) => {
    const space = "http://www.w3.org/2000/svg";
    const drawn = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    for (const [key, value] of [["class", "swatch"], ["viewBox", "-12 -12 24 24"], ["width", "18"], ["height", "18"], ["aria-hidden", "true"]]) drawn.setAttribute(key, value);
    path.setAttribute("d", model.data.marks[shape]);
    path.setAttribute("fill", colour);
    drawn.append(path);
    return drawn;
  };

  const stepsChoice = () => {
    const box = element("fieldset", { class: "steps" }, element("legend", {}, "Steps around it"));
    for (const hops of [1, 2, 3]) {
      const input = element("input", { type: "radio", name: "hops", value: hops });
      input.checked = hops === state.hops;
      box.append(element("label", {}, input, String(hops)));
    }
    return box;
  };

  // What people ask first stands first: who chairs it, who holds it to account, what answers to it.
  const linksOf = (at) => {
    const groups = new Map();
    for (const link of [...model.touching[at]].sort((a, b) => model.links[a].rank - model.links[b].rank || a - b)) {
      const { from, phrase, back } = model.links[link];
      const words = from === at ? phrase : back;
      if (!groups.has(words)) groups.set(words, []);
      groups.get(words).push(link);
    }
    return [...groups].flatMap(([words, links]) => [
      element("h3", {}, `${words} `, element("small", {}, String(links.length))),
      element("ul", { class: "rows" }, ...links.map((link) => {
        const row = element("li", { class: "row" }, walk(model.other(link, at)), " ", ...copy(rows.links[link], ".facts"));
        if (!Landscape.linkPasses(link)) row.append(element("small", {}, " (filtered out on the map)"));
        return row;
      })),
    ]);
  };

  const showItem = (at) => {
    const item = model.items[at];
    const row = rows.items[at];
    const facts = copy(row, ".facts");
    open(item.name,
      element("p", {}, swatch(item.family), ...copy(row, ".kind")),
      ...copy(row, ".about"),
      stepsChoice(),
      element("p", { class: "buttons" }, action("Path to …", "path"), action("Back", "back"), action("Close", "clear")),
      ...(model.touching[at].length ? linksOf(at) : [element("p", {}, "No link on this map.")]),
      ...(facts.length ? [element("h3", {}, "What is stated of it"), ...facts] : []),
      element("h3", {}, "Names"),
      ...copy(row, ".aka").map((part) => element("p", {}, part)),
      element("p", { class: "row-id" }, ...copy(row, ".id")));
  };
  const showLinks = (links) => {
    const [first] = links;
    open(`${model.items[model.links[first].from].name} ${model.links[first].phrase} ${model.items[model.links[first].to].name}`,
      element("ul", { class: "rows" }, ...links.map((link) => element("li", { class: "row" }, ...[...rows.links[link].childNodes].map((part) => part.cloneNode(true))))),
      element("p", { class: "buttons" }, action("Back", "back"), action("Close", "clear")));
  };
  const showPath = (from, to, path) => {
    open(`From ${model.items[from].name} to ${model.items[to].name}`,
      element("p", {}, path === null ? "No chain of links on this map joins the two." : `A shortest chain: ${plural(path.length, "link")}.`),
      element("ol", {}, ...(path || []).map((link) => element("li", {}, ...[...rows.links[link].childNodes].map((part) => part.cloneNode(true))))),
      element("p", { class: "buttons" }, action("Back", "back"), action("Close", "clear")));
  };

  // The lists follow the map: what is filtered out is hidden, what is lit is marked. Only rows that change are touched.
  const onlyLit = once(() => document.getElementById("only-lit"));
  const levels = once(() => [...document.querySelectorAll(".level")].map((section) => ({ section, small: section.querySelector("h3 small"), rows: [...section.querySelectorAll("li[id^=i]")] })));
  const marked = { items: new Set(), links: new Set() };
  const off = { items: new Set(), links: new Set() };
  let current = null;
  const keep = (name, passes, near, only) => {
    for (const at of marked[name]) if (!near || !near.has(at)) { rows[name][at].classList.remove("near"); marked[name].delete(at); }
    if (near) for (const at of near) if (!marked[name].has(at)) { rows[name][at].classList.add("near"); marked[name].add(at); }
    const these = rows[name];
    these.forEach((row, at) => {
      const hidden = !passes(at) || (only && !near.has(at));
      if (hidden === off[name].has(at)) return;
      row.hidden = hidden;
      if (hidden) off[name].add(at); else off[name].delete(at);
    });
    const all = these.length;
    const left = all - off[name].size;
    document.getElementById(name === "items" ? "entities-count" : "links-count").textContent = left === all ? String(all) : `${left} of ${all}`;
  };
  const inStep = () => {
    const { near } = state;
    const only = onlyLit().checked && Boolean(near);
    const before = off.items.size;
    keep("items", Landscape.itemPasses, near && near.items, only);
    keep("links", Landscape.linkPasses, near && near.links, only);
    if (current !== state.selected) {
      if (current !== null) rows.items[current].removeAttribute("aria-current");
      if (state.selected !== null) rows.items[state.selected].setAttribute("aria-current", "true");
      current = state.selected;
    }
    if (before || off.items.size) for (const { section, small, rows: inside } of levels()) {
      const left = inside.filter((row) => !row.hidden).length;
      section.hidden = left === 0;
      small.textContent = String(left);
    }
  };

  const showing = () => {
    const cards = canvas.view().nodes.filter((node) => Landscape.itemPasses(+node.id)).length;
    const drawn = new Set(canvas.view().edges.filter((edge) => !edge.hidden).flatMap((edge) => edge.links.filter(Landscape.linkPasses)));
    const words = `Showing ${cards} of ${plural(model.items.length, "entity")} and ${drawn.size} of ${plural(model.links.length, "link")}.`;
    document.getElementById("showing").textContent = words;
    return words;
  };

  const listen = () => {
    onlyLit().addEventListener("change", () => { inStep(); say(onlyLit().checked ? "The lists hold only what is lit." : "The lists hold everything."); });
    (window.requestIdleCallback || setTimeout)(() => itemRows().length + linkRows().length); // so that the first choice need not look them up
  };
  return { listen, say, showItem, showLinks, showPath, close, focus, inStep, showing, plural };
})();
