"""The overlap policy: which of two candidates on the same characters stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import gt
from typing import TypeVar

from dibao.scene import Org, Person, Place, Scene, Title

_Span = tuple[int, int]
_Candidate = TypeVar("_Candidate", Title, Place, Org, Person)


def settle(scene: Scene) -> None:
    """Leave of candidates on the same characters those that stand.

    Dates and money read digits exactly and stand against all; an organization takes in places and titles
    inside it, save a title at its end; a person stands against places, and against an organization that
    begins or ends inside the name.
    """
    taken = [mention[1:3] for mention in (*scene.dates, *scene.money)]
    taken += _spans(scene.people) + _spans(scene.orgs) + _spans(scene.titles)
    taken.sort()
    if _overlapping(taken):
        taken = _decided(scene)
    scene.places = _clear(scene.places, taken)


def _overlapping(spans: Sequence[_Span]) -> bool:
    """Whether any of some spans in text order share characters."""
    return any(map(gt, [span[1] for span in spans], [span[0] for span in spans[1:]]))


def _decided(scene: Scene) -> list[_Span]:
    """Leave what stands of people, organizations and titles; all that is taken then."""
    fixed = [mention[1:3] for mention in (*scene.dates, *scene.money)]
    scene.people = _outside(_clear(scene.people, fixed), scene.orgs)
    taken = _spans(scene.people)
    scene.orgs = _clear(scene.orgs, taken)
    taken += _spans(scene.orgs)
    scene.titles = _clear(scene.titles, taken)
    return taken + _spans(scene.titles) + fixed


def _spans(items: Sequence[_Candidate]) -> list[_Span]:
    return [item[:2] for item in items]


def _clear(items: list[_Candidate], spans: Sequence[_Span]) -> list[_Candidate]:
    """Items that touch none of some spans."""
    if not items or not spans:
        return items
    spans = sorted(spans)
    starts = [span[0] for span in spans]
    # Of those that begin before an item ends, the end of the last one.
    reach = [0, *accumulate([span[1] for span in spans], max)]
    return [item for item in items if reach[bisect_left(starts, item[1])] <= item[0]]


def _outside(people: list[Person], orgs: list[Org]) -> list[Person]:
    """People whose names are not part of a longer name of an organization."""
    apart = _clear(people, _spans(orgs))
    if len(apart) == len(people):
        return people
    orgs = sorted(orgs, key=lambda o: (o.start, o.end))
    starts = [o.start for o in orgs]
    reach = list(accumulate((o.end for o in orgs), max, initial=0))
    longest = {o.start: o.end for o in orgs}
    return [
        p for p in people if reach[bisect_left(starts, p.start)] < p.end and longest.get(p.start, 0) <= p.end
    ]
