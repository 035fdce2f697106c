"""Records as flat rows for CSV and TSV. The columns derive from the schema and are always the same ones.

A column for each key that any record of a document has, in the schema's order, save ``schema``. The trigger
of an event stands under ``start``, ``end`` and ``text``; lists of strings are joined by ``|``; a person's
posts are ``org/title/status`` joined by ``;``, an event's arguments ``role=name`` joined by ``;``. A key that
a record lacks, and null, give an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from dibao.schema import Schema, fields


@cache
def described() -> dict[str, Schema]:
    """Each key that a record of a document can have, with its schema, in the order of the schema."""
    seen: dict[str, Schema] = {}
    for kind, keys in fields().items():
        if kind not in ("official", "happening", "error"):
            seen |= {key: field for key, field in keys.items() if key not in seen}
    return seen


@cache
def columns() -> tuple[str, ...]:
    """Names of the columns."""
    return tuple(key for key in described() if key not in ("schema", "trigger"))


def rows(records: Iterable[dict[str, Any]]) -> Iterator[list[str]]:
    """Each record as the cells of one row."""
    names = columns()
    for record in records:
        flat = record | record.get("trigger", {})
        yield [_cell(key, flat.get(key)) for key in names]


def _cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if key == "posts":
        return ";".join(f"{post['org'] or ''}/{post['title']}/{post['status']}" for post in value)
    if key == "args":
        return ";".join(f"{arg['role']}={arg['name']}" for arg in value)
    if isinstance(value, list):
        return "|".join(map(str, value))
    return str(value)
