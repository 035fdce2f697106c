"""Organs of areas that no table has: towns, a zone without a name, a place with a level word, old areas of the party."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from dibao.entities.org.heads import OWN_NAMES, Head
from dibao.names import organ_name, whole
from dibao.scene import Org, Place, Scene
from dibao.tables.divisions import LEVEL_OF_WORD
from dibao.tables.patterns import lazily

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

_TOWNS = frozenset(("镇", "乡", "街道"))
_NEAR = 50
"""So many organizations and places before an organ are looked at."""
_start = itemgetter(0)

_COUNTED = frozenset("各个级类等")

_COMMITTEES = {"特委": "特别委员会", "地委": "地区委员会", "区党委": "区委员会", "工委": "工作委员会"}
_EARLY = lazily(r"中共([\u4e00-\u9fff]{2,4}?)(特委|地委|(?<!自治)区党委|工委)(?![会员])")
"""A committee of the party before 1949, or of an area of work."""


def of_zone(r: Reader, head: Head, start: int) -> Org | None:
    """An organ behind the kind of the zone that the text is about (开发区|管委会); None of zones that are counted."""
    if r.text[start - 1 : start] in _COUNTED:
        return None
    written = r.text[start : head.end]
    return Org(start, head.end, written, head.form.kind, None, "org.organ", head.form.source)


def of_named(r: Reader, head: Head, place: Place, word: str) -> Org:
    """An organ behind a place and its level word that no table has together (渥太华|市政府, 信阳|地委)."""
    owner = r.text[place.start : place.end] + ("地区" if word == "地" else word)
    level = (
        "prefecture" if word == "专区" else LEVEL_OF_WORD[word][0] if word in LEVEL_OF_WORD else place.level
    )
    name = None if place.abroad else organ_name(head.form.organs, owner, r.scene.year, level)
    name = name or r.text[place.start : head.end]
    return Org(
        place.start,
        head.end,
        name,
        head.form.kind,
        owner,
        "org.organ",
        head.form.source,
        parent=whole(name, owner),
    )


def of_town(r: Reader, head: Head, word: str, start: int) -> Org | None:
    """An organ behind 镇, 乡 or 街道, of the last such town that the text has named before (镇党委)."""
    if word not in _TOWNS or (town := _last(r, word, start)) is None:
        return None
    written, form = r.text[start : head.end], head.form
    name = organ_name(form.organs, town, r.scene.year, "township") or town + written[len(word) :]
    if form.kind in OWN_NAMES and name not in r.text:
        name = written
    return Org(start, head.end, name, form.kind, town, "org.organ", form.source)


def _last(r: Reader, word: str, at: int) -> str | None:
    """The last town before ``at`` whose name ends in a word."""
    for org in islice(reversed(r.out), _NEAR):
        if org.place is not None and org.place.endswith(word):
            return org.place
    end = bisect_left(r.scene.places, at, key=_start)
    near = (p for p in reversed(r.scene.places[max(0, end - _NEAR) : end]) if p.level in ("town", "other"))
    return next((p.full for p in near if p.full.endswith(word)), None)


def early(scene: Scene, found: list[Org]) -> list[Org]:
    """The organizations found, and committees of the party in old areas (中共太岳特委, 中共冀中区党委)."""
    told = list(_EARLY.finditer(scene.text))
    if not told:
        return found
    ends = {o.end: o.start for o in found}
    known = scene.gazetteer
    heads = {end: known.organ[at][0].source for _, end, at in scene.hits["organ"]}
    heads |= {end: known.suffix[at].source for _, end, at in scene.hits["suffix"]}
    more = []
    for m in told:
        if ends.get(m.end(), m.end()) > m.start() and m.end() in heads:
            name = f"中国共产党{m[1]}{_COMMITTEES[m[2]]}"
            more.append(Org(m.start(), m.end(), name, "party", None, "org.organ", heads[m.end()]))
    return merged(found, more)


def merged(found: list[Org], more: list[Org]) -> list[Org]:
    """The organizations found and more, which win over those that they touch, in text order."""
    if not more:
        return found
    taken = {at for o in more for at in range(o.start, o.end)}
    return sorted([*more, *(o for o in found if taken.isdisjoint(range(o.start, o.end)))])
