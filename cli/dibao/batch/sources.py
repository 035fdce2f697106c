"""Which documents paths name, and in which order: folders are walked in sorted order, containers opened."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from dibao.named import NamedTuple
from dibao.reading.content import LARGEST, PAGES, plain_name

STDIN = "-"
TEXT_SUFFIXES = ("", ".txt", ".text", ".md", *PAGES)
"""Files that a folder is searched for; one without a suffix counts where its content is text."""
CONTAINER_SUFFIXES = (".jsonl", ".ndjson", ".zip", ".tar", ".tgz")
"""Files of many documents, which a folder is searched for too."""

PARTS = ".dibao"
"""How the folder ends in which a run keeps what it has done."""

Kind = Literal["text", "lines", "zip", "tar"]


class Source(NamedTuple):
    """A document to read, or a file of documents."""

    doc: str
    path: Path | None
    """The file that it is, or that holds it; None is standard input."""
    named: bool = True
    """It was asked for, or calls itself a text; what only may be one is no failure where it is none."""
    data: bytes | None = None
    """Its content, where that is a part of a file; None: read the file."""
    day: date | None = None
    """When it was published, where the line that it comes from says so."""
    plain: bool = False
    """``data`` is UTF-8 and stays as it is: a text field, whose offsets count whatever it holds."""


class Failure(NamedTuple):
    """A document that could not be read: a stable code and one line that says what to do."""

    doc: str
    error: str
    message: str

    def record(self) -> dict[str, str]:
        """The failure as FORMATS' error record."""
        from dibao import SCHEMA_VERSION

        return {"schema": SCHEMA_VERSION, "kind": "error", **self._asdict()}


class Inputs(NamedTuple):
    """Which documents are taken from folders and archives, and how lines of JSON become documents."""

    globs: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow: bool = False
    """Enter links to folders."""
    text_field: str | None = None
    """The key of a line's text; ``text`` unless given. Where given, standard input is JSONL."""
    date_field: str | None = None
    id_field: str | None = None
    """The key of a line's name; FILE:LINE where there is none."""
    largest: int = LARGEST
    """In bytes, of one document."""
    own: str | None = None
    """A file or folder that the run itself writes; no folder is searched for it."""


class Skipped:
    """What folders and archives held beside texts."""

    def __init__(self) -> None:
        self.hidden = self.binary = self.excluded = 0
        self.links = 0
        """Links to folders that were not followed."""
        self.records = 0
        """Files of lines that dibao wrote."""
        self.special = 0
        """Pipes, sockets and devices."""
        self.suffixes: Counter[str] = Counter()

    def __str__(self) -> str:
        parts = []
        if self.hidden:
            parts.append(f"{self.hidden} hidden")
        if self.excluded:
            parts.append(f"{self.excluded} excluded")
        if self.binary:
            parts.append(f"{self.binary} binary")
        if self.records:
            parts.append(f"{self.records} of records that dibao wrote")
        if self.special:
            parts.append(f"{self.special} that are no files")
        if self.links:
            parts.append(f"{self.links} link{'s' * (self.links > 1)} to folders (--follow enters them)")
        if self.suffixes:
            kinds = ", ".join(sorted(self.suffixes))
            parts.append(f"{self.suffixes.total()} of other kinds ({kinds}; --glob takes them)")
        return "skipped " + ", ".join(parts) if parts else ""


