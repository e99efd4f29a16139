"""The queue at work: changes at the left, the words of one at the right, what can be done with it below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.drafting.version_steps import Look
from govdesk.errors import UserError
from govdesk.present.commands import COMMANDS
from govdesk.present.succession import Kind, VersionChange
from govdesk.ui.kit.command import CommandAction, list_commands
from govdesk.ui.kit.layout import MEDIUM, WindowLayout
from govdesk.ui.kit.theme import SPACE_L, SPACE_S, Theme
from govdesk.ui.kit.widgets import ErrorDialog, Ground, PrimaryButton, SecondaryButton
from govdesk.ui.kit.widgets.segments import Segments
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.versions.change import ChangePane
from govdesk.ui.pages.versions.changes import LOOKS, ChangeList, ChangeRow
from govdesk.ui.pages.versions.done import DonePane
from govdesk.ui.pages.versions.following import Following

_GUARD_MS = 400  # Enter does nothing for so long after a change has come up: nobody can have read it
_SIDE = 360
_SEGMENTS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("全部", tuple(Kind)),
    ("清单", (Kind.RECORD,)),
    ("笔记收藏", (Kind.NOTE, Kind.BOOKMARK)),
    ("办事", (Kind.WIZARD,)),
)


class QueueView(QWidget):
    """Goes through a `Following`. `record_wanted(number)` and `article_wanted(number)` ask the page to go there."""

    record_wanted = Signal(str)
    article_wanted = Signal(str)
    progressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.following: Following | None = None
        self.current = ""
        self.can_read_new = True
        self.guard_ms = _GUARD_MS
        self._since = QElapsedTimer()
        self.segments = Segments(theme, [name for name, _ in _SEGMENTS], "处")
        self.segments.choose(0)
        self.list = ChangeList(theme)
        self.change = ChangePane(theme)
        self.done = DonePane(theme)
        self.actions_by_name = self._commands()
        self._lay_out()
        self.notice = Toast(theme, self.list)
        self.segments.chosen.connect(lambda _i: self.go_to(self._next("")))
        self.list.chosen.connect(self.go_to)

    # What is gone through

    def begin(self, following: Following) -> None:
        """Show `following`: where it was left, else at the first change that is undecided."""
        self.following = following
        if following.change(self.current) is None:
            self.current = self._next("")
        self._since.start()
        self.refresh()

    def forget(self) -> None:
        """Another pair is wanted."""
        self.following, self.current = None, ""
        self.segments.choose(0)

    def go_to(self, change_id: str) -> None:
        """Show a change, "" for the end."""
        self.current = change_id
        self._since.start()
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is decided now."""
        following = self.following
        if following is None:
            return
        left = [change for change in following.changes if following.look(change.id) is None]
        self.segments.set_counts([sum(change.kind in kinds for change in left) for _, kinds in _SEGMENTS])
        shown = [change for name in self._shown() if (change := following.change(name)) is not None]
        self.list.show_rows([ChangeRow(change, following.look(change.id)) for change in shown], self.current)
        change = following.change(self.current)
        if change is not None:
            order = [entry.id for entry in following.changes]
            look = LOOKS[following.look(change.id)][1]
            self.change.show_change(change, f"第 {order.index(change.id) + 1} 处，共 {len(order)} 处　{look}")
        self.right.setCurrentWidget(self.done if change is None else self.change)
        self._enable(change)
        self.progressed.emit()

    @property
    def segment(self) -> int:
        """Which segment is shown; 0 is all of it."""
        return max(0, self.segments.index)

    def _shown(self) -> list[str]:
        kinds = _SEGMENTS[self.segment][1]
        return [change.id for change in self.following.changes if change.kind in kinds] if self.following else []

    def _next(self, after: str) -> str:
        return self.following.next_in(self._shown(), after) if self.following else ""

    def _at_hand(self) -> VersionChange | None:
        return self.following.change(self.current) if self.following else None

    def _enable(self, change: VersionChange | None) -> None:
        look = self.following.look(change.id) if change is not None and self.following is not None else None
        for button in (self.confirm_button, self.later_button, self.read_new):
            button.setVisible(change is not None)
        self.actions_by_name["later"].setEnabled(change is not None and look is None)
        self.confirm_button.setEnabled(look is not Look.CONFIRMED)
        self.open_record.setVisible(change is not None and change.kind is Kind.RECORD)
        self.read_new.setEnabled(self.can_read_new and change is not None and bool(change.new_article))

    # What a hand does

    def confirm(self) -> None:
        """确认, and to the next."""
        following, change = self.following, self._at_hand()
        if following is not None and change is not None and self._since.elapsed() >= self.guard_ms:
            self._decide(lambda: following.confirm(change))

    def leave_for_later(self) -> None:
        """先放着, and to the next."""
        following, change = self.following, self._at_hand()
        if following is not None and change is not None:
            self._decide(lambda: following.leave(change))

    def undo(self) -> None:
        """撤销: the last step of this pair, whatever it was."""
        if self.following is None:
            return
        try:
            step = self.following.take_back()
        except UserError as error:
            self._fail(error)
            return
        if step is None:
            self.notice.show_message("没有可以撤销的改动", offer=False)
        elif not step.change:
            self.refresh()
            self.notice.show_message("带过去的笔记、收藏已撤回", offer=False)
        else:
            if step.change not in self._shown():
                self.segments.choose(0)
            self.go_to(step.change)

    def bring_margins(self) -> None:
        """Notes and bookmarks on articles that read the same go to the newer version, all at once."""
        if self.following is None:
            return
        try:
            count = self.following.bring_margins()
        except UserError as error:
            self._fail(error)
            return
        self.refresh()
        self.list.setFocus()
        self.notice.show_message(f"{count} 条笔记、收藏已带到新版，旧版的留着", self.undo)

    def _decide(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self._fail(error)
        else:
            self.go_to(self._next(self.current))

    def _fail(self, error: UserError) -> None:
        self.refresh()
        ErrorDialog.from_error(self._theme, error, self).exec()

    def _press_record(self) -> None:
        if (change := self._at_hand()) is not None:
            self.record_wanted.emit(change.ident)

    def _press_article(self) -> None:
        if (change := self._at_hand()) is not None:
            self.article_wanted.emit(change.new_article)

    # How the parts are joined

    def apply_layout(self, layout: WindowLayout) -> None:
        """In a narrow window the words stand below the list."""
        px = self._theme.px
        small = layout.effective < MEDIUM
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if small else way.LeftToRight)
        self.side.set_lines("b" if small else "r")
        self.side.setMinimumWidth(0 if small else px(_SIDE))
        self.side.setMaximumWidth(16_777_215 if small else px(_SIDE))
        self.side.setMaximumHeight(px(190) if small else 16_777_215)

    def _commands(self) -> dict[str, CommandAction]:
        return list_commands(
            self.list,
            {
                "open": (self.confirm, "确认"),
                "later": (self.leave_for_later, ""),
                "retract": (self.undo, ""),
            },
        )

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        self.confirm_button = PrimaryButton(theme, f"确认 {COMMANDS['open'].key}")
        self.later_button, self.undo_button = SecondaryButton(theme, ""), SecondaryButton(theme, "")
        self.later_button.follow(self.actions_by_name["later"], text=f"先放着 {COMMANDS['later'].key}")
        self.undo_button.follow(self.actions_by_name["retract"], text=f"撤销 {COMMANDS['retract'].key}")
        self.open_record = SecondaryButton(theme, "打开清单", icon="clipboard-text")
        self.read_new = SecondaryButton(theme, "看新版条文", icon="book-open")
        self.confirm_button.clicked.connect(self.actions_by_name["open"].trigger)
        self.open_record.clicked.connect(self._press_record)
        self.read_new.clicked.connect(self._press_article)
        self.buttons = Ground(theme, "page", "t")
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(px(20), px(SPACE_S), px(20), px(SPACE_S))
        row.setSpacing(px(SPACE_S))
        for button in (self.confirm_button, self.later_button, self.open_record, self.read_new):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.undo_button)
        self.right = QStackedWidget()
        self.right.addWidget(self.change)
        self.right.addWidget(self.done)
        work = Ground(theme, "page")
        column = _column(work)
        column.addWidget(self.right, 1)
        column.addWidget(self.buttons)
        self.side = Ground(theme, "panel", "r")
        left = _column(self.side)
        head = QHBoxLayout()
        head.setContentsMargins(px(SPACE_L), px(SPACE_S), px(SPACE_S), px(SPACE_S))
        head.addWidget(self.segments)
        head.addStretch(1)
        left.addLayout(head)
        left.addWidget(self.list, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.side)
        self._row.addWidget(work, 1)


def _column(owner: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
