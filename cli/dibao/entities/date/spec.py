"""What an expression of time says, before anything is resolved: the slots that its words fill."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from dibao.named import NamedTuple

Kind = Literal["=", "+", "@"]
WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 8}


class At(NamedTuple):
    """A slot's content: ``=`` a number, ``+`` steps from the reference, ``@`` steps from the last date."""

    kind: Kind
    n: int


class Spec(NamedTuple):
    """The slots of one expression, from coarse to fine; None where it does not say.

    ``last`` is the further end of a slot that names two, as in 3—5月 or 12—19日: which slot, and its number.
    """

    level: int = 0
    """The finest slot: 0 none, 1 century, 2 decade, 3 year, 4 part of it, 5 day, 6 part of day, 7 hour."""
    century: At | None = None
    decade: int | None = None
    """Tens digit and what stands before: 198 for 1980年代, 8 for 80年代."""
    year: At | None = None
    plan: int | None = None
    congress: str | None = None
    half: int | None = None
    quarter: At | None = None
    season: str | None = None
    month: At | None = None
    lunar: bool = False
    leap: bool = False
    first: tuple[str, int] | None = None
    """The first so many quarters, months or days of the year or month."""
    nth: tuple[str, int, int] | None = None
    """Unit, ordinal, weekday: 第3个星期日 ("weekday", 3, 7), 第37周 ("week", 37, 0)."""
    same: bool = False
    """去年同期: the period before it in the text, moved to this year."""
    holiday: str | None = None
    week: At | None = None
    weekday: int | None = None
    """1 Monday to 7 Sunday; 8 the weekend."""
    xun: int | None = None
    halfmonth: int | None = None
    day: At | None = None
    edge: str | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    until: tuple[int, int | None] | None = None
    """Hour and minute at which a stretch of one day ends."""
    vague: str | None = None
    last: tuple[str, int] | None = None

    @property
    def filled(self) -> frozenset[str]:
        """The slots that say something; how far one reaches (``last``) is none of its own."""
        return _filled(self)

    @property
    def anchored(self) -> bool:
        """Whether a slot counts from the date before it."""
        slots = (self.year, self.month, self.day, self.week, self.quarter)
        return any(at is not None and at.kind == "@" for at in slots)

    def only(self, slot: str) -> bool:
        """Whether no other slot is filled."""
        return _filled(self) <= {slot}

    @property
    def timeless(self) -> bool:
        """Whether a time of day is all that is said."""
        return self.level >= 6 and _filled(self) <= _OF_DAY


_OF_DAY = frozenset({"hour", "minute", "part", "until"})
NOTHING = Spec()


@lru_cache(maxsize=8192)
def _filled(spec: Spec) -> frozenset[str]:
    return frozenset(
        [name for name, said, empty in zip(_SLOTS, spec, NOTHING, strict=True) if said != empty and name]
    )


_SLOTS = tuple("" if name in ("level", "last") else name for name in Spec._fields)


class Value(NamedTuple):
    """TIMEX3 value with its first and last day; both None where nothing fixes them."""

    value: str
    start: date | None = None
    end: date | None = None


Doubt = Literal["none", "nameless", "holiday", "weekday", "year", "day", "part of year"]
"""What asks whether an expression is a date where it stands."""

Against = Literal["nothing", "text", "reference"]
"""What an expression is resolved against."""


class Saying(NamedTuple):
    """What follows from a spec alone, wherever an expression that says this stands."""

    rule: str
    """The rule that it counts as; see RULES."""
    doubt: Doubt
    against: Against
    only_year: bool
    value: Value | None
    """Its value, where that does not take the article to tell."""
    by_day: dict[date, Value | None] | None
    """Its value by the reference day, where that alone tells it; None where it does not."""


class Expression(NamedTuple):
    """A stretch of clean text, what it says, and the rule that read it; ``to`` is the end of a range."""

    start: int
    end: int
    spec: Spec
    rule: str
    saying: Saying
    """What follows from ``spec``."""
    to: Spec | None = None
    lexicon: tuple[str, ...] = ()
    anchored: bool = False
    """A time of day that goes on from the date before it: 今天(9月5日)早晨5时."""
