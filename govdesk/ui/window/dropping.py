"""A file that is dropped on the window goes where its kind is read: lists, holiday notices, rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from govdesk.ui.kit.later import later
from govdesk.ui.window.navigator import Navigator

_HEAD = 6000  # bytes of a text that are looked at


class Dropping(QObject):
    """Takes files dropped anywhere on `window`; none while `may` says no."""

    def __init__(self, window: QMainWindow, navigator: Navigator, may: Callable[[], bool]) -> None:
        super().__init__(window)
        self._navigator, self._may = navigator, may
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self._files(event):
            event.acceptProposedAction()
            return True
        if type(event) is QDropEvent and (files := self._files(event)):
            event.acceptProposedAction()
            later(self, lambda: self.take(files))  # the other program waits until the drop has ended
            return True
        return False

    def _files(self, event: QDropEvent) -> list[Path]:
        if not self._may():
            return []
        return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]

    def take(self, files: list[Path]) -> None:
        """Open the page that reads these files; of several kinds the rules."""
        from govdesk.records.exchange import SUFFIX  # not above: the records' modules are not for the first frame

        first = files[0]
        if first.name.endswith(SUFFIX):
            if self._navigator.go("checklists", {}):
                from govdesk.ui.pages.records.page import RecordsPage

                page = self._navigator.page
                if isinstance(page, RecordsPage):
                    page.bring_in(first)
        elif first.suffix.lower() == ".zip":
            if self._navigator.go("library", {}):
                from govdesk.ui.pages.library.page import LibraryPage

                page = self._navigator.page
                if isinstance(page, LibraryPage):
                    page.bring_in(first)
        elif is_holiday_notice(first):
            if self._navigator.go("deadlines", {}):
                from govdesk.ui.pages.deadlines.page import DeadlinesPage

                page = self._navigator.page
                if isinstance(page, DeadlinesPage):
                    page.import_holidays(first)
        else:
            self._navigator.go("import", {"files": "\n".join(str(file) for file in files)})


def is_holiday_notice(path: Path) -> bool:
    """Whether a file is a holiday notice's text, or another machine's year file."""
    if path.suffix.lower() not in (".txt", ".toml"):
        return False
    try:
        with path.open("rb") as stream:
            content = stream.read(_HEAD)
    except OSError:
        return False
    if path.suffix.lower() == ".toml":
        return True
    from govdesk.importing.encoding import decode

    text = decode(content).text
    return "放假调休" in text or ("节假日安排" in text and "上班" in text)
