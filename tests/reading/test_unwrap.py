"""Which line breaks wrap a line and which end a paragraph. ``/`` in the examples stands for a line break."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao.reading import lines as dibao_lines
from dibao.reading import unwrap
from dibao.reading.text import clean
from dibao.reading.unwrap import wraps

JOINED = {
    "columns of a page, cut at the column's edge": """
        调研组先后来到清溪镇的茶叶加工厂和柳湾村的文化礼堂，察看项目进展，随后在镇政府召开座谈会，听取了镇党委书记吴砚秋关于今年//
        重点工作的汇报，并同村干部交换了意见。""",
    "lines of one width with blank lines between them": """
        云溪市中医医院创建于1956年，是一所集医疗、教学、科研//
        于一体的三级乙等医院，占地六十余亩，编制床位八百张，设//
        有临床科室三十一个、医技科室九个，服务周边县区群众四十//
        余万人。""",
    "narrow columns": """
        本报讯（记者叶知秋）昨日上/午，全市安全生产电视电话/会议召开，副市长卢怀瑾出/席，要求各单位立即排查隐/
        患，不留死角，不走过场。""",
    "a number on a line of its own": """
        经属地审核，现决定授予云溪市长风纺织有限公司等//128//家用人单位年度诚信单位称号，希望再接再厉。""",
    "a number cut at its dash or point": "确保全市2020-/2021年度防火期安全，投资3./5亿元建设塔架。",
    "a bracket that closes on the next line": "主持人：韩若水（云溪市人民政府/副秘书长）",
    "a document's title": "云溪市人民政府办公室/关于调整青溪河流域/综合治理领导小组成员的通知",
    "a comma": "出席会议的有：顾远舟，/秦若望。",
    "the journalist's name under his title": "大会通过了任免名单。本报记者/叶知秋 摄",
    "closing punctuation never begins a line": "会议通过《云溪市养犬管理条例/》",
}

KEPT = {
    "the number of an item": "3.//5月底前完成//4.//6月起实施",
    "a list of names": "顾远舟//秦若望//卢怀瑾//叶知秋",
    "a table, one cell a line": "序号//姓名//单位//1//秦若望//云溪市长风纺织有限公司//工程师//2//韩若水",
    "companies": """
        云溪市长风纺织有限公司//云溪市望江建筑工程有限公司//江南溪山旅游发展股份有限公司//云溪农村商业银行""",
    "a career, a line a post": """
        2003.07--2008.05 云溪市清溪镇干部、团委书记//2008.05--2012.11 云溪市清溪镇副镇长，镇党委委员//
        2012.11--2016.03 云溪市农业局党组成员、副局长""",
    "a chronicle": """
        3月4日 全市招商引资大会召开，顾远舟出席，总投资12亿//4月18日 云溪大桥建成通车，结束了轮渡的历史//
        5月2日 青石镇获奖""",
    "lines with a key each": "语文组：秦若望、韩若水、/数学组：卢怀瑾、苏映雪、/英语组：吴砚秋，陆听澜",
    "bullets": "会议讨论了三个议题/·春耕生产/·防汛准备",
    "a short name that ends like a particle": "203何和/204黄佳",
    "credits in brackets": "活动圆满结束，大家依依不舍。（叶知秋）/下午，大家参观了茶厂，听取了介绍。",
    "numbered items": "会议强调三点要求，/一、压实责任/二、加强督查/（三）严明纪律",
    "paragraphs with an indent": "会议听取汇报，研究部署/\u3000\u3000会议要求抓好落实，形成合力",
    "sentences": "会议听取了汇报。/会议要求抓好落实。",
    "particulars": "关于召开座谈会的通知/发布时间：2024-05-06/发布人：办公室",
    "signature and date": "望各单位认真贯彻执行，并于月底前报送情况。//云溪市教育局//2024年5月6日",
    "subheadings in running text": """
        多年来，镇里把茶产业当成头等大事来抓，先后引进三家龙头企业，建成标准化茶园两万亩，带动四千户茶农增收，人均收入翻了一番。/
        种茶致富 家家户户奔小康/
        走进柳湾村，茶香扑鼻，连片的茶园顺着山势铺开，采茶的妇女说说笑笑，背篓里装满了新芽，茶厂的机器从清明响到谷雨。""",
    "a page number": "全院现有在职职工九百余人，其中高级职称四十余人，/- 3 -/二、机构设置",
}


def lines(example: str) -> str:
    """The example as text: its own line breaks are for the eye, ``/`` is one."""
    return "".join(line.strip(" ") for line in example.split("\n")).replace("/", "\n")


@pytest.mark.parametrize("name", JOINED)
def test_wrapped_lines_are_joined(name: str) -> None:
    assert "\n" not in clean(lines(JOINED[name])).clean


@pytest.mark.parametrize("name", KEPT)
def test_paragraphs_are_kept_apart(name: str) -> None:
    raw = lines(KEPT[name])
    assert len(clean(raw).clean.split("\n")) == len([line for line in raw.split("\n") if line])


def test_joined_text_reads_on_without_a_gap() -> None:
    text = "昨日下午，市政府与国家开发\n\n银行签订协议，顾远舟出席\n\n并致辞。"
    assert clean(text).clean == "昨日下午,市政府与国家开发银行签订协议,顾远舟出席并致辞。"


def test_latin_words_keep_a_blank_between_them() -> None:
    text = "论坛由云溪市政府主办，题为 Digital\nEconomy，共有十二国代表出席。"
    assert "Digital Economy" in clean(text).clean


def test_lines_that_are_told_to_begin_a_paragraph_do() -> None:
    text = "会议听取了各方面的意见和建议，并就下一步工作进行了安排部署，\n要求各单位抓好落实，确保见效。"
    second = text.index("要求")
    assert clean(text).clean.count("\n") == 0
    assert clean(text, fixed={second}).clean.count("\n") == 1


def test_blanks_between_columns_stay_and_those_inside_a_label_go() -> None:
    text = clean("组　长：顾远舟　　市长\n副 组 长：孟　岚")
    assert text.clean == "组长:顾远舟  市长\n副组长:孟 岚"
    assert text.raw(text.clean.index("副"), text.clean.index("孟")) == (12, 18)


WORDS = st.text(
    st.sampled_from("关于等的了者员影记通讯摄作和与及或一二市会通知决定省府局19aA"), min_size=1, max_size=14
)
SIGNS = st.sampled_from(["", "", "", ",", "。", "(", ")", ":", "、", "-"])
ROWS = st.lists(st.tuples(SIGNS, WORDS, SIGNS).map("".join), max_size=9)


@settings(max_examples=500)
@given(ROWS)
def test_cells_part_as_any_other_line_would(rows: list[str]) -> None:
    found = dibao_lines.lines("\n".join(rows))
    assert wraps(found) == wraps([line._replace(cell=False) for line in found])


_SIGNS = '"会议的和者等了在年3.A。,;!?:、()《》“”…—-·/ '


@settings(max_examples=500)
@given(st.lists(st.text(_SIGNS, max_size=14), min_size=2, max_size=6))
def test_only_lines_that_may_be_gone_on_with_are_asked_about(texts: list[str]) -> None:
    rows = dibao_lines.lines("\n".join(texts))
    context, out = unwrap._Context(rows), [False] * len(rows)
    for at in range(1, len(rows)):
        if not out[at - 1]:
            context.begin(at - 1)
        out[at] = context.goes_on(at)
    assert wraps(rows) == out
