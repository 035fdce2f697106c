"""The heads and fixed bodies of an article that may end a name, by the end that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from dibao.entities.built import BORDER, HOPELESS, HOPELESS_ANCHORED, stands
from dibao.entities.org import alone, bodies
from dibao.entities.org.heads import NEVER, Form, Head, common_weights, forms, organ_only
from dibao.tables.forms import Hit

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

_start = itemgetter(0)


def read(r: Reader, at: int, hopeless: bool) -> Iterator[list[Head | Hit]]:
    """Groups of heads and fixed bodies that end at ``at`` or behind it, in text order, the longer first in each.

    Without ``hopeless``, plain heads that no beginning can make a name are left out. Each group is read off
    only when the one before it has been dealt with: what was accepted there is ground for it.
    """
    here, near, signs = r.ground, r.builder.near, r.ground.signs
    ends = sorted([end for end in r.vouched if end >= at], reverse=True)  # the next one last
    group: list[Head | Hit] = []
    for start, end, form, weight in suffixes(r, hopeless) if hopeless else r.suffixes:
        if end < at or not form.plain or (form.tail and end not in r.company_posts):
            continue
        if end > at:
            if group:
                yield group
                group = []
            while ends and ends[-1] < end:
                yield r.vouched[ends.pop()]
            at = end
        if not (near[start] or hopeless) and (weight < HOPELESS or not start or signs[start - 1] == BORDER):
            continue
        if stands(here, start, end, form.strong):
            if ends and ends[-1] == end:
                group = r.vouched[ends.pop()][:]
            group.append(Head(start, end, form))
            if len(group) > 1:
                group.sort(key=_start)
    if group:
        yield group
    while ends:
        yield r.vouched[ends.pop()]


def suffixes(r: Reader, hopeless: bool) -> list[tuple[int, int, Form, int]]:
    """Suffixes with the weight that all their readings as built names share, ``hopeless`` ones too or not."""
    gazetteer, titles, following = r.scene.gazetteer, r.ground.title_starts, r.builder.scale.following
    known, weights = forms(gazetteer), common_weights(gazetteer, bool(r.company_posts))
    ended, behind, title = r.text + "\n", following.get, following.get("title", 0)
    least = NEVER if hopeless else HOPELESS_ANCHORED
    return [
        (start, end, known[at], weight)
        for start, end, at in r.scene.hits["suffix"]
        if (weight := weights[at]) > NEVER
        and (weight := weight + (title if end in titles else behind(ended[end], 0))) >= least
    ]


def vouched(r: Reader) -> dict[int, list[Head | Hit]]:
    """By their ends, the bodies and the heads that are not plain, where these stand."""
    known, here = forms(r.scene.gazetteer), r.ground
    groups: defaultdict[int, list[Head | Hit]] = defaultdict(list)
    organs = r.scene.hits["organ"]
    spans = {(start, end) for start, end, _ in organs}
    for start, end, at in organs:
        if (start, end - 1) in spans and alone.runs_on(here, start, end):
            continue  # 市政府|办公楼
        form = known[at]
        if form.tail and end not in r.company_posts:
            form = organ_only(form)
        if stands(here, start, end, form.strong):
            groups[end].append(Head(start, end, form))
    for start, end, form, _ in r.suffixes:
        if form.plain or form.organs or (form.tail and end not in r.company_posts):
            continue
        if stands(here, start, end, form.strong):
            groups[end].append(Head(start, end, form))
    for hit in r.scene.hits.named("body"):
        if bodies.stands_here(r, hit):
            groups[hit.end].append(hit)
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=_start)
    return groups
