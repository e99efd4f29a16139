"""Menus: on a line, and over a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from govdesk.ui.kit.second_click import second_click
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.buttons import Button

Action = tuple[str, str, Callable[[str], None]]


class Menu(QMenu):
    """A menu whose entry is not hit twice: the second click would go to what lay under it."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        second_click().watch(self)


def show_menu(parent: QWidget, at: QPoint, item: str, actions: Sequence[Action]) -> None:
    """Offer (words, key, what to do with `item`) at the global point `at`."""
    menu = Menu(parent)
    for words, key, act in actions:
        menu.addAction(f"{words}\t{key}").triggered.connect(lambda _=False, act=act: act(item))
    menu.exec(at)
    menu.deleteLater()


def choice_menu(
    parent: QWidget, theme: Theme, choices: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], None]
) -> Menu:
    """A menu of (value, label) with the chosen value ticked; it is deleted when it closes."""
    menu = Menu(parent)
    menu.setFont(theme.font("ui"))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for value, label in choices:
        action = menu.addAction(label)
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
    return menu


def drop_up(menu: QMenu, button: Button) -> None:
    """Open `menu` over `button`, which stands at the lower edge of the window."""
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