def name_of(path: str | os.PathLike[str]) -> str:
    r"""A path as records give it: bytes that are no UTF-8 as ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def kind_of(name: str) -> Kind:
    """How a file is read, as the suffixes of its name say."""
    suffix = _suffix(plain_name(name))
    if suffix in (".jsonl", ".ndjson"):
        return "lines"
    if suffix in (".tar", ".tgz"):
        return "tar"
    return "zip" if suffix == ".zip" and plain_name(name) == os.path.basename(name) else "text"  # noqa: PTH119


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122


def sources(paths: Iterable[str], inputs: Inputs, skipped: Skipped) -> Iterator[Source | Failure]:
    """The documents that paths name: files, what folders and archives hold, ``-`` for standard input.

    Comes one by one: what an archive or a file of lines holds is read when it is asked for.
    """
    for given in paths:
        if given == STDIN and inputs.text_field is not None:
            from dibao.batch.containers import lines

            yield from lines(sys.stdin.buffer, STDIN, None, inputs)
        elif given == STDIN:
            yield Source(STDIN, None)
        elif os.path.isdir(given):  # noqa: PTH112
            yield from _folder(given, inputs, skipped)
        else:
            yield from _file(Source(name_of(given), Path(given)), inputs, skipped)


def files(paths: Iterable[str], inputs: Inputs, skipped: Skipped) -> Iterator[Source | Failure]:
    """The files that :func:`sources` takes documents from, none of them opened."""
    for given in paths:
        if os.path.isdir(given):  # noqa: PTH112
            yield from _walk(given, inputs, skipped)
        else:
            yield Source(name_of(given), Path(given))


def _folder(given: str, inputs: Inputs, skipped: Skipped) -> Iterator[Source | Failure]:
    found = False
    # A glob chooses among the files of the folder; of an archive that it takes, all texts are taken.
    within = inputs._replace(globs=())
    for item in _walk(given, inputs, skipped):
        found = True
        if isinstance(item, Source):
            yield from _file(item, within, skipped)
        else:
            yield item
    if not found:
        wanted = ", ".join(inputs.globs or (s for s in (*TEXT_SUFFIXES, *CONTAINER_SUFFIXES) if s))
        yield Failure(
            name_of(given), "not-found", f"no text in this folder (looked for {wanted}); see --glob"
        )


def _file(source: Source, inputs: Inputs, skipped: Skipped) -> Iterator[Source | Failure]:
    assert source.path is not None
    if kind_of(source.path.name) == "text":
        yield source
        return
    from dibao.batch.containers import documents

    yield from documents(source, inputs, skipped)


class _Open(NamedTuple):
    """A folder that the walk is in: what is left of it, and which one it is whatever its path."""

    rest: Iterator[str]
    identity: tuple[int, int]


def _walk(folder: str, inputs: Inputs, skipped: Skipped) -> Iterator[Source | Failure]:
    """Files under a folder, by name, a folder's content where its name stands in the order."""
    stack = [_Open(iter([folder]), (-1, -1))]
    while stack:
        path = next(stack[-1].rest, None)
        if path is None:
            stack.pop()
        elif path != folder and inputs.own and _same(path, inputs.own):
            continue
        elif path != folder and _any(path, folder, inputs.exclude):
            skipped.excluded += 1
        elif (kind := _mode(path)) != stat.S_IFDIR:
            if kind not in (stat.S_IFREG, 0):
                skipped.special += 1
            elif _wanted(path, folder, inputs, skipped):
                yield Source(name_of(path), Path(path), named=_suffix(plain_name(path)) in TEXT_SUFFIXES[1:])
        elif path != folder and os.path.islink(path) and not inputs.follow:  # noqa: PTH114
            skipped.links += 1
        else:
            inside = _enter(path, {outer.identity for outer in stack}, skipped)
            if isinstance(inside, Failure):
                yield inside
            else:
                stack.append(inside)


def _mode(path: str) -> int:
    """What a path leads to: a file, a folder, something else; 0 where it leads nowhere."""
    try:
        return stat.S_IFMT(os.stat(path).st_mode)  # noqa: PTH116
    except OSError:
        return 0


def _enter(path: str, outer: set[tuple[int, int]], skipped: Skipped) -> _Open | Failure:
    try:
        status = os.stat(path)  # noqa: PTH116
        identity = status.st_dev, status.st_ino
        if identity in outer:
            return Failure(name_of(path), "unreadable", "a link back to a folder that holds it; not entered")
        names = sorted(os.listdir(path))  # noqa: PTH208
    except OSError as error:
        return Failure(name_of(path), "unreadable", f"folder cannot be read: {error.strerror}")
    skipped.hidden += sum(name.startswith(".") and not name.endswith(PARTS) for name in names)
    return _Open(_inside(path, names), identity)


def _inside(folder: str, names: list[str]) -> Iterator[str]:
    """The paths of what a folder holds, hidden files left out; names that were given are let go of."""
    names.reverse()
    while names:
        # Strings, not Path: there may be a million of them.
        if not (name := names.pop()).startswith("."):
            yield os.path.join(folder, name)  # noqa: PTH118


def _same(path: str, own: str) -> bool:
    """Is it the same file? Only one of the same name is looked at: there may be a million others."""
    if os.path.basename(path) != os.path.basename(own):  # noqa: PTH119
        return False
    try:
        return os.path.samefile(path, own)  # noqa: PTH121
    except OSError:
        return False


def _wanted(path: str, root: str, inputs: Inputs, skipped: Skipped) -> bool:
    if inputs.globs:
        return _any(path, root, inputs.globs)
    return is_text(path, skipped)


def is_text(name: str, skipped: Skipped) -> bool:
    """Is a file one that folders and archives are searched for? One that is not is counted."""
    suffix = _suffix(plain_name(name))
    if suffix in TEXT_SUFFIXES or kind_of(name) != "text":
        return True
    skipped.suffixes[suffix] += 1
    return False


def _any(path: str, root: str, patterns: Sequence[str]) -> bool:
    return bool(patterns) and matches(os.path.relpath(path, root), patterns)


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Does a path within a folder or an archive match a pattern? One without a slash is for its name alone.

    >>> matches("2020/12/a.txt", ["*.txt"]), matches("2020/12/a.txt", ["2020/*.txt"]), matches("a", ["*.txt"])
    (True, True, False)
    """
    name = path.rpartition("/")[2]
    for pattern in patterns:
        pattern = pattern.rstrip("/")
        if fnmatchcase(path if "/" in pattern else name, pattern):
            return True
        if pattern.startswith("**/") and fnmatchcase(path, pattern[3:]):
            return True
    return False
