"""Web pages: their text alone, or their tags covered up without moving a character."""

from __future__ import annotations

import re
from itertools import groupby

from dibao.tables.patterns import lazily

_PAGE = lazily(r"(?i)\s{0,99}(?:<\?xml|<!doctype html|<html|<head|<body|<div|<meta)")
_MARKUP = lazily(
    r"(?is)<!--.*?(?:-->|\Z)|<(script|style|noscript|textarea|select)\b.*?(?:</\1\s{0,9}>|\Z)"
    r"|</?([a-zA-Z][\w:-]*+)[^<>]*+>|<![^<>]*+>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][\w]{1,30});|\r\n?|\n"
)
_INLINE = lazily(r"(?i)(?:a|abbr|b|big|del|em|font|i|img|ins|label|mark|s|small|span|strong|su[bp]|u|wbr)")
"""Tags within a line; each other one ends it."""
NOTHING = "\u200b"
"""Stands for what is covered up; unwrapping drops it."""


_SPACES = lazily(r"[ \t]+")
_TAG = lazily(r"</?[a-zA-Z!][^<>]{0,2000}>")


def is_page(raw: str, named: bool = False) -> bool:
    """Is a text a web page? ``named`` says that its name tells so: it may then begin with any tag."""
    return bool(_PAGE.match(raw) or (named and _TAG.search(raw)))


def text(raw: str) -> str:
    r"""The text of a web page, without its tags; a blank line between paragraphs, ``<br>`` a line break.

    >>> text("<p>副市长<b>卢怀</b>瑾&amp;一行<br>到访<p>会后")
    '副市长卢怀瑾&一行\n到访\n\n会后\n'
    """
    shown = _SPACES.sub(" ", _MARKUP.sub(_shown, raw)).strip()
    runs = groupby((line.lstrip(" ").rstrip() for line in shown.split("\n")), bool)
    return "".join("\n".join(lines) + "\n" if filled else "\n" for filled, lines in runs)


def cover(raw: str) -> str:
    """The text of a web page, of the same length: block tags become line breaks, other tags nothing.

    A text that is no web page comes back as it is. Line breaks of the source mean nothing but a blank.
    """
    return _MARKUP.sub(_covered, raw) if is_page(raw) else raw


def _covered(match: re.Match[str]) -> str:
    return (_shown(match)[:1] or NOTHING) + NOTHING * (len(match[0]) - 1)


def _shown(match: re.Match[str]) -> str:
    """What a browser shows for a piece of markup, roughly."""
    token = match[0]
    if token[0] in "\r\n":
        # A line of the source may end anywhere in Chinese, but only between words in English.
        around = match.string[max(0, match.start() - 1) : match.end() + 1]
        return " " if around.isascii() else ""
    if token[0] == "&":
        from html import unescape  # its table of names is seldom needed

        plain = unescape(token)
        return plain if len(plain) == 1 else " "
    if match[1] or token.startswith("<!--") or _INLINE.fullmatch(match[2] or "!"):
        return ""
    return "\n" if match[2] and match[2].lower() == "br" else "\n\n"
