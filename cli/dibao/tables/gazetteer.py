"""All lexicon forms in one automaton, and the hits of one text sorted by what they are evidence for.

The finders of ``entities/`` read these hits; Python work is proportional to their number.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.cache import stored
from dibao.tables.divisions import Division, divisions
from dibao.tables.forms import BodyForm, Hit, OrganForm, PlaceForm, PlaceSuffix, SuffixForm, TitleForm
from dibao.tables.matcher import Matcher, Triple, build
from dibao.tables.packed import Rows, packed

_T = TypeVar("_T")


CLASSES = (
    "title", "organ", "body", "suffix", "division", "place", "place_suffix", "title_reject", "org_reject", "place_reject",
    "honorific", "cue_before", "cue_after", "foreign_name", "minority_name", "figure", "trigger",
)  # fmt: skip


class Hits:
    """The hits of one text by class, each list in order of the end offset.

    They come as the plain triples that the automaton gives: names for their parts cost more than finding them.
    """

    __slots__ = ("by_class",)

    def __init__(self, by_class: dict[str, list[Triple]]) -> None:
        self.by_class = by_class

    def __getitem__(self, name: str) -> list[Triple]:
        return self.by_class[name]

    def named(self, name: str) -> list[Hit]:
        """The hits of a class as values with names for their parts."""
        return [tuple.__new__(Hit, hit) for hit in self.by_class[name]]


class Lazily(dict[int, _T]):
    """What forms are in one class, by their index, made of the kept rows when it is first asked for."""

    def __init__(self, rows: Rows, name: str, make: Callable[..., _T]) -> None:
        super().__init__()
        self._rows, self._name, self._make = rows, name, make

    def __missing__(self, at: int) -> _T:
        value = self[at] = self._make(*self._rows.row(at)[self._name])
        return value


class Gazetteer(NamedTuple):
    """The compiled lexicons: the automaton and, by index of the form, what each form is."""

    matcher: Matcher
    kinds: list[tuple[str, ...]]
    """The sets of classes that forms belong to."""
    slots: array[int]
    """For each form, which of them is its own."""
    title: dict[int, TitleForm]
    organ: dict[int, tuple[OrganForm, ...]]
    body: dict[int, BodyForm]
    body_parents: dict[str, str]
    """By full name of a body, the body whose name its own begins with (全国人民代表大会 of its committees)."""
    suffix: dict[int, SuffixForm]
    division: dict[int, tuple[Division, ...]]
    place: dict[int, PlaceForm]
    place_suffix: dict[int, PlaceSuffix]
    cue: dict[tuple[int, str], str]
    """By index and side (before, after), kind and strength of a cue beside a name."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def classes(self, form: int) -> tuple[str, ...]:
        """The classes that a form belongs to, by its index."""
        return self.kinds[self.slots[form]]

    def scan(self, text: str) -> Hits:
        """All hits of a text, one pass."""
        lists: dict[str, list[Triple]] = {name: [] for name in CLASSES}
        kinds, slots = self.kinds, self.slots
        for hit in self.matcher.find(text):
            for name in kinds[slots[hit[2]]]:
                lists[name].append(hit)
        return Hits(lists)


def _year(cell: str, default: int) -> int:
    return int(cell[:4]) if cell[:4].isdigit() else default


class _Builder:
    """Collects forms and what they are; a form may be several things."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.rows: list[dict[str, tuple[Any, ...]]] = []
        """What each form is, by class."""

    def add(self, form: str, name: str, row: tuple[Any, ...] = ()) -> int:
        """The index of a form, which is what a row of a class says; the last row counts."""
        at = self.index.setdefault(form, len(self.rows))
        if at == len(self.rows):
            self.rows.append({})
        self.rows[at][name] = tuple(row)
        return at


def _rows(name: str, user: dict[str, tuple[lexicon.Table, ...]]) -> Iterator[tuple[dict[str, str], str]]:
    """Rows of a built-in table under those of user tables; a user's row of the same form wins."""
    base = lexicon.table(name)
    over = user.get(name, ())
    won = {row[0] for table in over for row in table.rows}
    blank = dict.fromkeys(base.columns, "")
    for table in (base, *over):
        for n, record in enumerate(table.records()):
            if table is not base or record["form"] not in won:
                yield {**blank, **record}, table.where(n)


def _places(user: dict[str, tuple[lexicon.Table, ...]]) -> Iterator[PlaceForm]:
    for row, source in _rows("countries", user):
        for form in {row["form"], row["full"], *row["variants"].split("|")} - {""}:
            name = row["form"] if form != row["full"] else form
            yield PlaceForm(
                form, name, "country", "", row["ambiguous"] == "1" and form == row["form"], source
            )
    for row, source in _rows("regions", user):
        yield PlaceForm(row["form"], row["form"], row["level"], "", row["ambiguous"] == "1", source)
    for row, source in _rows("foreign_places", user):
        for form in {row["form"], *row["variants"].split("|")} - {""}:
            yield PlaceForm(
                form, form, row["level"] or "other", row["country"], row["ambiguous"] == "1", source
            )


