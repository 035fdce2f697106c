"""Villages, communities and roads directly behind the town that they lie in (渣江镇|黄家塝村), and groups of
households behind their village (大桥村|新屋组), which no table has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.language.words import cut, logp, tag
from dibao.scene import Place, Scene
from dibao.tables.patterns import lazily

if TYPE_CHECKING:
    import re

_INNER = lazily(r"([\u4e00-\u9fff]{2,3}?)(?:村(?![级民干])|社区|路(?![过段线上口])|街(?!道))")
_TOWNS = ("镇", "乡", "街道")
_GROUP = lazily(r"([\u4e00-\u9fff]{2,3}?)组(?![织长建成合员])")
_VILLAGE = "村"
_NO_NAME = frozenset("进入驻到下各全本该包帮访出离回的和与及等在沿多每几个两三")
"""Characters that end no name of a village, or begin none."""
_NAMES = ("ns", "nr", "nz", "nt")


def inside(scene: Scene, links: list[Place]) -> list[Place]:
    """The places, and those behind a town's or a village's name that lie in it."""
    return _behind(scene, _behind(scene, links, _TOWNS, _INNER), (_VILLAGE,), _GROUP)


def _behind(scene: Scene, links: list[Place], ends: tuple[str, ...], pattern: re.Pattern[str]) -> list[Place]:
    """The places, and those that a pattern finds behind one whose name ends in one of some words."""
    text = scene.text
    outer = [p for p in links if p.division is None and text.endswith(ends, p.start, p.end)]
    if not any(pattern.match(text, place.end) for place in outer):
        return links
    starts = {p.start: p for p in links}
    sources = {end: scene.gazetteer.place_suffix[form].source for _, end, form in scene.hits["place_suffix"]}
    rejects = {end for _, end, _ in scene.hits["org_reject"]}
    taken = {at for p in links for at in range(p.start, p.end)}
    more: list[Place] = []
    lost: set[int] = set()
    for place in outer:
        found = pattern.match(text, place.end)
        if found is None or found.end() in rejects:
            continue
        source = sources.get(found.end(), place.source if pattern is _GROUP else "")
        if not source:
            continue
        namesake = starts.get(place.end)  # 云峰镇|响水|村
        if namesake is not None and namesake.end == found.end(1):
            lost.add(place.end)
        elif not (taken.isdisjoint(range(*found.span())) and _names(text, *found.span(1))):
            continue
        more.append(Place(*found.span(), "other", (), "place.suffix", source, found[0]))
    return sorted([*(p for p in links if p.start not in lost), *more]) if more else links


def _names(text: str, start: int, end: int) -> bool:
    """Whether characters before 村 or 路 make a name: no ordinary words, and none that leads into a village."""
    if not _NO_NAME.isdisjoint((text[start], text[end - 1])):
        return False
    if logp(text[start:end]) is not None:
        return (tag(text[start:end]) or "").startswith(_NAMES)
    words = [text[a:b] for a, b in cut(text, start, end)]
    return all(
        len(word) == 1 or word.endswith("家") or (tag(word) or "").startswith(_NAMES) for word in words
    )
