"""Who plays which role: a matched frame's holes as arguments, and the event that they make.

A pronoun, or a role that the clause leaves open, is filled with the subject of the clauses before; what the
rest of the sentence adds stands in ``surroundings.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import itemgetter

from dibao.frames.holes import KINDS
from dibao.frames.modality import modality
from dibao.frames.pattern import Frame, Hole, expression
from dibao.frames.subjects import last_person, subject
from dibao.frames.tokens import SIGNS, Tokens
from dibao.named import NamedTuple
from dibao.tables.patterns import compiled, lazily
from dibao.types import Argument, DateNorm, DateSource, Event, Mention, Span


class Trigger(NamedTuple):
    """A trigger where it stands in the folded text, with what its row of ``triggers.tsv`` says."""

    start: int
    end: int
    subtype: str | None
    modality: str


class Cast:
    """An event in the making: its frame, its trigger, its filled holes and its arguments so far."""

    def __init__(self, frame: Frame, trigger: Trigger, tokens: Tokens, holes: list[Hole]) -> None:
        self.frame, self.trigger, self.tokens, self.holes = frame, trigger, tokens, holes
        self.sentence = tokens.sentence(trigger.start)
        """The folded bounds of the sentence around the trigger."""
        self.args: list[Argument] = []
        self.subtype = trigger.subtype
        self.planned = False
        """Whether its frame makes a plan of what its words assert."""
        self.day: Mention | None = None
        """The date of what has no role for one: the day on which somebody says something."""
        self.sentence_date = False
        """Whether the date is the one that the sentence begins with."""

    def roles(self, role: str) -> list[Argument]:
        """The arguments of a role."""
        return [a for a in self.args if a[0] == role]

    def hole(self, role: str) -> Hole | None:
        """The first hole of a role."""
        for hole in self.holes:
            if hole[0] == role:
                return hole
        return None

    def add(self, role: str, mention: Mention) -> None:
        """Let a mention play a role, once."""
        if not self._plays(role, mention[1]):
            self.args.append(tuple.__new__(Argument, (role, *mention[1:5], mention)))

    def _plays(self, role: str, start: int) -> bool:
        return (role, start) in [arg[:2] for arg in self.args]

    def add_text(self, role: str, start: int, end: int) -> None:
        """Let a stretch of folded text play a role; quotes and brackets around it are left out."""
        tokens = self.tokens
        text = tokens.text
        low, high = trimmed(text, *tokens.clean(start, end))
        if low < high and not self._plays(role, low):
            text = text[low:high]
            name = "".join(text.split())
            self.args.append(tuple.__new__(Argument, (role, low, high, text, name, None)))


_OPENING = ' ,;:，、“《"‘(了'
_NUMBER = lazily(r" *\(?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:\)|[.、](?:(?![0-9])|(?=20[0-9]{2})))")
"""A list's number before its item: 9) or 三、."""
_NUMBERED = " (0123456789一二三四五六七八九十"
"""What it begins with."""
_CLOSING = ' ,;:，、”》"’。'


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text without the punctuation at its edges."""
    if text[start] in _NUMBERED and (number := _NUMBER.match(text, start, end)):
        start = number.end()
    while start < end and text[start] in _OPENING and not _opens(text, start, end):
        start += 1
    if text.startswith("的", start, end) and not text.startswith(("的士", "的确良"), start):
        return trimmed(text, start + 1, end)
    while end > start and text[end - 1] in _CLOSING and not _closes(text, start, end):
        end -= 1
    return start, end


_PAIRS = {"“": "”", "《": "》", "”": "“", "》": "《"}


def _opens(text: str, start: int, end: int) -> bool:
    """Whether what opens at a start is closed before the last sign: “技能报国”见面会 keeps its quotes."""
    return text[start] in "“《" and text.find(_PAIRS[text[start]], start, end - 1) >= 0


def _closes(text: str, start: int, end: int) -> bool:
    """Whether what closes at an end was opened behind the first sign."""
    return text[end - 1] in "”》" and text.rfind(_PAIRS[text[end - 1]], start + 1, end) >= 0


def cast(frame: Frame, trigger: Trigger, tokens: Tokens, holes: list[Hole]) -> Cast:
    """Fill the roles of a matched frame from its holes and the sentences before."""
    holes = [_narrowed(tokens.code, hole) if hole[1] in _STRETCHES else hole for hole in holes]
    made = Cast(frame, trigger, tokens, holes)
    for hole in holes:
        _fill(made, hole)
    if frame.carry and not made.roles(frame.carry):
        before = subject(tokens, trigger.start, people=frame.carry == "person")
        if before and before.kind in _CARRIED.get(frame.carry, ("people", "orgs")):
            _fill(made, before._replace(role=frame.carry))
    return made


_CARRIED = {"speaker": ("people", "orgs", "gathering"), "body": ("orgs", "gathering")}
"""What a role may take over from the clauses before."""
_STRETCHES = frozenset(kind for kind in KINDS if not KINDS[kind].gives) - {
    "books", "quotes", "rest", "clause", "documents",
}  # fmt: skip
"""The kinds of holes whose text may begin with dates that are none of it."""
_WORKS = {"books": SIGNS["book"], "quotes": SIGNS["book"] + SIGNS["quote"]}
"""The kinds of holes of which each sign is a filler of its own."""


def _fill(made: Cast, hole: Hole) -> None:
    role, kind, start, end = hole
    tokens = made.tokens
    gives = KINDS[kind].gives
    if kind in _WORKS:
        for at in range(start, end):
            if tokens.code[at] in _WORKS[kind]:
                made.add_text(role, at, at + 1)
    elif kind == "documents":  # papers.py reads what it holds
        return
    elif not gives:
        made.add_text(role, start, end)
    elif kind == "he":
        own = tokens.code[start] == "其"
        antecedent = last_person(tokens, start) if own else subject(tokens, start, people=True, back=1)
        if antecedent:
            _fill(made, antecedent._replace(role=role))
    else:
        held = _held(tokens.code, start, end) if role in _PERSONAL and kind == "party" else ()
        for mention in tokens.within(start, end):
            if mention.type in gives and not (
                held and mention.type != "person" and _inside(tokens, mention, held)
            ):
                # a post gives both, its title and its organization
                made.add(mention.type if kind == "post" else role, mention)


_PERSONAL = frozenset(("guest", "host", "recipient"))
"""Roles that a person plays alone, without the body whose post is told before the name."""


@cache
def _holders() -> re.Pattern[str]:
    return compiled(expression("people"))


def _held(code: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where people stand with their posts."""
    return [found.span() for found in _holders().finditer(code, start, end)]


