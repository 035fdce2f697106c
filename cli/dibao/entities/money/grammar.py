"""The words and patterns of amounts, from ``currencies.tsv`` and ``money_cues.tsv``, on first use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from dibao.language import numerals
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.affixes import Affixes
from dibao.tables.kept import kept
from dibao.tables.patterns import compiled


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
    affixes: Affixes

    def ending(self, text: str, at: int) -> str:
        """The longest word that ends at an offset, or an empty string."""
        found = self.affixes.ending(text, at)
        return found[0] if found else ""

    def starting(self, text: str, at: int) -> str:
        """The longest word that starts at an offset, or an empty string."""
        found = self.affixes.starting(text, at)
        return found[0] if found else ""


@kept
def units() -> dict[str, Unit]:
    """Every currency word, sign and code."""
    table = lexicon.table("currencies")
    return {
        row["form"]: Unit(row["code"], Decimal(row["scale"]), row["kind"], table.where(n))
        for n, row in enumerate(table.records())
    }


@kept
def cues(kind: str) -> Cues:
    """The words of one kind."""
    words = _words()[kind]
    return Cues(words, Affixes(words))


@cache
def _words() -> dict[str, dict[str, Cue]]:
    """The words of every kind."""
    table = lexicon.table("money_cues")
    form, kind, value, right = map(table.column, ("form", "kind", "value", "right"))
    out: dict[str, dict[str, Cue]] = {}
    for n, row in enumerate(table.rows):
        out.setdefault(row[kind], {})[row[form]] = Cue(row[value], row[right] == "edge", table.where(n))
    return out


RANGE = r"(?:至|到|-{1,2}|—{1,2}|–|−|－|~{1,2}|～)"
"""What joins the two ends of a range."""

INCLUSIVE = r"(?:[(（]不?含[^()（）\n]{0,12}[)）])"
"""Says that a bound is included: 50万元(含)以上."""


@kept
def _forms(kinds: str, positions: str) -> list[str]:
    table = lexicon.table("currencies").records()
    return [r["form"] for r in table if r["kind"] in kinds.split() and r["position"] in positions.split()]


def _alternation(forms: list[str]) -> str:
    """Pattern of currency words behind a gate of their first characters, which makes the search fast.

    The longest word comes first; Latin ones must not run on in a word.
    """
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(form[0], []).append(form)
    out = []
    for first in sorted(groups):
        rests = sorted(groups[first], key=len, reverse=True)
        guard = "(?<![A-Za-z].)" if first.isascii() and first.isalpha() else ""
        out.append(re.escape(first) + guard + "(?:" + "|".join(_closed(form[1:]) for form in rests) + ")")
    return f"(?:(?=[{re.escape(''.join(sorted(groups)))}])(?:{'|'.join(out)}))"


def _closed(rest: str) -> str:
    return re.escape(rest) + ("(?![A-Za-z])" if rest[-1:].isascii() and rest[-1:].isalpha() else "")


@kept
def before() -> str:
    """Pattern of what names the currency before the number: 人民币, HK$, USD."""
    return _alternation(_forms("name iso sign", "before both"))


@kept
def after() -> str:
    """Pattern of what names the currency after the number: 元, 美元, 块, 分, €."""
    return _alternation(_forms("unit piece minor name iso sign", "after both"))


@cache
def amount() -> re.Pattern[str]:
    """A number with a currency word, before or after it, or one that ends in 万 or 亿.

    Groups: ``pre`` n1 (m1) u1, or n2 u2. Numbers and words may be parted by one space. The gate of first
    characters at the head adds nothing to what is found.
    """
    number, big = numerals.pattern(), numerals.big_units()
    first = f"0-9０-９{numerals.chinese_numerals()}{big}几数"
    gate = first + re.escape("".join(sorted({form[0] for form in _forms("name iso sign", "before both")})))
    pair = f"(?: ?{RANGE} ?{before()}? ?(?P<m1>{number}))?+"
    return compiled(
        f"(?=[{gate}])(?:(?=[{first}])(?<![0-9０-９])(?<![0-9０-９][.．·])(?P<n2>{number})"
        f"(?: ?(?P<u2>{after()})|(?<=[{big}]))"
        f"|(?P<pre>{before()}) ?(?P<n1>{number}){pair}(?: ?(?P<u1>{after()}))?+)"
    )


@cache
def _marks() -> re.Pattern[str]:
    """万 and 亿, a currency word behind a number, the end of one before a number: every amount has one of these."""
    first, big = f"0-9０-９{numerals.number_core()}", numerals.big_units()
    last = first + numerals.vague_ends()
    heads = {form[0] for form in _forms("unit piece minor name iso sign", "after both")}
    ends = re.escape("".join(sorted({form[-1] for form in _forms("name iso sign", "before both")})))
    return compiled(
        f"[{big}{ends}{re.escape(''.join(sorted(heads)))}](?:(?<=[{big}])"
        f"|(?:(?<=[{last}].)|(?<=[{last}] .))(?<=(?={after()}).)|(?<=[{ends}])(?= ?[{first}]))"
    )


def matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of :func:`amount` in a text, in order; none overlaps another.

    They are tried where what stands directly before a mark can be a number or a currency word.
    """
    match, signs, done = amount().match, number_signs(), 0
    for mark in _marks().finditer(text):
        last = mark.start()
        if last < done:
            continue
        at = done + len(text[done:last].rstrip(signs))
        while at <= last:
            found = match(text, at)
            if found is not None:
                yield found
            at = at + 1 if found is None else found.end()
        done = at


