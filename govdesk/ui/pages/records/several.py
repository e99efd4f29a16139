"""What is done to the chosen lists, be it one or many: one question, one step to take back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.errors import report
from govdesk.export.jobs import Job, Options, cover_job, file_stem, record_job, records_job
from govdesk.present.checklist_lines import make_lines, must_be_settled, own_items
from govdesk.records.exchange import SUFFIX
from govdesk.records.model import RecordState
from govdesk.ui.actions.archiving import may_archive
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.records.keeping import WRITTEN

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.errors import Progress
    from govdesk.records.model import Record, RecordSummary, Saved
    from govdesk.ui.actions.record_actions import RecordErrands
    from govdesk.ui.actions.record_export import RecordExporter
    from govdesk.ui.kit.theme import Theme
    from govdesk.ui.kit.widgets.toast import Toast

_MOST_LISTED = 6
#: How many lists can be tied together or printed at once.
MOST_TIED, MOST_PRINTED = 6, 50
#: done(saved, words of the notice, words of the step)
Done = Callable[[Sequence["Saved"], str, str], None]


def named(lines: Sequence[RecordSummary]) -> str:
    """QD-2026-0038, or 3 份清单."""
    return lines[0].number if len(lines) == 1 else f"{len(lines)} 份清单"


class Several:
    """For the 清单 page; `done` is told of every change. Raises UserError for the page to show."""

    def __init__(
        self,
        services: Services,
        theme: Theme,
        outlet: RecordExporter,
        errands: RecordErrands,
        notice: Toast,
        done: Done,
        parent: QWidget,
    ) -> None:
        self._services, self._theme, self._outlet, self._errands = services, theme, outlet, errands
        self._notice, self._done, self._parent = notice, done, parent

    # Changes

    def archive(self, lines: Sequence[RecordSummary]) -> None:
        """归档; 恢复办理 where all of them are archived already."""
        store, by = self._services.store, self._by()
        live = [line for line in lines if line.state is not RecordState.ARCHIVED]
        if not live:
            saved = [store.unarchive(line.number, by) for line in lines]
            self._done(
                saved, f"{named(lines)}已恢复办理" if len(lines) > 1 else f"{named(lines)} 已恢复办理", "恢复办理"
            )
            return
        records = [store.load(line.number) for line in live]
        wanted = self._to_archive(records)
        if wanted:
            saved = [store.archive(record, by) for record in wanted]
            name = wanted[0].number if len(wanted) == 1 else f"{len(wanted)} 份清单"
            self._done(saved, f"{name} 已归档" if len(wanted) == 1 else f"{name}已归档", f"归档 {name}")

    def _to_archive(self, records: Sequence[Record]) -> list[Record]:
        """All of them, only the settled ones, or none, as the user says."""
        if len(records) == 1:
            return list(records) if may_archive(self._services, self._theme, records[0], self._parent) else []
        still = {record.id: self._still_open(record) for record in records}
        waiting_ones = [record for record in records if still[record.id]]
        if not waiting_ones:
            return list(records)
        settled = [record for record in records if not still[record.id]]
        dialog = Dialog(self._theme, f"{len(records)} 份里有 {len(waiting_ones)} 份还没有办完", self._parent)
        for record in waiting_ones[:_MOST_LISTED]:
            dialog.add_text(f"{record.number}　{record.title}　还有 {still[record.id]} 项必办、不得没有办结或核对")
        if len(waiting_ones) > _MOST_LISTED:
            dialog.add_text(f"另有 {len(waiting_ones) - _MOST_LISTED} 份。")
        dialog.add_text("归档后仍可打开、打印和恢复。")
        dialog.add_button(f"{len(records)} 份都归档")
        if settled:
            dialog.add_button(f"只归档办完的 {len(settled)} 份")
        dialog.add_button("都先不归档", primary=True)
        pressed = dialog.exec()
        if pressed == 0:
            return list(records)
        return settled if settled and pressed == 1 else []

    def _still_open(self, record: Record) -> int:
        calendar, today = self._services.calendar, self._services.today()
        stages = make_lines(record, record.checklist(calendar), calendar, today)
        return sum(must_be_settled(line) for line in own_items(stages))

    def delete(self, lines: Sequence[RecordSummary]) -> None:
        """删到回收站, after one question."""
        if not lines:
            return
        dialog = Dialog(
            self._theme,
            f"把 {named(lines)}删到回收站？" if len(lines) > 1 else f"把 {named(lines)} 删到回收站？",
            self._parent,
        )
        for line in lines[:_MOST_LISTED]:
            dialog.add_text(line.title if len(lines) == 1 else f"{line.number}　{line.title}")
        if len(lines) > _MOST_LISTED:
            dialog.add_text(f"另有 {len(lines) - _MOST_LISTED} 份。")
        dialog.add_text("回收站里保留 30 天，其间可以恢复。")
        dialog.add_button("删除")
        dialog.add_button("取消", primary=True)
        if dialog.exec() == 0:
            saved = [self._services.store.delete(line.number, self._by()) for line in lines]
            words = f"{named(lines)} 已删到回收站" if len(lines) == 1 else f"{named(lines)}已删到回收站"
            self._done(saved, words, f"删除 {named(lines)}")

    def restore(self, lines: Sequence[RecordSummary]) -> None:
        """从回收站放回清单."""
        saved = [self._services.store.restore(line.number, self._by()) for line in lines]
        words = f"{named(lines)} 已放回清单" if len(lines) == 1 else f"{named(lines)}已放回清单"
        self._done(saved, words, f"恢复 {named(lines)}")

    def remove(self, lines: Sequence[RecordSummary]) -> None:
        """彻底删除: asks, because there is no way back."""
        title = f"彻底删除 {named(lines)}？"
        dialog = Dialog(self._theme, title, self._parent, icon="warning")
        for line in lines[:_MOST_LISTED]:
            dialog.add_text(f"{line.number}　{line.title}")
        if len(lines) > _MOST_LISTED:
            dialog.add_text(f"另有 {len(lines) - _MOST_LISTED} 份。")
        dialog.add_text("勾选、备注和办理记录一起删去，不能撤销，也不能恢复；编号不会再用。")
        dialog.add_button("彻底删除")
        dialog.add_button("取消", primary=True)
        if dialog.exec() == 0:
            self._services.store.remove([line.number for line in lines])
            words = f"已彻底删除 {named(lines)}"
            self._done([], words, words)

    def tie(self, lines: Sequence[RecordSummary]) -> None:
        """归为同一件事."""
        saved = self._services.store.tie([line.number for line in lines], self._by())
        changed = [one for one in saved if one.change is not None]
        words = f"已把 {len(lines)} 份归为同一件事" if changed else "这几份本来就是同一件事"
        self._done(saved, words, f"把 {len(lines)} 份归为同一件事")

    def untie(self, line: RecordSummary) -> None:
        """不是同一件. A list that is left alone in its matter is in none."""
        store, by = self._services.store, self._by()
        others = [kin for kin in store.kin(line.number) if kin.number != line.number]
        saved = [store.untie(line.number, by)]
        if len(others) == 1:
            saved.append(store.untie(others[0].number, by))
        self._done(saved, f"{line.number} 已不算同一件", f"把 {line.number} 从同一件事里拿出")

    # To paper and to files

    def print_all(self, lines: Sequence[RecordSummary]) -> None:
        """打印: one preview for all, each beginning on a page of its own."""
        if self._outlet.preview(self._job(lines)).printed:
            self._notice.show_message("已送到打印机", offer=False)

    def print_cover(self, line: RecordSummary) -> None:
        """打印封面: one sheet that lists what belongs to the same matter."""
        if self._outlet.preview(cover_job(self._services, self._services.store, line.number)).printed:
            self._notice.show_message("已送到打印机", offer=False)

    def _job(self, lines: Sequence[RecordSummary]) -> Job:
        records = [self._services.store.load(line.number) for line in lines[:MOST_PRINTED]]
        return record_job(self._services, records[0]) if len(records) == 1 else records_job(self._services, records)

    def export(self, lines: Sequence[RecordSummary]) -> None:
        """导出 PDF: one file, or several into a folder; what lies there is not written over."""
        from govdesk.export.pdf import write_file

        store = self._services.store
        if len(lines) == 1:
            self._errands.tell(self._outlet.export(store.load(lines[0].number)), "已导出")
            return
        folder = self._outlet.desk.ask_folder(self._parent, self._outlet.folder)
        if folder is None:
            return
        written: list[Path] = []

        def write(progress: Progress) -> None:
            for line in lines:
                report(progress, len(written), len(lines))
                job = record_job(self._services, store.load(line.number))
                path = _free(folder, file_stem(job.name), ".pdf")
                write_file(path, job.make("pdf", Options()))
                written.append(path)

        whole = self._outlet.work_long(f"正在导出 {len(lines)} 份清单", f"写到“{folder}”。", WRITTEN, write)
        if written:
            told = f"已导出 {len(written)} 份" if whole else f"停下了，已导出 {len(written)} 份"
            self._notice.show_offer(f"{told}：{folder}", "打开文件夹", lambda: self._outlet.desk.open_folder(folder))

    def carry(self, lines: Sequence[RecordSummary]) -> None:
        """带到另一台电脑: the lists with their histories as one file."""
        store = self._services.store
        if len(lines) == 1:
            self._errands.carry(store.load(lines[0].number))
            return
        numbers = [line.number for line in lines]
        name = f"清单-{numbers[0]}等{len(numbers)}份{SUFFIX}"

        def write(path: Path, progress: Progress) -> None:
            self._services.export_records(path, numbers, progress)

        path = self._outlet.save_long(name, f"正在写 {len(numbers)} 份清单", WRITTEN, write, self._errands.tell_stopped)
        self._errands.tell(path, "已写成清单文件，在另一台电脑的“清单”里导入")

    def _by(self) -> str:
        return self._services.settings.handler


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """A path in `folder` where nothing lies yet."""
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem}（{number}）{suffix}", number + 1
    return path
