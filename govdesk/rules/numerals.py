"""Chinese numerals of legal texts, both ways: 五十八 <-> 58.

Reads 零 〇 ○ and 廿 卅 as texts have them, full-width and ordinary digits; writes the form that
article numbers take (GB/T 15835-2011, 汉字数字): 十一, 一百零五, 一千二百六十.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}

#: Characters that may stand in a Chinese numeral, for building patterns.
NUMERAL_CHARACTERS = "零〇○一二两三四五六七八九十廿卅百千"


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> int | None:
    """The value of a numeral in Chinese or Arabic digits, 0–9999, or None when it is not one."""
    text = unicodedata.normalize("NFKC", text)
    if len(text) > 1 and all(char in _DIGITS for char in text):  # 二〇一三
        text = "".join(str(_DIGITS[char]) for char in text)
    if text.isascii() and text.isdecimal():
        return int(text) if len(text) <= 4 else None
    if not text or any(char not in NUMERAL_CHARACTERS for char in text):
        return None
    if re.search(r"[百千][一二三四五六七八九]$", text):
        return None  # 一百五 is spoken for 150, and is nobody's article number
    total, pending, last_unit = 0, None, 10_000
    for char in text:
        if char in _DIGITS:
            if pending not in (None, 0):
                return None
            pending = _DIGITS[char]
        elif char in _TENS:
            if pending is not None or last_unit <= 10:
                return None
            total, last_unit = total + _TENS[char], 10
        else:
            unit = _UNITS[char]
            if unit >= last_unit or (pending is None and unit != 10):
                return None
            total, pending, last_unit = total + (1 if pending in (None, 0) else pending) * unit, None, unit
    return total + (pending or 0)


def write_numeral(value: int) -> str:
    """`value` (1–9999) as an article number has it: 58 -> 五十八, 105 -> 一百零五. Raises ValueError."""
    if not 1 <= value <= 9999:
        raise ValueError(f"no article number: {value}")
    digits = "零一二三四五六七八九"
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            written += ("零" if gap else "") + digits[digit] + name
            gap = False
        elif written:
            gap = True
    return written[1:] if written.startswith("一十") else written
