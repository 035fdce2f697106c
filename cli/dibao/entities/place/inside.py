"""Villages, communities and roads directly behind the town that they lie in (渣江镇|黄家塝村), which no table has."""

from __future__ import annotations

from dibao.language.words import cut, logp, tag
from dibao.scene import Place, Scene
from dibao.tables.patterns import lazily

_INNER = lazily(r"([\u4e00-\u9fff]{2,3}?)(?:村(?![级民干])|社区|路(?![过段线上口])|街(?!道))")
_TOWNS = ("镇", "乡", "街道")
_NO_NAME = frozenset("进入驻到下各全本该包帮访出离回的和与及等在沿多每几个两三")
"""Characters that end no name of a village, or begin none."""
_NAMES = ("ns", "nr", "nz", "nt")


def inside(scene: Scene, links: list[Place]) -> list[Place]:
    """The places, and those behind a town's name that lie in it."""
    text = scene.text
    towns = [p for p in links if p.division is None and text.endswith(_TOWNS, p.start, p.end)]
    if not any(_INNER.match(text, town.end) for town in towns):
        return links
    starts = {p.start: p for p in links}
    ends = {end: form for _, end, form in scene.hits["place_suffix"]}
    rejects = {end for _, end, _ in scene.hits["org_reject"]}
    taken = {at for p in links for at in range(p.start, p.end)}
    more: list[Place] = []
    lost: set[int] = set()
    for town in towns:
        found = _INNER.match(text, town.end)
        if found is None or found.end() not in ends or found.end() in rejects:
            continue
        namesake = starts.get(town.end)  # 云峰镇|响水|村
        if namesake is not None and namesake.end == found.end(1):
            lost.add(town.end)
        elif not (taken.isdisjoint(range(*found.span())) and _names(text, *found.span(1))):
            continue
        source = scene.gazetteer.place_suffix[ends[found.end()]].source
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
