"""What the words around an amount say of its bounds: 近, 超过, 最高; 以上, 左右, 不含."""

from __future__ import annotations

from dibao.entities.money import grammar
from dibao.entities.money.grammar import cues
from dibao.tables.patterns import lazily

_LETTER = lazily(r"[一-龥A-Za-z0-9]")
_RATE = lazily(r" ?[/每][一-龥A-Za-z²]{1,4}?(?=以上|以下|以内|左右|上下|起)")


def bound_after(text: str, end: int) -> tuple[str | None, tuple[str, ...]]:
    """What the words after an amount say of its bounds: (mod, lexicon lines)."""
    at = end
    strict = False
    if included := _INCLUSIVE.match(text, at):
        at, strict = included.end(), included[0][1] == "不"
    elif rate := _RATE.match(text, at):
        at = rate.end()
    at += text[at : at + 1] == " "
    word = cues("after").starting(text, at)
    if not word:
        return None, ()
    cue = cues("after").words[word]
    if cue.edge and _LETTER.match(text, at + len(word)):
        return None, ()
    value = _STRICT.get(cue.value, cue.value) if strict else cue.value
    return (None if value == "none" else value), (cue.source,)


_STRICT = {"EQUAL_OR_MORE": "MORE_THAN", "EQUAL_OR_LESS": "LESS_THAN"}
"""What 以上 and 以下 say after (不含)."""
_INCLUSIVE = lazily(grammar.INCLUSIVE)


def bound_before(text: str, start: int) -> tuple[str | None, int, tuple[str, ...]]:
    """What the words before an amount say: (mod, where these words begin, lexicon lines)."""
    at = start - (text[start - 1 : start] == " ")
    for skip in (0, 1):
        if skip and text[at - 1 : at] not in ("了", "为", "在", "是"):
            break
        word = cues("before").ending(text, at - skip)
        if word:
            cue = cues("before").words[word]
            return (None if cue.value == "none" else cue.value), at - skip - len(word), (cue.source,)
    return _extreme(text, at)


def _extreme(text: str, at: int) -> tuple[str | None, int, tuple[str, ...]]:
    """最高可获补贴: an extreme, then words that may stand between it and the amount."""
    start = at
    for _ in range(3):
        gap = cues("gap").ending(text, at)
        if not gap:
            break
        at -= len(gap)
        word = cues("extreme").ending(text, at)
        if word:
            cue = cues("extreme").words[word]
            return cue.value, at - len(word), (cue.source,)
    return None, start, ()
