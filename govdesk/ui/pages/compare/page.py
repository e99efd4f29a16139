"""对照: the page that lays two rules side by side, reached from the reader's 对照 and from 对应条文."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.comparison import TAGS_TOLD, TERMS_TOLD, Comparison, Shown, ShownGroup, compare_rules, partners
from govdesk.rules.model import Rule
from govdesk.ui.actions.exporter import Exporter
from govdesk.ui.actions.paper import PaperCommands
from govdesk.ui.kit.command import add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import SPACE_M, SPACE_XL, SPACE_XS, Theme
from govdesk.ui.kit.widgets import CloseButton, EmptyState, Ground, Label
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.pages.compare.bar import ColumnHeads, ComparisonBar
from govdesk.ui.pages.compare.document import ComparisonDocument
from govdesk.ui.pages.compare.listing import PairList
from govdesk.ui.pages.compare.sheet import ComparisonSheet
from govdesk.ui.sheet.copying import mime_data
from govdesk.ui.sheet.filter_field import FilterField

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.jobs import Job

LIST_WIDTH = 276
MOST_AT_ONCE = 200  # pairs: a longer comparison is shown one group at a time
NOTHING = "没有可以对照的规则"
WHY = "对照要有两部编好了对应条文的规则，或同一部规则的两个版本。放入另一个规则包以后，这里左右对照。"


class ComparePage(Page):
    """The page `compare`: `rule` and `other` (ids), and `pair` (an id) or `article` (a number of `rule`) to begin at."""

    title = "对照"
    nav = "rules"
    status_keys = hints(("next", "下一组"), ("find", "筛选"), "cite", "print", ("leave", "返回规则"))

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._library = services.library
        self._first = ""
        self.comparison: Comparison | None = None
        self.shown: ComparisonDocument | None = None
        self._groups: list[ShownGroup] = []  # what the list shows
        self._offset = 0  # of the document's first pair among the list's
        self._current = -1  # in the list
        self._stale = False
        self.exporter = Exporter(theme, self)
        self.paper = PaperCommands(self, self.exporter, self._job, self.status_message.emit, text="打印对照")
        self.bar, self.heads = ComparisonBar(theme, self.paper.print), ColumnHeads(theme)
        self.list, self.sheet = PairList(theme), ComparisonSheet(theme)
        self.head = Label(theme, "对照", "section")
        self.about = Label(theme, "", "secondary", "ink3", wrap=True)
        self.filter = FilterField(theme, "筛选事由、条号、正文", name="筛选对照的各组：事由、条号或正文里的字")
        self.empty = EmptyState(theme, NOTHING, WHY, primary="回到规则", icon="book-open")
        self._lay_out()
        self._connect()
        add_commands(
            self,
            {
                "next": lambda: self._step(1),
                "previous": lambda: self._step(-1),
                "contents": self.toggle_list,
                "cite": self.copy_citations,
                "find": self._start_filtering,
            },
        )
        self.apply_theme()

    # -- what the window asks

    def activate(self, **target: Any) -> None:
        if target or self.comparison is None:
            left = self._library.rule(target.get("rule") or self._first or self._library.first_rule.id)
            self._open(left, str(target.get("other") or ""))
        elif self._stale:
            self._set(self._current)
        if self.comparison is None:
            return
        place = -1
        if pair := target.get("pair"):
            place = self._place_of(self.comparison.index_of(str(pair)))
        elif article := target.get("article"):
            place = self._place_of(self.comparison.index_of_article(self.comparison.left.id, str(article)))
        elif target:
            place = 0  # `_go` passes by where nothing is listed
        if place >= 0:
            self._go(place)

    def focus_first(self) -> None:
        focus = self.sheet if self.comparison is not None else self.empty.primary or self
        focus.setFocus(Qt.FocusReason.MouseFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.list, self.bar.left, self.sheet]

    def apply_theme(self) -> None:
        px = self.theme.px
        self._left_box.setContentsMargins(0, px(SPACE_M), 0, 0)
        self._titles.setSpacing(px(SPACE_XS))
        self._titles.setContentsMargins(px(SPACE_XL), 0, px(SPACE_M), px(SPACE_XS))
        self._splitter.setSizes([px(LIST_WIDTH), max(px(400), self.width() - px(LIST_WIDTH))])
        self.sheet.apply_theme()
        if self.comparison is not None:
            if self.isVisible():
                self._set(self._current)
            else:
                self._stale = True

    def apply_layout(self, layout: WindowLayout) -> None:
        self.bar.set_narrow(layout.side_below)
        self.close_button.setVisible(layout.toc_drawer)
        self._show_list(not layout.toc_drawer)

    def toggle_list(self) -> None:
        """Put the list away, or bring it back with the focus in it."""
        self._show_list(not self._left.isVisibleTo(self))
        focus = self.list if self._left.isVisibleTo(self) else self.sheet
        focus.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def apply_rule(self, rule_id: str) -> None:
        self._first = rule_id

    def default_status(self) -> str:
        if self.comparison is None:
            return ""
        return "两侧同步滚动" if self.comparison.authored else "同一部规则的两个版本，按文字推定对应"

    # -- opening

    def _open(self, left: Rule, right_id: str) -> None:
        others = partners(self._library, self.services.counterparts, left)
        right = next((rule for rule in others if rule.id == right_id), others[0] if others else None)
        self.bar.show_choice(list(self._library.rules.values()), left, others, right)
        if (shown := self.comparison) is not None and shown.left is left and shown.right is right:
            # The same two rules: to set them again takes longer than a page change may.
            if self._stale:
                self._set(self._current)
            return
        self.comparison = (
            compare_rules(self._library, self.services.counterparts, left, right) if right is not None else None
        )
        self.empty.setVisible(self.comparison is None)
        for widget in (self.heads, self.sheet):
            widget.setVisible(self.comparison is not None)
        if self.comparison is not None:
            self.heads.show_rules(self.comparison.left, self.comparison.right)
        for command in self.paper.all():
            command.setEnabled(self.comparison is not None)
        self._list()
        self.status_changed.emit()

    def _list(self) -> None:
        """List what is wanted, and set it from its top."""
        groups = self.comparison.groups if self.comparison is not None else []
        only_different, words = self.bar.only_different.isChecked(), self.filter.text().strip()

        def wanted(shown: Shown) -> bool:
            return not (only_different and shown.is_alike) and (not words or shown.holds(words))

        if only_different or words:
            kept = [ShownGroup(group.title, tuple(filter(wanted, group.pairs))) for group in groups]
            groups = [group for group in kept if group.pairs]
        self._groups = groups
        total = sum(len(group.pairs) for group in groups)
        self.about.setToolTip(f"{TAGS_TOLD}；{TERMS_TOLD}。")
        self.about.setText(self._told(total, words))
        self.list.show_groups(groups)
        self._set(0 if total else -1)

    def _told(self, total: int, words: str) -> str:
        if total:
            return f"{total} 组。{TAGS_TOLD}"
        if words:
            return f"没有一组有“{words}”，按 Esc 清空"
        return "没有不同的组" if self.comparison else ""

    def _start_filtering(self) -> None:
        self._show_list(True)
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _set(self, current: int) -> None:
        """Set the document in the present look, and go to a pair."""
        self._stale, self._current = False, current
        groups = self._document_groups(current)
        self.shown = ComparisonDocument(groups, self.theme, self.devicePixelRatioF())
        self.sheet.show_document(self.shown)
        self._go(current)

    def _document_groups(self, current: int) -> Sequence[ShownGroup]:
        """What is set at once: everything, or in a long comparison the group of the current pair."""
        self._offset = 0
        if sum(len(group.pairs) for group in self._groups) <= MOST_AT_ONCE:
            return self._groups
        first = 0
        for group in self._groups:
            if current < first + len(group.pairs):
                self._offset = first
                return [group]
            first += len(group.pairs)
        return []

    # -- the pair being read

    @property
    def current_title(self) -> str:
        """What the pair being read is called; "" for none."""
        pairs = [shown for group in self._groups for shown in group.pairs]
        return pairs[self._current].pair.title if 0 <= self._current < len(pairs) else ""

    def _place_of(self, index: int) -> int:
        """Where a pair of the comparison stands in the list; the filter is put away where it hides it."""
        if self.comparison is None or index < 0:
            return -1
        wanted = self.comparison.pairs[index]
        if self.bar.only_different.isChecked() and wanted.is_alike:
            self.bar.only_different.setChecked(False)
        if not wanted.holds(self.filter.text().strip()):
            self.filter.clear()
        return [shown for group in self._groups for shown in group.pairs].index(wanted)

    def _go(self, place: int) -> None:
        """Bring a pair of the list to the top."""
        if self.shown is None or place < 0:
            return
        if not 0 <= place - self._offset < len(self.shown.pairs):
            self._set(place)
            return
        self._make_current(place)
        self.sheet.show_pair(place - self._offset)

    def _make_current(self, place: int) -> None:
        self._current = place
        self.list.show_current(place)

    def _rest_at(self, pair: int) -> None:
        self._make_current(pair + self._offset)
        self.sheet.show_pair(pair, scroll=False)

    def _step(self, by: int) -> None:
        place = self._current + by
        if 0 <= place < sum(len(group.pairs) for group in self._groups):
            self._go(place)

    def copy_citations(self, pair: int | None = None) -> None:
        """The citations of both sides of a pair (by default the one being read) to the clipboard."""
        index = self._current - self._offset if pair is None else pair
        if self.shown is None or not 0 <= index < len(self.shown.pairs):
            return
        shown = self.shown.pairs[index]
        found = [*shown.left.citations(), *shown.right.citations()]
        QGuiApplication.clipboard().setMimeData(mime_data("\n".join(found)))
        self.status_message.emit(f"已复制 {len(found)} 条引文")

    def _job(self) -> Job | None:
        """The paper of what is listed."""
        if self.comparison is None or not self._groups:
            return None
        from govdesk.ui.pages.compare.printing import comparison_job

        return comparison_job(self.services, self.comparison, self._groups)

    # -- laying out

    def _show_list(self, shown: bool) -> None:
        self._left.setVisible(shown)
        self.bar.list_button.setVisible(not shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave_to_rules()
        else:
            super().keyPressEvent(event)

    def _leave_to_rules(self) -> None:
        self.go(targets.Back() if self.comparison is not None else targets.Rules())

    def _lay_out(self) -> None:
        self._left = Ground(self.theme, "panel")
        self._left_box = QVBoxLayout(self._left)
        self._left_box.setSpacing(0)
        self._titles = QVBoxLayout()
        self.close_button = CloseButton(self.theme, "目录", "contents")
        head = QHBoxLayout()
        head.addWidget(self.head, 1)
        head.addWidget(self.close_button)
        self._titles.addLayout(head)
        self._titles.addWidget(self.filter)
        self._titles.addWidget(self.about)
        self._left_box.addLayout(self._titles)
        self._left_box.addWidget(self.list, 1)
        centre = Ground(self.theme, "page")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.bar, 0), (self.heads, 0), (self.sheet, 1), (self.empty, 1)):
            column.addWidget(widget, stretch)
        self.empty.hide()
        self._splitter = Splitter("compare.list", Qt.Orientation.Horizontal)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(centre)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setStretchFactor(1, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)

    def _connect(self) -> None:
        self.bar.chosen.connect(lambda left, right: self._open(self._library.rule(left), right))
        self.bar.only_different_toggled.connect(lambda _on: self._list())
        self.bar.list_requested.connect(self.toggle_list)
        self.close_button.clicked.connect(self.toggle_list)
        self.sheet.scroll_bar_widened.connect(self.heads.set_scroll_width)
        self.filter.textChanged.connect(lambda _text: self._list())
        self.filter.down_requested.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.filter.returnPressed.connect(lambda: self.sheet.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.chosen.connect(self._go)
        self.list.opened.connect(lambda: self.sheet.setFocus(Qt.FocusReason.OtherFocusReason))
        self.sheet.came_to_rest.connect(self._rest_at)
        self.sheet.copy_requested.connect(self.copy_citations)
        self.sheet.selection_copy_requested.connect(self.copy_citations)
        self.sheet.article_requested.connect(lambda rule, article: self.go(targets.Rules(rule=rule, article=article)))
        self.empty.primary_clicked.connect(self._leave_to_rules)
