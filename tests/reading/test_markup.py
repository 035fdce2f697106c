"""Web pages read as text without moving an offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dibao.reading.document import parse, split
from dibao.reading.markup import cover, is_page, text

PAGE = """<!DOCTYPE html>
<html><head><title>云溪新闻网</title><style>p { color: red }</style>
<script>var name = "不是正文";</script></head>
<body><!-- 也不是正文 --><h1>青石镇茶厂投产</h1>
<p>发布时间：2024-05-06 来源：云溪日报</p>
<p>5月5日，副市长<b>卢怀</b>瑾出席&ldquo;青石&rdquo;茶厂投产仪式，
总投资3000万元。</p><p>责任编辑：叶知秋</p></body></html>
"""


def test_a_web_page_reads_as_its_text() -> None:
    (article,) = split(PAGE).articles
    assert article.text.clean.split("\n") == [
        "云溪新闻网",
        "青石镇茶厂投产",
        "发布时间:2024-05-06 来源:云溪日报",
        "5月5日,副市长卢怀瑾出席“青石”茶厂投产仪式,总投资3000万元。",
    ]
    assert str(article.reference.date) == "2024-05-06"


def test_offsets_are_those_of_the_page() -> None:
    (article,) = split(PAGE).articles
    at = article.text.clean.index("卢怀瑾")
    span = article.text.raw(at, at + 3)
    assert PAGE[span.start : span.end] == "卢怀</b>瑾"
    at = article.text.clean.index("3000万元")
    assert PAGE[slice(*article.text.raw(at, at + 6))] == "3000万元"


def test_other_text_stays_as_it_is() -> None:
    text = "会议通过《<云溪>条例》 & 其他<b>事项</b>"
    assert cover(text) is text


@given(st.text(alphabet="<>!-/&;#x1scriptbp \n云溪", max_size=200))
def test_length_stays(raw: str) -> None:
    assert len(cover("<html>" + raw)) == len(raw) + 6


def test_markup_that_never_closes_takes_linear_time() -> None:
    for piece in ("<", "<!--", "<script>", "<p", "&amp", "</"):
        assert len(cover("<html>" + piece * 50_000)) == 6 + len(piece) * 50_000


def test_a_page_read_from_a_file_is_its_text() -> None:
    document = parse(PAGE.encode(), "a.html")
    assert document.raw == (
        "云溪新闻网\n\n青石镇茶厂投产\n\n发布时间：2024-05-06 来源：云溪日报\n\n"
        "5月5日，副市长卢怀瑾出席“青石”茶厂投产仪式，总投资3000万元。\n\n责任编辑：叶知秋\n"
    )
    clean = [article.text.clean for article in document.articles]
    assert clean == [article.text.clean for article in split(PAGE).articles]


def test_blocks_end_paragraphs_and_breaks_may_only_wrap_lines() -> None:
    page = "<html><p>出席会议的有卢怀瑾、<p>叶知秋<p>会议听取了各县区、各部门的汇报，研究了<br>下一步的工作，</p>"
    clean = [article.text.clean for article in parse(page.encode()).articles]
    assert clean == ["出席会议的有卢怀瑾、\n叶知秋\n会议听取了各县区、各部门的汇报,研究了下一步的工作,"]


def test_words_of_english_stay_apart() -> None:
    assert text("<p>the\r\nnews\nof 云\n溪\n3</p>") == "the news of 云溪3\n"


def test_blanks_of_the_source_are_one() -> None:
    assert (
        text("<div>  卢怀瑾 \t <b> 调研</b>\n   </div>　　会后　<p>&nbsp;</p>") == "卢怀瑾 调研\n\n　　会后\n"
    )


def test_what_is_a_page() -> None:
    assert is_page("<HTML>") and is_page("  <!DOCTYPE html>") and is_page("<p>甲", named=True)
    assert not is_page("<p>甲") and not is_page("甲 < 乙 > 丙", named=True)


@given(st.text(alphabet="<>!-/&;#x1scriptbpr \n云溪", max_size=200))
def test_the_text_of_any_page_is_read(raw: str) -> None:
    shown = text("<html>" + raw)
    assert len(shown) <= len(raw) + 6
    assert "\n\n\n" not in shown and " \n" not in shown
