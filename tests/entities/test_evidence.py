"""The remembered sums of evidence are the sums over the features that they stand for."""

from __future__ import annotations

import pytest

from dibao.document import split
from dibao.entities import built, person, place
from dibao.entities.person.evidence import Candidate, Floor, evidence, features, weighed
from dibao.gazetteer import gazetteer
from dibao.pipeline import stages
from dibao.scene import Scene

TEXT = """衡阳市市长方致远、副市长丁一鸣赴柳叶湖大道和梅子坳片区调研，市教育局党委书记侯清明、约瑟夫·霍兰德陪同。
衡阳云帆机械制造有限公司(以下简称云帆公司)董事长石鸣谦介绍了第15号厂房；“晨光”学校校长欧阳晓岚说，明天会更好。
记者 章雪一 山本太郎 摄于南临端午路的某某(香港)有限公司。"""


@pytest.fixture(scope="module")
def scene() -> Scene:
    (article,) = split(TEXT).articles
    for name, scene in stages(article, gazetteer()):
        if name == "orgs":
            return scene
    raise AssertionError


def test_names(scene: Scene) -> None:
    found = person.propose(scene)
    assert {"方致远", "约瑟夫·霍兰德"} <= {scene.text[c.start : c.end] for c in found}
    weights = evidence()
    assert [c.score for c in found] == pytest.approx([weighed(c) for c in found])
    found += [
        Candidate(0, 2, delta, left, "\n", kind=kind)
        for delta in (-99.0, 99.0)
        for left in ("\n", "长", "市长", "title strong")
        for kind in ("", "japanese 1")
    ]
    for c in found:
        expected = weights["bias"] + sum(weights.get(k, 0.0) * v for k, v in features(c).items())
        assert weighed(c) == pytest.approx(expected)


@pytest.mark.parametrize("table", ["org_evidence", "place_evidence"])
@pytest.mark.parametrize("bonus", [(), (("level", 2.0), ("word", -1.0))])
def test_built_names(scene: Scene, table: str, bonus: built.Bonus) -> None:
    weights = built.evidence(table)
    readings = [found for found in place.built(scene) if found]
    assert readings
    for found in readings:
        sums = [
            weights.get("bias", 0.0)
            + sum(weights.get(name, 0.0) for name in proposal.features())
            + (dict(bonus).get(proposal.at, 0.0) if proposal.grade != "weak" else 0.0)
            for proposal in found
        ]
        top = built.best(found, table, bonus)
        assert top is not None
        assert top[0] == pytest.approx(max(sums), abs=1e-6)
        assert sums[found.index(top[1])] == pytest.approx(max(sums))


def test_nothing_to_weigh() -> None:
    assert built.best([], "org_evidence") is None


def test_a_floor_leaves_out_no_name_that_could_reach_it(scene: Scene) -> None:
    every = person.propose(scene)
    for floor in (Floor(-3.0, -1.5), Floor(0.0, 0.0)):
        kept = person.propose(scene, floor)
        assert set(kept) < set(every)
        lost = set(every) - set(kept)
        assert all(weighed(c) <= floor.plain or weighed(c) <= floor.listed for c in lost)
    keen = frozenset(c.end for c in every)
    assert set(person.propose(scene, Floor(0.0, 0.0))) < set(person.propose(scene, Floor(0.0, 0.0, keen)))
