"""What an explanation is made of: steps that cite lexicon lines, misses that say what was rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.types import Mention

_MOST = 8
"""Pieces of evidence that are told one by one; the lighter ones are summed up."""


class Step(NamedTuple):
    """One step of a reading: what it is about, what it found, the lexicon lines ("file:line") behind it."""

    label: str
    text: str
    sources: tuple[str, ...] = ()


class Miss(NamedTuple):
    """A mention that is none: the rule that came nearest, the steps it took, how near it came.

    ``near`` orders misses: 0 was good enough and gave way to another mention, less is farther off; for
    weighed names it is their score, in log odds, less the one that is enough.
    """

    start: int
    end: int
    rule: str
    steps: tuple[Step, ...]
    near: float


def evidence(found: Mapping[str, float], table: str) -> Iterator[Step]:
    """Evidence with its contribution to a score, the heaviest first; ``found`` gives each its value."""
    weights, places = _weights(table)
    told = [(value * weights[name], name) for name, value in found.items() if weights.get(name)]
    told.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
    for share, name in told[:_MOST]:
        yield Step("evidence", f"{share:+.2f}  {name.replace(chr(10), '¶')}  ({places[name]})")
    if rest := told[_MOST:]:
        yield Step("evidence", f"{sum(share for share, _ in rest):+.2f}  {len(rest)} lighter pieces")


def bias(table: str) -> float:
    """What a table of weights starts from."""
    return _weights(table)[0].get("bias", 0.0)


@cache
def _weights(table: str) -> tuple[dict[str, float], dict[str, str]]:
    rows = lexicon.table(table)
    column = rows.column("weight")
    weights = {row[0].replace("¶", "\n"): float(row[column]) for row in rows.rows}
    places = {row[0].replace("¶", "\n"): rows.where(n) for n, row in enumerate(rows.rows)}
    return weights, places


def cited(source: str, user: Iterable[Path] = ()) -> str:
    """The lexicon row that "file:line" cites, as column=value; empty where there is none."""
    file, _, line = source.partition(":")
    path = next((p for p in user if p.name == file), lexicon.folder() / file)
    try:
        table = _table(path)
        row = table.rows[int(line) - table.first_line]
    except (lexicon.LexiconError, IndexError, ValueError):
        return ""
    return "  ".join(f"{name}={cell}" for name, cell in zip(table.columns, row, strict=True) if cell)


@cache
def _table(path: Path) -> lexicon.Table:
    return lexicon.read(path)


def overlaps(start: int, end: int, other: tuple[int, int]) -> bool:
    """Whether two half-open ranges share a character."""
    return start < other[1] and other[0] < end


def rival(mentions: Iterable[Mention], start: int, end: int) -> Step | None:
    """The mention that took the characters of a range, if one did."""
    for mention in mentions:
        if overlaps(start, end, (mention.start, mention.end)):
            return Step("taken by", f"{mention.type} {mention.text} ({mention.rule})")
    return None
