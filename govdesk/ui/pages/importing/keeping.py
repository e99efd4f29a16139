"""Into the library and back: one file after the other, in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.importing.saving import Saved, already_imported, save, withdraw
from govdesk.ui.actions.pack_reload import PackChange
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, ErrorDialog
from govdesk.ui.pages.importing.files import ImportFile

if TYPE_CHECKING:
    from govdesk.app import Services


class Keeping(QObject):
    """`kept(file)` when a file has gone into the library or out of it, `ended()` when that failed.

    `still_wanted(file)` says whether a file that waits is still on the page.
    """

    kept = Signal(object)
    ended = Signal()

    def __init__(
        self, services: Services, theme: Theme, page: QWidget, still_wanted: Callable[[ImportFile], bool]
    ) -> None:
        super().__init__(page)
        self._services, self._theme, self._page, self._wanted = services, theme, page, still_wanted
        self._queue: list[ImportFile] = []  # to be kept when the present one is
        self.current: ImportFile | None = None  # that is going into the library, or out of it
        self.change = PackChange(services, self)
        self.change.done.connect(self._on_changed)
        self.change.failed.connect(self._on_failed)

    def start(self, file: ImportFile) -> str:
        """Keep a file, or have it wait; what to say about it, "" where the user thought better of it."""
        if self.change.busy:
            self._queue += [file] if file not in (*self._queue, self.current) else []
            return "前一份还在存，存好就存这一份"
        return "正在存入规则库……" if self._keep(file) else ""

    def take_back(self, file: ImportFile) -> None:
        """撤销导入: the pack goes to the 回收站, and what it replaced comes back."""
        saved, folder = file.saved, self._services.data_folder
        if saved is None or self.change.busy:
            return
        self.current = file
        self.change.start(lambda: withdraw(folder, saved))

    def _keep(self, file: ImportFile) -> bool:
        assert file.document is not None
        draft = file.document.settlement.draft
        folder, rules = self._services.data_folder, self._services.library.rules
        rule_id = already_imported(folder / "rules", draft.file_hash)
        if rule_id:
            dialog = Dialog(self._theme, "这个文件已经导入过", self._page)
            name = rules[rule_id].meta.title if rule_id in rules else rule_id
            dialog.add_text(f"规则库里的《{name}》就是由它来的。换成现在这一份，原来的一份移到回收站。")
            dialog.add_button("换成这一份")
            dialog.add_button("不存", primary=True)
            if dialog.exec() != 0:
                return False
        self.current = file
        self.change.start(lambda: save(folder, rules, draft, file.path, rule_id=rule_id, replace=bool(rule_id)))
        return True

    def _keep_next(self) -> None:
        """The file that waits, unless the user has put it away meanwhile."""
        while self._queue and not self.change.busy:
            file = self._queue.pop(0)
            if self._wanted(file) and file.can_keep:
                self._keep(file)

    def _on_changed(self, result: object) -> None:
        file, self.current = self.current, None
        if file is None:
            return
        file.saved = result if isinstance(result, Saved) else None
        self.kept.emit(file)
        self._keep_next()

    def _on_failed(self, error: object) -> None:
        self.current = None
        self.ended.emit()
        if isinstance(error, UserError):
            ErrorDialog.from_error(self._theme, error, self._page).exec()
        self._keep_next()
