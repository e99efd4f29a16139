"""What a reader hands on: the lines of a document in reading order, whatever the format was."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable

import msgspec

from govdesk.errors import UserError
from govdesk.rules.hygiene import MARKUP
from govdesk.rules.marks import article_mark, division_mark

#: A rule has some hundred thousand characters at most; what is far beyond is no rule.
MAX_CHARACTERS = 1_000_000
MAX_LINES = 20_000
MAX_FILE = 64 * 1024 * 1024  # bytes
_SECONDS = 6.0

NOTHING_IMPORTED = "没有导入任何内容"

# Zero-width and bidirectional controls, the byte order mark, soft hyphens, tags, and whatever else Unicode 16 calls a
# format character; what remains of C0 and C1 controls.
_INVISIBLE = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BREAK = re.compile("[\n\r\x0b\x0c\u2028\u2029]")
BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Chinese characters and stops with a blank between them, and without one.
_HAN = "\u3007\u3400-\u9fff，。、；：！？（）《》〈〉“”‘’〔〕"
_CHINESE = re.compile(f"[{_HAN}]")
_GAP = re.compile(f"(?<=[{_HAN}])[{BLANKS}](?=[{_HAN}])")
_CLOSE = re.compile(f"(?<=[{_HAN}])(?=[{_HAN}])")
_TAG = re.compile(
    r"</?(?:br|p|div|span|font|b|i|u|a|td|tr|th|table|tbody|strong|em|h[1-6]|img|center|o:p|hr|ul|ol|li|sup|sub)\b|<!--",
    re.I,
)
_BREAKING = re.compile(r"</?(?:br|p|div|td|tr|th|h[1-6]|li)\b", re.I)
_SENTENCE = 12  # characters; what is shorter is a title or a heading
_EDGES = re.compile(f"^[{BLANKS}]+|[{BLANKS}]+$")


class Line(msgspec.Struct):
    """A natural paragraph, heading or table row as the source has it, without the blanks round it.

    `level` is the heading level that the format itself declares (1 the title), 0 for none. `aside` says why a reader
    knows that the line is no text of the document (页眉, 脚注, 批注 …). `indent` counts the blanks before the line.
    `soft` marks a line that a soft break parts from the one before. `row` marks a row of a table of several cells.
    """

    text: str
    level: int = 0
    aside: str = ""
    indent: int = 0
    soft: bool = False
    row: bool = False


class Source(msgspec.Struct):
    """A document as lines. `kind` is the format's name as users know it, `titles` what the file itself says it is called."""

    kind: str
    lines: list[Line]
    warnings: list[str] = []
    titles: list[str] = []
    #: A scan has pages and no text.
    pages: int = 0


