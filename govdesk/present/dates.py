"""Dates as a clerk types them. No widgets."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

#: What a field says of a date that does not exist.
NO_SUCH_DAY = "没有这一天"
_FULL = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SHORT = re.compile(r"^(\d{1,2})[-/.月](\d{1,2})日?$")
_WEEKDAY = re.compile(r"[(（]?(?:周|星期)[一二三四五六日天][)）]?$")


def read_date(text: str, today: dt.date) -> dt.date | None:
    """2026-9-24, 2026/9/24, 2026.9.24, 20260924, 2026年9月24日, 9-24 and 9月24日 (of this year), a weekday after it or not.

    None for anything else, and for a day that does not exist. The weekday is not compared: the date is what counts.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = _WEEKDAY.sub("", plain)
    if match := _FULL.match(plain) or _PACKED.match(plain):
        parts = tuple(int(part) for part in match.groups())
    elif match := _SHORT.match(plain):
        parts = (today.year, *(int(part) for part in match.groups()))
    else:
        return None
    try:
        return dt.date(*parts)
    except ValueError:
        return None
