from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.types import PersonNorm, Post
from dibao.write import View
from dibao.write.layout import cells, cut, fill
from dibao.write.table import encode
from pages import Page

WIDE = """\
page.txt

1   市水务局明确河道整治任务
    2020-12-30 (given) · 临江市 (from text)
officials  方致远  市长             临江市人民政府
           秦立新  副局长 (former)  临江市水务局
people     葛小满
orgs       临江市水务局 (市水务局) ×2
places     石湾区
dates      2020-12-29 (12月29日)
money              < 6,000,000 CNY  600万元
           2,000,000–3,000,000 CNY  200万至300万元
events
  2020-12-29  inspection  inspector 方致远; place 石湾区; date 12月29日
"""


def table(page: Page, width: int = 80, colour: bool = False) -> str:
    return encode(page, View(colour=colour, width=width)).decode()  # type: ignore[arg-type]


def test_one_glance(page: Page) -> None:
    assert table(page) == WIDE


def test_colours_change_nothing_else(page: Page) -> None:
    painted = table(page, colour=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == WIDE


@pytest.mark.parametrize("width", [40, 44, 60, 80, 120])
def test_lines_fit_and_names_stay_whole(page: Page, width: int) -> None:
    lines = table(page, width).splitlines()
    assert max(map(cells, lines)) <= width
    for mention in page.mentions:
        if mention.type != "date":
            assert any(mention.name in line for line in lines), mention.name


def test_a_long_organization_goes_below_its_title(page: Page) -> None:
    org = "中国人民政治协商会议湖西省临江市石湾区委员会提案和委员联络工作委员会办公室"
    person = page.mentions[3]
    norm = PersonNorm(True, (Post(org, "主任"),))
    page = replace(page, mentions=(person._replace(norm=norm),))
    lines = table(page).splitlines()
    assert "officials  方致远  主任" in lines
    assert org in "".join(line.strip() for line in lines)
    assert max(map(cells, lines)) <= 80


def test_all_posts_of_a_name_stand_together(page: Page) -> None:
    person = page.mentions[3]
    second = person._replace(norm=PersonNorm(True, (Post("临江市委", "副书记"),)))
    lines = table(replace(page, mentions=(person, second, person))).splitlines()
    assert lines[4:6] == ["officials  方致远  市长    临江市人民政府", "                   副书记  临江市委"]


def test_a_title_alone_gives_way_to_the_same_with_its_organization(page: Page) -> None:
    posts = (Post(None, "副主任"), Post("临江市水务局", "副主任"), Post(None, "教授"))
    person = page.mentions[3]._replace(norm=PersonNorm(True, posts))
    lines = table(replace(page, mentions=(person,))).splitlines()
    assert lines[4:6] == ["officials  方致远  副主任  临江市水务局", "                   教授"]


def test_long_items_are_cut_before_their_bracket(page: Page) -> None:
    name = "临江市“双帮”和困难企业职工生活救助工作领导小组办公室"
    long = page.mentions[0]._replace(name=name, text="市“双帮”和困难企业职工生活救助工作领导小组办公室")
    lines = table(replace(page, mentions=(long,))).splitlines()
    assert lines[4:6] == [f"orgs       {name}", f"           ({long.text})"]


def test_nothing_found_is_said(page: Page) -> None:
    assert table(replace(page, mentions=(), events=())).endswith("\nnothing found\n")


def test_events_without_mentions_stay(page: Page) -> None:
    assert "inspection" in table(replace(page, mentions=()))


def test_plans_are_told_from_facts(page: Page) -> None:
    planned = page.events[0]._replace(modality="planned")
    assert "inspection (planned)" in table(replace(page, events=(planned,)))


def test_a_document_cannot_command_the_terminal(page: Page) -> None:
    evil = page.mentions[4]._replace(name="石\x1b[31m湾\x9b区", text="石湾区")
    text = table(replace(page, doc="a\x1b]0;x\x07.txt", mentions=(evil,)))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


@given(st.lists(st.text("临江市a1·（", min_size=1, max_size=12)), st.integers(26, 60))
def test_filling_breaks_only_between_items(items: list[str], width: int) -> None:
    lines = fill(items, width, " ; ")
    assert all(cells(line) <= width for line in lines)
    parts = [part.strip() for line in lines for part in line.split(";")]
    assert [part for part in parts if part] == items


@given(st.text("临江市a1·", min_size=1, max_size=60), st.integers(2, 9))
def test_cutting_loses_nothing(text: str, width: int) -> None:
    pieces = cut(text, width)
    assert "".join(pieces) == text.replace(" ", "")
    assert all(0 < cells(piece) <= width for piece in pieces)
