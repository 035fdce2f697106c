"""The ground that built names stand on: where a name may begin, where a head may end one, level words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from dibao.divisions import LEVEL_OF_WORD
from dibao.patterns import lazily
from dibao.scene import Scene
from dibao.words import logp, tag

_SIGN = lazily(r"[^\u3400-\u9fffA-Za-z0-9·&\-〇+.“”‘’()\d]")
"""Characters that no name holds."""

_PAIRED = lazily("[“”‘’()]")
_BEARING = lazily(r"[东南西北我](?:(?<!我)[临起至接靠邻抵]|(?<=我)[省市县区州国])")
"""What stands before a neighbour's name (南临端午路), and words for the place that speaks."""

_ENUMERATOR = lazily(r"\.(?!\d)(?:(?<=(?<![\d.])\d\.)|(?<=(?<![\d.])\d\d\.))")
"""The end of the number of an item: 3.宿舍楼."""
_LEADING = lazily(r"[-·&](?<![^\s][-·&])")
"""A sign that names hold, where nothing stands before it."""

_DURING = "间"
"""Behind a period: during it."""

BORDER, PAIRED = 1, 2
_BORDER = bytes((BORDER,))

_CLOSED = (("“", "”"), ("(", ")"), ("‘", "’"))
_NO_LEVEL_BEFORE = frozenset("全各城都闹超股夜楼门省辖治直")


_WHAT = "所"
"""An office, or what makes a noun of the verb behind it."""


class Ground(NamedTuple):
    """What the article holds already: anchors to build on, and what no name may run over."""

    text: str
    fixed: bytearray
    """1 where a date or an amount stands, 2 where a title does."""
    title_starts: frozenset[int]
    title_ends: frozenset[int]
    rejects: dict[int, int]
    """By end, the start of the longest word that ends there and is no name."""
    signs: bytearray
    """BORDER behind which a name can begin: on a date, an amount, a title, a sign, the end of a neighbour's
    bearing; PAIRED on a quotation mark or a bracket."""

    def content_start(self, low: int, end: int) -> int:
        """How far left from ``end`` the characters allow a name; quotes and brackets count in pairs."""
        text = self.text
        start = max(low, self.signs.rfind(BORDER, low, end) + 1)
        if self.signs.find(PAIRED, start, end) < 0:
            return start
        for opening, closing in _CLOSED:
            opened, closed = text.count(opening, start, end), text.count(closing, start, end)
            if opened > closed:
                start = text.rfind(opening, start, end) + 1
            elif closed > opened:
                start = text.rfind(closing, start, end) + 1
        return start

    def before(self, at: int) -> str:
        """What stands before a name that begins there: a title, or a character; a blank is a break."""
        if at in self.title_ends:
            return "title"
        return self.text[at - 1 : at].strip() or "\n"

    def after(self, at: int) -> str:
        """What stands behind a name that ends there: a title, or a character."""
        return "title" if at in self.title_starts else self.text[at : at + 1] or "\n"


@lru_cache(maxsize=2)
def _signs(text: str) -> bytearray:
    """The borders and paired signs that a text alone has.

    Remembered, for places and organizations are built on the same ground.
    """
    marked = _PAIRED.sub(chr(PAIRED), _SIGN.sub(chr(BORDER), text))
    signs = bytearray(marked.encode("latin-1", "replace"))
    for pattern in (_BEARING, _ENUMERATOR, _LEADING):
        for found in pattern.finditer(text):
            signs[found.end() - 1] = BORDER
    return signs


def ground(scene: Scene) -> Ground:
    """The ground of an article."""
    fixed = bytearray(len(scene.text) + 2)
    signs = _signs(scene.text)[:]
    strong = [t for t in scene.titles if t.core.evidence == "strong"]
    if strong:
        heads = {hit.start for hit in scene.hits["suffix"] if hit.end - hit.start > 1}
        strong = [t for t in strong if t.end not in heads]  # 会计师|协会
    for spans, mark in (((*scene.dates, *scene.money), b"\1"), (strong, b"\2")):
        for span in spans:
            size = span.end - span.start
            fixed[span.start : span.end] = mark * size
            signs[span.start : span.end] = _BORDER * size
            if scene.text[span.end : span.end + 1] == _DURING:
                signs[span.end] = BORDER
    ends: dict[int, int] = {}
    for start, end, _ in scene.hits["org_reject"]:
        if start < ends.get(end, end):
            ends[end] = start
    starts = frozenset([t.start for t in scene.titles])
    return Ground(scene.text, fixed, starts, frozenset([t.end for t in scene.titles]), ends, signs)


def stands(g: Ground, start: int, end: int, strong: bool) -> bool:
    """Whether a head may end a name here: in no title, no rejected word, no word that runs on (部门, 会见)."""
    if g.fixed[end - 1]:
        return False
    if end - start == 1 and g.text[start] == _WHAT and (tag(g.text[end : end + 2]) or "")[:1] == "v":
        return False  # 越南所|提出的倡议
    rejected = g.rejects.get(end, end)
    if rejected < start and (end - start < 3 or not strong):
        return False
    if len(g.text) == end or (end - start > 2 and strong) or end in g.title_starts:
        return True
    longer = logp(g.text[end - 1 : end + 1])
    if longer is None:
        return True
    if end - start == 2 and strong:  # 党组|织
        return longer <= (logp(g.text[end : end + 2]) or -13.0) + 2.0
    following = max(logp(g.text[end : end + 2]) or -30.0, logp(g.text[end : end + 3]) or -30.0)
    return longer <= following - 2.0


def level_word(text: str, end: int) -> str | None:
    """The level word that ends at ``end`` and stands for a division by itself (市 of 市卫健委), else None."""
    for word in ("自治区", "街道"):
        if text.endswith(word, 0, end):
            return word
    if end < 1 or text[end - 1] not in LEVEL_OF_WORD:
        return None
    if end > 1 and text[end - 2] in _NO_LEVEL_BEFORE:
        return None
    if text[end - 1] == "地" and text[end : end + 1] not in ("委", "直"):
        return None
    return text[end - 1]
