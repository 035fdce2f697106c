"""Marked text ⇄ (plain text, marks): the one notation for spans in rules, tests, samples and README.

``出资[2000万元](money=20000000 CNY)`` marks one mention: its text in brackets, then its type and, after
``=``, its normal form. A literal ``[``, ``]`` or backslash is escaped with a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dibao.named import NamedTuple
from dibao.types import DateNorm, Mention, MoneyNorm, OrgNorm, PersonNorm, TitleNorm


class Mark(NamedTuple):
    """A marked span of the plain text; ``norm`` is None where the mark states none."""

    start: int
    end: int
    type: str
    norm: str | None = None


_TOKEN = re.compile(r"\\([\[\]\\])|\[|\]\((\w+)(?:=([^()]*(?:\([^()]*\)[^()]*)*))?\)")


def parse(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Split marked text into its plain text and its marks, in text order.

    Raises ValueError with the offset where a bracket is not closed or not opened.

    >>> parse("出资[2000万元](money=20000000 CNY)。")
    ('出资2000万元。', (Mark(start=2, end=8, type='money', norm='20000000 CNY'),))
    """
    plain: list[str] = []
    length = last = 0
    open_at: int | None = None
    marks: list[Mark] = []
    for token in _TOKEN.finditer(marked):
        before = marked[last : token.start()]
        plain.append(before)
        length += len(before)
        last = token.end()
        if token[1]:
            plain.append(token[1])
            length += 1
        elif token[2]:
            if open_at is None:
                raise ValueError(f"mark closed but not opened at {token.start()}: {token[0]!r}")
            marks.append(Mark(open_at, length, token[2], token[3]))
            open_at = None
        else:
            if open_at is not None:
                raise ValueError(f"mark opened inside a mark at {token.start()}; escape a literal bracket")
            open_at = length
    if open_at is not None:
        raise ValueError(f"mark not closed before the end of {marked[-20:]!r}")
    plain.append(marked[last:])
    return "".join(plain), tuple(marks)


def render(plain: str, marks: Iterable[Mark]) -> str:
    """Write marks into a plain text; the inverse of :func:`parse`. Marks must not overlap.

    >>> render("出资2000万元。", [Mark(2, 8, "money", "20000000 CNY")])
    '出资[2000万元](money=20000000 CNY)。'
    """
    out: list[str] = []
    last = 0
    for mark in sorted(marks):
        if mark.start < last:
            raise ValueError(f"marks overlap at {mark.start}: {plain[mark.start : mark.end]!r}")
        form = f"={mark.norm}" if mark.norm else ""
        out += [_escape(plain[last : mark.start]), "[", _escape(plain[mark.start : mark.end])]
        out.append(f"]({mark.type}{form})")
        last = mark.end
    out.append(_escape(plain[last:]))
    return "".join(out)


def mark_of(mention: Mention) -> Mark:
    """The mark that stands for a mention, with its normal form."""
    return Mark(mention.start, mention.end, mention.type, norm_of(mention))


def norm_of(mention: Mention) -> str | None:
    """A mention's normal form as marked text writes it; None where it adds nothing to the text.

    money ``20000000 CNY``, ``2000000..3000000 CNY``, an open bound left empty, ``mod`` last; date its TIMEX3
    value and ``mod``; org its full name; title its status unless current; person its posts,
    ``organization/title`` joined by ``;``, with ``/status`` unless current.
    """
    match mention.norm:
        case MoneyNorm(amount, currency, low, high, mod):
            plain = (low is None and high is None) or low == high == amount or mod is not None
            if amount is not None and plain:
                figure = f"{amount:f}"
            else:
                figure = f"{'' if low is None else f'{low:f}'}..{'' if high is None else f'{high:f}'}"
            return " ".join(filter(None, (figure, currency, mod)))
        case DateNorm(value=value, mod=mod):
            return " ".join(filter(None, (value, mod)))
        case OrgNorm():
            return mention.name if mention.name != mention.text else None
        case TitleNorm(status=status):
            return None if status == "current" else status
        case PersonNorm(posts=posts):
            return (
                ";".join(
                    f"{p.org or ''}/{p.title}" + ("" if p.status == "current" else f"/{p.status}")
                    for p in posts
                )
                or None
            )
    return None


def _escape(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text)
