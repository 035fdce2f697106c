"""Names built to a head (…有限公司, …督导组, …大道): where does the name begin, and is it one at all?

Each head proposes every edge at which its name could begin: an organization or place that it belongs to,
a level word (市, 省), a break, a word. The evidence of head, edge, words inside and the word before is added
up; weights stand in org_evidence.tsv and place_evidence.tsv, in log odds, estimated by
``lexicons/build/built_evidence.py``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from dibao import lexicon
from dibao.divisions import LEVEL_OF_WORD
from dibao.patterns import lazily
from dibao.scene import Scene
from dibao.words import cut, logp, tag

LONGEST = 24
"""Characters between the beginning of a name and its head, at most."""

_PAIRED = "“”‘’()"
_IN_NAMES = "·&-〇+." + _PAIRED
_BORDERS, _PAIRS = bytes.maketrans(b".sp", b"\0\1\0"), bytes.maketrans(b".sp", b"\0\0\1")


class _Kinds(dict[int, str]):
    """What a character is to a name, by code point: a sign that ends it (s), one of a pair (p), any other (.)."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        inside = "\u3400" <= char <= "\u9fff" or char.isdecimal() or (char.isascii() and char.isalpha())
        kind = "p" if char in _PAIRED else "." if inside or char in _IN_NAMES else "s"
        self[code] = kind
        return kind


_KINDS = _Kinds()
_BEARING = lazily(r"[东南西北][临起至接靠邻抵]|我[省市县区州国]")
"""What stands before a neighbour's name (南临七夕路), and words for the place that speaks."""

_LATIN = lazily("[A-Za-z]{2}")

_ENUMERATOR = lazily(r"(?<![\d.])\d{1,2}\.(?!\d)")
"""The number of an item: 3.宿舍楼."""

_CLOSED = (("“", "”"), ("(", ")"), ("‘", "’"))
_BESIDE = frozenset("与和及同跟")
_NO_LEVEL_BEFORE = frozenset("全各城都闹超股夜楼门省辖治直")
_LEVELS = frozenset(word for word in LEVEL_OF_WORD if len(word) == 1)
_GAP = 4
"""Characters between two anchors of one name, at most."""

_OF_LEVEL = frozenset("属级域际")
_MOST_WORDS = 9
_HOPELESS, _HOPELESS_ANCHORED = -4.0, -5.0
"""Weight of a head below which one name in a thousand is real: where nothing that it could belong to stands
before it, and where something does. Half of all heads are such."""


class Proposal(NamedTuple):
    """One way to read a head with what stands before it as a name."""

    start: int
    end: int
    at: str
    """What stands at the edge: parent, place, level, break, title, after place, word."""
    anchor: int
    """Where the anchor ends: the end of the parent, the place or the level word; else ``start``."""
    words: tuple[str, ...]
    before: str
    head: str
    grade: str
    after: str

    def features(self) -> Iterator[str]:
        """The evidence by the names under which the tables weigh it."""
        yield from self.head_features()
        yield f"at {self.at} {self.grade}"
        yield f"n {self.at} {min(len(self.words), 6)}"
        yield from _before_features(self.before)
        for word in self.words:
            yield from _word_features(word)

    def head_features(self) -> Iterator[str]:
        """The evidence of the head and of what follows it."""
        return _head_features(self.head, self.grade, self.after)


def _head_features(head: str, grade: str, after: str) -> Iterator[str]:
    yield f"head {head}"
    yield f"grade {grade}"
    yield f"> {after}"


def _before_features(before: str) -> Iterator[str]:
    yield f"before {before}"
    if (stop := _stops().get(before)) is not None:
        yield f"before stop {stop}"


def _word_features(word: str) -> Iterator[str]:
    yield f"in {word}"
    yield f"tag {(tag(word) or '?')[:2]}"
    if (stop := _stops().get(word)) is not None:
        yield f"in stop {stop}"


