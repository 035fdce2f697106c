"""Organs of areas that no table has: a zone without a name, a place with a level word, old areas of the party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.entities.org.heads import Head
from dibao.names import organ_name, whole
from dibao.scene import Org, Place, Scene
from dibao.tables.divisions import LEVEL_OF_WORD
from dibao.tables.patterns import lazily

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

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
    level = LEVEL_OF_WORD[word][0] if word in LEVEL_OF_WORD else place.level
    name = organ_name(head.form.organs, owner, r.scene.year, level) or r.text[place.start : head.end]
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
