"""The look: contrast, scale, fonts by what is installed, icons by their font's own names."""

from __future__ import annotations

import ast
import functools
import json
import re
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from desk import make_theme
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QRawFont

from govdesk.look import LAW_FACES
from govdesk.paths import resource
from govdesk.ui.kit import icons
from govdesk.ui.kit.fonts import BUNDLED_SERIF, choose_faces
from govdesk.ui.kit.high_contrast import colours_of, system_colours
from govdesk.ui.kit.icons import FAMILY, GLYPHS, glyph, icon_family
from govdesk.ui.kit.theme import PALETTES, ROLES, SCALES, Theme
from govdesk.ui.window.pages import NAVIGATION


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, per WCAG 2.1."""

    def luminance(color: str) -> float:
        channels = [value / 255 for value in QColor(color).getRgb()[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    *[("ink", ground) for ground in ("page", "panel", "window", "ctl", "hover", "actT", "verT", "mark")],
    *[("ink2", ground) for ground in ("page", "panel", "window", "hover", "actT")],
    *[("ink3", ground) for ground in ("page", "panel", "window", "hover")],
    *[("act", ground) for ground in ("page", "panel", "window", "ctl", "actT", "hover")],
    *[("ver", ground) for ground in ("page", "panel", "verT")],
    ("onAct", "actFill"),
    ("onActH", "actH"),
    ("onVer", "verFill"),
    ("onHit", "hit"),
    ("page", "ink"),  # the undo bar
]
SHAPES = [("line2", "page"), ("line2", "window"), ("line2", "panel"), ("act", "page"), ("actFill", "panel")]


@pytest.mark.parametrize("name", PALETTES)
def test_text_meets_wcag_aa_and_controls_stand_out(name: str) -> None:
    palette = PALETTES[name]
    poor = [(a, b) for a, b in TEXT if contrast(palette[a], palette[b]) < 4.5]
    assert not poor
    faint = [(a, b) for a, b in SHAPES if contrast(palette[a], palette[b]) < 3]
    assert not faint


def test_both_palettes_have_the_same_tokens() -> None:
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()


def test_scale_enlarges_type_and_measures_alike(qapp: object) -> None:
    theme = make_theme()
    assert [theme.font(role).pixelSize() for role in ROLES] == [pixels for pixels, *_ in ROLES.values()]
    theme.change(scale=1.5)
    assert theme.px(44) == 66
    assert theme.font("rule").pixelSize() == 27
    assert theme.line_height("rule") == 48


def test_a_change_is_told_once_and_only_when_there_is_one(qtbot: object) -> None:
    theme = make_theme()
    told: list[None] = []
    theme.changed.connect(lambda: told.append(None))
    theme.change(dark=True, scale=1.25)
    theme.change(dark=True, scale=1.25)
    assert len(told) == 1
    assert theme.hex("page") == PALETTES["dark"]["page"]


@pytest.mark.parametrize("asked", [0.2, 1.3, 9.0])
def test_an_odd_scale_becomes_one_that_is_offered(qapp: object, asked: float) -> None:
    assert Theme(make_theme().faces, scale=asked).scale in [scale for scale, _ in SCALES]


def test_style_sheet_is_whole_and_names_no_font(qapp: object) -> None:
    sheet = make_theme().qss()
    assert "$" not in sheet
    assert not re.search(r"\bfont(-family|-size)?\s*:", sheet)


def test_face_of_the_law_follows_the_choice(qapp: object) -> None:
    theme = make_theme()
    families = {}
    for face in LAW_FACES:
        theme.change(law_face=face)
        families[face] = theme.font("rule").families()[0]
        assert theme.font("page_title").families()[0] == theme.faces.serif[0]
    assert families["宋体"] == theme.faces.serif[0]
    assert families["黑体"] == theme.faces.heiti[0]


def test_the_programs_own_song_face_is_there(qapp: object) -> None:
    assert make_theme().faces.serif[0] == BUNDLED_SERIF


@pytest.mark.parametrize(
    ("installed", "sans", "serif"),
    [
        ({"Microsoft YaHei UI", "SimSun", "KaiTi"}, "Microsoft YaHei UI", "SimSun"),
        ({"Noto Sans CJK SC", BUNDLED_SERIF}, "Noto Sans CJK SC", BUNDLED_SERIF),
        ({"CESI黑体-GB13000", "DejaVu Sans"}, "CESI黑体-GB13000", "CESI黑体-GB13000"),
        ({BUNDLED_SERIF, "DejaVu Sans"}, BUNDLED_SERIF, BUNDLED_SERIF),
    ],
)
def test_faces_by_what_is_installed(installed: set[str], sans: str, serif: str) -> None:
    faces = choose_faces(installed)
    assert (faces.sans[0], faces.serif[0]) == (sans, serif)
    assert not faces.missing
    for stack in (faces.sans, faces.serif, faces.fangsong, faces.heiti, faces.kaiti):
        assert set(stack) <= installed


def test_a_machine_without_chinese_fonts_is_noticed() -> None:
    assert choose_faces({"DejaVu Sans"}).missing
    assert choose_faces({"DejaVu Sans", "Some Hei"}, chinese={"Some Hei"}).sans == ("Some Hei",)


@functools.cache
def phosphor() -> dict[str, int]:
    """Every icon of Phosphor and its character, from QtAwesome."""
    spec = find_spec("qtawesome")
    assert spec is not None and spec.origin is not None
    raw = json.loads((Path(spec.origin).parent / "fonts" / "phosphor-charmap-1.3.0.json").read_bytes())
    return {name: int(code, 16) for name, code in raw.items()}


def icons_named(source: str) -> set[str]:
    """What a module calls icons: words of Phosphor with a hyphen, and what stands after `icon=` or among the first words of an icon's class."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            told = [word.value for word in node.keywords if word.arg in ("icon", "icon_name")]
            told += node.args if called in ("IconButton", "Sign", "draw_icon", "set_icon_name") else []
            found |= {
                word.value
                for one in told
                for word in ast.walk(one)
                if isinstance(word, ast.Constant) and isinstance(word.value, str) and word.value in phosphor()
            }
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and "-" in node.value
            and node.value in phosphor()
        ):
            found.add(node.value)
    return found