def has_stop(proposal: Proposal) -> bool:
    """Whether a word inside a name is one at which names end."""
    return not _stops().keys().isdisjoint(proposal.words)


@cache
def _stops() -> dict[str, str]:
    """Words at which a name's left edge ends, hard or soft."""
    return lexicon.table("org_stops").mapping("strength")


class Ground(NamedTuple):
    """What the article holds already: anchors to build on, and what no name may run over."""

    text: str
    fixed: bytearray
    """1 where a date or an amount stands, 2 where a title does."""
    title_starts: frozenset[int]
    title_ends: frozenset[int]
    rejects: dict[int, int]
    """By end, the start of the longest word that ends there and is no name."""
    borders: bytearray
    """1 behind which a name can begin: on a date, an amount, a title, a sign, the end of a neighbour's bearing."""
    paired: bytes
    """1 where a quotation mark or a bracket stands."""


@lru_cache(maxsize=2)
def _signs(text: str) -> tuple[bytes, bytes]:
    """1 where a text alone has a border, and 1 where it has a quotation mark or a bracket.

    Remembered, for places and organizations are built on the same ground.
    """
    kinds = text.translate(_KINDS).encode()
    borders, paired = bytearray(kinds.translate(_BORDERS) + b"\0\0"), kinds.translate(_PAIRS)
    for bearing in _BEARING.finditer(text):
        borders[bearing.end() - 1] = 1
    for number in _ENUMERATOR.finditer(text):
        borders[number.end() - 1] = 1
    return bytes(borders), paired


def ground(scene: Scene, rejects: str) -> Ground:
    """The ground of an article; ``rejects`` names the hits that are no names."""
    fixed = bytearray(len(scene.text) + 2)
    signs, paired = _signs(scene.text)
    borders = bytearray(signs)
    heads = {hit.start for hit in scene.hits["suffix"] if hit.end - hit.start > 1}
    strong = [t for t in scene.titles if t.core.evidence == "strong" and t.end not in heads]  # 会计师|协会
    for spans, mark in (((*scene.dates, *scene.money), b"\1"), (strong, b"\2")):
        for span in spans:
            size = span.end - span.start
            fixed[span.start : span.end] = mark * size
            borders[span.start : span.end] = b"\1" * size
    ends: dict[int, int] = {}
    for hit in scene.hits[rejects]:
        ends[hit.end] = min(hit.start, ends.get(hit.end, hit.start))
    starts = frozenset(t.start for t in scene.titles)
    return Ground(scene.text, fixed, starts, frozenset(t.end for t in scene.titles), ends, borders, paired)


def stands(g: Ground, start: int, end: int, strong: bool) -> bool:
    """Whether a head may end a name here: in no title, no rejected word, no word that runs on (部门, 会见)."""
    if g.fixed[end - 1]:
        return False
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


