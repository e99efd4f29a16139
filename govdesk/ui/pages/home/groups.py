"""The groups of procedures: a name in the left gutter, a framed grid of cells, arrows that move in two dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import RADIUS_PANEL, SPACE_XL, Theme
from govdesk.ui.kit.widgets.labels import Label
from govdesk.ui.pages.home.cell import ProcedureCell

if TYPE_CHECKING:
    from govdesk.wizards.frontpage import Group, Procedure

_GUTTER = 112
_WHOLE = 5  # so many characters stand in one line of the gutter


class _Frame(QFrame):
    """The sheet under the cells of one group."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PANEL, RADIUS_PANEL)


def _broken(title: str) -> str:
    """The longest names break where their two parts meet: 决策与 / 规范性文件.

    By a line end: for a character of no width, which the serif has not, Qt would load yet another font at every start.
    """
    return title if len(title) <= _WHOLE else title.replace("与", "与\n")


class GroupView(QWidget):
    """One group, its cells in two columns, or in one where there is no room."""

    def __init__(self, theme: Theme, group: Group, columns: int) -> None:
        super().__init__()
        self._theme = theme
        self.group = group
        self.columns = 0
        self.cells = [ProcedureCell(theme, procedure) for procedure in group.procedures]
        self.setAccessibleName(group.title)
        self._name = Label(theme, _broken(group.title), "section", wrap=True)
        self._count = Label(theme, f"{len(group.procedures)} 项", "secondary", "ink2")
        gutter = QVBoxLayout()
        gutter.setSpacing(0)
        gutter.addWidget(self._name)
        gutter.addWidget(self._count)
        gutter.addStretch(1)
        self._gutter = QWidget()
        self._gutter.setLayout(gutter)
        self._gutter_box = gutter
        self._frame = _Frame(theme)
        self._grid = QGridLayout(self._frame)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._gutter)
        row.addWidget(self._frame, 1, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()
        self.set_columns(columns)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._gutter.setFixedWidth(px(_GUTTER))
        self._gutter_box.setContentsMargins(0, px(15), px(8), 0)

    def set_columns(self, columns: int) -> None:
        """Lay the cells out in one or two columns."""
        if columns == self.columns:
            return
        if self.columns:
            for cell in self.cells:
                self._grid.removeWidget(cell)
        self.columns = columns
        rows = -(-len(self.cells) // columns)
        for index, cell in enumerate(self.cells):
            row, column = divmod(index, columns)
            # With an odd last cell the grid keeps its middle line, so the columns stay in step.
            cell.right_line = column < columns - 1
            cell.bottom_line = row < rows - 1
            self._grid.addWidget(cell, row, column)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def cell_at(self, row: int, column: int) -> ProcedureCell | None:
        """The cell there; in a short last row the last one stands in for those that are missing."""
        rows = -(-len(self.cells) // self.columns)
        if not 0 <= row < rows:
            return None
        return self.cells[min(row * self.columns + min(column, self.columns - 1), len(self.cells) - 1)]


class GroupsView(QWidget):
    """All groups one under the other; they form one grid for the arrow keys."""

    started = Signal(object)  # Procedure
    articles_requested = Signal(object)
    blank_form_requested = Signal(object)
    chart_requested = Signal(object)
    cell_focused = Signal(object)  # ProcedureCell

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns = 2
        self._views: list[GroupView] = []
        self._waiting: list[Group] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()

    @property
    def views(self) -> list[GroupView]:
        """The views of all groups."""
        while self._waiting:
            self._add_next()
        return self._views

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        self._box.setSpacing(self._theme.px(SPACE_XL))

    def show_groups(self, groups: Sequence[Group], columns: int, height: int) -> None:
        """Show these groups instead of the present ones.

        What does not fit into `height` pixels is made after the next paint, a group at a turn of the event loop: half of
        the groups lie below the window's edge at start. Whoever asks for `views` gets them all, at once.
        """
        for view in self._views:
            self._box.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views, self._waiting, self._columns = [], list(groups), columns
        filled = 0
        while self._waiting and filled <= height:
            filled += self._add_next().sizeHint().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._waiting:
            later(self, self._go_on)

    def set_columns(self, columns: int) -> None:
        """One or two columns in every group."""
        self._columns = columns
        for view in self._views:
            view.set_columns(columns)

    def first_cell(self) -> ProcedureCell | None:
        """The first cell of all."""
        return self._views[0].cells[0] if self._views else None

    def _go_on(self) -> None:
        if self._waiting:
            self._add_next()
        if self._waiting:
            later(self, self._go_on)

    def _add_next(self) -> GroupView:
        view = GroupView(self._theme, self._waiting.pop(0), self._columns)
        before = self._views[-1].cells[-1] if self._views else None
        self._views.append(view)
        self._box.addWidget(view)
        for index, cell in enumerate(view.cells):
            self._connect(view, cell, index)
            if before is not None:
                # Links over the groups may have been made meanwhile: Tab still goes from cell to cell.
                QWidget.setTabOrder(before, cell)
            before = cell
        return view

    def _connect(self, view: GroupView, cell: ProcedureCell, index: int) -> None:
        procedure: Procedure = cell.procedure
        cell.clicked.connect(lambda: self.started.emit(procedure))
        cell.articles_requested.connect(lambda: self.articles_requested.emit(procedure))
        cell.blank_form_requested.connect(lambda: self.blank_form_requested.emit(procedure))
        cell.chart_requested.connect(lambda: self.chart_requested.emit(procedure))
        cell.focused.connect(lambda: self.cell_focused.emit(cell))
        cell.move_requested.connect(lambda columns, rows: self._move(view, index, columns, rows))

    def _move(self, view: GroupView, index: int, columns: int, rows: int) -> None:
        row, column = divmod(index, view.columns)
        target = None
        if columns:
            # Left and right run on through the rows, so that no arrow is dead but at the two ends.
            position = index + columns
            if 0 <= position < len(view.cells):
                target = view.cells[position]
        else:
            target = view.cell_at(row + rows, column) or self._neighbour(view, column, rows)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _neighbour(self, view: GroupView, column: int, rows: int) -> ProcedureCell | None:
        position = self.views.index(view) + rows
        if not 0 <= position < len(self.views):
            return None
        other = self.views[position]
        last = -(-len(other.cells) // other.columns) - 1
        return other.cell_at(0 if rows > 0 else last, column)
