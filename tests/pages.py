"""A small page with its results written out by hand: what the writers are tested on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dibao import records
from dibao.types import (
    Argument,
    Article,
    DateNorm,
    Document,
    EntityType,
    Event,
    Mention,
    MoneyNorm,
    Norm,
    OrgNorm,
    PersonNorm,
    PlaceNorm,
    Post,
    Reference,
    Span,
    Text,
    TitleNorm,
)

RAW = (
    "市水务局明确河道整治任务\n"
    "12月29日，市长方致远到石\n湾区调研，原市水务局副局长秦立新、市民葛小满陪同。\n"
    "市水务局将投入近600万元，另有200万至300万元待批。\n"
)


@dataclass(frozen=True)
class Page:
    """Stands for an Extraction."""

    doc: str
    document: Document
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        return self.document.articles

    def records(self, articles: bool = False) -> Iterator[dict[str, Any]]:
        chosen = self.articles if articles else ()
        return records.in_order(self.doc, self.mentions, self.events, chosen, self.document.raw)


def mention(type_: EntityType, text: str, norm: Norm, name: str | None = None, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = RAW.index(text, start + 1)
    name = name or text.replace("\n", "")
    return Mention(type_, start, start + len(text), text, name, f"{type_}.test", norm, ("x.tsv:9",))


def small_page(doc: str = "page.txt") -> Page:
    """The page, its mentions in text order, one event."""
    bureau = "临江市水务局"
    mayor = PersonNorm(True, (Post("临江市人民政府", "市长", "current", True, Span(20, 22)),))
    former = PersonNorm(True, (Post(bureau, "副局长", "former", False, Span(37, 40)),))
    day = DateNorm("2020-12-29", "2020-12-29", "2020-12-29", None, "2020-12-30", "given")
    place = mention("place", "石\n湾区", PlaceNorm("county", ("湖西省", "临江市"), "439903"))
    person = mention("person", "方致远", mayor)
    when = mention("date", "12月29日", day)
    mentions = (
        mention("org", "市水务局", OrgNorm("government", "临江市"), bureau),
        when,
        mention("title", "市长", TitleNorm("current", "临江市人民政府")),
        person,
        place,
        mention("org", "市水务局", OrgNorm("government", "临江市"), bureau, 1),
        mention("title", "副局长", TitleNorm("former", bureau)),
        mention("person", "秦立新", former),
        mention("person", "葛小满", PersonNorm()),
        mention("money", "600万元", MoneyNorm(Decimal(6000000), "CNY", None, Decimal(6000000), "LESS_THAN")),
        mention("money", "200万至300万元", MoneyNorm(None, "CNY", Decimal(2000000), Decimal(3000000))),
    )
    at = RAW.index("调研")
    args = tuple(
        Argument(role, m.start, m.end, m.text, m.name, m)
        for role, m in (("inspector", person), ("place", place), ("date", when))
    )
    event = Event(
        "inspection",
        None,
        Span(at, at + 2),
        "调研",
        args,
        "inspection.test",
        "asserted",
        "2020-12-29",
        "2020-12-29",
    )
    reference = Reference(date(2020, 12, 30), "given", "临江市", "text")
    article = Article(0, 0, len(RAW), Text(RAW, (0,), (0,)), reference, headline=Span(0, 12))
    return Page(doc, Document(doc, RAW, articles=(article,)), mentions, (event,))
