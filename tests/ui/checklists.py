"""The 清单 page in tests: a page on a record, its lines, and hands on them."""

from __future__ import annotations

from desk import make_theme, show
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.present.checklist_lines import ItemLine, StageLine
from govdesk.records.model import Record
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.checklist.page import ChecklistPage


def opened(qtbot: QtBot, services: Services, record: Record, width: int = 1366, height: int = 684) -> ChecklistPage:
    """The page on `record`, in a window of that size."""
    page = ChecklistPage(services, make_theme())
    page.activate(record=record.number)
    show(qtbot, page, width, height)
    return page


def line(page: ChecklistPage, item: str) -> ItemLine:
    """An item as it is shown."""
    found = page.model.line(page.model.item_index(item))
    assert isinstance(found, ItemLine)
    return found


def on_sheet(page: ChecklistPage, item: str) -> bool:
    """Whether a line with that id is shown."""
    return page.model.item_index(item).isValid()


def stages(page: ChecklistPage) -> dict[str, StageLine]:
    """Stages and parts by name, in order."""
    found = (page.model.line(page.model.index(row, 0)) for row in range(page.model.rowCount()))
    return {stage.name: stage for stage in found if isinstance(stage, StageLine)}


def unfolded(page: ChecklistPage) -> list[str]:
    """The names of the stages and parts whose lines are in sight."""
    rows = enumerate(stages(page))
    return [name for row, name in rows if page.view.isExpanded(page.model.index(row, 0))]


def stand_on(page: ChecklistPage, item: str) -> None:
    """Select a line, the list having the focus."""
    page.view.select(page.model.item_index(item))
    page.view.setFocus()


def place(page: ChecklistPage, item: str, part: str) -> QPoint:
    """The middle of a part of a line, in the viewport; `part` may be point:0."""
    index = page.model.item_index(item)
    page.view.select(index)
    shown = page.model.line(index)
    assert shown is not None and not isinstance(shown, StageLine)
    geometry = page.view.delegate.place(shown)
    name, _, number = part.partition(":")
    rect = geometry.points[int(number)].box if number else getattr(geometry, name)  # type: ignore[union-attr]
    return page.view.visualRect(index).topLeft() + rect.center()


def click(qtbot: QtBot, page: ChecklistPage, item: str, part: str) -> None:
    """Click there."""
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place(page, item, part))


def words(dialog: Dialog) -> list[str]:
    """Everything that a dialog says."""
    return [label.text() for label in dialog.findChildren(QLabel)]
