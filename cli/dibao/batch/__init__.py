"""Many documents: which files, in which order, and what becomes of those that cannot be read.

A document that fails becomes a Failure among the results; the others go on. Nothing is kept of a document
once its result is handed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dibao.batch.reading import Settings, load, read
from dibao.batch.sources import STDIN, TEXT_SUFFIXES, Failure, Inputs, Skipped, Source, name_of, sources

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

__all__ = [
    "STDIN",
    "TEXT_SUFFIXES",
    "Failure",
    "Inputs",
    "Settings",
    "Skipped",
    "Source",
    "load",
    "name_of",
    "read",
    "run",
    "sources",
]


def run(
    found: Iterable[Source | Failure], settings: Settings, skipped: Skipped
) -> Iterator[Extraction | Failure]:
    """Each document's result, in the order given; a Failure for one that cannot be read."""
    from dibao.content import InputError
    from dibao.lexicon import LexiconError
    from dibao.pipeline import extract_document

    for source in found:
        if isinstance(source, Failure):
            yield source
            continue
        try:
            document = read(source, settings)
            yield extract_document(
                document, types=settings.types, events=settings.events, lexicons=settings.lexicons
            )
        except InputError as error:
            if error.code == "binary" and not source.named:
                skipped.binary += 1
            else:
                yield Failure(source.doc, error.code, error.message)
        except LexiconError:
            raise
        except Exception as error:
            if settings.debug:
                raise
            said = f"{type(error).__name__}: {error}; --debug shows where".replace("\n", " ")
            yield Failure(source.doc, "internal", said)
