from __future__ import annotations

import re
from dataclasses import replace

from dibao.marked import mark_of, parse
from dibao.types import Document
from dibao.write.show import show
from pages import RAW, Page

_SGR = re.compile(r"\x1b\[[\d;]*m")


def test_without_colours_it_is_marked_text(page: Page) -> None:
    plain, marks = parse(show(page, colour=False))  # type: ignore[arg-type]
    assert plain == RAW
    assert marks == tuple(map(mark_of, page.mentions))


def test_with_colours_the_text_follows_its_legend(page: Page) -> None:
    text = show(page, colour=True)  # type: ignore[arg-type]
    assert _SGR.sub("", text) == "person  title  org  place  date  money\n\n" + RAW
    # The parts of the headline around the organization are bold; a line end closes the colour.
    assert "\x1b[32m市水务局\x1b[0m\x1b[1m明确河道整治任务\x1b[0m" in text
    assert "\x1b[35m石\x1b[0m\n\x1b[35m湾区\x1b[0m" in text


def test_control_characters_become_signs(page: Page) -> None:
    raw = "题\x1b[2J目\r\n完\x9b0m\n"
    page = replace(page, document=Document("-", raw), mentions=(), events=())
    assert show(page, colour=False) == "题␛\\[2J目\n完\ufffd0m\n"  # type: ignore[arg-type]
