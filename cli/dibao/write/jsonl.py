"""JSONL: one record a line, UTF-8, straight to bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dibao.write import Format, View

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


def encode(extraction: Extraction, view: View) -> bytes:
    """The records of a document, each on its line."""
    dump = orjson.dumps
    return b"".join(
        dump(r, option=orjson.OPT_APPEND_NEWLINE) for r in extraction.records(articles=view.articles)
    )


FORMAT = Format(encode)
