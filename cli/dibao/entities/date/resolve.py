"""A spec, a reference day and what the article has said so far: into a TIMEX3 value and its days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from dibao import almanac
from dibao.entities.date.spec import At, Spec

_DAY = timedelta(days=1)


class Value(NamedTuple):
    """TIMEX3 value with its first and last day; both None where nothing fixes them."""

    value: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against.

    ``ref``: reference day. ``ahead``: its clause looks ahead. ``carry``: the year (and month) that the words
    before it in the paragraph go on from. ``day``: the last day named, ``period``: the last value named.
    """

    ref: date | None = None
    ahead: bool = False
    carry_year: int | None = None
    carry_month: tuple[int, int] | None = None
    day: date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None
    period: Value | None = None


def resolve(spec: Spec, context: Context) -> Value | None:
    """The value of one expression; None where it names a day or period that does not exist."""
    spec = replace(spec, year=_anchor_year(spec, context))
    for reader in (_vague, _period, _same, _days, _weeks, _century, _month_parts, _year_parts):
        got = reader(spec, context)
        if got is not None:
            return _last(spec, context, got) if spec.last else got
    return None


def span(left: Spec, right: Spec, context: Context) -> Value | None:
    """The value of a range; the end takes from the beginning what it does not say itself."""
    first = resolve(left, context)
    if first is None:
        return None
    if right.day is None and right.hour is not None and not _dated(right):
        last = resolve(replace(left, hour=right.hour, minute=right.minute, part=_later(left, right)), context)
    else:
        if first.start is not None:
            carry = replace(
                context, carry_year=first.start.year, carry_month=(first.start.year, first.start.month),
                year=first.start.year, ahead=False,
            )  # fmt: skip
        else:
            carry = context
        last = resolve(_inherit(left, right), carry)
        if last is not None and first.start and last.start and last.start < first.start:
            last = _wrap(left, right, carry, first.start.year) or last
    if last is None:
        return None
    if first.start and last.end and last.end < first.start:
        return None
    return Value(f"{first.value}/{last.value}", first.start, last.end)


def _wrap(left: Spec, right: Spec, context: Context, year: int) -> Value | None:
    """11月至3月 runs into the next year."""
    if right.year is not None or right.month is None or right.month.kind != "=":
        return None
    return resolve(replace(_inherit(left, right), year=At("=", year + 1)), context)


def _dated(spec: Spec) -> bool:
    return replace(spec, hour=None, minute=None, part=None, until=None) != Spec()


def _later(left: Spec, right: Spec) -> str | None:
    return right.part or (left.part if left.hour is not None and right.hour is not None and left.hour <= right.hour else None)


def _inherit(left: Spec, right: Spec) -> Spec:
    """The right end of a range with the coarse slots of the left one that it leaves out."""
    if right.year is None and left.year is not None and right.century is None and right.decade is None:
        if right.month is not None or right.quarter or right.half or right.season or right.holiday or right.day:
            if not (right.day and right.day.kind != "=") and not (right.month and right.month.kind != "="):
                right = replace(right, year=left.year)
    if right.month is None and left.month is not None and right.day is not None and right.day.kind == "=":
        right = replace(right, month=left.month)
    if right.century is None and left.century is not None and right.decade is not None:
        right = replace(right, century=left.century)
    if right.week is None and left.week is not None and right.weekday is not None:
        right = replace(right, week=left.week)
    return replace(right, lunar=right.lunar or (left.lunar and right.year is not None))


def _anchor_year(spec: Spec, context: Context) -> At | None:
    """The year slot with its steps taken where the reference or the text allows it."""
    if spec.year is None or spec.year.kind == "=":
        return spec.year
    base = context.ref.year if spec.year.kind == "+" and context.ref else None
    if spec.year.kind == "@":
        base = context.year
    return spec.year if base is None else At("=", base + spec.year.n)


def _vague(spec: Spec, context: Context) -> Value | None:
    return Value(spec.vague) if spec.vague else None


def _period(spec: Spec, context: Context) -> Value | None:
    if spec.congress:
        first, last = almanac.congresses()[spec.congress]
        return Value(f"{first}/{last}", first, last)
    if spec.plan is None:
        return None
    years = almanac.plan_period(spec.plan)
    return Value(f"{years[0]}/{years[1]}", date(years[0], 1, 1), date(years[1], 12, 31)) if years else Value("XXXX")


