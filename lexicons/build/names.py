"""Make surnames.tsv and given_names.tsv: how common surnames and given-name characters are.

Sources, unpacked: PyPI sinonym 0.5.1 (Apache-2.0; surnames and given-name characters of researchers,
positions of syllables), PyPI ngender 0.1.1 (MIT; characters of given names by sex), PyPI jieba 0.42.1
(MIT; the personal names among its dictionary's words, for positions). Give the packages' folders:

    python lexicons/build/names.py PATH/sinonym PATH/ngender PATH/jieba

Hand decisions on surnames stand in surname_edits.tsv.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import tsv

NAME_TAGS = {"nr", "nrt", "nrfg"}
NAMES_IN_TEXT = 0.8
"""Occurrences in jieba's counts of a surname borne by one in a million: names are some 1.3 % of words."""
WORDY = 3.0
"""A surname is ambiguous where words other than names begin with it so many times more often."""
SMOOTHING = 6.0
"""Weight, in names, of what is believed of a character's position before jieba's names are counted."""
RARE_PPM = 1.0
COMMON_PPM = 1000
COMMON_NOUN = 300
"""A surname with such a noun is a form of address (李夫人, 王师傅), not a name; jieba's count."""


class Word(NamedTuple):
    form: str
    freq: int
    tag: str


def jieba_words(folder: Path) -> list[Word]:
    """jieba's dictionary."""
    rows = (line.split(" ") for line in (folder / "dict.txt").read_text("utf-8").splitlines())
    return [Word(form, int(freq), tag) for form, freq, tag in rows]


def source_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def surnames(sinonym: Path) -> dict[str, float]:
    """Surname → people per million that bear it; hand decisions win, zero drops."""
    out = {row["surname"]: float(row["ppm"]) for row in source_rows(sinonym / "data/familyname_orcid.csv")}
    out |= {row["form"]: float(row["ppm"]) for row in tsv.read(tsv.HERE / "surname_edits.tsv")}
    return {form: ppm for form, ppm in out.items() if ppm > 0}


def wordiness(words: list[Word]) -> Counter[str]:
    """How often ordinary words begin with a character (or are it), in jieba's counts."""
    out: Counter[str] = Counter()
    for form, freq, tag in words:
        if tag not in NAME_TAGS:
            out[form[0]] += freq
            out[form] += freq if len(form) > 1 else 0
    return out


def is_ambiguous(form: str, ppm: float, wordy: Counter[str]) -> bool:
    """Whether a surname's form is mostly something else in running text."""
    return wordy[form] > WORDY * (NAMES_IN_TEXT * ppm + 1)


def write_surnames(ppm: dict[str, float], wordy: Counter[str]) -> None:
    rows = []
    for form, value in ppm.items():
        kind = "single" if len(form) == 1 else "compound"
        rows.append((form, short(value), kind, 1 if is_ambiguous(form, value, wordy) else "", ""))
    tsv.write(
        "surnames",
        {
            "about": "姓氏 — surnames and how many people in a million bear them; ambiguous: 1 where the "
            "form is mostly an ordinary word in running text",
            "source": "PyPI sinonym 0.5.1 (counts of researchers), PyPI jieba 0.42.1 (ambiguity), "
            "build/surname_edits.tsv (rare ones, estimated)",
            "license": "Apache-2.0",
            "minimum": "650",
            "kind": "single, compound",
            "pattern ppm": r"\d+(\.\d+)?",
            "pattern ambiguous": "1?",
        },
        "form ppm kind ambiguous note",
        rows,
    )


class Given(NamedTuple):
    """Counts of given-name characters among jieba's names: first of two, second of two, the only one."""

    first: Counter[str]
    second: Counter[str]
    sole: Counter[str]


def given_counts(words: list[Word], clear: set[str]) -> Given:
    """Positions in jieba's personal names that begin with a clear (never ordinary) surname."""
    out = Given(Counter(), Counter(), Counter())
    ordinary = {word.form for word in words if word.tag not in NAME_TAGS}
    nouns = {word.form for word in words if word.tag == "n" and word.freq >= COMMON_NOUN}
    for form, _, tag in words:
        if tag not in {"nr", "nrfg"} or form[0] not in clear:
            continue
        if len(form) == 3 and form[1:] not in nouns:
            out.first[form[1]] += 1
            out.second[form[2]] += 1
        elif len(form) == 2 and form not in ordinary:
            out.sole[form[1]] += 1
    return out


