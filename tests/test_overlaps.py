"""The overlap policy, against the same said character by character."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dibao.overlaps import settle
from dibao.scene import Org, Person, Place, Scene, Title
from dibao.types import Mention, MoneyNorm

_Spans = list[tuple[int, int]]
_Span = st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda span: (span[0], span[0] + span[1]))
SPANS = st.lists(_Span, max_size=6, unique=True).map(sorted)


def scene_of(money: _Spans, people: _Spans, orgs: _Spans, titles: _Spans, places: _Spans) -> Scene:
    unasked: Any = None
    scene = Scene("字" * 40, unasked, unasked)
    norm = MoneyNorm(None, "CNY")
    scene.money = [Mention("money", *span, "", "", "money.test", norm) for span in money]
    scene.people = [Person(*span, "", 1.0, "person.test") for span in people]
    scene.orgs = [Org(*span, "", "other", None, "org.test", "") for span in orgs]
    scene.titles = [Title(*span, unasked, "current", "title.test") for span in titles]
    scene.places = [Place(*span, "other", (), "place.test", "", "") for span in places]
    return scene


def apart(spans: _Spans, *others: _Spans) -> _Spans:
    """Spans of whose characters none stands in another."""
    taken = {at for spans in others for span in spans for at in range(*span)}
    return [span for span in spans if taken.isdisjoint(range(*span))]


@given(SPANS, SPANS, SPANS, SPANS, SPANS)
def test_what_stands_is_decided_kind_by_kind(
    money: _Spans, people: _Spans, orgs: _Spans, titles: _Spans, places: _Spans
) -> None:
    scene = scene_of(money, people, orgs, titles, places)
    settle(scene)
    people = [
        (start, end)
        for start, end in apart(people, money)
        if not any((a < start and end <= b) or (a == start and end < b) for a, b in orgs)
    ]
    orgs = apart(orgs, people)
    titles = apart(titles, people, orgs)
    places = apart(places, money, people, orgs, titles)
    for found, expected in (
        (scene.people, people),
        (scene.orgs, orgs),
        (scene.titles, titles),
        (scene.places, places),
    ):
        assert [item[:2] for item in found] == expected
