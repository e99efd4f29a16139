"""What narrows the results: the kind, and the rules, each with its count. A column, or one row where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.search.results import KIND_NAMES
from govdesk.ui.theme import SPACE_L, SPACE_M, SPACE_XL, TREE_ROW, Theme
from govdesk.ui.widgets import CheckBox, Ground, Label
from govdesk.ui.widgets.painted_button import PaintedButton

KINDS: tuple[tuple[str, str], ...] = (
    ("", "全部"),
    ("article", KIND_NAMES["article"]),
    ("wizard", KIND_NAMES["wizard"]),
    ("note", KIND_NAMES["note"]),
    ("manual", KIND_NAMES["manual"]),
)


class KindButton(PaintedButton):
    """One kind with its count; the chosen one on actT with a bar."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme, self._count = theme, 0
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def set_count(self, count: int) -> None:
        """Show how many there are."""
        self._count = count
        self.setAccessibleName(f"{self.text()}，{count} 条")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(100), self._theme.px(TREE_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        here = self.isChecked()
        if here:
            painter.fillRect(self.rect(), theme.color("actT"))
            painter.fillRect(0, 0, px(3), self.height(), theme.color("act"))
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        inner = self.rect().adjusted(px(SPACE_XL), 0, -px(SPACE_XL), 0)
        painter.setFont(theme.font("ui", bold=here))
        painter.setPen(theme.color("act" if here else "ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(theme.font("ui"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._count))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class Facets(Ground):
    """`changed()` when another kind or other rules are wanted: see `kind` and `rules`."""

    changed = Signal()

    def __init__(self, theme: Theme, rules: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`rules` are (id, short title)."""
        super().__init__(theme, "panel", "", parent)
        self.setAccessibleName("筛选结果")
        self._group = QButtonGroup(self)
        self.kinds: dict[str, KindButton] = {}
        self.rule_boxes: dict[str, CheckBox] = {}
        self._counts: dict[str, Label] = {}
        self._box = QVBoxLayout(self)
        self._kind_label = Label(theme, "类型", "secondary", "ink2")
        self._box.addWidget(self._kind_label)
        for kind, name in KINDS:
            button = self.kinds[kind] = KindButton(theme, name)
            self._group.addButton(button)
            self._box.addWidget(button)
        self.kinds[""].setChecked(True)
        self._rules = QWidget()
        self._rules_box = QVBoxLayout(self._rules)
        self._rules_box.addWidget(Label(theme, "规则", "secondary", "ink2"))
        for rule_id, name in rules:
            row = QHBoxLayout()
            box = self.rule_boxes[rule_id] = CheckBox(theme, name)
            box.setChecked(True)
            count = self._counts[rule_id] = Label(theme, "0", "ui", "ink2")
            row.addWidget(box)
            row.addStretch(1)
            row.addWidget(count)
            self._rules_box.addLayout(row)
            box.toggled.connect(lambda _on: self.changed.emit())
        self._box.addWidget(self._rules)
        self._box.addStretch(1)
        self._group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)
        theme.changed.connect(self._measure)
        self._measure()

    @property
    def kind(self) -> str:
        """The kind wanted, "" for all."""
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    @property
    def rules(self) -> set[str]:
        """The rules wanted; all of them where none is ticked."""
        ticked = {rule_id for rule_id, box in self.rule_boxes.items() if box.isChecked()}
        return ticked or set(self.rule_boxes)

    def set_counts(self, kinds: Mapping[str, int], rules: Mapping[str, int]) -> None:
        """Show how many results there are of each."""
        for kind, button in self.kinds.items():
            button.set_count(kinds.get(kind, 0))
        for rule_id, label in self._counts.items():
            label.setText(str(rules.get(rule_id, 0)))

    def _measure(self) -> None:
        px = self._theme.px
        side = px(SPACE_XL)
        self._box.setContentsMargins(0, px(SPACE_L), 0, px(SPACE_L))
        self._box.setSpacing(0)
        self._kind_label.setContentsMargins(side, 0, side, px(4))
        self._rules_box.setContentsMargins(side, px(SPACE_XL), side, 0)
        self._rules_box.setSpacing(px(SPACE_M))
