"""Sets papers as PDF with typst, without Qt and without a display.

Templates lie in `resources/print/`. What is printed reaches them as JSON in `sys.inputs`, never as source: no `#`, `$`
or `*` that somebody typed can be taken for markup. The same paper on the same machine gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from govdesk import paths
from govdesk.errors import UserError
from govdesk.export.glyphs import Glyphs
from govdesk.export.parts import Arrangement, Sheet
from govdesk.export.style import PLAIN, Style

if TYPE_CHECKING:
    import typst

    from govdesk.export.booklet import Booklet
    from govdesk.export.paper import Paper

_CHECKLIST, _BOOKLET = "checklist.typ", "booklet.typ"
_PROBE = b'#set text(font: "GovDesk Song SC")\n#sys.inputs.text'
#: typst keeps what one of the last ten compilations asked for.
_KEPT = 10


class Typesetter:
    """Keeps the fonts found: the first paper pays for them, the next ones do not.

    `system_fonts` False leaves the bundled face alone, so that a page looks the same on every machine. May be used from
    several threads; they take turns.
    """

    def __init__(self, *, system_fonts: bool = True, templates: Path | None = None) -> None:
        self._system_fonts = system_fonts
        self._templates = templates or paths.resource("print")
        self._lock = threading.RLock()
        self._fonts: Any = None
        self._compiler: typst.Compiler | None = None
        self._glyphs = Glyphs(self._shows)

    def checklist(self, sheet: Sheet, style: Style = PLAIN) -> bytes:
        """The sheet as a PDF. Raises UserError when the template cannot be set."""
        return self.typeset(_CHECKLIST, sheet, sheet.printed, style)

    def arrangement(self, sheet: Sheet, style: Style = PLAIN) -> Arrangement:
        """How the sheet lies on its pages. Raises UserError when the template cannot be set."""
        return msgspec.json.decode(self._told(_CHECKLIST, "<arrangement>", sheet, style), type=Arrangement)

    def chapter_pages(self, booklet: Booklet, style: Style = PLAIN) -> tuple[int, ...]:
        """On which page each chapter of a rule begins. Raises UserError when the template cannot be set."""
        return msgspec.json.decode(self._told(_BOOKLET, "<pages>", booklet, style), type=tuple[int, ...])

    def _told(self, template: str, label: str, paper: msgspec.Struct, style: Style) -> str:
        """What the template tells under that label once the paper is laid."""
        import typst

        with self._setting(paper, style) as inputs:
            return typst.query(
                str(self._templates / template),
                label,
                field="value",
                one=True,
                root=str(self._templates),
                font_paths=self._fonts,
                sys_inputs=inputs,
            )

    def prepare(self) -> None:
        """Find the fonts now, so that the first sheet does not wait for it. For a thread with nothing else to do."""
        with self._lock:
            if self._compiler is None:
                self._compiler = self._make_compiler()

    def typeset(self, template: str, paper: msgspec.Struct, printed: dt.date, style: Style = PLAIN) -> bytes:
        """`paper` set by `template`, dated `printed`. Raises UserError when the template cannot be set."""
        midnight = dt.datetime(printed.year, printed.month, printed.day, tzinfo=dt.UTC)
        with self._setting(paper, style) as inputs:
            return self._compile(self._templates / template, inputs, midnight)

    @contextmanager
    def _setting(self, paper: msgspec.Struct, style: Style) -> Iterator[dict[str, str]]:
        """What a template is given of `paper`; typst's faults in here are raised as UserError.

        What typst remembers of it is let go of afterwards.
        """
        with self._lock:
            try:
                self.prepare()
                yield {
                    "sheet": self._glyphs.visible(msgspec.json.encode(paper).decode()),
                    "style": self._glyphs.visible(msgspec.json.encode(style).decode()),
                }
            except (RuntimeError, OSError) as error:  # a TypstError is one too
                detail = _without_warnings(getattr(error, "diagnostic", "")) or str(error)
                raise UserError(
                    "这份文件排不成版面", safe="内容本身没有改动", todo="请把技术信息发给维护的人", detail=detail
                ) from error
            finally:
                self._forget()

    def _forget(self) -> None:
        """Let go of what typst remembers of papers: 6 to 9 MB each, and the next paper is set no sooner by it.

        `compile` remembers ten papers, `query` every one for ever; only a compilation ages what is remembered.
        """
        if self._compiler is not None:
            for _ in range(_KEPT + 1):
                self._compiler.compile(b"", format="svg", sys_inputs=None)

    def _compile(self, template: Any, inputs: dict[str, str], at: dt.datetime) -> bytes:
        """PDF/A-2u (ISO 19005-2): archives take it, and every character can be searched and copied."""
        assert self._compiler is not None
        pdf = self._compiler.compile(
            template,
            format="pdf",
            sys_inputs=inputs,
            timestamp=at,
            pdf_standards=["a-2u"],
            pdf_tags=False,  # they make a file a fifth larger, and the standard does not ask for them
        )
        if not isinstance(pdf, bytes):
            raise TypeError(f"typst gave {type(pdf).__name__} for a PDF")
        return pdf

    def _shows(self, text: str) -> bool:
        """Whether every character of `text` has a glyph in some face."""
        import typst

        try:
            self._compile(_PROBE, {"text": text}, dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
        except typst.TypstError:
            return False
        return True

    def _make_compiler(self) -> typst.Compiler:
        import typst

        self._fonts = typst.Fonts(
            include_system_fonts=self._system_fonts,
            include_embedded_fonts=False,
            font_paths=[str(paths.resource("fonts"))],
        )
        return typst.Compiler(root=str(self._templates), font_paths=self._fonts)


def _without_warnings(diagnostic: str) -> str:
    """What went wrong; before it typst tells, at length, of every face that is not installed here."""
    parts = re.split(r"(?m)^(?=(?:warning|error): )", diagnostic)
    return "".join(part for part in parts if not part.startswith("warning: ")).strip()


_shared = Typesetter()


def prepare() -> None:
    """Find this machine's fonts ahead of the first sheet; may run in a background thread."""
    _shared.prepare()


