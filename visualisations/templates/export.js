"use strict";
// The map to take away: SVG with real text, PNG, print. All three show what the reader sees: filters and fading too.
Landscape.takeAway = (() => {
  const { model, state, canvas, lines } = Landscape;
  const { card, looks, marks, signs, words } = model.data;
  const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const tidy = (number) => Math.round(number * 10) / 10;

  const disc = ({ x, y }, look) => `<circle cx="${tidy(x)}" cy="${tidy(y)}" r="10" fill="#FFFFFF" stroke="${look.colour}"/><path d="${signs[look.sign]}" transform="translate(${tidy(x)} ${tidy(y)})" fill="${look.colour}"/>`;
  const line = (edge) => {
    const look = looks[edge.look];
    return `<path d="${lines.svgPath(edge.way)}" fill="none" stroke="${look.colour}" stroke-width="${look.width}"${look.dash.length ? ` stroke-dasharray="${look.dash.join(" ")}"` : ""}/>`
      + lines.tips(edge).map((tip) => `<path d="${lines.shapes[tip.name]}" transform="translate(${tidy(tip.x)} ${tidy(tip.y)}) rotate(${tip.turn})" fill="${look.colour}"/>`).join("")
      + (look.sign ? disc(lines.point(edge.way, 0.5), look) : "");
  };
  const said = (edge) => (edge.words ? `<text x="${edge.at[0]}" y="${edge.at[1] + 4}" font-size="${words.font}" text-anchor="middle" fill="#1B1F2A" stroke="#FFFFFF" stroke-width="5" paint-order="stroke">${escape(edge.words)}</text>` : "");

  const tile = (node) => {
    const item = model.items[+node.id];
    const left = node.x - card.width / 2;
    const name = node.label.split("\n");
    const first = node.y - (card.line * (name.length - 1) + (node.note ? card.noteLine : 0)) / 2 + 5;
    const chosen = +node.id === state.selected;
    return `<g${!state.lit || state.lit.cards.has(+node.id) ? "" : ' opacity="0.25"'}><title>${escape(item.name)} (${escape(item.label)})</title>`
      + `<rect x="${tidy(left)}" y="${tidy(node.y - node.high / 2)}" width="${card.width}" height="${node.high}" rx="5" fill="#FFFFFF" stroke="${item.family.colour}" stroke-width="${chosen || node.change === "added" ? 4 : 1.5}"${node.change === "ended" ? ' stroke-dasharray="7 6"' : ""}/>`
      + `<path d="${marks[item.family.shape]}" transform="translate(${tidy(left + 17)} ${node.y})" fill="${item.family.colour}"/>`
      + `<text font-size="${card.font}" fill="#1B1F2A">${name.map((text, row) => `<tspan x="${tidy(left + card.text)}" y="${tidy(first + row * card.line)}">${escape(text)} </tspan>`).join("")}</text>`
      + (node.note ? `<text x="${tidy(left + card.text)}" y="${tidy(first + (name.length - 1) * card.line + card.noteLine)}" font-size="${card.note}" fill="#565C6B">${escape(node.note)}</text>` : "")
      + (node.folded ? `<text x="${tidy(left + card.width - 6)}" y="${tidy(node.y - node.high / 2 - 4)}" font-size="12" font-weight="bold" text-anchor="end" fill="#565C6B" stroke="#FFFFFF" stroke-width="4" paint-order="stroke">+${node.folded}</text>` : "")
      + "</g>";
  };

  const headline = () => `${model.data.title}, as of ${model.data.asOf}`;
  const WIDE = 1400; // beyond it the words on lines are too small to read on paper
  // `plain` is for paper, where the page itself has the heading.
  const svg = (plain) => {
    const { width, height, bands, edges, nodes } = canvas.view();
    const head = plain ? 0 : 56;
    const shown = nodes.filter((node) => Landscape.itemPasses(+node.id));
    const strokes = edges.filter((edge) => !edge.hidden);
    const size = (heading) => tidy(Math.max(15, heading * 0.6));
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 ${-head} ${width} ${height + head}" width="${width}" height="${height + head}" font-family="Arial, Helvetica, Liberation Sans, sans-serif">`
      + `<title>${escape(headline())}</title><rect y="${-head}" width="${width}" height="${height + head}" fill="#FFFFFF"/>`
      + (plain ? "" : `<text x="14" y="-32" font-size="20" font-weight="bold" fill="#1B1F2A">${escape(headline())}</text><text x="14" y="-10" font-size="14" fill="#1B1F2A">${escape(model.data.marking)}</text>`)
      + bands.map(([, top, bottom], row) => `<rect x="0" y="${top}" width="${width}" height="${tidy(bottom - top)}" fill="${row % 2 ? "#FAFBFD" : "#F3F5F9"}"/>`).join("")
      + strokes.map((edge) => `<g${!state.lit || state.lit.lines.has(edge.id) ? "" : ' opacity="0.25"'}>${line(edge)}</g>`).join("")
      + shown.map(tile).join("") + (plain && width > WIDE ? "" : strokes.map(said).join(""))
      + bands.map(([name, top, , heading]) => `<text x="14" y="${tidy(top + size(heading) * 1.25)}" font-size="${size(heading)}" font-weight="bold" fill="#3B4252" stroke="#FFFFFF" stroke-width="6" paint-order="stroke">${escape(name)}</text>`).join("") + "</svg>";
  };

  const save = (blob, ending) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${model.data.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "map"}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // The PNG is drawn by the same hand on a canvas of its own, large enough to read and within what browsers allow.
  const png = () => {
    const { width, height, nodes } = canvas.view();
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
    lines.behind(ctx, 1, false);
    for (const node of nodes) {
      if (!Landscape.itemPasses(+node.id)) continue;
      ctx.save();
      canvas.paintCard(ctx, node, node.x, node.y, 1);
      ctx.restore();
    }
    canvas.inFront(ctx, 1, 0);
    paper.toBlob((blob) => save(blob, "png"));
  };

  const sheet = document.getElementById("sheet");
  addEventListener("beforeprint", () => {
    sheet.replaceChildren(new DOMParser().parseFromString(svg(true), "image/svg+xml").documentElement);
    document.querySelector(".drawing").append(sheet);
    document.documentElement.classList.add("printing");
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("printing");
    sheet.replaceChildren();
  });

  return { svg, png, saveSvg: () => save(new Blob([svg()], { type: "image/svg+xml" }), "svg"), print: () => window.print() };
})();
