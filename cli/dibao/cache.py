"""Compiled lexicons, kept on disk between runs: reading them back is ten times faster than compiling them.

One file a value, in ``$DIBAO_CACHE`` or the user's cache folder, its name made of the state of the tables, of
the program and of Python, so that a stale file is never read: it is only no longer found. Files are written
whole under another name and then renamed, and carry a checksum. Whatever goes wrong with a file (torn,
foreign, unreadable, a full or read-only disk) costs the time of compiling and nothing else.
``DIBAO_CACHE=off`` switches it off.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from dibao.garbage import uncollected

_T = TypeVar("_T")
_MAGIC = b"dibao cache 1\n"
_CHECK = 4
_KEPT = 4
"""How many states of one value stay on disk, the newest ones."""

_ALLOWED = frozenset((
    ("builtins", "frozenset"), ("builtins", "set"), ("decimal", "Decimal"), ("datetime", "date"),
    ("ahocorasick", "Automaton"),
))  # fmt: skip
"""What a cache file may name besides the program's own classes."""


def stored(name: str, build: Callable[[], _T], extra: bytes = b"") -> _T:
    """The value that ``build`` gives, read from the cache where it stands there, else built and put there.

    ``name`` tells the values apart; ``extra`` is what the value depends on besides the built-in tables (the
    content of user tables). The value must be made of plain containers, named tuples and automata.
    """
    home = folder()
    if home is None:
        return build()
    path = home / f"{name}-{_key(extra)}"
    found = _read(path)
    if found is not None:
        return found[0]  # type: ignore[no-any-return]
    value = build()
    _write(path, value)
    return value


def has(name: str) -> bool:
    """Does a value that depends on the built-in tables alone stand in the cache?"""
    home = folder()
    return home is not None and (home / f"{name}-{_key(b'')}").exists()


class Growing(dict[str, _T]):
    """A stored dict that grows as it is used: what a process adds is kept when it ends."""

    def __init__(self, name: str) -> None:
        super().__init__(stored(name, dict))
        self._name = name
        self._new: dict[str, _T] = {}

    def __setitem__(self, key: str, value: _T) -> None:
        super().__setitem__(key, value)
        if not self._new and folder() is not None:
            atexit.register(self._keep)
        self._new[key] = value

    def _keep(self) -> None:
        """Add to what stands there now: another process may have added its own."""
        home = folder()
        if home is not None:
            path = home / f"{self._name}-{_key(b'')}"
            found = _read(path)
            _write(path, {**(found[0] if found else {}), **self._new})


def folder() -> Path | None:
    """Where compiled lexicons stand; None where the cache is switched off or the user has no home."""
    said = os.environ.get("DIBAO_CACHE", "")
    if said.lower() in ("off", "0", "no"):
        return None
    if said:
        return Path(said)
    root = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    try:
        return (Path(root) if Path(root).is_absolute() else Path.home() / ".cache") / "dibao"
    except RuntimeError:
        return None


def state(extra: bytes = b"") -> str:
    """What stands for the tables, the program and the tables of a user (``extra``, their content)."""
    return _key(extra)


def _key(extra: bytes) -> str:
    """Sixteen hexadecimal digits for all that a compiled value depends on."""
    return f"{_state():08x}{crc32(extra, _state()):08x}"


@cache
def _state() -> int:
    """The tables by their content, the program by its files, and Python; a checksum of all that."""
    from dibao import __version__, lexicon

    here = Path(__file__).parent
    modules = [
        f"{entry.name} {(info := entry.stat()).st_size} {info.st_mtime_ns}"
        for place in (here, here / "entities", *sorted((here / "entities").glob("*/")), here / "events")
        for entry in sorted(os.scandir(place), key=lambda e: e.name)
        if entry.name.endswith(".py")
    ]
    state = crc32("\n".join((__version__, sys.version, sys.platform, *modules)).encode())
    for path in sorted(lexicon.folder().glob("*.tsv")):
        data = path.read_bytes()
        state = crc32(data, crc32(f"{path.name} {len(data)}\n".encode(), state))
    return state


def _read(path: Path) -> tuple[Any] | None:
    """The value of a file in a tuple, or None where there is none or it is not whole."""
    import io
    import pickle

    class Reader(pickle.Unpickler):
        """Reads the program's own named tuples and automata, and nothing that could run."""

        def find_class(self, module: str, name: str) -> Any:
            if not module.startswith("dibao.") and (module, name) not in _ALLOWED:
                raise pickle.UnpicklingError(f"{module}.{name} has no place in a cache")
            found = super().find_class(module, name)
            if not isinstance(found, type):
                raise pickle.UnpicklingError(f"{module}.{name} is no class")
            return found

    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(_MAGIC) + _CHECK
    body = memoryview(data)[head:]
    if not data.startswith(_MAGIC) or crc32(body).to_bytes(_CHECK, "big") != data[len(_MAGIC) : head]:
        return None
    try:
        with uncollected():
            return (Reader(io.BytesIO(body)).load(),)
    except Exception:  # a whole file that another build of a library has written
        return None


def _write(path: Path, value: object) -> None:
    """Put a value on disk whole or not at all; a disk that does not take it is no fault."""
    import pickle
    import tempfile

    try:
        body = pickle.dumps(value, protocol=5)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
    except (OSError, pickle.PicklingError, TypeError):
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + crc32(body).to_bytes(_CHECK, "big"))
            file.write(body)
        Path(name).replace(path)
        _prune(path)
    except OSError:
        try:
            Path(name).unlink()
        except OSError:
            return


def _prune(path: Path) -> None:
    """Remove the oldest states of a value, and what a killed process left behind."""
    name = path.name.rpartition("-")[0]
    others = [p for p in path.parent.glob(f"{name}-*") if p != path]
    others.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    for old in others[_KEPT - 1 :]:
        old.unlink()
