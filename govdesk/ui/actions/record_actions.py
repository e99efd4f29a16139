"""What can be done with a whole record wherever it is shown: history, calendar, another machine, another one like it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.records.exchange import SUFFIX
from govdesk.ui.actions.history import PRINT, HistoryDialog, history_job
from govdesk.ui.actions.holidays import import_holidays
from govdesk.ui.actions.record_export import RecordExporter
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.dialogs import attempt
from govdesk.ui.kit.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from govdesk.app import Services
    from govdesk.records.model import Record


class RecordErrands:
    """For a page: `outlet` asks for paths, `notice` tells what was done, failures become dialogs over `parent`."""

    def __init__(
        self, services: Services, theme: Theme, outlet: RecordExporter, notice: Toast, parent: QWidget
    ) -> None:
        self._services, self._theme, self._outlet = services, theme, outlet
        self._notice, self._parent = notice, parent

    def attempt(self, act: Callable[[], object]) -> None:
        """Do `act`; a UserError becomes a dialog."""
        attempt(self._theme, act, self._parent)

    def tell(self, path: Path | None, words: str) -> None:
        """Say where a file lies that has been written; nothing for None."""
        if path is not None:
            folder = path.parent
            self._notice.show_offer(f"{words}：{path}", "打开文件夹", lambda: self._outlet.desk.open_folder(folder))

    def tell_stopped(self) -> None:
        """Say that what was being written is not there."""
        self._notice.show_message("停下了，没有写文件", offer=False)

    def show_history(self, record: Record) -> None:
        """办理记录, from where it is printed. Raises UserError from the store."""
        changes = self._services.store.history(record)
        dialog = HistoryDialog(self._theme, record, changes, self._parent)
        choice = dialog.exec()
        if choice == PRINT and self._outlet.preview(history_job(self._services, record, changes)).printed:
            self._notice.show_message("已送到打印机", offer=False)

    def add_to_calendar(self, record: Record) -> None:
        """加入日历: the record's open limits as a calendar file. Raises UserError where there are none."""
        from govdesk.export.calendar_file import open_events
        from govdesk.export.sent_events import load_sent, to_call_off
        from govdesk.ui.actions.calendar_export import send_to_calendar

        calendar = self._services.calendar
        sent = load_sent(self._services.data_folder)
        if not open_events(record, calendar) and not to_call_off(sent, record, calendar):
            raise UserError(
                "这份清单没有等着到期的事项", safe="没有写任何文件", todo="表头的日期填上以后，期限才算得出来"
            )
        name = f"{record.number}期限.ics"
        path = send_to_calendar(
            self._services, self._outlet, name, [record], lambda event: event.number == record.number
        )
        self.tell(path, "已写成日历文件")

    def carry(self, record: Record) -> None:
        """带到另一台电脑: the record with its history as one file."""
        name = f"清单-{record.number}{SUFFIX}"
        path = self._outlet.save(name, lambda path: self._services.export_records(path, [record.number]))
        self.tell(path, "已写成清单文件，在另一台电脑的“清单”里导入")

    def copy(self, record: Record) -> Record:
        """复制为新清单, on the rule as it is today. Raises UserError from the store."""
        basis = None
        with contextlib.suppress(UserError):  # the pack may be gone: then the old basis serves
            basis = self._services.library.basis(record.rule, record.wizard)
        return self._services.store.duplicate(record, self._services.settings.handler, basis=basis)

    def import_holidays(self, file: Path | None = None) -> bool:
        """导入放假安排, from `file` where one is given; whether a year was stored, so that dates are to be shown anew."""
        words = import_holidays(self._services, self._theme, self._parent, self._outlet.desk, file=file)
        if words:
            self._notice.show_message(words, offer=False)
        return bool(words)
