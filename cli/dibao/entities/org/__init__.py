"""Organizations: organs of a place, bodies with fixed names, names built to a head, parts of a parent.

``reader`` reads every head (an organ's form, a suffix, a fixed body) in text order and argues for its left
edge; ``memory`` finds again what the article has named. A suffix alone is no evidence.
"""

from __future__ import annotations

from collections import Counter

from dibao.entities.org import listed, memory, stationed, unlisted
from dibao.entities.org.heads import OWN_NAMES, OWNERS
from dibao.entities.org.reader import Reader
from dibao.rules import Rule
from dibao.scene import Org, Scene
from dibao.tables.patterns import lazily

RULES = (
    Rule(
        "org.organ",
        "org",
        "An organ of a place or of a level word, completed by the place of the article.",
        (
            "[市卫健委](org=衡阳市卫生健康委员会)通报了情况。",
            "[湖南省人民政府](org)批复同意。",
            "[衡阳市第十六届人大常委会](org=衡阳市人民代表大会常务委员会)举行会议。",
            "人群聚在[衡阳市政府](org=衡阳市人民政府)办公大楼前。",
            "[市政府办](org=衡阳市人民政府办公室)公开了文件。",
            "[长沙市园林绿化局](org)答复。",
            "[太和镇党委](org=中国共产党太和镇委员会)答复。",
            "[开发区管委会](org)答复。",
            "[中共溪山特委](org=中国共产党溪山特别委员会)成立。",
            "他在[衡阳县码头铺镇政府](org=衡阳县码头铺镇人民政府)工作。",
            "[湖南湘江新区党工委](org=中国共产党湖南湘江新区工作委员会)印发通知。",
        ),
        ("各市委员名单。",),
    ),
    Rule(
        "org.bare",
        "org",
        "An organ that stands without its place; the article's place completes it.",
        ("[宣传部](org=中国共产党衡阳市委员会宣传部)部长石鸣谦讲话。",),
        (
            "宣传部署到位。",
            "各类组织部分停工。",
        ),
    ),
    Rule("org.body", "org", "A body with a fixed name.", ("[国务院](org)印发通知。",), ("国务繁忙。",)),
    Rule(
        "org.part",
        "org",
        "A part of the organization that stands before it.",
        (
            "[市教育局党委](org=中国共产党衡阳市教育局委员会)研究决定。",
            "[省纪委驻省教育厅纪检组](org=中国共产党湖南省纪律检查委员会驻湖南省教育厅纪检组)组长石鸣谦到会。",
            "到会的有[衡阳县公安局](org)局长石鸣谦、[审计科](org=衡阳县公安局审计科)负责人宋怀民。",
        ),
        ("局部委托他人施工。",),
    ),
    Rule(
        "org.built",
        "org",
        "A name that ends in an organization's head word, from a place or a word edge on.",
        (
            "[衡阳云帆机械制造有限公司](org)投产。",
            "[常宁市晨光学校](org)开学。",
            "2014年至2017年间[云帆水泥有限公司](org)出资。",
            "[武警湖南省总队](org=中国人民武装警察部队湖南省总队)派出官兵。",
            "[大唐衡阳发电有限公司](org)投产。",
            "　-[云帆水泥有限公司](org)",
        ),
        ("县里有中学两所。", "运维者所见略同。", "第二届欧亚经济合作论坛开幕。"),
    ),
    Rule(
        "org.memory",
        "org",
        "A shorter form of an organization that the article has named in full, or a form it introduces.",
        (
            "[常宁市晨光学校](org)开学。[晨光学校](org=常宁市晨光学校)有学生三百人。",
            "[衡阳云帆机械制造有限公司](org)投产。[云帆](org=衡阳云帆机械制造有限公司)将增加产量。",
        ),
        ("下称本条例的文件共五章。",),
    ),
    Rule(
        "org.own",
        "org",
        "The organization that a text speaks for, before a post in it.",
        ("苏明远，现任[本公司](org)副总经理。",),
        ("本公司产品畅销。",),
    ),
)


_OWN = lazily(
    r"[我本]校|[我本]院|(?<![\u4e00-\u9fff])学校|(?<=[在到为对了向的由经])学校|学校(?:党|纪|领导|团)"
)


def find(scene: Scene) -> list[Org]:
    """All organizations of an article in text order, the widest of overlapping ones.

    Where the first reading shows that the article is a school's or a hospital's own, whose departments stand
    alone there, it is read again from where that would have made a difference.
    """
    reader = Reader(scene)
    found = reader.run()
    scene.owner = _owner(scene.text, list(reader.org_ends.values()))
    if scene.owner is not None and reader.owner_asked is not None:
        found = reader.again()
    found = memory.own(scene, memory.recall(scene, listed.beside(scene, found)))
    found = stationed.armed(scene, found) if "武警" in scene.text else found
    return _seated(scene, unlisted.early(scene, found) if "中共" in scene.text else found)


_DIVIDED = frozenset("区村镇乡盟旗州")
"""The characters in which units end that organizations belong to as to a division."""


def _seated(scene: Scene, found: list[Org]) -> list[Org]:
    """The organizations, with the place around a sight or a region that they are named after (绍兴市|长城|中学)."""
    sites = {
        p.full: p.within[-1] if p.within else None
        for p in scene.places
        if p.division is None and p.level == "other" and p.full[-1] not in _DIVIDED
    }
    if not sites:
        return found
    return [
        o._replace(place=sites[o.place]) if o.kind in OWN_NAMES and o.place in sites else o for o in found
    ]


_OFTEN = 5
"""One in so many mentions of organizations must be the owner's."""


def _owner(text: str, found: list[Org]) -> Org | None:
    """The school or hospital that an article is about: named most, and often or as 我校."""
    whole = [o for o in found if o.kind in OWNERS and o.parent is None and o.rule != "org.bare" and o.firm]
    if not whole:
        return None
    times = Counter(o.name for o in whole)
    top = max(whole, key=lambda o: (times[o.name], -o.start))
    often = times[top.name] > 1 and times[top.name] * _OFTEN >= len(found)  # no school of a whole life
    return top if often or _OWN.search(text) else None
