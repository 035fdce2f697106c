"""Words beside an offset: the same ones as by trying every word."""

from hypothesis import given
from hypothesis import strategies as st

from dibao.tables.affixes import Affixes

LETTERS = st.text("副代总", max_size=6)


@given(words=st.sets(st.text("副代总", min_size=1, max_size=4)), text=LETTERS, data=st.data())
def test_all_words_beside_an_offset(words: set[str], text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    floor = data.draw(st.integers(0, at))
    longest_first = sorted(words, key=len, reverse=True)
    assert Affixes(words).ending(text, at, floor) == [w for w in longest_first if text[floor:at].endswith(w)]
    assert Affixes(words).starting(text, at) == [w for w in longest_first if text.startswith(w, at)]
