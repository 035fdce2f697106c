"""Typed values as the dicts that JSONL holds (schema version 1), keys in their fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from dibao import SCHEMA_VERSION
from dibao.numerals import parse_int
from dibao.patterns import lazily
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
        "lexicon": list(lexicon),
    }
    _ADD[kind](record, known)
    return record


def norm(mention: Mention) -> Record:
    """The fields of a record that depend on the mention's type."""
    record: Record = {}
    _ADD[mention.type](record, mention.norm)
    return record


def _add_person(record: Record, known: PersonNorm) -> None:
    record["official"] = known.official
    record["posts"] = [_post(post) for post in known.posts]


def _post(post: Post) -> Record:
    return {
        "org": post.org,
        "org_implied": post.org_implied,
        "title": post.title,
        "status": post.status,
        "evidence": list(post.evidence),
    }


def _add_title(record: Record, known: TitleNorm) -> None:
    record["status"], record["org"] = known


def _add_org(record: Record, known: OrgNorm) -> None:
    record["org_kind"], record["place"] = known


def _add_place(record: Record, known: PlaceNorm) -> None:
    record["level"], record["within"], record["code"] = known.level, list(known.within), known.code


def _add_date(record: Record, known: DateNorm) -> None:
    record["value"], record["date_start"], record["date_end"] = known.value, known.start, known.end
    record["mod"], record["ref"], record["ref_source"] = known.mod, known.ref, known.ref_source


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
    return {
        "schema": SCHEMA_VERSION,
        "kind": "event",
        "doc": doc,
        "article": value.article,
        "type": value.type,
        "subtype": value.subtype,
        "modality": value.modality,
        "trigger": {"start": value.trigger.start, "end": value.trigger.end, "text": value.text},
        "args": [_argument(a) for a in value.args],
        "date_start": value.date_start,
        "date_end": value.date_end,
        "date_source": value.date_source,
        "same_as": None if value.same_as is None else list(value.same_as),
        "source": list(value.source),
        "rule": value.rule,
    }


def _argument(value: Argument) -> Record:
    place = {"start": value.start, "end": value.end}
    return {"role": value.role, **place, "text": value.text, "name": value.name, **_known(value)}


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
    "[^0-9一二两三四五六七八九十百千万亿数几]{0,12}+([0-9一二两三四五六七八九十百千万亿]{1,12}+)(?![余多几])"
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
    by_article: dict[int, list[Article | Mention | Event]] = {}
    for a in articles:
        by_article.setdefault(a.number, []).append(a)
    for m in mentions:
        by_article.setdefault(m.article, []).append(m)
    for e in events:
        by_article.setdefault(e.article, []).append(e)
    # One at a time: all records of a document take ten times the memory of what they are made of.
    for number in sorted(by_article):
        for item in by_article[number]:
            if isinstance(item, Mention):
                yield entity(item, doc)
            elif isinstance(item, Event):
                yield event(item, doc)
            else:
                yield article(item, doc, raw)