def _inside(tokens: Tokens, mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= mention.start < high for low, high in (tokens.clean(*span) for span in spans))


_WIRE = f"[^,。;!?\n]{{0,20}}?(?:{SIGNS['date']}|本报)[电讯](?:{SIGNS['bracket']})?"
_LEADING = lazily(f"(?:{_WIRE} *)?(?:{SIGNS['date']}(?:{SIGNS['bracket']})?[ ，,]?)*")
"""A dateline (新华社北京5月12日电) and the dates before a name."""


def _narrowed(code: str, hole: Hole) -> Hole:
    """A stretch of text without the dates before it, which date the event; one of nothing else keeps them."""
    role, kind, start, end = hole
    if code.find(SIGNS["date"], start, end) < 0 and code.find("本报", start, end) < 0:
        return hole
    found = _LEADING.match(code, start, end)
    return Hole(role, kind, found.end(), end) if found and found.end() < end else hole


def event(made: Cast, published: str | None, article: int) -> Event:
    """The event of a cast, dated by its own date or else by the article's day."""
    trigger, tokens, args = made.trigger, made.tokens, made.args
    start, end = tokens.clean(trigger.start, trigger.end)
    if len(args) > 1:
        args = sorted(args, key=_ORDER)
    day_from, day_to, source = _dated(made, args, published)
    mode = modality(tokens, trigger.start, trigger.modality, made.sentence[0], made.holes)
    if mode == "asserted" and (made.planned or (made.frame.foreseen and _ahead(day_from, published))):
        mode = "planned"
    return Event(
        made.frame.type, made.subtype, Span(start, end), tokens.text[start:end], tuple(args), made.frame.name,
        mode, day_from, day_to, article, source,
    )  # fmt: skip


_ORDER = itemgetter(1, 0)


def _ahead(day: str | None, published: str | None) -> bool:
    """Whether a day lies ahead of the day of publication: what happens then is only planned."""
    return day is not None and published is not None and day > published


def _dated(
    made: Cast, args: Sequence[Argument], published: str | None
) -> tuple[str | None, str | None, DateSource]:
    """First and last day, and what says so; 日前 names no day, so that of the article stands."""
    days = [a.mention for a in args if a.role == "date"]
    days.append(made.day)
    for day in days:
        if day is not None and isinstance(norm := day.norm, DateNorm) and (norm.start or norm.end):
            return norm.start, norm.end, "sentence" if made.sentence_date else "own"
    return published, published, "article" if published else "none"
