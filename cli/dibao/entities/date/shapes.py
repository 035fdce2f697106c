"""The shapes of the atoms of time that hold a number, and of those that only go on from another atom.

Counted atoms are found by one regular expression, tried before the marks that every one of them has: 年, 月, 第.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dibao.tables.patterns import compiled, lazily

_ZERO = "〇○零O0"
_DIGIT = f"[{_ZERO}一二三四五六七八九]"
_TWO = r"(?:[0-9]{1,2}|[〇零一二三四五六七八九十卅廿]{1,3})"
SEP = r" ?(?:—{1,2}|-{1,3}|[~–―至到]) ?"
RANGE_SIGNS = " —-~–―至到"
"""What a sign of a range begins with."""
YEARS_SEP = rf"(?:{SEP}|/)"
YEAR4 = (
    rf"(?:[12][0-9]{{3}}|[一二]{_DIGIT}{{3}}"
    r"|[两二一]千(?:[〇零][一二三四五六七八九]|[〇零]?[一二三四五六七八九]?十[一二三四五六七八九]?)?)"
)
YEAR2 = r"(?:[0-9]{2}|[〇零一五六七八九][〇零一二三四五六七八九])"
_NTH = r"(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})"
_NUMBERED = r"(?:(?<=\n[0-9]\.)|(?<=\n[0-9][0-9]\.))"
"""The number of an item stands before, at the head of its line: 7.1—7月, 12.2025年."""
_MONTH = "(?:1[0-2]|0?[1-9])月"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])[日号]"
_UNLED = "(?<![0-9.:第元前闰初Qq])"
"""Nothing stands before that takes the number after it: 公元2012年, 闰4月, Q1."""
_HOUR = r"(?:[01]?[0-9]|2[0-4]|二十[一二三四]?|十[一二三四五六七八九]?|[〇零一二两三四五六七八九])"
_MINUTE = r"(?:[0-5]?[0-9]|[零〇二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])"

COUNTED: dict[str, str] = {
    "date": rf"{_UNLED}(?:[12][0-9]{{3}}年)?{_MONTH}{_DAY}",
    "yearmonth": rf"{_UNLED}[12][0-9]{{3}}年{_MONTH}份?",
    "days": rf"(?<=月){_TWO}(?:、{_TWO}){{1,9}} ?日",
    "month": rf"(?<![0-9第])(?<![0-9]:)(?:(?!(?<=\.)[0-9])|{_NUMBERED})(?:{_TWO}(?:{SEP}|、))?{_TWO} ?月份?",
    "day": rf"(?<![0-9第])(?<![0-9]:)(?!(?<=\.)[0-9])(?:{_TWO}(?:{SEP}|、))?{_TWO} ?[日号]",
    "decade": rf"(?<![0-9])(?:[12][0-9]{{2}}0|(?:[1-9]0、)?[1-9]0|[一二]{_DIGIT}{{2}}[〇零0]"
    r"|[一二三四五六七八九](?:、?[一二三四五六七八九])?十) ?年代",
    "year": rf"(?:(?<![0-9.])|{_NUMBERED})(?:{YEAR4}年?{YEARS_SEP}(?:{YEAR4}|{YEAR2})|{YEAR4}) ?年度?",
    "year2": rf"(?<![0-9.第百千两{_ZERO}一二三四五六七八九十])['’‘]?{YEAR2} ?年度?",
    "iso": r"(?<![0-9A-Za-z./])[12][0-9]{3}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{1,2}(?![0-9])"
    r"(?![./][0-9])(?!-[0-9](?![0-9]{3}[-./]))",
    "ym": r"(?<![0-9A-Za-z./])(?:19|20)[0-9]{2}(?:[-/](?:1[0-2]|0[1-9])"
    r"(?![0-9A-Za-z/]|\.[0-9]|号|赛季|年|财年|学年)"
    r"|\.(?:1[0-2]|0[1-9])(?=[-—~至到\s,;。)]|$))"
    r"|(?:(?<=\n)|(?<=[-—~至到]))(?:19|20)[0-9]{2}\.[1-9](?=[-—~至到,;)]|\s(?![万亿千百元个%])|$)",
    "listed": r"(?<![0-9.第])(?:19|20)[0-9]{2}(?=(?:[、和与及](?:19|20)[0-9]{2}){1,6} ?年)",
    "century": rf"(?<![0-9.])(?:{_TWO}(?:{SEP}|、))?{_TWO} ?世纪",
    "md": r"(?<![0-9.:])(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])(?= {0,2}\((?:周|星期)[一二三四五六日天]\))",
    "quarter": r"(?<![0-9])[一二三四两1-4](?:[-—至~、][二三四2-4]|[二三四])?个?季度",
    "plan": r"十[一二三四五六七八]五(?=[”\"](?!。))"
    r"|[八九]五(?=[”\"](?!。|普法|之尊|折))|[一二三四五六七十]五(?=[”\"](?:时期|期间|期内|计划|规划|以来|末|初))"
    r"|十[一二三四五六七八]五(?=规划|时期|期间|以来|末|开局|收官)",
}
"""Atoms that begin with a number, in the order in which they are tried."""

ORDINAL: dict[str, str] = {
    "quarter": r"[第前][一二三四两首1-4](?:[-—至~、][二三四2-4]|[二三四])?个?季度|第[一二三四]季(?!度)",
    "first": r"[前头首](?:[0-9]{1,2}|[一两二三四五六七八九十]{1,2})(?:个?月|天|日)",
    "plan": r"第[一二三四五六七八九十]{1,3}个五年(?=规划|计划)",
    "nth": rf"第{_NTH} ?个?(?:周|星期|礼拜|天)(?:[一二三四五六日天])?",
}
"""Atoms that begin with 第, 前, 头 or 首 and a number."""

LED: dict[str, re.Pattern[str]] = {
    "ce": lazily(rf"公元前?(?:(?:[0-9]{{1,4}}|{_DIGIT}{{1,4}}) ?年|{_TWO} ?世纪)"),
    "leap": lazily(rf"闰{_TWO} ?月份?"),
    "newyear": lazily(
        r"(?:大年|(?<![今去前明后每当上本来0-9〇一二三四五六七八九])年)初"
        r"(?:[一二三四五六七八九十](?![批个些次直起])|10|[1-9](?![0-9]))"
    ),
    "quarter": lazily(r"(?<![A-Za-z0-9])[Qq][1-4](?:季度?)?(?![0-9])"),
    "era": lazily(r"..(?:元|[0-9]{1,3}|[一二三四五六七八九十百零〇廿卅]{1,5})年"),
}
"""Atoms that a word of the automaton leads in."""

_CLOCK = (
    rf"[T ]?(?:{_HOUR}[-—~至到、])?{_HOUR}(?::[0-5][0-9](?::[0-5][0-9])?(?:时|分)?|[时点](?:半|[一三1-3]刻"
    rf"|{_MINUTE}分(?:{_MINUTE}秒)?|{_MINUTE}(?![0-9一二三四五六七八九十百千万.])|[整钟许])?)"
    r"| ?[七八九五六四三二]{2}[点时]"
)
TAILS: dict[str, re.Pattern[str]] = {
    "daychar": lazily(
        r"一(?![共些直个次定般样家项届度百千万]|起[来去到走聚做参同])|[二三四五六](?![百千万十])|日(?![本照])|[天末]"
    ),
    "lday": lazily(r"初(?:[一二三四五六七八九十]|10|[1-9](?![0-9]))|廿[一二三四五六七八九]?+(?![日号])"),
    "lcount": lazily(
        r"(?:三十|二?+十[一二三四五六七八九]?+|[0-9]{1,2}+(?![0-9.:%])"
        r"|[一二三四五六七八九](?![十百千万个年周天度]))(?![日号月])"
    ),
    "lplain": lazily(
        r"(?:十[一二三四五六七八九]?+|二十[一二三四五六七八九]?+|三十)"
        r"(?=[\s,。;!?:)”’》的之前晚夜赏闹祭]|$|中秋|这天|那天|当天)"
        r"|(?:(?<=二月)二|(?<=三月)三|(?<=五月)五|(?<=六月)六|(?<=七月)七|(?<=九月)九)(?![日号十、月年个天周次百千万])"
    ),
    "clock": lazily(_CLOCK),
    "until": lazily(rf"{SEP}(?P<clock>{_CLOCK.replace('[T ]?', '')})"),
    "bare": lazily(r"[-—~至到](?P<bare>(?:19|20)[0-9]{2}(?![0-9年./-]))"),
}
"""Atoms that only go on from another one, looked for where it ends."""

_NUMERALS = "0-9〇○零O一二三四五六七八九十廿卅两"
_LED_UNIT = rf"[{_NUMERALS}首百]{{1,5}}(?:[-—至~、][二三四2-4])? ?个?[季月周星礼天日五]"
_MARKS = (
    rf"[年月日号世季第前头首五./-](?:(?:(?<=[{_NUMERALS}千][年月日号世季])|(?<=[{_NUMERALS}] [年月日号世季])"
    rf"|(?<=[{_NUMERALS}]个季))|(?<=[第前头首])(?={_LED_UNIT})|(?<=五)(?=[”\"规时期以末开收])"
    r"|(?<=[12][0-9]{3}[-./])(?=[0-9])|(?<=[0-9]\.)(?=[0-9]{1,2} {0,2}\())"
)
_BEFORE_MARK = "0123456789〇○零O一二三四五六七八九十廿卅两千个’‘' —-~–―至到/、和与及"
"""What a shape is made of up to its first mark."""
_FIRST_MARKS = {
    "年": ("date", "yearmonth", "decade", "year", "year2", "listed"),
    "月": ("date", "month"),
    "日": ("days", "day"),
    "号": ("day",),
}
"""The shapes that have one of these marks before any other; those of other marks are tried in one."""
_FARTHEST = 48
"""No shape has more characters than this before its first mark: a list of ten days, of seven years."""


@cache
def _marks() -> re.Pattern[str]:
    """Units behind a number, 第 and the like before one, and the signs of dates in figures."""
    return compiled(_MARKS)


@cache
def patterns() -> re.Pattern[str]:
    """The expression of every counted atom; its groups are named by kind, with _ after a 第 or 前."""
    other = "|".join(f"(?P<{kind}_>{shape})" for kind, shape in ORDINAL.items())
    return compiled(rf"(?![第前头首])(?:{_named(COUNTED)})|(?=[第前头首][{_NUMERALS}])(?:{other})")


@cache
def _by_mark() -> dict[str, re.Pattern[str]]:
    """The expressions of the counted atoms whose first mark is one of :data:`_FIRST_MARKS`."""
    return {mark: compiled(_named(kinds)) for mark, kinds in _FIRST_MARKS.items()}


def _named(kinds: Iterable[str]) -> str:
    return "|".join(f"(?P<{kind}>{COUNTED[kind]})" for kind in kinds)


def counted(text: str) -> list[tuple[int, int, str]]:
    """Start, end and kind of every counted atom of a text, in order; none overlaps another."""
    out: list[tuple[int, int, str]] = []
    by_mark, any_other, done = _by_mark(), patterns(), 0
    for mark in _marks().finditer(text):
        last = mark.start()
        if last < done:
            continue
        first = max(done, last - _FARTHEST)
        at = first + len(text[first:last].rstrip(_BEFORE_MARK))
        match = by_mark.get(text[last], any_other).match
        while at <= last:
            found = match(text, at)
            if found is None:
                at += 1
                continue
            done = at = found.end()
            out.append((found.start(), done, (found.lastgroup or "").rstrip("_")))
    return out
