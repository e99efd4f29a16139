"""Types pinyin into the real window by real keys, with the input method of the desktop it runs on.

    python tests/ui/typist.py FOLDER [PICTURES]

A program of its own, for it needs Qt's xcb platform; test_typing_chinese starts it with an X server, a session bus and
fcitx 5. Prints a line of JSON for each field: its name, what was seen while composing, what stood there in the end.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desk import owner
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QWidget
from screens import SCREENS, TODAY, make_office

from govdesk.ui.window.main_window import MainWindow
from govdesk.ui.window.start import make_application, make_theme

#: what it is -> the screen it is on, how its accessible name begins. The head is folded: see `UNFOLD`.
FIELDS = {
    "search": ("01-home", "全局搜索"),
    "head": ("05-checklist", "事项名称"),
    "note": ("05-checklist", "本项备注"),
    "records filter": ("06-records", "筛选"),
    "contents filter": ("02-reader", "筛选"),
    "find": ("02-reader", "在本页查找"),
}
#: What is pressed first where a field is out of sight.
UNFOLD = {"head": "改表头"}
LETTERS, WORD = "huiyi", "会议"
PATIENCE_S = 60  # ends a run that would wait for ever
Field = QLineEdit | QPlainTextEdit | QTextEdit


class Composing(QObject):
    """Notes what is composed in a field."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.seen = ""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QInputMethodEvent) and event.preeditString():
            self.seen = event.preeditString()
        return False


def wait(condition: Callable[[], Any]) -> bool:
    """Let the program run until the condition holds; False where it does not come to hold."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            return False
        QApplication.processEvents()
    return True


def keys(*names: str) -> None:
    """Press keys on the X server, as a hand does."""
    done = subprocess.Popen(["xdotool", "key", "--delay", "30", *names])
    wait(lambda: done.poll() is not None)


def text_of(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def find(window: MainWindow, beginning: str) -> Field:
    found = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, Field) and widget.isVisible() and widget.accessibleName().startswith(beginning)
    ]
    assert len(found) == 1, (beginning, [widget.accessibleName() for widget in found])
    return found[0]


def picture(folder: Path | None, name: str) -> None:
    """The whole screen, the input method's own window too."""
    if folder is not None and shutil.which("import"):
        done = subprocess.Popen(["import", "-window", "root", str(folder / f"{name}.png")])
        wait(lambda: done.poll() is not None)


def type_into(window: MainWindow, name: str, field: Field, pictures: Path | None) -> dict[str, str]:
    field.setFocus()
    wait(field.hasFocus)
    field.clear()
    composing = Composing(field)
    keys(*LETTERS)
    wait(lambda: composing.seen.replace(" ", "").replace("'", "").endswith(LETTERS) or LETTERS in text_of(field))
    picture(pictures, f"{name}-composing")
    keys("space")
    wait(lambda: text_of(field).strip() not in ("", LETTERS) or LETTERS in text_of(field))
    picture(pictures, f"{name}-done")
    return {"field": name, "composed": composing.seen, "text": text_of(field)}


def main() -> None:
    folder, pictures = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None
    make_application(["govdesk"])
    with owner():
        office = make_office(folder)
        assert office.services.today() == TODAY
        window = MainWindow(office.services, make_theme(office.services))
        window.resize(1366, 768)
        window.show()
        wait(window.isVisible)
        window.start()
        window.activateWindow()
        assert wait(window.isActiveWindow)
        for name, (screen, beginning) in FIELDS.items():
            SCREENS[screen](window, office.records)
            if name in UNFOLD:
                next(button for button in window.findChildren(QPushButton) if button.text() == UNFOLD[name]).click()
            wait(
                lambda beginning=beginning: [
                    w
                    for w in window.findChildren(QWidget)
                    if w.accessibleName().startswith(beginning) and w.isVisible()
                ]
            )
            print(
                json.dumps(type_into(window, name, find(window, beginning), pictures), ensure_ascii=False), flush=True
            )
        window.close()


if __name__ == "__main__":
    main()
