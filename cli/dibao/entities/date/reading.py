"""Reads one atom into the slots of a Spec, after the slots that stand before it. None where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable

from dibao import almanac
from dibao.entities.date.lexer import SEP, YEAR2, YEAR4, Atom
from dibao.entities.date.spec import At, Spec

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "两": 2, "首": 1}
_DIGITS |= {str(i): i for i in range(10)}
_SPLIT = re.compile(rf"(?:{SEP}|、)")
_YEARS = re.compile(rf"(?:公元(前)?)?(?:({YEAR4})年?{SEP})?({YEAR4}|{YEAR2}|.{{1,4}}?) ?年度?")
_LEVELS = {"year": 3, "quarter": 4, "month": 4, "week": 5, "day": 5}
WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 8}


def number(text: str) -> int:
    """A count below ten thousand in Arabic, positional or counting Chinese digits; -1 where it is none.

    >>> number("12"), number("二〇三五"), number("廿三"), number("三十一"), number("两千零五"), number("一百二十")
    (12, 2035, 23, 31, 2005, 120)
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not any(c in "十百千" for c in text):
        value = 0
        for c in text:
            if c not in _DIGITS:
                return -1
            value = value * 10 + _DIGITS[c]
        return value if text else -1
    total = current = 0
    seen = False
    for c in text:
        if c in _DIGITS:
            current, seen = _DIGITS[c], True
        elif c in "十百千":
            total += (current if seen else 1) * {"十": 10, "百": 100, "千": 1000}[c]
            current, seen = 0, False
        else:
            return -1
    return total + current


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


def _year(spec: Spec, atom: Atom) -> Spec | None:
    match = _YEARS.fullmatch(atom.text)
    if match is None or spec.level:
        return None
    before, first, last = match.groups()
    if first is None:
        year = number(last)
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


def _bare(spec: Spec, atom: Atom) -> Spec | None:
    return None if spec.level else spec._replace(level=3, year=At("=", int(atom.text)))


