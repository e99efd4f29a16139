"""The 清单 page with 50,000 records: opening and filtering against the bare SQL, memory against ten records.

Every measurement is a process of its own that has the store open, as the window has. It answers what the page asks
(how many in each state, what the filters can be set to, the first screens of lines) through the store, and then the
same questions by `sqlite3` alone, in turns; medians are compared. Resident memory is taken from a process that has
asked the store and no more. The page itself, widgets and all, is measured in the same way: what it takes to list anew,
and to list what a filter leaves, in its own order, the newest number first.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

if __name__ == "__main__":  # as a process of its own, see `_measure`
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.filled_office import ROOT, fill
from benchmarks.rows import Row

MANY, FEW = 50_000, 10
PAGE = 200  # lines read at once: some screens full
ROUNDS = 9
TIME_LIMIT = 3.0
MEMORY_LIMIT = 1.5
TEXT = "办公用房"

_COLUMNS = (
    "number, id, c_rule, c_rule_title, c_wizard, c_wizard_title, c_title, c_handler, c_done, c_total, c_next_due, "
    "c_next_due_what, c_next_due_provisional, c_started, created, updated, archived_at, deleted_at, "
    "c_wait, c_wait_who, c_wait_what, c_desk, matter"
)
_LIVE = "deleted_at IS NULL"
_STATES = (
    "SELECT sum(archived_at IS NULL AND c_done < c_total), sum(archived_at IS NULL AND c_done >= c_total), "
    f"sum(archived_at IS NOT NULL) FROM record WHERE {_LIVE}"
)
_GROUPS = "SELECT substr(number, 4, 4), c_wizard_title, c_handler, count(*) FROM record WHERE {} GROUP BY 1, 2, 3"
_NEWEST = f"SELECT {_COLUMNS} FROM record WHERE {{}} ORDER BY substr(number, 1, 7) DESC, length(number) DESC, number DESC LIMIT {PAGE}"
_LINES = f"SELECT {_COLUMNS} FROM record WHERE {{}} ORDER BY updated DESC LIMIT {PAGE}"


def run() -> list[Row]:
    """Measures; see the module's text for how."""
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as place:
        many, few = Path(place, "many"), Path(place, "few")
        fill(many, MANY)
        fill(few, FEW)
        _measure("memory", many)  # the first opening on a day checks and copies the whole file
        times = _measure("times", many)
        times |= _measure("page", many)
        memory = {folder: _measure("memory", folder)["kb"] for folder in (many, few)}
        window = {folder: _measure("page memory", folder)["kb"] for folder in (many, few)}
    rows = []
    for name in (
        "opening",
        "filtering by text",
        "filtering by person",
        "the page, listed anew",
        "the page, filtered by text",
    ):
        ours, bare = times[name], times[f"{name}, bare"]
        rows += [
            Row(f"清单 with {MANY} records: {name}, ratio to bare SQL", ours / bare, "x", TIME_LIMIT),
            Row("  GovDesk", ours, "ms", note=f"median of {ROUNDS}"),
            Row("  bare SQL", bare, "ms", note=f"median of {ROUNDS}"),
        ]
    rows += [
        Row(f"resident memory with {MANY} records, ratio to {FEW}", memory[many] / memory[few], "x", MEMORY_LIMIT),
        Row(f"  with {MANY}", memory[many] / 1024, "MiB"),
        Row(f"  with {FEW}", memory[few] / 1024, "MiB"),
        Row(f"the same with the page shown, {MANY} to {FEW}", window[many] / window[few], "x", MEMORY_LIMIT),
    ]
    return rows


def _measure(what: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), what, str(folder)], stdout=subprocess.PIPE, check=True, cwd=ROOT
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _bare(folder: Path) -> closing[sqlite3.Connection]:
    """The records of `folder`, open to be read until the block ends."""
    return closing(sqlite3.connect(f"file:{folder / 'records.db'}?mode=ro", uri=True))


