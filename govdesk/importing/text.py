"""Plain text and Markdown."""

from __future__ import annotations

import html
import re

from govdesk.importing.encoding import decode
from govdesk.importing.html import HtmlReader
from govdesk.importing.lines import Budget, LineCollector, Source, refuse_long
from govdesk.importing.phrases import PAGE_NUMBER
from govdesk.rules.marks import appendix_label, article_mark, division_mark, enumerated_mark, item_mark

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FENCE = re.compile(r"^(?:---|\+\+\+)\s*$")
_HEADING = re.compile(r"^(#{1,6})[ \t\u3000]+(.*?)(?:[ \t]+#+)?\s*$")
_RULER = re.compile(r"^\s*(?:(?:[-*_]\s*){3,}|=+|\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*)$")
_BULLET = re.compile(r"^\s*(?:[-*+]|>)\s+")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--.*?--|!--.*)>?")
_ENDS = tuple("。；：！？”）)")
_MARKDOWN_SIGNS = re.compile(r"^(?:#{1,6} \S|\*\*第)", re.M)


def split_lines(text: str) -> list[str]:
    """`text` at every line end that an editor knows."""
    return _LINE_END.split(text)


def read_text(content: bytes, budget: Budget) -> Source:
    """A .txt file in whatever encoding."""
    decoded = decode(content)
    refuse_long(decoded.text)
    collector = LineCollector(budget)
    for line in unwrapped(split_lines(decoded.text)):
        collector.add(line)
    source = collector.source("文本")
    source.warnings += [decoded.warning] if decoded.warning else []
    return source


def unwrapped(lines: list[str]) -> list[str]:
    """Lines that were broken at a fixed width, as text copied from pages is, joined to paragraphs again; others as they are."""
    widths = [_width(line.rstrip()) for line in lines]
    long = sorted(width for width in widths if width >= 24)
    if len(long) < 6:
        return lines
    edge = long[int(len(long) * 0.95)]
    full = [index for index, width in enumerate(widths) if edge - 3 <= width <= edge + 2]
    cut = [index for index in full if lines[index].rstrip()[-1:] not in _ENDS]
    if not 40 <= edge <= 130 or max(long) > edge + 4 or len(full) < 0.4 * len(long) or len(cut) < 0.5 * len(full):
        return lines
    joined: list[str] = []
    open_line = False
    feet: list[str] = []  # a page's end, with blank lines round it, within a paragraph: it comes after it
    for line, width in zip(lines, widths, strict=True):
        if open_line and (not line.strip() or PAGE_NUMBER.match(line.strip())):
            feet.append(line)
            continue
        goes_on = open_line and not line[:1].isspace() and not _begins_something(line)
        if goes_on and (not feet or (any(map(str.strip, feet)) and joined[-1].rstrip()[-1:] not in _ENDS)):
            joined[-1] = joined[-1].rstrip() + line.strip()
        else:
            joined += [*feet, line]
            feet = []
        open_line = edge - 3 <= width
        if not open_line:
            joined += feet
            feet = []
    return joined + feet


def _width(text: str) -> int:
    """Columns on a screen: a Chinese character takes two."""
    return len(text) + sum(char >= "\u1100" for char in text)


def _begins_something(line: str) -> bool:
    return bool(
        division_mark(line) or article_mark(line) or enumerated_mark(line) or item_mark(line) or appendix_label(line)
    )


def looks_like_markdown(text: str) -> bool:
    """Whether a text with no telling name has Markdown's headings."""
    return _MARKDOWN_SIGNS.search(text) is not None


def read_markdown(content: bytes, budget: Budget) -> Source:
    """A .md file: headings, tables, bold numbers, front matter, and the HTML in it."""
    decoded = decode(content)
    refuse_long(decoded.text)
    collector = LineCollector(budget)
    lines = split_lines(decoded.text)
    lines = lines[_front_matter(lines, collector) :]
    body = HtmlReader(collector, clean=plain)
    for line in lines:
        if body.is_open or _TAG.search(line):
            body.feed_line(line)
            continue
        _take(line, collector)
    body.close()
    source = collector.source("Markdown")
    source.warnings += [decoded.warning] if decoded.warning else []
    return source


def _front_matter(lines: list[str], collector: LineCollector) -> int:
    """The number of lines that the front matter takes."""
    if not lines or not _FENCE.match(lines[0]):
        return 0
    for index, line in enumerate(lines[1:200], start=1):
        if line.strip() == lines[0].strip():
            for inside in lines[1:index]:
                collector.add(inside, aside="文件头")
            return index + 1
    return 0


def _take(line: str, collector: LineCollector) -> None:
    if _RULER.match(line):
        return
    if heading := _HEADING.match(line):
        collector.add(plain(heading[2]), level=len(heading[1]))
    elif line.lstrip().startswith("|"):
        cells = [plain(cell.strip()) for cell in line.strip().strip("|").split("|")]
        collector.add("\u3000".join(cell for cell in cells if cell), row=len(cells) > 1)
    else:
        # A line that is all bold stands out; that is no heading of Markdown's.
        collector.add(plain(_BULLET.sub("", line)))


def plain(text: str) -> str:
    """A line of Markdown without its marks."""
    text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
    return html.unescape(_ESCAPED.sub(r"\1", text))
