"""Foreign and minority names: runs of the characters that transliterate, dotted or not, and Japanese names.

Like ``chinese`` it only proposes; the evidence of the context is the same for all names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import log

from dibao import lexicon
from dibao.cache import stored
from dibao.entities.person.context import Context, candidate
from dibao.entities.person.evidence import Candidate, Floor, alone, speech
from dibao.entities.person.marks import Marks
from dibao.matcher import Matcher, Triple, build
from dibao.named import NamedTuple
from dibao.patterns import compiled, lazily
from dibao.scene import Person, Scene
from dibao.words import Lattice, best, lattice

TRANSLITERATED = log(0.004)
"""Log probability that a word of running text is a transliterated name."""

JAPANESE = log(0.0006)
_JAPANESE_GIVEN = -6.5
_ABSENT = log(0.05 / 1000)
_LONGEST = 12
_WORDS = frozenset("的和说")
"""Characters of a few names that are mostly words between names."""
_LATIN = lazily(r" ?(?P<name>[A-Z][a-z]++(?P<more>(?:[ .·-]{0,2}[A-Z](?:[a-z]++|\.))*+))(?![A-Za-z0-9])")
_TOLD = 2.0
_BEFORE_TITLE = 4.0
"""How much a title or a cue says that the name ends before it, in log units."""
_HAN, _HAN_END = "\u3400", "\u9fff"
_NEVER = float("-inf")
_MANY = 1 << 14
_LOST = -10.0
"""No context makes a name of characters that are so much likelier as ordinary words."""


class Characters(NamedTuple):
    """Log probabilities of transliteration characters by position, and the runs that they form."""

    first: dict[str, float]
    inside: dict[str, float]
    last: dict[str, float]
    runs: re.Pattern[str]
    simple: re.Pattern[str]
    """The runs of a text that has no dot, nor what is ``joined``."""
    joined: re.Pattern[str]
    """A word between names that is part of one where it stands so: 呼和, but 甲和乙."""
    known: frozenset[str]


@cache
def characters() -> Characters:
    """The statistics of transliterated names, read on first use."""
    first, inside, last, every, joining, known = stored("transliteration", _statistics)
    one = rf"(?:[{every}]|(?<=[{joining}])和)"
    runs = compiled(
        rf"{one}{{1,{_LONGEST}}}(?:·(?:{one}|[A-Z]){{1,{_LONGEST}}}){{1,4}}|{one}{{2,{_LONGEST}}}"
    )
    for share in (first, inside, last):
        share.update((char, _ABSENT) for char in f"{every}和" if char not in share)
    simple, joined = compiled(rf"[{every}]{{2,{_LONGEST}}}"), compiled(rf"[{joining}]和")
    return Characters(first, inside, last, runs, simple, joined, known)


_Shares = dict[str, float]


def _statistics() -> tuple[_Shares, _Shares, _Shares, str, str, frozenset[str]]:
    """The columns of the table, the characters of names, those before 和 in a name, and the names that are known."""
    table = lexicon.table("transliteration")

    def share(column: str) -> dict[str, float]:
        return {form: log(max(float(n or 0), 0.05) / 1000) for form, n in table.mapping(column).items()}

    known = frozenset(lexicon.table("foreign_names").forms()) | frozenset(
        lexicon.table("minority_names").forms()
    )
    minority = lexicon.table("minority_names").forms()
    every = "".join(sorted({*table.forms(), *"".join(minority)} - _WORDS))
    joining = "".join(sorted({a for form in minority for a, b in pairwise(form) if b == "和"}))
    return share("first"), share("inside"), share("last"), every, joining, known


@cache
def _japanese() -> Matcher:
    return stored("japanese", _compile)


def _compile() -> Matcher:
    return build([form for form in lexicon.table("japanese_surnames").forms() if len(form) > 1])


def propose(text: str, context: Context, floor: Floor) -> list[Candidate]:
    """The best name of each run of transliteration characters, and Japanese surnames with what follows."""
    out: list[Candidate | None] = []
    stats, read, marks = characters(), lattice(text), context.marks
    plain = "·" not in text and not stats.joined.search(text)
    for match in (stats.simple if plain else stats.runs).finditer(text):
        start, end = _free(match, marks)
        if end - start < 2 or (end - start == 2 and not _hopeful(read, start, context, floor)):
            continue
        dotted = not plain and "·" in match[0]
        span = _dotted(read, start, end, stats, marks) if dotted else _span(read, start, end, stats)
        if span is None:
            continue
        start, end, delta = span
        if marks.blocked.find(1, start, end) >= 0:
            continue
        written = text[start:end]
        kind = "dotted" if "·" in written else "known foreign" if written in stats.known else "foreign"
        if delta > _LOST or kind != "foreign":
            out.append(candidate(read, start, end, delta, kind, context, floor))
    return [found for found in out if found is not None]


def _hopeful(read: Lattice, start: int, context: Context, floor: Floor) -> bool:
    """Whether a run of two characters could reach the floor, were these no words with what stands around them."""
    end, most = start + 2, _pair(read, start)
    if most == _NEVER:
        return False
    hope = most + context.before(start) + context.behind(end)
    return hope > floor.plain or not context.under(floor, hope, start, end)


@cache
def _pairs() -> dict[str, float]:
    """What two characters say at most as a name: a text repeats them."""
    return {}


def _pair(read: Lattice, start: int) -> float:
    """What two characters say at most as a name; no context makes one of those that are far likelier as words."""
    kept, pair = _pairs(), read.text[start : start + 2]
    if (found := kept.get(pair)) is None:
        stats, word = characters(), speech(read, start, start + 2)
        delta = TRANSLITERATED + stats.first.get(pair[0], _ABSENT) + stats.last.get(pair[1], _ABSENT)
        delta -= read.inside(start, start + 2)
        known = pair in stats.known
        found = alone("known foreign" if known else "foreign", 2, pair, delta, "", word)
        if delta <= _LOST and not known:
            found = _NEVER
        if len(kept) >= _MANY:
            kept.clear()
        kept[pair] = found
    return found


def _free(match: re.Match[str], marks: Marks) -> tuple[int, int]:
    """A run less the titles and dates at its ends; of a dotted one, what holds its dots."""
    start, end = match.span()
    if marks.blocked.find(1, start, end) < 0:
        return start, end
    first = match[0].find("·")
    middle = start + first if first >= 0 else start
    start = max(start, marks.blocked.rfind(1, start, middle) + 1) if first >= 0 else start
    stop = marks.blocked.find(1, middle if first >= 0 else start, end)
    return start, end if stop < 0 else stop


def propose_known(text: str, hits: Sequence[Triple], context: Context, floor: Floor) -> list[Candidate]:
    """Foreign names of the lexicon of three and more characters, whatever a run would make of them."""
    out: list[Candidate | None] = []
    stats, read, marks = characters(), lattice(text), context.marks
    for start, end, _ in hits:
        dotted = "·" in (text[start - 1 : start], text[end : end + 1])
        if end - start < 3 or dotted or any(marks.blocked[start:end]):
            continue
        delta = (
            TRANSLITERATED + stats.first.get(text[start], _ABSENT) + stats.last.get(text[end - 1], _ABSENT)
        )
        delta += sum(stats.inside.get(char, _ABSENT) for char in text[start + 1 : end - 1])
        delta -= best(text, start, end)[-1]
        out.append(candidate(read, start, end, delta, "listed", context, floor))
    return [found for found in out if found is not None]


def _edges(read: Lattice, start: int, end: int) -> tuple[int, int]:
    """A run with the words that begin before it or end behind it (丈[夫特里], [弗赖参]加)."""
    low, high = start, end
    for first, _, _ in read.ending(start, min(start + 2, end - 1)):
        if first < low:
            low = first
    for first, stop, _ in read.ending(end, end + 2):
        if start < first < end:
            high = stop
    return low, high


def _span(read: Lattice, start: int, end: int, stats: Characters) -> tuple[int, int, float]:
    """The stretch of a run that is likeliest as a name against the best reading in ordinary words."""
    low, high = _edges(read, start, end)
    plain = read.best(low, high)
    top, before = plain[-1], plain[start - low :]
    rest = [top - p for p in before]
    if high > end:
        rest = [read.best(at, high)[-1] for at in range(start, end + 1)]
    run, (first, inside, last, *_) = read.text[start:end], stats
    most, span = _NEVER, (start, end)
    for a in range(len(run) - 1):
        total = first[run[a]] + before[a]
        for b in range(a + 1, len(run)):
            whole = total + last[run[b]] + rest[b + 1]
            if whole > most:
                most, span = whole, (start + a, start + b + 1)
            total += inside[run[b]]
    return *span, most - top + TRANSLITERATED


def _dotted(
    read: Lattice, start: int, end: int, stats: Characters, marks: Marks
) -> tuple[int, int, float] | None:
    """A dotted name with the words cut off that cling to its first and its last part."""
    text = read.text
    first, last = text.index("·", start), text.rindex("·", start, end) + 1
    if first == start or last == end:
        return None
    low, high = _edges(read, start, end)
    plain = read.best(low, first)
    total, top = stats.last.get(text[first - 1], _ABSENT), (-1e9, first - 1)
    for a in range(first - 1, start - 1, -1):
        score = total + stats.first.get(text[a], _ABSENT) + plain[a - low] - plain[-1]
        top = max(top, (score, a))
        total += stats.inside.get(text[a], _ABSENT)
    if start in marks.title_ends or not _HAN <= text[start - 1 : start] <= _HAN_END:
        top = top[0], start  # nothing that a word could be cut off to
    whole = read.best(last, high)[-1]
    total, tail = 0.0, (-1e9, last + 1)
    for b in range(last, end):
        score = total + stats.last.get(text[b], _ABSENT) + read.best(b + 1, high)[-1] - whole
        tail = max(tail, (score, b + 1))
        total += stats.inside.get(text[b], _ABSENT)
        if b + 1 in marks.title_starts or b + 1 in marks.cue_starts:
            tail = max(tail, (score + _BEFORE_TITLE, b + 1))
    if end in marks.title_starts or marks.blocked[end] or not _HAN <= text[end : end + 1] <= _HAN_END:
        tail = tail[0], end
    return top[1], tail[1], top[0] + tail[0]


def propose_japanese(text: str, context: Context, floor: Floor) -> list[Candidate]:
    """Japanese surnames of two and more characters, alone and with up to three characters of a given name."""
    out: list[Candidate | None] = []
    read, blocked, last = lattice(text), context.marks.blocked, 0
    for start, given, _ in sorted(_japanese().find(text), key=lambda hit: (hit[0], -hit[1])):
        if start < last:
            continue
        last = given
        if blocked[start]:
            continue
        plain = read.best(start, min(given + 3, len(text)))
        for end in range(given, min(given + 3, len(text)) + 1):
            if end > given and (blocked[end - 1] or not _HAN <= text[end - 1] <= _HAN_END):
                break
            delta = JAPANESE + _JAPANESE_GIVEN * (1 + end - given) - plain[end - start]
            if delta >= _LOST:
                out.append(candidate(read, start, end, delta, f"japanese {end - given}", context, floor))
    return [found for found in out if found is not None]


def latin(scene: Scene, marks: Marks) -> Iterator[Person]:
    """A name in Latin letters behind a post (首席执行官Tim Cook): two parts, or one before a break or a verb."""
    for title in scene.titles:
        if title.core.evidence == "strong" and (match := _LATIN.match(scene.text, title.end)):
            start, end = match.span("name")
            if match["more"] or end in marks.cue_starts or not scene.text[end : end + 1].isalnum():
                yield Person(start, end, match["name"], _TOLD, "person.foreign")
