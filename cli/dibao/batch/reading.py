"""One source into its document: decoded, split into articles, named as it was given."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dibao.batch.sources import STDIN, Source

if TYPE_CHECKING:
    from dibao.types import Document, EntityType


@dataclass(frozen=True, slots=True)
class Settings:
    """How each document is read and what is looked for."""

    encoding: str | None = None
    ref_date: date | None = None
    place: str | None = None
    types: tuple[EntityType, ...] | None = None
    events: bool = True
    lexicons: tuple[Path, ...] = ()
    debug: bool = False
    """Let errors of the program through instead of making them failures."""


def read(source: Source, settings: Settings) -> Document:
    """The document of a source; InputError where it is missing, no text or in an unknown encoding."""
    from dataclasses import replace

    from dibao import document, text

    if source.path is not None:
        found = document.read(
            source.path, encoding=settings.encoding, ref_date=settings.ref_date, place=settings.place
        )
        return replace(found, doc=source.doc)
    raw, encoding = text.decode(sys.stdin.buffer.read(), settings.encoding)
    return replace(
        document.split(raw, doc=STDIN, ref_date=settings.ref_date, place=settings.place), encoding=encoding
    )
