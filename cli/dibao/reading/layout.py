"""What each line of a page is by its form: a separator, furniture, particulars, a headline, running text."""

from __future__ import annotations

from functools import cache
from typing import Literal

from dibao.tables import lexicon
from dibao.tables.kept import kept
from dibao.tables.patterns import lazily

Kind = Literal[
    "separator",  # ====, ----: between unrelated documents
    "label",  # the name of a page or of a collection (02版:要闻)
    "end",  # a footer: what follows belongs to something else
    "aside",  # buttons and the like
    "meta",  # particulars: source, time of publication, number of the document
    "continuation",  # (上接第一版③)…
    "onto",  # 下转第二版 on a line of its own
    "lead",  # a paragraph that begins with a dateline (本报讯, 新华社北京7月3日电)
    "byline",
    "heading",  # may be a headline, judging by the line alone
    "body",
]

_SEPARATOR = lazily(r"([=*#_~＝—-])\1{2,}|(?:[*=-] ){3,}[*=-]?")
_LABEL = lazily(
    r"第?[A-Z]?\d{1,2}版(?:[:：· ].{0,12})?|第[一二三四五六七八九十]{1,3}版(?:[: ].{0,12})?"
    r"|《?[\u4e00-\u9fff]{2,8}》?(?:消息|讯)\([^)]{2,12}\):|[\u4e00-\u9fff]{1,4}(?:[日晚晨早时商导]报|都市报)"
)
_AGENCY = r"(?:据)?(?:本[报网台刊站]|《?[\u4e00-\u9fff·]{1,10}?(?:社|网|报|电视台|电台|客户端)》?)"
_LEAD = lazily(
    rf"{_AGENCY}(?:(?:[\u4e00-\u9fff]{{2,6}})?(?:\d{{1,2}}月\d{{1,2}}日(?:至\d{{1,2}}日)?)?"
    r"(?:电|讯)(?=[ (:]|记者)|消息(?=[ (:])|[\u4e00-\u9fff]{2,6}\d{1,2}月\d{1,2}日报道(?=[ (:]))"
)
_FROM = lazily(
    r"\((?:上接|紧接|接|续)(第?[\dA-Z一二三四五六七八九十]{1,4}版[^)]{0,8})\)|^(?:上接|紧接)(\S{1,4}版\S?)"
)
_FROM_HEADS = "(上紧"
_ONTO = lazily(r"[▶►▷>→ (]{0,6}(?:下转|紧转|转)(第?[\dA-Z一二三四五六七八九十]{1,4}版[^)\s]{0,8})\)?$")
_BYLINE = lazily(
    r"[■□●▲◆★◎○(/ ]*(?:[\u4e00-\u9fff·、 ]{0,16}(?:记者|通讯员|实习生)(?:[/: ]{1,3}|(?=[\u4e00-\u9fff]))"
    r"|(?:作者|文|撰稿人?)[/: ]{1,3})[\u4e00-\u9fff·、:/ ]{2,40}[)]?"
)
_PAGE_DAY = lazily(
    r"(?:19|20)\d\d ?(?:年|[-./]) ?\d{1,2} ?(?:月|[-./]) ?\d{1,2}(?: ?日)?|[二一][〇○零O九]\S\S年\S{1,2}月\S{1,3}日"
)
_PAPER = lazily(r"[日晚晨早时商导周]报|都市报|青年报|版|刊号|[A-Z]\d\d")
_PAGE_HEAD = lazily(r"[日晚晨早时商导周]报|都市报|青年报|版|星期|刊号|[A-Z]\d\d")
"""What a page's head always has some of."""
_PAGE_WORD = lazily(
    r"[\u4e00-\u9fff]{1,6}(?:[日晚晨早时商导周]报|都市报|青年报|新闻网)|星期[一二三四五六日天]|农历\S{2,14}"
    r"|第?[A-Z]?[\d一二三四五六七八九十]{1,3}版|[A-Z]\d{1,2}|国内统一\S+|第?\d{2,6}期|刊号"
    r"|(?:责任?编辑?|编辑|主编|校对|美编|版式|值班\S{1,2}|电话|电邮)[: ]?\S{0,12}|\d{1,2}:\d\d(?::\d\d)?"
)
_RULES = "=*#_~＝—-"
_AUTHOR = lazily("者|员|生|撰|文[:/ ]")
_NUMBER = lazily(r".{0,15}[〔\[(【](?:19|20)\d\d[〕\])】J ]{0,2}.{0,3}\d{1,4} ?号|第?\d{1,4} ?号")
_FULL_DATE = lazily(r"(?:19|20)\d\d ?(?:年|[-./]) ?\d{1,2} ?(?:月|[-./]) ?\d{1,2}")
_PUBLISHED = lazily(r"\d{1,2}:\d\d|来源|发布|发稿|更新|星期|第.{1,4}版")
_PAGE_NUMBER = lazily(r"[-—–·一][-—–·一 ]{0,4}\d{1,4}[-—–·一 ]{1,5}")
_DASHES = "-—–·一"
_LINK = lazily(r"(?i)https?:|www\.|©|copyright|\w@\w|\w\.(?:com|cn|org|net|hk|tw)\b")
_KEY = lazily(r"[|\[【 >·]*([^:|>(【\[\] ]{1,12})")
_CLAUSE = lazily(r"[。,;]")
_HAN = lazily(r"[\u4e00-\u9fff]")
_ITEM = lazily(r"[(\[①-⑳●■◆★▲○◎•※▪□►>|◇]|[一二三四五六七八九十]{1,3}、|\d{1,3}[、.](?!\d)|附件|抄送")
"""What no headline begins with, nor ends with."""
_STOPS = frozenset("。;,、:…")
_CREDITS = ("摄", "摄)")
_FULL_STOPS = tuple("。!?…")
_COLLECTION = lazily(r"快讯|简讯|短讯|要闻|速览|集锦|联播|摘要|新闻早知道|句话新闻(?<=[一\d]句话新闻)")

