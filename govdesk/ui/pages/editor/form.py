"""The fields of one part of an errand, and the words it quotes. A quote is not typed: it is selected in the article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.drafting.errand_text import ErrandText, Steps
from govdesk.present import editing as words
from govdesk.present.editing import FIELDS, HEAD, LINKS, Control, Field
from govdesk.present.editing_conditions import asked_before, when_choices, when_words
from govdesk.rules.model import Rule
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import CheckBox, ComboBox, Label, LineEdit, LinkButton
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.pages.editor.conditions import ConditionsDialog
from govdesk.ui.pages.editor.head_fields import HeadFields
from govdesk.ui.pages.editor.points import PointsForm
from govdesk.wizards.checklist import BADGES
from govdesk.wizards.parties import Party

_SEVERAL = "几个条件……"


class Around(NamedTuple):
    """What an errand stands in: its rule, whose it can be, and the titles of the rule's other errands by id."""

    rule: Rule
    parties: Sequence[Party]
    errands: Mapping[str, str]


class PartForm(Themed, QWidget):
    """Shows a part. `edited(key, value)` when a field is left or chosen; `dropped(place)` for a quote to take out.

    `placed(path, value)`: a value inside a field, None for what goes; `added(path, entry)`: one more entry of a list;
    `quote_wanted(point)`: the selected words are to be quoted at this point of the line. `moved(by)` and `removed()` are
    about the part as a whole.
    """

    edited = Signal(str, object)
    placed = Signal(object, object)
    added = Signal(object, object)
    quote_wanted = Signal(int)
    dropped = Signal(int)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._quiet = False
        self._shown: tuple[ErrandText, str, int, Around] | None = None
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

    def show_part(self, content: ErrandText, table: str, at: int, around: Around) -> None:
        """Show part `at` of `table`, or the errand's head."""
        had = next((key for key, field in self.fields.items() if field is QApplication.focusWidget()), "")
        self._quiet, self._ends, self.fields = True, [], {}
        self._shown = (content, table, at, around)
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
            grid.addWidget(self._control(field, part, content, table, at, around), row, 1)
        self._column.addLayout(grid)
        if table == "items":
            self._points(part, content, at, around.rule)
        if table not in (HEAD, *LINKS):
            self._quotes(part, around.rule)
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
        self, field: Field, part: Mapping[str, Any], content: ErrandText, table: str, at: int, around: Around
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
            return self._ticks(field, value or (), [(one.id, one.label) for one in around.parties if one.desk])
        if field.control is Control.LINES:
            lines = [(str(line.get("id", "")), words.words_of("items", line)) for line in content.parts("items")]
            return self._ticks(field, value or (), lines)
        if field.control is Control.ASKED:
            return self._ticks(field, value or (), [(one.id, one.ask) for one in asked_before(content)])
        if field.control is Control.HEAD_FIELDS:
            return self._head_fields(content)
        if field.control is Control.FLAG:
            box = CheckBox(self._theme, field.hint)
            box.setChecked(bool(value))
            box.toggled.connect(lambda on: self._tell(field.key, True if on else None))
            self.fields[field.key] = box
            return box
        if field.control is Control.WHEN:
            return self._when(content, at if table == "questions" else None, value, (field.key,), field.name)
        return self._choice(field, *_choices(field, value, content, around))

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

    def _ticks(self, field: Field, value: Sequence[str], offered: Sequence[tuple[str, str]]) -> QWidget:
        """(id, words) of each that can be ticked; what is ticked keeps the file's order, the commonest first."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(4))
        if field.hint and offered:
            column.addWidget(Label(self._theme, field.hint, "secondary", "ink2", wrap=True))
        ticks = {ident: CheckBox(self._theme, named) for ident, named in offered}

        def told() -> None:
            chosen = [ident for ident, tick in ticks.items() if tick.isChecked()]
            kept = [ident for ident in value if ident in chosen]
            now = (*kept, *(ident for ident in chosen if ident not in kept))
            self._tell(field.key, now if now or field.control is Control.DESKS else None)

        for ident, tick in ticks.items():
            tick.setChecked(ident in value)
            tick.toggled.connect(lambda _on: told())
            column.addWidget(tick)
            self.fields[f"{field.key}.{ident}"] = tick
        if not offered:
            column.addWidget(Label(self._theme, "还没有可选的", "ui", "ink2"))
        return box

    def _head_fields(self, content: ErrandText) -> HeadFields:
        form = HeadFields(self._theme, content)
        form.edited.connect(self.placed)
        form.added.connect(lambda entry: self.added.emit(("fields",), entry))
        self._ends += form.ends
        self.fields |= form.fields
        return form

    def _points(self, part: Mapping[str, Any], content: ErrandText, at: int, rule: Rule) -> None:
        def when(value: Any, path: Steps, name: str) -> QWidget:
            return self._when(content, None, value, path, name)

        form = PointsForm(self._theme, part.get("points", ()), rule, when)
        form.edited.connect(self.placed)
        form.added.connect(
            lambda said: self.added.emit(("points",), {"id": words.free_point_id(content, at), "do": said})
        )
        form.quote_wanted.connect(self.quote_wanted)
        self._ends += form.ends
        self.fields |= form.fields
        self._column.addWidget(form)

    def _when(self, content: ErrandText, before: int | None, value: Any, path: Steps, name: str) -> ComboBox:
        """One answer of one question is chosen from the box, more in a dialog."""
        choices = when_choices(content, before)
        if value and value not in [offered for _, offered in choices]:
            choices.insert(0, (when_words(content, value), value))
        box = ComboBox(self._theme, name=name)
        box.addItems([said for said, _ in choices])
        asked = asked_before(content, before)
        if asked:
            box.addItem(_SEVERAL)
        current = next((n for n, (_, offered) in enumerate(choices) if offered == (value or None)), 0)
        box.setCurrentIndex(current)
        box.setToolTip(plain_tip(choices[current][0]))

        def chosen(index: int) -> None:
            if index < len(choices):
                self._place(path, choices[index][1])
                return
            box.setCurrentIndex(current)
            dialog = ConditionsDialog(self._theme, asked, value, self.window())
            if dialog.exec() == 0:
                self._place(path, dialog.when())

        box.activated.connect(chosen)
        self.fields[".".join(str(step) for step in path)] = box
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

    def _place(self, path: Steps, value: object) -> None:
        if not self._quiet:
            self.placed.emit(path, value)

    # Quotes

    def _quotes(self, part: Mapping[str, Any], rule: Rule) -> None:
        theme, px = self._theme, self._theme.px
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


def _choices(field: Field, value: Any, content: ErrandText, around: Around) -> tuple[list[tuple[str, Any]], Any]:
    """What a box offers, and what it stands at; what the file has and the box does not offer comes first."""
    labels = {party.id: party.label for party in around.parties}
    head = content.head()
    if field.control is Control.LEVEL:
        choices: list[tuple[str, Any]] = [(name, level.value) for level, name in BADGES.items()]
    elif field.control is Control.STAGE:
        choices = [(stage, stage) for stage in head.get("stages", ())]
    elif field.control is Control.PARTY:
        choices = [("规则没有写", None), *((party.label, party.id) for party in around.parties)]
    elif field.control is Control.ERRAND:
        choices = [(title, ident) for ident, title in around.errands.items()]
    else:
        desks = [desk for desk in head.get("desks", ()) if desk in labels]
        choices = [("不是", None)] if field.control is Control.CARRIERS else []
        choices += [(labels[desk], [desk]) for desk in desks]
        choices += [("、".join(labels[desk] for desk in desks), desks)] if len(desks) > 1 else []
    if value is not None and value not in [offered for _, offered in choices]:
        named = "、".join(str(labels.get(one, one)) for one in value) if isinstance(value, list) else str(value)
        choices.insert(0, (named or "（还没有选）", value))
    return choices, value


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for name in text.replace(",", "、").replace("，", "、").split("、") if (part := name.strip()))
