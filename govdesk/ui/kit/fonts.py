"""Which fonts the window speaks in: one choice for each kind of face, made once, from what is installed.

The stacks are design decisions, in order of preference; only families that the machine has are ever handed
to Qt, because a missing family makes it search the whole font database for a substitute.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QFontDatabase

from govdesk.paths import resource
from govdesk.ui.kit.icons import icon_family

log = logging.getLogger(__name__)

#: The serif that comes with the program, cut to the characters of GB 2312 and of the rules.
BUNDLED_SERIF = "GovDesk Song SC"

_SANS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
)
_SERIF = (
    BUNDLED_SERIF,
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "SimSun",
    "NSimSun",
    "Songti SC",
)
#: 仿宋 by the names it goes under; the first that is installed is used.
FANGSONG = (
    "FangSong",
    "仿宋",
    "仿宋_GB2312",
    "FangSong_GB2312",
    "CESI仿宋-GB2312",
    "方正仿宋_GBK",
    "STFangsong",
)
_HEITI = ("SimHei", "黑体", "CESI黑体-GB13000", "方正黑体_GBK", "Noto Sans CJK SC", "Source Han Sans SC", "Heiti SC")
_KAITI = ("KaiTi", "楷体", "楷体_GB2312", "CESI楷体-GB13000", "方正楷体_GBK", "LXGW WenKai", "Kaiti SC", "STKaiti")
_MONO = ("Consolas", "Cascadia Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Menlo")


class Faces(NamedTuple):
    """The families chosen, each a list for `QFont.setFamilies`: the choice first, a fallback for rare characters after.

    `missing` is True where no font with Chinese characters was found at all.
    """

    sans: tuple[str, ...]
    serif: tuple[str, ...]
    fangsong: tuple[str, ...]
    heiti: tuple[str, ...]
    kaiti: tuple[str, ...]
    mono: tuple[str, ...]
    missing: bool = False
    has_fangsong: bool = False  # a real 仿宋 is installed, so Aa may offer it


def choose_faces(installed: Collection[str], chinese: Collection[str] = ()) -> Faces:
    """The faces for a machine that has the families `installed`.

    `chinese` are families known to hold Chinese characters, looked at only where a whole stack finds nothing.
    """
    have = set(installed)

    def pick(*stacks: tuple[str, ...]) -> str:
        return next((name for stack in stacks for name in stack if name in have), "")

    stray = next(iter(sorted(chinese)), "")
    sans = pick(_SANS, _HEITI) or stray or pick(_SERIF)
    serif = pick(_SERIF) or sans
    fangsong = pick(FANGSONG)

    def families(first: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in (first, serif, sans) if name))

    return Faces(
        sans=tuple(dict.fromkeys(name for name in (sans, serif) if name)),
        serif=families(serif),
        fangsong=families(fangsong),
        heiti=families(pick(_HEITI) or sans),
        kaiti=families(pick(_KAITI)),
        mono=tuple(dict.fromkeys(name for name in (pick(_MONO), sans) if name)),
        missing=not sans,
        has_fangsong=bool(fangsong),
    )


def bundled_fonts() -> list[Path]:
    """The font files that come with the program; empty in a source tree that has none yet."""
    return sorted(resource("fonts").glob("*.[ot]tf"))


def resolve_faces() -> Faces:
    """Load the bundled fonts and choose the faces; needs a QGuiApplication. Logs what was chosen."""
    icon_family()
    for path in bundled_fonts():
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            log.warning("font file cannot be used: %s", path.name)
    installed = QFontDatabase.families()
    faces = choose_faces(installed)
    if faces.missing or faces.sans == faces.serif[:1]:
        # Costs a look into every font, so only where the known names are absent.
        faces = choose_faces(installed, QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    log.info("fonts: sans %s, serif %s, fangsong %s", faces.sans[:1], faces.serif[:1], faces.fangsong[:1])
    return faces
