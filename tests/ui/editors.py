"""自己编一件 in tests: a city's errands to change, its page, and the form's fields filled as by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

from desk import MADE_UP, build_services, make_theme, show
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.ui.kit.widgets import ComboBox
from govdesk.ui.pages.editor.page import EditorPage

RULE, ERRAND = "yunshan-2025", "submit-request"


def imported_city(folder: Path) -> Services:
    """An imported rule with its errands: the made-up city's, under another name."""
    services = build_services(folder)
    pack = services.data_folder / "rules" / RULE
    shutil.copytree(MADE_UP / "yunchuan-2024", pack)
    for path in pack.rglob("*.*"):
        text = path.read_text(encoding="utf-8").replace("yunchuan-2024", RULE).replace("云川", "云山")
        path.write_text(text, encoding="utf-8")
    return services


def opened(qtbot: QtBot, services: Services) -> EditorPage:
    """The page on `ERRAND`, checked."""
    page = EditorPage(services, make_theme())
    page.activate(rule=RULE, wizard=ERRAND)
    show(qtbot, page)
    checked(page, qtbot)
    return page


def checked(page: EditorPage, qtbot: QtBot) -> None:
    """The checker has said what it has to say."""
    qtbot.waitUntil(lambda: not page.checking.busy)
    QApplication.processEvents()


def fill(page: EditorPage, key: str, words: str) -> None:
    """Type into a field of the form, and leave it."""
    field = page.form.fields[key]
    assert isinstance(field, QLineEdit)
    field.setText(words)
    field.editingFinished.emit()
    QApplication.processEvents()


def choose(page: EditorPage, key: str, words: str) -> None:
    """Choose that entry of a field of the form."""
    box = page.form.fields[key]
    assert isinstance(box, ComboBox)
    box.setCurrentIndex(box.findText(words))
    assert box.currentText() == words, [box.itemText(n) for n in range(box.count())]
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()


def select(page: EditorPage, number: str, words: str) -> None:
    """Select these words of an article, as a hand would."""
    page.side.articles.setCurrentIndex(page.side.articles.findData(number))
    page.side.articles.activated.emit(page.side.articles.currentIndex())
    view = page.side.article.pane.view
    cursor = view.document().find(words)
    assert not cursor.isNull()
    view.setTextCursor(cursor)
