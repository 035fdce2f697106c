"""Where encoded documents go: one file or stream for all, or a file each in a folder that mirrors theirs.

A disk that does not take a document costs that document: it is said why, and the next ones are tried.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from io import RawIOBase
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol

from dibao.batch.journal import write_all
from dibao.batch.sources import STDIN, name_of
from dibao.write import Format, Sink
from dibao.write.whole import whole

Fail = Callable[[str, str], None]
"""Told the document and why it could not be written."""


class Output(Protocol):
    """Takes documents in their order."""

    def add(self, doc: str, path: Path | None, data: bytes, last: bool) -> None:
        """Write a document, or a piece of one, which ends with ``last``; ``path`` is the file it comes from."""

    def close(self) -> None:
        """Write what stands after all documents. Raises OSError."""


class Joined:
    """All documents in one stream or file; into an unbuffered file a document is written whole or not at all."""

    def __init__(self, out: IO[bytes] | RawIOBase, format: Format, fail: Fail) -> None:
        self._out, self._format, self._fail = out, format, fail
        self._mends = isinstance(out, RawIOBase)
        self._live = not self._mends and out.isatty()
        # What stands before a document is written with it: a run that fails early writes nothing.
        self._before = self._first = format.head
        self._end = self._start = 0
        self._lost = False

    def add(self, doc: str, path: Path | None, data: bytes, last: bool) -> None:
        """See Output."""
        if data and not self._lost:
            try:
                self._write(self._before + data)
                self._before = self._format.between
            except OSError as error:
                if not self._mends or error.errno == errno.EPIPE:
                    raise
                self._undo()
                self._lost = True
                self._fail(doc, error.strerror or str(error))
        if last:
            self._start, self._first, self._lost = self._end, self._before, False

    def _write(self, data: bytes) -> None:
        write_all(self._out, data)
        self._end += len(data)
        if self._live:
            self._out.flush()

    def _undo(self) -> None:
        """Take back what stands there of the document under way."""
        self._end, self._before = self._start, self._first
        with suppress(OSError):
            self._out.seek(self._end)
            self._out.truncate()

    def close(self) -> None:
        """See Output."""
        self._write((self._format.head if self._before is self._format.head else b"") + self._format.tail)
        self._out.flush()


class Filed:
    """All documents in one file of a format that is more than a stream of documents."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def add(self, doc: str, path: Path | None, data: bytes, last: bool) -> None:
        """See Output."""
        if data:
            self._sink.add(data)

    def close(self) -> None:
        """See Output."""
        self._sink.close()


def into(out: IO[bytes], format: Format, fail: Fail) -> Joined | Filed:
    """The output of all documents into one new file, which is open and unbuffered."""
    return Filed(format.open(out.name)) if format.open else Joined(out, format, fail)


class Tree:
    """A file for each file that is read, in a folder that mirrors the folders of the files read.

    They stand below ``folder`` as theirs do below the deepest folder that holds all paths ``given``:
    ``archive/2020/a.txt`` of ``archive/`` becomes ``folder/2020/a.jsonl``. Where two files would have the same
    name, the second one keeps its suffix (``a.html.jsonl``). Documents of one file of lines stay together.
    """

    def __init__(
        self,
        folder: Path,
        given: Iterable[str],
        format: Format,
        suffix: str,
        fail: Fail,
        beside: Path | None = None,
    ) -> None:
        self._folder, self._format, self._suffix, self._fail = folder, format, suffix, fail
        self._beside = beside
        self._root = common_folder(given)
        self._claims: dict[int, int] = {}
        self._source: tuple[Path | None, str] | None = None
        self._stack = ExitStack()
        self._out: Joined | Filed = Joined(_Nowhere(), format, fail)
        self._doc = ""

    def __enter__(self) -> Tree:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop the file under way if something went wrong."""
        self._stack.__exit__(kind, error, trace)

    def add(self, doc: str, path: Path | None, data: bytes, last: bool) -> None:
        """See Output."""
        source = (path, member(doc, path))
        if source != self._source:
            self.close()
            self._source, self._doc = source, doc
            self._open(self._target(*source))
        try:
            self._out.add(doc, path, data, last)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        """Drop the file under way, which cannot be written on with; the next ones are tried."""
        with suppress(OSError), self._stack:
            raise error
        self._out = Joined(_Nowhere(), self._format, self._fail)
        self._fail(self._doc, error.strerror or str(error))

    def _open(self, target: Path) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._out = into(
                self._stack.enter_context(whole(target, 0, self._beside)), self._format, self._fail
            )
        except OSError as error:
            self._out = Joined(_Nowhere(), self._format, self._fail)
            self._fail(self._doc, error.strerror or str(error))

    def close(self) -> None:
        """Give the last file its name."""
        if self._source is None:
            return
        try:
            with self._stack:
                self._out.close()
        except OSError as error:
            self._fail(self._doc, error.strerror or str(error))
        self._source = None

    def _target(self, path: Path | None, inside: str) -> Path:
        name = "stdin" if path is None else os.path.relpath(path, self._root)
        name = "/".join((name, inside)) if inside else name
        owner = hash((path, inside))
        bare = _SUFFIX.sub("", name)
        for candidate in (bare, name, *(f"{name}~{n}" for n in range(2, 1000))):
            if self._claims.setdefault(hash(candidate), owner) == owner:
                break
        return self._folder / (candidate + self._suffix)


_SUFFIX = re.compile(r"(?<=[^/])\.[A-Za-z][A-Za-z0-9]{0,5}(?:\.(?:gz|bz2|xz))?$")
_LINE = re.compile(r"(\.(?:jsonl|ndjson)(?:\.(?:gz|bz2|xz))?):.*", re.IGNORECASE | re.DOTALL)


def member(doc: str, path: Path | None) -> str:
    """Which file inside an archive a document comes from, as a relative path; empty for other documents."""
    prefix = "" if path is None else f"{name_of(path)}!"
    if not prefix or not doc.startswith(prefix):
        return ""
    name = _LINE.sub(r"\1", doc.removeprefix(prefix))
    return "/".join(part for part in name.split("/") if part not in ("", ".", ".."))


def common_folder(given: Iterable[str]) -> str:
    """The deepest folder that holds all paths: folders themselves, files by the folder that they are in."""
    folders = {
        os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path))  # noqa: PTH100, PTH112, PTH120
        for path in given
        if path != STDIN
    }
    try:
        return os.path.commonpath(folders) if folders else os.sep
    except ValueError:  # drives of Windows
        return os.sep


class _Nowhere(RawIOBase):
    """Takes everything and keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        return len(data)  # type: ignore[arg-type]
