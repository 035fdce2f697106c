"""A large file read stretch by stretch, cut where its pages are set apart (====), never in memory as a whole.

What comes out is what reading the whole would give, or else the file is not read so.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from dibao.reading import content, text

_SEPARATOR = re.compile(rb"\n(?:={3,99}|-{3,99}|\*{3,99}|#{3,99})\r?\n")
"""Lines that are separators however they are looked at; there are more."""
_ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
"""In these a separator is what it is in ASCII, and none of its bytes is a part of another character."""
_BLOCK = 1 << 16
"""While a block is split, processes that are done wait for the next one."""
_HEAD = 1 << 18
"""How much of a file tells its encoding."""
_DOUBT = b"\xff\n"
"""No UTF-8: behind a head that may be, it has the encoding judged by samples, as of a file with a fault in it."""
_PAGE = re.compile(rb"\s{0,99}<")


def stretches(stream: IO[bytes], most: int = content.LARGEST) -> Iterator[bytes]:
    """A stream cut before separators, as small as its blocks and its separators allow.

    Raises InputError (too-large) where no separator stands in ``most`` bytes.
    """
    held, searched = bytearray(), 0
    while block := stream.read(_BLOCK):
        held += block
        at = max((match.start() for match in _SEPARATOR.finditer(held, searched)), default=-1)
        if at >= 0:
            yield bytes(held[: at + 1])
            del held[: at + 1]
        elif len(held) > most:
            raise content.too_large(None, most)
        searched = max(0, len(held) - 128)
    if held:
        yield bytes(held)


def longest(path: Path, most: int) -> int:
    """The size of the longest stretch of a file; 0 where it cannot be read, which who reads it says."""
    try:
        with content.opened(path) as stream:
            return max(map(len, stretches(stream, most)), default=0)
    except content.InputError:
        return 0
    except content.broken():
        return 0


def texts(path: Path, encoding: str, most: int) -> Iterator[str]:
    """The stretches of a file in the encoding that :func:`encoding_of` gives it. Raises what reading raises."""
    with content.opened(path) as stream:
        for data in stretches(stream, most):
            yield data.decode(encoding, "replace")
            encoding = encoding.removesuffix("-sig")  # the mark stands before the first one only


def encoding_of(path: Path, said: str | None, most: int) -> str | None:
    """The encoding in which a file can be read stretch by stretch; None where only the whole can be read.

    ``said`` is the encoding that it is to be in. A web page is a whole. So is a file with a fault in it, for
    which more than its head has to be looked at to say what becomes of it.
    """
    if content.is_page(path.name):
        return None
    try:
        with content.opened(path) as stream:
            head = stream.read(_HEAD)
        if _PAGE.match(head.removeprefix(codecs.BOM_UTF8)):
            return None
        if said is not None:
            name = text.decode(b"", said)[1]
            return name if name in _ENCODINGS and _holds(path, name, most, whole=True) else None
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if _holds(path, "utf-8", most):
            return text.decode(head)[1]
        name = text.decode(head + _DOUBT)[1] if _tells(head) else ""
        return name if name == "utf-8" or (name in _ENCODINGS and _holds(path, name, most)) else None
    except content.InputError:
        return None
    except content.broken():
        return None


def _tells(head: bytes) -> bool:
    """Does the sample by which encodings are judged lie within the head of a file?"""
    first = re.search(rb"[\0\x80-\xff]", head)
    return first is not None and first.start() < _HEAD // 2


def _holds(path: Path, encoding: str, most: int, whole: bool = False) -> bool:
    """Is a file text in an encoding from end to end? Its last character may be cut off, unless ``whole``."""
    check = codecs.getincrementaldecoder(encoding)()
    try:
        with content.opened(path) as stream:
            for data in stretches(stream, most):
                if b"\0" in data:
                    return False
                check.decode(data)
            check.decode(b"", final=whole)
    except UnicodeDecodeError:
        return False
    return True
