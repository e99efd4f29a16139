"""The automatic lists of a .doc ([MS-DOC] 2.9.131 LVL, 2.9.148 LSTF, 2.9.132 LFO), as `Numbering` counts them."""

from __future__ import annotations

import struct

from govdesk.importing.docx_numbering import Level, Numbering

_FORMATS = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting",
    14: "decimalFullWidth", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 30: "ideographTraditional", 31: "ideographZodiac",
    33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital",
    37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
_LSTF, _LFO = 28, 16


def read_lists(from_lists: bytes, lists: bytes, overrides: bytes) -> Numbering:
    """The lists of a document: `from_lists` is the table stream from the list of lists on, for its levels follow it."""
    numbering = Numbering()
    if len(lists) < 2:
        return numbering
    count = min(struct.unpack_from("<H", lists)[0], (len(lists) - 2) // _LSTF)
    position = 2 + _LSTF * count
    try:
        for index in range(count):
            entry = 2 + _LSTF * index
            list_id = struct.unpack_from("<i", lists, entry)[0]
            levels = 1 if lists[entry + 26] & 1 else 9
            abstract = numbering.abstract.setdefault(str(list_id), {})
            for level in range(levels):
                abstract[level], position = _read_level(from_lists, position)
        _read_overrides(overrides, numbering)
    except (struct.error, IndexError):
        pass  # the words are whole without the numbers; the checks of the structure will miss them
    return numbering


def _read_level(content: bytes, position: int) -> tuple[Level, int]:
    level = Level()
    start, code, flags = struct.unpack_from("<iBB", content, position)
    level.start = max(0, min(start, 9999))
    level.format = _FORMATS.get(code, "decimal")
    level.legal = bool(flags & 4)
    if flags & 8:
        level.restart = content[position + 26]
    chpx, papx = content[position + 24], content[position + 25]
    at = position + 28 + papx + chpx
    length = struct.unpack_from("<H", content, at)[0]
    text = content[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    # A character below 9 stands for the number of that level.
    level.text = "".join(f"%{ord(char) + 1}" if ord(char) < 9 else char for char in text)
    return level, at + 2 + 2 * length


def _read_overrides(content: bytes, numbering: Numbering) -> None:
    if len(content) < 4:
        return
    count = min(struct.unpack_from("<I", content)[0], (len(content) - 4) // _LFO)
    position = 4 + _LFO * count
    for index in range(count):
        list_id = struct.unpack_from("<i", content, 4 + _LFO * index)[0]
        changed = content[4 + _LFO * index + 12]
        number = str(index + 1)
        numbering.lists[number] = str(list_id)
        position += 4
        for _ in range(changed):
            start, flags = struct.unpack_from("<iI", content, position)
            position += 8
            level = flags & 15
            if flags & 0x20:
                entry, position = _read_level(content, position)
                numbering.overrides.setdefault(number, {})[level] = entry
            if flags & 0x10:
                numbering.starts.setdefault(number, {})[level] = max(0, min(start, 9999))
