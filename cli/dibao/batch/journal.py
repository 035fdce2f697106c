"""Results that outlive the run: each task's in a file of its own, written whole, found again by its content.

A part's name is the digest of all that its records depend on: the documents' bytes and names, the
configuration, the lexicons, the program. So a part that is found is right, whatever happened in between, and a
run can be killed at any moment: it repeats the tasks that were under way and no other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from pathlib import Path
from typing import IO
from zlib import crc32

from dibao.named import NamedTuple

_MAGIC = b"dibao part 1\n"
_BLOCK = 1 << 20


class Entry(NamedTuple):
    """What is known of one document (or of one piece of a large one) once it is done."""

    doc: str
    size: int
    """Bytes of input."""
    length: int
    """Bytes of its encoded records."""
    counts: dict[str, int] = {}  # noqa: RUF012
    """Mentions by type, events as ``event:TYPE``."""
    error: str = ""
    message: str = ""
    last: bool = True
    """No piece of the document comes after it."""
    empty: bool = False
    skip: bool = False
    """It was no text and nobody had said that it were one."""


class Outcome(NamedTuple):
    """What a task gave: an entry a document, and their records one after another in the entries' lengths."""

    entries: tuple[Entry, ...]
    payload: bytes | None
    part: Path | None = None
    """Where the payload stands if not here."""
    reused: bool = False

    def split(self, data: bytes) -> Iterator[tuple[Entry, bytes]]:
        """Each entry with its share of the payload."""
        at = 0
        for entry in self.entries:
            yield entry, data[at : at + entry.length]
            at += entry.length

    def data(self) -> bytes:
        """The payload, from wherever it is. Raises OSError."""
        if self.payload is not None:
            return self.payload
        assert self.part
        with self.part.open("rb") as file:
            _head(file)
            return file.read()


class Place(NamedTuple):
    """Where the parts of a run stand and what tells them from those of another one."""

    folder: Path
    salt: bytes
    reuse: bool
    """Take the parts of an earlier run."""


def key(salt: bytes, identity: Iterable[bytes | Path]) -> str:
    """The name of a part: 32 hexadecimal digits for a configuration and the documents of a task."""
    from hashlib import blake2b

    digest = blake2b(salt, digest_size=16)
    for item in identity:
        if isinstance(item, bytes):
            digest.update(b"%d " % len(item))
            digest.update(item)
            continue
        try:
            with item.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
            digest.update(b"%d " % item.stat().st_size)
        except (OSError, ValueError) as error:
            digest.update(repr(error).encode())
    return digest.hexdigest()


def keep(folder: Path, name: str, done: Outcome) -> Outcome:
    """Put a task's outcome on disk whole; where the disk does not take it, it stays in memory."""
    import orjson

    assert done.payload is not None
    path = folder / name[:2] / name
    new = path.with_name(f"{name}.{os.urandom(4).hex()}.new")
    entries = orjson.dumps([tuple(entry) for entry in done.entries])
    try:
        path.parent.mkdir(exist_ok=True)
        with new.open("xb", buffering=0) as file:
            check = crc32(done.payload, crc32(entries))
            for data in (b"%s%08x %d " % (_MAGIC, check, len(done.payload)), entries, b"\n", done.payload):
                write_all(file, data)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        return done
    return Outcome(done.entries, None, path)


def find(folder: Path, name: str) -> Outcome | None:
    """The outcome that an earlier run has kept under a name; None where there is none or it is not whole."""
    import orjson

    path = folder / name[:2] / name
    try:
        with path.open("rb") as file:
            check, length, entries = _head(file)
            total = crc32(entries)
            while block := file.read(_BLOCK):
                total, length = crc32(block, total), length - len(block)
        if total != check or length:
            return None
        return Outcome(tuple(Entry(*entry) for entry in orjson.loads(entries)), None, path, reused=True)
    except (OSError, ValueError, TypeError):
        return None


def _head(file: IO[bytes]) -> tuple[int, int, bytes]:
    """Checksum, length of the payload and the entries; the file then stands at its payload."""
    if file.read(len(_MAGIC)) != _MAGIC:
        raise ValueError("no part")
    check, length, entries = file.readline().rstrip(b"\n").split(b" ", 2)
    return int(check, 16), int(length), entries


def write_all(file: IO[bytes] | RawIOBase, data: bytes) -> None:
    """Write all of some bytes to a file that may take a part of them at once. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Hold a folder of parts: it is made where the one around it is, and no other run may hold it meanwhile.

    Raises BusyError where another one does, OSError where it cannot be made.
    """
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("ab") as lock:
        try:
            # Not inherited by workers: they may outlive a killed run for a moment.
            import fcntl

            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError:
            raise BusyError(str(folder)) from None
        _tidy(folder)
        yield


def _tidy(folder: Path) -> None:
    """Remove what a killed run was writing: a disk holds many gigabytes only once."""
    for path in (*folder.glob(".*.part"), *folder.glob("??/*.new")):
        with suppress(OSError):
            path.unlink()


class BusyError(Exception):
    """Another run writes to the same output."""


def clear(folder: Path) -> None:
    """Remove the parts of a run that is done, and their folder."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
