"""The remembered sums of evidence are the sums over the features that they stand for."""

from __future__ import annotations

import pytest

from dibao.entities import built, person, place
from dibao.entities.person.context import Context, candidate
from dibao.entities.person.evidence import ALL, Candidate, Floor, evidence, features
from dibao.entities.person.marks import marks_of
from dibao.language.words import lattice
from dibao.pipeline import stages
from dibao.reading.document import split
from dibao.scene import Scene
from dibao.tables.gazetteer import gazetteer

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
    marks = marks_of(scene)
    found: list[Candidate | None] = [*person.propose(scene, marks=marks)]
    assert {"方致远", "约瑟夫·霍兰德"} <= {c.written for c in found if c}
    read, context = lattice(scene.text), Context(marks)
    found += [
        candidate(read, start, start + 2, delta, kind, context, ALL)
        for delta in (-99.0, 99.0)
        for start in range(len(scene.text) - 2)
        for kind in ("", "japanese 1")
    ]
    for c in found:
        assert c is not None
        expected = evidence()["bias"] + sum(evidence().get(k, 0.0) * v for k, v in features(c, marks).items())
        assert c.score == pytest.approx(expected)


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
        assert all(c.score <= floor.plain or c.score <= floor.listed for c in lost)
    keen = frozenset(c.end for c in every)
    assert set(person.propose(scene, Floor(0.0, 0.0))) < set(person.propose(scene, Floor(0.0, 0.0, keen)))
