"""Start of the built app beside a bare PySide6 window that was built the same way.

    python3 tools/release/measure_start.py APP BARE

APP and BARE are the two programs; `tools/release/make-dist measure` builds both. They are started in turns, as `benchmarks.bench_startup`
does from source, on the display at hand or Xvfb. Prints medians: time to the first input, the home page standing, resident memory.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.bench_startup import ROUNDS, SETTINGS, Start, display, start


def main() -> int:
    """See the module's text."""
    app, bare = sys.argv[1:3]
    environment = dict(os.environ, GOVDESK_BENCH="1")
    ours: list[Start] = []
    theirs: list[Start] = []
    with tempfile.TemporaryDirectory(prefix="govdesk-start-") as data, display(environment) as where:
        environment["GOVDESK_DATA"] = data
        (Path(data) / "settings.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        for command in (bare, app, app):  # fill the disk's cache and the data folder
            start([command], environment)
        for _ in range(ROUNDS):
            theirs.append(start([bare], environment))
            ours.append(start([app], environment))
    yardstick = median(one.seconds for one in theirs)
    first, home = median(one.seconds for one in ours), median(one.home_seconds for one in ours)
    memory, least = median(one.home_rss_kb for one in ours), median(one.rss_kb for one in theirs)
    print(f"Start of the built app, median of {ROUNDS}, {where}:")
    print(
        f"  first input    {first * 1000:5.0f} ms, {first / yardstick:.2f} x a bare window built the same way ({yardstick * 1000:.0f} ms)"
    )
    print(f"  home page      {home * 1000:5.0f} ms, {home / yardstick:.2f} x")
    print(f"  memory then    {memory / 1024:5.0f} MiB, {memory / least:.2f} x ({least / 1024:.0f} MiB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
