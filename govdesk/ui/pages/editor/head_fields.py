"""表头的栏: what each is called, which one is added, which one goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.drafting.errand_text import ErrandText
from govdesk.present.editing_fields import field_choices, head_fields
from govdesk.ui.kit.theme import SPACE_S, Theme
from govdesk.ui.kit.widgets import ComboBox, Label, LineEdit, LinkButton


class HeadFields(QWidget):
    """`edited(path, value)`: the value at `path` in the head, None for a field that goes; `added(field)`: a new one."""

    edited = Signal(object, object)
    added = Signal(object)

    def __init__(self, theme: Theme, content: ErrandText) -> None:
        super().__init__()
        self._theme = theme
        self.ends: list[Callable[[], None]] = []  # what is typed and not yet told
        self.fields: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        shown = head_fields(content)
        for place, (label, kind) in enumerate(shown):
            column.addLayout(self._row(place, label, kind, alone=len(shown) == 1))
        self.more = ComboBox(theme, name="再加一栏")
        self.more.setPlaceholderText("再加一栏")
        choices = field_choices(content)
        self.more.addItems([words for words, _ in choices])
        self.more.setCurrentIndex(-1)
        self.more.activated.connect(lambda index: self.added.emit(choices[index][1]))
        self.fields["fields.new"] = self.more
        column.addWidget(self.more)

    def _row(self, place: int, label: str, kind: str, *, alone: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(SPACE_S))
        edit = LineEdit(self._theme, "这一栏叫什么", name=f"第 {place + 1} 栏")
        edit.setText(label)
        told = [label]

        def end() -> None:
            text = edit.text().strip()
            if text != told[0]:
                told[0] = text
                self.edited.emit(("fields", place, "label"), text)

        edit.editingFinished.connect(end)
        self.ends.append(end)
        self.fields[f"fields.{place}"] = edit
        gone = LinkButton(self._theme, "删除", role="secondary")
        gone.setAccessibleName(f"删除第 {place + 1} 栏")
        gone.clicked.connect(lambda: self.edited.emit(("fields",) if alone else ("fields", place), None))
        row.addWidget(edit, 1)
        row.addWidget(Label(self._theme, kind, "secondary", "ink2"))
        row.addWidget(gone)
        return row
