"""The bytes of a document: from a plain or a compressed file, never more than a bound."""

from __future__ import annotations

import zlib
from pathlib import Path, PurePath
from typing import IO

LARGEST = 256 << 20
"""The largest document that is read, in bytes, unless another bound is given."""
COMPRESSIONS = (".gz", ".bz2", ".xz")
PAGES = (".html", ".htm", ".xhtml", ".shtml")
_PIECE = 1 << 20


class InputError(Exception):
    """A document cannot be read. ``code`` is stable; ``message`` is one line: what is wrong, what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def plain_name(name: str) -> str:
    """A file's name without the suffix of its compression: page.txt.gz → page.txt."""
    return PurePath(name).stem if PurePath(name).suffix.lower() in COMPRESSIONS else PurePath(name).name


def is_page(name: str) -> bool:
    """Does a name say that it holds a web page?"""
    return PurePath(plain_name(name)).suffix.lower() in PAGES


def load(path: Path, largest: int = LARGEST) -> bytes:
    """What a file holds, unpacked. Raises InputError (not-found, unreadable, too-large)."""
    with opened(path) as stream:
        try:
            size = path.stat().st_size
            if size > largest and path.is_file() and plain_name(path.name) == path.name:
                raise too_large(size, largest)
            return take(stream, largest)
        except broken() as error:
            raise InputError("unreadable", said(error)) from None


def opened(path: Path) -> IO[bytes]:
    """A file to read from, unpacked on the way. Raises InputError (not-found, unreadable)."""
    try:
        return unpacked(path, path.name) or path.open("rb")
    except (FileNotFoundError, ValueError):  # a name with NUL in it
        raise InputError("not-found", "no such file; check the path") from None
    except IsADirectoryError:
        raise InputError("unreadable", "a folder; give a file of it") from None
    except OSError as error:
        raise InputError("unreadable", f"cannot be read: {error.strerror}") from None


def unpacked(packed: Path | IO[bytes], name: str) -> IO[bytes] | None:
    """What a file or a stream holds, by the suffix of its name; None where it is not compressed."""
    match PurePath(name).suffix.lower():
        case ".gz" | ".tgz":
            import gzip

            return gzip.open(packed)  # type: ignore[return-value]
        case ".bz2":
            import bz2

            return bz2.open(packed)
        case ".xz":
            import lzma

            return lzma.open(packed)
    return None


def take(stream: IO[bytes], largest: int) -> bytes:
    """All that a stream holds. Raises InputError (too-large) once it is more than ``largest`` bytes."""
    pieces, size = [], 0
    while piece := stream.read(min(_PIECE, largest + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise too_large(None, largest)
    return b"".join(pieces)


def too_large(size: int | None, largest: int) -> InputError:
    """The error of a document over the bound; ``size`` is None where nobody has counted to its end."""
    is_ = "" if size is None else f"{measure(size)}; "
    return InputError(
        "too-large", f"{is_}more than {measure(largest)} are not read; split it or raise --max-size"
    )


def measure(size: int) -> str:
    """A number of bytes for people: 12 bytes, 3.4 KB, 256 MB."""
    for unit, bytes_ in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= bytes_:
            return f"{size / bytes_:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"


def broken() -> tuple[type[Exception], ...]:
    """What reading a damaged file raises."""
    import lzma

    return (OSError, EOFError, zlib.error, lzma.LZMAError)


def said(error: Exception) -> str:
    """What is wrong with a damaged file, in one line."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    if isinstance(error, EOFError):
        return "cut off: its compressed data ends too early"
    return f"damaged: {str(error) or type(error).__name__}".replace("\n", " ")
