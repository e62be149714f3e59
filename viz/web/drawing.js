"use strict";

/* Draws cards, lines and bands on vis-network's canvas. `state` says what is lit:
   {selected, faded, near: Set, matches: Set | null, extents: [[band, top, bottom]], shown, roomy};
   `faded` when all but the selected card and its neighbours step back, `roomy` when the names of
   the bands have a margin of their own. */
CanCu.drawing = (data, state) => {
  const { documents, families, relations, bands, card } = data;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const fitted = new Map();
  let theme = {};
  let scale = 1;
  let family = "sans-serif";

  function readTheme() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["ground", "band", "raised", "ink", "muted", "line", "accent"]) {
      theme[name] = style.getPropertyValue(`--${name}`).trim();
    }
    family = getComputedStyle(document.body).fontFamily;
    theme.side = dark.matches ? 1 : 0;
  }

  /* From so far away a card is a spot of colour, and a head of an arrow cannot be seen. */
  const isFar = () => scale < 0.19;

  const colour = (styled) => styled.colours[theme.side];

  function fit(ctx, text, width) {
    const key = `${ctx.font}|${width}|${text}`;
    let answer = fitted.get(key);
    if (answer === undefined) {
      answer = text;
      if (ctx.measureText(text).width > width) {
        const letters = Array.from(text);
        let low = 0;
        let high = letters.length;
        while (low < high) {
          const middle = (low + high + 1) >> 1;
          const part = `${letters.slice(0, middle).join("")}…`;
          if (ctx.measureText(part).width <= width) low = middle;
          else high = middle - 1;
        }
        answer = `${letters.slice(0, low).join("").trimEnd()}…`;
      }
      fitted.set(key, answer);
    }
    return answer;
  }

  function dimmed(id) {
    if (state.faded) return !state.near.has(id);
    return state.matches !== null && !state.matches.has(id);
  }

  function under(item) {
    const type = item.type || item.title || "Văn bản";
    return item.date ? `${type} · ${CanCu.date(item.date)}` : type;
  }

  function drawCard({ ctx, id, x, y, state: { hover } }) {
    const item = documents[id];
    const left = x - card.width / 2;
    const top = y - card.height / 2;
    const tint = colour(families[item.family]);
    const far = isFar();
    return {
      nodeDimensions: { width: card.width, height: card.height },
      drawNode() {
        ctx.globalAlpha = dimmed(id) ? 0.22 : 1;
        ctx.beginPath();
        ctx.roundRect(left, top, card.width, card.height, 9);
        if (far) {
          ctx.fillStyle = tint;
          ctx.fill();
        } else {
          paper(item, tint, left, top);
          words(item, left, top);
        }
        ring(id, hover, left, top);
      },
    };

    function paper(item, tint, left, top) {
      ctx.fillStyle = item.ingested ? theme.raised : theme.ground;
      ctx.fill();
      ctx.strokeStyle = item.ingested ? tint : theme.muted;
      ctx.lineWidth = 1.2;
      if (!item.ingested) ctx.setLineDash([5, 4]);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.roundRect(left, top, 8, card.height, [9, 0, 0, 9]);
      ctx.fillStyle = tint;
      ctx.fill();
    }

    function words(item, left, top) {
      const room = card.width - 28;
      const near = scale >= 0.42;
      ctx.textBaseline = "middle";
      ctx.textAlign = "left";
      ctx.fillStyle = theme.ink;
      if (!near) return number(item.label, left + 16, top, card.width - 20);
      ctx.font = `650 14px ${family}`;
      ctx.fillText(fit(ctx, item.label, room), left + 18, top + 18);
      ctx.fillStyle = theme.muted;
      ctx.font = `400 11.5px ${family}`;
      ctx.fillText(fit(ctx, under(item), room), left + 18, top + 35);
    }

    /* From afar the number alone, in two lines where one has no room: it is what a card is for. */
    function number(label, left, top, room) {
      ctx.font = `650 22px ${family}`;
      const half = label.lastIndexOf("/") + 1;
      if (half === 0 || ctx.measureText(label).width <= room) {
        ctx.fillText(fit(ctx, label, room), left, top + card.height / 2);
        return;
      }
      ctx.fillText(fit(ctx, label.slice(0, half), room), left, top + 14);
      ctx.fillText(fit(ctx, label.slice(half), room), left, top + 37);
    }

    function ring(id, hover, left, top) {
      const chosen = state.selected === id;
      if (!chosen && !hover && !(state.matches && state.matches.has(id))) return;
      ctx.beginPath();
      ctx.roundRect(left - 3, top - 3, card.width + 6, card.height + 6, 12);
      ctx.strokeStyle = theme.accent;
      ctx.lineWidth = Math.max(chosen ? 3 : 2, (chosen ? 2.4 : 1.6) / scale);
      ctx.stroke();
    }
  }

  function corners(network) {
    const { clientWidth, clientHeight } = network.canvas.frame;
    return [
      network.DOMtoCanvas({ x: 0, y: 0 }),
      network.DOMtoCanvas({ x: clientWidth, y: clientHeight }),
    ];
  }

  function drawBands(network, ctx) {
    scale = network.getScale();
    const [from, to] = corners(network);
    state.extents.forEach(([, top, bottom], place) => {
      ctx.fillStyle = place % 2 ? theme.ground : theme.band;
      ctx.fillRect(from.x, top, to.x - from.x, bottom - top);
    });
  }

  /* Names of the bands stay at the left edge and at one size, whatever the zoom. */
  function drawNames(network, ctx) {
    const [from, to] = corners(network);
    const unit = 1 / scale;
    const { roomy } = state;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    for (const [band, top, bottom] of state.extents) {
      if ((bottom - top) * scale < 17 || bottom < from.y || top > to.y) continue;
      const { vi, en } = bands[band];
      ctx.font = `650 ${(roomy ? 12 : 11) * unit}px ${family}`;
      const wide = ctx.measureText(vi).width;
      const small = `400 ${11 * unit}px ${family}`;
      const left = from.x + 16 * unit;
      const y = Math.min(Math.max(top, from.y) + 15 * unit, bottom - 9 * unit);
      if (roomy) {
        ctx.save();
        ctx.font = small;
        const all = wide + ctx.measureText(en).width + 7 * unit;
        ctx.beginPath();
        ctx.roundRect(left - 8 * unit, y - 10 * unit, all + 16 * unit, 20 * unit, 10 * unit);
        ctx.globalAlpha = 0.88;
        ctx.fillStyle = theme.ground;
        ctx.fill();
        ctx.globalAlpha = 1;
        ctx.fillStyle = theme.muted;
        ctx.fillText(en, left + wide + 7 * unit, y);
        ctx.restore();
      }
      ctx.fillStyle = roomy ? theme.ink : theme.muted;
      ctx.fillText(vi, left, y);
    }
  }

  /* Beside the cards on a wide screen, behind them on a narrow one. */
  function drawBehind(network, ctx) {
    drawBands(network, ctx);
    if (!state.roomy) drawNames(network, ctx);
    ctx.globalAlpha = state.faded ? 0.12 : state.shown > 250 ? 0.38 : 0.85;
  }

  function drawOver(network, ctx) {
    ctx.globalAlpha = 1;
    if (state.faded) drawLit(network, ctx);
    if (state.roomy) drawNames(network, ctx);
  }

  /* The lines of the selected card once more, at full strength, over the faded rest. */
  function drawLit(network, ctx) {
    const ids = network.getConnectedEdges(state.selected);
    ctx.globalAlpha = ids.length > 60 ? 0.5 : 1;
    for (const id of ids) {
      const edge = network.body.edges[id];
      if (edge && edge.connected && !edge.options.hidden) {
        edge.draw(ctx);
        edge.drawArrows(ctx);
      }
    }
    for (const id of state.near) {
      const node = network.body.nodes[id];
      if (node && !node.options.hidden) node.draw(ctx);
    }
    ctx.globalAlpha = 1;
  }

  function edgeLook(edge) {
    const style = relations[edge.style];
    const look = {
      color: colour(style),
      width: style.width,
      dashes: edge.proposed ? [2, 6] : style.dash.length ? style.dash : false,
      arrows: { to: { enabled: true, type: style.arrow, scaleFactor: 0.62 } },
    };
    if (!edge.proposed) return look;
    const font = { color: look.color, strokeColor: theme.ground, strokeWidth: 4, size: 16 };
    return { ...look, label: "?", font };
  }

  readTheme();
  return {
    drawCard,
    isFar,
    drawBehind,
    drawOver,
    edgeLook,
    colour,
    onTheme(then) {
      dark.addEventListener("change", () => {
        readTheme();
        then();
      });
    },
  };
};

/* A short piece of the line that stands for a relation. */
CanCu.line = (style, colour) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 34 14");
  svg.setAttribute("aria-hidden", "true");
  const heads = {
    arrow: ["M24 3l9 4-9 4 2.5-4z", true],
    triangle: ["M24 2.5l9 4.5-9 4.5z", true],
    vee: ["M25 3l7 4-7 4", false],
    box: ["M25 3.5h7v7h-7z", true],
    bar: ["M31 2v10", false],
    diamond: ["M23 7l5-3.6 5 3.6-5 3.6z", true],
  };
  const [head, filled] = heads[style.arrow] || heads.vee;
  const strokes = [
    ["M1 7h25", style.dash.join(" "), "none"],
    [head, "", filled ? colour : "none"],
  ];
  for (const [path, dash, fill] of strokes) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", "path");
    part.setAttribute("d", path);
    part.setAttribute("stroke", colour);
    part.setAttribute("stroke-width", style.width);
    part.setAttribute("stroke-linecap", "butt");
    part.setAttribute("fill", fill);
    if (dash) part.setAttribute("stroke-dasharray", dash);
    svg.append(part);
  }
  return svg;
};
