"""Dates: points and periods of calendar time."""

from __future__ import annotations

from datetime import date

from dibao.entities.date import signals
from dibao.entities.date.grammar import expressions
from dibao.entities.date.context import Value
from dibao.entities.date.story import Story
from dibao.rules import Rule
from dibao.types import DateNorm, Mention, Reference

RULES: tuple[Rule, ...] = ()


def find(text: str, ref: Reference, article: int = 0) -> list[Mention]:
    """The dates of an article's clean text, in order, resolved against ``ref`` and against each other."""
    story = Story(text, ref)
    out: list[Mention] = []
    for expression in expressions(text):
        read = story.read(expression)
        if read is None:
            continue
        value, against, source = read
        norm = DateNorm(
            value.value, _iso(value.start), _iso(value.end), signals.mod(text, expression), against, source
        )
        form = text[expression.start : expression.end]
        name = "".join(form.split())
        out.append(
            Mention(
                "date", expression.start, expression.end, form, name, expression.rule, norm,
                expression.lexicon, article,
            )  # fmt: skip
        )
    return out


def find_full_dates(text: str) -> list[tuple[int, int, date]]:
    """Days that are written out in full, year to day: (start, end, day), in order."""
    out: list[tuple[int, int, date]] = []
    for expression in expressions(text):
        spec = expression.spec
        slots = (spec.year, spec.month, spec.day)
        if expression.to is None and not spec.last and not spec.lunar and all(s and s.kind == "=" for s in slots):
            value: Value | None = Story(text, Reference()).value(expression)
            if value is not None and value.start is not None:
                out.append((expression.start, expression.end, value.start))
    return out


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
