"""The real program with something just typed, for whoever ends it. Started by test_ending: `ended.py FOLDER checklist|reader`.

Prints `typed` as soon as the last key is down.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import govdesk.ui.window.start as start
from govdesk.app import Services
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.reader.margin import NoteField
from govdesk.ui.pages.reader.page import ReaderPage
from govdesk.ui.window.main_window import MainWindow

NOTE, UNIT = "张科长，会前再核一遍", "市财政局"


def main() -> None:
    folder, where = Path(sys.argv[1]), sys.argv[2]
    services = Services(folder)

    def begin() -> None:
        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
        if window.presence is None or not window.presence.began:
            QTimer.singleShot(20, begin)
            return
        if where == "reader":
            window.go("rules", rule="xianyang-2013", article="58")
            reader = window.page
            assert isinstance(reader, ReaderPage)
            reader.findChild(NoteField).setPlainText(NOTE)
        else:
            window.go("checklist", record="QD-2026-0001")
            page = window.page
            assert isinstance(page, ChecklistPage)
            # As keys do: the fields hear of it, and wait for a pause. The date cannot be stored and keeps nothing else back.
            page.frame.fields.fields["received"].edit.setText("2026-02-30")
            page.frame.fields.fields["unit"].edit.setText(UNIT)
            page.frame.note.setPlainText(NOTE)
        print("typed", flush=True)

    QTimer.singleShot(0, begin)
    sys.exit(start.run_window(services))


if __name__ == "__main__":
    main()
