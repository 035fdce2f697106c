"""A spec, a reference day and what the article has said so far: into a TIMEX3 value and its days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dibao.entities.date import years
from dibao.entities.date.context import DAY, Context, whole_year
from dibao.entities.date.days import read_day, read_month, read_week
from dibao.entities.date.spec import At, Spec, Value
from dibao.language import almanac


def resolve(spec: Spec, context: Context) -> Value | None:
    """The value of one expression; None where it names a day or period that does not exist."""
    try:
        if spec.year is not None and spec.year.kind != "=":
            spec, value = _in_year(spec, _stepped_year(spec.year, context))
            if value is not None:
                return value
        got = _value(spec, context)
        if spec.last is None or got is None:
            return got
        value = _last(spec, context, got)
        if _gone(spec, context, value) and context.ref is not None:
            return resolve(spec._replace(year=At("=", context.ref.year - 1)), context)
        return value
    except (ValueError, OverflowError):  # before year 1 or after 9999
        return None


_NOWHERE = Context()
_LEAP_YEAR = 2020
_DAYS = 64
"""For so many reference days a spec's values are remembered; articles mostly come in the order of their days."""


def told(spec: Spec) -> Value | None:
    """The value of a spec that says its year or needs none; None where it takes the article to tell."""
    if spec.level and (spec.year is None or spec.year.kind != "=" or spec.last or spec.same):
        return None
    if spec.week is not None or spec.weekday is not None or (spec.month is None and (spec.day or spec.xun)):
        return None
    if any(at is not None and at.kind != "=" for at in (spec.month, spec.quarter, spec.day)):
        return None
    try:
        return _value(spec, _NOWHERE)
    except (ValueError, OverflowError):
        return None


def by_reference(spec: Spec) -> bool:
    """Whether the reference day alone tells the value of a spec: 昨日, 去年6月, 上周五.

    Unless 比 or 较 stands before it: 比上年 may go on from another year.
    """
    slots = (spec.year, spec.quarter, spec.month, spec.week, spec.day)
    kinds = [at.kind for at in slots if at is not None]
    if "+" not in kinds or "@" in kinds or spec.last or spec.same:
        return False
    if spec.year is not None:
        return spec.year.kind == "+" and told(spec._replace(year=At("=", _LEAP_YEAR))) is not None
    return not spec.lunar and spec.holiday is None


def value_on(ref: date, spec: Spec, known: dict[date, Value | None]) -> Value | None:
    """The value of a spec that the reference day alone tells, from those that are known by day."""
    if ref not in known:
        if len(known) >= _DAYS:
            known.clear()
        known[ref] = resolve(spec, Context(ref))
    return known[ref]


@lru_cache(maxsize=1024)
def _in_year(spec: Spec, year: At) -> tuple[Spec, Value | None]:
    """A spec with its year, and its value where that is told."""
    spec = spec._replace(year=year)
    return spec, told(spec)


def _value(spec: Spec, context: Context) -> Value | None:
    if spec.level == 0:
        return _named(spec)
    if spec.same:
        return _same(spec, context)
    if spec.week is not None or spec.weekday is not None:
        return read_week(spec, context)
    if spec.level >= 5 and not (spec.xun or spec.halfmonth):
        return read_day(spec, context)
    return years.century(spec, context) or read_month(spec, context) or years.read(spec, context)


def _stepped_year(year: At, context: Context) -> At:
    """The year that some steps from the reference or from the year before it lead to, where that is known."""
    base = context.year
    if year.kind == "+":
        base = context.ref.year if context.ref else None
        if context.compared and year.n == -1 and context.carry_year is not None:
            base = context.carry_year  # 1997年…比上年增长
    return year if base is None else At("=", base + year.n)


def _named(spec: Spec) -> Value | None:
    """近年来, 十四五, 党的十八大."""
    if spec.vague:
        return Value(spec.vague)
    if spec.congress:
        first, last = almanac.congresses()[spec.congress]
        return Value(f"{first}/{last}", first, last)
    period = almanac.plan_period(spec.plan) if spec.plan is not None else None
    return (
        Value(f"{period[0]}/{period[1]}", date(period[0], 1, 1), date(period[1], 12, 31)) if period else None
    )


def _same(spec: Spec, context: Context) -> Value:
    """去年同期: the period named before, moved to the year said."""
    year = spec.year.n if spec.year and spec.year.kind == "=" else None
    model = context.period
    if year is None or model is None or model.start is None or model.end is None or len(model.value) == 4:
        return whole_year(year)
    if model.end.year != model.start.year or "T" in model.value or "W" in model.value:
        return whole_year(year)
    shift = year - model.start.year
    value = "/".join(f"{int(v[:4]) + shift:04}{v[4:]}" for v in model.value.split("/"))
    return Value(value, _shift(model.start, shift), _shift(model.end, shift))


