"""Dates as paper has them, one way of writing on every sheet: 2026年9月24日（周四）, in short 9月24日 (GB/T 9704-2012, 7.3.5.4)."""

from __future__ import annotations

import datetime as dt
import re

from govdesk.workdays import weekday_zh

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: ?(周[一二三四五六日]))?")
_SHORT = re.compile(r"(?<![\d-])(\d{2})-(\d{2})(?![\d-])(?: ?(周[一二三四五六日]))?")
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff）]) (?=[\u4e00-\u9fff])")
_SPACED = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=\d)")


def long_date(day: dt.date) -> str:
    """2026年9月24日（周四）."""
    return f"{day.year}年{day.month}月{day.day}日（{weekday_zh(day)}）"


def short_date(day: dt.date, printed: dt.date, *, weekday: bool = False) -> str:
    """9月24日, with the year where it is not that of the sheet."""
    year = f"{day.year}年" if day.year != printed.year else ""
    return f"{year}{day.month}月{day.day}日" + (f"（{weekday_zh(day)}）" if weekday else "")


def in_print(sentence: str) -> str:
    """A sentence of ours with its dates written out, and no space between a figure and its unit."""

    def whole(found: re.Match[str]) -> str:
        year, month, day, weekday = found.groups()
        return f"{year}年{int(month)}月{int(day)}日" + (f"（{weekday}）" if weekday else "")

    def short(found: re.Match[str]) -> str:
        month, day, weekday = found.groups()
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return found[0]
        return f"{int(month)}月{int(day)}日" + (f"（{weekday}）" if weekday else "")

    # A list of days goes on with bare figures: 11-21、22、28 → 11月21日、22日、28日.
    written = _SHORT.sub(short, _ISO.sub(whole, sentence))
    written = re.sub(r"(?<=日)((?:、\d{2})+)(?=[（；，、。]|$)", lambda m: re.sub(r"(\d{2})", _day, m[1]), written)
    return tight(_BETWEEN.sub("", written))


def _day(found: re.Match[str]) -> str:
    return f"{int(found[1])}日"


def tight(text: str) -> str:
    """`text` without spaces between figures and hanzi: 10 个工作日 → 10个工作日."""
    return _SPACED.sub("", text)
