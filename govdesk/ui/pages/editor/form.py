"""The fields of one part of an errand, and the words it quotes. A quote is not typed: it is selected in the article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.drafting.errand_text import ErrandText
from govdesk.present import editing as words
from govdesk.present.editing import FIELDS, HEAD, Control, Field
from govdesk.rules.model import Rule
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import CheckBox, ComboBox, Label, LineEdit, LinkButton
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.wizards.checklist import BADGES
from govdesk.wizards.parties import Party

_COMPLICATED = "条件不止一个，在文件里改"


class PartForm(Themed, QWidget):
    """Shows a part. `edited(key, value)` when a field is left or chosen; `dropped(place)` for a quote to take out.

    `moved(by)` and `removed()` are about the part as a whole.
    """

    edited = Signal(str, object)
    dropped = Signal(int)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._quiet = False
        self._shown: tuple[ErrandText, str, int, Rule, Sequence[Party]] | None = None
        self._ends: list[Callable[[], None]] = []  # what is typed and not yet told
        self.fields: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self.follow_theme()

    def apply_theme(self) -> None:
        """Show the same again in the theme's measures."""
        if self._shown is not None:
            self.show_part(*self._shown)

    def commit(self) -> None:
        """Tell what stands in fields that have not been left yet."""
        for end in self._ends:
            end()

    def show_part(self, content: ErrandText, table: str, at: int, rule: Rule, parties: Sequence[Party]) -> None:
        """Show part `at` of `table`, or the errand's head."""
        had = next((key for key, field in self.fields.items() if field is QApplication.focusWidget()), "")
        self._quiet, self._ends, self.fields = True, [], {}
        self._shown = (content, table, at, rule, parties)
        theme, px = self._theme, self._theme.px
        clear_layout(self._column)
        self._column.setContentsMargins(px(SPACE_XL), px(SPACE_M), px(SPACE_XL), px(SPACE_M))
        self._column.setSpacing(px(SPACE_S))
        part = content.head() if table == HEAD else content.parts(table)[at]
        self._column.addLayout(self._heading(table, at, len(content.parts(table)) if table != HEAD else 0))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(SPACE_M))
        grid.setVerticalSpacing(px(SPACE_S))
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(FIELDS.get(table, ())):
            label = Label(theme, field.name, "secondary", "ink2")
            label.setFixedWidth(px(80))
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._control(field, part, content, table, at, parties), row, 1)
        self._column.addLayout(grid)
        if table != HEAD:
            self._quotes(part, rule)
        self._quiet = False
        if had in self.fields:
            self.fields[had].setFocus()

    def _heading(self, table: str, at: int, count: int) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(SPACE_M))
        name = next((name for kind, name, _ in words.KINDS if kind == table), "这件事")
        row.addWidget(Label(theme, name, "section"))
        row.addStretch(1)
        if table != HEAD:
            for text, by in (("上移", -1), ("下移", 1)):
                link = LinkButton(theme, text, role="secondary")
                link.setEnabled(0 <= at + by < count)
                end = "已经是第一处" if by < 0 else "已经是最后一处"
                link.setToolTip(plain_tip(text if link.isEnabled() else end))
                link.clicked.connect(lambda _c=False, by=by: self.moved.emit(by))
                row.addWidget(link)
            gone = LinkButton(theme, "删除", role="secondary")
            gone.clicked.connect(self.removed)
            row.addWidget(gone)
        return row

    # One field

    def _control(
        self, field: Field, part: Mapping[str, Any], content: ErrandText, table: str, at: int, parties: Sequence[Party]
    ) -> QWidget:
        value = part.get(field.key)
        if field.control is Control.TEXT:
            return self._text(field, str(value or ""), lambda text: text)
        if field.control is Control.STAGES:
            return self._text(field, "、".join(value or ()), _split)
        if field.control is Control.DUE:
            days = value.get("workdays") if isinstance(value, dict) else None
            return self._text(field, "" if days is None else str(days), lambda text: text)
        if field.control is Control.OPTIONS:
            return self._options(field, value or ())
        if field.control is Control.DESKS:
            return self._desks(field, list(value or ()), parties)
        if field.control is Control.FLAG:
            box = CheckBox(self._theme, field.hint)
            box.setChecked(bool(value))
            box.toggled.connect(lambda on: self._tell(field.key, True if on else None))
            self.fields[field.key] = box
            return box
        if field.control is Control.WHEN and not words.is_simple_when(value):
            return Label(self._theme, _COMPLICATED, "ui", "ink2", wrap=True)
        return self._choice(field, *_choices(field, value, content, table, at, parties))

    def _text(self, field: Field, value: str, read: Callable[[str], object]) -> LineEdit:
        edit = LineEdit(self._theme, field.hint, name=field.name)
        edit.setText(value)
        told = [value]

        def end() -> None:
            text = edit.text().strip()
            if text != told[0] and not self._quiet:
                told[0] = text
                self.edited.emit(field.key, read(text))

        edit.editingFinished.connect(end)
        self._ends.append(end)
        self.fields[field.key] = edit
        return edit

    def _desks(self, field: Field, value: list[str], parties: Sequence[Party]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(4))
        ticks = {party.id: CheckBox(self._theme, party.label) for party in parties if party.desk}

        def told() -> None:
            chosen = [desk for desk, tick in ticks.items() if tick.isChecked()]
            kept = [desk for desk in value if desk in chosen]  # the commonest first, as the file has them
            self._tell(field.key, (*kept, *(desk for desk in chosen if desk not in kept)))

        for desk, tick in ticks.items():
            tick.setChecked(desk in value)
            tick.toggled.connect(lambda _on: told())
            column.addWidget(tick)
            self.fields[f"{field.key}.{desk}"] = tick
        return box

    def _options(self, field: Field, options: Sequence[Mapping[str, Any]]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(4))
        edits = []
        labels = [str(option.get("label", "")) for option in options]
        for number, label in enumerate((*labels, ""), start=1):
            edit = LineEdit(self._theme, "再加一个答案" if not label else "", name=f"答案 {number}")
            edit.setText(label)
            edits.append(edit)
            column.addWidget(edit)
        told = [labels]

        def end() -> None:
            now = [text for edit in edits if (text := edit.text().strip())]
            if now != told[0] and not self._quiet:
                told[0] = now
                self.edited.emit(field.key, words.option_values(now, options))

        for number, edit in enumerate(edits, start=1):
            edit.editingFinished.connect(end)
            self.fields[f"{field.key}.{number}"] = edit
        self._ends.append(end)
        return box

    def _choice(self, field: Field, choices: Sequence[tuple[str, Any]], current: Any) -> ComboBox:
        box = ComboBox(self._theme, name=field.name)
        values = [value for _, value in choices]
        for text, _ in choices:
            box.addItem(text)
        box.setCurrentIndex(values.index(current) if current in values else 0)
        box.activated.connect(lambda index: self._tell(field.key, values[index]))
        self.fields[field.key] = box
        return box

    def _tell(self, key: str, value: object) -> None:
        if not self._quiet:
            self.edited.emit(key, value)

    # Quotes

    def _quotes(self, part: Mapping[str, Any], rule: Rule) -> None:
        theme, px = self._theme, self._theme.px
        if points := words.points_of(part):
            self._column.addWidget(Label(theme, f"要点（在文件里改）：{points}", "secondary", "ink2", wrap=True))
        cites = words.cites_of(part)
        self._column.addWidget(Label(theme, f"引文 {len(cites)}" if cites else "引文", "secondary", "ink2"))
        for place, (number, quoted) in enumerate(cites):
            row = QHBoxLayout()
            row.setSpacing(px(SPACE_S))
            text = f"{words.place_of(rule, number, quoted)}：{quoted}"
            row.addWidget(Label(theme, text, "snippet", "ink", wrap=True), 1)
            gone = LinkButton(theme, "去掉", role="secondary")
            gone.setAccessibleName(f"去掉第 {place + 1} 处引文")
            gone.clicked.connect(lambda _c=False, place=place: self.dropped.emit(place))
            row.addWidget(gone, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        hint = "引文不用打字：在条文里按住鼠标选几个字，点“引用”。"
        self._column.addWidget(Label(theme, hint, "secondary", "ink2", wrap=True))


def _choices(
    field: Field, value: Any, content: ErrandText, table: str, at: int, parties: Sequence[Party]
) -> tuple[list[tuple[str, Any]], Any]:
    """What a box offers, and what it stands at; what the file has and the box does not offer comes first."""
    labels = {party.id: party.label for party in parties}
    head = content.head()
    if field.control is Control.LEVEL:
        choices: list[tuple[str, Any]] = [(name, level.value) for level, name in BADGES.items()]
    elif field.control is Control.STAGE:
        choices = [(stage, stage) for stage in head.get("stages", ())]
    elif field.control is Control.PARTY:
        choices = [("规则没有写", None), *((party.label, party.id) for party in parties)]
    elif field.control is Control.PARTIES:
        desks = [desk for desk in head.get("desks", ()) if desk in labels]
        choices = [(labels[desk], [desk]) for desk in desks]
        choices += [("、".join(labels[desk] for desk in desks), desks)] if len(desks) > 1 else []
    else:
        choices = words.when_choices(content, at if table == "questions" else None)
        value = value or None
    if value is not None and value not in [offered for _, offered in choices]:
        named = "、".join(str(labels.get(one, one)) for one in value) if isinstance(value, list) else str(value)
        choices.insert(0, (named or "（还没有选）", value))
    return choices, value


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for name in text.replace(",", "、").replace("，", "、").split("、") if (part := name.strip()))
