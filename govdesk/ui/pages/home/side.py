"""The right column of the home page: 继续办理 and 临近期限. Each part is gone while it has nothing to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.present import targets
from govdesk.present.home import ANSWERED, Begun, NearDeadline, when_in_words
from govdesk.present.targets import Target
from govdesk.ui.kit.theme import RADIUS_CONTROL, SPACE_2XL, SPACE_M, SPACE_XS, Theme
from govdesk.ui.kit.widgets.bars import ProgressBar
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.chip import Chip
from govdesk.ui.kit.widgets.labels import ClampedLabel, ElidedLabel, Label, plain_tip
from govdesk.ui.kit.widgets.layouts import clear_layout, widgets_in
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.painted_button import PaintedButton

_WEEKDAYS = "一二三四五六日"
#: Beside the words of a row, so that the ring of the focus lies around them; the column gives the room.
ROW_PAD = 8


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


class _Row(PaintedButton):
    """A clickable row made of labels, with a hairline below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.offers: tuple[tuple[str, Callable[[], object]], ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def menu(self) -> Menu:
        """The context menu: what `offers` says."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._theme.font("ui"))
        for words, act in self.offers:
            menu.addAction(words, act)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu().popup(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), self._theme.color("hover"))
        pad = self._theme.px(ROW_PAD)
        painter.fillRect(pad, self.height() - 1, self.width() - 2 * pad, 1, self._theme.color("line"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("act"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -2), RADIUS_CONTROL, RADIUS_CONTROL)


class BegunRow(_Row):
    """A line of 继续办理: title, procedure and when, bar and n/m."""

    def __init__(self, theme: Theme, line: Begun, today: dt.date) -> None:
        super().__init__(theme)
        px = theme.px
        when = when_in_words(line.when, today)
        waits = ANSWERED if line.answered else f"第 {line.done} 问，共 {line.total} 问"
        progress = waits if line.draft else f"进度 {line.done}/{line.total}"
        self.setAccessibleName(f"{line.title}，{line.what}，{when}，{'草稿，' if line.draft else ''}{progress}")
        title = ClampedLabel(theme, line.title)
        self.setToolTip(plain_tip(line.title))
        second = QHBoxLayout()
        second.addWidget(ElidedLabel(theme, line.what, "secondary", "ink2"), 1)
        second.addWidget(Label(theme, when, "secondary", "ink2"))
        third = QHBoxLayout()
        third.setSpacing(px(SPACE_M))
        if line.draft:
            third.addWidget(Chip(theme, "草稿", dashed=True))
            third.addWidget(Label(theme, progress, "secondary", "ink2"), 1)
            third.addWidget(Label(theme, "接着办", "secondary", "act"))
        else:
            bar = ProgressBar(theme)
            bar.set_progress(line.done, line.total)
            third.addWidget(bar, 1)
            count = Label(theme, f"{line.done}/{line.total}", "secondary", "ink2")
            count.setMinimumWidth(px(36))
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            third.addWidget(count)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(ROW_PAD), px(10), px(ROW_PAD), px(12))
        box.setSpacing(px(SPACE_XS))
        box.addWidget(title)
        box.addLayout(second)
        box.addLayout(third)


class DeadlineRow(_Row):
    """A line of 临近期限: date and weekday, what, how many working days."""

    def __init__(self, theme: Theme, line: NearDeadline, today: dt.date) -> None:
        super().__init__(theme)
        px, due = theme.px, line.due
        late = due < today and not line.waits  # what somebody else owes is no fault of the clerk's
        token = "ver" if late else "ink"
        remaining = line.remaining.replace("逾期", "已过") if line.waits else line.remaining
        whom = f"等{line.waits}：{line.what}" if line.waits else line.what
        city = line.city.removesuffix("市")  # whole even in a narrow column
        weekday = f"周{_WEEKDAYS[due.weekday()]}"
        self.setAccessibleName(f"{due.isoformat()} {weekday}，{line.title}，{whom}，{remaining}，{line.city}")
        self.setToolTip(plain_tip(f"{line.title}\n{whom}"))
        day = f"{due:%m-%d}" if due.year == today.year else f"{due:%y-%m-%d}"
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(Label(theme, day, "ui", token, bold=True))
        left.addWidget(Label(theme, weekday, "secondary", "ver" if late else "ink2"))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(ElidedLabel(theme, line.title, "ui"))
        second = QHBoxLayout()
        second.setSpacing(0)
        if line.waits:
            second.addWidget(Chip(theme, "等"))
            second.addWidget(ElidedLabel(theme, f" {line.waits}", "secondary", "ink2"), 1)
            second.addWidget(Label(theme, city, "secondary", "ink2"))
        else:
            words = ElidedLabel(theme, remaining, "secondary", "ver" if late else "ink2", bold=due <= today)
            words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            second.addWidget(words)
            second.addWidget(Label(theme, f" ・ {city}" if city else "", "secondary", "ink2"))
            second.addStretch(1)
        right.addLayout(second)
        column = QWidget()
        column.setLayout(left)
        column.setFixedWidth(px(62))
        column.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        left.setContentsMargins(0, 0, 0, 0)
        box = QHBoxLayout(self)
        box.setContentsMargins(px(ROW_PAD), px(9), px(ROW_PAD), px(10))
        box.setSpacing(0)
        box.addWidget(column)
        box.addLayout(right, 1)


class Part(QWidget):
    """A heading with a link to the whole list, and rows under it."""

    more_requested = Signal()

    def __init__(self, theme: Theme, title: str, more: str) -> None:
        super().__init__()
        self._theme = theme
        link = LinkButton(theme, more, role="secondary")
        link.clicked.connect(self.more_requested)
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.addWidget(Label(theme, title, "section"), 1)
        head.addWidget(link)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._head, self._box = head, box
        box.addLayout(head)
        box.addLayout(self._rows)
        self.apply_theme()
        self.hide()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        pad = self._theme.px(ROW_PAD)
        self._head.setContentsMargins(pad, 0, pad, 0)
        self._box.setSpacing(self._theme.px(SPACE_XS))

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show these rows instead; without rows the part is gone."""
        clear_layout(self._rows)
        for row in rows:
            self._rows.addWidget(row)
        self.setVisible(bool(rows))

    def rows(self) -> list[QWidget]:
        """The rows shown."""
        return list(widgets_in(self._rows))


class HomeSide(QWidget):
    """Both parts. `opened(page, target)` asks to go on with something."""

    opened = Signal(object)  # Target

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.begun = Part(theme, "继续办理", "全部清单")
        self.deadlines = Part(theme, "临近期限", "全部期限")
        self.begun.more_requested.connect(lambda: self.opened.emit(targets.Checklists()))
        self.deadlines.more_requested.connect(lambda: self.opened.emit(targets.Deadlines()))
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.begun)
        self._box.addWidget(self.deadlines)
        self._box.addStretch(1)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        for part in (self.begun, self.deadlines):
            part.apply_theme()
        px = self._theme.px
        beside = px(SPACE_2XL) - px(ROW_PAD)
        self._box.setContentsMargins(beside, px(SPACE_2XL), beside, px(SPACE_2XL))
        self._box.setSpacing(px(SPACE_2XL))

    def is_empty(self) -> bool:
        """Whether there is nothing to show at all."""
        return not (self.begun.rows() or self.deadlines.rows())

    def show_begun(self, lines: Sequence[Begun], today: dt.date) -> None:
        """Show what was begun."""
        rows = []
        for line in lines:
            row = BegunRow(self._theme, line, today)
            target: Target = targets.RunWizard(draft=line.draft)
            if line.record:
                target = targets.Checklist(record=line.record)
            row.clicked.connect(lambda _checked=False, target=target: self.opened.emit(target))
            row.offers = (
                ("打开清单" if line.record else "接着办", row.click),
                ("复制名称", partial(_copy, line.title)),
                ("全部清单和草稿", self.begun.more_requested.emit),
            )
            rows.append(row)
        self.begun.show_rows(rows)

    def show_deadlines(self, lines: Sequence[NearDeadline], today: dt.date) -> None:
        """Show what falls due."""
        rows = []
        for line in lines:
            row = DeadlineRow(self._theme, line, today)
            row.clicked.connect(
                lambda _checked=False, record=line.record: self.opened.emit(targets.Checklist(record=record))
            )
            row.offers = (
                ("打开清单", row.click),
                ("复制这一行", partial(_copy, row.accessibleName())),
                ("全部期限", self.deadlines.more_requested.emit),
            )
            rows.append(row)
        self.deadlines.show_rows(rows)
