"""The ways in which a form may tell an event, and which of them the text around it leaves open.

Most triggers tell nothing. So what every match of a pattern needs is kept for all the ways of a form at
once, one bit a way: the signs next to the trigger, then those of its sentence, rule out the ways that cannot
match there, before any expression is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, reduce
from operator import attrgetter, or_
from typing import TYPE_CHECKING

from dibao.frames import Frame, Hole, compile_pattern
from dibao.named import NamedTuple
from dibao.openings import Chars
from dibao.patterns import lazily
from dibao.tokens import REACH, Tokens

if TYPE_CHECKING:
    from dibao.casting import Cast

_WINDOW = 300
"""How many signs to each side of a trigger what a pattern needs is looked for, so that no text costs more."""


class Side(NamedTuple):
    """A half of a pattern: its expression, whether it is read backwards, role and kind of each of its groups."""

    half: re.Pattern[str]
    backwards: bool
    holes: tuple[tuple[str, str], ...]


@cache
def sides(source: str) -> tuple[Side, ...]:
    """The halves of a pattern that say anything, the shorter one first."""
    left, right, holes = compile_pattern(source)
    both = sorted(((right.source, False), (left.source, True)), key=lambda half: len(half[0]))
    return tuple(
        Side(_half(half, backwards), backwards, tuple(holes[name] for name in _GROUP.findall(half)))
        for half, backwards in both
        if half
    )


_GROUP = lazily(r"\(\?P<(\w+)>")


@cache
def _half(source: str, backwards: bool) -> re.Pattern[str]:
    """An expression, compiled when it is first tried; what patterns share on one side is one object."""
    return lazily(source)


Finish = Callable[["Cast"], Iterator["Cast"]]
"""How a type's module refines what a frame gives: into one event, several or none."""
Tried = dict[re.Pattern[str], re.Match[str] | None]
"""What the halves that were tried at a trigger have found."""


def match(pattern: tuple[Side, ...], tokens: Tokens, start: int, end: int, tried: Tried) -> list[Hole] | None:
    """The filled holes of a pattern around a trigger, in text order; None where it fails."""
    length = len(tokens.code)
    spans = []
    for half, backwards, kinds in pattern:
        if half in tried:
            found = tried[half]
        elif backwards:
            found = tried[half] = half.match(tokens.back, length - start)
        else:
            found = tried[half] = half.match(tokens.code, end)
        if found is None:
            return None
        if kinds:
            spans.append((found.regs, backwards, kinds))
    holes = []
    for regs, backwards, kinds in spans:
        for (role, kind), (low, high) in zip(kinds, regs[1:], strict=True):
            if low >= 0:
                span = (length - high, length - low) if backwards else (low, high)
                holes.append(Hole(role, kind, *span))
    return sorted(holes, key=_START) if len(holes) > 1 else holes


_START = attrgetter("start")


class Way(NamedTuple):
    """One pattern by which a form may tell an event, and what the form's row of ``triggers.tsv`` says."""

    frame: Frame
    finish: Finish | None
    sides: tuple[Side, ...]
    subtype: str | None
    modality: str


class Gate(NamedTuple):
    """Which of the ways of a form the text around it leaves open, one bit a way."""

    before: dict[str, int]
    before_others: int
    behind: dict[str, int]
    behind_others: int
    """By the sign next to the trigger, on either side, and for all other signs."""
    needs: tuple[tuple[str, bool, bool, int], ...]
    """A sign, whether it stands before the trigger, whether inside the sentence, the ways that need it."""
    choices: tuple[tuple[re.Pattern[str], bool, int], ...]
    """Signs, whether they stand before the trigger, the ways that need one of them inside the sentence."""
    needing: int
    """The ways that need any sign."""

    def open(self, tokens: Tokens, start: int, end: int) -> int:
        """The ways that are left to a trigger at folded offsets."""
        code = tokens.code
        ways = self.before.get(code[start - 1 : start], self.before_others)
        ways &= self.behind.get(code[end : end + 1], self.behind_others)
        if not ways & self.needing:
            return ways
        low, high = tokens.sentence(start)
        first, last = max(start - _WINDOW, 0), end + _WINDOW
        for sign, before, inside, needing in self.needs:
            if not ways & needing:
                continue
            if before:
                found = code.find(sign, low if inside and low > first else first, start)
            else:
                found = code.find(sign, end, high if inside and high < last else last)
            if found < 0:
                ways &= ~needing
        if start - low < REACH > high - start:  # the bounds are those of the whole sentence
            for signs, before, choosing in self.choices:
                if ways & choosing and not (
                    signs.search(code, low, start) if before else signs.search(code, end, high)
                ):
                    ways &= ~choosing
        return ways


class Form(NamedTuple):
    """The ways in which a form may tell an event, in the order in which they are tried."""

    gate: Gate
    ways: tuple[Way, ...]


@cache
def gate(ways: tuple[tuple[str, tuple[str, ...]], ...]) -> Gate:
    """The gate of patterns, each with the signs that cannot follow its trigger."""
    patterns = [(compile_pattern(source), nominal) for source, nominal in ways]
    needs: dict[tuple[str, bool, bool], int] = {}
    choices: dict[tuple[str, bool], int] = {}
    for n, (pattern, _) in enumerate(patterns):
        for half, before in ((pattern.left, True), (pattern.right, False)):
            for sign in half.needs:
                key = sign, before, half.inside
                needs[key] = needs.get(key, 0) | 1 << n
            if half.choice:
                one = "".join(sorted(half.choice)), before
                choices[one] = choices.get(one, 0) | 1 << n
    behind = [pattern.right.opening.without(nominal) for pattern, nominal in patterns]
    return Gate(
        *_by_sign([pattern.left.opening for pattern, _ in patterns]),
        *_by_sign(behind),
        tuple((*key, ways) for key, ways in sorted(needs.items(), key=lambda n: (-n[1].bit_count(), n))),
        tuple((lazily(f"[{re.escape(signs)}]"), before, ways) for (signs, before), ways in choices.items()),
        reduce(or_, [*needs.values(), *choices.values()], 0),
    )


def _by_sign(openings: Sequence[Chars]) -> tuple[dict[str, int], int]:
    """The ways that each sign leaves open, and those that any other one does."""
    others = sum(1 << n for n, chars in enumerate(openings) if chars.others)
    listed: dict[str, int] = {}
    for n, chars in enumerate(openings):
        for sign in chars.listed:  # a sign that is listed is left by what leaves no other, and the reverse
            listed[sign] = listed.get(sign, others) ^ 1 << n
    return listed, others
