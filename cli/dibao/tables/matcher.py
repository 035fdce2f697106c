"""One automaton over every form of every lexicon: one pass a text gives every place where a form stands.

Two engines do the same: daachorse where it has wheels, else pyahocorasick. The tests show that they agree.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

Triple = tuple[int, int, int]
"""Where a form stands: start, end, index of the form."""


class Matcher(Protocol):
    """Finds all occurrences, overlapping ones too, of a fixed list of forms."""

    def find(self, text: str) -> list[Triple]:
        """Where forms stand, by end, then by start."""


class _Daachorse:
    def __init__(self, forms: Sequence[str]) -> None:
        import daachorse

        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(forms))

    def find(self, text: str) -> list[Triple]:
        found: list[Triple] = self._automaton.find_overlapping(text)
        return found

    def __getstate__(self) -> bytes:
        state: bytes = self._automaton.serialize()
        return state

    def __setstate__(self, state: bytes) -> None:
        import daachorse

        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(state)


class _Ahocorasick:
    def __init__(self, forms: Sequence[str]) -> None:
        import ahocorasick

        self._automaton = ahocorasick.Automaton()
        for index, form in enumerate(forms):
            self._automaton.add_word(form, (len(form), index))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Triple]:
        return [(end + 1 - n, end + 1, index) for end, (n, index) in self._automaton.iter(text)]


ENGINES: dict[str, type[_Daachorse] | type[_Ahocorasick]] = {
    "daachorse": _Daachorse,
    "ahocorasick": _Ahocorasick,
}


def build(forms: Sequence[str], engine: str | None = None) -> Matcher:
    """An automaton over distinct, non-empty forms, with the named engine or the first one installed."""
    if engine is not None:
        return ENGINES[engine](forms)
    try:
        return _Daachorse(forms)
    except ImportError:
        return _Ahocorasick(forms)


_FEW = 1 << 17
"""So many characters in all are read for one form after the other."""


def everywhere(text: str, forms: Collection[str]) -> dict[str, list[int]]:
    """Where each of some distinct forms stands in a text, left to right, no place of a form overlapping itself.

    In one pass where that is too much: a text that names thousands of people is read once, not thousands of times.
    """
    out: dict[str, list[int]] = {form: [] for form in forms}
    if len(forms) * len(text) <= _FEW:
        for form, found in out.items():
            at = text.find(form)
            while at >= 0:
                found.append(at)
                at = text.find(form, at + len(form))
        return out
    names = list(forms)
    for start, _, index in build(names).find(text):
        found = out[names[index]]
        if not found or found[-1] + len(names[index]) <= start:
            found.append(start)
    return out
