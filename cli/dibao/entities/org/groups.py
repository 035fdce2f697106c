"""The heads and fixed bodies of an article that may end a name, by the end that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from dibao.entities.built import BORDER, HOPELESS, HOPELESS_ANCHORED, Weighty, stands
from dibao.entities.org import alone, bodies
from dibao.entities.org.heads import ALWAYS, NEVER, Head, common_weights, forms, organ_only
from dibao.tables.forms import Hit

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader

_start = itemgetter(0)

_VOUCHED = ALWAYS // 2
"""More than this weighs what is not plain."""


def read(r: Reader, at: int, hopeless: bool) -> Iterator[list[Head | Hit]]:
    """Groups of heads and fixed bodies that end at ``at`` or behind it, in text order, the longer first in each.

    Without ``hopeless``, plain heads are left out that no beginning can make a name, or that end a fixed
    body. Each group is read off only when the one before it has been dealt with: what was accepted there is
    ground for it.
    """
    here, near, signs, known = r.ground, r.builder.near, r.ground.signs, forms(r.scene.gazetteer)
    body, new = r.body_ends.get, tuple.__new__
    ends = sorted([end for end in r.vouched if end >= at], reverse=True)  # the next one last
    group: list[Head | Hit] = []
    for start, end, index, weight in suffixes(r, hopeless) if hopeless else r.suffixes:
        if end < at or weight > _VOUCHED:
            continue
        if end > at:
            if group:
                yield group
                group = []
            while ends and ends[-1] < end:
                yield r.vouched[ends.pop()]
            at = end
        if not hopeless and (
            body(end, end) <= start
            or (not near[start] and (weight < HOPELESS or not start or signs[start - 1] == BORDER))
        ):
            continue
        form = known[index]
        if stands(here, start, end, form.strong):
            if ends and ends[-1] == end:
                group = r.vouched[ends.pop()][:]
            group.append(new(Head, (start, end, form)))
            if len(group) > 1:
                group.sort(key=_start)
    if group:
        yield group
    while ends:
        yield r.vouched[ends.pop()]


def suffixes(r: Reader, hopeless: bool) -> list[Weighty]:
    """Suffixes that are no organ's form, the ``hopeless`` ones too or not; those not plain are VOUCHED."""
    gazetteer, posts = r.scene.gazetteer, r.company_posts
    weights = common_weights(gazetteer, bool(posts))
    heads = r.builder.weighed(r.scene.hits["suffix"], weights, NEVER // 2 if hopeless else HOPELESS_ANCHORED)
    if not posts:
        return heads
    known = forms(gazetteer)
    return [head for head in heads if head[1] in posts or not known[head[2]].tail]


def vouched(r: Reader) -> dict[int, list[Head | Hit]]:
    """By their ends, the bodies and the heads that are not plain, where these stand."""
    known, here = forms(r.scene.gazetteer), r.ground
    groups: defaultdict[int, list[Head | Hit]] = defaultdict(list)
    organs, new = r.scene.hits["organ"], tuple.__new__
    spans = {(start, end) for start, end, _ in organs}
    for start, end, at in organs:
        if (start, end - 1) in spans and alone.runs_on(here, start, end):
            continue  # 市政府|办公楼
        form = known[at]
        if form.tail and end not in r.company_posts:
            form = organ_only(form)
        if stands(here, start, end, form.strong):
            groups[end].append(new(Head, (start, end, form)))
    for start, end, at, _ in [head for head in r.suffixes if head[3] > _VOUCHED]:
        form = known[at]
        if stands(here, start, end, form.strong):
            groups[end].append(new(Head, (start, end, form)))
    for hit in r.scene.hits["body"]:
        if bodies.stands_here(r, hit):
            groups[hit[1]].append(new(Hit, hit))
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=_start)
    return groups
