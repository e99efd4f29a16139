"""The menu of Aa: text sizes, and the faces of the law."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from govdesk.look import LAW_FACES
from govdesk.ui.kit.theme import SCALES, Theme
from govdesk.ui.kit.widgets.menus import Menu


def size_menu(
    parent: QWidget, theme: Theme, choose_scale: Callable[[float], object], choose_face: Callable[[str], object]
) -> QMenu:
    """What is in force is ticked."""
    menu = Menu(parent)
    menu.setFont(theme.font("ui"))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sizes = QActionGroup(menu)
    for scale, name in SCALES:
        action = _choice(menu, sizes, f"{name}　{round(scale * 100)}%", scale == theme.scale)
        action.triggered.connect(lambda _checked=False, scale=scale: choose_scale(scale))
    menu.addSeparator()
    faces = QActionGroup(menu)
    for face in LAW_FACES:
        action = _choice(menu, faces, f"条文用{face}", face == theme.law_face)
        if face == "仿宋" and not theme.faces.has_fangsong:
            action.setEnabled(False)
            action.setText("条文用仿宋（本机没有这种字体）")
        action.triggered.connect(lambda _checked=False, face=face: choose_face(face))
    return menu


def _choice(menu: QMenu, group: QActionGroup, text: str, checked: bool) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(checked)
    group.addAction(action)
    return action
