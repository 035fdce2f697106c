"""Foreign and minority names: known names, dotted names, runs of characters used to transliterate."""

from __future__ import annotations

import re
from functools import cache

from dibao import lexicon
from dibao.scene import Person, Scene

_DOTTED = re.compile(r"(?<![\u3400-\u9fff·])?[\u3400-\u9fff]{1,7}(?:[·][\u3400-\u9fffA-Z]{1,8}){1,4}")


@cache
def _characters() -> dict[str, float]:
    """Weight of each transliteration character: its mean use in the positions of a name."""
    table = lexicon.table("transliteration")
    first, inside, last = (table.mapping(c) for c in ("first", "inside", "last"))
    return {form: max(float(m[form] or 0) for m in (first, inside, last)) for form in first}


def find(scene: Scene) -> list[Person]:
    """Names with a dot, and known foreign names beside a title or a verb of speech."""
    text = scene.text
    out: list[Person] = []
    title_ends = {t.end for t in scene.titles}
    if "·" in text:
        for match in _DOTTED.finditer(text):
            start, end = _trim(text, match.start(), match.end(), title_ends)
            if end - start >= 3:
                out.append(Person(start, end, text[start:end], 6.0, "person.foreign"))
    return out


def _trim(text: str, start: int, end: int, title_ends: set[int]) -> tuple[int, int]:
    """Cut words off a dotted name's edges that its characters are not used for."""
    known = _characters()
    dot = text.index("·", start, end)
    for at in range(dot - 1, start - 1, -1):
        if at in title_ends and at > start:
            return at, end
        if text[at] not in known:
            start = at + 1
            break
    last = text.rindex("·", start, end)
    for at in range(last + 1, end):
        if text[at] not in known and at > last + 1:
            end = at
            break
    return start, end
