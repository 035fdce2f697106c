"""The almanac against published calendars and against itself."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dibao.language import almanac

NEW_YEARS = {1900: "1900-01-31", 1949: "1949-01-29", 1985: "1985-02-20", 2000: "2000-02-05"}
NEW_YEARS |= {2020: "2020-01-25", 2023: "2023-01-22", 2033: "2033-01-31", 2100: "2100-02-09"}
LEAP_MONTHS = {1984: 10, 1995: 8, 2001: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2033: 11}
HOLIDAYS = [
    ("端午节", 2024, "2024-06-10"),
    ("中秋", 2020, "2020-10-01"),
    ("除夕", 2024, "2024-02-09"),
    ("除夕", 2022, "2022-01-31"),
    ("腊八节", 2023, "2022-12-30"),
    ("重阳节", 2021, "2021-10-14"),
    ("清明节", 2020, "2020-04-04"),
    ("冬至", 2021, "2021-12-21"),
    ("父亲节", 2022, "2022-06-19"),
    ("全国助残日", 2024, "2024-05-19"),
    ("国庆节", 1999, "1999-10-01"),
]


@pytest.mark.parametrize("year, day", NEW_YEARS.items())
def test_new_year_days(year: int, day: str) -> None:
    assert almanac.lunar_day(year, 1, 1) == date.fromisoformat(day)


def test_years_follow_each_other_without_a_gap() -> None:
    years = almanac.lunar_years()
    assert sorted(years) == list(range(1900, 2101))
    for number, year in years.items():
        assert set(year.months) <= {29, 30}
        assert len(year.months) == (13 if year.leap else 12)
        if number < 2100:
            assert year.new_year + timedelta(days=sum(year.months)) == years[number + 1].new_year


@pytest.mark.parametrize("year, month", LEAP_MONTHS.items())
def test_leap_months(year: int, month: int) -> None:
    assert almanac.lunar_years()[year].leap == month
    plain, leap = almanac.lunar_month(year, month), almanac.lunar_month(year, month, leap=True)
    assert plain is not None and leap is not None
    assert plain[1] + timedelta(days=1) == leap[0]
    assert almanac.lunar_month(year, month % 12 + 1, leap=True) is None


@pytest.mark.parametrize("name, year, day", HOLIDAYS)
def test_holidays(name: str, year: int, day: str) -> None:
    assert almanac.holiday(name, year) == date.fromisoformat(day)


def test_every_holiday_has_a_day_in_every_year() -> None:
    for name in almanac.holidays():
        for year in (1950, 2000, 2024):
            day = almanac.holiday(name, year)
            assert day is not None and abs(day.year - year) <= 1, (name, year)


def test_solar_terms_ascend_through_the_year() -> None:
    for year in range(1900, 2101):
        days = [almanac.term(year, number) for number in range(1, 25)]
        gaps = [(b - a).days for a, b in pairwise(days) if a and b]
        assert len(gaps) == 23 and min(gaps) >= 14 and max(gaps) <= 17, year


def test_seasons_cover_the_year() -> None:
    for year in range(1901, 2100):
        spans = [almanac.season(year, code) for code in ("SP", "SU", "FA", "WI")]
        spans.append(almanac.season(year + 1, "SP"))
        for a, b in pairwise(spans):
            assert a is not None and b is not None and a[1] + timedelta(days=1) == b[0]


def test_plan_periods() -> None:
    assert [almanac.plan_period(n) for n in (1, 2, 3, 10, 14, 15)] == [
        (1953, 1957),
        (1958, 1962),
        (1966, 1970),
        (2001, 2005),
        (2021, 2025),
        (2026, 2030),
    ]
    assert almanac.plan_period(0) is None


def test_congresses_and_plenums_stand_in_the_order_of_time() -> None:
    known = almanac.congresses()
    assert all(first <= last for first, last in known.values())
    assert known["十九大"][1] < known["十九届六中全会"][0] < known["二十大"][0]


def test_out_of_range_is_none() -> None:
    assert almanac.lunar_day(1899, 1, 1) is None
    assert almanac.lunar_day(2020, 13, 1) is None
    assert almanac.lunar_day(2020, 1, 31) is None
    assert almanac.term(2101, 1) is None
    assert almanac.holiday("不存在的节", 2020) is None
    assert almanac.calendar_day(2021, 2, 29) is None
    assert almanac.nth_weekday(2021, 2, 1, 5) is None
    assert almanac.era_year("嘉庆", 26) is None
    assert almanac.season(2101, "SP") is None
