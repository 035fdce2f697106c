"""What an article tells, as mentions: in the clean text, where events are read off them, and in the raw one.

Nobody but the events sees clean offsets. Of a mention only its span, its text and its name differ in the two;
what is known of it (``norm``) is made once, with raw offsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from dibao.language import script
from dibao.named import NamedTuple
from dibao.posts.link import Links
from dibao.scene import Scene
from dibao.types import (
    Argument,
    Article,
    Event,
    Mention,
    OrgNorm,
    PersonNorm,
    PlaceNorm,
    Post,
    Span,
    Text,
    TitleNorm,
)  # fmt: skip

_SPAN = itemgetter(1, 2)
"""The span of a mention."""
_make = tuple.__new__  # of a named tuple: its own constructor does the same at twice the price


class Original(NamedTuple):
    """An article as it stands in its document."""

    raw: str
    """The article's own stretch of the document."""
    start: int
    """Where the stretch begins in the document."""
    text: Text
    """The article's clean text with the way to its raw one."""
    traditional: bool

    def name(self, clean: str) -> str:
        """A completed name in the script of the article."""
        return script.unfold(clean) if self.traditional else clean

    def written(self, span: Span) -> str:
        """What stands on a raw span."""
        return self.raw[span[0] - self.start : span[1] - self.start]

    def post(self, post: Post) -> Post:
        """A post with its evidence, and its names, as they stand."""
        org, title, status, implied, evidence = post
        evidence = self.text.raw(*evidence)
        if self.traditional:
            org = script.unfold(org) if org else None
            title = _squeeze(self.written(evidence))
        return Post(org, title, status, implied, evidence)


def original_of(article: Article, raw: str) -> Original:
    """An article of a document whose whole text is ``raw``."""
    own = raw[article.start : article.end]
    return Original(own, article.start, article.text, script.is_traditional(own, article.text.clean))


# Mentions ---------------------------------------------------------------------------------------------


def mentions(scene: Scene, links: Links, original: Original) -> list[Mention]:
    """The mentions of a settled article with clean offsets, in text order."""
    out = [*scene.dates, *scene.money]
    if scene.titles:
        out += _titles(scene, links, original)
    if scene.places:
        out += _places(scene)
    if scene.orgs:
        out += _orgs(scene)
    if scene.people:
        out += _people(scene, links, original)
    out.sort(key=_SPAN)
    return out


def _titles(scene: Scene, links: Links, original: Original) -> Iterator[Mention]:
    text, number, held = scene.text, scene.number, links.held
    for start, end, core, _, rule, _, _ in scene.titles:
        form, (title, org, *_) = text[start:end], held[start]
        norm = TitleNorm(title.status, org and original.name(org))
        yield _make(Mention, ("title", start, end, form, _squeeze(form), rule, norm, (core.source,), number))


def _places(scene: Scene) -> Iterator[Mention]:
    text, number = scene.text, scene.number
    for start, end, level, within, rule, source, _, division, _ in scene.places:
        form = text[start:end]
        norm = _make(PlaceNorm, (level, within, division.code if division else None))
        yield _make(Mention, ("place", start, end, form, _squeeze(form), rule, norm, (source,), number))


def _orgs(scene: Scene) -> Iterator[Mention]:
    text, number = scene.text, scene.number
    for start, end, name, kind, place, rule, source, _, _ in scene.orgs:
        norm = _make(OrgNorm, (kind, place))
        form = text[start:end]
        yield _make(Mention, ("org", start, end, form, _squeeze(name), rule, norm, (source,), number))


_NOBODY = PersonNorm()
"""What is known of most names: nothing."""


def _people(scene: Scene, links: Links, original: Original) -> Iterator[Mention]:
    """The people: each with all that the article says of the name."""
    text, number, full_names = scene.text, scene.number, links.full_names
    known = {
        name: PersonNorm(name in links.official, tuple(map(original.post, links.posts.get(name, ()))))
        for name in links.official.union(links.posts)
    }
    for start, end, name, _, rule in scene.people:
        if start in full_names:
            name = full_names[start]
        norm = known.get(name, _NOBODY)
        yield _make(Mention, ("person", start, end, text[start:end], name, rule, norm, (), number))


def _squeeze(text: str) -> str:
    """A text without white space."""
    return text if text.isalnum() else "".join(text.split())


# Clean to raw -----------------------------------------------------------------------------------------


def moved(found: Sequence[Mention], original: Original) -> list[Mention]:
    """Mentions, in text order, with raw offsets, their names in the script of the article."""
    text, raw, base, traditional = original.text, original.raw, original.start, original.traditional
    stretches = text.stretches()
    shift, until = next(stretches)
    out: list[Mention] = []
    for kind, start, end, form, name, rule, norm, lexicon, number in found:
        while start >= until:
            shift, until = next(stretches)
        first = start + shift
        last = end + shift if end <= until else text.raw(start, end).end
        written = raw[first - base : last - base]
        if traditional:
            name = _as_written(name, form, written)
        out.append(_make(Mention, (kind, first, last, written, name, rule, norm, lexicon, number)))
    return out


def _as_written(name: str, clean: str, raw: str) -> str:
    """The name of a mention in traditional characters: its own where it is just what stands there."""
    return _squeeze(raw) if name == _squeeze(clean) else script.unfold(name)


def told(
    events: Sequence[Event], found: Sequence[Mention], standing: Sequence[Mention], original: Original
) -> list[Event]:
    """Events with raw offsets. Their arguments point to the mentions of ``standing``: ``found``, moved."""
    if not events:
        return []
    there = dict(zip(map(_SPAN, found), standing, strict=True))
    return [_event(event, original, there) for event in events]


def _event(event: Event, original: Original, there: dict[tuple[int, int], Mention]) -> Event:
    kind, subtype, trigger, _, args, rule, modality, first, last, number, dated, same_as, source = event
    trigger = original.text.raw(*trigger)
    args = tuple([_argument(arg, original, there) for arg in args])
    if same_as:
        same_as = original.text.raw(*same_as)
    text = original.written(trigger)
    return Event(
        kind, subtype, trigger, text, args, rule, modality, first, last, number, dated, same_as, source
    )


def _argument(arg: Argument, original: Original, there: dict[tuple[int, int], Mention]) -> Argument:
    role, start, end, text, _, mention = arg
    if mention is not None and (mention := there.get((start, end))) is not None:
        _, start, end, text, name, *_ = mention
        return Argument(role, start, end, text, name, mention)
    span = original.text.raw(start, end)
    text = original.written(span)
    return Argument(role, *span, text, _squeeze(text))