def _same(spec: Spec, context: Context) -> Value | None:
    """去年同期: the period named before, a year (or as said) earlier."""
    if not spec.same:
        return None
    year = spec.year.n if spec.year and spec.year.kind == "=" else None
    model = context.period
    if year is None or model is None or model.start is None or model.end is None or "T" in model.value:
        return _whole_year(year)
    if model.end.year - model.start.year > 0 or len(model.value) == 4:
        return _whole_year(year)
    shift = year - model.start.year
    value = "/".join(f"{int(v[:4]) + shift:04}{v[4:]}" for v in model.value.split("/"))
    return Value(value, _shift(model.start, shift), _shift(model.end, shift, True))


def _shift(day: date, years: int, last: bool = False) -> date:
    """The same day in another year; 29 February becomes 28, and the last of February the last."""
    if day.month == 2 and day.day >= 28:
        end = almanac.calendar_day(day.year + years, 2, 29) or date(day.year + years, 2, 28)
        return end if last and (day + _DAY).month == 3 else date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def _whole_year(year: int | None) -> Value:
    if year is None:
        return Value("XXXX")
    if not 1 <= year <= 9999:
        return Value(f"BC{-year:04}" if year < 0 else "XXXX")
    return Value(f"{year:04}", date(year, 1, 1), date(year, 12, 31))


# Years and what divides them


def _year_parts(spec: Spec, context: Context) -> Value | None:
    if spec.quarter is not None:
        return _quarter(spec, context)
    if spec.half is not None:
        year = _choose_year(spec, context, lambda y: (date(y, 6 * spec.half - 5, 1), date(y, 6 * spec.half, 28)))  # type: ignore[operator]
        first, last = (1, 6) if spec.half == 1 else (7, 12)
        return _months(year, first, last, f"H{spec.half}")
    if spec.season is not None:
        return _season(spec, context)
    if spec.first is not None:
        return _first(spec, context)
    if spec.nth is not None:
        return _nth(spec, context)
    if spec.year is None:
        return None
    whole = _whole_year(spec.year.n if spec.year.kind == "=" else None)
    if spec.edge and whole.start:
        month = {"START": (1, 1), "END": (12, 12), "MID": (6, 7)}[spec.edge]
        return Value(whole.value, date(whole.start.year, month[0], 1), _month_end(whole.start.year, month[1]))
    return whole


def _months(year: int | None, first: int, last: int, code: str | None = None) -> Value:
    """Months of a year, with the value's code (H1, Q4) where they have one."""
    if year is None:
        return Value(f"XXXX-{code}" if code else f"XXXX-{first:02}/XXXX-{last:02}")
    value = f"{year:04}-{code}" if code else f"{year:04}-{first:02}/{year:04}-{last:02}"
    return Value(value, date(year, first, 1), _month_end(year, last))


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - _DAY


def _quarter(spec: Spec, context: Context) -> Value | None:
    assert spec.quarter is not None
    if spec.quarter.kind == "=":
        n = spec.quarter.n
        year = _choose_year(spec, context, lambda y: (date(y, 3 * n - 2, 1), _month_end(y, 3 * n)))
    else:
        base = context.ref if spec.quarter.kind == "+" else context.day
        if base is None:
            return Value("XXXX-QX")
        index = base.year * 4 + (base.month - 1) // 3 + spec.quarter.n
        year, n = index // 4, index % 4 + 1
    whole = _months(year, 3 * n - 2, 3 * n, f"Q{n}")
    if spec.edge and year is not None:
        month = {"START": 3 * n - 2, "MID": 3 * n - 1, "END": 3 * n}[spec.edge]
        return Value(whole.value, date(year, month, 1), _month_end(year, month))
    return whole


def _season(spec: Spec, context: Context) -> Value:
    code = spec.season or ""
    year = _choose_year(spec, context, lambda y: almanac.season(y, code))
    if year is None:
        return Value(f"XXXX-{code}")
    days = almanac.season(year, code)
    return Value(f"{year:04}-{code}", *(days or (None, None)))


