"""The events of an article: the table of contents of their types, and ``find``.

A new type is one module with ``FRAMES`` and one line in TYPES. Where a trigger could tell several types, the
one that stands first in TYPES wins. A module may refine what a frame gives with ``finish``, and what an
article gives, once all its events are found, with ``settle``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from types import ModuleType

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
from dibao.frames.casting import Cast, Trigger, cast, event
from dibao.frames.echoes import linked, sourced
from dibao.frames.pattern import Frame, trigger_of
from dibao.frames.surroundings import surround
from dibao.frames.tokens import Tokens, fold
from dibao.frames.ways import Finish, Form, Told, form
from dibao.tables import lexicon
from dibao.tables.cache import stored
from dibao.tables.matcher import Triple
from dibao.types import Event, Mention, Reference

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


def find(
    text: str, hits: Sequence[Triple], mentions: Sequence[Mention], reference: Reference, article: int = 0
) -> list[Event]:
    """The events of an article's clean text with the triggers that stand in it and its mentions (clean offsets,
    mentions in text order).
    """
    tokens = fold(text, mentions)
    code, forms = tokens.code, _forms()
    published = reference.date.isoformat() if reference.date else None
    out: list[Event] = []
    last = 0
    for start, end in sorted(tokens.plain(hits).items()):
        if start >= last:
            last = end
            known = forms[code[start:end]]
            if known and (left := known.gate.open(tokens, start, end)):
                out += _told(tokens, start, end, known, left, published, article)
    if out:
        types = {event.type for event in out}
        for kind, settle in _SETTLING:
            if kind in types:
                out = settle(text, out)
    return sourced(linked(out, APART)) if len(out) > 1 else out


Row = tuple[str, str | None, str, str]
"""What a row of ``triggers.tsv`` says of its form: type, subtype, group, modality."""


class _Forms(dict[str, Form | None]):
    """The ways in which each form may tell an event, worked out when it is first met; type ``none`` tells
    nothing, it only hides other forms.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows = stored("triggers", _rows)

    def __missing__(self, form: str) -> Form | None:
        found = self[form] = _form(self._rows[form])
        return found


_forms = cache(_Forms)


def _rows() -> dict[str, tuple[Row, ...]]:
    """By form, what its rows say."""
    out: dict[str, tuple[Row, ...]] = {}
    for word, kind, subtype, group, modality in lexicon.table("triggers").rows:
        out[word] = *out.get(word, ()), (kind, subtype or None, group, modality)
    same = {rows: rows for rows in out.values()}  # one object for equal rows: they are kept once
    return {word: same[rows] for word, rows in out.items()}


@cache
def _form(rows: tuple[Row, ...]) -> Form | None:
    """The ways in which a form with these rows may tell an event, in the order of TYPES, of each type's frames
    and of their patterns; None where there is none.
    """
    told = [
        (number, Told(pattern, frame, finish, subtype, modality))
        for kind, subtype, group, modality in rows
        for number, pattern, frame, finish in _patterns().get((kind, group), ())
    ]
    told.sort(key=itemgetter(0))
    return form([one for _, one in told]) if told else None


@cache
def _patterns() -> dict[tuple[str, str], list[tuple[int, str, Frame, Finish | None]]]:
    """By type and group of a trigger, the patterns that it may tell an event by, numbered as they are tried."""
    out: dict[tuple[str, str], list[tuple[int, str, Frame, Finish | None]]] = {}
    told = (
        (module, frame, pattern) for module in TYPES for frame in module.FRAMES for pattern in frame.patterns
    )
    for number, (module, frame, pattern) in enumerate(told):
        for group in trigger_of(pattern):
            one = number, pattern, frame, getattr(module, "finish", None)
            out.setdefault((frame.type, group), []).append(one)
    return out


def _told(
    tokens: Tokens, start: int, end: int, form: Form, left: int, published: str | None, article: int
) -> list[Event]:
    """The events of one trigger: those of the first of the ways that are left to it that fits."""
    for way, holes in form.fitting(tokens, start, end, left):
        made = cast(way.frame, Trigger(start, end, way.subtype, way.modality), tokens, holes)
        casts = way.finish(made) if way.finish else (made,)
        if told := [event(one, published, article) for one in map(surround, casts) if _filled(one)]:
            return told
    return []


def _filled(made: Cast) -> bool:
    needs = made.frame.needs
    return not needs or any(a.role in needs for a in made.args)
