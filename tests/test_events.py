"""Frames against their examples and rejects, through ``dibao.extract``, and what holds for all events."""

from __future__ import annotations

import inspect

import pytest

import dibao
from dibao import marked
from dibao.events import FRAMES, TYPES
from dibao.frames.pattern import Frame, compile_pattern, trigger_of
from dibao.tables.lexicon import table
from dibao.types import Event

CASES = [(frame, example) for frame in FRAMES for example in frame.examples]
REJECTS = [(frame, reject) for frame in FRAMES for reject in frame.rejects]


def events(text: str) -> tuple[Event, ...]:
    return dibao.extract(text, ref_date="2024-05-06").events


def shape(event: Event) -> set[tuple[str, int, int]]:
    """An event as its marks: its trigger and its arguments; dates may be left unmarked."""
    kind = f"{event.type}/{event.subtype}" if event.subtype else event.type
    args = {(a.role, a.start, a.end) for a in event.args}
    return {(f"event={kind}", *event.trigger)} | args


@pytest.mark.parametrize(("frame", "example"), CASES, ids=lambda v: v.name if isinstance(v, Frame) else None)
def test_example_comes_out_by_its_frame(frame: Frame, example: str) -> None:
    text, marks = marked.parse(example)
    wanted = {(f"event={m.norm}" if m.type == "event" else m.type, m.start, m.end) for m in marks}
    found = [shape(e) for e in events(text) if e.rule == frame.name]
    assert wanted in found


@pytest.mark.parametrize(("frame", "text"), REJECTS, ids=lambda v: v.name if isinstance(v, Frame) else None)
def test_reject_gives_no_event_of_the_type(frame: Frame, text: str) -> None:
    assert [(e.type, e.text) for e in events(text) if e.type == frame.type] == []


def test_frames_are_named_once_and_stand_in_their_module() -> None:
    names = [frame.name for frame in FRAMES]
    assert len(names) == len(set(names))
    for module in TYPES:
        assert {frame.type for frame in module.FRAMES} == {module.__name__.rpartition(".")[2]}


def test_frame_files_stay_short() -> None:
    sizes = {module.__name__: len(inspect.getsource(module).splitlines()) for module in TYPES}
    assert {name: size for name, size in sizes.items() if size >= 150} == {}


def test_each_frame_has_examples_and_rejects() -> None:
    assert [f.name for f in FRAMES if not f.rejects or not f.about] == []
    # Marks cannot say theirs: events that join another, and one whose trigger is its argument too.
    assert [f.name for f in FRAMES if not f.examples] == ["meeting.joins", "incident.explained"]


def test_each_pattern_compiles_and_each_trigger_group_is_used() -> None:
    used = set()
    for frame in FRAMES:
        for pattern in frame.patterns:
            compile_pattern(pattern)
            used |= {(frame.type, group) for group in trigger_of(pattern)}
    triggers = table("triggers")
    kind, group = triggers.column("type"), triggers.column("group")
    declared = {(row[kind], row[group]) for row in triggers.rows if row[kind] != "none"}
    assert declared == used
