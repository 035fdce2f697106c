"""Output formats, one module each; this is their table of contents."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


@dataclass(frozen=True, slots=True)
class View:
    """How results are shown: with article records, in colour, how many cells wide."""

    articles: bool = False
    colour: bool = False
    width: int = 80


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how one document is encoded, and what stands before, between and after the documents.

    ``encode`` gives no bytes for a document without anything to write; ``between`` is then left out.
    """

    encode: Callable[[Extraction, View], bytes]
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""


_MODULES = {
    "table": "table",
    "jsonl": "jsonl",
    "json": "json_array",
    "csv": "csv_flat",
    "tsv": "tsv_flat",
}
FORMATS = tuple(_MODULES)


def load(name: str) -> Format:
    """The format of a name in ``FORMATS``; its module is imported now."""
    with _undisturbed():
        found: Format = import_module(f"dibao.write.{_MODULES[name]}").FORMAT
    return found


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: orjson 3.13 crashes the process when it strikes while orjson is imported."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
