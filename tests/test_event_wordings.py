"""Events in the many wordings of print: marked texts that must give their events, and texts that give none of a type."""

from __future__ import annotations

import pytest

import dibao
from dibao import marked
from dibao.types import Event

TOLD = [
    # statements: the speaker stands behind words that no finder knows, documents speak
    "提起该调查的协会副秘书长[李国华](speaker)[表示](event=statement)，[价格偏低](content)。",
    "文章[指出](event=statement)，[要坚持绿色发展](content)。",
    "律师代表[何志平](speaker)[指](event=statement)，[判决过重](content)。",
    # investigations, punishments, sentences
    "[法院](body)[判处](event=discipline/sentence)[李国华](person)有期徒刑十年，并处罚金[50万元](amount)。",
    "[安庆市人民检察院](body)以[受贿](charge)罪对[李国华](person)[提起公诉](event=discipline/prosecute)。",
    "对被告人[李国华](person)以[受贿](charge)罪[判处](event=discipline/sentence)有期徒刑十二年。",
    "[李国华](person)一审[获刑](event=discipline/sentence)12年。",
    "[李国华](person)因酒后驾车，被给予[党内警告处分](event=discipline)。",
    "对[李国华](person)进行[诫勉谈话](event=discipline)。",
    "[李国华](person)被[警方](body)[抓获](event=discipline/investigate)。",
    "在跨部门机制下，[2023年11月](date)，[李国华](person)[被抓获](event=discipline/investigate)。",
    # incidents
    "[望江县](place)一仓库遭无人机[袭击](event=incident)。",
]
SILENT = [
    ("statement", "有消息称，工厂将关闭。"),
    ("statement", "对提出的督办意见和政策建议，要深入分析。"),
    ("incident", "安庆市全面做好防台风工作。"),
    ("incident", "沿海地区积极应对台风“白鹿”。"),
]


def events(text: str) -> tuple[Event, ...]:
    return dibao.extract(text, ref_date="2024-05-06").events


@pytest.mark.parametrize("row", TOLD)
def test_a_wording_tells_its_event(row: str) -> None:
    text, marks = marked.parse(row)
    trigger = next(m for m in marks if m.type == "event")
    found = [e for e in events(text) if tuple(e.trigger) == (trigger.start, trigger.end)]
    assert [f"{e.type}/{e.subtype}" if e.subtype else e.type for e in found] == [trigger.norm]
    wanted = {(m.type, m.start, m.end) for m in marks if m.type != "event"}
    assert wanted <= {(a.role, a.start, a.end) for a in found[0].args}


@pytest.mark.parametrize(("kind", "text"), SILENT)
def test_a_wording_tells_nothing(kind: str, text: str) -> None:
    assert [e.text for e in events(text) if e.type == kind] == []
