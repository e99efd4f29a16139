"""Icons: Phosphor 1.3, drawn from a font that holds the ones in use (`tools/make_icon_font.py` cuts it)."""

from __future__ import annotations

import functools

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter

from govdesk.paths import resource
from govdesk.ui.kit.painting import CENTRE, set_ink

FAMILY = "GovDesk Icons"

#: The icons that this program uses, by their names in Phosphor. After a change cut the font anew.
GLYPHS = {
    "archive": 0xF008,
    "arrow-bend-down-right": 0xF011,
    "arrow-counter-clockwise": 0xF021,
    "arrow-down": 0xF022,
    "arrow-left": 0xF03B,
    "arrow-right": 0xF044,
    "arrows-left-right": 0xF04D,
    "book": 0xF091,
    "book-open": 0xF097,
    "bookmark-simple": 0xF095,
    "bookmark-simple-fill": 0xF7FF,
    "briefcase": 0xF0A0,
    "calendar-blank": 0xF0AD,
    "calendar-check": 0xF0AE,
    "calendar-plus": 0xF0AF,
    "caret-down": 0xF0C2,
    "caret-left": 0xF0C3,
    "caret-right": 0xF0C4,
    "caret-up": 0xF0C5,
    "check": 0xF0E7,
    "check-bold": 0xF465,
    "check-circle": 0xF0E8,
    "check-circle-fill": 0xF851,
    "circle": 0xF0EC,
    "circle-half": 0xF0EE,
    "clipboard-text": 0xF0F8,
    "clock": 0xF0F9,
    "columns": 0xF10E,
    "copy": 0xF114,
    "download-simple": 0xF14C,
    "export": 0xF15A,
    "file-pdf": 0xF16C,
    "file-text": 0xF170,
    "folder-open": 0xF18C,
    "funnel": 0xF196,
    "gear-six": 0xF19C,
    "info": 0xF1E0,
    "magnifying-glass": 0xF20A,
    "magnifying-glass-minus": 0xF20B,
    "magnifying-glass-plus": 0xF20C,
    "minus-bold": 0xF5F6,
    "moon": 0xF21F,
    "note-pencil": 0xF22E,
    "plus": 0xF27F,
    "printer": 0xF288,
    "question": 0xF293,
    "sun": 0xF2FE,
    "text-aa": 0xF310,
    "trash": 0xF334,
    "user": 0xF346,
    "warning": 0xF35C,
    "warning-circle-fill": 0xFAC6,
    "x": 0xF36D,
}


@functools.cache
def icon_family() -> str:
    """Load the icon font, once; gives its family.

    Qt forgets all fonts and glyphs made so far whenever a font is added: call this before anything is painted.
    """
    identifier = QFontDatabase.addApplicationFont(str(resource("icons") / "GovDeskIcons.ttf"))
    families = QFontDatabase.applicationFontFamilies(identifier)
    return families[0] if families else ""


def glyph(name: str) -> str:
    """The character for an icon's name ("printer"). Raises KeyError for an unknown name."""
    return chr(GLYPHS[name])


@functools.cache
def _font(pixels: int) -> QFont:
    font = QFont(icon_family())
    font.setPixelSize(pixels)
    # Said outright: what a font leaves open it takes from the widget's font, which may be bold.
    font.setWeight(QFont.Weight.Normal)
    # All glyphs are in this one font, so Qt need not look for others to fall back on.
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


def draw_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: QColor) -> None:
    """Draw an icon centred in `rect`, as large as the rect's shorter side, in device-independent pixels."""
    box = QRectF(rect)
    painter.save()
    painter.setFont(_font(max(1, round(min(box.width(), box.height())))))
    set_ink(painter, color)
    painter.drawText(box, CENTRE, glyph(name))
    painter.restore()
