"""Hours of a clerk's work at full speed: memory level, nothing left open, no error.

Every round is what a clerk does in some twenty minutes: a question asked, an errand answered and ticked, its papers
previewed, printed and written, the list of another matter looked for. Every few rounds a rule is imported and taken
away, a file of lists is brought in again, the look and the size of the window change. GOVDESK_HOURS_ROUNDS is how many;
24 are a working day.

Level means: over the second half of the run the straight line through what was measured rises by 1 % at most. A first
half may fill what has a bound; what rises in the second one goes on rising.
"""

from __future__ import annotations

import gc
import os
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from desk import RULE, shipped_and_made_up
from open_connections import open_connections
from PySide6.QtCore import QThreadPool
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from screens import Office, make_office, open_window, settle
from test_random_walk import in_loop, resident

from govdesk.records.store import Ref
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.printing.printer import set_up_paper
from govdesk.ui.actions.printing.window import PreviewWindow
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.importing.page import ImportPage
from govdesk.ui.pages.search.page import SearchPage
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.main_window import MainWindow

ROUNDS_OF_A_DAY = 24
LONG = int(os.environ.get("GOVDESK_HOURS_ROUNDS", str(3 * ROUNDS_OF_A_DAY)))
WARM, EVERY = ROUNDS_OF_A_DAY, 6
_KEPT = 6  # lists at most: what a growing file needs is no growth of the program
_LEVEL = 0.01
_EVERYTHING = 5  # the number of a round that has the rarer things too
QUESTIONS = (
    "请示几天办复",
    "会议纪要谁签",
    "第41条",
    "qs",
    "不邀请县区领导参加的会议",
    "没有这样的事",
    "公文 主要负责人",
)
ERRANDS = ("submit-request", "department-meeting", "handle-assigned")
IMPORTED = """\
云山市人民政府工作规则

第一章　总则

第一条　为规范云山市政府工作，制定本规则。

第二条　各部门报送市政府的请示，应当一文一事，由主要负责人签发。

第三条　各部门按职责办理雪橇调度事项。
"""


class Clerk:
    """Does a clerk's rounds in a window and counts what was done."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.window, self.folder = qtbot, window, folder
        self.done: dict[str, int] = {}
        self.target = folder / "paper.pdf"
        monkeypatch.setattr(Desk, "ask_path", lambda _desk, _parent, _suggested: self.target)
        monkeypatch.setattr(Desk, "printers", lambda _desk: ["办公室一体机"])
        monkeypatch.setattr(Desk, "can_duplex", lambda _desk, _name: True)
        monkeypatch.setattr(Desk, "make_printer", lambda _desk, _name, document: self._printer(document))
        monkeypatch.setattr(Desk, "show", lambda _desk, preview: self._print(preview))

    def round(self, number: int) -> None:
        """One round; which of the rarer things it has follows from its number."""
        self._search(QUESTIONS[number % len(QUESTIONS)])
        self._errand(ERRANDS[number % len(ERRANDS)])
        self._papers()
        for page in ("deadlines", "checklists", "home"):
            in_loop(lambda page=page: self.window.go(page))
        self._read(number)
        if number % 4 == 1:
            self._carry()
        if number % 6 == 5:
            self._import()
        if number % 3 == 2:
            self._look(number)
        self._throw_away()

    def come_to_rest(self) -> None:
        """One look, one size, one page, nothing waiting."""
        in_loop(lambda: self.window.theme.change(dark=False, scale=1.0))
        self.window.resize(1366, 768)
        in_loop(lambda: self.window.go("home"))
        settle(self.qtbot)

    def _count(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1

    def _press(self, *keys: str) -> None:
        for key in keys:
            in_loop(lambda key=key: QTest.keySequence(QApplication.focusWidget() or self.window, key))
            QApplication.processEvents()

    def _wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until)

    def _search(self, words: str) -> None:
        in_loop(lambda: self.window.go("search", text=words))
        self._wait(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
        assert isinstance(self.window.page, SearchPage)
        self._press("Down", "Up")
        self._count("searches")

    def _errand(self, wizard: str) -> None:
        for draft in self.window.services.store.drafts(RULE, wizard):
            self.window.services.store.drop_draft(draft.id)
        in_loop(lambda: self.window.go("wizard", rule=RULE, wizard=wizard))
        for _ in range(20):
            if not isinstance(self.window.page, WizardPage):
                break
            self._press("1", "Return")
            self._count("answers")
        page = self.window.page
        assert isinstance(page, ChecklistPage), f"{wizard} ends in {page}"
        self._count("lists made")
        page.view.setFocus()
        for _ in range(4):
            self._press("Down", "Space")
            self._count("ticks")
        self._press("Ctrl+Z")

    def _printer(self, document: str) -> QPrinter:
        printer = QPrinter()
        set_up_paper(printer, document)
        printer.setOutputFileName(str(self.folder / "printed.pdf"))
        return printer

    def _print(self, preview: QDialog) -> None:
        assert isinstance(preview, PreviewWindow)
        preview.show()
        self._wait(preview.print.isEnabled)
        preview.view.zoom(1)
        QApplication.processEvents()
        preview.print.click()
        assert preview.printed
        self.window.activateWindow()
        self._wait(self.window.isActiveWindow)

    def _papers(self) -> None:
        self._press("Ctrl+P")
        assert (self.folder / "printed.pdf").stat().st_size > 1000
        (self.folder / "printed.pdf").unlink()
        self._count("lists printed")
        for key, suffix in (("Ctrl+E", ".pdf"), ("Ctrl+Shift+E", ".docx")):
            self.target = (self.folder / "paper").with_suffix(suffix)
            self.target.unlink(missing_ok=True)
            self._press(key)
            self._wait(self.target.exists)
            assert self.target.stat().st_size > 1000
            self._count("papers")
        settle(self.qtbot)

    def _read(self, number: int) -> None:
        law = ("xianyang-2013", "zhangjiagang-2022")[number % 2]
        in_loop(lambda: self.window.go("rules", rule=law, article=str(1 + number % 57)))
        self._press("PgDown", "PgUp")
        self._count("articles read")

    def _carry(self) -> None:
        file = self.folder / "lists.govdesk.json"
        file.unlink(missing_ok=True)
        services = self.window.services
        services.export_records(file)
        services.import_records(file, "王晓梅")
        in_loop(lambda: self.window.go("checklists"))
        self._count("files of lists brought in")

    def _import(self) -> None:
        file = self.folder / "云山规则.txt"
        file.write_text(IMPORTED, encoding="utf-8")
        in_loop(lambda: self.window.go("import", files=str(file)))
        page = self.window.page
        assert isinstance(page, ImportPage)
        self._wait(lambda: page.reader.waiting == 0 and not page.change.busy)
        in_loop(page.keep)
        self._wait(lambda: not page.change.busy)
        in_loop(page.saved_bar.undo.click)
        self._wait(lambda: not page.change.busy)
        # The made-up city is no pack on a disk: a library that is read again does not have it.
        self.window.services.library = shipped_and_made_up()
        in_loop(lambda: self.window._on_library_changed(RULE))
        self._count("rules imported")

    def _look(self, number: int) -> None:
        theme = self.window.theme
        in_loop(lambda: theme.change(dark=number % 2 == 0, scale=(1.0, 1.25, 1.5, 1.75)[number % 4]))
        self.window.resize(*((1366, 768), (1024, 640), (1920, 1080))[number % 3])
        QApplication.processEvents()
        self._count("changes of the look")

    def _throw_away(self) -> None:
        store = self.window.services.store
        numbers: list[Ref] = [one.number for one in store.summaries()]
        for number in numbers[_KEPT:]:
            store.delete(number, "王晓梅")
        if len(numbers) > _KEPT:
            store.remove(numbers[_KEPT:])


def handles() -> int:
    """What the process has open: files, sockets, pipes."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def widgets() -> int:
    gc.collect()
    return sum(1 for widget in QApplication.allWidgets() if isinstance(widget, QWidget))


