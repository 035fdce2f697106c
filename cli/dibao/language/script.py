"""The script of a text: names that dibao completes are written in the script that the text is written in."""

from __future__ import annotations

from functools import cache

from dibao.tables import lexicon
from dibao.tables.kept import kept
from dibao.tables.patterns import compiled


@cache
def _table() -> dict[int, str]:
    return {ord(k): v for k, v in lexicon.table("unfolding").mapping("to").items()}


@kept
def _folded() -> str:
    """The expression of any Chinese character that folding changes."""
    forms = lexicon.table("folding").forms()
    return "[" + "".join(sorted(form for form in forms if "\u3400" <= form <= "\u9fff")) + "]"


def is_traditional(raw: str, clean: str) -> bool:
    """Whether a stretch of raw text is in traditional characters, judged by what folding has changed.

    >>> is_traditional("國務院任免一批國家工作人員", "国务院任免一批国家工作人员")
    True
    >>> is_traditional("２０２０年，国务院任免国家工作人员", "2020年,国务院任免国家工作人员")
    False
    """
    if raw == clean or compiled(_folded()).search(raw) is None:
        return False
    written, folded = set(raw), set(clean)
    kept = len(folded & written)
    gone = sum(1 for char in written - folded if "\u3400" <= char <= "\u9fff")
    return gone * 8 > kept


def unfold(text: str) -> str:
    """A completed name in traditional characters, each in its usual form.

    >>> unfold("自然资源部")
    '自然資源部'
    """
    return text.translate(_table())
