"""Who plays which role: a matched frame's holes as arguments, and what the sentences around it add.

Dates and places are also looked for in the rest of the sentence; a pronoun, or a role that the clause leaves
open, is filled with the subject of the clauses before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from dibao.frames import Frame, Hole, either, expression
from dibao.holes import KINDS
from dibao.modality import modality
from dibao.patterns import compiled, lazily
from dibao.tokens import REACH, SIGNS, Tokens, run
from dibao.types import Argument, DateNorm, DateSource, Event, Mention, Reference, Span


class Trigger(NamedTuple):
    """A trigger where it stands in the folded text, with what its row of ``triggers.tsv`` says."""

    start: int
    end: int
    subtype: str | None
    modality: str


@dataclass(slots=True)
class Cast:
    """An event in the making: its frame, its trigger, its filled holes and its arguments so far."""

    frame: Frame
    trigger: Trigger
    tokens: Tokens
    holes: list[Hole]
    args: list[Argument] = field(default_factory=list)
    subtype: str | None = None
    planned: bool = False
    """Whether its frame makes a plan of what its words assert."""
    day: Mention | None = None
    """The date of what has no role for one: the day on which somebody says something."""
    sentence_date: bool = False
    """Whether the date is the one that the sentence begins with."""

    @property
    def sentence(self) -> tuple[int, int]:
        """The folded bounds of the sentence around the trigger."""
        return self.tokens.sentence(self.trigger.start)

    def roles(self, role: str) -> list[Argument]:
        """The arguments of a role."""
        return [a for a in self.args if a.role == role]

    def hole(self, role: str) -> Hole | None:
        """The first hole of a role."""
        for hole in self.holes:
            if hole.role == role:
                return hole
        return None

    def add(self, role: str, mention: Mention) -> None:
        """Let a mention play a role, once."""
        if not self._plays(role, mention.start):
            self.args.append(Argument(role, mention.start, mention.end, mention.text, mention.name, mention))

    def _plays(self, role: str, start: int) -> bool:
        for arg in self.args:
            if arg.start == start and arg.role == role:
                return True
        return False

    def add_text(self, role: str, start: int, end: int) -> None:
        """Let a stretch of folded text play a role; quotes and brackets around it are left out."""
        low, high = trimmed(self.tokens.text, self.tokens.clean(start), self.tokens.clean(end))
        if low < high and not self._plays(role, low):
            text = self.tokens.text[low:high]
            self.args.append(Argument(role, low, high, text, "".join(text.split())))


_OPENING = ' ,;:，、“《"‘(了'
_NUMBER = lazily(r" *\(?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:\)|[.、](?![0-9]))")
"""A list's number before its item: 9) or 三、."""
_CLOSING = ' ,;:，、”》"’。'


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text without the punctuation at its edges."""
    number = _NUMBER.match(text, start, end)
    if number:
        start = number.end()
    while start < end and text[start] in _OPENING:
        start += 1
    if text.startswith("的", start, end) and not text.startswith(("的士", "的确良"), start):
        return trimmed(text, start + 1, end)
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    return start, end


def cast(frame: Frame, trigger: Trigger, tokens: Tokens, holes: list[Hole]) -> Cast:
    """Fill the roles of a matched frame from its holes, its sentence and the sentences before."""
    made = Cast(frame, trigger, tokens, holes, subtype=trigger.subtype)
    made.holes = [_narrowed(tokens, hole) for hole in holes]
    for hole in made.holes:
        _fill(made, hole)
    if frame.carry and not made.roles(frame.carry):
        before = subject(tokens, trigger.start, people=frame.carry == "person")
        if before and (before.kind != "gathering" or frame.carry in ("speaker", "body")):
            _fill(made, before._replace(role=frame.carry))
    return made


def _fill(made: Cast, hole: Hole) -> None:
    gives = KINDS[hole.kind].gives
    tokens = made.tokens
    if hole.kind == "he":
        own = tokens.code[hole.start] == "其"
        antecedent = (
            last_person(tokens, hole.start) if own else subject(tokens, hole.start, people=True, back=1)
        )
        if antecedent:
            _fill(made, antecedent._replace(role=hole.role))
    elif hole.kind in ("book", "books"):
        for at in range(hole.start, hole.end):
            if tokens.code[at] == SIGNS["book"]:
                made.add_text(hole.role, at, at + 1)
    elif hole.kind == "quotes":
        for at in range(hole.start, hole.end):
            if tokens.code[at] in (SIGNS["book"], SIGNS["quote"]):
                made.add_text(hole.role, at, at + 1)
    elif not gives:
        made.add_text(hole.role, hole.start, hole.end)
    else:
        for mention in tokens.within(hole.start, hole.end):
            if mention.type in gives:
                made.add(_role(made, hole, mention), mention)


_WIRE = f"[^,。;!?\n]{{0,20}}?(?:{SIGNS['date']}|本报)[电讯](?:{SIGNS['bracket']})?"
_LEADING = lazily(f"(?:{_WIRE} *)?(?:{SIGNS['date']}(?:{SIGNS['bracket']})?[ ，,]?)*")
"""A dateline (新华社北京5月12日电) and the dates before a name."""


def _narrowed(tokens: Tokens, hole: Hole) -> Hole:
    """A stretch of text without the dates before it, which date the event; one of nothing else keeps them."""
    if KINDS[hole.kind].gives or hole.kind in ("he", "books", "quotes", "rest", "clause", "documents"):
        return hole
    found = _LEADING.match(tokens.code, hole.start, hole.end)
    return hole._replace(start=found.end()) if found and found.end() < hole.end else hole


def _role(made: Cast, hole: Hole, mention: Mention) -> str:
    """A post's hole gives both: the title as ``title``, its organization as ``org``."""
    return mention.type if hole.kind == "post" else hole.role


