"""Reads one atom into the slots of a Spec, after those before it. None where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from dibao.entities.date.lexer import Atom, words
from dibao.entities.date.shapes import SEP, YEAR2, YEAR4, YEARS_SEP
from dibao.entities.date.spec import WEEKDAYS, At, Spec
from dibao.entities.date.wording import read_word
from dibao.language import almanac
from dibao.language.numerals import parse_int
from dibao.tables.patterns import lazily

_SPLIT = lazily(rf"(?:{SEP}|、)")
_YEARS = lazily(rf"(?:公元(前)?)?(?:({YEAR4})年?{YEARS_SEP})?({YEAR4}|{YEAR2}|.{{1,4}}?) ?年度?")
_WRITTEN = lazily("(?:([0-9]{4})年)?([0-9]{1,2})月(?:([0-9]{1,2})[日号])?")
_QUARTERS = lazily("[1-4一二三四两首]")
_NEIGHBOURS = frozenset(a + b for a, b in pairwise("一二三四五六七八九"))
"""一二月份 is January and February, not the twelfth month."""


@lru_cache(maxsize=4096)
def number(text: str) -> int:
    """A whole number in any style; -1 where the text is none.

    >>> number("12"), number("二〇三五"), number("廿三"), number("两千零五"), number("周")
    (12, 2035, 23, 2005, -1)
    """
    value = parse_int(text)
    return -1 if value is None else value


def full_year(two: int) -> int:
    """A year of two digits: 50–99 the last century, 00–49 this one."""
    return two + (1900 if two >= 50 else 2000)


def _range(text: str) -> tuple[int, int | None] | None:
    """One number, or two joined by a range sign or 、 (then neighbours only): (first, last)."""
    pieces = _SPLIT.split(text)
    numbers = [number(p.strip()) for p in pieces]
    if len(numbers) == 1:
        return numbers[0], None
    if len(numbers) != 2 or numbers[1] <= numbers[0] or ("、" in text and numbers[1] != numbers[0] + 1):
        return None
    return numbers[0], numbers[1]


def _ce(spec: Spec, atom: Atom) -> Spec | None:
    return (_century if atom.text.endswith("世纪") else _year)(spec, atom)


def _year(spec: Spec, atom: Atom) -> Spec | None:
    match = _YEARS.fullmatch(atom.text)
    if match is None or spec.level:
        return None
    before, first, last = match.groups()
    if first is None:
        year = 2000 if last == "二千" else number(last)
        return spec._replace(level=3, year=At("=", -year if before else year)) if year > 0 else None
    low, high = number(first), number(last)
    if high < 100:
        high += low // 100 * 100
    return spec._replace(level=3, year=At("=", low), last=("year", high)) if high > low else None


def _year2(spec: Spec, atom: Atom) -> Spec | None:
    two = number(atom.text.lstrip("'’‘").rstrip("年度 "))
    return None if spec.level or two < 0 else spec._replace(level=3, year=At("=", full_year(two)))


def _era(spec: Spec, atom: Atom) -> Spec | None:
    name = next(era for era in sorted(almanac.eras(), key=len, reverse=True) if atom.text.startswith(era))
    count = atom.text[len(name) : -1]
    year = almanac.era_year(name, 1 if count == "元" else number(count))
    return None if spec.level or year is None else spec._replace(level=3, year=At("=", year))


def _iso(spec: Spec, atom: Atom) -> Spec | None:
    year, month, day = map(int, re.split(r"[-./]", atom.text))
    if spec.level or almanac.calendar_day(year, month, day) is None:
        return None
    return spec._replace(level=5, year=At("=", year), month=At("=", month), day=At("=", day))


def _ym(spec: Spec, atom: Atom) -> Spec | None:
    if spec.level:
        return None
    return spec._replace(level=4, year=At("=", int(atom.text[:4])), month=At("=", int(atom.text[5:])))


def _md(spec: Spec, atom: Atom) -> Spec | None:
    month, day = map(int, atom.text.split("."))
    if spec.level or almanac.calendar_day(2000, month, day) is None:
        return None
    return spec._replace(level=5, month=At("=", month), day=At("=", day))


def _bare(spec: Spec, atom: Atom) -> Spec | None:
    return None if spec.level else spec._replace(level=3, year=At("=", int(atom.text)))


def _decade(spec: Spec, atom: Atom) -> Spec | None:
    text = atom.text.removesuffix("年代").strip()
    if spec.level > 1:
        return None
    if "、" in text or (len(text) == 3 and text[2] == "十"):  # 六七十, 六、七十, 80、90
        low, high = number(text[0]), number(text[text.find("、") + 1 or 1])
        return spec._replace(level=2, decade=low, last=("decade", high)) if high == low + 1 else None
    value = number(text)
    if value < 0 or value % 10 or (value > 99 and spec.century is not None):
        return None
    return spec._replace(level=2, decade=value // 10)


def _century(spec: Spec, atom: Atom) -> Spec | None:
    text = atom.text.removesuffix("世纪").strip()
    before = text.startswith("公元前")
    got = _range(text.removeprefix("公元").removeprefix("前"))
    if spec.level or got is None or not all(1 <= n <= 30 for n in got if n is not None):
        return None
    last = ("century", got[1]) if got[1] else None
    return spec._replace(level=1, century=At("=", -got[0] if before else got[0]), last=last)


def _month(spec: Spec, atom: Atom) -> Spec | None:
    text = atom.text.removesuffix("份").removesuffix("月").strip()
    leap = atom.kind == "leap"
    got = (number(text[0]), number(text[1])) if text in _NEIGHBOURS else _range(text.removeprefix("闰"))
    if spec.level > 3 or got is None or not all(1 <= n <= 12 for n in got if n is not None):
        return None
    last = ("month", got[1]) if got[1] else None
    return spec._replace(level=4, month=At("=", got[0]), last=last, leap=leap, lunar=spec.lunar or leap)


def _written(spec: Spec, atom: Atom) -> Spec | None:
    """2019年3月8日, 3月8日, 2019年3月: what its year, month and day say one after the other."""
    match = _WRITTEN.match(atom.text)
    assert match is not None
    year, month, day = match.groups()
    if spec.level > (0 if year else 3) or (day and spec.edge):
        return None
    return spec._replace(
        level=5 if day else 4,
        year=At("=", int(year)) if year else spec.year,
        month=At("=", int(month)),
        day=At("=", int(day)) if day else None,
        last=None,
    )


def _day(spec: Spec, atom: Atom) -> Spec | None:
    got = _range(atom.text[:-1])
    if spec.level not in (0, 4) or (spec.level == 4 and spec.month is None) or spec.edge or got is None:
        return None
    if spec.last is not None or not all(1 <= n <= 31 for n in got if n is not None):
        return None
    return spec._replace(level=5, day=At("=", got[0]), last=("day", got[1]) if got[1] else None)


def _lday(spec: Spec, atom: Atom) -> Spec | None:
    plain = atom.text[0] not in "初廿"
    day = number(atom.text.lstrip("初"))
    if spec.month is None or spec.level != 4 or spec.edge or (plain and not spec.lunar) or not 1 <= day <= 30:
        return None
    return spec._replace(level=5, day=At("=", day), lunar=True)


def _lplain(spec: Spec, atom: Atom) -> Spec | None:
    """八月十五: a day in Chinese numerals without 日 is one of the lunar month."""
    return None if spec.last else _lday(spec._replace(lunar=True), atom)


def _newyear(spec: Spec, atom: Atom) -> Spec | None:
    day = number(atom.text.partition("初")[2])
    if spec.level not in (0, 3) or spec.edge:
        return None
    return spec._replace(level=5, month=At("=", 1), day=At("=", day), lunar=True)


def _quarter(spec: Spec, atom: Atom) -> Spec | None:
    text = atom.text.upper()
    if spec.level > 3:
        return None
    numbers = [1 if c == "首" else number(c) for c in _QUARTERS.findall(text)]
    if text.startswith("前"):
        return spec._replace(level=4, first=("quarter", numbers[0])) if 2 <= numbers[0] <= 3 else None
    if not numbers or numbers[0] > 4 or ("个" in text and text[0] not in "第首"):
        return None
    last = ("quarter", numbers[1]) if len(numbers) > 1 and numbers[1] > numbers[0] else None
    return spec._replace(level=4, quarter=At("=", numbers[0]), last=last)


def _first(spec: Spec, atom: Atom) -> Spec | None:
    unit = "month" if atom.text.endswith("月") else "day"
    count = number(atom.text[1:].rstrip("个月天日"))
    if unit == "month":
        fits = spec.level in (0, 3) and 1 <= count <= 11
    else:
        fits = spec.month is not None and spec.day is None and 1 <= count <= 28
    return spec._replace(level=4, first=(unit, count)) if fits and not spec.edge else None


def _nth(spec: Spec, atom: Atom) -> Spec | None:
    match = re.fullmatch(r"第(.*?) ?个?(周|星期|礼拜|天)([一二三四五六日天]?)", atom.text)
    if match is None or spec.edge or spec.last or spec.level not in (3, 4):
        return None
    count, unit, weekday = number(match[1]), match[2], match[3]
    if weekday:
        month = spec.month is not None and spec.day is None
        return (
            spec._replace(level=4, nth=("weekday", count, WEEKDAYS[weekday]))
            if month and 1 <= count <= 5
            else None
        )
    if spec.level != 3 or not 1 <= count <= (366 if unit == "天" else 53):
        return None
    return spec._replace(level=4, nth=("day" if unit == "天" else "week", count, 0))


def _plan(spec: Spec, atom: Atom) -> Spec | None:
    text = (
        atom.text.removeprefix("第")
        .removesuffix("个五年")
        .removesuffix("五" if "年" not in atom.text else "")
    )
    return None if spec.level else spec._replace(plan=number(text))


def _weekday(spec: Spec, atom: Atom) -> Spec | None:
    if spec.weekday is not None or spec.part or spec.hour is not None:
        return None
    weekday = WEEKDAYS[atom.text[-1]]
    if spec.day is not None:  # 6月1日周六: the day has been said already
        return spec
    return spec._replace(level=5, weekday=weekday) if spec.level == 0 or spec.week is not None else None


def _daychar(spec: Spec, atom: Atom) -> Spec | None:
    """上周五: the day's character directly after the week."""
    if spec.week is None or spec.weekday is not None:
        return None
    return spec._replace(level=5, weekday=WEEKDAYS[atom.text])


