"""Lines: where they stand, how wide they are, what is remembered of them."""

from __future__ import annotations

import pytest

from dibao.reading import lines as module
from dibao.reading.lines import Line, lines


def test_a_line_has_its_place_and_what_stands_around_it() -> None:
    folded = "\n  会议 召开 \n\n\u200bA股。"
    assert lines(folded) == [
        Line(3, 8, "会议 召开", 2, False, 9, "body", True),
        Line(12, 15, "A股。", 1, True, 5, "body", False),
    ]
    assert [folded[line.start : line.end] for line in lines(folded)] == ["会议 召开", "A股。"]


@pytest.mark.parametrize("row", ["", " ", "\t\u200b", "\u2004会议"])
def test_blank_lines_are_none(row: str) -> None:
    assert lines(row) == []
    assert [line.gap for line in lines(f"会议\n{row}\n会议")] == [False, True]


def test_an_indented_line_is_no_headline_however_often_it_comes() -> None:
    kinds = [line.kind for line in lines("市领导调研\n  市领导调研\n市领导调研\n  市领导调研")]
    assert kinds == ["heading", "body", "heading", "body"]


def test_only_so_many_lines_are_remembered() -> None:
    lines("\n".join(map(str, range(2 * module._MOST + 10))))
    assert len(module._KNOWN) <= module._MOST
