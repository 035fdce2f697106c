"""Chinese names: every surname proposes names of two to four characters, and the evidence is added up.

Evidence, in log units: how much likelier the characters are as a name than as ordinary words (a unigram
lattice over a window of a dozen characters), what stands before (a title, a list sign, a verb) and what
stands behind (a title, a verb of speech, a bracket). Weights stand in name_evidence.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.person.context import Context, candidate
from dibao.entities.person.evidence import ALL, Candidate, Floor
from dibao.entities.person.marks import Marks
from dibao.entities.person.readings import (
    EVER,
    NEVER,
    SLACK,
    Reading,
    doubled,
    long,
    named,
    openings,
    says_doubled,
)
from dibao.entities.person.statistics import names
from dibao.language.words import Lattice, lattice
from dibao.tables.patterns import lazily

_Hope = tuple[int, Reading, float]
"""A reading where it stands, with what stands around it says."""

_WINDOW = 3
_SPACED = lazily(r" (?<=[\u3400-\u9fff] ) {0,2}[\u3400-\u9fff](?![\u3400-\u9fff])")
"""The blanks of a name set to the width of three characters, with what stands behind them."""
_HAN, _HAN_END = "\u3400", "\u9fff"
_CLEAR = frozenset(("", *"\n 、,。:;("))
_HOPELESS, _HOPELESS_HERE = -5.0, -10.0
"""No context makes a name of characters that are so much likelier as ordinary words; behind a title or a cue
more is allowed."""
_LOST = -12.0
"""The same as :data:`_HOPELESS`, once the words that cross the name's edges are known: half of all that is proposed."""


def propose(text: str, context: Context, floor: Floor = ALL) -> list[Candidate]:
    """Every surname with one or two further name characters that no title, date or amount covers.

    Names that could not reach ``floor`` at best are left out before their window is read.
    """
    read = lattice(text)
    out = list(_spaced(read, context))
    for hope in _hopeful(read, context, floor):
        made = _against_words(read, context, floor, *hope)
        if made is not None:
            out.append(made)
    return out


def _hopeful(read: Lattice, context: Context, floor: Floor) -> list[_Hope]:
    """The readings that could reach the floor, were their characters no words with what stands around them.

    What is cheap to know of a place is asked first: most of them are left at that.
    """
    text, blocked = read.text, context.marks.blocked
    near = range(len(text)) if floor is ALL else context.near
    before, behind, under, written = context.before, context.behind, context.under, named()
    out: list[_Hope] = []
    for at, (sole, two, double, says, more), (last, first, adds) in openings(read):
        limit = _HOPELESS_HERE if at in near else _HOPELESS
        two += last
        if double > NEVER:
            double = doubled(text, at, double, first) if first > NEVER else NEVER
        if (sole <= limit and two <= limit and double <= limit) or blocked[at]:
            continue
        ahead = before(at)
        for end, most, says_most in ((at + 2, sole, says), (at + 3, two, more + adds)):
            if most > limit:
                beside = ahead + behind(end)
                if not under(floor, says_most + beside, at, end):
                    name = written[text[at:end]]
                    if name.most > limit and not under(floor, name.alone + beside + SLACK, at, end):
                        out.append((at, name, beside))
        if double > limit:
            out += _long(read, context, floor, at, double, limit)
    return out


def _long(
    read: Lattice, context: Context, floor: Floor, at: int, double: float, limit: float
) -> Iterator[_Hope]:
    """The same of the names of a compound surname or of two surnames."""
    ahead = context.before(at)
    if double < EVER:
        hope = says_doubled(read.text[at : at + 4], double) + ahead + context.behind(at + 4)
        if context.under(floor, hope, at, at + 4):
            return
    for reading in long(read, at, limit):
        end = at + reading.size
        beside = ahead + context.behind(end)
        if not context.under(floor, reading.alone + beside + SLACK, at, end):
            yield at, reading, beside


def _spaced(read: Lattice, context: Context) -> Iterator[Candidate]:
    """Names set to the width of three characters, where a break or a title stands before them."""
    text, surnames = read.text, names().surname
    for match in _SPACED.finditer(text):
        start = match.start() - 1
        if text[start] not in surnames or context.marks.blocked[start]:
            continue
        found = candidate(read, start, match.end(), 0.0, "spaced", context, ALL)
        if found and (context.titled(start) or text[start - 1 : start] in _CLEAR):
            yield found


def _against_words(
    read: Lattice, context: Context, floor: Floor, start: int, reading: Reading, beside: float
) -> Candidate | None:
    """A reading weighed against the best one of its surroundings in ordinary words."""
    marks, delta, end = context.marks, reading.delta, start + reading.size
    if marks.blocked.find(1, start, end) >= 0:
        return None
    if reading.size > reading.given + 1 and (
        end - 1 in marks.title_starts or not _HAN <= read.text[end - 1] <= _HAN_END
    ):
        return None
    if reading.size == 4 or read.crosses(start, end):
        low, high = _window(read.text, marks, start, start + reading.given + 1)
        plain = read.best(low, high)
        delta = plain[start - low] + reading.prior + read.best(end, high)[-1] - plain[-1]
        if delta < _LOST:
            return None
    elif not marks.overlap(start, end):  # nothing that the reading does not know
        score = beside + reading.alone
        if context.under(floor, score, start, end):
            return None
        return Candidate(start, end, delta, "", reading.kind, read.text[start:end], score)
    return candidate(read, start, end, delta, reading.kind, context, floor, beside)


def _window(text: str, marks: Marks, start: int, high: int) -> tuple[int, int]:
    """The window around a name that starts and ends there at least."""
    low, least = start, max(0, start - _WINDOW)
    while low > least and _HAN <= text[low - 1] <= _HAN_END and low not in marks.title_ends:
        low -= 1
    limit = min(len(text), high + 1 + _WINDOW)
    while high < limit and _HAN <= text[high] <= _HAN_END and high not in marks.title_starts:
        high += 1
    return low, high
