"""The table for people: an article at a time, who in which post first, then the rest, then what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from dibao.terminal import paint, safe
from dibao.types import Article, DateNorm, EntityType, Event, Mention, MoneyNorm, PersonNorm, Post, Reference
from dibao.write import Format, View
from dibao.write.layout import cells, cut, fill, hang, pad
from dibao.write.values import CLAUSE, figure, kind, plain

if TYPE_CHECKING:
    from dibao.pipeline import Extraction

_Item = TypeVar("_Item", Mention, Event)

_LABEL = 11
_GAP = "  "
_DOT = " · "


def encode(extraction: Extraction, view: View) -> bytes:
    """A document as a table: its name, then its articles."""
    lines = [paint(safe(extraction.doc), "strong", view.colour)]
    mentions = _by_article(extraction.mentions)
    events = _by_article(extraction.events)
    for article in extraction.articles:
        here, happened = mentions.get(article.number, []), events.get(article.number, [])
        lines += ["", *_head(article, extraction.document.raw, view), *_found(here, happened, view)]
    return ("\n".join(lines) + "\n").encode()


FORMAT = Format(encode, between=b"\n", cuts=False, suffix="txt")


def _by_article(items: Iterable[_Item]) -> dict[int, list[_Item]]:
    groups: dict[int, list[_Item]] = {}
    for item in items:
        groups.setdefault(item.article, []).append(item)
    return groups


def _found(mentions: list[Mention], events: list[Event], view: View) -> list[str]:
    sections = [
        _people("officials", [m for m in mentions if _official(m)], view),
        _people("people", [m for m in mentions if m.type == "person" and not _official(m)], view),
        _names("org", "orgs", mentions, view),
        _names("place", "places", mentions, view),
        _dates(mentions, view),
        _money(mentions, view),
        _events(events, view),
    ]
    return [line for lines in sections for line in lines] or [paint("nothing found", "faint", view.colour)]


def _official(mention: Mention) -> bool:
    return isinstance(mention.norm, PersonNorm) and mention.norm.official


def _head(article: Article, raw: str, view: View) -> list[str]:
    span = article.headline
    headline = "".join(raw[span.start : span.end].split()) if span else "(no headline)"
    lines = [
        paint(line, "strong", view.colour)
        for line in hang(f"{article.number + 1}  ", fill([safe(headline)], view.width - 4), 4)
    ]
    known = fill(_reference(article.reference), view.width - 4, _DOT)
    return lines + [paint("    " + line, "faint", view.colour) for line in known]


def _reference(reference: Reference) -> list[str]:
    known = []
    for value, source in (
        (reference.date, reference.date_source),
        (reference.place, reference.place_source),
    ):
        if value:
            known.append(f"{value} ({source if source == 'given' else f'from {source}'})")
    return known or ["no date, no place: give --date and --place to resolve what hangs on them"]


def _section(label: str, lines: list[str], view: View, style: str = "faint") -> list[str]:
    """Lines behind their label; the label is painted after it has been measured."""
    if not lines:
        return []
    first, *rest = hang(label, lines, _LABEL)
    return [paint(label, style, view.colour) + first[len(label) :], *rest]


def _people(label: str, mentions: list[Mention], view: View) -> list[str]:
    """A row for each post: name, title, organization; the name stands once. Bare names share lines."""
    posts: dict[str, dict[tuple[str, str], None]] = {}
    for mention in mentions:
        assert isinstance(mention.norm, PersonNorm)
        held = posts.setdefault(mention.name, {})
        held |= dict.fromkeys((_title(post), safe(post.org or "")) for post in mention.norm.posts)
    rows = [
        (safe(name) if n == 0 else "", title, org)
        for name, held in posts.items()
        for n, (title, org) in enumerate(_stated(held))
    ]
    room = view.width - _LABEL
    lines = _columns(rows, room, view)
    bare = [safe(name) for name, held in posts.items() if not held]
    lines += [paint(line, "person", view.colour) for line in fill(bare, room, _DOT)]
    return _section(label, lines, view)


def _stated(held: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Posts save those without an organization that stand there with one too."""
    full = {title for title, org in held if org}
    return [(title, org) for title, org in held if org or title not in full]


def _title(post: Post) -> str:
    return safe(post.title) + ("" if post.status == "current" else f" ({post.status})")


