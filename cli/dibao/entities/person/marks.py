"""What stands where in an article, as far as names care: titles, cues, places and organizations by offset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter

from dibao.named import NamedTuple
from dibao.scene import Scene
from dibao.tables import lexicon
from dibao.tables.kept import kept

LISTING = frozenset("、, \n\u3000和与及以(")
"""What stands beside a name in a list."""

_Span = tuple[int, int]
_END_FORM, _START_FORM = itemgetter(1, 2), itemgetter(0, 2)


class Marks(NamedTuple):
    """What stands where in the article."""

    text: str
    blocked: bytearray
    """1 for each character that is surely no name: dates, amounts, titles, sure places."""
    title_ends: dict[int, str]
    title_starts: dict[int, str]
    """By offset, what the title that ends or starts there is to a name: "title strong yes", "title weak" …"""
    cue_ends: dict[int, int]
    cue_starts: dict[int, int]
    """By offset, the longest cue that ends or starts there, by its form (任命, 指出, 同志)."""
    cues: Mapping[tuple[int, str], str]
    """Kind and strength of cues by form and side."""
    org_starts: set[int]
    cover: list[tuple[int, int, str] | None]
    """By character, the span of the place or organization that covers it, and what it is."""

    def left(self, start: int) -> tuple[str, str]:
        """What stands before a name, as a title or two characters, and the cue there."""
        text, title, cue = self.text, self.title_ends.get(start), self.cue_ends.get(start)
        if title is None and text[start - 1] in " :":
            title = self.title_ends.get(start - 1)
        left = title or text[max(0, start - 2) : start] or "\n"
        return left, "" if cue is None else f"< cue {self.cues[cue, 'before']}"

    def right(self, end: int) -> tuple[str, str]:
        """What stands behind a name, as a title, an organization or two characters, and the cue there."""
        cue = self.cue_starts.get(end)
        if end in self.title_starts:
            right = self.title_starts[end]
        elif end in self.org_starts:
            right = "org"
        else:
            right = self.text[end : end + 2] or "\n"
        return right, "" if cue is None else f"> cue {self.cues[cue, 'after']}"

    def overlap(self, start: int, end: int) -> str:
        """How a name lies to the place or organization on its characters: "same place", "holds weak place" …"""
        other = self.cover[start] or self.cover[end - 1]
        if other is None:
            return ""
        first, last, what = other
        if (first, last) == (start, end):
            return f"same {what}"
        if first <= start and end <= last:
            return f"in {what}"
        return f"holds {what}" if start <= first and last <= end else f"crosses {what}"


def marks_of(scene: Scene) -> Marks:
    """Titles, dates, amounts, places and organizations of an article by offset."""
    hits = scene.hits
    return Marks(
        scene.text,
        _blocked(scene),
        {t.end: f"title {t.core.evidence} {t.core.official}" for t in scene.titles},
        {t.start: f"title {t.core.evidence}" for t in scene.titles},
        # Of those that end together the longest comes first, of those that start together last.
        dict(map(_END_FORM, reversed(hits["cue_before"]))),
        dict(map(_START_FORM, hits["cue_after"])),
        scene.gazetteer.cue,
        {o.start for o in scene.orgs if o.firm},
        _cover(scene),
    )


_TOWN_ENDS = frozenset("镇乡村道区")


def _blocked(scene: Scene) -> bytearray:
    """The characters of dates, amounts, strong titles, sure places, forms of address, long bodies, countries."""
    text, body = scene.text, scene.gazetteer.body
    spans: list[_Span] = [(m.start, m.end) for m in (*scene.dates, *scene.money)]
    strong = [(t.start, t.end) for t in scene.titles if t.core.evidence == "strong"]
    spans += strong
    spans += [
        (p.start, p.end)
        for p in scene.places
        if p.firm
        and (
            p.full == text[p.start : p.end] or p.level == "province"  # nobody is called 云南
            if p.division is not None
            else p.level == "town" and text[p.end - 1] not in _TOWN_ENDS  # named in a list of towns
        )
    ]
    spans += [(a, b) for a, b, _ in scene.hits["honorific"] if text[a:b] in address()]
    spans += [(a, b) for a, b, form in scene.hits["body"] if b - a > 2 and not body[form].ambiguous]
    spans += _countries(scene, {start for start, _ in strong})
    blocked = bytearray(len(text) + 4)
    for start, end in spans:
        blocked[start:end] = b"\1" * (end - start)
    return blocked


def _countries(scene: Scene, titles: set[int]) -> Iterator[_Span]:
    """Countries by their names, those that are words or names too only before a title (马里总统)."""
    for start, end, form in scene.hits["place"]:
        place = scene.gazetteer.place[form]
        if place.level != "country" or end - start < 2:
            continue
        named = "·" in scene.text[max(0, start - 3) : start]  # 亨利·本西德
        if not named and (not place.ambiguous or end in titles):
            yield start, end


def _cover(scene: Scene) -> list[tuple[int, int, str] | None]:
    """By character, what covers it: words that the lexicons reject, bodies, places, organizations; the last wins."""
    cover: list[tuple[int, int, str] | None] = [None] * (len(scene.text) + 1)
    spans = [
        (start, end, "weak org" if name == "body" else "word")
        for name in ("title_reject", "org_reject", "place_reject", "body")
        for start, end, _ in scene.hits[name]
        if end - start > 1
    ]
    for p in scene.places:
        what = "built place" if p.rule == "place.suffix" else "place" if p.firm else "weak place"
        spans.append((p.start, p.end, what))
    spans += [(o.start, o.end, "org") for o in scene.orgs if o.firm]
    for span in spans:
        start, end, _ = span
        cover[start:end] = [span] * (end - start)
    return cover


@kept
def address() -> frozenset[str]:
    """Forms of address behind a name (先生)."""
    table = lexicon.table("honorifics")
    side = table.mapping("side")
    return frozenset(
        f for f, kind in table.mapping("kind").items() if kind == "address" and side[f] == "after"
    )
