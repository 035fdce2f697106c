"""Organs of areas that no table has: towns, a zone without a name, a place with a level word, old areas of the party."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from dibao.entities.org.heads import OWN_NAMES, Head, words
from dibao.names import organ_name, whole
from dibao.scene import Org, Place, Scene
from dibao.tables.divisions import LEVEL_OF_WORD, divisions
from dibao.tables.patterns import lazily

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

_TOWNS = frozenset(("镇", "乡", "街道", "村"))
_NEAR = 50
"""So many organizations and places before an organ are looked at."""
_start = itemgetter(0)

_COUNTED = frozenset("各个级类等")

_UNNAMED = frozenset("和与及兼任由在向到经对为该请找是")
"""What stands before an organ's form that has no name of its own."""

_OF_ZONES = ("党工委", "纪工委", "管委会", "管理委员会")
"""What the organs of zones end in."""

_COMMITTEES = {"特委": "特别委员会", "地委": "地区委员会", "区党委": "区委员会", "工委": "工作委员会"}
_EARLY = lazily(r"中共([\u4e00-\u9fff]{2,4}?)(特委|地委|(?<!自治)区党委|工委)(?![会员])")
"""A committee of the party before 1949, or of an area of work."""


def of_zone(r: Reader, head: Head, start: int) -> Org | None:
    """An organ behind the kind of the zone that the text is about (开发区|管委会); None of zones that are counted."""
    if r.text[start - 1 : start] in _COUNTED:
        return None
    written = r.text[start : head.end]
    return Org(start, head.end, written, head.form.kind, None, "org.organ", head.form.source)


def of_last_zone(r: Reader, head: Head) -> Org | None:
    """An organ that only zones have, by itself: of the last zone named before (某新区党工委书记、管委会主任)."""
    written = r.text[head.start : head.end]
    if written not in words("zonal") or _named(r.text, head.start):
        return None
    ends = tuple(words("zone"))
    before = (o.place for o in islice(reversed(r.out), _NEAR) if r.text.endswith(_OF_ZONES, o.start, o.end))
    zone = next((place for place in before if place and divisions().find(place) is None), None)
    if zone is None:
        at = bisect_left(r.scene.places, head.start, key=_start)
        near = (p for p in reversed(r.scene.places[max(0, at - _NEAR) : at]) if p.level == "other")
        zone = next((p.full for p in near if p.full.endswith(ends)), None)
    if zone is None and head.end not in r.ground.title_starts:
        return None  # a common noun for what the text has not named
    name = organ_name(head.form.organs, zone, r.scene.year, "other") or written
    return Org(head.start, head.end, name, head.form.kind, zone, "org.organ", head.form.source)


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
    """An organ behind 镇, 乡, 街道 or 村, of the last such place that the text has named before (镇党委)."""
    if word not in _TOWNS or (town := _last(r, word, start)) is None:
        return None
    written, form = r.text[start : head.end], head.form
    name = organ_name(form.organs, town, r.scene.year, "township") or town + written[len(word) :]
    if form.kind in OWN_NAMES and name not in r.text:
        name = written
    return Org(start, head.end, name, form.kind, town, "org.organ", form.source)


def of_village(r: Reader, head: Head) -> Org | None:
    """An organ behind 村, of the last village that the text has named before (村党支部, 村委会); None of many
    villages, or of none before anything but a post."""
    start = head.start - (not r.text.startswith("村", head.start))
    if r.text[start : start + 1] != "村" or _named(r.text, start):
        return None
    if not any("township" in row.levels for row in head.form.organs):
        return None
    found = of_town(r, head, "村", start)
    if found is not None or head.end not in r.ground.title_starts:
        return found
    written = r.text[start : head.end]
    return Org(start, head.end, written, head.form.kind, None, "org.organ", head.form.source)


def village(r: Reader, start: int, head: Head) -> tuple[str | None, str]:
    """The village in an organ's built name and the full name (查湾|村委会), else none and the name as written."""
    owner = r.text[start : head.start + 1]
    name = organ_name(head.form.organs, owner, r.scene.year, "township") if owner.endswith("村") else None
    return (None, r.text[start : head.end]) if name is None else (owner, name)


def _named(text: str, at: int) -> bool:
    """Whether characters stand before an organ's form that may name it."""
    before = text[at - 1 : at]
    return "\u3400" <= before <= "\u9fff" and before not in _UNNAMED


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
