"""What may end an organization's name: the head of a reading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter

from dibao.entities.built import scale
from dibao.named import NamedTuple
from dibao.scene import Scene
from dibao.tables import lexicon
from dibao.tables.forms import Hit, OrganForm, SuffixForm
from dibao.tables.gazetteer import Gazetteer
from dibao.tables.kept import kept
from dibao.tables.patterns import lazily

TABLE = "org_evidence"

_ORDINAL = lazily(r"第?[一二三四五六七八九十百\d]{1,4}届\Z")

_end = itemgetter(1)

OWN_NAMES = frozenset(("company", "school", "hospital", "media"))
"""Kinds whose names are completed only from the text itself."""


@kept
def words(name: str) -> dict[str, str]:
    """The words of a class of org_words.tsv, with the kind of organization that each tells or ``""``."""
    return {
        form: kind for form, classes, kind in lexicon.table("org_words").rows if name in classes.split("|")
    }


OWNERS = frozenset(("school", "hospital"))
"""Kinds of organizations whose own articles name their parts alone."""

_WITH_GENERIC = frozenset(("party", "discipline", "group"))
"""Kinds of organs that stand behind a common noun for the organization that they belong to (学校党委)."""


def session(text: str, at: int) -> int:
    """Where an ordinal session before ``at`` begins (第十五届), or ``at``."""
    if text[at - 1 : at] != "届":
        return at
    found = _ORDINAL.search(text, max(0, at - 6), at)
    return found.start() if found else at


class Form(NamedTuple):
    """An organ's form or a suffix, with what is known of it wherever it stands."""

    organs: tuple[OrganForm, ...]
    kind: str
    strong: bool
    internal: bool
    bare: bool
    built: bool
    """Whether a name may be built to it: a suffix, not only an organ's form."""
    source: str
    committee: bool
    """Whether it ends a committee of the party by itself."""
    plain: bool
    """Whether it ends nothing but built names: no lexicon and no organization beside it speaks for it."""
    tail: bool
    grade: str
    weight: int
    """In hundredths, what speaks for it as the end of a built name wherever it stands."""


class Head(NamedTuple):
    """An organ's form or a suffix where it stands."""

    start: int
    end: int
    form: Form


class Forms(dict[int, Form]):
    """The heads of a gazetteer by the index of the form, made when they are first asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __missing__(self, at: int) -> Form:
        g = self._gazetteer
        classes = g.classes(at)
        organs = g.organ[at] if "organ" in classes else ()
        form = self[at] = _form(organs, g.suffix[at] if "suffix" in classes else None)
        return form


@lru_cache(maxsize=4)
def forms(gazetteer: Gazetteer) -> Forms:
    """The heads of a gazetteer."""
    return Forms(gazetteer)


ALWAYS, NEVER = 1 << 20, -1 << 20
"""What no weights make up for by half, in hundredths."""


class _CommonWeights(dict[int, int]):
    """By the index of a suffix, what all its readings as a built name share, whatever stands behind it.

    ALWAYS for those that may be more than its end, NEVER for those that end none or are an organ's form.
    """

    def __init__(self, known: Forms, tails: bool) -> None:
        self._known, self._tails = known, tails

    def __missing__(self, at: int) -> int:
        form = self._known[at]
        if form.organs or (form.tail and not self._tails):
            weight = NEVER
        else:
            weight = scale(TABLE).bias + form.weight if form.plain else ALWAYS
        self[at] = weight
        return weight


@lru_cache(maxsize=8)
def common_weights(gazetteer: Gazetteer, tails: bool) -> Mapping[int, int]:
    """In hundredths, the weights of the suffixes of a gazetteer, or of those that stand behind any name."""
    return _CommonWeights(forms(gazetteer), tails)


def organ_only(form: Form) -> Form:
    """A form that is an organ's and a suffix, where it does not count as a suffix."""
    return _form(form.organs, None)


def _form(organs: tuple[OrganForm, ...], suffix: SuffixForm | None) -> Form:
    strong, internal, tail = (suffix.strong, suffix.internal, suffix.tail) if suffix else (True, False, False)
    first = organs[0] if organs else suffix
    assert first is not None
    grade = "internal" if internal else "strong" if strong else "weak"
    beside = len(first.form) > 1 and (internal or first.kind in _WITH_GENERIC)
    committee = first.form in words("committee")
    plain = not (organs or beside or committee)
    bare, weight = any(o.bare for o in organs), scale(TABLE).head(first.form, grade)
    return Form(
        organs, first.kind, strong, internal, bare, suffix is not None, first.source,
        committee, plain, tail, grade, weight,
    )  # fmt: skip


def suffixes_at(scene: Scene, end: int) -> list[Hit]:
    """The suffixes that end at an offset, the longer first."""
    hits = scene.hits["suffix"]
    there = hits[bisect_left(hits, end, key=_end) : bisect_right(hits, end, key=_end)]
    return list(map(Hit._make, there))