def test_every_icon_that_the_program_names_is_one_of_its_font() -> None:
    program = Path(icons.__file__).parents[2]
    named = {name for path in program.rglob("*.py") for name in icons_named(path.read_text(encoding="utf-8"))}
    assert {"arrow-down", "question", "printer"} <= named
    assert not named - set(GLYPHS), "name it in GLYPHS and cut the font anew"


def test_every_icon_is_in_the_font_and_bears_its_name_in_phosphor(qapp: object) -> None:
    font = QRawFont(str(resource("icons", "GovDeskIcons.ttf")), 16)
    assert icon_family() == FAMILY == font.familyName()
    assert not [name for name, code in GLYPHS.items() if not font.supportsCharacter(code)], "cut the font anew"
    names = phosphor()
    assert {name: names[name] for name in GLYPHS} == GLYPHS
    assert all(glyph(icon) for _, _, icon in NAVIGATION)
    with pytest.raises(KeyError):
        glyph("no-such-icon")


def hints(preference: str) -> SimpleNamespace:
    """Style hints as Qt gives them from 6.10 on."""
    return SimpleNamespace(accessibility=lambda: SimpleNamespace(contrastPreference=lambda: preference))


def black_and_white() -> QPalette:
    palette = QPalette()
    for role, colour in (
        ("Base", "#000000"),
        ("Text", "#FFFFFF"),
        ("Highlight", "#FFFF00"),
        ("HighlightedText", "#000000"),
    ):
        palette.setColor(QPalette.ColorRole[role], QColor(colour))
    return palette


def test_high_contrast_is_the_systems_own_and_without_tints(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    class Preference:
        HighContrast = "high"

    monkeypatch.setattr(Qt, "ContrastPreference", Preference, raising=False)
    colours = system_colours(hints("high"), black_and_white())
    assert colours is not None
    assert colours.keys() == PALETTES["light"].keys()
    assert {colours[ground] for ground in ("page", "panel", "window", "actT", "verT", "mark")} == {"#000000"}
    poor = [(a, b) for a, b in TEXT if contrast(colours[a], colours[b]) < 7]
    assert not poor
    theme = Theme(make_theme().faces, system=colours)
    assert theme.hex("ink") == "#FFFFFF"
    assert "$" not in theme.qss()
    assert system_colours(hints("none"), black_and_white()) is None


def test_a_qt_that_reports_no_contrast_changes_nothing(qapp: object) -> None:
    assert system_colours(object(), black_and_white()) is None
    assert colours_of(black_and_white())["page"] == "#000000"
