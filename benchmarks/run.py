"""Runs the benchmarks and prints one table.

    python -m benchmarks.run              all of them
    python -m benchmarks.run startup      only benchmarks/bench_startup.py
    python -m benchmarks.run --json       one JSON document

Every `benchmarks/bench_NAME.py` is one benchmark: it has a function `run() -> list[Row]`. Exit 1 when a figure passes its limit.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.rows import Row

PREFIX = "bench_"


def names() -> list[str]:
    """The benchmarks there are, by name, in alphabetical order."""
    return sorted(path.stem.removeprefix(PREFIX) for path in Path(__file__).parent.glob(f"{PREFIX}*.py"))


def run(name: str) -> list[Row]:
    """Runs one benchmark."""
    rows: list[Row] = importlib.import_module(f"benchmarks.{PREFIX}{name}").run()
    return rows


def table(rows: list[Row]) -> str:
    """The rows as lines of text: figure, unit, name, and the limit where there is one."""
    lines = []
    for row in rows:
        limit = "" if row.limit is None else f"  (limit {row.limit:g}: {'kept' if row.within else 'EXCEEDED'})"
        note = f"  [{row.note}]" if row.note else ""
        lines.append(f"{row.value:>10.2f} {row.unit:<4} {row.name}{limit}{note}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Entry point; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description="Runs the benchmarks.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones (there are: {', '.join(names())})")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(names()):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(names())}")

    rows = [row for name in options.names or names() for row in run(name)]
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        print(table(rows))
    return 0 if all(row.within for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
