"""What stands beside a date outside it: the ``mod`` that it gives, and where it points the year.

The words come from ``date_cues.tsv``; :func:`beside` makes a pattern of those of some kinds.
"""

from __future__ import annotations

import re
from functools import cache

from dibao import lexicon
from dibao.entities.date.spec import Expression
from dibao.patterns import compiled, lazily

_MODS = ("BEFORE", "AFTER", "ON_OR_AFTER", "APPROX")
_PRECEDING = {"till": "ON_OR_BEFORE", "about": "APPROX", "from": "ON_OR_AFTER"}
_CLAUSE = lazily(r"[^,。;:!?\n]*+$")
_REACH = 14
"""How many characters before a date a word that looks ahead may stand."""
_NEAR = 4
"""How many characters before a date are looked at for all else."""


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


def _kind(match: re.Match[str] | None) -> str | None:
    return match.lastgroup.rstrip("0123456789") if match is not None and match.lastgroup else None


def mod(text: str, expression: Expression, value: str) -> str | None:
    """The TIMEX3 modifier: 底 and 初 inside win, then what follows, then what stands before.

    从 before both ends of a range, or before what a number belongs to (从2008年的70%), opens no period.
    """
    if expression.spec.edge and expression.to is None:
        return expression.spec.edge
    at = expression.end
    while at < len(text) and text[at] in '”" ':
        at += 1
    if after := _kind(beside(*_MODS).match(text, at)):
        return after
    if expression.to is not None:
        return None
    near = text[max(0, expression.start - _NEAR) : expression.start]
    kind = _kind(beside(*_PRECEDING, "plain", before=True).search(near)) or ""
    if kind == "from" and ("/" in value or text.startswith("的", at)):
        return None
    return _PRECEDING.get(kind)


@cache
def _will() -> re.Pattern[str]:
    rows = lexicon.table("date_cues").rows
    firsts = "".join(sorted({form[0] for form, kind, _ in rows if kind == "will"}))
    return compiled(rf"[^,。;!?\n{firsts}]{{0,12}}+(?:{beside('will').pattern})")


def ahead(text: str, expression: Expression) -> bool:
    """Whether the clause says that the date lies ahead: 将于10月6日, 元旦即将来临."""
    clause = _CLAUSE.search(text[max(0, expression.start - _REACH) : expression.start])
    if clause is not None and beside("ahead").search(clause[0]):
        return True
    return _will().match(text, expression.end) is not None
