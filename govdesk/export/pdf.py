"""Sets a sheet as a PDF with typst, without Qt and without a display.

Templates lie in `resources/print/`. What is printed reaches them as JSON in `sys.inputs`, never as source: no `#`, `$`
or `*` that somebody typed can be taken for markup. The same sheet on the same machine gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from govdesk import paths
from govdesk.errors import UserError
from govdesk.export.sheet import Sheet

if TYPE_CHECKING:
    import typst

CHECKLIST = "checklist.typ"


class Typesetter:
    """Keeps the fonts found and the template compiled: the first sheet pays for both, the next ones do not.

    `system_fonts` False leaves the bundled face alone, so that a page looks the same on every machine.
    """

    def __init__(self, *, system_fonts: bool = True, templates: Path | None = None) -> None:
        self._system_fonts = system_fonts
        self._templates = templates or paths.resource("print")
        self._lock = threading.Lock()
        self._compiler: typst.Compiler | None = None

    def checklist(self, sheet: Sheet) -> bytes:
        """The sheet as a PDF. Raises UserError when the template cannot be set."""
        return self._compile(CHECKLIST, {"sheet": msgspec.json.encode(sheet).decode()}, sheet.printed)

    def prepare(self) -> None:
        """Find the fonts now, so that the first sheet does not wait for it. For a thread with nothing else to do."""
        with self._lock:
            if self._compiler is None:
                self._compiler = self._make_compiler()

    def _compile(self, template: str, inputs: dict[str, str], printed: dt.date) -> bytes:
        import typst

        midnight = dt.datetime(printed.year, printed.month, printed.day, tzinfo=dt.UTC)
        with self._lock:
            try:
                if self._compiler is None:
                    self._compiler = self._make_compiler()
                pdf = self._compiler.compile(
                    str(self._templates / template),
                    format="pdf",
                    sys_inputs=inputs,
                    timestamp=midnight,
                    pdf_tags=False,  # poppler complains of typst's tags on every call, and they double the file
                )
            except (typst.TypstError, OSError) as error:
                detail = getattr(error, "diagnostic", "") or str(error)
                raise UserError(
                    "这份清单排不成版面", safe="清单本身没有改动", todo="请把技术信息发给维护的人", detail=detail
                ) from error
        if not isinstance(pdf, bytes):
            raise TypeError(f"typst gave {type(pdf).__name__} for a PDF")
        return pdf

    def _make_compiler(self) -> typst.Compiler:
        import typst

        fonts = typst.Fonts(
            include_system_fonts=self._system_fonts,
            include_embedded_fonts=False,
            font_paths=[str(paths.resource("fonts"))],
        )
        return typst.Compiler(root=str(self._templates), font_paths=fonts)


_shared = Typesetter()


def prepare() -> None:
    """Find this machine's fonts ahead of the first sheet; may run in a background thread."""
    _shared.prepare()


def checklist_pdf(sheet: Sheet) -> bytes:
    """`sheet` as a PDF in the best faces of this machine. Raises UserError when it cannot be set."""
    return _shared.checklist(sheet)


def write_pdf(path: Path, pdf: bytes) -> None:
    """Write `pdf` to `path`: the whole new file, or the old one untouched. Raises UserError when it cannot be written."""
    try:
        if path.is_dir():
            raise IsADirectoryError(f"{path} is a folder")
        paths.write_atomically(path, pdf)
    except OSError as error:
        raise UserError(
            f"“{path}”写不进去",
            safe="原来的文件没有改动" if path.is_file() else "清单没有改动",
            todo="请换一个能写的文件夹，或先关掉正在打开这个文件的程序",
            detail=str(error),
        ) from error
