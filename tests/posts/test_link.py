"""What is asked of one character before a pattern is tried lets everything through that the pattern matches."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao.posts import carrying, link


@settings(max_examples=400)
@given(st.from_regex(link._AFTER_NAME.pattern.replace("*+", "*"), fullmatch=True))
def test_what_joins_a_name_and_a_title_begins_with_a_joint(text: str) -> None:
    assert not text or text[0] in link._JOINTS


@settings(max_examples=400)
@given(st.data())
@pytest.mark.parametrize("pattern", [carrying.HIS, carrying.CARRIED])
def test_what_leads_to_a_title_ends_with_a_lead(pattern: re.Pattern[str], data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern.pattern.replace(r"\Z", ""), fullmatch=True))
    assert text[-1] in carrying.LEADS
