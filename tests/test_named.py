"""Named tuples are those of ``typing``, only sooner defined."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from dibao import named


class Here(named.NamedTuple):
    """One of ours."""

    start: int
    names: dict[str, list[int]]
    kind: str = "place"

    def twice(self) -> int:
        return 2 * self.start


class There(typing.NamedTuple):
    """The same one of theirs."""

    start: int
    names: dict[str, list[int]]
    kind: str = "place"


class Beyond(Here):
    __slots__ = ()


def test_values() -> None:
    ours, theirs = Here(1, {}), There(1, {})
    assert tuple(ours) == tuple(theirs) == (1, {}, "place")
    assert repr(ours) == repr(theirs).replace("There", "Here")
    assert ours._asdict() == theirs._asdict()
    assert Here._fields == There._fields == Here.__match_args__
    assert Here(names={}, start=1) == ours == Here._make([1, {}, "place"])
    assert ours._replace(kind="org") == (1, {}, "org") and ours.twice() == 2
    assert copy.copy(ours) == ours and type(copy.copy(ours)) is Here


def test_classes() -> None:
    assert type(Here) is type and vars(Here)["__slots__"] == () and issubclass(Here, tuple)
    assert type(Beyond(1, {})) is Beyond and Beyond(1, {}, "org").kind == "org"
    assert Here.__doc__ == "One of ours."


@pytest.mark.parametrize("kind", [Here, Beyond])
def test_pickled(kind: type[Here]) -> None:
    again = pickle.loads(pickle.dumps(kind(1, {"方": [2]}, "org"), 5))
    assert again == (1, {"方": [2]}, "org") and type(again) is kind


def test_faults() -> None:
    with pytest.raises(TypeError):
        Here(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Here._make([1])
    with pytest.raises(ValueError, match="unexpected field"):
        Here(1, {})._replace(end=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Here(1, {}).start = 2  # type: ignore[misc]