def _first(spec: Spec, context: Context) -> Value | None:
    assert spec.first is not None
    unit, n = spec.first
    if unit == "day":
        month = _month(spec, context)
        if month is None or month[0] is None:
            return Value("XXXX-XX")
        first = date(month[0], month[1], 1)
        last = first + (n - 1) * _DAY
        return Value(f"{first}/{last}" if n > 1 else f"{first}", first, last)
    months = 3 * n if unit == "quarter" else n
    year = _choose_year(spec, context, lambda y: (date(y, 1, 1), _month_end(y, months)))
    if n == 1:
        return _one_month(year, 1)
    return _months(year, 1, months, "H1" if months == 6 and unit == "quarter" else None)


def _nth(spec: Spec, context: Context) -> Value | None:
    assert spec.nth is not None
    unit, n, weekday = spec.nth
    if unit == "weekday":
        month = _month(spec, context)
        day = almanac.nth_weekday(month[0], month[1], weekday, n) if month and month[0] else None
        return Value(f"{day}", day, day) if day else Value("XXXX-XX-XX")
    if spec.year is None or spec.year.kind != "=":
        return Value("XXXX-WXX" if unit == "week" else "XXXX-XX-XX")
    if unit == "day":
        day = date(spec.year.n, 1, 1) + (n - 1) * _DAY
        return _time(spec, day) if day.year == spec.year.n else None
    try:
        return _week_of(date.fromisocalendar(spec.year.n, n, 1))
    except ValueError:
        return None


# Choosing the year that is not said


def _choose_year(
    spec: Spec, context: Context, days: Callable[[int], almanac.Interval | None], far: int = 120
) -> int | None:
    """The year said, carried on, or that in which the period lies nearest to where the text looks."""
    if spec.year is not None:
        return spec.year.n if spec.year.kind == "=" else None
    if context.carry_year is not None:
        return context.carry_year
    ref = context.ref
    if ref is None:
        return context.year
    here = days(ref.year)
    if here is None:
        return ref.year
    if context.ahead:
        return ref.year + 1 if here[1] < ref - timedelta(days=31) else ref.year
    return ref.year - 1 if here[0] > ref + timedelta(days=far) else ref.year


# Months and days


def _one_month(year: int | None, month: int) -> Value:
    if year is None:
        return Value(f"XXXX-{month:02}")
    return Value(f"{year:04}-{month:02}", date(year, month, 1), _month_end(year, month))


def _month(spec: Spec, context: Context) -> tuple[int | None, int] | None:
    """(year or None, month) of the month slot; None where nothing gives it."""
    if spec.month is None:
        return None
    if spec.month.kind == "=":
        n = spec.month.n
        day = spec.day.n if spec.day and spec.day.kind == "=" else None

        def days(y: int) -> almanac.Interval:
            first, last = date(y, n, 1), _month_end(y, n)
            at = min(first + ((day or 1) - 1) * _DAY, last)
            return (at, at) if day else (first, last)

        return _choose_year(spec, context, days), n
    if spec.month.kind == "+":
        base = (context.ref.year, context.ref.month) if context.ref else None
    else:
        base = context.month
    if base is None:
        return None
    index = base[0] * 12 + base[1] - 1 + spec.month.n
    return index // 12, index % 12 + 1


def _month_parts(spec: Spec, context: Context) -> Value | None:
    """A whole month, its thirds and halves, its edges; also the bare 中旬."""
    if spec.month is None and not spec.xun:
        return None
    if spec.first or spec.nth:
        return None
    if spec.lunar and spec.month is not None:
        return _lunar_month(spec, context)
    if spec.month is None:
        spec = replace(spec, month=At("@" if context.month and not context.ref else "+", 0))
    got = _month(spec, context)
    if got is None:
        return Value("XXXX-XX")
    year, month = got
    if year is None:
        return _one_month(None, month)
    if spec.xun or spec.halfmonth:
        low = {1: 1, 2: 11, 3: 21}[spec.xun] if spec.xun else {1: 1, 2: 16}[spec.halfmonth or 1]
        high = {1: 10, 2: 20}.get(spec.xun, 31) if spec.xun else {1: 15}.get(spec.halfmonth or 1, 31)
        return _slice(year, month, low, high)
    whole = _one_month(year, month)
    if spec.edge:
        part = _slice(year, month, *{"START": (1, 10), "MID": (11, 20), "END": (21, 31)}[spec.edge])
        return Value(whole.value, part.start, part.end)
    return whole


