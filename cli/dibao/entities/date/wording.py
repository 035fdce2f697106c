"""Reads one word atom into the slots of a Spec: 去年, 上旬, 春节, 下午. None where it does not fit."""

from __future__ import annotations

from collections.abc import Callable

from dibao.entities.date.lexer import Atom
from dibao.entities.date.spec import At, Spec

_LEVELS = {"year": 3, "quarter": 4, "month": 4, "week": 5, "day": 5}


def read_word(spec: Spec, atom: Atom) -> Spec | None:
    """The spec with the word's slots filled, or None where the word does not go on from it."""
    assert atom.word is not None
    reader = _WORDS.get(atom.word.kind)
    return reader(spec, atom, spec.level, atom.word.value) if reader else None


def _step(value: str) -> tuple[At, str | None]:
    """The content of a step cell and the part of day after it: "@1 TMO", "-1", "=1"."""
    steps, _, part = value.partition(" ")
    at = At(steps[0], int(steps[1:])) if steps[0] in "@=" else At("+", int(steps))  # type: ignore[arg-type]
    return at, part or None


def _stepped(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    """Years, months, weeks and days named by their distance: 去年, 本月, 上周, 昨晚."""
    assert atom.word is not None
    kind = atom.word.kind
    if kind == "month" and value == "@0" and level == 3 and spec.year is not None and spec.year.kind == "+":
        return _same(spec, atom, level, value)  # 去年同月
    if level > (3 if value[0] == "=" else 0) or spec.lunar or spec.edge:
        return None
    at, part = _step(value)
    return spec._replace(level=6 if part else _LEVELS[kind], part=part, **{kind: at})  # type: ignore[arg-type]


def _century_word(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return None if level else spec._replace(level=1, century=At("+", int(value)))


def _lunarmonth(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=4, month=At("=", int(value)), lunar=True) if level in (0, 3) else None


def _lunar(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(lunar=True) if level in (0, 3) else None


def _congress(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return None if level else spec._replace(congress=value)


def _first_word(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    unit, count = value.split()
    return spec._replace(level=4, first=(unit, int(count))) if level == 3 and not spec.edge else None


def _half(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=4, half=int(value)) if level in (0, 3) and not spec.edge else None


def _xun(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    fits = level == 0 or (spec.month is not None and level == 4 and not spec.edge and not spec.last)
    return spec._replace(level=5, xun=int(value)) if fits else None


def _halfmonth(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    fits = spec.month is not None and level == 4 and not spec.edge and not spec.last
    return spec._replace(level=5, halfmonth=int(value)) if fits else None


def _edge(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(edge=value) if 1 <= level <= 4 and not (spec.edge or spec.last or spec.nth) else None


def _yearedge(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    if level == 0:
        return spec._replace(level=3, year=At("+", 0), edge=value)
    return _edge(spec, atom, level, value) if level == 3 else None


def _monthedge(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    if level == 0:
        return spec._replace(level=4, month=At("+", 0), edge=value)
    return _edge(spec, atom, level, value) if spec.month is not None and level == 4 else None


def _quarteredge(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return _edge(spec, atom, level, value) if spec.quarter is not None and level == 4 else None


def _season(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    code, _, edge = value.partition(" ")
    return (
        spec._replace(level=4, season=code, edge=edge or None) if level in (0, 3) and not spec.edge else None
    )


def _seasonchar(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=4, season=value) if level == 3 and not spec.edge else None


def _yearseason(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    step, _, code = value.partition(" ")
    return spec._replace(level=4, year=At("+", int(step)), season=code) if level == 0 else None


def _holiday(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=5, holiday=atom.text) if level in (0, 3) and not spec.edge else None


def _same(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(level=4, same=True) if level == 3 and not spec.edge else None


def _part(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    if level == 6 and spec.part and len(atom.text) > 1:
        return spec._replace(level=6, part=value)
    return (
        spec._replace(level=6, part=value)
        if level in (0, 5) and not (spec.xun or spec.halfmonth or spec.last)
        else None
    )


def _vague(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    return spec._replace(vague=value) if level == 0 and not spec.vague else None


def _span(spec: Spec, atom: Atom, level: int, value: str) -> Spec | None:
    if level:
        return None
    unit, low, high = value.split()
    return spec._replace(level=_LEVELS[unit], last=(unit, int(high)), **{unit: At("+", int(low))})  # type: ignore[arg-type]


_WORDS: dict[str, Callable[[Spec, Atom, int, str], Spec | None]] = {
    "year": _stepped,
    "quarter": _stepped,
    "month": _stepped,
    "week": _stepped,
    "day": _stepped,
    "century": _century_word,
    "lunar": _lunar,
    "lunarmonth": _lunarmonth,
    "congress": _congress,
    "first": _first_word,
    "half": _half,
    "xun": _xun,
    "halfmonth": _halfmonth,
    "edge": _edge,
    "yearedge": _yearedge,
    "yearmid": _edge,
    "monthedge": _monthedge,
    "quarteredge": _quarteredge,
    "season": _season,
    "seasonchar": _seasonchar,
    "yearseason": _yearseason,
    "holiday": _holiday,
    "same": _same,
    "part": _part,
    "vague": _vague,
    "span": _span,
}
