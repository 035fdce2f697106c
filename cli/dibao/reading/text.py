"""Bytes to text, and text to clean text: decoding, folding, mending hard-wrapped lines, with the way back.

Folding replaces characters one for one; mending only drops characters. So every clean offset has a raw one,
and the whole map is a short list of places where the distance between the two changes.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cache

from dibao.reading import unwrap
from dibao.reading.content import InputError
from dibao.reading.lines import INVISIBLE, Line, lines
from dibao.tables import lexicon
from dibao.tables.kept import kept
from dibao.tables.patterns import compiled, lazily
from dibao.types import Text


class DecodeError(InputError):
    """Bytes are no text (code ``binary``), or not in the encoding they should be in (``encoding``)."""


# Decoding ---------------------------------------------------------------------------------------------

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_MAGIC = (
    (b"%PDF-", "a PDF; extract its text first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or office file; name an archive .zip, save an office file as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office file; save it as plain text"),
    (b"\x1f\x8b", "gzip-compressed; name it .gz or unpack it"),
    (b"\x89PNG", "an image; it needs text recognition first"),
    (b"\xff\xd8\xff", "an image; it needs text recognition first"),
)
_SAMPLE = 1 << 15
_GARBAGE = lazily(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
_ASCII = lazily(r"[\t\n\r -~]")
_LEAST = 0.25
"""A right decoding scores 0.7 to 1 on Chinese prose; bytes that are no text score below 0.1."""


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of some bytes and the name of the encoding that they are in.

    A byte order mark decides; else strict UTF-8 (its last character may be cut off); else the one of
    GB18030, Big5 and UTF-16 that makes the most common Chinese characters. Raises DecodeError.
    """
    if encoding is not None:
        return _decode_as(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DecodeError("binary", f"not text but {what}")
    if b"\0" not in data and (text := _as_utf8(data)) is not None:
        return text, "utf-8"
    sample = _sample(data)
    score, best = max((_score(sample, name), name) for name in _CANDIDATES)
    if score < _LEAST:
        raise DecodeError(
            "binary", "not text in UTF-8, GB18030, Big5 or UTF-16; name the encoding if it is another"
        )
    return data.decode(best, "replace"), best


def _decode_as(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise DecodeError(
            "encoding", f"unknown encoding {encoding!r}; try utf-8, gb18030, big5 or utf-16"
        ) from None
    if name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    elif name in ("gb2312", "gbk"):
        name = "gb18030"  # what calls itself GB2312 often holds more; GB18030 holds it all
    try:
        return data.decode(name), name
    except UnicodeDecodeError as error:
        raise DecodeError(
            "encoding", f"not {name} at byte {error.start}; leave the encoding out to have it found"
        ) from None


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= 3:
            return data.decode("utf-8", "replace")
        return None


def _sample(data: bytes) -> bytes:
    """The stretch to judge by: from the first byte outside ASCII on, at an even offset for UTF-16."""
    first = re.search(rb"[\x00\x80-\xff]", data)
    start = (first.start() if first else 0) & ~1
    return data[start : start + _SAMPLE]


def _score(sample: bytes, encoding: str) -> float:
    """How much of a sample reads as Chinese in an encoding: the share of common characters, less faults.

    ASCII says little, as two bytes of UTF-16 also look like it: it counts a tenth.
    """
    text = fold(sample.decode(encoding, "replace").rstrip("\ufffd"))
    garbage = len(_GARBAGE.findall(text))
    common = len(_common().findall(text))
    ascii_only = len(_ASCII.findall(text)) / 10
    return (common + ascii_only - 4 * garbage) / max(1, len(text) - 9 * ascii_only)


@cache
def _common() -> re.Pattern[str]:
    return compiled(f"[{''.join(lexicon.table('characters').forms())}、。《》“”‘’—…]")


# Folding ----------------------------------------------------------------------------------------------

_SPACES = "\u3000\xa0\u2002\u2003\u2007\u2009\u202f\u205f"
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@kept
def folding() -> dict[int, str]:
    """The table of :func:`fold`: full-width forms, spaces, quotes, name dots, traditional characters."""
    table = dict(lexicon.table("folding").mapping("to"))
    table |= {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(_SPACES, " ") | dict.fromkeys(_BREAKS, "\n") | dict.fromkeys("‧•・･", "·")
    table |= {"「": "“", "」": "”", "『": "‘", "』": "’"}
    return str.maketrans(table)


def fold(text: str) -> str:
    """The text with full-width forms, spaces, quotes, name dots and traditional characters made plain.

    Each character becomes one character, so offsets stay.

    >>> fold("衡陽市２０２０年，（朱健）")
    '衡阳市2020年,(朱健)'
    """
    to, search, at = folding(), _folded().search, 0
    for _ in range(_MANY):
        match = search(text, at)
        if match is None:
            return text
        sign, at = match[0], match.end()
        text = text.replace(sign, to[ord(sign)])
    return text.translate(to)


_MANY = 48
"""With more different characters to fold than this, one pass over the text is faster than one for each."""


@cache
def _folded() -> re.Pattern[str]:
    """Any character that folds to another; none of them is what another folds to."""
    return compiled(f"[{''.join(map(chr, sorted(folding())))}]")


# Mending ----------------------------------------------------------------------------------------------

_INVISIBLE = lazily(f"[{INVISIBLE}]+")
_SPACED = lazily(
    r"(?:\A|\n) *(?P<label>(?:[\u3400-\u9fff] {1,8}){1,4}[\u3400-\u9fff](?= *:)"
    r"|(?:[\u3400-\u9fff] {1,8}){1,2}[长任记](?= {1,8}[\u3400-\u9fff]))"
)
"""A label set to the width of others, as at the head of a roster: 组　长：, 副 主 任：, 县　长　某某."""
_GAP = lazily(" +")
_LETTER = lazily(r"[A-Za-z]")


def clean(raw: str, start: int = 0, end: int | None = None, fixed: Collection[int] = ()) -> Text:
    """Clean text of a raw stretch: folded, one line a paragraph, with the map back to raw offsets.

    ``fixed`` holds raw offsets of lines that begin a paragraph whatever their form.
    """
    folded = fold(raw[start:end])
    return Mender(folded, start).text(lines(folded), {at - start for at in fixed})


class Mender:
    """Clean texts of stretches of one folded text that begins at a raw offset."""

    def __init__(self, folded: str, offset: int = 0) -> None:
        self._folded = folded
        self._offset = offset
        self._dropped = _dropped(folded)

    def text(self, rows: Sequence[Line], fixed: Collection[int] = ()) -> Text:
        """Clean text of some lines of the folded text; ``fixed`` are offsets in it: :func:`clean`."""
        if not rows:
            return Text("", (0,), (self._offset,))
        folded = self._folded
        kept: list[tuple[int, int]] = []  # stretches of the folded text; an empty one stands for a blank
        first = end = rows[0].start
        for line, wrapped in zip(rows, unwrap.wraps(rows, fixed), strict=True):
            start = line.start
            if wrapped:
                kept.append((first, end))
                if _LETTER.match(folded[end - 1]) and _LETTER.match(folded[start]):
                    kept.append((end, end))
                first = start
            elif start > end + 1:
                if folded[end] == "\n":
                    kept.append((first, end + 1))
                    first = start
                else:
                    kept.append((first, end))
                    first = folded.rindex("\n", end, start)
                    if first + 1 < start:
                        kept.append((first, first + 1))
                        first = start
            end = line.end
        kept.append((first, end))
        if self._dropped:
            kept = [piece for stretch in kept for piece in _without(self._dropped, *stretch)]
        return _text(folded, kept, self._offset)


def _dropped(folded: str) -> list[tuple[int, int]]:
    """Stretches inside lines that the clean text leaves out, in order: what has no width, gaps inside labels."""
    out: list[tuple[int, int]] = []
    if any(sign in folded for sign in INVISIBLE):
        out += [match.span() for match in _INVISIBLE.finditer(folded)]
    for label in _SPACED.finditer(folded):
        out += [match.span() for match in _GAP.finditer(folded, *label.span("label"))]
    return sorted(out)


def _without(dropped: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """What is left of a stretch."""
    if first == last:
        return [(first, last)]
    out: list[tuple[int, int]] = []
    for n in range(bisect_left(dropped, (first, first)), len(dropped)):
        start, end = dropped[n]
        if start >= last:
            break
        out.append((first, start))
        first = end
    out.append((first, last))
    return [(a, b) for a, b in out if a < b]


def _text(folded: str, kept: list[tuple[int, int]], offset: int) -> Text:
    """The text of some stretches, in order, with the list of places where they leave something out."""
    shift = offset + kept[0][0]
    parts, breaks, shifts = [], [0], [shift]
    length = 0
    for first, last in kept:
        if offset + first != shift + length:
            shift = offset + first - length
            breaks.append(length)
            shifts.append(shift)
        parts.append(folded[first:last] or " ")
        length += last - first or 1
    return Text("".join(parts), tuple(breaks), tuple(shifts))
