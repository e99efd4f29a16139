"""The first step: the parties of the new rule, as it names them, confirmed on one page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.drafting.confirming import PartyList, places_of
from govdesk.errors import UserError
from govdesk.present.adopting import kind_of_party
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Rule
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import CheckBox, ComboBox, Label, LineEdit, LinkButton, PrimaryButton
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.labels import ElidedLabel, Ground, HLine, plain_tip
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.wizards.parties import Party

NOBODY = "没有人经手"


class PartiesStep(QWidget):
    """`confirmed()`: draft with `parties` from `sources`."""

    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.list: PartyList | None = None
        self._narrow = False
        self._fields: dict[tuple[str, str], QWidget] = {}
        self._sources: list[tuple[str, CheckBox]] = []
        self.undo_link = LinkButton(theme, "撤销", tip="撤销上一步改动（Ctrl+Z）")
        self.go = PrimaryButton(theme, "拟清单", tip="照这些单位拟出草稿，再逐行审")
        self._said = Label(theme, "", "ui", "ver", wrap=True)
        self._lay_out()
        self.go.clicked.connect(self.confirm)
        self.undo_link.clicked.connect(self.undo)

    @property
    def sources(self) -> list[str]:
        """The packs that lines are to be moved from."""
        return [rule for rule, box in self._sources if box.isChecked()]

    def show_parties(self, parties: PartyList, sources: list[tuple[str, str]]) -> None:
        """Begin with these; `sources` are (rule, name) of the packs that lines can come from."""
        self.list = parties
        for box in [box for _, box in self._sources]:
            self._from.removeWidget(box)
            box.deleteLater()
        self._sources = []
        for rule, name in sources:
            box = CheckBox(self._theme, name)
            box.setChecked(True)
            box.toggled.connect(lambda _on: self._show_state())
            self._from.insertWidget(self._from.count() - 1, box)
            self._sources.append((rule, box))
        self.show_rows()

    def confirm(self) -> None:
        """拟清单, unless something is wrong with the parties."""
        if self.list is None:
            return
        problems = self.list.problems()
        if problems:
            self._say(f"{problems[0].problem}。{problems[0].hint}")
        elif self.sources:
            self.confirmed.emit()

    def undo(self) -> None:
        """The last change back."""
        if self.list is not None and self.list.undo():
            self.show_rows()

    def show_rows(self) -> None:
        """The parties as they are now."""
        assert self.list is not None
        clear_layout(self._grid)
        self._fields.clear()
        px = self._theme.px
        columns = {"名称": 0, "规则里写作": 1, "文秘坐这里": 2, "他的事谁经手": 3}
        for name, column in columns.items():
            if not (self._narrow and column == 1):
                self._grid.addWidget(Label(self._theme, name, "secondary", "ink2"), 0, column)
        for at, entry in enumerate(self.list.entries):
            row = 3 * at + 1
            self._grid.addWidget(HLine(self._theme), row, 0, 1, 5)
            for column, widget in enumerate(self._row(entry.party, entry.named, self.list.rule)):
                if self._narrow and column == 1:
                    self._grid.addWidget(widget, row + 2, 0, 1, 5)
                else:
                    self._grid.addWidget(widget, row + 1, column, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setColumnStretch(0, 1 if self._narrow else 0)
        self._grid.setColumnStretch(1, 0 if self._narrow else 1)
        self._grid.setColumnMinimumWidth(0, px(130 if self._narrow else 180))
        self._grid.setRowStretch(3 * len(self.list.entries) + 2, 1)
        self._show_state()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the rule's words stand below the fields."""
        if narrow != self._narrow:
            self._narrow = narrow
            if self.list is not None:
                self.show_rows()

    def _row(self, party: Party, named: int, rule: Rule) -> list[QWidget]:
        theme = self._theme
        name = LineEdit(theme, name="名称")
        name.setText(party.label)
        name.setMinimumWidth(theme.px(120))
        name.editingFinished.connect(lambda: self._rename(party.id, name.text()))
        places = places_of(rule, party.words)
        where = QWidget()
        column = QVBoxLayout(where)
        column.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        column.setSpacing(0)
        column.addWidget(
            Label(theme, f"{' / '.join(party.words)}　{kind_of_party(party)}，说到 {named} 次", "ui", wrap=True)
        )
        if places:
            number, sentence = places[0]
            quoted = ElidedLabel(theme, f"{cite_article(number)}：{sentence}", "secondary", "ink2")
            quoted.setToolTip(plain_tip("\n".join(f"{cite_article(n)}：{s}" for n, s in places)))
            column.addWidget(quoted)
        desk = CheckBox(theme, "是")
        desk.setAccessibleName(f"{party.label}，文秘坐这里")
        desk.setChecked(party.desk)
        desk.toggled.connect(lambda on: self._do(lambda: self._list.set_desk(party.id, on), party.id, "desk"))
        self._fields[party.id, "desk"] = desk
        return [name, where, desk, self._carrier(party), self._buttons(party)]

    def _carrier(self, party: Party) -> QWidget:
        if party.desk:
            return Label(self._theme, "自己办", "secondary", "ink3")
        box = ComboBox(self._theme, name=f"{party.label}的事谁经手")
        box.addItem(NOBODY, "")
        for other in self._list.parties:
            if other.desk:
                box.addItem(other.label, other.id)
        box.setCurrentIndex(max(0, box.findData(self._list.carrier(party.id))))
        box.activated.connect(
            lambda _i: self._do(lambda: self._list.carry(party.id, box.currentData()), party.id, "by")
        )
        self._fields[party.id, "by"] = box
        return box

    def _buttons(self, party: Party) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(SPACE_M))
        merge = LinkButton(self._theme, "并入……", tip="和另一个是同一个单位")
        merge.clicked.connect(lambda: self._offer_merge(party.id, merge))
        drop = LinkButton(self._theme, "不要", tip="不是单位，或者用不着（可以撤销）")
        drop.setAccessibleName(f"不要{party.label}")
        drop.clicked.connect(lambda: self._do(lambda: self._list.remove(party.id)))
        row.addWidget(merge)
        row.addWidget(drop)
        return holder

    def merge_menu(self, party_id: str) -> Menu:
        """The parties that one can be merged into."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._theme.font("ui"))
        for other in self._list.parties:
            if other.id != party_id:
                entry = menu.addAction(other.label)
                entry.triggered.connect(
                    lambda _c=False, into=other.id: self._do(lambda: self._list.merge(party_id, into))
                )
        return menu

    def _offer_merge(self, party_id: str, button: QWidget) -> None:
        self.merge_menu(party_id).popup(button.mapToGlobal(button.rect().bottomLeft()))

    @property
    def _list(self) -> PartyList:
        assert self.list is not None
        return self.list

    def _rename(self, party_id: str, label: str) -> None:
        before = self._list.entries
        try:
            self._list.rename(party_id, label)
        except UserError as error:
            self._say(error.sentence)
            return
        if before != self._list.entries:
            self._show_state()

    def _do(self, act: Callable[[], object], party_id: str = "", what: str = "") -> None:
        """Change something; the focus stays at the same field of the same party, which is made anew."""
        act()
        self.show_rows()
        self._fields.get((party_id, what), self.area).setFocus()

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _show_state(self) -> None:
        self._say("")
        seats = [party.label for party in self._list.parties if party.desk]
        self._count.setText(f"{len(self._list.entries)} 个，其中 {len(seats)} 个坐着文秘")
        self.undo_link.setVisible(self._list.changed)
        self.go.setEnabled(bool(seats) and bool(self.sources))
        if not seats:
            self._say("还没有一个标着“文秘坐这里”，清单就不知道给谁。至少标一个。")
        elif not self.sources:
            self._say("至少留一部规则，从它的清单搬。")

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        head = QWidget()
        top = QVBoxLayout(head)
        top.setContentsMargins(px(SPACE_2XL), px(SPACE_L), px(SPACE_2XL), px(SPACE_M))
        top.setSpacing(px(SPACE_S))
        top.addWidget(Label(theme, "第 1 步，共 2 步：这部规则里谁办事", "section"))
        top.addWidget(
            Label(
                theme,
                "程序从条文里认出这些单位和领导。看名称对不对，同一个的并起来，用不着的不要；有文秘坐着办事的，在“文秘坐这里”打勾。清单只给打了勾的单位。",
                "ui",
                "ink2",
                wrap=True,
            )
        )
        self._inside = QWidget()
        self._inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(px(SPACE_2XL), px(SPACE_S), px(SPACE_2XL), px(SPACE_M))
        self._grid.setHorizontalSpacing(px(SPACE_L))
        self._grid.setVerticalSpacing(px(4))
        self.area = ScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName("单位")
        self._ring = FocusRing(self._theme, self.area)
        self.area.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        foot = Ground(theme, "panel", "t")
        below = QVBoxLayout(foot)
        below.setContentsMargins(px(SPACE_2XL), px(SPACE_S), px(SPACE_2XL), px(SPACE_S))
        below.setSpacing(px(4))
        below.addWidget(self._said)
        row = QHBoxLayout()
        row.setSpacing(px(SPACE_M))
        self._from = QHBoxLayout()
        self._from.setSpacing(px(SPACE_M))
        self._from.addWidget(Label(theme, "从这些规则的清单搬：", "ui", "ink2"))
        self._from.addStretch(1)
        self._count = Label(theme, "", "secondary", "ink2")
        row.addLayout(self._from, 1)
        for widget in (self._count, self.undo_link, self.go):
            row.addWidget(widget)
        below.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self.area, 1)
        outer.addWidget(foot)
        self._said.hide()
