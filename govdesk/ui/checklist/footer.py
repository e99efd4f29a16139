"""What can be done with the whole checklist."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from govdesk.ui.checklist.geometry import LEFT_MARGIN
from govdesk.ui.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.widgets import Ground, PrimaryButton, SecondaryButton


class Footer(Ground):
    """打印, 导出 PDF, 导出 Word, 归档; in a narrow window also 看条文. `export_requested` gives .pdf or .docx."""

    print_requested = Signal()
    export_requested = Signal(str)
    archive_requested = Signal()
    pane_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "t")
        self.print = PrimaryButton(theme, "打印", icon="printer", key="Ctrl+P")
        self.pdf = SecondaryButton(theme, "导出 PDF", icon="file-pdf", key="Ctrl+E")
        self.word = SecondaryButton(theme, "导出 Word", icon="file-text", key="Ctrl+Shift+E")
        self.pane = SecondaryButton(theme, "收起条文", icon="book-open", tip="看条文或收起（F4）")
        self.archive = SecondaryButton(theme, "归档", icon="archive", key="Ctrl+Shift+A")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.print)
        self._row.addWidget(self.pdf)
        self._row.addWidget(self.word)
        self._row.addStretch(1)
        self._row.addWidget(self.pane)
        self._row.addWidget(self.archive)
        self.print.clicked.connect(self.print_requested)
        self.pdf.clicked.connect(lambda: self.export_requested.emit(".pdf"))
        self.word.clicked.connect(lambda: self.export_requested.emit(".docx"))
        self.archive.clicked.connect(self.archive_requested)
        self.pane.clicked.connect(self.pane_requested)
        self.pane.hide()
        theme.changed.connect(self._pad)
        self._pad()

    def set_put_away(self, words: str) -> None:
        """归档 becomes `words` (恢复办理, 恢复) while the checklist is put away; "" means it is not."""
        self.archive.setText(words or "归档")
        self.archive.set_icon("arrow-counter-clockwise" if words else "archive")
        self.archive.set_key("Ctrl+Shift+A", words or "归档")

    def set_pane(self, *, offered: bool, shown: bool) -> None:
        """Whether the article pane can be folded here, and whether it is open."""
        self.pane.setVisible(offered)
        self.pane.setText("收起条文" if shown else "看条文")

    def _pad(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(LEFT_MARGIN), px(SPACE_M - 2), px(36), px(SPACE_M - 3))
        self._row.setSpacing(px(SPACE_S))
