"""What a .doc says of its runs and paragraphs ([MS-DOC] 2.4.6, 2.9.33, 2.9.175): deleted, hidden, list, table, heading."""

from __future__ import annotations

import bisect
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

_PAGE = 512
_OPERAND = (1, 1, 2, 4, 2, 2, None, 3)
_DELETED, _HIDDEN = 0x0800, 0x083C
_LIST_LEVEL, _LIST, _OUTLINE, _IN_TABLE, _ROW_END = 0x260A, 0x460B, 0x2640, 0x2416, 0x2417
_TITLE = 62  # sti of the style Title
_HEADINGS, _CONTENTS = range(1, 10), range(19, 28)
_NO_BASE = 0x0FFF


@dataclass(frozen=True)
class ParagraphProperties:
    """A paragraph's: `list_id` counts from 1 (0 no list), `level` is that of a heading (0 none)."""

    list_id: int = 0
    list_level: int = 0
    level: int = 0
    in_table: bool = False
    row_end: bool = False
    is_contents: bool = False


class Properties:
    """Looks up properties by a character's place in the file."""

    def __init__(self) -> None:
        self.run_starts: list[int] = []
        self.run_ends: list[int] = []
        self.run_gone: list[bool] = []
        self.paragraph_starts: list[int] = []
        self.paragraph_ends: list[int] = []
        self.paragraphs: list[ParagraphProperties] = []

    def run_at(self, at: int) -> tuple[int, bool]:
        """(where the run ends, is it deleted or hidden) for the run that holds the place `at`."""
        index = bisect.bisect_right(self.run_starts, at) - 1
        if index >= 0 and at < self.run_ends[index]:
            return self.run_ends[index], self.run_gone[index]
        following = self.run_starts[index + 1] if index + 1 < len(self.run_starts) else 1 << 40
        return max(following, at + 1), False

    def paragraph_at(self, at: int) -> ParagraphProperties:
        """The properties of the paragraph whose mark stands at `at`."""
        index = bisect.bisect_right(self.paragraph_starts, at) - 1
        if index >= 0 and at < self.paragraph_ends[index]:
            return self.paragraphs[index]
        return ParagraphProperties()


def read_properties(main: bytes, papx: bytes, chpx: bytes, styles: dict[int, ParagraphProperties]) -> Properties:
    """All runs and paragraphs of a document; `papx` and `chpx` are its two bin tables."""
    found = Properties()
    runs: list[tuple[int, int, bool]] = []
    for page in _pages(main, chpx):
        for start, end, offset in _entries(page, 1):
            gone = False
            if offset:
                length = page[offset]
                for code, operand in _modifiers(page[offset + 1 : offset + 1 + length]):
                    if code in (_DELETED, _HIDDEN) and operand:
                        gone = gone or operand[0] not in (0, 0x80)
            runs.append((start, end, gone))
    for start, end, gone in sorted(runs):
        found.run_starts.append(start)
        found.run_ends.append(end)
        found.run_gone.append(gone)
    paragraphs: list[tuple[int, int, ParagraphProperties]] = []
    for page in _pages(main, papx):
        for start, end, offset in _entries(page, 13):
            if not offset:
                paragraphs.append((start, end, ParagraphProperties()))
                continue
            length = page[offset]
            at, size = (offset + 2, 2 * page[offset + 1]) if length == 0 else (offset + 1, 2 * length - 1)
            packed = page[at : at + size]
            style = styles.get(struct.unpack_from("<H", packed)[0], ParagraphProperties()) if len(packed) > 1 else None
            paragraphs.append((start, end, _apply(style or ParagraphProperties(), packed[2:])))
    for start, end, entry in sorted(paragraphs, key=lambda item: item[:2]):
        found.paragraph_starts.append(start)
        found.paragraph_ends.append(end)
        found.paragraphs.append(entry)
    return found


