"""Files that are empty, damaged, scanned, locked or hostile: one plain sentence, nothing imported, nothing fetched."""

from __future__ import annotations

import socket
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import making
import pytest
from making import W, docx_of, packed, paragraph
from shape import draft_of

from govdesk.errors import UserError
from govdesk.importing.draft import read_draft
from govdesk.importing.lines import MAX_FILE
from govdesk.importing.reading import read_file

RULE = ("某市规则", "第一条　甲应当办理。", "第二条　乙应当办理。")
_DAMAGED, _HOSTILE, _LARGE = "文件坏了", "可能是有意做坏的", "太大"


def bomb() -> bytes:
    """A zip part of 200 MB of blanks in 200 KB."""
    return packed({"word/document.xml": b"<w>" + b" " * 200_000_000})


def entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return packed({"word/document.xml": f'<!DOCTYPE w [<!ENTITY e0 "甲">{levels}]><w:document {W}>&e9;</w:document>'})


def outer_entity() -> bytes:
    return packed(
        {"word/document.xml": f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}>&x;</w:document>'}
    )


def remote_doctype() -> bytes:
    return packed({"OFD.xml": '<!DOCTYPE o SYSTEM "http://127.0.0.1:9/x.dtd"><OFD/>'})


def nested() -> bytes:
    return docx_of("<w:sdt>" * 20_000 + paragraph("第一条　甲") + "</w:sdt>" * 20_000)


