"""Clean text into atoms of time: 2020年, 12月, 去年, 上旬, 春节, 下午, 3时20分.

Word atoms come from ``dates.tsv``, ``holidays.tsv`` and ``congresses.tsv`` by one automaton; counted atoms
come from the shapes of numbers with their units. Atoms that can only go on from another one (a time of day,
底, 初五, 五 after 上周) are looked for at its end, nowhere else.
"""

from __future__ import annotations

import re
from functools import cache

from dibao.entities.date.shapes import LED, RANGE_SIGNS, TAILS, counted
from dibao.entities.date.spec import WEEKDAYS
from dibao.language import almanac
from dibao.language.numerals import parse_int
from dibao.named import NamedTuple
from dibao.tables import lexicon, matcher
from dibao.tables.patterns import compiled, lazily

_FREE = frozenset(
    ".,。;:!?、“‘《〈([—…·-/>于在从自到至和与及或是为以按据截即由当过逢前后值趁等内每起的了时讯电"
)

_TAIL_KINDS = frozenset({"part", "edge", "seasonchar"})
_REACH = 3
"""How far behind the last atom a time of day may stand: a bracket, a range sign."""


class Word(NamedTuple):
    """A row of a table of words; ``where`` cites it."""

    kind: str
    value: str
    left: frozenset[str]
    right: re.Pattern[str] | None
    where: str


class Atom(NamedTuple):
    """A stretch of clean text that says one thing of time."""

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None


class _Form(NamedTuple):
    """A form of the automaton: the kind of its atom, its word if it is one, and else the shape that it leads in."""

    kind: str
    word: Word | None = None
    shape: re.Pattern[str] | None = None


@cache
def words() -> dict[str, Word]:
    """All word atoms by form."""
    out: dict[str, Word] = {}
    table = lexicon.table("dates")
    for at, (form, kind, value, left, right) in enumerate(table.rows):
        if kind != "ahead":
            bar = compiled(right) if right else None
            out[form] = Word(kind, value, frozenset(left), bar, table.where(at))
    table = lexicon.table("holidays")
    weak = table.column("weak")
    for at, row in enumerate(table.rows):
        out[row[0]] = Word("holiday", row[weak], frozenset(), None, table.where(at))
    table = lexicon.table("congresses")
    needs = lazily(r"(?!(?:胜利)?(?:召开)?(?:以来|以后|之后))")
    for at, row in enumerate(table.rows):
        for form in (row[0], "党的" + row[0]):
            out[form] = Word("congress", row[0], frozenset(), needs, table.where(at))
    return out


@cache
def _automaton() -> tuple[matcher.Matcher, list[_Form]]:
    """One automaton over the words of two characters and more and over what leads an atom in, with its forms."""
    rows = {form: _Form(word.kind, word) for form, word in words().items() if len(form) > 1}
    rows |= {week + day: _Form("weekday") for week in ("周", "星期", "礼拜") for day in WEEKDAYS}
    leads = {"公元": "ce", "闰": "leap", "大年初": "newyear"}
    leads |= dict.fromkeys([f"{q}{n}" for q in "Qq" for n in "1234"], "quarter")
    leads |= dict.fromkeys([f"年初{n}" for n in "一二三四五六七八"], "newyear")
    leads |= dict.fromkeys(almanac.eras(), "era")
    rows |= {form: _Form(kind, None, LED[kind]) for form, kind in leads.items()}
    return matcher.build(list(rows)), list(rows.values())


@cache
def _going_on() -> tuple[re.Pattern[str], frozenset[str]]:
    """The words that can only go on from another atom (底, 晚上), and what they begin with."""
    forms = [f for f, w in words().items() if w.kind in _TAIL_KINDS]
    pattern = compiled("|".join(sorted(forms, key=len, reverse=True)))
    return pattern, frozenset(form[0] for form in forms)


@cache
def _units() -> dict[str, re.Pattern[str]]:
    """What may not follow the units of counted atoms, by unit."""
    return {f: w.right for f, w in words().items() if w.kind == "unit" and w.right is not None}


def leaves_free(char: str) -> bool:
    """Whether a character leaves an expression free to begin: punctuation, white space, particles, prepositions."""
    return char in _FREE or char.isspace()


def atoms(text: str) -> list[Atom]:
    """Every atom of a clean text, in order, without those that their neighbours forbid."""
    out: list[Atom] = []
    barred, starts, new = _units(), _starts(), tuple.__new__
    last, other = -_REACH - 1, starts[""]
    for start, minus, _, kind, word in _hits(text):
        if start < last or (start > last + _REACH and kind in _TAIL_KINDS):
            continue
        end = -minus
        if word is not None:
            if _barred(text, start, end, word):
                continue
        elif (
            kind != "date"
            and (unit := barred.get(text[end - 1]))
            and unit.match(text, end)
            and text[start - 1 : start] not in ("月", "份")
        ):
            if kind != "yearmonth":
                continue
            kind, end = "year", text.index("年", start) + 1
        form = text[start:end]
        if word is None and (kind == "listed" or "、" in form):
            out += _listed(text, start, end, kind)
            last = _tails(text, out)
            continue
        out.append(new(Atom, (kind, start, end, form, word)))
        last = _tails(text, out) if text[end : end + 1] in starts.get(kind, other) else end
    return out


def _hits(text: str) -> list[tuple[int, int, int, str, Word | None]]:
    """Words and counted atoms where they stand, the longest first: start, minus the end, order, kind, word."""
    automaton, rows = _automaton()
    hits: list[tuple[int, int, int, str, Word | None]] = []
    for start, end, index in automaton.find(text):
        kind, word, shape = rows[index]
        if shape is None:
            hits.append((start, -end, len(hits), kind, word))
        elif led := shape.match(text, start):
            hits.append((start, -led.end(), len(hits), kind, None))
    for start, end, kind in counted(text):
        hits.append((start, -end, len(hits), kind, None))
    hits.sort()
    return hits