def _shift(day: date, years: int) -> date:
    """The same day in another year; the last of February becomes the last of February."""
    if (day.month, (day + DAY).month) == (2, 3):
        return date(day.year + years, 3, 1) - DAY
    return day.replace(year=day.year + years)


def _last(spec: Spec, context: Context, first: Value) -> Value | None:
    """The value up to the further number of a slot: 3—5月, 12—19日, 今明两年."""
    assert spec.last is not None
    slot, n = spec.last
    if slot == "century" and spec.century is not None and spec.century.n < 0:
        return _stretch(first, resolve(spec._replace(century=At("=", -n), last=None), context))
    if slot == "decade":
        return _stretch(first, resolve(spec._replace(decade=n, last=None), context))
    at: At | None = getattr(spec, slot)
    if at is None:
        return first
    if slot == "year" and n < 1000:
        n = at.n + 1  # 今明两年: its first year has been taken from the reference
    if first.start is not None and slot != "year":
        month = (first.start.year, first.start.month)
        context = context._replace(
            carry_year=month[0], carry_month=month, ref=context.ref if at.kind == "+" else None
        )
    last = resolve(spec._replace(last=None, **{slot: At(at.kind, n)}), context)  # type: ignore[arg-type]
    return _stretch(first, last)


def _gone(spec: Spec, context: Context, value: Value | None) -> bool:
    """Whether months from January on are last year's: 1—11月, told in January or February."""
    ref = context.ref
    if (
        ref is None
        or ref.month > 2
        or context.ahead
        or context.carry_year is not None
        or spec.year is not None
    ):
        return False
    if value is None or value.start is None or value.end is None or spec.month != At("=", 1):
        return False
    return spec.day is None and value.start.year == ref.year and value.end.month >= 9


def _stretch(first: Value, last: Value | None) -> Value | None:
    """From the first day of one value to the last of another; None where that runs backwards.

    Where one of both is unknown, so are the bounds.
    """
    if last is None or (first.start and last.end and last.end < first.start):
        return None
    begin, end = first.value.partition("/")[0], last.value.rpartition("/")[2]
    if first.start is None or last.end is None:
        return Value(f"{begin}/{end}", None, None)
    return Value(f"{begin}/{end}", first.start, last.end)


def span(left: Spec, right: Spec, context: Context) -> Value | None:
    """The value of a range; its end takes from its beginning what it does not say itself."""
    first = resolve(left, context)
    if first is None:
        return None
    if right.timeless:
        hour, part = _later(left, right)
        last = resolve(left._replace(hour=hour, minute=right.minute, part=part), context)
        return _stretch(first, last)
    carry = context
    if first.start is not None:
        year = first.start.year
        carry = context._replace(
            carry_year=year, carry_month=(year, first.start.month), year=year, around=None
        )
        if first.start == first.end:
            carry = carry._replace(day=first.start)  # 12月29日晚9时至次日凌晨2时
    right = _inherit(left, right)
    last = resolve(right, carry if right.week is None and right.weekday is None else context)
    wraps = right.year is None and right.month is not None and right.month.kind == "="
    if wraps and last and first.start and last.end and last.end < first.start:  # 11月至3月
        last = resolve(right._replace(year=At("=", first.start.year + 1)), carry)
    value = _stretch(first, last)
    if _gone(left, context, value) and right.year is None and context.ref is not None:
        return span(left._replace(year=At("=", context.ref.year - 1)), right, context)
    return value


def _later(left: Spec, right: Spec) -> tuple[int | None, str | None]:
    """Hour and part of day of the end of a stretch of hours; it takes the part of its beginning.

    中午12时55分至1时15分 ends at 13:15.
    """
    begins, ends = left.hour or 0, right.hour or 0
    if right.part or begins <= ends:
        return right.hour, right.part or left.part
    if left.part in ("TMO", "TMI") and begins <= 12 < ends + 12 and begins < ends + 12:
        return ends + 12, None
    return right.hour, None


def _inherit(left: Spec, right: Spec) -> Spec:
    """The right end of a range with the coarse slots of the left one that it leaves out."""
    stepped = any(x is not None and x.kind != "=" for x in (right.month, right.day, right.quarter))
    if (
        right.year is None
        and left.year is not None
        and right.level >= 4
        and not (stepped or right.week or right.weekday)
    ):
        right = right._replace(year=left.year)
        if left.month is not None and right.month and right.month.n < left.month.n and left.month.kind == "=":
            right = right._replace(year=None)
    if right.month is None and left.month is not None and right.day is not None and right.day.kind == "=":
        right = right._replace(month=left.month)
    if right.century is None and left.century is not None and right.decade is not None:
        right = right._replace(century=left.century)
    if right.week is None and left.week is not None and right.weekday is not None:
        right = right._replace(week=left.week)
    return right._replace(lunar=right.lunar or (left.lunar and right.level == 5 and right.holiday is None))
