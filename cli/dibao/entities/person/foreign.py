"""Foreign and minority names: runs of the characters that transliterate, dotted or not, and Japanese names.

Like ``chinese`` it only proposes; the evidence of the context is the same for all names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import log

from dibao.entities.person.context import Context, candidate
from dibao.entities.person.evidence import Candidate, Floor, alone, edge_weights
from dibao.entities.person.marks import Marks
from dibao.entities.person.transliteration import (
    LOST,
    STRANGE,
    TRANSLITERATED,
    Characters,
    characters,
    pairs,
)
from dibao.language.words import Lattice, best, lattice
from dibao.scene import Person, Scene
from dibao.tables import lexicon
from dibao.tables.cache import stored
from dibao.tables.matcher import Matcher, Triple, build
from dibao.tables.patterns import lazily

JAPANESE = log(0.0006)
_JAPANESE_GIVEN = -6.5
_GLOSSED = lazily(r"(?P<name>[\u3400-\u9fff·]{2,8}) ?\([A-Z][a-z]+(?: [A-Z][A-Za-z.-]*){1,4}[ )]")
_COMPANY = lazily(r"(?:公司|集团)(?!的?[董总])")
_LATIN = lazily(r" ?(?P<name>[A-Z][a-z]++(?P<more>(?:[ .·-]{0,2}[A-Z](?:[a-z]++|\.))*+))(?![A-Za-z0-9])")
_TOLD = 2.0
_BEFORE_TITLE = 4.0
"""How much a title or a cue says that the name ends before it, in log units."""
_HAN, _HAN_END = "\u3400", "\u9fff"
_NEVER = float("-inf")
_KINDS = tuple(f"japanese {given}" for given in range(4))
"""By the length of the given name."""


def _longest_first(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[0], -hit[1]


@cache
def _japanese() -> Matcher:
    return stored("japanese", _compile)


def _compile() -> Matcher:
    return build([form for form in lexicon.table("japanese_surnames").forms() if len(form) > 1])


def propose(text: str, context: Context, floor: Floor) -> list[Candidate]:
    """The best name of each run of transliteration characters."""
    stats, (known, first, last), read, out = characters(), pairs(), lattice(text), []
    before, behind, plain, marks = context.before, context.behind, floor.plain, context.marks
    simple = "·" not in text and not stats.joined.search(text)
    for match in (stats.simple if simple else stats.runs).finditer(text):
        start, end = match.span()
        if end - start == 2:
            most = known.get(match[0])
            if most is None:
                most = first[text[start]] + last[text[start + 1]]
            if most == _NEVER:
                continue
            most += before(start) + behind(end)
            if most <= plain and context.under(floor, most, start, end):
                continue
        if marks.blocked.find(1, start, end) >= 0:
            start, end = _free(match, marks.blocked)
            if end - start < 2:
                continue
        dotted = not simple and "·" in text[start:end]
        span = _dotted(read, start, end, stats, marks) if dotted else _span(read, start, end, stats)
        if span is not None and (found := _named(read, *span, context, floor)):
            out.append(found)
    return out


def _free(match: re.Match[str], blocked: bytearray) -> tuple[int, int]:
    """A run less the titles and dates at its ends; of a dotted one, what holds its dots."""
    (start, end), dot = match.span(), match[0].find("·")
    middle = start + max(dot, 0)
    stop = blocked.find(1, middle, end)
    return blocked.rfind(1, start, middle) + 1 or start, end if stop < 0 else stop


def _named(
    read: Lattice, start: int, end: int, delta: float, context: Context, floor: Floor
) -> Candidate | None:
    """A stretch as a name with all its evidence."""
    written = read.text[start:end]
    kind = "dotted" if "·" in written else "known foreign" if written in characters().known else "foreign"
    if delta <= LOST and kind == "foreign":
        return None
    return candidate(read, start, end, delta, kind, context, floor)


def propose_known(text: str, hits: Sequence[Triple], context: Context, floor: Floor) -> list[Candidate]:
    """Foreign names of the lexicon of three and more characters, whatever a run would make of them."""
    out: list[Candidate | None] = []
    shares, read, marks = characters().shares, lattice(text), context.marks
    for start, end, _ in hits:
        dotted = "·" in (text[start - 1 : start], text[end : end + 1])
        if end - start < 3 or dotted or any(marks.blocked[start:end]):
            continue
        head, *middle, tail = (shares.get(char, STRANGE) for char in text[start:end])
        delta = TRANSLITERATED + head.first + tail.last
        delta += sum(share.inside for share in middle)
        delta -= best(text, start, end)[-1]
        out.append(candidate(read, start, end, delta, "listed", context, floor))
    return [found for found in out if found is not None]


def _edges(read: Lattice, start: int, end: int) -> tuple[int, int]:
    """A run with the words that begin before it or end behind it (丈[夫特里], [弗赖参]加)."""
    low, high, within = start, end, min(start + 2, end - 1)
    for first, stop, _ in read.ending(start, end + 2):
        if stop > end:
            if start < first < end:
                high = stop
        elif first < low and stop <= within:
            low = first
    return low, high


def _span(read: Lattice, start: int, end: int, stats: Characters) -> tuple[int, int, float]:
    """The stretch of a run that is likeliest as a name against the best reading in ordinary words."""
    low, high = _edges(read, start, end) if read.crosses(start, end) else (start, end)
    plain = read.best(low, high)
    top, before = plain[-1], plain[start - low :]
    if high > end:
        rest = [read.best(at, high)[-1] for at in range(start + 2, end + 1)]
    else:
        rest = [top - p for p in before[2:]]
    shares, most, span = [stats.shares[char] for char in read.text[start:end]], _NEVER, (start, end)
    for a in range(end - start - 1):
        total = shares[a][0] + before[a]
        for b in range(a + 1, end - start):
            _, inside, last = shares[b]
            whole = total + last + rest[b - 1]
            if whole > most:
                most, span = whole, (start + a, start + b + 1)
            total += inside
    return *span, most - top + TRANSLITERATED


def _dotted(
    read: Lattice, start: int, end: int, stats: Characters, marks: Marks
) -> tuple[int, int, float] | None:
    """A dotted name with the words cut off that cling to its first and its last part."""
    text, shares = read.text, stats.shares
    first, last = text.index("·", start), text.rindex("·", start, end) + 1
    if first == start or last == end:
        return None
    low, high = _edges(read, start, end)
    plain = read.best(low, first)
    total, top = shares.get(text[first - 1], STRANGE).last, (-1e9, first - 1)
    for a in range(first - 1, start - 1, -1):
        score = total + shares.get(text[a], STRANGE).first + plain[a - low] - plain[-1]
        top = max(top, (score, a))
        total += shares.get(text[a], STRANGE).inside
    if start in marks.title_ends or not _HAN <= text[start - 1 : start] <= _HAN_END:
        top = top[0], start  # nothing that a word could be cut off to
    whole = read.best(last, high)[-1]
    total, tail = 0.0, (-1e9, last + 1)
    for b in range(last, end):
        score = total + shares.get(text[b], STRANGE).last + read.best(b + 1, high)[-1] - whole
        tail = max(tail, (score, b + 1))
        total += shares.get(text[b], STRANGE).inside
        if b + 1 in marks.title_starts or b + 1 in marks.cue_starts:
            tail = max(tail, (score + _BEFORE_TITLE, b + 1))
    if end in marks.title_starts or marks.blocked[end] or not _HAN <= text[end : end + 1] <= _HAN_END:
        tail = tail[0], end
    return top[1], tail[1], top[0] + tail[0]


def propose_japanese(text: str, context: Context, floor: Floor) -> list[Candidate]:
    """Japanese surnames of two and more characters, alone and with up to three characters of a given name."""
    out: list[Candidate | None] = []
    read, blocked, last = lattice(text), context.marks.blocked, 0
    for start, given, _ in sorted(_japanese().find(text), key=_longest_first):
        if start < last:
            continue
        last = given
        if blocked[start]:
            continue
        before, plain = context.before(start), read.best(start, min(given + 3, len(text)))
        for end in range(given, start + len(plain)):
            if end > given and (blocked[end - 1] or not _HAN <= text[end - 1] <= _HAN_END):
                break
            delta = JAPANESE + _JAPANESE_GIVEN * (1 + end - given) - plain[end - start]
            if delta < LOST:
                continue
            kind, beside = _KINDS[end - given], before + context.behind(end)
            most = beside + alone(kind, end - start, text[start:end], delta, "", None) + _as_word()
            if not context.under(floor, most, start, end):
                out.append(candidate(read, start, end, delta, kind, context, floor, beside))
    return [found for found in out if found is not None]


@cache
def _as_word() -> float:
    """The most that it says for a foreign name that it is a word too."""
    return max(0.0, *edge_weights(True)[2].values())


def latin(scene: Scene, marks: Marks) -> Iterator[Person]:
    """A name in Latin letters behind a post (首席执行官Tim Cook): two parts, or one before a break or a verb."""
    for title in scene.titles:
        if title.core.evidence == "strong" and (match := _LATIN.match(scene.text, title.end)):
            start, end = match.span("name")
            if match["more"] or end in marks.cue_starts or not scene.text[end : end + 1].isalnum():
                yield Person(start, end, match["name"], _TOLD, "person.foreign")


def glossed(scene: Scene) -> Iterator[Person]:
    """Names behind a title that are given in Latin letters too: 法官普莱斯卡(Loretta Preska)."""
    starts = {title.start for title in scene.titles}
    for title in scene.titles if "(" in scene.text else ():
        match = _GLOSSED.match(scene.text, title.end)
        if match is not None and starts.isdisjoint(range(title.end, match.end("name"))):
            yield Person(title.end, match.end("name"), match["name"], _TOLD, "person.foreign")


def without_companies(scene: Scene, chosen: list[Person]) -> list[Person]:
    """Names less the transliterated ones that the article gives a company (爱普生公司) and nobody with a post."""
    foreign = [p for p in chosen if p.rule == "person.foreign"]
    companies = {p.name for p in foreign if "·" not in p.name and _COMPANY.match(scene.text, p.end)}
    if not companies:
        return chosen
    posts = {t.end for t in scene.titles}
    companies -= {p.name for p in foreign if p.start in posts}
    return [p for p in chosen if p.name not in companies]


def lengthened(text: str, chosen: list[Person], names: set[str]) -> list[Person]:
    """Foreign names with the last characters that they have elsewhere (普莱斯|卡)."""
    foreign = {c.name for c in chosen if c.rule == "person.foreign" and c.name in names}
    longer = {name[:n]: name for name in foreign for n in range(2, len(name)) if name[:n] in names}
    if not longer:
        return chosen
    return [
        c._replace(end=c.start + len(name), name=name)
        if (name := longer.get(c.name, "")) and text.startswith(name, c.start)
        else c
        for c in chosen
    ]
