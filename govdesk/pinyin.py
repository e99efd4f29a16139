"""How 汉字 sound. pypinyin loads its tables when it is imported, which takes half a second: only for those who ask."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Literal


def syllables(words: str, *, strange: Literal["default", "ignore"] = "default", initials: bool = False) -> list[str]:
    """The syllables of `words` without tones: 请示 -> qing, shi; their first letters with `initials`: q, s.

    `strange`: characters of no known sound are left together as they are (default), or left out (ignore).
    """
    load_tables()
    from pypinyin import Style, lazy_pinyin

    style = Style.FIRST_LETTER if initials else Style.NORMAL
    spoken: list[str] = lazy_pinyin(words, style=style, errors=strange)
    return spoken


@cache
def load_tables() -> None:
    """Import pypinyin; also on another thread, ahead of the first question."""
    # pypinyin 0.55 opens its tables with codecs.open, which Python 3.14 deprecates. Only that, and only there.
    # Not catch_warnings: it would undo what another thread changes meanwhile.
    warnings.filterwarnings("ignore", r"codecs\.open", DeprecationWarning, module=r"pypinyin\.")
    import pypinyin  # noqa: F401
