"use strict";
// The map to take away: SVG with real text, PNG, print. All three show what the reader sees: filters and fading too.
Landscape.takeAway = (() => {
  const { model, state, canvas } = Landscape;
  const { card, looks, marks, ends } = model.data;
  const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const tidy = (number) => Math.round(number * 10) / 10;

  // Where vis puts the handle of a `curvedCW` line.
  const handle = (a, b, round) => {
    if (!round) return null;
    const dx = b.x - a.x;
    const dy = a.y - b.y;
    const reach = (0.5 * round + 0.5) * Math.hypot(dx, dy);
    const angle = Math.atan2(dy, dx) + (0.5 * round + 0.5) * Math.PI;
    return { x: a.x + reach * Math.sin(angle), y: a.y + reach * Math.cos(angle) };
  };
  const border = (node, towards) => {
    const dx = towards.x - node.x;
    const dy = towards.y - node.y;
    const share = Math.min(card.width / 2 / Math.abs(dx), node.high / 2 / Math.abs(dy));
    return Number.isFinite(share) ? { x: node.x + dx * share, y: node.y + dy * share } : node;
  };
  const endMark = (name, before, tip) => ({ path: ends[name], x: tidy(tip.x), y: tidy(tip.y), turn: tidy((Math.atan2(tip.y - before.y, tip.x - before.x) * 180) / Math.PI) });

  // One line as a path and the marks at its ends.
  const stroke = (edge, a, b) => {
    const look = looks[edge.look];
    if (a === b) return { look, path: `M${a.x + card.width / 2} ${a.y - 8}c26-22 26 38 0 16`, marks: [] };
    const via = handle(a, b, edge.round);
    const start = border(a, via || b);
    const end = border(b, via || a);
    const marks = [endMark(look.end, via || start, end)];
    if (edge.both || look.start) marks.push(endMark(edge.both ? look.end : look.start, via || end, start));
    return { look, marks, path: `M${tidy(start.x)} ${tidy(start.y)}${via ? `Q${tidy(via.x)} ${tidy(via.y)} ` : "L"}${tidy(end.x)} ${tidy(end.y)}` };
  };
  const line = ({ look, path, marks: tips }) => `<path d="${path}" fill="none" stroke="${look.colour}" stroke-width="${look.width}"${look.dash.length ? ` stroke-dasharray="${look.dash.join(" ")}"` : ""}/>`
    + tips.map((tip) => `<path d="${tip.path}" transform="translate(${tip.x} ${tip.y}) rotate(${tip.turn})" fill="${look.colour}"/>`).join("");

  const tile = (node) => {
    const item = model.items[+node.id];
    const left = node.x - card.width / 2;
    const words = node.label.split("\n");
    const first = node.y - (card.line * (words.length - 1)) / 2 + 5;
    const chosen = +node.id === state.selected;
    return `<g${!state.lit || state.lit.cards.has(+node.id) ? "" : ' opacity="0.25"'}><title>${escape(item.name)} (${escape(item.label)})</title>`
      + `<rect x="${tidy(left)}" y="${tidy(node.y - node.high / 2)}" width="${card.width}" height="${node.high}" rx="5" fill="#FFFFFF" stroke="${item.family.colour}" stroke-width="${chosen ? 4 : 1.5}"/>`
      + `<path d="${marks[item.family.shape]}" transform="translate(${tidy(left + 17)} ${node.y})" fill="${item.family.colour}"/>`
      + `<text font-size="${card.font}" fill="#1B1F2A">${words.map((text, row) => `<tspan x="${tidy(left + card.text)}" y="${tidy(first + row * card.line)}">${escape(text)} </tspan>`).join("")}</text>`
      + (node.folded ? `<text x="${tidy(left + card.width - 6)}" y="${tidy(node.y - node.high / 2 + 13)}" font-size="11" text-anchor="end" fill="#565C6B">+${node.folded}</text>` : "")
      + "</g>";
  };

  const headline = () => `${model.data.title}, as of ${model.data.asOf}`;
  const svg = () => {
    const { width, height, bands, edges, nodes } = canvas.view();
    const cards = canvas.cards();
    const shown = nodes.filter((node) => Landscape.itemPasses(+node.id));
    const strokes = edges.filter((edge) => !edge.hidden).map((edge) => [edge, stroke(edge, cards.get(+edge.from), cards.get(+edge.to))]);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -56 ${width} ${height + 56}" width="${width}" height="${height + 56}" font-family="Arial, Helvetica, Liberation Sans, sans-serif">`
      + `<title>${escape(headline())}</title><rect y="-56" width="${width}" height="${height + 56}" fill="#FFFFFF"/>`
      + `<text x="14" y="-32" font-size="20" font-weight="bold" fill="#1B1F2A">${escape(headline())}</text><text x="14" y="-10" font-size="14" fill="#1B1F2A">${escape(model.data.marking)}</text>`
      + bands.map(([name, top, bottom], row) => `<rect x="0" y="${top}" width="${width}" height="${tidy(bottom - top)}" fill="${row % 2 ? "#FAFBFD" : "#F3F5F9"}"/><text x="14" y="${top + 22}" font-size="15" font-weight="bold" fill="#3B4252">${escape(name)}</text>`).join("")
      + strokes.map(([edge, drawn]) => `<g${!state.lit || state.lit.lines.has(edge.id) ? "" : ' opacity="0.25"'}>${line(drawn)}</g>`).join("")
      + shown.map(tile).join("") + "</svg>";
  };

  const save = (blob, ending) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${model.data.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "map"}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const paint = (ctx, { look, path, marks: tips }, lit) => {
    ctx.save();
    ctx.globalAlpha = lit ? 1 : 0.25;
    ctx.strokeStyle = look.colour;
    ctx.fillStyle = look.colour;
    ctx.lineWidth = look.width;
    ctx.setLineDash(look.dash);
    ctx.stroke(new Path2D(path));
    for (const tip of tips) {
      ctx.save();
      ctx.translate(tip.x, tip.y);
      ctx.rotate((tip.turn * Math.PI) / 180);
      ctx.fill(new Path2D(tip.path));
      ctx.restore();
    }
    ctx.restore();
  };

  // The PNG is drawn by the same hand on a canvas of its own, large enough to read and within what browsers allow.
  const png = () => {
    const { width, height, edges, nodes } = canvas.view();
    const scale = Math.min(Math.max(1, 2400 / width), 12000 / width, 12000 / (height + 56));
    const paper = document.createElement("canvas");
    paper.width = Math.ceil(width * scale);
    paper.height = Math.ceil((height + 56) * scale);
    const ctx = paper.getContext("2d");
    ctx.fillStyle = "#FFFFFF";
    ctx.fillRect(0, 0, paper.width, paper.height);
    ctx.scale(scale, scale);
    ctx.translate(0, 56);
    ctx.fillStyle = "#1B1F2A";
    ctx.font = "bold 20px Arial, sans-serif";
    ctx.fillText(headline(), 14, -32, width - 28);
    ctx.font = "14px Arial, sans-serif";
    ctx.fillText(model.data.marking, 14, -10, width - 28);
    canvas.bandsBehind(ctx);
    const cards = canvas.cards();
    for (const edge of edges) if (!edge.hidden) paint(ctx, stroke(edge, cards.get(+edge.from), cards.get(+edge.to)), !state.lit || state.lit.lines.has(edge.id));
    for (const node of nodes) {
      if (!Landscape.itemPasses(+node.id)) continue;
      ctx.save();
      canvas.paintCard(ctx, node, node.x, node.y, 1);
      ctx.restore();
    }
    canvas.bandNames(ctx, 1, 0);
    paper.toBlob((blob) => save(blob, "png"));
  };

  const sheet = document.getElementById("sheet");
  addEventListener("beforeprint", () => {
    sheet.replaceChildren(new DOMParser().parseFromString(svg(), "image/svg+xml").documentElement);
    document.querySelector(".drawing").append(sheet);
    document.documentElement.classList.add("printing");
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("printing");
    sheet.replaceChildren();
  });

  return { svg, png, saveSvg: () => save(new Blob([svg()], { type: "image/svg+xml" }), "svg"), print: () => window.print() };
})();
