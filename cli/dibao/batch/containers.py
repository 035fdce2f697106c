"""Files of many documents: archives and lines of JSON, opened one document at a time.

A document inside is named after its container: ``papers.zip!2020/a.txt``, ``papers.jsonl:12``. What is broken
inside is a Failure of its own, and the others go on. Nothing is unpacked beyond the bound of one document.
"""

from __future__ import annotations

import json
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from dibao.batch import zips
from dibao.batch.sources import Failure, Inputs, Skipped, Source, is_text, kind_of, matches
from dibao.reading import content
from dibao.reading.content import InputError

TEXT_FIELD = "text"
LONGEST = 32 << 20
"""The longest line of JSON that is read, in bytes, unless another bound is given."""
_RECORD = {"schema", "kind", "doc"}
"""What each record has."""
_PIECE = 1 << 20


def documents(source: Source, inputs: Inputs, skipped: Skipped) -> Iterator[Source | Failure]:
    """What a container holds, document by document, in its own order."""
    assert source.path is not None
    kind = kind_of(source.path.name)
    found = False
    try:
        with content.opened(source.path) as stream:
            if kind == "lines":
                yield from lines(stream, source.doc, source.path, inputs)
                return
            for item in (_zip if kind == "zip" else _tar)(stream, source, inputs, skipped):
                found = True
                yield item
        if not found and source.named:
            yield Failure(source.doc, "not-found", "no text in this archive; see --glob")
    except RecordsError as error:
        if source.named:
            yield Failure(source.doc, error.code, error.message)
        else:
            skipped.records += 1
    except InputError as error:
        yield Failure(source.doc, error.code, error.message)
    except _broken() as error:
        yield Failure(source.doc, "unreadable", content.said(error))


class RecordsError(InputError):
    """Lines are not documents but records that dibao has written."""

    def __init__(self) -> None:
        super().__init__("unreadable", "records that dibao wrote, not documents; see --text-field")


def _broken() -> tuple[type[Exception], ...]:
    # Damaged headers raise whatever their numbers lead to; a method that is not known is a RuntimeError.
    return (
        *content.broken(),
        zipfile.BadZipFile,
        tarfile.TarError,
        struct.error,
        RuntimeError,
        ValueError,
        OverflowError,
    )


# Archives ---------------------------------------------------------------------------------------------


def _zip(stream: IO[bytes], source: Source, inputs: Inputs, skipped: Skipped) -> Iterator[Source | Failure]:
    assert source.path is not None
    left = stream.seek(0, 2)
    with source.path.open("rb") as data:
        for member in zips.members(stream):
            left -= member.packed
            if left < 0:
                raise InputError("too-large", "its files overlap, as in a zip bomb; not unpacked any further")
            if member.regular and _wanted(member.name, inputs, skipped):
                yield from _zipped(member, data, source, inputs)


def _zipped(
    member: zips.Member, data: IO[bytes], source: Source, inputs: Inputs
) -> Iterator[Source | Failure]:
    """The documents of one member of a ZIP archive."""
    doc = f"{source.doc}!{member.name}"
    if member.encrypted:
        yield Failure(doc, "unreadable", "encrypted; unpack the archive with its password first")
        return
    try:
        if member.size > inputs.largest and kind_of(member.name) == "text":
            raise content.too_large(member.size, inputs.largest)
        with zips.opened(data, member) as opened:
            yield from _inside(opened, member.name, source, inputs)
    except InputError as error:
        yield Failure(doc, error.code, error.message)
    except _broken() as error:
        yield Failure(doc, "unreadable", content.said(error))


def _tar(stream: IO[bytes], source: Source, inputs: Inputs, skipped: Skipped) -> Iterator[Source | Failure]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep them all
            name = zips.decoded(member.name.removeprefix("./").encode("utf-8", "surrogateescape"))
            if not member.isreg() or not _wanted(name, inputs, skipped):
                continue
            opened = archive.extractfile(member)
            assert opened is not None
            doc = f"{source.doc}!{name}"
            try:
                yield from _inside(opened, name, source, inputs)
            except InputError as error:
                yield Failure(doc, error.code, error.message)
            except _broken() as error:
                if content.plain_name(name) == Path(name).name:
                    raise  # the archive itself is damaged, not a member that is packed once more
                yield Failure(doc, "unreadable", content.said(error))