def first_share(sinonym: Path) -> dict[str, float]:
    """Character → share of first positions of its syllable, from the source's counts of syllables."""
    rows = source_rows(sinonym / "data/given_position.csv")
    counts = {row["syllable"]: (int(row["initial_count"]) + 1, int(row["final_count"]) + 1) for row in rows}
    share = {syllable: first / (first + second) for syllable, (first, second) in counts.items()}
    given = source_rows(sinonym / "data/givenname_orcid.csv")
    return {row["character"]: share.get(row["pinyin"].rstrip("12345"), 0.5) for row in given}


def totals(sinonym: Path, sexes: dict[str, tuple[int, int]], surname: dict[str, float]) -> dict[str, float]:
    """Character → ppm of given-name characters: the mean of the two sources, scaled alike.

    Of a common surname's character the lower count is taken: the source has names written given name first.
    """
    ours = {row["character"]: float(row["ppm"]) for row in source_rows(sinonym / "data/givenname_orcid.csv")}
    scale, other = 1e6 / sum(ours.values()), 1e6 / sum(map(sum, sexes.values()))
    forms = {form for form in (ours | sexes) if is_common_han(form)}
    both = {form: (ours.get(form, 0) * scale, sum(sexes.get(form, (0, 0))) * other) for form in forms}
    return {
        form: min(two) if surname.get(form, 0) > COMMON_PPM else sum(two) / 2 for form, two in both.items()
    }


def is_common_han(form: str) -> bool:
    """Whether a form is one simplified Chinese character."""
    if len(form) != 1 or not "\u4e00" <= form <= "\u9fff":
        return False
    return form not in FOLDING


FOLDING = {row["form"] for row in tsv.read(tsv.LEXICONS / "folding.tsv")}


def short(ppm: float) -> str:
    """A figure with no more digits than it is worth."""
    return f"{ppm:.0f}" if ppm >= 100 else f"{ppm:.3g}"


def write_given(sinonym: Path, ngender: Path, counts: Given, surname: dict[str, float]) -> None:
    sexes = {
        row["char"]: (int(row["male"]), int(row["female"])) for row in source_rows(ngender / "charfreq.csv")
    }
    total, prior = totals(sinonym, sexes, surname), first_share(sinonym)
    pairs, soles = counts.first.total(), counts.sole.total()
    rows = []
    for form, ppm in total.items():
        seen = counts.first[form] + counts.second[form]
        share = (counts.first[form] + SMOOTHING * prior.get(form, 0.5)) / (seen + SMOOTHING)
        # jieba's own counts correct the totals with half their weight
        ppm = (ppm + 1e6 * seen / (2 * pairs)) / 2 if seen else ppm / 2
        first, second = 2 * ppm * share, 2 * ppm * (1 - share)
        # names of two characters are few and mixed with words (李子, 张家): they only bend it
        sole = (min(1e6 * counts.sole[form] / soles, 1.5 * second + 100) + second) / 2
        if ppm >= RARE_PPM / 2:
            male, female = sexes.get(form, (0, 0))
            sex = f"{male / (male + female):.2f}" if male + female >= 20 else ""
            rows.append((form, short(first), short(second), short(sole), sex))
    tsv.write(
        "given_names",
        {
            "about": "名字用字 — characters of given names: how often, in a million, the first of two, the "
            "second of two, the only one; male: share of men among the bearers",
            "source": "PyPI sinonym 0.5.1 and PyPI ngender 0.1.1 (totals, sex), PyPI jieba 0.42.1 and "
            "sinonym's counts of syllables (positions, smoothed: estimates)",
            "license": "Apache-2.0",
            "minimum": "2500",
            "pattern first": r"[\d.]+",
            "pattern second": r"[\d.]+",
            "pattern sole": r"[\d.]+",
            "pattern male": r"([01]\.\d\d)?",
        },
        "form first second sole male",
        rows,
    )


def main(sinonym: Path, ngender: Path, jieba: Path) -> None:
    words = jieba_words(jieba)
    ppm, wordy = surnames(sinonym), wordiness(words)
    write_surnames(ppm, wordy)
    clear = {form for form, value in ppm.items() if value > 20 and not is_ambiguous(form, value, wordy)}
    write_given(sinonym, ngender, given_counts(words, clear), ppm)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
