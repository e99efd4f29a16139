"""What commands write for the printer and for Word."""

from __future__ import annotations

from pathlib import Path

import docx
import pypdfium2
from terminal import Run, one_chinese_sentence


def pdf_text(path: Path) -> str:
    """The text of all pages, without white space."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def word_text(path: Path) -> str:
    """The text of all paragraphs and cells, without white space."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join("".join([*(p.text for p in document.paragraphs), *cells]).split())


def test_a_checklist_as_pdf_and_word_at_once(cli: Run, tmp_path: Path) -> None:
    pdf, word = tmp_path / "清单.pdf", tmp_path / "清单.docx"
    ran = cli("checklist", "submit-request", "--rule", "咸阳", "--json", "--pdf", str(pdf), "--docx", str(word))
    assert ran.status == 0
    for item in ran.document["items"]:
        assert "".join(item["do"].split()) in pdf_text(pdf)
        assert "".join(item["do"].split()) in word_text(word)
    assert "已写好" in ran.err


def test_a_blank_form_in_word(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "空白表.docx"
    assert cli("checklist", "submit-request", "--rule", "咸阳", "--blank", "--docx", str(path)).status == 0
    assert "（空白表）" in word_text(path)


def test_a_rule_and_an_article(cli: Run, tmp_path: Path) -> None:
    pdf, word, one = tmp_path / "规则.pdf", tmp_path / "规则.docx", tmp_path / "一条.pdf"
    ran = cli("text", "张家港", "--pdf", str(pdf), "--docx", str(word), "--json")
    assert ran.document == {"written": [str(pdf), str(word)]}
    article = cli("show", "张家港12", "--json").document
    first = "".join(article["paragraphs"][0]["text"].split())
    assert first in word_text(word)
    assert first[:20] in pdf_text(pdf)
    assert cli("show", "张家港12", "--pdf", str(one)).status == 0
    assert first in pdf_text(one)


def test_the_source_text_is_for_the_screen(cli: Run, tmp_path: Path) -> None:
    ran = cli("text", "咸阳", "--source", "--pdf", str(tmp_path / "规则.pdf"))
    assert ran.status == 1
    assert one_chinese_sentence(ran.err)
    assert not (tmp_path / "规则.pdf").exists()


def test_the_compilation_of_a_city(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "汇编.pdf"
    ran = cli("wizards", "--rule", "xianyang-2013", "--pdf", str(path))
    assert ran.status == 0
    assert "正在排版" in ran.err and "已写好" in ran.err
    assert ran.out == ""
    text = pdf_text(path)
    for wizard in cli("wizards", "--rule", "xianyang-2013", "--json").document["wizards"]:
        assert text.count("".join(f"{wizard['title']}办事清单".split())) >= 2  # in the contents and on its form


def test_a_compilation_needs_a_rule(cli: Run, tmp_path: Path) -> None:
    ran = cli("wizards", "--pdf", str(tmp_path / "汇编.pdf"))
    assert ran.status == 1
    assert one_chinese_sentence(ran.err)


def test_two_files_are_two_files_and_what_was_written_is_told(cli: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "清单.pdf", tmp_path / "nowhere" / "清单.docx"
    ran = cli("checklist", "submit-request", "--rule", "咸阳", "--pdf", str(one), "--docx", str(one))
    assert ran.status == 1 and "不能写成同一个文件" in ran.err
    assert one.read_bytes().startswith(b"%PDF")
    ran = cli("checklist", "submit-request", "--rule", "咸阳", "--pdf", str(one), "--docx", str(other))
    assert ran.status == 1 and f"已写好：{one}" in ran.err and "nowhere" in ran.err
