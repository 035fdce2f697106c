"""How an event pattern is written, and how it is read: as two expressions and what bounds their matches.

A pattern reads as the sentence that it matches, once the mentions in it are folded into one sign each (see
``tokens.py``)::

    [body:orgs]…{appoint}[person:people]为[post]

``{appoint}`` is the trigger: any word of that group in ``triggers.tsv``. ``[role:kind]`` is a hole;
``holes.py`` says what may stand in it and which mentions it gives. ``(a|b)`` are variants; ``?`` makes the
item before it optional, ``*`` and ``+`` repeat it at most eight times, ``&`` at most sixty; ``<words>`` is
any word of that class in ``event_words.tsv``, or a part of PARTS; ``…`` is a gap of up to 24 signs inside a
clause, ``‥`` one of up to twelve that names nobody, ``……`` one of up to 60 inside a sentence; ``^`` and ``$``
are the edges of a clause; ``~`` says that the item behind it does not follow (right of the trigger only).
Capitals are signs, blanks mean nothing.

What stands left of the trigger is matched leftwards from it, what stands right of it rightwards (see
``ways.py``). So each pattern is tried once a trigger, in bounded steps, and the work is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dibao.frames.holes import AHEAD, BEHIND, GAPS, KINDS, PARTS, STRETCHES
from dibao.frames.openings import Chars, bounds
from dibao.frames.tokens import CAPITALS, SIGNS, STOPS
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.cache import stored
from dibao.tables.kept import kept


class Frame(NamedTuple):
    """One way in which events of ``type`` are told. ``name`` stands in each record's ``rule`` field.

    ``patterns`` are tried in order, the first that matches wins. ``around`` names the roles that are also
    looked for in the rest of the sentence (date, place, …) and ``carry`` the role that is taken over from
    the sentences before where the pattern leaves it open. One of the roles of ``needs`` must be filled.

    ``examples`` are marked texts: the trigger is marked ``event=TYPE`` or ``event=TYPE/SUBTYPE``, each
    argument with its role; such events must come out. In ``rejects`` no event of the type may come out.
    """

    name: str
    type: str
    about: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    rejects: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    carry: str = ""
    needs: tuple[str, ...] = ()
    nominal: tuple[str, ...] = ()
    """Signs behind the trigger that make it a noun or an attribute, "" the end: there the frame tells nothing."""
    foreseen: bool = False
    """Events that are planned where their day lies ahead of the article's."""
    dated: bool = False
    """Events without a role for a date that a day in the sentence dates all the same."""


class Hole(NamedTuple):
    """A filled hole: its role, its kind and where it stands in the folded text."""

    role: str
    kind: str
    start: int
    end: int


_HALF = str.maketrans("，；：！？", ",;:!?")
_REPEAT = {"?": "?", "*": "{0,8}", "+": "{1,8}", "&": "{0,60}"}
_SIGNED = {capital: SIGNS[kind] for kind, capital in CAPITALS.items()}


class Expression(NamedTuple):
    """A regular expression, and signs and words that every match of it contains."""

    source: str
    needs: frozenset[str] = frozenset()


class Half(NamedTuple):
    """What stands to one side of a trigger: an expression, read away from it, and what bounds its matches."""

    source: str
    needs: frozenset[str]
    """Signs and words that every match contains."""
    opening: Chars
    """What can stand at the trigger."""
    choice: frozenset[str]
    """Signs of which every match contains one; empty where ``needs`` says more."""
    inside: bool
    """Whether no match leaves the trigger's sentence."""


class Pattern(NamedTuple):
    """A pattern as its two halves, the left one read backwards, and the holes of each by group name."""

    left: Half
    right: Half
    holes: dict[str, tuple[str, str]]


@cache
def compile_pattern(source: str) -> Pattern:
    """Read a pattern. Raises ValueError where it is not well-formed or names an unknown kind or class."""
    parts = re.split(r"\{[\w|]+\}", source)
    if len(parts) != 2:
        raise ValueError(f"a pattern has exactly one trigger in braces: {source!r}")
    before, behind = _Writer(True, "l"), _Writer(False, "r")
    left, right = _half(before.write(parts[0])), _half(behind.write(parts[1]))
    return Pattern(left, right, before.holes | behind.holes)


def _half(written: Expression) -> Half:
    opening, read, choice = bounds(written.source)
    inside = not any(map(read.has, STOPS))
    choice = choice if inside and not written.needs else frozenset()
    return Half(written.source, written.needs, opening, choice, inside)


