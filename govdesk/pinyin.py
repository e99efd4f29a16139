"""How 汉字 sound. pypinyin loads its tables when it is imported, which takes half a second: only for those who ask."""

from __future__ import annotations

import warnings
from functools import cache
from itertools import product
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


def ways_to_say(words: str) -> list[tuple[str, ...]]:
    """The syllables of `words` in every way their characters are said where the phrase tables lack them: 多长, duo zhang and duo chang."""
    load_tables()
    from pypinyin import Style, pinyin

    return list(product(*pinyin(words, style=Style.NORMAL, heteronym=True)))


@cache
def load_tables() -> None:
    """Import pypinyin; also on another thread, ahead of the first question."""
    # pypinyin 0.55 opens its tables with codecs.open, which Python 3.14 deprecates. Only that, and only there.
    # Not catch_warnings: it would undo what another thread changes meanwhile.
    warnings.filterwarnings("ignore", r"codecs\.open", DeprecationWarning, module=r"pypinyin\.")
    import pypinyin  # noqa: F401
