"""What an article has said of time so far, so that 当天, 同年, a bare 5月 and a bare 13日 find their year."""

from __future__ import annotations

from datetime import date

from dibao.entities.date.context import DAY, Context, timed
from dibao.entities.date.resolve import resolve, span, value_on
from dibao.entities.date.signals import Surroundings
from dibao.entities.date.spec import Against, Expression, Spec, Value
from dibao.tables.patterns import lazily
from dibao.types import Reference, RefSource

_QUOTES = frozenset('“"‘')
_BESIDE = lazily(r" {0,8}\(|  {1,8}")
"""What stands between a day and its weekday: 9月9日(本周四), 1月11日     星期六."""
_LIST = frozenset("、和及与")
_ADVERBIAL = lazily(r"[,、]|$")


class Story:
    """Reads the expressions of one article in order and remembers what they said."""

    def __init__(self, text: str, reference: Reference) -> None:
        self._text = text
        self._given = self._ref = reference.date
        self._source: RefSource = reference.date_source
        self._day: date | None = None
        self._day_at = 0
        self._month: tuple[int, int] | None = None
        self._year: int | None = None
        self._period: Value | None = None
        self._feasts: dict[str, int] = {}
        self._carry_year: int | None = None
        self._heading: int | None = None
        self._carry_month: tuple[int, int] | None = None
        self._chain: tuple[date, bool] | None = None
        self._chain_end = 0
        self._heading_month: tuple[int, int] | None = None
        self._coming: date | None = None
        self._coming_at = 0
        self._soon = False
        self._year_only: int | None = None
        self._year_end = 0
        self._at = 0

    def read(
        self, expression: Expression, then: Expression | None = None
    ) -> tuple[Value, str | None, RefSource] | None:
        """The value of the next expression, the day it was read against, and where that came from.

        ``then`` is the expression after it: 今天(9月5日) tells the article's own day. None where nothing bears it.
        """
        start = expression.start
        if then is not None and self._text.startswith("(", expression.end):
            self._told(expression, then)
        if self._text.find("\n", self._at, start) >= 0:
            self._next_paragraph()
        self._at = max(self._at, start)
        value = self._value(expression)
        if value is None:
            return None
        if value.start is None or (needs := expression.saying.against) == "nothing":
            against: tuple[str | None, RefSource] = (None, "none")
        else:
            against = self._against(expression.spec, needs)
        self._remember(expression, value)
        return value, *against

    def _value(self, expression: Expression) -> Value | None:
        """The value of an expression as the story stands; None where nothing bears it."""
        spec, known, ref = expression.spec, expression.saying, self._ref
        if expression.to is not None:
            return span(spec, expression.to, self._context(expression))
        if spec.weekday is not None and self._day is not None:
            if _BESIDE.fullmatch(self._text, self._day_at, expression.start):
                return timed(spec, self._day)
        elif known.value is not None:
            return known.value
        if known.by_day is not None and ref is not None and not self._compared(expression.start):
            return value_on(ref, spec, known.by_day)
        value = resolve(spec, self._context(expression))
        if value is not None and value.start is None and expression.rule == "date.anchored" and not spec.same:
            return None  # but 上年同期 is a date that nothing resolves
        return value

    def _told(self, expression: Expression, then: Expression) -> None:
        """Take the article's day from a date in brackets after 今天 or 昨天, where it is another one."""
        day, spec = expression.spec.day, then.spec
        if day is None or day.kind != "+" or self._text[expression.end : then.start] != "(":
            return
        if expression.to or then.to or spec.month is None or spec.day is None:
            return
        if self._text[then.end : then.end + 1] != ")":
            return
        value = resolve(spec, Context(ref=self._given, year=self._year))
        if value is not None and value.start is not None and value.start - day.n * DAY != self._ref:
            self._ref, self._source = value.start - day.n * DAY, "text"

    def _next_paragraph(self) -> None:
        """What carries on ends with the paragraph."""
        self._carry_year, self._carry_month = self._heading, self._heading_month
        self._feasts.clear()
        self._soon = False

    def _compared(self, start: int) -> bool:
        """Whether 比 or 较 stands before."""
        return start > 0 and self._text[start - 1] in "比较"

    def _context(self, expression: Expression) -> Context:
        """What an expression is read against."""
        text, start, spec = self._text, expression.start, expression.spec
        around = None
        if spec.year is None or spec.year.kind != "=":
            around = Surroundings(text, expression, None if self._coming is None else self._coming_at)
        feast: date | None = None
        feasts: tuple[tuple[str, int], ...] = ()
        if spec.holiday is not None or expression.to is not None:
            feast, feasts = self._chained(start), (*self._feasts.items(), *self._quoted(expression))
        return Context(
            self._ref,
            around,
            self._coming,
            self._soon,
            feast,
            self._heading is not None and self._carry_year == self._heading,
            self._compared(start),
            self._carry_year,
            self._carry_month,
            self._day,
            self._month,
            self._year,
            self._period,
            feasts,
        )

    def _chained(self, start: int) -> date | None:
        """The feast that a feast follows in a list whose first one said its year: 2019年元旦、春节、清明节."""
        if self._chain is None or not self._chain[1] or start != self._chain_end + 1:
            return None
        return self._chain[0] if self._text[self._chain_end] in _LIST else None

    def _quoted(self, expression: Expression) -> tuple[tuple[str, int], ...]:
        """The year of a feast in quotation marks that stands directly before them: 去年“十一”."""
        name, start, year = expression.spec.holiday, expression.start, self._year_only
        if (
            name is None
            or year is None
            or start != self._year_end + 1
            or self._text[start - 1] not in _QUOTES
        ):
            return ()
        return ((name, year),)

    def _against(self, spec: Spec, needs: Against) -> tuple[str | None, RefSource]:
        """The day that an expression was resolved against, and where that came from."""
        ref, year = self._ref, self._carry_year
        carried = spec.year is None and year is not None and not (ref is not None and year == ref.year)
        if ref is None or carried or needs == "text":
            return (self._day.isoformat() if self._day else None), "text"
        return ref.isoformat(), self._source

    def _remember(self, expression: Expression, value: Value) -> None:
        spec, start, end = expression.spec, value.start, value.end
        if start is None or end is None or spec.level < 3:
            return
        if start == end:
            self._day, self._day_at = start, expression.end
        elif self._text[expression.start - 1 : expression.start] not in ("比", "较", "与", "同"):
            self._period = value
        one_month = (start.year, start.month) == (end.year, end.month)
        if one_month:
            self._month = (start.year, start.month)
        self._year = start.year
        self._year_only = start.year if expression.saying.only_year else None
        self._year_end = expression.end
        if spec.holiday:
            if spec.year is not None:
                self._feasts[spec.holiday] = start.year
            self._chain = (start, spec.year is not None or self._chained(expression.start) is not None)
            self._chain_end = expression.end
        self._carry(expression, start, one_month)
        if spec.weekday is None and (spec.day is not None or spec.month is not None):
            self._coming = end if self._ref is not None and start > self._ref else None
            self._coming_at, self._soon = expression.end, self._coming is not None

    def _carry(self, expression: Expression, start: date, one_month: bool) -> None:
        """Keep what goes on: 2013年5月…6月 does; 2013年度预算 and what lies ahead do not."""
        spec, past = expression.spec, self._ref is None or start <= self._ref
        said = spec.year is not None and spec.year.kind in "=@"
        if expression.saying.only_year and expression.to is None and self._alone(expression):
            self._heading = start.year  # a chronicle: what follows is of that year
        elif one_month and (expression.to or spec.last) and self._alone(expression):
            self._heading_month = (start.year, start.month)  # a plan by weeks
        if said and past:
            if spec.month is not None or _ADVERBIAL.match(self._text, expression.end):
                self._carry_year = start.year
        elif spec.year is not None:
            self._carry_year = None
        if one_month and past and (said or spec.month is not None):
            self._carry_month = (start.year, start.month)
        elif spec.day is not None and spec.day.kind == "+":
            self._carry_month = None

    def _alone(self, expression: Expression) -> bool:
        """Whether an expression is a line of its own."""
        text, start, end = self._text, expression.start, expression.end
        return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] == "\n"
