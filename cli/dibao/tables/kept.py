"""Values made of the built-in tables alone, kept together in one file between runs.

Reading such a value back costs a tenth of reading its table, line by line, and making it again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from dibao.tables.cache import Growing, folder, pickled, unpickled

_P = ParamSpec("_P")
_T = TypeVar("_T")


def kept(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function of strings and the like that is asked once for each value, and not again in later runs.

    Its values are made of plain containers, named tuples and automata, and nobody changes them.
    """
    build = cast(Callable[..., _T], make)

    @cache
    def found(*args: Any) -> Any:
        if folder() is None:
            return build(*args)
        values, name = _values(), f"{make.__module__}.{make.__qualname__}{args}"
        known = unpickled(values[name]) if name in values else None
        if known is not None:
            return known[0]
        value = build(*args)
        values[name] = pickled(value)
        return value

    return cast("Callable[_P, _T]", wraps(make)(found))


@cache
def _values() -> Growing[bytes]:
    return Growing("values")
