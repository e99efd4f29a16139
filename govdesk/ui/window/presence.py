"""The window's place in its data folder: one window at a time, and what is said where only reading is possible."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from govdesk import paths
from govdesk.paths import UnwritableFolder
from govdesk.ui.kit.later import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from govdesk.app import Services
    from govdesk.ui.kit.theme import Theme
    from govdesk.ui.kit.widgets.banner import Banner
    from govdesk.ui.window.navigator import Navigator
    from govdesk.ui.window.notices import NoticeHolder

#: A process can be killed and a plug pulled: work is in a backup a minute after it began, and from then on every five.
BACK_UP_LOOK_MS = 60_000
BACK_UP_EVERY = dt.timedelta(minutes=5)
AFTER_START_MS = 100  # the window takes input first
SAFE = "已有的清单、笔记都没有改动，可以照常看、打印和导出"
TODO = "数据在 U 盘上的，拨开写保护开关；在电脑里的，由管理员放开这个文件夹的写权限。好了以后点“再试一次”"
TODO_FULL = "腾出一些空间，好了以后点“再试一次”"


class Presence(QObject):
    """Takes the place when the first page stands; before, nothing here costs the first frame anything."""

    def __init__(
        self,
        window: QMainWindow,
        services: Services,
        theme: Theme,
        notices: NoticeHolder,
        navigator: Navigator,
        say: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._services, self._theme = window, services, theme
        self._notices, self._navigator, self._say = notices, navigator, say
        self.strip: Banner | None = None
        self._asked_about: Path | None = None  # the handed file whose dialog stands
        self._waiting: Path | None = None  # the last one handed over meanwhile
        self.began = False  # has the place been taken, or refused, and said so?
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_change)
        self._back_up = QTimer(self)
        self._back_up.setInterval(BACK_UP_LOOK_MS)
        self._back_up.timeout.connect(lambda: self._services.back_up_work(BACK_UP_EVERY))
        self._services.is_window = True

    def begin_soon(self) -> None:
        """Begin when the window has taken input."""
        later(self, self.begin, AFTER_START_MS)

    def begin(self) -> None:
        """Take the place, or say who has it."""
        if not self._services.enter_as_window():
            from govdesk.records.desk import ask_to_show

            # Two starts in the same moment: the later one steps back.
            if ask_to_show(self._services.data_folder):
                self._window.close()
                return
        self._watcher.addPath(str(self._services.data_folder))
        self._on_change()  # a second start may have been quicker
        self._back_up.start()
        self._say_state(ask=True)
        self.began = True

    def try_again(self) -> None:
        """Whether the folder is free, or can be written to, by now; the open pages follow."""
        self._services.enter_as_window()
        self._services.open_again()
        self._say_state(ask=False)
        if self.strip is None:
            self._say("可以照常办理了")
        self._navigator.show_again()

    def _say_state(self, *, ask: bool) -> None:
        self._drop_strip()
        desk = self._services.desk
        if desk is not None and desk.barred_by is not None:
            from govdesk.records.place import held_by

            self._show_strip(f"{held_by(desk.barred_by)}，这里只能看。", "重新看看")
            return
        try:
            paths.ensure_writable(self._services.data_folder, to_work=True)
        except UnwritableFolder as error:
            self._show_strip(f"{error.what}，现在只能看。", "再试一次")
            if ask:
                self._ask(error)

    def _ask(self, error: UnwritableFolder) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        from govdesk.ui.kit.widgets.dialogs import ErrorDialog

        todo = TODO_FULL if isinstance(error, paths.FullDisk) else TODO
        dialog = ErrorDialog(self._theme, error.what, SAFE, todo, error.detail, self._window)
        dialog.add_button("打开文件夹")
        dialog.add_button("先只看")
        dialog.add_button("再试一次", primary=True)
        match dialog.exec():
            case 0:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._services.data_folder)))
            case 2:
                self.try_again()

    def _show_strip(self, text: str, link: str) -> None:
        from govdesk.ui.kit.widgets.banner import Banner

        self.strip = Banner(self._theme, text, [(link, self.try_again)], icon="warning-circle-fill", token="ver")
        self._notices.add(self.strip)

    def _drop_strip(self) -> None:
        strip, self.strip = self.strip, None
        if strip is not None:
            strip.hide()
            strip.deleteLater()

    def _on_change(self) -> None:
        """A file came or went in the data folder: perhaps a second start asks for this window; it waits two seconds."""
        desk = self._services.desk
        if desk is None or not desk.is_ours:
            return
        from govdesk.records.desk import take_file, take_request

        if take_request(self._services.data_folder):
            bring_to_front(self._window)
        file = take_file(self._services.data_folder)
        if file is not None:
            self._bring_in(file)

    def _bring_in(self, file: Path) -> None:
        """Ask about a file that was double-clicked; where a dialog stands, after that one, and about each file once."""
        standing = QApplication.activeModalWidget()
        if isinstance(standing, QDialog):
            if file != self._asked_about:
                if self._waiting is None:
                    standing.finished.connect(lambda _result: later(self, self._bring_waiting))
                self._waiting = file
            return
        if self._navigator.go("checklists", {}):
            from govdesk.ui.pages.records.page import RecordsPage

            page = self._navigator.page
            if isinstance(page, RecordsPage):
                self._asked_about = file
                try:
                    page.bring_in(file)
                finally:
                    self._asked_about = None

    def _bring_waiting(self) -> None:
        file, self._waiting = self._waiting, None
        if file is not None:
            self._bring_in(file)


def bring_to_front(window: QMainWindow) -> None:
    """Show a window that is minimized or covered, with the focus in it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
