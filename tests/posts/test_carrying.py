"""Posts that are said of a person named further before: whose they are, and which are past."""

import pytest

import dibao
from dibao.types import PersonNorm

SAID = [
    ("石鸣谦历任县委书记、市长，现任省委常委、秘书长。", "书记 former;市长 former;常委 current;秘书长 current"),
    ("石鸣谦，男，1931年4月出生，历任双峰县委干事、邵阳地委组织部科长、邵阳地委副书记，省委农村工作部部长等职。",
     "科长 former;副书记 former;部长 former"),
    ("石鸣谦利用担任益阳市委副书记、益阳市副市长等职务上的便利收受财物。", "副书记 former;副市长 former"),
    ("石鸣谦在任湘潭市副市长期间收受财物。", "副市长 former"),
    ("石鸣谦在担任湘潭市委书记期间收受财物。", "书记 former"),
    ("石鸣谦于1976年—1980年担任绍兴一中校长，后调离。", "校长 former"),
    ("石鸣谦先后当过副食店售货员、人保干事、团委书记。", "售货员 former;团委书记 former"),
    ("石鸣谦曾任过安庆市审计局局长和党组书记，后来当过安庆一中校长。", "局长 former;党组书记 former;校长 former"),
    ("石鸣谦先后任县教育局局长、县委宣传部部长。", "局长 former;部长 former"),
    ("石鸣谦，男，现任县水利局副局长，拟任县（市、区）党委副书记、提名为县长候选人。",
     "副局长 current;党委副书记 proposed;县长 proposed"),
    ("石鸣谦，男，现任县水利局副局长，拟提任副县级领导职务。", "副局长 current"),
    ("石鸣谦任市长时大力发展旅游。", "市长 current"),
    ("领导小组办公室主任由石鸣谦兼任。", "主任 current"),
    ("决定递补县委候补委员石鸣谦、方致远为县委委员。", "候补委员 current;委员 current"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_posts_said_of_a_person(text: str, expected: str) -> None:
    norms = [m.norm for m in dibao.extract(text).mentions if isinstance(m.norm, PersonNorm)]
    assert ";".join(f"{p.title} {p.status}" for p in norms[0].posts) == expected
