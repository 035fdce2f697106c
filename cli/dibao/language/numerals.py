"""Chinese numerals as exact numbers, in every form of print; shared by dates and money.

Arabic, full-width, Chinese, financial and mixed: 3.5亿, 1亿2千万, 1万600, 一点五万, 两千零五, 壹佰贰拾万,
二〇二一, 百余万, 几十万, 三十几万, 四五千. The characters come from ``numerals.tsv``, which drives both the
pattern that finds a number and the functions that read it. All values are exact; nothing raises on any text.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from dibao.named import NamedTuple
from dibao.tables import lexicon
from dibao.tables.kept import kept
from dibao.tables.patterns import lazily

LONGEST = 64
"""Numbers of more characters are not read: no amount or date is that long."""


class Quantity(NamedTuple):
    """What a number says: an exact ``amount``, or only bounds (几十万: amount None, low and high given).

    ``mod`` is MORE_THAN after an inner 多 or 余, APPROX after an inner 来, else None.
    """

    amount: Decimal | None
    low: Decimal
    high: Decimal | None
    mod: str | None = None


class _Characters(NamedTuple):
    kinds: dict[str, str]
    """For each kind of numerals.tsv its characters."""
    values: dict[str, int]
    fold: dict[int, str]
    """Variants and full-width signs to the one character that the readers know."""


@kept
def _characters() -> _Characters:
    kinds: dict[str, str] = {}
    values: dict[str, int] = {}
    standard: dict[tuple[str, str], str] = {}
    fold = {c: chr(c - 0xFEE0) for c in (*range(0xFF10, 0xFF1A), 0xFF0C, 0xFF0E)} | {ord("·"): "."}
    rows = list(lexicon.table("numerals").records())
    for row in rows:
        kinds[row["kind"]] = kinds.get(row["kind"], "") + row["form"]
        if row["value"]:
            values[row["form"]] = int(row["value"])
        if row["style"] == "plain":
            standard.setdefault((row["kind"], row["value"]), row["form"])
    for row in rows:
        plain = standard.get((row["kind"], row["value"]))
        if plain and row["value"] and plain != row["form"]:
            fold[ord(row["form"])] = plain
    for form in kinds["tens"]:
        fold[ord(form)] = standard["digit", str(values[form] // 10)] + standard["small", "10"]
    return _Characters(kinds, values, fold)


def chinese_digits() -> str:
    """The characters of digits and zeros, for a pattern's character class: 一二三…〇零."""
    kinds = _characters().kinds
    return kinds["digit"] + kinds["zero"]


def chinese_numerals() -> str:
    """The characters of digits, zeros and small units, for a pattern's character class: 一二…十百千廿."""
    kinds = _characters().kinds
    return kinds["digit"] + kinds["zero"] + kinds["small"] + kinds["tens"]


def number_core() -> str:
    """The Chinese characters with which a number can begin, and but for the vague ends with which it can end."""
    kinds = _characters().kinds
    return kinds["digit"] + kinds["zero"] + kinds["small"] + kinds["tens"] + kinds["big"] + kinds["some"]


def vague_ends() -> str:
    """The characters of 多, 余 and 来, with which a number of unknown rest can end."""
    kinds = _characters().kinds
    return kinds["more"] + kinds["about"]


def signs() -> str:
    """Every character that a number can hold."""
    return "".join(_characters().kinds.values()) + "0123456789０１２３４５６７８９,，.．·点个 "


def big_units() -> str:
    """The characters of units from 万 up."""
    return _characters().kinds["big"]


ARABIC = (
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,8}+(?![0-9０-９])|[0-9０-９]{1,32}+)"
    r"(?:[.．·][0-9０-９]{1,16}+)?+"
)
"""Pattern of a number in Arabic digits, with thousands separators or a fraction (older print: 1·6亿)."""


@cache
def pattern() -> str:
    """Pattern of any number, vague ones too. It matches more than can be read; :func:`read` decides."""
    kinds = _characters().kinds
    digits, core, more = kinds["digit"] + kinds["zero"], number_core(), vague_ends()
    inner = f"[{core}]|点[{digits}0-9０-９]|[{more}]|个[{more}]?[{kinds['big']}]| [{kinds['big']}]"
    return f"(?:{ARABIC}|[{core}])(?:{inner}|{ARABIC}){{0,40}}+"


