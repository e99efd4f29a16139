"""The formats that a document can be written in: one row each, with the function that makes it.

A new format is its maker and a row in `FORMATS`: menus, buttons, file dialogs and the command line read the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdesk.present.commands import COMMANDS, Command

if TYPE_CHECKING:
    from govdesk.export.booklet import Booklet
    from govdesk.export.paper import Paper
    from govdesk.export.sheet import Sheet
    from govdesk.export.style import Style

    Document = Sheet | Booklet | Paper


@dataclass(frozen=True)
class Format:
    """`label` follows 导出: 导出 PDF. `make(document, style)` gives the file's bytes and may raise UserError."""

    id: str
    suffix: str
    label: str
    make: Callable[[Document, Style], bytes]
    icon: str = "file-text"
    paper: str = ""  # before the label, where a command says what it writes: A4 的 PDF

    @property
    def title(self) -> str:
        """What the command is called: 导出 PDF."""
        return f"导出 {self.label}"

    @property
    def command(self) -> Command:
        """The command that exports it; one that the table of commands does not have has no key."""
        name = f"export.{self.id}"
        return COMMANDS.get(name) or Command(name, self.title, icon=self.icon)

    @property
    def what(self) -> str:
        """What a command says it writes: A4 的 PDF, Word 文件."""
        return f"{self.paper}{self.label}" if self.paper else f"{self.label} 文件"

    @property
    def file_kind(self) -> str:
        """What a file dialog calls such files: PDF 文件 (*.pdf)."""
        return f"{self.label} 文件 (*{self.suffix})"


# What makes a file is imported when one is made: the window's start must not wait for it.


def _pdf(document: Document, style: Style) -> bytes:
    from govdesk.export.booklet import Booklet
    from govdesk.export.paper import Paper
    from govdesk.export.pdf import booklet_pdf, checklist_pdf, paper_pdf

    if isinstance(document, Booklet):
        return booklet_pdf(document, style)
    return paper_pdf(document, style) if isinstance(document, Paper) else checklist_pdf(document, style)


def _word(document: Document, style: Style) -> bytes:
    from govdesk.export.booklet import Booklet
    from govdesk.export.docx import checklist_docx
    from govdesk.export.paper import Paper
    from govdesk.export.word_papers import booklet_docx, paper_docx

    if isinstance(document, Booklet):
        return booklet_docx(document, style)
    return paper_docx(document, style) if isinstance(document, Paper) else checklist_docx(document, style)


PDF = Format("pdf", ".pdf", "PDF", _pdf, icon="file-pdf", paper="A4 的 ")
WORD = Format("docx", ".docx", "Word", _word)
FORMATS = (PDF, WORD)


@dataclass(frozen=True)
class FileKind:
    """A kind of file that the program writes: the dialog's title, and the kind as Qt's file dialog wants it."""

    title: str
    filter: str


#: By suffix, everything that is ever saved.
FILE_KINDS = {
    **{format.suffix: FileKind(format.title, format.file_kind) for format in FORMATS},
    ".ics": FileKind("加入日历", "日历文件 (*.ics)"),
    ".csv": FileKind("导出表格", "表格 (*.csv)"),
    ".xlsx": FileKind("导出表格", "工作簿 (*.xlsx)"),
    ".json": FileKind("导出清单", "清单文件 (*.govdesk.json)"),
    ".toml": FileKind("带走放假安排", "年份文件 (*.toml)"),
    ".zip": FileKind("导出规则包", "规则包 (*.zip)"),
    ".db": FileKind("备份全部清单", "备份文件 (*.db)"),
}