@lru_cache(maxsize=4)
def gazetteer(user: Sequence[Path] = ()) -> Gazetteer:
    """The compiled built-in lexicons with user tables (a tuple of paths) laid over them.

    Raises LexiconError where a table is broken.
    """
    over = lexicon.overlay(user)
    state = repr([(t.file, t.columns, t.first_line, t.rows) for tables in over.values() for t in tables])
    kept = stored("gazetteer", lambda: _compile(over), state.encode() if user else b"")
    rows = kept.rows
    return Gazetteer(
        kept.matcher,
        kept.kinds,
        array("H", kept.slots),
        Lazily(rows, "title", TitleForm),
        Lazily(rows, "organ", lambda *organs: tuple(map(OrganForm._make, organs))),
        Lazily(rows, "body", BodyForm),
        kept.body_parents,
        Lazily(rows, "suffix", SuffixForm),
        Lazily(rows, "division", divisions().by_form.__getitem__),
        Lazily(rows, "place", PlaceForm),
        Lazily(rows, "place_suffix", PlaceSuffix),
        kept.cue,
    )


class _Kept(NamedTuple):
    """A gazetteer as it is kept: rows, of which its values are made one by one."""

    matcher: Matcher
    kinds: list[tuple[str, ...]]
    """The sets of classes that forms belong to."""
    slots: bytes
    """For each form, which of them is its own: two bytes."""
    rows: Rows
    """For each form, what it is by class."""
    body_parents: dict[str, str]
    cue: dict[tuple[int, str], str]


def _compile(over: dict[str, tuple[lexicon.Table, ...]]) -> _Kept:
    """Read all tables of forms."""
    made = _Builder()
    add = made.add
    body_names: set[str] = set()
    for row, source in _rows("titles", over):
        title = TitleForm(
            row["form"], row["kind"], row["holder"], row["combines"], row["official"], row["evidence"],
            frozenset(filter(None, row["fields"].split("|"))), source,
        )  # fmt: skip
        add(row["form"], "title", title)
    organs: dict[str, tuple[tuple[Any, ...], ...]] = {}
    for row, source in _rows("organs", over):
        organ = OrganForm(
            row["form"], row["full"], row["kind"], frozenset(row["levels"].split("|")), row["bare"] == "1",
            _year(row["from"], 0), _year(row["to"], 9999), source,
        )  # fmt: skip
        organs[organ.form] = (*organs.get(organ.form, ()), tuple(organ))
        add(organ.form, "organ", organs[organ.form])
    for row, source in _rows("bodies", over):
        body = BodyForm(
            row["form"], row["full"] or row["form"], row["kind"], row["place"], row["ambiguous"] == "1",
            _year(row["from"], 0), _year(row["to"], 9999), source,
        )  # fmt: skip
        add(row["form"], "body", body)
        body_names.add(body.full)
    for row, source in _rows("org_suffixes", over):
        suffix = SuffixForm(
            row["form"], row["kind"], row["strength"] == "strong", row["internal"] == "1",
            row["strength"] == "tail", source,
        )  # fmt: skip
        add(row["form"], "suffix", suffix)
    for form in divisions().by_form:
        add(form, "division", (form,))
    for place in _places(over):
        add(place.form, "place", place)
    for row, source in _rows("place_suffixes", over):
        strength = row["strength"]
        head = PlaceSuffix(
            row["form"], row["level"], row["kind"], strength != "weak", strength == "alone", source
        )
        add(row["form"], "place_suffix", head)
    cue = _add_cues(made, over)
    classes = list(map(tuple, made.rows))
    kinds = {names: number for number, names in enumerate(dict.fromkeys(classes))}
    slots = array("H", map(kinds.__getitem__, classes)).tobytes()
    return _Kept(build(list(made.index)), list(kinds), slots, packed(made.rows), _parents(body_names), cue)


def _parents(names: set[str]) -> dict[str, str]:
    """By name of a body, the longest other one, of four characters at least, that its own begins with."""
    found = {
        name: next((name[:size] for size in range(len(name) - 2, 3, -1) if name[:size] in names), None)
        for name in names
    }
    return {name: parent for name, parent in found.items() if parent}


def _add_cues(made: _Builder, over: dict[str, tuple[lexicon.Table, ...]]) -> dict[tuple[int, str], str]:
    """Add the forms that are no entity themselves but evidence for or against one; the cues beside a name."""
    cue: dict[tuple[int, str], str] = {}
    for row, _ in _rows("name_cues", over):
        at = made.add(row["form"], f"cue_{row['side']}")
        cue[at, row["side"]] = f"{row['kind']} {row['strength']}"
    plain: Iterable[tuple[str, str]] = (
        ("title_rejects", "title_reject"),
        ("place_rejects", "place_reject"),
        ("org_rejects", "org_reject"),
        ("honorifics", "honorific"),
        ("foreign_names", "foreign_name"),
        ("minority_names", "minority_name"),
        ("figures", "figure"),
    )
    for table, name in plain:
        for row, _ in _rows(table, over):
            made.add(row["form"], name)
    for form in lexicon.table("triggers").forms():
        made.add(form, "trigger")
    return cue