def _decade(spec: Spec, atom: Atom) -> Spec | None:
    text = atom.text.removesuffix("年代").strip()
    if spec.level > 1:
        return None
    if len(text) == 3 and text[2] == "十":
        low, high = number(text[0]), number(text[1])
        return spec._replace(level=2, decade=low, last=("decade", high)) if high == low + 1 else None
    value = number(text)
    if value < 0 or value % 10 or (value > 99 and spec.century is not None):
        return None
    return spec._replace(level=2, decade=value // 10)


def _century(spec: Spec, atom: Atom) -> Spec | None:
    count = number(atom.text.removesuffix("世纪").strip())
    return spec._replace(level=1, century=At("=", count)) if spec.level == 0 and 1 <= count <= 30 else None


def _month(spec: Spec, atom: Atom) -> Spec | None:
    text = atom.text.removesuffix("份").removesuffix("月").strip()
    leap = atom.kind == "leap"
    got = _range(text.removeprefix("闰"))
    if spec.level > 3 or got is None or not all(1 <= n <= 12 for n in got if n is not None):
        return None
    last = ("month", got[1]) if got[1] else None
    return spec._replace(level=4, month=At("=", got[0]), last=last, leap=leap, lunar=spec.lunar or leap)


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


def _newyear(spec: Spec, atom: Atom) -> Spec | None:
    day = number(atom.text.removeprefix("大年初"))
    if spec.level not in (0, 3) or spec.edge:
        return None
    return spec._replace(level=5, month=At("=", 1), day=At("=", day), lunar=True)


def _quarter(spec: Spec, atom: Atom) -> Spec | None:
    text = atom.text.upper()
    if spec.level > 3:
        return None
    numbers = [_DIGITS[c] for c in text if c in _DIGITS]
    if text.startswith("前"):
        return spec._replace(level=4, first=("quarter", numbers[0])) if 2 <= numbers[0] <= 3 else None
    if not numbers or numbers[0] > 4 or "个" in text and text[0] not in "第首":
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
        return spec._replace(level=4, nth=("weekday", count, WEEKDAYS[weekday])) if month and 1 <= count <= 5 else None
    if spec.level != 3 or not 1 <= count <= (366 if unit == "天" else 53):
        return None
    return spec._replace(level=4, nth=("day" if unit == "天" else "week", count, 0))


def _plan(spec: Spec, atom: Atom) -> Spec | None:
    text = atom.text.removeprefix("第").removesuffix("个五年").removesuffix("五" if "年" not in atom.text else "")
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


def _step(value: str) -> tuple[At, str | None]:
    """The content of a step cell and the part of day after it: "@1 TMO", "-1", "=1"."""
    steps, _, part = value.partition(" ")
    at = At(steps[0], int(steps[1:])) if steps[0] in "@=" else At("+", int(steps))  # type: ignore[arg-type]
    return at, part or None


def _stepped(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    """Years, months, weeks and days named by their distance: 去年, 本月, 上周, 昨晚."""
    assert atom.word is not None
    if level > (3 if value[0] == "=" else 0) or spec.lunar or spec.edge:
        return None
    at, part = _step(value)
    kind = atom.word.kind
    return spec._replace(level=6 if part else _LEVELS[kind], part=part, **{kind: at})  # type: ignore[arg-type]


def _word(spec: Spec, atom: Atom) -> Spec | None:
    assert atom.word is not None
    reader = _WORDS.get(atom.word.kind)
    return reader(spec, atom, spec.level, atom.word.value) if reader else None


def _century_word(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return None if level else spec._replace(level=1, century=At("+", int(value)))


def _lunarmonth(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=4, month=At("=", int(value)), lunar=True) if level in (0, 3) else None


def _lunar(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(lunar=True) if level in (0, 3) else None


def _congress(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return None if level else spec._replace(congress=value)


def _first_word(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    unit, count = value.split()
    return spec._replace(level=4, first=(unit, int(count))) if level == 3 and not spec.edge else None


def _half(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=4, half=int(value)) if level in (0, 3) and not spec.edge else None


def _xun(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    fits = level == 0 or (spec.month is not None and level == 4 and not spec.edge and not spec.last)
    return spec._replace(level=5, xun=int(value)) if fits else None


def _halfmonth(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    fits = spec.month is not None and level == 4 and not spec.edge and not spec.last
    return spec._replace(level=5, halfmonth=int(value)) if fits else None


def _edge(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(edge=value) if 1 <= level <= 4 and not (spec.edge or spec.last or spec.nth) else None


def _yearedge(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    if level == 0:
        return spec._replace(level=3, year=At("+", 0), edge=value)
    return _edge(spec, atom, level, value) if level == 3 else None


def _monthedge(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    if level == 0:
        return spec._replace(level=4, month=At("+", 0), edge=value)
    return _edge(spec, atom, level, value) if spec.month is not None and level == 4 else None


def _quarteredge(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return _edge(spec, atom, level, value) if spec.quarter is not None and level == 4 else None


def _season(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    code, _, edge = value.partition(" ")
    return spec._replace(level=4, season=code, edge=edge or None) if level in (0, 3) and not spec.edge else None


def _seasonchar(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=4, season=value) if level == 3 and not spec.edge else None


def _yearseason(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    step, _, code = value.partition(" ")
    return spec._replace(level=4, year=At("+", int(step)), season=code) if level == 0 else None


def _holiday(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=5, holiday=atom.text) if level in (0, 3) and not spec.edge else None


def _same(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=4, same=True) if level == 3 and not spec.edge else None


def _part(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    if level == 6 and spec.part and len(atom.text) > 1:
        return spec._replace(level=6, part=value)
    return spec._replace(level=6, part=value) if level in (0, 5) and not (spec.xun or spec.halfmonth or spec.last) else None


def _vague(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(vague=value) if level == 0 and not spec.vague else None


def _span(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    if level:
        return None
    unit, low, high = value.split()
    return spec._replace(level=_LEVELS[unit], last=(unit, int(high)), **{unit: At("+", int(low))})  # type: ignore[arg-type]


_WORDS: dict[str, Callable[[Spec, Atom, int, str], Spec | None]] = {
    "year": _stepped, "quarter": _stepped, "month": _stepped, "week": _stepped, "day": _stepped,
    "century": _century_word, "lunar": _lunar, "lunarmonth": _lunarmonth, "congress": _congress, "first": _first_word,
    "half": _half, "xun": _xun, "halfmonth": _halfmonth, "edge": _edge, "yearedge": _yearedge, "yearmid": _edge,
    "monthedge": _monthedge, "quarteredge": _quarteredge, "season": _season, "seasonchar": _seasonchar,
    "yearseason": _yearseason, "holiday": _holiday, "same": _same, "part": _part, "vague": _vague, "span": _span,
}  # fmt: skip
_READERS: dict[str, Callable[[Spec, Atom], Spec | None]] = {
    "iso": _iso, "ym": _ym, "decade": _decade, "year": _year, "ce": _year, "era": _era, "year2": _year2,
    "century": _century, "month": _month, "day": _day, "lday": _lday, "quarter": _quarter, "first": _first,
    "nth": _nth, "plan": _plan, "leap": _month, "weekday": _weekday, "clock": _clock, "lunar": _lunar,
    "bare": _bare, "daychar": _daychar, "newyear": _newyear,
}  # fmt: skip


def take(spec: Spec, atom: Atom) -> Spec | None:
    """The spec with the atom's slots filled, or None where the atom does not go on from it."""
    if spec.vague or spec.plan or spec.congress:
        return None
    return _word(spec, atom) if atom.word else _READERS[atom.kind](spec, atom)
