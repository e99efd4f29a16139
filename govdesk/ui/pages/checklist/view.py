"""The list itself: keys and clicks become requests; folding is its own business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from govdesk.present.checklist_lines import GeneralLine, ItemLine, Line, OpenLine, OtherLine, Side, StageLine
from govdesk.ui.kit.theme import Theme
from govdesk.ui.pages.checklist.delegate import ChecklistDelegate, Index
from govdesk.ui.pages.checklist.model import ChecklistModel

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ChecklistView(QTreeView):
    """Shows a `ChecklistModel`. Nothing is changed here: `toggle_requested(item id)` and its like ask for it.

    `current_changed(item id)` follows the selection, "" on a stage header.
    """

    toggle_requested = Signal(str)
    not_applicable_requested = Signal(str)
    article_requested = Signal(str)
    note_requested = Signal(str)
    point_requested = Signal(str)  # the mark of a point with a box
    told_requested = Signal(str)  # 记一笔 on what somebody else does
    start_requested = Signal(str)  # the field that a limit waits for is to be filled in
    current_changed = Signal(str)
    folds_changed = Signal(dict)  # what a hand has folded (heading -> True) or unfolded, where that is not as it opens

    def __init__(self, theme: Theme, model: ChecklistModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._lines = theme, model
        self._pressed: tuple[QModelIndex, str] | None = None
        self._folded_once: set[str] = set()
        self._by_hand: dict[str, bool] = {}
        self._under_hand = self._unfold_parts = False
        self._remembered = self._remembered_stage = ""
        self.delegate = ChecklistDelegate(theme, self)
        self.setAccessibleName("办理事项")
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Room for the bar is always kept, so that folding never makes the lines wider.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        self.expanded.connect(lambda index: self._fold_changed(index, True))
        self.collapsed.connect(lambda index: self._fold_changed(index, False))

    # What the page asks

    def begin(
        self, item_id: str = "", *, unfold_parts: bool = False, by_hand: Mapping[str, bool] | None = None
    ) -> None:
        """A record has just been opened: fold what is finished, and stand on `item_id`, or on the first open item.

        The parts that inform are folded, too, unless `unfold_parts`: a list without items of its own. What was folded or
        unfolded `by_hand` before, as `folds_changed` told it, stands as it was left.
        """
        self._folded_once.clear()
        self.delegate.expanded.clear()
        self.delegate.folded.clear()
        self._unfold_parts, self._by_hand = unfold_parts, dict(by_hand or {})
        for index, line in self._stages():
            if line.finished or line.part:
                self._folded_once.add(line.name)
            folded = self._by_hand.get(line.name, self._opens_folded(index, line))
            (self.delegate.folded.add if folded else self.delegate.folded.discard)(line.name)
            self.setExpanded(index, not folded)
        index = self._lines.item_index(item_id)
        if not index.isValid():
            index = self._first_open()
        self.scrollToTop()
        self.select(index)

    def current_line(self) -> StageLine | Line | None:
        """What is selected."""
        return self._lines.line(self.currentIndex())

    def current_item(self) -> ItemLine | None:
        """The selected item, None on a stage header or nothing."""
        line = self._lines.line(self.currentIndex())
        return line if isinstance(line, ItemLine) else None

    def select(self, index: QModelIndex) -> None:
        """Stand on `index`, unfolding its stage."""
        if index.isValid():
            if index.parent().isValid():
                self.expand(index.parent())
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def settle(self) -> None:
        """Now nothing is under a hand: fold what has become finished (once each), drop what 只看待办 no longer wants."""
        self._lines.settle()
        for index, line in self._stages():
            if not line.finished or line.name in self._folded_once:
                continue
            if self.currentIndex().parent() != index:
                self._folded_once.add(line.name)
                self.setExpanded(index, False)

    def apply_theme(self) -> None:
        """Measures have changed."""
        self.doItemsLayout()
        self.viewport().update()

    # Folding and the place kept

    def _fold_changed(self, index: QModelIndex, unfolded: bool) -> None:
        line = self._lines.line(index)
        if not isinstance(line, StageLine):
            return
        (self.delegate.folded.discard if unfolded else self.delegate.folded.add)(line.name)
        if self._under_hand:
            self._by_hand.pop(line.name, None)
            if unfolded == self._opens_folded(index, line):
                self._by_hand[line.name] = not unfolded
            self.folds_changed.emit(dict(self._by_hand))

    @contextmanager
    def _hand(self) -> Iterator[None]:
        """What is folded or unfolded in this block is the user's own doing."""
        self._under_hand = True
        try:
            yield
        finally:
            self._under_hand = False

    def _opens_folded(self, index: QModelIndex, line: StageLine) -> bool:
        """Whether a list that opens folds this by itself. Of a list that is done the first stage is shown."""
        if line.part:
            return not self._unfold_parts
        done = all(other.finished or other.part for _, other in self._stages())
        return line.finished and not (done and index.row() == 0)

    def _stages(self) -> list[tuple[QModelIndex, StageLine]]:
        rows = ((index := self._lines.index(row, 0), self._lines.line(index)) for row in range(self._lines.rowCount()))
        return [(index, line) for index, line in rows if isinstance(line, StageLine)]

    def _remember(self) -> None:
        line = self._lines.line(self.currentIndex())
        self._remembered = line.id if line is not None and not isinstance(line, StageLine) else ""
        self._remembered_stage = line.name if isinstance(line, StageLine) else ""

    def _recall(self) -> None:
        for index, line in self._stages():
            # A reset view has folded everything.
            self.setExpanded(index, line.name not in self.delegate.folded)
        headers = (index for index, line in self._stages() if line.name == self._remembered_stage)
        index = self._lines.item_index(self._remembered) if self._remembered else next(headers, QModelIndex())
        self.select(index if index.isValid() else self._first_open())

    def _first_open(self) -> QModelIndex:
        """The first open item, else the first line, of what is unfolded; where all is folded, the first header."""
        first = QModelIndex()
        for stage, _ in self._stages():
            for place in range(self._lines.rowCount(stage) if self.isExpanded(stage) else 0):
                index = self._lines.index(place, 0, stage)
                line = self._lines.line(index)
                if isinstance(line, ItemLine) and line.open:
                    return index
                first = first if first.isValid() else index
        return first if first.isValid() else self._lines.index(0, 0)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        line = self._lines.line(current)
        self.current_changed.emit(line.id if line is not None and not isinstance(line, StageLine) else "")

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self._lines.line(self.currentIndex()), event.key()
        plain = event.modifiers() in _PLAIN
        if plain and isinstance(line, StageLine) and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            with self._hand():
                self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
        elif (plain and isinstance(line, ItemLine) and self._act(line, key)) or (
            plain and isinstance(line, (OtherLine, OpenLine, GeneralLine)) and self._act_on_part(line, key)
        ):
            return
        else:
            before = self.currentIndex()
            with self._hand():
                super().keyPressEvent(event)
            if self.currentIndex() != before:
                self.settle()

    def _act(self, line: ItemLine, key: int) -> bool:
        if key == Qt.Key.Key_Space:
            self.toggle_requested.emit(line.id)
        elif key == Qt.Key.Key_N:
            self.not_applicable_requested.emit(line.id)
        elif key == Qt.Key.Key_R:
            self.note_requested.emit(line.id)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.start_requested if line.side is Side.WAITING else self.article_requested).emit(line.id)
        else:
            return False
        return True

    def _act_on_part(self, line: Line, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.article_requested.emit(line.id)
        elif key == Qt.Key.Key_R and not isinstance(line, GeneralLine):
            self.told_requested.emit(line.id)
        elif key not in (Qt.Key.Key_Space, Qt.Key.Key_N, Qt.Key.Key_R):
            return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """Single letters are commands here, not a search."""

    # Clicks

    def mousePressEvent(self, event: QMouseEvent) -> None:
        stage, rect = self._stuck()
        if stage.isValid() and rect.contains(event.position().toPoint()):
            self.setCurrentIndex(stage)
            self._pressed = (stage, "") if event.button() == Qt.MouseButton.LeftButton else None
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            index = self.indexAt(event.position().toPoint())
            self._pressed = (index, self._part(index, event)) if index.isValid() else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second press of a double click does nothing: a hand that clicks twice means one tick, not a tick and its end.
        self._pressed = None
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or pressed != (index, self._part(index, event)):
            return
        line = self._lines.line(index)
        if isinstance(line, StageLine):
            with self._hand():
                self.setExpanded(index, not self.isExpanded(index))
        elif isinstance(line, ItemLine):
            self._clicked(index, line, pressed[1])
        elif line is not None and pressed[1] == "cite":
            self.article_requested.emit(line.id)
        elif isinstance(line, (OtherLine, OpenLine)) and pressed[1] == "told":
            self.told_requested.emit(line.id)

    def _clicked(self, index: QModelIndex, line: ItemLine, part: str) -> None:
        if part == "box":
            self.toggle_requested.emit(line.id)
        elif part.startswith("point:"):
            self.point_requested.emit(line.points[int(part.removeprefix("point:"))].id)
        elif part == "cite":
            self.article_requested.emit(line.id)
        elif part == "note":
            self.note_requested.emit(line.id)
        elif part == "side" and line.side is Side.WAITING:
            self.start_requested.emit(line.id)
        elif part == "more":
            self.delegate.expanded.add(line.id)
            self.doItemsLayout()
            self.scrollTo(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        line, part = self._lines.line(index), self._part(index, event)
        live = isinstance(line, StageLine) or part in ("box", "cite", "more", "note", "told") or part[:6] == "point:"
        live = live or (part == "side" and isinstance(line, ItemLine) and line.side is Side.WAITING)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.settle()

    def _part(self, index: QModelIndex, event: QMouseEvent) -> str:
        line = self._lines.line(index)
        if line is None or isinstance(line, StageLine):
            return ""
        at = event.position().toPoint() - self.visualRect(index).topLeft()
        return self.delegate.place(line).part(at)

    # The header of the stage whose lines are scrolled past stays at the top

    def _stuck(self) -> tuple[QModelIndex, QRect]:
        """The stage whose header is held at the top, and where; an invalid index where its own place is in sight."""
        first = self.indexAt(QPoint(0, 0))
        stage = first.parent() if first.parent().isValid() else first
        if not stage.isValid() or self.visualRect(stage).top() >= 0:
            return QModelIndex(), QRect()
        height = self.visualRect(stage).height()
        below = self._lines.index(stage.row() + 1, 0)
        # The next header pushes it out.
        top = min(0, self.visualRect(below).top() - height) if below.isValid() else 0
        return stage, QRect(0, top, self.viewport().width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        stage, rect = self._stuck()
        if stage.isValid():
            painter = QPainter(self.viewport())
            option = QStyleOptionViewItem()
            option.rect = rect  # type: ignore[attr-defined]  # the stubs leave out the struct's fields
            self.delegate.paint(painter, option, stage)
            painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # the held header must not be moved along

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        if index.parent().isValid():
            hidden = self.visualRect(index.parent()).height() - self.visualRect(index).top()
            if hidden > 0 and self._stuck()[0].isValid():
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() - hidden)

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self.delegate.width:
            self.delegate.width = self.viewport().width()
            self.doItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def drawBranches(self, painter: QPainter, rect: object, index: Index) -> None:
        """The delegate draws carets."""
