"""When an article was published: from the particulars of its page, from its text, from its file's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from dibao.named import NamedTuple
from dibao.reading import layout
from dibao.reading.lines import Line
from dibao.tables.patterns import lazily
from dibao.types import RefSource


class Dated(NamedTuple):
    """A day and where it was found; ``firm`` is False for a day put together from parts."""

    day: date
    source: RefSource
    firm: bool = True


_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_REST = r" ?(?:年|[-./]) ?(\d{1,2}) ?(?:月|[-./]) ?(\d{1,2})(?: ?日|\b|(?=[^\d]))"
_DATE = rf"((?:19|20)\d\d){_REST}"
_FULL = lazily(rf"((?:19|20)(?<!\d..)\d\d){_REST}")
_HAN_FULL = lazily(r"([一二][〇○零O九]\S\S)年(\S{1,2})月(\S{1,3})日")
_COMPACT = lazily(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_PUBLISHED = lazily(
    rf"(?:发布|发稿|发表|更新|刊登|见报|播出|上传|录入|成文|发文|印发)(?:时间|日期) ?: ?{_DATE}"
    rf"|^(?:时间|日期) ?: ?{_DATE}"
    rf"|^(?:来源|稿源|出处) ?:[^。,;]{{0,24}}?{_DATE}"
    rf"|^.{{0,20}}?{_DATE} {{0,3}}(?:\d{{1,2}}:\d\d|来源|星期|周[一二三四五六日]|第.{{1,4}}版|农历)"
)
_LINKED = lazily(r"[-/_]((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?([0-2]\d|3[01])(?!\d)")
_BROADCAST = lazily(r"》 ?((?:19|20)\d\d)(\d\d)(\d\d) \d\d:\d\d")
_SIGNED = lazily(rf"{_DATE}(?:印发|发布|讯)?")
_MONTH = lazily(r"((?:19|20)(?<![\d从自到至]..)\d\d) ?年 ?(\d{1,2}) ?月(?! ?\d|底?前|以来|起)")
_MONTH_DAY = lazily(r"(?<![\d年月])(\d{1,2})月(\d{1,2})日")
_TODAY = lazily(r"(今[天日晚早]|昨[天日晚])\((\d{1,2})月(\d{1,2})日")
_YEAR = lazily(
    r"((?:19|20)(?<![\d自从由较比到至于创]..)\d\d)"
    r"(?:年(?!\d|[,、。;:的]|(?:以来|来|起|开始|底|初|前|末|后|期|远|间|至|—|-|上|下|[一二三四]季|全年|[我全本]|中国)"
    r"|[\u4e00-\u9fff]{2,3}[省市区县州])|(?=[\u4e00-\u9fff])(?![年多余个人名元公亩吨米台套家级届位项户件辆平]))"
)
"""A year that names what is told of (2024年春运, 2024茶叶大会), not one that a sentence looks back to (2024年,)."""
_AHEAD = lazily(r"(?:将于|定于|拟于|预计|力争|计划|到|至|自|从)[^。;,]{0,4}$")
_ACT = "[^。,;]{0,8}(?:起?施行|实施|召开|举行)"
_APPOINTED = lazily(rf"\d{{1,2}}日{_ACT}")
_APPOINTS = lazily(rf"日(?<=\d日){_ACT}")
"""Some of what is appointed; with a sign to begin with it is soon looked for."""

_ANNOUNCED = lazily(r"(?:将于|将在|定于|拟于|预计)[^。;,]{0,4}$")

SAME = timedelta(days=5)
"""A file's name and a text that tell month and day so close mean the same day, whatever year was found."""
_LATE = timedelta(days=7)
"""A full date may lie so little ahead of the article's own day without a word that says so."""
HEAD = 160
"""How far into an article its own day stands, in characters."""
NEAR = timedelta(days=45)
"""A day without its year lies at most so far from a full date of the same article, to be sure of the year."""


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _from(match: re.Match[str]) -> date | None:
    parts = [part for part in match.groups() if part]
    return _day(*parts[:3]) if len(parts) >= 3 else None


def masthead(rows: Sequence[Line]) -> date | None:
    """The day in the particulars above or below an article, or in the address of its page."""
    linked: date | None = None
    for at, line in enumerate(rows):
        kind = line.kind
        if (kind == "body" and 8 < at < len(rows) - 3) or line.width > 200:
            continue
        text = line.text
        if text[-1] == ":" and at + 1 < len(rows):
            text += rows[at + 1].text
        dated = _has_year(text)
        match = dated and (_PUBLISHED.search(text) or _BROADCAST.search(text))
        if match and (day := _from(match)):
            return day
        if kind in ("label", "meta") and layout.is_page_head(text) and (day := _head_day(text)):
            return day
        if dated and kind in ("end", "aside") and linked is None and (match := _LINKED.search(text)):
            linked = _from(match)
    return linked


def may_tell(text: str) -> bool:
    """Can a text hold a date with its year? What tells a day wants one, in digits or before 年."""
    return "年" in text or _has_year(text)


def _has_year(text: str) -> bool:
    """Can a text hold a year in digits? Each expression of a full date wants one."""
    return "20" in text or "19" in text


def _head_day(text: str) -> date | None:
    """The day in the head of a newspaper's page."""
    if match := _FULL.search(text):
        return _from(match)
    return _han(match) if (match := _HAN_FULL.search(text)) else None


def signed(rows: Sequence[Line]) -> date | None:
    """The day under an article: the last line that holds a date and nothing else."""
    for line in reversed(rows):
        if line.width <= 40 and line.text[0] in "()12一二":
            text = line.text.strip("()")
            if match := _SIGNED.fullmatch(text):
                return _from(match)
            if (match := _HAN_FULL.fullmatch(text)) and (day := _han(match)):
                return day
    return None


