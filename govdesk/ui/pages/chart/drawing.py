"""The drawing: cards of questions with their answers, the lines between them, and the stages of the checklist below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import RADIUS_PANEL, SPACE_2XL, SPACE_3XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import Label
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.ui.pages.chart.rows import ChartRow, ItemRow, OptionRow, QuestionRow
from govdesk.wizards.chart import CHECKLIST, Chart, Lane
from govdesk.wizards.model import Wizard

_WIDTH = 880
_FIRST_LANE, _LANE = 20, 15  # px from the cards to the first line, and from line to line


class _Card(QFrame):
    """A framed sheet for the rows of one question or stage."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(1, 1, 1, 1)
        self.rows.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PANEL, RADIUS_PANEL)


class _Sheet(Themed, QWidget):
    """The cards in a column, and the lines painted at their right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.chart: Chart | None = None
        self.current: ChartRow | None = None
        self.questions: dict[int, QuestionRow] = {}
        self.options: dict[tuple[int, int], OptionRow] = {}
        self.items: dict[int, ItemRow] = {}
        self.stages: list[tuple[str, QWidget]] = []
        self._gaps: list[tuple[QSpacerItem, int]] = []  # with their heights at 100 %
        self._heads: list[QHBoxLayout] = []
        self.column = QVBoxLayout(self)
        self.column.setSpacing(0)
        self._checklist = Label(theme, "", "section")
        self.follow_theme(now=False)

    def rows(self) -> list[ChartRow]:
        """Every row from top to bottom."""
        asked: list[ChartRow] = []
        for number, question in self.questions.items():
            asked.append(question)
            asked += [row for (node, _), row in self.options.items() if node == number]
        return asked + list(self.items.values())

    def show_chart(self, wizard: Wizard, chart: Chart) -> None:
        """Show this chart instead."""
        clear_layout(self.column)
        self.chart, self.current = chart, None
        self.questions, self.options, self.items, self.stages = {}, {}, {}, []
        self._gaps, self._heads = [], []
        theme = self._theme
        asked = f"{len(chart.nodes)} 个问题" if chart.nodes else "不用回答问题"
        told = f"{wizard.summary}。{asked}，{len(chart.entries)} 项，分 {len(chart.stages)} 个阶段。"
        self.column.addWidget(Label(theme, wizard.title, "page_title"))
        self.column.addWidget(Label(theme, told, "ui", "ink2", wrap=True))
        self._gap(SPACE_L)
        for node in chart.nodes:
            card = _Card(theme)
            card.setAccessibleName(f"第 {node.number} 问")
            question = self.questions[node.number] = QuestionRow(theme, node)
            card.rows.addWidget(question)
            for index, branch in enumerate(node.branches):
                row = self.options[node.number, index] = OptionRow(theme, node, branch)
                card.rows.addWidget(row)
            self.column.addWidget(card)
            self._gap(SPACE_L)
        self._checklist = Label(theme, f"清单：共 {len(chart.entries)} 项", "section")
        self._gap(SPACE_S)
        self.column.addWidget(self._checklist)
        self._gap(SPACE_XS)
        for stage in chart.stages:
            head = QWidget()
            words = QHBoxLayout(head)
            self._heads.append(words)
            words.addWidget(Label(theme, stage.name, "group"))
            words.addWidget(Label(theme, f"{len(stage.entries)} 项", "secondary", "ink2"))
            words.addStretch(1)
            self.column.addWidget(head)
            card = _Card(theme)
            card.setAccessibleName(stage.name)
            for index, entry in enumerate(stage.entries):
                item = self.items[entry.number] = ItemRow(theme, entry, top_line=index > 0)
                card.rows.addWidget(item)
            self.column.addWidget(card)
            self.stages.append((stage.name, head))
        self.column.addStretch(1)
        self.apply_theme()

    def _gap(self, height: int) -> None:
        gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._gaps.append((gap, height))
        self.column.addItem(gap)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        columns = max((lane.column for lane in self.chart.lanes), default=-1) + 1 if self.chart else 0
        gutter = px(_FIRST_LANE + _LANE * columns) if columns else 0
        self.column.setContentsMargins(px(SPACE_3XL), px(SPACE_2XL), px(SPACE_2XL) + gutter, px(SPACE_3XL))
        self.setMaximumWidth(px(_WIDTH) + gutter)
        for gap, height in self._gaps:
            gap.changeSize(0, px(height), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        for head in self._heads:
            head.setContentsMargins(0, px(SPACE_M), 0, px(SPACE_S))
            head.setSpacing(px(SPACE_M))
        self.column.invalidate()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = [lane for lane in self.chart.lanes if self._touched(lane)]
        for lane in (*(lane for lane in self.chart.lanes if lane not in chosen), *chosen):
            self._paint_lane(painter, lane, touched=False)
        for lane in chosen:
            self._paint_lane(painter, lane, touched=True)

    def _touched(self, lane: Lane) -> bool:
        row = self.current
        if isinstance(row, OptionRow):
            return lane.target in row.branch.leads_to
        return isinstance(row, QuestionRow) and lane.target == row.node.number

    def _paint_lane(self, painter: QPainter, lane: Lane, *, touched: bool) -> None:
        """Stubs from the answers, one line down, an arrow into the target; `touched`: the part that the focus is on."""
        theme, px = self._theme, self._theme.px
        target: QWidget = self._checklist if lane.target == CHECKLIST else self.questions[lane.target]
        edge = next(iter(self.questions.values())).mapTo(self, QPointF(0, 0)).x() + self.questions[1].width() + 1
        across = edge + px(_FIRST_LANE) + px(_LANE) * lane.column
        middle = target.centre_of_first_line() if isinstance(target, ChartRow) else target.height() // 2
        down = target.mapTo(self, QPointF(0, middle)).y()
        row = self.current
        sources = [
            self.options[source]
            for source in lane.sources
            if not touched or not isinstance(row, OptionRow) or self.options[source] is row
        ]
        heights = [s.mapTo(self, QPointF(0, s.centre_of_first_line())).y() for s in sources]
        color = theme.color("act" if touched else "line2")
        painter.setPen(QPen(color, px(2) if touched else px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QPointF(across, min(heights)), QPointF(across, down))
        arrow = edge + px(3) if target is not self._checklist else self._checklist_edge()
        painter.drawLine(QPointF(across, down), QPointF(arrow + px(6), down))
        for height in heights:
            painter.drawLine(QPointF(edge, height), QPointF(across, height))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for height in heights:
            painter.drawEllipse(QPointF(across, height), px(3), px(3))
        size = px(4)
        painter.drawPolygon(
            QPolygonF(
                [QPointF(arrow, down), QPointF(arrow + 2 * size, down - size), QPointF(arrow + 2 * size, down + size)]
            )
        )

    def _checklist_edge(self) -> float:
        """Right of the words 清单：共 n 项."""
        label = self._checklist
        words = label.fontMetrics().horizontalAdvance(label.text())
        return label.mapTo(self, QPointF(0, 0)).x() + words + self._theme.px(SPACE_M)


class ChartView(ScrollArea):
    """The drawing in a scrolling area. `row_focused(row)` when the focus comes to a row, `row_opened(row)` on Enter."""

    row_focused = Signal(object)
    row_opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = _Sheet(theme)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sheet, 1)
        row.addStretch(0)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    @property
    def current(self) -> ChartRow | None:
        """The row that has, or last had, the focus."""
        return self.sheet.current

    def show_chart(self, wizard: Wizard, chart: Chart) -> None:
        """Show this chart from its top."""
        self.sheet.show_chart(wizard, chart)
        for row in self.sheet.rows():
            row.focused.connect(lambda row=row: self._make_current(row))
            row.moved.connect(self._move)
            row.clicked.connect(lambda _checked=False, row=row: self._open(row))
        rows = self.sheet.rows()
        if rows:
            self._make_stop(rows[0])
        self.verticalScrollBar().setValue(0)

    def go_to(self, row: ChartRow) -> None:
        """Bring `row` into view with the focus on it."""
        self._make_current(row)  # before the page is on the screen there is no focus to be had
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        # A chart that was just made is laid out with the next turn of the event loop.
        later(row, lambda: self.ensureWidgetVisible(row, 0, self._theme.px(SPACE_2XL)))

    def go_to_stage(self, index: int) -> None:
        """Bring a stage's heading to the top, with the focus on its first item; -1 goes to the questions."""
        if index < 0:
            self.go_to(self.sheet.rows()[0])
            self.verticalScrollBar().setValue(0)
            return
        name, head = self.sheet.stages[index]
        first = next((row for row in self.sheet.items.values() if row.entry.item.stage == name), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(head.y() - self._theme.px(SPACE_S))

    def _open(self, row: ChartRow) -> None:
        if isinstance(row, OptionRow):
            target = row.branch.leads_to[0]
            items = iter(self.sheet.items.values())  # none, where the answers lead to other errands
            self.go_to(self.sheet.questions[target] if target else next(items, row))
        else:
            self.row_opened.emit(row)

    def _make_current(self, row: ChartRow) -> None:
        self._make_stop(row)
        related = set(row.branch.items) if isinstance(row, OptionRow) else set()
        for number, item in self.sheet.items.items():
            item.set_related(number in related)
        wanted = row.entry.number if isinstance(row, ItemRow) else -1
        for option in self.sheet.options.values():
            option.set_related(wanted in option.branch.items)
        self.ensureWidgetVisible(row, 0, self._theme.px(SPACE_2XL))
        self.sheet.update()
        self.row_focused.emit(row)

    def _make_stop(self, row: ChartRow) -> None:
        if self.sheet.current is not None:
            self.sheet.current.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet.current = row

    def _move(self, how: str) -> None:
        rows, row = self.sheet.rows(), self.sheet.current
        if row is None:
            return
        at = rows.index(row)
        if how in ("page up", "page down"):
            page = self.viewport().height()
            top = row.mapTo(self.sheet, QPointF(0, 0)).y()
            wanted = top + page if how == "page down" else top - page
            at = min(range(len(rows)), key=lambda i: abs(rows[i].mapTo(self.sheet, QPointF(0, 0)).y() - wanted))
        else:
            at = {"up": at - 1, "down": at + 1, "home": 0, "end": len(rows) - 1}[how]
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
            if at == 0:
                self.verticalScrollBar().setValue(0)
