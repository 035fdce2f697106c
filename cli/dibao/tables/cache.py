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
import time
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from dibao.garbage import uncollected

if TYPE_CHECKING:
    import pickle

_T = TypeVar("_T")
_MAGIC = "dibao cache 2"
_LARGE = 1 << 16
"""From how many bytes on a string of bytes is a part of its own: read once, it need not be copied again."""
_KEPT = 4
"""How many states of one value stay on disk, the newest ones."""
_SETTLED = 2_000_000_000
"""Nanoseconds; the clocks of file systems tick that often at least."""

_READERS = ("tables", "language", "reading", "entities", "posts", "frames", "events")
"""The packages that values depend on which are kept."""
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
    """A stored dict that grows as it is used: what a process adds is kept when it ends, or at :func:`keep`."""

    def __init__(self, name: str) -> None:
        super().__init__(stored(name, dict))
        self._name = name
        self._new: dict[str, _T] = {}
        if not _growing:
            atexit.register(keep)
        _growing.append(self)

    def __setitem__(self, key: str, value: _T) -> None:
        super().__setitem__(key, value)
        self._new[key] = value

    def keep(self) -> None:
        """Add to what stands there now: another process may have added its own."""
        home, new = folder(), self._new
        if home is not None and new:
            self._new = {}
            path = home / f"{self._name}-{_key(b'')}"
            found = _read(path)
            _write(path, {**(found[0] if found else {}), **new})


def keep() -> None:
    """Put on disk what this process has added to growing dicts."""
    for growing in _growing:
        growing.keep()


_growing: list[Growing[Any]] = []


def folder() -> Path | None:
    """Where compiled lexicons stand; None where the cache is switched off or the user has no home."""
    root = "LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME"
    return _folder(os.environ.get("DIBAO_CACHE", ""), os.environ.get(root, ""))


@lru_cache(maxsize=2)
def _folder(said: str, root: str) -> Path | None:
    if said.lower() in ("off", "0", "no"):
        return None
    if said:
        return Path(said)
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
    from dibao import __version__

    package = Path(__file__).parents[1]
    places = [package, *(package / name for name in _READERS), *sorted((package / "entities").glob("*/"))]
    modules = [
        f"{name} {status.st_size} {status.st_mtime_ns}"
        for place in places
        for name, status in _files(place, ".py")
    ]
    return crc32("\n".join((__version__, sys.version, sys.platform, tables(), *modules)).encode())


def tables() -> str:
    """The digest of the built-in tables, remembered until one of their files is written: they are megabytes."""
    from dibao.tables import lexicon

    home, files = folder(), _files(lexicon.folder(), ".tsv")
    # A file that is written twice within a tick of its clock has one stamp for two contents.
    settled = max((status.st_ctime_ns for _, status in files), default=0) < time.time_ns() - _SETTLED
    if home is None or not settled:
        return lexicon.digest()
    stamps = [f"{name} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns}" for name, s in files]
    stamp = crc32("\n".join((str(lexicon.folder()), *stamps)).encode())
    path = home / f"tables-{stamp:08x}"
    kept = _parts(path)
    if kept is not None:
        return kept[0].decode()
    digest = lexicon.digest()
    _keep(path, [digest.encode()])
    return digest


def _files(place: Path, suffix: str) -> list[tuple[str, os.stat_result]]:
    """The names of a folder's files with a suffix, in order, with their status."""
    with os.scandir(place) as entries:
        found = sorted((e for e in entries if e.name.endswith(suffix)), key=lambda e: e.name)
    return [(entry.name, entry.stat()) for entry in found]


def _read(path: Path) -> tuple[Any] | None:
    """The value of a file in a tuple, or None where there is none or it is not whole."""
    parts = _parts(path)
    return None if parts is None else _loaded(parts)


def unpickled(data: bytes) -> tuple[Any] | None:
    """A value that :func:`pickled` made bytes of, in a tuple, or None where they are not its own."""
    return _loaded([data])


def _loaded(parts: list[bytes]) -> tuple[Any] | None:
    try:
        with uncollected():
            return (_reader()(parts).load(),)
    except Exception:  # a whole file that another build of a library has written
        return None


def pickled(value: object) -> bytes:
    """A value as the bytes that :func:`unpickled` reads."""
    import pickle

    return pickle.dumps(value, protocol=5)


@cache
def _reader() -> Callable[[list[bytes]], pickle.Unpickler]:
    import io
    import pickle

    class Reader(pickle.Unpickler):
        """Reads the program's own named tuples and automata, and nothing that could run."""

        def __init__(self, parts: list[bytes]) -> None:
            super().__init__(io.BytesIO(parts.pop()))
            self._parts = parts

        def persistent_load(self, number: int) -> bytes:
            return self._parts[number]

        def find_class(self, module: str, name: str) -> Any:
            if not module.startswith("dibao.") and (module, name) not in _ALLOWED:
                raise pickle.UnpicklingError(f"{module}.{name} has no place in a cache")
            found = super().find_class(module, name)
            if not isinstance(found, type):
                raise pickle.UnpicklingError(f"{module}.{name} is no class")
            return found

    return Reader


def _write(path: Path, value: object) -> None:
    """Put a value on disk whole or not at all: large strings of bytes part by part, then the rest."""
    import io
    import pickle

    parts: list[bytes] = []

    class Writer(pickle.Pickler):
        def persistent_id(self, value: object) -> int | None:
            if type(value) is not bytes or len(value) < _LARGE:
                return None
            parts.append(value)
            return len(parts) - 1

    rest = io.BytesIO()
    try:
        Writer(rest, protocol=5).dump(value)
    except (pickle.PicklingError, TypeError):
        return
    _keep(path, [*parts, rest.getvalue()])


def _parts(path: Path) -> list[bytes] | None:
    """What a file holds, each part read at once; None where there is no file or it is not whole."""
    try:
        with path.open("rb") as file:
            head = file.readline(1 << 10)
            parts = [file.read(int(length)) for length in head.split()[4:]]
    except (OSError, ValueError, OverflowError, MemoryError):
        return None
    return parts if parts and head == _head(parts) else None


def _head(parts: Sequence[bytes]) -> bytes:
    """The first line of a file: a checksum of its parts, and their lengths."""
    lengths = " ".join(str(len(part)) for part in parts)
    check = crc32(lengths.encode())
    for part in parts:
        check = crc32(part, check)
    return f"{_MAGIC} {check:08x} {lengths}\n".encode()


def _keep(path: Path, parts: Sequence[bytes]) -> None:
    """Put a file's parts on disk whole or not at all; a disk that does not take them is no fault."""
    import tempfile

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_head(parts))
            file.writelines(parts)
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