_IN_LEAD = lazily(r"^.{2,40}?\((?!新闻联播)([\u4e00-\u9fff·、/: ]{2,50})\)")
_IN_META = lazily(r"((?:作者|记者):(?! |佚名|本站|$)\S{1,20})")
_IN_BYLINE = lazily(r"([^■□●▲◆★◎○(/ )].*[^)])")
_AT_END = lazily(r"\(((?:作者|记者|通讯员|文)[: /]?[\u4e00-\u9fff·、/: ]{2,40})\)$")

_AUTHORS = {"lead": _IN_LEAD, "meta": _IN_META, "byline": _IN_BYLINE, "body": _AT_END}

_MARK = 16
"""A mark that an article goes on elsewhere is no longer than this."""
HEADING = 110
"""The greatest width of a headline's line, in columns."""


@kept
def _furniture() -> dict[str, str]:
    return lexicon.table("furniture").mapping("kind")


def kind_of(text: str, width: int) -> Kind:
    """What a line is by its text alone; each expression is asked only where its own characters stand."""
    if width > 200:
        return _long_kind(text)
    first, last = text[0], text[-1]
    if first in _RULES and _SEPARATOR.fullmatch(text):
        return "separator"
    paged = "版" in text
    if (paged or last in ":报") and _LABEL.fullmatch(text):
        return "label"
    if (
        width < 100
        and ("20" in text or "19" in text or "年" in text)
        and _PAGE_HEAD.search(text)
        and is_page_head(text)
    ):
        return "label" if paged and ("报" in text or "星期" in text) else "meta"
    if first in _key_heads() and (kind := _keyed(text)):
        return kind
    narrow = 2 * len(text) - width
    if (narrow >= 6 or first in _DASHES or ">" in text or first == "|") and _is_aside(text, narrow):
        return "aside"
    if len(text) < 60 and (("号" in text and _NUMBER.fullmatch(text)) or (first in "12" and _dated(text))):
        return "meta"
    if len(text) <= 3:
        return "body"  # none of the forms below is so short
    if last not in "。;,…摄" and _AUTHOR.search(text) and _BYLINE.fullmatch(text):
        return "byline"
    kind = _long_kind(text)
    return "heading" if kind == "body" and _heads(text, width) else kind


def _long_kind(text: str) -> Kind:
    first, head = text[0], text[:60]
    if first in _FROM_HEADS and _FROM.match(text):
        return "continuation"
    if first in "(下▶►▷>→" and _ONTO.match(text):
        return "onto"
    wired = "电" in head or "讯" in head or "消息" in head or "报道" in head
    return "lead" if wired and _LEAD.match(text) else "body"


