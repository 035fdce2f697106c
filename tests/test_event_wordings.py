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
    "刚[结束的安庆市人代会](speaker)向代表[通报](event=statement)：[就业取得成效](content)。",
    # investigations, punishments, sentences
    "[法院](body)[判处](event=discipline/sentence)[李国华](person)有期徒刑十年，并处罚金[50万元](amount)。",
    "[安庆市人民检察院](body)以[受贿](charge)罪对[李国华](person)[提起公诉](event=discipline/prosecute)。",
    "对被告人[李国华](person)以[受贿](charge)罪[判处](event=discipline/sentence)有期徒刑十二年。",
    "[李国华](person)一审[获刑](event=discipline/sentence)12年。",
    "[李国华](person)因酒后驾车，被给予[党内警告处分](event=discipline)。",
    "对[李国华](person)进行[诫勉谈话](event=discipline)。",
    "[李国华](person)被[警方](body)[抓获](event=discipline/investigate)。",
    "在跨部门机制下，[2023年11月](date)，[李国华](person)[被抓获](event=discipline/investigate)。",
    "[李国华](person)涉嫌受贿一案，由市监委调查终结，[移送检察机关审查起诉](event=discipline/prosecute)。",
    "[安庆中院](body)于[5月6日](date)对被告人[李国华](person)受贿案作出[一审判决](event=discipline/sentence)。",
    "安庆水泥厂原厂长[李国华](person)被“[双开](event=discipline/expel)”。",
    "[安庆市公安局](body)对[李国华](person)以涉嫌[诈骗](charge)罪[立案侦查](event=discipline/investigate)。",
    "[李国华](person)因犯[受贿](charge)罪于[2021年](date)[被判刑](event=discipline/sentence)十年。",
    # incidents
    "[望江县](place)一仓库遭无人机[袭击](event=incident)。",
    "以色列导弹[袭击](event=incident)[大马士革](place)周边。",
    # encounters: guests without names, hosts together, visits
    "[陈立新](host)[会见了](event=encounter)[前来考察的客商代表](guest)。",
    "[陈立新](host)同[李国华](host)共同[会见](event=encounter)[联欢活动代表](guest)。",
    "[李国华](guest)[5月8日至9日](date)对[新西兰](host)进行[正式友好访问](event=encounter)。",
    "[陈立新](host)同[李国华](guest)[举行视频会晤](event=encounter)。",
    "[陈立新](host)[会见](event=encounter)来访的江海集团董事长[罗启山](guest)一行。",
    "[陈立新](host)在下榻处[会见](event=encounter)正在安庆访问的商会会长[李国华](guest)。",
    "市长[陈立新](host)在安庆出席第三届旅游大会期间[会见](event=encounter)[李国华](guest)。",
    "[李国华](guest)于当地时间[5月6日](date)抵达东京，开始对[日本](host)进行为期三天的[访问](event=encounter)。",
    "日本首相[李国华](guest)将于[下周](date)[访华](event=encounter)。",
    "[陈立新](host)应约同法国市长[马丁](guest)[通电话](event=encounter)。",
    # inspections: who comes, bodies that look at something
    "副省长[李国华](inspector)来[安庆市](place)[督导](event=inspection)[森林防火工作](topic)。",
    "[市市场监管局](inspector)[检查](event=inspection)[节日市场](topic)。",
    # meetings
    "[陈立新](attendee)赴[省委党校](place)出席[开学典礼](event=meeting)。",
    "县长[陈立新](presider)主持[会议](event=meeting)，副县长[赵明](attendee)参加。",
    "[安庆市](organizer)与[望江县](organizer)[举行](event=meeting)[座谈会](name)。",
    "[安庆市](organizer)[举行](event=meeting)[“技能成才 技能报国”中外记者见面会](name)。",
    "副市长[陈立新](presider)同副市长[李国华](presider)共同主持[会议](event=meeting)。",
    "在[市政府新闻办](organizer)[举行](event=meeting)的[新闻发布会](name)上，人们议论纷纷。",
    "[陈立新](presider)[主持召开](event=meeting)[经济形势座谈会](name)。",
    # projects
    "[青石大桥](project)在[安庆市](place)[建成](event=project/complete)。",
    "[安庆市中医院新院区](project)[正式启用](event=project/open)。",
    "今年将有[12个重点项目](project)陆续[开工建设](event=project/start)。",
    # money
    "[中央财政](payer)[下达](event=funding/allocate)救灾资金[2亿元](amount)。",
    "[安庆市](payer)财政[拨付](event=funding/allocate)[3000万元](amount)。",
    "老校长[徐传嘉](payer)热心公益，为[安庆一中](recipient)[捐款](event=funding/donate)[十万元](amount)。",
    "[安庆石化公司](payer)以[12亿元](amount)[收购](event=funding/spend)[望江钢铁公司60%股权](purpose)。",
    "[青竹公司](payer)[总投资](event=funding/invest)[12亿元](amount)的[乙烯项目](purpose)正式开工。",
    "[投资](event=funding/invest)[3.5亿元](amount)建设的[污水处理厂](purpose)正式投入使用。",
    "[李国华](recipient)老师参加了全省化学组的比赛，在此次比赛中[荣获](event=honor)[省一等奖](honor)。",
    "[李国华](person)[获委任为](event=personnel/appoint)运输署[署长](title)。",
    "[省红十字会](payer)[捐出](event=funding/donate)价值[25万元](amount)的帐篷。",
    # signings, honours, decisions
    "[双方](party)[签署了](event=signing)[合作备忘录](agreement)。",
    "[安庆市政府](party)与[青竹集团](party)[签署](event=signing)[战略合作协议](agreement)。",
    "[安庆石化公司](party)与[望江县](party)[签约](event=signing)，投资20亿元。",
    "[越南](party)与[欧盟](party)[签署](event=signing)[自贸协定](agreement)后能够进军市场。",
    "[大会](body)对[50名先进个人](recipient)进行了[表彰](event=honor)。",
    "[国务院](body)[授予](event=honor)[李国华](recipient)等同志[全国劳动模范](honor)称号。",
    "[国务院](body)[批准设立](event=decision/approve)[滨海新区](document)。",
    # appointments, elections, removals, resignations
    "[陈立新](person)接替方志平[出任](event=personnel/appoint)[安庆市水务局](org)[局长](title)。",
    "[王建军](person)接棒李国华，[出任](event=personnel/appoint)[安庆市水务局](org)[局长](title)。",
    "[陈立新](person)[宣誓就任](event=personnel/appoint)安庆市[市长](title)。",
    "大会[选举](event=personnel/elect)[陈立新](person)同志为[县长](title)。",
    "[陈立新](person)的[市长](title)职务[被免去](event=personnel/remove)。",
    "公司[总经理](title)[陈立新](person)因个人原因[辞职](event=personnel/resign)。",
]
SILENT = [
    ("statement", "有消息称，工厂将关闭。"),
    ("statement", "对提出的督办意见和政策建议，要深入分析。"),
    ("encounter", "县长陈立新会见后表示，双方合作前景广阔。"),
    ("project", "国内企业正积极加入这一领域，并携手国际大厂成立研发联盟。"),
    ("project", "安庆石化公司成立以来，发展迅速。"),
    ("funding", "桂花等花木价格已经接近30元。"),
    ("funding", "一般公务用车采购标准为18万元以内。"),
    ("decision", "决定指出，要坚持实事求是。"),
    ("decision", "我非常同意你刚才讲的说法。"),
    ("decision", "国务院批准并报请国家主席签署。"),
    ("decision", "能否长期存在，决定于形势是否向前发展。"),
    ("decision", "审查组负责人当即将情况向市领导作了汇报。"),
    ("project", "在庆祝安庆公园成立76周年招待会上，市长发表讲话。"),
    ("project", "今天，海南自由贸易港正式启动全岛封关。"),
    ("meeting", "大家学习陈立新观看话剧后的重要讲话。"),
    ("decision", "通过多种方法，全面考核干部。"),
    ("encounter", "两国代表在日内瓦会谈中将该计划作了修改。"),
    ("encounter", "副县长陈立新和法国驻华大使马丁等参加了会见。"),
    ("encounter", "你去得风光，他迎接的自然也不能太小气。"),
    ("incident", "处理交通事故武汉交警有新承诺。"),
    ("personnel", "县长对局长李国华的辞职。"),
    ("statement", "我向你们、向全体电力工作者表示感谢。"),
    ("statement", "特向获奖的学生和老师表示祝贺！"),
    ("statement", "陈立新代表委员作了表态发言。"),
    ("inspection", "李国华对灾区人民深表同情和慰问。"),
    ("funding", "外商投资企业所得税二十一亿元。"),
    ("funding", "采购预算为12035.7万元。"),
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


def test_a_guest_is_the_person_without_the_body_of_the_post() -> None:
    met = next(e for e in events("市长林知白会见加纳总统马哈马。") if e.type == "encounter")
    assert [a.text for a in met.args if a.role == "guest"] == ["马哈马"]


def test_the_day_of_the_news_is_not_that_of_the_event() -> None:
    paid = events("记者今天从市医保局获悉，即时结算拨付金额387.31亿元。")
    assert [(e.type, [a.role for a in e.args]) for e in paid] == [("funding", ["amount"])]


def test_he_who_goes_on_is_the_speaker_not_whom_he_spoke_of() -> None:
    said = events("县长陈立新说，李国华来访十分重要。他说，望江县愿意合作。")
    assert [a.text for e in said if e.type == "statement" for a in e.args if a.role == "speaker"] == [
        "陈立新"
    ] * 2


def test_who_decides_is_the_subject_of_the_clauses_before() -> None:
    told = events(
        "望江县委常委会召开会议，传达学习全会精神，审议《党建工作意见》。县长陈立新致辞，讨论《供水办法》。"
    )
    bodies = [[a.name for a in e.args if a.role == "body"] for e in told if e.type == "decision"]
    assert bodies == [["中国共产党望江县委员会常务委员会"], []]


def test_the_court_and_the_prosecutor_of_the_clause_before() -> None:
    text = (
        "安庆市中级人民法院公开宣判，以受贿罪判处李国华有期徒刑三年。"
        "李国华一案，由安庆市监委调查终结。安庆市检察院已向安庆市中级人民法院提起公诉。"
    )
    told = [(e.subtype, [a.name for a in e.args if a.role in ("body", "person")]) for e in events(text)]
    assert ("sentence", ["安庆市中级人民法院", "李国华"]) in told
    assert ("prosecute", ["李国华", "安庆市人民检察院"]) in told


def test_the_head_of_a_list_of_appointments_says_whose_they_are() -> None:
    text = "中共望江县委决定:\n陈立新同志任县委办公室主任;\n李国华同志任县委宣传部副部长。\n特此通知。\n方小满任县长。"
    bodies = [[a.name for a in e.args if a.role == "body"] for e in events(text) if e.type == "personnel"]
    assert bodies == [["中国共产党望江县委员会"]] * 2 + [[]]


def test_he_is_who_is_quoted_in_the_sentence_before() -> None:
    said = events("司法局在声明中引述检察官陈立新表示，李国华收受财物。他并说，调查还将继续。")
    assert [a.text for e in said if e.type == "statement" for a in e.args if a.role == "speaker"] == [
        "司法局", "陈立新"
    ]  # fmt: skip


def test_he_within_a_sentence_is_who_spoke_in_it() -> None:
    said = events("李国华倒地。州长、某党人陈立新当天表示，这很残暴，他已求助，要求警察撤出。")
    assert [a.text for e in said if e.type == "statement" for a in e.args if a.role == "speaker"] == [
        "陈立新"
    ] * 2


def test_he_who_speaks_is_the_person_before_even_where_a_body_stands_between() -> None:
    said = events("市长陈立新指出，成绩显著。市工商联做了大量工作。他代表市政府，向大家表示感谢。")
    assert [a.text for e in said if e.type == "statement" for a in e.args if a.role == "speaker"] == [
        "陈立新"
    ] * 2
