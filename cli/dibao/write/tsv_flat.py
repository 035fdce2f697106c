r"""TSV (UTF-8, header line): flat columns, see ``columns.py``.

Cells are not quoted: a backslash, tab or line break inside one is written ``\\``, ``\t``, ``\n``, ``\r``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.write import Format, View
from dibao.write.columns import columns, rows

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def encode(extraction: Extraction, view: View) -> bytes:
    """The records of a document as lines of TSV."""
    lines = rows(extraction.records(articles=view.articles))
    return "".join("\t".join(c.translate(ESCAPES) for c in line) + "\n" for line in lines).encode()


FORMAT = Format(encode, head=("\t".join(columns()) + "\n").encode())