class Budget:
    """How long reading may go on. `cancelled` is asked now and then; both ends raise a UserError."""

    def __init__(self, seconds: float = _SECONDS, cancelled: Callable[[], bool] | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._cancelled = cancelled

    def check(self) -> None:
        """Raises UserError when the time is over or the user has cancelled."""
        if self._cancelled is not None and self._cancelled():
            raise UserError("导入已取消", safe=NOTHING_IMPORTED)
        if time.monotonic() > self._end:
            raise refusal("这个文件读得太久，已经停下", "把要导入的规则单独另存成一个文件再试")


def refusal(what: str, todo: str, detail: str = "") -> UserError:
    """Why a file is not imported."""
    return UserError(what, safe=NOTHING_IMPORTED, todo=todo, detail=detail)


def shown_name(name: str) -> str:
    """A file's name as it may stand in a sentence and in a pack: without what turns, hides or breaks the text round it."""
    return _BREAK.sub(" ", _CONTROL.sub("", _INVISIBLE.sub("", name))).encode("utf-8", "replace").decode()


def too_large() -> UserError:
    """The refusal of what is far too large for a rule."""
    return refusal("这个文件太大，不像一部规则", "把要导入的规则单独另存成一个文件再试")


def refuse_long(text: str, times: int = 2) -> None:
    """Raises UserError before any work is done on a text that is far too long; `times`: what its markup may take."""
    if len(text) > times * MAX_CHARACTERS:
        raise too_large()


class LineCollector:
    """Collects lines, takes out what cannot be seen, counts, and stops what is far too large."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.lines: list[Line] = []
        self.invisible = self.markup = 0
        self._characters = 0

    def add(self, text: str, *, level: int = 0, aside: str = "", soft: bool = False, row: bool = False) -> None:
        """Add one line; a blank one is dropped. Raises UserError beyond the limits."""
        if MARKUP.search(text):
            text, found = _without_markup(text)
            self.markup += found
        if _INVISIBLE.search(text) or _CONTROL.search(text):
            text, zero_width = _INVISIBLE.subn("", text)
            text, controls = _CONTROL.subn("", text)
            self.invisible += zero_width + controls
        if _BREAK.search(text):
            text = _BREAK.sub(" ", text)
        stripped = _EDGES.sub("", text)
        if not stripped.strip():
            return
        self._characters += len(stripped)
        if self._characters > MAX_CHARACTERS or len(self.lines) > MAX_LINES:
            raise too_large()
        if len(self.lines) % 500 == 0:
            self.budget.check()
        before = len(text) - len(text.lstrip())
        self.lines.append(Line(stripped, level, aside, before, soft, row))

    def source(self, kind: str, *, titles: list[str] | None = None, pages: int = 0) -> Source:
        """All lines as a Source."""
        warnings = []
        if self.invisible:
            warnings.append(f"有 {self.invisible} 个看不见的字符（零宽、控制方向之类），已去掉")
        if self.markup:
            warnings.append(f"有 {self.markup} 处网页标记（如“&nbsp;”“<br>”），已去掉或改成〈〉，请对照原件")
        if closed_up(self.lines):
            warnings.append("字与字之间都有空格（常见于识别出来的文字），已去掉，请对照原件")
        return Source(kind, self.lines, warnings, titles or [], pages)


def _without_markup(text: str) -> tuple[str, int]:
    """A line without what a pack refuses as markup: entities as the characters they stand for, tags that a page has left
    behind taken out, other angle brackets as the wide ones; and how many there were."""
    total = 0
    for _ in range(3):  # &amp;lt; hides a bracket in two layers
        text, found = MARKUP.subn(_plain, text)
        total += found
        if not found:
            return text, total
    return text.replace("<", "〈").replace("&", "＆"), total


def _plain(match: re.Match[str]) -> str:
    found = match[0]
    if found.startswith("&"):
        meant = html.unescape(found)
        return meant if meant != found else f"＆{found[1:]}"
    if found.endswith(">") and _TAG.match(found):
        return " " if _BREAKING.match(found) else ""
    return found.replace("<", "〈").replace(">", "〉")


def closed_up(lines: list[Line]) -> int:
    """Take out the blanks that stand between all characters, as recognition of pictures writes them; gives in how many lines.

    A title or a heading may be spaced out in any document; only where sentences are, the blanks are nobody's.
    """
    long = [line for line in lines if len(_CHINESE.findall(line.text)) >= _SENTENCE and not line.row]
    spaced = [line for line in long if _is_spaced(line.text)]
    if len(spaced) * 3 < len(long) or not spaced:
        return 0
    changed = [line for line in lines if _is_spaced(line.text) and not line.row]
    for line in changed:
        # The blank behind 第一条 tells a number from a citation.
        mark = article_mark(line.text) or division_mark(line.text)
        at = mark.length if mark else 0
        parted = " " if mark and line.text[:at] != line.text[:at].rstrip() else ""
        line.text = _GAP.sub("", line.text[:at].rstrip()) + parted + _GAP.sub("", line.text[at:])
    return len(changed)


def _is_spaced(text: str) -> bool:
    gaps, closed = len(_GAP.findall(text)), len(_CLOSE.findall(text))
    return gaps > 2 and gaps >= 3 * closed


def join_cells(cells: list[str]) -> str:
    """The cells of a table row as one line: a blank between them, none at its ends."""
    return "\u3000".join(cell for cell in cells if cell.strip())