def rise(values: Sequence[int]) -> float:
    """How much the straight line through `values` rises from the first to the last, as a share of where it begins."""
    slope, begin = statistics.linear_regression(range(len(values)), values)
    return slope * (len(values) - 1) / begin


def work(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: Office, folder: Path, rounds: range) -> list[list[int]]:
    """These rounds; memory in KiB, handles and widgets, every `EVERY` of them from the first that is warm."""
    window = open_window(qtbot, office)
    clerk, seen = Clerk(qtbot, window, folder, monkeypatch), []
    with qtbot.captureExceptions() as errors:
        for number in rounds:
            clerk.round(number)
            assert not errors, f"round {number}: {errors[0][1]!r}"
            if number + 1 >= WARM and (number + 1) % EVERY == 0:
                clerk.come_to_rest()
                seen.append([resident() // 1024, handles(), widgets()])
                print(f"{number + 1} rounds: {seen[-1][0]} KiB, {seen[-1][1]} open, {seen[-1][2]} widgets", flush=True)
        clerk.come_to_rest()
    print(", ".join(f"{many} {what}" for what, many in sorted(clerk.done.items())))
    assert len(open_connections()) <= 1, "the store's own"
    return seen


@pytest.mark.qt_log_ignore("propagateSizeHints", "plugin does not support")
def test_a_round_of_everything_meets_no_error(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    work(qtbot, monkeypatch, make_office(tmp_path / "data"), tmp_path, range(_EVERYTHING, _EVERYTHING + 1))


@pytest.mark.stress
@pytest.mark.qt_log_ignore("propagateSizeHints", "plugin does not support")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured on Linux")
def test_days_of_work_leave_nothing_behind(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = work(qtbot, monkeypatch, make_office(tmp_path / "data"), tmp_path, range(LONG))
    first, last = seen[0], seen[-1]
    half = [memory for memory, _, _ in seen[len(seen) // 2 :]]
    risen, hours = rise(half), (len(half) - 1) * EVERY * 8 / ROUNDS_OF_A_DAY
    print(f"second half: {risen:+.2%}, {risen * half[0] / hours:+.0f} KiB an hour of such work")
    assert risen <= _LEVEL, "memory"
    assert last[1] <= first[1], "handles"
    assert last[2] <= first[2], "widgets"
