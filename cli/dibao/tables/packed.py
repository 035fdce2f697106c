"""Rows kept as bytes, each made only when it is asked for: a run asks for a few hundred of many thousand."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any, TypeVar

from dibao.named import NamedTuple

_K = TypeVar("_K")
_R = TypeVar("_R")
_V = TypeVar("_V")


class Rows(NamedTuple):
    """Rows one after another, each marshalled: reading them back costs no more than their bytes."""

    ends: bytes
    """Where each row ends, four bytes each; the first of them is 0."""
    data: bytes

    def row(self, number: int) -> Any:
        """The row of a number, made anew."""
        ends = memoryview(self.ends).cast("I")
        return marshal.loads(self.data[ends[number] : ends[number + 1]])


def packed(rows: Iterable[Any]) -> Rows:
    """Rows of plain values (strings, numbers, plain tuples, sets and dicts of them) as they are kept.

    >>> packed([("市长", 1), ("县长", 2)]).row(1)
    ('县长', 2)
    """
    parts = [marshal.dumps(row) for row in rows]
    return Rows(array("I", accumulate(map(len, parts), initial=0)).tobytes(), b"".join(parts))


class Keys(NamedTuple):
    """Strings with a number each: as one string they are read back in a third of the time."""

    joined: str
    numbers: bytes
    """Four bytes each."""

    def read(self) -> dict[str, int]:
        """The number of each string."""
        return dict(zip(self.joined.split("\n"), memoryview(self.numbers).cast("I"), strict=True))


def keys(numbers: Mapping[str, int]) -> Keys:
    """Strings without line breaks, one at least, with their numbers, as they are kept.

    >>> keys({"衡阳市": 7, "衡阳": 7}).read()
    {'衡阳市': 7, '衡阳': 7}
    """
    return Keys("\n".join(numbers), array("I", numbers.values()).tobytes())


class Made(dict[_K, _V]):
    """Values by key, each made of the key when it is first asked for.

    >>> Made(len)["三个字"]
    3
    """

    def __init__(self, make: Callable[[_K], _V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: _K) -> _V:
        value = self[key] = self._make(key)
        return value


class Lazily(Mapping[_K, _V]):
    """Values by key, each made of what is kept under it when it is first asked for.

    >>> names = Lazily({"a": 1}, str)
    >>> names["a"], "b" in names, names.get("b"), list(names)
    ('1', False, None, ['a'])
    """

    def __init__(self, kept: Mapping[_K, _R], make: Callable[[_R], _V]) -> None:
        self._kept, self._make = kept, make
        self._made: dict[_K, _V] = {}

    def __getitem__(self, key: _K) -> _V:
        try:
            return self._made[key]
        except KeyError:
            value = self._made[key] = self._make(self._kept[key])
            return value

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[_K]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
