"""Faults of lexicon tables, by file and line with their remedy, and the tidying that needs no decision.

The form of a table is told in ``tables/lexicon.py``. A table outside the built-in folder is a user's: it must name
the table that it is laid over, and need not name source, licence and minimum. Forms must be written
as clean text is, folded and in Unicode normal form C, or they would never be found; ``# characters: any``
frees a table of characters from that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.patterns import lazily
from dibao.write.whole import whole

_TIDY = "run: dibao lexicon tidy"
_HEADER = lazily(r"# ([\w -]+?): ?(.*)")
_REQUIRED = ("about", "source", "license", "minimum")
_KNOWN = (*_REQUIRED, "table", "key", "note", "characters")
_BREAKS = lazily(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Fault(NamedTuple):
    """One fault. ``line`` counts from 1; 0 is the whole file."""

    file: str
    line: int
    message: str

    @property
    def tidied(self) -> bool:
        """Whether ``tidy`` mends it; such a fault changes nothing of what the table says."""
        return _TIDY in self.message

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


def built_in() -> list[Path]:
    """The paths of the built-in tables, by name."""
    return sorted(lexicon.folder().glob("*.tsv"))


def faults(path: Path) -> list[Fault]:
    """All faults of a table in the order of its lines; none for a good one."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return [Fault(path.name, 0, f"not UTF-8 at byte {error.start}; save the table as UTF-8")]
    except OSError as error:
        return [Fault(str(path), 0, f"cannot be read: {error.strerror}; give the path of a TSV file")]
    found = [*_shape(text)]
    lines = _lines(text)
    top = next((n for n, line in enumerate(lines) if not line.startswith("#")), None)
    if top is None or not lines[top].strip():
        message = "no line of column names; add one below the header, its first column 'form'"
        return [Fault(path.name, line, said) for line, said in [*found, ((top or 0) + 1, message)]]
    columns = lines[top].split("\t")
    header = _header(lines[:top])
    found += _header_faults(lines[:top], columns)
    found += _keys_missing(header, columns, path, top + 1, len(lines) - top - 1)
    found += _column_faults(columns, top + 1)
    found += _row_faults(lines, top, columns, _inherited(header, columns) | header)
    return [Fault(path.name, line, said) for line, said in sorted(found)]


def tidy(path: Path) -> bool:
    """Sort the rows of a table, drop repeated and empty lines, trim cells; True where this changed the file.

    Raises LexiconError for a file that is no table at all, OSError where it cannot be written.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise lexicon.LexiconError(
            f"{path}: not UTF-8 at byte {error.start}; save the table as UTF-8"
        ) from None
    except OSError as error:
        raise lexicon.LexiconError(f"{path}: cannot be read: {error.strerror}") from None
    lines = _lines(_BREAKS.sub("\n", text.removeprefix("\ufeff")))
    top = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if _header(lines[:top]).get("characters") != "any":
        lines = [unicodedata.normalize("NFC", line) for line in lines]
    lines = ["\t".join(cell.strip() for cell in line.split("\t")) for line in lines]
    late = [line for line in lines[top + 1 :] if line.startswith("#")]
    rows = sorted({line for line in lines[top + 1 :] if line.strip("\t") and not line.startswith("#")})
    tidied = "".join(f"{line}\n" for line in [*lines[:top], *late, *lines[top : top + 1], *rows])
    if tidied == text:
        return False
    with whole(path) as out:
        out.write(tidied.encode())
    return True


def owners(paths: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    """Forms that stand in more than one of the tables, with where; by form."""
    places: dict[str, list[tuple[str, str]]] = {}
    for path in paths:
        table = lexicon.read(path)
        for n, form in enumerate(table.forms()):
            places.setdefault(form, []).append((table.name, table.where(n)))
    for form in sorted(places):
        if len({name for name, _ in places[form]}) > 1:
            yield form, [where for _, where in places[form]]


_Found = Iterator[tuple[int, str]]


def _lines(text: str) -> list[str]:
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def _header(lines: Iterable[str]) -> dict[str, str]:
    return {match[1]: match[2] for line in lines if (match := _HEADER.fullmatch(line))}


def _inherited(header: dict[str, str], columns: Sequence[str]) -> dict[str, str]:
    """What the table that a user's is laid over says of its columns."""
    base = header.get("table", "")
    if base not in {path.stem for path in built_in()}:
        return {}
    wanted = {*columns, *(f"pattern {column}" for column in columns), "key", "characters"}
    return {key: value for key, value in lexicon.table(base).header.items() if key in wanted}


def _shape(text: str) -> _Found:
    if text.startswith("\ufeff"):
        yield 1, f"begins with a byte order mark; {_TIDY}"
    if match := _BREAKS.search(text):
        yield text.count("\n", 0, match.start()) + 1, f"line ends with {match[0]!r}, not a line feed; {_TIDY}"
    if text and not text.endswith("\n"):
        yield text.count("\n") + 1, f"the last line does not end with a line feed; {_TIDY}"


def _header_faults(lines: Sequence[str], columns: Sequence[str]) -> _Found:
    known = {
        *_KNOWN,
        *columns,
        *(f"{what} {column}" for column in columns for what in ("pattern", "note on")),
    }
    for n, line in enumerate(lines, 1):
        match = _HEADER.fullmatch(line)
        if match is None:
            yield n, f"header line {line[:40]!r} is not of the form '# key: value'"
        elif match[1] not in known:
            yield n, f"header key {match[1]!r} is neither a column nor one of {', '.join(_KNOWN)}"
        elif match[1].startswith("pattern "):
            try:
                re.compile(match[2])
            except re.error as error:
                yield n, f"pattern {match[2]!r} is no regular expression: {error}"


