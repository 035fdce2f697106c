"""The ways in which a form may tell an event, and which of them the text around it leaves open.

Most triggers tell nothing. So what every match of a pattern needs is kept for all the ways of a form at
once, one bit a way: the signs next to the trigger, then those of its sentence, rule out the ways that cannot
match there, before any expression is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, reduce
from operator import itemgetter, or_
from sys import intern
from typing import TYPE_CHECKING

from dibao.frames.openings import Chars
from dibao.frames.pattern import Frame, Hole, Pattern, compile_pattern
from dibao.frames.tokens import REACH, Tokens
from dibao.named import NamedTuple
from dibao.tables.cache import Growing
from dibao.tables.patterns import lazily

if TYPE_CHECKING:
    from dibao.frames.casting import Cast

_WINDOW = 300
"""How many signs to each side of a trigger what a pattern needs is looked for, so that no text costs more."""


class Side(NamedTuple):
    """A half of a pattern: its expression, whether it is read backwards, role and kind of each of its groups."""

    half: re.Pattern[str]
    backwards: bool
    holes: tuple[tuple[str, str], ...]
    sharing: int
    """The ways of the form that have this half: where it fails, they all do."""


Finish = Callable[["Cast"], Iterator["Cast"]]
"""How a type's module refines what a frame gives: into one event, several or none."""


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
    choosing: int
    needing: int
    """The ways that need one of several signs, and those that need any sign."""

    def open(self, tokens: Tokens, start: int, end: int) -> int:
        """The ways that are left to a trigger at folded offsets."""
        before, before_others, behind, behind_others, needs, choices, choosing, needing = self
        code = tokens.code
        ways = before.get(code[start - 1 : start], before_others)
        ways &= behind.get(code[end : end + 1], behind_others)
        if not ways & needing:
            return ways
        low, high = tokens.sentence(start)
        first, last = start - _WINDOW if start > _WINDOW else 0, end + _WINDOW
        for sign, is_before, inside, these in needs:
            if ways & these:
                if is_before:
                    found = code.find(sign, low if inside and low > first else first, start)
                else:
                    found = code.find(sign, end, high if inside and high < last else last)
                if found < 0:
                    ways &= ~these
        whole = start - low < REACH > high - start  # the bounds are those of the whole sentence
        if whole and ways & choosing:
            for signs, is_before, these in choices:
                if ways & these and not (
                    signs.search(code, low, start) if is_before else signs.search(code, end, high)
                ):
                    ways &= ~these
        return ways


class Form(NamedTuple):
    """The ways in which a form may tell an event, in the order in which they are tried."""

    gate: Gate
    ways: tuple[Way, ...]

    def fitting(self, tokens: Tokens, start: int, end: int, left: int) -> Iterator[tuple[Way, list[Hole]]]:
        """Of the ways that are left to a trigger at folded offsets, those that fit, each with its filled holes in
        text order.
        """
        code, back, new = tokens.code, tokens.back, tuple.__new__
        length = len(code)
        tried: dict[re.Pattern[str], re.Match[str]] = {}
        while left:
            one = left & -left
            left ^= one
            way = self.ways[one.bit_length() - 1]
            holes: list[Hole] = []
            for half, backwards, kinds, sharing in way.sides:
                found = tried.get(half)
                if found is None:
                    found = half.match(back, length - start) if backwards else half.match(code, end)
                    if found is None:
                        left &= ~sharing
                        break
                    tried[half] = found
                if kinds:
                    for (role, kind), (low, high) in zip(kinds, found.regs[1:], strict=True):
                        if low >= 0:
                            if backwards:
                                low, high = length - high, length - low
                            holes.append(new(Hole, (role, kind, low, high)))
            else:
                if len(holes) > 1:
                    holes.sort(key=_START)
                yield way, holes


_START = itemgetter(2)


class Told(NamedTuple):
    """A pattern of a frame, and what a row of ``triggers.tsv`` says of the form that it is to tell by."""

    pattern: str
    frame: Frame
    finish: Finish | None = None
    subtype: str | None = None
    modality: str = ""


