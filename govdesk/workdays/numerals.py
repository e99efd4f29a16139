"""Chinese numerals in dates, made Arabic: 二〇二六年十一月四日 is 2026年11月4日."""

from __future__ import annotations

import re

from govdesk.typed import read_number

_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0"}
#: 大写 as on cheques; 贰零贰陆年玖月贰拾肆日 is rare, and plain.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_YEAR = re.compile(r"([〇零○O一二三四五六七八九]{4})年|([〇零○O一二三四五六七八九]{2})年(?=[一二三四五六七八九十\d])")
# 初五 and 周日 are no numbers of a day; 十日内 and 三月份 are read alike, and mean what they say.
_COUNT = re.compile(
    r"(?<![初周期拜第〇零一二三四五六七八九十廿\d])([零〇○O]?[一二三四五六七八九十廿]{1,3})(?=[月日号])"
)


def arabic_dates(text: str) -> str:
    """`text` with the Chinese numerals before 年, 月, 日 and 号 in Arabic digits; everything else stays."""
    text = text.translate(_FORMAL)
    text = _YEAR.sub(lambda found: "".join(_DIGITS[sign] for sign in found[1] or found[2]) + "年", text)
    return _COUNT.sub(lambda found: str(small_number(found[1]) or found[1]), text)


def small_number(text: str) -> int | None:
    """1 to 99 in Chinese or Arabic digits; None for anything else."""
    if text.isascii() and text.isdigit():
        return read_number(text, 99) or None
    found = re.fullmatch(r"[零〇○O]?(?:([一二三四五六七八九]?)十|(廿))?([一二三四五六七八九])?", text)
    if found is None or not text.lstrip("零〇○O"):
        return None
    tens = 2 if found[2] else int(_DIGITS[found[1]]) if found[1] else int("十" in text)
    return tens * 10 + int(_DIGITS[found[3]] if found[3] else 0)
