"""办事, the home page: choose an errand, or go on with one."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.home import MOST_COUNTED, NearDeadline, begun, due_in_short, near_deadlines
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.layout import ROW_MAXIMUM, WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_3XL, SPACE_L, SPACE_S, SPACE_XL, SPACE_XS, Theme
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.flow import FlowRow
from govdesk.ui.kit.widgets.labels import Ground, Label
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.ui.kit.widgets.side_panel import SidePanel
from govdesk.ui.pages.home.cell import ProcedureCell
from govdesk.ui.pages.home.groups import GroupsView
from govdesk.ui.pages.home.side import HomeSide
from govdesk.ui.pages.home.warmup import RecordsWarmup

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.ui.kit.widgets.empty import EmptyState
    from govdesk.ui.pages.home.due_line import DueLine
    from govdesk.wizards.frontpage import Procedure

_SIDE = 320
_SIDE_NARROW = 280
_ONE_COLUMN_BELOW = 760
_MOST_JUMPS = 8
_FOLDS = "home.unfolded"  # among the settings of the window


class HomePage(Page):
    """Groups of procedures at the left, 继续办理 and 临近期限 at the right."""

    title = "办事"
    nav = "home"
    status_keys = (("↑↓←→", "选择事项"), *hints(("open", "开始办理")), ("→", "展开别的单位办的"), *hints("search"))

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__(services, theme)
        self._rule_id = self._desk = ""
        self._painted = self._told = False
        self._last_cell: ProcedureCell | None = None
        self._layout: WindowLayout | None = None
        self._heading = Label(theme, "您要办什么事？", "page_title")
        self.due_line: DueLine | None = None
        self.none: EmptyState | None = None  # only where the rule in force has no errands
        self._purpose = Label(theme, "", "ui", "ink2", wrap=True)
        self._jumps = FlowRow()
        self.jump_links: list[LinkButton] = []
        self.groups = GroupsView(theme)
        self.side = HomeSide(theme)
        self._column = QVBoxLayout()
        self._column.addWidget(self._heading)
        self._column.addWidget(self._purpose)
        self._column.addWidget(self._jumps)
        self._column.addWidget(self.groups)
        self._column.addStretch(1)
        self._sheet = QWidget()
        self._sheet.setLayout(self._column)
        ground = Ground(theme, "window")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sheet, 1)
        row.addStretch(0)
        self.scroller = ScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(ground)
        self._panel = SidePanel(theme)
        self._panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._edge = Ground(theme, "panel", "l")
        edge = QHBoxLayout(self._edge)
        edge.setContentsMargins(1, 0, 0, 0)
        edge.addWidget(self._panel)
        self._edge.hide()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.scroller, 1)
        outer.addWidget(self._edge)
        self._panel_section = self._panel.add_section(self.side, padded=False)
        self._connect()
        self.apply_theme()

    # -- what the window asks

    def activate(self, **target: Any) -> None:
        """Show the page; `group` scrolls to that group. What was begun is read again."""
        if self._painted:
            self._warmup.start()
        if group := target.get("group"):
            self._jump(next((i for i, v in enumerate(self.groups.views) if v.group.id == group), 0))

    def day_changed(self) -> None:
        """继续办理, 临近期限 and the line under the heading."""
        if self._painted:
            self._warmup.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The heading is painted with the first frame; the page itself, where its parts cover it all, is not."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            # On a slow machine a mere delay could still come before the first frame.
            self._painted = True
            self._heading.removeEventFilter(self)
            self._warmup.start()
        return False

    def focus_first(self) -> None:
        """The cell that had the focus last, else the first one."""
        cell = self._last_cell or self.groups.first_cell()
        if cell is not None:
            cell.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.none is not None and self.none.primary is not None:
            self.none.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply_theme(self) -> None:
        px = self.theme.px
        self._column.setContentsMargins(px(SPACE_3XL), px(SPACE_2XL + 2), px(SPACE_2XL), px(SPACE_3XL))
        self._column.setSpacing(px(SPACE_XS))
        self._jumps.setContentsMargins(0, px(SPACE_S), 0, px(SPACE_L))
        self._jumps.set_gaps(px(SPACE_XL - 2), px(SPACE_XS))
        self._sheet.setMaximumWidth(px(ROW_MAXIMUM))
        self._fit_side()

    def apply_layout(self, layout: WindowLayout) -> None:
        below = self._layout.home_side_below if self._layout else False
        self._layout = layout
        self.groups.set_columns(self._columns())
        if layout.home_side_below != below:
            self._move_side(layout.home_side_below)
            self._show_jumps()
        self._fit_side()

    def apply_rule(self, rule_id: str) -> None:
        if rule_id != self._rule_id:
            self._rule_id = rule_id
            self._desk = self.services.settings.desks.get(rule_id, "")
            self._show_groups()

    def apply_desk(self, desk: str) -> None:
        if desk != self._desk:
            self._desk = desk
            self._show_groups()

    def _show_groups(self) -> None:
        """Every group as the desk in force sees it, from the top."""
        from govdesk.present.home import groups_for, holders_in_words

        rule = self.services.front_page.rules.get(self._rule_id)
        groups = groups_for(rule, self._desk) if rule else []
        unfolded = self.services.settings.window.get(_FOLDS, "").split()
        holders = (lambda procedure: holders_in_words(rule, procedure)) if rule else (lambda _: "")
        self.groups.show_groups(groups, self._columns(), self.window().height(), holders, unfolded)
        self._last_cell = None  # only now: while the former cells go, the focus comes to one after the other
        self._show_none(rule is not None and not groups)
        self._fill_jumps([group.title for group in groups])
        words = "选一件事，回答几个问题，得到一份写明依据和时限的办事清单。"
        desk = rule.desk(self._desk) if rule else None
        if rule is not None:
            own = sum(len(group.own) for group in groups)
            words += f"{rule.short_title}，" + (f"{desk.label}自己办的 {own} 件。" if desk else f"共 {own} 件。")
        self._purpose.setText(words)
        self.scroller.verticalScrollBar().setValue(0)

    def _show_none(self, none: bool) -> None:
        """A rule without errands, as an imported one is at first: what it can be used for all the same."""
        if none and self.none is None:
            from govdesk.ui.kit.widgets.empty import EmptyState

            self.none = EmptyState(
                self.theme,
                "这部规则还没有办事",
                "可以从别的市的清单搬：程序到这部规则里找每一句依据，拟成草稿，您逐行看过再用。"
                "全文现在就能读、能搜、能收藏、记笔记，也能同别的市对照。",
                primary="套用办事清单",
                icon="copy",
                secondary="看全文",
            )
            self.none.primary_clicked.connect(lambda: self.go(targets.AdoptLists(rule=self._rule_id)))
            self.none.secondary_clicked.connect(lambda: self.go(targets.Rules(rule=self._rule_id)))
            self._column.insertWidget(self._column.indexOf(self.groups), self.none)
        if self.none is not None:
            self.none.setVisible(none)
        self._purpose.setVisible(not none)

    def panes(self) -> list[QWidget]:
        cell = self._last_cell or self.groups.first_cell()
        rows = [*self.side.begun.rows(), *self.side.deadlines.rows()]
        return [widget for widget in (cell, rows[0] if rows else None) if widget is not None]

    # -- what was begun, and what falls due

    def refresh_side(self) -> None:
        """Read the records again and show the right column, or take it away where there is nothing."""
        try:
            self._fill_side()
        except UserError as error:
            self.status_message.emit(error.sentence)
            if not self._told:
                self._told = True  # who said 先不管 is not asked again at every visit
                self.trouble.emit(error)
        empty = self.side.is_empty()
        below = self._layout is not None and self._layout.home_side_below
        self._edge.setVisible(not empty and not below)
        self.side.setVisible(not empty)
        self._show_jumps()

    def _fill_side(self) -> None:
        from govdesk.records.model import RecordState
        from govdesk.records.queries import Sort
        from govdesk.workdays import remaining_in_words

        store, today = self.services.store, self.services.today()
        ongoing = [RecordState.ONGOING]
        recent = store.summaries(ongoing, sort=Sort.UPDATED, limit=10)
        self.side.show_begun(begun(recent, store.drafts(), self.services.library), today)
        urgent = store.summaries(ongoing, sort=Sort.NEXT_DUE, limit=MOST_COUNTED)
        live = [RecordState.ONGOING, RecordState.FINISHED]
        waiting = store.summaries(live, sort=Sort.NEAREST, limit=MOST_COUNTED)
        calendar = self.services.calendar
        lines = [
            NearDeadline(
                due=day,
                title=s.title,
                what=s.wait_what if waits else s.next_due_what,
                remaining=remaining_in_words(day, today, calendar),
                record=s.number,
                city=s.rule_title,
                waits=s.wait_who if waits else "",
            )
            for s, waits in near_deadlines(urgent, waiting, today)
            if (day := s.wait if waits else s.next_due) is not None
        ]
        self._show_due(*due_in_short(urgent, today, MOST_COUNTED))
        self.side.show_deadlines(lines, today)

    def _show_due(self, words: str, late: bool) -> None:
        """The line under the heading; gone where nothing is due."""
        line, self.due_line = self.due_line, None
        if line is not None:
            self._column.removeWidget(line)
            line.deleteLater()
        if words:
            from govdesk.ui.pages.home.due_line import DueLine

            self.due_line = DueLine(self.theme, words, late=late)
            self.due_line.opened.connect(lambda: self.go(targets.Deadlines()))
            self._column.insertWidget(self._column.indexOf(self._purpose) + 1, self.due_line)

    def _move_side(self, below: bool) -> None:
        if below:
            self._column.insertWidget(self._column.count() - 1, self.side)
        else:
            layout = self._panel_section.layout()
            assert layout is not None
            layout.addWidget(self.side)
        self.side.setVisible(not self.side.is_empty())
        self._edge.setVisible(not below and not self.side.is_empty())

    def _fit_side(self) -> None:
        wide = self._layout is None or self._layout.nav_icons
        self._edge.setFixedWidth(self.theme.px(_SIDE if wide else _SIDE_NARROW))

    # -- groups

    def _connect(self) -> None:
        self._warmup = RecordsWarmup(self)
        self._warmup.ready.connect(self.refresh_side)
        self._heading.installEventFilter(self)
        self.groups.started.connect(self._start)
        self.groups.articles_requested.connect(self._read)
        self.groups.blank_form_requested.connect(self._blank_form)
        self.groups.chart_requested.connect(self._chart)
        self.groups.cell_focused.connect(self._on_cell_focused)
        self.groups.folds_changed.connect(self._keep_folds)
        self.side.opened.connect(self.go)
        for position in range(_MOST_JUMPS):
            CommandAction(self, f"pick.{position + 1}", partial(self._jump, position))

    def _columns(self) -> int:
        return 1 if self._layout is not None and self._layout.effective < _ONE_COLUMN_BELOW else 2

    def _fill_jumps(self, titles: list[str]) -> None:
        self.jump_links = []
        for position, title in enumerate(titles):
            key = f"Alt+{position + 1}" if position < _MOST_JUMPS else ""
            link = LinkButton(self.theme, title, tip=f"到“{title}”（{key}）" if key else "")
            link.clicked.connect(lambda _checked=False, position=position: self._jump(position))
            self.jump_links.append(link)
        self._show_jumps()

    def _show_jumps(self) -> None:
        """The links to the groups; before them, where the right column lies below all groups, the one to that."""
        if self._layout is None or not self._layout.home_side_below or self.side.is_empty():
            self._jumps.set_parts(self.jump_links)
            return
        begun, due = len(self.side.begun.rows()), len(self.side.deadlines.rows())
        words = "、".join([f"继续办理 {begun} 件"] * bool(begun) + [f"临近期限 {due} 项"] * bool(due))
        link = LinkButton(self.theme, words, icon="arrow-down", tip="在这一页的最下面")
        link.clicked.connect(self._to_side)
        self._jumps.set_parts([link, *self.jump_links])

    def _to_side(self) -> None:
        first = next(iter([*self.side.begun.rows(), *self.side.deadlines.rows()]))
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        top = self.side.mapTo(self.scroller.widget(), QPoint(0, 0)).y()
        self.scroller.verticalScrollBar().setValue(top - self.theme.px(SPACE_L))

    def _jump(self, position: int) -> None:
        if position >= len(self.groups.views):
            return
        view = self.groups.views[position]
        top = view.mapTo(self.scroller.widget(), view.rect().topLeft()).y()
        view.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.scroller.verticalScrollBar().setValue(top - self.theme.px(SPACE_L))

    def _on_cell_focused(self, cell: ProcedureCell) -> None:
        self._last_cell = cell
        self.scroller.ensureWidgetVisible(cell, 0, self.theme.px(SPACE_L))

    def _keep_folds(self, unfolded: tuple[str, ...]) -> None:
        window = {**self.services.settings.window, _FOLDS: " ".join(unfolded)}
        self.services.settings = msgspec.structs.replace(self.services.settings, window=window)
        with suppress(UserError):  # how a group stands is no work to lose
            self.services.save_settings()

    def _start(self, procedure: Procedure) -> None:
        if procedure.wizard:
            self.go(targets.RunWizard(rule=self._rule_id, wizard=procedure.wizard))
        else:
            self._read(procedure)

    def _read(self, procedure: Procedure) -> None:
        article = procedure.articles[0] if procedure.articles else None
        self.go(targets.Rules(rule=self._rule_id, article=article))

    def _chart(self, procedure: Procedure) -> None:
        self.go(targets.Chart(rule=self._rule_id, wizard=procedure.wizard))

    def _blank_form(self, procedure: Procedure) -> None:
        from govdesk.ui.pages.home.blank import preview_blank_form

        path = preview_blank_form(self.services, self._rule_id, procedure.wizard, self)
        if path is not None:
            self.status_message.emit(f"空白表已写到 {path}")
