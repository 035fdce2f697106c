"""What an expression is read against, and how a year or month that it does not say is chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dibao.entities.date.signals import Surroundings
from dibao.entities.date.spec import WEEKDAYS, Spec, Value
from dibao.language import almanac
from dibao.named import NamedTuple

DAY = timedelta(days=1)
FAR = timedelta(days=120)
"""A period that lies farther ahead is taken to be last year's."""
_LATE = timedelta(days=31)
"""A date that its clause puts ahead may still have just gone by: papers print plans late."""
_FRESH = timedelta(days=7)
"""A day so shortly before the reference is news, whatever year the sentence before it was in."""
_NEWS = 5
"""A bare day so few days before the reference is news, also after a date that lies ahead."""


class Context(NamedTuple):
    """What the article gives an expression.

    ``ref``: reference day. ``around``: what stands around it, None where its year is said. ``compared``: 比 or
    较 stands before. ``coming``: the last day named, where it lies ahead. ``soon``: that stands in this
    paragraph. ``feast``: the feast before in a list that says its year. ``chronicle``: the year stands at the
    head of its entries. ``carry_year``, ``carry_month``: what the words before it in the paragraph go on from.
    ``day``, ``month``, ``year``: the last ones named. ``period``: the last value longer than a day.
    ``feasts``: year by holiday.
    """

    ref: date | None = None
    around: Surroundings | None = None
    coming: date | None = None
    soon: bool = False
    feast: date | None = None
    chronicle: bool = False
    compared: bool = False
    carry_year: int | None = None
    carry_month: tuple[int, int] | None = None
    day: date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None
    period: Value | None = None
    feasts: tuple[tuple[str, int], ...] = ()

    @property
    def ahead(self) -> bool:
        """Whether the clause looks ahead."""
        return self.around is not None and not self.compared and self.around.ahead()

    @property
    def weekday(self) -> int | None:
        """The weekday that is told with the day."""
        told = self.around.weekday() if self.around is not None else None
        return WEEKDAYS[told] if told else None


def choose_year(
    spec: Spec, context: Context, days: Callable[[int], almanac.Interval | None], far: timedelta = FAR
) -> int | None:
    """The year said, carried on, or that where the text looks; None where nothing tells.

    ``days`` gives the period in a year. Without a word that looks ahead, a period more than ``far`` off is
    taken to be last year's: reports look back.
    """
    if spec.year is not None:
        return spec.year.n if spec.year.kind == "=" else None
    ref = context.ref
    here = days(ref.year) if ref is not None else None
    if context.carry_year is not None:
        fresh = ref is not None and here is not None and spec.level >= 5 and ref - _FRESH <= here[0] <= ref
        return ref.year if fresh and ref is not None and not context.chronicle else context.carry_year
    if ref is None:
        return context.year
    if here is None:
        return ref.year
    if (weekday := context.weekday) is not None:
        for year in (ref.year, ref.year - 1, ref.year + 1):
            there = days(year)
            if there is not None and there[0].isoweekday() == weekday:
                return year
    past, distant = ref - here[1] > _LATE, here[0] - ref > far
    if not (past or distant or spec.lunar):  # this year's, wherever the clause looks
        return ref.year
    if context.ahead:
        before = days(ref.year - 1) if spec.lunar else None
        if before is not None and before[1] >= ref:  # 腊月廿三 told in January
            return ref.year - 1
        return ref.year + 1 if past else ref.year
    if context.coming is not None and past:
        after = days(ref.year + 1)  # 12月29日至1月13日自评, 1月14日至15日互评
        if after is not None and _follows(after[0], context.coming):
            return ref.year + 1
    return ref.year - 1 if distant else ref.year


def _follows(day: date, coming: date) -> bool:
    """Whether a day goes on from one that lies ahead, as the next of a calendar's days off does."""
    return coming - _LATE <= day <= coming + 4 * _LATE


def feast_year(name: str, context: Context) -> int | None:
    """The year of a holiday: as told before, else this year's unless it is long past and the next one near,
    or far off and the last one near."""
    ref = context.ref
    if context.feast is not None:
        same = almanac.holiday(name, context.feast.year)
        return context.feast.year + (same is not None and same < context.feast)
    told = dict(context.feasts).get(name)
    if told is not None or ref is None:
        return told if told is not None else context.carry_year or context.year
    here = almanac.holiday(name, ref.year)
    if here is None:
        return ref.year
    if context.carry_year is not None and context.day is not None:
        there = almanac.holiday(name, context.carry_year)
        if there is not None and abs(there - context.day) < _FRESH:  # 2006年5月31日是端午节
            return context.carry_year
    if context.carry_year is not None and not ref - 3 * _LATE <= here <= ref + 3 * _LATE:
        return context.carry_year
    after, before = almanac.holiday(name, ref.year + 1), almanac.holiday(name, ref.year - 1)
    if after and context.coming is not None and here < ref - _LATE and _follows(after, context.coming):
        return ref.year + 1
    past = (ref - here).days
    if after and past > 0 and ((context.ahead and past > 31) or (past > 180 and (after - ref).days <= 60)):
        return ref.year + 1
    if before and past < -180 and (ref - before).days <= 60 and not context.ahead:
        return ref.year - 1
    return ref.year


def near_month(day: int, context: Context) -> tuple[int | None, int] | None:
    """(year, month) of a bare day: carried on, else the reference's month or the one before it."""
    if context.carry_month is not None:
        return context.carry_month
    ref = context.ref
    if ref is None:
        return context.month
    steps_ahead = day - ref.day
    coming = context.coming if context.soon else None
    if coming is not None:
        later, news = day > coming.day, -_NEWS <= steps_ahead <= 0
        if (context.ahead and later) or (not news and (context.ahead or later)):
            return coming.year, coming.month
        if news:
            return ref.year, ref.month
    if context.ahead:
        return (ref.year, ref.month) if steps_ahead >= 0 else next_month(ref.year, ref.month, 1)
    before = next_month(ref.year, ref.month, -1)
    back = almanac.calendar_day(*before, day)
    if steps_ahead > 0 and back is not None and 2 * steps_ahead > (ref - back).days:
        return before
    return ref.year, ref.month


def next_month(year: int, month: int, steps: int) -> tuple[int, int]:
    """The month some steps on: (year, month)."""
    index = year * 12 + month - 1 + steps
    return index // 12, index % 12 + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - DAY


def whole_year(year: int | None) -> Value:
    """The value of a year; BC years are negative, and have no days."""
    if year is None or year > 9999:
        return Value("XXXX")
    if year < 1:
        return Value(f"BC{-year:04}")
    return Value(f"{year:04}", date(year, 1, 1), date(year, 12, 31))


def whole_month(year: int | None, month: int) -> Value:
    """The value of a month."""
    if year is None:
        return Value(f"XXXX-{month:02}")
    return Value(f"{year:04}-{month:02}", date(year, month, 1), month_end(year, month))


def months(year: int | None, first: int, last: int, code: str | None = None) -> Value:
    """Months of a year, under the code that they have together (H1, Q4), if any."""
    if year is None:
        return Value(f"XXXX-{code}" if code else f"XXXX-{first:02}/XXXX-{last:02}")
    value = f"{year:04}-{code}" if code else f"{year:04}-{first:02}/{year:04}-{last:02}"
    return Value(value, date(year, first, 1), month_end(year, last))


def timed(spec: Spec, day: date | None, unknown: str = "XXXX-XX-XX") -> Value:
    """A day with its part or hour: 2020-12-29TAF, T15, T15:30, T09/T11 where a stretch of hours is said."""
    base = day.isoformat() if day else unknown
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
