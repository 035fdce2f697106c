"""The events of an article: the table of contents of their types, and ``find``.

A new type is one module with ``FRAMES`` and one line in TYPES. Where a trigger could tell several types, the
one that stands first in TYPES wins. A module may refine what a frame gives with ``finish``, and what an
article gives, once all its events are found, with ``settle``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from types import ModuleType

from dibao import lexicon, matcher
from dibao.cache import stored
from dibao.casting import Cast, Trigger, cast, event
from dibao.echoes import linked, sourced
from dibao.events import (
    decision,
    discipline,
    encounter,
    funding,
    honor,
    incident,
    inspection,
    meeting,
    personnel,
    project,
    release,
    signing,
    statement,
)  # fmt: skip
from dibao.frames import Frame, trigger_of
from dibao.kept import kept
from dibao.surroundings import surround
from dibao.tokens import Tokens, fold
from dibao.types import Event, Mention, Reference
from dibao.ways import Finish, Form, Tried, Way, gate, match, sides

TYPES: tuple[ModuleType, ...] = (
    personnel, discipline, honor, funding, signing, meeting, project, inspection, encounter, release,
    statement, decision, incident,
)  # fmt: skip
FRAMES: tuple[Frame, ...] = tuple(frame for module in TYPES for frame in module.FRAMES)
"""All frames, in the order in which they are tried."""
APART: dict[str, tuple[str, ...]] = {module.FRAMES[0].type: module.APART for module in TYPES}
"""By type, the roles that tell its events from one another."""
_SETTLING: tuple[tuple[str, Callable[[str, Sequence[Event]], list[Event]]], ...] = tuple(
    (module.FRAMES[0].type, module.settle) for module in TYPES if hasattr(module, "settle")
)
"""The types whose events are settled once all are found; where there are none, there is nothing to do."""


def kinds() -> list[str]:
    """Every ``type/subtype`` that the triggers tell."""
    rows = lexicon.table("triggers").records()
    return sorted({f"{row['type']}/{row['subtype']}" for row in rows if row["subtype"]})


def find(text: str, mentions: Sequence[Mention], reference: Reference, article: int = 0) -> list[Event]:
    """The events of an article's clean text with its mentions (clean offsets, in text order)."""
    tokens = fold(text, mentions)
    out: list[Event] = []
    last = 0
    longest = {start: (end, index) for start, end, index in _triggers().find(tokens.code)}
    for start, (end, index) in sorted(longest.items()):
        if start >= last:
            last = end
            form = _form(index)
            if form and (left := form.gate.open(tokens, start, end)):
                out += _told(tokens, start, end, form, left, reference, article)
    types = {event.type for event in out}
    for kind, settle in _SETTLING:
        if kind in types:
            out = settle(text, out)
    return sourced(linked(out, APART)) if len(out) > 1 else out


@cache
def _triggers() -> matcher.Matcher:
    """The automaton of the distinct forms of the trigger table; type ``none`` only hides others."""
    return stored("triggers", lambda: matcher.build(list(dict.fromkeys(lexicon.table("triggers").forms()))))


@kept
def _rows() -> list[list[tuple[str, str, str | None, str]]]:
    """By form, what its rows say: type, group, subtype, modality."""
    out: dict[str, list[tuple[str, str, str | None, str]]] = {}
    for form, kind, subtype, group, modality in lexicon.table("triggers").rows:
        out.setdefault(form, []).append((kind, group, subtype or None, modality))
    return list(out.values())


@cache
def _patterns() -> dict[tuple[str, str], list[tuple[int, Frame, Finish | None, str]]]:
    """By type and group of a trigger, the patterns that it may tell an event by, numbered as they are tried:
    in the order of TYPES and of each type's frames.
    """
    out: dict[tuple[str, str], list[tuple[int, Frame, Finish | None, str]]] = {}
    number = 0
    for module in TYPES:
        for frame in module.FRAMES:
            for pattern in frame.patterns:
                for group in trigger_of(pattern):
                    number += 1
                    told = number, frame, getattr(module, "finish", None), pattern
                    out.setdefault((frame.type, group), []).append(told)
    return out


@cache
def _form(index: int) -> Form | None:
    """The ways in which a form may tell an event; None where there is none."""
    ways = [
        (number, pattern, Way(frame, finish, sides(pattern), subtype, modality))
        for kind, group, subtype, modality in _rows()[index]
        for number, frame, finish, pattern in _patterns().get((kind, group), ())
    ]
    ways.sort(key=lambda way: way[0])
    told = tuple(way for _, _, way in ways)
    return Form(gate(tuple((pattern, way.frame.nominal) for _, pattern, way in ways)), told) if told else None


def _told(
    tokens: Tokens, start: int, end: int, form: Form, left: int, reference: Reference, article: int
) -> list[Event]:
    """The events of one trigger: those of the first of the ways that are left to it that fits."""
    tried: Tried = {}
    while left:
        way = form.ways[(left & -left).bit_length() - 1]
        left &= left - 1
        holes = match(way.sides, tokens, start, end, tried)
        if holes is None:
            continue
        made = cast(way.frame, Trigger(start, end, way.subtype, way.modality), tokens, holes)
        casts = [c for c in map(surround, way.finish(made) if way.finish else (made,)) if _filled(c)]
        if casts:
            return [event(c, c.args, reference, article) for c in casts]
    return []


def _filled(made: Cast) -> bool:
    needs = made.frame.needs
    return not needs or any(a.role in needs for a in made.args)
