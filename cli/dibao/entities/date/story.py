"""What an article has said of time so far, so that 当天, 同年, a bare 5月 and a bare 13日 find their year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dibao.entities.date import signals
from dibao.entities.date.resolve import Context, Value, resolve, span
from dibao.entities.date.spec import Expression, Spec
from dibao.types import Reference, RefSource

_STOP = re.compile(r"[。!?;\n]")
_ADVERBIAL = re.compile(r"[,、]|$")


class Story:
    """Reads the expressions of one article in order and remembers what they said."""

    def __init__(self, text: str, reference: Reference) -> None:
        self._text = text
        self._ref = reference.date
        self._source: RefSource = reference.date_source
        self._context = Context(ref=reference.date)
        self._year_at = self._month_at = -1

    def value(self, expression: Expression) -> Value | None:
        """The value of an expression as the story stands."""
        context = self._here(expression)
        if expression.to is not None:
            return span(expression.spec, expression.to, context)
        return resolve(expression.spec, context)

    def read(self, expression: Expression) -> tuple[Value, str | None, RefSource] | None:
        """The value of the next expression, the day it was read against, and where that came from."""
        value = self.value(expression)
        if value is None:
            return None
        against, source = self._against(expression.spec, value)
        self._remember(expression, value)
        return value, against, source

    def _here(self, expression: Expression) -> Context:
        """The context of one expression: what carries on reaches to the end of the paragraph or sentence."""
        text, context = self._text, self._context
        ahead = signals.ahead(text, expression)
        carry_year, carry_month = context.carry_year, context.carry_month
        if carry_year is not None and "\n" in text[self._year_at : expression.start]:
            carry_year = None
        if carry_month is not None and "\n" in text[self._month_at : expression.start]:
            carry_month = None
        return replace(context, ahead=ahead, carry_year=carry_year, carry_month=carry_month)

    def _against(self, spec: Spec, value: Value) -> tuple[str | None, RefSource]:
        slots = [s for s in (spec.year, spec.month, spec.day, spec.week, spec.quarter) if s is not None]
        if value.start is None:
            return None, "none"
        if any(s.kind == "@" for s in slots) or spec.same:
            day = self._context.day
            return (day.isoformat() if day else None), "text"
        if spec.plan or spec.congress or (spec.year is not None and spec.year.kind == "="):
            return None, "none"
        if spec.decade is not None or (spec.century is not None and spec.century.kind == "="):
            return None, "none"
        if self._ref is None:
            return None, "text"
        return self._ref.isoformat(), self._source

    def _remember(self, expression: Expression, value: Value) -> None:
        if value.start is None or value.end is None:
            return
        spec, context = expression.spec, self._context
        if spec.plan or spec.congress or spec.decade is not None or spec.century is not None:
            return
        single = value.start == value.end
        month = (value.start.year, value.start.month) if (value.start.month == value.end.month and value.start.year == value.end.year) else None
        context = replace(
            context, day=value.start if single else context.day, month=month or context.month,
            year=value.start.year, period=value if not single else context.period,
        )  # fmt: skip
        explicit = spec.year is not None and spec.year.kind in "=@"
        if explicit and self._tells(expression, month, value.start):
            context = replace(context, carry_year=value.start.year)
            self._year_at = expression.end
        if month and (explicit or spec.month is not None) and self._past(value.start):
            context = replace(context, carry_month=month)
            self._month_at = expression.end
        elif spec.day is not None and spec.day.kind == "+":
            context = replace(context, carry_month=None)
        if spec.year is not None and spec.year.kind == "+":
            context = replace(context, carry_year=None)
        self._context = context

    def _tells(self, expression: Expression, month: tuple[int, int] | None, start: date) -> bool:
        """Whether a year goes on: 2013年5月… 6月 does, 2013年度预算 does not; nor does one still ahead."""
        if not self._past(start) and self._ref is not None:
            return False
        if expression.spec.month is not None:
            return True
        return _ADVERBIAL.match(self._text, expression.end) is not None

    def _past(self, start: date) -> bool:
        return self._ref is None or start <= self._ref
