"""A character that no face has is printed as something that can be read."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
from fontTools.ttLib import TTFont
from paper import Document, checklist, item, sheet_of

from govdesk.export import glyphs
from govdesk.export.docx import checklist_docx
from govdesk.export.pdf import Typesetter
from govdesk.export.plain import one_line
from govdesk.export.style import PLAIN, Style
from govdesk.paths import resource
from govdesk.records.model import ItemMark, ItemState


def printed(title: str, style: Style = PLAIN, *, system_fonts: bool = False) -> Document:
    source = checklist((item(1),), {"title": title})
    return Document(Typesetter(system_fonts=system_fonts).checklist(sheet_of(source), style))


def test_an_emoji_on_a_bare_machine_has_a_stand_in() -> None:
    document = printed("好😀的ᚠ事")
    assert "好〔U+1F600〕的〔U+16A0〕事" in document.text(0)
    faces = document.fonts_embedded()
    assert all("GovDesk" in name for name in faces)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("👨\u200d👩\u200d👧", "〔U+1F468〕"),  # a family
        ("👍🏽", "〔U+1F44D〕"),  # a colour of skin
        ("👩🏽\u200d💻", "〔U+1F469〕"),
        ("🇨🇳", "〔旗CN〕"),
        ("1️⃣", "1"),
        ("❤️\u200d🔥", "〔U+2764〕"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "〔U+1F3F4〕"),
        ("☎️", "〔U+260E〕"),
    ],
)
def test_an_emoji_of_several_signs_is_one_sign_on_every_machine(typed: str, stands: str) -> None:
    title = f"甲{typed}乙"
    assert f"甲{stands}乙" in printed(title).text()
    # Where some face has its parts, they are not drawn one after the other.
    with_faces = printed(title, system_fonts=True).text()
    one = typed[0] if stands.startswith("〔U") else stands
    assert f"甲{stands}乙" in with_faces or f"甲{one}乙" in with_faces
    note = ItemMark(ItemState.OPEN, note=f"甲{typed}乙")
    source = sheet_of(checklist((item(1),), {"title": title}), {"item-1": note})
    assert Document(Typesetter(system_fonts=False).checklist(source)).text().count(f"甲{stands}乙") == 2
    word = zipfile.ZipFile(io.BytesIO(checklist_docx(source))).read("word/document.xml").decode()
    assert word.count(f"甲{one}乙") == 2


def test_an_emoji_that_is_cut_leaves_no_half() -> None:
    for before in range(60, 140):
        text = printed("甲" * before + "👨\u200d👩\u200d👧🇨🇳" * 5).text()
        assert "\u200d" not in text and "U+1F1" not in text and "U+1F469" not in text


def test_a_name_with_a_variant_of_a_hanzi_keeps_it() -> None:
    assert one_line("葛\U000e0100城") == "葛\U000e0100城"


def test_rare_names_print_as_they_are() -> None:
    assert "㙍𬍛〇·—…“”℃" in printed("㙍𬍛〇·—…“”℃").text(0)


def test_the_name_of_the_office_is_looked_after_too() -> None:
    assert "某办〔U+1F3E2〕" in printed("甲", Style(name="某办🏢")).foot(0) + printed("甲", Style(name="某办🏢")).text(
        0
    )


def test_every_character_is_asked_about_once() -> None:
    asked: list[str] = []

    def shows(text: str) -> bool:
        asked.append(text)
        return "x" not in text and "ж" not in text

    known = glyphs.Glyphs(shows)
    assert known.visible("中文 abc，。") == "中文 abc，。"
    assert asked == []
    assert known.visible("жé中") == "〔U+0436〕é中"
    asked.clear()
    assert known.visible("é和ж") == "é和〔U+0436〕"
    assert asked == []


def test_what_is_not_asked_about_is_in_the_bundled_face() -> None:
    for weight in ("Regular", "Bold"):
        has = TTFont(resource("fonts", f"GovDeskSongSC-{weight}.otf")).getBestCmap()
        sure = [chr(code) for code in range(0x20, 0x30000) if glyphs._surely_there(chr(code))]
        shown = [c for c in sure if unicodedata.category(c) not in {"Cc", "Cf", "Mn"}]
        assert [c for c in shown if ord(c) not in has] == []
