"""Values of years and of what divides and gathers them: halves, quarters, seasons, decades, centuries."""

from __future__ import annotations

from datetime import date, timedelta

from dibao.entities.date.context import (
    DAY,
    Context,
    choose_year,
    month_end,
    months,
    timed,
    whole_month,
    whole_year,
)  # fmt: skip
from dibao.entities.date.days import month_of, week_of
from dibao.entities.date.spec import Spec, Value
from dibao.language import almanac

_SEASON_FAR = timedelta(days=200)
_NTH_FAR = timedelta(days=300)


def read(spec: Spec, context: Context) -> Value | None:
    """The value of a spec whose finest slot is a year or a part of one above the month."""
    if spec.quarter is not None:
        return _quarter(spec, context)
    if spec.half is not None:
        return _half(spec, context)
    if spec.season is not None:
        return _season(spec, context)
    if spec.first is not None:
        return _first(spec, context)
    if spec.nth is not None:
        return _nth(spec, context)
    if spec.year is None:
        return None
    whole = whole_year(spec.year.n if spec.year.kind == "=" else None)
    if spec.edge and whole.start:
        first, last = {"START": (1, 1), "END": (12, 12), "MID": (6, 7)}[spec.edge]
        return Value(whole.value, date(whole.start.year, first, 1), month_end(whole.start.year, last))
    return whole


def _half(spec: Spec, context: Context) -> Value:
    first, last = (1, 6) if spec.half == 1 else (7, 12)
    year = choose_year(spec, context, lambda y: (date(y, first, 1), month_end(y, last)))
    return months(year, first, last, f"H{spec.half}")


def _quarter(spec: Spec, context: Context) -> Value:
    assert spec.quarter is not None
    year: int | None
    if spec.quarter.kind == "=":
        n = spec.quarter.n
        year = choose_year(spec, context, lambda y: (date(y, 3 * n - 2, 1), month_end(y, 3 * n)))
    else:
        base = context.ref if spec.quarter.kind == "+" else context.day
        if context.compared and context.period is not None and context.period.start is not None:
            base = context.period.start
        if base is None:
            return Value("XXXX-QX")
        index = base.year * 4 + (base.month - 1) // 3 + spec.quarter.n
        year, n = index // 4, index % 4 + 1
    whole = months(year, 3 * n - 2, 3 * n, f"Q{n}")
    if spec.edge and year is not None:
        month = {"START": 3 * n - 2, "MID": 3 * n - 1, "END": 3 * n}[spec.edge]
        return Value(whole.value, date(year, month, 1), month_end(year, month))
    return whole


def _season(spec: Spec, context: Context) -> Value:
    code = spec.season or ""
    year = choose_year(spec, context, lambda y: almanac.season(y, code), far=_SEASON_FAR)
    if year is None:
        return Value(f"XXXX-{code}")
    return Value(f"{year:04}-{code}", *(almanac.season(year, code) or (None, None)))


def _first(spec: Spec, context: Context) -> Value:
    assert spec.first is not None
    unit, n = spec.first
    if unit == "day":
        month = month_of(spec, context)
        if month is None or month[0] is None:
            return Value("XXXX-XX")
        first = date(month[0], month[1], 1)
        last = first + (n - 1) * DAY
        return Value(f"{first}/{last}" if n > 1 else f"{first}", first, last)
    count = 3 * n if unit == "quarter" else n
    year = choose_year(spec, context, lambda y: (date(y, count, 1), month_end(y, count)))
    if n == 1:
        return whole_month(year, 1)
    return months(year, 1, count, "H1" if unit == "quarter" and n == 2 else None)


def _nth(spec: Spec, context: Context) -> Value | None:
    assert spec.nth is not None
    unit, n, weekday = spec.nth
    if unit == "weekday" and spec.month is not None:
        number = spec.month.n
        day = None
        if spec.month.kind == "=":

            def at(y: int) -> almanac.Interval | None:
                found = almanac.nth_weekday(y, number, weekday, n)
                return (found, found) if found else None

            year = choose_year(spec, context, at, far=_NTH_FAR)
            day = almanac.nth_weekday(year, number, weekday, n) if year else None
        elif (month := month_of(spec, context)) is not None and month[0] is not None:
            day = almanac.nth_weekday(month[0], month[1], weekday, n)
        return timed(spec, day)
    if spec.year is None or spec.year.kind != "=" or not 1 <= spec.year.n <= 9998:
        return Value("XXXX-WXX" if unit == "week" else "XXXX-XX-XX")
    if unit == "day":
        day = date(spec.year.n, 1, 1) + timedelta(days=n - 1)
        return timed(spec, day) if day.year == spec.year.n else None
    try:
        return week_of(date.fromisocalendar(spec.year.n, n, 1))
    except ValueError:
        return None


def century(spec: Spec, context: Context) -> Value | None:
    """The value of a decade or century; 80年代 alone is of the last century, 20年代 of this one."""
    if spec.century is None and spec.decade is None:
        return None
    hundred: int | None = None
    if spec.century is not None:
        if spec.century.kind == "=" and spec.century.n < 0:
            return Value(f"BC{-spec.century.n - 1:02}XX")
        base = context.ref.year // 100 if context.ref is not None else 20
        hundred = spec.century.n - 1 if spec.century.kind == "=" else base + spec.century.n
    ten = spec.decade
    if ten is None:
        first = (hundred or 0) * 100
        return Value(f"{hundred:02}XX", date(max(first, 1), 1, 1), date(first + 99, 12, 31))
    if ten < 10:
        ten += 10 * (hundred if hundred is not None else 19 if ten >= 3 else 20)
    return Value(f"{ten:03}X", date(max(ten * 10, 1), 1, 1), date(ten * 10 + 9, 12, 31))
