"""The timeline: what is told again stands once, over articles too; order, filters, columns."""

from __future__ import annotations

import re
from datetime import date

import pytest

import dibao
from dibao.events import APART, FRAMES
from dibao.pipeline import Extraction
from dibao.register.timeline import WHAT, WHERE, WHO, Happening, Timeline

GIFT = "3月1日，安庆建设集团向望江县捐款200万元，用于修建村道。"


def told(text: str, doc: str = "a", day: str = "2024-03-02") -> Extraction:
    return dibao.extract(text, doc=doc, ref_date=day, place="安庆市")


def timeline(*documents: Extraction) -> Timeline:
    out = Timeline()
    for document in documents:
        out.add(document)
    return out


def happenings(*documents: Extraction) -> list[Happening]:
    return timeline(*documents).happenings()


def test_every_role_has_its_column() -> None:
    patterns = " ".join(p for frame in FRAMES for p in frame.patterns)
    roles = {*re.findall(r"\[(\w+)[:\]]", patterns), "title", "org"} - {"post"}
    roles |= {role for frame in FRAMES for role in frame.around}
    roles |= {role for told_apart in APART.values() for role in told_apart}
    assert roles - {"date"} <= {*WHO, *WHAT, *WHERE}
    assert not ({*WHO} & {*WHAT} or {*WHO} & {*WHERE} or {*WHAT} & {*WHERE})


def test_what_an_article_tells_again_stands_once_with_its_sum_once() -> None:
    page = f"安庆建设集团向望江县捐款200万元\n{GIFT}\n"
    (one,) = happenings(told(page))
    assert (len(one.tellings), one.documents, one.event.date_start) == (2, 1, "2024-03-01")
    assert [m.text for m in one.amounts] == ["200万元"]
    assert one.who == ["安庆建设集团", "望江县"]
    assert one.what == ["修建村道"]


def test_two_papers_tell_one_event() -> None:
    (one,) = happenings(told(GIFT), told(GIFT.replace("3月1日", "日前"), "b", "2024-03-03"))
    assert (len(one.tellings), one.documents) == (2, 2)
    assert one.evidence.doc == "a"
    assert [t.doc for t in one.tellings] == ["a", "b"]
    assert one.record()["mentions"] == 2


@pytest.mark.parametrize(
    "other",
    [
        GIFT.replace("3月1日", "2月1日"),
        GIFT.replace("安庆", "铜陵").replace("望江", "怀宁").replace("村道", "水渠"),
        GIFT.replace("200", "300"),
        GIFT.replace("捐款", "计划捐款"),
    ],
    ids=["another day", "others", "another sum", "a plan"],
)
def test_what_differs_stands_twice(other: str) -> None:
    assert len(happenings(told(GIFT), told(other, "b"))) == 2


def test_appointees_of_one_verb_keep_apart() -> None:
    notice = "任命陈景行、方小满为安庆市水务局副局长。"
    found = happenings(told(notice), told(notice, "b"))
    assert [(one.who, len(one.tellings)) for one in found] == [(["陈景行"], 2), (["方小满"], 2)]


def test_days_in_order_and_unknown_ones_last() -> None:
    late = "2024年5月6日，市长林知白到望江县调研春耕备耕工作。"
    early = "2023年2月3日，市长林知白到怀宁县调研防汛工作。"
    nowhen = dibao.extract("市长林知白会见安庆建设集团董事长罗启山。", doc="c")
    found = happenings(nowhen, told(late), told(early, "b"))
    assert [one.event.date_start for one in found] == ["2023-02-03", "2024-05-06", None]


def test_filters() -> None:
    visit = "2024年5月6日，市长林知白到望江县水利局调研防汛工作。"
    book = timeline(told(GIFT), told(visit, "b"))

    def kinds(**chosen: object) -> list[str]:
        return [one.event.type for one in book.happenings(**chosen)]  # type: ignore[arg-type]

    assert kinds() == ["funding", "inspection"]
    assert kinds(types=["funding/donate"]) == kinds(types=["funding", "meeting"]) == ["funding"]
    assert kinds(types=["funding/invest"]) == []
    assert kinds(people=["知白", "无此人"]) == ["inspection"]
    assert kinds(orgs=["安庆建设"]) == ["funding"]
    assert kinds(people=["知白"], orgs=["安庆建设"]) == []
    assert kinds(since=date(2024, 3, 1), until=date(2024, 3, 1)) == ["funding"]
    assert kinds(since=date(2024, 3, 2)) == ["inspection"]
    assert kinds(until=date(2024, 2, 29)) == []


def test_a_period_takes_what_touches_it_and_nothing_undated() -> None:
    span = told("2024年3月5日至8日，市长林知白到望江县调研春耕备耕工作。")
    nowhen = dibao.extract("市长林知白会见安庆建设集团董事长罗启山。", doc="c")
    book = timeline(span, nowhen)
    assert len(book.happenings(since=date(2024, 3, 8))) == 1
    assert len(book.happenings(until=date(2024, 3, 5))) == 1
    assert book.happenings(since=date(2024, 3, 9)) == book.happenings(until=date(2024, 3, 4)) == []


def test_names_are_found_in_either_script() -> None:
    book = timeline(told("市長林知白會見安庆建设集團董事長羅啟山一行。"))
    assert len(book.happenings(people=["罗启山"])) == len(book.happenings(people=["羅啟山"])) == 1
