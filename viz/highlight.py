"""A document with its citations highlighted: as a page that opens offline, or in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from markupsafe import Markup
from rich.text import Text

from cancu.ingest.mentions import Mention
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved
from cancu.viz.citations import Status, cited_documents, name_of, status_of
from cancu.viz.legend import words
from cancu.viz.marked_text import Anchor, marked_text
from cancu.viz.page import asset, json_island, render_page

STATUSES: tuple[Status, ...] = ("resolved", "ambiguous", "unresolved", "self")

_TERMINAL_STYLES: Mapping[Status, str] = {
    "resolved": "bold cyan",
    "ambiguous": "bold yellow underline",
    "unresolved": "bold white on red",
    "self": "italic magenta",
}
_PRINTED_CONTROLS = {"\n", "\t"}


def highlight_html(reading: Reading) -> str:
    """Return a self-contained page of the document's text with every citation highlighted.

    The colour tells how a citation was resolved; choosing one shows number, type, date, issuer,
    pinpoint, role, the reason and the candidates. Beside the text stand the documents cited, with
    how often and links to the places; below it relations, obligations and targets, if any.
    """
    cited = cited_documents(reading)
    statuses = [status_of(m, r) for m, r in _pairs(reading)]
    return render_page(
        "document.html",
        styles=[asset("base.css"), asset("document.css")],
        scripts=[asset("page.js"), asset("document.js")],
        file=PurePath(reading.source.name).name,
        format=reading.source.format,
        header=reading.header,
        level=words("level").get(reading.header.level or ""),
        cited=cited,
        counts=Counter(statuses),
        statuses={status: words("status")[status] for status in STATUSES},
        documents=sum(document.status != "self" for document in cited),
        text=_text(reading, statuses),
        places={i: _place(reading, m.start) for i, m in enumerate(reading.mentions)},
        relations=_relations(reading),
        obligations=reading.obligations,
        targets=reading.targets,
        data=json_island(
            {
                "mentions": [_details(reading, m, r) for m, r in _pairs(reading)],
                "words": {
                    kind: {key: [name.vi, name.en] for key, name in words(kind).items()}
                    for kind in ("role", "status")
                },
            }
        ),
    )


def highlight_terminal(reading: Reading) -> Text:
    """Return the document's text with every citation styled by how it was resolved.

    Offsets stay those of the original text: a control character that a terminal would obey is
    shown as one replacement character.
    """
    text = Text(_printable(reading.source.text), no_wrap=False, end="")
    for mention, resolution in _pairs(reading):
        text.stylize(_TERMINAL_STYLES[status_of(mention, resolution)], mention.start, mention.end)
    return text


def terminal_legend() -> Text:
    """Return one line that says what the colours of :func:`highlight_terminal` mean."""
    return Text("  ").join(
        Text(f" {words('status')[status].vi} ", style=style)
        for status, style in _TERMINAL_STYLES.items()
    )


def _pairs(reading: Reading) -> list[tuple[Mention, Resolution]]:
    return list(zip(reading.mentions, reading.resolutions, strict=True))


def _printable(text: str) -> str:
    controls: dict[str, str | int | None] = {
        character: "\n" if character in "\v\f" else " " if character == "\r" else "\ufffd"
        for character in set(text)
        if not character.isprintable()
        and character not in _PRINTED_CONTROLS
        and (character < " " or "\x7f" <= character <= "\x9f")
    }
    return text.translate(str.maketrans(controls))


def _text(reading: Reading, statuses: list[Status]) -> Markup:
    source = reading.source

    def attributes(index: int) -> dict[str, str]:
        mention = reading.mentions[index]
        known = [name_of(mention), mention.date, mention.pinpoint, mention.issuer]
        summary = " · ".join(part for part in known if part)
        status = words("status")[statuses[index]]
        return {"class": statuses[index], "title": f"{summary}\n{status.vi} · {status.en}"}

    anchors = [
        Anchor(start, Markup('<span class="page" data-page="{}"></span>').format(page))
        for page, start in enumerate(source.pages, 1)
    ]
    for index, note in enumerate(source.notes):
        link = Markup('<a class="note" href="#note{}" aria-label="Chú thích {}"></a>')
        anchors.append(Anchor(note.anchor, link.format(index, note.mark)))
        anchors.append(Anchor(note.start, Markup('<span id="note{}"></span>').format(index)))
    rows = [(f"o{n}", duty.start) for n, duty in enumerate(reading.obligations)]
    rows += [(f"t{n}", target.start) for n, target in enumerate(reading.targets)]
    anchors += [Anchor(at, Markup('<span id="{}"></span>').format(name)) for name, at in rows]
    spans = [(mention.start, mention.end) for mention in reading.mentions]
    return marked_text(source, spans, attributes, anchors)


def _place(reading: Reading, offset: int) -> str | None:
    """Where a person finds the offset in the file: its page or table row, None in plain text."""
    page = reading.source.page_at(offset)
    cell = reading.source.cell_at(offset)
    parts = [
        f"trang {page}" if page else None,
        f"bảng, dòng {cell[1].row + 1}" if cell else None,
    ]
    return ", ".join(part for part in parts if part) or None


def _details(reading: Reading, mention: Mention, resolution: Resolution) -> dict[str, Any]:
    return {
        "surface": " ".join(mention.surface.split()),
        "name": name_of(mention),
        "title": mention.name if mention.number else None,
        "date": mention.date or mention.year,
        "issuer": mention.issuer,
        "implied": bool(mention.issuer) and not mention.issuer_stated,
        "pinpoint": mention.pinpoint,
        "role": mention.role,
        "status": status_of(mention, resolution),
        "why": resolution.why,
        "document": resolution.document if isinstance(resolution, Resolved) else None,
        "candidates": resolution.candidates if isinstance(resolution, Ambiguous) else (),
        "place": _place(reading, mention.start),
        "rule": mention.rule,
        "confidence": round(mention.confidence, 3),
    }


def _relations(reading: Reading) -> list[dict[str, Any]]:
    names = [name_of(mention) for mention in reading.mentions]
    return [
        {
            "subject": "Văn bản này" if r.subject is None else names[r.subject],
            "predicate": words("predicate")[r.predicate],
            "object": names[r.object],
            "mention": r.object,
        }
        for r in reading.relations
    ]
