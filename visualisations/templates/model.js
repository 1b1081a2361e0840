"use strict";
// What the map holds, and pure questions about it: names, neighbours, paths. No drawing here.
const Landscape = {};

Landscape.read = (id) => {
  const element = document.getElementById(id);
  return element && JSON.parse(element.textContent);
};

Landscape.model = (() => {
  const data = Landscape.read("payload");
  const items = data.items.map(([id, name, family, label, kind, names], at) => ({ at, id, name: name || "(no name)", family: data.families[family], label, kind, names }));
  const links = data.links.map(([from, to, type, state, key], at) => ({ at, from, to, rank: type, type: data.types[type][0], phrase: data.types[type][1], back: data.types[type][2], state: data.states[state], key }));
  const byId = new Map(items.map((item) => [item.id, item.at]));
  const byKey = new Map(links.map((link) => [link.key, link.at]));
  const touching = items.map(() => []);
  for (const link of links) {
    touching[link.from].push(link.at);
    if (link.to !== link.from) touching[link.to].push(link.at);
  }

  // Accents folded, so that a name is found however it is typed.
  const LETTERS = { "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'" };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[øłđðßæœþı’]/g, (letter) => LETTERS[letter]);
  let haystacks = null;
  const search = (text, most) => {
    haystacks = haystacks || items.map((item) => [fold(item.name), fold([item.name, ...item.names, item.kind, item.label, item.id].join(" \n "))]);
    const wanted = fold(text).split(/\s+/).filter(Boolean);
    if (!wanted.length) return { found: [], total: 0 };
    const hits = [];
    haystacks.forEach(([name, all], at) => {
      if (wanted.every((word) => all.includes(word))) hits.push([name.startsWith(wanted.join(" ")) ? 0 : wanted.every((word) => name.includes(word)) ? 1 : 2, at]);
    });
    hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return { found: hits.slice(0, most).map((hit) => hit[1]), total: hits.length };
  };

  const other = (link, at) => (links[link].from === at ? links[link].to : links[link].from);

  // Items within so many steps, each with its distance.
  const around = (start, hops, passes) => {
    const steps = new Map([[start, 0]]);
    let edge = [start];
    for (let step = 1; step <= hops; step += 1) {
      const next = [];
      for (const at of edge) for (const link of touching[at]) {
        const to = other(link, at);
        if (passes(link) && !steps.has(to)) { steps.set(to, step); next.push(to); }
      }
      edge = next;
    }
    return steps;
  };

  // A shortest path as links, or null.
  const path = (start, end, passes) => {
    const came = new Map([[start, null]]);
    const queue = [start];
    for (let head = 0; head < queue.length && !came.has(end); head += 1) {
      for (const link of touching[queue[head]]) {
        const to = other(link, queue[head]);
        if (passes(link) && !came.has(to)) { came.set(to, link); queue.push(to); }
      }
    }
    if (!came.has(end)) return null;
    const out = [];
    for (let at = end; came.get(at) !== null; at = other(came.get(at), at)) out.unshift(came.get(at));
    return out;
  };

  return { data, items, links, byId, byKey, touching, other, search, around, path };
})();

// What the reader has chosen. `lit` is null, or the items and links that stand out.
Landscape.state = { view: 0, selected: null, link: null, hops: 1, to: null, cursor: null, lit: null, off: { family: new Set(), type: new Set(), state: new Set() } };

Landscape.itemPasses = (at) => !Landscape.state.off.family.has(Landscape.model.items[at].family.family);
Landscape.linkPasses = (at) => {
  const link = Landscape.model.links[at];
  const { off } = Landscape.state;
  return !off.type.has(link.type) && !off.state.has(link.state) && Landscape.itemPasses(link.from) && Landscape.itemPasses(link.to);
};
