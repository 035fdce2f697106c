"""The register of officials in each of its formats: table, JSONL, JSON, CSV, TSV.

JSONL has a person a line with all posts; CSV and TSV a post a line, the person's own figures repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dibao.tables.patterns import lazily
from dibao.terminal import paint, safe
from dibao.write import View
from dibao.write.ledger import Row, encoders

if TYPE_CHECKING:
    from dibao.register.officials import DatedPost, Official

COLUMNS = (
    "name", "title", "org", "org_kind", "org_implied", "status", "first", "last", "articles",
    "level", "place", "person_first", "person_last", "mentions", "documents",
    "doc", "article", "line", "start", "end", "text",
)  # fmt: skip
"""Of CSV and TSV; ``doc`` to ``text`` are the evidence."""

_BETWEEN = lazily(r"(?<=\S)[ \t\u3000]{2,}(?=\S)")
"""What parts the columns of a line; other blanks and line breaks only set characters apart."""
_GAP = "  "
_DOT = " · "


def _rows(officials: Iterable[Official]) -> Iterator[Row]:
    for o in officials:
        person = (o.level, o.place, o.first, o.last, o.mentions, o.documents)
        for p in o.posts:
            e = p.evidence
            implied = "true" if p.org_implied else "false"
            post = (p.title, p.org, p.org_kind, implied, p.status, p.first, p.last, p.articles)
            evidence = (e.doc, e.article, e.line, e.start, e.end, e.text)
            yield [o.name, *post, *person, *evidence]


def _table(officials: Iterable[Official], view: View) -> bytes:
    """People under the place whose organs they lead or work in, each with posts, days and a quotation."""
    lines: list[str] = []
    for (place, level), group in groupby(officials, key=lambda o: (o.place, o.level)):
        head = f"{safe(place)} ({level})" if place else level
        lines += [""] * bool(lines) + [paint(head, "strong", view.colour)]
        lines += _people(list(group), view)
    return "".join(f"{line}\n" for line in lines or ["no officials found"]).encode()


def _people(group: Sequence[Official], view: View) -> Iterator[str]:
    from dibao.write.layout import cells, fill, hang, pad

    names = min(max(cells(safe(o.name)) for o in group), view.width // 4)
    titles = min(max(cells(_title(p)) for o in group for p in o.posts), view.width // 3)
    indent = names + len(_GAP)
    for o in group:
        for n, post in enumerate(o.posts):
            name, title = safe(o.name) if n == 0 else "", _title(post)
            used = max(names, cells(name)) + len(_GAP) + max(titles, cells(title)) + len(_GAP)
            left = paint(pad(name, names), "person", view.colour) + _GAP
            left += paint(pad(title, titles), "title", view.colour) + _GAP
            facts = fill(list(filter(None, (safe(post.org or ""), _days(post)))), view.width - used, _GAP)
            first, *rest = hang("", facts or [""], 0)
            yield (left + first).rstrip()
            yield from (" " * (indent + titles + len(_GAP)) + line for line in rest)
        for line in fill(_facts(o), view.width - indent, _DOT):
            yield " " * indent + paint(line, "faint", view.colour)


def _title(post: DatedPost) -> str:
    return safe(post.title) + ("" if post.status == "current" else f" ({post.status})")


def _days(seen: DatedPost | Official) -> str:
    if seen.first == seen.last:
        return seen.first or ""
    return f"{seen.first} – {seen.last}"


def _facts(official: Official) -> list[str]:
    """How often and where the person is named, and the quotation behind the first post."""
    evidence = official.posts[0].evidence
    mentions = f"{official.mentions:,} mention{'s' * (official.mentions != 1)}"
    documents = f" in {official.documents:,} documents" if official.documents > 1 else ""
    quotation = safe(" ".join("".join(column.split()) for column in _BETWEEN.split(evidence.text)))
    days = _days(official) if any(_days(p) != _days(official) for p in official.posts) else ""
    facts = (days, mentions + documents, f"{safe(evidence.doc)}:{evidence.line}", f"“{quotation}”")
    return [fact for fact in facts if fact]


ENCODERS = encoders(_table, COLUMNS, _rows)
"""How a register is encoded in each format."""
