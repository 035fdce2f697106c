"""Output formats, one module each; this is their table of contents."""

from __future__ import annotations

from collections.abc import Callable
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
    found: Format = import_module(f"dibao.write.{_MODULES[name]}").FORMAT
    return found
