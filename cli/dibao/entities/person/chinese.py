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
from dibao.entities.person.readings import Reading, readings
from dibao.entities.person.statistics import names
from dibao.patterns import lazily
from dibao.words import LONGEST, Lattice, lattice

_WINDOW = 3
_SPACED = lazily(r" (?<=[\u3400-\u9fff] ) {0,2}[\u3400-\u9fff](?![\u3400-\u9fff])")
"""The blanks of a name set to the width of three characters, with what stands behind them."""
_HAN, _HAN_END = "\u3400", "\u9fff"
_CLEAR = frozenset("\n 、,。:;(")
_LOST = -12.0
"""The same as HOPELESS, once the words that cross the name's edges are known: half of all that is proposed."""


def propose(text: str, context: Context, floor: Floor = ALL) -> list[Candidate]:
    """Every surname with one or two further name characters that no title, date or amount covers.

    Names that could not reach ``floor`` at best are left out before their window is read.
    """
    read, marks = lattice(text), context.marks
    near = range(len(text)) if floor is ALL else context.near
    out = list(_spaced(read, context))
    for at, found in readings(read, near, marks.blocked):
        if hopeful := _hopeful(context, at, found, floor):
            out += _against_words(read, context, at, hopeful, floor)
    return out


def _hopeful(context: Context, at: int, found: list[Reading], floor: Floor) -> list[tuple[Reading, float]]:
    """The readings that could reach the floor, were their characters no words with what stands around them;
    each with what that says."""
    out: list[tuple[Reading, float]] = []
    ahead, blocked = context.before(at), context.marks.blocked
    for reading in found:
        end = at + reading.size
        beside = ahead + context.behind(end)
        hope = reading.alone + beside
        if hope <= floor.plain and context.under(floor, hope, at, end):
            continue
        if blocked.find(1, at, end) < 0:
            out.append((reading, beside))
    return out


def _spaced(read: Lattice, context: Context) -> Iterator[Candidate]:
    """Names set to the width of three characters, where a break or a title stands before them."""
    text, surnames = read.text, names().surname
    for match in _SPACED.finditer(text):
        start = match.start() - 1
        if text[start] not in surnames or context.marks.blocked[start]:
            continue
        found = candidate(read, start, match.end(), 0.0, "spaced", context, ALL)
        if found and (found.left[-1] in _CLEAR or found.left.startswith("title")):
            yield found


def _against_words(
    read: Lattice, context: Context, start: int, found: list[tuple[Reading, float]], floor: Floor
) -> Iterator[Candidate]:
    """The candidates of one place, weighed against the best reading of their surroundings in ordinary words."""
    marks = context.marks
    for reading, beside in found:
        end = start + reading.size
        if reading.size > reading.given + 1 and (
            end - 1 in marks.title_starts or not _HAN <= read.text[end - 1] <= _HAN_END
        ):
            continue
        delta = reading.delta
        if reading.size == 4 or _crossed(read, start, end):
            low, high = _window(read.text, marks, start, start + reading.given + 1)
            plain = read.best(low, high)
            delta = plain[start - low] + reading.prior + read.best(end, high)[-1] - plain[-1]
        if delta >= _LOST:
            made = candidate(read, start, end, delta, reading.kind, context, floor, beside)
            if made is not None:
                yield made


def _crossed(read: Lattice, start: int, end: int) -> bool:
    """Whether a word crosses an edge of a name; else what stands around it makes it no likelier as words."""
    words = read.ending(start, end + LONGEST - 1)
    return any(first < (start if stop <= end else end) for first, stop, _ in words)


def _window(text: str, marks: Marks, start: int, high: int) -> tuple[int, int]:
    """The window around a name that starts and ends there at least."""
    low, least = start, max(0, start - _WINDOW)
    while low > least and _HAN <= text[low - 1] <= _HAN_END and low not in marks.title_ends:
        low -= 1
    limit = min(len(text), high + 1 + _WINDOW)
    while high < limit and _HAN <= text[high] <= _HAN_END and high not in marks.title_starts:
        high += 1
    return low, high
