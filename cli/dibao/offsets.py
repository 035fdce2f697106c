"""What an article tells, as mentions: in the clean text, where events are read off them, and in the raw one.

Nobody but the events sees clean offsets. Of a mention only its span, its text and its name differ in the two;
what is known of it (``norm``) is made once, with raw offsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from dibao import script
from dibao.link import Links
from dibao.named import NamedTuple
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
    Text,
    TitleNorm,
)  # fmt: skip

_SPAN = attrgetter("start", "end")


class Original(NamedTuple):
    """An article as it stands in its document."""

    raw: str
    """The whole document."""
    text: Text
    """The article's clean text with the way to its raw one."""
    traditional: bool

    def name(self, clean: str) -> str:
        """A completed name in the script of the article."""
        return script.unfold(clean) if self.traditional else clean

    def post(self, post: Post) -> Post:
        """A post with its evidence, and its names, as they stand."""
        evidence = self.text.raw(*post.evidence)
        if not self.traditional:
            return post._replace(evidence=evidence)
        org = script.unfold(post.org) if post.org else None
        return post._replace(evidence=evidence, org=org, title=_squeeze(self.raw[slice(*evidence)]))


def original_of(article: Article, raw: str) -> Original:
    """An article of a document whose whole text is ``raw``."""
    traditional = script.is_traditional(raw[article.start : article.end], article.text.clean)
    return Original(raw, article.text, traditional)


# Mentions ---------------------------------------------------------------------------------------------


def mentions(scene: Scene, links: Links, original: Original) -> list[Mention]:
    """The mentions of a settled article with clean offsets, in text order."""
    out = [*scene.dates, *scene.money]
    out += _titles(scene, links, original)
    out += _places(scene)
    out += _orgs(scene)
    out += _people(scene, links, original)
    out.sort(key=_SPAN)
    return out


def _titles(scene: Scene, links: Links, original: Original) -> Iterator[Mention]:
    text, number = scene.text, scene.number
    for t in scene.titles:
        start, end, form = t.start, t.end, text[t.start : t.end]
        held = links.held[start]
        norm = TitleNorm(held.title.status, held.org and original.name(held.org))
        yield Mention("title", start, end, form, _squeeze(form), t.rule, norm, (t.core.source,), number)


def _places(scene: Scene) -> Iterator[Mention]:
    text, number = scene.text, scene.number
    for p in scene.places:
        start, end, form = p.start, p.end, text[p.start : p.end]
        norm = PlaceNorm(p.level, p.within, p.division.code if p.division else None)
        yield Mention("place", start, end, form, _squeeze(form), p.rule, norm, (p.source,), number)


def _orgs(scene: Scene) -> Iterator[Mention]:
    text, number = scene.text, scene.number
    for o in scene.orgs:
        start, end, form = o.start, o.end, text[o.start : o.end]
        norm = OrgNorm(o.kind, o.place)
        yield Mention("org", start, end, form, _squeeze(o.name), o.rule, norm, (o.source,), number)


def _people(scene: Scene, links: Links, original: Original) -> Iterator[Mention]:
    """The people: each with all that the article says of the name."""
    text, number, full_names = scene.text, scene.number, links.full_names
    known: dict[str, PersonNorm] = {}
    for p in scene.people:
        start, end = p.start, p.end
        name = full_names.get(start, p.name)
        norm = known.get(name)
        if norm is None:
            posts = tuple(map(original.post, links.posts.get(name, ())))
            norm = known[name] = PersonNorm(name in links.official, posts)
        yield Mention("person", start, end, text[start:end], name, p.rule, norm, (), number)


def _squeeze(text: str) -> str:
    """A text without white space."""
    return text if text.isalnum() else "".join(text.split())


# Clean to raw -----------------------------------------------------------------------------------------


def moved(found: Sequence[Mention], original: Original) -> list[Mention]:
    """Mentions with raw offsets, their names in the script of the article."""
    if not found:
        return []
    kinds, clean_starts, clean_ends, forms, names, *rest = zip(*found, strict=True)
    starts, ends = original.text.raws(clean_starts, clean_ends)
    raw = original.raw
    texts = [raw[start:end] for start, end in zip(starts, ends, strict=True)]
    if original.traditional:
        names = tuple(map(_as_written, names, forms, texts))
    return list(map(Mention._make, zip(kinds, starts, ends, texts, names, *rest, strict=True)))


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
    trigger = original.text.raw(*event.trigger)
    args = tuple(_argument(arg, original, there) for arg in event.args)
    first = original.text.raw(*event.same_as) if event.same_as else None
    return event._replace(trigger=trigger, text=original.raw[slice(*trigger)], args=args, same_as=first)


def _argument(arg: Argument, original: Original, there: dict[tuple[int, int], Mention]) -> Argument:
    mention = there.get((arg.start, arg.end)) if arg.mention else None
    if mention is not None:
        return Argument(arg.role, mention.start, mention.end, mention.text, mention.name, mention)
    start, end = original.text.raw(arg.start, arg.end)
    text = original.raw[start:end]
    return Argument(arg.role, start, end, text, _squeeze(text))
