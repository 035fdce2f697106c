"""Which documents paths name, and in which order: folders are walked in sorted order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

STDIN = "-"
TEXT_SUFFIXES = ("", ".txt", ".text", ".md", ".html", ".htm")
"""Files that a folder is searched for; one without a suffix counts where its content is text."""


class Source(NamedTuple):
    """A document to read. ``named`` tells a path given as such from one found in a folder."""

    doc: str
    path: Path | None
    """None is standard input."""
    named: bool = True


class Failure(NamedTuple):
    """A document that could not be read: a stable code and one line that says what to do."""

    doc: str
    error: str
    message: str

    def record(self) -> dict[str, str]:
        """The failure as FORMATS' error record."""
        from dibao import SCHEMA_VERSION

        return {"schema": SCHEMA_VERSION, "kind": "error", **self._asdict()}


@dataclass(slots=True)
class Skipped:
    """What folders held beside texts: numbers of hidden and binary files and of other suffixes."""

    hidden: int = 0
    binary: int = 0
    suffixes: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        parts = []
        if self.hidden:
            parts.append(f"{self.hidden} hidden")
        if self.binary:
            parts.append(f"{self.binary} binary")
        if self.suffixes:
            kinds = ", ".join(sorted(self.suffixes))
            parts.append(f"{self.suffixes.total()} of other kinds ({kinds}; --glob takes them)")
        return "skipped " + ", ".join(parts) if parts else ""


def name_of(path: str | os.PathLike[str]) -> str:
    r"""A path as records give it: bytes that are no UTF-8 as ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def sources(paths: Iterable[str], globs: Sequence[str], skipped: Skipped) -> Iterator[Source | Failure]:
    """The documents that paths name: files as they are, folders walked, ``-`` for standard input."""
    for given in paths:
        path = Path(given)
        if given == STDIN:
            yield Source(STDIN, None)
        elif path.is_dir():
            found = False
            for item in _walk(given, globs, skipped):
                found = True
                yield item
            if not found:
                wanted = ", ".join(globs) if globs else ", ".join(s for s in TEXT_SUFFIXES if s)
                yield Failure(
                    name_of(given), "not-found", f"no text in this folder (looked for {wanted}); see --glob"
                )
        else:
            yield Source(name_of(given), path)


def _walk(folder: str, globs: Sequence[str], skipped: Skipped) -> Iterator[Source | Failure]:
    """Files under a folder, by name, a folder's content where its name stands in the order."""
    open_folders = [iter([folder])]
    while open_folders:
        path = next(open_folders[-1], None)
        if path is None:
            open_folders.pop()
            continue
        if os.path.isdir(path) and not (path != folder and os.path.islink(path)):  # noqa: PTH112, PTH114
            try:
                names = sorted(os.listdir(path))  # noqa: PTH208
            except OSError as error:
                yield Failure(name_of(path), "unreadable", f"folder cannot be read: {error.strerror}")
                continue
            skipped.hidden += sum(name.startswith(".") for name in names)
            # Strings, not Path: a million of them are sorted and tested here.
            inside = [os.path.join(path, name) for name in names if not name.startswith(".")]  # noqa: PTH118
            open_folders.append(iter(inside))
        elif not os.path.isdir(path) and _wanted(path, folder, globs, skipped):  # noqa: PTH112
            yield Source(name_of(path), Path(path), named=False)


def _wanted(path: str, folder: str, globs: Sequence[str], skipped: Skipped) -> bool:
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122
    if globs:
        inside, name = os.path.relpath(path, folder), os.path.basename(path)  # noqa: PTH119
        return any(fnmatch(inside if "/" in glob else name, glob) for glob in globs)
    if suffix in TEXT_SUFFIXES:
        return True
    skipped.suffixes[suffix] += 1
    return False