@kept
def words(name: str) -> tuple[str, ...]:
    """The words of a class of ``event_words.tsv``, or else of a group of triggers, the longest first."""
    return _words().get(name, ())


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The words of all classes and groups."""
    return stored("event_words", lambda: _listed("triggers", "group") | _listed("event_words", "class"))


def _listed(name: str, column: str) -> dict[str, tuple[str, ...]]:
    """The forms of a table by what a column says of them, the longest first."""
    table = lexicon.table(name)
    at = table.column(column)
    out: dict[str, set[str]] = {}
    for row in table.rows:
        for kind in row[at].split("|"):
            out.setdefault(kind, set()).add(row[0])
    return {kind: tuple(sorted(forms, key=lambda form: (-len(form), form))) for kind, forms in out.items()}


@kept
def either(name: str, backwards: bool = False) -> str:
    """An expression for any word of a class, for use in a larger one."""
    found = [w[::-1] for w in words(name)] if backwards else words(name)
    if not found:
        raise ValueError(f"no words of class {name!r} in event_words.tsv or triggers.tsv")
    longer = [_literally(w) for w in found if len(w) > 1]
    single = "".join(_literally(w) for w in found if len(w) == 1)
    any_of = "|".join(longer + ([f"[{single}]"] if single else []))
    return f"(?:(?={beginning(found)})(?:{any_of}))" if len(longer) > _MANY else f"(?:{any_of})"


def beginning(forms: Iterable[str]) -> str:
    """An expression for the first character of any of some words."""
    return f"[{''.join(map(_literally, dict.fromkeys(form[0] for form in forms)))}]"


def _literally(word: str) -> str:
    return word if word.isalnum() else re.escape(word)


_MANY = 16
"""Before more words than these are tried one by one, it is seen whether any begins with the character."""


class _Writer:
    """Turns a half of a pattern into a regular expression, read forwards or backwards."""

    _ITEM = re.compile(
        r"\\.|\(|\)|\||\[(\w+)(?::([\w|]+))?\]|<(\w+)>|……|…|‥|@([a-z]+)|~|[?*+&]|\^|\$|.", re.S
    )

    def __init__(self, backwards: bool, prefix: str = "") -> None:
        self.holes: dict[str, tuple[str, str]] = {}
        self._backwards = backwards
        self._prefix = prefix

    def write(self, source: str) -> Expression:
        """The expression of a whole half or sub-pattern."""
        items = list(self._ITEM.finditer(source.replace(" ", "").translate(_HALF)))
        out, at = self._variants(items, 0)
        if at != len(items):
            raise ValueError(f"a bracket is closed but not opened: {source!r}")
        return out

    def _variants(self, items: list[re.Match[str]], at: int) -> tuple[Expression, int]:
        """The variants from an item on, up to the bracket that closes them; where that stands."""
        variants: list[Expression] = []
        sequence: list[Expression] = []
        while at < len(items) and items[at][0] != ")":
            item = items[at][0]
            if item == "|":
                variants.append(self._join(sequence))
                sequence = []
                at += 1
            elif item in _REPEAT:
                last = sequence[-1]
                needs = last.needs if item == "+" else frozenset()
                sequence[-1] = Expression(f"(?:{last.source}){_REPEAT[item]}", needs)
                at += 1
            elif item == "~":
                follow, at = self._one(items, at + 1)
                sequence.append(Expression(f"(?!{follow.source})"))
            else:
                one, at = self._one(items, at)
                sequence.append(one)
        variants.append(self._join(sequence))
        needs = frozenset.intersection(*(v.needs for v in variants))
        return Expression("|".join(v.source for v in variants), needs), at

    def _one(self, items: list[re.Match[str]], at: int) -> tuple[Expression, int]:
        """A single item, or the whole of a bracket; where the next one stands."""
        if items[at][0] != "(":
            return self._atom(items[at]), at + 1
        inner, at = self._variants(items, at + 1)
        if at == len(items):
            raise ValueError(f"a bracket is opened but not closed: {items[0].string!r}")
        return Expression(f"(?:{inner.source})", inner.needs), at + 1

    def _join(self, sequence: list[Expression]) -> Expression:
        parts = [one.source for one in sequence]
        needs = frozenset[str]().union(*(one.needs for one in sequence))
        return Expression("".join(reversed(parts) if self._backwards else parts), needs)

    def _atom(self, item: re.Match[str]) -> Expression:
        text, role, kinds, name, stretch = item[0], item[1], item[2], item[3], item[4]
        if role:
            holes = [self._hole(role, kind) for kind in (kinds or role).split("|")]
            needs = frozenset.intersection(*(h.needs for h in holes))
            return Expression(f"(?:{'|'.join(h.source for h in holes)})", needs)
        if name in PARTS:
            part = self.write(PARTS[name])
            return Expression(f"(?:{part.source})", part.needs)
        if name:
            return Expression(either(name, self._backwards))
        if stretch:
            source = STRETCHES[stretch][self._backwards]
            return Expression(re.sub(r"%\((\w+)\)s", lambda m: either(m[1], self._backwards), source))
        if text in GAPS:
            return Expression(GAPS[text])
        if text in "^$":
            ahead = (text == "^") == self._backwards
            return Expression(AHEAD if ahead else BEHIND)
        sign = text[1] if text[0] == "\\" else _SIGNED.get(text, text)
        return Expression(re.escape(sign), frozenset((sign,)))

    def _hole(self, role: str, kind: str) -> Expression:
        if kind not in KINDS:
            raise ValueError(f"unknown kind {kind!r} of [{role}]; kinds are {', '.join(KINDS)}")
        group = f"{self._prefix}{len(self.holes)}"
        self.holes[group] = (role, kind)
        inner = self.write(KINDS[kind].pattern)
        return Expression(f"(?P<{group}>{inner.source})", inner.needs)


@kept
def expression(kind: str) -> str:
    """What may stand in a hole of a kind, as an expression read forwards."""
    return _Writer(False).write(KINDS[kind].pattern).source


def trigger_of(pattern: str) -> tuple[str, ...]:
    """The groups of the trigger in a pattern, as they stand in its braces."""
    return tuple(pattern[pattern.index("{") + 1 : pattern.index("}")].split("|"))
