"""The lattice against the plainest way to read a window: every way to cut it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.language import words
from dibao.language.vocabulary import Vocabulary, _Begun, _find, listed
from dibao.tables import matcher
from dibao.tables.matcher import ENGINES, build

CHARACTERS = "明星天下大会议长江市人民政府工作的A1，𠮷"


def cuts(start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    if start == end:
        yield []
    for at in range(start + 1, min(start + words.LONGEST, end) + 1):
        for rest in cuts(at, end):
            yield [(start, at), *rest]


def likelihood(text: str, spans: list[tuple[int, int]]) -> float | None:
    total = 0.0
    for start, end in spans:
        p = words.logp(text[start:end])
        if p is None and end - start > 1:
            return None
        total += words.UNKNOWN if p is None else p
    return total


@given(st.text(CHARACTERS, max_size=9), st.data())
def test_best_reading(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    scores = words.best(text, start, end)
    assert len(scores) == end - start + 1
    for k, score in enumerate(scores):
        known = [p for spans in cuts(start, start + k) if (p := likelihood(text, spans)) is not None]
        assert score == pytest.approx(max(known))
    spans = words.cut(text, start, end)
    assert [at for span in spans for at in span] == [at for a, b in spans for at in (a, b)]
    assert (spans[0][0], spans[-1][1]) == (start, end) if spans else start == end
    assert likelihood(text, spans) == pytest.approx(scores[-1])


def test_words_inside_a_name() -> None:
    read = words.lattice("姜明星出席")
    assert read.inside(1, 3) == words.logp("明星")
    assert read.inside(0, 3) == (words.logp("姜") or words.UNKNOWN) + (words.logp("明星") or 0)
    assert read.word(0, 3) is None
    assert (read.word(1, 3), read.word(2, 3)) == (words.logp("明星"), words.logp("星"))


@pytest.mark.parametrize("few", [0, 1 << 17])
@given(st.text("方石一", max_size=30), st.sets(st.text("方石一", min_size=1, max_size=3), max_size=14))
def test_everywhere_finds_what_find_finds(few: int, text: str, forms: set[str]) -> None:
    expected: dict[str, list[int]] = {form: [] for form in forms}
    for form in forms:
        at = text.find(form)
        while at >= 0:
            expected[form].append(at)
            at = text.find(form, at + len(form))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "_FEW", few)
        assert matcher.everywhere(text, forms) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_automaton_survives_being_kept(engine: str) -> None:
    import pickle

    pytest.importorskip(engine)
    forms = ["市", "市长", "方致远"]
    before = build(forms, engine)
    again = pickle.loads(pickle.dumps(before))
    assert sorted(again.find("市长方致远")) == sorted(before.find("市长方致远")) != []


@given(
    st.text("明星天下大会议长江，𠮷", max_size=12),
    st.sets(st.text("明星天下大会议𠮷", min_size=2, max_size=4)),
)
def test_tables_find_what_the_automaton_finds(text: str, forms: set[str]) -> None:
    known = sorted(forms | {"明星"})
    assert _find(text, _Begun(listed(known))) == build(known).find(text)


def test_many_pages_are_read_with_the_automaton(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBAO_CACHE", "off")
    words = Vocabulary("some", listed(["大会", "明星"]))
    assert "automaton" not in vars(words)
    assert words.find("明星") * 2 + words.find("大会" * 9_999)[:1] == [(0, 2, 1), (0, 2, 1), (0, 2, 0)]
    assert "automaton" in vars(words)
