"""Make words.tsv: what is an ordinary word, how frequent, of which part of speech.

Sources, unpacked: PyPI jieba 0.42.1 (MIT; dict.txt), PyPI jionlp 1.5.31 (Apache-2.0; word_distribution.json,
counts in some six thousand million words of news up to 2020; chinese_word_dictionary.txt and
chinese_idiom.txt, headwords; all unzipped). Give the packages' folders, jionlp's ``dictionary``:

    python lexicons/build/words.py PATH/jieba PATH/jionlp/dictionary

jieba's tags of names are noise (明白, 武功 and 陆军 are people to it), so a word so tagged stays where a
dictionary of words has it and it is not made like a name, or where words_edits.tsv says so.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

import tsv

NAME_TAGS = {"nr", "nrt", "nrfg"}
PROPER_TAGS = NAME_TAGS | {"ns", "nt"}
FOLDED = {row["form"] for row in tsv.read(tsv.LEXICONS / "folding.tsv")}
LONGEST = 4
LEAST = 3
"""jieba's count below which a word is left out: half its rows are made up at 2 or 3."""
SEEN = 10
"""jieba's count from which a word needs no second witness."""
GIVEN = 1500
"""Parts in a million from which a character counts as usual in its position of a given name."""
PART = 50
"""jieba's count from which a word can vouch for a longer one that begins or ends with it."""


class Sources(NamedTuple):
    """What the packages say of words: jieba's (count, tag), counts in news scaled to jieba's, headwords."""

    jieba: dict[str, tuple[int, str]]
    news: dict[str, float]
    heads: frozenset[str]
    idioms: frozenset[str]
    surname: dict[str, bool]
    given: dict[str, tuple[float, float]]


def load(jieba: Path, jionlp: Path) -> Sources:
    given = tsv.read(tsv.LEXICONS / "given_names.tsv")
    rows = (line.split(" ") for line in (jieba / "dict.txt").read_text("utf-8").splitlines())
    words = {form: (int(count), tag) for form, count, tag in rows if is_plain(form)}
    lines = (jionlp / "word_distribution.json").read_text("utf-8").splitlines()
    counts = {form: count for form, count in map(json.loads, lines) if is_plain(form)}
    common = words.keys() & counts.keys()
    scale = sum(words[form][0] for form in common) / sum(counts[form] for form in common)
    return Sources(
        words, {form: count * scale for form, count in counts.items()},
        heads(jionlp / "chinese_word_dictionary.txt"), heads(jionlp / "chinese_idiom.txt"),
        {row["form"]: bool(row["ambiguous"]) for row in tsv.read(tsv.LEXICONS / "surnames.tsv")},
        {row["form"]: (float(row["first"]), float(row["second"])) for row in given},
    )  # fmt: skip


def heads(path: Path) -> frozenset[str]:
    """The headwords of a dictionary: the first cell of each line."""
    return frozenset(line.split("\t")[0] for line in path.read_text("utf-8").splitlines())


def is_plain(form: str) -> bool:
    """Whether a form is one to four characters of everyday simplified Chinese (GB 2312), none that folds."""
    if len(form) > LONGEST or not all("\u4e00" <= c <= "\u9fff" and c not in FOLDED for c in form):
        return False
    try:
        form.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def is_ordinary(form: str, count: int, tag: str, say: Sources) -> bool:
    """Whether an entry of jieba's dictionary is a word, not a name and not one of its made-up rows."""
    if len(form) == 1:
        return tag not in {"ns", "nt"}
    if tag in NAME_TAGS:
        return is_ordinary_name(form, tag, say)
    known = form in say.heads or form in say.idioms
    if tag in {"ns", "nt"}:
        return tag == "nt" and form[-1] in "学化"
    if len(form) == LONGEST and count == LEAST:
        return form in say.news
    named = tag == "nz" and len(form) == 3 and say.surname.get(form[0]) is False
    return known or (not named and (count >= SEEN or form in say.news))


def is_ordinary_name(form: str, tag: str, say: Sources) -> bool:
    """Whether a form that jieba takes for a person is a word all the same."""
    if len(form) == LONGEST:
        return form in say.news and (
            form in say.idioms or (vouched(form[:2], say) and vouched(form[2:], say))
        )
    known = form in say.heads or form in say.idioms
    if tag == "nr" and form[0] not in say.surname:
        return known or (len(form) == 2 and form in say.news and not is_given(form, say))
    return known and say.surname.get(form[0], False) and len(form) == 2


def is_given(form: str, say: Sources) -> bool:
    """Whether two characters make a usual given name (秀英, 俊杰)."""
    return say.given.get(form[0], (0, 0))[0] >= GIVEN and say.given.get(form[1], (0, 0))[1] >= GIVEN


def vouched(part: str, say: Sources) -> bool:
    """Whether half of a long form is itself a common word."""
    count, tag = say.jieba.get(part, (0, "nr"))
    return count >= PART and tag not in PROPER_TAGS


def main(jieba: Path, jionlp: Path) -> None:
    say = load(jieba, jionlp)
    out: dict[str, tuple[float, str]] = {}
    for form, (count, tag) in say.jieba.items():
        if count >= LEAST and is_ordinary(form, count, tag, say):
            out[form] = (count, "n" if tag in NAME_TAGS and len(form) > 1 else tag)
    for row in tsv.read(tsv.HERE / "words_edits.tsv"):
        form = row["form"]
        if row["tag"] == "drop":
            out.pop(form, None)
        else:
            out[form] = (float(row["freq"] or say.jieba[form][0]), row["tag"])
    # the mean of old fiction's and recent news' counts
    rows = [(form, max(1, round((n + say.news.get(form, 0)) / 2)), tag) for form, (n, tag) in out.items()]
    tsv.write(
        "words",
        {
            "about": "词 — ordinary words, how often among some 60 million words, jieba's part of speech",
            "source": "PyPI jieba 0.42.1 (MIT: words, tags, counts) without its names; PyPI jionlp 1.5.31 "
            "(Apache-2.0: counts in news, headwords); build/words_edits.tsv",
            "license": "Apache-2.0",
            "minimum": "110000",
            "pattern freq": r"\d+",
            "pattern tag": "[a-z]+",
        },
        "form freq tag",
        rows,
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
