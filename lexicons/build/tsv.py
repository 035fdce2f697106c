"""Reading and writing of lexicon tables for the scripts of this folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

HERE = Path(__file__).parent
LEXICONS = HERE.parent


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table as dicts of column names to cells."""
    lines = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]


def write(name: str, header: Mapping[str, str], columns: str, rows: Iterable[Iterable[object]]) -> None:
    """Write ``lexicons/NAME.tsv``: header, column names (blank-separated here), rows by code point."""
    lines = [f"# {key}: {value}" for key, value in header.items()]
    lines.append("\t".join(columns.split()))
    lines += sorted("\t".join(map(str, row)) for row in rows)
    (LEXICONS / f"{name}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{name}.tsv: {len(lines) - len(header) - 1} rows")
