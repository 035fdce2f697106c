"""What the lexicons know of the forms that a text is searched for, one kind of row a table; and where one stands."""

from __future__ import annotations

from dibao.named import NamedTuple


class TitleForm(NamedTuple):
    """A row of titles.tsv."""

    form: str
    kind: str
    holder: str
    combines: str
    official: str
    evidence: str
    fields: frozenset[str]
    source: str


class OrganForm(NamedTuple):
    """A row of organs.tsv: an organ that exists at several levels, named without its place."""

    form: str
    full: str
    kind: str
    levels: frozenset[str]
    bare: bool
    since: int
    until: int
    source: str


class BodyForm(NamedTuple):
    """A row of bodies.tsv: a body with a fixed name."""

    form: str
    full: str
    kind: str
    place: str
    ambiguous: bool
    since: int
    until: int
    source: str


class SuffixForm(NamedTuple):
    """A row of org_suffixes.tsv: the head that ends an organization's name."""

    form: str
    kind: str
    strong: bool
    internal: bool
    tail: bool
    """Whether it ends a name only before a post in a company (长城|电工|独立董事)."""
    source: str


class PlaceForm(NamedTuple):
    """A form of a country, region or foreign place."""

    form: str
    name: str
    level: str
    within: str
    ambiguous: bool
    source: str


class PlaceSuffix(NamedTuple):
    """A row of place_suffixes.tsv: the head that ends a place's name."""

    form: str
    level: str
    kind: str
    strong: bool
    alone: bool
    """Whether it names a place by itself: a zone of which a city has one (高新区)."""
    source: str


class Hit(NamedTuple):
    """A triple with names for its parts."""

    start: int
    end: int
    form: int
