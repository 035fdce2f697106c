"""What an article tells, as mentions: in the clean text, where events are read off them, and in the raw one.

Nobody but the events sees clean offsets. Of a mention only its span, its text and its name differ in the two;
what is known of it (``norm``) is made once, with raw offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from dibao import script
from dibao.link import Links
from dibao.scene import Org, Place, Scene
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


@dataclass(frozen=True, slots=True)
class Original:
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


def original(article: Article, raw: str) -> Original:
    """An article of a document whose whole text is ``raw``."""
    traditional = script.is_traditional(raw[article.start : article.end], article.text.clean)
    return Original(raw, article.text, traditional)


# Mentions ---------------------------------------------------------------------------------------------


def mentions(scene: Scene, links: Links, page: Original) -> list[Mention]:
    """The mentions of a settled article with clean offsets, in text order."""
    out = [*scene.dates, *scene.money, *_titles(scene, links, page)]
    out += (_place(p, scene) for p in scene.places)
    out += (_org(o, scene) for o in scene.orgs)
    out += _people(scene, links, page)
    out.sort(key=_SPAN)
    return out


def _titles(scene: Scene, links: Links, page: Original) -> list[Mention]:
    out: list[Mention] = []
    for title in scene.titles:
        held = links.held[title.start]
        norm = TitleNorm(held.title.status, held.org and page.name(held.org))
        written = scene.text[title.start : title.end]
        name, source = _squeeze(written), title.core.source
        out.append(
            Mention("title", title.start, title.end, written, name, title.rule, norm, (source,), scene.number)
        )
    return out


def _place(place: Place, scene: Scene) -> Mention:
    start, end = place[:2]
    written = scene.text[start:end]
    norm = PlaceNorm(place.level, place.within, place.division.code if place.division else None)
    name, cited = _squeeze(written), (place.source,)
    return Mention("place", start, end, written, name, place.rule, norm, cited, scene.number)


def _org(org: Org, scene: Scene) -> Mention:
    start, end = org[:2]
    name, norm, cited = _squeeze(org.name), OrgNorm(org.kind, org.place), (org.source,)
    return Mention("org", start, end, scene.text[start:end], name, org.rule, norm, cited, scene.number)


def _people(scene: Scene, links: Links, page: Original) -> list[Mention]:
    """The people: each with all that the article says of the name."""
    known: dict[str, PersonNorm] = {}
    out: list[Mention] = []
    for person in scene.people:
        start, end = person.start, person.end
        name = links.full_names.get(start, person.name)
        norm = known.get(name)
        if norm is None:
            posts = tuple(map(page.post, links.posts.get(name, ())))
            norm = known[name] = PersonNorm(name in links.official, posts)
        out.append(
            Mention("person", start, end, scene.text[start:end], name, person.rule, norm, (), scene.number)
        )
    return out


def _squeeze(text: str) -> str:
    """A text without white space."""
    return text if text.isalnum() else "".join(text.split())


# Clean to raw -----------------------------------------------------------------------------------------


def moved(found: Sequence[Mention], page: Original) -> list[Mention]:
    """Mentions with raw offsets, their names in the script of the article."""
    raw, span, traditional = page.raw, page.text.raw, page.traditional
    out: list[Mention] = []
    for kind, clean_start, clean_end, clean, name, rule, norm, cited, article in found:
        start, end = span(clean_start, clean_end)
        text = raw[start:end]
        if traditional:
            name = _squeeze(text) if name == _squeeze(clean) else script.unfold(name)
        out.append(Mention(kind, start, end, text, name, rule, norm, cited, article))
    return out


def told(
    events: Sequence[Event], found: Sequence[Mention], standing: Sequence[Mention], page: Original
) -> list[Event]:
    """Events with raw offsets. Their arguments point to the mentions of ``standing``: ``found``, moved."""
    if not events:
        return []
    there = {(m.start, m.end): now for m, now in zip(found, standing, strict=True)}
    return [_event(event, page, there) for event in events]


def _event(event: Event, page: Original, there: dict[tuple[int, int], Mention]) -> Event:
    trigger = page.text.raw(*event.trigger)
    args = tuple(_argument(arg, page, there) for arg in event.args)
    first = page.text.raw(*event.same_as) if event.same_as else None
    return event._replace(trigger=trigger, text=page.raw[slice(*trigger)], args=args, same_as=first)


def _argument(arg: Argument, page: Original, there: dict[tuple[int, int], Mention]) -> Argument:
    mention = there.get((arg.start, arg.end)) if arg.mention else None
    if mention is not None:
        return Argument(arg.role, mention.start, mention.end, mention.text, mention.name, mention)
    start, end = page.text.raw(arg.start, arg.end)
    text = page.raw[start:end]
    return Argument(arg.role, start, end, text, _squeeze(text))
