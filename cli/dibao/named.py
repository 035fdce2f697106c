"""Named tuples that are quick to define: a run imports a hundred kinds of them and makes some thirty.

``typing.NamedTuple`` compiles every annotation and the constructor where a class is defined, which takes a
fifth of a millisecond. Here annotations stay as they are written, and a constructor is compiled when the first
value is made. In all else the two are the same, and type checkers see the one of ``typing``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    class _Named(tuple):
        """What all named tuples can do."""

        __slots__ = ()

        def __new__(cls, *args, **named):
            kind = next(kind for kind in cls.__mro__ if "_fields" in vars(kind))
            kind.__new__ = staticmethod(_constructor(kind))
            return kind.__new__(cls, *args, **named)

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **named):
            made = self._make(map(named.pop, self._fields, self))
            if named:
                raise ValueError(f"Got unexpected field names: {list(named)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            values = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({values})"

    class _Definition(type):
        """Makes a class that names fields a named tuple, itself of no other type than ``type``."""

        def __new__(cls, name, bases, space):
            if not bases:
                return super().__new__(cls, name, bases, space)
            fields = tuple(space.get("__annotations__", ()))
            defaults = {field: space[field] for field in fields if field in space}
            space |= {field: _tuplegetter(n, f"Alias for field number {n}") for n, field in enumerate(fields)}
            space |= {
                "_fields": fields,
                "__match_args__": fields,
                "_field_defaults": defaults,
                "__slots__": (),
            }
            return type(name, (_Named,), space)

    class NamedTuple(metaclass=_Definition):
        """The base of a class whose annotated names are the fields of a tuple."""


def _constructor(kind: Any) -> Any:
    """The ``__new__`` of a named tuple, which takes its fields by place or name."""
    fields = ", ".join(kind._fields)
    source = f"lambda _cls, {fields}: _new(_cls, ({fields},))"
    made = eval(source, {"_new": tuple.__new__, "__builtins__": {}})
    made.__defaults__ = tuple(kind._field_defaults.values())
    return made


__all__ = ["NamedTuple"]
