"""Colours, type and measures of the window: one object that every widget is given.

`Theme` holds three choices (light or dark, text scale, face of the law) and answers everything that follows from
them. The main window owns the one theme and hands it to each page and widget; there is no global. How a change of it
reaches them is told in `themed`.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette

from govdesk.look import LAW_FACES, TEXT_SCALES
from govdesk.paths import resource
from govdesk.ui.kit.fonts import Faces

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

PALETTES: dict[str, dict[str, str]] = {
    "light": {
        "page": "#FFFEFB",
        "panel": "#FAF8F3",
        "window": "#F3F1EA",
        "ctl": "#FFFFFF",
        "hover": "#ECE8DD",
        "line": "#DCD6C8",
        "line2": "#847E70",
        "ink": "#1E1D1A",
        "ink2": "#4F4B43",
        "ink3": "#69645A",
        "act": "#12506B",
        "actH": "#0C3C52",
        "onActH": "#FFFFFF",
        "actT": "#E4EDF1",
        "actFill": "#12506B",
        "onAct": "#FFFFFF",
        "ver": "#A92B20",
        "verT": "#FAEAE7",
        "verFill": "#A92B20",
        "onVer": "#FFFFFF",
        "mark": "#FBEBB0",
        "hit": "#F2C14E",
        "onHit": "#1E1D1A",
        "thumb": "#BDB6A6",
    },
    "dark": {
        "page": "#26282B",
        "panel": "#202224",
        "window": "#1A1B1D",
        "ctl": "#1F2123",
        "hover": "#2F3236",
        "line": "#3C4045",
        "line2": "#858A91",
        "ink": "#ECE8DF",
        "ink2": "#C2BDB1",
        "ink3": "#A39E92",
        "act": "#8CC4DA",
        "actH": "#ADD8E8",
        "onActH": "#1A1B1D",
        "actT": "#21343D",
        "actFill": "#32799A",
        "onAct": "#FFFFFF",
        "ver": "#F28B7D",
        "verT": "#3D2623",
        "verFill": "#C4483B",
        "onVer": "#FFFFFF",
        "mark": "#4E4419",
        "hit": "#E3B341",
        "onHit": "#1A1B1D",
        "thumb": "#565B61",
    },
}

#: Text sizes that Aa offers: scale and name.
SCALES = tuple(zip((percent / 100 for percent in TEXT_SCALES), ("标准", "大", "特大", "最大"), strict=True))

#: Spacing steps in pixels at 100 %; use `theme.px(SPACE_M)`.
SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL, SPACE_2XL, SPACE_3XL = 4, 8, 12, 16, 20, 24, 32
RADIUS_CHIP, RADIUS_CONTROL, RADIUS_PANEL = 3, 4, 6
TOP_BAR, TOOL_BAR, CONTROL, CONTROL_SMALL, TABLE_ROW, CHECK_ROW = 56, 48, 36, 30, 48, 44
GROUP_HEADER, TREE_ROW, STATUS_BAR, MIN_TARGET = 36, 32, 28, 30

Role = Literal[
    "page_title",
    "head",
    "question",
    "section",
    "rule",
    "rule_side",
    "snippet",
    "card",
    "group",
    "instruction",
    "ui",
    "secondary",
    "smallest",
    "note",
]

#: role -> (pixels, line height in pixels, face, bold). "law" is the face chosen in Aa.
ROLES: dict[Role, tuple[int, int, str, bool]] = {
    "page_title": (24, 34, "serif", True),
    "head": (22, 31, "serif", True),  # compact page title
    "question": (26, 36, "serif", True),
    "section": (18, 27, "serif", True),
    "rule": (18, 32, "law", False),
    "rule_side": (17, 30, "law", False),
    "snippet": (15, 26, "law", False),
    "card": (16, 24, "sans", True),
    "group": (16, 24, "serif", True),
    "instruction": (15, 22, "sans", False),
    "ui": (14, 22, "sans", False),
    "secondary": (13, 20, "sans", False),
    "smallest": (12, 18, "sans", False),
    "note": (14, 24, "kai", False),  # 校注
}


class Theme(QObject):
    """The look in force. `changed` is emitted after any of its choices has changed.

    Before it, `rescaled(before, now)` where the text scale has changed.
    """

    rescaled = Signal(float, float)
    changed = Signal()

    def __init__(
        self,
        faces: Faces,
        *,
        dark: bool = False,
        scale: float = 1.0,
        law_face: str = LAW_FACES[0],
        system: Mapping[str, str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`system`: colours for all tokens that take the place of both palettes (see `high_contrast`)."""
        super().__init__(parent)
        self.faces = faces
        self._system = system
        self._dark = dark
        self._scale = _sound_scale(scale)
        self._law_face = law_face if law_face in LAW_FACES else LAW_FACES[0]
        self._fonts: dict[tuple[Role, bool], QFont] = {}
        self._colors: dict[str, QColor] = {}

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in force."""
        return self._dark

    @property
    def scale(self) -> float:
        """Text scale, 1.0 to 1.75."""
        return self._scale

    @property
    def law_face(self) -> str:
        """One of LAW_FACES."""
        return self._law_face

    @property
    def look(self) -> tuple[bool, float, str]:
        """All three choices, to be compared."""
        return self._dark, self._scale, self._law_face

    def change(self, *, dark: bool | None = None, scale: float | None = None, law_face: str | None = None) -> None:
        """Change what is given; emits `changed` once if anything is different."""
        wanted = (
            self._dark if dark is None else dark,
            self._scale if scale is None else _sound_scale(scale),
            self._law_face if law_face not in LAW_FACES else law_face,
        )
        if wanted == (self._dark, self._scale, self._law_face):
            return
        before = self._scale
        self._dark, self._scale, self._law_face = wanted
        self._fonts.clear()
        self._colors.clear()
        if self._scale != before:
            self.rescaled.emit(before, self._scale)
        self.changed.emit()

    def hex(self, token: str) -> str:
        """A colour as #RRGGBB. Raises KeyError for an unknown token."""
        return self._tokens()[token]

    def color(self, token: str) -> QColor:
        """A colour. Raises KeyError for an unknown token."""
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = QColor(self.hex(token))
        return color

    def px(self, pixels: float) -> int:
        """A measure given at 100 %, scaled; never 0 for a measure above 0."""
        return max(1, round(pixels * self._scale)) if pixels > 0 else 0

    def line_height(self, role: Role) -> int:
        """Distance of base lines in scaled pixels, for `QTextBlockFormat.setLineHeight(…, FixedHeight)`."""
        return self.px(ROLES[role][1])

    def font(self, role: Role, *, bold: bool | None = None) -> QFont:
        """The font of a role, scaled; `bold` overrides the role's own weight. The caller gets a copy."""
        pixels, _, face, role_bold = ROLES[role]
        weight = role_bold if bold is None else bold
        font = self._fonts.get((role, weight))
        if font is None:
            font = QFont()
            font.setFamilies(list(self._families(face)))
            font.setPixelSize(self.px(pixels))
            font.setBold(weight)
            self._fonts[role, weight] = font
        return QFont(font)

    def icon(self, name: str, token: str = "ink") -> QIcon:
        """A Phosphor icon (`printer`, `caret-down`) in a token's colour, grey (ink3) when disabled."""
        from govdesk.ui.kit.glyph_icon import make_icon

        return make_icon(name, self.color(token), self.color("ink3"))

    def qss(self) -> str:
        """The style sheet of the main window: tokens and scaled measures put into resources/theme/app.qss.

        It holds no fonts: a font in a style sheet overrides `QTextDocument.defaultFont`.
        """
        template = string.Template(resource("theme", "app.qss").read_text(encoding="utf-8"))
        sizes = {f"px{n}": str(self.px(n)) for n in range(1, 65)}
        return template.substitute(self._tokens(), **sizes)

    def palette(self) -> QPalette:
        """The application's palette, for everything that the style sheet does not name."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, token in (
            (roles.Window, "window"),
            (roles.WindowText, "ink"),
            (roles.Base, "page"),
            (roles.AlternateBase, "panel"),
            (roles.Text, "ink"),
            (roles.PlaceholderText, "ink3"),
            (roles.Button, "ctl"),
            (roles.ButtonText, "ink"),
            (roles.Highlight, "actFill"),
            (roles.HighlightedText, "onAct"),
            (roles.Link, "act"),
            (roles.LinkVisited, "act"),
            (roles.ToolTipBase, "ink"),
            (roles.ToolTipText, "page"),
            (roles.Light, "page"),
            (roles.Mid, "line"),
            (roles.Dark, "line2"),
            (roles.BrightText, "onAct"),
        ):
            palette.setColor(role, self.color(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("ink3"))
        return palette

    def _tokens(self) -> Mapping[str, str]:
        return self._system or PALETTES["dark" if self._dark else "light"]

    def _families(self, face: str) -> tuple[str, ...]:
        if face == "law":
            face = self._law_face
        return {
            "sans": self.faces.sans,
            "serif": self.faces.serif,
            "宋体": self.faces.serif,
            "仿宋": self.faces.fangsong,
            "黑体": self.faces.heiti,
            "kai": self.faces.kaiti,
        }[face]


def _sound_scale(scale: float) -> float:
    """The offered scale nearest to `scale`, which may come from an edited settings file."""
    return min((offered for offered, _ in SCALES), key=lambda offered: abs(offered - scale))
