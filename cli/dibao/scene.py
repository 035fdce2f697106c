"""What the finders of one article share: its clean text, its lexicon hits, where and when it was written.

The candidates that finders hand on to one another live here too; only the pipeline makes Mentions of them.
"""

from __future__ import annotations

from dibao.named import NamedTuple
from dibao.tables.divisions import Division
from dibao.tables.forms import TitleForm
from dibao.tables.gazetteer import Gazetteer, Hits
from dibao.types import Mention, Status


class Title(NamedTuple):
    """A title where it stands: its span, the lexicon row of its core, how it is held."""

    start: int
    end: int
    core: TitleForm
    status: Status
    rule: str
    organ: str = ""
    """The organ inside the title (宣传部 in 宣传部长) or beside it in its form (政协), else empty."""
    wide: int = -1
    """Where the title begins when it takes in the organ beside it; else its start."""


class Place(NamedTuple):
    """A place where it stands; ``division`` is the innermost one where the lexicon knows it."""

    start: int
    end: int
    level: str
    within: tuple[str, ...]
    rule: str
    source: str
    full: str
    """The full name: of the division, behind those that the text names before it."""
    division: Division | None = None
    firm: bool = True
    """False where only context can tell the place from a word or a name."""

    @property
    def abroad(self) -> bool:
        """Whether it is a city or province of another country, as far as the lexicon knows it."""
        return self.source.startswith("foreign_places")


class Org(NamedTuple):
    """An organization where it stands; ``name`` is its full name."""

    start: int
    end: int
    name: str
    kind: str
    place: str | None
    rule: str
    source: str
    firm: bool = True
    parent: str | None = None
    """Full name of the organization that it is part of."""


class Person(NamedTuple):
    """A person's name where it stands; ``surname`` is True for a bare surname before a title."""

    start: int
    end: int
    name: str
    score: float
    rule: str


class Scene:
    """One article as its finders see it."""

    def __init__(self, text: str, gazetteer: Gazetteer, hits: Hits, number: int = 0) -> None:
        self.text, self.gazetteer, self.hits, self.number = text, gazetteer, hits, number
        self.here: Division | None = None
        """The division that the article is written from."""
        self.year: int | None = None
        self.ground: object = None
        """What its built names stand on, made where the first is built."""
        self.owner: Org | None = None
        """The school or hospital whose own article it is."""
        self.dates: list[Mention] = []
        self.money: list[Mention] = []
        self.titles: list[Title] = []
        self.places: list[Place] = []
        self.orgs: list[Org] = []
        self.people: list[Person] = []
