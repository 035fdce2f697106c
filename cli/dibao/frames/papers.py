"""Lists of documents behind a verb of decision or release: works in 《》, phrases that end in their heads."""

from __future__ import annotations

import re
from functools import cache

from dibao.frames.casting import Cast
from dibao.frames.pattern import either
from dibao.frames.tokens import SIGNS
from dibao.tables.patterns import compiled, lazily

_BOOK, _BRACKET = SIGNS["book"], SIGNS["bracket"]


@cache
def _item() -> re.Pattern[str]:
    """One document of a list: a work title, or a phrase up to a head of a document's name."""
    stop = "。；;！!？?\\n：:"
    verbs = ("deliberate", "approve", "adopt", "decide", "appoint", "remove")
    other = "|".join(map(either, verbs))
    head = either("paper")
    return compiled(
        f"(?:[了的,、和及与]|以及|还|分别)*?(?!并|将|要求|由|使|为|{other})"
        f"(?:(?P<book>(?:(?!{other})[^{stop},、{_BOOK}]){{0,40}}?{_BOOK})"
        f"|(?P<named>[^{stop},、]{{1,70}}?{head}|[^{stop},]{{1,70}}?{head}))"
        f"(?={_BRACKET}?(?:[{stop},、等]|以及|和关于|\\Z|{_BOOK})"
        f"|{_BRACKET}?[和及与](?![^{stop},、]{{0,30}}{head}[{stop},、]))"
    )


_ANOTHER = lazily(f"关于|[《0-9{''.join(SIGNS.values())}]")
"""How a document begins that stands behind a comma; anything else there is the next clause."""


def documents(made: Cast, role: str = "document") -> None:
    """Let each of the documents that a ``documents`` hole holds play a role; what is none is left out."""
    hole = next((h for h in made.holes if h.kind == "documents"), None)
    if hole is None:
        return
    at, code = hole.start, made.tokens.code
    for _ in range(40):
        found = _item().match(code, at, hole.end)
        if found is None or not found.lastgroup:
            return
        start, at = found.span(found.lastgroup)
        if code[start - 1] == "," and not _ANOTHER.match(code, start):
            return
        made.add_text(role, code.find(_BOOK, start) if found["book"] else start, at)
        at += code[at : at + 1] == _BRACKET
