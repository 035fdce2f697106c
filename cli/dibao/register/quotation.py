"""Short quotations from a document: a name beside the title that states its post, the words around an event."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dibao.tables.patterns import lazily
from dibao.types import Mention, Span

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

_FAR = 60
"""Characters between a name and the title that states its post, at most, for a quotation to hold both."""
_AROUND = 24
"""Characters of a quotation before and behind what it shows, at most."""
_STOP = lazily(r"[。!?;\n]")
"""Where a sentence of a clean text ends."""
_PAUSE = lazily("[,、:]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation: ``text`` is the document's ``start:end``, ``line`` counts from 1."""

    doc: str
    article: int
    line: int
    start: int
    end: int
    text: str


class Quoter:
    """Quotes from one document."""

    def __init__(self, extraction: Extraction) -> None:
        self._doc, self._raw = extraction.doc, extraction.document.raw
        self._texts = {a.number: a.text for a in extraction.articles}
        self._lines: list[int] | None = None

    def quote(self, title: Span, mentions: Sequence[Mention]) -> Evidence:
        """The clause in which a title stands, with the nearest of a person's mentions where that is near."""
        near = min(mentions, key=lambda m: max(m.start - title.end, title.start - m.end))
        span = Span(min(title.start, near.start), max(title.end, near.end))
        if span.end - span.start > _FAR:
            span = title
        return self.around(span, mentions[0].article)

    def around(self, span: Span, article: int) -> Evidence:
        """The clause in which a raw span of an article stands."""
        text = self._texts[article]
        clause = _clause(text.clean, text.clean_at(span.start), text.clean_at(span.end - 1) + 1)
        start, end = text.raw(*clause)
        line = self._line(span.start)
        return Evidence(self._doc, article, line, start, end, self._raw[start:end])

    def _line(self, at: int) -> int:
        # A stretch of a large document knows where it begins.
        offset, line = getattr(self._raw, "offset", 0), getattr(self._raw, "line", 1)
        if self._lines is None:
            self._lines = [m.start() for m in re.finditer("\n", self._raw)]
        return bisect_right(self._lines, at - offset - 1) + line


def _clause(clean: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to its sentence where the ends of that are near, else to a clause of it."""
    low, high = max(0, start - _AROUND), min(len(clean), end + _AROUND)
    stops = [m.end() for m in _STOP.finditer(clean, low, start)]
    if stops:
        low = stops[-1]
    elif low:
        pause = _PAUSE.search(clean, low, start)
        low = pause.end() if pause else low
    if after := _STOP.search(clean, end, high):
        high = after.end() - (after[0] == "\n")
    elif high < len(clean):
        high = max((m.start() for m in _PAUSE.finditer(clean, end, high)), default=high)
    low += len(clean[low:start]) - len(clean[low:start].lstrip())
    return low, end + len(clean[end:high].rstrip())
