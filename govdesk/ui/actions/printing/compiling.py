"""All blank forms of a rule: one book with contents, or a file each; set with a bar that moves and a button that stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.errors import Progress, StoppedError
from govdesk.export.formats import PDF
from govdesk.export.jobs import Job, caution_of, file_stem
from govdesk.ui.actions.printing.desk import Desk, documents_folder
from govdesk.ui.actions.printing.preview import preview
from govdesk.ui.actions.printing.working import WorkDialog
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import CheckBox, Dialog, ErrorDialog

if TYPE_CHECKING:
    from govdesk.app import Services


class CompilingDialog(WorkDialog):
    """Sets blank forms. See `WorkDialog`."""

    def __init__(
        self, theme: Theme, title: str, words: str, work: Callable[[Progress], bytes], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, title, words, work, "已排好 {} 份，共 {} 份。", parent)


def print_compilation(services: Services, theme: Theme, rule_id: str, parent: QWidget, desk: Desk | None = None) -> str:
    """Ask for a book or for files, and make them; what came of it in words, empty where nothing did."""
    desk = desk or Desk()
    question = Dialog(theme, "这部规则的空白表全部印出来", parent)
    count = len(services.library.wizards(rule_id))
    question.add_text(
        f"共 {count} 件事，每件一份空白表。可以合成一本带目录的办事清单汇编，也可以一件事存一个 PDF 文件。"
    )
    recto = CheckBox(theme, "合成一本时，每份表从右页起，便于单取")
    question.body.addWidget(recto)
    for words in ("不印了", "每件事一个文件…"):
        question.add_button(words)
    question.add_button("合成一本", primary=True)
    question.exec()
    if question.chosen == 2:
        return _book(services, theme, rule_id, parent, desk, recto=recto.isChecked())
    return _files(services, theme, rule_id, parent, desk) if question.chosen == 1 else ""


def _book(services: Services, theme: Theme, rule_id: str, parent: QWidget, desk: Desk, *, recto: bool) -> str:
    def work(progress: Progress) -> bytes:
        from govdesk.export.compilation import compilation_pdf
        from govdesk.export.style import load_style

        style = load_style(services.data_folder)
        try:
            return compilation_pdf(
                services.library,
                rule_id,
                services.calendar,
                services.today(),
                style=style,
                desk=services.settings.desks.get(rule_id, ""),
                recto=recto,
                progress=progress,
            )
        except StoppedError:
            return b""

    pdf = _made(CompilingDialog(theme, "正在编排办事清单汇编", "每件事一份空白表，前面有目录。", work, parent))
    if not pdf:
        return ""
    name = f"{services.library.rule(rule_id).meta.short_title}办事清单汇编"
    job = Job("打印汇编", name, file_stem(name), {PDF.id: lambda _: pdf}, caution=caution_of(services))
    return preview(job, parent, theme, desk=desk).in_words()


def _files(services: Services, theme: Theme, rule_id: str, parent: QWidget, desk: Desk) -> str:
    folder = desk.ask_folder(parent, documents_folder())
    if folder is None:
        return ""
    from govdesk.export.compilation import blank_sheets, form_paths

    forms = blank_sheets(
        services.library, rule_id, services.calendar, services.today(), services.settings.desks.get(rule_id, "")
    )
    there = [path.name for path in form_paths(forms, folder) if path.exists()]
    if there and not _agreed(theme, folder, there, parent):
        return ""
    before = {path.name for path in folder.glob("*.pdf")}

    def work(progress: Progress) -> bytes:
        from govdesk.export.compilation import write_forms
        from govdesk.export.style import load_style

        style = load_style(services.data_folder)
        try:
            written = write_forms(forms, folder, style=style, progress=progress)
        except StoppedError:
            return b""
        return str(len(written)).encode()

    made = _made(CompilingDialog(theme, "正在写空白表", f"写到“{folder}”。", work, parent))
    if made:
        desk.open_folder(folder)
        said = f"已写好 {made.decode()} 份空白表：{folder}"
        caution = caution_of(services)
        return f"{said}。{caution}" if caution else said
    new = {path.name for path in folder.glob("*.pdf")} - before
    return f"停下了，已写好 {len(new)} 份空白表：{folder}" if new else ""


def _agreed(theme: Theme, folder: Path, there: list[str], parent: QWidget) -> bool:
    """Whether files of the same names may be replaced."""
    question = Dialog(theme, "同名的文件要换掉吗", parent)
    named = "、".join(f"“{name}”" for name in there[:3]) + ("等" if len(there) > 3 else "")
    question.add_text(f"“{folder}”里已经有 {len(there)} 个同名的文件：{named}。换掉以后，原来的找不回来。")
    question.add_button("不换了", primary=True)
    question.add_button("换掉")
    question.exec()
    return question.chosen == 1


def _made(dialog: CompilingDialog) -> bytes:
    dialog.exec()
    if dialog.error is not None:
        ErrorDialog.from_error(dialog.theme, dialog.error, dialog.parentWidget()).exec()
    return dialog.made
