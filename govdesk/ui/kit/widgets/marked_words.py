"""Words of the law in a few lines, some of them marked; what does not fit ends in … and is in the tip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.ui.kit.theme import Role, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.labels import plain_tip

_ALL = 1_000


class MarkedWords(Themed, QWidget):
    """`elided_changed(bool)` tells whether there is more than is shown."""

    elided_changed = Signal(bool)

    def __init__(self, theme: Theme, role: Role = "snippet", *, lines: int = 3) -> None:
        super().__init__()
        self._theme, self._role, self._lines = theme, role, lines
        self._text = self._shown = ""
        self._marks: tuple[tuple[int, int], ...] = ()
        self._left_out, self._cut = 0, False  # signs before what is shown; whether it ends in …
        self._elided = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme(now=False)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def marked(self) -> list[str]:
        """The words that are marked."""
        return [self._text[start : start + length] for start, length in self._marks]

    def shown(self) -> str:
        """What stands on screen."""
        return self._shown

    def is_elided(self) -> bool:
        """Whether there is more than is shown."""
        return self._elided

    def show_words(self, text: str) -> None:
        """Show `text`, nothing of it marked."""
        self._text, self._marks = text, ()
        self.setAccessibleName(text)
        self._fit()

    def mark(self, words: Iterable[str]) -> None:
        """Mark these words wherever they stand, and nothing else."""
        found = []
        for part in words:
            start = self._text.find(part) if part else -1
            while start >= 0:
                found.append((start, len(part)))
                start = self._text.find(part, start + len(part))
        self._marks = tuple(sorted(found))
        told = "；".join(self.marked())
        self.setAccessibleDescription(f"这一答案依据：{told}" if told else "")
        self._fit()

    def set_lines(self, lines: int | None) -> None:
        """Show so many lines at most; None: all."""
        self._lines = _ALL if lines is None else lines
        self._fit()

    def apply_theme(self) -> None:
        """Take fonts and colours from the theme again."""
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, step = QPainter(self), self._theme.line_height(self._role)
        layout = self._laid(self._shown, self._formats())
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            line.setPosition(QPointF(0, number * step + (step - line.height()) / 2))
        painter.setPen(self._theme.color("ink2"))
        layout.draw(painter, QPointF(0, 0))

    def _formats(self) -> list[QTextLayout.FormatRange]:
        mark = QTextCharFormat()
        mark.setBackground(self._theme.color("mark"))
        mark.setForeground(self._theme.color("ink"))
        mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        mark.setUnderlineColor(self._theme.color("ver"))
        found = []
        for start, length in self._marks:
            # On screen the text may begin further on, after a …
            first, end = (self._on_screen(place) for place in (start, start + length))
            if first < end:
                stretch = QTextLayout.FormatRange()
                stretch.start, stretch.length, stretch.format = first, end - first, mark  # type: ignore[attr-defined]
                found.append(stretch)
        return found

    def _on_screen(self, place: int) -> int:
        moved = place - self._left_out + (1 if self._left_out else 0)
        end = len(self._shown) - (1 if self._cut else 0)
        return max(1 if self._left_out else 0, min(moved, end))

    def _fit(self) -> None:
        whole = self._laid(self._text)
        elided = whole.lineCount() > self._lines
        self._left_out, self._cut = 0, elided
        self._shown = self._clamped(self._text) if elided else self._text
        first = min((start for start, _ in self._marks), default=0)
        if elided and self._on_screen(first) >= len(self._shown) - 1:
            rest = "…" + self._text[first:]
            self._left_out, self._cut = first, self._laid(rest).lineCount() > self._lines
            self._shown = self._clamped(rest) if self._cut else rest
        lines = min(max(whole.lineCount(), 1), self._lines)
        self.setFixedHeight(lines * self._theme.line_height(self._role))
        self.setToolTip(plain_tip(self._text) if elided else "")
        if elided != self._elided:
            self._elided = elided
            self.elided_changed.emit(elided)
        self.update()

    def _laid(self, text: str, formats: Sequence[QTextLayout.FormatRange] = ()) -> QTextLayout:
        layout = QTextLayout(text, self._theme.font(self._role))
        layout.setFormats(formats)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width(), 1))
        layout.endLayout()
        return layout

    def _clamped(self, text: str) -> str:
        """As much of `text` as the lines hold, with a … at its end."""
        layout = self._laid(text)  # its lines are gone with it
        start = layout.lineAt(self._lines - 1).textStart()
        metrics = QFontMetrics(self._theme.font(self._role))
        # A little less than there is: it must not come to another line.
        room = self.width() - metrics.averageCharWidth()
        last = text[start:]
        while last and metrics.horizontalAdvance(last + "…") > room:
            last = last[:-1]
        return text[:start] + last + "…"
