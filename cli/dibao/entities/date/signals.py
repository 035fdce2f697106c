"""Words beside a date that do not belong to it: what ``mod`` they give, and where they point the year."""

from __future__ import annotations

import re
from functools import cache

from dibao import lexicon
from dibao.entities.date.spec import Expression

_AFTER = re.compile(
    r"(?:之前|以前|前(?![往来进夕列沿景述任锋端线途身]))(?P<BEFORE>)"
    r"|(?:之后|以后|过后|后(?![勤果续来备方台面者卫代裔悔劲援期半]))(?P<AFTER>)"
    r"|(?:以来|来(?![自到临往源])|至今|开始|起(?![降诉草步飞价点源义码重火伏诉用])|之?日起)(?P<ON_OR_AFTER>)"
    r"|(?:左右|前后|许(?![可多]))(?P<APPROX>)"
)
_BEFORE = re.compile(r"(?:(?P<ON_OR_BEFORE>截至|截止到?|截止至)|(?P<APPROX>大?约|大概)|(?P<ON_OR_AFTER>自|自从|从))$")


def mod(text: str, expression: Expression) -> str | None:
    """The TIMEX3 modifier: 底 and 初 inside win, then what follows, then what stands before."""
    if expression.spec.edge and expression.to is None:
        return expression.spec.edge
    at = expression.end
    while at < len(text) and text[at] in "”\" ":
        at += 1
    if after := _AFTER.match(text, at):
        if after.lastgroup == "BEFORE" and text.startswith("前后", at):
            return "APPROX"
        return after.lastgroup
    before = _BEFORE.search(text[max(0, expression.start - 4) : expression.start])
    return before.lastgroup if before and expression.to is None else None


@cache
def _ahead() -> re.Pattern[str]:
    table = lexicon.table("dates")
    forms = [row[0] for row in table.rows if row[1] == "ahead"]
    return re.compile("|".join(sorted(forms, key=len, reverse=True)))


_CLAUSE = re.compile(r"[,。;:!?\n]")
_WILL = re.compile(r"[^,。;!?\n]{0,12}?(?:即将|将(?:于|在|至|举|召|开|正|迎|全|启|会|从|自|到|继|进|成|建|完|投|来)|来临|到来|之前完成|前完成|完工|截止)")


def ahead(text: str, expression: Expression) -> bool:
    """Whether the clause says that the date lies ahead: 将于10月6日, 元旦即将来临."""
    low = max(0, expression.start - 14)
    window = text[low : expression.start]
    stop = max((m.end() for m in _CLAUSE.finditer(window)), default=0)
    if _ahead().search(window, stop):
        return True
    return _WILL.match(text, expression.end) is not None
