"""What stands before the core of a title: prefixes and a field inside its span, words of its status outside."""

from __future__ import annotations

from dibao.entities.built import level_word
from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.affixes import Affixes
from dibao.tables.forms import TitleForm
from dibao.tables.kept import kept
from dibao.types import Status

_COMMITTEES = frozenset(("党委", "党工"))
"""Beginnings of what is an organ of its own behind a level word (州党委|常委)."""
_SETTLEMENTS, _OF_SETTLEMENTS = ("村", "社区"), ("党委", "党总", "党支")
"""The same behind the name of a village (某村党支部|书记)."""
_VILLAGES = frozenset("农乡各全每驻")
"""Before 村: what makes it villages of no name."""


def of_place(text: str, at: int) -> bool:
    """Whether a committee of the party that begins there is an organ of the place whose name ends there."""
    head = text[at : at + 2]
    return (head in _COMMITTEES and level_word(text, at) is not None) or (
        head in _OF_SETTLEMENTS and text.endswith(_SETTLEMENTS, 0, at) and text[at - 2] not in _VILLAGES
    )


class Prefixes(NamedTuple):
    """Words before a core and the status that each gives: those inside the span, those outside it."""

    inside: dict[str, Status]
    outside: dict[str, Status]
    before: Affixes
    """The words inside, to be looked for."""
    status: Affixes
    """The words outside, to be looked for."""
    last: frozenset[str]
    """The last characters of all these, and of fields."""


@kept
def prefixes() -> Prefixes:
    """The words of ``title_prefixes.tsv``."""
    inside: dict[str, Status] = {}
    outside: dict[str, Status] = {}
    for row in lexicon.table("title_prefixes").records():
        status: Status = row["status"] or "current"  # type: ignore[assignment]
        (inside if row["effect"] == "in" else outside)[row["form"]] = status
    last = frozenset(form[-1] for form in (*inside, *outside, *_fields()[0]))
    return Prefixes(inside, outside, Affixes(inside), Affixes(outside), last)


@kept
def _fields() -> tuple[dict[str, frozenset[str]], Affixes]:
    """Fields that stand before a core (历史 of 历史教师) with their classes, and to be looked for."""
    rows = lexicon.table("title_fields").mapping("class")
    return {form: frozenset(names.split("|")) for form, names in rows.items()}, Affixes(rows)


def take_prefixes(text: str, start: int, floor: int, core: TitleForm) -> tuple[int, Status]:
    """Widen a core over its prefixes and its field; 代 and 代理 make the post acting."""
    known = prefixes()
    inside = known.inside
    status: Status = "current"
    if core.combines == "fixed":
        return start, status
    field_taken = not core.fields
    for _ in range(5):
        for word in known.before.ending(text, start, floor):
            if not of_place(text, start - len(word)):
                start -= len(word)
                status = inside[word] if inside[word] != "current" else status
                break
        else:
            size = 0 if field_taken else _field_size(text, start, floor, core.fields)
            if not size:
                break
            start, field_taken = start - size, True
    return start, status


def _field_size(text: str, start: int, floor: int, classes: frozenset[str]) -> int:
    forms, fields = _fields()
    for form in fields.ending(text, start, floor):
        if len(form) > 1 and forms[form] & classes:
            return len(form)
    return 0


def status_before(text: str, at: int, floor: int = 0) -> Status | None:
    """The status that a word directly before ``at`` gives (原, 前, 时任, 拟任 …), or None."""
    known = prefixes()
    for word in known.status.ending(text, at, floor):
        return known.outside[word]
    return None
