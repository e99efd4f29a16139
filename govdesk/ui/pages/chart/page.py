"""流程图, the page: the drawing of one wizard, beside it the article that the row in focus rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present import targets
from govdesk.present.commands import COMMANDS, hints
from govdesk.ui.actions.exporter import Exporter
from govdesk.ui.actions.paper import PaperCommands
from govdesk.ui.kit.command import INSIDE, add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import SPACE_M, SPACE_XL, TOOL_BAR, Theme
from govdesk.ui.kit.widgets import (
    ArticlePane,
    ComboBox,
    ElidedLabel,
    Ground,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
    SidePanel,
)
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.pages.chart.drawing import ChartView
from govdesk.ui.pages.chart.rows import ChartRow, ItemRow
from govdesk.wizards.basis import Basis
from govdesk.wizards.chart import make_chart, wizard_mark

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.jobs import Job

_SIDE = 344


class ChartPage(Page):
    """The page `chart`: `rule` and `wizard` (ids), or `record` (a number) for the wizard its list was made with.

    `draft`: the errand of one's own as it is being written. `question` (an id) begins at that question.
    `back`: the target of the wizard page that Esc returns to.
    """

    nav = "home"
    status_keys = (("↑↓", "逐项看"), *hints(("open", "看条文，到下一步"), ("print", "打印审核表"), "side", "leave"))

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._basis: Basis | None = None
        self._record = ""
        self._fixed = False  # a list was made with it, or it is still being written: nothing is begun from here
        self._back: targets.RunWizard | None = None
        self.back_button = LinkButton(theme, "返回", tip=COMMANDS["leave"].tooltip())
        self.heading = ElidedLabel(theme, "", "ui", bold=True)
        self.stages = ComboBox(theme, name="转到")
        self.start_button = PrimaryButton(theme, "开始办理", icon="arrow-right", trailing=True)
        self.exporter = Exporter(theme, self)
        self.paper = PaperCommands(self, self.exporter, self._job, self.status_message.emit, text="打印审核表")
        self.print_button = SecondaryButton(theme, "")
        self.print_button.follow(self.paper.print)
        self.view = ChartView(theme)
        self.article = ArticlePane(theme)
        self.side = SidePanel(theme, "所依据的条文")
        self.side.add_section(self.article, padded=False)
        self.splitter = Splitter("chart.article", Qt.Orientation.Horizontal)
        self._bar = Ground(theme, "panel", "b")
        self._bar_row = QHBoxLayout(self._bar)
        self._roomy = True
        self._lay_out()
        self.view.row_focused.connect(self._show_basis)
        self.view.row_opened.connect(self._open)
        self.article.open_article_requested.connect(
            lambda rule, article: self.go(targets.Rules(rule=rule, article=article))
        )
        self.stages.activated.connect(lambda index: self.view.go_to_stage(self.stages.itemData(index)))
        self.back_button.clicked.connect(self.go_back)
        self.start_button.clicked.connect(self._start)
        add_commands(self, {"leave": self.go_back, "side": self._toggle_side}, INSIDE)
        self.apply_theme()

    # What the window asks

    def activate(
        self,
        rule: str = "",
        wizard: str = "",
        record: str = "",
        question: str = "",
        back: targets.RunWizard | None = None,
        draft: bool = False,
        **_: Any,
    ) -> None:
        if record:
            basis = self.services.store.load(record).basis
        elif draft:
            basis = self._draft(rule, wizard)
        elif wizard:
            basis = self.services.library.basis(rule, wizard)
        else:
            return
        self._record, self._back, self._fixed = record, back, bool(record) or draft
        self._show(basis)
        number = next((i for i, q in enumerate(basis.wizard.questions, start=1) if q.id == question), 0)
        if number:
            self.view.go_to(self.view.sheet.questions[number])

    def focus_first(self) -> None:
        if self.view.current is not None:
            self.view.current.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply_theme(self) -> None:
        px = self.theme.px
        self._bar.setFixedHeight(px(TOOL_BAR + 4))
        self._bar_row.setContentsMargins(px(SPACE_XL), 0, px(SPACE_XL), 1)
        self._bar_row.setSpacing(px(SPACE_M))

    def apply_layout(self, layout: WindowLayout) -> None:
        """Under 1200 px the article lies below the drawing."""
        below = layout.side_below
        self.splitter.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self.article.set_compact(below)
        self.start_button.setVisible(layout.brand and not self._fixed)
        self._roomy = layout.brand
        size = max(self.height(), 400) if below else max(self.width(), 800)
        part = size * 30 // 100 if below else self.theme.px(_SIDE)
        self.splitter.setSizes([size - part, part])

    def default_status(self) -> str:
        return f"向导校验值 {wizard_mark(self._basis.wizard)}" if self._basis is not None else ""

    def panes(self) -> list[QWidget]:
        row = self.view.current
        return [self.stages, *([row] if row is not None else []), self.article.view]

    def _toggle_side(self) -> None:
        self.side.setVisible(not self.side.isVisible())

    # What a hand does

    def go_back(self) -> None:
        """To the question that was being answered, or to where the user came from."""
        if self._back:
            self.go(targets.RunWizard(**self._back.arguments() | {"resume": True}))
        else:
            self.go(targets.Back())

    def step_back(self) -> bool:
        self.go_back()
        return True

    def _job(self) -> Job | None:
        """The approval sheet."""
        if self._basis is None:
            return None
        from govdesk.ui.pages.chart.printing import approval_job

        return approval_job(self.services, self._basis)

    def _start(self) -> None:
        if self._basis is not None:
            self.go(targets.RunWizard(rule=self._basis.rule.id, wizard=self._basis.wizard.id))

    def _open(self, row: ChartRow) -> None:
        if self._basis is not None and row.cite is not None:
            self.go(targets.Rules(rule=self._basis.rule.id, article=row.cite.number))

    # What is shown

    def _draft(self, rule: str, wizard: str) -> Basis:
        from govdesk.drafting.own_errands import OwnErrand
        from govdesk.importing.saving import RULES

        library = self.services.library
        return OwnErrand(
            self.services.data_folder / RULES / rule, library.rule(rule), library.parties(rule), wizard
        ).basis()

    def _show(self, basis: Basis) -> None:
        if basis != self._basis:
            self._basis = basis
            chart = make_chart(basis)
            self.view.show_chart(basis.wizard, chart)
            self.stages.clear()
            if chart.nodes:
                self.stages.addItem("转到：问题", -1)
            for index, stage in enumerate(chart.stages):
                self.stages.addItem(f"转到：{stage.name}", index)
        self.title = f"{basis.wizard.title}流程图"
        self.heading.setText(f"{self.title}　{basis.rule.short_title}")
        self.start_button.setVisible(self._roomy and not self._fixed)
        if self.view.current is not None:
            self._show_basis(self.view.current)
        self.status_changed.emit()

    def _show_basis(self, row: ChartRow) -> None:
        basis = self._basis
        if basis is None or row.cite is None:
            return
        entry = basis.article(row.cite.number)
        if entry is not None:
            self.article.show_article(entry, basis.rule, [row.cite])
            self.side.verticalScrollBar().setValue(0)
        stage = row.entry.item.stage if isinstance(row, ItemRow) else ""
        names = ("", *basis.wizard.stages) if self.view.sheet.questions else basis.wizard.stages
        self.stages.setCurrentIndex(names.index(stage))

    def _lay_out(self) -> None:
        theme = self.theme
        for widget, stretch in (
            (self.back_button, 0),
            (self.heading, 1),
            (self.stages, 0),
            (self.print_button, 0),
            (self.start_button, 0),
        ):
            self._bar_row.addWidget(widget, stretch)
        ground = Ground(theme, "window")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.view)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(ground)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addWidget(self.splitter, 1)