def _slice(year: int, month: int, low: int, high: int) -> Value:
    end = min(date(year, month, 1) + (high - 1) * _DAY, _month_end(year, month))
    return Value(f"{date(year, month, low)}/{end}", date(year, month, low), end)


def _lunar_month(spec: Spec, context: Context) -> Value | None:
    assert spec.month is not None
    month = spec.month.n
    year = _choose_year(spec, context, lambda y: almanac.lunar_month(y, month, spec.leap), far=183)
    days = almanac.lunar_month(year, month, spec.leap) if year is not None else None
    return Value(f"{days[0]}/{days[1]}", *days) if days else Value("XXXX-XX")


def _days(spec: Spec, context: Context) -> Value | None:
    """Single days: named, counted, lunar, holidays."""
    if spec.holiday is not None:
        return _holiday(spec, context)
    if spec.day is None:
        if not _dated(spec) and context.day is not None and (spec.part or spec.hour is not None):
            return _time(spec, context.day)
        return None
    if spec.day.kind != "=":
        base = context.ref if spec.day.kind == "+" else context.day
        return _time(spec, base + spec.day.n * _DAY) if base else _time(spec, None, "XXXX-XX-XX")
    if spec.lunar and spec.month is not None:
        month, n = spec.month.n, spec.day.n

        def days(y: int) -> almanac.Interval | None:
            at = almanac.lunar_day(y, month, n, spec.leap)
            return (at, at) if at else None

        year = _choose_year(spec, context, days, far=183)
        day = almanac.lunar_day(year, month, n, spec.leap) if year is not None else None
        return _time(spec, day, "XXXX-XX-XX")
    got = _month(spec, context) if spec.month is not None else _near_month(spec.day.n, context)
    if got is None or got[0] is None:
        month_value = f"{got[1]:02}" if got else "XX"
        return _time(spec, None, f"XXXX-{month_value}-{spec.day.n:02}")
    day = almanac.calendar_day(got[0], got[1], spec.day.n)
    return None if day is None else _time(spec, day)


def _near_month(day: int, context: Context) -> tuple[int | None, int] | None:
    """The month of a bare day: carried on, else the reference's or the one before it."""
    if context.carry_month is not None:
        return context.carry_month
    ref = context.ref
    if ref is None:
        return context.month
    steps_ahead = day - ref.day
    if context.ahead:
        return (ref.year, ref.month) if steps_ahead >= 0 else _next(ref.year, ref.month, 1)
    before = _next(ref.year, ref.month, -1)
    back = almanac.calendar_day(*before, day)
    if steps_ahead > 0 and back is not None and 2 * steps_ahead > (ref - back).days:
        return before
    return ref.year, ref.month


