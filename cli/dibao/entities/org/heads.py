"""What may end an organization's name: the head of a reading."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dibao import lexicon
from dibao.gazetteer import OrganForm
from dibao.patterns import lazily

ORDINAL = lazily(r"第?[一二三四五六七八九十百\d]{1,4}届\Z")

OWN_NAMES = frozenset(("company", "school", "hospital", "media"))
"""Kinds whose names are completed only from the text itself."""


@cache
def words(name: str) -> dict[str, str]:
    """The words of a class of org_words.tsv, with the kind of organization that each tells or ``""``."""
    return {
        form: kind for form, classes, kind in lexicon.table("org_words").rows if name in classes.split("|")
    }


class Head(NamedTuple):
    """An organ's form or a suffix where it stands."""

    start: int
    end: int
    organs: tuple[OrganForm, ...]
    kind: str
    strong: bool
    internal: bool
    bare: bool
    built: bool
    """Whether a name may be built to it: a suffix, not only an organ's form."""
    source: str
