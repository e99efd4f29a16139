"""Text and grounds that follow the theme: labels by role, elided labels, key caps, hairlines, coloured grounds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from govdesk.ui.kit.first_frame import Qt, after_first_frame
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.painting import CENTRE, fill, fill_rounded, give_ink, outline, set_ink
from govdesk.ui.kit.theme import RADIUS_CHIP, Role, Theme
from govdesk.ui.kit.themed import Themed


class Label(Themed, QLabel):
    """Plain text in the font of a `role` and the colour of a `token`; `wrap` breaks lines at the role's line height."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: Role = "ui",
        token: str = "ink",
        *,
        bold: bool | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._role, self._token, self._bold = theme, role, token, bold
        self.setProperty("textFormat", "PlainText")
        # Inside a button a label would take the button's text colour.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setWordWrap(wrap)
        self.follow_theme()

    def heightForWidth(self, width: int) -> int:
        # Layouts ask for the width they have, not the width they will give where there is a maximum.
        return super().heightForWidth(min(width, self.maximumWidth()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A style sheet that is set anew puts back the palette that the label had when it was first polished.
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "_bold"):
            self._colour()

    def apply_theme(self) -> None:
        """Take fonts and colours from the theme again."""
        self.setFont(self._theme.font(self._role, bold=self._bold))
        self._colour()

    def set_token(self, token: str) -> None:
        """Another colour."""
        self._token = token
        self._colour()

    def _colour(self) -> None:
        palette, colour = self.palette(), self._theme.color(self._token)
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)


def plain_tip(text: str) -> str:
    """`text` as a tooltip that shows it sign by sign: Qt would read what looks like HTML as such."""
    if "<" not in text and "&" not in text:
        return text
    import html  # a table of two thousand names, for the tip that has such a sign

    lines = html.escape(text).replace("\n", "<br>")
    return f"<span>{lines}</span>"


class ElidedLabel(Label):
    """One line that ends in … where it does not fit; the full text is then its tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: Role = "ui",
        token: str = "ink",
        *,
        bold: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._full = text
        super().__init__(theme, text, role, token, bold=bold, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        """Show `text`, elided to the present width."""
        self._full = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def full_text(self) -> str:
        """The whole text, also where it is elided on screen."""
        return self._full

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("汉…"), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def apply_theme(self) -> None:
        super().apply_theme()
        self._elide()

    def _elide(self) -> None:
        shown, metrics, room = self._full, self.fontMetrics(), self.contentsRect().width()
        if metrics.horizontalAdvance(shown) > room:
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        super().setText(shown)
        self.setToolTip("" if shown == self._full else plain_tip(self._full))


class ClampedLabel(Label):
    """At most so many lines, the last one ending in … where there is more; the full text is then its tooltip."""

    def __init__(self, theme: Theme, text: str = "", role: Role = "ui", token: str = "ink", *, lines: int = 2) -> None:
        self._full, self._lines = text, lines
        super().__init__(theme, text, role, token, wrap=True)
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        """Show `text`, as much of it as there is room for."""
        self._full = text
        self.setAccessibleName(text)
        self._clamp()

    def set_lines(self, lines: int) -> None:
        """Show so many lines at most."""
        self._lines = lines
        self._clamp()

    def full_text(self) -> str:
        """The whole text, also where it is elided on screen."""
        return self._full

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clamp()

    def apply_theme(self) -> None:
        super().apply_theme()
        self._clamp()

    def _clamp(self) -> None:
        width = self.contentsRect().width()
        from PySide6.QtGui import QTextLayout  # not for the first frame

        layout = QTextLayout(self._full, self.font())
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) <= self._lines and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        shown = self._full
        if len(starts) > self._lines:
            last = starts[self._lines - 1]
            # A little less than there is: the label wraps by itself, and must not come to another line.
            room = width - self.fontMetrics().averageCharWidth()
            shown = shown[:last] + self.fontMetrics().elidedText(shown[last:], Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            super().setText(shown)
        self.setToolTip("" if shown == self._full else plain_tip(self._full))


class Sign(QWidget):
    """An icon of `size` pixels at 100 %, at its place in another widget."""

    def __init__(self, theme: Theme, icon: str, token: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._token = theme, icon, token
        self.setFixedSize(theme.px(size), theme.px(size))
        give_ink(self, theme.color(token))
        after_first_frame(lambda: self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self.rect(), self._icon, self._theme.color(self._token))


class KeyCap(Themed, QWidget):
    """A key as it is printed on the keyboard, `Ctrl+K`, in a thin frame."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        after_first_frame(lambda: self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents))
        self.setAccessibleName(key)
        give_ink(self, theme.color("ink2"))
        self.follow_theme()

    def apply_theme(self) -> None:
        """Take fonts and colours from the theme again."""
        self.setFont(self._theme.font("smallest"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._key) + self._theme.px(12), self._theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill_rounded(painter, frame, RADIUS_CHIP, self._theme.color("page"))
        outline(painter, frame, RADIUS_CHIP, self._theme.color("line"))
        set_ink(painter, self._theme.color("ink2"))
        painter.drawText(self.rect(), CENTRE, self._key)


class Ground(QFrame):
    """A plain coloured ground with hairlines on the sides named in `lines` (any of "tblr")."""

    def __init__(self, theme: Theme, token: str = "panel", lines: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._token, self._lines = theme, token, lines

    def set_lines(self, lines: str) -> None:
        """Draw hairlines on these sides from now on."""
        self._lines = lines
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, event.rect(), self._theme.color(self._token))
        width, height = self.width(), self.height()
        for side, line in (
            ("t", (0, 0, width, 1)),
            ("b", (0, height - 1, width, 1)),
            ("l", (0, 0, 1, height)),
            ("r", (width - 1, 0, 1, height)),
        ):
            if side in self._lines:
                fill(painter, QRect(*line), self._theme.color("line"))


class _Line(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), self.rect(), self._theme.color("line"))


class HLine(_Line):
    """A horizontal hairline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFixedHeight(1)


class VLine(_Line):
    """A vertical hairline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFixedWidth(1)
