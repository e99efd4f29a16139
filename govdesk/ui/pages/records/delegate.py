"""How a line of the table of checklists is painted."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from govdesk.present.record_listing import WAIT, Column, is_waiting, live_due
from govdesk.present.wording import NOTHING
from govdesk.records.model import RecordState, RecordSummary
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.fitted_title import two_lines
from govdesk.ui.kit.widgets.marks import chip_size, paint_check, paint_chip
from govdesk.ui.pages.records.model import SUMMARY_ROLE, Index, RecordsModel

PAD = 12
#: The tick box of a line, and where the first words begin.
BOX, BOX_LEFT, FIRST_PAD = 20, 32, 64


class RecordsDelegate(QStyledItemDelegate):
    """Paints a line; the selected one in actT with a frame around the whole row."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the struct's fields
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        line: RecordSummary | None = index.data(SUMMARY_ROLE)
        if line is None:
            return
        column = Column(index.column())
        painter.save()
        painter.fillRect(rect, theme.color("actT" if selected else "page"))
        left = theme.px(cell_pad(self._view.horizontalHeader(), column))
        inner = rect.adjusted(left, 0, -theme.px(4), 0)
        if column is first_shown(self._view.horizontalHeader()):
            paint_check(painter, self.box_rect(rect), "done" if selected else "open", theme)
        if column is Column.PROGRESS:
            self._paint_progress(painter, inner, line)
        elif column is Column.DUE and live_due(line) is not None and is_waiting(line):
            self._paint_wait(painter, inner, str(index.data()).removeprefix(WAIT).strip())
        else:
            self._paint_text(painter, inner, line, column, str(index.data()))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if selected and index.row() == self._view.currentIndex().row():
            self._paint_frame(painter, rect, column)
        painter.restore()

    def box_rect(self, rect: QRect) -> QRect:
        """Where the tick box lies in the first cell of a line."""
        size = self._theme.px(BOX)
        return QRect(rect.left() + self._theme.px(BOX_LEFT), rect.center().y() - size // 2, size, size)

    def _paint_wait(self, painter: QPainter, at: QRect, text: str) -> None:
        theme = self._theme
        size = chip_size(theme, WAIT)
        chip = QRect(at.left(), at.center().y() - size.height() // 2, size.width(), size.height())
        paint_chip(painter, chip, WAIT, theme, ink="ink2")
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink2"))
        words = at.adjusted(size.width() + theme.px(6), 0, 0, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _paint_text(self, painter: QPainter, at: QRect, line: RecordSummary, column: Column, text: str) -> None:
        ink, bold, small = _manner(line, column, text, self._today())
        painter.setFont(self._theme.font("secondary" if small else "ui", bold=bold))
        painter.setPen(self._theme.color(ink))
        if column in (Column.TITLE, Column.WIZARD):
            self._paint_lines(painter, at, text, bold=bold)
            return
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _paint_lines(self, painter: QPainter, at: QRect, text: str, *, bold: bool) -> None:
        """A name on one line, or smaller on two."""
        lines = two_lines(text, painter.fontMetrics(), at.width())
        if len(lines) > 1:
            painter.setFont(self._theme.font("secondary", bold=bold))
            lines = two_lines(text, painter.fontMetrics(), at.width())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(at, flags, "\n".join(lines))

    def _paint_progress(self, painter: QPainter, at: QRect, line: RecordSummary) -> None:
        theme = self._theme
        words = f"{line.done}/{line.total}"
        painter.save()  # without it the hairlines of this cell would not be those of its neighbours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(at.left(), at.center().y() - 1.5, at.width() - theme.px(56), theme.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if line.done and line.total:
            bar.setWidth(max(bar.height(), bar.width() * line.done / line.total))
            painter.setBrush(theme.color("actFill"))
            painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        painter.restore()
        painter.setFont(theme.font("ui"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(
            at.adjusted(0, 0, -theme.px(8), 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words
        )

    def _paint_frame(self, painter: QPainter, rect: QRect, column: Column) -> None:
        width = 2 if self._view.hasFocus() else 1
        color = self._theme.color("act")
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, color)
        painter.fillRect(rect.left(), rect.bottom() + 1 - width, rect.width(), width, color)
        header = self._view.horizontalHeader()
        visible = [c for c in Column if not header.isSectionHidden(c)]
        if column is visible[0]:
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), color)
        if column is visible[-1]:
            painter.fillRect(rect.right() + 1 - width, rect.top(), width, rect.height(), color)

    def _today(self) -> dt.date:
        model = self._view.model()
        assert isinstance(model, RecordsModel)
        return model.today


def cell_pad(header: QHeaderView, column: Column) -> int:
    """What a cell is set in by, at 100 %: the first column in sight begins where the page's title does."""
    return FIRST_PAD if column is first_shown(header) else PAD


def first_shown(header: QHeaderView) -> Column:
    """The first column in sight."""
    return next((other for other in Column if not header.isSectionHidden(other)), Column.NUMBER)


def _manner(line: RecordSummary, column: Column, text: str, today: dt.date) -> tuple[str, bool, bool]:
    """Ink, bold and small for a cell."""
    ongoing = line.state is RecordState.ONGOING
    match column:
        case Column.TITLE:
            return "ink", ongoing, False
        case Column.STATE:
            inks = {RecordState.ONGOING: "ink", RecordState.FINISHED: "act"}
            return inks.get(line.state, "ink2"), ongoing, False
        case Column.DUE:
            day = live_due(line)
            if day is None or text == NOTHING:
                return "ink3", False, True
            return ("ver" if day < today else "ink" if day == today else "ink2"), day <= today, True
        case Column.HANDLER:
            return "ink", False, False
    return "ink2", False, False
