"""Web pages read as text without moving an offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dibao.document import split
from dibao.markup import cover

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
