"""Which line breaks of a text end a paragraph and which only wrap a line: told by the form of the lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from dibao.reading.lines import NARROW, Line
from dibao.tables.patterns import lazily

_CLOSERS = '”’")]》】'
_FINAL = "。!?;…:~"
_MAYBE_FINAL = _CLOSERS + "."
"""After these the characters before them tell."""
_PAIRS = (("(", ")"), ("《", "》"), ("“", "”"))
_OPENERS = ",、(《〈—"
"""What no paragraph ends with."""
_LINKING = "的和与及或"
"""What no paragraph ends with unless it is a name or a heading."""
_CONTINUERS = ",、。;:!?)]”’》〉】%等的了"
_CONTINUES = lazily(r"[,、。;:!?)\]”’》〉】%]|等[\u4e00-\u9fff]{0,4}[,。、]|的|了[,。]")
"""What no paragraph begins with."""
_ITEM = lazily(
    r"[(\[][一二三四五六七八九十\d]{1,3}[)\]]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[章节条部]"
    r"|\d{1,3}(?:、|\.(?!\d)|\s{1,3}、)|[①-⑳●■◆★▲○◎•·※▪□►>*|◇\[【]|——|--"
    r"|(?:附件?|抄送|注|来源|责编|责任编辑|编辑|作者|记者)\d?:|(?:文章来源|发布时间|发布人|字号|本报讯|新华社)"
    r"|(?:19|20)\d\d\.\d{1,2} ?[-—~至]|(?:19|20)\d\d(?:年|[.-])\d{1,2}(?:月|[.-]\d).{0,8}$"
    r"|[二一][〇○零O九].{5,12}日$"
)
"""How a paragraph of its own begins: a list item, a heading with a number, a note, a dateline, a date."""
_STAMP = lazily(r"(?:19|20)\d\d[.年/-] ?\d{1,2}|\d{1,2}月 ?\d{0,2}[日 ,—–~-]|\d{1,2}:\d\d")
"""A date at the head of a line: new entry where the entry before begins so too (chronicles, careers)."""
_KEYED = lazily(r"[^,。;:、]{1,12}:")
"""A key before a colon, likewise: 语文组(8): …"""
_CLAUSE = lazily(r"[,;!?。](?:(?<=。)|(?![\dA-Za-z]))")
_CUTTERS = ".—–~-"
_CUT_NUMBER = lazily(r"[^\d.—–~-][^.—–~]*\d[.—–~-]$")
"""2020- or 3. at the end of a line that has more than an item's number."""
_PIECE = lazily(r"\d[\d.,]{0,9}%?")
_BYLINES = ("记者", "通讯员", "摄影", "作者")
_LAST_OF_BYLINES = {form[-1] for form in _BYLINES}
_HANGING = frozenset(_CUTTERS + _OPENERS + "“‘" + _LINKING) | _LAST_OF_BYLINES
_PAGE_NUMBER = lazily(r"[-—–·一][-—–·一 ]{0,4}\d{1,4}[-—–·一 ]{1,5}")

_TITLE = lazily(
    r".{0,40}?关于.{2,90}的(?:通知|决定|决议|公告|通告|意见|函|复函|批复|通报|报告|命令|议案|公示|说明|规定|办法)"
    r"(?:\([^)]{1,12}\))?$"
)
_ORGAN = lazily(r"[\u4e00-\u9fff]{2,24}[厅府委局会院组部处室办所社]")

LONG = 36
"""From how many columns on a line without a clause's comma is taken for running text, not for a heading."""
LEAST = 120
"""From how many columns on a line among longer ones can be the first piece of a broken paragraph."""
WINDOW = 8
"""How many lines up and down the width of wrapping is looked for."""
SLACK = 6
"""By how many columns wrapped lines differ: a first line's indent, a comma that may not begin a line."""


def ends_sentence(text: str) -> bool:
    """Does a line end as a sentence or an item does? A break after 。 at the edge costs nothing."""
    if text[-1:] == ")":
        text = text[: max(text.rfind("("), 0)] or text  # 会议圆满结束。(叶知秋)
    last = text.rstrip(_CLOSERS)[-1:]
    return last in _FINAL or (last == "." and not text[-2:-1].isdigit())


def wraps(rows: Sequence[Line], fixed: Collection[int] = ()) -> list[bool]:
    """For each line, whether it goes on with the sentence of the line before it.

    ``fixed`` holds the offsets of lines that begin something new whatever their form (headlines).
    """
    out = [False] * len(rows)
    context, titles = _Context(rows), _titles(rows)
    for first in _open(rows) if not titles else range(len(rows) - 1):
        if out[first]:
            continue  # has been read with the paragraph that it belongs to
        context.begin(first)
        at = first + 1
        while at < len(rows) and rows[at].start not in fixed and (at in titles or context.goes_on(at)):
            out[at] = True
            at += 1
    return out


def _open(rows: Sequence[Line]) -> list[int]:
    """The lines that another may go on with, told by the ends of the two alone: one in ten."""
    return [
        at
        for at, (line, after) in enumerate(pairwise(rows))
        if (
            line.text[-1] in _LAST_OF_BYLINES or after.text[0] in _CONTINUERS  # nothing else joins to a cell
            if line.cell
            else line.text[-1] not in _FINAL or after.text[0] in _CLOSERS
        )
    ]


def is_title(text: str) -> bool:
    """Is it the title of an official document (…关于…的通知)?"""
    return "关于" in text and _TITLE.match(text) is not None