def parse_int(text: str) -> int | None:
    """Read a whole number in any one style; None where the text is not exactly one.

    >>> parse_int("二〇二一"), parse_int("廿三"), parse_int("1万600"), parse_int("一点五")
    (2021, 23, 10600, None)
    """
    if text.isascii() and text.isdigit() and len(text) <= LONGEST:
        return int(text)
    value = parse_number(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


def parse_number(text: str) -> Decimal | None:
    """Read an exact number in any one style; None where the text is not exactly one.

    >>> parse_number("1亿2千万"), parse_number("一点五万"), parse_number("百余万")
    (Decimal('120000000'), Decimal('15000.0'), None)
    """
    if not text or len(text) > LONGEST:
        return None
    return _whole(text.translate(_characters().fold))


def read(text: str) -> Quantity | None:
    """Read a number, exact or vague; None where the text is not exactly one.

    >>> read("三十几万")
    Quantity(amount=None, low=Decimal('300000'), high=Decimal('400000'), mod=None)
    >>> read("3000多万")
    Quantity(amount=Decimal('30000000'), low=Decimal('30000000'), high=None, mod='MORE_THAN')
    """
    if not text or len(text) > LONGEST:
        return None
    if simple := _SIMPLE.fullmatch(text):
        value = Decimal(simple[1])
        value = value * _SIMPLE_UNITS[simple[2]] if simple[2] else value
        return Quantity(value, value, value)
    folded = _LOOSE_UNIT.sub("", text.translate(_characters().fold))
    exact = _pair(folded) or _whole(folded)
    if isinstance(exact, Quantity):
        return exact
    if exact is not None:
        return Quantity(exact, exact, exact)
    return _rest(folded) or _unknown_digit(folded)


_SIMPLE = lazily(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)")
_SIMPLE_UNITS = {"万": 10**4, "亿": 10**8}
"""The most frequent form of a number, read at once: 3.5亿."""
_LOOSE_UNIT = lazily(r"(?<=.)个(?=[多余]?[万亿])|(?<=[0-9]) +(?=[万亿])")
_PLAIN_ARABIC = lazily(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_BIG = (("兆", 10**12), ("亿", 10**8), ("万", 10**4))
_SMALL = (("千", 1000), ("百", 100), ("十", 10))


def _arabic(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _PLAIN_ARABIC.fullmatch(text) else None


def _positional(text: str) -> Decimal | None:
    """Digits read one by one: 二〇二一, 二O二一; a lone digit too."""
    values = _characters().values
    out = 0
    chinese = False
    for char in text:
        digit = values.get(char, 10)
        if char in "0Oo":
            digit = 0
        elif digit > 9:
            return None
        else:
            chinese = True
        out = out * 10 + digit
    return Decimal(out) if chinese else None


def _whole(text: str) -> Decimal | None:
    """A number with big units: what stands before the biggest one times it, plus what follows."""
    for unit, value in _BIG:
        at = text.rfind(unit)
        if at < 0:
            continue
        left, right = text[:at], text[at + 1 :]
        if unit in left and not left.endswith(unit):
            return None
        times = _whole(left) if left else Decimal(1)
        if times is None or (right and times != times.to_integral_value()):
            return None
        return _plus(times, value, right)
    return _section(text)


def _section(text: str) -> Decimal | None:
    """A number without big units."""
    point = text.find("点")
    if point > 0:
        whole, written = _section(text[:point]), text[point + 1 :]
        fraction = _arabic(written) if written.isascii() else _positional(written)
        if whole is None or fraction is None or "." in written:
            return None
        return whole + fraction.scaleb(-len(written))
    for unit, value in _SMALL:
        at = text.find(unit)
        if at < 0:
            continue
        left, right = text[:at], text[at + 1 :]
        times = _coefficient(left)
        if times is None or (right and not 0 < times < 10):
            return None
        return _plus(times, value, right)
    number = _arabic(text)
    return _positional(text) if number is None else number


def _coefficient(text: str) -> Decimal | None:
    """What stands before 十, 百, 千: nothing (one), one Chinese digit, or an Arabic number."""
    if len(text) < 2:
        return _positional(text) or _arabic(text) if text else Decimal(1)
    return _arabic(text)


def _plus(times: Decimal, unit: int, right: str) -> Decimal | None:
    """``times`` units and what follows them: 一百 + 零五, 三万 + 五 (spoken for 三万五千)."""
    total = times * unit
    if not right:
        return total
    rest = _whole("零" + right if right[0] == "点" else right.removeprefix("零"))
    if rest is None or rest >= unit:
        return None
    if len(right) == 1 and right != "十":
        return total + rest * unit / 10
    return total + rest


_ONES = frozenset("一二三四五六七八九")


def _rest(text: str) -> Quantity | None:
    """百余万, 3000多万, 十来万: an exact number and an unknown rest."""
    at = next((i for i, c in enumerate(text) if c in "多余来"), -1)
    if at < 1 or text[at + 1 :].strip("万亿兆") or (at == 1 == len(text) - 1 and text[0] in _ONES):
        return None
    amount = _whole(text[:at] + text[at + 1 :])
    if amount is None:
        return None
    if text[at] == "来":
        return Quantity(amount, amount, None, "APPROX")
    return Quantity(amount, amount, None, "MORE_THAN")


_UNKNOWN = lazily(r"(?:([^几数]*[十百千万亿0])?几|数)([十百千])?[多余]?([万亿兆]*)")


def _unknown_digit(text: str) -> Quantity | None:
    """几十万, 数百万, 三十几万, 几万: one digit is unknown; the bounds are those of its place."""
    match = _UNKNOWN.fullmatch(text)
    if match is None:
        return None
    base, small, big = match.groups("")
    place = {"": 1, "十": 10, "百": 100, "千": 1000}[small]
    scale = _whole(big) if big else Decimal(1)
    start = _whole(base) if base else Decimal(0)
    if scale is None or start is None or start % (10 * place):
        return None
    floor = start + place if small or not base else start
    return Quantity(None, floor * scale, (start + 10 * place) * scale)


_PAIR = lazily(
    r"(?<![一二三四五六七八九零〇])(?:一二|二三|三四|四五|五六|六七|七八|八九|三五)(?![一二三四五六七八九零〇点])"
)


def _pair(text: str) -> Quantity | None:
    """四五千, 八九亿, 十七八万: two neighbouring digits that stand for a range."""
    match = _PAIR.search(text)
    if match is None or "点" in text:
        return None
    at = match.start()
    low, high = _whole(text[: at + 1] + text[at + 2 :]), _whole(text[:at] + text[at + 1 :])
    if low is None or high is None or low >= high:
        return None
    return Quantity(None, low, high)
