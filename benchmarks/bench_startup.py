"""Time from exec to the first window that takes input, and resident memory then: GovDesk against a bare Qt window.

The frame comes first and takes input; the home page follows, and its time is told beside it. Both programs are started
the same way, by the same Python, in turns, so that a slow moment of the machine hits both alike. Each says `ready RSS`
itself (see `bare_window`); the time is what passes between starting the process and reading that line. The first start
of each is thrown away: it fills the disk cache and, for GovDesk, the data folder. Medians are compared.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.rows import Row

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
LIMIT, MEMORY_LIMIT = 1.45, 1.35
# Every day but the first, the home page of a city comes up, as it is for one desk.
CITY, DESK = "xianyang-2013", "department"
SETTINGS = {"rule": CITY, "desks": {CITY: DESK}}
BARE = [sys.executable, str(ROOT / "benchmarks" / "bare_window.py")]
GOVDESK = [sys.executable, str(ROOT / "main.py")]
TIMEOUT_SECONDS = 120


class Start(NamedTuple):
    """One start: seconds to readiness, resident memory in kB then; both again when the home page stands, 0 without one."""

    seconds: float
    rss_kb: int
    home_seconds: float = 0
    home_rss_kb: int = 0


def start(command: list[str], environment: dict[str, str]) -> Start:
    """Starts a program, waits until it says it is ready and has ended. RuntimeError when it does not, or waits for a hand."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as process:
        assert process.stdout is not None
        told: dict[str, tuple[float, int]] = {}
        watchdog = threading.Timer(TIMEOUT_SECONDS, process.kill)  # a program that waits for a hand never ends
        watchdog.start()
        try:
            for line in process.stdout:
                word, _, kb = line.partition(" ")
                if word in ("ready", "home"):
                    told[word] = time.perf_counter() - began, int(kb)
            process.wait()
        finally:
            watchdog.cancel()
            process.kill()
    if "ready" not in told or process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}, having said {told}")
    return Start(*told["ready"], *told.get("home", (0, 0)))


@contextmanager
def display(environment: dict[str, str]) -> Iterator[str]:
    """Sees to a display for the programs and gives its name: the one at hand, else Xvfb, else Qt's offscreen platform."""
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}:
        yield "the display at hand"
    elif shutil.which("Xvfb"):
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        try:
            with os.fdopen(read) as numbers:
                environment["DISPLAY"] = f":{numbers.readline().strip()}"
            environment["QT_QPA_PLATFORM"] = "xcb"
            yield "Xvfb"
        finally:
            server.terminate()
            server.wait()
    else:
        environment["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen"


def run() -> list[Row]:
    """Measures; see the module's text for how."""
    environment = dict(os.environ, GOVDESK_BENCH="1")
    bare: list[Start] = []
    govdesk: list[Start] = []
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as data, display(environment) as where:
        environment["GOVDESK_DATA"] = data
        start(BARE, environment)
        first = start(GOVDESK, environment)  # nothing kept yet: asks for the city
        (Path(data) / "settings.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        start(GOVDESK, environment)
        for _ in range(ROUNDS):
            bare.append(start(BARE, environment))
            govdesk.append(start(GOVDESK, environment))

    bare_seconds, seconds = median(s.seconds for s in bare), median(s.seconds for s in govdesk)
    home_seconds, home_kb = median(s.home_seconds for s in govdesk), median(s.home_rss_kb for s in govdesk)
    bare_kb, kb = median(s.rss_kb for s in bare), median(s.rss_kb for s in govdesk)
    rows = [
        Row("time to first input, ratio to a bare window", seconds / bare_seconds, "x", LIMIT),
        Row("  GovDesk", seconds * 1000, "ms", note=f"median of {ROUNDS}, {where}"),
        Row("  bare window with a QTextBrowser", bare_seconds * 1000, "ms", note=f"median of {ROUNDS}, {where}"),
        Row("  GovDesk's home page stands, ratio to the bare window", home_seconds / bare_seconds, "x"),
        Row("  GovDesk's home page stands", home_seconds * 1000, "ms", note=f"median of {ROUNDS}"),
        Row("  GovDesk with an empty data folder", first.seconds * 1000, "ms", note="once"),
    ]
    if bare_kb:
        rows += [
            Row("resident memory at that moment, ratio to a bare window", kb / bare_kb, "x", MEMORY_LIMIT),
            Row("  resident memory when the home page stands, ratio", home_kb / bare_kb, "x"),
            Row("  GovDesk", kb / 1024, "MiB", note=f"median of {ROUNDS}"),
            Row("  bare window with a QTextBrowser", bare_kb / 1024, "MiB", note=f"median of {ROUNDS}"),
        ]
    return rows
