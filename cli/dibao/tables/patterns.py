"""Regular expressions made of word lists, kept compiled between runs like the lexicons.

Python compiles an alternation of some hundred words in milliseconds, and there are some hundred of them: half
of the time to the first record. What the compiler makes is a list of numbers, which the engine checks when it
takes it back. Where a build of Python works otherwise, or the cache is switched off, ``re.compile`` does the
same more slowly.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from importlib import import_module
from typing import Any, cast

from dibao.named import NamedTuple
from dibao.tables.cache import Growing, folder


class _Code(NamedTuple):
    """A compiled expression: what the engine wants of it besides its source."""

    flags: int
    groups: int
    names: dict[str, int]
    code: bytes


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The expression of a source; only for those that the program is made of, for all are kept."""
    kept = _kept()
    if kept is None:
        return re.compile(source)
    try:
        if source not in kept:
            kept[source] = _code(source)
        return _pattern(source, kept[source])
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        return re.compile(source)


class _Lazily:
    """A pattern that is compiled, or taken back from the cache, when it is first used."""

    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        found = compiled(self.pattern)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(found, method))  # the next use finds it on the object itself
        return getattr(found, name)


def lazily(source: str) -> re.Pattern[str]:
    """The expression of a source, compiled on first use: importing a module costs nothing."""
    return cast("re.Pattern[str]", _Lazily(source))


@cache
def _kept() -> Growing[_Code] | None:
    """The expressions that were compiled before; None where the cache is switched off."""
    return None if folder() is None else Growing("patterns")


def _code(source: str) -> _Code:
    parsed: Any = import_module("re._parser").parse(source, 0)
    numbers = import_module("re._compiler")._code(parsed, 0)
    state = parsed.state
    return _Code(state.flags, state.groups - 1, dict(state.groupdict), array("I", numbers).tobytes())


def _pattern(source: str, found: _Code) -> re.Pattern[str]:
    names: list[str | None] = [None] * (found.groups + 1)
    for name, number in found.names.items():
        names[number] = name
    make: Any = import_module("_sre").compile
    pattern: re.Pattern[str] = make(
        source, found.flags, array("I", found.code).tolist(), found.groups, found.names, tuple(names)
    )
    return pattern
