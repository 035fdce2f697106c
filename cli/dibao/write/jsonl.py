"""JSONL: one record a line, UTF-8, straight to bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

from dibao.write import Format, View, undisturbed

if TYPE_CHECKING:
    from dibao.pipeline import Extraction
    from dibao.records import Record

_FEW = 300
"""So many mentions and events are written sooner by ``json`` than orjson is imported."""
_documents = count()


def encode(extraction: Extraction, view: View) -> bytes:
    """The records of a document, each on its line."""
    first = next(_documents) == 0 and len(extraction.mentions) + len(extraction.events) < _FEW
    out = BytesIO()
    # What orjson gives takes 5 KB however short it is: none of it is held.
    out.writelines(map(_plainly if first else _writer(), extraction.records(articles=view.articles)))
    return out.getvalue()


def _plainly(record: Record) -> bytes:
    """A record on its line, as orjson writes it."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@cache
def _writer() -> Callable[[Record], bytes]:
    with undisturbed():
        import orjson
    return partial(orjson.dumps, option=orjson.OPT_APPEND_NEWLINE)


FORMAT = Format(encode)
