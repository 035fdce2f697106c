"""Projects: what is begun, finished, opened, planned; where, when and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dibao.frames.casting import Cast
from dibao.frames.holes import EDGE
from dibao.frames.pattern import Frame, either, words
from dibao.tables.patterns import compiled, lazily
from dibao.types import Argument

_HOW = "(<adverb>|D R?前?|R|于|预计|计划|将|，)*"

APART = ("project",)
"""The roles that tell one project event from another."""

FRAMES = (
    Frame(
        "project.advances",
        "project",
        "A project is begun, finished, opened.",
        (
            "由[builder:orgs]‥(承建|建设|投资|负责|实施|开发|打造)‥的[project:works]"
            + _HOW
            + "(举行|举办)?{project}",
            "(^|<edge>|<lead>|D|P|M‥的)(D|，|<lead>)*[project:works]"
            + _HOW
            + "((在|于)‥[place:spots])?"
            + _HOW
            + "(举行|举办)?{project}",
            "[project:quotes](<adverb>|D R?|R|于|在‥|将|预计)*{project}",
            "(^|<lead>)(D|，|<lead>)*[project:orgs]" + _HOW + "{project}$",
        ),
        ("[青石大桥](project)[竣工](event=project/complete)通车。",),
        ("改革开放四十年。", "公司成立以来不断壮大。"),
        foreseen=True,
        around=("date", "place"),
    ),
    Frame(
        "project.object",
        "project",
        "Somebody begins, finishes, opens a project.",
        ("[builder:orgs|places|self]" + _HOW + "{project|plan}了?[project:works]$",),
        ("[安庆市教育局](builder)[启用](event=project/open)[新的考试中心](project)。",),
        ("学校开通热线电话。",),
        nominal=("的",),
        foreseen=True,
        around=("date",),
    ),
)

_GENERIC = lazily(
    "^(?:新|此次|本次|此|这|各|一批|多个|全部|有关|相关|个|等|集中|重大|重点)*(?:项目|工程|建设|中心)?(?:建设)?$|^全[线段长]$"
)


@cache
def _lead() -> re.Pattern[str]:
    """What stands before the name of a project: 宣布, 其中, 被列为重点的."""
    count = "[^，。]*?[将共已]?有(?=[0-9一二两三四五六七八九十百]{1,5}[个项条座处所])"
    day = "[0-9]{1,4}[年月日][初底末]?"
    held = "[^，。]*?(?:举行|举办|召开)了?"
    return compiled(f"{held}|(?:被[^的，。]{{2,40}}的|[但而并且]|{either('prelude')}|{day})+(?=..)|{count}")


@cache
def _rest() -> re.Pattern[str]:
    """Where what is said of a project begins, where it has a verb before the trigger."""
    return compiled(either("ongoing"))


def _other(text: str) -> bool:
    """Whether a phrase before the verb, a gathering or a festival stands in a project's place."""
    gathers = text.endswith("会") and not text.endswith("工会")
    gathers |= text.startswith(("携手", "联合", "与", "同"))
    return gathers or text.startswith(words("prefix")) or text.endswith(words("festive"))


_SITE = lazily("(?<=...)在(?![建线])[^在]{2,30}$")
"""Where a project stands, behind its name."""


def _named(project: Argument) -> Argument:
    """宣布青石大桥 is 青石大桥, 沿线桥梁也正在抓紧建设 is 沿线桥梁."""
    lead = _lead().match(project.text)
    start = lead.end() if lead else 0
    rest = _rest().search(project.text, start + 2)
    text = _SITE.sub("", project.text[start : rest.start() if rest else None].removesuffix("今年"))
    return project._replace(
        start=project.start + start, end=project.start + start + len(text), text=text, name=text
    )


_DIVISION = lazily("^[^的工程项目]{1,20}(?:[省市县盟州旗乡镇]|(?<![院校园厂景小库])区)$")


def _division(project: Argument) -> bool:
    return project.mention is None and bool(_DIVISION.match(project.text))


def _founded(made: Cast) -> bool:
    """Whether a body only begins to exist or to work: 公司成立, 学校开学 are no projects."""
    word = made.tokens.slice(*made.trigger[:2])
    return made.subtype == "start" or word.endswith(("成立", "开学", "运营", "营业"))


_AGED = lazily("[0-9一二三四五六七八九十百]{1,4}[多余]?(?:周年|年)|以来|之初|前夕")
_SET_GOING = lazily(f"[^{EDGE}、”后并和暨的仪 ]")


def _passed(made: Cast) -> bool:
    """Whether that is no beginning (成立76周年), or one of what stands behind the verb (某地启动封关)."""
    code, (_, end, *_) = made.tokens.code, made.trigger
    going = code.endswith("启动", 0, end) and _SET_GOING.match(code, end)
    return bool(_AGED.match(code, end) or going)


def finish(made: Cast) -> Iterator[Cast]:
    """A project, unless it is a bare 项目."""
    made.args = [_named(a) if a.role == "project" and a.mention is None else a for a in made.args]
    project = next(iter(made.roles("project")), None)
    if (
        project
        and not (made.frame.name == "project.advances" and _passed(made))
        and len(project.text) > 1
        and project.text[0] not in "该此"
        and not _GENERIC.match(project.text)
        and not _division(project)
        and not _other(project.text)
        and not (project.mention and project.mention.type == "org" and _founded(made))
    ):
        yield made
