"""From page to page in the real window, offscreen, over 70 checklists of two cities.

A change is what passes from asking for a page until it stands painted. It is told in the interface thread's own CPU
time, which other work on the machine does not lengthen: the first visit of a page, which builds it, and the median of
later ones, each of which comes from another page and shows something else than the visit before, where the page has
more than one thing to show.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

if __name__ == "__main__":  # as a process of its own, see `run`
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.filled_office import measured_over
from benchmarks.rows import Row

RECORDS = 70
ROUNDS = 9
LONGEST_CHANGE = 50.0  # ms
CITIES = ("xianyang-2013", "zhangjiagang-2022")
DESK = "department"
#: Page -> what it is asked to show, in turns.
PLACES: dict[str, tuple[dict[str, str], ...]] = {
    "home": ({},),
    "rules": tuple({"rule": city, "article": number} for number in ("1", "41", "20") for city in CITIES),
    "rule": tuple({"rule": city} for city in CITIES),
    "compare": ({"rule": CITIES[0], "article": "41"}, {"rule": CITIES[0], "article": "20"}),
    "wizard": tuple({"rule": CITIES[0], "wizard": name} for name in ("submit-request", "report-upward")),
    "chart": tuple({"rule": CITIES[0], "wizard": name} for name in ("submit-request", "report-upward")),
    "checklists": ({},),
    "checklist": ({}, {}, {}, {}, {}, {}),  # six of the checklists
    "deadlines": ({},),
    "search": ({"text": "请示"}, {"text": "会议"}),
    "settings": ({},),
    "library": ({},),
    "import": ({},),
    "help": ({},),
}


def run() -> list[Row]:
    """Measures; see the module's text for how."""
    told: dict[str, list[float]] = measured_over(Path(__file__), RECORDS)
    later = {name: median(times[1:]) for name, times in told.items()}
    slowest = max(later, key=lambda name: later[name])
    note = f"CPU time; median of {ROUNDS}, {RECORDS} checklists"
    rows = [Row("page change: the slowest page", later[slowest], "ms", LONGEST_CHANGE, f"{slowest}; {note}")]
    return rows + [
        Row(
            f"  {name}", later[name], "ms", note=f"first visit {times[0]:.1f} ms, longest later {max(times[1:]):.1f} ms"
        )
        for name, times in told.items()
    ]


def measure(folder: Path) -> dict[str, list[float]]:
    """In this process: milliseconds of each visit, by page."""
    import msgspec
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
    from PySide6.QtWidgets import QApplication

    from govdesk.app import Services
    from govdesk.ui.kit.fonts import resolve_faces
    from govdesk.ui.kit.theme import Theme
    from govdesk.ui.window.main_window import MainWindow

    application = QApplication([])
    services = Services(folder)
    services.settings = msgspec.structs.replace(services.settings, rule=CITIES[0], desks=dict.fromkeys(CITIES, DESK))
    window = MainWindow(services, Theme(resolve_faces()))
    window.resize(1366, 768)
    window.show()
    window.start()
    numbers = [summary.number for summary in services.store.summaries()]

    def settle() -> None:
        for _ in range(5):
            QThreadPool.globalInstance().waitForDone()
            application.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def targets(name: str) -> list[dict[str, Any]]:
        if name == "checklist":
            return [{"record": number} for number in numbers[:: len(numbers) // len(PLACES[name])]]
        return list(PLACES[name])

    told: dict[str, list[float]] = {name: [] for name in PLACES}
    for turn in range(ROUNDS + 1):
        for name in PLACES:
            wanted = targets(name)
            settle()
            began = time.thread_time()
            gone = window.go(name, **wanted[turn % len(wanted)])
            application.processEvents()  # lays out, and asks for painting
            application.processEvents()  # paints
            told[name].append((time.thread_time() - began) * 1000)
            assert gone and window.stack.current == name, name
    settle()
    window.close()
    services.close()
    return told


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