def form(told: Sequence[Told]) -> Form:
    """A form that tells an event by any of some patterns, in their order."""
    kept = _kept()
    key = repr([(one.pattern, one.frame.nominal) for one in told])
    if key not in kept:
        kept[key] = _plan([compile_pattern(one.pattern) for one in told], [one.frame.nominal for one in told])
    plan = kept[key]
    ways = tuple(
        Way(one.frame, one.finish, tuple(map(_side, halves)), one.subtype, one.modality)
        for one, halves in zip(told, plan.halves, strict=True)
    )
    choices = tuple((lazily(f"[{re.escape(signs)}]"), before, these) for signs, before, these in plan.choices)
    return Form(Gate(*plan.beside, plan.needs, choices, plan.choosing, plan.needing), ways)


class _Kept(NamedTuple):
    """A side as it is kept: its expression by its source."""

    source: str
    backwards: bool
    holes: tuple[tuple[str, str], ...]
    sharing: int


class _Plan(NamedTuple):
    """What the patterns of a form come to, as it is kept; most fields are those of its gate."""

    beside: tuple[dict[str, int], int, dict[str, int], int]
    needs: tuple[tuple[str, bool, bool, int], ...]
    choices: tuple[tuple[str, bool, int], ...]
    choosing: int
    needing: int
    halves: tuple[tuple[_Kept, ...], ...]
    """Of each pattern the halves that say anything, the shorter one first."""


@cache
def _kept() -> Growing[_Plan]:
    """The plans that were made before, by patterns."""
    return Growing("ways")


def _side(half: _Kept) -> Side:
    return Side(_half(half.source, half.backwards), half.backwards, half.holes, half.sharing)


@cache
def _half(source: str, backwards: bool) -> re.Pattern[str]:
    """An expression, compiled when it is first tried; what patterns share on one side is one object."""
    return lazily(source)


def _plan(patterns: Sequence[Pattern], nominal: Sequence[tuple[str, ...]]) -> _Plan:
    """What patterns come to, each with the signs that cannot follow its trigger."""
    needs: dict[tuple[str, bool, bool], int] = {}
    choices: dict[tuple[str, bool], int] = {}
    sharing: dict[tuple[str, bool], int] = {}
    for n, pattern in enumerate(patterns):
        for half, before in ((pattern.left, True), (pattern.right, False)):
            sharing[half.source, before] = sharing.get((half.source, before), 0) | 1 << n
            for sign in half.needs:
                key = sign, before, half.inside
                needs[key] = needs.get(key, 0) | 1 << n
            if half.choice:
                one = "".join(sorted(half.choice)), before
                choices[one] = choices.get(one, 0) | 1 << n
    behind = [pattern.right.opening.without(signs) for pattern, signs in zip(patterns, nominal, strict=True)]
    return _Plan(
        (*_by_sign([pattern.left.opening for pattern in patterns]), *_by_sign(behind)),
        tuple((*key, ways) for key, ways in sorted(needs.items(), key=lambda n: (-n[1].bit_count(), n))),
        tuple((*key, ways) for key, ways in choices.items()),
        reduce(or_, choices.values(), 0),
        reduce(or_, [*needs.values(), *choices.values()], 0),
        tuple(_halves(pattern, sharing) for pattern in patterns),
    )


def _halves(pattern: Pattern, sharing: dict[tuple[str, bool], int]) -> tuple[_Kept, ...]:
    both = sorted(((pattern.right.source, False), (pattern.left.source, True)), key=lambda half: len(half[0]))
    return tuple(
        # one object for equal sources: they are kept once
        _Kept(intern(source), backwards, _holes(pattern, source), sharing[source, backwards])
        for source, backwards in both
        if source
    )


def _holes(pattern: Pattern, source: str) -> tuple[tuple[str, str], ...]:
    """Role and kind of each group of a half."""
    return tuple(pattern.holes[name] for name in _GROUP.findall(source))


_GROUP = lazily(r"\(\?P<(\w+)>")


def _by_sign(openings: Sequence[Chars]) -> tuple[dict[str, int], int]:
    """The ways that each sign leaves open, and those that any other one does."""
    others = sum(1 << n for n, chars in enumerate(openings) if chars.others)
    listed: dict[str, int] = {}
    for n, chars in enumerate(openings):
        for sign in chars.listed:  # a sign that is listed is left by what leaves no other, and the reverse
            listed[sign] = listed.get(sign, others) ^ 1 << n
    return listed, others
