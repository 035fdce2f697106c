"""Companies whose name ends in no word for a company (建滔化工, 恒飞电缆), told by the companies that they are listed with."""

from __future__ import annotations

from dibao.language.words import logp
from dibao.scene import Org, Scene
from dibao.tables.patterns import lazily

_AND = "、"
_NEXT = lazily(r"、([\u4e00-\u9fff]{4,7}?)(?=[、,。;!?)\n]|等|和|与|及|\Z)")
"""What stands behind a company in a list."""
_LAST = lazily(r"(?:(?<=[,。;:(\n、])|(?<=包括)|(?<=[有与和及如为了对到]))([\u4e00-\u9fff]{4,7}?)、\Z")
"""What stands before a company in a list."""
_REACH = 12
_BRANDS = (2, 3)
"""Characters of a brand."""


def beside(scene: Scene, found: list[Org]) -> list[Org]:
    """The organizations found, and those listed directly beside a company that look like one."""
    if _AND not in scene.text:
        return found
    companies = [org for org in found if org.kind == "company"]
    if not companies:
        return found
    forms = scene.gazetteer.suffix
    tails = {end: (start, at) for start, end, at in scene.hits["suffix"] if forms[at].tail}
    taken = {at for o in found for at in range(o.start, o.end)}
    more: dict[int, Org] = {}
    for company in companies:
        end = company.end
        while (found_next := _NEXT.match(scene.text, end)) is not None:
            org = _company(scene, *found_next.span(1), tails, taken)
            if org is None:
                break
            more[org.start], end = org, org.end
        start = company.start
        while scene.text[start - 1 : start] == _AND:
            before = _LAST.search(scene.text, max(0, start - _REACH), start)
            org = None if before is None else _company(scene, *before.span(1), tails, taken)
            if org is None:
                break
            more[org.start], start = org, org.start
    return sorted([*found, *more.values()]) if more else found


def _company(
    scene: Scene, start: int, end: int, tails: dict[int, tuple[int, int]], taken: set[int]
) -> Org | None:
    """The company that these characters name: a brand that is no word before what its trade is."""
    if end not in tails or not taken.isdisjoint(range(start, end)):
        return None
    at, form = tails[end]
    brand = scene.text[start:at]
    if len(brand) not in _BRANDS or logp(brand) is not None:
        return None
    head = scene.gazetteer.suffix[form]
    return Org(start, end, scene.text[start:end], head.kind, None, "org.built", head.source)
