"use strict";

/* Places for a few documents of a large graph, close together: the same bands and order as in the
   whole drawing (`home`: [{x, y}]), without the gaps that the others leave. */
CanCu.compact = ({ nodes, documents, card }, home) => {
  function gathered(members) {
    const columns = Math.max(7, Math.ceil(Math.sqrt(members.length)));
    const layers = new Map();
    for (const id of members) layers.set(nodes[id].layer, [...(layers.get(nodes[id].layer) || []), id]);
    return [...layers.keys()]
      .sort((a, b) => a - b)
      .flatMap((layer) => {
        const ids = layers.get(layer);
        const count = Math.ceil(ids.length / columns);
        return Array.from({ length: count }, (_, row) => ({
          layer,
          band: documents[ids[0]].band,
          ids: ids.filter((__, place) => place % count === row),
        }));
      });
  }

  function centred(rows) {
    const places = new Map();
    for (const { ids } of rows) {
      ids.forEach((id, place) => places.set(id, { id, x: (place - (ids.length - 1) / 2) * card.column }));
    }
    return places;
  }

  /* Few enough for a column each half a card apart, so that lines have room between the cards. */
  function shifted(members, rows) {
    const rowOf = new Map(rows.flatMap(({ ids }, row) => ids.map((id) => [id, row])));
    const lastInRow = new Map();
    const places = new Map();
    let x = 0;
    members.forEach((id, place) => {
      const gap = place ? Math.min(home[id].x - home[members[place - 1]].x, card.column * 0.56) : 0;
      x = Math.max(x + gap, (lastInRow.get(rowOf.get(id)) ?? -Infinity) + card.column);
      lastInRow.set(rowOf.get(id), x);
      places.set(id, { id, x });
    });
    return places;
  }

  return (kept) => {
    const members = [...kept].sort((a, b) => home[a].x - home[b].x || home[a].y - home[b].y);
    const rows = gathered(members);
    const places = members.length > 24 ? centred(rows) : shifted(members, rows);
    const extents = [];
    let y = 0;
    rows.forEach(({ band, layer, ids }, row) => {
      const last = extents.at(-1);
      if (!last || last[0] !== band) {
        const top = last ? last[2] : 0;
        extents.push([band, top, top]);
        y = top + card.padding + card.height / 2;
      } else y += layer === rows[row - 1].layer ? card.row : card.layer;
      extents.at(-1)[2] = y + card.padding + card.height / 2;
      for (const id of ids) places.get(id).y = y;
    });
    return { extents, places: [...places.values()] };
  };
};
