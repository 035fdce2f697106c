"""Places that the lexicons know: divisions, countries, regions, and which of those that share a name is meant."""

from __future__ import annotations

from dibao.divisions import Division, divisions
from dibao.gazetteer import Hit
from dibao.scene import Place, Scene
from dibao.words import cut, logp

_TAILS = frozenset("场民域容值")
"""Characters that make a common noun of the level word before them (市场, 市民, 县域)."""


def known(scene: Scene) -> list[Place]:
    """Lexicon places, the leftmost longest of overlapping ones."""
    rejects: dict[int, int] = {}
    for r in scene.hits["place_reject"]:
        rejects.update(dict.fromkeys(range(r.start, r.end), r.end))
    hits: list[tuple[int, int, Hit, str]] = [(h.start, -h.end, h, "division") for h in scene.hits["division"]]
    hits += [(h.start, -h.end, h, "place") for h in scene.hits["place"]]
    organs = frozenset(h.start for h in scene.hits["organ"])
    edges = {h.start for _, _, h, _ in hits}, {h.end for _, _, h, _ in hits}
    out: list[Place] = []
    last = 0
    for start, _, hit, kind in sorted(hits):
        if out and (start, hit.end) == (out[-1].start, out[-1].end) and not out[-1].firm:
            out.pop()  # a region and a division of one name: the one that is no word counts
            last = 0
        if start < last and not out[-1].firm and hit.end > last and hit.end - start > last - out[-1].start:
            out.pop()  # 和安|哥拉: a doubtful short name that crosses a longer one
            last = 0
        if (
            start < last
            or rejects.get(start, 0) >= hit.end
            or _no_place(scene.text, hit, kind, organs, edges)
        ):
            continue
        place = _division(scene, hit) if kind == "division" else _foreign(scene, hit)
        out.append(place)
        last = hit.end
    return out


def _no_place(
    text: str, hit: Hit, kind: str, organs: frozenset[int], edges: tuple[set[int], set[int]]
) -> bool:
    """Whether a form is part of something else: a people (蒙古族), a foreign name (本·阿里), other words."""
    if text.startswith("族", hit.end):
        return True
    if hit.end - hit.start < 4 and (
        (text[hit.start - 1 : hit.start] == "·" and hit.start - 1 not in edges[1])
        or (text[hit.end : hit.end + 1] == "·" and hit.end + 1 not in edges[0])
    ):
        return True
    if kind == "place":
        return hit.end - hit.start == 2 and _crossed(text, hit)
    return hit.end not in organs and _runs_on(text, hit)


def _crossed(text: str, hit: Hit) -> bool:
    """Whether words run over both edges of a short form (依法|国有, 办法|国家)."""
    if logp(text[hit.start - 1 : hit.start + 1]) is None or logp(text[hit.end - 1 : hit.end + 1]) is None:
        return False
    low, high = max(0, hit.start - 2), min(len(text), hit.end + 2)
    return all(edge != hit.start for edge, _ in cut(text, low, high))


def _runs_on(text: str, hit: Hit) -> bool:
    """Whether the level word of a full name belongs to the word behind it (衡阳|市场, 阳新|县域)."""
    if hit.end - hit.start < 3 or text[hit.end : hit.end + 1] not in _TAILS:
        return False
    longer = logp(text[hit.end - 1 : hit.end + 1]) or -30.0
    return longer > (logp(text[hit.end : hit.end + 2]) or -30.0) - 2.0


def _division(scene: Scene, hit: Hit) -> Place:
    form = scene.text[hit.start : hit.end]
    owners = scene.gazetteer.division[hit.form]
    division = _nearest(owners, scene.here)
    firm = len(form) > 2 or not division.ambiguous
    return Place(
        hit.start,
        hit.end,
        division.level,
        _within(division),
        "place.division",
        division.source,
        division.name,
        division,
        firm,
    )


def _nearest(owners: tuple[Division, ...], here: Division | None) -> Division:
    """Of divisions that share a name, the one in or nearest to where the article is written."""
    if here is None or len(owners) == 1:
        return owners[0]
    return max(owners, key=lambda d: (_shared(d.code, here.code), -owners.index(d)))


def _shared(a: str, b: str) -> int:
    return 4 if a[:4] == b[:4] else 2 if a[:2] == b[:2] else 0


def _within(division: Division) -> tuple[str, ...]:
    return tuple(d.name for d in divisions().chain(division)[:-1])


def _foreign(scene: Scene, hit: Hit) -> Place:
    known = scene.gazetteer.place[hit.form]
    within = (known.within,) if known.within else ()
    return Place(
        hit.start,
        hit.end,
        known.level,
        within,
        "place.known",
        known.source,
        known.name,
        None,
        not known.ambiguous,
    )


def within_chain(scene: Scene, outer: Place, inner: Place) -> Place:
    """Of divisions that share a name, the one that lies in the place before it (沈阳市|和平区)."""
    if outer.division is None or inner.division is None:
        return inner
    for owner in divisions().by_form.get(scene.text[inner.start : inner.end], ()):
        if outer.division in divisions().chain(owner)[:-1]:
            return inner._replace(
                level=owner.level, within=_within(owner), full=owner.name, division=owner, source=owner.source
            )
    return inner
