"""An office's own style: data in a file, its name in the foot, its faces first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from paper import Document, sheet_of, short_list

from govdesk.export.docx import checklist_docx
from govdesk.export.pdf import checklist_pdf
from govdesk.export.style import PLAIN, Faces, Style, load_style, style_fault
from govdesk.export.word_parts import FACES


def written(folder: Path, words: str) -> Path:
    (folder / "print").mkdir()
    (folder / "print" / "style.toml").write_text(words, encoding="utf-8")
    return folder


def test_without_a_file_the_hand_is_ours(tmp_path: Path) -> None:
    assert load_style(tmp_path) is PLAIN


def test_name_and_faces_are_read(tmp_path: Path) -> None:
    style = load_style(written(tmp_path, 'name = "某市政府\\n办公室"\n[fonts]\nfangsong = ["方正仿宋_GBK"]\n'))
    assert style == Style("某市政府 办公室", Faces(fangsong=("方正仿宋_GBK",)))


@pytest.mark.parametrize("words", ["name = 3", 'nam = "x"', "name = ", "[fonts]\nsong = 5", f'name = "{"长" * 300}"'])
def test_a_file_that_cannot_be_understood_is_said_and_stops_nothing(tmp_path: Path, words: str) -> None:
    said: list[str] = []
    assert load_style(written(tmp_path, words), said.append) == PLAIN
    assert re.match("打印样式文件看不懂.*这次按程序自带的样式排.*style.toml", said[0])
    assert said == [style_fault(tmp_path)]


def test_the_name_stands_in_the_foot_inside_the_page() -> None:
    document = Document(checklist_pdf(sheet_of(short_list()), Style("某市人民政府办公室")))
    for number in range(len(document.pages)):
        place = document.find(number, "某市人民政府办公室")
        assert place is not None
        assert 272 < place.top < place.bottom < 281


def test_a_face_of_the_offices_own_is_used_where_it_is_installed() -> None:
    fonts = Faces(fangsong=("不会有的字体", "GovDesk Song SC"), heiti=("GovDesk Song SC",), kaiti=("GovDesk Song SC",))
    document = Document(checklist_pdf(sheet_of(short_list()), Style("", fonts)))
    assert all("GovDesk" in name for name in document.fonts_embedded())


def test_word_names_the_offices_face_and_foot() -> None:
    import io

    import docx

    own = Style("某市人民政府办公室", Faces(fangsong=("方正仿宋_GBK",)))
    document = docx.Document(io.BytesIO(checklist_docx(sheet_of(short_list()), own)))
    assert "某市人民政府办公室" in "".join(p.text for p in document.sections[0].footer.paragraphs)
    normal = document.styles["Normal"].element.rPr.rFonts
    assert normal.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia") == "方正仿宋_GBK"
    assert FACES["fangsong"] == "仿宋"
