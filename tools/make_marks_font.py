"""Makes `resources/fonts/GovDeskMarks.ttf`: ☐ and ☑ as characters, so that a printed tick can be copied, searched and read out.

Few faces have them, and those that do draw them as small signs. Here a mark fills the whole em, with the line of the sheet's
boxes; a PDF sets it at the box's size. Run it again after a change: the file is the same for the same program.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "GovDeskMarks.ttf"
EM = 1000
LINE = 69  # 0.9 pt in a box of 4.6 mm
STROKE = 118  # of the tick
TICK = ((220, 500), (430, 270), (800, 740))


def main() -> int:
    """Writes the file."""
    builder = FontBuilder(EM, isTTF=True)
    names = [".notdef", "space", "box", "ticked"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "space", 0x2610: "box", 0x2611: "ticked"})
    builder.setupGlyf({".notdef": _box(), "space": TTGlyphPen(None).glyph(), "box": _box(), "ticked": _box(tick=True)})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (EM, 0)))
    builder.setupHorizontalHeader(ascent=EM, descent=0)
    builder.setupNameTable(
        {
            "familyName": "GovDesk Marks",
            "styleName": "Regular",
            "uniqueFontIdentifier": "GovDeskMarks-Regular;1.0",
            "fullName": "GovDesk Marks Regular",
            "version": "Version 1.0",
            "psName": "GovDeskMarks-Regular",
        },
        mac=False,
    )
    builder.setupOS2(
        sTypoAscender=EM, sTypoDescender=0, usWinAscent=EM, usWinDescent=0, fsType=0, usWeightClass=400, usWidthClass=5
    )
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 3_800_000_000  # the same bytes each time
    builder.font.recalcTimestamp = False
    builder.save(TARGET)
    return 0


def _box(*, tick: bool = False) -> object:
    pen = TTGlyphPen(None)
    _polygon(pen, [(0, 0), (0, EM), (EM, EM), (EM, 0)])
    _polygon(pen, [(LINE, LINE), (EM - LINE, LINE), (EM - LINE, EM - LINE), (LINE, EM - LINE)])
    if tick:
        _polygon(pen, _thick(TICK, STROKE / 2))
    return pen.glyph()


def _polygon(pen: TTGlyphPen, points: list[tuple[float, float]]) -> None:
    pen.moveTo(tuple(map(round, points[0])))
    for point in points[1:]:
        pen.lineTo(tuple(map(round, point)))
    pen.closePath()


def _thick(path: tuple[tuple[float, float], ...], half: float) -> list[tuple[float, float]]:
    """The outline of a line through three points, clockwise, its corner mitred and its ends square."""
    (ax, ay), (bx, by), (cx, cy) = path

    def unit(x: float, y: float) -> tuple[float, float]:
        length = math.hypot(x, y)
        return x / length, y / length

    ux, uy = unit(bx - ax, by - ay)
    vx, vy = unit(cx - bx, cy - by)
    mx, my = unit(-uy - vy, ux + vx)  # the corner's bisector
    reach = half / (mx * -uy + my * ux)
    upper = [(ax - uy * half, ay + ux * half), (bx + mx * reach, by + my * reach), (cx - vy * half, cy + vx * half)]
    lower = [(cx + vy * half, cy - vx * half), (bx - mx * reach, by - my * reach), (ax + uy * half, ay - ux * half)]
    return upper + lower


if __name__ == "__main__":
    sys.exit(main())
