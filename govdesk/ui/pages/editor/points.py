"""要点 of a line: what each says, how strong it is, when it stands, and its quotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.drafting.errand_text import Steps
from govdesk.present import editing as words
from govdesk.rules.model import Rule
from govdesk.ui.kit.theme import SPACE_S, Theme
from govdesk.ui.kit.widgets import ComboBox, Label, LineEdit, LinkButton
from govdesk.wizards.checklist import BADGES

#: Makes the choice of a condition: the value, the path it is kept at, its name.
WhenMaker = Callable[[Any, Steps, str], QWidget]


class PointsForm(QWidget):
    """The points of a line, and a field for one more.

    `edited(path, value)`: the value at `path` in the line, None for one that goes; `added(words)`: a new point;
    `quote_wanted(place)`: the selected words are to be quoted there.
    """

    edited = Signal(object, object)
    added = Signal(str)
    quote_wanted = Signal(int)

    def __init__(self, theme: Theme, points: Sequence[Mapping[str, Any]], rule: Rule, when: WhenMaker) -> None:
        super().__init__()
        self._theme, self._rule, self._when = theme, rule, when
        self.ends: list[Callable[[], None]] = []  # what is typed and not yet told
        self.fields: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(SPACE_S))
        self._column.addWidget(Label(theme, f"要点 {len(points)}" if points else "要点", "secondary", "ink2"))
        for place, point in enumerate(points):
            self._show_point(place, point, alone=len(points) == 1)
        self._text("再加一个要点", "", "points.new", self.added.emit)

    def _show_point(self, place: int, point: Mapping[str, Any], *, alone: bool) -> None:
        theme = self._theme
        path: tuple[str | int, ...] = ("points", place)
        row = QHBoxLayout()
        row.setSpacing(theme.px(SPACE_S))
        said = str(point.get("do", ""))
        self._text("", said, f"points.{place}", lambda text: self.edited.emit((*path, "do"), text), row)
        gone = LinkButton(theme, "删除", role="secondary")
        gone.setAccessibleName(f"删除要点 {place + 1}")
        gone.clicked.connect(lambda: self.edited.emit(("points",) if alone else path, None))
        row.addWidget(gone)
        self._column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(theme.px(SPACE_S))
        below.addWidget(self._level(point, place))
        below.addWidget(self._when(point.get("when"), (*path, "when"), f"要点 {place + 1} 什么时候列"), 1)
        quote = LinkButton(theme, "引用到这一点", role="secondary")
        quote.setAccessibleName(f"引用到要点 {place + 1}")
        quote.clicked.connect(lambda: self.quote_wanted.emit(place))
        below.addWidget(quote)
        self._column.addLayout(below)
        cites = point.get("cites", ())
        for number, (article, quoted) in enumerate(words.cites_of(point)):
            where = (*path, "cites") if len(cites) == 1 else (*path, "cites", number)
            self._column.addLayout(self._quote(f"{words.place_of(self._rule, article, quoted)}：{quoted}", where))

    def _level(self, point: Mapping[str, Any], place: int) -> ComboBox:
        box = ComboBox(self._theme, name=f"要点 {place + 1} 的性质")
        values = [None, *(level.value for level in BADGES)]
        box.addItems(["同这一项", *BADGES.values()])
        box.setCurrentIndex(values.index(point.get("level")) if point.get("level") in values else 0)
        box.activated.connect(lambda index: self.edited.emit(("points", place, "level"), values[index]))
        self.fields[f"points.{place}.level"] = box
        return box

    def _quote(self, text: str, path: Steps) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(SPACE_S))
        row.addWidget(Label(self._theme, text, "snippet", "ink", wrap=True), 1)
        gone = LinkButton(self._theme, "去掉", role="secondary")
        gone.setAccessibleName(f"去掉要点的引文：{text}")
        gone.clicked.connect(lambda: self.edited.emit(path, None))
        row.addWidget(gone, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _text(
        self, hint: str, value: str, key: str, tell: Callable[[str], object], row: QHBoxLayout | None = None
    ) -> None:
        edit = LineEdit(self._theme, hint, name=hint or f"要点 {key.rpartition('.')[2]}")
        edit.setText(value)
        told = [value]

        def end() -> None:
            text = edit.text().strip()
            if text and text != told[0]:
                told[0] = text
                tell(text)

        edit.editingFinished.connect(end)
        self.ends.append(end)
        self.fields[key] = edit
        if row is None:
            self._column.addWidget(edit)
        else:
            row.addWidget(edit, 1)
