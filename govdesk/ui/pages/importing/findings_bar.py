"""What is to be looked at before a rule is kept, first of all, and the way to each place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.importing.findings import Finding
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_L, SPACE_M, Theme
from govdesk.ui.kit.widgets import ElidedLabel, Ground, Label, LinkButton
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.layouts import clear_layout

_SHOWN = 3


class _Row(Ground):
    """A sign, the finding, the line of its place, and what can be done."""

    def __init__(self, theme: Theme, words: str, where: str, current: bool) -> None:
        super().__init__(theme, "verT" if current else "page", "b")
        self.links = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(SPACE_2XL), 0, theme.px(SPACE_2XL), 1)
        row.setSpacing(theme.px(SPACE_M))
        row.addWidget(IconLabel(theme, "warning", "ver"))
        row.addWidget(ElidedLabel(theme, words, "ui", "ink", bold=True), 1)
        if where:
            row.addWidget(Label(theme, where, "secondary", "ink2"))
        row.addLayout(self.links)
        self.links.setSpacing(theme.px(SPACE_L))
        self.setFixedHeight(theme.px(36))


class FindingsBar(QWidget):
    """Rows of findings. `look(finding)` wants its next place, `encoding()` another encoding, `settled(finding)` none of it."""

    look = Signal(object)
    encoding = Signal()
    settled = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._all = theme, False
        self._found: Sequence[Finding] = ()
        self._lines: Sequence[str] = ()
        self._current: Finding | None = None
        self._can_decode, self._shown = False, _SHOWN
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName("要看一看的地方")

    def show_findings(
        self, found: Sequence[Finding], lines: Sequence[str], current: Finding | None, *, can_decode: bool
    ) -> None:
        """`lines` says for each where it is; `can_decode`: another encoding can be chosen."""
        self._found, self._lines, self._current, self._can_decode = found, lines, current, can_decode
        self._build()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window one row is shown, and the way to the others."""
        self._shown = 1 if narrow else _SHOWN
        self._build()

    def _build(self) -> None:
        clear_layout(self._column)
        shown = len(self._found) if self._all else self._shown
        for finding, line in list(zip(self._found, self._lines, strict=True))[:shown]:
            row = _Row(self._theme, finding.words, line, finding == self._current)
            if finding.places:
                words = "看下一处" if finding == self._current and len(finding.places) > 1 else "看这一行"
                self._link(row, words, lambda f=finding: self.look.emit(f))
            if finding.is_garbled and self._can_decode:
                self._link(row, "换编码", self.encoding.emit)
            self._link(row, "就这样", lambda f=finding: self.settled.emit(f))
            self._column.addWidget(row)
        if len(self._found) > self._shown:
            more = Ground(self._theme, "page", "b")
            box = QHBoxLayout(more)
            box.setContentsMargins(self._theme.px(SPACE_2XL), 0, self._theme.px(SPACE_2XL), 1)
            words = "收起" if self._all else f"还有 {len(self._found) - self._shown} 处"
            link = LinkButton(self._theme, words, icon="caret-up" if self._all else "caret-down", trailing=True)
            link.clicked.connect(self._fold)
            box.addWidget(link)
            box.addStretch(1)
            self._column.addWidget(more)
        self.setVisible(bool(self._found))

    def _link(self, row: _Row, words: str, act: object) -> None:
        link = LinkButton(self._theme, words)
        link.clicked.connect(lambda _checked=False: act())  # type: ignore[operator]
        row.links.addWidget(link)

    def _fold(self) -> None:
        self._all = not self._all
        self._build()
