"""The pages of samples/ against their golden marked texts, each entity type in a row of its own.

``NAME.txt`` is a page, ``NAME.marked`` the same text with every mention marked by hand, after what is right
and not after what the program says. Normal forms stand where they add something to the text: full names of
organs, TIMEX3 values with ``mod``, amounts with bounds, a title's status unless current, a person's posts
(``organization/title/status``) at one mention for all. ``[…](optional)`` may come out or not. Lines
``# date: …`` and ``# place: …`` at the top give the reference that the page itself does not tell,
``# articles: …`` how many articles and fragments it holds where it is more than one; they are no part of the
text.

``python tests/test_samples.py`` prints precision and recall of each type, and what differs; with ``--prune``
it takes what comes out right by now from the table of known failures, samples_known.tsv.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import dibao
from dibao import marked
from dibao.marked import Mark
from dibao.types import ENTITY_TYPES, Mention, PersonNorm, Span

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.marked"))

TABLE = Path(__file__).parent / "samples_known.tsv"
KNOWN = {
    (name, type, text): reason
    for line in TABLE.read_text("utf-8").splitlines()[1:]
    for name, type, text, reason in [line.split("\t")]
}
"""What is known to come out wrong: sample, type and text of the mention that is missed, false or misread, to
the reason. Each is a strict xfail; one that passes has to leave the table."""


class Gold(NamedTuple):
    """A golden file: what its first lines say, the plain text, its marks."""

    date: str | None
    place: str | None
    articles: int
    plain: str
    marks: tuple[Mark, ...]


def gold(name: str) -> Gold:
    """Read a golden file: lines ``# key: value``, then the marked text."""
    text = (SAMPLES / f"{name}.marked").read_text("utf-8")
    given = dict(re.findall(r"^# (date|place|articles): (\S+)$", text, re.MULTILINE))
    plain, marks = marked.parse(re.sub(r"\A(?:# .*\n)+", "", text))
    return Gold(given.get("date"), given.get("place"), int(given.get("articles", 1)), plain, marks)


def squeeze(text: str) -> str:
    return "".join(text.split())


def comparable(mark: Mark, plain: str, posts: dict[str, str]) -> Mark:
    """A mark as both sides state it: the posts of a person in one order, and on every mention."""
    if mark.type != "person":
        return mark
    stated = posts.get(squeeze(plain[mark.start : mark.end]), "")
    return mark._replace(norm=";".join(sorted(stated.split(";"))))


def posts_of(marks: tuple[Mark, ...], plain: str) -> dict[str, str]:
    """The posts that a golden text states at one mention of a person, by name."""
    return {squeeze(plain[m.start : m.end]): m.norm for m in marks if m.type == "person" and m.norm}


def optional(span: Mark | Span, marks: tuple[Mark, ...]) -> bool:
    start, end = span[:2]
    return any(m.type == "optional" and m.start <= start and end <= m.end for m in marks)


def required(mention: Mention, marks: tuple[Mark, ...]) -> Mention:
    """A person without the posts whose title is marked optional; any other mention as it is."""
    if not isinstance(mention.norm, PersonNorm):
        return mention
    posts = tuple(post for post in mention.norm.posts if not optional(post.evidence, marks))
    return mention._replace(norm=mention.norm._replace(posts=posts))


@cache
def extraction(name: str) -> Extraction:
    known = gold(name)
    return dibao.extract(known.plain, doc=f"{name}.txt", ref_date=known.date, place=known.place)


@cache
def compared(name: str, type: str) -> tuple[frozenset[Mark], frozenset[Mark]]:
    """The golden marks of a type and those that came out, without the optional ones."""
    known = gold(name)
    stated = posts_of(known.marks, known.plain)
    want = [comparable(m, known.plain, stated) for m in known.marks if m.type == type]
    found = [marked.mark_of(required(m, known.marks)) for m in extraction(name).mentions if m.type == type]
    have = [comparable(m, known.plain, {squeeze(known.plain[m.start : m.end]): m.norm or ""}) for m in found]
    return frozenset(want), frozenset(m for m in have if not optional(m, known.marks))


class Score(NamedTuple):
    """How many mentions are marked; shares of spans that are right, found, and have the right normal form."""

    marked: int
    precision: float
    recall: float
    norms: float


def score(type: str) -> Score:
    """One entity type over all samples."""
    wanted = found = both = alike = 0
    for name in NAMES:
        want, have = compared(name, type)
        norms = {m[:2]: m.norm for m in have}
        wanted, found = wanted + len(want), found + len(have)
        shared = [m for m in want if m[:2] in norms]
        both += len(shared)
        alike += sum(norms[m[:2]] == m.norm for m in shared)
    return Score(wanted, both / max(found, 1), both / max(wanted, 1), alike / max(both, 1))


def wrong(name: str, type: str) -> dict[str, list[str]]:
    """What differs from the golden text, by the text of the mention: lines that say how."""
    known = gold(name)
    want, have = compared(name, type)
    out: dict[str, list[str]] = {}
    for mark in sorted(want ^ have, key=lambda m: m.start):
        text = squeeze(known.plain[mark.start : mark.end])
        said = f"{'missed' if mark in want else 'false'} at {mark.start}: {mark.norm or 'no normal form'}"
        out.setdefault(text, []).append(said)
    return out


def test_samples_are_there() -> None:
    assert len(NAMES) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_plain_text_is_the_golden_text_without_its_marks(name: str) -> None:
    assert (SAMPLES / f"{name}.txt").read_text("utf-8") == gold(name).plain


@pytest.mark.parametrize("name", NAMES)
def test_golden_text_marks_known_types_only(name: str) -> None:
    assert {m.type for m in gold(name).marks} <= {*ENTITY_TYPES, "optional"}


@pytest.mark.parametrize("name", NAMES)
def test_page_falls_into_its_articles(name: str, request: pytest.FixtureRequest) -> None:
    if reason := KNOWN.get((name, "article", "")):
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    assert len(extraction(name).articles) == gold(name).articles


@pytest.mark.parametrize("type", ENTITY_TYPES)
@pytest.mark.parametrize("name", NAMES)
def test_sample(name: str, type: str) -> None:
    assert {text: said for text, said in wrong(name, type).items() if (name, type, text) not in KNOWN} == {}


@pytest.mark.parametrize(
    ("name", "type", "text"),
    [
        pytest.param(*key, marks=pytest.mark.xfail(strict=True, reason=why))
        for key, why in KNOWN.items()
        if key[1] in ENTITY_TYPES
    ],
)
def test_known_failure(name: str, type: str, text: str) -> None:
    assert wrong(name, type).get(text, []) == []


def prune() -> None:
    """Write the table of known failures without those that are none any more."""
    head, *rows = TABLE.read_text("utf-8").splitlines(keepends=True)
    still = [row for row in rows if fails(*row.split("\t")[:3])]
    TABLE.write_text(head + "".join(still), "utf-8")


def fails(name: str, type: str, text: str) -> bool:
    if type == "article":
        return len(extraction(name).articles) != gold(name).articles
    return text in wrong(name, type)


def main() -> None:
    if "--prune" in sys.argv:
        prune()
    for type in ENTITY_TYPES:
        got = score(type)
        shares = f"precision {got.precision:.2f}, recall {got.recall:.2f}, normal forms {got.norms:.2f}"
        print(f"{type}: {got.marked} marked, {shares}")
        for name in NAMES:
            for text, said in wrong(name, type).items():
                print(f"  {name}  {text}  {'; '.join(said)}")


if __name__ == "__main__":
    main()