# The sentence around -------------------------------------------------------------------------------------

_D, _LO = SIGNS["date"], SIGNS["place"] + SIGNS["org"]
_DATE = lazily(f"({_D})")
_PLACE = lazily(f"(?:在|于|赴|到|往|进|抵)([{_LO}]+)")


def surround(made: Cast) -> Cast:
    """Fill what the frame also looks for in the rest of the sentence, where no hole has filled it."""
    frame = made.frame
    for role, pattern in (("date", _DATE), ("place", _PLACE)):
        if role in frame.around and not made.roles(role) and (near := _near(made, role, pattern)):
            made.add(role, near)
    if frame.dated and (near := _near(made, "date", _DATE)) and _one_day(near):
        made.day = near
    return made


def _near(made: Cast, role: str, pattern: re.Pattern[str]) -> Mention | None:
    """What fills a role in the sentence: the last or first match of a pattern in the best of its stretches."""
    tokens, trigger, code = made.tokens, made.trigger, made.tokens.code
    low, high = made.sentence
    if not pattern.search(code, low, high):
        return None
    taken = [(h.start, h.end) for h in made.holes if not KINDS[h.kind].gives or h.role != role]
    clause = _clause(tokens, low, trigger.start)
    for start, end in _stretches(tokens, trigger, (low, high), clause):
        spans = [m.span(1) for m in pattern.finditer(code, start, end)]
        if start == trigger.end:  # behind the trigger only what a preposition marks, or what follows at once
            spans = [s for s in spans if s[0] - start < 2 or code[s[0] - 1] in "于在"]
        for span in reversed(spans) if end <= trigger.start else spans:
            if any(a <= span[0] < b for a, b in taken) or code[span[1] : span[1] + 1] in _NO_ADVERBIAL:
                continue
            for mention in tokens.within(*span)[-1:]:
                if mention.type in ("date", "place", "org") and _real(mention):
                    made.sentence_date |= role == "date" and start != clause and end <= trigger.start
                    return mention
    return None


_PART = lazily("[^,;:]*+")
_COMMA = lazily("[,;]")


def _clause(tokens: Tokens, low: int, at: int) -> int:
    """Where the clause begins that a folded offset stands in, in a sentence from ``low`` on."""
    return at - run(_PART, tokens.back, len(tokens.code) - at, at - low)


