"""A data folder with any number of records: a few are made by the program, the rest are copies with other numbers."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # also run as a script, beside what it measures
    sys.path.insert(0, str(ROOT))

HANDLERS = ("王晓梅", "李建国", "张敏", "赵卫东", "陈静")
MADE = 60
_MATTERS = ("关于解决办公用房的请示", "关于召开座谈会的通知", "关于追加经费的请示", "关于防汛值班的报告")


def fill(folder: Path, count: int) -> None:
    """Make a data folder with `count` records of all shipped errands, states and years."""
    from govdesk import paths
    from govdesk.records import ItemState, open_store
    from govdesk.wizards.packs import load_library
    from govdesk.workdays import load_calendar

    library = load_library([paths.shipped_rules()])
    errands = [(rule, wizard.id) for rule in library.rules for wizard in library.wizards(rule)]
    with open_store(folder, load_calendar()) as store:
        for n in range(min(MADE, count)):
            rule, wizard = errands[n * len(errands) // MADE % len(errands)]
            basis = library.basis(rule, wizard)
            fields = {field.id: _value(field.kind, n) for field in basis.wizard.fields}
            record = store.create(basis, {}, fields, HANDLERS[n % 5])
            items = [entry.item.id for entry in record.evaluate().items]
            for item in items if n % 6 == 0 else items[: n % 4]:
                store.set_state(record, item, ItemState.DONE, HANDLERS[n % 5])
            if n % 4 == 3:
                store.archive(record, HANDLERS[n % 5])
    if count > MADE:
        _multiply(folder / "records.db", count)


def _value(kind: str, n: int) -> str:
    by_kind = {"date": f"2026-0{n % 9 + 1}-1{n % 10}", "person": HANDLERS[n % 5], "doc_number": f"〔2026〕{n}号"}
    return by_kind.get(kind, f"{_MATTERS[n % 4]}之{n}")


def _multiply(path: Path, count: int) -> None:
    """Copy the records that are there, with their marks and histories, until there are `count`."""
    with closing(sqlite3.connect(path)) as connection:
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in ("record", "mark", "change")
        }
        connection.execute("CREATE TEMP TABLE copy (n INTEGER PRIMARY KEY, old TEXT, new TEXT, number TEXT)")
        connection.execute("CREATE TEMP TABLE made AS SELECT row_number() OVER (ORDER BY number) AS n, id FROM record")
        connection.execute(
            "WITH RECURSIVE numbers(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?) "
            "INSERT INTO copy SELECT numbers.n, id, printf('%08x-0000-4000-8000-000000000000', numbers.n), "
            "printf('QD-%d-%05d', 2023 + (numbers.n / 7) % 4, numbers.n) "
            "FROM numbers JOIN made ON made.n = numbers.n % ? + 1",
            (MADE, count, MADE),
        )
        changed = {"id": "copy.new", "number": "copy.number", "record": "copy.new"}
        # A time of its own for every record, and its number among the words that the filter looks through.
        changed |= {
            "updated": "strftime('%Y-%m-%dT%H:%M:%f', '2023-01-01', (copy.n * 37) || ' minutes') || '000Z'",
            "c_words": "lower(copy.number) || char(10) || c_words",
        }
        for table, key in (("record", "id"), ("mark", "record"), ("change", "record")):
            names = [name for name in columns[table] if (table, name) != ("change", "id")]
            values = {name: changed.get(name, f't."{name}"') for name in names}
            if table == "change":
                values |= {"uid": "lower(hex(randomblob(16)))"}
            listed = ", ".join(f'"{name}"' for name in names)
            connection.execute(
                f'INSERT INTO "{table}" ({listed}) SELECT {", ".join(values.values())} '
                f'FROM copy JOIN "{table}" AS t ON t."{key}" = copy.old ORDER BY copy.n'
            )
        connection.execute("UPDATE series SET last = ? WHERE year = 2026", (count,))
        connection.commit()


def measured_over(script: Path, count: int) -> Any:
    """What `script` prints as JSON of the data folder it is given, with `count` records, in an offscreen process of its own."""
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as folder:
        fill(Path(folder), count)
        done = subprocess.run(
            [sys.executable, str(script), folder],
            stdout=subprocess.PIPE,
            check=True,
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )
    return json.loads(done.stdout)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
