"""What narrows the results: the kind, the rules and their chapters, each with its count; a column at the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from govdesk.present.search_results import KIND_NAMES
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_XL, SPACE_XS, TREE_ROW, Theme
from govdesk.ui.kit.widgets import CheckBox, ElidedLabel, Ground, Label
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.painted_button import PaintedButton
from govdesk.ui.kit.widgets.scroll_area import ScrollArea

KINDS: tuple[tuple[str, str], ...] = (
    ("", "全部"),
    ("article", KIND_NAMES["article"]),
    ("wizard", KIND_NAMES["wizard"]),
    ("record", KIND_NAMES["record"]),
    ("note", KIND_NAMES["note"]),
    ("manual", KIND_NAMES["manual"]),
    ("statute", "法律法规"),
)
_NAME_WIDTH = 112
#: A rule's id and one of its chapters.
Chapter = tuple[str, str]


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
    """`changed()` when another kind, other rules or chapters are wanted: see `kind`, `rules`, `chapters`."""

    changed = Signal()

    def __init__(self, theme: Theme, rules: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`rules` are (id, short title)."""
        super().__init__(theme, "panel", "", parent)
        self.setAccessibleName("筛选结果")
        self._group = QButtonGroup(self)
        self.kinds: dict[str, KindButton] = {}
        self.rule_boxes: dict[str, CheckBox] = {}
        self.chapter_boxes: dict[Chapter, CheckBox] = {}
        self._counts: dict[str, Label] = {}
        self._kind_label = Label(theme, "类型", "secondary", "ink2")
        inside = Ground(theme, "panel")
        self._box = QVBoxLayout(inside)
        self._box.addWidget(self._kind_label)
        for kind, name in KINDS:
            button = self.kinds[kind] = KindButton(theme, name)
            self._group.addButton(button)
            self._box.addWidget(button)
        self.kinds[""].setChecked(True)
        self._rules = _Boxes(theme, "规则")
        for rule_id, name in rules:
            box, self._counts[rule_id] = self._rules.add(name)
            self.rule_boxes[rule_id] = box
            box.setChecked(True)
            box.toggled.connect(self._change_rules)
        self._box.addWidget(self._rules)
        self._chapters = {rule_id: _Boxes(theme, f"章 · {name}") for rule_id, name in rules}
        for boxes in self._chapters.values():
            self._box.addWidget(boxes)
            boxes.hide()
        self._box.addStretch(1)
        self._scroller = ScrollArea()
        self._scroller.setWidgetResizable(True)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroller)
        self._group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)
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

    @property
    def chapters(self) -> set[Chapter]:
        """The chapters wanted, none for all: articles of other chapters, and whatever else there is, are left out."""
        return {chapter for chapter, box in self.chapter_boxes.items() if box.isChecked() and chapter[0] in self.rules}

    def want_rules(self, wanted: set[str]) -> None:
        """Tick these rules alone."""
        for rule_id, box in self.rule_boxes.items():
            box.blockSignals(True)
            box.setChecked(rule_id in wanted)
            box.blockSignals(False)
        self._change_rules()

    def want_chapter(self, wanted: Chapter | None) -> None:
        """Tick this chapter alone, or none."""
        for chapter, box in self.chapter_boxes.items():
            box.blockSignals(True)
            box.setChecked(chapter == wanted)
            box.blockSignals(False)
        self.changed.emit()

    def set_chapters(self, counts: Mapping[Chapter, int]) -> None:
        """Offer these chapters, in this order, each with how many articles were found in it; none is ticked."""
        self.chapter_boxes = {}
        for boxes in self._chapters.values():
            boxes.clear()
        for (rule_id, name), count in counts.items():
            box, label = self._chapters[rule_id].add(name)
            label.setText(str(count))
            box.toggled.connect(lambda _on: self.changed.emit())
            self.chapter_boxes[rule_id, name] = box
        self._show_chapters()

    def set_counts(self, kinds: Mapping[str, int], rules: Mapping[str, int]) -> None:
        """Show how many results there are of each."""
        for kind, button in self.kinds.items():
            button.set_count(kinds.get(kind, 0))
        for rule_id, label in self._counts.items():
            label.setText(str(rules.get(rule_id, 0)))

    def _change_rules(self) -> None:
        self._show_chapters()
        self.changed.emit()

    def _show_chapters(self) -> None:
        """The chapters of the rules wanted, where articles of them were found."""
        for rule_id, boxes in self._chapters.items():
            boxes.setVisible(rule_id in self.rules and any(rule == rule_id for rule, _ in self.chapter_boxes))

    def _measure(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(0, px(SPACE_L), 0, px(SPACE_L))
        self._box.setSpacing(0)
        self._kind_label.setContentsMargins(px(SPACE_XL), 0, px(SPACE_XL), px(4))


class _Boxes(QWidget):
    """Tick boxes under a heading, a count at the right of each."""

    def __init__(self, theme: Theme, heading: str) -> None:
        super().__init__()
        self._theme = theme
        self._box = QVBoxLayout(self)
        self._box.addWidget(ElidedLabel(theme, heading, "secondary", "ink2"))
        self._rows = QVBoxLayout()
        self._box.addLayout(self._rows)
        self._measure()

    def add(self, name: str) -> tuple[CheckBox, Label]:
        """One more box, and the label for its count."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        # Beside a count and a scroll bar there is no room for 全面正确履行政府职能.
        metrics, room = QFontMetrics(self._theme.font("ui")), self._theme.px(_NAME_WIDTH)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        box, count = CheckBox(self._theme, shown), Label(self._theme, "0", "ui", "ink2")
        box.setAccessibleName(name)
        box.setToolTip("" if shown == name else plain_tip(name))
        row.addWidget(box)
        row.addStretch(1)
        row.addWidget(count)
        self._rows.addWidget(line)
        return box, count

    def clear(self) -> None:
        """Take all boxes away."""
        clear_layout(self._rows)

    def _measure(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(px(SPACE_XL), px(SPACE_XL), px(SPACE_XL), 0)
        self._box.setSpacing(px(SPACE_M))
        self._rows.setSpacing(px(SPACE_XS))
