"""The wizard page in tests: keys as from a keyboard, what is asked, where it leads."""

from __future__ import annotations

from typing import Any

from desk import make_theme, show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.ui.pages.wizard.asking import Asking
from govdesk.ui.pages.wizard.page import WizardPage


def opened(
    qtbot: QtBot, services: Services, width: int = 1366, height: int = 684, scale: float = 1.0, **target: Any
) -> WizardPage:
    """The page on an errand, a draft or a record, in a window of that size."""
    theme = make_theme()
    theme.change(scale=scale)
    page = WizardPage(services, theme)
    page.apply_desk(services.settings.desks.get(services.settings.rule, ""))
    page.activate(**target)
    show(qtbot, page, width, height, scale)
    page.focus_first()
    return page


def key(qtbot: QtBot, page: WizardPage, pressed: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """A key goes to whatever has the focus, as from a keyboard."""
    target = QApplication.focusWidget() or page
    qtbot.keyClick(target, pressed, modifier or Qt.KeyboardModifier.NoModifier)


def asking(page: WizardPage) -> Asking:
    """What is being answered."""
    assert page.asking is not None
    return page.asking


def asked(page: WizardPage) -> str:
    """The id of the question put, `desk` for that of the desk; "" on the last step."""
    found = page.asking.asked() if page.asking is not None else None
    return found.question.id if found else ""


def went(page: WizardPage) -> list[tuple[str, dict[str, Any]]]:
    """Where the page asks the window to go from now on."""
    places: list[tuple[str, dict[str, Any]]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    return places


def choose(page: WizardPage, value: str) -> None:
    """Choose that answer to the question put."""
    found = asking(page).asked()
    assert found is not None
    page.question.choose([offered for offered, _ in found.options].index(value))


def answer_all(qtbot: QtBot, page: WizardPage) -> None:
    """Choose the first answer of every question by its number key, and go on with Enter."""
    for _ in range(8):
        if not asked(page):
            return
        key(qtbot, page, Qt.Key.Key_1)
        key(qtbot, page, Qt.Key.Key_Return)
