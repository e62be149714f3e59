"""Whose a number is by its symbol, where another body is stated: one of the two is a misprint."""

from __future__ import annotations

import re
from functools import lru_cache

from cancu.ingest.implied import COMMITTEES, bodies_of_symbol, is_joint, issuing_segment
from cancu.ingest.typewords import is_typed
from cancu.ontology.iris import slug
from cancu.ontology.load import Issuer, issuers

_COMMITTEE = re.compile(
    r"^(?:(?:Phó )?Chủ tịch |Thường trực )?(?P<of>Ủy ban nhân dân|Hội đồng nhân dân|Tỉnh ủy"
    r"|Thành ủy|Sở (?:(?! tỉnh | thành phố ).)+?)(?= )(?P<place> .+)"
)
_OFFICE = re.compile(r"^(?:Bộ trưởng|Chủ nhiệm|Giám đốc|Phó Giám đốc)(?:,? Chủ nhiệm)? (?=[A-ZĐ])")
_PLACE = re.compile(r" (?:tỉnh|thành phố) .*\Z")
_ONE_OF_ITS_KIND = ("ministry", "department-pattern")
"""Kinds of bodies of which each has its own symbol."""


@lru_cache(maxsize=8192)
def body_signing(issuer: str, segments: tuple[str, ...]) -> str | None:
    """Return the body of the same place to which a symbol belongs, where another is stated.

    "47/NQ-HĐND của UBND tỉnh" bears the council's symbol, "31/QĐ-SNV của Sở Tài chính" that of
    another Sở. None where symbol and body agree, or nothing is known of one of them.
    """
    if not segments:
        return None
    return _committee(issuer, segments) or _of_its_kind(issuer, segments)


def _committee(issuer: str, segments: tuple[str, ...]) -> str | None:
    """Return the committee, council or Sở of the place of a stated one, by the symbol."""
    stated = _COMMITTEE.match(issuer)
    if stated is None:
        return None
    segment = issuing_segment(segments)
    party, department = stated["of"].endswith("ủy"), stated["of"].startswith("Sở ")
    place = stated["place"].strip()
    if party:
        place = f"{'tỉnh' if stated['of'] == 'Tỉnh ủy' else 'thành phố'} {place}"
    if segment == "TU":
        city = place.startswith("thành phố")
        bare = place.partition("tỉnh " if not city else "thành phố ")[2]
        return None if party else f"{'Thành ủy' if city else 'Tỉnh ủy'} {bare}"
    wanted = COMMITTEES.get(segment)
    if wanted is None and not department:
        found = [body for body in bodies_of_symbol(segment, None) if body.name.startswith("Sở ")]
        wanted = found[0].name if len(found) == 1 else None
    return None if wanted is None or wanted == stated["of"] else f"{wanted} {place}"


def _of_its_kind(issuer: str, segments: tuple[str, ...]) -> str | None:
    """Return the ministry or the Sở of a symbol, where another one is stated."""
    if is_joint(segments) or not is_typed(segments):
        return None
    place = _PLACE.search(issuer)
    name = _OFFICE.sub("", issuer[: place.start()] if place else issuer)
    stated = [body for body in _named(name) if body.kind in _ONE_OF_ITS_KIND]
    bearing = bodies_of_symbol(issuing_segment(segments), None)
    if not stated or not bearing or any(body.kind != stated[0].kind for body in bearing):
        return None
    pairs = [(one, other) for one in stated for other in bearing]
    if any(one.path == other.path or _follows(one, other) or _follows(other, one)
           for one, other in pairs):  # fmt: skip
        return None
    return f"{bearing[0].name}{place.group() if place else ''}"


def _named(name: str) -> list[Issuer]:
    wanted = slug(name)
    return [body for body in issuers() if wanted in map(slug, (body.name, *body.aliases))]


def _follows(later: Issuer, earlier: Issuer) -> bool:
    """Whether a body took over from another, which may have lent it symbols and papers."""
    return bool({later.slug, later.path} & {*earlier.successors})