def proposals(
    g: Ground, start: int, end: int, grade: str, anchors: list[tuple[int, int, str]], table: str = ""
) -> list[Proposal]:
    """All readings of the head at ``start:end``; ``anchors`` are (end, start, "place" or "parent"), sorted.

    None of a head against which ``table`` says so much that no beginning makes up for it.
    """
    text = g.text
    low = _content_start(g, max(0, start - LONGEST), start)
    after = "title" if end in g.title_starts else text[end : end + 1] or "\n"
    head = text[start:end]
    stops = _stops()
    out: list[Proposal] = []

    rejected = g.rejects.get(end, end)
    plain = g.paired.find(1, low, start + 1) < 0

    def propose(begin: int, at: str, anchor: int, inside: tuple[str, ...], before: str) -> None:
        if at in ("parent", "place") and inside and inside[0] in _BESIDE:
            return  # 某市人民政府与某公司 are two
        if at in ("parent", "place") and any(len(w) > 1 and stops.get(w) == "hard" for w in inside):
            return  # 某市一家医院
        if at == "level" and text[anchor] in _OF_LEVEL:
            return  # 市属企业, 省级先进集体: a kind
        if begin < rejected and ((plain and begin >= low) or _closed(text, begin, start)):
            out.append(Proposal(begin, end, at, anchor, inside, before, head, grade, after))

    last = bisect_right(anchors, (start, end, "")) - 1
    while (
        last >= 0 and low <= anchors[last][0] < start and text[anchors[last][1] - 1 : anchors[last][1]] == "("
    ):
        last -= 1  # a place in brackets is the middle of a name: 某某(香港)有限公司
    anchored = last >= 0 and anchors[last][0] >= low
    if table and heads(table, head, grade, after) < (_HOPELESS_ANCHORED if anchored else _HOPELESS):
        return []
    edge = anchors[last][0] if anchored else low
    spans = _spans(text, edge, start)
    inside_words = [_word(text, a, b) for a, b in spans]

    if anchored:
        inside = _plain(inside_words)
        if len(inside) <= _MOST_WORDS:
            for anchor_end, begin, kind in anchors[max(0, last - 1) : last + 1]:
                if anchor_end == edge:
                    propose(begin, kind, edge, inside, _before(g, begin))
    if anchored and (outer := _outer(anchors, last, low)) is not None:
        inside = (*_words(text, outer[0], anchors[last][1]), "?", *_words(text, anchors[last][0], start))
        if len(inside) <= _MOST_WORDS and not any(stops.get(word) == "hard" for word in inside):
            propose(outer[1], outer[2], outer[0], inside, _before(g, outer[1]))
    for n in range(len(spans) - 1, -1, -1):
        begin = spans[n][0]
        if len(spans) - n > _MOST_WORDS or stops.get(inside_words[n]) == "hard":
            break
        at = (
            "word"
            if begin > edge
            else "after place"
            if edge > low
            else "title"
            if begin in g.title_ends
            else "break"
        )
        before = inside_words[n - 1] if begin > edge else _before(g, begin)
        propose(begin, at, begin, _plain(inside_words[n:]), before)
    for begin in (at for at in range(edge, start) if text[at] in _LEVELS):
        if (word := level_word(text, begin + 1)) and len(word) == 1 and _edge(g, begin, edge, spans):
            propose(begin, "level", begin + 1, _words(text, begin + 1, start), _before(g, begin))
    return out


def _outer(anchors: list[tuple[int, int, str]], last: int, low: int) -> tuple[int, int, str] | None:
    """The anchor shortly before the last one: 上海|延安|制药厂 is a name of Shanghai."""
    begin = anchors[last][1]
    for n in range(last - 1, max(-1, last - 4), -1):
        if anchors[n][0] <= begin:
            return anchors[n] if anchors[n][1] >= low and begin - anchors[n][0] <= _GAP else None
    return None


def _closed(text: str, begin: int, end: int) -> bool:
    """Whether a name begins with no sign of a pair's end, and its brackets are closed."""
    return text[begin] not in ")(”’" and text.count("(", begin, end) == text.count(")", begin, end)


def _word(text: str, start: int, end: int) -> str:
    """A word inside a name as the tables know it: digits are #, ordinals 第#, what no word explains is ?."""
    word = text[start:end]
    if word[0].isascii():
        return "#" if word[0].isdigit() else "A"
    if word[0] == "第" and end - start > 1:
        return "第#"
    if word in "“”‘’":
        return "”"
    return word if logp(word) is not None else "?"


def _plain(spans: list[str]) -> tuple[str, ...]:
    """Words of a name with digits run together (第15 is 第#) and quotation marks left out."""
    out: list[str] = []
    for word in spans:
        if word == "#" and out and out[-1] in ("#", "第", "第#"):
            out[-1] = "#" if out[-1] == "#" else "第#"
        elif word != "”":
            out.append(word)
    return tuple(out)


