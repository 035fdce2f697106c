"""Bounds never exclude what matches: those of expressions, and those that close a form's ways at a trigger."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao import events
from dibao.frames.openings import ANY, bounds
from dibao.frames.pattern import compile_pattern
from dibao.frames.tokens import _FOLDED, _OPENED, SIGNS, STOPS, fold
from dibao.tables.gazetteer import gazetteer
from dibao.types import ENTITY_TYPES, Mention, OrgNorm

HALVES = sorted(
    {
        half.source
        for frame in events.FRAMES
        for pattern in frame.patterns
        for half in compile_pattern(pattern)[:2]
    }
)
WORDS = [
    *"，。；：、\n“”《》()的了对就在于由将为和等某也 ", "会议", "县委", "会上", "记者", "报告", "工程", "座谈会", "条例", "协议",
    "火灾", "事故", "3人死亡", "涉嫌", "受贿", "被", "问题", "第一届", "先进", "称号", "用于", "建设", "接受", "应邀",
]  # fmt: skip
TRIGGERS = ["表示", "强调", "称", "发布", "召开", "举行", "出席", "会见", "调研", "投资", "捐款", "免去", "任命", "通过",
    "发生", "造成", "获得", "授予", "签署", "竣工", "查处", "决定", "会议", "印发", "要求", "介绍"]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "opening", "others", "choice"),
    [
        ("会议", "会", False, "议"),
        ("(?:会议|县委)了?", "会县", False, "委议"),
        ("了?[会县]", "了会县", False, "会县"),
        ("[^,。]{1,9}会", ",。", True, "会"),
        ("了?", "", True, ""),
        (" *(?=[,。]|\\Z)", " ,。", False, ""),
        ("(?!的)[0-3]", "0123", False, "0123"),
    ],
)
def test_bounds_of_an_expression(source: str, opening: str, others: bool, choice: str) -> None:
    found = bounds(source)
    assert found.opening.listed - {""} == set(opening)
    assert found.opening.others == others
    assert found.choice == set(choice)


def test_an_expression_that_cannot_be_read_has_no_bounds() -> None:
    assert bounds("(a)\\1").opening == ANY


@given(st.sampled_from(HALVES), st.lists(st.sampled_from([*WORDS, *SIGNS.values()]), max_size=12))
def test_matches_stay_within_their_bounds(source: str, parts: list[str]) -> None:
    for text in ("".join(parts), "".join(parts)[::-1]):
        found = re.match(source, text)
        if found:
            opening, read, choice = bounds(source)
            assert opening.has(text[:1])
            assert all(map(read.has, found[0]))
            assert not choice or choice & set(found[0])


@given(
    st.lists(st.sampled_from([*WORDS, *ENTITY_TYPES]), max_size=9),
    st.sampled_from(TRIGGERS),
    st.lists(st.sampled_from([*WORDS, *ENTITY_TYPES]), max_size=9),
)
def test_no_way_that_fits_is_closed(before: list[str], trigger: str, behind: list[str]) -> None:
    text, mentions = "", []
    for part in [*before, trigger, *behind]:
        for kind in ENTITY_TYPES:
            if kind == part:
                mentions.append(Mention(kind, len(text), len(text) + 1, "某", "某", "", OrgNorm()))
        text += "某" if part in ENTITY_TYPES else part
    tokens = fold(text, mentions)
    for start, end in tokens.plain(gazetteer().scan(text)["trigger"]).items():
        form = events._forms()[tokens.code[start:end]]
        for n, way in enumerate(form.ways if form else ()):
            fits = form and any(form.fitting(tokens, start, end, 1 << n))
            if form and fits and tokens.code[end : end + 1] not in way.frame.nominal:
                assert form.gate.open(tokens, start, end) >> n & 1


_UNITS = ["《条例》", "“双创”", "(试行)", "市长", "甲", "。", "表示", "《", "”", "\n"]


@given(st.lists(st.tuples(st.sampled_from(_UNITS), st.booleans()), max_size=14))
def test_folded_text_and_the_way_back(parts: list[tuple[str, bool]]) -> None:
    text, mentions = "", []
    for part, marked in parts:
        if marked:
            mentions.append(Mention("org", len(text), len(text) + len(part), part, part, "", OrgNorm()))
        text += part
    tokens = fold(text, mentions)
    units = [(m.start, -m.end, SIGNS["org"]) for m in mentions]
    units += [(m.start(), -m.end(), _OPENED[m[0][0]]) for m in _FOLDED.finditer(text)]
    code, last = "", 0
    for start, minus_end, sign in sorted(units):
        if start >= last:
            code += text[last:start] + sign
            last = -minus_end
    assert tokens.code == code + text[last:]
    assert tokens.clean(0, len(tokens.code)) == (0, len(text))
    for at, sign in enumerate(tokens.code):
        start, end = tokens.clean(at, at + 1)
        assert sign in SIGNS.values() or text[start:end] == sign
        low, high = tokens.sentence(at)
        assert not set(tokens.code[low:at]) & set(STOPS) and tokens.code[high : high + 1] in ("", *STOPS)
    spans = [(n, n + 1, 0) for n in range(len(text))]
    assert [tokens.code[a:b] for a, b in tokens.plain(spans).items()] == [
        sign for sign in tokens.code if sign not in SIGNS.values()
    ]