def _next(year: int, month: int, steps: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + steps
    return index // 12, index % 12 + 1


def _holiday(spec: Spec, context: Context) -> Value | None:
    name = spec.holiday or ""
    if spec.year is not None:
        year = spec.year.n if spec.year.kind == "=" else None
    elif context.carry_year is not None:
        year = context.carry_year
    elif context.ref is None:
        year = context.year
    else:
        year = _feast_year(name, context.ref, context.ahead)
    day = almanac.holiday(name, year) if year is not None else None
    fixed = almanac.holidays()[name]
    return _time(spec, day, f"XXXX-{fixed}" if len(fixed) == 5 else "XXXX-XX-XX")


def _feast_year(name: str, ref: date, ahead: bool) -> int:
    """This year's feast, unless it is long past and the next one near, or far off and the last one near."""
    here = almanac.holiday(name, ref.year)
    after, before = almanac.holiday(name, ref.year + 1), almanac.holiday(name, ref.year - 1)
    if here is None:
        return ref.year
    past = (ref - here).days
    if after and past > 0 and (ahead or (past > 180 and (after - ref).days <= 90)):
        return ref.year + 1 if not (ahead and past <= 31) else ref.year
    if before and past < -180 and (ref - before).days <= 60 and not ahead:
        return ref.year - 1
    return ref.year


def _time(spec: Spec, day: date | None, unknown: str = "XXXX-XX-XX") -> Value:
    """A day with its part or hour: 2020-12-29TAF, T15, T15:30."""
    base = f"{day}" if day else unknown
    if spec.hour is None:
        return Value(base + (f"T{spec.part[1:]}" if spec.part else ""), day, day)
    value = f"{base}T{_clock(spec.hour, spec.minute, spec.part)}"
    if spec.until:
        value += f"/{base}T{_clock(*spec.until, spec.part)}"
    return Value(value, day, day)


def _clock(hour: int, minute: int | None, part: str | None) -> str:
    afternoon = part in ("TAF", "TEV") or (part == "TNI" and hour > 6) or (part == "TMI" and hour < 4)
    if afternoon and hour < 12:
        hour += 12
    elif part == "TNI" and hour == 12:
        hour = 24
    return f"{hour:02}" if minute is None else f"{hour:02}:{minute:02}"


# Weeks


def _weeks(spec: Spec, context: Context) -> Value | None:
    if spec.week is None and spec.weekday is None:
        return None
    ref = context.day if spec.week and spec.week.kind == "@" else context.ref
    if ref is None:
        return _time(spec, None, f"XXXX-WXX-{spec.weekday}" if spec.weekday and spec.weekday < 8 else "XXXX-WXX")
    monday = ref - (ref.isoweekday() - 1) * _DAY + 7 * (spec.week.n if spec.week else 0) * _DAY
    if spec.weekday is None:
        return _week_of(monday)
    if spec.weekday == 8:
        week = _week_of(monday)
        return Value(week.value + "-WE", monday + 5 * _DAY, monday + 6 * _DAY)
    day = monday + (spec.weekday - 1) * _DAY
    if spec.week is None and day > ref and not context.ahead and (day - ref).days > 3:
        day -= 7 * _DAY
    if spec.week is None and day < ref and context.ahead:
        day += 7 * _DAY
    return _time(spec, day)


def _week_of(monday: date) -> Value:
    year, week, _ = monday.isocalendar()
    return Value(f"{year:04}-W{week:02}", monday, monday + 6 * _DAY)


# Decades and centuries


def _century(spec: Spec, context: Context) -> Value | None:
    if spec.century is None and spec.decade is None:
        return None
    hundred: int | None = None
    if spec.century is not None:
        if spec.century.kind == "=":
            hundred = spec.century.n - 1
        elif context.ref is not None:
            hundred = context.ref.year // 100 + spec.century.n
        elif spec.century.n == -1 or spec.decade is not None:
            hundred = 20 + spec.century.n  # 上世纪80年代 is read so by every reader of today
    if spec.decade is None:
        if hundred is None:
            return Value("XXXX")
        return Value(f"{hundred:02}XX", date(max(hundred * 100, 1), 1, 1), date(hundred * 100 + 99, 12, 31))
    ten = spec.decade
    if ten < 10:
        if hundred is None:
            hundred = 19 if ten >= 3 else 20
        ten += hundred * 10
    return Value(f"{ten:03}X", date(ten * 10, 1, 1), date(ten * 10 + 9, 12, 31))


def _last(spec: Spec, context: Context, first: Value) -> Value | None:
    """The value up to the further number of a slot: 3—5月, 12—19日."""
    assert spec.last is not None
    slot, n = spec.last
    if slot == "decade":
        last = resolve(replace(spec, decade=n, last=None), context)
    else:
        at: At | None = getattr(spec, slot)
        if at is None:
            return first
        kind = "=" if slot == "year" and spec.year and spec.year.kind == "=" and n > 1000 else at.kind
        if first.start is not None and slot not in ("year",):
            context = replace(context, carry_year=first.start.year, carry_month=(first.start.year, first.start.month))
        if at.kind == "=" and slot == "year" and n < 1000 and spec.year:  # 今明两年 has been taken from the reference
            n = spec.year.n + 1
        last = resolve(replace(spec, **{slot: At(kind, n)}, last=None), context)  # type: ignore[arg-type]
    if last is None or (first.start and last.end and last.end < first.start):
        return None
    return Value(f"{first.value}/{last.value}", first.start, last.end)
