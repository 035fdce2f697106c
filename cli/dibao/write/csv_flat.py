"""CSV (RFC 4180, UTF-8, header line): flat columns, see ``columns.py``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dibao.write import Format, View
from dibao.write.columns import columns, rows

if TYPE_CHECKING:
    from dibao.pipeline import Extraction


def _csv(lines: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode()


def encode(extraction: Extraction, view: View) -> bytes:
    """The records of a document as lines of CSV."""
    return _csv(rows(extraction.records(articles=view.articles)))


FORMAT = Format(encode, head=_csv([columns()]))
