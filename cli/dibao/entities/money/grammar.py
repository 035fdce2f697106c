"""The words and patterns of amounts, from ``currencies.tsv`` and ``money_cues.tsv``; compiled on first use."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from dibao import lexicon, numerals


class Unit(NamedTuple):
    """A currency word: its code, its share of the currency's unit, its kind, and its lexicon line."""

    code: str
    scale: Decimal
    kind: str
    source: str


class Cue(NamedTuple):
    """A word beside an amount: what it says (``value``), and whether no word may go on after it."""

    value: str
    edge: bool
    source: str


class Cues(NamedTuple):
    """The words of one kind of ``money_cues.tsv``."""

    words: dict[str, Cue]
    longest: int

    def ending(self, text: str, at: int) -> str:
        """The longest word that ends at an offset, or an empty string."""
        for size in range(min(self.longest, at), 0, -1):
            if (word := text[at - size : at]) in self.words:
                return word
        return ""

    def starting(self, text: str, at: int) -> str:
        """The longest word that starts at an offset, or an empty string."""
        for size in range(min(self.longest, len(text) - at), 0, -1):
            if (word := text[at : at + size]) in self.words:
                return word
        return ""


@cache
def units() -> dict[str, Unit]:
    """Every currency word, sign and code."""
    table = lexicon.table("currencies")
    return {
        row["form"]: Unit(row["code"], Decimal(row["scale"]), row["kind"], table.where(n))
        for n, row in enumerate(table.records())
    }


@cache
def cues(kind: str) -> Cues:
    """The words of one kind."""
    table = lexicon.table("money_cues")
    words = {
        row["form"]: Cue(row["value"], row["right"] == "edge", table.where(n))
        for n, row in enumerate(table.records())
        if row["kind"] == kind
    }
    return Cues(words, max(map(len, words), default=0))


RANGE = r"(?:至|到|-{1,2}|—{1,2}|–|−|~{1,2}|～)"
"""What joins the two ends of a range."""

INCLUSIVE = r"(?:\(含[^()\n]{0,4}\))"
"""Says that a bound is included: 50万元(含)以上."""


def _forms(kinds: str, positions: str) -> str:
    """An alternation of currency words, the longest first; Latin ones must not run on in a word."""
    table = lexicon.table("currencies")
    forms = [
        r["form"]
        for r in table.records()
        if r["kind"] in kinds.split() and r["position"] in positions.split()
    ]
    return "|".join(map(_guarded, sorted(forms, key=len, reverse=True)))


def _guarded(form: str) -> str:
    left = "(?<![A-Za-z])" if form[0].isascii() and form[0].isalpha() else ""
    right = "(?![A-Za-z])" if form[-1].isascii() and form[-1].isalpha() else ""
    return left + re.escape(form) + right


@cache
def before() -> str:
    """Pattern of what names the currency before the number: 人民币, HK$, USD."""
    return f"(?:{_forms('name iso sign', 'before both')})"


@cache
def after() -> str:
    """Pattern of what names the currency after the number: 元, 美元, 块, 分, €."""
    return f"(?:{_forms('unit piece minor name iso sign', 'after both')})"


@cache
def amount() -> re.Pattern[str]:
    """A number with a currency word, before or after it, or one that ends in 万 or 亿.

    Groups: ``pre`` n1 (m1) u1, or n2 u2. Numbers and words may be parted by one space.
    """
    number = numerals.pattern()
    first = f"[0-9０-９{numerals.chinese_numerals()}{''.join(numerals.big_units())}几数]"
    return re.compile(
        f"(?P<pre>{before()}) ?(?P<n1>{number})(?: ?{RANGE} ?{before()}? ?(?P<m1>{number}))?+(?: ?(?P<u1>{after()}))?+"
        f"|(?={first})(?<![0-9０-９])(?<![0-9０-９][.．])(?P<n2>{number})"
        f"(?: ?(?P<u2>{after()})|(?<=[{''.join(numerals.big_units())}]))"
    )


@cache
def tail() -> re.Pattern[str]:
    """What follows a currency word and belongs to the amount: 三角五分, 钱, 整, 人民币."""
    digit = f"[0-9０-９{numerals.chinese_digits()}]{{1,2}}"
    names = _forms("name iso", "both")
    return re.compile(
        f"(?:(?<=[元圆块])零?(?P<tenths>{digit})[角毛])?+(?:(?<=[元圆块角毛])零?(?P<cents>{digit})分(?![钟之]))?+"
        f"(?P<money>钱)?+(?:整(?![个体合改理治顿修数])|正(?![一-龥]))?+(?: ?(?P<post>{names}))?+"
    )


@cache
def spoken() -> re.Pattern[str]:
    """三块五: a digit that stands for tenths, at the end of a clause."""
    return re.compile(f"(?<=块)(?P<tenths>[{numerals.chinese_digits()}])(?![一-龥0-9])")


@cache
def range_left() -> re.Pattern[str]:
    """The left end of a range without a currency word after it, up to where the right end begins."""
    return re.compile(
        f"(?<![0-9０-９.．])(?:{before()} ?)?+(?P<n>{numerals.pattern()}) ?{INCLUSIVE}?+ ?{RANGE} ?$"
    )


@cache
def list_left() -> re.Pattern[str]:
    """An item of a list that shares the unit of its last item, up to where the next item begins."""
    return re.compile(f"(?<![0-9０-９.．])(?P<n>{numerals.pattern()}) ?(?P<join>、|以及|或者|和|与|及|或) ?$")
