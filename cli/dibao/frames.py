"""How an event pattern is written, and the engine that matches it.

A pattern reads as the sentence that it matches, once the mentions in it are folded into one sign each (see
``tokens.py``)::

    [body:orgs]…{appoint}[person:people]为[post]

``{appoint}`` is the trigger: any word of that class in ``triggers.tsv``. ``[role:kind]`` is a hole; KINDS says
what may stand in it and which mentions it gives. ``(a|b)`` are variants; ``?`` makes the item before it
optional, ``*`` and ``+`` repeat it at most eight times; ``<words>`` is any word of that class in
``event_words.tsv``, or a part of PARTS; ``…`` is a gap of up to 24 signs inside a clause, ``‥`` one of up to
twelve that names nobody, ``……`` one of up to 60 inside a sentence; ``^`` and ``$`` are the edges of a clause,
``~`` says that the item behind it does not follow (right of the trigger only).
Capitals are signs, blanks mean nothing.

What stands left of the trigger is matched leftwards from it, what stands right of it rightwards. So each
pattern is tried once a trigger, in bounded steps, and the work is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dibao import lexicon
from dibao.tokens import SIGNS, Tokens


@dataclass(frozen=True, slots=True)
class Frame:
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


class Hole(NamedTuple):
    """A filled hole: its role, its kind and where it stands in the folded text."""

    role: str
    kind: str
    start: int
    end: int


class Kind(NamedTuple):
    """What may stand in a hole: a pattern, and the types of mentions that it gives (none: its bare text)."""

    pattern: str
    gives: tuple[str, ...] = ()


PARTS = {
    "post": "(L|O|Q)?(L|O|Q)?的?<status>?T R?(、|，|兼|和)?",
    "when": "(<adverb>|D R?|，|于)",
    "holder": "(<post>)*P R?(<honorific>|T)?",
    "organ": "L?O R?",
}
"""Sub-patterns that patterns and kinds name."""

KINDS = {
    "person": Kind("<holder>", ("person",)),
    "people": Kind(
        "<holder>((、|，|和|及|与|以及)<holder>)*(等‥)?(一行)?", ("person",)
    ),
    "he": Kind("<pronoun>", ("person",)),
    "org": Kind("L?O", ("org",)),
    "orgs": Kind("<organ>((、|，|和|与|及|以及)?<organ>)*等?", ("org",)),
    "place": Kind("L", ("place",)),
    "places": Kind("L((、|和|与|及)?L)*", ("place",)),
    "spots": Kind("(L|O)+((、|和|与|及)(L|O)+)*", ("place", "org")),
    "party": Kind("(<holder>|L?O|L)((、|和|与|及|同)(<holder>|L?O|L))*", ("person", "org", "place")),
    "date": Kind("D", ("date",)),
    "money": Kind("M((、|和|及|与)M)*", ("money",)),
    "title": Kind("T", ("title",)),
    "titles": Kind("T(、T)*", ("title",)),
    "post": Kind("@office T R?((、|兼|兼任|和|及|并代理)@office T R?)*", ("title", "org")),
    "unnamed": Kind("‥T"),
    "meeting": Kind("@meeting"),
    "book": Kind("B R?"),
    "books": Kind("B R?((、|，|和|及|以及|与)?B R?)*"),
    "quote": Kind("Q"),
    "gathering": Kind("(本次|此次|这次)?<gathering>"),
    "self": Kind("<self>"),
    "voice": Kind("‥<voice>"),
    "listed": Kind("@listed"),
    "works": Kind("@works|L R?|Q"),
    "activity": Kind("@activity"),
    "quotes": Kind("(Q|B)((、|和|及)?(Q|B))*"),
    "prize": Kind("@prize"),
    "prized": Kind("@prized"),
    "agreed": Kind("@agreed"),
    "crowd": Kind("@crowd"),
    "toll": Kind("@toll"),
    "hazard": Kind("@hazard"),
    "wrong": Kind("@wrong"),
    "paper": Kind("(本|该|此|这份)?<paper>"),
    "documents": Kind("@rest"),
    "clause": Kind("@clause"),
    "span": Kind("@span"),
    "phrase": Kind("@phrase"),
    "noun": Kind("@noun"),
    "rest": Kind("@rest"),
}
"""The kinds of holes. ``@`` kinds are stretches of text, see _STRETCHES."""

_EDGE = ",。;:!?\n"
_IN = f"[^{_EDGE}]"
_NOBODY = SIGNS["person"] + SIGNS["money"]
_TITLE = SIGNS["title"]
_UNNAMED = f"[^{_EDGE}{_NOBODY}]"
_STRETCHES = {
    "phrase": (f"{_IN}{{1,70}}+", f"{_IN}{{1,70}}+"),
    "noun": (f"[^{_EDGE}、]{{1,30}}?", f"[^{_EDGE}、]{{1,30}}?"),
    "listed": (f"{_IN}{{1,50}}?%(paper)s", f"%(paper)s{_IN}{{1,50}}+"),
    "works": (f"{_UNNAMED}{{1,50}}?%(project)s", f"%(project)s{_UNNAMED}{{1,60}}"),
    "office": (f"[^{_EDGE}、{_NOBODY}{_TITLE}]{{0,24}}", f"[^{_EDGE}、{_NOBODY}{_TITLE}]{{0,24}}"),
    "activity": (f"{_IN}{{1,40}}?%(activity)s", f"%(activity)s{_IN}{{1,40}}+"),
    "prize": (f"{_IN}{{1,40}}?%(prize)s", f"%(prize)s{_IN}{{1,40}}+"),
    "prized": (f"{_IN}{{0,40}}?%(prized)s", f"%(prized)s{_IN}{{0,40}}+"),
    "agreed": (f"{_IN}{{0,40}}?%(agreed)s", f"%(agreed)s{_IN}{{0,40}}+"),
    "crowd": (f"{_IN}{{1,40}}?%(crowd)s", f"%(crowd)s{_IN}{{1,40}}+"),
    "toll": (
        r"[^。;!?\n]{0,12}?[\d一二两三四五六七八九十百千数多余]{1,6}[^。;!?\n]{0,80}?%(harmed)s[^。;!?\n]{0,60}+",
    )
    * 2,
    "hazard": (
        f"{_IN}{{0,16}}?%(incident)s(?:事故|事件|灾害|灾情)?",
        f"(?:故事|件事|害灾|情灾)?%(incident)s{_IN}{{0,16}}+",
    ),
    "wrong": (f"{_IN}{{0,12}}?%(wrong)s{_IN}{{0,16}}?", f"{_IN}{{0,16}}?%(wrong)s{_IN}{{0,12}}?"),
    "span": (f"{_IN}{{1,40}}?", f"{_IN}{{1,40}}?"),
    "clause": ("[^。!?\n]{6,600}+", "[^。!?\n]{6,600}+"),
    "rest": ("[^。!?\n]{1,600}+", "[^。!?\n]{1,600}+"),
    "meeting": (
        f"{_IN}{{0,80}}?%(head)s(?=[{_EDGE}、” ]|\\Z|%(after)s)",
        f"%(head)s{_IN}{{0,90}}+",
    ),
}
"""What ``@`` kinds match, read forwards and read backwards."""

_HALF = str.maketrans("，；：！？", ",;:!?")  # noqa: RUF001
_REPEAT = {"?": "?", "*": "{0,8}", "+": "{1,8}"}
_CAPITALS = {chr(ord(sign) & 0xFF): sign for sign in SIGNS.values()}


class Pattern(NamedTuple):
    """A compiled pattern: the class of its trigger, its two halves, and the holes by group name."""

    trigger: str
    left: re.Pattern[str]
    right: re.Pattern[str]
    holes: dict[str, tuple[str, str]]


def match(pattern: Pattern, tokens: Tokens, start: int, end: int) -> list[Hole] | None:
    """The filled holes of a pattern around a trigger at folded offsets, in text order; None where it fails."""
    right = pattern.right.match(tokens.code, end)
    if right is None:
        return None
    length = len(tokens.code)
    left = pattern.left.match(tokens.back, length - start)
    if left is None:
        return None
    holes = [
        Hole(*pattern.holes[name], length - left.end(name), length - left.start(name))
        for name in left.re.groupindex
        if left.start(name) >= 0
    ]
    holes += [
        Hole(*pattern.holes[name], *right.span(name))
        for name in right.re.groupindex
        if right.start(name) >= 0
    ]
    return sorted(holes, key=lambda hole: hole.start)


@cache
def compile_pattern(source: str) -> Pattern:
    """Compile a pattern. Raises ValueError where it is not well-formed or names an unknown kind or word class."""
    parts = re.split(r"\{([\w|]+)\}", source)
    if len(parts) != 3:
        raise ValueError(f"a pattern has exactly one trigger in braces: {source!r}")
    left, trigger, right = parts
    holes: dict[str, tuple[str, str]] = {}
    backwards = _Writer(True, holes, "l").write(left)
    forwards = _Writer(False, holes, "r").write(right)
    return Pattern(trigger, re.compile(backwards), re.compile(forwards), holes)


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a class of ``event_words.tsv``, or else of a group of triggers, the longest first."""
    table = lexicon.table("event_words")
    column = table.column("class")
    found = {row[0] for row in table.rows if name in row[column].split("|")}
    if not found:
        table = lexicon.table("triggers")
        column = table.column("group")
        found = {row[0] for row in table.rows if row[column] == name}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


