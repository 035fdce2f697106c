"""The two engines of the matcher agree on every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.tables.matcher import ENGINES, build

FORMS = ["市", "市委", "委", "副书记", "市委副书记", "卫健委", "市场监督管理局", "市市场", "监督"]


@pytest.mark.parametrize("engine", ENGINES)
def test_overlapping_forms_all_come_out(engine: str) -> None:
    found = build(FORMS, engine).find("衡阳市委副书记到市市场监督管理局")
    assert {FORMS[i] for _, _, i in found} == {
        "市", "市委", "委", "副书记", "市委副书记", "市市场", "监督", "市场监督管理局",
    }  # fmt: skip


@given(st.text(alphabet="市委副书记卫健场监督管理局𠮷a", max_size=60))
def test_engines_agree(text: str) -> None:
    expected = sorted(
        (at, at + len(form), n)
        for n, form in enumerate(FORMS)
        for at in range(len(text))
        if text.startswith(form, at)
    )
    for engine in ENGINES:
        assert sorted(build(FORMS, engine).find(text)) == expected
