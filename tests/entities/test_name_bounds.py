"""What is left out before it is weighed is what could not be: bounds against the plain way to tell."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.entities.person import chinese, foreign, frames, readings, transliteration
from dibao.entities.person.evidence import alone, evidence, tag_of
from dibao.entities.person.marks import Marks
from dibao.entities.person.statistics import DOUBLE, NAME, ONE_GIVEN, TWO_GIVEN, names
from dibao.language.words import LONGEST, lattice

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
            out[size, size + 1, kind] = NAME + p + stats.sole[one] + ONE_GIVEN
        if other in stats.second:
            both = NAME + p + stats.first[one] + stats.second[other]
            out[size, size + 2, kind] = both + TWO_GIVEN
    return out


@given(TEXTS)
def test_what_two_characters_determine_bounds_every_name(text: str) -> None:
    read = lattice(text)
    begun = {at: (opening, third) for at, opening, third in readings.openings(read)}
    long = {
        at: readings.long(read, at, readings.NEVER)
        for at, (o, _) in begun.items()
        if o.double > readings.NEVER
    }
    for at in range(len(text)):
        for (given_at, size, kind), prior in allowed(text, at).items():
            written, (opening, third) = text[at : at + size], begun[at]
            if given_at == 1:
                name = readings.named()[written]
            else:
                (name,) = (r for r in long[at] if (r.size, r.given, r.kind) == (size, given_at, kind))
            plain = read.inside(at, at + size)
            assert (name.prior, name.delta) == pytest.approx((prior, prior - plain))
            assert name.most == pytest.approx(prior - max(plain, readings._NAMELESS))
            assert name.alone == pytest.approx(alone(kind, size, written, name.delta, "", tag_of(written)))
            if given_at == 1:
                two = opening.two + third.last, opening.more + third.adds
                most, says = (opening.sole, opening.says) if size == 2 else two
            else:
                most = readings.doubled(text, at, opening.double, third.first)
                says = readings.says_doubled(written, most) if kind else readings.EVER
            assert name.most <= most
            if most > chinese._HOPELESS_HERE:
                assert name.alone <= says


@given(TEXTS, st.data())
def test_no_word_across_an_edge_changes_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    read = lattice(text)
    words = read.ending(start, end + LONGEST - 1)
    crossed = any(first < (start if stop <= end else end) for first, stop, _ in words)
    assert read.crosses(start, end) == crossed
    if end - start not in (2, 3) or crossed:
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
    found = [m.span("group") for m in frames._GROUP.finditer(f"\n{text}")]
    assert [(start - 1, end - 1) for start, end in found] == expected


@given(st.data())
def test_two_transliterated_characters_say_no_more_than_their_bound(data: st.DataObject) -> None:
    known, first, last = transliteration.pairs()
    char = st.sampled_from(sorted(first))
    pair = data.draw(st.sampled_from(sorted(known)) | st.builds(str.__add__, char, char))
    bound = known.get(pair)
    if bound is None:
        bound = first[pair[0]] + last[pair[1]]
    stats, read = transliteration.characters(), lattice(pair)
    kind = "known foreign" if pair in stats.known else "foreign"
    start, end, delta = foreign._span(read, 0, 2, stats)
    assert (start, end) == (0, 2)
    if kind != "foreign" or delta > transliteration.LOST:
        assert bound >= alone(kind, 2, pair, delta, "", tag_of(pair))


def test_what_lies_across_speaks_for_no_name() -> None:
    whats = ("place", "weak place", "built place", "org", "weak org", "word")
    lies = [f"{how} {what}" for how in ("same", "in", "holds", "crosses") for what in whats]
    assert all(evidence().get(lie, 0.0) <= 0.0 for lie in lies)  # bounds are told without