def _wanted(name: str, inputs: Inputs, skipped: Skipped) -> bool:
    parts = name.split("/")
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        skipped.hidden += 1
        return False
    if any(matches("/".join(parts[: n + 1]), inputs.exclude) for n in range(len(parts))):
        skipped.excluded += 1
        return False
    if inputs.globs and not matches(name, inputs.globs):
        return False
    if kind_of(name) in ("zip", "tar"):  # an archive in an archive
        skipped.suffixes[Path(name).suffix.lower()] += 1
        return False
    return bool(inputs.globs) or is_text(name, skipped)


def _inside(opened: IO[bytes], name: str, source: Source, inputs: Inputs) -> Iterator[Source | Failure]:
    """The documents of one member."""
    doc = f"{source.doc}!{name}"
    unpacked = content.unpacked(opened, name) or opened
    if kind_of(name) == "lines":
        yield from lines(unpacked, doc, source.path, inputs)
    else:
        named = bool(Path(content.plain_name(name)).suffix)
        yield Source(doc, source.path, named, content.take(unpacked, inputs.largest))


# Lines of JSON ----------------------------------------------------------------------------------------


def lines(stream: IO[bytes], doc: str, path: Path | None, inputs: Inputs) -> Iterator[Source | Failure]:
    """The documents of a stream of JSON objects, one a line; a line that is none is a Failure.

    Raises RecordsError.
    """
    number, largest = 0, LONGEST if inputs.largest == content.LARGEST else inputs.largest
    while first := stream.readline(_PIECE):
        number += 1
        where = f"{doc}:{number}"
        pieces, size = [first], len(first)
        while not pieces[-1].endswith(b"\n") and (piece := stream.readline(_PIECE)):
            size += len(piece)
            if size > largest:
                pieces.clear()  # the rest of a line that is too long is read, but not kept
            pieces.append(piece)
        if size > largest:
            error = content.too_large(size, largest)
            yield Failure(where, error.code, error.message)
        elif line := b"".join(pieces).removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip():
            yield _document(line, where, path, inputs)


def _document(line: bytes, where: str, path: Path | None, inputs: Inputs) -> Source | Failure:
    field = inputs.text_field or TEXT_FIELD
    try:
        record = _parsed(line)
        if inputs.text_field is None and record.keys() >= _RECORD:
            raise RecordsError
        text = record.get(field)
        if text is not None and not isinstance(text, str):
            raise ValueError(f"the field {field!r} is no string")
        if field not in record:
            has = ", ".join(map(repr, list(record)[:8]))
            raise ValueError(f"no field {field!r}; it has {has or 'none'}; name one with --text-field")
        day = _day(record.get(inputs.date_field)) if inputs.date_field else None
    except (ValueError, RecursionError) as error:
        return Failure(where, "unreadable", str(error))
    named = record.get(inputs.id_field) if inputs.id_field else None
    name = str(named) if isinstance(named, str | int) and named != "" else where
    # A lone surrogate cannot be written: it becomes one other character, so that offsets stay.
    return Source(_writable(name).decode(), path, True, _writable(text or ""), day, plain=True)


def _writable(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _parsed(line: bytes) -> dict[str, Any]:
    from dibao.reading.text import DecodeError, decode

    try:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text, _ = decode(line)
        record = json.loads(text)
    except DecodeError:
        raise ValueError("no JSON: not text in a known encoding") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg} at character {error.pos}") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no JSON that can be read: {error}") from None
    if not isinstance(record, dict):
        raise ValueError(f"no JSON object but {type(record).__name__}; each line must be one")
    return record


def _day(value: object) -> date | None:
    """The day that a field holds: 2020-12-30, with a time after it or not, 20201230, 2020年12月30日."""
    if value is None or value == "":
        return None
    from dibao.reading import dating

    found = dating.from_name(str(value))
    if found is None:
        raise ValueError(f"{value!r} is no date; write it as 2020-12-30")
    return found.day
