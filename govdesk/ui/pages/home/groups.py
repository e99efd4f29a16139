"""The groups of procedures: a name in the left gutter, a framed grid of cells, arrows that move in two dimensions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.later import later
from govdesk.ui.kit.painting import fill
from govdesk.ui.kit.theme import RADIUS_PANEL, SPACE_XL, Theme
from govdesk.ui.kit.widgets.labels import Label, plain_tip
from govdesk.ui.kit.widgets.painted_button import PaintedButton
from govdesk.ui.pages.home.cell import ProcedureCell

if TYPE_CHECKING:
    from govdesk.present.home import HomeGroup
    from govdesk.wizards.frontpage import Procedure

_GUTTER = 112
_FOLD_ROW = 36
_WHOLE = 5  # so many characters stand in one line of the gutter


class _Frame(QFrame):
    """The sheet under the cells of one group."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PANEL, RADIUS_PANEL)


def _broken(title: str) -> str:
    """A long name in two lines of the gutter, broken where it can be: 领导外出 / 和活动.

    By a line end: for a character of no width, which the serif has not, Qt would load yet another font at every start.
    """
    if len(title) <= _WHOLE:
        return title
    for mark, keep in (("、", True), ("和", False), ("定规矩", False)):
        place = title.find(mark, 1)
        if 0 < place <= _WHOLE:
            cut = place + len(mark) if keep else place
            return f"{title[:cut]}\n{title[cut:]}"
    return title


