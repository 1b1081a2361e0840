"use strict";
// The map itself: pyvis' nodes and edges, drawn by vis-network at positions that were computed beforehand.
Landscape.canvas = (() => {
  const { model, state, lines: strokes } = Landscape;
  const { card, marks, words } = model.data;
  const FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif";
  const FAINT = 0.13;
  const frame = document.getElementById("map");
  const paths = Object.fromEntries(Object.entries(marks).map(([shape, path]) => [shape, new Path2D(path)]));
  // The view of all is read when it is first asked for: the opening need not wait for it.
  const views = model.data.views.map((view, at) => ({ ...view, read: false, from: at ? "-whole" : "" }));
  const viewAt = (at) => {
    if (!views[at].read) Object.assign(views[at], { read: true, nodes: Landscape.read(`nodes${views[at].from}`), edges: Landscape.read(`edges${views[at].from}`) });
    return views[at];
  };
  let network = null;
  let cards = new Map(); // of the view now drawn: item to its node
  let lines = new Map(); // and line id to its edge
  let hiddenCards = new Set();
  let busy = false; // being dragged

  const view = () => viewAt(state.view);
  // The item that shows this one in the present view: itself, the group that it is folded into, or -1.
  const shownBy = (at) => (view().standsFor ? view().standsFor[at] : at);
  const cardIsLit = (at) => !state.lit || state.lit.cards.has(at);

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
    ctx.lineWidth = chosen || node.change === "added" ? 4 : 1.5;
    if (node.change === "ended") ctx.setLineDash([7, 6]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = "#1B1F2A";
    if (scale > 0.3) {
      ctx.font = `${card.font}px ${FONT}`;
      ctx.textAlign = "left";
      ctx.textBaseline = "alphabetic";
      const name = node.label.split("\n");
      const first = y - (card.line * (name.length - 1) + (node.note ? card.noteLine : 0)) / 2 + 5;
      name.forEach((line, row) => ctx.fillText(line, left + card.text, first + row * card.line, card.width - card.text - 4));
      if (node.note) {
        ctx.font = `${card.note}px ${FONT}`;
        ctx.fillStyle = "#565C6B";
        ctx.fillText(node.note, left + card.text, first + (name.length - 1) * card.line + card.noteLine, card.width - card.text - 4);
      }
      if (node.folded) {
        ctx.font = `bold 12px ${FONT}`;
        ctx.textAlign = "right";
        ctx.lineWidth = 4;
        ctx.strokeStyle = "#FFFFFF";
        ctx.strokeText(`+${node.folded}`, left + card.width - 6, top - 4);
        ctx.fillStyle = "#565C6B";
        ctx.fillText(`+${node.folded}`, left + card.width - 6, top - 4);
      }
    }
    ctx.translate(left + 17, y);
    ctx.fillStyle = colour;
    ctx.fill(paths[shape]);
    ctx.globalAlpha = 1;
  };

  const bandsBehind = (ctx) => {
    view().bands.forEach(([, top, bottom], row) => {
      ctx.fillStyle = row % 2 ? "#FAFBFD" : "#F3F5F9";
      ctx.fillRect(-1e5, top, 2e5 + view().width, bottom - top);
    });
  };

  // Band names stand in the strip that is kept for them, at the left edge however the map is moved: they cover no card, and nothing them.
  const bandNames = (ctx, scale, left) => {
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    view().bands.forEach(([name, top, , heading], row) => {
      const size = Math.min(heading * 0.72, Math.max(15, 13 / scale));
      if (size * scale < 5) return;
      ctx.font = `bold ${size}px ${FONT}`;
      const x = left + 10 / scale;
      const high = size * 1.3;
      ctx.fillStyle = row % 2 ? "#FAFBFD" : "#F3F5F9";
      ctx.fillRect(x - size / 4, top + 1, ctx.measureText(name).width + size / 2, high);
      ctx.fillStyle = "#3B4252";
      ctx.fillText(name, x, top + 1 + high / 2);
    });
  };

  // What stands out: its lines over what is faded, the words on lines, the names of the bands, the ring of the keyboard's place.
  const inFront = (ctx, scale, left) => {
    if (state.lit) {
      strokes.inFront(ctx, scale);
      for (const at of state.lit.cards) {
        const node = cards.get(at);
        if (node && !hiddenCards.has(at)) { ctx.save(); paintCard(ctx, node, node.x, node.y, scale); ctx.restore(); }
      }
    }
    bandNames(ctx, scale, left);
    if (scale > (state.lit ? 0.4 : 0.6) && !(busy && view().edges.length > 600)) {
      if (state.lit) {
        const taken = view().nodes.filter((node) => !hiddenCards.has(+node.id)).map((node) => [node.x - card.width / 2, node.y - node.high / 2, node.x + card.width / 2, node.y + node.high / 2]);
        for (const id of state.lit.named.slice(0, 40)) wordsOn(ctx, id, taken);
      } else for (const edge of view().edges) if (edge.words && !edge.hidden) write(ctx, edge.words, edge.at[0], edge.at[1]);
    }
  };
  const cursor = (ctx, scale) => {
    const at = state.cursor !== null && frame.matches(":focus-visible") ? shownBy(state.cursor) : -1;
    const node = cards.get(at);
    if (!node) return;
    ctx.strokeStyle = "#B3141C";
    ctx.lineWidth = Math.max(3, 3 / scale);
    rounded(ctx, node.x - card.width / 2 - 6, node.y - node.high / 2 - 6, card.width + 12, node.high + 12, 8);
    ctx.stroke();
  };

  const write = (ctx, text, x, y) => {
    ctx.font = `${words.font}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const wide = ctx.measureText(text).width + 6;
    ctx.fillStyle = "#FFFFFF";
    ctx.fillRect(x - wide / 2, y - words.high / 2, wide, words.high);
    ctx.fillStyle = "#1B1F2A";
    ctx.fillText(text, x, y);
  };
  // Words stand where they cover no card and no other words, or not at all: the panel has them too.
  const wordsOn = (ctx, id, taken) => {
    const edge = lines.get(id);
    if (!edge || edge.hidden) return;
    const text = edge.words || [...new Set(edge.links.filter(Landscape.linkPasses).map((at) => model.links[at].phrase))].join(", ");
    ctx.font = `${words.font}px ${FONT}`;
    const half = ctx.measureText(text).width / 2 + 3;
    for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82]) {
      const { x, y } = strokes.point(edge.way, share);
      const box = [x - half, y - 9, x + half, y + 9];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      write(ctx, text, x, y);
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

  // The size of the frame, read when it changes: to ask for it makes a browser lay out the whole page.
  const room = { width: 0, height: 0 };
  const measure = () => Object.assign(room, { width: frame.clientWidth, height: frame.clientHeight });
  new ResizeObserver(measure).observe(frame);
  // The part of the map that is on the screen, or nothing where that is most of it.
  const seen = () => {
    const from = network.DOMtoCanvas({ x: 0, y: 0 });
    const to = network.DOMtoCanvas({ x: room.width, y: room.height });
    const share = (at, end, whole) => Math.max(0, Math.min(end, whole) - Math.max(at, 0)) / whole;
    return share(from.x, to.x, view().width) * share(from.y, to.y, view().height) > 0.6 ? null : [from.x, from.y, to.x, to.y];
  };

  const show = (at) => {
    if (!network) measure();
    state.view = at;
    const { nodes, edges } = view();
    cards = new Map(nodes.map((node) => [+node.id, node]));
    lines = new Map(edges.map((edge) => [edge.id, edge]));
    hiddenCards = new Set();
    const data = { nodes: new vis.DataSet(nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, label: "", shape: "custom", ctxRenderer: drawCard }))), edges: new vis.DataSet([]) };
    if (network) network.setData(data);
    else {
      network = new vis.Network(frame, data, Landscape.read("options"));
      network.on("beforeDrawing", (ctx) => { bandsBehind(ctx); strokes.behind(ctx, network.getScale(), busy, seen()); });
      network.on("afterDrawing", (ctx) => { inFront(ctx, network.getScale(), network.DOMtoCanvas({ x: 0, y: 0 }).x); cursor(ctx, network.getScale()); });
      network.on("dragStart", () => { busy = true; });
      network.on("dragEnd", () => { busy = false; network.redraw(); });
    }
    settle(network, nodes);
    strokes.show(edges);
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
    for (const edge of view().edges) {
      edge.hidden = hiddenCards.has(+edge.from) || hiddenCards.has(+edge.to) || !edge.links.some(Landscape.linkPasses);
    }
    strokes.sifted();
    if (cardsOff.length) network.body.data.nodes.update(cardsOff);
  };

  // From items and links of the map to cards and lines of the view.
  const light = () => {
    strokes.relit();
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

  // No view of the void: a map larger than its frame fills it.
  const settled = (position, scale) => {
    const held = (at, size, free) => (size <= free ? size / 2 : Math.min(Math.max(at, free / 2), size - free / 2));
    return { x: held(position.x, view().width, room.width / scale), y: held(position.y, view().height, room.height / scale) };
  };
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const moving = () => (calm() || view().nodes.length > 150 ? false : { duration: 250, easingFunction: "easeInOutQuad" });
  const fit = () => {
    const { width, height } = view();
    const scale = Math.min(room.width / width, room.height / height, 1.2);
    network.moveTo({ position: { x: width / 2, y: height / 2 }, scale: Math.max(scale, 0.02), animation: false });
  };
  // On a narrow screen the whole would be too small to read: begin where most lines meet, or at the map's subject.
  const open = () => {
    fit();
    if (network.getScale() > 0.3 || room.width > 700) return;
    const most = new Map();
    for (const edge of view().edges) for (const end of [+edge.from, +edge.to]) most.set(end, (most.get(end) || 0) + edge.links.length);
    const [first] = [...model.data.keep.map(shownBy).filter((at) => at >= 0), ...[...most].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([at]) => at)];
    if (first !== undefined) network.moveTo({ position: settled(cards.get(first), 0.55), scale: 0.55, animation: false });
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
    const inside = x > 60 && y > 40 && x < room.width - 60 && y < room.height - 40;
    if (inside && scale === network.getScale()) return;
    network.moveTo({ position: settled(node, scale), scale, animation: moving() });
  };

  // Bring what is lit into view, no further than it takes, and never so far away that names which could be read no longer can: then the
  // chosen one stands in the middle.
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
    const scale = Math.min((room.width - 60) / (box.right - box.left), (room.height - 60) / (box.bottom - box.top), 1);
    const readable = Math.min(network.getScale(), 0.5);
    const chosen = scale < readable && cards.get(state.selected === null ? -1 : shownBy(state.selected));
    if (chosen) {
      network.moveTo({ position: settled(chosen, readable), scale: readable, animation: moving() });
      return;
    }
    const from = network.canvasToDOM({ x: box.left, y: box.top });
    const to = network.canvasToDOM({ x: box.right, y: box.bottom });
    const inside = from.x >= 0 && from.y >= 0 && to.x <= room.width && to.y <= room.height;
    if (inside && network.getScale() > scale * 0.75) return;
    network.moveTo({ position: settled({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, Math.max(scale, 0.05)), scale: Math.max(scale, 0.05), animation: moving() });
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

  return { frame, show, sift, light, fit, open, zoom, pan, centre, reveal, towards, shownBy, view, paintCard,
    lineAt: (dom) => { const { x, y } = network.DOMtoCanvas(dom); return strokes.under(x, y, Math.max(10, 10 / network.getScale())); },
    redraw: () => network.body.emitter.emit("_requestRedraw"), network: () => network, cards: () => cards, bandsBehind, inFront };
})();
