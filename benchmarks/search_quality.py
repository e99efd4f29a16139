"""How good an order of articles is, measured on judged queries.

A file of judged queries has one JSON object a line, and lines of explanation that begin with #: `id`, `query`, `type` (for
breakdowns), `rule` (see below) and `relevant`, article id -> grade: 3 answers it, 2 strongly related, 1 marginal; an article
that is not listed is 0, and no article at all means that nothing in the rules answers the query. `chapter` is the chapter
that has to open instead, as rule/number; `shows` what the snippet of the first right article has to hold.

`tests/search/seen` holds what has been looked at while mending: its figures say that nothing has got worse, and no more.
`tests/search/blind-DATE` holds sets that nobody who mends has seen: their first figure is the honest one, and stands in
their heads. In the seen files `rule` is the alias of the only rule searched, or null; in the blind ones the rule in force.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log2
from pathlib import Path
from statistics import fmean

import msgspec

_SETS = Path(__file__).resolve().parent.parent / "tests" / "search"
QUERIES = _SETS / "seen" / "dev-queries.jsonl"
#: Written after the synonyms were frozen, and judged by reading the articles.
OWN_QUERIES = QUERIES.with_name("own-queries.jsonl")
#: Written in rounds after that, each judged before it was asked and used for mending afterwards.
ROUND_QUERIES = QUERIES.with_name("round-queries.jsonl")
#: Written before a mending by someone who had read the rules alone (b…), and after it (c…), stories rather than words.
BLIND_QUERIES = QUERIES.with_name("blind-queries.jsonl")
#: As clerks type at their desk, by someone who knew the code; `rule` is the rule in force here as in the blind ones.
DESK_QUERIES = QUERIES.with_name("desk-queries.jsonl")
#: Relatives of what a tester found at fault, by the one who mended it.
KIND_QUERIES = QUERIES.with_name("kinds-2026-12-01.jsonl")
#: Private life whose characters stand in the law, and what sounds as private and has an answer.
PRIVATE_QUERIES = QUERIES.with_name("private-life-2026-12-01.jsonl")
#: Offices and persons by general names: 委办局, 副职. Seen.
NAMED_QUERIES = QUERIES.with_name("general-names-2026-12-01.jsonl")
#: Blind when first asked, and mended by: stories, offices, pinyin, private life. Seen since.
ONCE_BLIND_QUERIES = QUERIES.with_name("once-blind-2026-12-01.jsonl")
#: Office life: half of it of no rule, half treated; looked at while mending, and held back and asked once after it. Seen.
OFFICE_QUERIES = QUERIES.with_name("office-life-2026-12-01.jsonl")
HELD_OFFICE_QUERIES = QUERIES.with_name("office-life-held-2026-12-01.jsonl")
#: Written and judged by someone who had seen neither code nor wordings, before the mending of that date.
FIRST_BLIND, SECOND_BLIND = (_SETS / "blind-2026-11-30" / name for name in ("first.jsonl", "second.jsonl"))
THIRD_BLIND = _SETS / "blind-2026-12-01" / "third.jsonl"
DEPTH = 10

#: (query, alias of the only rule or None) -> article ids like xianyang-2013/58, best first.
Searcher = Callable[[str, str | None], Sequence[str]]


class Judged(msgspec.Struct, frozen=True):
    """A query with its judged articles."""

    id: str
    query: str
    type: str
    rule: str | None
    relevant: dict[str, int]
    chapter: str = ""
    shows: str = ""


class Quality(msgspec.Struct, frozen=True):
    """Averages over the queries that have an answer, all from 0 to 1; `no_answer` is the share of the others left empty.

    `ndcg_by_type` gives nDCG@10 for each type of query.
    """

    ndcg: float
    mrr: float
    success: float
    recall: float
    empty: float
    no_answer: float
    ndcg_by_type: dict[str, float]


def load_queries(path: Path = QUERIES) -> list[Judged]:
    """The judged queries in the file."""
    lines = path.read_text("utf-8").splitlines()
    return [msgspec.json.decode(line, type=Judged) for line in lines if line.strip() and not line.startswith("#")]


def measure(search: Searcher, queries: Sequence[Judged]) -> Quality:
    """Ask every query but those for chapters, and average."""
    answered: list[tuple[Judged, list[str]]] = []
    unanswerable: list[tuple[Judged, list[str]]] = []
    for judged in queries:
        if judged.chapter:
            continue
        found = list(search(judged.query, judged.rule))[:DEPTH]
        (answered if judged.relevant else unanswerable).append((judged, found))
    types = dict.fromkeys(judged.type for judged, _ in answered)
    return Quality(
        ndcg=fmean(ndcg(found, judged.relevant) for judged, found in answered),
        mrr=fmean(reciprocal_rank(found, judged.relevant) for judged, found in answered),
        success=fmean(reciprocal_rank(found[:1], judged.relevant) for judged, found in answered),
        recall=fmean(recall(found, judged.relevant) for judged, found in answered),
        empty=fmean(not found for _, found in answered),
        no_answer=fmean(not found for _, found in unanswerable) if unanswerable else 1.0,
        ndcg_by_type={
            kind: fmean(ndcg(found, judged.relevant) for judged, found in answered if judged.type == kind)
            for kind in types
        },
    )


def ndcg(found: Sequence[str], relevant: dict[str, int]) -> float:
    """nDCG@10: gain 2^grade - 1, discount log2(rank + 1), against the best order of the query's own grades."""
    best = _dcg(sorted(relevant.values(), reverse=True)[:DEPTH])
    return _dcg([relevant.get(article, 0) for article in found[:DEPTH]]) / best


def _dcg(grades: Sequence[int]) -> float:
    return float(sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1)))


def reciprocal_rank(found: Sequence[str], relevant: dict[str, int]) -> float:
    """1 / rank of the first good article, else 0; good is grade 2, or 1 where the query has nothing better."""
    good = _good(relevant)
    return next((1 / rank for rank, article in enumerate(found, start=1) if article in good), 0.0)


def recall(found: Sequence[str], relevant: dict[str, int]) -> float:
    """The share of the good articles that are in the first ten, of as many as ten places can hold."""
    good = _good(relevant)
    return len(good & set(found[:DEPTH])) / min(len(good), DEPTH)


def _good(relevant: dict[str, int]) -> set[str]:
    least = min(2, max(relevant.values()))
    return {article for article, grade in relevant.items() if grade >= least}
