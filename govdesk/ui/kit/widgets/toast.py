"""What has just been done, at the bottom of the list or of the window, and one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QFrame, QHBoxLayout, QWidget

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.layout import FOOT
from govdesk.ui.kit.theme import CHECK_ROW, MIN_TARGET, RADIUS_CONTROL, SPACE_L, SPACE_M, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.labels import ElidedLabel, Label

UNDO_SECONDS = 6
_HEIGHT, _LOW = 44, MIN_TARGET
_ROWS_LEFT = 5  # what a list keeps when it lends room


class Toast(Themed, QFrame):
    """已记为办结 … 撤销 Ctrl+Z: lies at the bottom of `host` for six seconds, and takes no focus.

    What is in `host` ends above it meanwhile. Where that would leave too few rows, it lies over the window's foot.

    Instead of 撤销 it can offer something else: 打开文件夹.

    It only offers; the page's own undo stack does the undoing, and Ctrl+Z works after the bar has gone.
    """

    undo_requested = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._undo: Callable[[], None] | None = None
        self._lent = 0  # px of the host's lower margin that are there for this bar
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        self._text = ElidedLabel(theme, "", "ui", "page")
        self._link = LinkButton(theme, "撤销")
        self._link.set_token("page")
        self._link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._link.clicked.connect(self._on_undo)
        self._key = Label(theme, COMMANDS["undo"].key, "secondary", "line")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._link)
        self._row.addWidget(self._key)
        host.installEventFilter(self)
        self.follow_theme()
        self.hide()

    def apply_theme(self) -> None:
        """Take fonts and measures from the theme again."""
        px = self._theme.px
        self._row.setContentsMargins(px(16 + 24), 0, px(SPACE_L), 0)
        self._row.setSpacing(px(SPACE_M))
        self._place()

    def show_message(self, text: str, undo: Callable[[], None] | None = None, *, offer: bool = True) -> None:
        """Show `text`; 撤销 calls `undo` and emits `undo_requested`. `offer=False`: a plain notice such as 引文已复制."""
        self._link.setText(COMMANDS["undo"].text)
        self._link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show(text, undo, offer=offer)

    def show_offer(self, text: str, offer: str, act: Callable[[], None]) -> None:
        """Show `text` with a link `offer` that calls `act`."""
        self._show(text, act, offer=True)
        self._link.setText(offer)
        self._link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # for this there is no key but Tab and Enter
        self._key.hide()

    def text(self) -> str:
        """What the bar says, whole."""
        return self._text.full_text()

    def _show(self, text: str, undo: Callable[[], None] | None, *, offer: bool) -> None:
        self._text.setText(text)
        self._undo = undo
        self._link.setVisible(offer)
        self._key.setVisible(offer)
        self.setAccessibleName(text)
        self._settle()
        self.show()
        self.raise_()
        self._timer.start(UNDO_SECONDS * 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.Hide and self._is_at_foot:
            self._go()  # what it offers belongs to the page that is being left
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("ink"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        size = self._theme.px(16)
        box = QRectF(self._theme.px(SPACE_L), (self.height() - size) / 2, size, size)
        draw_icon(painter, box, "check", self._theme.color("page"))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._lend(0)

    @property
    def _is_at_foot(self) -> bool:
        return self.parentWidget() is not self._host

    def _settle(self) -> None:
        """Find a place where the row that was just ticked stays in sight and the next ones are at hand."""
        px, host = self._theme.px, self._host
        room = px(_HEIGHT) + 2 * px(SPACE_L)
        ends_above = not isinstance(host, QAbstractScrollArea)
        spares = ends_above and host.height() - room >= _ROWS_LEFT * px(CHECK_ROW)
        foot: QWidget | None = None
        if host.isVisible() and not spares:
            foot = host.window().findChild(QWidget, FOOT)
        self.setParent(host if foot is None else foot.parentWidget())
        self._lend(room if ends_above and foot is None else 0)
        self._place()
        if (layout := host.layout()) is not None:
            layout.activate()
        for view in host.findChildren(QAbstractItemView):  # type: ignore[var-annotated]  # nor does the stub say of what
            if view.isVisible() and view.currentIndex().isValid():
                view.scrollTo(view.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)

    def _go(self) -> None:
        self._timer.stop()
        self.hide()
        if self._is_at_foot:
            self.setParent(self._host)

    def _lend(self, room: int) -> None:
        if room != self._lent:
            margins = self._host.contentsMargins()
            margins.setBottom(margins.bottom() - self._lent + room)
            self._lent = room
            self._host.setContentsMargins(margins)

    def _place(self) -> None:
        holder, px = self.parentWidget() or self._host, self._theme.px
        margin, height = (0, px(_LOW)) if self._is_at_foot else (px(SPACE_L), px(_HEIGHT))
        self.setGeometry(margin, holder.height() - height - margin, max(0, holder.width() - 2 * margin), height)

    def _on_undo(self) -> None:
        self._go()
        if self._undo is not None:
            self._undo()
        self.undo_requested.emit()
