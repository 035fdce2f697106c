"""JSON: the same records as one array, one record a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dibao.write import Format, View

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


def encode(extraction: Extraction, view: View) -> bytes:
    """The records of a document, joined by commas."""
    return b",\n".join(map(orjson.dumps, extraction.records(articles=view.articles)))


FORMAT = Format(encode, head=b"[\n", between=b",\n", tail=b"\n]\n")