def _clock(spec: Spec, atom: Atom) -> Spec | None:
    if spec.level not in (0, 5, 6) or (spec.level == 5 and spec.xun):
        return None
    got = re.fullmatch(
        r"T?(?:(.{1,3}?)[-—~至到、])?([^:时点]{1,3})(?:([:时点])([^分:]*)(?:分|:)?.*)?", atom.text
    )
    if got is None:
        return None
    low, high, _, rest = got.groups()
    hour = number(high)
    if hour < 0 or hour > 24:  # 七八点
        return spec._replace(level=7)
    minute = _minute(rest or "", ":" in atom.text)
    if low is not None and 0 <= number(low) <= 24:
        return spec._replace(level=7, hour=number(low), until=(hour, minute))
    return spec._replace(level=7, hour=hour, minute=minute)


def _minute(text: str, colon: bool) -> int | None:
    if text == "半":
        return 30
    if text.endswith("刻"):
        return 15 * number(text[0])
    value = number(text.rstrip("时整钟许")) if text.rstrip("时整钟许") else -1
    return value if 0 <= value < 60 else 0 if colon or "整" in text else None


_READERS: dict[str, Callable[[Spec, Atom], Spec | None]] = {
    "iso": _iso, "ym": _ym, "decade": _decade, "year": _year, "ce": _ce, "era": _era, "year2": _year2,
    "century": _century, "month": _month, "day": _day, "date": _written, "yearmonth": _written, "lday": _lday,
    "quarter": _quarter, "first": _first, "nth": _nth, "plan": _plan, "leap": _month, "lplain": _lplain,
    "md": _md, "weekday": _weekday, "clock": _clock, "bare": _bare, "daychar": _daychar, "newyear": _newyear,
}  # fmt: skip


def read_atom(spec: Spec, kind: str, text: str) -> Spec | None:
    """The spec with an atom's slots filled, or None where the atom does not go on from it."""
    if spec.vague or spec.plan or spec.congress:
        return None
    word = words().get(text)
    atom = Atom(kind, 0, len(text), text, word if word is not None and word.kind == kind else None)
    return read_word(spec, atom) if atom.word else _READERS[kind](spec, atom)
