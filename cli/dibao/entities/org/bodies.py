"""Bodies with fixed names: whether a form of one stands for it, and which organization it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from dibao.entities.org.heads import session
from dibao.language.words import logp, segments, tag
from dibao.scene import Org
from dibao.tables.forms import Hit
from dibao.tables.gazetteer import Gazetteer
from dibao.tables.matcher import Triple

if TYPE_CHECKING:
    from dibao.entities.org.reader import Reader


_end = itemgetter(1)
_PARTY, _LEAGUE = "中国共产党", "中国共产主义青年团"
_RARE, _FUNCTION = 4.0, ("d", "p", "c", "u")
"""Log units by which a word across the end of a body is less likely than the word of function behind it to give way."""
_PUPIL = "生"
_DIVIDING = frozenset("部处会")
"""The last characters of bodies with which many words begin (部门, 部分, 处分, 会议)."""
_PAIRED = frozenset("中美俄英法德韩朝印欧")
"""Countries by one character, which stand together (中俄, 美英)."""

_COMMITTEE = ("委", "委员会")
_CENTRAL = {"中央": "中央委员会", "中央政治局常委会": "中央政治局常务委员会"}


def stands_here(r: Reader, hit: Triple) -> bool:
    """Whether a body's form is not a piece of other words: rejected, or crossed by a likelier reading."""
    start, end, at = hit
    here, text = r.ground, r.text
    if text[start - 1] in _PAIRED and end - start < 6:
        body = known(r.scene.gazetteer)[at]
        if body.kind == "government" and body.place != "中国":
            return False  # 中|俄政府间合作
    if end in here.rejects and here.rejects[end] < start:
        return False
    if here.fixed[end - 1] == 2 and here.fixed[end] == 2:
        return end in here.title_starts  # 外交部长: an organ that a title takes in
    if end - start > 3:
        if text.startswith(_PUPIL, end) and text[end - 1] == "学":
            return segments(text[end - 2 : end + 3])[0][1] == 2  # 香港|大学生, 香港大学|生物系
        return not (text[end - 1] == "部" and text.startswith("门", end))  # 中美商务|部门
    if start in r.inner or end in r.inner:
        return False
    low, high = max(0, start - 2), end if end in here.title_starts else end + 2
    return not _crossed(text[low:high], start - low, end - low)


@lru_cache(maxsize=1 << 13)
def _crossed(window: str, start: int, end: int) -> bool:
    """Whether words run over an edge of a short form in a window that reaches two characters beyond it."""
    long = end - start > 2
    return any(
        a < start < b or (a < end < b and not (long and _parted(window, a, b, end)))
        for a, b in segments(window)
    )


def _parted(window: str, start: int, stop: int, end: int) -> bool:
    """Whether a word across the end of a long body gives way to a likelier one behind it (财政部|下达, 农业部|将)."""
    across, behind, alone = logp(window[start:stop]), logp(window[end : end + 2]), logp(window[end : end + 1])
    if across is None:
        return False
    if alone is not None and alone > across + _RARE and tag(window[end]) in _FUNCTION:
        return True
    if behind is None:
        return False
    if window[end - 1] not in _DIVIDING:  # 联合国|会费 and not 国会|费
        across += logp(window[stop : end + 2]) or 0.0
    return behind > across


def of_other_party(r: Reader, org: Org) -> Org:
    """The committee of the party or the Youth League that stands before what else is one of the Communist Party
    (民盟|安庆市委, 团|市委)."""
    if org.kind != "party" or not org.name.endswith(_COMMITTEE):
        return org
    text, hits = r.text, r.scene.hits["body"]
    for start, end, at in hits[bisect_left(hits, org.start, key=_end) :]:
        if end != org.start:
            break
        party = r.bodies[at]
        if party.kind == "party" and party.place == "中国" and party.name != _PARTY:
            return org._replace(start=start, name=party.name + org.name.removeprefix(_PARTY))
    if text.endswith("共青团", 0, org.start):
        start = org.start - 3
    elif text.endswith("团", 0, org.start) and (
        org.start == 1 or logp(text[org.start - 2 : org.start]) is None
    ):
        start = org.start - 1  # not 集团|市委
    else:
        return org
    whole = org.name.startswith(_PARTY)
    name = _LEAGUE + org.name.removeprefix(_PARTY) if whole else text[start : org.end]
    return org._replace(start=start, name=name, kind="group")


def read(r: Reader, hit: Hit) -> Org:
    """The organization of a body's form: the body itself, or a committee of the congress that stands before it."""
    start, end, at = hit
    body = r.bodies[at]
    kind, source = body.kind, body.source
    if kind in ("congress", "cppcc"):
        start = session(r.text, start)
        whole = r.org_ends.get(start)
        if whole is not None and whole.kind == kind == "congress":
            name = whole.name + r.text[start:end]  # 市人大|财政经济委员会
            return Org(whole.start, end, name, kind, whole.place, "org.part", source, parent=whole.name)
    elif kind == "party" and (whole := r.org_ends.get(start)) is not None:
        if whole.kind == "party" and whole.place not in (None, "中国") and r.text.startswith("中央", start):
            name = whole.name + _CENTRAL.get(r.text[start:end], r.text[start:end])  # 老挝人民革命党|中央
            return Org(whole.start, end, name, kind, whole.place, "org.part", source, parent=whole.name)
    elif kind == "government" and r.text.endswith("国家", 0, start) and r.text[start] != "国":
        start -= 2
    org: Org = tuple.__new__(Org, (start, end, *body[2:]))
    return org


class _Bodies(dict[int, Org]):
    """The bodies of a gazetteer by the index of the form, wherever they stand."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __missing__(self, at: int) -> Org:
        body = self._gazetteer.body[at]
        parent, firm = self._gazetteer.body_parents.get(body.full), not body.ambiguous
        org = self[at] = Org(
            0, 0, body.full, body.kind, body.place or None, "org.body", body.source, firm, parent
        )  # fmt: skip
        return org


@lru_cache(maxsize=4)
def known(gazetteer: Gazetteer) -> Mapping[int, Org]:
    """The bodies of a gazetteer by the index of the form, wherever they stand."""
    return _Bodies(gazetteer)
