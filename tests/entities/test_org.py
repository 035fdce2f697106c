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
    ("户口所在地派出所出具证明。", []),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_organizations(text: str, names: list[str]) -> None:
    assert [m.text for m in dibao.extract(text).mentions if m.type == "org"] == names
