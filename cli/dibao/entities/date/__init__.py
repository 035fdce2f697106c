"""Dates: points and periods of calendar time, found and read by one grammar.

The way of a text: ``lexer`` makes atoms (2020年, 去年, 上旬, 下午), ``reading`` and ``wording`` fill the
slots of a ``Spec`` from them, ``grammar`` joins neighbours into expressions and ranges, ``standing`` turns
away what is no date where it stands, ``story`` resolves each against the reference and what the article
has said before.

Conventions of the values, where TIMEX3 (ISO 24617-1) leaves a choice:

- A range is ``begin/end`` in the precision of its ends: 2017-08/2017-11, 2020-12-29T09/2020-12-29T11.
  Thirds and halves of months, lunar months and 前三季度 are ranges too; 前两个季度 is H1.
- 凌晨, 早, 上午 TMO, 中午 TMI, 下午 TAF, 傍晚, 晚 TEV, 夜 TNI; a clock time stands alone: T20, T20:30.
- 底, 末 (END), 初 (START), 中叶, 年中 (MID) are a ``mod``. The days of 年底 and 年初 are December's and
  January's, of 年中 those of June and July, of 月底 the 21st to the last, of 月初 the 1st to the 10th, of
  季度末 its last month's; decades and centuries stay whole.
- 18世纪 is 17XX, 1700 to 1799; 80年代 alone 198X; BC years are BC0221 and have no days.
- Seasons (SP SU FA WI) begin with 立春, 立夏, 立秋, 立冬; winter bears the year that it begins in.
- A weekend is 2020-W52-WE; 十四五 is 2021/2025; a congress its days.
- 近日, 近年来 PAST_REF, 目前 PRESENT_REF, without days.
- What nothing resolves keeps X for it: XXXX-12-29, XXXX-WXX-5, and has no days.

The year that is not said: carried on from a date before it in the paragraph, else that of the reference,
or the year before where the date would lie more than 120 days ahead; where the clause looks ahead, the next.
"""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from dibao.entities.date import signals
from dibao.entities.date.grammar import expressions
from dibao.entities.date.rules import RULES
from dibao.entities.date.story import Story
from dibao.types import DateNorm, Mention, Reference

__all__ = ["RULES", "find"]


def find(text: str, ref: Reference, article: int = 0) -> list[Mention]:
    """The dates of an article's clean text, in order, resolved against ``ref`` and against each other."""
    story = Story(text, ref)
    out: list[Mention] = []
    found = expressions(text)
    for expression, then in zip_longest(found, found[1:]):
        read = story.read(expression, then)
        if read is None:
            continue
        (value, first, last), against, source = read
        day = _iso(first)
        mod = signals.mod(text, expression, value)
        norm = DateNorm(value, day, day if last is first else _iso(last), mod, against, source)
        start, end, _, rule, _, _, cited, _ = expression
        form = text[start:end]
        name = form.replace(" ", "")  # no other white space stands inside a date
        out.append(Mention("date", start, end, form, name, rule, norm, cited, article))
    return out


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
