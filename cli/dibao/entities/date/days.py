"""Values of months and days, by the calendar and by the lunar one; holidays and weeks."""

from __future__ import annotations

from datetime import date, timedelta

from dibao.entities.date.context import (
    DAY,
    Context,
    choose_year,
    feast_year,
    month_end,
    near_month,
    next_month,
    timed,
    whole_month,
)  # fmt: skip
from dibao.entities.date.spec import At, Spec, Value
from dibao.language import almanac

_THIRDS = {1: (1, 10), 2: (11, 20), 3: (21, 31), 4: (1, 20), 5: (11, 31)}
_HALVES = {1: (1, 15), 2: (16, 31)}
_EDGES = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_LUNAR_FAR = timedelta(days=300)


def month_of(spec: Spec, context: Context) -> tuple[int | None, int] | None:
    """(year or None, month) of the month slot; None where nothing gives it."""
    if spec.month is None:
        return None
    if spec.month.kind == "=":
        n = spec.month.n
        day = spec.day.n if spec.day and spec.day.kind == "=" else None

        def days(y: int) -> almanac.Interval:
            if not day:
                return date(y, n, 1), month_end(y, n)
            at = almanac.calendar_day(y, n, day) or month_end(y, n)
            return at, at

        return choose_year(spec, context, days), n
    base = context.month
    if spec.month.kind == "+" and not (context.compared and context.carry_month):
        base = (context.ref.year, context.ref.month) if context.ref else None
    elif spec.month.kind == "+":
        base = context.carry_month
    return None if base is None else next_month(*base, spec.month.n)


def read_month(spec: Spec, context: Context) -> Value | None:
    """A whole month, its thirds and halves, its edges; also the bare 中旬."""
    if spec.first or spec.nth or (spec.month is None and not spec.xun):
        return None
    if spec.lunar and spec.month is not None:
        return _lunar_month(spec, context)
    if spec.month is None:
        spec = spec._replace(month=At("@" if context.month and not context.ref else "+", 0))
    got = month_of(spec, context)
    if got is None:
        return Value("XXXX-XX")
    year, month = got
    if year is None:
        return whole_month(None, month)
    if not 1 <= year <= 9999:
        return Value("XXXX-XX")
    if spec.xun:
        return _slice(year, month, *_THIRDS[spec.xun])
    if spec.halfmonth:
        return _slice(year, month, *_HALVES[spec.halfmonth])
    whole = whole_month(year, month)
    if spec.edge:
        part = _slice(year, month, *_EDGES[spec.edge])
        return Value(whole.value, part.start, part.end)
    return whole


def _slice(year: int, month: int, low: int, high: int) -> Value:
    first, end = date(year, month, low), min(date(year, month, 1) + (high - 1) * DAY, month_end(year, month))
    return Value(f"{first}/{end}", first, end)


def _lunar_month(spec: Spec, context: Context) -> Value:
    assert spec.month is not None
    month = spec.month.n
    year = choose_year(spec, context, lambda y: almanac.lunar_month(y, month, spec.leap), far=_LUNAR_FAR)
    days = almanac.lunar_month(year, month, spec.leap) if year is not None else None
    return Value(f"{days[0]}/{days[1]}", *days) if days else Value("XXXX-XX")


def read_day(spec: Spec, context: Context) -> Value | None:
    """Single days: named, counted, lunar, holidays; and a time of day that goes on from a day."""
    if spec.holiday is not None:
        return _holiday(spec, context)
    if spec.day is None:
        return timed(spec, context.day) if spec.timeless and context.day is not None else None
    if spec.day.kind != "=":
        base = context.ref if spec.day.kind == "+" else context.day
        return timed(spec, base + spec.day.n * DAY if base else None)
    if spec.lunar and spec.month is not None:
        return _lunar_day(spec, spec.month.n, spec.day.n, context)
    got = month_of(spec, context) if spec.month is not None else near_month(spec.day.n, context)
    if got is None or got[0] is None:
        return timed(spec, None, f"XXXX-{f'{got[1]:02}' if got else 'XX'}-{spec.day.n:02}")
    day = almanac.calendar_day(got[0], got[1], spec.day.n)
    return None if day is None else timed(spec, day)


def _lunar_day(spec: Spec, month: int, n: int, context: Context) -> Value:
    def days(y: int) -> almanac.Interval | None:
        at = almanac.lunar_day(y, month, n, spec.leap)
        return (at, at) if at else None

    year = choose_year(spec, context, days, far=_LUNAR_FAR)
    return timed(spec, almanac.lunar_day(year, month, n, spec.leap) if year is not None else None)


def _holiday(spec: Spec, context: Context) -> Value:
    name = spec.holiday or ""
    if spec.year is not None:
        year = spec.year.n if spec.year.kind == "=" else None
    else:
        year = feast_year(name, context)
    fixed = almanac.holidays()[name]
    day = almanac.holiday(name, year) if year is not None else None
    return timed(spec, day, f"XXXX-{fixed}" if len(fixed) == 5 else "XXXX-XX-XX")


def read_week(spec: Spec, context: Context) -> Value:
    """Weeks and days of the week; a bare 周五 is the last one, or the next where it is near or lies ahead."""
    ref = context.day if spec.week and spec.week.kind == "@" else context.ref
    if ref is None:
        return timed(
            spec, None, f"XXXX-WXX-{spec.weekday}" if spec.weekday and spec.weekday < 8 else "XXXX-WXX"
        )
    monday = ref + (1 - ref.isoweekday() + 7 * (spec.week.n if spec.week else 0)) * DAY
    if spec.weekday is None:
        return week_of(monday)
    if spec.weekday == 8:
        return Value(week_of(monday).value + "-WE", monday + 5 * DAY, monday + 6 * DAY)
    day = monday + (spec.weekday - 1) * DAY
    if spec.week is None and not context.ahead and (day - ref).days > 3:
        day -= 7 * DAY
    elif spec.week is None and context.ahead and day < ref:
        day += 7 * DAY
    return timed(spec, day)


def week_of(monday: date) -> Value:
    """The ISO week that begins on a Monday."""
    year, week, _ = monday.isocalendar()
    return Value(f"{year:04}-W{week:02}", monday, monday + 6 * DAY)
