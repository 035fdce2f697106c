"""Clean text into atoms of time: 2020年, 12月, 去年, 上旬, 春节, 下午, 3时20分.

Word atoms come from ``dates.tsv``, ``holidays.tsv`` and ``congresses.tsv`` by one automaton; counted atoms
come from one regular expression behind a lookahead for a number and its unit. Atoms that can only go on from
another one (a time of day, 底, 初五, 五 after 上周) are looked for at its end, nowhere else.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dibao import almanac, lexicon, matcher
from dibao.numerals import parse_int
from dibao.patterns import compiled, lazily

_ZERO = "〇○零O0"
_DIGIT = f"[{_ZERO}一二三四五六七八九]"
_TWO = r"(?:[0-9]{1,2}|[〇零一二三四五六七八九十卅廿]{1,3})"
SEP = r" ?(?:—{1,2}|-{1,3}|[~–―至到]) ?"
YEARS_SEP = rf"(?:{SEP}|/)"
YEAR4 = (
    rf"(?:[12][0-9]{{3}}|[一二]{_DIGIT}{{3}}"
    r"|[两二一]千(?:[〇零][一二三四五六七八九]|[〇零]?[一二三四五六七八九]?十[一二三四五六七八九]?)?)"
)
YEAR2 = r"(?:[0-9]{2}|[〇零一五六七八九][〇零一二三四五六七八九])"
_NTH = r"(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})"
_NUMBERED = r"(?:(?<=\n[0-9]\.)|(?<=\n[0-9][0-9]\.))"
"""The number of an item stands before, at the head of its line: 7.1—7月, 12.2025年."""
_HOUR = r"(?:[01]?[0-9]|2[0-4]|二十[一二三四]?|十[一二三四五六七八九]?|[〇零一二两三四五六七八九])"
_MINUTE = r"(?:[0-5]?[0-9]|[零〇二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])"

COUNTED: dict[str, str] = {
    "iso": r"(?<![0-9A-Za-z./])[12][0-9]{3}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{1,2}(?![0-9])"
    r"(?![./][0-9])(?!-[0-9](?![0-9]{3}[-./]))",
    "ym": r"(?<![0-9A-Za-z./])(?:19|20)[0-9]{2}(?:[-/](?:1[0-2]|0[1-9])"
    r"(?![0-9A-Za-z/]|\.[0-9]|号|赛季|年|财年|学年)"
    r"|\.(?:1[0-2]|0[1-9])(?=[-—~至到\s,;。)]|$))",
    "decade": rf"(?<![0-9])(?:[12][0-9]{{2}}0|(?:[1-9]0、)?[1-9]0|[一二]{_DIGIT}{{2}}[〇零0]"
    r"|[一二三四五六七八九](?:、?[一二三四五六七八九])?十) ?年代",
    "year": rf"(?:(?<![0-9.])|{_NUMBERED})(?:{YEAR4}年?{YEARS_SEP}(?:{YEAR4}|{YEAR2})|{YEAR4}) ?年度?",
    "year2": rf"(?<![0-9.第百千两{_ZERO}一二三四五六七八九十])['’‘]?{YEAR2} ?年度?",
    "listed": r"(?<![0-9.第])(?:19|20)[0-9]{2}(?=(?:[、和与及](?:19|20)[0-9]{2}){1,6} ?年)",
    "century": rf"(?<![0-9.])(?:{_TWO}(?:{SEP}|、))?{_TWO} ?世纪",
    "md": r"(?<![0-9.:])(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])(?= {0,2}\((?:周|星期)[一二三四五六日天]\))",
    "days": rf"(?<=月){_TWO}(?:、{_TWO}){{1,9}} ?日",
    "month": rf"(?<![0-9第])(?<![0-9]:)(?:(?!(?<=\.)[0-9])|{_NUMBERED})(?:{_TWO}(?:{SEP}|、))?{_TWO} ?月份?",
    "day": rf"(?<![0-9第])(?<![0-9]:)(?!(?<=\.)[0-9])(?:{_TWO}(?:{SEP}|、))?{_TWO} ?[日号]",
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
    "weekday": lazily(r"(?:周|星期|礼拜)[一二三四五六日天末]"),
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
    "bare": lazily(r"[-—~至到](?P<bare>(?:19|20)[0-9]{2}(?![0-9年.-]))"),
}
"""Atoms that only go on from another one, looked for where it ends."""

FREE = lazily(
    r"[\s.,。;:!?、“‘《〈(\[—…·\-/>于在从自到至和与及或是为以按据截即由当过逢前后值趁等内每起的了时讯电]"
)
"""What leaves an expression free to begin: punctuation, white space, particles, prepositions."""

_TAIL_KINDS = frozenset({"part", "edge", "seasonchar"})
_REACH = 3
"""How far behind the last atom a time of day may stand: a bracket, a range sign."""


class Word(NamedTuple):
    """A row of a table of words; ``where`` cites it."""

    kind: str
    value: str
    left: frozenset[str]
    right: re.Pattern[str] | None
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
    for at, (form, kind, value, left, right) in enumerate(table.rows):
        if kind != "ahead":
            bar = compiled(right) if right else None
            out[form] = Word(kind, value, frozenset(left), bar, table.where(at))
    table = lexicon.table("holidays")
    weak = table.column("weak")
    for at, row in enumerate(table.rows):
        out[row[0]] = Word("holiday", row[weak], frozenset(), None, table.where(at))
    table = lexicon.table("congresses")
    needs = lazily(r"(?!(?:胜利)?(?:召开)?(?:以来|以后|之后))")
    for at, row in enumerate(table.rows):
        for form in (row[0], "党的" + row[0]):
            out[form] = Word("congress", row[0], frozenset(), needs, table.where(at))
    return out


@cache
def _automaton() -> tuple[matcher.Matcher, list[Word | str]]:
    """One automaton over the words of two characters and more and over what leads an atom in.

    With it, by its numbers, the words, or the kinds of the atoms led in.
    """
    rows: dict[str, Word | str] = {f: w for f, w in words().items() if len(f) > 1}
    leads = {
        "公元": "ce",
        "闰": "leap",
        "大年初": "newyear",
        "周": "weekday",
        "星期": "weekday",
        "礼拜": "weekday",
    }
    leads |= dict.fromkeys([f"{q}{n}" for q in "Qq" for n in "1234"], "quarter")
    leads |= dict.fromkeys([f"年初{n}" for n in "一二三四五六七八"], "newyear")
    rows |= leads | dict.fromkeys(almanac.eras(), "era")
    return matcher.build(list(rows)), list(rows.values())


@cache
def _going_on() -> re.Pattern[str]:
    """The words that can only go on from another atom: 底, 晚上."""
    forms = [f for f, w in words().items() if w.kind in _TAIL_KINDS]
    return compiled("|".join(sorted(forms, key=len, reverse=True)))


@cache
def counted() -> re.Pattern[str]:
    """The expression that finds every counted atom; its groups are named by kind, with _ after a 第 or 前."""
    number = "0-9〇○零O一二三四五六七八九十廿卅两"
    one = "|".join(f"(?P<{kind}>{shape})" for kind, shape in COUNTED.items())
    other = "|".join(f"(?P<{kind}_>{shape})" for kind, shape in ORDINAL.items())
    unit = r"(?: ?[和与及年月日号世季./\-—–―~至到、]|个季|千[〇零一二三四五六七八九十年]|(?<=五)[”\"规时期以末开收])"
    return compiled(
        rf"(?=['’‘{number}])(?=['’‘]?[{number}]{{1,6}}+{unit})(?:{one})|(?=[第前头首][{number}])(?:{other})"
    )


def atoms(text: str) -> list[Atom]:
    """Every atom of a clean text, in order, without those that their neighbours forbid."""
    automaton, rows = _automaton()
    hits: list[tuple[int, int, str, Word | None]] = []
    for start, end, index in automaton.find(text):
        row = rows[index]
        if isinstance(row, Word):
            hits.append((start, -end, row.kind, row))
        elif led := LED[row].match(text, start):
            hits.append((start, -led.end(), row, None))
    hits += [(m.start(), -m.end(), (m.lastgroup or "").rstrip("_"), None) for m in counted().finditer(text)]
    hits.sort(key=_place)
    out: list[Atom] = []
    last = -_REACH - 1
    for start, minus, kind, word in hits:
        if start < last or (kind in _TAIL_KINDS and start > last + _REACH):
            continue
        end = -minus
        if _barred(text, start, end, kind, word):
            continue
        if word is None and (kind == "listed" or "、" in text[start:end]):
            out += _listed(text, start, end, kind)
        else:
            out.append(Atom(kind, start, end, text[start:end], word))
        last = _tails(text, out)
    return out


def _listed(text: str, start: int, end: int, kind: str) -> list[Atom]:
    """The atoms of a list that shares its unit.

    3、4月 is one stretch, 5、8日 are two days after 12月; but in 1、13日 the 1 numbers a paragraph.
    """
    form = text[start:end]
    if kind == "listed":
        return [Atom("year", start, end, form + "年")]
    items = form.split("、")
    numbers = [parse_int(item.strip("第份月日号个季度世纪 ")) for item in items]
    if kind == "decade":
        return [Atom(kind, start, end, form)]
    if len(items) == 2 and numbers[0] and numbers[1] == numbers[0] + 1:
        return [Atom(kind.rstrip("s"), start, end, form)]
    if kind != "days":
        at = text.index("、", start, end) + 1
        return [Atom(kind, at, end, text[at:end])]
    out: list[Atom] = []
    for item in items:
        out.append(Atom("day", start, start + len(item), item.rstrip(" 日") + "日"))
        start += len(item) + 1
    return out


def _place(hit: tuple[int, int, str, Word | None]) -> tuple[int, int]:
    return hit[0], hit[1]


def _barred(text: str, start: int, end: int, kind: str, word: Word | None) -> bool:
    """Whether what stands before or after forbids an atom."""
    if word is None:
        unit = words().get(text[end - 1])
        if (
            unit is None
            or unit.kind != "unit"
            or unit.right is None
            or text[start - 1 : start] in ("月", "份")
        ):
            return False
        return unit.right.match(text, end) is not None
    if word.left and start:
        before = text[start - 1]
        if (before != "年" and FREE.match(before) is None) if "^" in word.left else before in word.left:
            return True
    return word.right is not None and word.right.match(text, end) is not None


def _tails(text: str, out: list[Atom]) -> int:
    """Add the atoms that go on directly from the last one; the offset where they end."""
    while True:
        last = out[-1]
        got = _tail(text, last) or _lunar_count(text, out)
        if got is None:
            return last.end
        out.append(got)


def _tail(text: str, last: Atom) -> Atom | None:
    end = last.end
    if last.kind == "week" and (match := TAILS["daychar"].match(text, end)):
        return Atom("daychar", end, match.end(), match[0])
    if last.kind in ("month", "leap", "lunarmonth") and (match := TAILS["lday"].match(text, end)):
        return Atom("lday", end, match.end(), match[0])
    if last.kind == "month" and last.text[0] in _LUNAR and (match := TAILS["lplain"].match(text, end)):
        return Atom("lplain", end, match.end(), match[0])
    at = end + 1 if text.startswith(" ", end) and last.kind not in ("clock", "ym", "iso") else end
    if (match := _going_on().match(text, at)) is not None:
        for form in dict.fromkeys((match[0], match[0][0])):  # 12月初叶某 after 初叶
            word = words().get(form)
            if word and word.kind in _TAIL_KINDS and not _barred(text, at, at + len(form), word.kind, word):
                return Atom(word.kind, at, at + len(form), form, word)
    if last.kind in ("ym", "bare") and (match := TAILS["bare"].match(text, end)):
        return Atom("bare", match.start("bare"), match.end(), match["bare"])
    at = end + text.startswith((")", "”"), end) if last.kind in ("weekday", "day") else end
    if last.kind in _TIMED and (match := TAILS["clock"].match(text, at)):
        start = match.start() + (match[0][0] in "T ")
        return Atom("clock", start, match.end(), text[start : match.end()])
    if last.kind == "clock" and (match := TAILS["until"].match(text, end)):
        return Atom("clock", match.start("clock"), match.end(), match["clock"])
    return None


def _lunar_count(text: str, out: list[Atom]) -> Atom | None:
    """The plain number of a day in a lunar month: 农历八月十五."""
    last = out[-1]
    lunar = last.kind == "lunarmonth" or (last.kind == "month" and any(a.kind == "lunar" for a in out[-3:-1]))
    match = TAILS["lcount"].match(text, last.end) if lunar else None
    return Atom("lday", last.end, match.end(), match[0]) if match else None


_LUNAR = frozenset("二三四五六七八九十")
"""How a month is written that may be a lunar one: 八月十五 without 日."""
_TIMED = frozenset({"iso", "day", "lday", "newyear", "part", "holiday", "weekday", "daychar"})
"""Kinds of atoms after which a clock time may stand."""
