"""The events of an article: the table of contents of their types, and ``find``.

A new type is one module with ``FRAMES`` and one line in TYPES. Where a trigger could tell several types, the
one that stands first in TYPES wins. A module may refine what a frame gives with ``finish``, and what an
article gives, once all its events are found, with ``settle``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from types import ModuleType

from dibao import lexicon, matcher
from dibao.casting import Cast, Trigger, cast, event, surround
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
from dibao.tokens import Tokens, fold
from dibao.types import Event, Mention, Reference
from dibao.ways import Gate, Tried, Way, gate, halves, match

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
    automaton, ways = _triggers(), _forms()
    out: list[Event] = []
    last = 0
    for start, end, index in sorted(automaton.find(tokens.code), key=lambda hit: (hit[0], -hit[1])):
        if start >= last:
            last = end
            if ways[index]:
                out += _told(tokens, start, end, index, reference, article)
    types = {event.type for event in out}
    for kind, settle in _SETTLING:
        if kind in types:
            out = settle(text, out)
    return sourced(linked(out, APART)) if len(out) > 1 else out


@cache
def _triggers() -> matcher.Matcher:
    """The automaton of the distinct forms of the trigger table; type ``none`` only hides others."""
    return matcher.build(list(dict.fromkeys(lexicon.table("triggers").forms())))


@cache
def _forms() -> list[tuple[Way, ...]]:
    """By form, the patterns to try, in the order of TYPES and of each type's frames."""
    out: dict[str, list[Way]] = {}
    by_group: dict[tuple[str, str], list[tuple[str, str | None, str]]] = {}
    for form, kind, kept, group, modality in lexicon.table("triggers").rows:
        out[form] = []
        by_group.setdefault((kind, group), []).append((form, kept or None, modality))
    for module in TYPES:
        finish: Callable[[Cast], Iterator[Cast]] | None = getattr(module, "finish", None)
        for frame in module.FRAMES:
            for pattern in frame.patterns:
                for group in trigger_of(pattern):
                    for form, subtype, modality in by_group.get((frame.type, group), ()):
                        out[form].append(Way(frame, finish, pattern, subtype, modality))
    return [tuple(ways) for ways in out.values()]


@cache
def _gate(index: int) -> Gate:
    return gate(tuple((way.pattern, way.frame.nominal) for way in _forms()[index]))


def _told(
    tokens: Tokens, start: int, end: int, index: int, reference: Reference, article: int
) -> list[Event]:
    """The events of one trigger: those of the first pattern that fits."""
    left = _gate(index).open(tokens, start, end)
    tried: Tried = {}
    while left:
        way = _forms()[index][(left & -left).bit_length() - 1]
        left &= left - 1
        holes = match(halves(way.pattern), tokens, start, end, tried)
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
