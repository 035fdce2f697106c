"""Names of people in the frames of the press: each text marks every name that must come out, and no other does."""

import pytest

import dibao
from dibao.marked import parse

FRAMES = [
    # lists of appointments and removals, whatever the name is as a word
    "决定任命：\n[马千里](person)为安庆市水务局局长；\n[文　静](person)为安庆市财政局局长。",
    "任命[石泉林](person)、[司徒月](person)为安庆市中级人民法院审判员。",
    "免去：\n[成　功](person)的安庆市人民检察院检察员职务；\n[祝福生](person)的安庆市教育局局长职务。",
    "他先后担任安庆市财政局副局长、局长。",
    # a biography
    "[龙泉](person)，男，1972年8月出生，大学学历。",
    # the verb behind a name that its last character could be part of
    "国家副主席[万平](person)在安庆大学出席开幕式。[万平](person)表示，合作前景广阔。",
    # names not given in full
    "[方](person)先生毕业于安庆大学。据[许](person)女士介绍，请各位先生留步，老师们辛苦了。",
    "被告人[崔芳](person)犯受贿罪，被害人[熊军](person)死亡，对[魏凯](person)立案审查，同案犯[方国华](person)另案处理。",
    "商人[郑某某](person)与司机[石某强](person)驾车到某地，被告人[雒某](person)供述，某公司职员在场。",
    "[小贺](person)满意地笑了。[小贺](person)的父亲也在，[小贺](person)说小时候常来。",
    "学习邓小平理论和毛泽东思想，[万平](person)获茅盾文学奖。",
    "总经理[Tim Cook](person)在会上说，项目经理[Erik](person)介绍，APP和PPT都能用。",
    # foreign names and the words beside them
    "[尼森](person)和[皮尔斯·布朗](person)出席，外长[亨利·本西德](person)先生的丈夫[特里·恩莱特](person)参加会见。[本西德](person)说。",
    # rosters
    (
        "名单：\n[骆惠新](person) [傅雅飞](person) [王　宁](person) [舒　凤](person)\n"
        "[戴华敏](person) [杨大为](person) [沈祥土](person)\n"
    ),
    "立交桥像龙在空中盘旋，条条有弧度的\n曲　线\n上坡的路。",
    "审计长[侯凯](person)作的报告。[韩正](person)将出席会议。作家[柳青](person)曾把书送人。",
    "伊斯兰抵抗运动（哈马斯）称，请全体高三老师参加，加强师德师风建设。",
    "组员：\n[石自然](person)　　市水务局副局长\n[马正其](person) 市场监管总局副局长\n全体 市水务局局长\n",
    "[何运平](person)、[曹和家](person)、[明进华](person)、[万鼎](person)等，有关单位负责人参加。",
    # words before a post, provinces, brands
    "安庆市委原书记、原市长[方致远](person)落马。[任明](person)说，他1993年任区长，1995年任市长。",
    "云南接待游客3亿人次，海南接待外宾。柜台里有溥仪牌眼镜。",
    "马里总统[戈伊塔](person)、毛里塔尼亚总统[加兹瓦尼](person)出席会议。",
]


@pytest.mark.parametrize("text", FRAMES)
def test_names_and_no_others(text: str) -> None:
    plain, marks = parse(text)
    found = dibao.extract(plain, types=["person"], events=False)
    assert [plain[m.start : m.end] for m in marks] == [m.text for m in found.mentions]
