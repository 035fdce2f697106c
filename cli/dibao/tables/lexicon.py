"""Lexicon tables: reads, checks and tidies them; the only reader of ``lexicons/``.

A table is a TSV file in UTF-8: header comments ``# key: value``, one line of column names, then one form a
line, sorted by code point. Header keys: ``about``, ``source``, ``license``, ``minimum`` (how many rows the
table must at least have); a key that is a column's name declares that column's closed vocabulary; ``pattern
COLUMN`` gives a regular expression for its values. A cell with several values separates them with ``|``.

User tables have the same form and a header ``# table: titles`` that names the built-in table they are laid
over: their rows win over built-in rows of the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dibao.named import NamedTuple

_KEY = re.compile(r"# ([\w -]+?): ?(.*)")


class LexiconError(ValueError):
    """A lexicon table is broken; the message names file, line, fault and remedy."""


class Table(NamedTuple):
    """One lexicon table: its header, its column names and its rows as tuples of cells."""

    name: str
    file: str
    header: dict[str, str]
    columns: tuple[str, ...]
    rows: list[list[str]]
    first_line: int
    """The line of ``rows[0]`` in the file, counted from 1."""

    def column(self, name: str) -> int:
        """Index of a column; LexiconError where the table has none of that name."""
        try:
            return self.columns.index(name)
        except ValueError:
            raise LexiconError(
                f"{self.file}:{self.first_line - 1}: no column {name!r}; columns are {', '.join(self.columns)}"
            ) from None

    def forms(self) -> list[str]:
        """The first cell of each row."""
        return [row[0] for row in self.rows]

    def records(self) -> Iterator[dict[str, str]]:
        """Each row as a dict of column names to cells."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def mapping(self, value: str, key: str | None = None) -> dict[str, str]:
        """One column as a dict from another one (the form, unless ``key`` is given)."""
        k, v = (0 if key is None else self.column(key)), self.column(value)
        return {row[k]: row[v] for row in self.rows}

    def where(self, row: int) -> str:
        """How a row is cited in a record: "titles.tsv:17"."""
        return f"{self.file}:{self.first_line + row}"


def folder() -> Path:
    """The folder of the built-in tables: the packaged one first, else the checkout's."""
    package = Path(__file__).parents[1]
    packaged = package / "lexicons"
    return packaged if packaged.is_dir() else package.parents[1] / "lexicons"


@cache
def table(name: str) -> Table:
    """A built-in table by name (``titles`` for ``titles.tsv``), read on first use.

    Raises LexiconError where it does not exist or is broken.
    """
    return read(folder() / f"{name}.tsv")


def read(path: Path) -> Table:
    """Read a table. Raises LexiconError with file, line and remedy at the first fault of its form."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise LexiconError(f"{path}: no such lexicon; give the path of a TSV file") from None
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}; save the table as UTF-8") from None
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read: {error.strerror}") from None
    return parse(text, path)


def parse(text: str, path: Path) -> Table:
    """Read a table from its text; see :func:`read`."""
    lines = text.removeprefix("\ufeff").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    header: dict[str, str] = {}
    at = 0
    while at < len(lines) and lines[at].startswith("#"):
        if match := _KEY.fullmatch(lines[at].rstrip("\r")):
            key, value = match.groups()
            header[key] = f"{header[key]}\n{value}" if key in header else value
        at += 1
    if at == len(lines):
        raise LexiconError(f"{path.name}:{at}: no line of column names; add one, its first column 'form'")
    columns = tuple(lines[at].rstrip("\r").split("\t"))
    width = len(columns)
    rows = [line.split("\t") for line in lines[at + 1 :]]
    if "\r" in text:
        rows = [[cell.rstrip("\r") for cell in row] for row in rows]
    for n, row in enumerate(rows):
        if len(row) != width or not row[0]:
            said = "an empty form" if not row[0] else f"{len(row)} cells, the header names {width}"
            raise LexiconError(
                f"{path.name}:{at + 2 + n}: {said}; separate cells with single tabs, leave no line empty"
            )
    return Table(path.stem, path.name, header, columns, rows, at + 2)


def digest() -> str:
    """Eight hexadecimal digits that tell one state of the built-in tables from another."""
    from hashlib import blake2b

    state = blake2b(digest_size=4)
    for path in sorted(folder().glob("*.tsv")):
        data = path.read_bytes()
        state.update(f"{path.name} {len(data)}\n".encode())
        state.update(data)
    return state.hexdigest()


def overlay(user: Sequence[Path]) -> dict[str, tuple[Table, ...]]:
    """User tables by the built-in table that they are laid over, in the order given.

    Raises LexiconError where a table is broken or does not say which built-in table it belongs to.
    """
    out: dict[str, tuple[Table, ...]] = {}
    for path in user:
        got = read(path)
        base = got.header.get("table", "")
        names = sorted(p.stem for p in folder().glob("*.tsv"))
        if base not in names:
            raise LexiconError(
                f"{path}:1: header '# table: NAME' must name one of {', '.join(names)}; found {base!r}"
            )
        if missing := set(got.columns) - set(table(base).columns):
            raise LexiconError(
                f"{path}:{got.first_line - 1}: no column {sorted(missing)[0]!r} in {base}; "
                f"its columns are {', '.join(table(base).columns)}"
            )
        out[base] = (*out.get(base, ()), got)
    return out
