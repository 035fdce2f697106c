"""The ground that built names stand on: where a name may begin, where a head may end one, level words."""

from __future__ import annotations

from operator import itemgetter

from dibao.language.words import logp, tag
from dibao.named import NamedTuple
from dibao.scene import Scene
from dibao.tables.divisions import LEVEL_OF_WORD
from dibao.tables.patterns import lazily

_SIGN = lazily(r"[^\u3400-\u9fffA-Za-z0-9·&\-〇+.“”‘’()\d]")
"""Characters that no name holds."""

_PAIRS = "“”‘’()"
_MARK = lazily(
    r"[东南西北我.\-·&](?:"
    r"(?<=[东南西北])[临起至接靠邻抵]|(?<=我)[省市县区州国]"
    r"|(?<=\.)(?!\d)(?:(?<=(?<![\d.])\d\.)|(?<=(?<![\d.])\d\d\.))"
    r"|(?<=[-·&])(?<![^\s][-·&]))"
)
"""Where a name begins behind characters that names hold: a neighbour's bearing (南临端午路), a word for the
place that speaks (我市), the number of an item (3.宿舍楼), a sign before which nothing stands."""

_DURING = "间"
"""Behind a period: during it."""

LONGEST = 24
"""Characters between the beginning of a name and its head, at most."""

BORDER, PAIRED = 1, 2
_BORDER = bytes((BORDER,))

_CLOSED = (("“", "”"), ("(", ")"), ("‘", "’"))
_NO_LEVEL_BEFORE = frozenset("全各城都闹超股夜楼门省辖治直社")
_SOCIETY = "学社"
"""A party that has committees at all levels (九三学社省委)."""
_KINDS = ("乡镇", "镇乡", "县区", "区县", "市县", "县市", "县市区")
"""Several levels at once name no division but a kind (乡镇政府)."""


_start = itemgetter(0)
_IDEOGRAPHS = "\u3400"
"""Where the characters begin of which all ordinary words are made save for the first."""

_OF, _THAT = "有关", "的关"
"""What leads from an organization to its people (某协会|有关专家) as 的 does."""

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
    behind: str
    """The characters as evidence behind a name, where 有 of 有关 is no verb."""

    def content_start(self, end: int) -> int:
        """How far left from ``end`` the characters allow a name; quotes and brackets count in pairs."""
        text, signs = self.text, self.signs
        low = end - LONGEST if end > LONGEST else 0
        start = signs.rfind(BORDER, low, end) + 1 or low
        if signs.find(PAIRED, start, end) < 0:
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
        return "title" if at in self.title_starts else self.behind[at]


def _signs(text: str) -> bytearray:
    """The borders and paired signs that a text alone has."""
    marked = _SIGN.sub(chr(BORDER), text)
    for sign in _PAIRS:
        marked = marked.replace(sign, chr(PAIRED))
    signs = bytearray(marked.encode("latin-1", "replace"))
    for found in _MARK.finditer(text):
        signs[found.end() - 1] = BORDER
    return signs


def ground(scene: Scene) -> Ground:
    """The ground of an article, on which its places and organizations are built."""
    if isinstance(scene.ground, Ground):
        return scene.ground
    made = scene.ground = _ground(scene)
    return made


def _ground(scene: Scene) -> Ground:
    fixed = bytearray(len(scene.text) + 2)
    signs = _signs(scene.text)
    strong = [t for t in scene.titles if t.core.evidence == "strong"]
    suffixes = scene.hits["suffix"]
    if not {t.end for t in strong}.isdisjoint(map(_start, suffixes)):
        heads = {start for start, end, _ in suffixes if end - start > 1}
        strong = [t for t in strong if t.end not in heads]  # 会计师|协会
    ends: list[int] = []
    for spans, mark in (((*scene.dates, *scene.money), b"\1"), (strong, b"\2")):
        for span in spans:
            start, end = span.start, span.end
            fixed[start:end] = mark * (end - start)
            signs[start:end] = _BORDER * (end - start)
            ends.append(end)
    if _DURING in scene.text:
        for end in ends:
            if scene.text.startswith(_DURING, end):
                signs[end] = BORDER
    # hits are in the order of their ends, then of their starts: the first of an end is the longest
    rejects = {end: start for start, end, _ in reversed(scene.hits["org_reject"])}
    starts = frozenset([t.start for t in scene.titles])
    behind = scene.text.replace(_OF, _THAT) + "\n"
    return Ground(scene.text, fixed, starts, frozenset([t.end for t in scene.titles]), rejects, signs, behind)


_RUN_ON = frozenset("科队")
"""The last characters of heads, however sure, with which other words begin (财务|科目, 稽查|队伍)."""


def stands(g: Ground, start: int, end: int, strong: bool) -> bool:
    """Whether a head may end a name here: in no title, no rejected word, no word that runs on (部门, 会见)."""
    text, size = g.text, end - start
    if g.fixed[end - 1]:
        return False
    if size == 1 and text[start] == _WHAT and (tag(text[end : end + 2]) or "")[:1] == "v":
        return False  # 越南所|提出的倡议
    firm = strong and size > 2
    if not firm and end in g.rejects and g.rejects[end] < start:
        return False
    runs_on = text[end - 1] in _RUN_ON
    if (firm and not runs_on) or len(text) == end or text[end] < _IDEOGRAPHS or end in g.title_starts:
        return True
    longer = logp(text[end - 1 : end + 1])
    if longer is None:
        return True
    if strong and size == 2:  # 党组|织
        return longer <= (logp(text[end : end + 2]) or -13.0) + 2.0
    following = max(logp(text[end : end + 2]) or -30.0, logp(text[end : end + 3]) or -30.0)
    return longer <= following - 2.0


def level_word(text: str, end: int) -> str | None:
    """The level word that ends at ``end`` and stands for a division by itself (市 of 市卫健委), else None."""
    for word in ("自治区", "街道"):
        if text.endswith(word, 0, end):
            return None if text.endswith(("各", "镇", "乡", "个"), 0, end - len(word)) else word
    if end < 1 or text[end - 1] not in LEVEL_OF_WORD:
        return None
    if end > 1 and (text[end - 2] in _NO_LEVEL_BEFORE or text.endswith(_KINDS, 0, end)):
        return text[end - 1] if text.endswith(_SOCIETY, 0, end - 1) else None
    if text[end : end + 1] == "里" or (text[end - 1] == "地" and text[end : end + 1] not in ("委", "直")):
        return None
    return text[end - 1]
