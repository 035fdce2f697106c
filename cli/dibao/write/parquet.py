"""Parquet: the records as one table with typed columns, the same ones as in CSV, written in row groups.

Days are dates, amounts decimals, posts and arguments lists of structures. Column types derive from the schema.
"""

from __future__ import annotations

import decimal
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import orjson

from dibao import SCHEMA_VERSION, __version__
from dibao.schema import Schema, is_decimal
from dibao.write import Format
from dibao.write.columns import columns, described
from dibao.write.jsonl import encode

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

# pyarrow has threads from its import on: it is imported where rows are written, not where workers are started.

_GROUP = 1 << 16
"""Rows in a row group."""
_BATCH = 1 << 12
"""Rows after which they are put into Arrow's form, which takes a tenth of the memory."""
_DIGITS, _PLACES = 38, 6
_EXACT = decimal.Context(prec=_DIGITS)

Convert = Callable[[Any], Any]


@cache
def typed() -> dict[str, tuple[pa.DataType, Convert | None]]:
    """The type of each column, and what makes a value of the records one of it, where that is needed."""
    return {key: _typed(described()[key]) for key in columns()}


def _typed(field: Schema) -> tuple[pa.DataType, Convert | None]:
    import pyarrow as pa

    kinds = field.get("type", "string")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if field.get("format") == "date":
        return pa.date32(), _day
    if is_decimal(field):
        return pa.decimal128(_DIGITS, _PLACES), _decimal
    if kind == "array":
        inner, convert = _typed(field["items"])
        return pa.list_(inner), convert and (lambda value: [convert(v) for v in value])
    if kind == "object":
        inside = {key: _typed(value) for key, value in field["properties"].items()}
        return pa.struct({key: found for key, (found, _) in inside.items()}), _structure(inside)
    return {"integer": pa.int32(), "boolean": pa.bool_()}.get(kind, pa.string()), None


def _structure(inside: dict[str, tuple[pa.DataType, Convert | None]]) -> Convert:
    converted = [(key, convert) for key, (_, convert) in inside.items() if convert]

    def convert(value: dict[str, Any]) -> dict[str, Any]:
        return value | {key: make(value[key]) for key, make in converted if value.get(key) is not None}

    return convert


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _decimal(value: str) -> decimal.Decimal | None:
    """The amount, rounded to the places that the column has; None for one beyond all money."""
    try:
        return decimal.Decimal(value).quantize(decimal.Decimal(1).scaleb(-_PLACES), context=_EXACT)
    except decimal.InvalidOperation:
        return None


class Table:
    """A new file, to which the records of documents are added. Raises OSError where it cannot be written."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._rows: list[dict[str, Any]] = []
        self._batches: list[pa.RecordBatch] = []

    @cached_property
    def _writer(self) -> pq.ParquetWriter:
        import pyarrow as pa
        import pyarrow.parquet as pq

        about = {"dibao": __version__, "dibao.schema": SCHEMA_VERSION}
        schema = pa.schema({key: kind for key, (kind, _) in typed().items()}, metadata=about)
        return pq.ParquetWriter(self._path, schema, compression="zstd")

    def add(self, data: bytes) -> None:
        """Write the records of a document, or of several."""
        convert = _structure(typed())
        for line in data.splitlines():
            record = orjson.loads(line)
            self._rows.append(convert(record | record.get("trigger", {})))
            if len(self._rows) == _BATCH:
                self._gather()

    def _gather(self) -> None:
        import pyarrow as pa

        self._batches.append(pa.RecordBatch.from_pylist(self._rows, self._writer.schema))
        self._rows = []
        if len(self._batches) * _BATCH == _GROUP:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        with _plainly():
            self._writer.write_table(pa.Table.from_batches(self._batches), row_group_size=_GROUP)
        self._batches = []

    def close(self) -> None:
        """Write the last row group and finish the file."""
        self._gather()
        if self._batches:
            self._write()
        with _plainly():
            self._writer.close()


@contextmanager
def _plainly() -> Iterator[None]:
    """Let an error of the disk say what the system says."""
    try:
        yield
    except OSError as error:
        if not error.errno:
            raise
        raise OSError(error.errno, os.strerror(error.errno)) from error


FORMAT = Format(encode, open=Table)
