"""What every document needs is loaded before processes are forked: they then share its memory."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dibao.batch.work import Config

_PAGE = """\
衡阳市召开第三次防汛工作会议

来源：衡阳日报　记者　叶知秋　通讯员　黎望舒　发布时间：2021年3月2日 10:20

　　本报讯（记者 叶知秋）3月1日上午，市委副书记、代市长牟青禾到市卫健委、衡南县三塘镇调研，市委常委、常务副市长骆宾之，\
市政府秘书长温启明陪同。牟青禾指出，去年以来全市共拨付防汛资金1.2亿元，同比增长12.5%，其中省级补助600余万元。会议由副市长\
卢怀瑾主持，市财政局局长顾念平、湖南大学教授方致远等20余人参加会议。

　　日前，衡阳市人大常委会任命骆宾之为市人民政府副市长，免去温启明的市水利局局长职务。经查，原副县长黎某某涉嫌严重违纪违法，\
被县纪委监委立案审查调查并开除党籍。昨日凌晨，境内一煤矿发生透水事故，造成3人死亡、5人受伤。

　　会见中，日本驻华大使山田太郎、美国总统约翰·史密斯对双方签署的合作协议表示赞赏。某某集团有限公司捐款50万美元，项目总投资\
3.5亿元，将于今年5月开工建设；该公司董事长获全国劳动模范称号。市统计局发布《2020年统计公报》，审议通过了《关于防汛工作的决定》。
"""
"""A page with some of everything: most rules are asked, and what they look things up in is loaded."""


def warm(config: Config) -> None:
    """Load lexicons, rules and patterns into this process, for those that are forked from it.

    Compiling the lexicons takes three times the memory that they take compiled, so a process of its own
    does it where it has to be done, and leaves them in the cache.
    """
    import multiprocessing

    from dibao.tables import cache

    if not cache.has("vocabulary") and cache.folder():
        compiler = multiprocessing.get_context("fork").Process(target=_read, args=(config,))
        compiler.start()
        compiler.join()
    _read(config)
    gc.collect()
    gc.freeze()


def _read(config: Config) -> None:
    from dibao.language import words
    from dibao.pipeline import extract
    from dibao.tables import cache

    words.words().matcher.automaton  # noqa: B018
    page = extract(_PAGE, lexicons=config.settings.lexicons)
    for _ in range(2):  # the first document of a process is written otherwise than all others
        config.encode(page)
    cache.keep()
