"""Where one article of a page ends and the next begins: told by headlines, datelines, footers, separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dibao.named import NamedTuple
from dibao.reading import layout, unwrap
from dibao.reading.lines import Line
from dibao.tables.patterns import lazily

_SIGNED = ("日", ")", "印发")
_HAN_RUN = lazily(r"[\u4e00-\u9fff\d]+")
_NEWS = lazily(r"\d日|近日|日前|[昨今][日天]|记者|获悉")
_CUT = lazily(r"[\u4e00-\u9fff]{0,1}[,、]|[)”》;]")

BODY = 60
"""From how many columns on a paragraph is running text."""
RUN = 4
"""More headings than this in a row are a list, not a headline."""
ALIKE = 0.45
"""The share of a headline's pairs of characters that its own lead repeats; subheadings repeat fewer."""


class Section(NamedTuple):
    """An article as rows of its issue: its first and last one, those of its headline."""

    first: int
    last: int
    headline: tuple[int, int] | None
    """First and last row of the headline."""


def issues(rows: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The stretches between separators, such as pages put together in one file.

    Nothing that an issue says of itself (its day, its place, its form) holds for another one. So a file reads
    the same whole and cut at its separators.
    """
    first = 0
    for at in [*(at for at, row in enumerate(rows) if row.kind == "separator"), len(rows)]:
        if first < at:
            yield rows[first:at]
        first = at + 1


def sections(rows: Sequence[Line]) -> list[Section]:
    """The articles of an issue, in order; furniture around them belongs to none."""
    cutter = _Cutter(rows)
    at = 0
    while at < len(rows):
        at = cutter.step(at)
    cutter.close(len(rows))
    return cutter.found


def is_paper(rows: Sequence[Line]) -> bool:
    """Are rows of a newspaper's page: one a label with its number (02版:要闻), or the rest of an article?"""
    kinds = {row.kind for row in rows}
    labels = [row.text for row in rows if row.kind == "label"] if "label" in kinds else []
    return "continuation" in kinds or any("版" in label for label in labels)


class _Cutter:
    def __init__(self, rows: Sequence[Line]) -> None:
        self.rows = rows
        self.found: list[Section] = []
        self._first: int | None = None
        self._body = self._lead = self._footer = False
        kinds = {row.kind for row in rows}
        self._page = "continuation" in kinds
        self._paper = self._page or ("label" in kinds and is_paper(rows))
        self._collection = _is_collection(rows)

    def step(self, at: int) -> int:
        """Take the row (or the run of headings) at a place; the place after it."""
        row = self.rows[at]
        if row.kind == "label":
            self.close(at, label=True)
            return at + 1
        if row.kind in ("end", "aside"):
            self._footer = self._footer or (row.kind == "end" and self._body)
            return at + 1
        end = at + 1
        if row.kind == "heading":
            while end < len(self.rows) and self.rows[end].kind == "heading":
                end += 1
        if self._first is None or (self._body and self._begins(at, end)):
            self.close(at)
            self._first = at
        last = self.rows[end - 1]
        self._lead = self._lead or last.kind == "lead"
        self._body = self._body or last.kind in ("body", "lead", "continuation")
        if last.kind == "onto" or (last.kind in ("body", "lead") and layout.continues_on(last.text)):
            self.close(end)  # the rest stands on another page; what follows here is something else
        elif last.kind == "body" and not self._page:
            return self._prose_end(end)
        return end

    def _prose_end(self, at: int) -> int:
        """The first row from ``at`` on that is not just more running text."""
        for end in range(at, len(self.rows)):
            row = self.rows[end]
            if row.kind != "body" or ("版" in row.text and layout.continues_on(row.text)):
                return end
        return len(self.rows)

    def close(self, at: int, label: bool = False) -> None:
        """End the article under way before the row numbered ``at``."""
        first, self._first = self._first, None
        if first is not None and not (label and not self._body and at - first <= 2):
            last = self._trim(first, at - 1)
            while first < last and layout.is_noise(self.rows[first].text):
                first += 1
            self.found.append(Section(first, last, self._headline(first, last)))
        self._body = self._lead = self._footer = False

    def _begins(self, at: int, end: int) -> bool:
        """Do the rows from ``at`` to ``end`` (one, or a run of headings) begin another article?"""
        row = self.rows[at]
        if row.kind in ("continuation", "onto"):
            return row.kind == "continuation"
        if row.kind == "lead":
            return self._lead or self._footer
        if row.kind == "body":
            return self._page and self._finished(at) and bool(_CUT.match(row.text))
        if row.kind != "heading" or end - at > RUN or end == len(self.rows) or not self._finished(at):
            return False
        after = self.rows[end]
        if after.kind in ("lead", "continuation"):
            return True
        if after.kind == "byline":
            return any(row.kind in ("body", "lead") for row in self.rows[end + 1 : end + 4])
        if self._footer:
            return after.kind == "meta" or layout.is_sentence(after.text)
        if after.kind == "meta":
            return layout.is_masthead(after.text)
        if after.kind != "body":
            return False
        return self._headed(at, end)

    def _headed(self, at: int, end: int) -> bool:
        """Is a run of headings before running text the headline of another article, not a subheading?"""
        heads = [row.text for row in self.rows[at:end]]
        body = self.rows[end]
        if unwrap.is_title("".join(heads)) and len(heads[0]) > 8:
            return not re.match("关于|附件", heads[0]) and not self._encloses()
        if (self._paper or self._lead) and end - at <= 2 and self._reports(heads[0], end):
            return True
        if body.width < BODY:
            return False
        if self._collection:
            return end - at <= 2
        if end - at >= 2:
            return all(row.width >= 10 for row in self.rows[at:end]) and self._page
        return False

    def _reports(self, headline: str, at: int) -> bool:
        """Do the rows from ``at`` on report what the headline says, as news does: its words again, with a day?"""
        lead = "".join(row.text for row in self.rows[at : at + 4] if row.kind == "body")[:120]
        pairs = {run[n : n + 2] for run in _HAN_RUN.findall(headline) for n in range(len(run) - 1)}
        if len(pairs) < 4 or not _NEWS.search(lead, 0, 40):
            return False
        return sum(pair in lead for pair in pairs) >= ALIKE * len(pairs)

    def _encloses(self) -> bool:
        """Is the article under way one that passes on another document (转发…的通知)?"""
        first = self._first or 0
        return any("转发" in row.text or "印发" in row.text for row in self.rows[first : first + 3])

    def _finished(self, at: int) -> bool:
        before = self.rows[at - 1]
        if before.kind in ("end", "aside", "meta", "byline"):
            return True
        return layout.is_sentence(before.text) or before.text.endswith(_SIGNED)

    def _trim(self, first: int, last: int) -> int:
        """The last row without the footers and buttons at an article's end."""
        cut = last
        for at in range(last, first, -1):
            row = self.rows[at]
            if row.kind in ("end", "aside"):
                cut = at - 1
            elif cut == last or row.kind != "body" or row.width > 10:
                break
        return cut

    def _headline(self, first: int, last: int) -> tuple[int, int] | None:
        rows = self.rows
        top = min(first + 12, last)
        about = "关于" in "".join([row.text for row in rows[first : top + RUN]])
        for at in range(first, top if about else first):
            if rows[at].kind == "body" and rows[at].width >= BODY:
                break
            for end in range(at, min(at + RUN, last)):
                if rows[end].kind != "heading":
                    break
                if unwrap.is_title("".join(row.text for row in rows[at : end + 1])):
                    return at, end
        at = first
        while at < last and (rows[at].kind in ("aside", "meta") or rows[at].width < 6):
            at += 1
        end = at
        while end <= last and rows[end].kind == "heading":
            end += 1
        if end == at or end > last or end - at > RUN + 1 or rows[end].width < 14 < len(rows) - end:
            return None
        return at, end - 1


def _is_collection(rows: Sequence[Line]) -> bool:
    """Is this a round-up of short news: says so at its top, or each blank line stands before a headline?"""
    top = rows[:3]
    if any(layout.names_collection(row.text) for row in top if row.width <= 40):
        return True
    gaps = [at for at in range(1, len(rows)) if rows[at].gap]
    if not gaps or not all(_heads_item(rows, at) for at in gaps):
        return False
    return sum(_heads_item(rows, at) for at in range(len(rows))) >= 2


def _heads_item(rows: Sequence[Line], at: int) -> bool:
    """Is a row a heading with its text close below it?"""
    return rows[at].kind == "heading" and at + 1 < len(rows) and not rows[at + 1].gap
