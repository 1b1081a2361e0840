"use strict";
// The lines of the map, drawn in one stroke for each look: their ways are computed beforehand, so that nothing is worked out twice.
Landscape.lines = (() => {
  const { model, state } = Landscape;
  const { looks, ends, signs, inside: [insideMark, insideDeep] } = model.data;
  const FAINT = 0.13;
  const MANY = 1500;
  const FEW = 400;
  const shapes = { ...ends, ...signs, inside: insideMark };
  const marks = Object.fromEntries(Object.entries(shapes).map(([name, path]) => [name, new Path2D(path)]));
  const touch = document.createElement("canvas").getContext("2d");
  let all = [];
  let plain = null; // what passes the filters, by look
  let lit = null; // and what of it is lit
  let near = null; // of what passes, what crosses the part of the map that is on the screen

  const svgPath = (way) => (way.length === 4 ? `M${way[0]} ${way[1]}L${way[2]} ${way[3]}` : `M${way[0]} ${way[1]}C${way.slice(2).join(" ")}`);
  const turn = (x, y, fromX, fromY) => Math.round((Math.atan2(y - fromY, x - fromX) * 1800) / Math.PI) / 10;
  const point = (way, share) => {
    const back = 1 - share;
    if (way.length === 4) return { x: way[0] * back + way[2] * share, y: way[1] * back + way[3] * share };
    const part = [back ** 3, 3 * back * back * share, 3 * back * share * share, share ** 3];
    return { x: part.reduce((sum, weight, at) => sum + weight * way[2 * at], 0), y: part.reduce((sum, weight, at) => sum + weight * way[2 * at + 1], 0) };
  };
  // The marks of a line: name, place, and the direction in which the line arrives there. An end that leads on, to something that is
  // folded into the card, has the sign of that between its mark and the card.
  const tips = ({ way, both, look, inside = 0 }) => {
    const { start, end } = looks[look];
    const [lastX, lastY] = way.slice(-2);
    const [nearX, nearY] = way.slice(-4, -2);
    const out = [];
    const put = (name, x, y, angle, folded) => {
      if (folded) out.push({ name: "inside", x, y, turn: angle });
      if (!name) return;
      const back = folded ? insideDeep : 0;
      out.push({ name, x: x - Math.cos((angle * Math.PI) / 180) * back, y: y - Math.sin((angle * Math.PI) / 180) * back, turn: angle });
    };
    put(end, lastX, lastY, turn(lastX, lastY, nearX, nearY), inside & 2);
    if (both || start || inside & 1) put(both ? end : start, way[0], way[1], turn(way[0], way[1], way[2], way[3]), inside & 1);
    return out;
  };

  const curve = (way) => {
    const path = new Path2D();
    path.moveTo(way[0], way[1]);
    if (way.length === 4) path.lineTo(way[2], way[3]); else path.bezierCurveTo(...way.slice(2));
    return path;
  };
  // What is faded has no heads and no signs: nobody could tell them, and they cost more than the lines.
  const gather = (edges, faded) => {
    const byLook = new Map();
    for (const edge of edges) {
      if (!byLook.has(edge.look)) byLook.set(edge.look, { look: looks[edge.look], line: new Path2D(), heads: new Path2D(), middles: [] });
      const batch = byLook.get(edge.look);
      edge.path = edge.path || curve(edge.way);
      batch.line.addPath(edge.path);
      if (faded) continue;
      for (const tip of tips(edge)) batch.heads.addPath(marks[tip.name], new DOMMatrix().translate(tip.x, tip.y).rotate(tip.turn));
      if (batch.look.sign) batch.middles.push(point(edge.way, 0.5));
    }
    return [...byLook.values()];
  };

  const paint = (ctx, batches, scale, faded) => {
    for (const { look, line, heads, middles } of batches) {
      ctx.strokeStyle = look.colour;
      ctx.fillStyle = look.colour;
      ctx.lineWidth = Math.max(look.width, 0.5 / scale);
      ctx.setLineDash(scale > 0.25 && !faded ? look.dash : []); // from afar no eye tells dashes, and they cost most of the time
      ctx.stroke(line);
      ctx.setLineDash([]);
      if (scale > 0.15) ctx.fill(heads);
      for (const { x, y } of middles) {
        ctx.beginPath();
        ctx.arc(x, y, 10, 0, 2 * Math.PI);
        ctx.fillStyle = "#FFFFFF";
        ctx.fill();
        ctx.lineWidth = 1;
        ctx.stroke();
        ctx.translate(x, y);
        ctx.fillStyle = look.colour;
        ctx.fill(marks[look.sign]);
        ctx.translate(-x, -y);
      }
    }
  };

  // A line lies within the box of its points.
  const boxed = (edge) => {
    const xs = edge.way.filter((_, at) => at % 2 === 0);
    const ys = edge.way.filter((_, at) => at % 2);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  };
  const crosses = (edge, [left, top, right, bottom]) => {
    edge.box = edge.box || boxed(edge);
    return edge.box[0] <= right + 20 && edge.box[2] >= left - 20 && edge.box[1] <= bottom + 20 && edge.box[3] >= top - 20;
  };
  // What is off the screen is not drawn: with `seen`, a box of the map, only what crosses it.
  const behind = (ctx, scale, busy, seen) => {
    if (busy && all.length > MANY) return;
    const faded = Boolean(state.lit) && all.length >= FEW;
    let batches;
    if (!seen || all.length < FEW) {
      if (!plain || plain.faded !== faded) plain = { faded, batches: gather(all.filter((edge) => !edge.hidden), faded) };
      ({ batches } = plain);
    } else {
      const same = near && near.faded === faded && near.seen.every((side, at) => side === seen[at]);
      if (!same) near = { faded, seen, batches: gather(all.filter((edge) => !edge.hidden && crosses(edge, seen)), faded) };
      ({ batches } = near);
    }
    ctx.globalAlpha = state.lit ? FAINT : 1;
    paint(ctx, batches, scale, faded);
    ctx.globalAlpha = 1;
  };
  const inFront = (ctx, scale) => {
    if (!state.lit) return;
    lit = lit || gather(all.filter((edge) => !edge.hidden && state.lit.lines.has(edge.id)));
    paint(ctx, lit, scale);
  };

  // The line under the pointer, the lit ones first.
  const under = (x, y, reach) => {
    touch.lineWidth = reach;
    const hit = (edge) => !edge.hidden && touch.isPointInStroke((edge.path = edge.path || curve(edge.way)), x, y);
    return (state.lit && all.find((edge) => state.lit.lines.has(edge.id) && hit(edge))) || all.findLast(hit);
  };

  return {
    svgPath, tips, point, behind, inFront, under, shapes,
    show: (edges) => { all = edges; plain = null; lit = null; near = null; },
    sifted: () => { plain = null; lit = null; near = null; },
    relit: () => { lit = null; },
  };
})();
