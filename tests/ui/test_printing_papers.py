"""History, open limits and approval sheets through the same preview window as a checklist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import shiboken6
from desk import DESK, RULE, WIZARD, made_up, make_record, make_services, make_theme
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.export.jobs import Job
from govdesk.records.model import ItemState, Record
from govdesk.ui.actions.history import history_job
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.printing.preview import Outcome, preview
from govdesk.ui.actions.printing.setting import Setter, _Work
from govdesk.ui.actions.printing.window import PreviewWindow
from govdesk.ui.pages.chart.printing import approval_job
from govdesk.ui.pages.deadlines.papers import agenda_job
from govdesk.wizards.proofs import first_answers

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class FileDesk(Desk):
    """Writes the PDF into a folder as soon as the pages are there, then closes."""

    def __init__(self, qtbot: QtBot, folder: Path, press: Callable[[PreviewWindow], None]) -> None:
        self.qtbot, self.folder, self.press = qtbot, folder, press
        self.heading = ""

    def printers(self) -> list[str]:
        return []

    def ask_path(self, parent: QWidget, suggested: Path) -> Path | None:
        return self.folder / suggested.name

    def open_folder(self, folder: Path) -> None:
        pass

    def show(self, window: QDialog) -> None:
        assert isinstance(window, PreviewWindow)
        with self.qtbot.waitSignal(window.setter.ready):
            window.show()
        self.heading = window.job.heading
        self.press(window)
        window.reject()


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path / "data")


def shown(qtbot: QtBot, folder: Path, job: Job, press: Callable[[PreviewWindow], None]) -> tuple[Outcome, FileDesk]:
    parent = QWidget()
    qtbot.addWidget(parent)
    desk = FileDesk(qtbot, folder, press)
    return preview(job, parent, make_theme(), desk=desk), desk


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_a_records_history(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    record = make_record(services, {"title": "修桥的事", "received": "2026-09-24"})
    item = record.evaluate().items[0].item
    record = services.store.set_state(record, item.id, ItemState.DONE, "李四").record
    outcome, desk = shown(
        qtbot,
        tmp_path,
        history_job(services, record, services.store.history(record)),
        lambda window: window.pdf.click(),
    )
    assert desk.heading == "打印办理记录"
    assert [path.name for path in outcome.written] == [f"向市政府报送请示办理记录-{record.number}.pdf"]
    assert outcome.in_words() == f"已导出：{outcome.written[0]}"
    words = words_of(outcome.written[0])
    assert "修桥的事" in words and "李四" in words and "办结" in words


def test_the_open_limits_of_every_checklist(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    basis = made_up().basis(RULE, "handle-assigned")
    answers = first_answers(basis.wizard, DESK)

    def made(title: str) -> Record:
        return services.store.create(basis, answers, {"title": title, "transferred": "2026-09-24"}, "王晓梅", desk=DESK)

    made("修桥的事")
    made("修路的事")
    kept = made("归档的事")
    services.store.archive(kept, "李四")
    outcome, _ = shown(qtbot, tmp_path, agenda_job(services), lambda window: window.pdf.click())
    words = words_of(outcome.written[0])
    assert "修桥的事" in words and "修路的事" in words
    assert "归档的事" not in words


def test_a_wizard_to_be_approved_in_word(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    outcome, desk = shown(
        qtbot,
        tmp_path,
        approval_job(services, made_up().basis(RULE, WIZARD)),
        lambda window: window.others["docx"].click(),
    )
    assert desk.heading == "打印审核表"
    assert [path.suffix for path in outcome.written] == [".docx"]
    assert outcome.written[0].read_bytes().startswith(b"PK")


def test_closing_the_preview_leaves_nothing(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    outcome, _ = shown(qtbot, tmp_path, approval_job(services, made_up().basis(RULE, WIZARD)), lambda window: None)
    assert outcome == Outcome(printed=False, written=())
    assert outcome.in_words() == ""


def test_pages_that_are_set_after_the_preview_is_gone_are_dropped(qapp: QApplication) -> None:
    setter = Setter()
    work = _Work(lambda: b"%PDF", 1, setter._finished.emit)
    shiboken6.delete(setter)
    work.run()