def _questions(bare: sqlite3.Connection, store: Any) -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    """By name: what the page asks of the store, and the same of SQLite."""
    from govdesk.records.finding import Find

    def through_the_store(find: Find) -> object:
        return store.counts(), store.facets(find), store.page(find, limit=PAGE)

    def by_hand(condition: str, *values: str) -> object:
        found = bare.execute(_STATES).fetchall()
        groups = bare.execute(_GROUPS.format(condition), values).fetchall()
        return found, groups, bare.execute(_LINES.format(condition), values).fetchall()

    person = Find(handler="张敏")
    text = Find(text=TEXT)
    return {
        "opening": (lambda: through_the_store(Find()), lambda: by_hand(_LIVE)),
        "filtering by text": (
            lambda: through_the_store(text),
            lambda: by_hand(f"{_LIVE} AND c_words LIKE '%' || ? || '%'", TEXT),
        ),
        "filtering by person": (
            lambda: through_the_store(person),
            lambda: by_hand(f"{_LIVE} AND c_handler = ?", "张敏"),
        ),
    }


def _page(what: str, folder: Path) -> dict[str, float]:
    """The page over `folder`, shown off the screen: times of listing anew, or memory."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from govdesk.app import Services
    from govdesk.ui.kit.layout import layout_for
    from govdesk.ui.pages.records.page import RecordsPage
    from govdesk.ui.window.start import make_application, make_theme

    make_application([""])
    services = Services(folder)
    page = RecordsPage(services, make_theme(services))
    page.apply_layout(layout_for(1366, 1.0))
    page.resize(1366, 684)
    page.activate()
    page.grab()
    if what == "page memory":
        memory: dict[str, float] = {"kb": _peak_kb()}
        services.close()
        return memory

    def anew() -> None:
        page.activate()  # as when the page is come back to: with the look for rules that have changed
        page.table.viewport().grab()

    def by_hand(bare: sqlite3.Connection, condition: str, *values: str) -> object:
        found = bare.execute(_STATES).fetchall()
        groups = bare.execute(_GROUPS.format(condition), values).fetchall()
        return found, groups, bare.execute(_NEWEST.format(condition), values).fetchall()

    questions = {
        "the page, listed anew": ("", (_LIVE,)),
        "the page, filtered by text": (TEXT, (f"{_LIVE} AND c_words LIKE '%' || ? || '%'", TEXT)),
    }
    measured: dict[str, list[float]] = {}
    with _bare(folder) as bare:
        for _ in range(ROUNDS):
            for name, (text, condition) in questions.items():
                page.header.text.blockSignals(True)
                page.header.text.setText(text)
                page.header.text.blockSignals(False)
                measured.setdefault(name, []).append(_milliseconds(anew))
                measured.setdefault(f"{name}, bare", []).append(_milliseconds(partial(by_hand, bare, *condition)))
    services.close()
    return {name: median(times) for name, times in measured.items()}


def _process(what: str, folder: Path) -> dict[str, float]:
    if what.startswith("page"):
        return _page(what, folder)
    from govdesk.records import open_store
    from govdesk.workdays import load_calendar

    with open_store(folder, load_calendar()) as store:
        if what == "memory":
            store.counts(), store.facets(), store.page(limit=PAGE)
            return {"kb": _peak_kb()}
        measured: dict[str, list[float]] = {}
        with _bare(folder) as bare:
            for _ in range(ROUNDS):
                for name, (ours, by_hand) in _questions(bare, store).items():
                    measured.setdefault(name, []).append(_milliseconds(ours))
                    measured.setdefault(f"{name}, bare", []).append(_milliseconds(by_hand))
    return {name: median(times) for name, times in measured.items()}


def _peak_kb() -> int:
    """The most memory this process has had. Not `ru_maxrss`, which begins with that of the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(_process(sys.argv[1], Path(sys.argv[2]))))