def _titles(rows: Sequence[Line]) -> set[int]:
    """The lines that go on with a document's title broken over several lines, by number."""
    out: set[int] = set()
    about = [at for at, row in enumerate(rows) if "关于" in row.text]
    for at in about:
        title = rows[at].text
        if rows[at].width > 80 or _TITLE.match(title):
            continue
        for end in range(at + 1, min(at + 4, len(rows))):
            if _CLAUSE.search(title) or rows[end].width > 80:
                break
            title += rows[end].text
            if _TITLE.match(title):
                out.update(range(at + 1, end + 1))
                break
    for at in about:
        titled = rows[at].text.startswith("关于") and (at + 1 in out or _TITLE.match(rows[at].text))
        if at and titled and _ORGAN.fullmatch(rows[at - 1].text):
            out.add(at)
    return out


class _Context:
    """The paragraph so far and the widths of the lines around."""

    def __init__(self, rows: Sequence[Line]) -> None:
        self._rows = rows
        self._widths = [row.width for row in rows]

    def begin(self, at: int) -> None:
        """A paragraph begins with the line numbered ``at``."""
        self._first = at
        self._prose = False

    def goes_on(self, at: int) -> bool:
        """Does the line numbered ``at`` go on with the paragraph?"""
        before, line = self._rows[at - 1], self._rows[at]
        last = before.text[-1]
        ended = last in _FINAL or (last in _MAYBE_FINAL and ends_sentence(before.text))
        if line.text[0] in (_CLOSERS if ended else _CONTINUERS) and _CONTINUES.match(line.text):
            return True
        if line.indent >= 2 or ended:
            return False
        self._prose = self._prose or _CLAUSE.search(before.text) is not None
        return (self._hangs(before, line, last) or self._runs_on(at)) and not self._begins(line.text)

    def _begins(self, text: str) -> bool:
        """Does a line begin a paragraph by its own form?"""
        if _ITEM.match(text) or _PAGE_NUMBER.fullmatch(text):
            return True
        first = self._rows[self._first].text
        return any(head.match(text) and head.match(first) for head in (_STAMP, _KEYED))

    @staticmethod
    def _hangs(before: Line, line: Line, last: str) -> bool:
        """Does the end of the line before ask for this one?"""
        text, shown = line.text, before.text
        if last in _HANGING:
            if last in _CUTTERS and text[0].isdecimal() and _CUT_NUMBER.search(shown):
                return True
            if last in _OPENERS or (last in "“‘" and len(shown) > 6):
                return True
            if last in _LINKING and before.width >= 24:
                return True
            byline = last in _LAST_OF_BYLINES and before.width >= 8 and line.width < 20
            if byline and shown.endswith(_BYLINES):
                return True
        opened = "(" in shown or "《" in shown or "“" in shown
        return opened and _unclosed(shown) and _closes(text)

    def _runs_on(self, at: int) -> bool:
        """Is the line before as long as a line is that is broken at the edge, and this one its rest?"""
        before, line = self._rows[at - 1], self._rows[at]
        if not self._prose and before.width < NARROW:
            return False
        first, last = max(0, at - 1 - WINDOW), at + WINDOW
        longest = max(self._widths[first:last])
        if not self._prose and before.width < max(NARROW, longest - SLACK):
            return False
        clause = bool(_CLAUSE.search(line.text))
        if self._prose and self._broken(at, longest) and "   " not in line.text:
            if _is_piece(line):
                return not before.text[-1].isdigit() and self._resumes(at + 1)
            if line.width >= LONG or clause:
                return True
        if not clause and line.width < longest - SLACK:
            return False
        return _at_edge(before, longest, self._rows[first:last])

    def _broken(self, at: int, longest: int) -> bool:
        """Is the line before the one numbered ``at`` long enough among its like to have been cut?"""
        width = self._widths[at - 1]
        if width >= min(longest - SLACK, LEAST) or (at - 1 > self._first and _is_piece(self._rows[at - 1])):
            return True
        around = self._widths[max(0, at - 1 - WINDOW) : at + WINDOW]
        return width >= 0.6 * longest and sum(other >= longest - SLACK for other in around) > 1

    def _resumes(self, at: int) -> bool:
        """Does running text go on at a line?"""
        return (
            at < len(self._rows)
            and self._rows[at].text[0] > "\u4e00"
            and bool(_CLAUSE.search(self._rows[at].text))
        )


def _at_edge(line: Line, longest: int, around: Sequence[Line]) -> bool:
    """Is a line as long as the lines around it are wrapped, if they are?"""
    if line.width < max(NARROW, longest - SLACK) or longest > 120:
        return False
    edge = [row for row in around if row.width >= longest - SLACK]
    loose = sum(1 for row in edge if not ends_sentence(row.text))
    clauses = sum(1 for row in edge if _CLAUSE.search(row.text))
    share = 4 if longest >= 40 else 2
    return len(edge) >= 3 and 2 * loose > len(edge) and share * clauses >= len(edge)


def _is_piece(line: Line) -> bool:
    """Is it a number that a scan has set on a line of its own?"""
    return bool(_PIECE.fullmatch(line.text))


def _unclosed(text: str) -> bool:
    return any(a in text and text.count(a) > text.count(b) for a, b in _PAIRS)


def _closes(text: str) -> bool:
    return any(text.count(b) > text.count(a) for a, b in _PAIRS)
