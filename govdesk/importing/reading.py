"""What kind of file it is, by its content rather than its name, and the reader for it."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

from govdesk.importing.encoding import decode, plausibility
from govdesk.importing.lines import MAX_FILE, Budget, Source, refusal, shown_name, too_large

#: What a file dialog offers.
ENDINGS = (".docx", ".doc", ".wps", ".pdf", ".ofd", ".txt", ".html", ".htm", ".md", ".rtf", ".odt")
_ASK = "换成 Word、WPS、PDF、OFD、网页或文本文件再试"
_PICTURES = (
    (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "图片"), (b"GIF8", "图片"), (b"BM", "图片"), (b"II*\0", "图片"), (b"MM\0*", "图片"),
    (b"MZ", "程序"), (b"\x7fELF", "程序"), (b"Rar!", "压缩包"), (b"7z\xbc\xaf", "压缩包"), (b"\x1f\x8b", "压缩包"),
    (b"SQLite format 3\0", "数据库"), (b"ID3", "录音"), (b"OggS", "录音"), (b"\0\0\0\x18ftyp", "录像"), (b"\0\0\0 ftyp", "录像"),
)  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|br|h[1-6])\b", re.I)


def read_file(path: Path, *, cancelled: Callable[[], bool] | None = None) -> tuple[Source, bytes]:
    """The lines of the file at `path`, and its bytes. Raises UserError with a plain sentence where it cannot be read."""
    try:
        if path.is_dir():
            raise refusal(f"“{shown_name(path.name)}”是文件夹，不是文件", "选文件夹里的一个文件再试")
        if path.exists() and not path.is_file():
            raise refusal(f"“{shown_name(str(path))}”是设备，不是文件", "换一个文件再试")
        if os.stat(path).st_size > MAX_FILE:  # noqa: PTH116 — one look for all
            raise too_large()
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise refusal(f"没有“{shown_name(str(path))}”这个文件", "核对文件名和所在的文件夹", str(error)) from error
    except (OSError, ValueError) as error:
        raise refusal(
            f"“{shown_name(path.name)[:60]}”打不开", "看它是否正被别的程序占用，或有没有读取的权限", str(error)
        ) from error
    return read_bytes(content, path.suffix.lower(), cancelled=cancelled), content


def read_bytes(content: bytes, ending: str = "", *, cancelled: Callable[[], bool] | None = None) -> Source:
    """The lines of a file's `content`; `ending` (.md) only helps to tell kinds of text apart. Raises UserError."""
    budget = Budget(cancelled=cancelled)
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise refusal("这个文件是空的", "看是不是选错了文件，或请对方重发")
    try:
        source = _read(content, ending, budget)
    except RecursionError as error:
        raise refusal(
            "这个文件一层套一层，套得不正常，可能是有意做坏的", "请对方重新发一份，或另存成文本再试"
        ) from error
    except MemoryError as error:
        raise too_large() from error
    except (ArithmeticError, LookupError, ValueError, struct.error) as error:
        # What a damaged file may hold has no end; a place that was not thought of must not stop the program.
        raise refusal("文件坏了，读不出来", "用原来的程序打开，另存一份再试，或请对方重发", repr(error)) from error
    body = [line for line in source.lines if not line.aside]
    if not body:
        raise refusal(f"这个{source.kind}里没有文字", "看是不是选错了文件；文字在图片里的，先用识别软件（OCR）转成文字")
    text = "".join(line.text for line in body[:2000])
    if plausibility(text) < 0.12 and not any("乱码" in warning for warning in source.warnings):
        source.warnings.append("疑似乱码：读出来的字不像中文公文，请对照原件看一看")
    return source


def _read(content: bytes, ending: str, budget: Budget) -> Source:
    # Each reader brings libraries along that the others need not wait for.
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _read_package(content, budget)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from govdesk.importing.doc import read_doc
        from govdesk.importing.ole import CompoundFile

        return read_doc(CompoundFile(content), budget)
    head = content[:1024]
    if b"%PDF-" in head:
        from govdesk.importing.pdf import read_pdf

        return read_pdf(content[head.index(b"%PDF-") :], budget)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        from govdesk.importing.rtf import read_rtf

        return read_rtf(content[content.index(b"{\\rtf") :], budget)
    if b"office/word/2003/wordml" in content[:4096]:
        from govdesk.importing.docx import read_word_xml

        return read_word_xml(content, budget)
    for signature, kind in _PICTURES:
        if content.startswith(signature) and not (len(signature) < 4 and _is_text(content)):
            if kind == "图片":
                raise refusal(
                    "这是图片，没有文字", "请对方发 Word、WPS 或网页原文，或先用识别软件（OCR）转成文字，校对后再导入"
                )
            raise refusal(f"这是{kind}，不是文档", _ASK)
    return _read_text(content, ending, budget)


def _read_package(content: bytes, budget: Budget) -> Source:
    from govdesk.importing.xmlfile import Package

    package = Package(content, budget)
    names = package.names
    if "OFD.xml" in names:
        from govdesk.importing.ofd import read_ofd

        return read_ofd(package, budget)
    if any(name.startswith("word/") for name in names):
        from govdesk.importing.docx import read_docx

        return read_docx(package, budget)
    if "content.xml" in names:
        kind = package.read("mimetype") or b""
        if b"spreadsheet" in kind or b"presentation" in kind:
            raise refusal("这是表格或演示文稿，不是文字文档", _ASK)
        from govdesk.importing.odt import read_odt

        return read_odt(package, budget)
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise refusal("这是表格或演示文稿，不是文字文档", _ASK)
    raise refusal("这是压缩包，不是文档", "先解压，再选里面的文件导入")


def _read_text(content: bytes, ending: str, budget: Budget) -> Source:
    if not _is_text(content):
        raise refusal("这个文件不是文字，认不出是什么格式", _ASK)
    from govdesk.importing.text import looks_like_markdown, read_markdown, read_text

    plain = content.replace(b"\0", b"") if b"\0" in content[:2000] else content  # UTF-16 shows its tags like this
    if ending in (".md", ".markdown"):
        return read_markdown(content, budget)
    if ending in (".html", ".htm", ".mht", ".shtml") or len(_HTML.findall(plain[:20_000])) >= 2:
        if b"multipart/related" in plain[:4000].lower():
            raise refusal("这是网页存档（.mht），里面的文字是编了码的", "用浏览器打开，另存为“网页，仅 HTML”再试")
        from govdesk.importing.html import read_html

        return read_html(content, budget)
    if ending not in (".txt", ".text") and looks_like_markdown(decode(content[:100_000]).text):
        return read_markdown(content, budget)
    return read_text(content, budget)


def _is_text(content: bytes) -> bool:
    """Whether the bytes read as text: few control characters whatever the encoding."""
    sample = content[:20_000]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    text = decode(sample).text
    controls = sum(char < " " and char not in "\t\r\n\f\x0b\x1a" for char in text)
    return controls * 50 < len(text) and text.count("\ufffd") * 5 < len(text)
