"""SQLite: a database of documents, articles, mentions, posts, events and arguments, with a full-text index.

Rows go in as documents come, in bounded transactions; indices are built at the end. Decimals are numbers, exact
to 15 digits. A document that is too large to be read at once stands in several rows, each with the offset
``start`` at which its text begins; that of other documents is 0. The full-text index ``documents_text`` is of
trigrams: it finds any three characters and more.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import orjson

from dibao import SCHEMA_VERSION
from dibao.write import Format, View
from dibao.write.relations import INDICES, TABLES, Row, Rows, columns, layouts

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

_TRANSACTION = 4 << 20
"""Bytes of encoded documents after which a transaction ends."""
_SETTINGS = ("journal_mode = off", "synchronous = off", "locking_mode = exclusive", "cache_size = -16384")
"""A file that is given up when anything fails needs no journal."""
_TRIGRAMS = (3, 34)
"""The version of SQLite from which on it knows them."""


def encode(extraction: Extraction, view: View) -> bytes:
    """The rows of a document by table, as one line of JSON."""
    document = extraction.document
    # A piece of a large document is a text that knows its offset.
    start = getattr(document.raw, "offset", 0)
    head = {"doc": extraction.doc, "encoding": document.encoding, "start": start, "text": document.raw}
    rows = Rows(head, extraction.records(articles=True))
    return orjson.dumps(rows.tables, option=orjson.OPT_APPEND_NEWLINE)


class Database:
    """A new database, to which encoded documents are added. Raises OSError where it cannot be written."""

    def __init__(self, path: str) -> None:
        self._last = dict.fromkeys(TABLES, 0)
        self._pending = 0
        with _as_os_error():
            self._database = sqlite3.connect(path, isolation_level=None)
            for setting in _SETTINGS:
                self._database.execute(f"pragma {setting}")
            self._database.execute(f"pragma user_version = {SCHEMA_VERSION}")
            self._database.execute("begin")
            for table in TABLES:
                cells = ", ".join(f'"{name}" {kind}' for name, kind in columns()[table].items())
                self._database.execute(f"create table {table} ({cells})")
            if sqlite3.sqlite_version_info >= _TRIGRAMS:
                self._database.execute(
                    "create virtual table documents_text using fts5"
                    "(text, content='documents', content_rowid='id', tokenize='trigram')"
                )
        self._inserts = {
            table: f"insert into {table} values ({', '.join('?' * len(columns()[table]))})"
            for table in TABLES
        }

    def add(self, data: bytes) -> None:
        """Write one encoded document, or several."""
        for line in data.splitlines():
            rows: dict[str, list[Row]] = orjson.loads(line)
            for table, found in rows.items():
                self._renumber(found, layouts()[table].keys)
            with _as_os_error():
                for table, found in rows.items():
                    self._database.executemany(self._inserts[table], found)
                    self._last[table] += len(found)
                self._index(*rows["documents"])
                self._pending += len(line)
                if self._pending > _TRANSACTION:
                    self._database.execute("commit")
                    self._database.execute("begin")
                    self._pending = 0

    def _renumber(self, rows: list[Row], keys: tuple[tuple[int, str], ...]) -> None:
        """Let the numbers of a document's rows count on from those of the documents before it."""
        for at, table in keys:
            before = self._last[table]
            for row in rows:
                if row[at] is not None:
                    row[at] += before

    def _index(self, document: Row) -> None:
        if sqlite3.sqlite_version_info >= _TRIGRAMS:
            self._database.execute(
                "insert into documents_text (rowid, text) values (?, ?)", (document[0], document[-1])
            )

    def close(self) -> None:
        """Build the indices and finish the file."""
        with _as_os_error():
            for table, keys in INDICES.items():
                for key in keys:
                    name = f"{table}_{key.replace(', ', '_')}"
                    self._database.execute(f"create index {name} on {table} ({key})")
            self._database.execute("commit")
            self._database.close()


@contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from error


FORMAT = Format(encode, open=Database)