class FoldRow(PaintedButton):
    """别的单位办的 n 件 with their titles; pressed, it shows their cells in place, or hides them."""

    move_requested = Signal(int, int)
    fold_requested = Signal(bool)

    def __init__(self, theme: Theme, titles: str, count: int) -> None:
        super().__init__()
        self._theme, self._titles = theme, titles
        self.folded = True
        self.setText(f"别的单位办的 {count} 件")
        self.setAccessibleName(f"{self.text()}：{titles}，按回车展开")
        self.setToolTip(plain_tip(titles))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.fold_requested.emit(not self.folded))

    def set_folded(self, folded: bool) -> None:
        """Say whether the cells below are shown."""
        self.folded = folded
        self.setAccessibleName(f"{self.text()}：{self._titles}，按回车{'展开' if folded else '收起'}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(_FOLD_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and self.folded == (key == Qt.Key.Key_Right):
            self.fold_requested.emit(key == Qt.Key.Key_Left)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_requested.emit(0, 1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        focus = self.hasFocus()
        token = "actT" if focus else "hover" if self.underMouse() else "panel"
        fill(painter, self.rect(), theme.color(token))
        side = px(14)
        at = QRectF(px(16), (self.height() - side) / 2, side, side)
        draw_icon(painter, at, "caret-right" if self.folded else "caret-down", theme.color("ink2"))
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink2"))
        metrics = painter.fontMetrics()
        left = px(16 + 14 + 8)
        painter.drawText(left, 0, self.width(), self.height(), Qt.AlignmentFlag.AlignVCenter, self.text())
        left += metrics.horizontalAdvance(self.text()) + px(10)
        room = self.width() - left - px(16)
        painter.setPen(theme.color("ink3"))
        titles = metrics.elidedText(self._titles, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, 0, room + 1, self.height(), Qt.AlignmentFlag.AlignVCenter, titles)
        if focus:
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class GroupView(QWidget):
    """One group: one's own cells in two columns (one where there is no room), those of others folded into a row."""

    fold_changed = Signal(bool)

    def __init__(
        self, theme: Theme, group: HomeGroup, columns: int, holders: Callable[[Procedure], str], *, folded: bool
    ) -> None:
        super().__init__()
        self._theme = theme
        self.group = group
        self.columns = 0
        self.own_cells = [ProcedureCell(theme, procedure, holders(procedure)) for procedure in group.own]
        self.other_cells: list[ProcedureCell] = []
        self._holders = holders
        self.fold: FoldRow | None = None
        if group.others:
            titles = " ・ ".join(f"{p.title}（{holders(p)}）" if holders(p) else p.title for p in group.others)
            self.fold = FoldRow(theme, titles, len(group.others))
            self.fold.fold_requested.connect(self.set_folded)
        self.setAccessibleName(group.title)
        self._name = Label(theme, _broken(group.title), "section", wrap=True)
        self._count = Label(theme, f"{len(group.own)} 件" if group.own else "", "secondary", "ink2")
        gutter = QVBoxLayout()
        gutter.setSpacing(0)
        gutter.addWidget(self._name)
        gutter.addWidget(self._count)
        gutter.addStretch(1)
        self._gutter = QWidget()
        self._gutter.setLayout(gutter)
        self._gutter_box = gutter
        self._frame = _Frame(theme)
        self._column = QVBoxLayout(self._frame)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._own_grid, self._other_grid = QGridLayout(), QGridLayout()
        for grid in (self._own_grid, self._other_grid):
            grid.setSpacing(0)
        self._column.addLayout(self._own_grid)
        if self.fold is not None:
            self._column.addWidget(self.fold)
        self._column.addLayout(self._other_grid)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._gutter)
        row.addWidget(self._frame, 1, Qt.AlignmentFlag.AlignTop)
        self.apply_theme()
        self.set_columns(columns)
        if not folded:
            self.set_folded(False)

    @property
    def cells(self) -> list[ProcedureCell]:
        """One's own cells, then those of others as far as they are shown."""
        return self.own_cells + self.other_cells

    @property
    def first(self) -> QWidget:
        """What the focus goes to first."""
        first = self.own_cells[0] if self.own_cells else self.fold
        assert first is not None, "a group has something in it"
        return first

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._gutter.setFixedWidth(px(_GUTTER))
        self._gutter_box.setContentsMargins(0, px(15 if self.own_cells else 6), px(8), 0)

    def set_folded(self, folded: bool) -> None:
        """Show the cells of other desks' errands, or fold them away."""
        if self.fold is None or folded == (not self.other_cells):
            return
        for cell in self.other_cells:
            self._other_grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self.other_cells = []
        if not folded:
            self.other_cells = [ProcedureCell(self._theme, p, self._holders(p)) for p in self.group.others]
            self._lay(self._other_grid, self.other_cells, self.columns)
        self.fold.set_folded(folded)
        self.fold_changed.emit(folded)

    def set_columns(self, columns: int) -> None:
        """Lay the cells out in one or two columns."""
        if columns == self.columns:
            return
        self.columns = columns
        for grid, cells in ((self._own_grid, self.own_cells), (self._other_grid, self.other_cells)):
            for cell in cells:
                grid.removeWidget(cell)
            self._lay(grid, cells, columns)

    def _lay(self, grid: QGridLayout, cells: list[ProcedureCell], columns: int) -> None:
        rows = -(-len(cells) // columns)
        for index, cell in enumerate(cells):
            row, column = divmod(index, columns)
            # With an odd last cell the grid keeps its middle line, so the columns stay in step.
            cell.right_line = column < columns - 1
            cell.bottom_line = row < rows - 1 or (cells is self.own_cells and self.fold is not None)
            grid.addWidget(cell, row, column)
        for column in range(2):
            grid.setColumnStretch(column, 1 if column < columns else 0)

    def rows(self) -> list[list[QWidget]]:
        """What the arrows walk over, row by row; the row that folds is one of them."""
        found: list[list[QWidget]] = []
        for cells in (self.own_cells, self.other_cells):
            if cells is self.other_cells and self.fold is not None:
                found.append([self.fold])
            found += [list(cells[i : i + self.columns]) for i in range(0, len(cells), self.columns)]
        return found


class GroupsView(QWidget):
    """All groups one under the other; they form one grid for the arrow keys."""

    started = Signal(object)  # Procedure
    articles_requested = Signal(object)
    blank_form_requested = Signal(object)
    chart_requested = Signal(object)
    cell_focused = Signal(object)  # ProcedureCell
    folds_changed = Signal(object)  # ids of the groups whose other errands are in sight

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns = 2
        self._views: list[GroupView] = []
        self._waiting: list[HomeGroup] = []
        self._holders: Callable[[Procedure], str] = lambda _: ""
        self._unfolded: set[str] = set()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
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

    def show_groups(
        self,
        groups: Sequence[HomeGroup],
        columns: int,
        height: int,
        holders: Callable[[Procedure], str],
        unfolded: Collection[str] = (),
    ) -> None:
        """Show these groups instead of the present ones. `unfolded`: ids of those whose other errands are in sight.

        What does not fit into `height` pixels is made after the next paint, a group at a turn of the event loop: half of
        the groups lie below the window's edge at start. Whoever asks for `views` gets them all, at once.
        """
        for view in self._views:
            self._box.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views, self._waiting, self._columns = [], list(groups), columns
        self._holders, self._unfolded = holders, set(unfolded)
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

    def first_cell(self) -> QWidget | None:
        """The first cell of all, or the row that folds where there is nothing of one's own."""
        return self._views[0].first if self._views else None

    def _go_on(self) -> None:
        if self._waiting:
            self._add_next()
        if self._waiting:
            later(self, self._go_on)

    def _add_next(self) -> GroupView:
        group = self._waiting.pop(0)
        folded = group.id not in self._unfolded
        view = GroupView(self._theme, group, self._columns, self._holders, folded=folded)
        self._views.append(view)
        self._box.addWidget(view)
        for cell in view.cells:
            self._connect(view, cell)
        if view.fold is not None:
            view.fold.move_requested.connect(lambda columns, rows: self._move(view, view.fold, columns, rows))
            view.fold_changed.connect(lambda folded: self._on_fold(view, folded))
        return view

    def _on_fold(self, view: GroupView, folded: bool) -> None:
        for cell in view.other_cells:
            self._connect(view, cell)
        self._unfolded = self._unfolded - {view.group.id} if folded else self._unfolded | {view.group.id}
        self.folds_changed.emit(tuple(sorted(self._unfolded)))

    def _connect(self, view: GroupView, cell: ProcedureCell) -> None:
        procedure: Procedure = cell.procedure
        cell.clicked.connect(lambda: self.started.emit(procedure))
        cell.articles_requested.connect(lambda: self.articles_requested.emit(procedure))
        cell.blank_form_requested.connect(lambda: self.blank_form_requested.emit(procedure))
        cell.chart_requested.connect(lambda: self.chart_requested.emit(procedure))
        cell.focused.connect(lambda: self.cell_focused.emit(cell))
        cell.move_requested.connect(lambda columns, rows: self._move(view, cell, columns, rows))

    def _move(self, view: GroupView, widget: QWidget | None, columns: int, rows: int) -> None:
        grid = [row for v in self.views for row in v.rows()]
        flat = [cell for row in grid for cell in row]
        at = next(i for i, row in enumerate(grid) if widget in row)
        target: QWidget | None = None
        if columns:
            # Left and right run on through the rows, so that no arrow is dead but at the two ends.
            place = flat.index(widget) + columns if widget is not None else -1
            target = flat[place] if 0 <= place < len(flat) else None
        elif 0 <= at + rows < len(grid) and widget is not None:
            row = grid[at + rows]
            target = row[min(grid[at].index(widget), len(row) - 1)]
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