def _keys_missing(header: dict[str, str], columns: Sequence[str], path: Path, top: int, rows: int) -> _Found:
    own = path.resolve().parent == lexicon.folder().resolve()
    if own:
        for key in _REQUIRED:
            if not header.get(key):
                yield 1, f"header lacks '# {key}: …'; add it"
    else:
        names = [p.stem for p in built_in()]
        base = header.get("table", "")
        if base not in names:
            yield 1, f"header '# table: NAME' must name the table to lay this one over: {', '.join(names)}"
        elif missing := set(columns) - set(lexicon.table(base).columns):
            allowed = ", ".join(lexicon.table(base).columns)
            yield top, f"no column {min(missing)!r} in {base}; its columns are {allowed}"
    minimum = header.get("minimum", "")
    if minimum and not minimum.isdecimal():
        yield 1, f"minimum {minimum!r} is no whole number"
    elif minimum and rows < int(minimum):
        yield top, f"{rows} rows, the header asks for {minimum}; restore what is lost or lower the minimum"


def _column_faults(columns: Sequence[str], line: int) -> _Found:
    if columns[0] != "form":
        yield line, f"the first column is {columns[0]!r}; it must be 'form'"
    for column in sorted({c for c in columns if columns.count(c) > 1}):
        yield line, f"column {column!r} stands twice; rename one"
    if not all(columns):
        yield line, "a column has no name; name it or drop the tab"


def _row_faults(lines: Sequence[str], top: int, columns: Sequence[str], header: dict[str, str]) -> _Found:
    rows: list[tuple[int, list[str]]] = []
    for n, line in enumerate(lines[top + 1 :], top + 2):
        cells = line.split("\t")
        if not line.strip():
            yield n, f"an empty line; {_TIDY}"
        elif line.startswith("#"):
            yield n, f"a comment among the rows; move it into the header as '# key: value' ({_TIDY})"
        elif len(cells) != len(columns):
            yield n, f"{len(cells)} cells, the header names {len(columns)}; separate cells with single tabs"
        else:
            rows.append((n, cells))
            yield from _cell_faults(n, cells)
            if header.get("characters") != "any" and not unicodedata.is_normalized("NFC", line):
                yield n, f"not in Unicode normal form C; {_TIDY}"
    yield from _order(lines, top)
    yield from _repeated(rows, columns, header)
    yield from _outside(rows, columns, header)
    if header.get("characters") != "any":
        yield from _unfolded(rows)


def _cell_faults(n: int, cells: Sequence[str]) -> _Found:
    if not cells[0]:
        yield n, "an empty form; fill the first cell or drop the row"
    if any(cell != cell.strip() for cell in cells):
        yield n, f"white space at the end of a cell; {_TIDY}"
    if any("" in cell.split("|") for cell in cells if "|" in cell):
        yield n, "an empty value beside a '|'; drop the bar"


def _order(lines: Sequence[str], top: int) -> _Found:
    for n, (before, line) in enumerate(pairwise(lines[top + 1 :]), top + 3):
        if line < before:
            forms = f"{line.split(chr(9))[0]!r} after {before.split(chr(9))[0]!r}"
            yield n, f"not sorted by code point ({forms}); {_TIDY}"
            return


def _repeated(
    rows: Sequence[tuple[int, list[str]]], columns: Sequence[str], header: dict[str, str]
) -> _Found:
    names = [name.strip() for name in header.get("key", "form").split(",")]
    if unknown := [name for name in names if name not in columns]:
        yield 1, f"key names no column: {', '.join(unknown)}"
        return
    at = [columns.index(name) for name in names]
    seen: dict[tuple[str, ...], int] = {}
    for n, cells in rows:
        key = tuple(cells[i] for i in at)
        if key in seen:
            yield n, f"{' '.join(key)!r} stands in line {seen[key]} already; keep one of the two"
        seen.setdefault(key, n)


def _outside(rows: Sequence[tuple[int, list[str]]], columns: Sequence[str], header: dict[str, str]) -> _Found:
    for i, column in enumerate(columns):
        allowed = {value.strip() for value in header[column].split(",")} if column in header else None
        try:
            pattern = re.compile(header.get(f"pattern {column}", ""))
        except re.error:
            continue
        test = pattern.fullmatch if pattern.pattern else None
        if allowed is None and test is None:
            continue
        for n, cells in rows:
            for value in cells[i].split("|") if cells[i] else ():
                if allowed is not None and value not in allowed:
                    yield n, f"{column} {value!r} is none of {', '.join(sorted(allowed))}"
                if test is not None and not test(value):
                    yield n, f"{column} {value!r} does not match {pattern.pattern!r}"


def _unfolded(rows: Sequence[tuple[int, list[str]]]) -> _Found:
    """Forms with characters that clean text never holds: traditional or full-width ones."""
    if not rows:
        return
    from dibao.reading.text import fold

    # Folding keeps the length, so one call does for all rows.
    forms = "\n".join(cells[0] for _, cells in rows)
    for (n, cells), folded in zip(rows, fold(forms).split("\n"), strict=True):
        if cells[0] != folded:
            yield n, f"{cells[0]!r} can never be found: texts are folded before; write {folded!r}"
