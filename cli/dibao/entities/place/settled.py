"""What speaks for names of towns and villages besides the weights of their evidence."""

from __future__ import annotations

from dibao.entities.built import Proposal
from dibao.language.words import tag
from dibao.tables.forms import PlaceSuffix

_HEADED = 1.0
"""What a post behind it adds to a village (下塘村|书记)."""

_MADE, _UNITS, _SIZES = 1.2, ("镇", "乡", "村"), (2, 3)
"""What a name of so many characters that are no word together adds before such a unit (练市|镇)."""

_KINDS = frozenset("新贫困富穷老小古下包驻联访语名强弱县乡镇村城集重水侨家故同他异外本全各某")
"""Characters before such a unit that tell a kind of it (灾民|新村, 特贫村)."""

_LEADS = frozenset("一是有为成该某各每两几进出入回离到")
"""Characters that lead to a unit without a name (一|城镇)."""

_HILL = "山"
"""What makes a kind of a village behind a word (贫困|山村), a name behind a character (峒|山村)."""

_LOOSE = "mqadrpcu"


def more(found: Proposal, head: PlaceSuffix, size: int) -> float:
    """What is added to a town's or village's name of so many characters before its suffix."""
    headed = _HEADED if head.kind == "village" and found.after == "title" and 2 <= size <= 4 else 0.0
    words = found.words
    if head.form not in _UNITS or size not in _SIZES or len(words) < 2:
        return headed
    if words[-1] in _KINDS or words[0] in _LEADS or (words[-1] == _HILL and len(words[0]) > 1):
        return headed
    loose = any((tag(word) or "n")[0] in _LOOSE for word in words if len(word) > 1)
    return headed if loose else headed + _MADE


def most(head: PlaceSuffix) -> float:
    """What :func:`more` adds at most before a suffix."""
    return (_HEADED if head.kind == "village" else 0.0) + (_MADE if head.form in _UNITS else 0.0)
