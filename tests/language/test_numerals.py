"""Numbers read back exactly in every style, and what is no number is not read."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao.language.numerals import (
    ARABIC,
    Quantity,
    parse_int,
    parse_number,
    pattern,
    read,
)
from dibao.language.spelling import Style, to_chinese

STYLES: tuple[Style, ...] = ("plain", "financial", "digits", "mixed")

# Forms of print and what they mean, by hand.
PRINTED = {
    "十二": "12", "廿三": "23", "卅": "30", "一百零五": "105", "两千零五": "2005", "一千一十": "1010",
    "二千十": "2010", "一百十一": "111", "二〇二一": "2021", "二○二一": "2021", "二O二一": "2021",
    "一九九八": "1998", "零": "0", "〇": "0", "0": "0", "１２３": "123", "20，300": "20300",
    "1,234,567.89": "1234567.89", "3.5亿": "350000000", "1亿2千万": "120000000", "1万600": "10600",
    "一点五万": "15000", "十三点五": "13.5", "零点五": "0.5", "千亿": "100000000000", "百万": "1000000",
    "1.2万亿": "1200000000000", "3千万亿": "3000000000000000", "壹佰贰拾万": "1200000", "9佰": "900",
    "三万五": "35000", "三万零五": "30005", "两千六": "2600", "一百二": "120", "１千２百": "1200",
    "一亿零两千三百": "100002300", "十万零一千": "101000", "200亿零四千230": "20000004230",
    "一万万": "100000000",
    "一万点五": "10000.5",
}  # fmt: skip

NO_NUMBERS = (
    "", "点", "多", "余万", "元", "三十五百", "一百一千", "一2000", "2019,300", "1,2345", "2.3.1",
    "3.5亿2000万", "3万5万", "一点", "点五", "一百零", "十几百", "几几", "1 2", "-1", "²", "①", "3" * 100,
)  # fmt: skip

VAGUE = {
    "几十万": (None, 100000, 1000000, None),
    "数百万": (None, 1000000, 10000000, None),
    "三十几万": (None, 300000, 400000, None),
    "30几万": (None, 300000, 400000, None),
    "十几": (None, 10, 20, None),
    "几个亿": (None, 10**8, 10**9, None),
    "数千": (None, 1000, 10000, None),
    "八九亿": (None, 8 * 10**8, 9 * 10**8, None),
    "三五百": (None, 300, 500, None),
    "两三万": (None, 20000, 30000, None),
    "十七八万": (None, 170000, 180000, None),
    "七百三四十": (None, 730, 740, None),
    "百余万": (1000000, 1000000, None, "MORE_THAN"),
    "3000多万": (30000000, 30000000, None, "MORE_THAN"),
    "1.6亿多": (160000000, 160000000, None, "MORE_THAN"),
    "10多个亿": (10**9, 10**9, None, "MORE_THAN"),
    "十来万": (100000, 100000, None, "APPROX"),
    "两个亿": (2 * 10**8, 2 * 10**8, 2 * 10**8, None),
}


@pytest.mark.parametrize("text, value", PRINTED.items())
def test_printed_forms(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert parse_number(text) is None
    assert read(text) is None


@pytest.mark.parametrize("text, want", VAGUE.items())
def test_vague_numbers(text: str, want: tuple[int | None, int, int | None, str | None]) -> None:
    assert read(text) == Quantity(*want)  # type: ignore[arg-type]


def test_whole_numbers_only() -> None:
    assert parse_int("十二") == 12
    assert parse_int("1.50") is None
    assert parse_int("几十") is None


@settings(max_examples=300)
@given(st.integers(0, 10**16 - 1), st.sampled_from(STYLES))
def test_every_integer_reads_back(number: int, style: Style) -> None:
    written = to_chinese(number, style)
    assert parse_number(written) == number
    assert parse_int(written) == number
    assert re.fullmatch(pattern(), written)


@settings(max_examples=200)
@given(st.integers(0, 10**16 - 1), st.integers(1, 12), st.sampled_from(STYLES))
def test_every_decimal_reads_back(number: int, places: int, style: Style) -> None:
    exact = Decimal(number).scaleb(-places)
    assert parse_number(to_chinese(exact, style)) == exact


@given(st.integers(0, 10**16 - 1))
def test_separators_and_full_width_read_back(number: int) -> None:
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    assert parse_number(f"{number:,}") == number
    assert parse_number(f"{number:,}".translate(wide)) == number


@pytest.mark.parametrize("number", [-1, 10**16])
def test_out_of_range_is_said(number: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        to_chinese(number)


@settings(max_examples=300)
@given(st.text("0123456789一二三十百千万亿零〇壹拾几数多余来个点,.，元 ", max_size=30))
def test_nothing_raises_and_what_is_read_was_found(text: str) -> None:
    quantity = read(text)
    if quantity is not None:
        assert quantity.high is None or quantity.low <= quantity.high
        assert re.fullmatch(pattern(), text)


def _plain(text: str) -> str:
    """Our pattern without what re2 does not have: possessive quantifiers, lookahead, large nested bounds."""
    return re.sub(r"([}?)])\+", r"\1", text.replace("(?![0-9０-９])", "")).replace("{0,40}", "*")


@settings(max_examples=300)
@given(st.text("0123４,，.．", max_size=16))
def test_re2_agrees_on_arabic_numbers(text: str) -> None:
    assert bool(re.fullmatch(ARABIC, text)) == bool(re2.fullmatch(_plain(ARABIC), text))


@settings(max_examples=300)
@given(st.text("012.一三十百千万亿零几多余个点元 ", max_size=24))
def test_re2_agrees_on_all_numbers(text: str) -> None:
    assert bool(re.fullmatch(pattern(), text)) == bool(re2.fullmatch(_plain(pattern()), text))