def _han(match: re.Match[str]) -> date | None:
    year, *rest = (part.translate(_DIGITS) for part in match.groups())
    month, day = (_ten(part) for part in rest)
    return _day(year, month, day) if year.isdigit() else None


def _ten(text: str) -> int:
    """A number below 100 whose digits are already Arabic: 十3 → 13, 2十 → 20, 10 → 10."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text) if text.isdigit() else 0
    if not (tens + ones or "0").isdigit():
        return 0
    return int(tens or 1) * 10 + int(ones or 0)


def told(text: str) -> tuple[int, int, int] | None:
    """Month and day that an article's opening gives as its own, and how many days later it came out."""
    if "月" not in text:
        return None
    if match := _today(text):
        return int(match[2]), int(match[3]), int(match[1][0] == "昨")
    match = _MONTH_DAY.search(text[:HEAD])
    return (int(match[1]), int(match[2]), 0) if match else None


def _today(text: str) -> re.Match[str] | None:
    """The first day of a text that it calls today or yesterday: 今天(3月5日)."""
    if "日(" in text or "天(" in text or "晚(" in text or "早(" in text:
        return _TODAY.search(text)
    return None


def full_days(text: str) -> list[date]:
    """The full dates of a text, in its order, but for those that lie ahead of it."""
    if not _has_year(text):
        return []
    return [day for before, day in _dated(text) if not _AHEAD.search(before)]


def _dated(text: str) -> list[tuple[str, date]]:
    """The full dates of a text, each behind the few characters before it."""
    return [
        (text[max(0, match.start() - 8) : match.start()], day)
        for match in _FULL.finditer(text)
        if (day := _from(match))
    ]


def _months(text: str) -> list[date]:
    """The middles of the months that a text names with their year."""
    return [day for match in _MONTH.finditer(text) if (day := _day(match[1], match[2], 15))]


class Years:
    """What a text tells of the year that a month and a day are of."""

    def __init__(self, text: str) -> None:
        self._text = text

    def near(self, month: int, day: int) -> date | None:
        """The last such day shortly after what the text reports, or shortly before what it announces."""
        for year in self._known:
            found = _day(year, month, day)
            if found and any(_within(days, found - high, found - low) for days, low, high in self._told):
                return found
        return None

    def opening(self, month: int, day: int) -> date | None:
        """Such a day in the last of the years that the text opens with (2024年春运)."""
        years = self._all_years if (month, day) == (2, 29) else self._first_years  # few have such a day
        return _day(max(years), month, day) if years else None

    @cached_property
    def _told(self) -> list[tuple[list[date], timedelta, timedelta]]:
        """Days in order, and how far after them, from and to, a day of their story lies."""
        text = self._text
        if not _has_year(text):
            return []
        dated = _dated(text)
        reported = sorted(day for before, day in dated if not _AHEAD.search(before))
        announced = sorted(day for before, day in dated if _ANNOUNCED.search(before))
        return [
            (reported, -_LATE, NEAR),
            (announced, -NEAR, _LATE),
            (sorted(_months(text)), -_LATE, NEAR),
        ]

    @cached_property
    def _known(self) -> list[int]:
        """The years of those days and the ones around them, the last one first."""
        years = {day.year + n for days, _, _ in self._told for day in days for n in (-1, 0, 1)}
        return sorted(years, reverse=True)

    @cached_property
    def _first_years(self) -> list[int]:
        return _years(self._text[:HEAD])

    @cached_property
    def _all_years(self) -> list[int]:
        return _years(self._text)


def _within(days: Sequence[date], first: date, last: date) -> bool:
    """Does one of some days in order lie between two days?"""
    at = bisect_left(days, first)
    return at < len(days) and days[at] <= last


def _years(text: str) -> list[int]:
    return [int(match[1]) for match in _YEAR.finditer(text)]


def from_text(text: str, rows: Sequence[Line], page: Years) -> Dated | None:
    """An article's own day by its text; the page around may tell the year."""
    if day := signed(rows):
        return Dated(day, "text")
    own = told(text)
    opening = full_days(text[:HEAD])
    if opening:
        done = _complete(own, (Years(text), page)) if own and _today(text[:HEAD]) else None
        return done or Dated(opening[0], "text")
    if own is None:
        days = full_days(_APPOINTED.sub("", text) if _APPOINTS.search(text) else text)
        return Dated(max(days), "text", firm=False) if days else None
    return _complete(own, (Years(text), page))


def _complete(own: tuple[int, int, int], texts: Sequence[Years]) -> Dated | None:
    """The year of an article's own month and day.

    It lies shortly after the last full date that the article, or else its page, reports, or shortly before the
    first one that it announces; else the year is that of what the article opens with (2024年春运).
    """
    month, day, later = own
    for years in texts:
        if near := years.near(month, day):
            return Dated(near + timedelta(days=later), "text")
    guess = texts[0].opening(month, day)
    return Dated(guess + timedelta(days=later), "text", firm=False) if guess else None


def of_page(leads: Iterable[str], page: Years) -> Dated | None:
    """The day of a newspaper's page: the one after the latest day that its reports tell of."""
    days = [done for lead in leads if (own := told(lead)) and (done := _complete(own, (page,)))]
    if not days:
        return None
    latest = max(days, key=lambda found: found.day)
    return Dated(latest.day + timedelta(days=1), "text", latest.firm)


def from_name(name: str) -> Dated | None:
    """The day in a document's name: 20201230.txt, 2020-12-30_01.txt, .../2020-12/30/content.htm."""
    if name == "-":
        return None
    for pattern in (_COMPACT, _LINKED, _FULL):
        for match in pattern.finditer("/" + name):
            if day := _from(match):
                return Dated(day, "file name")
    return None