def _words(text: str, start: int, end: int) -> tuple[str, ...]:
    return _plain([_word(text, a, b) for a, b in _spans(text, start, end)])


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a window; letters that follow one another are one."""
    spans = cut(text, start, end)
    if _LATIN.search(text, start, end) is None:
        return spans
    out: list[tuple[int, int]] = []
    for a, b in spans:
        if out and text[a].isascii() and text[a].isalpha() and text[out[-1][1] - 1].isascii():
            a = out.pop()[0]
        out.append((a, b))
    return out


def _before(g: Ground, at: int) -> str:
    if at in g.title_ends:
        return "title"
    return g.text[at - 1 : at] or "\n"


def _edge(g: Ground, at: int, edge: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a level word may begin a name at ``at``: after a break, a title, an anchor or a word."""
    return at == edge or at in g.title_ends or any(a == at for a, _ in spans)


def _content_start(g: Ground, low: int, end: int) -> int:
    """How far left from ``end`` the characters allow a name; quotes and brackets count in pairs."""
    text = g.text
    start = max(low, g.borders.rfind(1, low, end) + 1)
    if g.paired.find(1, start, end) < 0:
        return start
    for opening, closing in _CLOSED:
        opened, closed = text.count(opening, start, end), text.count(closing, start, end)
        if opened > closed:
            start = text.rfind(opening, start, end) + 1
        elif closed > opened:
            start = text.rfind(closing, start, end) + 1
    return start


@cache
def evidence(table: str) -> dict[str, float]:
    """Weight of each piece of evidence in ``table``."""
    rows = lexicon.table(table).mapping("weight")
    return {form.replace("¶", "\n"): float(weight) for form, weight in rows.items()}


class _Sums(dict[str, float]):
    """The summed weights of what one word gives evidence of, remembered: there are only so many words."""

    def __init__(self, table: str, features: Callable[[str], Iterable[str]]) -> None:
        self._weights, self._features = evidence(table), features

    def __missing__(self, word: str) -> float:
        total = self[word] = sum(self._weights.get(name, 0.0) for name in self._features(word))
        return total


class _Scale(NamedTuple):
    """The weights of a table by the parts of a proposal."""

    weights: dict[str, float]
    before: _Sums
    inside: _Sums
    edges: dict[tuple[str, str, int], float]


_TIE = 1e-9
"""Weights have two decimals, so sums meet thresholds exactly: a tie is not enough, however it was rounded."""


@cache
def _scale(table: str) -> _Scale:
    return _Scale(evidence(table), _Sums(table, _before_features), _Sums(table, _word_features), {})


@lru_cache(maxsize=1 << 13)
def heads(table: str, head: str, grade: str, after: str) -> float:
    """What all readings of a head have in common: the weight of itself and of what follows it."""
    get = evidence(table).get
    return get("bias", 0.0) + sum(get(name, 0.0) for name in _head_features(head, grade, after))


def best(
    found: list[Proposal], table: str, bonus: Mapping[str, float] = MappingProxyType({})
) -> tuple[float, Proposal] | None:
    """The reading with the most evidence, with its log odds; None where there is no reading.

    ``bonus`` adds to readings of strong heads by what stands at their edge. The score is the sum over
    ``features()``, taken from sums by word and edge: building the names of features would cost more than all
    else here.
    """
    if not found:
        return None
    weights, before, inside, edges = _scale(table)
    first = found[0]  # all readings have head, grade and what follows in common
    common = heads(table, first.head, first.grade, first.after) - _TIE
    top: tuple[float, Proposal] | None = None
    for proposal in found:
        at, grade, size = key = proposal.at, proposal.grade, min(len(proposal.words), 6)
        if (score := edges.get(key)) is None:
            score = edges[key] = weights.get(f"at {at} {grade}", 0.0) + weights.get(f"n {at} {size}", 0.0)
        score += common + before[proposal.before]
        if bonus and grade != "weak":
            score += bonus.get(at, 0.0)
        for word in proposal.words:
            score += inside[word]
        if top is None or score > top[0]:
            top = score, proposal
    return top


Finder = Callable[[Scene], list[Proposal]]
