"""What a terminal can show: colours, width of characters and lines, what must not reach it."""

from __future__ import annotations

import os
import sys
from typing import TextIO

# Escape sequences inside a document would command the terminal: their pictures (U+2400…) stand for them.
_CONTROLS = {n: 0x2400 + n for n in range(0x20) if n not in (0x09, 0x0A)} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)

RESET = "\x1b[0m"
STYLES = {
    "person": "1;36",
    "title": "33",
    "org": "32",
    "place": "35",
    "date": "34",
    "money": "1;31",
    "strong": "1",
    "faint": "2",
}
"""Colours by entity type, and two weights, as the numbers of ANSI SGR."""


def coloured(choice: str, stream: TextIO) -> bool:
    """Whether to write colours: always, never, or (auto) on a terminal that NO_COLOR and TERM allow."""
    if choice != "auto":
        return choice == "always"
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def columns() -> int:
    """Width to lay text out in: COLUMNS, else the terminal's own, else 80 cells; at least 40."""
    import shutil

    return max(40, shutil.get_terminal_size((80, 24)).columns)


def paint(text: str, style: str, colour: bool) -> str:
    """A text in a style of ``STYLES``, line by line; unchanged where colours are off."""
    if not colour or not text:
        return text
    on = f"\x1b[{STYLES[style]}m"
    return on + text.replace("\n", f"{RESET}\n{on}") + RESET


def safe(text: str) -> str:
    """A text with its control characters, save tabs and line feeds, as visible signs."""
    return text.replace("\r\n", "\n").translate(_CONTROLS)


def say(message: str) -> None:
    """One line on standard error, in the program's name."""
    print(f"dibao: {safe(message)}".replace("\n", " "), file=sys.stderr, flush=True)


def count(number: int, name: str) -> str:
    """A number with what it counts: ``1 table``, ``2,000 tables``, ``no tables``."""
    return f"{f'{number:,}' if number else 'no'} {name}{'' if number == 1 else 's'}"
