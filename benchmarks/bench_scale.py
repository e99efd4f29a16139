"""Search over as many articles as China's statutes have, beside the engines one could have taken instead.

Made-up articles are put together of the shipped rules' own clauses, with words in them that occur as unevenly as words
do. All engines get the same texts and the same queries; FTS5, tantivy and plain whoosh get rjieba's words, joined by OR.
Figures are CPU time, since other work may share the machine; the time on the clock stands beside ours.

    python -m benchmarks.bench_scale 50000
"""

from __future__ import annotations

import random
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import msgspec

from benchmarks.rows import Row
from benchmarks.search_quality import load_queries
from govdesk.rules.model import Article, Paragraph, Rule, Segment, Text
from govdesk.search.analyzer import runs
from govdesk.search.index import SearchIndex
from govdesk.wizards.library import Library
from govdesk.wizards.packs import load_library

ROOT = Path(__file__).resolve().parent.parent
SIZES = (50_000, 100_000)
ARTICLES_IN_A_RULE = 60
MADE_WORDS = 30_000
ROUNDS = 2


def made_library(articles: int, seed: int = 4) -> Library:
    """Rules with `articles` made-up articles in all, the same every time."""
    shipped = load_library([ROOT / "rules"])
    chance = random.Random(seed)
    bodies = [article.shown for rule in shipped.rules.values() for article in rule.articles]
    clauses = [part for body in bodies for part in re.split(r"[，。；：\n]", body) if 3 < len(part) < 40]
    characters = "".join(sorted(set("".join(runs("".join(bodies))))))
    words = ["".join(chance.choices(characters, k=chance.choice((2, 2, 2, 3, 4)))) for _ in range(MADE_WORDS)]
    common = list(accumulate(1 / rank for rank in range(1, MADE_WORDS + 1)))
    template = next(iter(shipped.rules.values()))
    rules: dict[str, Rule] = {}
    for first in range(0, articles, ARTICLES_IN_A_RULE):
        count = min(ARTICLES_IN_A_RULE, articles - first)
        made = tuple(_article(str(n), clauses, chance, words, common) for n in range(1, count + 1))
        name = f"made-{first // ARTICLES_IN_A_RULE}"
        meta = msgspec.structs.replace(template.meta, id=name, short_title=name, aliases=())
        rules[name] = Rule(meta, (), Text(), (), made, hash=f"{seed}")
    return Library(rules, {})


def _article(number: str, clauses: list[str], chance: random.Random, words: list[str], common: list[float]) -> Article:
    parts = []
    for _ in range(chance.randint(3, 14)):
        clause = chance.choice(clauses)
        place = chance.randrange(len(clause))
        parts.append(clause[:place] + chance.choices(words, cum_weights=common)[0] + clause[place + 2 :])
    text = "，".join(parts) + "。"
    return Article(number, f"第{number}条", (Paragraph(Text((Segment(text),))),))


def texts(library: Library) -> Iterator[str]:
    """All articles' texts in order."""
    return (article.shown for rule in library.rules.values() for article in rule.articles)


def run() -> list[Row]:
    """Measures every size, each in a process of its own."""
    rows: list[Row] = []
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks.bench_scale", str(size), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        rows += [Row(**row) for row in msgspec.json.decode(done.stdout)]
    return rows


def measure(size: int) -> list[Row]:
    """All engines over `size` articles."""
    from benchmarks.search_baselines import fts5, tantivy, whoosh  # a process that measures ours alone has none of them

    queries = [judged.query for judged in load_queries()]
    with (
        tempfile.TemporaryDirectory(prefix="govdesk-bench-") as folder,
        closing(sqlite3.connect(Path(folder) / "fts5")) as database,
    ):
        built, told = _in_a_process(size, folder)
        took = {"ours": (built, _slowest(told["times"]))}
        rows = [
            Row(f"{size} articles: index built in", built, "s", note=f"{told['built']:.1f} s on the clock"),
            *_answers(size, "", told["times"], f"from {_slowest(told['clock']):.1f} ms on the clock"),
            Row(f"{size} articles: memory while searching", told["memory"], "MB", limit=250),
        ]
        (Path(folder) / "tantivy").mkdir()
        others: dict[str, Callable[[], Callable[[str], object]]] = {
            "FTS5": lambda: fts5(texts(library), "words", database),
            "tantivy": lambda: tantivy(texts(library), Path(folder) / "tantivy"),
            "plain whoosh + rjieba": lambda: whoosh(texts(library), Path(folder) / "whoosh"),
        }
        library = made_library(size)
        for name, make in others.items():
            began = time.process_time()
            search = make()
            took[name] = (time.process_time() - began, 0.0)
            rows.append(Row(f"  {name}, {size} articles: built in", took[name][0], "s"))
            if name == "plain whoosh + rjieba":
                queries = queries[::6]  # it takes seconds for one
            times = [_milliseconds(search, query)[0] for query in queries]
            took[name] = (took[name][0], _slowest(times))
            rows += _answers(size, f"  {name}, ", times)
    plain, words = took["plain whoosh + rjieba"], took["FTS5"]
    return [
        *rows,
        Row(
            f"{size} articles: slowest 1 % against FTS5 over the same words", took["ours"][1] / words[1], "x", limit=1.0
        ),
        Row(f"{size} articles: build against plain whoosh + rjieba", built / plain[0], "x", limit=1.0),
    ]


def _in_a_process(size: int, cache: str) -> tuple[float, dict[str, Any]]:
    """Ours: CPU seconds to build, and what a second process that only searches tells, with the first one's clock."""
    told = []
    for _ in range(2):
        command = [sys.executable, "-m", "benchmarks.bench_scale", str(size), "--ours", cache]
        done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        told.append(msgspec.json.decode(done.stdout))
    return float(told[0]["prepare"]), told[1] | {"built": told[0]["prepare_clock"]}


def ours(size: int, cache: str) -> dict[str, Any]:
    """Open or build the index and ask all queries."""
    index = SearchIndex.open(made_library(size), Path(cache))
    began = time.process_time(), time.perf_counter()
    index.prepare()
    prepare, clock = time.process_time() - began[0], time.perf_counter() - began[1]
    queries = [judged.query for judged in load_queries()]
    times = [_milliseconds(index.search, query) for _ in range(ROUNDS) for query in queries][len(queries) :]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "prepare": prepare,
        "prepare_clock": clock,
        "times": [cpu for cpu, _ in times],
        "clock": [wall for _, wall in times],
        "memory": memory,
    }


def _answers(size: int, name: str, times: list[float], note: str = "") -> list[Row]:
    return [
        Row(f"{name}{size} articles: median answer", median(times), "ms"),
        Row(f"{name}{size} articles: slowest 1 % from", _slowest(times), "ms", note=note),
    ]


def _slowest(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[-1]


def _milliseconds(search: Callable[[str], object], query: str) -> tuple[float, float]:
    """CPU time of all threads, and time on the clock."""
    began = time.process_time(), time.perf_counter()
    search(query)
    return (time.process_time() - began[0]) * 1000, (time.perf_counter() - began[1]) * 1000


def main(arguments: list[str]) -> None:
    """SIZE [--json | --ours CACHE]."""
    size = int(arguments[0])
    if "--ours" in arguments:
        print(msgspec.json.encode(ours(size, arguments[-1])).decode())
        return
    rows = measure(size)
    if "--json" in arguments:
        print(msgspec.json.encode(rows).decode())
    else:
        for row in rows:
            print(f"{row.value:10.2f} {row.unit:3} {row.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