def _columns(rows: list[tuple[str, str, str]], room: int, view: View) -> list[str]:
    """Name, title and organization side by side; an organization too long for its column goes below."""
    first = min(max((cells(r[0]) for r in rows), default=0), room // 3)
    second = min(max((cells(r[1]) for r in rows), default=0), room // 3)
    lines = []
    for name, title, org in rows:
        left = paint(pad(name, first), "person", view.colour) + _GAP
        used = max(first, cells(name)) + len(_GAP) + max(second, cells(title)) + len(_GAP)
        here = paint(pad(title, second), "title", view.colour)
        if used + cells(org) <= room:
            lines.append((left + here + _GAP + paint(org, "org", view.colour)).rstrip())
            continue
        lines.append((left + here).rstrip())
        inner = first + 2 * len(_GAP)
        lines += [" " * inner + paint(piece, "org", view.colour) for piece in cut(org, room - inner)]
    return lines


def _names(type_: EntityType, label: str, mentions: list[Mention], view: View) -> list[str]:
    """Distinct names in the order of the text, with the other ways they are written and how often."""
    groups = _grouped((m.name, m) for m in mentions if m.type == type_)
    items = [_item(name, group) for name, group in groups.items()]
    return _section(label, _painted(fill(items, view.width - _LABEL, _DOT), type_, view), view)


def _dates(mentions: list[Mention], view: View) -> list[str]:
    """Distinct values in the order of time, with the words of the text; unresolved ones last."""
    found = [(m.norm, m) for m in mentions if isinstance(m.norm, DateNorm)]
    found.sort(key=lambda pair: (pair[0].start or pair[0].end or "~", pair[0].value))
    groups = _grouped((" ".join(filter(None, (norm.value, norm.mod))), m) for norm, m in found)
    items = [_item(value, group) for value, group in groups.items()]
    return _section("dates", _painted(fill(items, view.width - _LABEL, _DOT), "date", view), view)


def _money(mentions: list[Mention], view: View) -> list[str]:
    """An amount a line, figures aligned, in the order of the text."""
    groups = _grouped((figure(m.norm), m) for m in mentions if isinstance(m.norm, MoneyNorm))
    widest = max(map(cells, groups), default=0)
    indent = widest + len(_GAP)
    room = view.width - _LABEL - indent
    lines = []
    for amount, group in groups.items():
        texts = list(dict.fromkeys(plain(m.text) for m in group))
        texts[-1] += _times(group)
        lead = " " * (widest - cells(amount)) + paint(amount, "money", view.colour)
        if room >= max(map(cells, texts)):
            first, *rest = fill(texts, room, "、")
            lines += [lead + _GAP + first, *(" " * indent + line for line in rest)]
        else:
            below = fill(texts, view.width - _LABEL - len(_GAP), "、")
            lines += [lead, *(_GAP + line for line in below)]
    return _section("money", lines, view)


def _events(events: list[Event], view: View) -> list[str]:
    """An event a line, longer ones indented: day, type, then its arguments by role."""
    kinds = [kind(e) for e in events]
    indent = 10 + len(_GAP) + max(map(len, kinds), default=0) + len(_GAP)
    if indent > view.width // 2:
        indent = 10 + len(_GAP)
    lines = []
    for event, told in zip(events, kinds, strict=True):
        label = pad(event.date_start or "", 10) + _GAP + told + _GAP
        parts = fill(_arguments(event), view.width - 2 - indent)
        if cells(label) > indent:
            lines.append(label.rstrip())
            label = ""
        lines += [line.rstrip() for line in hang(label, parts or [""], indent)]
    title = paint("events", "faint", view.colour)
    return [title, *("  " + line for line in lines)] if lines else []


def _arguments(event: Event) -> list[str]:
    """Roles with their fillers, in pieces at which a line may break; the trigger where there are none."""
    roles: dict[str, list[str]] = {}
    for arg in event.args:
        roles.setdefault(arg.role, []).append(plain(arg.text if _is_figure(arg.mention) else arg.name))
    pieces: list[str] = []
    for role, fillers in roles.items():
        if pieces:
            pieces[-1] += "; "
        first, *rest = CLAUSE.findall("、".join(fillers)) or [""]
        pieces += [f"{role} {first}", *rest]
    return pieces or [plain(event.text)]


def _is_figure(mention: Mention | None) -> bool:
    return mention is not None and isinstance(mention.norm, DateNorm | MoneyNorm)


def _item(name: str, group: list[Mention]) -> str:
    """A name, how else the text writes it, how often."""
    others = dict.fromkeys(plain(m.text) for m in group)
    others.pop(plain(name), None)
    return plain(name) + (f" ({'、'.join(others)})" if others else "") + _times(group)


def _times(group: list[Mention]) -> str:
    return f" ×{len(group)}" if len(group) > 1 else ""


def _grouped(pairs: Iterable[tuple[str, Mention]]) -> dict[str, list[Mention]]:
    groups: dict[str, list[Mention]] = {}
    for key, mention in pairs:
        groups.setdefault(key, []).append(mention)
    return groups


def _painted(lines: list[str], style: str, view: View) -> list[str]:
    return [paint(line, style, view.colour) for line in lines]
