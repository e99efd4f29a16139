"""Search over the shipped rules: how good its order is on the judged queries, and how long an answer takes.

Beside it stands the plainest search there is, Ctrl-F: the articles that hold the query literally, in the rules' order.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from benchmarks.rows import Row
from benchmarks.search_quality import DEPTH, Quality, Searcher, load_queries, measure
from govdesk.search.index import SearchIndex
from govdesk.wizards.library import Library, load_library

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 20
COLD_STARTS = 5


def run() -> list[Row]:
    """Measures; see the module's text for what."""
    library = load_library([ROOT / "rules"])
    queries = load_queries()
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as cache:
        began = time.perf_counter()
        index = SearchIndex.open(library, Path(cache))
        index.prepare()
        build = time.perf_counter() - began
        ours = measure(_by_index(library, index), queries)
        times = sorted(_milliseconds(index, query.query) for _ in range(ROUNDS) for query in queries)
        _cold_answer(cache)  # fills the data folder's cache
        cold = median(_cold_answer(cache) for _ in range(COLD_STARTS))
    plain = measure(_by_substring(library), queries)
    asked = f"{len(queries)} judged queries"
    rows = [
        *_quality_rows("", ours, asked),
        *_quality_rows("  substring: ", plain, asked),
        Row("search: median answer", median(times), "ms", note=f"{len(times)} queries, index open"),
        Row("search: slowest 1 % of answers from", quantiles(times, n=100)[-1], "ms"),
        Row("search: index of the shipped rules built in", build * 1000, "ms", note="once"),
        Row("search: first answer from a cold process", cold * 1000, "ms", note=f"median of {COLD_STARTS}, index kept"),
    ]
    rows += [Row(f"  nDCG@{DEPTH} of {kind}", value) for kind, value in ours.ndcg_by_type.items()]
    return rows


def _quality_rows(prefix: str, quality: Quality, note: str) -> list[Row]:
    return [
        Row(f"{prefix}search: nDCG@{DEPTH}", quality.ndcg, note=note),
        Row(f"{prefix}search: success@1", quality.success),
        Row(f"{prefix}search: MRR", quality.mrr),
        Row(f"{prefix}search: recall@{DEPTH}", quality.recall),
        Row(f"{prefix}search: answerable queries left empty", quality.empty),
        Row(f"{prefix}search: queries without an answer left empty", quality.no_answer),
    ]


def _by_index(library: Library, index: SearchIndex) -> Searcher:
    def search(query: str, rule: str | None) -> list[str]:
        only = library.rule(rule).id if rule else None
        return [f"{hit.rule}/{hit.article}" for hit in index.search(query, rule=only, limit=DEPTH).hits]

    return search


def _by_substring(library: Library) -> Searcher:
    def search(query: str, rule: str | None) -> list[str]:
        rules = [library.rule(rule)] if rule else list(library.rules.values())
        return [f"{r.id}/{a.number}" for r in rules for a in r.articles if query in f"{a.heading}\n{a.shown}"]

    return search


def _milliseconds(index: SearchIndex, query: str) -> float:
    began = time.perf_counter()
    index.search(query)
    return (time.perf_counter() - began) * 1000


def _cold_answer(cache: str) -> float:
    """Seconds from starting a process to its first answer."""
    command = [sys.executable, str(ROOT / "main.py"), "--data-dir", cache, "search", "请示", "--json"]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - began


if __name__ == "__main__":
    for row in run():
        print(f"{row.value:10.3f} {row.unit:3} {row.name}  {row.note}")
