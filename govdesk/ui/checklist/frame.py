"""How the 清单 page is laid out: wide, with the article at the right; narrow, with it below the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.ui.checklist.fieldbar import FieldBar
from govdesk.ui.checklist.footer import Footer
from govdesk.ui.checklist.geometry import LEFT_MARGIN
from govdesk.ui.checklist.header import TitleLine
from govdesk.ui.checklist.lines import ItemLine
from govdesk.ui.checklist.model import ChecklistModel
from govdesk.ui.checklist.notice import NoticeBar
from govdesk.ui.checklist.side import AdviceSection, DueSection, NoteSection
from govdesk.ui.checklist.view import ChecklistView
from govdesk.ui.shell.layout import WindowLayout
from govdesk.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.widgets import ArticlePane, Ground, SidePanel
from govdesk.ui.widgets.layouts import tab_through
from govdesk.ui.widgets.splitter import Splitter
from govdesk.ui.widgets.strip import Strip
from govdesk.wizards.checklist import Checklist
from govdesk.wizards.model import Wizard

SIDE_WIDTH = 344
_FOUND_BY = 8  # a quote's first characters find it; further on a note's mark may stand between them
_SIDE_SHARE = 0.4  # of the room under the head, at most, where the article lies below


class ChecklistFrame(QObject):
    """Makes the parts and puts them into `host`; knows nothing of records.

    The bar over the list asks by `revised_requested` for what has changed, by `copy_requested` for a new checklist.
    """

    revised_requested = Signal()
    copy_requested = Signal()

    def __init__(self, theme: Theme, today: Callable[[], dt.date], host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._layout: WindowLayout | None = None
        self._pane_wanted: bool | None = None  # None: as the width says
        self.title = TitleLine(theme)
        self.fields = FieldBar(theme, today)
        self.model = ChecklistModel(host)
        self.view = ChecklistView(theme, self.model)
        self.footer = Footer(theme)
        self.revised = Strip(
            theme, "", [("看变化", self.revised_requested.emit), ("按现在的规则另开一份", self.copy_requested.emit)]
        )
        self.revised.hide()
        self.article = ArticlePane(theme)
        self.due = DueSection(theme)
        self.advice = AdviceSection(theme)
        self._notes = NoteSection(theme)
        self.note = self._notes.edit
        self.side = SidePanel(theme, "所依据的条文")
        self.side.add_section(self.article, padded=False)
        self._due_room = self.side.add_section(self.due)
        self._advice_room = self.side.add_section(self.advice)
        self._scrolled = QVBoxLayout(room := QWidget())
        self._scrolled.setContentsMargins(0, 0, 0, 0)
        self._scrolled_room = self.side.add_section(room)
        self._pinned_room = Ground(theme, "panel", "t")
        self._pinned = QVBoxLayout(self._pinned_room)
        self._panel = QWidget()
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.side, 1)
        column.addWidget(self._pinned_room)
        self._quote = ""
        # The article takes its height only after it has been laid out.
        self.side.verticalScrollBar().rangeChanged.connect(lambda *_: self._reveal_quote())
        self._lay_out()
        self.notice = NoticeBar(theme, self._list_room)
        theme.changed.connect(self._pad)

    def set_revised(self, words: str) -> None:
        """Say over the list that the rule has changed since; an empty text takes the bar away."""
        self.revised.say(words)
        self.revised.setVisible(bool(words))

    def set_fields(self, wizard: Wizard, values: Mapping[str, str]) -> None:
        """Make the head's fields for another record; Tab comes to them between the head's first line and the list."""
        self.fields.set_fields(wizard.fields, values)
        title, edits = self.title, [field.edit for field in self.fields.fields.values()]
        tab_through(title.back, title.answers, title.only_open, self.fields.change, *edits, self.view)

    def show_item(self, checklist: Checklist, line: ItemLine) -> None:
        """Show what belongs to `line` in the panel."""
        entry = checklist.basis.article(line.item.cite.number)
        if entry is None:
            self.article.show_nothing("清单里没有存下这一条的原文。")
        else:
            self.article.show_article(entry, checklist.basis.rule, [line.item.cite])
        self._quote = line.item.cite.quote
        QTimer.singleShot(0, self.side, self._reveal_quote)
        self._due_room.setVisible(self.due.show_line(checklist, line))
        self._advice_room.setVisible(self.advice.show_line(line))
        self._notes.setEnabled(True)
        self.note.flush()
        self.note.show_note(line.id, line.mark.note)

    def _reveal_quote(self) -> None:
        """Scroll to the words that the item rests on, where the article is longer than the panel."""
        quote, view, room = self._quote, self.article.view, self.side.viewport().height()
        first = view.document().find(quote[:_FOUND_BY])
        if not quote or first.isNull():
            return
        last = view.document().find(quote[-_FOUND_BY:], first.selectionStart())
        top, bottom = (
            view.mapTo(self.side.widget(), view.cursorRect(cursor).bottomLeft()).y()
            for cursor in (first, first if last.isNull() else last)
        )
        step = self._theme.line_height("rule_side")
        self.side.verticalScrollBar().setValue(max(0, min(bottom + step // 2 - room, top - 2 * step)))

    def show_no_item(self) -> None:
        """The list is empty, or nothing is chosen."""
        self.article.show_nothing("选一项，这里显示它所依据的条文。")
        self._due_room.hide()
        self._advice_room.hide()
        self._notes.setEnabled(False)

    def apply_layout(self, layout: WindowLayout) -> None:
        """The window's width class has changed."""
        below = layout.side_below
        if self._layout is None or below != self._layout.side_below:
            self._pane_wanted = None
            (self._inner if below else self._outer).addWidget(self._panel)
            self._place_note(below)
            self.article.set_compact(below)
            self.title.set_narrow(below)
        self._layout = layout
        self._show_pane()
        self.fit()

    def toggle_pane(self) -> None:
        """F4: fold the article pane, or show it."""
        self.show_pane(not self._pane_shown())

    def show_pane(self, shown: bool) -> None:
        """Show the article pane, or fold it."""
        self._pane_wanted = shown
        self._show_pane()
        self.fit()
        if not shown:
            self.view.setFocus()

    def reveal_note(self) -> None:
        """Scroll to the note where it scrolls."""
        if self.side.isAncestorOf(self.note):
            self.side.ensureWidgetVisible(self.note)

    def fit(self) -> None:
        """Give the panel its room: a fixed width at the right, or the article's height below."""
        layout = self._layout
        if layout is None:
            return
        host, px = self._host, self._theme.px
        shown, below = self._pane_shown(), layout.side_below
        side = px(SIDE_WIDTH) if shown and not below else 0
        if not below:
            self._outer.setSizes([max(host.width() - side, 1), side])
            side = self._outer.sizes()[1] if side else 0  # a hand may have made it wider
        elif shown:
            whole = self._inner.height()
            wanted = min(self.article.sizeHint().height() + px(SPACE_M), int(whole * _SIDE_SHARE))
            self._inner.setSizes([max(whole - wanted, 1), wanted])
        self.fields.set_width(host.width() - side - px(LEFT_MARGIN) - px(36), narrow=below)

    def _pane_shown(self) -> bool:
        if self._pane_wanted is not None:
            return self._pane_wanted
        return self._layout is None or not self._layout.toc_drawer

    def _show_pane(self) -> None:
        self._panel.setVisible(self._pane_shown())
        below = self._layout is not None and self._layout.side_below
        self.footer.set_pane(offered=below, shown=self._pane_shown())

    def _place_note(self, below: bool) -> None:
        """At the right the note stays in sight under what scrolls; below the list it scrolls with the rest."""
        (self._scrolled if below else self._pinned).addWidget(self._notes)
        self._scrolled_room.setVisible(below)
        self._pinned_room.setVisible(not below)

    def _lay_out(self) -> None:
        head = Ground(self._theme, "panel", "b")
        self._head = QVBoxLayout(head)
        self._head.addWidget(self.title)
        self._head.addWidget(self.fields)
        self._list_room = QWidget()
        room = QVBoxLayout(self._list_room)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.view)
        self._inner = Splitter("checklist.below", Qt.Orientation.Vertical)
        self._inner.setChildrenCollapsible(False)
        self._inner.addWidget(self._list_room)
        self._inner.setStretchFactor(0, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.revised)
        column.addWidget(self._inner, 1)
        column.addWidget(self.footer)
        self._outer = Splitter("checklist.article", Qt.Orientation.Horizontal)
        self._outer.setChildrenCollapsible(False)
        self._outer.splitterMoved.connect(lambda *_: self.fit())
        self._outer.addWidget(left)
        self._outer.addWidget(self._panel)
        self._outer.setStretchFactor(0, 1)
        whole = QVBoxLayout(self._host)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._outer)
        self._pad()

    def _pad(self) -> None:
        px = self._theme.px
        self._head.setContentsMargins(px(LEFT_MARGIN), px(SPACE_M), px(36), px(SPACE_M + 2))
        self._head.setSpacing(px(SPACE_S))
        self._pinned.setContentsMargins(px(SPACE_XL), px(SPACE_L), px(SPACE_XL), px(SPACE_L))
