"""Makes `resources/icons/GovDeskIcons.ttf`: the Phosphor icons that this program uses, and no others.

    python tools/make_icon_font.py

Qt reads every character of a font that a program brings along, and Phosphor has 5,282. Run it again after `GLYPHS` has
changed (`govdesk/ui/kit/icons.py`). The whole font comes with
QtAwesome, which the development lock names. The same package gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "icons" / "GovDeskIcons.ttf"
sys.path.insert(0, str(ROOT))

from govdesk.ui.kit.icons import FAMILY, GLYPHS  # noqa: E402

VERSION = "1.3.0"
NOTICE = "Phosphor Icons 1.3, cut to the icons in use and renamed for 政务案头 GovDesk by tools/make_icon_font.py."


def source() -> Path:
    """The folder of fonts in the installed QtAwesome."""
    spec = find_spec("qtawesome")
    assert spec is not None and spec.origin is not None, "QtAwesome comes with the development lock"
    return Path(spec.origin).parent / "fonts"


def main() -> int:
    """Writes the file; 1 where a name in `GLYPHS` is not Phosphor's, or has another character there."""
    names: dict[str, str] = json.loads((source() / f"phosphor-charmap-{VERSION}.json").read_bytes())
    wrong = [name for name, code in GLYPHS.items() if int(names.get(name, "0"), 16) != code]
    if wrong:
        print(f"not so in Phosphor {VERSION}: {', '.join(wrong)}", file=sys.stderr)
        return 1
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = [0, 9, 11, 13, 14]  # whose work it is, and its licence
    options.recalc_timestamp = False
    font = TTFont(source() / f"phosphor-{VERSION}.ttf", recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set(GLYPHS.values()))
    cutter.subset(font)
    for number, text in (
        (1, FAMILY),
        (2, "Regular"),
        (3, "GovDeskIcons;1.0"),
        (4, FAMILY),
        (5, "Version 1.0"),
        (10, NOTICE),
    ):
        font["name"].setName(text, number, 3, 1, 0x409)
    font["name"].setName("GovDeskIcons", 6, 3, 1, 0x409)
    font.save(TARGET)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1e3:.1f} kB, {len(GLYPHS)} icons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
