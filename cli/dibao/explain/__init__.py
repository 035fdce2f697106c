"""Why something was read as it was: rule, lexicon lines, the reading step by step; and why something was not.

``explain`` reads the articles of a document once more and looks at what their finders considered. Nothing
here decides anything: scores and thresholds are the finders' own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dibao.entities import rules
from dibao.explain import amounts, bodies, dates, names, posts, sites
from dibao.explain.read import Read, read
from dibao.explain.steps import Miss, Step, overlaps
from dibao.reading.text import fold
from dibao.types import Article, Document, EntityType, Mention

__all__ = ["Explanation", "NotThereError", "Step", "explain"]

_FOUND: dict[EntityType, Callable[[Read, Mention], Iterator[Step]]] = {
    "person": names.found,
    "title": posts.found,
    "org": bodies.found,
    "place": sites.found,
    "date": dates.found,
    "money": amounts.found,
}
_MISSED = (names.missed, posts.missed, bodies.missed, sites.missed, dates.missed, amounts.missed)

_NEAR = -3.0
"""Where nothing is asked for, misses farther off than this are not told."""


_FAR = -4.5
"""Misses farther off than this are told only where they are just what is asked for, or all there is."""


class NotThereError(ValueError):
    """What an explanation is asked for does not stand in the document."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A mention, or what is none, with its steps. ``start`` and ``end`` are raw, ``line`` counts from 1."""

    start: int
    end: int
    line: int
    text: str
    rule: str
    found: bool
    name: str
    steps: tuple[Step, ...]


def explain(
    document: Document,
    *,
    at: int | None = None,
    text: str | None = None,
    lexicons: Sequence[Path] = (),
) -> Iterator[Explanation]:
    """Explain what stands at a raw offset, or wherever a text stands; else every mention of the document.

    What is asked for and is no mention is answered with the misses on its characters, the nearest first.
    Raises NotThereError where the offset lies outside all articles or the text does not occur.
    """
    if at is None and text is None:
        for article in document.articles:
            yield from _all(read(document, article, lexicons), document)
        return
    nowhere = True
    for article in document.articles:
        spans = _spans(article, at, text)
        if spans:
            nowhere = False
            here = read(document, article, lexicons)
            for span in spans:
                yield from _asked(here, document, *span)
    if nowhere:
        said = f"{text!r} does not occur" if text is not None else f"nothing of an article stands at {at}"
        raise NotThereError(f"{said} in this text of {len(document.raw):,} characters")


def _spans(article: Article, at: int | None, text: str | None) -> list[tuple[int, int]]:
    """The clean spans of an article that are asked for."""
    clean = article.text.clean
    if text is None:
        assert at is not None
        if not article.start <= at < article.end or not clean:
            return []
        here = article.text.clean_at(at)
        return [(here, here + 1)]
    wanted = fold(text) if fold(text) in clean else fold("".join(text.splitlines()))
    out = []
    start = clean.find(wanted) if wanted else -1
    while start >= 0:
        out.append((start, start + len(wanted)))
        start = clean.find(wanted, start + len(wanted))
    return out


def _asked(here: Read, document: Document, start: int, end: int) -> Iterator[Explanation]:
    """The mentions on a span; where they are not what is asked for, or there are none, the misses too."""
    standing = [m for m in here.mentions if overlaps(start, end, (m.start, m.end))]
    for mention in standing:
        yield _found(here, document, mention)
    answered = any((m.start, m.end) == (start, end) for m in standing)
    if answered or (standing and end - start == 1):
        return
    misses = sorted(
        _misses(here, start, end), key=lambda m: ((m.start, m.end) != (start, end), -m.near, m.start)
    )
    worth = [m for m in misses if m.near > _FAR or (m.start, m.end) == (start, end)]
    for miss in worth or misses[:1]:
        yield _missed(here, document, miss)
    if not standing and not misses:
        nothing = (
            Step("rejected", "no form of the lexicons, no number, no word of time, no surname stands here"),
        )
        yield _missed(here, document, Miss(start, end, "none", nothing, 0.0))


def _all(here: Read, document: Document) -> Iterator[Explanation]:
    """Every mention of an article and, behind them, the misses that came near and lie in no mention."""
    for mention in here.mentions:
        yield _found(here, document, mention)
    for miss in _misses(here, 0, len(here.scene.text)):
        covered = any(m.start <= miss.start and miss.end <= m.end for m in here.mentions)
        if not covered and miss.near > _NEAR:
            yield _missed(here, document, miss)


def _misses(here: Read, start: int, end: int) -> Iterator[Miss]:
    for missed in _MISSED:
        yield from missed(here, start, end)


def _found(here: Read, document: Document, mention: Mention) -> Explanation:
    steps = (_rule(mention.rule), *_FOUND[mention.type](here, mention))
    if mention.lexicon:
        known = {source for step in steps for source in step.sources}
        rest = tuple(source for source in mention.lexicon if source not in known)
        steps = (*steps, Step("lexicon", "rests on", rest)) if rest else steps
    return _explanation(here, document, mention.start, mention.end, mention.rule, True, mention.name, steps)


def _missed(here: Read, document: Document, miss: Miss) -> Explanation:
    steps = (_rule(miss.rule), *miss.steps) if miss.rule != "none" else miss.steps
    return _explanation(here, document, miss.start, miss.end, miss.rule, False, "", steps)


def _rule(name: str) -> Step:
    about = next((rule.about for rule in rules() if rule.name == name), "")
    return Step("rule", f"{name}: {about}")


def _explanation(
    here: Read,
    document: Document,
    start: int,
    end: int,
    rule: str,
    found: bool,
    name: str,
    steps: tuple[Step, ...],
) -> Explanation:
    first, last = here.article.text.raw(start, end)
    line = document.raw.count("\n", 0, first) + 1
    return Explanation(first, last, line, document.raw[first:last], rule, found, name, steps)
