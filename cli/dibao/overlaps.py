"""The overlap policy: which of two candidates on the same characters stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

from dibao.scene import Org, Person, Place, Scene, Title
from dibao.types import Mention

_Spanned = TypeVar("_Spanned", Title, Place, Org, Person, Mention)


def settle(scene: Scene) -> None:
    """Leave of candidates on the same characters those that stand.

    Dates and money read digits exactly and stand against all but a person; an organization takes in places
    and titles inside it, save a title at its end; a person stands against places, and against an
    organization that begins or ends inside the name.
    """
    fixed = bytearray(len(scene.text))
    _take(fixed, scene.dates)
    _take(fixed, scene.money)
    scene.people = _outside(_clear(scene.people, fixed), scene.orgs)
    taken = bytearray(len(scene.text))
    _take(taken, scene.people)
    scene.dates = _clear(scene.dates, taken)
    scene.orgs = _clear(scene.orgs, taken)
    _take(taken, scene.orgs)
    scene.titles = _clear(scene.titles, taken)
    _take(taken, scene.titles)
    scene.places = _clear(_clear(scene.places, taken), fixed)


def _take(mask: bytearray, items: Sequence[_Spanned]) -> None:
    """Write 1 for each character on which one of the items stands."""
    for item in items:
        start, end = item.start, item.end
        mask[start:end] = b"\1" * (end - start)


def _clear(items: list[_Spanned], mask: bytearray) -> list[_Spanned]:
    """Items that touch no taken character."""
    if not items or 1 not in mask:
        return items
    taken = mask.find
    return [item for item in items if taken(1, item.start, item.end) < 0]


def _outside(people: list[Person], orgs: list[Org]) -> list[Person]:
    """People whose names are not part of a longer name of an organization."""
    if not people or not orgs:
        return people
    orgs = sorted(orgs, key=lambda o: (o.start, o.end))
    starts = [o.start for o in orgs]
    reach = list(accumulate((o.end for o in orgs), max, initial=0))
    longest = {o.start: o.end for o in orgs}
    return [
        p for p in people if reach[bisect_left(starts, p.start)] < p.end and longest.get(p.start, 0) <= p.end
    ]
