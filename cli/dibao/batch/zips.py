"""ZIP archives member by member: the list of members is read as they are asked for, so that memory stays flat.

``zipfile`` holds a list of all of them, half a gigabyte for a million; it unpacks each one here too.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator
from typing import IO
from zipfile import BadZipFile, ZipExtFile, ZipInfo
from zlib import crc32

from dibao.named import NamedTuple

_END = struct.Struct("<4s4H2LH")
_END_64, _LOCATOR_64 = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_ENTRY, _LOCAL = struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s22x2H")
_COMMENT = 1 << 16
_ENCRYPTED = 1
_UNIX = 3
_FULL = 0xFFFFFFFF
"""Stands for a number that is too large for its field and follows in the extra field of ZIP64."""


class Member(NamedTuple):
    """A file in an archive, as the archive's list tells of it."""

    name: str
    encrypted: bool
    method: int
    crc: int
    packed: int
    size: int
    """In bytes, unpacked."""
    start: int
    """Where its own header stands."""
    regular: bool
    """It is no folder and no link."""


class _Directory(NamedTuple):
    start: int
    size: int
    shift: int
    """How much further on everything stands than the archive says: the length of what precedes it."""


def members(stream: IO[bytes]) -> Iterator[Member]:
    """The files of an archive, in its order. Raises BadZipFile, struct.error, OSError."""
    directory = _directory(stream)
    stream.seek(directory.start)
    left = directory.size
    while left > 0:
        header = _ENTRY.unpack(_exactly(stream, _ENTRY.size))
        (mark, made_by, _, flags, method, _, _, crc, packed, size, *lengths, _, _, attributes, start) = header
        if mark != b"PK\x01\x02":
            raise BadZipFile("its list of files is broken")
        name, extra, _ = (_exactly(stream, length) for length in lengths)
        left -= _ENTRY.size + sum(lengths)
        fields = dict(_fields(extra))
        size, packed, start = _long(fields.get(1, b""), size, packed, start)
        folder = name.endswith((b"/", b"\\"))
        link = made_by >> 8 == _UNIX and stat.S_ISLNK(attributes >> 16)
        yield Member(
            _readable(name, fields.get(0x7075, b"")),
            bool(flags & _ENCRYPTED),
            method,
            crc,
            packed,
            size,
            start + directory.shift,
            not (folder or link),
        )


def opened(stream: IO[bytes], member: Member) -> IO[bytes]:
    """What a member holds, from a stream that nobody else moves meanwhile. Raises what ``members`` does."""
    stream.seek(member.start)
    mark, name, extra = _LOCAL.unpack(_exactly(stream, _LOCAL.size))
    if mark != b"PK\x03\x04":
        raise BadZipFile("no file where its list of files has one")
    stream.seek(name + extra, 1)
    info = ZipInfo(member.name)
    info.compress_type, info.CRC = member.method, member.crc
    info.compress_size, info.file_size = member.packed, member.size
    return ZipExtFile(stream, "r", info)  # type: ignore[return-value]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise BadZipFile("cut off")
    return data


def _directory(stream: IO[bytes]) -> _Directory:
    """Where the list of members stands."""
    length = stream.seek(0, 2)
    first = stream.seek(max(0, length - _END.size - _COMMENT))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise BadZipFile("no ZIP archive, or cut off")
    *_, size, start, _ = _END.unpack_from(tail, at)
    end = first + at
    if at >= _LOCATOR_64.size:
        mark, _, _, _ = _LOCATOR_64.unpack_from(tail, at - _LOCATOR_64.size)
        if mark == b"PK\x06\x07":
            end -= _LOCATOR_64.size + _END_64.size
            stream.seek(max(0, end))
            mark, *_, size, start = _END_64.unpack(_exactly(stream, _END_64.size))
            if mark != b"PK\x06\x06":
                raise BadZipFile("the end of its list of files is broken")
    if not 0 <= start <= end - size:
        raise BadZipFile("its list of files is not where it should be")
    return _Directory(end - size, size, end - size - start)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of a member, by their numbers."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size


def _long(field: bytes, *numbers: int) -> Iterator[int]:
    """Numbers, with those that stand in the extra field of ZIP64 taken from there."""
    at = 0
    for number in numbers:
        if number == _FULL and at + 8 <= len(field):
            yield struct.unpack_from("<Q", field, at)[0]
            at += 8
        else:
            yield number


def _readable(name: bytes, unicode_path: bytes) -> str:
    """A member's name; ``unicode_path`` is the extra field that some programs put it into once more."""
    if len(unicode_path) > 5 and struct.unpack_from("<L", unicode_path, 1)[0] == crc32(name):
        name = unicode_path[5:]
    # Some programs write the separator of Windows.
    return decoded(name).replace("\\", "/")


def decoded(name: bytes) -> str:
    """The name of a file in an archive, which in those made on Chinese Windows is in GBK."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "backslashreplace")