@cache
def _key_heads() -> frozenset[str]:
    """What a line with a key of the furniture begins with: the key, or signs before it."""
    return frozenset("|[【 >·") | {form[0] for form in _furniture()}


def _keyed(text: str) -> Kind | None:
    """The kind of a line that begins with a key of a page's furniture (责任编辑:, 上一篇)."""
    match = _KEY.match(text)
    key = match[1] if match else ""
    kind = _furniture().get(key)
    if kind == "end" and (len(text) <= len(key) + 40 or _LINK.search(text)):
        return "end"
    if kind == "alone" and len(text) <= len(key) + 2:
        return "end"
    if kind == "aside" and len(text) <= len(key) + 6:
        return "aside"
    if kind == "meta" and ":" in text and not is_sentence(text):
        return "meta"
    return None


def _is_aside(text: str, narrow: int) -> bool:
    """Is a line with so many half-width characters an address, a number of a page or a path?"""
    address = narrow >= 6 and len(text) - narrow < 12 and _LINK.search(text)
    number = narrow >= 2 and text[0] in _DASHES and _PAGE_NUMBER.fullmatch(text)
    return bool(address or number or text in ("|", ">", ">>") or " > " in text)


def _dated(text: str) -> bool:
    """Is the line a full date, perhaps with a time, a weekday or a source?"""
    return (
        text[:2] in ("19", "20")
        and bool(_FULL_DATE.match(text))
        and not is_sentence(text)
        and text.count(",") == 0
    )


def _heads(text: str, width: int) -> bool:
    """Can it be a headline by its form?"""
    if not 8 <= width <= HEADING:
        return False
    last = text[-1]
    if last in _STOPS or (last in "”’)》" and text.rstrip("”’)》")[-1:] in _STOPS) or text.endswith(_CREDITS):
        return False
    wide = width - len(text)
    return wide * 2 >= min(8, width // 2) and text.count(",") <= 2 and not _ITEM.match(text)


def is_sentence(text: str) -> bool:
    """Does a line end with a full stop, perhaps in quotation marks or brackets?"""
    return text.rstrip('”’")]》】').endswith(_FULL_STOPS)


def is_masthead(text: str) -> bool:
    """Does a line of particulars tell when or by whom the article was published?"""
    return bool(_PUBLISHED.search(text))


def is_page_head(text: str) -> bool:
    """Is a line the head of a newspaper's page: a full date, and little but the paper, weekday and page?"""
    rest, days = _PAGE_DAY.subn(" ", text)
    rest, words = _PAGE_WORD.subn(" ", rest)
    if "来源" in text or (
        "(" in rest and not _PAPER.search(text)
    ):  # 2022年2月24日(星期四) says when a meeting is
        return False
    return days == 1 and words > 0 and len(_HAN.findall(rest)) <= 4 and not _CLAUSE.search(rest)


def names_collection(text: str) -> bool:
    """Does a line announce a round-up of several short items (联播快讯)?"""
    return bool(_COLLECTION.search(text))


def continued_from(text: str) -> str | None:
    """The page that a paragraph is continued from, as the text says it (第一版③); None if it is not."""
    match = _FROM.match(text) if text[0] in _FROM_HEADS else None
    return (match[1] or match[2]) if match else None


def continues_on(text: str) -> str | None:
    """The page that a paragraph is continued on (第二版); None if it does not say so."""
    match = _ONTO.search(text) if "版" in text[-_MARK:] else None
    return match[1] if match else None


def byline(text: str, kind: Kind) -> tuple[int, int] | None:
    """Where in a row of this kind the author stands: in brackets after the dateline, or the row itself."""
    if kind == "body" and text[-1] != ")":
        return None
    pattern = _AUTHORS.get(kind)
    match = pattern.search(text) if pattern else None
    return match.span(1) if match else None


def dateline(text: str) -> tuple[int, int] | None:
    """Where in a lead the dateline stands: 新华社北京7月3日电, 本报讯."""
    match = _LEAD.match(text)
    return match.span() if match else None


def is_noise(text: str) -> bool:
    """Is it a crumb of a picture read as text: a few signs, at most one Chinese character?"""
    return len(text) <= 4 and len(_HAN.findall(text)) < 2
