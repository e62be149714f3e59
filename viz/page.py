"""A page that carries everything it needs and that no text from a document can break out of."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup


def render_page(
    template: str, *, styles: Sequence[str], scripts: Sequence[str], **values: object
) -> str:
    """Render ``template`` of web/ with its style sheets and scripts written into the page.

    The page's Content-Security-Policy lets exactly these scripts run and no request leave, so a
    page stays offline, and a text that slipped through as markup still could not execute.
    """
    policy = "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            "style-src 'unsafe-inline'",
            "script-src " + (" ".join(f"'{_sha256(script)}'" for script in scripts) or "'none'"),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return (
        _environment()
        .get_template(template)
        .render(
            policy=Markup(policy),
            styles=[Markup(style) for style in styles],
            scripts=[Markup(script) for script in scripts],
            **values,
        )
    )


def asset(name: str) -> str:
    """Return the text of a style sheet or script of web/, fit to stand inside a page."""
    return inlined((files("cancu.viz") / "web" / name).read_text(encoding="utf-8"))


def inlined(source: str) -> str:
    """Return ``source`` so that it can stand in a script or style element and keep its hash.

    Line ends are those the HTML parser makes of them; a source map would be a request.
    """
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = (line for line in lines if not line.startswith("//# sourceMappingURL="))
    return "\n".join(kept).replace("</script", "<\\/script").replace("</style", "<\\/style")


def json_island(value: Any) -> Markup:
    """Return ``value`` as JSON for a ``<script type="application/json">`` element.

    Everything outside ASCII and every character that HTML knows is written as ``\\uXXXX``.
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&'":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _sha256(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("cancu.viz", "web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