def _stretches(
    tokens: Tokens, trigger: Trigger, sentence: tuple[int, int], clause: int
) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence in which a role may be filled, the best one first: the trigger's clause up to
    the trigger, the adverbial that the sentence, or its part behind a semicolon, begins with, the rest of
    the clause.
    """
    code, (low, high) = tokens.code, sentence
    yield clause, trigger.start
    if low < clause:
        low = max(low, code.rfind(":", low, clause - 1) + 1)
        part = max(low, code.rfind(";", low, clause) + 1)
        yield part, min(part + 2, clause)
        first = _COMMA.search(code, low + 1, trigger.start)
        yield low, min(first.start(), low + _ADVERBIAL) if first else low
    yield trigger.end, trigger.end + run(_PART, code, trigger.end, high - trigger.end)


_ADVERBIAL = 24
_NO_ADVERBIAL = ("的", "即", "临", "来", "年", "度", "电", "讯", SIGNS["book"], SIGNS["quote"])


def _one_day(mention: Mention) -> bool:
    norm = mention.norm
    return isinstance(norm, DateNorm) and norm.start is not None and norm.start == norm.end


def _real(mention: Mention) -> bool:
    """目前 and the like date nothing."""
    return not (isinstance(mention.norm, DateNorm) and mention.norm.value in ("PRESENT_REF", "FUTURE_REF"))


# Subjects ------------------------------------------------------------------------------------------------


@cache
def _subject() -> re.Pattern[str]:
    lead = f"(?:{_D}(?:{SIGNS['bracket']})?,?|{either('lead')},?){{0,3}}"
    return compiled(
        f"{lead}(?:{either('voice')})?(?:(?P<people>{expression('people')})|(?P<orgs>{expression('orgs')})|(?P<gathering>{expression('gathering')}))"
    )


_CLAUSE = lazily(r"[,;:。!?\n”] *|\A")


_WIRED = lazily(f"{SIGNS['place']}?{_D}(?:{SIGNS['bracket']})?[电讯]")
"""Behind a news agency at the head of a dateline, which tells but does nothing."""


def subject(tokens: Tokens, at: int, people: bool = False, back: int = 0) -> Hole | None:
    """The subject that a clause at a folded offset takes over: that of the nearest clause that has one.

    Within the paragraph and ``back`` paragraphs before; with ``people`` only persons count, and the last
    person named stands in where no clause begins with one.
    """
    low = max(0, at - REACH)
    border = at
    for _ in range(back + 1):
        border = max(0, tokens.code.rfind("\n", low, border))
    low = max(low, border)
    starts = [m.end() for m in _CLAUSE.finditer(tokens.code, low, at)]
    if low == 0:
        starts.insert(0, 0)
    for start in reversed(starts):
        found = _subject().match(tokens.code, start, at)
        if found is None or found.lastgroup is None or _WIRED.match(tokens.code, found.end(found.lastgroup)):
            continue
        if found.lastgroup == "people" or not people:
            return Hole("", found.lastgroup, *found.span(found.lastgroup))
    return last_person(tokens, at, low) if people else None


def last_person(tokens: Tokens, at: int, low: int = 0) -> Hole | None:
    """The person named last before a folded offset."""
    last = tokens.code.rfind(SIGNS["person"], max(low, at - REACH), at)
    return Hole("", "people", last, last + 1) if last >= 0 else None


# The whole -----------------------------------------------------------------------------------------------


def event(made: Cast, args: Iterable[Argument], reference: Reference, article: int) -> Event:
    """The event of a cast, dated by its own date or else by the article's."""
    trigger, tokens = made.trigger, made.tokens
    start, end = tokens.clean(trigger.start), tokens.clean(trigger.end)
    ordered = tuple(sorted(args, key=_ORDER))
    day_from, day_to, source = _dated(made, ordered, reference)
    taken = [
        (hole.start, hole.end) for hole in made.holes if hole.kind in ("paper", "books", "party", "orgs")
    ]
    mode = modality(tokens, trigger.start, trigger.modality, taken)
    if mode == "asserted" and (made.planned or (made.frame.foreseen and _ahead(day_from, reference))):
        mode = "planned"
    return Event(
        made.frame.type, made.subtype, Span(start, end), tokens.text[start:end], ordered, made.frame.name,
        mode, day_from, day_to, article, source,
    )  # fmt: skip


_ORDER = attrgetter("start", "role")


def _ahead(day: str | None, reference: Reference) -> bool:
    """Whether a day lies ahead of the day of publication: what happens then is only planned."""
    return day is not None and reference.date is not None and day > reference.date.isoformat()


def _dated(
    made: Cast, args: Sequence[Argument], reference: Reference
) -> tuple[str | None, str | None, DateSource]:
    """First and last day, and what says so; 日前 names no day, so that of the article stands."""
    named = [a.mention for a in args if a.role == "date" and a.mention]
    for day in [*named, made.day] if made.day else named:
        norm = day.norm
        if isinstance(norm, DateNorm) and (norm.start or norm.end):
            return norm.start, norm.end, "sentence" if made.sentence_date else "own"
    published = reference.date.isoformat() if reference.date else None
    return published, published, "article" if published else "none"
