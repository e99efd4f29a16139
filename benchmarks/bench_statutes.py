"""The library of statutes: bringing it in, asking it beside the engines one could have taken, and the start with it there.

The laws are made up (see `made_statutes`). All of China's are 3,500 with 147,000 articles; GOVDESK_STATUTES says how
many laws are made here, a tenth of them where it says nothing: GOVDESK_STATUTES=3500 python -m benchmarks.run statutes.
FTS5 and plain whoosh get the same articles as rjieba's words, joined by OR, and the same queries, of words that occur as
unevenly in the laws as words do. Figures of searching are CPU time, since other work may share the machine.
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import msgspec

from benchmarks.bench_startup import CITY, DESK, GOVDESK, display, start
from benchmarks.made_statutes import LAWS, Maker, write_laws
from benchmarks.rows import Row
from govdesk.files import replacing
from govdesk.statutes.shelf import Statutes

ROOT = Path(__file__).resolve().parent.parent
QUERIES = 120
STARTS = 5
#: How much longer a start may take with the library there; what two series of starts differ by themselves is about this.
LIMIT_START = 1.05
LIMIT_MEMORY = 250
LIMIT_IMPORT_MEMORY = 400


def run() -> list[Row]:
    """Measures; see the module's text for how."""
    laws = int(os.environ.get("GOVDESK_STATUTES", LAWS // 10))
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as name:
        folder = Path(name)
        articles = write_laws(folder / "laws", laws)
        what = f"{laws} statutes, {articles} articles"
        brought = _told("bring", folder)
        rows = [
            Row(f"{what}: imported in", brought["seconds"], "s", note=f"{brought['clock']:.1f} s on the clock"),
            Row("  for 147,000 articles at this rate", brought["seconds"] / articles * 147_000 / 60, "min"),
            Row("  memory while importing", brought["memory"], "MB", LIMIT_IMPORT_MEMORY),
            Row("  on the disk", brought["disk"], "MB", note=f"the laws themselves {brought['source']:.0f} MB"),
        ]
        return [*rows, *_searching(what, folder), *_starting(folder)]


def _searching(what: str, folder: Path) -> list[Row]:
    from benchmarks.search_baselines import fts5, whoosh

    asked = _told("search", folder)
    ours = asked["times"]
    rows = [
        Row(
            f"{what}: median answer",
            median(ours),
            "ms",
            note=f"the first, which opens the files, {asked['first']:.0f} ms",
        ),
        Row("  slowest 1 % from", _slowest(ours), "ms"),
        Row("  memory while searching", asked["memory"], "MB", LIMIT_MEMORY),
    ]
    texts = list(_texts(folder))
    queries = _queries()
    with closing(sqlite3.connect(folder / "fts5")) as database:
        ask = fts5(texts, "words", database)
        words = [_milliseconds(ask, query) for query in queries]
    rows.append(Row("  FTS5 over the same words: median answer", median(words), "ms"))
    rows.append(Row("  median answer against FTS5", median(ours) / median(words), "x"))
    # Of few articles FTS5 finds the words sooner than ours has read 120 of them.
    limit = 1.0 if len(texts) > 100_000 else None
    rows.append(Row("  slowest 1 % against FTS5", _slowest(ours) / _slowest(words), "x", limit))
    if len(texts) <= 20_000:  # it takes seconds for one query beyond
        ask = whoosh(texts, folder / "whoosh")
        plain = [_milliseconds(ask, query) for query in queries[::4]]
        rows.append(Row("  plain whoosh + rjieba: median answer", median(plain), "ms"))
        rows.append(Row("  median answer against plain whoosh", median(ours) / median(plain), "x", 3.0))
        rows.append(Row("  slowest 1 % against plain whoosh", _slowest(ours) / _slowest(plain), "x", 2.5))
    return rows


def _starting(folder: Path) -> list[Row]:
    """The start with the library in the data folder against the same start without it, in turns."""
    environment = dict(os.environ, GOVDESK_BENCH="1")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    data, aside = folder / "data" / "statutes", folder / "aside"
    environment["GOVDESK_DATA"] = str(folder / "data")
    settings = msgspec.json.encode({"rule": CITY, "desks": {CITY: DESK}})
    with replacing(folder / "data" / "settings.json") as stream:
        stream.write(settings)
    without, with_it = [], []
    with display(environment):
        start(GOVDESK, environment)
        for _ in range(STARTS):
            with_it.append(start(GOVDESK, environment))
            data.rename(aside)
            without.append(start(GOVDESK, environment))
            aside.rename(data)

    def ratio(read: Callable[[Any], float]) -> float:
        return median(read(one) for one in with_it) / median(read(one) for one in without)

    note = f"medians of {STARTS} starts in turns"
    return [
        Row("start with the library there against without", ratio(lambda one: one.seconds), "x", LIMIT_START, note),
        Row("  home page stands", ratio(lambda one: one.home_seconds), "x", LIMIT_START, note),
        Row("  memory when the home page stands", ratio(lambda one: one.home_rss_kb), "x", LIMIT_START, note),
    ]


def _queries() -> list[str]:
    maker = Maker()
    maker.chance = random.Random(3)
    return [maker.query() for _ in range(QUERIES)]


def _texts(folder: Path) -> Iterator[str]:
    """What the index was made of: every article with the name of its law."""
    shelf = Statutes(folder / "data")
    try:
        for law in shelf.matching(""):
            yield from (f"{law.family} {article.shown}" for article in shelf.rule(law).articles)
    finally:
        shelf.close()


def bring(folder: Path) -> dict[str, Any]:
    """Import the laws as a process of its own, as the window does."""
    began = time.perf_counter()
    command = [*GOVDESK, "import", "--statutes", str(folder / "laws"), "--data-dir", str(folder / "data")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "clock": time.perf_counter() - began,
        "seconds": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / 1024,
        "disk": _megabytes(folder / "data" / "statutes"),
        "source": _megabytes(folder / "laws"),
    }


def search(folder: Path) -> dict[str, Any]:
    """Ask all queries of the library, twice; the second time is told."""
    shelf = Statutes(folder / "data")
    queries = _queries()
    first = _milliseconds(shelf.search, queries[0])
    times = [_milliseconds(shelf.search, query) for _ in range(2) for query in queries][len(queries) :]
    shelf.close()
    return {"first": first, "times": times, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _told(what: str, folder: Path) -> dict[str, Any]:
    """What `bring` or `search` tells, in a process of its own, for its memory."""
    command = [sys.executable, "-m", "benchmarks.bench_statutes", what, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    told: dict[str, Any] = msgspec.json.decode(done.stdout)
    return told


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_000_000


def _slowest(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[-1]


def _milliseconds(ask: Callable[[str], object], query: str) -> float:
    began = time.process_time()
    ask(query)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    print(msgspec.json.encode({"bring": bring, "search": search}[sys.argv[1]](Path(sys.argv[2]))).decode())