@cache
def tail() -> re.Pattern[str]:
    """What follows a currency word and belongs to the amount: 三角五分, 钱, 整, 人民币."""
    digit = f"[0-9０-９{numerals.chinese_digits()}]{{1,2}}"
    names = _alternation(_forms("name iso", "both"))
    tenths = f"(?:(?<=[元圆块]) ?零?(?P<tenths>{digit}) ?[角毛])?+"
    half = f"(?<=[角毛])(?P<half>[{numerals.chinese_digits()}])(?![一-龥0-9])"
    cents = f"(?:(?<=[元圆块角毛]) ?零?(?P<cents>{digit}) ?分(?![钟之])|{half})?+"
    whole = "(?:整(?![个体合改理治顿修数])|正(?![一-龥]))?+"
    return compiled(f"{tenths}{cents}(?P<money>钱)?+{whole}(?: ?(?P<post>{names}))?+")


@cache
def spoken() -> re.Pattern[str]:
    """三块五: a digit that stands for tenths, at the end of a clause."""
    return compiled(f"(?<=块)(?P<tenths>[{numerals.chinese_digits()}])(?![一-龥0-9])")


@kept
def number_signs() -> str:
    """Every character that a number with a currency before it can hold, and 含 in brackets after it."""
    return numerals.signs() + "".join(_forms("name iso sign", "before both")) + "(（含本数）)"


@cache
def range_left() -> re.Pattern[str]:
    """The left end of a range without a currency word after it, up to where the right end begins."""
    return compiled(
        f"(?<![0-9０-９.．·])(?:{before()} ?)?+(?P<n>{numerals.pattern()}) ?{INCLUSIVE}?+ ?{RANGE} ?$"
    )


@cache
def list_left() -> re.Pattern[str]:
    """An item of a list that shares the unit of its last item, up to where the next item begins."""
    return compiled(f"(?<![0-9０-９.．·])(?P<n>{numerals.pattern()}) ?(?P<join>、|以及|或者|和|与|及|或) ?$")


@cache
def _header() -> re.Pattern[str]:
    """A unit in a header: 单位:万元 (``region``), or (亿元) after a label; (亿) has no ``unit``."""
    names = _alternation(_forms("unit name", "after both"))
    return compiled(
        f"(?=[(（单])(?P<open>[(（])?(?P<region>(?:货币|金额|计量)?单位[:：为 ]{{0,2}}+)?(?:人民币)?"
        f"(?P<magnitude>[十百千{numerals.big_units()}]{{0,3}}+)(?P<unit>{names})?+"
        f"(?:/[^()（）/\\s]{{1,6}})?+(?(open)[)）]|(?<!单位))"
    )


@cache
def _header_begins() -> re.Pattern[str]:
    forms = ["货币单位", "金额单位", "计量单位", "单位", "人民币", *_forms("unit name", "after both")]
    firsts = "".join(sorted({form[0] for form in forms})) + "十百千" + numerals.big_units()
    return compiled(f"[(（单](?:(?<=单)位|(?<=[(（])[{re.escape(firsts)}])")


def headers(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The headers of tables and numbers that say a unit, or at least a magnitude."""
    end, done = len(text) if end is None else end, start
    for begins in _header_begins().finditer(text, start, end):
        match = _header().match(text, begins.start(), end) if begins.start() >= done else None
        if match is not None:
            done = match.end()
            if match["magnitude"] or match["unit"]:
                yield match
