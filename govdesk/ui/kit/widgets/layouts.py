"""Emptying and listing layouts whose content changes; the way of Tab through them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from shiboken6 import delete, getAllValidWrappers, invalidate

from govdesk.ui.kit.first_frame import Qt

Part = TypeVar("Part", QWidget, QLayout)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of `layout`; its widgets are hidden at once and deleted by the event loop.

    The focus goes from them to what stays, also where it is only remembered, for the page that is shown again. Qt would
    hand it from each that is hidden to the next one, which would then speak for something that is no longer shown.
    """
    going = take_all(layout)
    if not going:
        return
    take_focus_from(going, layout.parentWidget())
    for widget in going:
        widget.hide()
        widget.deleteLater()


def leave(widget: QWidget) -> None:
    """Hide `widget`, and take the focus from what is in it, as `clear_layout` does."""
    inside = widget.focusWidget()
    if inside is not None:
        inside.clearFocus()
    widget.hide()


def take_all(layout: QLayout) -> list[QWidget]:
    """Empty `layout`, and the layouts in it, which are deleted; gives their widgets, as they were."""
    taken: list[QWidget] = []
    while layout.count():
        item = layout.takeAt(0)
        widget, inner = item.widget(), item.layout()
        if isinstance(inner, QLayout):
            taken += take_all(inner)
        if isinstance(widget, QWidget):
            taken.append(widget)
        delete(item)  # it is ours now
    return taken


def widgets_in(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of `layout` in order, spacers and nested layouts left out."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = item.widget() if item is not None else None
        if item is not None and item.layout() is None:
            _forget_place(item)
        if isinstance(widget, QWidget):
            yield widget


def rescale_layout(layout: QLayout, scaled: Callable[[int], int]) -> Callable[[], None]:
    """What scales the layout's own margins, spacings and empty rooms, to be called when all layouts have been read.

    A layout without a spacing of its own reports that of the layout around it.
    """
    margins = layout.contentsMargins()
    sides = [scaled(side) for side in (margins.left(), margins.top(), margins.right(), margins.bottom())]
    spacing = layout.spacing() if isinstance(layout, QBoxLayout) else -1
    gaps = (layout.horizontalSpacing(), layout.verticalSpacing()) if isinstance(layout, QGridLayout) else (-1, -1)

    def change() -> None:
        layout.setContentsMargins(*sides)
        if spacing > 0:
            layout.setSpacing(scaled(spacing))
        if isinstance(layout, QGridLayout) and max(gaps) > 0:
            layout.setHorizontalSpacing(scaled(gaps[0]))
            layout.setVerticalSpacing(scaled(gaps[1]))
        for index in range(layout.count()):
            item = layout.itemAt(index)
            spacer = item.spacerItem() if item is not None else None
            if spacer is not None and not spacer.expandingDirections():
                size, policy = spacer.sizeHint(), spacer.sizePolicy()
                wide, high = scaled(size.width()), scaled(size.height())
                spacer.changeSize(wide, high, policy.horizontalPolicy(), policy.verticalPolicy())
            if item is not None and item.layout() is None:
                _forget_place(item)
        layout.invalidate()

    return change


def _forget_place(item: QLayoutItem) -> None:
    """Have PySide let go of a place in a layout, which goes on living there.

    Qt deletes the place with its widget and PySide does not hear of it: what comes to lie at that address next, an event
    perhaps, would be taken for the place. And the layout would hold what stands for the place in Python for as long as
    it lives, a thousand of them after every change of the look; for PySide, what a layout is asked to remove, be it
    another layout's, is no longer any layout's.
    """
    QVBoxLayout().removeItem(item)
    invalidate(item)


def forget_places() -> None:
    """Have PySide let go of the places in layouts that it has seen, while they are alive; `_forget_place` says why.

    It sees every place of a layout that is put into another, or into a widget, once it is filled (`addLayout`,
    `setLayout`). To be called when something was built: a page, a page in another look, a dialog.
    """
    for held in getAllValidWrappers():
        if type(held) is QWidgetItem:
            invalidate(held)  # and no more: a layout that is gone may have held it


def take_focus_from(going: list[QWidget], holder: QWidget | None) -> None:
    """What is about to go from `holder` no longer has the focus, nor is it remembered for a page that is shown again."""

    def goes(widget: QWidget | None) -> bool:
        return widget is not None and any(part is widget or part.isAncestorOf(widget) for part in going)

    if goes(QApplication.focusWidget()):
        for part in going:
            for inside in (part, *part.findChildren(QWidget)):
                inside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return
    if holder is not None and holder.focusWidget() is None:
        return  # what remembers nothing has nothing around it that remembers a part of it; and see decision 0239
    while holder is not None:
        if goes(remembered := holder.focusWidget()) and remembered is not None:
            remembered.clearFocus()
        holder = holder.parentWidget()


def living_parts(root: QWidget, kind: type[Part]) -> list[Part]:
    """What of `kind` (widgets, layouts) PySide knows within `root`, the windows that belong to it too; in no order.

    `findChildren` would also make something in Python for every part that Qt itself made, such as a viewport, and `root`
    would hold it for as long as it lives, though the part be long gone.
    """

    def above(part: QWidget | QLayout) -> QWidget | None:
        return part.parentWidget()

    def belongs(part: QWidget | QLayout) -> bool:
        holder = above(part)
        while holder is not None and holder is not root and not root.isAncestorOf(holder):
            holder = above(holder.window())
        return holder is not None

    known: list[Part] = [held for held in getAllValidWrappers() if isinstance(held, kind)]
    return [part for part in known if belongs(part)]


def tab_through(*widgets: QWidget) -> None:
    """Let Tab go through `widgets` one after the other.

    Qt follows the order in which widgets came into the window: one that is made or moved later is the last of all.
    """
    for first, second in itertools.pairwise(widgets):
        QWidget.setTabOrder(first, second)


def tab_stops(*panes: QWidget) -> list[QWidget]:
    """What Tab may stop at in `panes`, each once, a pane's in the order in which they came into the pane."""
    parts = (part for pane in panes for part in (pane, *pane.findChildren(QWidget)))
    return list(dict.fromkeys(part for part in parts if part.focusPolicy() & Qt.FocusPolicy.TabFocus))
