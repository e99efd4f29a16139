"""A filled checklist of two pages to PDF, against what typst itself takes for one line of Chinese; a city's compilation.

Cold: a fresh process, from its start to the PDF, fonts and templates read anew. Typst's side is the same Python with
nothing but typst. Warm: in such a process, further sheets with other words. Typst's side is its plain call `typst.compile`,
which looks for the fonts each time; against a compiler that is kept, as ours is, one line costs next to nothing, and
that figure is told too. Processes take turns, so that a slow moment of the machine hits both alike. Medians.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.rows import Row

ROOT = Path(__file__).resolve().parent.parent
CITY, WIZARD = "xianyang-2013", "petitions"
COLD_ROUNDS, WARM_ROUNDS = 7, 9
LIMIT, COMPILATION_LIMIT = 3.0, 10.0
LINE = '#set page(paper: "a4")\n#set text(font: "GovDesk Song SC", lang: "zh")\n办好第{}件要紧的事'


def run() -> list[Row]:
    """Measures; see the module's text for what."""
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as data:
        kinds = ("typst", "checklist", "compilation")
        times: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
        for kind in kinds:
            _child(kind, data)  # fills the disk cache and the data folder
        for turn in range(COLD_ROUNDS):
            for kind in kinds if turn < 3 else kinds[:2]:
                times[kind].append(_child(kind, data))
    cold = {kind: median(entry["cold"] for entry in found) for kind, found in times.items()}
    warm = {kind: median(entry["warm"] for entry in found) for kind, found in times.items()}
    kept = median(entry["kept"] for entry in times["typst"])
    pages = times["checklist"][0]["pages"]
    note = f"{pages:.0f} pages, {times['checklist'][0]['items']:.0f} items"
    forms = times["compilation"][0]["items"]
    return [
        Row("paper: checklist to PDF, cold", cold["checklist"] * 1000, "ms", note=note),
        Row("paper: one line by typst alone, cold", cold["typst"] * 1000, "ms"),
        Row("paper: cold, checklist : one line", cold["checklist"] / cold["typst"], limit=LIMIT),
        Row("paper: checklist to PDF, warm", warm["checklist"] * 1000, "ms", note="other words each time"),
        Row("paper: one line by typst alone, warm", warm["typst"] * 1000, "ms", note="typst.compile"),
        Row("paper: warm, checklist : one line", warm["checklist"] / warm["typst"], limit=LIMIT),
        Row("  one line by a kept compiler", kept * 1000, "ms"),
        Row("paper: compilation, cold", cold["compilation"] * 1000, "ms", note=f"{forms:.0f} forms"),
        Row("paper: cold, compilation : checklist", cold["compilation"] / cold["checklist"], limit=COMPILATION_LIMIT),
        Row("  warm, compilation : checklist", warm["compilation"] / warm["checklist"]),
    ]


def _child(kind: str, data: str) -> dict[str, float]:
    """One fresh process; what it measured, with `cold` as seen from here."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.bench_paper", kind, data]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seconds = time.perf_counter() - began
        rest = process.stdout.read()
    if process.returncode:
        raise RuntimeError(f"{kind} ended with {process.returncode}")
    found: dict[str, float] = json.loads(rest)
    return found | {"cold": seconds}


def _warm(work: Callable[[int], object], rounds: int = WARM_ROUNDS) -> float:
    seconds = []
    for number in range(1, rounds + 1):
        began = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - began)
    return median(seconds)


def _typst() -> dict[str, float]:
    import typst

    fonts: Any = [str(ROOT / "resources" / "fonts")]

    def plain(number: int) -> object:
        return typst.compile(LINE.format(number).encode(), font_paths=fonts, format="pdf")

    plain(0)
    print("ready", flush=True)
    warm = _warm(plain)
    compiler = typst.Compiler(font_paths=fonts)
    compiler.compile(LINE.format(0).encode(), format="pdf")
    return {"warm": warm, "kept": _warm(lambda number: compiler.compile(LINE.format(number).encode(), format="pdf"))}


def _checklist(data: str) -> dict[str, float]:
    from govdesk.app import Services
    from govdesk.export.pdf import checklist_pdf
    from govdesk.export.sheet import make_sheet
    from govdesk.wizards.checklist import build_checklist

    services = Services(Path(data))
    basis = services.library.basis(CITY, WIZARD)

    def one(number: int) -> bytes:
        fields = {
            field.id: "2026-09-24" if field.kind == "date" else f"第{number}件事" for field in basis.wizard.fields
        }
        source = build_checklist(basis, {}, fields, services.calendar)
        return checklist_pdf(make_sheet(source, number=f"QD-2026-{number:04}", printed=services.today()))

    first = one(0)
    print("ready", flush=True)
    import pypdfium2  # type: ignore[import-untyped]  # it brings no types

    return {"warm": _warm(one), "pages": len(pypdfium2.PdfDocument(first)), "items": len(basis.wizard.items)}


def _compilation(data: str) -> dict[str, float]:
    import datetime as dt

    from govdesk.app import Services
    from govdesk.export.compilation import compilation_pdf

    services = Services(Path(data))

    def one(number: int) -> bytes:
        day = dt.date(2026, 9, 24) + dt.timedelta(number)
        return compilation_pdf(services.library, CITY, services.calendar, day)

    one(0)
    print("ready", flush=True)
    return {"warm": _warm(one, rounds=1), "items": len(services.library.wizards(CITY))}


def _measure(kind: str, data: str) -> dict[str, float]:
    if kind == "typst":
        return _typst()
    return _checklist(data) if kind == "checklist" else _compilation(data)


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], sys.argv[2])))
