"""Why words are a title and whose organization it is held in, or why they are no title."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.entities.title import status_before
from dibao.explain.read import Read
from dibao.explain.steps import Miss, Step, overlaps, rival
from dibao.posts.holding import Held
from dibao.posts.link import link
from dibao.scene import Title
from dibao.tables import lexicon
from dibao.types import Mention, TitleNorm

_REJECTED = -1.0


def found(here: Read, mention: Mention) -> Iterator[Step]:
    """Core, what stands before it in the span, status, organization and holders."""
    text, norm = here.scene.text, mention.norm
    assert isinstance(norm, TitleNorm)
    title = next((t for t in here.scene.titles if t.start == mention.start), None)
    if title is None:
        return
    yield Step(
        "core", f"{title.core.form}: {title.core.kind}, official: {title.core.official}", (title.core.source,)
    )
    before = text[title.start : max(title.start, title.end - len(title.core.form))]
    if before:
        yield Step("prefix", before, _prefixes(before))
    if title.organ:
        yield Step("organ", f"{title.organ} stands beside or inside the post")
    word = status_before(text, title.start)
    yield Step("status", f"{norm.status}{', by the word before it' if word else ''}")
    held = link(here.scene).held.get(title.start)
    if held is not None:
        yield Step("held in", _held(text, held))
    holders = [m.text for m in here.mentions if m.type == "person" and title.start in _evidence(here, m)]
    yield Step("holders", "、".join(dict.fromkeys(holders)) or "nobody that is named")


def _held(text: str, held: Held) -> str:
    if held.org is None:
        return "no organization before it, none that it implies, none to inherit"
    if held.implied:
        return f"{held.org}, which the title implies (holder: {held.title.core.holder})"
    return f"{held.org} ({held.kind}), named before it or inherited from the post before it"


def _evidence(here: Read, person: Mention) -> set[int]:
    posts = getattr(person.norm, "posts", ())
    return {here.article.text.clean_at(post.evidence.start) for post in posts}


def _prefixes(text: str) -> tuple[str, ...]:
    """The lexicon lines of the prefixes and the field that make up what stands before a core."""
    out = []
    for name in ("title_prefixes", "title_fields"):
        table = lexicon.table(name)
        out += [table.where(n) for n, row in enumerate(table.rows) if row[0] in text]
    return tuple(out)


def missed(here: Read, start: int, end: int) -> Iterator[Miss]:
    """The forms of titles in a range that are none, and what turned each away."""
    taken = [(m.start, m.end) for m in here.mentions if m.type == "title"]
    scene = here.scene
    for hit in scene.hits.named("title"):
        span = hit.start, hit.end
        if not overlaps(start, end, span) or any(overlaps(*span, t) for t in taken):
            continue
        core = scene.gazetteer.title[hit.form]
        form = Step("core", f"{core.form}: {core.kind}", (core.source,))
        near = 0.0 if any(t.end == hit.end for t in here.attached) else _REJECTED
        yield Miss(*span, "title.core", (form, _why(here, span)), near)


def _why(here: Read, span: tuple[int, int]) -> Step:
    read = next((t for t in here.titles if overlaps(*span, (t.start, t.end))), None)
    if read is None:
        return _rejected(here, span)
    if not any(t.end == read.end for t in here.attached):
        return Step("rejected", _unattached(read))
    if read.end != span[1]:
        return Step("rejected", f"the longer or earlier form {here.scene.text[read.start : read.end]} stands")
    return rival(here.mentions, *span) or Step("rejected", "another mention took its characters")


def _unattached(title: Title) -> str:
    if title.core.combines == "suffix":
        return "it stands only behind another word or a name; none stands there"
    if title.core.evidence == "strong":
        return "it stands for a group that nobody names"
    return "its form is an ordinary word too, and no name stands behind it"


def _rejected(here: Read, span: tuple[int, int]) -> Step:
    scene = here.scene
    for hit in scene.hits.named("title_reject"):
        if overlaps(*span, (hit.start, hit.end)):
            word = scene.text[hit.start : hit.end]
            return Step("rejected", f"it is part of {word}", _lines("title_rejects", word))
    return Step("rejected", "it crosses the name of a place")


def _lines(table: str, form: str) -> tuple[str, ...]:
    rows = lexicon.table(table)
    return tuple(rows.where(n) for n, row in enumerate(rows.rows) if row[0] == form)
