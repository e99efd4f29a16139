"""The unit of a document's structure: a line, or a part of one where the source has run several together."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

import msgspec

from govdesk.importing.lines import Line
from govdesk.rules.marks import article_mark, enumerated_mark
from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral


class Role(StrEnum):
    """What a piece is in the rule. Together, and in order, the pieces are the whole document."""

    TITLE = "title"  # several in a row are one title
    NOTICE = "notice"  # 发文通知, 令: before the rule, kept with it
    PREAMBLE = "preamble"  # between title and body: 题注, 序言
    HEADING = "heading"  # 编, 章, 节
    HEADING_MORE = "heading-more"  # a heading's second line
    ARTICLE = "article"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    MORE = "more"  # goes on with the piece before, which the source has broken
    APPENDIX = "appendix"
    APPENDIX_TITLE = "appendix-title"
    APPENDIX_TEXT = "appendix-text"
    LEFT_OUT = "left-out"


class Piece(msgspec.Struct):
    """`line` is the index of the source line, `start` and `end` the stretch of it. `why` says why it is left out."""

    line: int
    start: int
    end: int
    text: str
    role: Role = Role.PARAGRAPH
    why: str = ""
    level: int = 0
    indent: int = 0
    soft: bool = False
    row: bool = False

    @property
    def plain(self) -> str:
        """The text without blanks, half and full width as one: for comparing."""
        return folded(self.text)


_FOLDED = str.maketrans("○Ｏ", "〇〇")
_N = f"[{NUMERAL_CHARACTERS}]"
_INNER_MARK = re.compile(
    rf"(?:(?<=[。；！？：”）)])[ \t\u00a0\u3000]*|(?<=[ \u3000]))(?=第[ \u3000]?(?:{_N}+|\d+)[ \u3000]?([条條章节節编編])(?:之{_N}+)?)"
)
_INNER_ENUMERATED = re.compile(rf"(?<=。)[ \t\u00a0\u3000]*(?=({_N}+)、)")
_INNER_ITEM = re.compile(rf"(?<=[：；。:;])[ \t\u00a0\u3000]*(?=[（(]({_N}+)[）)])")
_WIDE_BLANK = re.compile("\u3000{2,}|[ \u00a0]{4,}")
_CITED = re.compile(r"^(?:第|、|至|和|或|及|与|规定|所|的|中|项|款|之|以外|，|,|。|；|）|\))")
_LONG = 300  # characters; a paragraph of a rule is seldom longer, a line with several often is


def folded(text: str) -> str:
    """`text` for comparing: no blanks, half and full width as one."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_FOLDED).split())


def cut(lines: list[Line]) -> list[Piece]:
    """All pieces of a document in order; where a reader knows a line to be no text, it is left out from the start."""
    starts = {mark.name for line in lines if not line.aside and (mark := article_mark(line.text))}
    numbered = {mark.name for line in lines if not line.aside and (mark := enumerated_mark(line.text))}
    pieces: list[Piece] = []
    last = 0
    for index, line in enumerate(lines):
        if line.aside:
            pieces.append(Piece(index, 0, len(line.text), line.text, Role.LEFT_OUT, line.aside))
            continue
        cuts: list[int] = []
        if len(line.text) > 40 and not line.row:
            cuts, last = _cuts(line.text, starts, numbered, last)
        if mark := article_mark(line.text):
            last = max(last, mark.number) if not cuts else last
        pieces += _pieces_of(index, line, cuts)
    return pieces


def _pieces_of(index: int, line: Line, cuts: list[int]) -> list[Piece]:
    pieces: list[Piece] = []
    for start, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True):
        text = line.text[start:end].strip()
        if text:
            pieces.append(Piece(index, start, end, text, row=line.row))
    if pieces:
        pieces[0].level, pieces[0].indent, pieces[0].soft = line.level, line.indent, line.soft
    return pieces


def _cuts(text: str, starts: set[str], numbered: set[str], last: int) -> tuple[list[int], int]:
    """Where a line holds several paragraphs, and the number of its last article."""
    cuts: set[int] = set()
    if len(text) > _LONG:
        cuts |= {match.end() for match in _WIDE_BLANK.finditer(text)}
    found, last = _articles_within(text, starts, last)
    if not found and not starts and len(text) > _LONG:
        found = _enumerated_within(text, numbered)
    cuts |= found
    if found or (cuts and len(text) > 3 * _LONG):
        cuts |= _items_within(text, sorted(cuts))
    return sorted(cut for cut in cuts if 0 < cut < len(text)), last


def _articles_within(text: str, starts: set[str], last: int) -> tuple[set[int], int]:
    """Articles, and headings before them, in the midst of a line: only numbers that go on, and stand nowhere else."""
    own = article_mark(text)
    expected = (own.number if own else last) + 1
    cuts: set[int] = set()
    headings: list[int] = []
    for match in _INNER_MARK.finditer(text):
        at = match.end()
        if match[1] not in "条條":
            headings.append(at)
            continue
        mark = article_mark(text[at : at + 40])
        if mark is None or _CITED.match(text[at + mark.length : at + mark.length + 10]):
            continue
        if not mark.parted and not text[max(0, at - 8) : at].rstrip().endswith("。"):
            continue
        if mark.number == expected and mark.name not in starts:
            cuts.add(at)
            cuts |= {heading for heading in headings[-3:] if at - heading < 45 and "。" not in text[heading:at]}
            headings = []
            expected += 1
    return cuts, expected - 1 if cuts or own else last


def _enumerated_within(text: str, numbered: set[str]) -> set[int]:
    own = enumerated_mark(text)
    expected = (own.number if own else 0) + 1
    cuts: set[int] = set()
    for match in _INNER_ENUMERATED.finditer(text):
        number = parse_numeral(match[1])
        if number == expected and str(number) not in numbered:
            cuts.add(match.end())
            expected += 1
    return cuts if len(cuts) > 1 or (own and cuts) else set()


def _items_within(text: str, cuts: list[int]) -> set[int]:
    """（一）（二） that run on within a paragraph whose line has run on: each list from （一）, none of a single item."""
    found: set[int] = set()
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        items: list[int] = []
        for match in _INNER_ITEM.finditer(text, start, end):
            number = parse_numeral(match[1])
            if number == len(items) + 1:
                items.append(match.end())
            elif number == 1:
                found |= set(items) if len(items) > 1 else set()
                items = [match.end()]
        found |= set(items) if len(items) > 1 else set()
    return found
