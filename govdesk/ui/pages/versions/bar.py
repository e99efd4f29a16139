"""The head of the page: which version follows which, and how far the looking has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from govdesk.rules.model import Rule
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_M, Theme
from govdesk.ui.kit.widgets import ComboBox, ElidedLabel, Ground, Label, LinkButton, ProgressBar
from govdesk.ui.kit.widgets.labels import plain_tip


class VersionsBar(Ground):
    """‹ 规则库 | 新旧对照 · the newer one · 旧版 ▾ · counts · bar. `old_chosen(id)` when a hand picks another older version."""

    old_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "b")
        self._theme, self._narrow = theme, False
        self.back = LinkButton(theme, "规则库", icon="arrow-left")
        self._new = ElidedLabel(theme, "", "ui", "ink")
        self.old = ComboBox(theme, name="旧版")
        self._counts = Label(theme, "", "secondary", "ink2")
        self._bar = ProgressBar(theme)
        self._whole = Label(theme, "", "ui", "ink", bold=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.back)
        self._row.addWidget(Label(theme, "新旧对照", "section"))
        self._row.addWidget(self._new, 3)
        self._row.addWidget(Label(theme, "旧版", "secondary", "ink2"))
        self._row.addWidget(self.old, 2)
        for widget in (self._counts, self._bar, self._whole):
            self._row.addWidget(widget)
        self.old.activated.connect(lambda _i: self.old_chosen.emit(self.old.currentData() or ""))
        self.apply_theme()
        self.show_progress(0, 0, 0)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self.setFixedHeight(px(52))
        self._bar.setFixedWidth(px(120))
        self._row.setContentsMargins(px(SPACE_2XL), 0, px(SPACE_2XL), 1)
        self._row.setSpacing(px(SPACE_M))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window what is only good to know goes."""
        self._narrow = narrow
        shown = bool(self._whole.text())
        self._counts.setVisible(shown and not narrow)
        self._bar.setVisible(shown and not narrow)

    def show_pair(self, new: Rule | None, older: Sequence[Rule], old: str) -> None:
        """The newer version; `older` are offered, `old` (an id, "" for none) is chosen."""
        self._new.setText(named(new) if new is not None else "")
        self.old.setEnabled(bool(older))
        self.old.clear()
        for rule in older:
            self.old.addItem(named(rule), rule.id)
            self.old.setItemData(self.old.count() - 1, plain_tip(named(rule)), Qt.ItemDataRole.ToolTipRole)
        self.old.setCurrentIndex(self.old.findData(old) if old else -1)
        self.old.setPlaceholderText("选旧版")

    def show_progress(self, confirmed: int, later: int, of: int) -> None:
        """Counts; nothing where there is nothing to confirm."""
        self._counts.setText(f"确认 {confirmed} · 放着 {later}")
        self._bar.set_progress(confirmed, of)
        self._whole.setText(f"{confirmed}/{of}" if of else "")
        self._whole.setVisible(bool(of))
        self.set_narrow(self._narrow)


def named(rule: Rule) -> str:
    """A version by what tells it from the others: 文号, else the day, and the title."""
    meta = rule.meta
    day = meta.issued or meta.effective or meta.adopted or meta.published
    mark = meta.doc_number or (f"{day:%Y-%m-%d}" if day else rule.id)
    return f"{mark}　{meta.title}"
