"""Lists that leave the program and come into it: files for another machine, a table, backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.errors import never_stop, report
from govdesk.export.pdf import write_file
from govdesk.export.record_table import csv_bytes, workbook_bytes
from govdesk.records.exchange import SUFFIX, read_notes
from govdesk.ui.actions.backups import (
    OTHER_FILE,
    RESTORE,
    SAVE_NOW,
    BackupsDialog,
    RestoreDialog,
    count_in,
    restore,
    when,
)
from govdesk.ui.actions.waiting import waiting
from govdesk.ui.pages.records.importing import ImportDialog, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from govdesk.app import Services
    from govdesk.errors import Progress
    from govdesk.marginalia.model import Marginal
    from govdesk.records.carrying import Imported
    from govdesk.records.model import RecordSummary
    from govdesk.ui.actions.record_actions import RecordErrands
    from govdesk.ui.actions.record_export import RecordExporter
    from govdesk.ui.kit.theme import Theme
    from govdesk.ui.kit.widgets.toast import Toast

#: Bytes up to which a file is read before anybody would look for a bar: some two hundred lists.
QUICK = 500_000
#: Lines up to which a table is written before anybody would look for a bar.
MANY = 5000
_STEP = 500
#: How far a file's way out or in is, and of how much.
WRITTEN, READ = "已写 {} 份，共 {} 份。", "已看过 {} 份，共 {} 份。"


class Keeping:
    """For the 清单 page. What goes wrong is raised as UserError for the page to show; nothing is changed then."""

    def __init__(
        self,
        services: Services,
        theme: Theme,
        outlet: RecordExporter,
        errands: RecordErrands,
        notice: Toast,
        parent: QWidget,
    ) -> None:
        self._services, self._theme, self._outlet = services, theme, outlet
        self._errands, self._notice, self._parent = errands, notice, parent

    def export_all(self) -> None:
        """All lists, those in the 回收站 too, as one file for another machine."""
        told: list[str] = []

        def write(path: Path, progress: Progress) -> None:
            done = self._services.export_records(path, progress=progress)
            left_out = f"，{len(done.unreadable)} 份打不开的没有导出" if done.unreadable else ""
            notes = f"和 {done.notes} 条的收藏、笔记" if done.notes else ""
            told.append(f"已导出 {done.records} 份{notes}{left_out}")

        name = f"全部清单-{self._services.today()}{SUFFIX}"
        path = self._outlet.save_long(name, "正在导出全部清单", WRITTEN, write, self._errands.tell_stopped)
        self._errands.tell(path, told[0] if told else "")

    def import_file(self) -> bool:
        """Look at a file and bring it in; whether anything was."""
        path = self._outlet.desk.ask_open(self._parent, "导入清单", f"清单文件 (*{SUFFIX} *.json)")
        return path is not None and self.import_path(path)

    def import_path(self, path: Path) -> bool:
        """Look at the file at `path` and bring it in when the user says so; whether anything was."""
        by = self._services.settings.handler
        entries: list[Imported] = []
        notes: list[Marginal] = []

        def look(progress: Progress) -> None:
            entries.extend(self._services.store.preview_file(path, by, self._services.verify_basis, progress))
            notes.extend(read_notes(path))

        if not self._work(path, "正在看这个文件里有什么", f"“{path.name}”，还没有导入。", look):
            return False
        dialog = ImportDialog(self._theme, path.name, entries, len(notes), self._parent)
        if dialog.exec() != 1:
            return False
        brought: list[tuple[list[Imported], int]] = []

        def bring(progress: Progress) -> None:
            brought.append(self._services.import_records(path, by, progress))

        if not self._work(path, "正在导入", "停下的，一份也不导入。", bring):
            self._notice.show_message("停下了，一份也没有导入", offer=False)
            return False
        done, margins = brought[0]
        told = f"，收藏和笔记合入 {margins} 条" if margins else ""
        self._notice.show_message(f"已导入：{summary(done)}{told}", offer=False)
        return True

    def _work(self, path: Path, title: str, words: str, work: Callable[[Progress], None]) -> bool:
        """Do what takes as long as the file at `path` is large; False where it was stopped. Raises UserError."""
        if path.is_file() and path.stat().st_size > QUICK:
            return self._outlet.work_long(title, words, READ, work)
        with waiting():
            work(never_stop)
        return True

    def export_table(self, lines: Iterable[RecordSummary]) -> None:
        """What is listed as a workbook for WPS and Excel."""
        self._table(list(lines), ".xlsx", workbook_bytes)

    def export_csv(self, lines: Iterable[RecordSummary]) -> None:
        """What is listed as CSV, for other programs."""
        self._table(list(lines), ".csv", csv_bytes)

    def _table(
        self, lines: Sequence[RecordSummary], suffix: str, make: Callable[[Iterable[RecordSummary]], bytes]
    ) -> None:
        name = f"清单-{self._services.today()}{suffix}"

        def write(path: Path, progress: Progress) -> None:
            def told() -> Iterator[RecordSummary]:
                for done, line in enumerate(lines):
                    if done % _STEP == 0:
                        report(progress, done, len(lines))
                    yield line

            write_file(path, make(told()))

        if len(lines) > MANY:
            path = self._outlet.save_long(name, "正在导出表格", WRITTEN, write, self._errands.tell_stopped)
        else:
            path = self._outlet.save_bytes(name, lambda: make(lines))
        self._errands.tell(path, "已导出表格")

    def back_up(self) -> bool:
        """备份和恢复; whether other lists stand there now."""
        dialog = BackupsDialog(self._theme, self._services.data_folder, self._parent)
        choice, backup = dialog.exec(), dialog.backup
        if choice == SAVE_NOW:
            path = self._outlet.save(f"清单备份-{self._services.today()}.db", self._services.store.backup_to)
            self._errands.tell(path, "已备份")
        elif choice == OTHER_FILE:
            picked = self._outlet.desk.ask_open(self._parent, "选一份备份", "备份文件 (*.db)")
            return picked is not None and self._restore(picked, f"“{picked.name}”")
        elif choice == RESTORE and backup is not None:
            return self._restore(backup.path, when(backup))
        return False

    def _restore(self, source: Path, name: str) -> bool:
        then, now = count_in(source), sum(self._services.store.counts().values())
        if RestoreDialog(self._theme, name, then, now, self._parent).exec() != 0:
            return False
        aside = restore(self._services, source)
        kept = f"，原来的另存为 {aside.name}" if aside else ""
        self._notice.show_message(f"已换成 {name} 的备份{kept}", offer=False)
        return True
