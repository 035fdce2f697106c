"""Output formats, one module each; this is their table of contents."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from dibao.named import NamedTuple

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


class View(NamedTuple):
    """How results are shown: with article records, in colour, how many cells wide."""

    articles: bool = False
    colour: bool = False
    width: int = 80


class Sink(Protocol):
    """A file under way that is more than a stream of documents. Raises OSError where it cannot be written."""

    def add(self, data: bytes) -> None:
        """Take a document as the format's ``encode`` gave it."""

    def close(self) -> None:
        """Write what is left and finish the file."""


class Format(NamedTuple):
    """A format: how one document is encoded, and what stands before, between and after the documents.

    ``encode`` gives no bytes for a document without anything to write; ``between`` is then left out. What it
    gives can be made in another process, kept, and joined to that of other documents.
    """

    encode: Callable[[Extraction, View], bytes]
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""
    cuts: bool = True
    """The pieces of a document, encoded one by one and joined by ``between``, are the document encoded."""
    open: Callable[[str], Sink] | None = None
    """Of a format that needs a file: begins it at a path, where an empty file stands. Documents go there."""
    suffix: str = ""
    """Of files in this format, where it is not the format's name."""


_MODULES = {
    "table": "table",
    "jsonl": "jsonl",
    "json": "json_array",
    "csv": "csv_flat",
    "tsv": "tsv_flat",
    "sqlite": "sqlite",
    "parquet": "parquet",
}
FORMATS = tuple(_MODULES)
SUFFIXES = {"db": "sqlite", "sqlite3": "sqlite"} | {name: name for name in FORMATS}
"""The formats that files of a suffix are written in."""
_NEEDS = {"parquet": "pyarrow"}
"""Packages that are not installed with dibao, by the extra that brings them."""


class MissingError(Exception):
    """A format needs a package that is not installed; says how to get it."""


def load(name: str) -> Format:
    """The format of a name in ``FORMATS``; its module is imported now. Raises MissingError."""
    if package := _NEEDS.get(name):
        from importlib.util import find_spec

        if find_spec(package) is None:
            raise MissingError(f"{name} needs {package}, which is not installed: pip install 'dibao[{name}]'")
    with undisturbed():
        found: Format = import_module(f"dibao.write.{_MODULES[name]}").FORMAT
    return found


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: orjson 3.13 crashes the process when it strikes while orjson is imported."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
