"""Who speaks: not whom the words are said to, not who only cites them, nor nobody in particular."""

from __future__ import annotations

import re
from functools import cache

from dibao.frames.casting import Cast
from dibao.frames.pattern import either
from dibao.tables.patterns import compiled, lazily
from dibao.types import Argument

_TO = ("向", "对", "给")
_HOW = ("地对", "地向", "地告", *_TO)
_RUMOUR = lazily("(?:[,。;:\n]|\\A)[但也还]?有[^,。;:\n]{1,5}\\Z")


def addressed(made: Cast) -> bool:
    """Whether who is named is spoken to, or nobody in particular says it: 向大家表示祝贺, 有消息称."""
    code, speaker, at = made.tokens.code, made.hole("speaker"), made.trigger.start
    if speaker is None:
        return bool(_RUMOUR.search(code, max(0, at - 8), at))
    if speaker.kind in ("voice", "unnamed"):
        said = [arg.text for arg in made.args if arg.role == "speaker"]
        if any(text.startswith(_HOW) or text[1:2] in _TO for text in said):
            return True
        clause = max(code.rfind(stop, 0, speaker.start) for stop in ",。;:!?\n") + 1
        return "向" in code[max(clause, speaker.start - 12) : speaker.start]
    return code.startswith(_TO, max(0, speaker.start - 1))


@cache
def _citation() -> re.Pattern[str]:
    return compiled(f"[^，。,;]{{0,10}}?{either('citing')}|[据有](?=..)")


_LISTENERS = lazily("(?<=..)[向对][^向对]{2,6}$")
"""To whom a speaker without a name speaks."""


def cited(speaker: Argument) -> Argument:
    """Who said it, without who cites it (某社援引知情人士) and without who hears it (人代会向代表)."""
    found, heard = _citation().match(speaker.text), _LISTENERS.search(speaker.text)
    low, high = found.end() if found else 0, heard.start() if heard else len(speaker.text)
    if high <= low or high - low == len(speaker.text):
        return speaker
    text = speaker.text[low:high]
    return speaker._replace(start=speaker.start + low, end=speaker.start + high, text=text, name=text)
