"""Typed values as the dicts that JSONL holds (schema version 1), keys in their fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain, groupby, repeat
from operator import attrgetter
from typing import Any

from dibao import SCHEMA_VERSION
from dibao.language.numerals import parse_int
from dibao.tables.patterns import lazily
from dibao.types import (
    Argument,
    Article,
    DateNorm,
    EntityType,
    Event,
    Mention,
    MoneyNorm,
    OrgNorm,
    PersonNorm,
    PlaceNorm,
    Post,
    Span,
    TitleNorm,
)  # fmt: skip

Record = dict[str, Any]


def entity(mention: Mention, doc: str) -> Record:
    """The record of a mention."""
    kind, start, end, text, name, rule, known, lexicon, number = mention
    record = {
        "schema": SCHEMA_VERSION,
        "kind": "entity",
        "doc": doc,
        "article": number,
        "type": kind,
        "start": start,
        "end": end,
        "text": text,
        "name": name,
        "rule": rule,
        "lexicon": [*lexicon],
    }
    _ADD[kind](record, known)
    return record


def norm(mention: Mention) -> Record:
    """The fields of a record that depend on the mention's type."""
    record: Record = {}
    _ADD[mention.type](record, mention.norm)
    return record


def _add_person(record: Record, known: PersonNorm) -> None:
    record["official"], posts = known
    record["posts"] = [_post(post) for post in posts] if posts else []


def _post(post: Post) -> Record:
    org, title, status, implied, evidence = post
    return {
        "org": org,
        "org_implied": implied,
        "title": title,
        "status": status,
        "evidence": [*evidence],
    }


def _add_title(record: Record, known: TitleNorm) -> None:
    record["status"], record["org"] = known


def _add_org(record: Record, known: OrgNorm) -> None:
    record["org_kind"], record["place"] = known


def _add_place(record: Record, known: PlaceNorm) -> None:
    level, within, code = known
    record["level"], record["within"], record["code"] = level, [*within], code


def _add_date(record: Record, known: DateNorm) -> None:
    (
        record["value"], record["date_start"], record["date_end"],
        record["mod"], record["ref"], record["ref_source"],
    ) = known  # fmt: skip


def _add_money(record: Record, known: MoneyNorm) -> None:
    record["amount"] = decimal(known.amount)
    record["currency"] = known.currency
    record["min"], record["max"] = decimal(known.min), decimal(known.max)
    record["mod"] = known.mod
    if known.currency == "CNY":
        record["cny"] = record["amount"]


_ADD: dict[EntityType, Callable[[Record, Any], None]] = {
    "person": _add_person,
    "title": _add_title,
    "org": _add_org,
    "place": _add_place,
    "date": _add_date,
    "money": _add_money,
}


def decimal(value: Decimal | None) -> str | None:
    """An exact number in plain digits, without a trailing fraction of zeros."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def event(value: Event, doc: str) -> Record:
    """The record of an event."""
    kind, subtype, (start, end), text, args, rule, modality, first, last, number, dated, same_as, source = (
        value
    )
    return {
        "schema": SCHEMA_VERSION,
        "kind": "event",
        "doc": doc,
        "article": number,
        "type": kind,
        "subtype": subtype,
        "modality": modality,
        "trigger": {"start": start, "end": end, "text": text},
        "args": [_argument(a) for a in args],
        "date_start": first,
        "date_end": last,
        "date_source": dated,
        "same_as": None if same_as is None else [*same_as],
        "source": [*source],
        "rule": rule,
    }


def _argument(value: Argument) -> Record:
    role, start, end, text, name, _ = value
    return {"role": role, "start": start, "end": end, "text": text, "name": name, **_known(value)}


def part(value: Argument) -> Record:
    """An argument without its offsets, for events that several documents tell."""
    return {"role": value.role, "text": value.text, "name": value.name, **_known(value)}


def _known(value: Argument) -> Record:
    """What is known of the mention that fills a role: a person's titles, the normal form of a value."""
    if value.role == "casualties":
        return {"count": _count(value.name)}
    if value.mention is not None:
        if isinstance(value.mention.norm, PersonNorm):
            return {"title": [post.title for post in value.mention.norm.posts]}
        if isinstance(value.mention.norm, DateNorm | MoneyNorm):
            return norm(value.mention)
    return {}


_HEADS = lazily(
    "[^0-9一二两三四五六七八九十百千万亿数几]{0,12}+([0-9一二两三四五六七八九十百千万亿.]{1,12}+)(?![余多几])"
)


def _count(text: str) -> int | None:
    """How many 3人死亡 names; None where that is not said (多人, 数十人)."""
    found = _HEADS.match(text)
    return parse_int(found[1]) if found else None


def article(value: Article, doc: str, raw: str) -> Record:
    """The record of an article."""

    def text(span: Span | None) -> str | None:
        return None if span is None else raw[span.start : span.end]

    reference = value.reference
    return {
        "schema": SCHEMA_VERSION,
        "kind": "article",
        "doc": doc,
        "article": value.number,
        "start": value.start,
        "end": value.end,
        "headline": text(value.headline),
        "byline": text(value.byline),
        "dateline": text(value.dateline),
        "date": reference.date.isoformat() if reference.date else None,
        "date_source": reference.date_source,
        "place": reference.place,
        "place_source": reference.place_source,
        "continued_from": value.continued_from,
        "continues_on": value.continues_on,
    }


def in_order(
    doc: str,
    mentions: tuple[Mention, ...],
    events: tuple[Event, ...],
    articles: tuple[Article, ...],
    raw: str,
) -> Iterator[Record]:
    """All records of a document: by article, first itself (where asked for), then entities, then events."""
    by_article: dict[int, list[Iterator[Record]]] = {}
    for number, own in groupby(articles, attrgetter("number")):
        by_article.setdefault(number, []).append(map(article, list(own), repeat(doc), repeat(raw)))
    for number, found in groupby(mentions, attrgetter("article")):
        by_article.setdefault(number, []).append(map(entity, list(found), repeat(doc)))
    for number, told in groupby(events, attrgetter("article")):
        by_article.setdefault(number, []).append(map(event, list(told), repeat(doc)))
    # One at a time: all records of a document take ten times the memory of what they are made of.
    for number in sorted(by_article):
        yield from chain.from_iterable(by_article[number])
