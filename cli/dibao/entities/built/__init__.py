"""Names built to a head (…有限公司, …督导组, …大道): where does the name begin, and is it one at all?

Each head proposes every edge at which its name could begin: an organization or place that it belongs to,
a level word (市, 省), a break, a word (``proposing``, on what ``ground`` holds and in the words that
``windows`` reads). The evidence of head, edge, words inside and the word before is added up (``weighing``);
weights stand in org_evidence.tsv and place_evidence.tsv, in log odds, estimated by
``lexicons/build/built_evidence.py``.
"""

from dibao.entities.built.ground import BORDER, ground, level_word, stands
from dibao.entities.built.proposing import HOPELESS, HOPELESS_ANCHORED, Anchor, Builder, Weighty
from dibao.entities.built.weighing import Bonus, Proposal, Reading, best, evidence, has_stop, scale, stops

__all__ = [
    "BORDER", "HOPELESS", "HOPELESS_ANCHORED", "Anchor", "Bonus", "Builder", "Proposal", "Reading", "Weighty", "best",
    "evidence", "ground", "has_stop", "level_word", "scale", "stands", "stops",
]  # fmt: skip
