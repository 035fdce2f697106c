"""Towns of the table: which of those of a name is meant, and where such a name is something else.

A name that ends in 镇, 乡 or 街道 is taken where the text or its place of issue vouches for a county that has
such a town, or where it stands like a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from dibao.language.words import UNKNOWN, lattice, logp
from dibao.named import NamedTuple
from dibao.scene import Place, Scene
from dibao.tables.divisions import divisions
from dibao.tables.gazetteer import Gazetteer
from dibao.tables.packed import Made
from dibao.tables.towns import Town, town

_LONGEST = 10
"""Characters of a name that is looked up, at most."""
_HAN, _HAN_END = "\u3400", "\u9fff"
_LEADS = frozenset("到在赴于从至向往由经与和及对该为给是来去入进过驻抵访将把被离沿以的区县市旗州")
"""Characters that a name stands behind as behind a word of their own."""
_RULED = frozenset("镇乡")
"""What the title of a town's head begins with."""
_COMMON = -10.5
"""Log probability from which a word is no name of a town by itself (中心镇, 文化街道)."""


@lru_cache(maxsize=4)
def _ends(gazetteer: Gazetteer) -> Mapping[int, bool]:
    """Whether a place suffix ends the names of towns."""
    return Made(lambda at: gazetteer.place_suffix[at].level == "town")


class _Near(NamedTuple):
    """Where a text is from and what it names."""

    here: str
    """The code of the division that it is from, less what tells no level, or ``""``."""
    named: tuple[str, ...]
    """The codes of the divisions that it names."""
    ends: Mapping[int, Place]
    """The places that the lexicons know, by their ends."""
    inside: frozenset[int]
    """Where a name would begin or end inside one of them."""
    governed: frozenset[int]
    """Where organs begin, and titles of towns (镇长)."""
    heads: frozenset[int]
    """Where these titles begin."""


def named(scene: Scene, links: Sequence[Place]) -> list[Place]:
    """The towns of an article, some of which lie behind one of ``links``; none overlaps a firm one."""
    ends = _ends(scene.gazetteer)
    hits = [end for _, end, at in scene.hits["place_suffix"] if ends[at]]
    if not hits:
        return []
    near, found = _near(scene, links), dict[int, Place]()
    for end in hits:
        if end not in near.inside and (place := _at(scene, end, near)) is not None:
            found[end] = place
    told = {p.full: p for p in found.values()}
    for end in hits if told else ():
        for name in {scene.text[max(0, end - len(name)) : end] for name in told} & told.keys():
            start = end - len(name)
            if end not in found and end not in near.inside and start not in near.inside:
                found[end] = told[name]._replace(start=start, end=end)
    return sorted(found.values())


def joined(links: Sequence[Place], towns: Sequence[Place]) -> list[Place]:
    """Places with the towns of the text, which win over what they contain."""
    if not towns:
        return list(links)
    taken = {at for p in towns for at in range(p.start, p.end)}
    return sorted([*towns, *(p for p in links if taken.isdisjoint(range(p.start, p.end)))])


def _near(scene: Scene, links: Sequence[Place]) -> _Near:
    firm = [p for p in links if p.firm]
    codes = dict.fromkeys(_prefix(p.division.code) for p in firm if p.division is not None)
    titles = frozenset(t.start for t in scene.titles if scene.text[t.start] in _RULED)
    return _Near(
        _prefix(scene.here.code) if scene.here is not None else "",
        tuple(code for code in codes if len(code) > 2),
        {p.end: p for p in firm},
        frozenset(at for p in firm for at in range(p.start + 1, p.end)),
        titles.union([start for start, _, _ in scene.hits["organ"]]),
        titles,
    )


def _prefix(code: str) -> str:
    """What the codes of all that lies in a division begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def _at(scene: Scene, end: int, near: _Near) -> Place | None:
    """The town whose name ends there, the longest one that may stand there."""
    text = scene.text
    for start in _starts(text, end):
        if start in near.inside or (found := town(text[start:end])) is None:
            continue
        outer = near.ends.get(start)
        counties = _meant(found, near, outer)
        if not _stands(text, start, end, near, outer is not None and outer.firm, counties is not None):
            continue
        stop, within = end - (end - 1 in near.heads), _within(counties or found.counties, near)
        return Place(start, stop, "town", within, "place.town", found.source, found.name)  # 高河|镇长
    return None


def _starts(text: str, end: int) -> Iterator[int]:
    """Where a name that ends there may begin, the longest first."""
    low = max(0, end - _LONGEST)
    start = end
    while start > low and _HAN <= text[start - 1] <= _HAN_END:
        start -= 1
    return iter(range(start, end - 2))


def _meant(found: Town, near: _Near, outer: Place | None) -> tuple[str, ...] | None:
    """The counties of a town for which the place before it, the article's or a named one vouches, in this order."""
    before = (_prefix(outer.division.code),) if outer is not None and outer.division is not None else ()
    for vouching in (before, (near.here,), near.named):
        for code in vouching:
            if code and (inside := tuple(c for c in found.counties if c.startswith(code))):
                return inside
    return None


def _stands(text: str, start: int, end: int, near: _Near, placed: bool, vouched: bool) -> bool:
    """Whether a town's name is one where it stands; one that nothing vouches for may be a common noun (新|城镇)."""
    if end in near.governed or end - 1 in near.heads or (placed and vouched):
        return True
    if lattice(text).crosses(start, end):
        return False  # 建设|乡镇
    if vouched:
        return True
    stem = text[start:end].removesuffix("街道").rstrip("镇乡")
    if logp(text[end - 2 : end]) is not None or (logp(stem) or UNKNOWN) > _COMMON:
        return False
    before = text[start - 1 : start]
    return (
        not _HAN <= before <= _HAN_END
        or before in _LEADS
        or logp(text[max(0, start - 2) : start]) is not None
    )


def _within(counties: Sequence[str], near: _Near) -> tuple[str, ...]:
    """The divisions around a town where there is but one of its name, and that not far off."""
    if len(counties) != 1 or (near.here and counties[0][:2] != near.here[:2]):
        return ()
    county = divisions().by_code.get(counties[0])
    return () if county is None else tuple(d.name for d in divisions().chain(county))


def in_town(place: Place, size: int, text: str, towns: Mapping[int, Place]) -> Place:
    """A place less the town that it lies in, which stands by itself; ``size`` is that of its suffix."""
    inside = range(place.start + 1, place.end - size) if towns else ()
    at = next((at for at in inside if at in towns and towns[at].start >= place.start), None)
    return place if at is None else place._replace(start=at, within=(), full=text[at : place.end])
