"""What stands beside a date outside it: the ``mod`` that it gives, and where it points the year.

The words come from ``date_cues.tsv``; :func:`beside` makes a pattern of those of some kinds.
"""

from __future__ import annotations

import re
from functools import cache

from dibao.entities.date.spec import Expression
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.patterns import compiled, lazily

_MODS = ("BEFORE", "AFTER", "ON_OR_AFTER", "APPROX")
_PRECEDING = {"till": "ON_OR_BEFORE", "about": "APPROX", "from": "ON_OR_AFTER"}
_CLAUSE = lazily(r"[^,。;:!?\n]*+$")
_FULL_STOP = lazily(r"[。!?\n]")
_REACH = 14
"""How many characters before a date a word that looks ahead may stand."""
_NEAR = 4
"""How many characters before a date are looked at for all else."""
_SENTENCE = 160
"""No sentence is longer than this, in characters."""
_TOLD_WEEKDAY = lazily(
    r" {0,3}\(?(?:星期|周|礼拜)([一二三四五六日天])|[^\n]{0,16}?(?:星期|周|礼拜)([一二三四五六日天])$"
)
_LONGEST_TOLD = 20
"""Characters that :data:`_TOLD_WEEKDAY` has at most."""


class Cues(NamedTuple):
    """A pattern of words that may stand beside a date, and the characters of theirs that then touch it."""

    pattern: re.Pattern[str]
    touching: frozenset[str]

    def after(self, text: str, at: int) -> re.Match[str] | None:
        """The word that stands at an offset."""
        return self.pattern.match(text, at) if text[at : at + 1] in self.touching else None

    def before(self, text: str, at: int) -> re.Match[str] | None:
        """The word that ends at an offset."""
        if text[at - 1 : at] not in self.touching:
            return None
        return self.pattern.search(text[max(0, at - _NEAR) : at])


@cache
def cues(*kinds: str, before: bool = False) -> Cues:
    """The words of some kinds that stand before or after a date."""
    touching = {
        form[-1 if before else 0] for form, kind, _ in lexicon.table("date_cues").rows if kind in kinds
    }
    touching |= {"\n"} if before else set()  # before which $ matches, too
    return Cues(beside(*kinds, before=before), frozenset(touching))


@cache
def beside(*kinds: str, before: bool = False, also: str = "") -> re.Pattern[str]:
    """Pattern of the words of some kinds, longest first, its groups named by kind where there are several.

    ``before`` ties it to the end of what stands before; ``also`` is one more alternative.
    """
    rows = sorted(lexicon.table("date_cues").rows, key=lambda row: -len(row[0]))
    pieces = [
        re.escape(form) + (f"(?!{unless})" if unless else "") + (f"(?P<{kind}{n}>)" if len(kinds) > 1 else "")
        for n, (form, kind, unless) in enumerate(rows)
        if kind in kinds
    ]
    return compiled(f"(?:{'|'.join(pieces + [also] * bool(also))}){'$' * before}")


@cache
def _modifying() -> tuple[Cues, Cues]:
    """The words behind a date and before it that give its ``mod``."""
    return cues(*_MODS), cues(*_PRECEDING, "plain", before=True)


def _kind(match: re.Match[str] | None) -> str | None:
    return match.lastgroup.rstrip("0123456789") if match is not None and match.lastgroup else None


def mod(text: str, expression: Expression, value: str) -> str | None:
    """The TIMEX3 modifier: 底 and 初 inside win, then what follows, then what stands before.

    从 before both ends of a range, or before what a number belongs to (从2008年的70%), opens no period.
    """
    if expression.spec.edge and expression.to is None:
        return expression.spec.edge
    following, preceding = _modifying()
    start, at = expression.start, expression.end
    while text[at : at + 1] in _CLOSING:
        at += 1
    if text[at : at + 1] in following.touching and (after := _kind(following.after(text, at))):
        return after
    if expression.to is not None or text[start - 1 : start] not in preceding.touching:
        return None
    kind = _kind(preceding.before(text, start)) or ""
    if kind == "from" and ("/" in value or text.startswith("的", at)):
        return None
    return _PRECEDING.get(kind)


_CLOSING = frozenset('”" ')


@cache
def _will() -> re.Pattern[str]:
    rows = lexicon.table("date_cues").rows
    firsts = "".join(sorted({form[0] for form, kind, _ in rows if kind == "will"}))
    return compiled(rf"[^,。;!?\n{firsts}]{{0,12}}+(?:{beside('will').pattern})")


@cache
def _looking_ahead() -> re.Pattern[str]:
    return beside("ahead")


class Surroundings(NamedTuple):
    """The text around an expression, and where the last date that lies ahead stands, if one does."""

    text: str
    expression: Expression
    coming_at: int | None = None

    def ahead(self) -> bool:
        """Whether the clause says that the date lies ahead (将于10月6日, 元旦即将来临), or its sentence goes on."""
        before = self.text[max(0, self.expression.start - _REACH) : self.expression.start]
        if _looking_ahead().search(before) is not None:
            clause = _CLAUSE.search(before)
            if clause is not None and _looking_ahead().search(clause[0]):
                return True
        return _will().match(self.text, self.expression.end) is not None or self._goes_on()

    def _goes_on(self) -> bool:
        """Whether the last date that lies ahead stands in the sentence: 定于8月1日考试,11月公布成绩."""
        at, start = self.coming_at, self.expression.start
        return at is not None and start - at <= _SENTENCE and _FULL_STOP.search(self.text, at, start) is None

    def weekday(self) -> str | None:
        """The weekday that is told with a day: 1月10日 星期五, 3月4日(周四)."""
        spec, to = self.expression.spec, self.expression.to
        if spec.month is None or spec.day is None or to is not None or spec.last or spec.lunar:
            return None
        text, start, end = self.text, self.expression.start, self.expression.end
        match = None
        if text[end - 2 : end - 1] in _WEEK:
            match = _TOLD_WEEKDAY.match(text, start, end)
        if match is None and (text[end : end + 1] in _OPENS_WEEKDAY or len(text) - end <= _LONGEST_TOLD):
            match = _TOLD_WEEKDAY.match(text, end)
        return (match[1] or match[2]) if match else None


_WEEK = frozenset("期周拜")
_OPENS_WEEKDAY = frozenset(" (星周礼")
