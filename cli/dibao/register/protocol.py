"""Protocol order: at which level and place an organization stands, and where a post in it is named.

Level before place, place before organ, organ before grade; leading organs are interleaved as lists of
attendance do (书记, 市长, 主任, 主席, 副书记, 常委 …). Orders stand in ``protocol.tsv``, grades of titles in
``title_grades.tsv``.
"""

from __future__ import annotations

from functools import cache

from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.divisions import Division, divisions
from dibao.tables.patterns import lazily
from dibao.types import OrgNorm

LEVELS = ("state", "province", "prefecture", "county", "township", "other", "foreign")

_OFFICE = (
    "party", "discipline", "congress", "government", "cppcc", "court", "procuratorate", "military",
    "group", "school", "hospital", "media", "company", "other",
)  # fmt: skip
"""Kinds of organizations that lead no place, in protocol order."""

_GRADES = ("chief", "deputy", "member", "staff")
_DEPARTMENT = 1000
_HOME = "中国"
_TOWNSHIP = lazily(r"[\u3400-\u9fff]{2,6}?(?:镇|乡|街道)")
_LEVEL_OF_RANK = {"ministry": "state"}


class Standing(NamedTuple):
    """Where an organization stands: level, the division's full name and code, kind, its leading organ."""

    level: str
    place: str | None
    code: str
    kind: str
    leading: str | None = None
    """The form in protocol.tsv whose instance the organization is, if any."""
    bench: str | None = None
    """The place in whose leading organs one person often sits in several, if it is one of these."""


class _Organ(NamedTuple):
    form: str
    head: str
    tail: str
    kind: str
    bench: bool
    order: dict[str, int]


@cache
def _organs() -> tuple[_Organ, ...]:
    """Rows of protocol.tsv, the longest tail first; a form without {place} has no tail."""
    out = []
    for row in lexicon.table("protocol").records():
        head, _, tail = row["form"].partition("{place}")
        order = {grade: int(row[grade]) for grade in ("chief", "deputy", "member")}
        out.append(_Organ(row["form"], head, tail, row["kind"], row["bench"] == "1", order))
    return tuple(sorted(out, key=lambda o: (-len(o.tail), -len(o.head), o.form)))


@cache
def _order(form: str) -> dict[str, int]:
    return next(o.order for o in _organs() if o.form == form)


@cache
def _bodies() -> dict[str, tuple[str, str]]:
    """Kind and place of each body with a fixed name."""
    return {r["full"] or r["form"]: (r["kind"], r["place"]) for r in lexicon.table("bodies").records()}


@cache
def _countries() -> frozenset[str]:
    rows = [r for r in lexicon.table("countries").records() if r["form"] != _HOME]
    return frozenset(name for r in rows for name in (r["form"], r["full"]) if name)


def standing(org: str, known: OrgNorm | None = None) -> Standing:
    """Where the organization of a full name stands; ``known`` is what the text has said of it.

    >>> standing("中国共产党衡阳市委员会")[:4]
    ('prefecture', '衡阳市', '430400', 'party')
    >>> standing("国务院").level, standing("衡阳市水务局").leading
    ('state', None)
    """
    kind, place = (known.kind, known.place) if known else _bodies().get(org, ("other", None))
    for organ in _organs():
        if organ.form == org:
            return Standing("state", None, "", organ.kind, organ.form, _HOME if organ.bench else None)
        middle = _middle(org, organ)
        if middle and (level := _seat(middle)):
            bench = middle if organ.bench else None
            return Standing(level[0], middle, level[1], organ.kind, organ.form, bench)
    if org in _countries() or place in _countries():
        return Standing("foreign", place or org, "", kind)
    division = _named(org) or (divisions().find(place) if place and place != _HOME else None)
    if division is not None:
        return Standing(division.level, division.name, division.code, kind)
    central = place == _HOME and kind in _OFFICE[:8]
    return Standing("state" if central else "other", None, "", kind)


def owner(org: str) -> str:
    """Whose committee an organization is (衡阳市水务局 of 中国共产党衡阳市水务局委员会), or itself."""
    for organ in _organs():
        middle = _middle(org, organ) if organ.head else ""
        if middle and not _seat(middle):
            return middle
    return org


def _middle(org: str, organ: _Organ) -> str:
    """What stands for {place} in an organ's full name; empty where the name has not its form."""
    if not organ.form.endswith(organ.tail) or "{" not in organ.form:
        return ""
    fits = org.startswith(organ.head) and org.endswith(organ.tail)
    return org[len(organ.head) : len(org) - len(organ.tail)] if fits else ""


def _seat(place: str) -> tuple[str, str] | None:
    """Level and code of a division or of a township behind one; None where it is neither."""
    division = _named(place)
    rest = place[len(division.name) :] if division and place.startswith(division.name) else place
    if division is not None and not rest:
        return division.level, division.code
    if _TOWNSHIP.fullmatch(rest):
        return "township", division.code if division else ""
    if division is not None and rest.endswith("区") and len(rest) < 12:  # zones with a committee of their own
        return "county", division.code
    return None


def _named(org: str) -> Division | None:
    """The innermost division whose full name an organization's begins with, 中国共产党 and the like aside."""
    known = divisions().by_form
    found: Division | None = None
    at = next((len(o.head) for o in _organs() if o.tail and o.head and org.startswith(o.head)), 0)
    while True:
        for size in range(min(15, len(org) - at), 1, -1):
            owner = next(
                (d for d in known.get(org[at : at + size], ()) if d.name == org[at : at + size]), None
            )
            if owner is not None and (found is None or found in divisions().chain(owner)[:-1]):
                found, at = owner, at + size
                break
        else:
            return found


@cache
def grade(title: str) -> str:
    """How high a post stands in its organization, by its title: chief, deputy, member or staff.

    >>> [grade(title) for title in ("代市长", "常务副市长", "党组成员", "记者")]
    ['chief', 'deputy', 'member', 'staff']
    """
    grades = lexicon.table("title_grades").mapping("grade")
    for at in range(len(title)):
        if (found := grades.get(title[at:])) is not None:
            return "deputy" if found == "chief" and "副" in title[:at] else found
    return "deputy" if "副" in title else "chief" if title.endswith("长") else "staff"


@cache
def _ranks() -> dict[str, str]:
    return lexicon.table("titles").mapping("rank")


def rank(title: str) -> str:
    """The level that a title has by itself (省长: province), in the words of ``LEVELS``; else "other"."""
    for at in range(len(title) - 1):
        if (found := _ranks().get(title[at:])) is not None:
            found = _LEVEL_OF_RANK.get(found, found)
            return found if found in LEVELS else "other"
    return "other"


Key = tuple[int, str, bool, int, int, int, str, str]


def key(title: str, org: str | None, where: Standing, former: bool) -> Key:
    """Sort key of a post: level, place, whether given up, organ, grade."""
    level = rank(title) if where.level == "other" else where.level
    graded = grade(title)
    office = _OFFICE.index(where.kind) if where.kind in _OFFICE else len(_OFFICE)
    if where.leading is not None and graded != "staff":
        order = _order(where.leading)[graded]
    else:
        order = _DEPARTMENT + office
    return (
        LEVELS.index(level), where.code or "9", former, order, office,
        _GRADES.index(graded), org or "", title,
    )  # fmt: skip
