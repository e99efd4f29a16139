"""A character that no face has is printed as something that can be read."""

from __future__ import annotations

import unicodedata

from fontTools.ttLib import TTFont
from paper import Document, checklist, item, sheet_of

from govdesk.export import glyphs
from govdesk.export.pdf import Typesetter
from govdesk.export.style import PLAIN, Style
from govdesk.paths import resource


def printed(title: str, style: Style = PLAIN, *, system_fonts: bool = False) -> Document:
    source = checklist((item(1),), {"title": title})
    return Document(Typesetter(system_fonts=system_fonts).checklist(sheet_of(source), style))


def test_an_emoji_on_a_bare_machine_has_a_stand_in() -> None:
    document = printed("好😀的ᚠ事")
    assert "好〔U+1F600〕的〔U+16A0〕事" in document.text(0)
    faces = document.fonts_embedded()
    assert all("GovDesk" in name for name in faces)


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
