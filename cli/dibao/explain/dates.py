"""Why a date was read as it was, or why words of time are none."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.date.grammar import RECURS, readings
from dibao.entities.date.lexer import Atom, atoms
from dibao.entities.date.signals import Surroundings
from dibao.entities.date.spec import NOTHING, At, Expression, Spec
from dibao.explain.read import Read
from dibao.explain.steps import Miss, Step, overlaps, rival
from dibao.types import DateNorm, Mention

_FAR = -2.0
_LONE = -5.0
_STEPS = {"+": "from the reference", "@": "from the date before it"}
_AROUND = 4


def found(here: Read, mention: Mention) -> Iterator[Step]:
    """The words, what they say, the reference, the value and the days that it covers."""
    text, norm = here.scene.text, mention.norm
    assert isinstance(norm, DateNorm)
    span = mention.start, mention.end
    for atom in _atoms(text, *span):
        yield _word(atom)
    expression = next((e for e, _ in readings(text) if (e.start, e.end) == span), None)
    if expression is not None:
        yield Step("says", _said(expression.spec))
        if expression.to is not None:
            yield Step("to", _said(expression.to))
        if Surroundings(text, expression).ahead():
            yield Step("direction", "the clause looks ahead")
    if norm.ref is not None:
        yield Step("reference", f"{norm.ref} ({norm.ref_source})")
    else:
        yield Step("reference", _no_reference(here, norm))
    yield Step("value", norm.value)
    days = f"{norm.start} to {norm.end}" if norm.start or norm.end else "no days: nothing fixes them"
    yield Step("interval", days)
    if norm.mod:
        around = f"{text[max(0, span[0] - _AROUND) : span[0]]}[…]{text[span[1] : span[1] + _AROUND]}"
        inner = expression is not None and expression.spec.edge == norm.mod
        yield Step("mod", f"{norm.mod}, by {'its own words' if inner else around}".replace("\n", "¶"))


def _no_reference(here: Read, norm: DateNorm) -> str:
    if norm.start is not None or norm.end is not None:
        return "none needed: the words say it in full"
    known = here.article.reference.date
    return "none given and none found in the text" if known is None else "none: it has no days"


def _atoms(text: str, start: int, end: int) -> list[Atom]:
    return [atom for atom in atoms(text) if overlaps(start, end, (atom.start, atom.end))]


def _word(atom: Atom) -> Step:
    value = f" {atom.word.value}" if atom.word is not None and atom.word.value else ""
    return Step("word", f"{atom.text}: {atom.kind}{value}", (atom.word.where,) if atom.word else ())


def _said(spec: Spec) -> str:
    """The slots of a spec that are filled, in words."""
    parts = []
    for name, value, empty in zip(spec._fields, spec, NOTHING, strict=True):
        if name == "level" or value == empty:
            continue
        if isinstance(value, At):
            steps = f"{value.n:+d} {_STEPS[value.kind]}" if value.kind != "=" else str(value.n)
            parts.append(f"{name} {steps}")
        elif isinstance(value, tuple):
            parts.append(f"{name} {' '.join(map(str, value))}")
        else:
            parts.append(name if value is True else f"{name} {value}")
    return ", ".join(parts) or "nothing of the calendar"


def missed(here: Read, start: int, end: int) -> Iterator[Miss]:
    """Words of time in a range that are no date, with what turned them away."""
    text = here.scene.text
    taken = [(m.start, m.end) for m in here.mentions if m.type == "date"]
    told: list[tuple[int, int]] = []
    for expression, refused in readings(text):
        span = expression.start, expression.end
        if not overlaps(start, end, span) or any(overlaps(*span, t) for t in taken):
            continue
        told.append(span)
        words = tuple(map(_word, _atoms(text, *span)))
        why = _why(here, expression, refused)
        yield Miss(*span, expression.rule, (*words, Step("says", _said(expression.spec)), why), _FAR)
    for atom in _atoms(text, start, end):
        span = atom.start, atom.end
        if not any(overlaps(*span, t) for t in (*taken, *told)):
            steps = (
                _word(atom),
                Step("rejected", "only goes on from another word of time; none stands before it"),
            )
            yield Miss(*span, "date.partial", steps, _LONE)


def _why(here: Read, expression: Expression, refused: str) -> Step:
    text, span = here.scene.text, (expression.start, expression.end)
    if not refused:
        if (other := rival(here.mentions, *span)) is not None:
            return other
        return Step("rejected", "no such day, or nothing before it that it could be told from")
    if refused == RECURS:
        return Step("rejected", f"{refused}: {text[max(0, span[0] - _AROUND) : span[0]]} before it")
    before, after = text[max(0, span[0] - 2) : span[0]], text[span[1] : span[1] + 2]
    around = f" (behind “{before}”, before “{after}”)".replace("\n", "¶")
    return Step("rejected", f"{_doubt(expression.spec) or refused}{around}")


def _doubt(spec: Spec) -> str:
    """What an expression that could not stand is taken for, by what it says."""
    if not spec.level or spec.timeless:
        return "a time of day, or a word of time that names no point by itself"
    if spec.holiday is not None:
        return "the name of a feast is a name or a word too, and its edges are not free"
    if spec.weekday is not None and spec.week is None:
        return "a weekday of no week that is said: a timetable, or a word that goes on"
    if spec.only("year"):
        return "a number of years, or a number that is no year"
    if spec.only("day"):
        return "a number of days, or a number that 日 or 号 ends"
    if spec.only("month"):
        return "a number of months"
    return ""
