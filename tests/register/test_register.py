"""The register: who is one person, what is kept of each post, in which order they come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import get_args

import pytest

from dibao import marked
from dibao.pipeline import Extraction
from dibao.reading.text import clean
from dibao.register.officials import Official, Register
from dibao.register.protocol import grade, rank, standing
from dibao.types import (
    Article,
    Document,
    EntityType,
    Mention,
    OrgNorm,
    PersonNorm,
    Post,
    Reference,
    Span,
    Status,
)


def told(
    written: str, day: str | None = "2020-12-30", place: str | None = "临江市", doc: str = "a.txt"
) -> Extraction:
    """A document of one article in marked text; a person's posts as ``org/title/status`` joined by ``;``.

    Everyone with a post is an official, save journalists.
    """
    raw, marks = marked.parse(written)
    mentions = tuple(_mention(raw, mark) for mark in marks)
    reference = Reference(date.fromisoformat(day) if day else None, "given", place, "given")
    article = Article(0, 0, len(raw), clean(raw), reference)
    return Extraction(doc, Document(doc, raw, articles=(article,)), mentions, ())


def _mention(raw: str, mark: marked.Mark) -> Mention:
    text = raw[mark.start : mark.end]
    if mark.type == "org":
        return Mention("org", mark.start, mark.end, text, mark.norm or text, "test", OrgNorm("company"))
    posts = tuple(_post(raw, mark, said) for said in (mark.norm or "").split(";") if said)
    official = any(post.title != "记者" for post in posts)
    kind: EntityType = "person"
    name = "".join(text.split())
    rule = "person.surname" if len(name) == 1 else "person.name"
    return Mention(kind, mark.start, mark.end, text, name, rule, PersonNorm(official, posts))


def _post(raw: str, mark: marked.Mark, said: str) -> Post:
    org, title, *rest = said.split("/")
    status: Status = next((s for s in get_args(Status) if s in rest), "current")
    at = raw.rfind(title, 0, mark.start)
    at = at if at >= 0 else raw.index(title, mark.end)
    return Post(org or None, title, status, False, Span(at, at + len(title)))


def register(documents: Iterable[Extraction]) -> Register:
    out = Register()
    for document in documents:
        out.add(document)
    return out


def officials(*documents: Extraction) -> list[Official]:
    return register(documents).officials()


def posts(official: Official) -> list[tuple[str | None, str]]:
    return [(p.org, p.title) for p in official.posts]


MAYOR = "市长[方致远](person=衡阳市人民政府/市长)到会。"
SECRETARY = "市委副书记[方致远](person=中国共产党衡阳市委员会/副书记)讲话。"
WATER = "市水务局局长[方致远](person=衡阳市水务局/局长)介绍情况。"
POLICE = "市公安局副局长[方致远](person=衡阳市公安局/副局长)带队。"


def test_the_leading_organs_of_a_place_have_one_person_of_a_name() -> None:
    (one,) = officials(told(MAYOR), told(SECRETARY))
    assert posts(one) == [("衡阳市人民政府", "市长"), ("中国共产党衡阳市委员会", "副书记")]
    assert (one.mentions, one.documents, one.level, one.place) == (2, 2, "prefecture", "衡阳市")


def test_homonyms_in_other_organs_are_kept_apart() -> None:
    found = officials(told(MAYOR), told(WATER), told(POLICE), told(MAYOR.replace("衡阳", "长沙")))
    assert [posts(o)[0][0] for o in found] == [
        "长沙市人民政府", "衡阳市人民政府", "衡阳市水务局", "衡阳市公安局",
    ]  # fmt: skip
    assert {o.name for o in found} == {"方致远"}


def test_an_organization_and_its_part_have_one_person_of_a_name() -> None:
    party = "[方致远](person=中国共产党衡阳市水务局委员会/党委书记)任党委书记。"
    section = "河道科科长[方致远](person=衡阳市水务局河道科/科长)到会。"
    (one,) = officials(told(section), told(WATER), told(party))
    assert len(one.posts) == 3
    assert len(officials(told(section), told(section.replace("河道", "财务")))) == 2
    bank = "行长[方致远](person=中国云帆银行/行长)、[方致远](person=中国云帆银行/行长)致辞。"
    assert len(officials(told(bank), told(bank.replace("银行/", "银行衡阳分行/")))) == 2


def test_a_bare_surname_counts_for_the_one_who_holds_the_post() -> None:
    bare = "[方](person=衡阳市人民政府/市长)市长强调，要抓紧。"
    (mayor,) = officials(told(MAYOR), told(bare))
    assert (mayor.name, mayor.mentions, mayor.posts[0].articles) == ("方致远", 2, 2)
    assert officials(told(bare)) == []
    two = MAYOR.replace("致远", "小满")
    assert [o.mentions for o in officials(told(MAYOR), told(two), told(bare))] == [1, 1]


def test_an_article_that_names_two_organs_ties_them() -> None:
    both = "副市长、市公安局局长[方致远](person=衡阳市人民政府/副市长;衡阳市公安局/局长)讲话。"
    before_and_after = officials(told(MAYOR), told(POLICE), told(both), told(POLICE))
    assert len(before_and_after) == 1
    assert before_and_after[0].mentions == 4
    assert before_and_after[0].posts[-1].articles == 2


def test_days_are_the_first_and_the_last_in_any_order_of_documents() -> None:
    (one,) = officials(
        told(MAYOR, "2019-05-02"), told(MAYOR, "2018-03-01", doc="b.txt"), told(MAYOR, None), told(SECRETARY)
    )
    assert (one.first, one.last) == ("2018-03-01", "2020-12-30")
    mayor = one.posts[0]
    assert (mayor.first, mayor.last, mayor.articles) == ("2018-03-01", "2019-05-02", 3)
    assert mayor.evidence.doc == "b.txt"


def test_statuses_are_kept_side_by_side_with_former_posts_last() -> None:
    former = "原市长[方致远](person=衡阳市人民政府/市长/former)被查。"
    (one,) = officials(
        told(former, "2021-06-01"),
        told(WATER),
        told(WATER[:-1] + "。" + former, "2022-01-01"),
        told("[方致远](person=衡阳市水务局/局长;衡阳市人民政府/市长/former)，市水务局局长，原市长。"),
    )
    assert [(p.title, p.status) for p in one.posts] == [("局长", "current"), ("市长", "former")]


def test_a_name_without_a_post_counts_for_the_only_one_of_the_place() -> None:
    bare = "[方致远](person)强调，要抓紧。会上[方致远](person)还作了部署。"
    (mayor,) = officials(told(MAYOR), told(bare, place="湖南省衡阳市"))
    assert (mayor.mentions, mayor.documents) == (3, 2)
    assert officials(told(MAYOR), told(bare, place="长沙市"))[0].mentions == 1
    assert [o.mentions for o in officials(told(MAYOR), told(WATER), told(bare, place="衡阳市"))] == [1, 1]


def test_a_post_without_an_organization_joins_the_same_one_with_it() -> None:
    group = "市领导[方致远](person=/市领导)出席。局长[方致远](person=/市领导)出席。"
    water = told("局长[方致远](person=/局长)出席。", place="衡阳市")
    (one,) = officials(told(WATER), water)
    assert posts(one) == [("衡阳市水务局", "局长")]
    assert one.posts[0].articles == 2
    (leader,) = officials(told(MAYOR), told(group, place="衡阳市"))
    assert posts(leader) == [("衡阳市人民政府", "市长"), (None, "市领导")]


def test_asking_twice_gives_the_same_and_adding_goes_on() -> None:
    book = register([told(WATER), told("局长[方致远](person=/局长)出席。", place="衡阳市")])
    assert book.officials() == book.officials()
    book.add(told(WATER))
    assert book.officials()[0].posts[0].articles == 3


def test_those_without_an_official_post_are_left_out() -> None:
    assert officials(told("记者[葛小满](person=新华通讯社/记者)报道。[丁一鸣](person)说好。")) == []


def test_filters_choose_posts() -> None:
    book = register([
        told(MAYOR), told(SECRETARY),
        told("原市水务局副局长[秦立新](person=衡阳市水务局/副局长/former)被查。"),
    ])  # fmt: skip
    assert [o.name for o in book.officials(person="立新")] == ["秦立新"]
    assert posts(book.officials(org="衡阳市委员会")[0]) == [("中国共产党衡阳市委员会", "副书记")]
    assert [o.name for o in book.officials(status="former")] == ["秦立新"]
    assert book.officials(person="立新", status="acting") == []


def test_traditional_and_simplified_names_are_one() -> None:
    (one,) = officials(
        told("水利部部長[葉曉嵐](person=水利部/部長)到會。", place=None),
        told("水利部部长[叶晓岚](person=水利部/部长)到会。", place=None),
    )
    assert (one.name, len(one.posts), one.mentions) == ("葉曉嵐", 1, 2)


def test_the_quotation_is_the_text_at_its_position() -> None:
    page = told(
        "河道整治提速\n　　临江日报讯　12月29日，市长[方致\n远](person=衡阳市人民政府/市长)到石湾区调研。会上他讲了话。\n"
    )
    (one,) = officials(page)
    evidence = one.posts[0].evidence
    assert page.document.raw[evidence.start : evidence.end] == evidence.text
    assert evidence.text == "临江日报讯　12月29日，市长方致\n远到石湾区调研。"
    assert evidence.line == 2


def test_a_quotation_is_short_whatever_the_sentence() -> None:
    long = "同志们，" * 200
    (one,) = officials(told(f"{long}市长[方致远](person=衡阳市人民政府/市长)，{long}"))
    assert "市长方致远" in one.posts[0].evidence.text
    assert len(one.posts[0].evidence.text) < 80


def test_a_name_far_from_its_title_leaves_the_title_in_the_quotation() -> None:
    (one,) = officials(
        told("市长讲话。" + "会议开得很好。" * 30 + "[方致远](person=衡阳市人民政府/市长)出席。")
    )
    assert one.posts[0].evidence.text == "市长讲话。"


ORDER = (
    "中国共产党中央委员会/总书记",
    "全国人民代表大会常务委员会/委员长",
    "国务院/总理",
    "国务院/副总理",
    "水利部/部长",
    "水利部/副部长",
    "中国共产党湖南省委员会/书记",
    "湖南省人民政府/省长",
    "湖南省水利厅/厅长",
    "中国共产党衡阳市委员会/书记",
    "衡阳市人民政府/市长",
    "衡阳市人民代表大会常务委员会/主任",
    "中国人民政治协商会议衡阳市委员会/主席",
    "中国共产党衡阳市委员会/副书记",
    "中国共产党衡阳市委员会/常委",
    "衡阳市人民代表大会常务委员会/副主任",
    "衡阳市人民政府/副市长",
    "中国人民政治协商会议衡阳市委员会/副主席",
    "衡阳市中级人民法院/院长",
    "衡阳市人民检察院/检察长",
    "衡阳市水务局/局长",
    "衡阳市水务局/副局长",
    "衡阳市人民政府/副市长/former",
    "衡阳县人民政府/县长",
)


def test_protocol_order() -> None:
    names = [f"方{chr(0x4E00 + n)}远" for n in range(len(ORDER))]
    written = [
        told(f"{post.split('/')[1]}[{n}](person={post})到会。") for n, post in zip(names, ORDER, strict=True)
    ]
    found = officials(*reversed(written))
    assert [
        f"{p.org}/{p.title}" + ("/former" if p.status == "former" else "") for o in found for p in o.posts
    ] == [*ORDER]


def test_equals_stand_in_the_order_of_the_text() -> None:
    listed = "".join(f"[{name}](person=衡阳市人民政府/副市长)、" for name in ("郑大有", "安小山", "王一川"))
    assert [o.name for o in officials(told(f"副市长{listed}参加。"))] == ["郑大有", "安小山", "王一川"]


@pytest.mark.parametrize(
    ("org", "level", "place", "bench"),
    [
        ("中国共产党衡阳市委员会", "prefecture", "衡阳市", "衡阳市"),
        ("中国共产党衡阳市水务局委员会", "prefecture", "衡阳市", None),
        ("衡阳县人民法院", "county", "衡阳县", None),
        ("湖南省高级人民法院", "province", "湖南省", None),
        ("衡阳市第一中学", "prefecture", "衡阳市", None),
        ("国务院", "state", None, "中国"),
        ("中华人民共和国", "state", None, "中国"),
        ("水利部", "state", None, None),
        ("法国", "foreign", "法国", None),
        ("云帆机械制造有限公司", "other", None, None),
    ],
)
def test_standing(org: str, level: str, place: str | None, bench: str | None) -> None:
    found = standing(org)
    assert (found.level, found.place, found.bench) == (level, place, bench)


def test_an_organization_stands_where_the_text_has_said() -> None:
    assert standing("晨光学校", OrgNorm("school", "衡阳市")).level == "prefecture"
    (one,) = officials(told("[云帆公司](org)董事长[方致远](person=云帆公司/董事长)致辞。"))
    assert one.posts[0].org_kind == "company"


def test_grades_and_ranks_of_titles() -> None:
    assert [grade(t) for t in ("第一书记", "常务副书记", "秘书长", "科员", "代理检察长")] == [
        "chief", "deputy", "member", "staff", "chief",
    ]  # fmt: skip
    assert (rank("省长"), rank("水利部长"), rank("阿姨")) == ("province", "state", "other")
