"""Estimate the weights of org_evidence.tsv and place_evidence.tsv: what speaks for a name built to a head.

Usage: built_evidence.py org|place [+]SPANS.jsonl[:FIRST-LAST]... > TABLE   (needs scikit-learn; not a dependency of dibao)

A + before a set says that it does not annotate every name: only heads at which an annotated one ends count.

Each line of a span set is an object with ``text``, ``entities`` (start, end, type) and perhaps ``types``,
the types that it annotates. Every reading of every head is one case of a logistic regression; features are
general words, kept where they are frequent. The article is read as ``entities/org.py`` reads it, with the
annotated names accepted as ground for what follows.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dibao.entities import date, money, place, title
from dibao.entities.built import Proposal
from dibao.entities.org.heads import Head
from dibao.entities.org.reader import Reader
from dibao.reading.text import fold
from dibao.scene import Org, Scene
from dibao.tables.gazetteer import gazetteer
from dibao.types import Reference

MINIMUM = 6
HEADER = """\
# about: {about}
# source: logistic regression on PFR People's Daily corpus of January 1998 (1-20 January), CLUENER 2020 (train) and a résumé corpus (train); build/built_evidence.py
# license: CC0-1.0
# minimum: 1000
# pattern weight: -?[0-9]+\\.[0-9]+
form\tweight"""
ABOUT = {
    "org": "机构旁证 — what speaks for or against an organization's name built to a head: weights in log odds, added up",
    "place": "地名旁证 — what speaks for or against a place name built to a head: weights in log odds, added up",
}


def lines(argument: str) -> Iterator[dict[str, Any]]:
    name, _, part = argument.partition(":")
    first, _, last = part.partition("-")
    with Path(name).open(encoding="utf-8") as file:
        yield from map(json.loads, islice(file, int(first or 0), int(last) if last else None))


def scene_of(text: str) -> Scene:
    g = gazetteer()
    scene = Scene(text, g, g.scan(text))
    scene.dates = date.find(text, Reference())
    scene.money = money.find(text)
    scene.titles = title.find(scene)
    return scene


def org_cases(scene: Scene, gold: set[tuple[int, int]]) -> Iterator[tuple[Proposal, bool]]:
    scene.places = place.find(scene)
    finder = Reader(scene)
    ends = {end: start for start, end in gold}
    for items in finder.groups():
        if sure := finder.sure(items):
            for org in sure:
                finder.accept(org)
            continue
        for item in items:
            if isinstance(item, Head):
                for proposal in finder.proposals(item):
                    yield proposal, (proposal.start, proposal.end) in gold
        item = items[0]
        if item.end in ends and isinstance(item, Head):
            start = ends[item.end]
            finder.accept(
                Org(
                    start,
                    item.end,
                    scene.text[start : item.end],
                    item.form.kind,
                    None,
                    "gold",
                    item.form.source,
                )
            )


def place_cases(scene: Scene, gold: set[tuple[int, int]]) -> Iterator[tuple[Proposal, bool]]:
    for found in place.built(scene):
        for proposal in found:
            yield proposal, (proposal.start, proposal.end) in gold


def main() -> None:
    kind, *sets = sys.argv[1:]
    features: list[dict[str, float]] = []
    labels: list[bool] = []
    for partial, case in ((a[0] == "+", case) for a in sets for case in lines(a.removeprefix("+"))):
        if kind not in (case.get("types") or [kind]):
            continue
        spans = {(e["start"], e["end"]) for e in case["entities"] if e["type"] == kind}
        skip = [(e["start"], e["end"]) for e in case.get("optional", []) if isinstance(e, dict)]
        scene = scene_of(fold(case["text"]))
        ends = {end for _, end in spans}
        for proposal, right in (org_cases if kind == "org" else place_cases)(scene, spans):
            if partial and proposal.end not in ends:
                continue
            if not any(a < proposal.end and proposal.start < b for a, b in skip):
                features.append(dict.fromkeys(proposal.features(), 1.0))
                labels.append(right)
    counts = Counter(key for f in features for key in f)
    right = Counter(key for f, y in zip(features, labels, strict=True) if y for key in f)
    kept = {k for k, n in counts.items() if n >= MINIMUM * 2 and (right[k] >= 3 or n >= MINIMUM * 5)}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform({k: v for k, v in f.items() if k in kept} for f in features)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=0.3, max_iter=2000, solver="liblinear")
    model.fit(matrix, labels)
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    weights["bias"] = model.intercept_[0]
    rows = [
        f"{k.replace(chr(10), '¶')}\t{w:.2f}" for k, w in weights.items() if abs(w) >= 0.15 and "\t" not in k
    ]
    print(HEADER.format(about=ABOUT[kind]), *sorted(rows), sep="\n")
    print(f"{len(labels)} cases, {sum(labels)} names, {len(rows)} weights", file=sys.stderr)


if __name__ == "__main__":
    main()
