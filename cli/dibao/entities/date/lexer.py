"""Clean text into atoms of time: 2020年, 12月, 去年, 上旬, 春节, 下午, 3时20分.

One regular expression with a first-character lookahead finds them all; the word atoms come from
``dates.tsv`` and ``holidays.tsv``, the counted ones are built from the pieces in ``SHAPES``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dibao import almanac, lexicon

ZERO = "〇○零O0"
DIGIT = f"[{ZERO}一二三四五六七八九]"
TWO = r"(?:[0-9]{1,2}|[〇零一二三四五六七八九十卅廿]{1,3})"
"""A number of one or two digits in either script."""
SEP = r" ?(?:—{1,2}|-{1,2}|[~–―至到]) ?"
YEAR4 = rf"(?:[12][0-9]{{3}}|[一二]{DIGIT}{{3}}|[两二一]千(?:[〇零][一二三四五六七八九]|[〇零]?[一二三四五六七八九]?十[一二三四五六七八九]?)?)"
YEAR2 = r"(?:[0-9]{2}|[〇零一五六七八九][〇零一二三四五六七八九])"
NTH = r"(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})"
CLOCK = r"(?:[01]?[0-9]|2[0-4]|二十[一二三四]?|十[一二三四五六七八九]?|[〇零一二两三四五六七八九])"
MINUTE = r"(?:[0-5]?[0-9]|[零〇二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])"

SHAPES: dict[str, str] = {
    "iso": r"(?<![0-9A-Za-z./])[12][0-9]{3}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{1,2}(?![0-9])"
    r"(?![./][0-9])(?!-[0-9](?![0-9]{3}[-./]))",
    "ym": r"(?<![0-9A-Za-z./])(?:19|20)[0-9]{2}[-/.](?:1[0-2]|0[1-9])(?![0-9A-Za-z/]|\.[0-9])",
    "decade": r"(?<![0-9])(?:[12][0-9]{2}0|[1-9]0|[一二]DIGIT{2}[〇零0]|[一二三四五六七八九]{1,2}十) ?年代",
    "year": rf"(?<![0-9.])(?:公元前?)?(?:{YEAR4}年?{SEP}(?:{YEAR4}|{YEAR2})|{YEAR4}|(?<=公元){DIGIT}{{1,3}}) ?年度?",
    "ce": rf"公元前?(?:[0-9]{{1,4}}|{DIGIT}{{1,4}}) ?年",
    "era": r"(?:ERAS)(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})年",
    "year2": rf"(?<![0-9.第{ZERO}一二三四五六七八九十百千两])['’‘]?{YEAR2} ?年度?",
    "century": rf"(?<![0-9.])(?:公元前)?{TWO} ?世纪|[上本]个?世纪",
    "month": rf"(?<![0-9.第])(?:{TWO}(?:{SEP}|、))?闰?{TWO} ?月份?|(?:闰|元|正|腊|冬)月份?",
    "day": rf"(?<![0-9.第])(?:{TWO}(?:{SEP}|、))?{TWO} ?[日号]",
    "lday": r"初(?:[一二三四五六七八九十]|10|[1-9](?![0-9]))|廿[一二三四五六七八九]?"
    r"|(?<=月)(?:三十|二?十[一二三四五六七八九]?|[0-9]{1,2}(?![0-9.:%]))(?![日号月])",
    "quarter": r"[第前]?[一二三四两首1-4](?:[-—至~、][二三四2-4])?个?季度|第[一二三四]季(?!度)|首季(?!度)|(?<![A-Za-z0-9])[Qq][1-4](?:季度?)?(?![0-9])",
    "first": r"[前头首](?:[0-9]{1,2}|[两二三四五六七八九十]{1,2})(?:个?月|天|日)|首月",
    "nth": rf"第{NTH} ?个?(?:周|星期|礼拜|天)(?:[一二三四五六日天])?",
    "plan": r"第[一二三四五六七八九十]{1,3}个五年(?=规划|计划)|(?:十[一二三四五六七八]?|[八九])五(?=[”\"](?!。))"
    r"|十[一二三四五六七八]五(?=规划|时期|期间|以来|末|开局|收官)",
    "congress": r"(?:党的)?(?:CONGRESSES)(?=以来)",
    "daychar": r"(?<=[周期拜])[一二三四五六日天末](?![共些直起个次定般样家项届度万千百十本照])",
    "weekday": r"(?:周|星期|礼拜)[一二三四五六日天末]",
    "clock": rf"T?(?<![0-9.])(?:(?:{CLOCK}[-—~至到、])?{CLOCK}(?::[0-5][0-9](?::[0-5][0-9])?(?:时|分)?"
    rf"|[时点](?:半|[一三1-3]刻|{MINUTE}分(?:{MINUTE}秒)?|{MINUTE}(?![0-9一二三四五六七八九十百千万.])|[整钟许])?)|[七八九五六四三二]{{2}}[点时])",
    "lunar": r"农历|阴历|旧历|夏历",
    "bare": r"(?<=[-—~至到])(?:19|20)[0-9]{2}(?![0-9年.])",
}
"""Atoms that are counted, in the order in which they are tried, as pieces without words."""


class Word(NamedTuple):
    """A row of ``dates.tsv`` or ``holidays.tsv``; ``where`` cites it."""

    kind: str
    value: str
    left: frozenset[str]
    right: tuple[str, ...]
    where: str


class Atom(NamedTuple):
    """A stretch of clean text that says one thing of time."""

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None


@cache
def words() -> dict[str, Word]:
    """All word atoms by form."""
    out: dict[str, Word] = {}
    table = lexicon.table("dates")
    for at, row in enumerate(table.rows):
        form, kind, value, left, right = row
        if kind != "ahead":
            out[form] = Word(kind, value, frozenset(left), tuple(filter(None, right.split("|"))), table.where(at))
    table = lexicon.table("holidays")
    weak = table.column("weak")
    for at, row in enumerate(table.rows):
        out[row[0]] = Word("holiday", row[weak], frozenset(), (), table.where(at))
    return out


@cache
def pattern() -> re.Pattern[str]:
    """The expression that finds every atom; its groups are named by kind."""
    forms = sorted((f for f, w in words().items() if w.kind != "unit"), key=lambda f: (-len(f), f))
    shapes = {k: v.replace("DIGIT", DIGIT) for k, v in SHAPES.items()}
    shapes["era"] = shapes["era"].replace("ERAS", "|".join(sorted(almanac.eras(), key=len, reverse=True)))
    shapes["congress"] = shapes["congress"].replace(
        "CONGRESSES", "|".join(sorted(almanac.congresses(), key=len, reverse=True))
    )
    firsts = {f[0] for f in forms} | {era[0] for era in almanac.eras()}
    firsts |= set("0123456789’'‘T〇○零O一二三四五六七八九十廿卅百两公第前头首初闰元正腊冬农阴旧夏上本周星礼党日天末Qq")
    gate = "".join(sorted(firsts))
    counted = "|".join(f"(?P<{kind}>{shape})" for kind, shape in shapes.items())
    return re.compile(f"(?=[{re.escape(gate)}])(?:{counted}|(?P<word>{'|'.join(map(re.escape, forms))}))")


def atoms(text: str) -> list[Atom]:
    """Every atom of a clean text, in order, without those that their neighbours forbid."""
    found: list[Atom] = []
    known = words()
    scan = pattern().finditer
    for match in scan(text):
        kind = match.lastgroup or "word"
        start, end = match.span()
        form = match[0]
        if kind == "word":
            word = known[form]
            if word.left and start and text[start - 1] in word.left:
                continue
            if word.right and text.startswith(word.right, end):
                continue
            found.append(Atom(word.kind, start, end, form, word))
        else:
            unit = known.get(form[-1])
            if unit is not None and unit.kind == "unit" and text.startswith(unit.right, end):
                continue
            found.append(Atom(kind, start, end, form))
    return found
