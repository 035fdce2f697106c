"""How common surnames are, and characters in given names by their position: log probabilities from the tables."""

from __future__ import annotations

import re
from functools import cache
from math import log

from dibao.language.words import tag
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.cache import stored
from dibao.tables.patterns import compiled

ABSENT = log(2e-6)
"""Log probability of a character that no given name of the table has there."""

NAME = log(0.012)
"""Log probability that a word of running text is a person's name."""

ONE_GIVEN, TWO_GIVEN = log(0.2), log(0.8)
"""How many characters a given name has."""

DOUBLE = log(0.01)
"""A married name of two surnames and a given name (方石晓岚), against a plain one."""

_SELDOM, _OFTEN = log(2.5e-4), log(8e-4)
"""How common a given name's last character is below which a verb, or a word of grammar, is likelier."""


class Names(NamedTuple):
    """Log probabilities of surnames, and of given-name characters by position."""

    surname: dict[str, float]
    first: dict[str, float]
    second: dict[str, float]
    sole: dict[str, float]
    starts: re.Pattern[str]
    """The first character of a surname with one behind it that a name can go on with."""


@cache
def names() -> Names:
    """The name statistics, read on first use."""
    surname, first, second, sole = stored("names", _statistics)
    begins, goes_on = {form[0] for form in surname}, {*sole, *"".join(surname)}
    starts = compiled(f"{_any(begins)}(?={_any(goes_on)})")
    return Names(surname, first, second, sole, starts)


def _any(chars: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]"


_Shares = dict[str, float]


def _statistics() -> tuple[_Shares, _Shares, _Shares, _Shares]:
    given = lexicon.table("given_names")

    def share(column: str) -> dict[str, float]:
        counts = {form: float(n or 0) for form, n in given.mapping(column).items()}
        total = sum(counts.values()) or 1.0
        return {form: log(n / total) if n else ABSENT for form, n in counts.items()}

    ppm = {form: float(n or 0) for form, n in lexicon.table("surnames").mapping("ppm").items()}
    total = sum(ppm.values())
    surname = {form: log(max(n, 0.5) / total) for form, n in ppm.items()}
    return surname, share("first"), share("second"), share("sole")


@cache
def clings(char: str, seldom: bool = False) -> bool:
    """Whether a character at the end of a name is mostly the word behind it; ``seldom`` asks for a rarer one."""
    rare = names().second.get(char, ABSENT)
    speech = tag(char) or ""
    return rare < (_SELDOM if seldom or speech == "v" else _OFTEN) and speech in ("p", "c", "d", "u", "v")
