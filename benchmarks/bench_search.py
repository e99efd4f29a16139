"""Search over the shipped rules: how good its order is on the judged queries, and how long an answer takes.

Beside it stand the engines one could have taken instead, asked the same queries over the same texts in the same run.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median, quantiles

from benchmarks.rows import Row
from benchmarks.search_baselines import Asked, fts5, substring, tantivy, whoosh
from benchmarks.search_quality import (
    BLIND_QUERIES,
    DEPTH,
    DESK_QUERIES,
    FIRST_BLIND,
    HELD_OFFICE_QUERIES,
    KIND_QUERIES,
    NAMED_QUERIES,
    OFFICE_QUERIES,
    ONCE_BLIND_QUERIES,
    OWN_QUERIES,
    PRIVATE_QUERIES,
    ROUND_QUERIES,
    SECOND_BLIND,
    THIRD_BLIND,
    Judged,
    Quality,
    Searcher,
    load_queries,
    measure,
)
from govdesk.rules.numerals import write_numeral
from govdesk.search.chapters import chapter_start
from govdesk.search.index import SearchIndex
from govdesk.wizards.library import Library
from govdesk.wizards.packs import load_library

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 20
COLD_STARTS = 5


def run() -> list[Row]:
    """Measures; see the module's text for what."""
    library = load_library([ROOT / "rules"])
    queries, own = load_queries(), load_queries(OWN_QUERIES)
    texts = [f"{article.heading}\n{article.shown}" for rule in library.rules.values() for article in rule.articles]
    plain = whoosh(texts)
    with ExitStack() as opened:
        cache = opened.enter_context(tempfile.TemporaryDirectory(prefix="govdesk-bench-"))
        by_trigrams, by_words = (
            fts5(texts, tokenizer, opened.enter_context(closing(sqlite3.connect(":memory:"))))
            for tokenizer in ("trigram", "words")
        )
        began = time.perf_counter()
        index = SearchIndex.open(library, Path(cache))
        index.prepare()
        build = time.perf_counter() - began
        ours = _by_index(library, index)
        rounds, blind = load_queries(ROUND_QUERIES), load_queries(BLIND_QUERIES)
        first, second = ([query for query in blind if query.id.startswith(part)] for part in "bc")
        rows = [
            *_quality_rows("", measure(ours, queries), f"{len(queries)} judged queries"),
            *_quality_rows("own queries: ", measure(ours, own), f"{len(own)} queries of ours, judged by reading"),
            *_quality_rows("later queries: ", measure(ours, rounds), f"{len(rounds)}, harder; used while mending"),
            *_quality_rows(
                "once blind: ", measure(ours, first), f"{len(first)}, written before an earlier mending; seen"
            ),
            *_quality_rows("stories: ", measure(ours, second), f"{len(second)}, written after it; seen"),
            *_desk_rows("at a desk: ", library, index, load_queries(DESK_QUERIES), "seen; first run 0.948 and 0.886"),
            *_desk_rows(
                "kinds: ", library, index, load_queries(KIND_QUERIES), "seen; 0.881 before their mending, none-ok 0.68"
            ),
            *_desk_rows("blind 1: ", library, index, load_queries(FIRST_BLIND), "blind 2026-11-30, first run 0.948"),
            *_desk_rows("private life: ", library, index, load_queries(PRIVATE_QUERIES), "seen; none-ok 0.90 before"),
            *_desk_rows(
                "general names: ", library, index, load_queries(NAMED_QUERIES), "seen; 0.385 before their mending"
            ),
            *_desk_rows(
                "once blind 2: ",
                library,
                index,
                load_queries(ONCE_BLIND_QUERIES),
                "seen; first run 0.949, none-ok 0.75",
            ),
            *_desk_rows("office life: ", library, index, load_queries(OFFICE_QUERIES), "seen; none-ok 0.925 before"),
            *_desk_rows(
                "office life 2: ",
                library,
                index,
                load_queries(HELD_OFFICE_QUERIES),
                "seen; first run 0.403, none-ok 0.90",
            ),
            *_desk_rows("blind 2: ", library, index, load_queries(SECOND_BLIND), "blind 2026-11-30, first run 0.918"),
            *_desk_rows("blind 3: ", library, index, load_queries(THIRD_BLIND), "blind 2026-12-01, first run 0.990"),
        ]
        for name, ask in (
            ("substring", substring(texts)),
            ("FTS5 trigram", by_trigrams),
            ("FTS5 words", by_words),
            ("whoosh defaults", whoosh(texts, any_word=False)),
            ("whoosh OR", plain),
            ("tantivy", tantivy(texts)),
        ):
            rows += _quality_rows(f"  {name}: ", measure(_by_number(library, ask), queries), "")
        typed = [query.query for query in queries]
        rows += _speed_rows(index, plain, typed)
        for name, ask in (("FTS5", by_words), ("tantivy", tantivy(texts))):
            times = [_milliseconds(ask, query) for _ in range(ROUNDS) for query in typed]
            rows.append(Row(f"  {name}: median answer", median(times), "ms"))
            rows.append(Row(f"  {name}: slowest 1 % of answers from", quantiles(times, n=100)[-1], "ms"))
        _cold_answer(cache)  # fills the data folder's cache
        whoosh(texts, Path(cache) / "plain")
        cold = [(_cold_answer(cache), _cold_plain(cache)) for _ in range(COLD_STARTS)]
    answer, answer_plain = (median(times) for times in zip(*cold, strict=True))
    return [
        *rows,
        Row("search: index of the shipped rules built in", build * 1000, "ms", note="once"),
        Row(
            "search: first answer from a cold process", answer * 1000, "ms", note=f"median of {COLD_STARTS}, index kept"
        ),
        Row("search: the same, against plain whoosh + rjieba", answer / answer_plain, "x", limit=1.0, note="CPU time"),
    ]