def either(name: str, backwards: bool = False) -> str:
    """An expression for any word of a class, for use in a larger one."""
    found = words(name)
    if not found:
        raise ValueError(f"no words of class {name!r} in event_words.tsv or triggers.tsv")
    return "(?:" + "|".join(re.escape(w[::-1] if backwards else w) for w in found) + ")"


class _Writer:
    """Turns a half of a pattern into a regular expression, read forwards or backwards."""

    _ITEM = re.compile(r"\\.|\(|\)|\||\[(\w+)(?::([\w|]+))?\]|<(\w+)>|……|…|‥|@([a-z]+)|~|[?*+]|\^|\$|.", re.S)

    def __init__(self, backwards: bool, holes: dict[str, tuple[str, str]], prefix: str) -> None:
        self._backwards = backwards
        self._holes = holes
        self._prefix = prefix

    def write(self, source: str) -> str:
        """The expression of a whole half or sub-pattern."""
        items = list(self._ITEM.finditer(source.replace(" ", "").translate(_HALF)))
        out, at = self._variants(items, 0)
        if at != len(items):
            raise ValueError(f"a bracket is closed but not opened: {source!r}")
        return out

    def _variants(self, items: list[re.Match[str]], at: int) -> tuple[str, int]:
        variants: list[str] = []
        sequence: list[str] = []
        while at < len(items) and items[at][0] != ")":
            item = items[at][0]
            at += 1
            if item == "|":
                variants.append(self._join(sequence))
                sequence = []
            elif item == "(":
                inner, at = self._variants(items, at)
                if at == len(items):
                    raise ValueError(f"a bracket is opened but not closed: {items[0].string!r}")
                sequence.append(f"(?:{inner})")
                at += 1
            elif item == "~":
                follow, at = self._one(items, at)
                sequence.append(f"(?!{follow})")
            elif item in _REPEAT:
                sequence[-1] = f"(?:{sequence[-1]}){_REPEAT[item]}"
            else:
                sequence.append(self._atom(items[at - 1]))
        variants.append(self._join(sequence))
        return "|".join(variants), at

    def _one(self, items: list[re.Match[str]], at: int) -> tuple[str, int]:
        """The single item behind a ``~``."""
        if items[at][0] != "(":
            return self._atom(items[at]), at + 1
        inner, at = self._variants(items, at + 1)
        return inner, at + 1

    def _join(self, sequence: list[str]) -> str:
        return "".join(reversed(sequence) if self._backwards else sequence)

    def _atom(self, item: re.Match[str]) -> str:
        text, role, kinds, name, stretch = item[0], item[1], item[2], item[3], item[4]
        if role:
            return "(?:" + "|".join(self._hole(role, kind) for kind in (kinds or role).split("|")) + ")"
        if name:
            return f"(?:{self.write(PARTS[name])})" if name in PARTS else either(name, self._backwards)
        if stretch:
            source = _STRETCHES[stretch][self._backwards]
            return re.sub(r"%\((\w+)\)s", lambda m: either(m[1], self._backwards), source)
        if text[0] == "\\":
            return re.escape(text[1])
        if text == "‥":
            return f"[^{_EDGE}、{_NOBODY}]{{0,12}}?"
        if text == "…":
            return f"{_IN}{{0,24}}?"
        if text == "……":
            return "[^。!?\n]{0,60}?"
        if text in "^$":
            ahead = (text == "^") == self._backwards
            return f" *(?=[{_EDGE}\"”)]|\\Z)" if ahead else f"(?<![^{_EDGE} ])"
        return re.escape(_CAPITALS.get(text, text))

    def _hole(self, role: str, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"unknown kind {kind!r} of [{role}]; kinds are {', '.join(KINDS)}")
        group = f"{self._prefix}{len(self._holes)}"
        self._holes[group] = (role, kind)
        return f"(?P<{group}>{self.write(KINDS[kind].pattern)})"


@cache
def expression(kind: str) -> str:
    """What may stand in a hole of a kind, as an expression read forwards."""
    return _Writer(False, {}, "").write(KINDS[kind].pattern)


def trigger_of(pattern: str) -> tuple[str, ...]:
    """The groups of the trigger in a pattern, as they stand in its braces."""
    return tuple(pattern[pattern.index("{") + 1 : pattern.index("}")].split("|"))
