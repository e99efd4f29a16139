"""The files of one import: each read in the background, its state, and the list of them where there are several."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from govdesk.errors import UserError
from govdesk.importing.findings import Finding
from govdesk.importing.reading import ENDINGS
from govdesk.importing.saving import Saved
from govdesk.importing.settling import Document, read_document
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.wrapped_items import WrappedItems

log = logging.getLogger(__name__)


@dataclass
class ImportFile:
    """A file: being read, refused (`error`), read (`document`), kept (`saved`)."""

    path: Path
    document: Document | None = None
    error: UserError | None = None
    saved: Saved | None = None
    #: Findings that the user has let pass.
    passed: set[Finding] = field(default_factory=set)
    asked: int = 0

    @property
    def trouble(self) -> tuple[str, str]:
        """Why nothing of it can be shown (title, words); that it is being read."""
        if self.error is None:
            return f"正在读“{self.path.name}”……", ""
        parts = [part.rstrip("。") for part in (self.error.safe, self.error.todo) if part]
        return self.error.what, "。".join(parts) + "。"

    @property
    def unkept(self) -> bool:
        """Whether something was put right by hand and is not in the library."""
        return self.saved is None and self.document is not None and self.document.settlement.changed

    @property
    def state(self) -> str:
        """在读, 可存, 没有条文, 已存, 读不了."""
        if self.saved is not None:
            return "已存入"
        if self.error is not None:
            return "读不了"
        if self.document is None:
            return "在读……"
        return "可以存" if self.document.settlement.draft.rule.articles else "没有条文"

    @property
    def can_keep(self) -> bool:
        """Whether it could go into the library as it is."""
        return self.saved is None and self.document is not None and bool(self.document.settlement.draft.rule.articles)


class _Answer(QObject):
    came = Signal(object, int, object)


class _Task(QRunnable):
    def __init__(self, file: ImportFile, encoding: str, stop: threading.Event, answer: _Answer) -> None:
        super().__init__()
        self._file, self._encoding, self._stop, self._answer = file, encoding, stop, answer
        self._asked = file.asked

    def run(self) -> None:
        came: Document | UserError
        try:
            if self._stop.is_set():
                raise UserError("已停下，没有读", safe="没有导入任何内容", todo="要导入它，再选一次")
            came = read_document(self._file.path, encoding=self._encoding, cancelled=self._stop.is_set)
        except UserError as error:
            came = error
        except Exception as error:  # whatever a stranger's file holds, the page goes on
            log.exception("import")
            came = UserError("这个文件读不了", safe="没有导入任何内容", todo="另存成文本文件再试", detail=repr(error))
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._answer.came.emit(self._file, self._asked, came)


_MOST_FILES = 500
_MOST_ENTRIES = 20_000  # of a folder that are looked at: somebody may choose a whole disk


def files_in(paths: Sequence[Path]) -> tuple[list[Path], int]:
    """The files among `paths`, and in place of each folder those in it, also deeper, that can be read; how many more there are.

    What begins with a dot or ~$ (a file that Word has open) is passed over.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = (entry for entry in itertools.islice(path.rglob("*"), _MOST_ENTRIES) if _is_rule_file(entry))
        found += sorted(inside)
    return found[:_MOST_FILES], max(0, len(found) - _MOST_FILES)


def _is_rule_file(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~$")) and path.is_file()


class Reader(QObject):
    """Reads files one after another off the interface's thread; `read(file)` when one has its document or its error."""

    read = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._stop = threading.Event()
        self._answer = _Answer()
        self._answer.came.connect(self._take)
        self.waiting = 0

    def start(self, file: ImportFile, encoding: str = "") -> None:
        """Read a file, a text by `encoding` where one was chosen."""
        if self._stop.is_set():
            self._stop = threading.Event()
        file.asked += 1
        self.waiting += 1
        self._pool.start(_Task(file, encoding, self._stop, self._answer))

    def stop(self) -> None:
        """Stop the file that is being read, and leave those that wait."""
        self._stop.set()

    def wait(self) -> None:
        """Until nothing is being read."""
        self._pool.waitForDone()

    def _take(self, file: ImportFile, asked: int, came: object) -> None:
        self.waiting -= 1
        if asked == file.asked:
            file.error = came if isinstance(came, UserError) else None
            file.document = came if isinstance(came, Document) else file.document
            file.passed.clear()
        self.read.emit(file)


class FileList(Themed, QListWidget):
    """The files at the left, where there are several: name, state, and why one cannot be read."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._quiet, self._narrow = theme, False, False
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("要导入的文件")
        self.currentRowChanged.connect(lambda row: None if self._quiet or row < 0 else self.chosen.emit(row))
        self.follow_theme()

    def apply_theme(self) -> None:
        """Take font and width from the theme again."""
        self.setFont(self._theme.font("ui"))
        px, before = self._theme.px, self.itemDelegate()
        self.setItemDelegate(WrappedItems(self, px(10), px(4)))  # the padding of app.qss
        before.deleteLater()  # Qt leaves it with the list, one for every look
        self.setFixedWidth(px(140 if self._narrow else 200))

    def set_narrow(self, narrow: bool) -> None:
        """Take less of a narrow window."""
        self._narrow = narrow
        self.apply_theme()

    def show_files(self, files: list[ImportFile], current: int) -> None:
        """List these; one is being shown."""
        self._quiet = True
        while self.count() > len(files):
            self.takeItem(self.count() - 1)
        while self.count() < len(files):
            self.addItem(QListWidgetItem())
        for row, file in enumerate(files):
            why = f"：{file.error.what}" if file.error is not None else ""
            self.item(row).setText(f"{file.path.name}\n{file.state}{why}")
            self.item(row).setToolTip(plain_tip(file.error.sentence if file.error is not None else str(file.path)))
        self.setCurrentRow(current)
        self._quiet = False
