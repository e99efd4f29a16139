"""Another text size while a window is open: its margins, spacings and fixed sizes grow with the text."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from govdesk.ui.kit.widgets.layouts import living_parts, rescale_layout

_UNLIMITED = 16777215  # QWIDGETSIZE_MAX, which PySide does not name


def rescale(root: QWidget, before: float, now: float) -> None:
    """Scale all margins, spacings and fixed sizes in `root`, which were made for the text scale `before`.

    Lengths of one pixel are hairlines and stay. Where more depends on the scale, `apply_layout` or `apply_theme` put it
    right afterwards.
    """

    def scaled(pixels: int) -> int:
        return pixels if pixels <= 1 or pixels >= _UNLIMITED else round(round(pixels / before) * now)

    for widget in living_parts(root, QWidget):
        if not widget.isWindow():
            low, high = widget.minimumSize(), widget.maximumSize()
            wanted = [scaled(size) for size in (low.width(), low.height(), high.width(), high.height())]
            if wanted != [low.width(), low.height(), high.width(), high.height()]:
                widget.setMinimumSize(0, 0)
                widget.setMaximumSize(wanted[2], wanted[3])
                widget.setMinimumSize(wanted[0], wanted[1])
            margins = widget.contentsMargins()
            sides = (margins.left(), margins.top(), margins.right(), margins.bottom())
            if max(sides) > 1:
                widget.setContentsMargins(*map(scaled, sides))
    for change in [rescale_layout(layout, scaled) for layout in living_parts(root, QLayout)]:
        change()
