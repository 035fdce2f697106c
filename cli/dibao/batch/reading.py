"""One source into its document: decoded, split into articles, named as it was given."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dibao.batch.sources import Source
from dibao.named import NamedTuple
from dibao.reading import content

if TYPE_CHECKING:
    from dibao.types import Document, EntityType


class Settings(NamedTuple):
    """How each document is read and what is looked for."""

    encoding: str | None = None
    ref_date: date | None = None
    place: str | None = None
    types: tuple[EntityType, ...] | None = None
    events: bool = True
    lexicons: tuple[Path, ...] = ()
    largest: int = content.LARGEST
    """In bytes, of one document."""
    debug: bool = False
    """Let errors of the program through instead of making them failures."""


def load(source: Source, largest: int = content.LARGEST) -> bytes:
    """The bytes of a source; InputError where it is missing, unreadable or larger than that."""
    if source.data is not None:
        return source.data
    if source.path is not None:
        return content.load(source.path, largest)
    return content.take(sys.stdin.buffer, largest)


def read(source: Source, settings: Settings) -> Document:
    """The document of a source; InputError where it is missing, no text or in an unknown encoding."""
    from dibao.reading import document

    data = load(source, settings.largest)
    day = source.day or settings.ref_date
    if source.plain:
        return document.split(data.decode(), source.doc, day, settings.place)
    return document.parse(data, source.doc, settings.encoding, day, settings.place)
