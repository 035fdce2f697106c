"""What a calendar knows: lunar days, holidays, solar terms, seasons, plan periods, congresses, eras.

Everything is looked up in ``lexicons/lunar.tsv`` (1900–2100), ``holidays.tsv``, ``eras.tsv`` and
``congresses.tsv``. Out of range, or where a day does not exist, the answer is None; nothing raises.
"""

from __future__ import annotations

from datetime import date, timedelta

from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.kept import kept

Interval = tuple[date, date]
"""First and last day, both inclusive."""

_DAY = timedelta(days=1)


class LunarYear(NamedTuple):
    """A lunar year: its first day, the lengths of its months, and the month that is repeated (0: none)."""

    new_year: date
    months: tuple[int, ...]
    leap: int


@kept
def lunar_years() -> dict[int, LunarYear]:
    """The lunar years of the table by the calendar year in which they begin."""
    return {
        int(row["form"]): LunarYear(
            date.fromisoformat(row["new_year"]),
            tuple(map(int, row["months"].split("|"))),
            int(row["leap"] or 0),
        )
        for row in lexicon.table("lunar").records()
    }


def lunar_month(year: int, month: int, leap: bool = False) -> Interval | None:
    """First and last day of a month of a lunar year; None where the year has no such month.

    >>> lunar_month(2020, 4, leap=True)
    (datetime.date(2020, 5, 23), datetime.date(2020, 6, 20))
    """
    known = lunar_years().get(year)
    if known is None or not 1 <= month <= 12 or (leap and known.leap != month):
        return None
    index = month - 1 + (leap or 0 < known.leap < month)
    first = known.new_year + timedelta(days=sum(known.months[:index]))
    return first, first + timedelta(days=known.months[index] - 1)


def lunar_day(year: int, month: int, day: int, leap: bool = False) -> date | None:
    """A day of a lunar year, ``day`` -1 the last of its month; None where it does not exist.

    >>> lunar_day(2021, 1, 1), lunar_day(2020, 12, -1)
    (datetime.date(2021, 2, 12), datetime.date(2021, 2, 11))
    """
    span = lunar_month(year, month, leap)
    if span is None:
        return None
    at = span[1] if day == -1 else span[0] + timedelta(days=day - 1)
    return at if span[0] <= at <= span[1] else None


@kept
def _terms() -> dict[int, tuple[str, ...]]:
    table = lexicon.table("lunar")
    terms = table.column("terms")
    return {int(row[0]): tuple(row[terms].split("|")) for row in table.rows}


def term(year: int, number: int) -> date | None:
    """The day of a solar term of a calendar year, 1 小寒 to 24 冬至.

    >>> term(2024, 24)
    datetime.date(2024, 12, 21)
    """
    known = _terms().get(year)
    return date.fromisoformat(f"{year}-{known[number - 1]}") if known and 1 <= number <= 24 else None


def season(year: int, code: str) -> Interval | None:
    """A season by solar terms, 立春 立夏 立秋 立冬 its first days; winter (WI) runs into the next year.

    >>> season(2021, "SP")
    (datetime.date(2021, 2, 3), datetime.date(2021, 5, 4))
    """
    number = {"SP": 3, "SU": 9, "FA": 15, "WI": 21}[code]
    first = term(year, number)
    last = term(year + 1, 3) if code == "WI" else term(year, number + 6)
    return (first, last - _DAY) if first and last else None


@kept
def holidays() -> dict[str, str]:
    """Each name of a holiday or solar term and how its day is found (see ``holidays.tsv``)."""
    return lexicon.table("holidays").mapping("day")


def holiday(name: str, year: int) -> date | None:
    """The day that a holiday or solar term names in a year; 除夕 and 腊八 count to the year coming.

    >>> holiday("春节", 2021), holiday("母亲节", 2021), holiday("清明", 2023)
    (datetime.date(2021, 2, 12), datetime.date(2021, 5, 9), datetime.date(2023, 4, 5))
    """
    match holidays().get(name, "").split():
        case [day]:
            return calendar_day(year, *map(int, day.split("-")))
        case ["nth", *numbers]:
            return nth_weekday(year, *map(int, numbers))
        case ["term", number]:
            return term(year, int(number))
        case ["lunar", "12", day]:
            return lunar_day(year - 1, 12, int(day))
        case ["lunar", month, day]:
            return lunar_day(year, int(month), int(day))
    return None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """A calendar day, or None where it does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date | None:
    """The nth Monday (1) … Sunday (7) of a month, or None.

    >>> nth_weekday(2019, 11, 4, 4)
    datetime.date(2019, 11, 28)
    """
    first = calendar_day(year, month, 1)
    if first is None:
        return None
    at = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    return at if n >= 1 and at.month == month else None


def plan_period(number: int) -> tuple[int, int] | None:
    """First and last year of a national five-year plan: 十四五 is 14.

    >>> plan_period(14), plan_period(2)
    ((2021, 2025), (1958, 1962))
    """
    if number in (1, 2):
        return 1948 + 5 * number, 1952 + 5 * number
    return (1951 + 5 * number, 1955 + 5 * number) if 3 <= number <= 30 else None


@kept
def congresses() -> dict[str, tuple[date, date]]:
    """Party congresses and plenums by name: first and last day."""
    return {
        row["form"]: (date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
        for row in lexicon.table("congresses").records()
    }


@kept
def eras() -> dict[str, tuple[int, int]]:
    """Eras by name: calendar year of the first year, number of years (0: open)."""
    return {
        row["form"]: (int(row["first"]), int(row["years"] or 0)) for row in lexicon.table("eras").records()
    }


def era_year(name: str, number: int) -> int | None:
    """The calendar year that an era's year mostly covers, or None.

    >>> era_year("民国", 35), era_year("光绪", 60)
    (1946, None)
    """
    first, years = eras().get(name, (0, 0))
    if not first or number < 1 or (years and number > years):
        return None
    return first + number - 1
