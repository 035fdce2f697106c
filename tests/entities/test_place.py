"""Places in plain sentences: where their names begin and end, and what is none."""

from __future__ import annotations

import pytest

import dibao
from dibao.types import PlaceNorm

FOUND = [
    ("地块南临端午路、东至云溪大道。", ["端午路", "云溪大道"]),
    ("他们来到衡南县三个偏远乡镇。", ["衡南县"]),
    ("督导组赴樟木经开区检查。", ["樟木经开区"]),
    ("辽宁省沈阳市和平区今日有雪。", ["辽宁省沈阳市和平区"]),
    ("江苏省镇江市今日有雨。", ["江苏省镇江市"]),
    ("新疆塔城地区今日有雪。", ["新疆塔城地区"]),
    ("她穿蒙古族服装。", []),
    ("西班牙南部今日有雨。", ["西班牙"]),
    ("项目分布在石河、白塘等乡镇。", ["石河", "白塘"]),
    ("3.宿舍楼今日检修。", []),
    ("美国非洲裔居民举行集会。", ["美国", "非洲"]),
    ("全国有40个综合保税区，市里要建综合保税区。", ["综合保税区"]),
    ("沿线的泗门、朗霞等乡镇正在征地。", ["泗门", "朗霞"]),
    ("他家住怀宁县石坪镇苏家垄村。", ["怀宁县石坪镇苏家垄村"]),
    ("怀宁县石坪镇干部驻村帮扶。", ["怀宁县石坪镇"]),
    ("怀宁县长田雨和海口市长方小满来到武汉市长江大桥。", ["怀宁", "海口", "武汉市长江大桥"]),
    ("石牌镇长田雨在石牌镇镇长会议上说。", ["石牌", "石牌镇"]),
    ("县长到石牌镇调研，要求建设新城镇、特色小镇，乡镇干部要下乡。", ["石牌镇"]),
    ("这里是产业重镇，怀宁县不是文化镇。", ["怀宁县"]),
    ("大别山区的居民来到怀宁县五里乡村。", ["大别山区", "怀宁县"]),
    ("代表团抵达渥太华市、布里斯班市和车臣共和国。", ["渥太华市", "布里斯班市", "车臣共和国"]),
    ("渥太华市长致辞，伦敦市场回落，悉尼市中心的广场开放。", ["渥太华", "伦敦", "悉尼"]),
    ("株洲市区恢复供水，绵阳市郊发生火灾，遵义市中心的公园开放。", ["株洲", "绵阳", "遵义"]),
    ("石坪公社社长田雨来到新乡专区，各公社、该公社和巴黎公社。", ["石坪公社", "新乡专区", "巴黎"]),
    ("他家住怀宁县石坪镇苏家垄村陈家组，苏家垄村组织村民清淤。", ["怀宁县石坪镇苏家垄村陈家组", "苏家垄村"]),
    (
        "记者在洣市镇采访，看到沤源乡受灾，得知岚棚村修了路，贫困山村变成峒山村。",
        ["洣市镇", "沤源乡", "岚棚村", "峒山村"],
    ),
    (
        "沙溪是个小镇，江南水乡是旅游重镇，加拿大一城镇起火，干部包村联户，建设文明村镇和灾民新村。",
        ["江南", "加拿大"],
    ),
    ("遵义市中心医院启用。", []),
    ("山塘村党支部书记田雨、荷叶社区书记韩冬梅参加。", ["荷叶社区"]),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_places(text: str, names: list[str]) -> None:
    assert [m.text for m in dibao.extract(text).mentions if m.type == "place"] == names


def test_a_shared_name_is_that_of_the_place_before_it() -> None:
    (found,) = (m for m in dibao.extract("辽宁省沈阳市和平区今日有雪。").mentions if m.type == "place")
    assert getattr(found.norm, "code", None) == "210102"


TOWNS = [
    ("怀宁县高河镇召开会议。", "怀宁县高河镇", ("安徽省", "安庆市", "怀宁县")),
    ("怀宁县通报，石牌镇受灾。", "石牌镇", ("安徽省", "安庆市", "怀宁县")),
    ("各地通报，石牌镇受灾。", "石牌镇", ()),  # four counties have one
    ("村民住在高河镇凌桥村。", "高河镇凌桥村", ("安徽省", "安庆市", "怀宁县", "高河镇")),
]


@pytest.mark.parametrize(("text", "name", "within"), TOWNS)
def test_towns_lie_in_the_county_at_hand(text: str, name: str, within: tuple[str, ...]) -> None:
    found = {m.text: m.norm for m in dibao.extract(text).mentions if isinstance(m.norm, PlaceNorm)}
    assert found[name].within == within
