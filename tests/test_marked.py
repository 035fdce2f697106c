"""Marked text: what it reads, it writes back; broken marks are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.marked import Mark, parse, render


@given(st.text(alphabet="甲乙[]\\()=，x", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_render_and_parse_are_inverse(plain: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(plain)), min(b, len(plain))))
    marks = (Mark(start, end, "org", "某局"),) if end > start else ()
    assert parse(render(plain, marks)) == (plain, marks)


@pytest.mark.parametrize(
    "marked, fault",
    [
        ("出资[2000万元", "not closed"),
        ("2000](money)", "not opened"),
        ("[甲[乙](person)](org)", "inside a mark"),
    ],
)
def test_broken_marks_are_named(marked: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse(marked)


def test_overlapping_marks_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        render("市长方致远", [Mark(0, 3, "title"), Mark(2, 5, "person")])
