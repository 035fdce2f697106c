"""JSONL: one record a line, UTF-8, straight to bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import orjson

from dibao.write import Format, View

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


def encode(extraction: Extraction, view: View) -> bytes:
    """The records of a document, each on its line."""
    dump, option = orjson.dumps, orjson.OPT_APPEND_NEWLINE
    out = BytesIO()
    # What orjson gives takes 5 KB however short it is: none of it is held.
    out.writelines(dump(record, option=option) for record in extraction.records(articles=view.articles))
    return out.getvalue()


FORMAT = Format(encode)
