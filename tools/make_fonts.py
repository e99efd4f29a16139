"""Makes resources/fonts/ anew: the Song face that the reader and every printed sheet can rely on.

    python tools/make_fonts.py

It is a subset of Noto Serif CJK SC (Adobe's Source Han Serif under another name; SIL Open Font License 1.1),
simplified-Chinese forms, in two weights, under a name of its own: see resources/fonts/README.md. Needed on the
machine that runs this, and only there: Debian's packages fonts-noto-cjk and unicode-data, and the tool fonttools
from the development lock. The same packages give the same bytes.
"""

from __future__ import annotations

import bz2
import sys
from math import ceil, floor
from pathlib import Path

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "fonts"
SOURCE = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
DEBIAN_COPYRIGHT = Path("/usr/share/doc/fonts-noto-cjk/copyright")

SIMPLIFIED = 2  # the face of the collection with the forms of mainland China
FAMILY = "GovDesk Song SC"
POSTSCRIPT = "GovDeskSongSC"
VERSION = "1.000"
WEIGHTS = ("Regular", "Bold")
COPYRIGHT = "© 2017-2022 Adobe (http://www.adobe.com/)."
NOTICE = (
    "Subset of Noto Serif CJK SC 2.001, renamed and without hints, made for 政务案头 GovDesk by tools/make_fonts.py."
)
# What our own texts use beyond GB 2312, so that no mark of the interface or the sheets depends on the machine.
MARKS = "〇〔〕《》“”‘’—…·□■○●√×→←↑↓☐☑☒－～¥€§‖•–−≤≥①②③④⑤⑥⑦⑧⑨⑩"
# Vertical metrics: the em box of an ideograph, and the room that the tallest accented capital and the deepest
# descender need, the same in both weights. The source's 1151/286 leave every line 44 % taller than its type.
TYPO = (880, -120)
LINE = (1000, -280)


def main() -> int:
    missing = [str(path) for path in (SOURCE, UNIHAN, DEBIAN_COPYRIGHT) if not path.exists()]
    if missing:
        print(f"missing: {', '.join(missing)} (Debian: apt-get install fonts-noto-cjk unicode-data)", file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = gb2312() | common_standard() | shipped_text() | set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    wanted |= {ord(mark) for mark in MARKS}
    for weight in WEIGHTS:
        path = make(weight, wanted)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.2f} MB")
    (TARGET / "OFL.txt").write_text(license_text(), encoding="utf-8")
    return 0


def gb2312() -> set[int]:
    """Every character of GB 2312: 6763 hanzi, and its punctuation, figures and signs."""
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def common_standard() -> set[int]:
    """The 8105 characters of 通用规范汉字表 (2013), which the law lets people and places be named with."""
    lines = bz2.decompress(UNIHAN.read_bytes()).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {int(row[0][2:], 16) for row in rows if len(row) > 1 and row[1] == "kTGH"}


def shipped_text() -> set[int]:
    """Every character of the shipped rules."""
    found: set[int] = set()
    for path in (ROOT / "rules").glob("*/rule.md"):
        found |= {ord(character) for character in path.read_text(encoding="utf-8")}
    return {code for code in found if code >= 0x20}


def make(weight: str, wanted: set[int]) -> Path:
    """Write the subset of one weight; returns its path."""
    font = TTFont(SOURCE / f"NotoSerifCJK-{weight}.ttc", fontNumber=SIMPLIFIED, lazy=True, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["ccmp"]  # joins —— into one dash
    options.notdef_outline = True
    options.name_IDs = []
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GDEF", "GPOS"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    rename(font, weight)
    set_metrics(font)
    path = TARGET / f"{POSTSCRIPT}-{weight}.otf"
    font.save(path)
    return path


def rename(font: TTFont, weight: str) -> None:
    """Our own name: a modified version must not go by the reserved one, nor be taken for the full font."""
    postscript = f"{POSTSCRIPT}-{weight}"
    full = FAMILY if weight == "Regular" else f"{FAMILY} {weight}"
    names = font["name"]
    names.names = []
    texts = {
        0: f"{COPYRIGHT} {NOTICE}",
        1: FAMILY,
        2: weight,
        3: f"{VERSION};{postscript}",
        4: full,
        5: f"Version {VERSION}",
        6: postscript,
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName, top.Weight = full, FAMILY, weight
    top.Notice = f"{COPYRIGHT} {NOTICE}".replace("©", "Copyright").replace("政务案头 ", "")


def set_metrics(font: TTFont) -> None:
    """Line metrics that cut nothing off, the same in all three tables that systems read."""
    top, bottom = extent(font)
    if top > LINE[0] or bottom < LINE[1]:
        raise SystemExit(f"LINE must hold what is drawn: {top}, {bottom}")
    os2, hhea, head = font["OS/2"], font["hhea"], font["head"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = *TYPO, 0
    hhea.ascent, hhea.descent, hhea.lineGap = *LINE, 0
    os2.usWinAscent, os2.usWinDescent = LINE[0], -LINE[1]
    head.yMax, head.yMin = top, bottom
    os2.fsType = 0  # may be embedded, as its licence says


def extent(font: TTFont) -> tuple[int, int]:
    """Highest and lowest point of anything drawn, in font units."""
    glyphs = font.getGlyphSet()
    top, bottom = 0, 0
    for name in font.getGlyphOrder():
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        if pen.bounds:
            bottom, top = min(bottom, floor(pen.bounds[1])), max(top, ceil(pen.bounds[3]))
    return top, bottom


def license_text() -> str:
    """The licence as Debian's package has it, after the copyright and what was changed."""
    lines = DEBIAN_COPYRIGHT.read_text(encoding="utf-8").splitlines()
    start = lines.index("License: SIL-1.1", lines.index("License: SIL-1.1") + 1) + 1
    body = []
    for line in lines[start:]:
        if line and not line.startswith(" "):
            break
        body.append("" if line.strip() == "." else line[1:])
    return f"{COPYRIGHT}\n{NOTICE}\n\n" + "\n".join(body).strip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
