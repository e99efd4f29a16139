"""Labels keep the colours of the theme in force, whichever of them hears of a change first."""

from __future__ import annotations

from desk import make_theme
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from govdesk.ui.kit.widgets import ElidedLabel, Label


def test_a_style_sheet_set_after_the_label_was_told_takes_no_colour_away(qtbot: QtBot) -> None:
    theme = make_theme()
    window = QWidget()
    box = QVBoxLayout(window)
    labels = [Label(theme, "适用规则", "secondary", "ink2"), ElidedLabel(theme, "规则库 2 部", "smallest", "ink2")]
    for label in labels:
        box.addWidget(label)
    theme.changed.connect(lambda: window.setStyleSheet(theme.qss()))  # as the window does, after its labels
    window.setStyleSheet(theme.qss())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    for dark in (True, False):
        theme.change(dark=dark)
        for label in labels:
            assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("ink2")
