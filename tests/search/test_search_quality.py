"""The order of the hits, on the judged queries."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bench_search import chapter_opened
from benchmarks.search_quality import (
    DEPTH,
    DESK_QUERIES,
    FIRST_BLIND,
    OWN_QUERIES,
    QUERIES,
    SECOND_BLIND,
    load_queries,
    measure,
    ndcg,
    recall,
    reciprocal_rank,
)
from govdesk.search.index import SearchIndex
from govdesk.wizards.library import Library


def test_the_measures_by_hand() -> None:
    relevant = {"a": 3, "b": 2, "c": 1}

    assert ndcg(["a", "b", "c"], relevant) == 1.0
    assert ndcg(["x", "y"], relevant) == 0.0
    assert round(ndcg(["b", "a"], relevant), 4) == round((3 / 1 + 7 / 1.5849625) / (7 / 1 + 3 / 1.5849625 + 1 / 2), 4)
    assert reciprocal_rank(["x", "b"], relevant) == 0.5
    assert reciprocal_rank(["c", "b"], relevant) == 0.5  # marginal is not good where there is better
    assert reciprocal_rank(["c"], {"c": 1}) == 1.0
    assert recall(["a", "x"], relevant) == 0.5


def test_judged_queries_are_answered_well(index: SearchIndex, library: Library) -> None:
    def search(query: str, rule: str | None) -> list[str]:
        only = library.rule(rule).id if rule else None
        return [f"{hit.rule}/{hit.article}" for hit in index.search(query, rule=only, limit=DEPTH).hits]

    quality = measure(search, load_queries())

    assert quality.ndcg >= 0.95
    assert quality.success >= 0.92
    assert quality.empty <= 0.02
    assert quality.ndcg_by_type["artnum"] == quality.ndcg_by_type["artnum_city"] == 1.0
    assert quality.no_answer == 1.0
    for kind in ("pinyin", "typo", "trad"):
        assert quality.ndcg_by_type[kind] >= 0.95


@pytest.mark.parametrize(
    ("path", "least", "types"),
    [(FIRST_BLIND, 0.95, "long role"), (SECOND_BLIND, 0.92, "long role"), (DESK_QUERIES, 0.92, "story role")],
    ids=["first", "second", "at a desk"],
)
def test_queries_at_a_desk_are_answered_as_on_their_day(
    index: SearchIndex, library: Library, path: Path, least: float, types: str
) -> None:
    """A little below the last figures; the first stand in the files. This holds what was reached and measures nothing new."""

    def search(query: str, rule: str | None) -> list[str]:
        return [f"{hit.rule}/{hit.article}" for hit in index.search(query, first_rule=rule or "", limit=DEPTH).hits]

    queries = load_queries(path)
    quality = measure(search, queries)

    assert quality.ndcg >= least
    assert quality.no_answer == 1.0
    assert min(quality.ndcg_by_type[kind] for kind in types.split()) >= 0.85
    for judged in queries:
        if judged.chapter:
            assert chapter_opened(library, judged), judged.query


def test_seen_and_blind_sets_share_no_query() -> None:
    seen = {judged.query for path in QUERIES.parent.glob("*.jsonl") for judged in load_queries(path)}
    blind = [judged for path in (FIRST_BLIND, SECOND_BLIND) for judged in load_queries(path)]
    told = [judged for judged in blind if judged.query in seen and len(judged.query) > 6]

    assert len(blind) == 200
    assert len(told) <= 2  # terms of art coincide, whole questions would be copied


def test_no_wording_is_a_judged_question(library: Library) -> None:
    """Terms of art coincide; a whole question in everyday words would be copied, and the figures worth nothing."""
    queries = load_queries() + load_queries(OWN_QUERIES)
    judged = {query.query for query in queries if query.type == "colloquial"}
    said = {ask for rule in library.rules.values() for article in rule.articles for ask in article.asks}
    said |= {ask for rule_id in library.rules for wizard in library.wizards(rule_id) for ask in wizard.asks}

    assert said & judged == set()
