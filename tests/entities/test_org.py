"""Organizations in plain sentences: where their names begin and end, and what is none."""

from __future__ import annotations

import pytest

import dibao

FOUND = [
    ("会谈由法国外交部主持。", ["法国外交部"]),
    ("政协海南省第九届委员会闭幕。", ["政协海南省第九届委员会"]),
    ("宜昌市人大财政经济委员会副主任委员田雨参加。", ["宜昌市人大财政经济委员会"]),
    ("市委组织部干部监督处处长田雨参加。", ["市委组织部干部监督处"]),
    ("常德市中级人民法院刑事审判第二庭庭长田雨说。", ["常德市中级人民法院刑事审判第二庭"]),
    ("陪同的有外交部长田雨。", []),
    ("怀化市会计师协会成立。", ["怀化市会计师协会"]),
    ("田雨历任芷江电工独立董事。", ["芷江电工"]),
    ("田雨现任本公司董事。", ["本公司"]),
    ("她毕业于华岭医科大学。", ["华岭医科大学"]),
    ("基层民政部门负责发放。", []),
    ("各级党组织和市属企业都要落实。", []),
    ("由团市委和共青团安庆市委主办，集团市委书记田雨参加。", ["团市委", "共青团安庆市委", "市委"]),
    ("她对越南所提出的倡议表示欢迎，城乡社区支出减少。", []),
    ("法国乃至欧洲经济联盟都反对。", ["欧洲经济联盟"]),
    ("户口所在地派出所出具证明。", []),
    (
        "仪式在衡阳市石坪山殡仪馆举行，加拿大多伦多大学来信，她毕业于美国麻省理工学院。",
        ["衡阳市石坪山殡仪馆", "加拿大多伦多大学", "美国麻省理工学院"],
    ),
    ("各级党委、政府都要重视，各乡镇党委和政府抓落实。", []),
    (
        "民政部派出工作组，水利部选派专家组，怀宁县一蔬菜合作社受灾，怀宁县某食品公司停产。",
        ["民政部", "水利部"],
    ),
    ("重大事项报领导小组组长审批，切实加强党组自身建设。", []),
    ("江西队主场负于新疆队，冠军古巴队晋级。", ["江西队", "新疆队", "古巴队"]),
    ("以泮溪集团为例，淇澳公司设立了专门机构。", ["泮溪集团", "淇澳公司"]),
    ("香港大学生来访，香港大学生物系师生交流。", ["香港大学生物系"]),
    ("美国拖欠联合国会费，交通部门联手应对。", ["联合国"]),
    ("两市交界处、湖南广西交汇处设有标志。", []),
    ("中铁十五局承建，怀宁农村商业银行贷款，共有3个街道办事处。", ["中铁十五局", "怀宁农村商业银行"]),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_organizations(text: str, names: list[str]) -> None:
    assert [m.text for m in dibao.extract(text).mentions if m.type == "org"] == names


COMPLETED = [
    (
        "衡阳淇澳实业有限公司（以下简称淇澳公司）投产，淇澳公司设立了专门机构。",
        None,
        "淇澳公司",
        "衡阳淇澳实业有限公司",
    ),
    # the place of a school or company says nothing about an organ near it
    ("清华大学教授、政协委员田雨说。", None, "政协", "政协"),
    ("怀宁县法院受理，政协委员旁听。", None, "政协", "中国人民政治协商会议怀宁县委员会"),
    ("团市委书记田雨说。", "安庆市", "团市委", "中国共产主义青年团安庆市委员会"),
    ("共青团安庆市委书记田雨说。", None, "共青团安庆市委", "中国共产主义青年团安庆市委员会"),
    ("团风县委书记田雨说。", None, "团风县委", "中国共产党团风县委员会"),
    ("校团委书记田雨说。", "安庆市", "校团委", "校团委"),
    ("会见越南共产党中央总书记阮文德。", None, "越南共产党中央", "越南共产党中央委员会"),
    ("据重庆市水利局消息，工程连接上海。\n市水利局表示开工。", None, "市水利局", "重庆市水利局"),
    ("国家粮食局要求各省落实，粮食局副局长田雨讲话。", None, "粮食局", "国家粮食局"),
    ("内蒙古自治区党委、政府作出决定。", None, "政府", "内蒙古自治区人民政府"),
    ("怀宁县石坪镇召开会议，镇党委书记田雨讲话。", None, "镇党委", "中国共产党怀宁县石坪镇委员会"),
    ("市政府采购办负责人田雨说。", "安庆市", "市政府采购办", "安庆市政府采购办公室"),
    ("安庆市纪委监察局开展检查。", None, "安庆市纪委监察局", "中国共产党安庆市纪律检查委员会、安庆市监察局"),
    ("市检察院第一分院提起公诉。", "重庆市", "市检察院第一分院", "重庆市人民检察院第一分院"),
]


@pytest.mark.parametrize(("text", "place", "written", "name"), COMPLETED)
def test_full_names(text: str, place: str | None, written: str, name: str) -> None:
    found = {m.text: m.name for m in dibao.extract(text, place=place).mentions if m.type == "org"}
    assert found[written] == name


@pytest.mark.parametrize("end", ["中共", "政协", "国家"])
def test_the_end_of_a_text_stands_before_nothing(end: str) -> None:
    text = f"市委书记田雨、税务总局局长方圆出席，会后参观了{end}"
    assert all(
        text[m.start : m.end] == m.text and m.text for m in dibao.extract(text, place="安庆市").mentions
    )


def test_the_beginning_of_a_text_stands_behind_nothing() -> None:
    text = "校团委开展活动\n\n绍兴一中团委举行会议。"
    assert [m.text for m in dibao.extract(text).mentions if m.type == "org"] == ["校团委", "绍兴一中团委"]
