"""The tree of China's divisions: full and short names, codes, parents; which one a level word means here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.cache import stored
from dibao.tables.packed import Keys, Lazily, Rows, keys, packed

LEVELS = ("country", "province", "prefecture", "county", "township")

LEVEL_OF_WORD = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("prefecture", "county", "province"),
    "州": ("prefecture",),
    "盟": ("prefecture",),
    "地": ("prefecture",),
    "县": ("county",),
    "区": ("county", "province"),
    "旗": ("county",),
    "镇": ("township",),
    "乡": ("township",),
    "街道": ("township",),
}
"""The levels that a bare level word (市委, 县政府) can stand for, the likeliest first."""


class Division(NamedTuple):
    """One division of one code; ``source`` cites its lexicon line."""

    name: str
    level: str
    code: str
    parent: str
    shorts: tuple[str, ...]
    ambiguous: bool
    current: bool
    source: str

    @property
    def word(self) -> str:
        """The level word that its name ends in: 市 for 衡阳市, 州 for 恩施土家族苗族自治州."""
        return self.name[-1]


class Divisions(NamedTuple):
    """All divisions, by code and by each form that names them."""

    by_code: Mapping[str, Division]
    by_form: Mapping[str, tuple[Division, ...]]

    def chain(self, division: Division) -> tuple[Division, ...]:
        """A division and what contains it, outermost first, itself last."""
        out = [division]
        while (up := self.by_code.get(out[-1].parent)) is not None and len(out) < 5:
            out.append(up)
        return tuple(reversed(out))

    def find(self, name: str) -> Division | None:
        """The division that a name stands for, the highest one where several share it; None if unknown.

        A chain (湖南省衡阳市) names its last link.
        """
        if name in self.by_form:
            return self.by_form[name][0]
        for cut in range(1, len(name) - 1):
            if name[:cut] not in self.by_form or name[cut:] not in self.by_form:
                continue
            outer = {d.code for d in self.by_form[name[:cut]]}
            for inner in self.by_form[name[cut:]]:
                if outer & {d.code for d in self.chain(inner)}:
                    return inner
        return None

    def meant(self, word: str, here: Division | None) -> Division | None:
        """The division that a bare level word means in a text from ``here``: 省 in a Hengyang paper is 湖南省."""
        if here is None:
            return None
        if here.name.endswith(word):
            return here
        chain = {d.level: d for d in self.chain(here)}
        for level in LEVEL_OF_WORD.get(word, ()):
            got = chain.get(level)
            if got is not None and got.name.endswith(word):
                return got
        return None


@cache
def divisions() -> Divisions:
    """The built-in tree, read on first use."""
    kept = stored("divisions", _compile)
    made: dict[int, Division] = {}

    def division(number: int) -> Division:
        if number not in made:
            made[number] = Division._make(kept.rows.row(number))
        return made[number]

    def owners(number: int) -> tuple[Division, ...]:
        return tuple(map(division, kept.owners.row(number)))

    return Divisions(Lazily(kept.codes.read(), division), Lazily(kept.forms.read(), owners))


class _Kept(NamedTuple):
    """The tree as it is kept."""

    rows: Rows
    """All divisions."""
    codes: Keys
    """The number of a code's row."""
    forms: Keys
    owners: Rows
    """By the number of a form, the numbers of the rows that it names."""


def _compile() -> _Kept:
    table = lexicon.table("divisions")
    column = {name: table.column(name) for name in table.columns}
    rows: list[Division] = []
    codes: dict[str, int] = {}
    forms: dict[str, list[int]] = {}
    for n, row in enumerate(table.rows):
        shorts = tuple(filter(None, row[column["short"]].split("|")))
        division = Division(
            row[0],
            row[column["level"]],
            row[column["code"]],
            row[column["parent"]],
            shorts,
            row[column["ambiguous"]] == "1",
            row[column["to"]] == "",
            table.where(n),
        )
        rows.append(division)
        if division.current or division.code not in codes:  # a code outlives the names it stood for
            codes[division.code] = n
        for form in (division.name, *shorts):
            forms.setdefault(form, []).append(n)
    order = {level: n for n, level in enumerate(LEVELS)}

    def rank(number: int) -> tuple[bool, int, str]:
        division = rows[number]
        return not division.current, order.get(division.level, 9), division.code

    owners = packed(tuple(sorted(numbers, key=rank)) for numbers in forms.values())
    numbered = keys({form: number for number, form in enumerate(forms)})
    return _Kept(packed(map(tuple, rows)), keys(codes), numbered, owners)
