"""The frozen values that flow through dibao: documents, mentions, posts, events. No rule lives here.

Offsets are Unicode code points. A finder sees an article's *clean* text (folded, unwrapped) and makes
mentions with clean offsets; the pipeline moves them to raw offsets of the document before anyone outside
sees them, so that ``mention.text == document.raw[mention.start:mention.end]`` always holds in an Extraction.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from dibao.named import NamedTuple

EntityType = Literal["person", "title", "org", "place", "date", "money"]
ENTITY_TYPES: tuple[EntityType, ...] = ("person", "title", "org", "place", "date", "money")

Status = Literal["current", "acting", "former", "proposed"]
"""Of a post: held now, held for the time being (代, 代理), given up (原, 前, 免去), intended (拟任, 候任)."""

RefSource = Literal["given", "masthead", "text", "file name", "none"]
"""Where a reference date or place came from."""


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Post(NamedTuple):
    """A person's post: who employs (``org``, full name), as what (``title``), how (``status``)."""

    org: str | None
    title: str
    status: Status = "current"
    org_implied: bool = False
    evidence: Span = Span(0, 0)
    """Where the title stands that states the post."""


class PersonNorm(NamedTuple):
    """What is known of a person from the whole article."""

    official: bool = False
    posts: tuple[Post, ...] = ()


class TitleNorm(NamedTuple):
    """How a title is held (``status``) and in which organization (``org``, full name or None)."""

    status: Status = "current"
    org: str | None = None


class OrgNorm(NamedTuple):
    """An organization's kind (one of ORG_KINDS) and the full name of the division that it belongs to."""

    kind: str = "other"
    place: str | None = None


ORG_KINDS = (
    "party", "government", "congress", "cppcc", "court", "procuratorate", "discipline",
    "company", "school", "hospital", "media", "military", "group", "other",
)  # fmt: skip


class PlaceNorm(NamedTuple):
    """A place's level, the places that hold it (outermost first) and its GB/T 2260 code."""

    level: str = "other"
    within: tuple[str, ...] = ()
    code: str | None = None


PLACE_LEVELS = ("country", "province", "prefecture", "county", "town", "other")


class DateNorm(NamedTuple):
    """TIMEX3 ``value``, the inclusive ISO days that it covers, ``mod``, and what it was resolved against."""

    value: str
    start: str | None = None
    end: str | None = None
    mod: str | None = None
    ref: str | None = None
    ref_source: RefSource = "none"


class MoneyNorm(NamedTuple):
    """An exact amount in units of ``currency`` (ISO 4217), or its bounds where the text gives only these."""

    amount: Decimal | None
    currency: str
    min: Decimal | None = None
    max: Decimal | None = None
    mod: str | None = None


Norm = PersonNorm | TitleNorm | OrgNorm | PlaceNorm | DateNorm | MoneyNorm


class Mention(NamedTuple):
    """One entity where it stands. ``name`` is the text unwrapped and, for an org, completed."""

    type: EntityType
    start: int
    end: int
    text: str
    name: str
    rule: str
    norm: Norm
    lexicon: tuple[str, ...] = ()
    """The lexicon lines that it rests on, "file:line"."""
    article: int = 0


class Argument(NamedTuple):
    """One filled role of an event. ``mention`` is the entity that fills it, where one does."""

    role: str
    start: int
    end: int
    text: str
    name: str
    mention: Mention | None = None


DateSource = Literal["own", "sentence", "article", "none"]
"""What dates an event: a date in its own clause, the one that its sentence begins with, the article's day."""


class Event(NamedTuple):
    """Something that happened, is planned, or is denied, with who and what took part."""

    type: str
    subtype: str | None
    trigger: Span
    text: str
    args: tuple[Argument, ...]
    rule: str
    modality: Literal["asserted", "planned", "negated", "conditional"] = "asserted"
    date_start: str | None = None
    date_end: str | None = None
    article: int = 0
    date_source: DateSource = "none"
    """What dates the event."""
    same_as: Span | None = None
    """The trigger of an earlier event of the article that this one tells again."""
    source: tuple[str, ...] = ()
    """Who says so, where the event is told in reported speech: the names of the speakers."""


class Reference(NamedTuple):
    """The day and the division that relative expressions are read against, and where each came from."""

    date: date | None = None
    date_source: RefSource = "none"
    place: str | None = None
    place_source: RefSource = "none"


class Article(NamedTuple):
    """One article of a document. Spans are raw offsets; ``text`` is its clean text with the way back."""

    number: int
    start: int
    end: int
    text: Text
    reference: Reference
    headline: Span | None = None
    byline: Span | None = None
    dateline: Span | None = None
    continued_from: str | None = None
    continues_on: str | None = None
    fragment: bool = False


class Text(NamedTuple):
    """Clean text of a stretch of a document, and the map from each clean offset to a raw one.

    ``breaks`` holds clean offsets, ``shifts`` the raw offset minus the clean one from there on; the first
    break is 0. Only characters are dropped (line breaks inside a sentence, doubled blank lines), the others
    are folded one for one, so a sorted list of a few breaks is the whole map.
    """

    clean: str
    breaks: tuple[int, ...]
    shifts: tuple[int, ...]

    def raw(self, start: int, end: int) -> Span:
        """Raw offsets of a clean range; a break inside the range belongs to it, one at its edge does not."""
        breaks, shifts = self.breaks, self.shifts
        return tuple.__new__(
            Span,
            (
                start + shifts[bisect_right(breaks, start) - 1],
                end + shifts[bisect_right(breaks, end - 1) - 1],
            ),
        )

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The stretches in which the distance to the raw text stays: it, and the clean offset of their end."""
        return zip(self.shifts, (*self.breaks[1:], sys.maxsize), strict=True)

    def clean_at(self, raw: int) -> int:
        """The clean offset of a raw one; of a dropped character, that of the kept one before it."""
        n = bisect_right(range(len(self.breaks)), raw, key=lambda n: self.breaks[n] + self.shifts[n]) - 1
        n = max(n, 0)
        at = raw - self.shifts[n]
        return max(0, min(at, self.breaks[n + 1] - 1) if n + 1 < len(self.breaks) else at)


class Document(NamedTuple):
    """A text as decoded, its name, its encoding and its articles."""

    doc: str
    raw: str
    encoding: str = "utf-8"
    articles: tuple[Article, ...] = ()
