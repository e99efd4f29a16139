"""What was shown and is done with does not stay in memory: the program is left open for weeks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desk import make_theme, shipped_and_made_up
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QScrollArea, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot
from screens import make_office, open_window
from shiboken6 import getAllValidWrappers

from govdesk.ui.kit.later import later
from govdesk.ui.kit.widgets.dialogs import Dialog, ErrorDialog
from govdesk.ui.kit.widgets.layouts import forget_places
from govdesk.ui.pages.importing.files import FileList
from govdesk.ui.sheet.contents import Contents
from govdesk.ui.sheet.contents_model import ContentsFilter
from govdesk.ui.sheet.find_bar import FindBar

LAST_HOLDER = """
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from govdesk.ui.kit.later import later

app = QApplication([])
host, loop = QWidget(), QEventLoop()

def handler():
    dialog = QDialog(host)
    later(dialog, lambda: dialog.reject())
    dialog.exec()
    later(host, loop.quit, 1)

later(host, handler)
loop.exec()
app.processEvents()
print("done")
"""


def delete_now() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_dialog_is_gone_when_the_handler_that_showed_it_is(qtbot: QtBot) -> None:
    host, theme, loop, read = QWidget(), make_theme(), QEventLoop(), []
    qtbot.addWidget(host)

    def handler() -> None:
        dialog = Dialog(theme, "删除这份清单吗", host)
        words = dialog.add_text("30 天里可以找回。")
        dialog.add_button("删除")
        for _ in range(2):  # shown again, as after 复制全部
            later(dialog, dialog.buttons[0].click)
            read.append(dialog.exec())
        error = ErrorDialog(theme, "没有删成", parent=host)
        later(error, error.reject)
        error.exec()
        read.append(words.text())  # still there for whoever showed it, after another dialog's loop
        loop.quit()

    later(host, handler)
    loop.exec()
    delete_now()
    assert read == [0, 0, "30 天里可以找回。"]
    assert host.findChildren(Dialog) == []


def test_contents_in_another_order_keep_no_earlier_ones(qtbot: QtBot) -> None:
    rules = shipped_and_made_up().rules
    contents = Contents(make_theme(), rules)
    qtbot.addWidget(contents)
    for turn in range(4):
        contents.set_order(list(rules) if turn % 2 else list(rules)[::-1])
    QApplication.processEvents()
    delete_now()
    assert len(contents.findChildren(ContentsFilter)) == 1
    assert contents.tree.model() is contents.model and contents.model.rowCount() == len(rules)


def places() -> int:
    """Places in layouts that PySide takes for living ones: what comes to lie there would be taken for a place."""
    return sum(type(held) is QWidgetItem for held in getAllValidWrappers())


def test_a_bar_that_makes_room_and_a_dialog_leave_no_places_behind(qtbot: QtBot) -> None:
    theme = make_theme()
    bar = FindBar(theme)
    forget_places()
    qtbot.addWidget(bar)
    bar.show()
    for width in (400, 900, 600):
        bar.resize(width, bar.height())
        QApplication.processEvents()
    assert not places()
    dialog = Dialog(theme, "没有删成")
    qtbot.addWidget(dialog)
    for _ in range(60):
        dialog.add_text("这一句要占一行。")
    later(dialog, dialog.reject, 1)
    dialog.exec()
    assert dialog.findChildren(QScrollArea)
    assert not places()


def test_pages_leave_no_places_behind(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, make_office(tmp_path))
    for place in ("home", "rule", "checklists", "deadlines", "settings"):
        window.go(place)
        assert not places(), place
    window.theme.change(dark=True, scale=1.5)
    assert not places()


def test_another_look_leaves_nothing_of_the_former_one(qtbot: QtBot) -> None:
    files = FileList(theme := make_theme())
    qtbot.addWidget(files)
    for scale in (1.25, 1.5, 1.75):
        theme.change(scale=scale)
        files.follow_theme()
        files.set_narrow(scale < 1.5)
    delete_now()
    assert len(files.findChildren(QAbstractItemDelegate)) == 1


def test_what_is_done_later_may_be_the_last_to_hold_its_owner() -> None:
    """It crashed, so it runs in a process of its own."""
    told = subprocess.run([sys.executable, "-c", LAST_HOLDER], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout.strip()) == (0, "done"), told.stderr
