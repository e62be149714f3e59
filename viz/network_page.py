"""The graph of documents as one interactive HTML page that opens offline.

pyvis builds the nodes, edges and options; the page around them is ours, because the pages of
pyvis load scripts and style sheets from the network whatever ``cdn_resources`` says.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import networkx as nx
from pyvis.network import Network

from cancu.viz.clearance import CURVE
from cancu.viz.layout import (
    BAND_PADDING,
    CARD_HEIGHT,
    CARD_WIDTH,
    COLUMN,
    LAYER,
    ROW,
    Layout,
    layered_layout,
)
from cancu.viz.legend import (
    band_of,
    bands,
    document_families,
    family_of,
    relation_styles,
    words,
)
from cancu.viz.neighbourhood import most_connected, neighbourhood
from cancu.viz.page import asset, inlined, json_island, render_page

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "navigationButtons": False},
    "nodes": {"shape": "custom", "borderWidth": 0},
    "edges": {
        "selectionWidth": 0,
        "hoverWidth": 0,
        "arrowStrikethrough": False,
        "smooth": {
            "enabled": True,
            "type": "cubicBezier",
            "forceDirection": "vertical",
            "roundness": CURVE,
        },
    },
}
_SCRIPTS = ("page", "drawing", "legend", "compact", "panel", "search", "network")
_DOCUMENT_FIELDS = (
    "iri",
    "label",
    "number",
    "type",
    "level",
    "title",
    "date",
    "issuer",
    "status",
    "ingested",
)


def network_page(
    graph: nx.MultiDiGraph[Any],
    *,
    title: str,
    focus: str | None = None,
    max_nodes: int = 1000,
) -> str:
    """Return the page that draws ``graph``, whose edges run from the citing to the cited document.

    A node is keyed by its document's IRI. Node attributes, all optional: iri, label, number,
    type, level, title, date, issuer, status (text), ingested (bool), citations (list of dicts
    with any of: document (IRI), type, number, date, pinpoint, role, status, page, sentence).
    Edge attributes: relation (a key of web/relations.csv; any other is drawn as a plain
    citation), wording, count, proposed (bool).

    ``focus`` is the document with which the page opens. Of a graph of more than ``max_nodes``
    documents the page shows a neighbourhood of the focus, or of the most connected document, and
    says so.

    Raises ValueError where ``focus`` is not in the graph or ``max_nodes`` is below 1.
    """
    if max_nodes < 1:
        raise ValueError(f"max_nodes is {max_nodes}; a page shows at least 1 document")
    if focus is not None and focus not in graph:
        raise ValueError(
            f"{focus!r} is not among the {len(graph)} documents of this graph; "
            "give the IRI of one of them, or no focus"
        )
    shown = neighbourhood(graph, focus, max_nodes)
    numbers = {node: number for number, node in enumerate(shown)}
    data = _page_data(shown, numbers) | {"focus": None if focus is None else numbers[focus]}
    centre = focus if focus is not None else most_connected(shown)
    return render_page(
        "network.html",
        styles=[_vis_network("css"), asset("base.css"), asset("network.css")],
        scripts=[
            _vis_network("min.js"),
            *(asset(f"{name}.js") for name in _SCRIPTS),
        ],
        title=title,
        data=json_island(data),
        total=len(graph),
        shown=len(shown),
        centre=None if centre is None else _name(shown.nodes[centre], centre),
        relations=len(data["edges"]),
    )


def _page_data(shown: nx.MultiDiGraph[Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    band_numbers = {band.key: place for place, band in enumerate(bands())}
    own_bands = {
        node: band_numbers[
            band_of(attributes.get("level"), attributes.get("type"), attributes.get("issuer"))
        ]
        for node, attributes in shown.nodes(data=True)
    }
    layout = layered_layout(shown, own_bands)
    network = _network(shown, numbers, layout)
    nodes, edges, _, _, _, options = network.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "documents": [
            _document(node, attributes, numbers) | {"band": own_bands[node]}
            for node, attributes in shown.nodes(data=True)
        ],
        "bands": [{"vi": band.vi, "en": band.en} for band in bands()],
        "extents": [[extent.band, extent.top, extent.bottom] for extent in layout.bands],
        "families": [
            {"vi": f.vi, "en": f.en, "colours": [f.colour, f.colour_dark]}
            for f in document_families()
        ],
        "relations": {
            style.key: {
                "vi": [style.vi, style.vi_inverse],
                "en": [style.en, style.en_inverse],
                "colours": [style.colour, style.colour_dark],
                "dash": style.dash,
                "arrow": style.arrow,
                "width": style.width,
            }
            for style in relation_styles()
        },
        "words": {
            kind: {key: [name.vi, name.en] for key, name in words(kind).items()}
            for kind in ("role", "status")
        },
        "card": {
            "width": CARD_WIDTH,
            "height": CARD_HEIGHT,
            "column": COLUMN,
            "row": ROW,
            "layer": LAYER,
            "padding": BAND_PADDING,
        },
    }


def _network(shown: nx.MultiDiGraph[Any], numbers: Mapping[str, int], layout: Layout) -> Network:
    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_OPTIONS))
    for node, attributes in shown.nodes(data=True):
        x, y = layout.positions[node]
        network.add_node(
            numbers[node],
            label=_name(attributes, node),
            shape="custom",
            color=family_of(attributes.get("type")).colour,
            x=x,
            y=y,
            layer=layout.layers[node],
        )
    styles = {style.key: style for style in relation_styles()}
    drawn: Counter[tuple[str, str]] = Counter()
    for (source, target, relation, proposed), edge in _merged_edges(shown).items():
        style = styles.get(relation, styles["cites"])
        pair = (min(source, target), max(source, target))
        network.add_edge(
            numbers[source],
            numbers[target],
            id=network.num_edges(),
            relation=relation,
            style=style.key,
            proposed=proposed,
            **_curve(layout.positions[source], layout.positions[target], drawn[pair]),
            **edge,
        )
        drawn[pair] += 1
    return network


def _merged_edges(
    shown: nx.MultiDiGraph[Any],
) -> dict[tuple[str, str, str, bool], dict[str, Any]]:
    """One edge for each pair and relation, with its wordings and how often it is stated."""
    merged: dict[tuple[str, str, str, bool], dict[str, Any]] = {}
    for source, target, attributes in shown.edges(data=True):
        if source == target:
            continue
        key = (
            source,
            target,
            str(attributes.get("relation") or "cites"),
            bool(attributes.get("proposed")),
        )
        edge = merged.setdefault(key, {"count": 0, "wordings": []})
        edge["count"] += int(attributes.get("count") or 1)
        wording = attributes.get("wording")
        if wording and str(wording) not in edge["wordings"]:
            edge["wordings"].append(str(wording))
    return merged


def _curve(
    source: tuple[float, float], target: tuple[float, float], earlier: int
) -> dict[str, Any]:
    """Shape of a line that is not the usual one of the options.

    Cards of one row are joined by an arc; parallel relations run side by side.
    """
    level = abs(source[1] - target[1]) < 1
    if not level and not earlier:
        return {}
    side = "curvedCW" if (source[0] < target[0]) == (earlier % 2 == 0) else "curvedCCW"
    return {"smooth": {"enabled": True, "type": side, "roundness": 0.14 + 0.08 * earlier}}


def _document(
    node: str, attributes: Mapping[str, Any], numbers: Mapping[str, int]
) -> dict[str, Any]:
    families = document_families()
    document = {field: attributes.get(field) for field in _DOCUMENT_FIELDS}
    document["iri"] = str(document["iri"] or node)
    document["label"] = _name(attributes, node)
    document["ingested"] = bool(attributes.get("ingested"))
    document["family"] = families.index(family_of(attributes.get("type")))
    document["citations"] = [
        {key: value for key, value in citation.items() if value is not None}
        | {"node": numbers.get(citation.get("document", ""))}
        for citation in attributes.get("citations") or ()
    ]
    return document


def _name(attributes: Mapping[str, Any], node: str) -> str:
    """The name on the card: the number, else the label, else the end of the IRI."""
    name = attributes.get("number") or attributes.get("label")
    return str(name or str(node).rstrip("/").rsplit("/", 1)[-1])


@cache
def _vis_network(ending: str) -> str:
    """Return vis-network's script or style sheet as the installed pyvis ships it."""
    path = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / f"vis-network.{ending}"
    if not path.is_file():
        raise FileNotFoundError(
            f"{path} is missing; pyvis 0.3.2 ships it: run pip install --force-reinstall pyvis"
        )
    return inlined(path.read_text(encoding="utf-8"))
