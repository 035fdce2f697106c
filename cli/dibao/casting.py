"""Who plays which role: a matched frame's holes as arguments, and the event that they make.

A pronoun, or a role that the clause leaves open, is filled with the subject of the clauses before; what the
rest of the sentence adds stands in ``surroundings.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from dibao.frames import Frame, Hole
from dibao.holes import KINDS
from dibao.modality import modality
from dibao.named import NamedTuple
from dibao.patterns import lazily
from dibao.subjects import last_person, subject
from dibao.tokens import SIGNS, Tokens
from dibao.types import Argument, DateNorm, DateSource, Event, Mention, Reference, Span


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
        self.args: list[Argument] = []
        self.subtype = trigger.subtype
        self.planned = False
        """Whether its frame makes a plan of what its words assert."""
        self.day: Mention | None = None
        """The date of what has no role for one: the day on which somebody says something."""
        self.sentence_date = False
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
        return (role, start) in [(arg.role, arg.start) for arg in self.args]

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
    """Fill the roles of a matched frame from its holes and the sentences before."""
    made = Cast(frame, trigger, tokens, [_narrowed(tokens, hole) for hole in holes])
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
