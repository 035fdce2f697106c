"""Places that the lexicons know: divisions, countries, regions, and which of those that share a name is meant."""

from __future__ import annotations

from functools import lru_cache

from dibao.divisions import Division, divisions
from dibao.scene import Place, Scene
from dibao.words import crossed, logp

_TAILS = frozenset("场民域容值")
"""Characters that make a common noun of the level word before them (市场, 市民, 县域)."""


def known(scene: Scene) -> list[Place]:
    """Lexicon places, the leftmost longest of overlapping ones."""
    hits = [(start, -end, at, "division") for start, end, at in scene.hits["division"]]
    hits += [(start, -end, at, "place") for start, end, at in scene.hits["place"]]
    if not hits:
        return []
    hits.sort()
    rejects = _rejects(scene)
    organs = {start for start, _, _ in scene.hits["organ"]}
    edges = {start for start, _, _, _ in hits}, {-end for _, end, _, _ in hits}
    out: list[Place] = []
    last = 0
    for start, end, at, kind in hits:
        end = -end
        if out and not out[-1].firm:
            other = out[-1]
            same = (start, end) == (
                other.start,
                other.end,
            )  # a region and a division: the one that is no word
            longer = start < last < end and end - start > last - other.start  # 和安|哥拉
            if same or longer:
                out.pop()
                last = 0
        if start < last or rejects.get(start, 0) >= end or _no_place(scene.text, start, end, edges):
            continue
        if crossed(scene.text, start, end) if kind == "place" else _runs_on(scene.text, start, end, organs):
            continue
        out.append(_foreign(scene, start, end, at) if kind == "place" else _division(scene, start, end))
        last = end
    return out


def _rejects(scene: Scene) -> dict[int, int]:
    """The end of the words that are no place, for each offset inside them."""
    rejects: dict[int, int] = {}
    for start, end, _ in scene.hits["place_reject"]:
        rejects.update(dict.fromkeys(range(start, end), end))
    return rejects


def _no_place(text: str, start: int, end: int, edges: tuple[set[int], set[int]]) -> bool:
    """Whether a form is part of a people's name (蒙古族) or of a foreign one (本·阿里)."""
    behind = text[end : end + 1]
    if behind == "族":
        return True
    return end - start < 4 and (
        (behind == "·" and end + 1 not in edges[0])
        or (text[start - 1 : start] == "·" and start - 1 not in edges[1])
    )


def _runs_on(text: str, start: int, end: int, organs: set[int]) -> bool:
    """Whether the level word of a full name belongs to the word behind it (衡阳|市场, 阳新|县域)."""
    if end - start < 3 or text[end : end + 1] not in _TAILS or end in organs:
        return False
    longer = logp(text[end - 1 : end + 1]) or -30.0
    return longer > (logp(text[end : end + 2]) or -30.0) - 2.0


def _division(scene: Scene, start: int, end: int) -> Place:
    here = scene.here.code[:4] if scene.here else None
    return Place(start, end, *_divided(scene.text[start:end], here))


_Rest = tuple[str, tuple[str, ...], str, str, str, Division | None, bool]
"""What is known of a place wherever it stands."""


@lru_cache(maxsize=1 << 12)
def _divided(form: str, here: str | None) -> _Rest:
    """The division that a form means in an article from the prefecture ``here``, as a place has it."""
    division = _nearest(divisions().by_form[form], here)
    firm = len(form) > 2 or not division.ambiguous
    return (
        division.level, _within(division), "place.division", division.source, division.name, division, firm
    )  # fmt: skip


def _nearest(owners: tuple[Division, ...], here: str | None) -> Division:
    """Of divisions that share a name, the one in or nearest to where the article is written."""
    if here is None or len(owners) == 1:
        return owners[0]
    return max(owners, key=lambda d: _shared(d.code, here))


def _shared(a: str, b: str) -> int:
    return 4 if a[:4] == b else 2 if a[:2] == b[:2] else 0


def _within(division: Division) -> tuple[str, ...]:
    return tuple(d.name for d in divisions().chain(division)[:-1])


def _foreign(scene: Scene, start: int, end: int, at: int) -> Place:
    known = scene.gazetteer.place[at]
    within = (known.within,) if known.within else ()
    firm = not known.ambiguous
    return Place(start, end, known.level, within, "place.known", known.source, known.name, None, firm)


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
