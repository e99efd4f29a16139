"""Whether the law that is open is in force, as its file says it, and the other versions of it that are here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from govdesk.statutes.model import Statute
from govdesk.statutes.shelf import facts_of
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import Dialog, ElidedLabel, Ground, Label, LinkButton
from govdesk.ui.kit.widgets.menus import Menu

_STATE = "中华人民共和国"
OLDER = "不是现在适用的版本"


class StandingBar(Themed, Ground):
    """有效性, 文号 and dates of a law; `version_requested(id)` when another version is wanted."""

    version_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "b")
        self._versions: Sequence[tuple[Statute, str]] = ()
        self._doubts: Sequence[str] = ()
        self._law: Statute | None = None
        self.name = ElidedLabel(theme, "", "ui", "ink", bold=True)
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.status = Label(theme, "", "ui", "ink")
        self.warning = Label(theme, OLDER, "ui", "ver")
        self.facts = ElidedLabel(theme, "", "ui", "ink2")
        self.first = LinkButton(theme, "看现在适用的")
        self.doubts = LinkButton(theme, "", icon="warning")
        self.others = LinkButton(theme, "")
        self._row = QHBoxLayout(self)
        for widget in (self.name, self.status, self.warning):
            self._row.addWidget(widget)
        self._row.addWidget(self.facts, 1)
        self._row.addWidget(self.doubts)
        self._row.addWidget(self.first)
        self._row.addWidget(self.others)
        self.first.clicked.connect(self._ask_for_first)
        self.others.clicked.connect(self._offer)
        self.doubts.clicked.connect(self.show_doubts)
        self.follow_theme()

    def show_law(
        self, law: Statute, versions: Sequence[tuple[Statute, str]], doubts: Sequence[str] = (), *, current: bool
    ) -> None:
        """Tell of `law`; `versions` are all of it with what is to be said of each, the one to go by first.

        `doubts` are what is to be held against the original.
        """
        status = next(words for version, words in versions if version.id == law.id)
        self._law, self._versions = law, versions
        self.name.setText(f"《{law.title.removeprefix(_STATE)}》")
        self.status.setText(status)
        self.warning.setVisible(not current)
        self.facts.setText(facts_of(law))
        self.first.setVisible(not current and versions[0][0].id != law.id)
        self.doubts.setVisible(bool(doubts))
        self.doubts.setText(f"要核对 {len(doubts)} 处")
        self._doubts = doubts
        self.others.setVisible(len(versions) > 1)
        self.others.setText(f"共 {len(versions)} 个版本")
        warning = "" if current else f"，{OLDER}"
        self.setAccessibleName(f"《{law.title}》，{status}{warning}，{facts_of(law)}")

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._row.setContentsMargins(px(SPACE_L), px(SPACE_S - 2), px(SPACE_L), px(SPACE_S - 1))
        self._row.setSpacing(px(SPACE_M))

    def show_doubts(self) -> None:
        """What was odd when the file was read."""
        dialog = Dialog(self._theme, "对照原件看一看", self)
        dialog.add_text("\n".join(self._doubts))
        dialog.add_button("知道了", primary=True)
        dialog.exec()

    def _ask_for_first(self) -> None:
        self.version_requested.emit(self._versions[0][0].id)

    def _offer(self) -> None:
        menu = Menu(self)
        menu.setFont(self._theme.font("ui"))
        for version, words in self._versions:
            action = menu.addAction(f"{words}　{facts_of(version)}")
            action.setCheckable(True)
            action.setChecked(self._law is not None and version.id == self._law.id)
            action.triggered.connect(lambda _=False, law=version.id: self.version_requested.emit(law))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.others.mapToGlobal(self.others.rect().bottomLeft()))
