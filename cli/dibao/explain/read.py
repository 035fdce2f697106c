"""One article read once more, with all that its finders considered on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dibao.entities import person, place
from dibao.entities.built import Proposal
from dibao.entities.org.heads import Head
from dibao.entities.org.reader import Reader
from dibao.entities.person.evidence import Candidate
from dibao.entities.person.marks import Marks, marks_of
from dibao.named import NamedTuple
from dibao.pipeline import extract_document, stages
from dibao.scene import Org, Person, Place, Scene, Title
from dibao.tables.forms import Hit
from dibao.tables.gazetteer import gazetteer
from dibao.types import Article, Document, Mention


class Tried(NamedTuple):
    """A head of an organization, what was made of it, and its best reading as a built name with its score."""

    head: Head | Hit
    org: Org | None
    built: tuple[float, Proposal] | None


@dataclass(slots=True)
class Read:
    """What reading an article came by. Offsets are clean; ``mentions`` are the results, in text order."""

    article: Article
    scene: Scene
    mentions: list[Mention] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    """All of them, with or without a holder."""
    attached: list[Title] = field(default_factory=list)
    """Those that stand, before the overlap policy."""
    places: list[Place] = field(default_factory=list)
    built_places: list[list[Proposal]] = field(default_factory=list)
    heads: list[Tried] = field(default_factory=list)
    orgs: list[Org] = field(default_factory=list)
    marks: Marks | None = None
    """What stands around the names."""
    names: list[Candidate] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


def read(document: Document, article: Article, lexicons: Sequence[Path] = ()) -> Read:
    """Read an article of a document stage by stage and keep what each stage considered."""
    text = article.text
    out: Read | None = None
    for stage, scene in stages(article, gazetteer(tuple(lexicons))):
        out = out or Read(article, scene)
        if stage == "places":
            out.titles, out.places = list(scene.titles), list(scene.places)
            out.built_places, out.heads = place.built(scene), _heads(scene)
        elif stage == "orgs":
            out.orgs = list(scene.orgs)
            out.marks = marks_of(scene)
            out.names = person.propose(scene, marks=out.marks)
        elif stage == "people":
            out.people, out.attached = list(scene.people), list(scene.titles)
    assert out is not None
    found = extract_document(document._replace(articles=(article,)), events=False, lexicons=lexicons)
    out.mentions = [
        m._replace(start=text.clean_at(m.start), end=text.clean_at(m.end - 1) + 1) for m in found.mentions
    ]
    return out


def _heads(scene: Scene) -> list[Tried]:
    """Every head and body in the order of reading; the reader goes on from what it accepts."""
    reader = Reader(scene)
    out = []
    for items in reader.groups():
        sure = reader.sure(items)
        found = sure or reader.likely(items)
        for item in items:
            source = item.form.source if isinstance(item, Head) else scene.gazetteer.body[item.form].source
            org = next((o for o in found if o.source == source), None)
            argued = isinstance(item, Head) and not sure
            out.append(Tried(item, org, reader.weighed(item) if argued and isinstance(item, Head) else None))
        for org in found:
            reader.accept(org)
    return out
