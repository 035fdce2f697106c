"""Decoding, folding, clean text and its way back to raw offsets."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao.reading import text
from dibao.reading.text import DecodeError, clean, decode, fold, folding

PROSE = (
    "三月十八日上午，云溪市召开全市春季农业生产工作会议。市委副书记、市长顾远舟出席会议并讲话，要求各县区抓住当前的"
    "有利时机，把冬小麦田间管理、早稻育秧和农资供应三件事办好。会议通报了去年粮食生产的考核结果，对十二个先进乡镇给予"
    "表扬。市农业农村局局长秦若望说，今年全市计划播种早稻六十四万亩，比上年增加一万两千亩；农机具检修已经完成九成，"
    "化肥储备足够用到五月底。会后，与会人员到青石镇的育秧工厂看了流水线，又同种粮大户座谈，听他们讲用工、贷款和保险"
    "上的难处。顾远舟表示，能当场答复的当场答复，要研究的一周内给出办法，不让农时等人。"
)
TRADITIONAL = (
    "雲溪區議會昨日召開會議，討論區內公共交通的安排。運輸署代表在會上表示，新的巴士路線將於下月開始服務，首班車為早上"
    "六時。多名議員關注票價是否過高，要求當局向基層市民提供優惠，並盡快公布詳情。主席何敬亭說，居民已經等候多年，希望"
    "工程不再延誤。署方回應指，承建商因天雨停工十一日，目前進度與原定計劃相差不多，會繼續監察。會議又通過撥款八十萬元，"
    "在碼頭旁邊興建行人天橋的升降機，預計明年第三季完成。有居民在場外請願，要求保留舊街市，警方派員維持秩序，其後和平散去。"
)
SNIPPET = 200


def snippets(prose: str) -> Iterator[str]:
    for start in range(0, len(prose), 7):
        yield (prose + prose)[start : start + SNIPPET]


@pytest.mark.parametrize(
    ("prose", "encoding"),
    [
        (PROSE, "utf-8"),
        (PROSE, "gb18030"),
        (PROSE, "utf-16-le"),
        (PROSE, "utf-16-be"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "utf-16-le"),
        (TRADITIONAL, "utf-16-be"),
    ],
)
def test_encoding_of_200_characters_is_recognized(prose: str, encoding: str) -> None:
    for snippet in snippets(prose):
        assert decode(snippet.encode(encoding)) == (snippet, encoding)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_encoding_of_a_line_is_recognized(encoding: str) -> None:
    line = "市长顾远舟出席会议并讲话。"
    assert decode(line.encode(encoding)) == (line, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding", "used"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    ],
)
def test_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str, used: str) -> None:
    assert decode(mark + "顾远舟".encode(encoding)) == ("顾远舟", used)


def test_html_around_little_chinese_does_not_hide_gb18030() -> None:
    page = (
        "<html><head><title>x</title></head>" + "<div class='a'></div>" * 500 + f"<p>{PROSE[:40]}</p></html>"
    )
    assert decode(page.encode("gb18030")) == (page, "gb18030")


@pytest.mark.parametrize("cut", [1, 2])
def test_utf8_cut_inside_its_last_character_is_utf8(cut: int) -> None:
    got, used = decode(PROSE.encode()[:-cut])
    assert used == "utf-8"
    assert got == PROSE[:-1] + "\ufffd"


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    data = PROSE[:100].encode("gb18030") + b"\xff" + PROSE[100:].encode("gb18030")
    assert decode(data)[1] == "gb18030"
    assert decode(PROSE.encode("gb18030")[:-1])[1] == "gb18030"
    assert decode(PROSE[:100].encode() + b"\xff" + PROSE[100:].encode())[1] == "utf-8"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (bytes(range(256)) * 8, "name the encoding"),
        (b"\0" * 64, "name the encoding"),
    ],
)
def test_binary_data_is_refused_with_a_remedy(data: bytes, said: str) -> None:
    with pytest.raises(DecodeError, match=said) as error:
        decode(data)
    assert error.value.code == "binary"
    assert "\n" not in error.value.message


def test_explicit_encoding_is_obeyed_or_fails() -> None:
    assert decode("顾远舟".encode("gbk"), "GB2312") == ("顾远舟", "gb18030")
    with pytest.raises(DecodeError, match="not utf-8 at byte 0") as error:
        decode("顾远舟".encode("gbk"), "utf-8")
    assert error.value.code == "encoding"
    with pytest.raises(DecodeError, match="unknown encoding 'klingon'"):
        decode(b"x", "klingon")


def test_empty_and_plain_ascii() -> None:
    assert decode(b"") == ("", "utf-8")
    assert decode(b"GDP 5.2%") == ("GDP 5.2%", "utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        got, used = decode(data)
    except DecodeError as error:
        assert error.code == "binary"
    else:
        assert isinstance(got, str)
        assert used


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("ＧＤＰ（２０２４）：５．２％", "GDP(2024):5.2%"),
        ("顾远舟\u3000局长\xa0", "顾远舟 局长 "),
        ("「會議」『開幕』", "“会议”‘开幕’"),
        ("阿布都•热合曼‧买买提・江", "阿布都·热合曼·买买提·江"),
        ("《条例》“讲话”—…〇○。、", "《条例》“讲话”—…〇○。、"),
        ("雲溪區發展改革委", "云溪区发展改革委"),
    ],
)
def test_fold(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@given(st.text())
def test_fold_keeps_length_and_is_idempotent(raw: str) -> None:
    assert len(fold(raw)) == len(raw)
    assert fold(fold(raw)) == fold(raw)


LINES = st.lists(
    st.text(alphabet="云溪市长顾远舟说，。、：（）“”2024年5月 \t\u3000\u200bABc-1一", max_size=40),
    max_size=12,
)
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\n \n", "\u2028", "\f"])


@settings(max_examples=150)
@given(LINES, BREAKS, st.integers(0, 30), st.integers(0, 30))
def test_each_clean_character_is_the_raw_one_folded(
    lines: list[str], end: str, before: int, after: int
) -> None:
    raw = end.join(lines)
    start, stop = min(before, len(raw)), max(min(before, len(raw)), len(raw) - after)
    got = clean(raw, start, stop)
    last = start - 1
    for at, character in enumerate(got.clean):
        span = got.raw(at, at + 1)
        assert span.end == span.start + 1
        assert last < span.start < stop
        original = fold(raw[span.start])
        # Between Latin words a dropped line break leaves a blank.
        assert original == character or (original == "\n" and character == " ")
        last = span.start


@given(LINES, BREAKS)
def test_the_stretches_of_a_text_have_the_raw_offsets_of_each_character(lines: list[str], end: str) -> None:
    got = clean(end.join(lines))
    start = 0
    for shift, until in got.stretches():
        for at in range(start, min(until, len(got.clean))):
            assert got.raw(at, at + 1) == (at + shift, at + shift + 1)
        start = until
    assert start > len(got.clean)


@given(LINES, BREAKS)
def test_clean_text_holds_no_empty_lines_and_no_blanks_at_their_ends(lines: list[str], end: str) -> None:
    got = clean(end.join(lines)).clean
    if got:
        assert all(line.strip("\t ") == line != "" for line in got.split("\n"))


@given(LINES)
def test_line_ends_of_any_system_make_the_same_clean_text(lines: list[str]) -> None:
    assert clean("\r\n".join(lines)).clean == clean("\n".join(lines)).clean == clean("\r".join(lines)).clean


def test_a_mention_broken_by_a_line_end_maps_to_the_raw_span_with_the_break() -> None:
    raw = "会议由市人大常委会主持召开，听取了云溪市人民政\n\n府关于今年上半年预算执行情况的报告，并进行审议。"
    got = clean(raw)
    at = got.clean.index("云溪市人民政府")
    span = got.raw(at, at + 7)
    assert raw[span.start : span.end] == "云溪市人民政\n\n府"


def test_zero_width_characters_are_dropped() -> None:
    got = clean("\ufeff顾\u200b远舟\u200b出席。")
    assert got.clean == "顾远舟出席。"
    assert got.raw(0, 3) == (1, 5)


def test_empty_text() -> None:
    assert clean("").clean == clean(" \n\u3000\n").clean == ""


def test_many_kinds_of_repeated_input_take_linear_time() -> None:
    for piece in ("一", "…", "1", "\n", " ", "（", "一\n", "，\n", "1月\n", "　　一，\n"):
        assert isinstance(text.clean(piece * 30_000).clean, str)


def test_what_folds_is_nothing_that_another_character_folds_to() -> None:
    assert not {chr(code) for code in folding()} & set(folding().values())


@given(
    st.text(
        "，：（２０年陽陳衡東門開會國務員長學電視臺報記者書黨組織縣鄉鎮區劉張趙孫馬楊黃吳鄭馮許", max_size=300
    )
)
def test_folding_in_passes_and_in_one_is_the_same(raw: str) -> None:
    assert fold(raw) == raw.translate(folding())
