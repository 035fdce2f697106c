"""Records as rows of related tables: documents, articles, mentions, posts, events, arguments.

The columns derive from the schema of the records. Offsets and numbers stay numbers, lists are joined by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from dibao.named import NamedTuple
from dibao.schema import Schema, fields, is_decimal
from dibao.types import ENTITY_TYPES

if TYPE_CHECKING:
    from dibao.records import Record

TABLES = ("documents", "articles", "mentions", "posts", "events", "arguments")
INDICES = {
    "documents": ("doc",),
    "articles": ("document", "date"),
    "mentions": ("document", "type, name", "name"),
    "posts": ("document", "person", "org", "title"),
    "events": ("document", "type, date_start", "date_start"),
    "arguments": ("event", "mention", "name"),
}
_REFERENCES = {"document": "documents", "event": "events", "mention": "mentions", "same_as": "events"}

Row = list[Any]


@cache
def columns() -> dict[str, dict[str, str]]:
    """Each table's columns in order, with the SQL type of each."""
    kinds = fields()
    mention: dict[str, Schema] = {}
    for name in ENTITY_TYPES:
        mention |= {key: value for key, value in kinds[name].items() if key not in mention}
    post = mention.pop("posts")["items"]["properties"]
    event = dict(kinds["event"])
    argument = event.pop("args")["items"]["properties"]
    trigger = event["trigger"]["properties"]
    offsets = {key: trigger[key] for key in ("start", "end")}
    text: Schema = {"type": "string"}
    own: dict[str, dict[str, Schema]] = {
        "documents": {"doc": text, "encoding": text, "start": offsets["start"], "text": text},
        "articles": _within(kinds["article"]),
        "mentions": _within(mention),
        "posts": _within({"article": mention["article"], "person": text, **post}, evidence=offsets),
        "events": _within(event, trigger=trigger),
        "arguments": {"event": {}, "mention": {}, **argument},
    }
    return {
        table: {"id": "integer primary key", **{key: _type(key, field) for key, field in found.items()}}
        for table, found in own.items()
    }


def _within(keys: dict[str, Schema], **instead: dict[str, Schema]) -> dict[str, Schema]:
    """The columns of what stands in a document; ``instead`` of a key that holds several values, theirs."""
    out: dict[str, Schema] = {"document": {}}
    for key, field in keys.items():
        if key not in ("schema", "kind", "doc"):
            out |= instead.get(key, {key: field})
    return out


def _type(key: str, field: Schema) -> str:
    if key in _REFERENCES:
        return f"integer references {_REFERENCES[key]}(id)"
    if is_decimal(field):
        return "numeric"
    kinds = field.get("type", "string")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    return "integer" if kind in ("integer", "boolean") else "text"


class Layout(NamedTuple):
    """How a record becomes a row of a table."""

    names: tuple[str, ...]
    """Columns after the row's own number."""
    lists: tuple[int, ...]
    """Which of them join a list, as places in the row."""
    keys: tuple[tuple[int, str], ...]
    """Which numbers of the row count rows of which table, its own first."""


@cache
def layouts() -> dict[str, Layout]:
    """The layout of each table."""
    joined = {
        key for kind in fields().values() for key, field in kind.items() if field.get("type") == "array"
    }
    out = {}
    for table, (_, *names) in columns().items():
        lists = tuple(at for at, name in enumerate(names, 1) if name in joined or (table, name) == _TITLES)
        keys = [(at, _REFERENCES[name]) for at, name in enumerate(names, 1) if name in _REFERENCES]
        out[table] = Layout(tuple(names), lists, ((0, table), *keys))
    return out


_TITLES = ("arguments", "title")


class Rows:
    """The rows of one document by table. They are numbered from 1 in each table, and refer to one another so."""

    def __init__(self, head: Record, records: Iterable[Record]) -> None:
        self.tables: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._mentions: dict[tuple[int, int], int] = {}
        self._events: dict[tuple[int, int], int] = {}
        self._posts: set[tuple[Any, ...]] = set()
        self._add("documents", head)
        for record in records:
            if record["kind"] == "article":
                self._add("articles", record)
            elif record["kind"] == "entity":
                number = self._add("mentions", record)
                self._mentions[record["start"], record["end"]] = number
                for post in record.get("posts", ()):
                    self._post(record, post)
            elif record["kind"] == "event":
                self._event(record)

    def _post(self, record: Record, post: Record) -> None:
        """A post of a person, once in an article: each mention of the person has it."""
        start, end = post["evidence"]
        key = (record["article"], record["name"], post["org"], post["title"], post["status"], start)
        if key not in self._posts:
            self._posts.add(key)
            held = {"person": record["name"], "article": record["article"], "start": start, "end": end}
            self._add("posts", post | held)

    def _event(self, record: Record) -> None:
        trigger, first = record["trigger"], record["same_as"]
        earlier = self._events.get(tuple(first)) if first else None
        number = self._add("events", record | trigger | {"same_as": earlier})
        self._events.setdefault((trigger["start"], trigger["end"]), number)
        for arg in record["args"]:
            mention = self._mentions.get((arg["start"], arg["end"]))
            self._add("arguments", arg | {"event": number, "mention": mention})

    def _add(self, table: str, record: Record) -> int:
        names, lists, _ = layouts()[table]
        rows = self.tables[table]
        row: Row = [len(rows) + 1, *map(record.get, names)]
        for at in lists:
            if row[at] is not None:
                row[at] = "|".join(row[at])
        if "document" in names:
            row[1] = 1
        rows.append(row)
        return len(rows)
