"""The events of an article: the table of contents of their types, and ``find``.

A new type is one module with ``FRAMES`` and one line in TYPES. Where a trigger could tell several types, the
one that stands first in TYPES wins. A module may refine what a frame gives with ``finish``, and what an
article gives, once all its events are found, with ``settle``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from types import ModuleType
from typing import NamedTuple

from dibao import lexicon, matcher
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
from dibao.frames import Frame, compile_pattern, match, spot, trigger_of
from dibao.tokens import Tokens, fold
from dibao.types import Event, Mention, Reference

TYPES: tuple[ModuleType, ...] = (
    personnel, discipline, honor, funding, signing, meeting, project, inspection, encounter, release,
    statement, decision, incident,
)  # fmt: skip
FRAMES: tuple[Frame, ...] = tuple(frame for module in TYPES for frame in module.FRAMES)
"""All frames, in the order in which they are tried."""
APART: dict[str, tuple[str, ...]] = {module.FRAMES[0].type: module.APART for module in TYPES}
"""By type, the roles that tell its events from one another."""


def kinds() -> list[str]:
    """Every ``type/subtype`` that the triggers tell."""
    rows = lexicon.table("triggers").records()
    return sorted({f"{row['type']}/{row['subtype']}" for row in rows if row["subtype"]})


def find(text: str, mentions: Sequence[Mention], reference: Reference, article: int = 0) -> list[Event]:
    """The events of an article's clean text with its mentions (clean offsets, in text order)."""
    tokens = fold(text, mentions)
    forms, automaton = _triggers()
    out: list[Event] = []
    last = 0
    for start, end, index in sorted(automaton.find(tokens.code), key=lambda hit: (hit[0], -hit[1])):
        if start >= last:
            last = end
            out += _told(tokens, start, end, forms[index], reference, article)
    for module in TYPES:
        if hasattr(module, "settle"):
            out = module.settle(text, out)
    return sourced(linked(out, APART))


class _Way(NamedTuple):
    """One pattern by which a trigger's form may tell an event."""

    module: ModuleType
    frame: Frame
    pattern: str
    subtype: str | None
    modality: str


@cache
def _triggers() -> tuple[list[str], matcher.Matcher]:
    """The distinct forms of the trigger table and their automaton; type ``none`` only hides others."""
    forms = list(dict.fromkeys(lexicon.table("triggers").forms()))
    return forms, matcher.build(forms)


@cache
def _ways() -> dict[str, tuple[_Way, ...]]:
    """By form, the patterns to try, in the order of TYPES and of each type's frames."""
    out: dict[str, list[_Way]] = {}
    by_group: dict[tuple[str, str], list[tuple[str, str | None, str]]] = {}
    for form, kind, kept, group, modality in lexicon.table("triggers").rows:
        out[form] = []
        by_group.setdefault((kind, group), []).append((form, kept or None, modality))
    for module in TYPES:
        for frame in module.FRAMES:
            for pattern in frame.patterns:
                for group in trigger_of(pattern):
                    for form, subtype, modality in by_group.get((frame.type, group), ()):
                        out[form].append(_Way(module, frame, pattern, subtype, modality))
    return {form: tuple(ways) for form, ways in out.items()}


def _told(tokens: Tokens, start: int, end: int, form: str, reference: Reference, article: int) -> list[Event]:
    """The events of one trigger: those of the first pattern that fits."""
    at = spot(tokens, start, end)
    for way in _ways()[form]:
        holes = match(compile_pattern(way.pattern), at)
        if holes is None:
            continue
        trigger = Trigger(start, end, way.subtype, way.modality)
        made = cast(way.frame, trigger, tokens, holes)
        finish: Callable[[Cast], Iterator[Cast]] | None = getattr(way.module, "finish", None)
        casts = [c for c in (finish(made) if finish else (made,)) if _filled(c)]
        if casts:
            return [event(c, c.args, reference, article) for c in casts]
    return []


def _filled(made: Cast) -> bool:
    needs = made.frame.needs
    return not needs or any(a.role in needs for a in made.args)
