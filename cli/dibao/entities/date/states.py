"""What the atoms of an expression say so far, and where each further atom leads from there.

The same few words make most expressions, so every state that has been reached is remembered.
"""

from __future__ import annotations

from datetime import date
from itertools import count

from dibao.entities.date.lexer import Atom
from dibao.entities.date.reading import read_atom
from dibao.entities.date.resolve import by_reference, told
from dibao.entities.date.spec import NOTHING, Against, At, Saying, Spec, Value
from dibao.entities.date.standing import doubt
from dibao.named import NamedTuple

_MOST = 8192
"""So many steps are remembered; then all are forgotten."""


class State(NamedTuple):
    """What atoms say, and the lexicon lines of their words."""

    number: int
    spec: Spec
    cited: tuple[str, ...]


START = State(0, NOTHING, ())

_numbers = count(1)
_steps: dict[tuple[int, str, str], State | None] = {}
_sayings: dict[int, Saying] = {}


def take(state: State, atom: Atom) -> State | None:
    """The state after an atom, or None where the atom does not go on from what was said."""
    step = state.number, atom.kind, atom.text
    if step in _steps:
        return _steps[step]
    if len(_steps) >= _MOST:
        _steps.clear()
    spec = read_atom(state.spec, atom.kind, atom.text)
    cited = (*state.cited, atom.word.where) if atom.word else state.cited
    _steps[step] = after = None if spec is None else State(next(_numbers), spec, cited)
    return after


def saying(state: State) -> Saying:
    """What follows from a state in which an expression ends."""
    found = _sayings.get(state.number)
    if found is None:
        if len(_sayings) >= _MOST:
            _sayings.clear()
        _sayings[state.number] = found = said(state.spec)
    return found


def said(spec: Spec) -> Saying:
    """What follows from a finished spec."""
    by_day: dict[date, Value | None] | None = {} if by_reference(spec) else None
    return Saying(_rule(spec), doubt(spec), _against(spec), _only_year(spec), told(spec), by_day)


def further(state: State) -> State:
    """The further year alone of a stretch of years."""
    step = state.number, "further", ""
    after = _steps.get(step)
    if after is None:
        assert state.spec.last is not None
        spec = Spec(level=3, year=At("=", state.spec.last[1]))
        _steps[step] = after = State(next(_numbers), spec, state.cited)
    return after


def _only_year(spec: Spec) -> bool:
    return spec.level == 3 and spec.only("year")


def _against(spec: Spec) -> Against:
    if (
        (spec.year is not None and spec.year.kind == "=")
        or spec.plan
        or spec.congress
        or spec.decade is not None
    ):
        return "nothing"
    if spec.century is not None and spec.century.kind == "=":
        return "nothing"
    return "text" if spec.same or spec.anchored else "reference"


def _rule(spec: Spec) -> str:
    """The rule that a finished spec counts as."""
    if spec.vague:
        return "date.vague"
    if spec.plan or spec.congress:
        return "date.period"
    if spec.holiday:
        return "date.holiday"
    if spec.lunar:
        return "date.lunar"
    if spec.century or spec.decade is not None:
        return "date.century"
    kinds = {x.kind for x in (spec.year, spec.month, spec.day, spec.week, spec.quarter) if x is not None}
    if "@" in kinds or spec.same:
        return "date.anchored"
    if spec.season:
        return "date.season"
    if "+" in kinds or spec.weekday:
        return "date.relative"
    return "date.full" if spec.year is not None else "date.partial"
