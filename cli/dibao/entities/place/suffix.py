"""Places that no lexicon knows: names built to a suffix (大道, 片区), zones that need none, names told again."""

from __future__ import annotations

from dibao.entities.built import Proposal, best, ground, has_stop, proposals, stands
from dibao.entities.place.known import known as known_places
from dibao.gazetteer import PlaceSuffix
from dibao.matcher import everywhere
from dibao.patterns import lazily
from dibao.scene import Place, Scene
from dibao.words import tag

_TABLE = "place_evidence"
_STRONG = 2.0
"""What a strong suffix adds: nearly always the end of a name where two characters stand before it."""

_TOWN = 1.5
"""What a town's suffix adds behind the division that it lies in."""

_UNKNOWN = 1.5

_ALONE = 0.8
"""What the name of a zone adds that would else stand without one (梅山经开区)."""

_BEARING = 4.0
"""What a neighbour's bearing adds (南临端午路)."""

_BEARINGS = frozenset(a + b for a in "东南西北" for b in "起至到临靠接邻抵")

_NAMED = 1.0
"""What a name that the lexicon knows adds before a road."""

_NATURAL = frozenset(("division", "village", "water", "mountain"))
"""Kinds whose names hold no organ."""

_NEVER = -20.0

_VERBAL = frozenset(("road", "village", "division"))
"""Kinds whose names are often made of verbs (解放路, 团结村)."""

_COUNTED = lazily(r"[一二两三四五六七八九十百多几数\d][个座条所处片]|[二三四五六七八九十两][大廊]")
"""A number and a measure word: what is counted is a kind, no name."""


def built(scene: Scene, known: list[Place] | None = None, table: str = "") -> list[list[Proposal]]:
    """For each place suffix, the readings of what stands before it as a name; see :func:`proposals`."""
    links = known_places(scene) if known is None else known
    anchors = sorted((p.end, p.start, "place") for p in links)
    inside = {(at, p.end) for p in links for at in range(p.start + 1, p.end)}
    edges = {at for p in links if p.firm for at in range(p.start + 1, p.end)}
    bodies = {h.end for h in scene.hits["body"]}
    here = ground(scene)
    out = []
    for hit in scene.hits["place_suffix"]:
        head = scene.gazetteer.place_suffix[hit.form]
        if hit.end in edges or (hit.end in bodies and hit.end - hit.start == 1):
            continue  # 镇|江, 塔城|地区: inside a name that is known
        if (hit.start, hit.end) not in inside and stands(here, hit.start, hit.end, head.strong):
            grade = f"{'strong' if head.strong else 'weak'} {head.kind}"
            found = proposals(here, hit.start, hit.end, grade, anchors, table)
            out.append([p for p in found if p.start not in edges])
    return out


def with_suffixes(scene: Scene, known: list[Place]) -> list[Place]:
    """Known places, and names that end in a place suffix, which win over what they contain."""
    heads = {scene.text[h.start : h.end]: h.form for h in scene.hits["place_suffix"]}
    organs = {h.start: h.end for h in reversed(scene.hits["organ"])}
    spans: list[tuple[float, Place]] = []
    for readings in built(scene, known, _TABLE):
        top = best(readings, _TABLE)
        if top is None:
            continue
        score, found = top
        head = scene.gazetteer.place_suffix[heads[found.head]]
        score += bonus(found, head, scene.text, found.end in organs)
        inner = range(found.start + 1, found.end)
        if head.kind in _NATURAL and any(organs.get(at, found.end + 1) <= found.end for at in inner):
            continue  # 某市|人大常委会|原
        if score < 0.0 or "·" in scene.text[found.start : found.end]:
            continue
        level = head.level if head.level in ("town", "county") else "other"
        start = found.anchor if found.at == "place" and found.words else found.start
        written = scene.text[start : found.end]
        spans.append((score, Place(start, found.end, level, (), "place.suffix", head.source, written)))
    spans += _alone(scene)
    kept: list[Place] = []
    taken: set[int] = set()
    longest: dict[int, tuple[float, Place]] = {}
    for score, span in spans:
        if span.start not in longest or span.end > longest[span.start][1].end:
            longest[span.start] = score, span
    for _, span in sorted(longest.values(), key=lambda item: (-item[0], item[1].start)):
        if taken.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    kept += _again(scene, kept, taken)
    return sorted([*kept, *(p for p in known if taken.isdisjoint(range(p.start, p.end)))])


def bonus(found: Proposal, head: PlaceSuffix, text: str, governed: bool = False) -> float:
    """What a suffix adds by its kind: a strong one in front of which a short name stands, a weak one of
    characters that make no word together; a neighbour's bearing before it, an organ of a town behind it."""
    begin = found.anchor if found.at == "place" and found.words else found.start
    size = found.end - len(found.head) - begin
    if _COUNTED.search(text, found.anchor, found.end):
        return _NEVER
    more = _BEARING if found.at == "break" and text[found.start - 2 : found.start] in _BEARINGS else 0.0
    if not 2 <= size <= 8 or has_stop(found):
        return more
    loose = "mqadrpcu" if head.kind in _VERBAL else "mqadrpcuv"
    if any((tag(word) or "n")[0] in loose for word in found.words if len(word) > 1):
        return more
    if head.kind == "road" and found.at == "place" and found.words == ("?",):
        more += _NAMED  # 临溪市|长江|路
    if head.level == "town" and governed:
        return _STRONG + more
    if head.strong:
        return _STRONG + more + (_ALONE if head.alone else 0.0)
    if head.level == "town" and found.at == "place":
        return _TOWN + more
    return more + (_UNKNOWN if len(found.words) > 1 and max(map(len, found.words)) == 1 else 0.0)


def _alone(scene: Scene) -> list[tuple[float, Place]]:
    """Zones of which a city has one (高新区), where they stand without a name."""
    out = []
    for hit in scene.hits["place_suffix"]:
        head = scene.gazetteer.place_suffix[hit.form]
        if head.alone and scene.text[hit.start - 1 : hit.start] not in ("各", "个", "级"):
            written = scene.text[hit.start : hit.end]
            out.append((-9.0, Place(hit.start, hit.end, "other", (), "place.suffix", head.source, written)))
    return out


def _again(scene: Scene, kept: list[Place], taken: set[int]) -> list[Place]:
    """Names built once, wherever the article has them again."""
    out: list[Place] = []
    known = {p.full: p for p in kept if p.end - p.start > 2}
    for form, starts in everywhere(scene.text, known.keys()).items():
        for at in starts:
            if taken.isdisjoint(range(at, at + len(form))):
                taken.update(range(at, at + len(form)))
                out.append(known[form]._replace(start=at, end=at + len(form)))
    return out
