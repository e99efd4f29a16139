"""A filled checklist of two pages to PDF, against what typst itself takes for one line of Chinese; a city's compilation.

Cold: a fresh process, from its start to the PDF, fonts and templates read anew. Typst's side is the same Python with
nothing but typst. Warm: in a process that has set one sheet. Typst's side is its plain call `typst.compile`, which looks
for the fonts each time; against a compiler that is kept, as ours is, one line costs next to nothing, and that figure is
told too.

What is set has not been set before in that process, or typst would find half of it in its memory: the warm checklists are
those of the city's wizards that fill two pages with their articles, each once, and the warm compilation is the first one.
It is some forty forms on ninety pages, so it is also told by the page, and against ten times the three lines that a
checklist may take.

The limit of ten checklists stands on the cold figure: that is how the command and a fresh start meet the compilation. Warm
the compilation is ABOVE ten checklists, 25 to 30, and is told without a limit: a warm checklist takes an eighth of what it
may, and the book has nearly fifty times its pages. docs/decisions/0042 tells what was tried.

Processes take turns, so that a slow moment of the machine hits all alike. Medians. The processor time beside the cold figure
is that of all threads, and hardly hangs on what else runs.
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
CITY, WIZARD = "zhangjiagang-2022", "submit-request"  # a leaf: front and back
COLD_ROUNDS, WARM_ROUNDS = 7, 9
LIMIT, COMPILATION_LIMIT = 3.0, 10.0
_WARM_NOTE = (
    "no limit: above 10, for it has {:.0f} times the pages of a checklist, each at less than a checklist's; see 0042"
)
LINE = '#set page(paper: "a4")\n#set text(font: "GovDesk Song SC", lang: "zh")\n办好第{}件要紧的事'


def run() -> list[Row]:
    """Measures; see the module's text for what."""
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as data:
        kinds = ("typst", "checklist", "compilation", "compilation_warm")
        times: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
        for kind in kinds:
            _child(kind, data)  # fills the disk cache and the data folder
        for turn in range(COLD_ROUNDS):
            for kind in kinds if turn < 3 else kinds[:2]:
                times[kind].append(_child(kind, data))
    cold = {kind: median(entry["cold"] for entry in found) for kind, found in times.items()}
    warm = {kind: median(entry["warm"] for entry in found) for kind, found in times.items()}
    used = {kind: median(entry["used"] for entry in found) for kind, found in times.items()}
    kept = median(entry["kept"] for entry in times["typst"])
    one, whole = warm["checklist"], warm["compilation_warm"]
    first, last = times["checklist"][0], times["compilation_warm"][0]
    note = f"{first['pages']:.0f} pages, {first['items']:.0f} items"
    forms = f"{last['items']:.0f} forms, {last['pages']:.0f} pages"
    return [
        Row("paper: checklist to PDF, cold", cold["checklist"] * 1000, "ms", note=note),
        Row("paper: one line by typst alone, cold", cold["typst"] * 1000, "ms"),
        Row("paper: cold, checklist : one line", cold["checklist"] / cold["typst"], limit=LIMIT),
        Row("  the same by processor time", used["checklist"] / used["typst"]),
        Row("paper: checklist to PDF, warm", one * 1000, "ms", note=f"{first['sheets']:.0f} of two pages, each new"),
        Row("paper: one line by typst alone, warm", warm["typst"] * 1000, "ms", note="typst.compile"),
        Row("paper: warm, checklist : one line", one / warm["typst"], limit=LIMIT),
        Row("  one line by a kept compiler", kept * 1000, "ms"),
        Row("paper: compilation, cold", cold["compilation"] * 1000, "ms", note=forms),
        Row("paper: cold, compilation : checklist", cold["compilation"] / cold["checklist"], limit=COMPILATION_LIMIT),
        Row("paper: compilation, warm", whole * 1000, "ms", note="the first one"),
        Row("paper: warm, compilation : checklist", whole / one, note=_WARM_NOTE.format(last["pages"] / 2)),
        Row("  the same by the page", whole / last["pages"] / (one / 2)),
        Row("  warm, compilation : one line", whole / warm["typst"], note="a checklist may take 3, ten of them 30"),
    ]


def _child(kind: str, data: str) -> dict[str, float]:
    """One fresh process; what it measured, with `cold` as seen from here."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.bench_paper", kind, data]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        used = float(process.stdout.readline())
        seconds = time.perf_counter() - began
        rest = process.stdout.read()
    if process.returncode:
        raise RuntimeError(f"{kind} ended with {process.returncode}")
    found: dict[str, float] = json.loads(rest)
    return found | {"cold": seconds, "used": used}


def _ready() -> None:
    """Tells the parent that the first paper is made, and the processor time it took."""
    print(time.process_time(), flush=True)


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
    _ready()
    warm = _warm(plain)
    compiler = typst.Compiler(font_paths=fonts)
    compiler.compile(LINE.format(0).encode(), format="pdf")
    return {"warm": warm, "kept": _warm(lambda number: compiler.compile(LINE.format(number).encode(), format="pdf"))}


def _checklist(data: str) -> dict[str, float]:
    from govdesk.app import Services
    from govdesk.export.pdf import checklist_pdf
    from govdesk.export.sheet import make_sheet
    from govdesk.wizards.checklist import build_checklist
    from govdesk.wizards.proofs import first_answers

    services = Services(Path(data))

    def filled(wizard: str) -> bytes:
        basis = services.library.basis(CITY, wizard)
        fields = {field.id: "2026-09-24" if field.kind == "date" else f"{wizard}的事" for field in basis.wizard.fields}
        source = build_checklist(basis, first_answers(basis.wizard, ""), fields, services.calendar)
        return checklist_pdf(make_sheet(source, number="QD-2026-0031", printed=services.today()))

    first = filled(WIZARD)
    _ready()
    seconds = []
    for wizard in services.library.wizards(CITY):
        if wizard.id != WIZARD:
            began = time.perf_counter()
            pdf = filled(wizard.id)
            taken = time.perf_counter() - began
            if _pages(pdf) == 2:
                seconds.append(taken)
    items = len(services.library.basis(CITY, WIZARD).wizard.items)
    return {"warm": median(seconds), "pages": _pages(first), "items": items, "sheets": len(seconds)}


def _compilation(data: str, *, warm: bool) -> dict[str, float]:
    from govdesk.app import Services
    from govdesk.export.compilation import compilation_pdf

    services = Services(Path(data))
    forms = len(services.library.wizards(CITY))
    if warm:
        from govdesk.export.pdf import checklist_pdf
        from govdesk.export.sheet import make_sheet
        from govdesk.wizards.checklist import build_checklist

        source = build_checklist(services.library.basis(CITY, WIZARD), {}, {}, services.calendar)
        checklist_pdf(make_sheet(source, printed=services.today()))
        _ready()
        began = time.perf_counter()
    pdf = compilation_pdf(services.library, CITY, services.calendar, services.today())
    if warm:
        return {"warm": time.perf_counter() - began, "items": forms, "pages": _pages(pdf)}
    _ready()
    return {"warm": 0, "items": forms, "pages": _pages(pdf)}


def _pages(pdf: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def _measure(kind: str, data: str) -> dict[str, float]:
    if kind == "typst":
        return _typst()
    return _checklist(data) if kind == "checklist" else _compilation(data, warm=kind == "compilation_warm")


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], sys.argv[2])))
