"""What the matches of a regular expression have in common, by its parse: how they begin, what they read.

All are bounds: they may name too much, never too little, so what they exclude cannot match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from dibao.named import NamedTuple


class Chars(NamedTuple):
    """A set of characters: those listed, or with ``others`` all but those; "" stands for the end of the text."""

    listed: frozenset[str]
    others: bool = False

    def has(self, char: str) -> bool:
        """Whether a character belongs to the set."""
        return (char in self.listed) != self.others

    def joined(self, more: Chars) -> Chars:
        """The characters of either set."""
        if self.others and more.others:
            return Chars(self.listed & more.listed, True)
        if self.others or more.others:
            wide, narrow = (self, more) if self.others else (more, self)
            return Chars(wide.listed - narrow.listed, True)
        return Chars(self.listed | more.listed)

    def without(self, chars: Iterable[str]) -> Chars:
        """The set less some characters."""
        return Chars(self.listed.union(chars) if self.others else self.listed.difference(chars), self.others)


NONE = Chars(frozenset())
ANY = Chars(frozenset(), True)
_WIDEST = 20
"""So many characters at most are a choice."""
_LONGEST = 1000
"""A longer range in a class (all of a script) counts as everything."""


class Bounds(NamedTuple):
    """What holds for every match of an expression."""

    opening: Chars = ANY
    """What it begins with; ANY where it may be empty."""
    read: Chars = ANY
    """What it may contain."""
    choice: frozenset[str] = frozenset()
    """What it contains one of at least; nothing where there is no such set, or only a wide one."""


def bounds(source: str) -> Bounds:
    """The bounds of an expression."""
    try:
        parsed = import_module("re._parser").parse(source)
        opening, empty = _opening(parsed)
        read = NONE
        for chars in _read(parsed):
            read = read.joined(chars)
        choice = min(_choices(parsed), key=_narrow, default=NONE.listed)
    except (ImportError, AttributeError, TypeError, ValueError, KeyError):  # another build of Python
        return Bounds()
    return Bounds(ANY if empty else opening, read, choice)


def _opening(items: Iterable[tuple[Any, Any]]) -> tuple[Chars, bool]:
    """What a sequence can begin with, and whether it can end without having asked for a character."""
    out = NONE
    for op, value in items:
        chars, empty = _one(str(op), value)
        out = out.joined(chars)
        if not empty:
            return out, False
    return out, True


def _one(op: str, value: Any) -> tuple[Chars, bool]:
    if (chars := _class(op, value)) is not None:
        return chars, False
    if op == "BRANCH":
        ways = [_opening(branch) for branch in value[1]]
        out = NONE
        for chars, _ in ways:
            out = out.joined(chars)
        return out, any(empty for _, empty in ways)
    if op == "ASSERT" and value[0] > 0:  # a look ahead asks for the same character as what follows it
        chars, empty = _opening(value[1])
        return (ANY if empty else chars), False
    if op == "AT" and str(value) == "AT_END_STRING":
        return Chars(frozenset(("",))), False
    if op in ("AT", "ASSERT", "ASSERT_NOT"):
        return NONE, True
    least, inner = _inside(op, value)
    chars, empty = _opening(inner)
    return chars, empty or least == 0


def _read(items: Iterable[tuple[Any, Any]]) -> Iterator[Chars]:
    """The sets from which a sequence reads its characters; what it only looks at is not read."""
    for op, value in items:
        name = str(op)
        if (chars := _class(name, value)) is not None:
            yield chars
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _read(branch)
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
            yield from _read(_inside(name, value)[1])


def _choices(items: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    """Sets of characters of each of which every match reads one."""
    for op, value in items:
        name = str(op)
        if (chars := _class(name, value)) is not None:
            if not chars.others:
                yield chars.listed
        elif name == "BRANCH":
            choices = [min(_choices(branch), key=_narrow, default=NONE.listed) for branch in value[1]]
            if all(choices) and len(joined := NONE.listed.union(*choices)) <= _WIDEST:
                yield joined
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
            least, inner = _inside(name, value)
            if least:
                yield from _choices(inner)


def _narrow(choice: frozenset[str]) -> tuple[int, list[int]]:
    """Small sets first, of those of one size the ones of high code points: signs of mentions."""
    return len(choice), [-ord(char) for char in sorted(choice)]


def _inside(op: str, value: Any) -> tuple[int, Any]:
    """What a group or a repeat holds, and how often at least."""
    if op == "SUBPATTERN":
        return 1, value[3]
    if op == "ATOMIC_GROUP":
        return 1, value
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return value[0], value[2]
    raise KeyError(op)


def _class(op: str, value: Any) -> Chars | None:
    """The characters of what reads exactly one; None for anything else."""
    if op == "LITERAL":
        return Chars(frozenset((chr(value),)))
    if op == "NOT_LITERAL":
        return Chars(frozenset((chr(value), "")), True)
    if op == "ANY":
        return Chars(frozenset(("\n", "")), True)
    if op != "IN":
        return None
    listed: set[str] = set()
    negated = str(value[0][0]) == "NEGATE"
    for kind, what in value[negated:]:
        if str(kind) == "LITERAL":
            listed.add(chr(what))
        elif str(kind) == "RANGE" and what[1] - what[0] < _LONGEST:
            listed.update(map(chr, range(what[0], what[1] + 1)))
        elif not negated:
            return Chars(frozenset(("",)), True)
    return Chars(frozenset(listed | {""} if negated else listed), negated)