def parted(date: Atom) -> list[Atom]:
    """The month and the day of a date without a year, or the year and the rest of one with it."""
    sign, kinds = ("年", ("year", "date")) if "年" in date.text else ("月", ("month", "day"))
    head, _, rest = date.text.partition(sign)
    middle = date.start + len(head) + 1
    return [
        Atom(kinds[0], date.start, middle, head + sign),
        Atom(kinds[1], middle, date.end, rest),
    ]


def _listed(text: str, start: int, end: int, kind: str) -> list[Atom]:
    """The atoms of a list that shares its unit.

    3、4月 is one stretch, 5、8日 are two days after 12月; but in 1、13日 the 1 numbers a paragraph.
    """
    form = text[start:end]
    if kind == "listed":
        return [Atom("year", start, end, form + "年")]
    items = form.split("、")
    numbers = [parse_int(item.strip("第份月日号个季度世纪 ")) for item in items]
    if kind == "decade":
        return [Atom(kind, start, end, form)]
    if len(items) == 2 and numbers[0] and numbers[1] == numbers[0] + 1:
        return [Atom(kind.rstrip("s"), start, end, form)]
    if kind != "days":
        at = text.index("、", start, end) + 1
        return [Atom(kind, at, end, text[at:end])]
    out: list[Atom] = []
    for item in items:
        out.append(Atom("day", start, start + len(item), item.rstrip(" 日") + "日"))
        start += len(item) + 1
    return out


def _barred(text: str, start: int, end: int, word: Word) -> bool:
    """Whether what stands before or after forbids a word."""
    if word.left and start:
        before = text[start - 1]
        if (before != "年" and not leaves_free(before)) if "^" in word.left else before in word.left:
            return True
    return word.right is not None and word.right.match(text, end) is not None


def _tails(text: str, out: list[Atom]) -> int:
    """Add the atoms that go on directly from the last one; the offset where they end."""
    starts = _starts()
    other = starts[""]
    while True:
        last = out[-1]
        end = last.end
        if text[end : end + 1] not in starts.get(last.kind, other):
            return end
        got = _tail(text, last)
        if got is None and _is_lunar(out) and (match := TAILS["lcount"].match(text, end)):  # 农历八月十五
            got = Atom("lday", end, match.end(), match[0])
        if got is None:
            return end
        out.append(got)


@cache
def _starts() -> dict[str, frozenset[str]]:
    """What the atoms that go on from each kind of atom can begin with; under an empty string, from any other."""
    words = _going_on()[1] | {" "}
    numerals = words.union("0123456789一二三四五六七八九十")
    clock = numerals.union("T〇零两")
    return {
        **dict.fromkeys(_TIMED, clock),
        **dict.fromkeys(("day", "date", "weekday"), clock.union(")”")),
        **dict.fromkeys(("ym", "bare", "clock"), words.union(RANGE_SIGNS)),
        **dict.fromkeys(_MONTHS, numerals.union("初廿")),
        "week": words.union("一二三四五六日天末"),
        "": words,
    }


def _is_lunar(out: list[Atom]) -> bool:
    """Whether the last atom is a month of the lunar calendar."""
    kind = out[-1].kind
    if kind in ("month", "yearmonth"):
        return "lunar" in [atom.kind for atom in out[-3:-1]]
    return kind == "lunarmonth"


def _tail(text: str, last: Atom) -> Atom | None:
    kind, end = last.kind, last.end
    if kind == "week" and (match := TAILS["daychar"].match(text, end)):
        return Atom("daychar", end, match.end(), match[0])
    if kind in _MONTHS and (match := TAILS["lday"].match(text, end)):
        return Atom("lday", end, match.end(), match[0])
    if kind == "month" and last.text[0] in _LUNAR and (match := TAILS["lplain"].match(text, end)):
        return Atom("lplain", end, match.end(), match[0])
    at = end + 1 if text.startswith(" ", end) and kind not in ("clock", "ym", "iso") else end
    if (word := _going_word(text, at)) is not None:
        return word
    if kind in ("ym", "bare") and (match := TAILS["bare"].match(text, end)):
        return Atom("bare", match.start("bare"), match.end(), match["bare"])
    at = end + text.startswith((")", "”"), end) if kind in ("weekday", "day", "date") else end
    if kind in _TIMED and (match := TAILS["clock"].match(text, at)):
        start = match.start() + (match[0][0] in "T ")
        return Atom("clock", start, match.end(), text[start : match.end()])
    if kind == "clock" and (match := TAILS["until"].match(text, end)):
        return Atom("clock", match.start("clock"), match.end(), match["clock"])
    return None


def _going_word(text: str, at: int) -> Atom | None:
    """The word at an offset that goes on from an atom before it."""
    pattern, firsts = _going_on()
    if text[at : at + 1] not in firsts or (match := pattern.match(text, at)) is None:
        return None
    for form in dict.fromkeys((match[0], match[0][0])):  # 12月初叶某 after 初叶
        word = words().get(form)
        if word and word.kind in _TAIL_KINDS and not _barred(text, at, at + len(form), word):
            return Atom(word.kind, at, at + len(form), form, word)
    return None


_MONTHS = frozenset({"month", "yearmonth", "leap", "lunarmonth"})
_LUNAR = frozenset("二三四五六七八九十")
"""How a month is written that may be a lunar one: 八月十五 without 日."""
_TIMED = frozenset({"iso", "day", "date", "lday", "newyear", "part", "holiday", "weekday", "daychar"})
"""Kinds of atoms after which a clock time may stand."""
