"""Bringing in a folder of laws while the window is worked in: in a process of its own.

A thread would share Python's one lock with the window for minutes, and its memory would stay. The process is this program's
own command; it builds the library aside, and here it is put in its place. Stopped, ended or killed, it leaves nothing.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

from govdesk import paths
from govdesk.errors import UserError
from govdesk.files import sweep
from govdesk.statutes.placing import move_in, throw_away

if TYPE_CHECKING:
    from govdesk.app import Services

_SAFE = "原来的法律法规库没有改动"
_LONGEST_LINE = 16_000_000  # bytes: the last line names every file that could not be read
_ENDING_MS = 5_000


class StatutesImport(QObject):
    """`start(folder)`; then `went(done, of, name)`, and at the end `done(document)`, `failed(UserError)` or `stopped()`.

    `document` is what `import --statutes --json` tells. A name of "" says that all files are read and the index is made.
    """

    went = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._process: QProcess | None = None
        self._rest = b""
        self._built: dict[str, Any] | None = None
        self._is_stopped = False
        self.began = 0.0
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)

    @property
    def busy(self) -> bool:
        """Is an import under way?"""
        return self._process is not None

    def start(self, folder: Path) -> None:
        """Begin; nothing where one is under way."""
        if self.busy:
            return
        self._rest, self._built, self._is_stopped, self.began = b"", None, False, time.monotonic()
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._fail_to_start)
        program, *before = paths.own_command()
        data = str(self._services.data_folder)
        process.start(program, [*before, "import", "--statutes", str(folder), "--aside", "--data-dir", data])

    def stop(self) -> None:
        """Stop now; `stopped` follows."""
        if self._process is not None:
            self._is_stopped = True
            self._process.kill()

    def end(self) -> None:
        """The program ends, and with it the import. Nobody is told."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(_ENDING_MS)
            self._clear()

    def _read(self) -> None:
        if self._process is None:
            return
        self._rest += self._process.readAllStandardOutput().data()
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            self._take(line)
        self._rest = self._rest[:_LONGEST_LINE]

    def _take(self, line: bytes) -> None:
        try:
            told = msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.MsgspecError:
            return
        if "built" in told:
            self._built = told
        elif "done" in told:
            self.went.emit(told["done"], told["of"], told["name"])

    def _finish(self, status: int, _how: object = None) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        said = bytes(process.readAllStandardError().data()).decode("utf-8", errors="replace").strip()
        process.deleteLater()
        built = self._built
        if self._is_stopped:
            if built is not None:
                throw_away(Path(built["built"]))
            self._clear()
            self.stopped.emit()
        elif status == 0 and built is not None:
            self._put_in_place(built)
        else:
            self._clear()
            what = said.splitlines()[-1].rstrip("。") if said and status == 1 else "法律法规没有导入成"
            self.failed.emit(UserError(what, safe="" if _SAFE in what else _SAFE, detail=said))

    def _put_in_place(self, built: dict[str, Any]) -> None:
        self._services.statutes.close()
        try:
            move_in(self._services.data_folder, Path(built.pop("built")))
        except UserError as error:
            self.failed.emit(error)
        else:
            self.done.emit(built)

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            process, self._process = self._process, None
            detail = process.errorString()
            process.deleteLater()
            self.failed.emit(UserError("导入没有开始", safe=_SAFE, todo="关闭程序再打开，再试一次", detail=detail))

    def _clear(self) -> None:
        """What the killed process has left in the data folder."""
        sweep(self._services.data_folder, own=True)
