"use strict";
// The map itself: pyvis' nodes and edges, drawn by vis-network at positions that were computed beforehand.
Landscape.canvas = (() => {
  const { model, state } = Landscape;
  const { card, looks, marks } = model.data;
  const FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif";
  const FAINT = 0.13;
  const frame = document.getElementById("map");
  const paths = Object.fromEntries(Object.entries(marks).map(([shape, path]) => [shape, new Path2D(path)]));
  const views = model.data.views.map((view, at) => ({ ...view, nodes: Landscape.read(at ? "nodes-whole" : "nodes"), edges: Landscape.read(at ? "edges-whole" : "edges") }));
  let network = null;
  let cards = new Map(); // of the view now drawn: item to its node
  let lines = new Map(); // and line id to its edge
  let hiddenCards = new Set();

  const view = () => views[state.view];
  // The item that shows this one in the present view: itself, the group that it is folded into, or -1.
  const shownBy = (at) => (view().standsFor ? view().standsFor[at] : at);
  const cardIsLit = (at) => !state.lit || state.lit.cards.has(at);
  const lineIsLit = (id) => !state.lit || state.lit.lines.has(id);

  const rounded = (ctx, x, y, width, height, radius) => { ctx.beginPath(); ctx.roundRect(x, y, width, height, radius); };

  const drawCard = ({ ctx, id, x, y }) => {
    const node = cards.get(+id);
    return { nodeDimensions: { width: card.width, height: node.high }, drawNode: () => paintCard(ctx, node, x, y, network.getScale()) };
  };

  const paintCard = (ctx, node, x, y, scale) => {
    const at = +node.id;
    const { colour, shape } = model.items[at].family;
    const left = x - card.width / 2;
    const top = y - node.high / 2;
    ctx.globalAlpha = cardIsLit(at) ? 1 : FAINT;
    const chosen = at === state.selected || at === state.to;
    if (scale < 0.2) { // too far away for words: the mark alone, large
      ctx.fillStyle = colour;
      ctx.translate(x, y);
      const size = node.high / 24;
      ctx.scale(size, size);
      ctx.fill(paths[shape]);
      ctx.globalAlpha = 1;
      return;
    }
    rounded(ctx, left, top, card.width, node.high, 5);
    ctx.globalAlpha = 1;
    ctx.fillStyle = "#FFFFFF";
    ctx.fill();
    ctx.globalAlpha = cardIsLit(at) ? 1 : FAINT;
    if (chosen) { // a halo around the card; the card stays white, so that mark and words keep their contrast
      ctx.strokeStyle = "#FFCB3D";
      ctx.lineWidth = 12;
      ctx.stroke();
      ctx.fill();
    }
    ctx.strokeStyle = colour;
    ctx.lineWidth = chosen ? 4 : 1.5;
    ctx.stroke();
    ctx.fillStyle = "#1B1F2A";
    if (scale > 0.3) {
      ctx.font = `${card.font}px ${FONT}`;
      ctx.textAlign = "left";
      ctx.textBaseline = "alphabetic";
      const words = node.label.split("\n");
      const first = y - (card.line * (words.length - 1)) / 2 + 5;
      words.forEach((line, row) => ctx.fillText(line, left + card.text, first + row * card.line, card.width - card.text - 4));
      if (node.folded) {
        ctx.font = `11px ${FONT}`;
        ctx.fillStyle = "#565C6B";
        ctx.textAlign = "right";
        ctx.fillText(`+${node.folded}`, left + card.width - 6, top + 13);
      }
    }
    ctx.translate(left + 17, y);
    ctx.fillStyle = colour;
    ctx.fill(paths[shape]);
    ctx.globalAlpha = 1;
  };

  const visOf = (edge) => {
    const look = looks[edge.look];
    const end = { enabled: true, type: look.end, scaleFactor: look.end === "bar" ? 0.8 : 0.75 };
    const start = edge.both ? end : look.start ? { enabled: true, type: look.start, scaleFactor: 0.6 } : { enabled: false };
    return {
      ...edge, width: look.width, dashes: look.dash.length ? look.dash : false,
      color: { color: look.colour, highlight: look.colour, hover: look.colour, inherit: false },
      arrows: { to: end, from: start },
      smooth: edge.round ? { enabled: true, type: "curvedCW", roundness: edge.round } : false,
    };
  };

  const bandsBehind = (ctx) => {
    view().bands.forEach(([, top, bottom], row) => {
      ctx.fillStyle = row % 2 ? "#FAFBFD" : "#F3F5F9";
      ctx.fillRect(0, top, view().width, bottom - top);
    });
  };

  // Band names keep a readable size and stay at the left edge, however the map is moved.
  const bandNames = (ctx, scale, left) => {
    const size = Math.max(15, 12 / scale);
    ctx.font = `bold ${size}px ${FONT}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    view().bands.forEach(([name, top, bottom], row) => {
      if ((bottom - top) * scale < 15) return;
      const x = Math.max(10, left + 8 / scale);
      ctx.globalAlpha = 0.85;
      ctx.fillStyle = row % 2 ? "#FAFBFD" : "#F3F5F9";
      ctx.fillRect(x - size / 4, top + 2, ctx.measureText(name).width + size / 2, size * 1.4);
      ctx.globalAlpha = 1;
      ctx.fillStyle = "#3B4252";
      ctx.fillText(name, x, top + 2 + size * 0.72);
    });
  };

  // The words on the lines of the selected item, and the ring of the keyboard's place.
  const inFront = (ctx) => {
    bandNames(ctx, network.getScale(), network.DOMtoCanvas({ x: 0, y: 0 }).x);
    if (network.getScale() > 0.4 && state.lit) {
      const taken = view().nodes.filter((node) => !hiddenCards.has(+node.id)).map((node) => [node.x - card.width / 2, node.y - node.high / 2, node.x + card.width / 2, node.y + node.high / 2]);
      for (const id of state.lit.named.slice(0, 40)) wordsOn(ctx, id, taken);
    }
    const at = state.cursor !== null && frame.matches(":focus-visible") ? shownBy(state.cursor) : -1;
    const node = cards.get(at);
    if (!node) return;
    ctx.strokeStyle = "#B3141C";
    ctx.lineWidth = Math.max(3, 3 / network.getScale());
    rounded(ctx, node.x - card.width / 2 - 6, node.y - node.high / 2 - 6, card.width + 12, node.high + 12, 8);
    ctx.stroke();
  };

  // Words stand where they cover no card and no other words, or not at all: the panel has them too.
  const wordsOn = (ctx, id, taken) => {
    const edge = lines.get(id);
    const drawn = network.body.edges[id];
    if (!edge || !drawn || drawn.options.hidden) return;
    const words = [...new Set(edge.links.filter(Landscape.linkPasses).map((at) => model.links[at].phrase))].join(", ");
    ctx.font = `13px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const wide = ctx.measureText(words).width + 6;
    for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82]) {
      const { x, y } = drawn.edgeType.getPoint(share);
      const box = [x - wide / 2, y - 9, x + wide / 2, y + 9];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      ctx.fillStyle = "#FFFFFF";
      ctx.fillRect(box[0], box[1], wide, 18);
      ctx.fillStyle = "#1B1F2A";
      ctx.fillText(words, x, y);
      return;
    }
  };

  // Every card has its size and its place from the start: vis would learn both only while drawing.
  const settle = (net, nodes) => {
    for (const node of nodes) {
      const body = net.body.nodes[node.id];
      const box = { left: node.x - card.width / 2, right: node.x + card.width / 2, top: node.y - node.high / 2, bottom: node.y + node.high / 2 };
      Object.assign(body.shape, { width: card.width, height: node.high, customSizeWidth: card.width, customSizeHeight: node.high, refreshNeeded: false, left: box.left, top: box.top, boundingBox: box, resize() {}, updateBoundingBox() {} });
    }
  };

  // Lines fade as they are drawn: to change 6,000 records for each click would take a second.
  const fading = (net) => {
    const [first] = Object.values(net.body.edges);
    if (!first) return;
    const proto = Object.getPrototypeOf(first);
    if (proto.landscape) return;
    proto.landscape = true;
    const wrap = (name) => {
      const plain = proto[name];
      proto[name] = function faded(ctx) {
        const lit = lineIsLit(this.id);
        if (!lit && name === "drawArrows") return;
        ctx.globalAlpha = lit ? 1 : FAINT;
        plain.call(this, ctx);
        ctx.globalAlpha = 1;
      };
    };
    wrap("draw");
    wrap("drawArrows");
  };

  const show = (at) => {
    state.view = at;
    const { nodes, edges } = view();
    cards = new Map(nodes.map((node) => [+node.id, node]));
    lines = new Map(edges.map((edge) => [edge.id, edge]));
    hiddenCards = new Set();
    const data = { nodes: new vis.DataSet(nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, label: "", shape: "custom", ctxRenderer: drawCard }))), edges: new vis.DataSet(edges.map(visOf)) };
    if (network) network.setData(data);
    else {
      network = new vis.Network(frame, data, Landscape.read("options"));
      network.on("beforeDrawing", (ctx) => bandsBehind(ctx));
      network.on("afterDrawing", inFront);
    }
    settle(network, nodes);
    fading(network);
    sift();
    fit();
  };

  // Filters: cards and lines that do not pass are hidden.
  const sift = () => {
    const cardsOff = [];
    for (const node of view().nodes) {
      const hidden = !Landscape.itemPasses(+node.id);
      if (hidden !== hiddenCards.has(+node.id)) {
        cardsOff.push({ id: node.id, hidden });
        if (hidden) hiddenCards.add(+node.id); else hiddenCards.delete(+node.id);
      }
    }
    const linesOff = [];
    for (const edge of view().edges) {
      const hidden = hiddenCards.has(+edge.from) || hiddenCards.has(+edge.to) || !edge.links.some(Landscape.linkPasses);
      if (hidden !== Boolean(edge.hidden)) { edge.hidden = hidden; linesOff.push({ id: edge.id, hidden }); }
    }
    if (cardsOff.length) network.body.data.nodes.update(cardsOff);
    if (linesOff.length) network.body.data.edges.update(linesOff);
  };

  // From items and links of the map to cards and lines of the view.
  const light = () => {
    if (!state.near) { state.lit = null; return; }
    const shown = new Set([...state.near.items].map(shownBy));
    const litLines = new Set();
    const named = [];
    const from = state.selected === null ? null : shownBy(state.selected);
    for (const edge of view().edges) {
      if (!edge.links.some((at) => state.near.links.has(at))) continue;
      litLines.add(edge.id);
      if (state.to !== null || state.link !== null || +edge.from === from || +edge.to === from) named.push(edge.id);
    }
    state.lit = { cards: shown, lines: litLines, named };
  };

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const moving = () => (calm() || view().nodes.length > 150 ? false : { duration: 250, easingFunction: "easeInOutQuad" });
  const fit = () => {
    const { width, height } = view();
    const scale = Math.min(frame.clientWidth / width, frame.clientHeight / height, 1.2);
    network.moveTo({ position: { x: width / 2, y: height / 2 }, scale: Math.max(scale, 0.02), animation: false });
  };
  const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.02, network.getScale() * factor)), animation: moving() });
  const pan = (dx, dy) => {
    const { x, y } = network.getViewPosition();
    const step = 140 / network.getScale();
    network.moveTo({ position: { x: x + dx * step, y: y + dy * step }, animation: moving() });
  };
  const centre = (at) => {
    const node = cards.get(shownBy(at));
    if (!node) return;
    const scale = Math.max(network.getScale(), 0.55);
    const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
    const inside = x > 60 && y > 40 && x < frame.clientWidth - 60 && y < frame.clientHeight - 40;
    if (inside && scale === network.getScale()) return;
    network.moveTo({ position: { x: node.x, y: node.y }, scale, animation: moving() });
  };

  // Bring what is lit into view, no further than it takes.
  const reveal = () => {
    const lit = state.lit ? [...state.lit.cards].map((at) => cards.get(at)).filter(Boolean) : [];
    if (!lit.length) return;
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const node of lit) {
      box.left = Math.min(box.left, node.x - card.width / 2);
      box.right = Math.max(box.right, node.x + card.width / 2);
      box.top = Math.min(box.top, node.y - node.high / 2);
      box.bottom = Math.max(box.bottom, node.y + node.high / 2);
    }
    const scale = Math.min((frame.clientWidth - 60) / (box.right - box.left), (frame.clientHeight - 60) / (box.bottom - box.top), 1);
    const from = network.canvasToDOM({ x: box.left, y: box.top });
    const to = network.canvasToDOM({ x: box.right, y: box.bottom });
    const inside = from.x >= 0 && from.y >= 0 && to.x <= frame.clientWidth && to.y <= frame.clientHeight;
    if (inside && network.getScale() > scale * 0.75) return;
    network.moveTo({ position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale: Math.max(scale, 0.05), animation: moving() });
  };

  // The linked card in a direction: the nearest within a quarter turn.
  const towards = (at, dx, dy) => {
    const here = cards.get(shownBy(at));
    let best = null;
    let least = Infinity;
    for (const edge of view().edges) {
      if (edge.hidden) continue;
      const to = +edge.from === +here.id ? +edge.to : +edge.to === +here.id ? +edge.from : -1;
      if (to < 0 || to === +here.id) continue;
      const there = cards.get(to);
      const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      if (along <= 0 || aside > along * 2.5) continue;
      const far = along + aside * 1.5;
      if (far < least) { least = far; best = to; }
    }
    return best;
  };

  return { frame, show, sift, light, fit, zoom, pan, centre, reveal, towards, shownBy, view, paintCard,
    redraw: () => network.redraw(), network: () => network, cards: () => cards, bandsBehind, bandNames };
})();
