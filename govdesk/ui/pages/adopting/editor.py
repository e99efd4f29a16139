"""Changing a drafted line in place: what it says, how it binds, where it stands, who acts, which words it quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.drafting.model import Line, Proposal, own_words, words_field
from govdesk.drafting.review import Review
from govdesk.errors import UserError
from govdesk.present import adopting as words
from govdesk.typed import read_number
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import ComboBox, Label, LineEdit, LinkButton, PrimaryButton, SecondaryButton
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.wizards.model import CheckItem, Cite, Due, OtherAct
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import CiteRole

_AS_IT_IS = "__as_it_is__"


class LineEditor(QWidget):
    """The fields of one line. `saved(line)` on 存下 or Enter, `left()` on 取消 or Esc.

    A quote is not typed: it is made of words selected in the article (`take_words`).
    """

    saved = Signal(object)
    left = Signal()
    words_wanted = Signal()  # 引用选中的话 was pressed

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._line: Line | None = None
        self._cites: list[Cite] = []
        self._review: Review | None = None
        self.do = LineEdit(theme, "照规则的话，写成一件要办的事", name="要办的事")
        self.level = ComboBox(theme, name="性质")
        self.stage = ComboBox(theme, name="段")
        self.who = ComboBox(theme, name="谁来办")
        self.days = LineEdit(theme, "没有就空着", name="几个工作日")
        self.quote = SecondaryButton(theme, "引用左边选中的话", small=True)
        self._quotes = QVBoxLayout()
        self._quotes.setSpacing(theme.px(2))
        self._said = Label(theme, "", "secondary", "ver", wrap=True)
        self.save = PrimaryButton(theme, "改好了", tip="存下，采用改过的这一行（Enter）")
        self.cancel = SecondaryButton(theme, "取消", tip="不改（Esc）")
        self._rows: list[tuple[Label, QWidget]] = []
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.left)
        self.do.returnPressed.connect(self._save)
        self.days.returnPressed.connect(self._save)
        self.quote.clicked.connect(self.words_wanted)

    def show_line(self, review: Review, proposal: Proposal) -> None:
        """Begin with the line as it is now."""
        line = review.line(proposal.id)
        self._review, self._line, self._cites = review, line, list(line.cites)
        self._said.setText("")
        self.do.setText(own_words(line))
        is_item = isinstance(line, CheckItem)
        acts = isinstance(line, CheckItem | OtherAct)
        has_words = bool(words_field(line))
        for field, shown in (
            (self.do, has_words), (self.level, is_item), (self.stage, is_item), (self.who, acts),
            (self.days, acts and getattr(line, "due", None) is not None),
        ):  # fmt: skip
            self._show_row(field, shown)
        if isinstance(line, CheckItem):
            _fill(self.level, [(name, level) for level, name in words.LEVELS], line.level)
            frame = review.draft.errand(proposal.errand)
            own = [p.line.stage for p in review.draft.of_errand(proposal.errand) if isinstance(p.line, CheckItem)]
            stages = dict.fromkeys((*(frame.wizard.stages if frame else ()), *own, line.stage))
            _fill(self.stage, [(stage, stage) for stage in stages], line.stage)
        if isinstance(line, CheckItem | OtherAct):
            self._fill_parties(line, review.parties)
            due = line.due
            self.days.setText(str(due.workdays) if due is not None and due.workdays is not None else "")
            self._show_row(self.days, due is not None and due.workdays is not None)
        self._show_quotes()
        self.do.setFocus() if has_words else self.quote.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def take_words(self, cite: Cite) -> None:
        """Quote these words; they take the place of the words that the line rested on."""
        others = [kept for kept in self._cites if kept.role is not CiteRole.MAIN]
        self._cites = [cite, *others]
        self._said.setText("")
        self._show_quotes()

    def say(self, text: str) -> None:
        """What is wrong; the fields keep what is typed."""
        self._said.setText(text)

    def _fill_parties(self, line: CheckItem | OtherAct, parties: Sequence[Party]) -> None:
        labels = {party.id: party.label for party in parties}
        present = line.party if isinstance(line, CheckItem) else (line.party,) if line.party else ()
        choices: list[tuple[str, object]] = [(party.label, party.id) for party in parties]
        if len(present) != 1:
            names = "、".join(labels.get(party, party) for party in present)
            choices.insert(0, (names or "没有写明", _AS_IT_IS))
        _fill(self.who, choices, present[0] if len(present) == 1 else _AS_IT_IS)

    def _save(self) -> None:
        try:
            self.saved.emit(self._changed())
        except UserError as error:
            self.say(error.sentence)

    def _changed(self) -> Line:
        """The line with what stands in the fields. Raises UserError: nothing to be done, no number of days."""
        line, review = self._line, self._review
        assert line is not None and review is not None
        values: dict[str, Any] = {"cites": tuple(self._cites)}
        if name := words_field(line):
            said = self.do.text().strip()
            if not said:
                raise UserError("要办的事是空的", safe="这一行没有改动", todo="写上要办什么，或者取消")
            values[name] = said
        if isinstance(line, CheckItem):
            values |= {"level": self.level.currentData(), "stage": self.stage.currentData()}
        due = getattr(line, "due", None)
        if isinstance(due, Due) and due.workdays is not None:
            values["due"] = self._due(due)
        who = self.who.currentData()
        if isinstance(line, CheckItem | OtherAct) and who != _AS_IT_IS:
            values |= _acting(line, who, review.parties, tuple(self._cites))
        return msgspec.structs.replace(line, **values)

    def _due(self, due: Due) -> Due | None:
        text = self.days.text().strip()
        if not text:
            return None
        days = read_number(text, 999)
        if not days:
            raise UserError(f"“{text}”不是工作日的数目", safe="这一行没有改动", todo="写 1 到 999 的数字，没有就空着")
        return msgspec.structs.replace(due, workdays=days)

    def _show_quotes(self) -> None:
        clear_layout(self._quotes)
        assert self._review is not None
        for cite in self._cites:
            row = QHBoxLayout()
            row.setSpacing(self._theme.px(SPACE_S))
            text = Label(
                self._theme, f"{words.place_of(self._review.rule, cite)}：{cite.quote}", "secondary", "ink", wrap=True
            )
            row.addWidget(text, 1)
            if len(self._cites) > 1:
                gone = LinkButton(self._theme, "去掉", role="secondary")
                gone.clicked.connect(lambda _c=False, cite=cite: self._drop(cite))
                row.addWidget(gone, 0, Qt.AlignmentFlag.AlignTop)
            self._quotes.addLayout(row)

    def _drop(self, cite: Cite) -> None:
        self._cites.remove(cite)
        self._show_quotes()

    def _show_row(self, field: QWidget, shown: bool) -> None:
        for label, widget in self._rows:
            if widget is field:
                label.setVisible(shown)
                field.setVisible(shown)

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(SPACE_M))
        grid.setVerticalSpacing(px(SPACE_S))
        grid.setColumnStretch(1, 1)
        fields = (
            ("要办的事", self.do), ("性质", self.level), ("段", self.stage), ("谁来办", self.who),
            ("几个工作日", self.days),
        )  # fmt: skip
        for at, (name, field) in enumerate(fields):
            label = Label(theme, name, "secondary", "ink2")
            self._rows.append((label, field))
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        grid.addWidget(Label(theme, "引文", "secondary", "ink2"), len(fields), 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._quotes, len(fields), 1)
        grid.addWidget(self.quote, len(fields) + 1, 1, Qt.AlignmentFlag.AlignLeft)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(SPACE_S))
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SPACE_XL), px(SPACE_M), px(SPACE_XL), px(SPACE_M))
        column.setSpacing(px(SPACE_S))
        column.addWidget(Label(theme, "改这一行", "ui", "ink", bold=True))
        column.addLayout(grid)
        column.addWidget(self._said)
        column.addLayout(buttons)
        column.addStretch(1)


def _fill(box: ComboBox, choices: Sequence[tuple[str, object]], current: object) -> None:
    box.clear()
    for name, value in choices:
        box.addItem(name, value)
    box.setCurrentIndex(max(0, next((at for at, (_, value) in enumerate(choices) if value == current), 0)))


def _acting(line: CheckItem | OtherAct, who: str, parties: Sequence[Party], cites: Sequence[Cite]) -> dict[str, Any]:
    """`line` as an act of the party `who`; a desk acts for one that is none."""
    if isinstance(line, OtherAct):
        return {"party": who} if who != line.party else {}
    if line.party == (who,):
        return {}
    party = next(party for party in parties if party.id == who)
    carried = () if party.desk else tuple(p.id for p in parties if p.desk and who in p.acts_for)[:1] or line.carried_by
    if not party.desk and not carried:
        carried = tuple(seat for seat in line.desks if any(p.id == seat and p.desk for p in parties))
    named = any(word in cite.quote for word in party.words for cite in cites)
    return {"party": (who,), "carried_by": carried, "unsaid": not carried and not named, "who": ""}
