"""JSON: the same records as one array, one record a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.write import Format, View, jsonl

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


def encode(extraction: Extraction, view: View) -> bytes:
    """The records of a document, joined by commas."""
    return jsonl.encode(extraction, view).removesuffix(b"\n").replace(b"\n", b",\n")


FORMAT = Format(encode, head=b"[\n", between=b",\n", tail=b"\n]\n")
