"""Typed values as the dicts that JSONL holds (schema version 1), keys in their fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dibao import SCHEMA_VERSION
from dibao.numerals import parse_int
from dibao.patterns import lazily
from dibao.types import (
    Argument,
    Article,
    DateNorm,
    Event,
    Mention,
    MoneyNorm,
    OrgNorm,
    PersonNorm,
    PlaceNorm,
    Span,
    TitleNorm,
)  # fmt: skip

Record = dict[str, Any]


def entity(mention: Mention, doc: str) -> Record:
    """The record of a mention."""
    return {
        "schema": SCHEMA_VERSION,
        "kind": "entity",
        "doc": doc,
        "article": mention.article,
        "type": mention.type,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "name": mention.name,
        "rule": mention.rule,
        "lexicon": list(mention.lexicon),
        **norm(mention),
    }


def norm(mention: Mention) -> Record:
    """The fields of a record that depend on the mention's type."""
    match mention.norm:
        case PersonNorm(official, posts):
            return {
                "official": official,
                "posts": [
                    {
                        "org": post.org,
                        "org_implied": post.org_implied,
                        "title": post.title,
                        "status": post.status,
                        "evidence": list(post.evidence),
                    }
                    for post in posts
                ],
            }
        case TitleNorm(status, org):
            return {"status": status, "org": org}
        case OrgNorm(kind, place):
            return {"org_kind": kind, "place": place}
        case PlaceNorm(level, within, code):
            return {"level": level, "within": list(within), "code": code}
        case DateNorm(value, start, end, mod, ref, ref_source):
            return {
                "value": value,
                "date_start": start,
                "date_end": end,
                "mod": mod,
                "ref": ref,
                "ref_source": ref_source,
            }
        case MoneyNorm(amount, currency, low, high, mod):
            out: Record = {
                "amount": decimal(amount),
                "currency": currency,
                "min": decimal(low),
                "max": decimal(high),
                "mod": mod,
            }
            if currency == "CNY":
                out["cny"] = out["amount"]
            return out


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
    by_article: dict[int, list[Record]] = {}
    for a in articles:
        by_article.setdefault(a.number, []).append(article(a, doc, raw))
    for m in mentions:
        by_article.setdefault(m.article, []).append(entity(m, doc))
    for e in events:
        by_article.setdefault(e.article, []).append(event(e, doc))
    for number in sorted(by_article):
        yield from by_article[number]