def locked(content: bytes) -> bytes:
    """A zip whose parts all say that they are encrypted."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def locked_word() -> bytes:
    content = bytearray(making.doc(RULE))
    content[content.index(b"\xec\xa5") + 11] |= 1
    return bytes(content)


def circular_word() -> bytes:
    """A compound file whose first chain of sectors runs in a circle."""
    content = bytearray(making.doc(RULE))
    table = struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<I", content, 512 * (table + 1) + 4, 0)
    return bytes(content)


def scanned_pdf() -> bytes:
    return _pdf(
        b"q 100 0 0 100 0 0 cm /I Do Q",
        b"<</XObject<</I 5 0 R>>>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream",
    )


def pdf_bomb() -> bytes:
    drawing = b"BT /F1 12 Tf (aaaa) Tj ET\n" * 800_000
    return _pdf(zlib.compress(drawing, 9), b"<<>>", b"<<>>", b"/Filter/FlateDecode")


def _pdf(drawing: bytes, resources: bytes, last: bytes, more: bytes = b"") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources" + resources + b">>",
        b"<</Length %d%s>>stream\n" % (len(drawing), more) + drawing + b"\nendstream",
        last,
    ]
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    return (
        written
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Root 1 0 R/Size 6>>startxref\n%d\n%%%%EOF" % start
    )


def scanned_ofd() -> bytes:
    page = "<ofd:Page><ofd:Content><ofd:Layer><ofd:ImageObject/></ofd:Layer></ofd:Content></ofd:Page>"
    document = '<ofd:Document><ofd:Pages><ofd:Page BaseLoc="P.xml"/></ofd:Pages></ofd:Document>'
    index = "<ofd:OFD><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    return packed({"OFD.xml": index, "D/Document.xml": document, "D/P.xml": page})


REFUSED = {
    "空的.docx": (lambda: b"", "是空的"),
    "空行.txt": (lambda: b" \r\n\t\r\n", "是空的"),
    "乱字节.txt": (lambda: bytes(range(256)) * 300, "认不出是什么格式"),
    "半个.docx": (lambda: making.docx(RULE)[:300], _DAMAGED),
    "半个.doc": (lambda: making.doc(RULE)[:3000], _DAMAGED),
    "半个.ofd": (lambda: making.ofd(RULE)[:300], _DAMAGED),
    "半个.pdf": (lambda: b"%PDF-1.7\n1 0 obj<<", _DAMAGED),
    "转圈.doc": (circular_word, _DAMAGED),
    "炸弹.docx": (bomb, _HOSTILE),
    "实体.docx": (entities, _HOSTILE),
    "外部实体.docx": (outer_entity, _HOSTILE),
    "外部声明.ofd": (remote_doctype, _HOSTILE),
    "嵌套.docx": (nested, _HOSTILE),
    "炸弹.pdf": (pdf_bomb, _HOSTILE),
    "扫描.pdf": (scanned_pdf, "扫描件"),
    "扫描.ofd": (scanned_ofd, "扫描件"),
    "加密.ofd": (lambda: locked(making.ofd(RULE)), "加了密"),
    "加密.doc": (locked_word, "加了密"),
    "加密.docx": (lambda: making.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "加了密"),
    "加密.odt": (lambda: packed({"content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"}), "加了密"),
    "图片.docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "程序.doc": (lambda: b"MZ" + bytes(range(256)) * 20, "程序"),
    "压缩包.zip": (lambda: packed({"a.txt": "第一条"}), "压缩包"),
    "表格.docx": (lambda: packed({"xl/workbook.xml": "<a/>"}), "表格"),
    "表格.xls": (lambda: making.compound({"Workbook": b"x"}), "Excel"),
    "长文.txt": (lambda: "第一条　市政府工作人员应当认真履行职责。\n".encode() * 500_000, _LARGE),
    "长行.txt": (lambda: "市政府工作人员应当认真履行职责，".encode() * 250_000, _LARGE),
    "长行.rtf": (lambda: b"{\\rtf1 " + b"a" * 12_000_000 + b"}", _LARGE),
    "多行.docx": (lambda: docx_of(paragraph("第一条　甲") * 40_000), _LARGE),
    "没有字.html": (lambda: b"<html><body><script>alert(1)</script></body></html>", "没有文字"),
    "没写完.html": (lambda: b"<html><p>" + b"<!--" * 1_000_000, "没有文字"),
    "没有条文.txt": (lambda: "关于某事的通报\n现予以表扬。\n".encode(), "没有找到条文"),
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever opens a connection fails the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("a file made the import open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_imported_is_refused_in_one_plain_sentence(name: str, tmp_path: Path) -> None:
    make, reason = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())

    with pytest.raises(UserError) as refused:
        read_draft(path)

    sentence = refused.value.sentence
    assert reason in sentence
    assert "没有导入任何内容" in sentence
    assert refused.value.todo
    assert sentence.count("。") == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_folder_a_missing_file_and_a_file_beyond_all_size_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="是文件夹"):
        read_file(tmp_path)
    with pytest.raises(UserError, match="没有“"):
        read_file(tmp_path / "没有.docx")
    large = tmp_path / "大.txt"
    with large.open("wb") as stream:
        stream.truncate(MAX_FILE + 1)
    with pytest.raises(UserError, match="太大"):
        read_file(large)


def test_names_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    body = f"<w:document {W}><w:body>{''.join(paragraph(line) for line in RULE)}</w:body></w:document>"
    content = packed({"../../../evil": "x", "/evil": "x", "word/document.xml": body})
    path = tmp_path / "a" / "b" / "规则.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)

    assert len(read_draft(path).rule.articles) == 2
    assert sorted(entry.name for entry in tmp_path.rglob("*")) == ["a", "b", "规则.docx"]


def test_scripts_pictures_and_frames_of_a_page_are_not_looked_at() -> None:
    page = (
        '<html><body><img src="http://127.0.0.1:9/x.png"><script>document.write("第九条　假的。")</script>'
        '<iframe src="file:///etc/passwd"></iframe><style>@import url(http://127.0.0.1:9/x.css)</style><noscript>第八条　假的。</noscript>'
        "<p>第一条　甲<b>应当</b>办理。</p><p>第二条　乙&lt;script&gt;应当办理。</p></body></html>"
    )

    assert [a.shown for a in draft_of(page.encode(), "a.html").rule.articles] == [
        "甲应当办理。",
        "乙〈script〉应当办理。",  # a pack may not hold it as it is
    ]


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "span"])
def test_twenty_thousand_nested_tags_cost_nothing(tag: str) -> None:
    page = f"<{tag}>" * 20_000 + "<p>第一条　甲。</p><p>第二条　乙。</p>"

    assert len(draft_of(page.encode(), "a.html").rule.articles) == 2


def test_two_encodings_in_one_file_are_read_and_told() -> None:
    lines = [
        "第一条　市政府应当认真履行职责。".encode(),
        "第二条　各部门应当密切配合。".encode("gb18030"),
        "第三条　本规则自印发之日起施行。".encode(),
    ]
    draft = draft_of(b"\n".join(lines))

    assert [a.shown for a in draft.rule.articles] == [
        "市政府应当认真履行职责。",
        "各部门应当密切配合。",
        "本规则自印发之日起施行。",
    ]
    assert any("疑似乱码" in warning for warning in draft.warnings)


def test_a_text_damaged_at_one_place_is_read_and_told() -> None:
    text = "\n".join([RULE[0], *(f"第{n}条　市政府应当认真履行职责，不得延误。" for n in "一二三四五六七八九十")])
    content = text.encode().replace("延误".encode(), b"\xe5\xbb", 1)
    draft = draft_of(content)

    assert len(draft.rule.articles) == 10
    assert any("疑似乱码" in warning for warning in draft.warnings)


def test_reading_stops_when_it_is_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "规则.docx"
    path.write_bytes(making.docx(RULE))

    with pytest.raises(UserError, match="已取消"):
        read_draft(path, cancelled=lambda: True)


@pytest.mark.parametrize("ending", ["docx", "doc", "odt", "rtf", "ofd"])
def test_a_file_with_any_byte_damaged_is_read_or_refused_and_never_more(ending: str) -> None:
    whole = {"docx": making.docx, "doc": making.doc, "odt": making.odt, "rtf": making.rtf, "ofd": making.ofd}[ending](
        RULE
    )
    for seed in range(60):
        damaged = bytearray(whole)
        for step in range(1, 9):
            damaged[(seed * 7919 + step * step * 104_729) % len(damaged)] = (seed * 31 + step * 77) % 256
        try:
            draft_of(bytes(damaged), f"a.{ending}")
        except UserError as error:
            assert error.sentence.endswith("。")
