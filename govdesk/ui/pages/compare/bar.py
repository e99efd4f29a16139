"""Over the comparison: which two rules, what the marks mean, 只看不同, 打印; and the two columns' headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.present.commands import COMMANDS
from govdesk.rules.model import Rule
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.theme import SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import ComboBox, ElidedLabel, Ground, IconButton, SecondaryButton
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.pages.compare.document import SIDE_PADDING

BAR_HEIGHT = 56


class LegendMark(QWidget):
    """仅左侧有 as marked words look."""

    def __init__(self, theme: Theme, words: str, *, left: bool) -> None:
        super().__init__()
        self._theme, self._words, self._left = theme, words, left
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{words}：{'实线' if left else '虚线'}")

    def sizeHint(self) -> QSize:
        self.setFont(self._theme.font("secondary"))
        return QSize(self.fontMetrics().horizontalAdvance(self._words), self.fontMetrics().height() + self._theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setFont(theme.font("secondary"))
        painter.fillRect(self.rect(), theme.color("verT" if self._left else "actT"))
        painter.setPen(theme.color("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        style = Qt.PenStyle.SolidLine if self._left else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.color("ver" if self._left else "act"), 2, style))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class ComparisonBar(Ground):
    """The choices. `chosen(left id, right id)` asks for another comparison."""

    chosen = Signal(str, str)
    only_different_toggled = Signal(bool)
    list_requested = Signal()

    def __init__(self, theme: Theme, print_action: CommandAction, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "b", parent)
        self.list_button = SecondaryButton(theme, "目录", tip=COMMANDS["contents"].tooltip("显示对照的各组"))
        self.list_button.hide()
        self.left = ComboBox(theme, name="左侧的规则", bold=True)
        self.right = ComboBox(theme, name="右侧的规则", bold=True)
        self.swap = IconButton(theme, "arrows-left-right", "左右对调", icon_size=18)
        self.marks = (LegendMark(theme, "仅左侧有", left=True), LegendMark(theme, "仅右侧有", left=False))
        self.only_different = SecondaryButton(
            theme, "只看不同", icon="funnel", tip="只列不同的和一方独有的，略去相同和近似的"
        )
        self.only_different.setCheckable(True)
        self.print_button = SecondaryButton(theme, "")
        self.print_button.follow(print_action)
        self._row = QHBoxLayout(self)
        for widget in (self.list_button, self.left, self.swap, self.right, *self.marks):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.only_different)
        self._row.addWidget(self.print_button)
        self.left.activated.connect(lambda _index: self._choose())
        self.right.activated.connect(lambda _index: self._choose())
        self.swap.clicked.connect(lambda: self.chosen.emit(self.right.currentData(), self.left.currentData()))
        self.only_different.toggled.connect(self.only_different_toggled)
        self.list_button.clicked.connect(self.list_requested)
        self.apply_theme()

    def show_choice(self, rules: Sequence[Rule], left: Rule, others: Sequence[Rule], right: Rule | None) -> None:
        """Offer `rules` at the left, and at the right what the left one can be laid beside."""
        for box, offered, now in ((self.left, rules, left), (self.right, others, right)):
            box.clear()
            for rule in offered:
                box.addItem(_short_name(rule, (*rules, *others)), rule.id)
                box.setItemData(box.count() - 1, plain_tip(rule.meta.title), Qt.ItemDataRole.ToolTipRole)
            box.setCurrentIndex(box.findData(now.id) if now is not None else -1)
        for widget in (self.right, self.swap, self.only_different):
            widget.setEnabled(right is not None)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self.setFixedHeight(px(BAR_HEIGHT))
        self._row.setContentsMargins(px(SPACE_XL + 4), 0, px(SPACE_XL + 4), 1)
        self._row.setSpacing(px(SPACE_S + 2))

    def set_narrow(self, narrow: bool) -> None:
        """Without the legend, where there is no room for it."""
        for mark in self.marks:
            mark.setVisible(not narrow)

    def _choose(self) -> None:
        self.chosen.emit(self.left.currentData(), self.right.currentData() or "")


class ColumnHeads(Ground):
    """Over either column its rule: title, 文号, 印发. It is as wide as the sheet beside its scroll bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "window", "b", parent)
        self._scroll_width = 0
        self._sides: list[tuple[ElidedLabel, ElidedLabel]] = []
        self._columns: list[QVBoxLayout] = []
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for _ in range(2):
            title = ElidedLabel(theme, "", "ui", "ink", bold=True)
            about = ElidedLabel(theme, "", "secondary", "ink2")
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(title)
            column.addWidget(about)
            self._row.addLayout(column, 1)
            self._sides.append((title, about))
            self._columns.append(column)
        self.apply_theme()

    def show_rules(self, *rules: Rule) -> None:
        """Name both rules."""
        for rule, (title, about) in zip(rules, self._sides, strict=True):
            issued = f"{rule.meta.issued.isoformat()} 印发" if rule.meta.issued else ""
            title.setText(rule.meta.title)
            about.setText(" · ".join(part for part in (rule.meta.doc_number, issued) if part))

    def set_scroll_width(self, width: int) -> None:
        """Leave room at the right for the sheet's scroll bar."""
        self._scroll_width = width
        self.apply_theme()
        self.update()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self.setFixedHeight(px(62))
        self._row.setContentsMargins(0, 0, self._scroll_width, 1)
        for column in self._columns:
            column.setContentsMargins(px(SIDE_PADDING), px(SPACE_S), px(SIDE_PADDING), px(SPACE_S))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        middle = QRect((self.width() - self._scroll_width) // 2, 0, 1, self.height())
        QPainter(self).fillRect(middle, self._theme.color("line"))


def _short_name(rule: Rule, all_rules: Sequence[Rule]) -> str:
    """What the boxes call a rule; with its year where another bears the same short title."""
    name = rule.meta.short_title
    same = {other.id for other in all_rules if other.meta.short_title == name}
    return f"{name}（{rule.meta.issued.year}）" if len(same) > 1 and rule.meta.issued else name
