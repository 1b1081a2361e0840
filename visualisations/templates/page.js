"use strict";
// Joins the parts. Every view has an address: what is chosen goes into the hash, and the hash decides what shows.
(() => {
  const { model, state, canvas, panel, search, takeAway } = Landscape;
  const encode = encodeURIComponent;
  const idOf = (at) => encode(model.items[at].id);
  const address = ({ node, hops, from, to, link }) => {
    if (from !== undefined) return `from=${idOf(from)}&to=${idOf(to)}`;
    if (link !== undefined) return `link=${encode(model.links[link].key)}`;
    return node === undefined ? "all" : `node=${idOf(node)}&hops=${hops || state.hops}`;
  };
  const go = (wanted) => {
    const hash = `#${address(wanted)}`;
    if (location.hash === hash) follow(); else location.hash = hash;
  };

  const reset = () => Object.assign(state, { selected: null, to: null, link: null, near: null });
  const passes = (link) => Landscape.linkPasses(link);

  const select = (at, hops) => {
    reset();
    const hidden = canvas.shownBy(at) !== at;
    if (hidden) drawAll(true); // what was asked for is drawn itself, not the group that it is folded into
    state.selected = at;
    state.cursor = at;
    state.hops = hops;
    const steps = model.around(at, hops, passes);
    const links = new Set(model.links.filter((link) => passes(link.at) && steps.has(link.from) && steps.has(link.to) && Math.min(steps.get(link.from), steps.get(link.to)) < hops).map((link) => link.at));
    state.near = { items: new Set(steps.keys()), links };
    panel.showItem(at);
    const folded = [...steps.keys()].filter((one) => canvas.shownBy(one) !== one).length;
    const where = hidden ? " It was folded away: now all are drawn." : folded ? ` ${folded} of them folded away; Show all draws them.` : "";
    return `${model.items[at].name}: ${panel.plural(steps.size - 1, "entity")} within ${panel.plural(hops, "step")}.${where}`;
  };
  const selectPath = (from, to) => {
    reset();
    // No chain of accountability runs through a denial, or through what has ended.
    const holds = (link) => passes(link) && !model.data.denials.includes(model.links[link].type) && model.links[link].state !== "ended";
    const path = model.path(from, to, holds);
    // A chain through what is folded away would seem to run through its groups: it is drawn whole.
    const along = [from, to, ...(path || []).flatMap((link) => [model.links[link].from, model.links[link].to])];
    if (along.some((at) => canvas.shownBy(at) !== at)) drawAll(true);
    state.selected = from;
    state.to = to;
    state.near = { items: new Set(along), links: new Set(path || []) };
    panel.showPath(from, to, path);
    return path === null ? "No chain of links joins the two." : `A chain of ${panel.plural(path.length, "link")}.`;
  };
  const selectLink = (at) => {
    reset();
    const drawn = () => canvas.view().edges.find((line) => line.links.includes(at));
    if (!drawn()) drawAll(true);
    const edge = drawn();
    const links = edge ? edge.links.filter(passes) : [at];
    if (!links.length) links.push(at);
    state.link = at;
    state.near = { items: new Set(links.flatMap((link) => [model.links[link].from, model.links[link].to])), links: new Set(links) };
    panel.showLinks(links);
    return `${model.items[model.links[at].from].name} ${model.links[at].phrase} ${model.items[model.links[at].to].name}.`;
  };
  const unknown = (words) => { reset(); panel.close(); return words; };
  const clear = () => { reset(); panel.close(); return "Nothing selected."; };

  const one = (id, then) => {
    const at = model.byId.get(id);
    if (at === undefined) return unknown(`No entity “${id}” on this map.`);
    return then(at);
  };
  const hopsOf = (text) => Math.min(3, Math.max(1, Number.parseInt(text, 10) || 1));

  const chosen = (params) => {
    if (params.has("story")) {
      const step = model.data.story[params.get("story") - 1];
      if (!step) return unknown(`No step “${params.get("story")}” in the story.`);
      if (!step.focus) { canvas.fit(); return `${clear()} ${step.sentence}`; }
      const words = one(step.focus, (from) => (step.to ? one(step.to, (to) => selectPath(from, to)) : select(from, step.hops)));
      return `${step.sentence} ${words}`;
    }
    if (params.has("node")) return one(params.get("node"), (at) => select(at, hopsOf(params.get("hops"))));
    if (params.has("from")) return one(params.get("from"), (from) => one(params.get("to"), (to) => selectPath(from, to)));
    if (params.has("link")) {
      const at = model.byKey.get(params.get("link"));
      return at === undefined ? unknown(`No link “${params.get("link")}” on this map.`) : selectLink(at);
    }
    return clear();
  };
  const ours = ["node", "from", "link", "story", "all"];
  let later = 0;
  const refresh = (words) => {
    canvas.light();
    canvas.redraw();
    panel.showing();
    if (words) panel.say(words);
    clearTimeout(later);
    later = setTimeout(panel.inStep); // the map answers first, thousands of rows after it
  };
  const follow = () => {
    const params = new URLSearchParams(location.hash.slice(1));
    if (location.hash && !ours.some((name) => params.has(name))) return; // a place on the page
    const words = chosen(params);
    refresh(words === "Nothing selected." && !location.hash ? "" : words);
    canvas.reveal();
  };

  const showAll = document.getElementById("show-all");
  const drawAll = (all) => {
    if (!showAll || (state.view === 1) === all) return;
    canvas.show(all ? 1 : 0);
    showAll.textContent = all ? `Fold to ${model.data.views[0].cards}` : `Show all ${model.items.length}`;
  };

  // Filters.
  const boxes = [...document.querySelectorAll("#legend input")];
  const sift = () => {
    for (const [name, off] of Object.entries(state.off)) {
      off.clear();
      boxes.filter((box) => name in box.dataset && !box.checked).forEach((box) => off.add(box.dataset[name]));
    }
    canvas.sift();
    if (state.selected !== null && state.to === null) select(state.selected, state.hops);
    else if (state.to !== null) selectPath(state.selected, state.to);
    refresh(panel.showing());
  };
  document.getElementById("legend").addEventListener("change", sift);

  const doing = {
    "zoom-in": () => canvas.zoom(1.4),
    "zoom-out": () => canvas.zoom(1 / 1.4),
    fit: () => canvas.fit(),
    left: () => canvas.pan(-1, 0),
    right: () => canvas.pan(1, 0),
    up: () => canvas.pan(0, -1),
    down: () => canvas.pan(0, 1),
    svg: () => takeAway.saveSvg(),
    png: () => takeAway.png(),
    print: () => takeAway.print(),
    all: () => { drawAll(state.view === 0); refresh(panel.showing()); },
    unfilter: () => { boxes.forEach((box) => { box.checked = true; }); sift(); },
    back: () => history.back(),
    clear: () => go({}),
    path: () => search.pathTo(state.selected),
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) { doing[button.dataset.do](); return; }
    const link = event.target.closest('a[href^="#i"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go({ node: Number(link.getAttribute("href").slice(2)) });
    panelNext = true;
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "hops") go({ node: state.selected, hops: Number(event.target.value) });
  });

  // The reader's place: after a walk from a list or the panel the focus goes to the heading of what was opened.
  let panelNext = false;
  addEventListener("hashchange", () => {
    if (document.readyState === "loading") return; // as above
    follow();
    if (panelNext) panel.focus();
    panelNext = false;
  });
  search.onChoose((wanted) => { panelNext = true; go(wanted); });

  // The keyboard on the map.
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const stand = (at) => {
    state.cursor = at;
    canvas.centre(at);
    canvas.redraw();
    const item = model.items[at];
    panel.say(`${item.name}, ${item.label}. ${panel.plural(model.touching[at].length, "link")}. Enter opens.`);
  };
  const first = () => canvas.view().nodes.map((node) => +node.id).find(Landscape.itemPasses);
  canvas.frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "fit" };
    if (event.key in arrows) {
      const now = state.cursor === null ? -1 : canvas.shownBy(state.cursor);
      if (now < 0 || !Landscape.itemPasses(now)) { if (first() !== undefined) stand(first()); }
      else {
        const next = canvas.towards(now, ...arrows[event.key]);
        if (next === null) panel.say("No linked entity in that direction."); else stand(next);
      }
    } else if (event.key === "Enter" && state.cursor !== null) { panelNext = true; go({ node: state.cursor }); }
    else if (event.key in keys) doing[keys[event.key]]();
    else return;
    event.preventDefault();
  });
  canvas.frame.addEventListener("focus", () => { if (state.cursor === null && first() !== undefined) state.cursor = first(); canvas.redraw(); });
  canvas.frame.addEventListener("blur", () => canvas.redraw());
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && (state.near || state.selected !== null)) go({}); });

  // The wheel zooms a map that is in use; otherwise it scrolls the page.
  canvas.frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== canvas.frame) event.stopImmediatePropagation();
  }, { capture: true });

  const start = () => {
    document.documentElement.classList.add("js");
    canvas.frame.hidden = false;
    document.getElementById("tools").hidden = false;
    canvas.show(0);
    document.getElementById("static").remove();
    const network = canvas.network();
    network.on("click", ({ pointer }) => {
      canvas.frame.focus({ preventScroll: true });
      const node = network.getNodeAt(pointer.DOM);
      const edge = node === undefined ? canvas.lineAt(pointer.DOM) : undefined;
      if (node !== undefined) go({ node: Number(node) });
      else if (edge !== undefined) go({ link: edge.links.find(passes) });
      else go({});
    });
    canvas.frame.addEventListener("mousemove", (event) => {
      const box = canvas.frame.getBoundingClientRect();
      canvas.frame.style.cursor = network.getNodeAt({ x: event.clientX - box.left, y: event.clientY - box.top }) === undefined ? "grab" : "pointer";
    });
    canvas.open();
    panel.showing();
  };
  // The panel copies from the lists, and the view of all stands after them: what an address asks for is shown when they have come.
  const whenListed = () => {
    if (showAll) showAll.disabled = false;
    panel.listen();
    follow();
    panel.showing();
  };
  start();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", whenListed); else whenListed();
})();
