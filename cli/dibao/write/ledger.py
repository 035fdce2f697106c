"""What is gathered from many documents, whole: the register of officials and the timeline of events.

JSONL and JSON hold an object an entry, CSV and TSV the rows that the entry's own module makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from dibao.write import View


class Entry(Protocol):
    """An entry of a register or a timeline."""

    def record(self) -> dict[str, Any]:
        """The dict that JSONL holds."""


E = TypeVar("E", bound=Entry)
Row = list[object]
"""Cells of CSV and TSV; None is an empty one."""
Encoder = Callable[[Sequence[E], View], bytes]

FORMATS = ("table", "jsonl", "json", "csv", "tsv")


def encoders(
    table: Encoder[E], columns: tuple[str, ...], rows: Callable[[Sequence[E]], Iterable[Row]]
) -> dict[str, Encoder[E]]:
    """How entries are encoded in each of FORMATS, given their table and their rows."""

    def lines(entries: Sequence[E]) -> list[list[str]]:
        cells = (["" if cell is None else str(cell) for cell in row] for row in rows(entries))
        return [list(columns), *cells]

    return {
        "table": table,
        "jsonl": _jsonl,
        "json": _json,
        "csv": lambda entries, view: _csv(lines(entries)),
        "tsv": lambda entries, view: _tsv(lines(entries)),
    }


def _jsonl(entries: Sequence[Entry], view: View) -> bytes:
    import orjson

    return b"".join(orjson.dumps(e.record(), option=orjson.OPT_APPEND_NEWLINE) for e in entries)


def _json(entries: Sequence[Entry], view: View) -> bytes:
    import orjson

    return b"[" + b",\n".join(orjson.dumps(e.record()) for e in entries) + b"]\n"


def _csv(lines: Iterable[list[str]]) -> bytes:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode()


def _tsv(lines: Iterable[list[str]]) -> bytes:
    from dibao.write.tsv_flat import ESCAPES

    return "".join("\t".join(c.translate(ESCAPES) for c in line) + "\n" for line in lines).encode()
