"""What the words around a trigger make of its event: asserted, planned, negated or conditional."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from dibao.frames.pattern import Hole, beginning, either, words
from dibao.frames.tokens import SIGNS, Tokens, run
from dibao.tables.patterns import compiled, lazily

Modality = Literal["asserted", "planned", "negated", "conditional"]
MODALITIES: tuple[Modality, ...] = ("conditional", "negated", "planned")
_WINDOW = 40
"""How many signs before a trigger its modality is looked for."""
_CLAUSE = lazily("[^,。;:!?\n]*+")


@cache
def _modal() -> re.Pattern[str]:
    signs = "".join(SIGNS[kind] for kind in ("date", "place", "org", "bracket", "person"))
    loose = f"(?:[{signs}]|{either('between')}|{either('adverb')}){{0,8}}"
    found = "|".join(f"(?P<{m}>{either(m)})" for m in MODALITIES)
    inside = "[^,。;:!?\\n]"
    phrase = f"(?:[在于为向对给与和同从由以]{inside}{{1,28}})?"
    submitted = f"(?P<submitted>{either('submit')}{inside}{{2,30}})"
    return compiled(f"(?:(?:{found}){loose}{phrase}|{submitted})\\Z")


@cache
def _signal() -> re.Pattern[str]:
    """A character with which a word begins that makes anything of an event but an asserted one."""
    return compiled(beginning(word for name in (*MODALITIES, "submit", "expected") for word in words(name)))


@cache
def _condition() -> re.Pattern[str]:
    return compiled(either("conditional"))


@cache
def _supposed() -> re.Pattern[str]:
    """A clause before that begins with 如果."""
    return compiled(f"(?:(?<=[,。;:!?\n])|\\A){either('conditional')}(?!,)[^。;!?\n]{{2,80}},")


@cache
def _expected() -> re.Pattern[str]:
    """A clause that begins with 预计."""
    return compiled(f" *{either('lead')}?{either('expected')}")


_QUOTED = frozenset(("paper", "books", "party", "orgs"))
"""Kinds of holes whose words say nothing of the event: 规划提出 is no plan."""


def modality(tokens: Tokens, at: int, said: str, low: int, holes: Sequence[Hole] = ()) -> Modality:
    """The modality of the event whose trigger stands at a folded offset of a sentence that begins at ``low``,
    with the holes filled around it. ``said`` is what the trigger's own form says.
    """
    for known in MODALITIES:
        if said == known:
            return known
    code = tokens.code
    if not _signal().search(code, low, at):
        return "asserted"
    if _condition().search(code, low, at) and _supposed().search(code, low, at):
        return "conditional"
    low = at - run(_CLAUSE, tokens.back, len(code) - at, _WINDOW)
    if not _signal().search(code, low, at):
        return "asserted"
    for found in _modal().finditer(code, low, at):
        start = found.start()
        if any(hole.start <= start < hole.end for hole in holes if hole.kind in _QUOTED):
            continue
        return next((known for known in MODALITIES if found.lastgroup == known), "planned")
    return "planned" if _expected().match(code, low, at) else "asserted"
