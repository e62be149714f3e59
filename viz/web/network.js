"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { documents, nodes, edges, card } = data;
  const LARGE = 250;
  const get = (id) => document.getElementById(id);
  const map = get("map");
  const home = nodes.map(({ x, y }) => ({ x, y }));
  const above = documents.map(() => new Set());
  const below = documents.map(() => new Set());
  for (const edge of edges) {
    above[edge.from].add(edge.to);
    below[edge.to].add(edge.from);
  }
  const degree = documents.map((_, id) => above[id].size + below[id].size);
  const off = { levels: new Set(), types: new Set(), relations: new Set() };
  const state = {
    selected: null,
    faded: false,
    near: new Set(),
    matches: null,
    extents: data.extents,
    shown: documents.length,
    roomy: true,
  };
  const tip = get("tip");
  let fitted = false;
  const focus = { id: null, reach: "1", kept: null };

  const drawing = CanCu.drawing(data, state);
  const compact = CanCu.compact(data, home);
  const nodeSet = new vis.DataSet(nodes.map(({ id, x, y }) => ({ id, x, y })));
  const edgeSet = new vis.DataSet(
    edges.map((edge) => {
      const line = { id: edge.id, from: edge.from, to: edge.to, ...drawing.edgeLook(edge) };
      return edge.smooth ? { ...line, smooth: edge.smooth } : line;
    }),
  );
  data.options.nodes.ctxRenderer = drawing.drawCard;
  data.options.interaction.hideEdgesOnDrag = edges.length > 1500;
  data.options.interaction.hideEdgesOnZoom = edges.length > 1500;
  const legend = CanCu.legend(data, drawing, off, refresh);
  const network = new vis.Network(map, { nodes: nodeSet, edges: edgeSet }, data.options);
  const panel = CanCu.panel(data, drawing, { show: (id) => select(id, true), focus: focusOn, close: deselect });

  const drawArrows = network.renderer._drawArrows.bind(network.renderer);
  network.renderer._drawArrows = (ctx) => drawing.isFar() || drawArrows(ctx);
  network.on("beforeDrawing", (ctx) => drawing.drawBehind(network, ctx));
  network.on("afterDrawing", (ctx) => drawing.drawOver(network, ctx));
  network.once("afterDrawing", () => {
    document.documentElement.dataset.drawn = performance.now().toFixed(1);
    network.redraw();
  });
  drawing.onTheme(() => {
    edgeSet.update(edges.map((edge) => ({ id: edge.id, ...drawing.edgeLook(edge) })));
    legend();
    if (state.selected !== null) panel.show(state.selected);
  });

  /* ---- what is shown ---- */

  const visible = (id) =>
    !off.levels.has(documents[id].band) &&
    !off.types.has(documents[id].family) &&
    (focus.kept === null || focus.kept.has(id));

  function refresh() {
    state.shown = shown().length;
    nodeSet.update(nodes.map(({ id }) => ({ id, hidden: !visible(id) })));
    edgeSet.update(
      edges.map((edge) => ({
        id: edge.id,
        hidden: off.relations.has(CanCu.shownAs(edge)) || !visible(edge.from) || !visible(edge.to),
      })),
    );
  }

  /* The part of the canvas that no panel covers, in pixels from its centre. */
  function free() {
    const { clientWidth: width, clientHeight: height } = map;
    const panel = get("details");
    const narrow = window.innerWidth <= 760;
    const right = panel.hidden || narrow ? 0 : panel.offsetWidth + 14;
    const bar = get("focus").hidden ? 0 : get("focus").offsetHeight + 18;
    const bottom = bar + (panel.hidden || !narrow ? 0 : panel.offsetHeight);
    state.roomy = width - right > 620;
    const left = state.roomy ? 190 : 0;
    const top = get("cut") ? get("cut").offsetHeight + 14 : 0;
    return {
      width: width - right - left,
      height: height - top - bottom,
      offset: { x: (left - right) / 2, y: (top - bottom) / 2 },
    };
  }

  function moveTo(position, scale) {
    network.moveTo({ position, scale, offset: free().offset });
  }

  function fit(ids) {
    if (!ids.length) return;
    const places = ids.map((id) => network.getPosition(id));
    const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
    const [left, right] = [Math.min(...xs) - card.width / 2, Math.max(...xs) + card.width / 2];
    const [top, bottom] = [Math.min(...ys) - card.height, Math.max(...ys) + card.height];
    const { width, height } = free();
    const scale = Math.min((width - 40) / (right - left), (height - 24) / (bottom - top), 1.15);
    moveTo({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.max(scale, 0.02));
    fitted = true;
  }

  const shown = () => nodes.map(({ id }) => id).filter(visible);

  /* Opens on everything where that can be read, else on the middle of it. */
  function open() {
    fit(shown());
    if (network.getScale() >= 0.3 || documents.length > LARGE) return;
    const heart = degree.indexOf(Math.max(...degree));
    moveTo(home[heart], 0.5);
  }

  /* ---- selection ---- */

  function select(id, move) {
    state.selected = id;
    state.faded = true;
    state.near = new Set([id, ...above[id], ...below[id]]);
    network.selectNodes([id]);
    panel.show(id);
    history.replaceState(null, "", `#${encodeURIComponent(documents[id].iri)}`);
    const { label, type, title } = documents[id];
    get("spoken").textContent = [type, label, title].filter(Boolean).join(", ");
    if (focus.kept !== null && !focus.kept.has(id)) showAll();
    tip.hidden = true;
    if (move && fitted && documents.length <= 60) fit(shown());
    else if (move) moveTo(network.getPosition(id), Math.max(network.getScale(), 0.7));
    else network.redraw();
  }

  function deselect() {
    state.selected = null;
    state.faded = false;
    network.unselectAll();
    panel.hide();
    history.replaceState(null, "", "#");
    if (fitted) fit(shown());
    network.redraw();
  }

  /* ---- neighbourhood ---- */

  function chain(id, steps) {
    const kept = new Set([id]);
    const stack = [id];
    while (stack.length) {
      for (const next of steps[stack.pop()]) {
        if (!kept.has(next)) {
          kept.add(next);
          stack.push(next);
        }
      }
    }
    return kept;
  }

  function reached(id, reach) {
    if (reach === "chain") return new Set([...chain(id, above), ...chain(id, below)]);
    let kept = new Set([id]);
    for (let step = 0; step < Number(reach); step += 1) {
      kept = new Set([...kept].flatMap((one) => [one, ...above[one], ...below[one]]));
    }
    return kept;
  }

  function focusOn(id, reach = focus.reach) {
    Object.assign(focus, { id, reach, kept: reached(id, reach) });
    get("focus").hidden = false;
    get("focus-name").textContent = documents[id].label;
    for (const button of get("focus").querySelectorAll("[data-reach]")) {
      button.setAttribute("aria-pressed", String(button.dataset.reach === reach));
    }
    if (documents.length > 60) {
      const { extents, places } = compact(focus.kept);
      state.extents = extents;
      nodeSet.update(places);
    }
    refresh();
    select(id, false);
    state.faded = false;
    fit(shown());
  }

  function showAll() {
    Object.assign(focus, { id: null, kept: null });
    get("focus").hidden = true;
    state.extents = data.extents;
    nodeSet.update(home.map((place, id) => ({ id, ...place })));
    refresh();
    fit(shown());
  }

  /* ---- mouse ---- */

  let uncovering;

  for (const name of ["zoom", "dragStart"]) {
    network.on(name, () => {
      fitted = false;
    });
  }

  /* What the panel covers moves beside it, after the time that a double click takes. */
  function uncover(id) {
    if (state.selected !== id) return;
    if (fitted) return fit(shown());
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    const half = (card.width / 2) * network.getScale();
    const { width, height, offset } = free();
    const [middleX, middleY] = [map.clientWidth / 2 + offset.x, map.clientHeight / 2 + offset.y];
    const inside = x + half < middleX + width / 2 && y + half < middleY + height / 2;
    if (!inside) moveTo(network.getPosition(id), network.getScale());
    return undefined;
  }

  function tipAt(event, ...lines) {
    const box = map.getBoundingClientRect();
    tip.replaceChildren(...lines);
    tip.hidden = false;
    const x = event.clientX - box.left + 16;
    const y = event.clientY - box.top + 16;
    tip.style.left = `${Math.min(x, box.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(y, box.height - tip.offsetHeight - 8)}px`;
  }
  network.on("hoverNode", ({ node, event }) => {
    const item = documents[node];
    const about = [item.type, CanCu.date(item.date), item.issuer].filter(Boolean).join(" · ");
    tipAt(event, CanCu.element("b", {}, item.label), CanCu.element("small", {}, about), item.title ? CanCu.element("div", {}, item.title) : "");
    map.style.cursor = "pointer";
  });
  network.on("hoverEdge", ({ edge, event }) => {
    const { from, to, relation, style, wordings, count, proposed } = edges[edge];
    const named = data.relations[style];
    const name = relation in data.relations ? named.vi[0] : relation;
    tipAt(
      event,
      CanCu.element("b", {}, `${documents[from].label} → ${documents[to].label}`),
      CanCu.element("small", {}, `${name}${count > 1 ? ` ×${count}` : ""}${proposed ? " (đề xuất · proposed)" : ""}`),
      wordings[0] ? CanCu.element("div", {}, `“${wordings[0]}”`) : "",
    );
  });
  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
    network.on(name, () => {
      tip.hidden = true;
      map.style.cursor = "";
    });
  }
  network.on("click", ({ nodes: hit }) => {
    map.focus({ preventScroll: true });
    if (!hit.length) return deselect();
    select(hit[0], false);
    clearTimeout(uncovering);
    uncovering = setTimeout(() => uncover(hit[0]), 350);
    return undefined;
  });
  network.on("doubleClick", ({ nodes: hit }) => {
    clearTimeout(uncovering);
    if (hit.length) focusOn(hit[0]);
  });

  /* ---- keyboard ---- */

  function step(dx, dy) {
    const ids = shown();
    if (!ids.length) return;
    if (network.getSelectedNodes().length === 0) {
      select(ids.reduce((best, id) => (degree[id] > degree[best] ? id : best)), true);
      return;
    }
    const here = network.getPosition(network.getSelectedNodes()[0]);
    let best = null;
    let least = Infinity;
    for (const id of ids) {
      const there = network.getPosition(id);
      const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      const cost = along + aside * (dx ? 4 : 1.5);
      if (along > 1 && cost < least) [best, least] = [id, cost];
    }
    if (best !== null) select(best, true);
  }

  const zoom = (factor) => network.moveTo({ scale: Math.min(3, Math.max(0.03, network.getScale() * factor)) });
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  map.addEventListener("keydown", (event) => {
    const selected = network.getSelectedNodes()[0];
    if (arrows[event.key]) step(...arrows[event.key]);
    else if (event.key === "Enter" && selected !== undefined) focusOn(selected);
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit(shown());
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape") {
      if (get("filters").classList.contains("open")) toggleFilters(false);
      else if (!get("details").hidden) deselect();
      else if (focus.kept !== null) showAll();
    }
  });

  /* ---- controls ---- */

  const search = CanCu.searchBox(data, drawing, CanCu.finder(documents, degree), {
    onMatches(found) {
      state.matches = found && new Set(found);
      if (found && state.selected !== null) deselect();
      network.redraw();
    },
    onChoose(id) {
      if (!visible(id)) {
        off.levels.delete(documents[id].band);
        off.types.delete(documents[id].family);
        legend();
        if (focus.kept !== null && !focus.kept.has(id)) showAll();
        else refresh();
      }
      state.matches = null;
      select(id, true);
      map.focus({ preventScroll: true });
    },
  });

  function toggleFilters(wanted) {
    const isOpen = get("filters").classList.toggle("open", wanted);
    get("open-filters").setAttribute("aria-expanded", String(isOpen));
  }
  get("open-filters").addEventListener("click", () => toggleFilters());
  get("stage").addEventListener("pointerdown", () => toggleFilters(false));
  get("zoom-in").addEventListener("click", () => zoom(1.25));
  get("zoom-out").addEventListener("click", () => zoom(0.8));
  get("zoom-fit").addEventListener("click", () => fit(shown()));
  get("reset").addEventListener("click", () => {
    showAll();
    map.focus({ preventScroll: true });
  });
  get("close-cut")?.addEventListener("click", () => {
    get("cut").remove();
    if (fitted) fit(shown());
  });
  for (const button of get("focus").querySelectorAll("[data-reach]")) {
    button.addEventListener("click", () => focusOn(focus.id, button.dataset.reach));
  }

  legend();
  open();
  const asked = decodeURIComponent(location.hash.slice(1));
  const start = asked ? documents.findIndex((item) => item.iri === asked) : data.focus;
  if (start !== null && start >= 0) {
    if (documents.length > LARGE) focusOn(start, "1");
    else {
      /* What is lit is read first; the button at the corner brings back the rest. */
      select(start, false);
      fit([...state.near].filter(visible));
    }
  }
  CanCu.network = network;
})();
