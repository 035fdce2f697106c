"""Why characters are a place, or why they are none."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.built import Proposal, best
from dibao.entities.place import bonus
from dibao.explain.read import Read
from dibao.explain.steps import Miss, Step, bias, evidence, overlaps, rival
from dibao.tables import lexicon
from dibao.tables.divisions import divisions
from dibao.tables.forms import Hit
from dibao.types import Mention, PlaceNorm

_TABLE = "place_evidence"
_REJECTED = -1.0


def found(here: Read, mention: Mention) -> Iterator[Step]:
    """The division or the evidence of the suffix, and what contains the place."""
    text, norm = here.scene.text, mention.norm
    assert isinstance(norm, PlaceNorm)
    place = next((p for p in here.scene.places if p.start == mention.start), None)
    if place is None:
        return
    if place.division is not None:
        d = place.division
        yield Step("division", f"{d.name}, {d.level}, code {d.code}", (d.source,))
        if len(owners := divisions().by_form.get(text[place.start : place.end], ())) > 1:
            near = here.scene.here.name if here.scene.here else "nowhere that is known"
            yield Step(
                "choice", f"one of {'、'.join(o.name for o in owners)}: nearest to {near}, else the highest"
            )
    elif place.rule == "place.suffix":
        ends = (r for r in here.built_places if r and r[0].end == mention.end)
        top = next(filter(None, (_best(here, r) for r in ends)), None)
        if top is not None:
            yield from built(text, *top, _TABLE)
    if not place.firm:
        yield Step("doubt", "also a word or a name: its container or the article's own place vouches for it")
    yield Step("level", f"{norm.level}, within {' '.join(norm.within) or 'nothing that is known'}")


def _best(here: Read, readings: list[Proposal]) -> tuple[Proposal, float, float] | None:
    """The likeliest reading of a head, its log odds, and what the finder adds to them for its suffix."""
    top = best(readings, _TABLE)
    if top is None:
        return None
    score, reading = top
    heads = here.scene.gazetteer.place_suffix.values()
    more = bonus(reading, next(head for head in heads if head.form == reading.head), here.scene.text)
    return reading, score + more, more


def built(text: str, reading: Proposal, score: float, more: float, table: str) -> Iterator[Step]:
    """A name built to its head: the head, the left edge, the words between, the evidence."""
    yield Step("head", f"{reading.head} ({reading.grade})")
    yield Step("left edge", f"{_EDGES.get(reading.at, reading.at)}: {text[reading.start : reading.end]}")
    if reading.words:
        yield Step("words", " ".join(reading.words))
    yield from evidence(dict.fromkeys(reading.features(), 1.0), table)
    if more:
        yield Step("evidence", f"{more:+.2f}  such a head behind such an edge")
    yield Step("sum", f"{score:+.2f}, of which {bias(table):+.2f} is where every name starts")


_EDGES = {
    "parent": "an organization that it is part of",
    "place": "a place before it",
    "level": "a level word that stands for a division",
    "break": "punctuation before it",
    "title": "a title before it",
    "after place": "directly behind a place, which is left out",
    "word": "the edge of a word",
}


def missed(here: Read, start: int, end: int) -> Iterator[Miss]:
    """Forms of places in a range that are none, and heads of places whose names were not built."""
    taken = [(m.start, m.end) for m in here.mentions if m.type == "place"]
    scene = here.scene
    for kind in ("division", "place"):
        for hit in scene.hits.named(kind):
            span = hit.start, hit.end
            if overlaps(start, end, span) and not any(overlaps(*span, t) for t in taken):
                source = _source(here, kind, hit)
                form = Step("form", scene.text[hit.start : hit.end], (source,))
                rule = "place.division" if kind == "division" else "place.known"
                yield Miss(*span, rule, (form, _why(here, hit)), _REJECTED)
    for readings in here.built_places:
        top = _best(here, readings)
        if top is None or any(overlaps(top[0].start, top[0].end, t) for t in taken):
            continue
        reading, score, _ = top
        if overlaps(start, end, (reading.start, reading.end)):
            why = rival(here.mentions, reading.start, reading.end) if score >= 0 else None
            why = why or Step("rejected", f"{score:+.2f} is less than the +0.00 that is enough")
            steps = (*built(scene.text, *top, _TABLE), why)
            yield Miss(reading.start, reading.end, "place.suffix", steps, min(0.0, score))


def _source(here: Read, kind: str, hit: Hit) -> str:
    g = here.scene.gazetteer
    return g.division[hit.form][0].source if kind == "division" else g.place[hit.form].source


def _why(here: Read, hit: Hit) -> Step:
    """What turned away a form that the lexicon knows."""
    scene = here.scene
    if (other := rival(here.mentions, hit.start, hit.end)) is not None:
        return other
    table = lexicon.table("place_rejects")
    for reject in scene.hits.named("place_reject"):
        if reject.start <= hit.start and hit.end <= reject.end:
            word = scene.text[reject.start : reject.end]
            lines = tuple(table.where(n) for n, row in enumerate(table.rows) if row[0] == word)
            return Step("rejected", f"it is part of {word}", lines)
    known = here.article.reference.place or "nowhere that is known"
    return Step("rejected", f"also a word or a name: no container beside it, and the article is from {known}")
