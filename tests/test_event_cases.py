"""Events beyond their frames' examples: lists, pronouns, subjects, modality, dates, echoes, bounds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dibao
from dibao.events import find
from dibao.tables.gazetteer import gazetteer
from dibao.tables.lexicon import table
from dibao.types import Event, Reference

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹史华金魏陶姜戚谢邹喻柏窦章云苏"
GIVEN = ["志远", "明华", "建军", "晓燕"]


def events(text: str, kind: str | None = None) -> list[Event]:
    found = dibao.extract(text, ref_date="2024-05-08").events
    return [e for e in found if kind in (None, e.type)]


def roles(event: Event, role: str) -> list[str]:
    return [a.text for a in event.args if a.role == role]


def forty() -> list[str]:
    return [f"{surname}{GIVEN[n % 4]}" for n, surname in enumerate(SURNAMES)][:40]


@pytest.mark.parametrize(
    ("first", "join", "last"),
    [
        ("任命{}为安庆市水务局副局长", "；\n任命{}为安庆市水务局副局长", "。"),
        ("{}同志任安庆市水务局副局长", "；\n{}同志任安庆市水务局副局长", "。"),
        ("任命：\n{}为安庆市水务局副局长", "，\n{}为安庆市水务局副局长", "。"),
        ("免去{}的安庆市水务局副局长职务", "；\n免去{}的安庆市水务局副局长职务", "。"),
        ("任命{}", "、{}", "为安庆市水务局副局长。"),
    ],
    ids=["repeated verb", "任", "one verb", "免去", "one post"],
)
def test_forty_appointees_come_out_complete_and_in_order(first: str, join: str, last: str) -> None:
    names = forty()
    text = (
        "2024年5月6日，经研究决定：\n" + first.format(names[0]) + "".join(map(join.format, names[1:])) + last
    )
    found = events(text, "personnel")
    assert [roles(e, "person") for e in found] == [[name] for name in names]
    assert {tuple(roles(e, "title")) for e in found} == {("副局长",)}
    assert {tuple(roles(e, "org")) for e in found} == {("安庆市水务局",)}
    assert len({e.subtype for e in found}) == 1


def test_a_removal_does_not_run_into_the_next_appointment() -> None:
    found = events("免去李建国的安庆市水务局局长职务，王志强任安庆市水务局局长。", "personnel")
    assert [(e.subtype, roles(e, "person")) for e in found] == [
        ("remove", ["李建国"]),
        ("appoint", ["王志强"]),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("市长王志强到安庆石化调研。他强调，要守住安全底线。", "王志强"),
        ("市长王志强在听取局长李建国汇报后，充分肯定了成绩，他指出，要再接再厉。", "王志强"),
        ("市长王志强作出批示，要求全力救援。", "王志强"),
        ("会议听取了汇报，强调要抓好落实。", "会议"),
    ],
)
def test_the_speaker_is_the_subject_before(text: str, speaker: str) -> None:
    assert roles(events(text, "statement")[-1], "speaker") == [speaker]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("县政府投资3000万元改造老旧小区。", "asserted"),
        ("县政府拟投资3000万元改造老旧小区。", "planned"),
        ("县政府将于明年投资3000万元改造老旧小区。", "planned"),
        ("如果规划获批，县政府投资3000万元改造老旧小区。", "conditional"),
        ("县政府没有投资3000万元改造老旧小区。", "negated"),
        ("县政府将在月底前向石塘镇拨付3000万元。", "planned"),
        ("预计项目可投资3000万元。", "planned"),
        ("如，县政府针对老旧小区，投资3000万元。", "asserted"),
        ("石塘水库工程概算总投资3000万元。", "planned"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert [e.modality for e in events(text, "funding")] == [modality]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("5月6日，全市防汛工作会议召开。", "asserted"),
        ("6月6日，全市防汛工作会议召开。", "planned"),
        ("定于6月6日在市政府礼堂召开全市防汛工作会议。", "planned"),
        ("关于召开全市防汛工作会议的通知", "planned"),
        ("要精心筹备，确保全市防汛工作会议顺利召开。", "planned"),
    ],
)
def test_what_lies_ahead_is_planned(text: str, modality: str) -> None:
    assert [e.modality for e in events(text, "meeting")] == [modality]


def test_an_agenda_lists_plans() -> None:
    text = "会议议程是：审议安庆市人民政府工作报告；批准2024年预算草案的报告。会议通过了《供水条例》。"
    assert [e.modality for e in events(text, "decision")] == ["planned", "planned", "asserted"]


def test_a_document_that_plans_still_says_what_it_says() -> None:
    assert [e.modality for e in events("规划提出，到2030年建成三座水库。", "statement")] == ["asserted"]


@pytest.mark.parametrize(
    ("text", "start", "source"),
    [
        ("市政府5月6日召开常务会议。", "2024-05-06", "own"),
        ("5月6日，市政府召开常务会议。", "2024-05-06", "sentence"),
        ("市政府日前召开常务会议。", "2024-05-08", "article"),
        ("市政府召开常务会议。", "2024-05-08", "article"),
    ],
)
def test_an_event_is_dated_by_its_sentence_or_its_article(text: str, start: str, source: str) -> None:
    [event] = events(text, "meeting")
    assert (event.date_start, event.date_source) == (start, source)


@pytest.mark.parametrize(
    ("text", "start", "source"),
    [
        ("市长王志强5月6日表示，要守住安全底线。", "2024-05-06", "own"),
        ("5月6日，市长王志强表示，要守住安全底线。", "2024-05-06", "sentence"),
        ("今年以来，全市粮食生产平稳，市长王志强表示，形势不错。", "2024-05-08", "article"),
    ],
)
def test_a_statement_is_dated_by_the_day_of_its_sentence(text: str, start: str, source: str) -> None:
    event = events(text, "statement")[0]
    assert (event.date_start, event.date_source, roles(event, "date")) == (start, source, [])


def test_a_date_before_a_name_dates_the_event() -> None:
    [event] = events("3月16日 云溪水库除险加固工程启动。", "project")
    assert (event.date_start, roles(event, "project")) == ("2024-03-16", ["云溪水库除险加固工程"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("会议还讨论了春耕会议召开的背景。", "meeting"),
        ("市长王志强提出一系列重要要求，为做好工作指明了方向。", "statement"),
        ("牢记总书记嘱托，全县奋力开创新局面。", "statement"),
        ("再次向大家表示热烈祝贺和诚挚问候！", "statement"),
        ("王志强出席重点项目开工仪式。", "project"),
        ("入股的茶园每亩多收260元。", "funding"),
        ("第三届茶叶节启动。", "project"),
        ("县农业局介绍了虫害防治的要求。", "discipline"),
        ("市政府通过政策倾斜、科技投入等多种措施，发展畜牧业。", "decision"),
    ],
)
def test_what_is_only_spoken_of_is_no_event(text: str, kind: str) -> None:
    assert events(text, kind) == []


def test_a_sentence_tells_one_incident() -> None:
    text = "5月3日，望江县一化工厂发生爆炸，造成3人死亡、5人受伤。"
    [event] = events(text, "incident")
    assert (event.text, roles(event, "casualties")) == ("发生", ["3人死亡", "5人受伤"])
    [event] = events("经查，爆炸系由违规动火引发。", "incident")
    assert roles(event, "incident") == ["爆炸"]


def test_casualties_are_numbers() -> None:
    text = "5月3日，望江县发生火灾，造成十二人死亡、3人失踪、数十人受伤。"
    records = dibao.extract(text, ref_date="2024-05-08").records()
    [event] = [r for r in records if r["kind"] == "event"]
    assert [a["count"] for a in event["args"] if a["role"] == "casualties"] == [12, 3, None]


def test_casualties_in_thousands_and_behind_what_happened_to_them() -> None:
    text = "5月3日，望江县发生洪涝灾害，造成2.3万人受灾，死亡3人。望江县发生火灾，4天后仍有人员获救。"
    records = dibao.extract(text, ref_date="2024-05-08").records()
    tolls = [
        (a["text"], a["count"])
        for r in records
        if r["kind"] == "event"
        for a in r["args"]
        if a["role"] == "casualties"
    ]
    assert tolls == [("2.3万人受灾", 23000), ("死亡3人", 3)]


def test_reported_speech_keeps_its_source() -> None:
    text = "市长王志强表示，县政府将投资3000万元改造老旧小区。江海公司投资20万元。"
    assert [(e.type, e.source) for e in events(text)] == [
        ("statement", ()),
        ("funding", ("王志强",)),
        ("funding", ()),
    ]


def test_the_parts_of_a_sentence_have_their_own_days_and_victims() -> None:
    text = "8月11日，大同市青石沟煤矿爆炸事故造成17人死亡；8月14日，阳泉市三号矿爆炸事故造成9人死亡。"
    found = [(e.date_start, roles(e, "casualties")) for e in events(text, "incident")]
    assert found == [("2024-08-11", ["17人死亡"]), ("2024-08-14", ["9人死亡"])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5月6日，以春耕备耕为主要内容的农业工作会议召开。", "农业工作会议"),
        ("副市长王志强今天在全市水利工作会议闭幕前讲话。", ""),
        ("市长王志强在安庆市商会举办的午餐会上发表演讲。", "午餐会"),
    ],
)
def test_the_name_of_a_meeting_is_its_name(text: str, name: str) -> None:
    assert [a for e in events(text, "meeting") for a in roles(e, "name")] == [name][: bool(name)]


def test_talks_are_encounters() -> None:
    text = "外交部长林叔夜昨日下午在这里与匈牙利外长安德烈·科瓦奇举行了会谈。"
    [event] = events(text, "encounter")
    assert (roles(event, "host"), roles(event, "guest")[-1:]) == (["林叔夜"], ["安德烈·科瓦奇"])
    assert events(text, "meeting") == []


def test_an_arrival_and_its_visit_are_one() -> None:
    text = "国务院总理林叔夜乘包机抵达赞比亚，开始对赞比亚进行正式访问。"
    [event] = events(text, "encounter")
    assert (event.text, roles(event, "guest")) == ("正式访问", ["林叔夜"])


def test_a_career_goes_on_without_the_name() -> None:
    text = "王志强曾任安庆市审计局局长。2024年3月，接受安庆市纪委纪律审查和监察调查。"
    [event] = events(text, "discipline")
    assert (roles(event, "person"), event.date_start) == (["王志强"], "2024-03-01")


def test_an_agency_at_the_head_of_a_dateline_pays_nothing() -> None:
    text = "新华社合肥5月7日电 近日，先行下达省级奖补资金20亿元。"
    assert [roles(e, "payer") for e in events(text, "funding")] == [[]]


def test_coordinated_arguments_are_all_given() -> None:
    [event] = events("市领导王志强、李建国、周文澜和陈景行出席会议。", "meeting")
    assert roles(event, "attendee") == ["王志强", "李建国", "周文澜", "陈景行"]


def test_who_attends_joins_the_meeting_that_the_paragraph_names() -> None:
    text = "5月6日，全市防汛工作会议召开。副市长王志强出席会议并讲话。"
    [event] = events(text, "meeting")
    assert roles(event, "name") == ["全市防汛工作会议"]
    assert roles(event, "attendee") == roles(event, "speaker") == ["王志强"]


def test_what_is_told_again_points_to_its_first_telling() -> None:
    text = "国务院印发《供水条例》\n\n5月6日，国务院印发《供水条例》。国务院还印发《排水条例》。"
    first, second, third = events(text, "release")
    assert (first.same_as, second.same_as, third.same_as) == (None, first.trigger, None)


def test_offsets_hold_in_wrapped_text() -> None:
    text = "市长王志\n强主持召开市政府\n常务会议。"
    for event in dibao.extract(text).events:
        assert text[event.trigger.start : event.trigger.end] == event.text
        for arg in event.args:
            assert text[arg.start : arg.end] == arg.text
            assert "\n" not in arg.name
            assert arg.mention is None or (arg.mention.start, arg.mention.end) == (arg.start, arg.end)


FORMS = table("triggers").forms()


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([*FORMS, "，", "。", "\n", "《", "》", "“", "”", "（", "）", "的", "李建国", "市长"]),
        max_size=60,
    )
)
def test_no_text_raises(parts: list[str]) -> None:
    text = "".join(parts)
    for event in dibao.extract(text).events:
        assert text[event.trigger.start : event.trigger.end] == event.text


@pytest.mark.parametrize(
    "unit", ["审议通过报告决定、", "调研", "会议强调要求指出", "开工项目工程", "“捐赠", "《任命"]
)
def test_the_work_is_linear(unit: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        text = unit * times
        find(text, gazetteer().scan(text)["trigger"], (), Reference())
        return time.process_time() - started

    seconds(10)
    assert seconds(4000) < 10 * seconds(1000) + 0.5
