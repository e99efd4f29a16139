"""法律法规库 on the library page: what it holds, bringing it in, away and back. One entry, however many laws there are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.statutes import placing
from govdesk.statutes.manifest import Contents
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.statutes_import import StatutesImport
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import Dialog, ElidedLabel, ErrorDialog, Ground, Label, LinkButton, SecondaryButton
from govdesk.ui.kit.widgets.bars import ProgressBar

if TYPE_CHECKING:
    from govdesk.app import Services

NONE_YET = "还没有。整套法律法规放在一个文件夹里，一部一个文件（.md），可以一次导入"
_SHOWN = 40  # files that could not be read, in the dialog
#: From which share on the rest is estimated, by the pace so far.
_KNOWN_FROM = 0.03


class StatutesRow(Themed, Ground):
    """`removed(put it back, words)` when the library was moved to the 回收站, `said(words)` for what else is to be told."""

    removed = Signal(object, str)
    said = Signal(str)

    def __init__(self, services: Services, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "t", parent)
        self._services, self._desk = services, desk
        self._unread: Sequence[tuple[str, str]] = ()
        self._is_low = False
        self.work = StatutesImport(services, self)
        self.words = ElidedLabel(theme, "", "ui", "ink2")
        self.bar = ProgressBar(theme)
        self.unread = LinkButton(theme, "")
        self.bring = SecondaryButton(theme, "导入法律法规", icon="folder-open", small=True)
        self.bring.setToolTip("选一个文件夹，里面一部一个文件；原来的一套换成这一套")
        self.stop = SecondaryButton(theme, "停下", small=True, tip="停下，原来的法律法规库不动")
        self.remove = SecondaryButton(theme, "整套移到回收站", icon="trash", small=True)
        self.restore = LinkButton(theme, "放回来")
        self._row = QHBoxLayout(self)
        self._row.addWidget(Label(theme, "法律法规库", "ui", "ink", bold=True))
        self._row.addWidget(self.words, 1)
        for widget in (self.bar, self.unread, self.restore, self.bring, self.stop, self.remove):
            self._row.addWidget(widget)
        self.bring.clicked.connect(self.choose)
        self.stop.clicked.connect(self.work.stop)
        self.remove.clicked.connect(self.remove_all)
        self.restore.clicked.connect(self.put_back)
        self.unread.clicked.connect(self.show_unread)
        self.work.went.connect(self._show_progress)
        self.work.done.connect(self._take)
        self.work.failed.connect(self._tell)
        self.work.stopped.connect(self._stopped)
        self.follow_theme()
        self.refresh()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        around = 1 if self._is_low else px(SPACE_S)
        self._row.setContentsMargins(px(SPACE_2XL), around, px(SPACE_2XL), around)
        self._row.setSpacing(px(SPACE_M))
        self.bar.setMinimumWidth(px(80))
        self.bar.setMaximumWidth(px(160))

    def set_low(self, low: bool) -> None:
        """Take less room in a low window, where the list needs it."""
        if low != self._is_low:
            self._is_low = low
            self.apply_theme()

    def refresh(self) -> None:
        """Say what the library holds now; while one is brought in, how far it is."""
        busy = self.work.busy
        contents, trouble = self._contents()
        there = contents is not None or bool(trouble)
        self._unread = [(entry.file, entry.why) for entry in contents.unread] if contents else ()
        self.unread.setText(f"没有收入 {len(self._unread)} 个文件")
        self.unread.setVisible(bool(self._unread) and not busy)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.bring.setVisible(not busy)
        self.bring.setText("换一套" if there else "导入法律法规")
        self.remove.setVisible(there and not busy)
        self.restore.setVisible(not there and not busy and placing.recycled(self._services.data_folder))
        if not busy:
            self._say(trouble or (in_words(contents) if contents else NONE_YET))

    def _contents(self) -> tuple[Contents | None, str]:
        try:
            return self._services.statutes.contents, ""
        except UserError as error:
            return None, error.sentence

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(f"法律法规库，{words}")

    # -- bringing in

    def choose(self) -> None:
        """Ask for the folder and begin."""
        folder = self._desk.ask_folder(self, Path.home(), title="法律法规在哪个文件夹")
        if folder is not None:
            self.bring_in(folder)

    def bring_in(self, folder: Path) -> None:
        """Read the laws in `folder` in the background."""
        if not self.work.busy:
            self.work.start(folder)
            self.bar.set_progress(0, 0)
            self._say("正在导入…")
            self.refresh()

    def _show_progress(self, done: int, of: int, name: str) -> None:
        self.bar.set_progress(done, of)
        rest = _rest_in_words(done, of, time.monotonic() - self.work.began) if name else ""
        self._say("，".join(part for part in (f"{done}/{of}", rest, name or "正在编检索") if part))

    def _take(self, document: dict[str, Any]) -> None:
        self.refresh()
        self.said.emit(f"法律法规 {document['laws']} 部 {document['articles']} 条已导入")

    def _stopped(self) -> None:
        self.refresh()
        self.said.emit("已停下，没有导入；原来的法律法规库没有改动")

    def _tell(self, error: UserError) -> None:
        self.refresh()
        ErrorDialog.from_error(self._theme, error, self).exec()

    def may_close(self) -> bool:
        """Whether the window may be closed while laws are brought in; where nobody is there to answer, it may."""
        if not self.work.busy:
            return True
        dialog = Dialog(self._theme, "法律法规还在导入", self)
        dialog.add_text("关了窗口就停下，这一次读的都不要了。原来的法律法规库不动。")
        dialog.add_button("停下，关上")
        dialog.add_button("接着导入", primary=True)
        return dialog.exec() == 0 or Dialog.hushed

    # -- away and back

    def remove_all(self) -> None:
        """移到回收站, with 撤销."""
        self._services.statutes.close()
        placing.remove(self._services.data_folder)
        self.refresh()
        self.removed.emit(self._bring_back, "法律法规库已移到回收站")

    def put_back(self) -> None:
        """放回来: the one in the 回收站."""
        self._bring_back()
        self.refresh()
        self.said.emit("法律法规库已放回来")

    def _bring_back(self) -> None:
        self._services.statutes.close()
        placing.put_back(self._services.data_folder)

    def show_unread(self) -> None:
        """Which files are not in the library, and why."""
        dialog = Dialog(self._theme, f"没有收入的 {len(self._unread)} 个文件", self)
        lines = [f"{file}：{why}" for file, why in self._unread[:_SHOWN]]
        if len(self._unread) > _SHOWN:
            lines.append(f"……还有 {len(self._unread) - _SHOWN} 个，用命令 statutes list --json 看全部")
        dialog.add_text("\n".join(lines))
        dialog.add_button("知道了", primary=True)
        dialog.exec()


def in_words(contents: Contents) -> str:
    """`3500 部 147000 条，2026-12-01 由“法律法规”导入`."""
    twice = f"，内容相同的 {contents.twice} 个文件只收一份" if contents.twice else ""
    return f"{contents.laws} 部 {contents.articles} 条，{contents.imported} 由“{contents.folder}”导入{twice}"


def _rest_in_words(done: int, of: int, seconds: float) -> str:
    """How long it will go on, in words; "" while that cannot be told."""
    if not of or done / of < _KNOWN_FROM:
        return ""
    rest = seconds * (of - done) / done
    return "不到 1 分钟" if rest < 60 else f"约 {round(rest / 60)} 分钟"
