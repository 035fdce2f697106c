"""Web pages: their tags are covered up without moving a character, so that offsets stay those of the page."""

from __future__ import annotations

import html
import re

_PAGE = re.compile(r"\s{0,99}(?:<\?xml|<!doctype html|<html|<head|<body|<div|<meta)", re.IGNORECASE)
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|textarea|select)\b.*?(?:</\1\s{0,9}>|\Z)"
    r"|</?([a-zA-Z][\w:-]*+)[^<>]*+>|<![^<>]*+>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][\w]{1,30});|[\r\n]",
    re.IGNORECASE | re.DOTALL,
)
_INLINE = re.compile(
    r"(?:a|abbr|b|big|del|em|font|i|img|ins|label|mark|s|small|span|strong|su[bp]|u|wbr)", re.IGNORECASE
)
"""Tags within a line; each other one ends it."""
NOTHING = "\u200b"
"""Stands for what is covered up; unwrapping drops it."""


def cover(raw: str) -> str:
    """The text of a web page, of the same length: block tags become line breaks, other tags nothing.

    A text that is no web page comes back as it is. Line breaks of the source mean nothing but a blank.
    """
    if not _PAGE.match(raw):
        return raw
    return _MARKUP.sub(_covered, raw)


def _covered(match: re.Match[str]) -> str:
    token = match[0]
    if token in "\r\n":
        return NOTHING
    if token[0] == "&":
        plain = html.unescape(token)
        sign = plain if len(plain) == 1 else " "
    elif match[1] or token.startswith("<!--"):
        sign = NOTHING
    else:
        sign = NOTHING if _INLINE.fullmatch(match[2] or "!") else "\n"
    return sign + NOTHING * (len(token) - 1)
