"""Writes resources/traditional.txt: which simplified character a traditional one is.

    python tools/make_traditional.py Unihan_Variants.txt > resources/traditional.txt

The file is one of Unicode's Unihan database. A character that simplified texts use too (GB 2312 has it: 著, 乾) stays what it
is, but for a few that these texts write only by mistake.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

#: GB 2312 has the first three, and Unihan knows the others as variants of variants only.
_BY_HAND = {
    "後": "后",
    "於": "于",
    "麽": "么",
    "爲": "为",
    "衆": "众",
    "裏": "里",
    "啓": "启",
    "証": "证",
    "羣": "群",
    "峯": "峰",
}
_SIMPLIFIED = re.compile(r"^U\+([0-9A-F]+)\tkSimplifiedVariant\t(.+)$", re.M)
_HEAD = """\
# 繁体字对简体字，一对一个，供检索用；由 tools/make_traditional.py 从 Unicode 的 Unihan 数据库（kSimplifiedVariant）写成。
# Unihan data: Copyright 1991-2022 Unicode, Inc., used under the Unicode License, https://www.unicode.org/license.txt
"""
_IN_A_LINE = 40


def _is_common(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeError:
        return False


def main(path: Path) -> None:
    """Read the database's file, write ours to standard output."""
    found = {}
    for code, variants in _SIMPLIFIED.findall(path.read_text("utf-8")):
        character = chr(int(code, 16))
        simple = [chr(int(variant.split("<")[0][2:], 16)) for variant in variants.split()]
        simple = [one for one in simple if one != character and _is_common(one)]
        if simple and not _is_common(character):
            found[character] = simple[0]
    pairs = [traditional + simple for traditional, simple in sorted((found | _BY_HAND).items())]
    lines = (" ".join(pairs[first : first + _IN_A_LINE]) for first in range(0, len(pairs), _IN_A_LINE))
    sys.stdout.write(_HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