def _speed_rows(index: SearchIndex, plain: Asked, queries: list[str]) -> list[Row]:
    """Ours and plain whoosh turn by turn, in this thread's CPU time: others use the machine too."""
    ours, theirs = [], []
    for turn in range(ROUNDS):
        for query in queries:
            took = _milliseconds(index.search, query), _milliseconds(plain, query)
            if turn:  # the first round fills everyone's caches
                ours.append(took[0])
                theirs.append(took[1])
    last, last_plain = quantiles(ours, n=100)[-1], quantiles(theirs, n=100)[-1]
    return [
        Row("search: median answer", median(ours), "ms", note=f"{len(ours)} queries, index open"),
        Row("search: slowest 1 % of answers from", last, "ms"),
        Row("search: median against plain whoosh + rjieba OR", median(ours) / median(theirs), "x", limit=3.0),
        Row("search: slowest 1 % against plain whoosh + rjieba OR", last / last_plain, "x", limit=2.5),
    ]


def _quality_rows(prefix: str, quality: Quality, note: str) -> list[Row]:
    rows = [
        Row(f"{prefix}search: nDCG@{DEPTH}", quality.ndcg, note=note),
        Row(f"{prefix}search: success@1", quality.success),
        Row(f"{prefix}search: recall@{DEPTH}", quality.recall),
        Row(f"{prefix}search: answerable queries left empty", quality.empty),
        Row(f"{prefix}search: queries without an answer left empty", quality.no_answer),
    ]
    if not prefix.startswith(" "):
        rows += [Row(f"{prefix}  nDCG@{DEPTH} of {kind}", value) for kind, value in quality.ndcg_by_type.items()]
    return rows


def _by_number(library: Library, ask: Asked) -> Searcher:
    """An engine that knows articles by their running number."""
    names = [f"{rule.id}/{article.number}" for rule in library.rules.values() for article in rule.articles]

    def search(query: str, rule: str | None) -> list[str]:
        only = library.rule(rule).id if rule else ""
        return [names[number] for number in ask(query) if names[number].startswith(only)]

    return search


def _by_index(library: Library, index: SearchIndex) -> Searcher:
    def search(query: str, rule: str | None) -> list[str]:
        only = library.rule(rule).id if rule else None
        return [f"{hit.rule}/{hit.article}" for hit in index.search(query, rule=only, limit=DEPTH).hits]

    return search


def _desk_rows(prefix: str, library: Library, index: SearchIndex, queries: list[Judged], note: str) -> list[Row]:
    """Asked as a desk asks: all rules, the one in force first."""

    def search(query: str, rule: str | None) -> list[str]:
        hits = index.search(query, first_rule=rule or "", limit=DEPTH).hits
        return [f"{hit.rule}/{hit.article}" for hit in hits]

    opened = [chapter_opened(library, judged) for judged in queries if judged.chapter]
    rows = _quality_rows(prefix, measure(search, queries), note)
    return [*rows, Row(f"{prefix}search: chapters opened", sum(opened) / len(opened))] if opened else rows


def chapter_opened(library: Library, judged: Judged) -> bool:
    """Whether the chapter that a judged query names is the one that opens."""
    start = chapter_start(library.rules, judged.query, judged.rule or "")
    rule, _, number = judged.chapter.partition("/")
    chapters = library.rules[rule].chapters()
    wanted = next(chapter for chapter in chapters if chapter.label == f"第{write_numeral(int(number))}章")
    return start == (rule, library.rules[rule].articles[wanted.start].number)


def _milliseconds(search: Callable[[str], object], query: str) -> float:
    began = time.thread_time()
    search(query)
    return (time.thread_time() - began) * 1000


def _cold_answer(cache: str) -> float:
    """CPU seconds of a process that answers once."""
    return _cpu_seconds(str(ROOT / "main.py"), "--data-dir", cache, "search", "请示", "--json")


def _cold_plain(cache: str) -> float:
    """The same for plain whoosh + rjieba over its index on the disk."""
    program = (
        "import sys, warnings; warnings.simplefilter('ignore');"
        "import rjieba; from whoosh.index import open_dir; from whoosh.qparser import OrGroup, QueryParser;"
        "index = open_dir(sys.argv[1]); searcher = index.searcher();"
        "query = QueryParser('body', index.schema, group=OrGroup).parse('请示');"
        "print([hit['number'] for hit in searcher.search(query, limit=20)])"
    )
    return _cpu_seconds("-c", program, str(Path(cache) / "plain"))


def _cpu_seconds(*arguments: str) -> float:
    import resource

    # Where no bytecode may be kept, our sources would be compiled at each start, and the installed ones not.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    for row in run():
        print(f"{row.value:10.3f} {row.unit:3} {row.name}  {row.note}")
