"""Linear time on any input: texts that repeat one thing in one article, long and twice as long.

The bound is loose, for machines are busy: twice the text may take three and a half times as long. What is
quadratic takes four times as long, and most of what was found took eight.
"""

from __future__ import annotations

import time

import pytest

from dibao import extract

SIZE = 24_000
CASES = {
    "names": "市长方致远、副市长丁一鸣、",
    "surnames": "方市长说，",
    "different names": "",
    "dates": "2020年1月5日至6日，",
    "money": "出资200万元、",
    "organs": "衡阳市人民政府办公厅、",
    "committees": "局党委、",
    "parts of parts": "党委",
    "organs without signs": "市委",
    "places in brackets": "(北京)",
    "heads": "局处公司",
    "one digit": "1",
    "one character": "一",
    "blanks": " ",
    "open quotation marks": "“关于",
    "open titles": "《关于",
    "titles": "主任、副主任、",
    "posts": "任命方致远为市长。",
    "one holder": "担任主任，",
    "a life": "侯清明，男，2004年9月任崇仁县县长，",
    "aliases": "云帆机械有限公司(以下简称云帆)，",
    "paragraphs": "市长方致远出席会议。\n",
    "rosters": "组　长：方致远　　市水务局　局长\n",
    "labels": "组长：方 远\n",
    "rows": "方致远  市长  ",
    "a form": "姓名：方致远\n现任职务：市长\n",
    "offices": "领导小组办公室主任由方致远兼任，",
    "spaced labels": "主 任 ",
}


def text_of(case: str, size: int) -> str:
    if case == "different names":
        given = "一鸣致远晓岚雪清明谦文武建国志强海涛云飞"
        unit = "".join(f"市长方{a}{b}、" for a in given for b in given)
        return (unit * (size // len(unit) + 1))[:size]
    return (CASES[case] * (size // len(CASES[case]) + 1))[:size]


def seconds(text: str) -> float:
    began = time.process_time()
    extract(text)
    return time.process_time() - began


@pytest.mark.parametrize("case", CASES)
def test_twice_the_text_twice_the_time(case: str) -> None:
    short, long = text_of(case, SIZE), text_of(case, 2 * SIZE)
    seconds(short[:2000])
    for _ in range(3):  # a busy moment is no fault
        once, twice = seconds(short), seconds(long)
        if twice < 3.5 * once + 0.05:
            return
    raise AssertionError(f"{case}: {once:.2f} s, twice the text {twice:.2f} s")
