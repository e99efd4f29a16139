"""How the 清单 page is laid out: wide, with the article at the right; narrow, with it below the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.present.checklist_lines import GeneralLine, ItemLine, OpenLine, OtherLine
from govdesk.ui.kit.later import later
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, Theme
from govdesk.ui.kit.widgets import ArticlePane, Ground, SidePanel
from govdesk.ui.kit.widgets.answer_block import AnswerBlock
from govdesk.ui.kit.widgets.article import find_quote
from govdesk.ui.kit.widgets.banner import Banner
from govdesk.ui.kit.widgets.layouts import clear_layout, tab_through
from govdesk.ui.kit.widgets.link_strip import Linked, LinkStrip
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.checklist.desk_bar import DeskBar
from govdesk.ui.pages.checklist.fieldbar import FieldBar
from govdesk.ui.pages.checklist.footer import ROOM_FOR_LINKS, Footer
from govdesk.ui.pages.checklist.geometry import LEFT_MARGIN, spare_beside
from govdesk.ui.pages.checklist.header import TitleLine
from govdesk.ui.pages.checklist.model import ChecklistModel
from govdesk.ui.pages.checklist.more_articles import MoreArticles
from govdesk.ui.pages.checklist.part_side import JottingSection, ReplySection, TickSection
from govdesk.ui.pages.checklist.side import AdviceSection, DueSection, NoteSection
from govdesk.ui.pages.checklist.view import ChecklistView
from govdesk.wizards.checklist import Checklist
from govdesk.wizards.model import Cite, DirectAnswer, Wizard
from govdesk.workdays import OfficialCalendar

if TYPE_CHECKING:
    from govdesk.records.model import Record
    from govdesk.wizards.basis import Basis

SIDE_WIDTH = 342
#: Where the article lies below, it takes as much as leaves five lines in the lowest window, whatever its length: the
#: list must not move under the hand from line to line.
SIDE_HEIGHT, _SIDE_SHARE = 164, 0.3  # pixels at 100 %, and of the page at most
_HARDLY = 380  # pixels at 100 %: in a lower page the head's line of words and the answers go while the article is open


class ChecklistFrame(QObject):
    """Makes the parts and puts them into `host`; knows nothing of records.

    The bar over the list asks by `revised_requested` for what has changed, by `copy_requested` for a new checklist.
    """

    revised_requested = Signal()
    copy_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], dt.date],
        calendar: Callable[[], OfficialCalendar],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._layout: WindowLayout | None = None
        self._pane_wanted: bool | None = None  # None: as the width says
        self._finished, self._spare = False, 0
        self.title = TitleLine(theme)
        self.fields = FieldBar(theme, today, calendar)
        self.fields.folded.connect(self._on_head_folded)
        self.model = ChecklistModel(host)
        self.view = ChecklistView(theme, self.model)
        self.footer = Footer(theme)
        self.revised = Banner(
            theme, "", [("看变化", self.revised_requested.emit), ("按现在的规则另开一份", self.copy_requested.emit)]
        )
        self.revised.hide()
        self.desk = DeskBar(theme)
        self.article = ArticlePane(theme)
        self.due = DueSection(theme)
        self.tick = TickSection(theme, today)
        self.jotting = JottingSection(theme, today)
        self.reply = ReplySection(theme, today)
        self.says = QWidget()
        self._says = QVBoxLayout(self.says)
        self.says.hide()
        self._answers: list[AnswerBlock] = []
        self.before = LinkStrip(theme, "先办", "办好了再办这一件", "b")
        self.next = LinkStrip(theme, "接着办", "名称、文号、日期、答案一并带过去", "t")
        self.advice = AdviceSection(theme)
        self._notes = NoteSection(theme)
        self.note = self._notes.edit
        self.side = SidePanel(theme, "所依据的条文")
        self.side.add_section(self.article, padded=False)
        self._due_room = self.side.add_section(self.due)
        self._advice_room = self.side.add_section(self.advice)
        self.more = MoreArticles(theme)
        self.more.open_article_requested.connect(self.article.open_article_requested)
        self._more_room = self.side.add_section(self.more, padded=False)
        self._more_room.hide()
        self._scrolled = QVBoxLayout(room := QWidget())
        self._scrolled.setContentsMargins(0, 0, 0, 0)
        self._scrolled_room = self.side.add_section(room)
        self._pinned_room = Ground(theme, "panel", "t")
        self._pinned = QVBoxLayout(self._pinned_room)
        self._panel = QWidget()
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.article.take_head())
        column.addWidget(self.side, 1)
        column.addWidget(self._pinned_room)
        self._quote = ""
        # The article takes its height only after it has been laid out.
        self.side.verticalScrollBar().rangeChanged.connect(lambda *_: self._reveal_quote())
        self._lay_out()
        self._place_note(below=False)  # else a line shown before the first layout would open them as windows
        self.notice = Toast(theme, self._list_room)

    def set_revised(self, words: str) -> None:
        """Say over the list that the rule has changed since; an empty text takes the bar away."""
        self.revised.say(words)
        self.revised.setVisible(bool(words))

    def set_fields(self, wizard: Wizard, values: Mapping[str, str]) -> None:
        """Make the head's fields for another record; Tab comes to them between the head's first line and the list."""
        self.fields.set_fields(wizard.fields, values)
        title, edits = self.title, [field.edit for field in self.fields.fields.values()]
        tab_through(title.back, title.desk, title.answers, title.only_open, self.fields.change, *edits, self.view)

    def show_says(self, says: Sequence[DirectAnswer], basis: Basis, titles: Mapping[str, str]) -> list[AnswerBlock]:
        """直接回答 above the list; the blocks, to be listened to."""
        unfolded = {block.id for block in self._answers if block.is_unfolded}
        clear_layout(self._says)
        blocks = [AnswerBlock(self._theme, answer, basis, titles.get(answer.to, "")) for answer in says]
        for block in blocks:
            block.set_low(self._is_low, unfolded=block.id in unfolded)
            block.folded.connect(lambda block=block: self._on_answer_folded(block))
            self._says.addWidget(block)
        self._answers = blocks
        self.fit()
        return blocks

    def show_item(self, checklist: Checklist, line: ItemLine, by: str, *, locked: bool) -> None:
        """Show what belongs to `line` in the panel; `by` is who is at the desk."""
        points = tuple(cite for point in line.row.points for cite in point.cites)
        self._show_article(checklist.basis, line.row.cites + points or (line.item.cite,))
        self._due_room.setVisible(self.due.show_line(checklist, line))
        self._advice_room.setVisible(self.advice.show_line(line))
        self._show_sections(item=True)
        self.tick.show_line(line, by, locked=locked)
        self.note.flush()
        self.note.show_note(line.id, line.mark.note)

    def show_part(self, record: Record, line: OtherLine | OpenLine | GeneralLine, *, locked: bool) -> None:
        """Show what belongs to a line of the parts that inform."""
        match line:
            case OtherLine():
                cites = line.row.act.cites
            case OpenLine():
                cites = line.shown.cites
            case GeneralLine():
                cites = line.words.cites
        self._show_article(record.basis, cites)
        self._due_room.hide()
        self._advice_room.hide()
        self._show_sections(jotting=isinstance(line, OtherLine), reply=isinstance(line, OpenLine))
        if isinstance(line, OtherLine):
            self.jotting.show_line(line, record, locked=locked)
        elif isinstance(line, OpenLine):
            self.reply.show_line(line, locked=locked)

    def _show_sections(self, *, item: bool = False, jotting: bool = False, reply: bool = False) -> None:
        self._notes.setEnabled(item)
        self._notes.setVisible(item)
        self.tick.setVisible(item)
        self.jotting.setVisible(jotting)
        self.reply.setVisible(reply)
        below = self._layout is not None and self._layout.side_below
        shown = item or jotting or reply
        self._pinned_room.setVisible(shown and not below)
        self._scrolled_room.setVisible(shown and below)

    def forget(self) -> None:
        """Another record is being opened, or what is typed has been given up."""
        for part in (self.note, self.tick, self.jotting, self.reply, self.desk):
            part.forget()

    def unsaved_telling(self) -> tuple[str, str, QWidget] | None:
        """A reply or a note on others that is on no disk: what it is, why not, and where it is typed."""
        if self.reply.unsaved():
            return "答复", self.reply.why_unsaved(), self.reply.asked
        if self.jotting.unsaved():
            return "记一笔", "还没有按“记下”。", self.jotting.words
        return None

    def _show_article(self, basis: Basis, cites: tuple[Cite, ...]) -> None:
        """The article of the first quote, then the others, with every quote marked."""
        entry = basis.article(cites[0].number) if cites else None
        if entry is None:
            self.article.show_nothing("清单里没有存下这一条的原文。")
            self._quote = ""
            self._more_room.hide()
            return
        self.article.show_article(entry, basis.rule, cites)
        self._more_room.setVisible(self.more.show_cites(basis, cites))
        self._quote = cites[0].quote
        later(self.side, self._reveal_quote)

    def _reveal_quote(self) -> None:
        """Bring the words that the item rests on to the second line, where they do not stand in sight anyway."""
        view, room = self.article.view, self.side.viewport().height()
        found = find_quote(view.document(), self._quote)
        if found is None:
            return
        top, bottom = (view.mapTo(self.side.widget(), view.cursorRect(cursor).bottomLeft()).y() for cursor in found)
        step = self._theme.line_height("rule_side")
        whole = bottom + step // 2 <= room  # nothing need move to read it
        self.side.verticalScrollBar().setValue(0 if whole else max(0, top - 2 * step))

    def show_no_item(self) -> None:
        """The list is empty, or nothing is chosen."""
        self.article.show_nothing("选一项，这里显示它所依据的条文。")
        self._more_room.hide()
        self._due_room.hide()
        self._advice_room.hide()
        self._show_sections()

    def apply_layout(self, layout: WindowLayout) -> None:
        """The window's width class has changed."""
        below = layout.side_below
        if self._layout is None or below != self._layout.side_below:
            self._pane_wanted = None
            (self._inner if below else self._outer).addWidget(self._panel)
            self._place_note(below)
            self.article.set_compact(below)
            self.title.set_narrow(below)
        squeezed = self._layout is not None and self._layout.low
        self._layout = layout
        if layout.low != squeezed:
            self.footer.set_low(layout.low)
            self.fields.set_low(layout.low)
            for block in self._answers:
                block.set_low(layout.low)
            self._pad()
        self._show_pane()
        self.fit()

    def toggle_pane(self) -> None:
        """F4: fold the article pane, or show it."""
        self.show_pane(not self._pane_shown())

    def show_pane(self, shown: bool) -> None:
        """Show the article pane, or fold it."""
        self._pane_wanted = shown
        if shown and self._is_low and self._above_is_unfolded:
            self._fold_above()
            self.view.setFocus()
        self._show_pane()
        self.fit()
        if not shown:
            self.view.setFocus()

    def _on_head_folded(self) -> None:
        """The head took the article's room, or gives it back."""
        if self._is_low:
            if self.fields.is_unfolded:
                self._fold_above(but=self.fields)
            self._show_pane()
            self.fit()

    def _on_answer_folded(self, block: AnswerBlock) -> None:
        """So did an answer."""
        if block.is_unfolded:
            self._fold_above(but=block)
        self._show_pane()
        self.fit()

    @property
    def _above_is_unfolded(self) -> bool:
        """Whether the head or an answer takes its room from the list: one thing at a time does."""
        return self.fields.is_unfolded or any(block.is_unfolded for block in self._answers)

    def _fold_above(self, but: QWidget | None = None) -> None:
        parts: tuple[FieldBar | AnswerBlock, ...] = (self.fields, *self._answers)
        for part in parts:
            if part is not but and part.is_unfolded:
                part.fold()

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
        hardly, beside = host.height() < px(_HARDLY), below and shown
        self.fields.set_squeezed(hardly and (beside or any(block.is_unfolded for block in self._answers)))
        self.says.setVisible(bool(self._answers) and not (hardly and beside))
        side = px(SIDE_WIDTH) if shown and not below else 0
        if not below:
            self._outer.setSizes([max(host.width() - side, 1), side])
            side = self._outer.sizes()[1] if side else 0  # a hand may have made it wider
        elif shown:
            whole = self._inner.height()
            wanted = min(px(SIDE_HEIGHT), int(host.height() * _SIDE_SHARE))
            self._inner.setSizes([max(whole - wanted, 1), wanted])
        room = host.width() - side
        if spare_beside(self._theme, room) != self._spare:
            self._spare = spare_beside(self._theme, room)
            self._pad()
        self.fields.set_width(room - 2 * self._spare - px(LEFT_MARGIN) - px(36), narrow=below)

    @property
    def _is_low(self) -> bool:
        return self._layout is not None and self._layout.low

    def _pane_shown(self) -> bool:
        if self._is_low and self._above_is_unfolded:
            return False
        if self._pane_wanted is not None:
            return self._pane_wanted
        return self._layout is None or not self._layout.toc_drawer

    def _show_pane(self) -> None:
        self._panel.setVisible(self._pane_shown())
        below = self._layout is not None and self._layout.side_below
        self.footer.set_pane(offered=below, shown=self._pane_shown())
        self._show_strips()

    def show_links(self, before: Sequence[Linked], after: Sequence[Linked], *, usable: bool, finished: bool) -> None:
        """先办 over the list and 接着办 under it; `finished`: nothing of the list is open any more."""
        self.before.show_links(before, usable=usable)
        self.next.show_links(after, usable=usable)
        self._finished = finished
        self._show_strips()

    def _show_strips(self) -> None:
        """Where there is little height it goes to the list, and the links to the footer; what comes next stays at the end."""
        layout, low = self._layout, self._is_low
        squeezed = low or (layout is not None and layout.side_below and self._pane_shown())
        for strip, folded in ((self.before, low), (self.next, squeezed and not self._finished)):
            strip.setVisible(bool(strip.links) and not folded)
        folded_strips = [strip for strip in (self.before, self.next) if strip.links and strip.isHidden()]
        self.footer.offer_links(folded_strips, roomy=layout is None or layout.effective >= ROOM_FOR_LINKS)

    def _place_note(self, below: bool) -> None:
        """At the right what is written down stays in sight under what scrolls; below the list it scrolls with the rest."""
        for part in (self.tick, self._notes, self.jotting, self.reply):
            (self._scrolled if below else self._pinned).addWidget(part)
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
        column.addWidget(self.desk)
        column.addWidget(self.before)
        column.addWidget(self.says)
        column.addWidget(self._inner, 1)
        column.addWidget(self.next)
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
        over, between = (SPACE_XS, SPACE_XS) if self._is_low else (SPACE_M, SPACE_S)
        # In line with the rows, also where it is wide.
        left, right = self._spare + px(LEFT_MARGIN), self._spare + px(36)
        self._head.setContentsMargins(left, px(over), right, px(over + 2))
        self.footer.set_margins(left, right)
        self._head.setSpacing(px(between))
        self.before.set_margins(left, right)
        self.next.set_margins(left, right)
        self._says.setContentsMargins(left, px(between), right, px(between))
        self._says.setSpacing(px(SPACE_S))
        self._pinned.setSpacing(px(SPACE_M))
        self._pinned.setContentsMargins(px(SPACE_XL), px(SPACE_L), px(SPACE_XL), px(SPACE_L))