def checklist_pdf(sheet: Sheet, style: Style = PLAIN) -> bytes:
    """`sheet` as a PDF in the best faces of this machine. Raises UserError when it cannot be set."""
    return _shared.checklist(sheet, style)


def arrangement(sheet: Sheet, style: Style = PLAIN) -> Arrangement:
    """How the PDF of `sheet` is laid. Raises UserError when it cannot be set."""
    return _shared.arrangement(sheet, style)


def paper_pdf(paper: Paper, style: Style = PLAIN) -> bytes:
    """`paper` as a PDF. Raises UserError when it cannot be set."""
    return _shared.typeset("paper.typ", paper, paper.printed, style)


def booklet_pdf(booklet: Booklet, style: Style = PLAIN) -> bytes:
    """A rule, or one article of it, as a PDF. Raises UserError when it cannot be set."""
    return _shared.typeset(_BOOKLET, booklet, booklet.printed, style)


def chapter_pages(booklet: Booklet, style: Style = PLAIN) -> tuple[int, ...]:
    """On which page of its PDF each chapter of a rule begins. Raises UserError when it cannot be set."""
    return _shared.chapter_pages(booklet, style)


def part_pdf(template: str, part: msgspec.Struct, printed: dt.date, style: Style = PLAIN) -> bytes:
    """A part of a larger document, by its own template. Raises UserError when it cannot be set."""
    return _shared.typeset(template, part, printed, style)


def write_file(path: Path, content: bytes) -> None:
    """Write an exported file whole, or leave the old one. Raises UserError when it cannot be written, or must not."""
    paths.check_target(path)
    try:
        if path.is_dir():
            raise IsADirectoryError(f"{path} is a folder")
        paths.write_atomically(path, content)
    except OSError as error:
        raise paths.unwritten(path, error) from error
