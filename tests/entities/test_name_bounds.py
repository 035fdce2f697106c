"""What is left out before it is weighed is what could not be: bounds against the plain way to tell."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.entities.person import chinese, frames, readings
from dibao.entities.person.evidence import alone, tag_of
from dibao.entities.person.marks import Marks
from dibao.entities.person.statistics import DOUBLE, names
from dibao.words import lattice

TEXTS = st.text("方石李高度王国民欧阳司马晓岚明星任和华东德宁·，、 A𠮷", max_size=12)


def allowed(text: str, at: int) -> dict[tuple[int, int, str], float]:
    """Every name that begins there, by where its given name does, its length and kind, with its log probability."""
    stats = names()
    out: dict[tuple[int, int, str], float] = {}
    surname = {size: stats.surname.get(text[at : at + size]) for size in (1, 2)}
    second = stats.surname.get(text[at + 1 : at + 2])
    begins = [(1, surname[1], ""), (2, surname[2], "")]
    if surname[2] is None and surname[1] is not None and second is not None:
        begins.append((2, surname[1] + second + DOUBLE, "double"))
    for size, p, kind in begins:
        one, other = text[at + size : at + size + 1], text[at + size + 1 : at + size + 2]
        if p is None or one not in stats.sole:
            continue
        if not kind:
            out[size, size + 1, kind] = readings.NAME + p + stats.sole[one] + readings._ONE_GIVEN
        if other in stats.second:
            both = readings.NAME + p + stats.first[one] + stats.second[other]
            out[size, size + 2, kind] = both + readings._TWO_GIVEN
    return out


@given(TEXTS, st.booleans())
def test_every_likely_name_is_read(text: str, near: bool) -> None:
    read = lattice(text)
    found = {
        (at, r.given, r.size, r.kind): r
        for at, some in readings.readings(read, range(len(text)) if near else (), bytearray(len(text)))
        for r in some
    }
    limit = readings.HOPELESS_HERE if near else readings.HOPELESS
    expected = {}
    for at in range(len(text)):
        for (given_at, size, kind), prior in allowed(text, at).items():
            most = prior - max(read.inside(at, at + size), readings._NAMELESS)
            if most > limit:
                expected[at, given_at, size, kind] = prior, most
    assert found.keys() == expected.keys()
    for (at, *_), r in found.items():
        prior, most = expected[at, r.given, r.size, r.kind]
        assert (r.prior, r.most) == pytest.approx((prior, most))
        written = text[at : at + r.size]
        score = alone(r.kind, r.size, written, r.delta, "", tag_of(written))
        assert score <= r.alone <= score + 1e-5


@given(TEXTS, st.data())
def test_no_word_across_an_edge_changes_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    read = lattice(text)
    if end - start not in (2, 3) or chinese._crossed(read, start, end):
        return
    nothing = Marks(text, bytearray(len(text) + 4), {}, {}, {}, {}, {}, set(), [])
    low, high = chinese._window(text, nothing, start, end)
    plain = read.best(low, high)
    around = plain[start - low] + read.best(end, high)[-1]
    assert plain[-1] == pytest.approx(around + read.inside(start, end))


@given(st.text("方石明 、1\n，(", max_size=40))
def test_groups_are_neighbours_that_stand_apart(text: str) -> None:
    gap = re.compile(r"[\s\d、,/|;:.]{1,12}")
    groups: list[list[tuple[int, int]]] = []
    for match in frames._TOKEN.finditer(text):
        if groups and gap.fullmatch(text, groups[-1][-1][1], match.start()):
            groups[-1].append(match.span())
        else:
            groups.append([match.span()])
    expected = [(group[0][0], group[-1][1]) for group in groups if len(group) > 2]
    assert [m.span() for m in frames._GROUP.finditer(text) if m["third"]] == expected