def read_styles(sheet: bytes) -> dict[int, ParagraphProperties]:
    """Paragraph styles by their number, each with what it inherits."""
    styles: dict[int, tuple[int, int, bytes]] = {}
    if len(sheet) < 8:
        return {}
    header, count, base_size = struct.unpack_from("<HHH", sheet)
    position = 2 + header
    for index in range(count):
        if position + 2 > len(sheet):
            break
        size = struct.unpack_from("<H", sheet, position)[0]
        body = sheet[position + 2 : position + 2 + size]
        position += 2 + size + size % 2
        if len(body) < max(10, base_size) + 2:
            continue
        sti, kind, bounds = struct.unpack_from("<HHH", body)
        if kind & 15 != 1 or not bounds & 15:
            continue
        name_length = struct.unpack_from("<H", body, base_size)[0]
        at = base_size + 2 + 2 * name_length + 2
        at += at % 2
        if at + 2 > len(body):
            continue
        size = struct.unpack_from("<H", body, at)[0]
        styles[index] = (sti & 0x0FFF, kind >> 4, body[at + 4 : at + 2 + size])
    return {index: _style(index, styles) for index in styles}


def _style(index: int, styles: dict[int, tuple[int, int, bytes]]) -> ParagraphProperties:
    chain: list[tuple[int, bytes]] = []
    seen: set[int] = set()
    at = index
    while at in styles and at not in seen and at != _NO_BASE:
        seen.add(at)
        sti, base, modifiers = styles[at]
        chain.append((sti, modifiers))
        at = base
    properties = ParagraphProperties()
    for sti, modifiers in reversed(chain):
        if sti in _HEADINGS:
            properties = replace(properties, level=sti)
        properties = _apply(properties, modifiers)
    own = styles[index][0]
    if own == _TITLE:
        properties = replace(properties, level=1)
    return replace(properties, is_contents=own in _CONTENTS)


def _apply(properties: ParagraphProperties, modifiers: bytes) -> ParagraphProperties:
    for code, operand in _modifiers(modifiers):
        if not operand:
            continue
        if code == _LIST and len(operand) >= 2:
            number = struct.unpack_from("<h", operand)[0]
            properties = replace(properties, list_id=max(0, number) if number != 0x7FF else 0)
        elif code == _LIST_LEVEL:
            properties = replace(properties, list_level=min(operand[0], 8))
        elif code == _OUTLINE:
            properties = replace(properties, level=operand[0] + 1 if operand[0] < 9 else 0)
        elif code == _IN_TABLE:
            properties = replace(properties, in_table=bool(operand[0]))
        elif code == _ROW_END:
            properties = replace(properties, row_end=bool(operand[0]))
    return properties


def _modifiers(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Property modifiers (Prl): (code, operand)."""
    position = 0
    while position + 2 <= len(content):
        code = struct.unpack_from("<H", content, position)[0]
        position += 2
        size = _OPERAND[code >> 13]
        if size is None:
            if position >= len(content):
                return
            if code == 0xD608:  # a table's definition counts its length in two bytes
                if position + 2 > len(content):
                    return
                size = struct.unpack_from("<H", content, position)[0] + 1
            elif code == 0xC615 and content[position] == 255:
                return  # tab stops of unusual length; nothing that is looked for follows them
            else:
                size = content[position] + 1
        yield code, content[position : position + size]
        position += size


def _pages(main: bytes, table: bytes) -> Iterator[bytes]:
    """The 512-byte pages that a bin table names."""
    count = (len(table) - 4) // 8
    if count < 1:
        return
    for number in struct.unpack_from(f"<{count}I", table, 4 * (count + 1)):
        at = (number & 0x3FFFFF) * _PAGE
        page = main[at : at + _PAGE]
        if len(page) == _PAGE:
            yield page


def _entries(page: bytes, width: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, offset of the properties, 0 for none) of each entry of a page."""
    count = page[-1]
    if 4 * (count + 1) + width * count > _PAGE - 1:
        return
    places = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        offset = 2 * page[4 * (count + 1) + width * index]
        yield places[index], places[index + 1], offset
