"""Neighbouring atoms into expressions, expressions into ranges; what cannot stand alone is turned away."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.date.lexer import Atom, atoms, parted
from dibao.entities.date.spec import Expression, Spec
from dibao.entities.date.standing import range_stands, recurs, stands
from dibao.entities.date.states import START, further, said, saying, take
from dibao.language.words import crossed
from dibao.tables.patterns import lazily

_GAP = lazily(r" {0,4}")
_WIDEST_GAP = 4
_OF = lazily(r" ?的? ?")
_JOIN = lazily(r" ?(?:起|开始)?(?:(?:—{1,2}|-{1,3}|[~–―])|[至到](?:了)?) ?")


def expressions(text: str) -> list[Expression]:
    """Every expression of time in a clean text, left to right, ranges joined; none overlaps another."""
    return [expression for expression, refused in readings(text) if not refused]


def readings(text: str) -> Iterator[tuple[Expression, str]]:
    """Every expression that the words make, and why it is none where it stands; empty for those that are."""
    found = atoms(text)
    last: Expression | None = None
    recurring = -1
    at = 0
    while at < len(found):
        got = _read(text, found, at)
        if got is None:
            at += 1
            continue
        joined, at = got
        if at < len(found) and 0 < found[at].start - joined.end <= _LONGEST_JOIN:
            joined, at = _join(text, found, *got)
        refused = _refused(text, joined, found[at - 1])
        if recurring >= 0 and text[recurring : joined.start] in _AND:  # 每年中秋、春节
            refused = RECURS
        recurring = joined.end if refused == RECURS else -1
        if refused and last is not None and refused != RECURS and _continues(text, last, joined):
            joined, refused = joined._replace(anchored=True, rule="date.time"), ""
        if not refused:
            last = joined
        yield joined, refused


_AND = frozenset("、和及或")
_EDGES = frozenset("初底末")
_LONGEST_JOIN = 7
"""Characters that a sign of a range, with 起 or 开始 before it, has at most."""
RECURS = "a frequency, no point in time"


def _refused(text: str, expression: Expression, last: Atom) -> str:
    """Why an expression cannot stand where it stands; empty where it can."""
    start, end = expression.start, expression.end
    if recurs(text, start):
        return RECURS
    if expression.to is not None:
        return "" if range_stands(text, expression) else "two durations, or the days of a timetable"
    if end - start == 2 and crossed(text, start, end):
        return "the words before and behind it share its characters"
    return "" if stands(text, expression, last) else "no date in these surroundings"


def _read(text: str, found: list[Atom], at: int) -> tuple[Expression, int] | None:
    """The longest expression that begins with an atom, and the index of the atom after it."""
    first = found[at]
    state = take(START, first)
    if state is None:
        return None
    end, last = first.end, at + 1
    left: Spec | None = None
    while last < len(found):
        atom = found[last]
        gap = atom.start - end
        if gap and (gap > _WIDEST_GAP or not _bridged(text, end, atom)):
            break
        spec = state.spec
        if spec.last and spec.last[0] == "year" and left is None and take(until := further(state), atom):
            left, state = spec._replace(last=None), until  # 2002至2004年10月
        more = take(state, atom)
        if more is None and spec.edge and atom.kind == "date":  # 年底12月 goes on, its day does not
            found[last : last + 1] = parted(atom)
            continue
        if more is None or (atom.kind == "edge" and text[atom.end : atom.end + 1] in _EDGES):
            break
        state, end, last = more, atom.end, last + 1
    if left is not None:
        return Expression(first.start, end, left, "date.range", said(left), state.spec, state.cited), last
    known = saying(state)
    return Expression(first.start, end, state.spec, known.rule, known, None, state.cited), last


def _bridged(text: str, end: int, atom: Atom) -> bool:
    """Whether nothing but blanks, or 的 before an ordinal, stands between an expression and an atom."""
    gap = (_OF if atom.kind == "nth" else _GAP).match(text, end)
    return gap is not None and gap.end() == atom.start


def _join(text: str, found: list[Atom], left: Expression, last: int) -> tuple[Expression, int]:
    """The expression, or the range that it opens; and the index of the next atom, which stands near."""
    sign = _JOIN.match(text, left.end)
    if sign is None or found[last].start != sign.end():
        return left, last
    if left.spec.last or left.spec.vague or left.to is not None:
        return left, last
    got = _read(text, found, last)
    if got is None or got[0].to is not None or got[0].spec.vague or not _comparable(left.spec, got[0].spec):
        return left, last
    right, after = got
    cited = left.lexicon + right.lexicon
    return left._replace(end=right.end, to=right.spec, rule="date.range", lexicon=cited), after


def _comparable(left: Spec, right: Spec) -> bool:
    """Whether a range from one to the other can be meant: 到 before an unrelated date is a verb."""
    if right.timeless:
        return left.level >= 6
    return right.plan is None and right.congress is None


def _continues(text: str, before: Expression, here: Expression) -> bool:
    """A time of day directly after a date's bracket: 今天(9月5日)早晨5时."""
    return here.spec.timeless and text[before.end : here.start] in (")", ") ")
