"""The subject that a clause without one takes over from those before it."""

from __future__ import annotations

import re
from functools import cache

from dibao.frames.pattern import Hole, either, expression
from dibao.frames.tokens import REACH, SIGNS, Tokens
from dibao.tables.patterns import compiled, lazily

_D = SIGNS["date"]


@cache
def _subject() -> re.Pattern[str]:
    lead = f"(?:{_D}(?:{SIGNS['bracket']})?,?|{either('lead')},?){{0,3}}"
    return compiled(
        f"{lead}(?:{either('voice')})?(?:(?P<he>{either('pronoun')})|(?P<people>{expression('people')})|(?P<orgs>{expression('orgs')})|(?P<gathering>{expression('gathering')}))"
    )


_ENDED = frozenset("。!?”")


def _saying() -> str:
    return "|".join(map(either, ("say", "tell", "claim")))


@cache
def _says() -> re.Pattern[str]:
    return compiled(f"[^,。:]{{0,4}}?(?:{_saying()})道?[,:]")


@cache
def _spoke() -> re.Pattern[str]:
    return compiled(
        f"{SIGNS['person']}(?:[{_D}{SIGNS['bracket']}]|(?![,。;:!?\n]).){{0,4}}?(?:{_saying()})道?[,:]"
    )


def _speaker(tokens: Tokens, starts: list[int], at: int) -> Hole | None:
    """Who says what 他 goes on with: in the same sentence whoever spoke last, else who says the sentence before or
    is first quoted in it, not the person whom that sentence speaks of.
    """
    code = tokens.code
    if code[at - 1 : at] not in _ENDED:
        low, _ = tokens.sentence(at)
        spoke = [m.start() for m in _spoke().finditer(code, low, at)]
        return Hole("", "people", spoke[-1], spoke[-1] + 1) if spoke else None
    for start in reversed(starts):
        if start < at and (start == 0 or code[start - 1] in _ENDED or code[start - 1] == "\n"):
            found = _subject().match(code, start, at)
            if found and found.lastgroup == "people" and _says().match(code, found.end()):
                return Hole("", "people", *found.span("people"))
            quoted = _spoke().search(code, start, at)
            return Hole("", "people", quoted.start(), quoted.start() + 1) if quoted else None
    return None


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
    if people and (speaker := _speaker(tokens, starts, at)):
        return speaker
    for start in reversed(starts):
        found = _subject().match(tokens.code, start, at)
        if found is None or found.lastgroup is None or _WIRED.match(tokens.code, found.end(found.lastgroup)):
            continue
        if found.lastgroup == "he":
            return subject(tokens, start, people=True, back=1)
        if found.lastgroup == "people" or not people:
            return Hole("", found.lastgroup, *found.span(found.lastgroup))
    return last_person(tokens, at, low) if people else None


def last_person(tokens: Tokens, at: int, low: int = 0) -> Hole | None:
    """The person named last before a folded offset."""
    last = tokens.code.rfind(SIGNS["person"], max(low, at - REACH), at)
    return Hole("", "people", last, last + 1) if last >= 0 else None
