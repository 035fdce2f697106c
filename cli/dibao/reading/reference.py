"""The day and the place that the relative expressions of each article are read against."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from dibao.reading import dating, locating
from dibao.reading.articles import Section, is_paper
from dibao.reading.dating import Dated
from dibao.reading.lines import Line
from dibao.types import Reference


def references(
    folded: str, rows: Sequence[Line], sections: Sequence[Section], doc: str, given: Reference
) -> list[Reference]:
    """The reference of each article of an issue; what is ``given`` wins. They share what the issue tells."""
    return _Issue(folded, rows, sections).references(doc, given) if sections else []


class _Issue:
    """Articles that stand on one page, or on pages of one issue."""

    def __init__(self, folded: str, rows: Sequence[Line], sections: Sequence[Section]) -> None:
        self._rows = rows
        self._sections = sections
        starts = [_back(rows, sections[0].first, -1)]
        starts += [_back(rows, section.first, before.last) for before, section in pairwise(sections)]
        self._windows = [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
        self._text = "\n".join([row.text for window in self._windows for row in window])
        self._bodies = [folded[rows[self._head(s)].start : rows[s.last].end] for s in sections]
        self._heads = [folded[rows[s.first].start : rows[self._head(s)].start] for s in sections]
        self._paper = is_paper(rows[starts[0] :])

    @staticmethod
    def _head(section: Section) -> int:
        """The first row after the headline."""
        return min(section.headline[1] + 1, section.last) if section.headline else section.first

    def references(self, doc: str, given: Reference) -> list[Reference]:
        """The reference of each article of the issue."""
        days: Sequence[Dated | None] = () if given.date is not None else self._days(doc)
        places: Sequence[str | None] = () if given.place is not None else self._places()
        return [
            given
            if dated is None and place is None
            else Reference(
                dated.day if dated else given.date,
                dated.source if dated else given.date_source,
                place or given.place,
                "text" if place else given.place_source,
            )
            for _, dated, place in zip_longest(self._sections, days, places)
        ]

    def _days(self, doc: str) -> list[Dated | None]:
        name = dating.from_name(doc)
        if not dating.may_tell(self._text):
            return [name] * len(self._sections)
        own = [dating.masthead(window) for window in self._windows]
        shared = next(filter(None, own), None)
        if shared is not None:
            return [Dated(day or shared, "masthead") for day in own]
        years = dating.Years(self._text)
        if self._paper and (page := dating.of_page(self._leads, years)):
            return [page] * len(own)
        told = [
            dating.from_text(body, self._rows[section.first : section.last + 1], years)
            for body, section in zip(self._bodies, self._sections, strict=True)
        ]
        days = [_either(dated, name) for dated in told]
        first = next(filter(None, days), None)
        return [dated or first for dated in days]

    def _places(self) -> list[str | None]:
        if self._paper or len(self._sections) == 1:
            return [locating.place(self._text, "\n".join(self._heads))] * len(self._sections)
        return [locating.place(h + b, h) for h, b in zip(self._heads, self._bodies, strict=True)]

    @property
    def _leads(self) -> list[str]:
        return [
            body
            for body, section in zip(self._bodies, self._sections, strict=True)
            if self._rows[self._head(section)].kind == "lead"
        ]


def _either(told: Dated | None, name: Dated | None) -> Dated | None:
    """The day told by the text or that of the file's name, which is the better one where they are close."""
    if told is None or name is None:
        return told or name
    here = told.day.replace(year=name.day.year, day=min(told.day.day, 28))
    if abs(here - name.day) <= dating.SAME:  # the year of a month and day was taken from elsewhere
        return name
    return told if told.firm and abs(told.day - name.day) > dating.NEAR else name


def _back(rows: Sequence[Line], first: int, after: int) -> int:
    """The first of the rows before an article that are its own: labels, particulars, not another's footer."""
    while first - 1 > after and rows[first - 1].kind in ("label", "heading", "meta", "lead", "byline"):
        first -= 1
    return first
