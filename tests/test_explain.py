"""Explanations: they tell what the finders did, cite rows that exist, and name what rejected a near miss."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao import extract, marked
from dibao.app import run
from dibao.entities import rules
from dibao.explain import Explanation, NotThereError, explain
from dibao.explain.steps import cited
from dibao.reading import document
from dibao.rules import Rule

DAY, PLACE = "2020-12-30", "衡阳市"
_NUMBER = re.compile(r"[+-]\d+\.\d\d")


def explained(text: str, at: int | None = None, asked: str | None = None) -> list[Explanation]:
    from datetime import date

    page = document.split(text, "-", ref_date=date.fromisoformat(DAY), place=PLACE)
    return list(explain(page, at=at, text=asked))


def steps(told: Explanation) -> dict[str, str]:
    """The steps by label, the last one of a label."""
    return {step.label: step.text for step in told.steps}


def only(text: str, asked: str, rule: str) -> dict[str, str]:
    """The steps of what is asked for, by the one rule."""
    (told,) = [e for e in explained(text, asked=asked) if e.rule == rule]
    return steps(told)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_mention_of_the_examples_is_explained(rule: Rule) -> None:
    for example in rule.examples:
        text = marked.parse(example)[0]
        mentions = extract(text, ref_date=DAY, place=PLACE, events=False).mentions
        told = [e for e in explained(text) if e.found]
        assert [(e.start, e.end, e.rule, e.name) for e in told] == [
            (m.start, m.end, m.rule, m.name) for m in mentions
        ]
        for explanation, mention in zip(told, mentions, strict=True):
            assert explanation.text == text[mention.start : mention.end]
            assert len(explanation.steps) > 1, f"{mention.text}: nothing but the rule"
            assert explanation.steps[0].text.startswith(f"{mention.rule}: ")
            sources = {source for step in explanation.steps for source in step.sources}
            assert set(mention.lexicon) <= sources
            assert all(map(cited, sources)), f"{mention.text}: {sources}"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_miss_of_the_rejects_says_what_rejected_it(rule: Rule) -> None:
    for text in rule.rejects:
        for told in explained(text, asked=text[: len(text) // 2]):
            assert told.found or told.steps[-1].label in ("rejected", "taken by")


def test_evidence_adds_up_to_the_score() -> None:
    text = "市长方致远、副市长侯清明、记者葛小满，建真言、陈实情。梅子坳片区通车，云帆机械制造有限公司投产。"
    weighed = 0
    for told in [*explained(text), *explained(text, asked="陈实情")]:
        sums = [step.text for step in told.steps if step.label == "sum"]
        if not sums:
            continue
        weighed += 1
        total, start = map(float, _NUMBER.findall(sums[0]))
        shares = [float(_NUMBER.findall(s.text)[0]) for s in told.steps if s.label == "evidence"]
        assert start + sum(shares) == pytest.approx(total, abs=0.1), told
    assert weighed > 3


def test_money_number_unit_bounds() -> None:
    told = only("县里拨付近2000万元修路。", "2000万元", "money.amount")
    assert told["number"] == "2000万 is 20000000"
    assert told["before"] == "近 says LESS_THAN"
    assert told["value"] == "20000000 CNY, LESS_THAN, min open, max 20000000"
    assert "CNY" in told["unit"]
    ranged = only("每户补助200万至300万元。", "200万至300万元", "money.range")
    assert ranged["amount"] == "in units of CNY: 2000000 to 3000000"
    assert only("另付港币约3000元。", "3000元", "money.amount")["currency"].startswith("HKD")


def test_date_words_reference_value_interval() -> None:
    told = only("截至11月底，工程过半。", "11月底", "date.partial")
    assert told["says"] == "month 11, edge END"
    assert told["reference"] == f"{DAY} (given)"
    assert (told["value"], told["interval"]) == ("2020-11", "2020-11-21 to 2020-11-30")
    assert told["mod"].startswith("END")
    assert only("昨日开工。", "昨日", "date.relative")["says"] == "day -1 from the reference"
    assert only("2019年3月8日开工。", "2019年3月8日", "date.full")["reference"].startswith("none needed")


def test_title_core_prefix_holder() -> None:
    told = only("市水务局副局长丁一鸣出席会议。", "副局长", "title.core")
    assert told["prefix"] == "副"
    assert told["held in"].startswith("衡阳市水务局")
    assert told["holders"] == "丁一鸣"
    implied = only("市长李国强出席会议。", "市长", "title.core")
    assert implied["held in"].startswith("衡阳市人民政府, which the title implies")


def test_org_head_edge_template_name() -> None:
    told = only("市卫健委通报了情况。", "市卫健委", "org.organ")
    assert told["left edge"] == "市"
    assert told["place"].startswith("衡阳市, where the article is from (given)")
    assert told["template"].startswith("{place}卫生健康委员会")
    assert told["full name"] == "衡阳市卫生健康委员会"


def test_place_division_and_choice() -> None:
    told = only("考察组抵达石鼓区。", "石鼓区", "place.division")
    assert told["division"].startswith("石鼓区, county, code 430407")
    assert told["level"] == "county, within 湖南省 衡阳市"
    assert "衡阳市" in only("考察组抵达鼓楼区。", "鼓楼区", "place.division")["choice"]


def test_person_evidence_and_posts() -> None:
    told = only("市长李国强强调，要抓好落实。", "李国强", "person.name")
    assert told["post"].startswith("市长 · 衡阳市人民政府, implied · current")
    assert "< title strong" in " ".join(
        step.text for e in explained("市长李国强强调。", asked="李国强") for step in e.steps
    )
    again = explained("市长李国强出席会议。会后李国强指出，要抓好落实。", asked="李国强")
    assert [e.found for e in again] == [True, True]


@pytest.mark.parametrize(
    ("text", "asked", "rule", "why"),
    [
        ("城乡二元结构。", "二元", "money.amount", "元 begins the word 元结构"),
        ("投入20万人次。", "20万", "money.bare", "人 behind it: it counts something else"),
        ("全县新增人口3万。", "3万", "money.bare", "no currency word"),
        ("工地上摆着三块石头。", "三块", "money.amount", "块 counts pieces"),
        ("流转土地2123亩。", "2123", "money.amount", "a number without a currency word"),
        ("单位：万元", "万元", "money.amount", "names a unit"),
        ("副主任石清明、汪长维出席。", "清明", "date.holiday", "the name of a feast is a name or a word too"),
        ("每周一升旗。", "周一", "date.relative", "a frequency"),
        ("工期5日，逾期作废。", "5日", "date.partial", "a number of days"),
        ("市长热线开通。", "市长", "title.core", "it is part of 市长热线"),
        ("走上朝阳产业的快车道。", "朝阳", "place.division", "it is part of 朝阳产业"),
        ("县有中学两所。", "县有中学", "org.built", "is less than"),
        ("运维者所见略同。", "者所", "org.built", "it runs on into a word: 所见"),
    ],
)
def test_what_rejected_a_near_miss(text: str, asked: str, rule: str, why: str) -> None:
    found = [e for e in explained(text, asked=asked) if e.rule == rule]
    assert found
    assert not found[0].found
    assert why in found[0].steps[-1].text


def test_a_name_that_lacks_evidence_shows_it() -> None:
    told = explained("建真言、陈实情、见成效。", asked="陈实情")[0]
    assert told.text.startswith("陈实")
    assert (told.found, told.rule) == (False, "person.name")
    assert told.steps[-1].label == "rejected"
    assert any(step.text.startswith("-") for step in told.steps if step.label == "evidence")


def test_a_mention_takes_what_lies_in_it() -> None:
    told = explained("市水务局副局长丁一鸣出席会议。", asked="水务")
    assert told[0].found
    assert told[0].text == "市水务局"


def test_where_nothing_stands_it_says_so() -> None:
    (told,) = explained("我们", asked="我们")
    assert told.steps[-1].text.startswith("no form of the lexicons")
    assert explained("我们") == []


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(NotThereError, match="'市长' does not occur"):
        explained("我们", asked="市长")
    with pytest.raises(NotThereError, match="at 9"):
        explained("我们", at=9)


def test_offsets_are_raw_and_full_width_is_found() -> None:
    text = (
        "全市河道整治工作会议召开\n"
        "　　１２月２９日下午，全市河道整治工作会议召开，市长李国\n"
        "强出席会议并讲话，会议听取了各区县的汇报，决定拨付２０\n"
        "００万元用于清淤和修堤，要求各区县在汛期之前完成任务。\n"
    )
    (told,) = explained(text, at=text.index("国"))
    assert (text[told.start : told.end], told.name) == ("李国\n强", "李国强")
    (money,) = explained(text, asked="2000万元")
    assert (money.text, money.line) == ("２０\n００万元", 3)


@settings(max_examples=60)
@given(
    st.text(alphabet="市长局委会王小明年月日元万亿0129、，。“”（）\n 国第周", max_size=40), st.integers(0, 39)
)
def test_no_text_raises(text: str, at: int) -> None:
    explained(text)
    try:
        told = explained(text, at=at)
    except NotThereError:
        return
    assert told


# The command ------------------------------------------------------------------------------------------

Shown = Callable[..., str]


@pytest.fixture
def shown(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Run ``dibao explain ARGS``; its output."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str, code: int = 0) -> str:
        assert run(["explain", *args]) == code
        out, err = capsys.readouterr()
        return out if code == 0 else err

    return call


def test_a_sentence_a_file_and_standard_input(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "县里拨付近2000万元修路。"
    (tmp_path / "报.txt").write_text(text, "utf-8")
    of_sentence = shown(text, "--text", "2000万元")
    assert of_sentence.startswith("2000万元  money  line 1, 5–11\n  rule       money.amount: ")
    assert re.search(r"currencies\.tsv:\d+  form=元  code=CNY", of_sentence)
    assert shown("报.txt", "--text", "2000万元") == of_sentence
    assert shown("报.txt", "--at", "6") == of_sentence
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert shown("--at", "6") == of_sentence


def test_a_user_table_is_cited_with_its_row(shown: Shown, tmp_path: Path) -> None:
    columns = (Path(__file__).parent.parent / "lexicons" / "titles.tsv").read_text("utf-8").splitlines()
    names = next(line for line in columns if line.startswith("form\t")).split("\t")
    values = {
        "form": "河湖守望员",
        "kind": "occupation",
        "official": "no",
        "evidence": "strong",
        "combines": "plain",
    }
    row = "\t".join(values.get(name, "none" if name == "holder" else "") for name in names)
    (tmp_path / "own.tsv").write_text("# table: titles\n" + "\t".join(names) + f"\n{row}\n", "utf-8")
    told = shown("河湖守望员李国强到会。", "--text", "河湖守望员", "--lexicon", "own.tsv")
    assert "own.tsv:3  form=河湖守望员  kind=occupation" in told


def test_a_missing_file_is_no_sentence(shown: Shown) -> None:
    assert shown("没有.txt", code=2) == "dibao: 没有.txt: no such file; check the path\n"
    assert shown("nothing", code=2).startswith("dibao: nothing: ")


def test_what_does_not_occur_is_said(shown: Shown) -> None:
    assert shown("今天下雨。", "--text", "市长", code=2) == (
        "dibao: -: '市长' does not occur in this text of 5 characters\n"
    )
    assert "not both" in shown("今天下雨。", "--text", "市长", "--at", "1", code=2)
