"""Small documents in every format, made from lines: what an office program would have written, and no more."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def run(text: str) -> str:
    """A run of a Word paragraph; a line end in it is a soft break."""
    return (
        "<w:r>"
        + "<w:br/>".join(f"<w:t xml:space='preserve'>{escape(part)}</w:t>" for part in text.split("\n"))
        + "</w:r>"
    )


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def docx_of(body: str, **parts: str) -> bytes:
    """A .docx with this body; `numbering`, `styles`, `header1` … are the other parts by name."""
    wrapped = {f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>" for name, content in parts.items()}
    return packed({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"} | wrapped)


def docx(lines: Iterable[str]) -> bytes:
    """A .docx, numbers typed."""
    return docx_of("".join(paragraph(line) for line in lines))


def odt(lines: Iterable[str]) -> bytes:
    """An .odt, numbers typed."""
    return odt_of("".join(f"<text:p>{escape(line)}</text:p>" for line in lines))


def odt_of(body: str, styles: str = "") -> bytes:
    """An .odt with this text and these automatic styles."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def rtf(lines: Iterable[str]) -> bytes:
    """An .rtf: every other line in \\u escapes, the others in bytes of GBK."""
    written = [b"{\\rtf1\\ansi\\ansicpg936\\uc1{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}\\f0 "]
    for number, line in enumerate(lines):
        written.append(_escaped(line) if number % 2 else _bytes(line))
        written.append(b"\\par\r\n")
    return b"".join([*written, b"}"])


def _escaped(line: str) -> bytes:
    units = struct.unpack(f"<{len(line.encode('utf-16-le')) // 2}h", line.encode("utf-16-le"))
    return b"".join(b"\\u%d?" % unit for unit in units)


def _bytes(line: str) -> bytes:
    return b"".join(
        bytes([byte]) if 32 <= byte < 127 and byte not in b"\\{}" else b"\\'%02x" % byte
        for byte in line.encode("gb18030")
    )


def ofd(lines: Iterable[str], *, width: int = 28, numbered: bool = True) -> bytes:
    """An .ofd: lines of `width` characters, a first line pushed in by two, twenty lines a page, page numbers at the foot."""
    size, rows = 5.64, []
    for line in lines:
        first = line[: width - 2]
        rows.append((28 + 2 * size, first))
        rest = line[width - 2 :]
        rows += [(28.0, rest[at : at + width]) for at in range(0, len(rest), width)]
    pages = [rows[at : at + 20] for at in range(0, len(rows), 20)]
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        "</ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        objects = [_text_object(left, 37 + 10.2 * row, text, size) for row, (left, text) in enumerate(page)]
        if numbered:
            objects.append(_text_object(98, 275, f"— {number + 1} —", size))
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return packed(parts)


def _text_object(left: float, top: float, text: str, size: float) -> str:
    return (
        f'<ofd:TextObject Boundary="{left:.2f} {top:.2f} {size * len(text):.2f} {size}" Size="{size}">'
        f'<ofd:TextCode X="0" Y="4.85" DeltaX="g {max(1, len(text) - 1)} {size}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def html(lines: Iterable[str], charset: str = "utf-8") -> bytes:
    """A web page."""
    body = "".join(f"<p>&nbsp;&nbsp;{escape(line)}</p>\n" for line in lines)
    page = f"<html><head><meta charset={charset}><script>var a='第一条';</script></head><body><div>{body}</div></body></html>"
    return page.encode("gb18030" if charset == "gb2312" else charset)


def markdown(lines: Sequence[str]) -> bytes:
    """A .md file with headings."""
    written = [f"# {lines[0]}"]
    for line in lines[1:]:
        heading = line.startswith("第") and "章" in line[:5]
        written.append(f"## {line}" if heading else line)
    return "\n\n".join(written).encode()


def doc(
    lines: Iterable[str], *, lists: bytes = b"", overrides: bytes = b"", numbered: Mapping[int, int] | None = None
) -> bytes:
    """A Word 97 .doc. `numbered`: the list level of paragraphs by their index, in the first list of `lists`."""
    text = "".join(line + "\r" for line in lines)
    body = text.encode("utf-16-le")
    main = bytearray(0x800)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<I", main, 76, len(text))
    start = len(main)
    main += body
    clx = b"\x02" + struct.pack("<I", 16) + struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, start, 0)
    table = bytearray(clx)
    struct.pack_into("<II", main, 154 + 8 * 33, 0, len(clx))
    for index, content in ((73, lists), (74, overrides)):
        # The levels of the lists follow behind the list of lists, and are not counted in its length.
        length = 2 + 28 * struct.unpack_from("<H", content)[0] if index == 73 and content else len(content)
        struct.pack_into("<II", main, 154 + 8 * index, len(table), length)
        table += content
    if numbered is not None:
        main += bytes(-len(main) % 512)
        page_number = len(main) // 512
        main += _paragraph_page(text, start, numbered)
        struct.pack_into("<II", main, 154 + 8 * 13, len(table), 12)
        table += struct.pack("<III", start, start + len(body), page_number)
    return compound({"WordDocument": bytes(main), "0Table": bytes(table)})


