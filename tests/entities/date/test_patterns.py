"""The patterns of counted atoms: google-re2, which never backtracks, reads them alike."""

import re
import time

import pytest
import re2
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dibao.entities.date import find, shapes
from dibao.types import Reference

SHAPES = {**shapes.COUNTED, **{f"{k} after a word": v for k, v in shapes.ORDINAL.items()}}
SHAPES |= {f"{k} led": v.pattern for k, v in shapes.LED.items()}
SHAPES |= {f"{k} tail": v.pattern for k, v in shapes.TAILS.items()}


def plain(pattern: str) -> str:
    """A pattern without lookarounds and possessive quantifiers, which re2 does not know."""
    out, at = "", 0
    while at < len(pattern):
        if re.match(r"\(\?(?:<?[=!])", pattern[at:]):
            depth, inside = 0, False
            while True:
                c = pattern[at]
                if c == "\\":
                    at += 2
                    continue
                if c in "[]":
                    inside = c == "["
                depth += (not inside) * ((c == "(") - (c == ")"))
                at += 1
                if depth == 0:
                    break
        else:
            step = 2 if pattern[at] == "\\" else 1
            out += pattern[at : at + step]
            at += step
    return re.sub(r"([?*+}])\+", r"\1", out)


@pytest.mark.parametrize("kind", SHAPES)
def test_patterns_are_tested_whole(kind: str) -> None:
    shape = plain(SHAPES[kind])
    assert re.compile(shape).groups == re2.compile(shape).groups


@pytest.mark.parametrize("kind", SHAPES)
@given(
    text=st.text(
        alphabet="0123456789一二三十〇零两廿年月日号时点分半至到—-~./:、第前个季度周天度代五世纪初 T’",
        max_size=24,
    )
)
def test_re2_agrees(kind: str, text: str) -> None:
    shape = plain(SHAPES[kind])
    ours = [m.span() for m in re.compile(shape).finditer(text)]
    assert ours == [m.span() for m in re2.compile(shape).finditer(text)]


PIECES = (
    "0 1 12 19 2020 ’ 一 二 三 五 十 十五 两千 〇 零 百 第 前 首 个 年 年度 年代 月 日 号 世纪 季 季度 周 星期 天"
    " 五年规划 ”时期 规划 . - — / 、 至 和 (周三) 点 的"
)


@settings(max_examples=1000)
@given(text=st.lists(st.sampled_from([" ", *PIECES.split()]), max_size=9).map("".join))
def test_every_shape_begins_in_a_run(text: str) -> None:
    """Looking for runs of numerals with a unit first hides nothing that the shapes find by themselves."""
    assume("千 " not in text)  # 两千 年 is no year, though its shape would let it be one
    every = [(m.start(), m.end(), m.lastgroup.rstrip("_")) for m in shapes.patterns().finditer(text)]
    assert shapes.counted(text) == every


HOSTILE = ["1", "2020", ".", "1.", "1-", "年月日", "2020年", "1年1月1日", "3月至", "今天("]
HOSTILE += ["5日、", "一二三四五六七八九十", "周一至", "1月\n"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(unit: str) -> None:
    """Four times the text takes at most about four times as long (eight leaves room for a busy machine)."""
    find("2020年", Reference())

    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        find(text, Reference())
        return time.process_time() - began

    small = max(min(cost(5_000), cost(5_000)), 0.003)
    assert min(cost(20_000), cost(20_000)) <= 8 * small
