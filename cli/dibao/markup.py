"""Web pages: their text alone, or their tags covered up without moving a character."""

from __future__ import annotations

import html
import re
from itertools import groupby

_PAGE = re.compile(r"\s{0,99}(?:<\?xml|<!doctype html|<html|<head|<body|<div|<meta)", re.IGNORECASE)
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|textarea|select)\b.*?(?:</\1\s{0,9}>|\Z)"
    r"|</?([a-zA-Z][\w:-]*+)[^<>]*+>|<![^<>]*+>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][\w]{1,30});|\r\n?|\n",
    re.IGNORECASE | re.DOTALL,
)
_INLINE = re.compile(
    r"(?:a|abbr|b|big|del|em|font|i|img|ins|label|mark|s|small|span|strong|su[bp]|u|wbr)", re.IGNORECASE
)
"""Tags within a line; each other one ends it."""
NOTHING = "\u200b"
"""Stands for what is covered up; unwrapping drops it."""


_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")


def text(raw: str, known: bool = False) -> str:
    r"""The text of a web page, without its tags; a text that is no web page comes back as it is.

    ``known`` says that the page is one by its name: it may then begin with any tag.

    >>> text("<html><p>副市长<b>卢怀</b>瑾&amp;一行<p>到访", known=True)
    '副市长卢怀瑾&一行\n到访\n'
    """
    if not (_PAGE.match(raw) or (known and _TAG.search(raw))):
        return raw
    bare = _MARKUP.sub(_covered, raw).replace(NOTHING, "").strip()
    runs = groupby(map(str.rstrip, bare.split("\n")), bool)
    return "".join("\n".join(lines) + "\n" if filled else "\n" for filled, lines in runs)


def cover(raw: str) -> str:
    """The text of a web page, of the same length: block tags become line breaks, other tags nothing.

    A text that is no web page comes back as it is. Line breaks of the source mean nothing but a blank.
    """
    if not _PAGE.match(raw):
        return raw
    return _MARKUP.sub(_covered, raw)


def _covered(match: re.Match[str]) -> str:
    token = match[0]
    if token[0] in "\r\n":
        # A line of the source may end anywhere in Chinese, but only between words in English.
        around = match.string[max(0, match.start() - 1) : match.end() + 1]
        return (" " if around.isascii() else NOTHING) + NOTHING * (len(token) - 1)
    if token[0] == "&":
        plain = html.unescape(token)
        sign = plain if len(plain) == 1 else " "
    elif match[1] or token.startswith("<!--"):
        sign = NOTHING
    else:
        sign = NOTHING if _INLINE.fullmatch(match[2] or "!") else "\n"
    return sign + NOTHING * (len(token) - 1)