def _paragraph_page(text: str, start: int, numbered: Mapping[int, int]) -> bytes:
    """A PapxFkp for all paragraphs of a short text."""
    ends = [start + 2 * (at + 1) for at, char in enumerate(text) if char == "\r"]
    page = bytearray(512)
    struct.pack_into(f"<{len(ends) + 1}I", page, 0, start, *ends)
    free = 510
    for index in range(len(ends)):
        if index not in numbered:
            continue
        packed = struct.pack("<H", 0) + struct.pack("<HB", 0x260A, numbered[index]) + struct.pack("<Hh", 0x460B, 1)
        free -= len(packed) + 2
        free -= free % 2
        page[free : free + 2 + len(packed)] = bytes((0, (len(packed) + 1) // 2)) + packed
        page[4 * (len(ends) + 1) + 13 * index] = free // 2
    page[511] = len(ends)
    return bytes(page)


def word_lists(levels: Sequence[tuple[int, str]]) -> tuple[bytes, bytes]:
    """The lists of a .doc with one list: (number format, text with %1 …) of each of nine levels; and its override table."""
    header = struct.pack("<H", 1) + struct.pack("<ii", 7, 0) + bytes(18) + bytes(2)
    body = b""
    for number in range(9):
        code, text = levels[number] if number < len(levels) else (255, "")
        for level in range(9):
            text = text.replace(f"%{level + 1}", chr(level))
        body += (
            struct.pack("<iBB", 1, code, 0) + bytes(9) + bytes(9) + bytes((0, 0, 0, 0)) + struct.pack("<H", len(text))
        )
        body += text.encode("utf-16-le")
    overrides = struct.pack("<I", 1) + struct.pack("<i", 7) + bytes(12) + struct.pack("<I", 0xFFFFFFFF)
    return header + body, overrides


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file; every stream is padded to the size from which streams have sectors of their own."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        first, count = len(sectors), -(-len(content) // 512)
        sectors += [content[at * 512 : at * 512 + 512].ljust(512, b"\0") for at in range(count)]
        chains += [*range(first + 1, first + count), 0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(content)))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    directory_at = len(sectors)
    count = len(directory) // 512
    sectors += [directory[at * 512 : at * 512 + 512] for at in range(count)]
    chains += [*range(directory_at + 1, directory_at + count), 0xFFFFFFFE]
    tables = -(-(len(chains) + 1) // 127)
    table_at = len(sectors)
    chains += [0xFFFFFFFD] * tables
    chains += [0xFFFFFFFF] * (tables * 128 - len(chains))
    sectors += [struct.pack("<128I", *chains[at * 128 : at * 128 + 128]) for at in range(tables)]
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, tables, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, *[table_at + n for n in range(tables)], *[0xFFFFFFFF] * (109 - tables))
    return bytes(header) + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    struct.pack_into("<HBB", entry, 64, len(encoded) + 2, kind, 1)
    struct.pack_into("<III", entry, 68, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<IQ", entry, 116, first, size)
    return bytes(entry)


def pdf(source: str) -> bytes:
    """A PDF of Typst markup, in the face that the program brings."""
    import typst

    from govdesk.paths import resource

    written = typst.compile(source.encode(), font_paths=[str(resource("fonts"))], ignore_system_fonts=True)
    assert isinstance(written, bytes)
    return written


def typeset(lines: Iterable[str], *, columns: int = 1) -> str:
    """Typst markup of a document as offices set it: centred title, paragraphs pushed in by two, page numbers."""
    title, *rest = lines
    body = "\n\n".join(line.replace("#", "\\#").replace("*", "\\*").replace("_", "\\_") for line in rest)
    return (
        f'#set page(paper: "a4", columns: {columns}, footer: context align(center)[— #counter(page).display() —])\n'
        '#set text(font: "GovDesk Song SC", size: 14pt, lang: "zh")\n'
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 10pt)\n"
        f"#align(center)[{title}]\n\n{body}\n"
    )
