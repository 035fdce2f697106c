"""Estimate the weights of name_evidence.tsv: how much each piece of evidence speaks for a person's name.

Usage: name_evidence.py SPANS.jsonl... > name_evidence.tsv   (needs scikit-learn; not a dependency of dibao)

Each line of a span set is an object with ``text`` and ``entities`` (start, end, type). Every name that the
characters allow is one case of a logistic regression: its lattice score, its length, what stands before
and behind it. Only general context (one or two characters) is kept, and only where it is frequent; names
themselves are no feature.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dibao.entities import org, place, title
from dibao.entities.person import propose
from dibao.entities.person.evidence import features as features_of
from dibao.entities.person.marks import marks_of
from dibao.reading.text import fold
from dibao.scene import Scene
from dibao.tables.gazetteer import gazetteer

OVERLAPPING = 0.3
UNSEEN = {"< cue legal strong": 3.0}
"""What the corpora have no court news for: the parties of a case are named as sure as who follows a title."""
MINIMUM_UNIGRAM, MINIMUM_BIGRAM, MINIMUM_EDGE = 40, 25, 100
HEADER = """\
# about: 姓名旁证 — what speaks for or against a person's name: weights in log odds, added up
# source: logistic regression on PFR People's Daily corpus of January 1998 (1-20 January), CLUENER 2020 (train) and a résumé corpus (train); build/name_evidence.py, which says what no corpus has
# license: CC0-1.0
# minimum: 300
# pattern weight: -?[0-9]+\\.[0-9]+
form\tweight"""


def cases(path: Path, limit: int) -> tuple[list[dict[str, float]], list[int], list[float]]:
    features, labels, weights = [], [], []
    g = gazetteer()
    for n, line in enumerate(path.open(encoding="utf-8")):
        if n >= limit:
            break
        case = json.loads(line)
        if "person" not in (case.get("types") or ["person"]):
            continue
        text = fold(case["text"])
        scene = Scene(text, g, g.scan(text))
        scene.titles = title.find(scene)
        scene.places = place.find(scene)
        scene.orgs = org.find(scene)
        gold = {(e["start"], e["end"]) for e in case["entities"] if e["type"] == "person"}
        skip = [(e["start"], e["end"]) for e in case.get("optional", []) if isinstance(e, dict)]
        marks = marks_of(scene)
        for c in propose(scene, marks=marks):
            if any(a < c.end and c.start < b for a, b in skip):
                continue
            right = (c.start, c.end) in gold
            features.append(features_of(c, marks))
            labels.append(right)
            # a part of a name is a wrong reading, but its context is that of a name
            weights.append(
                1.0 if right or not any(a < c.end and c.start < b for a, b in gold) else OVERLAPPING
            )
    return features, labels, weights


def main() -> None:
    features: list[dict[str, float]] = []
    labels: list[int] = []
    weights: list[float] = []
    for path in sys.argv[1:]:
        name, _, limit = path.partition(":")
        f, y, w = cases(Path(name), int(limit or 10**9))
        features += f
        labels += y
        weights += w
    counts = Counter(key for f in features for key in f)

    def kept(key: str) -> bool:
        if "begins " in key or "ends " in key:
            return counts[key] >= MINIMUM_EDGE
        if key[:2] not in ("< ", "> "):
            return True
        return counts[key] >= (MINIMUM_UNIGRAM if len(key) == 3 else MINIMUM_BIGRAM)

    features = [{k: v for k, v in f.items() if kept(k)} for f in features]
    vectors = DictVectorizer()
    model = LogisticRegression(C=0.5, max_iter=2000, solver="liblinear")
    matrix = vectors.fit_transform(features)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model.fit(matrix, labels, sample_weight=weights)
    found = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    found["bias"] = model.intercept_[0]
    found |= UNSEEN
    rows = [
        f"{k.replace(chr(10), '¶')}\t{w:.2f}" for k, w in found.items() if abs(w) >= 0.1 and "\t" not in k
    ]
    print(HEADER, *sorted(rows), sep="\n")
    print(f"{len(labels)} cases, {sum(labels)} names, {len(rows)} weights", file=sys.stderr)


if __name__ == "__main__":
    main()
