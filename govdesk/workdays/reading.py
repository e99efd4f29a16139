"""Dates as a clerk types them, or pastes them from an official text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import msgspec

from govdesk.errors import UserError
from govdesk.workdays.numerals import arabic_dates, small_number

NO_SUCH_DAY = "没有这一天"
NOT_A_DATE = "看不懂这个日期"
WRITE_IT = "写成 2026-09-24 这样"

_SEPARATOR = r"(?:[-/.。·,、—–_]+)"
_FULL = re.compile(rf"(\d{{4}}|\d{{2}})(?:年|{_SEPARATOR})(\d{{1,2}})(?:月|{_SEPARATOR})(\d{{1,2}})[日号]?")
_PACKED = re.compile(r"(\d{4}|\d{2})(\d{2})(\d{2})")
_SHORT = re.compile(rf"(\d{{1,2}})(?:月|{_SEPARATOR})(\d{{1,2}})[日号]?|(\d{{2}})(\d{{2}})")
_DAY = re.compile(r"(?:本月|这个?月)?(\d{1,2})[日号]")
_SPACED = re.compile(r"(?<=\d)\s+(?=\d)")
_WEEKDAY = re.compile(r"\(?(?:周|星期|礼拜)[一二三四五六日天]\)?$")
_IN_WEEK = re.compile(r"(本|这个?|上上个?|上个?|下下个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天])")
_AWAY = re.compile(r"([一二三四五六七八九十两\d]{1,3})[天日](?:以|之)?([前后])")
_WORDS = {"今天": 0, "今日": 0, "当天": 0, "明天": 1, "明日": 1, "昨天": -1, "昨日": -1, "后天": 2, "前天": -2}
_WORDS |= {"大后天": 3, "大前天": -3}
_YEARS = {"今年": 0, "本年": 0, "明年": 1, "去年": -1}


class TypedDate(msgspec.Struct, frozen=True):
    """What was read: a day, or None and why: NO_SUCH_DAY for a date that no calendar has, NOT_A_DATE for all else."""

    day: dt.date | None
    fault: str = ""


def read_date(text: str, today: dt.date) -> dt.date | None:
    """The day, or None; see `read_typed`."""
    return read_typed(text, today).day


def read_typed(text: str, today: dt.date) -> TypedDate:
    """The day that `text` names, seen from `today`.

    2026-9-24, 2026/9/24, 2026.9.24, 2026。9。24, 26.9.24, 20260924, 260924, 2026年9月24日, 二〇二六年九月二十四日, with a
    weekday after it or not (it is not compared: the date is what counts); 9-24, 9.24, 9月24日, 0924 and 24日 of the
    nearest year or month; 明年1月5日; 今天, 明天, 昨天, 后天, 前天, 3天后, 周五, 下周一, 上周五.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"\s", "", _SPACED.sub("-", plain))
    plain = arabic_dates(plain)
    plain = _this_year(plain, today)
    for read in (_read_words, _read_numbers):
        found = read(plain, today)
        if found is not None:
            return found
    return TypedDate(None, NOT_A_DATE)


def parse_typed(text: str, today: dt.date, label: str = "日期") -> dt.date:
    """As `read_date`; raises UserError that says what is wrong with the text."""
    read = read_typed(text, today)
    if read.day is None:
        raise UserError(f"{label}“{text}”：{read.fault}", safe="已填的内容都在", todo=f"{WRITE_IT}的日期")
    return read.day


def _this_year(plain: str, today: dt.date) -> str:
    for word, years in _YEARS.items():
        if plain.startswith(word):
            return f"{today.year + years}年{plain.removeprefix(word)}"
    return plain


def _read_words(plain: str, today: dt.date) -> TypedDate | None:
    days: int | None = None
    if plain in _WORDS:
        days = _WORDS[plain]
    elif match := _IN_WEEK.fullmatch(plain):
        which = match[1] or ""
        weeks = which.count("下") - which.count("上")
        weekday = "一二三四五六日".index(match[2].replace("天", "日"))
        days = weeks * 7 + weekday - today.weekday()
    elif match := _AWAY.fullmatch(plain):
        number = 2 if match[1] == "两" else small_number(match[1])
        if number is not None:
            days = number if match[2] == "后" else -number
    return None if days is None else TypedDate(today + dt.timedelta(days))


def _read_numbers(plain: str, today: dt.date) -> TypedDate | None:
    plain = _WEEKDAY.sub("", plain)
    if match := _FULL.fullmatch(plain) or _PACKED.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups())
        wanted = [(year if len(match[1]) == 4 else 2000 + year, month, day)]
    elif match := _SHORT.fullmatch(plain):
        month, day = (int(part) for part in match.groups() if part is not None)
        wanted = [(today.year + years, month, day) for years in (-1, 0, 1)]
    elif match := _DAY.fullmatch(plain):
        months = [today.year * 12 + today.month - 1 + number for number in (-1, 0, 1)]
        wanted = [(month // 12, month % 12 + 1, int(match[1])) for month in months]
    else:
        return None
    real = [found for found in (_real(*parts) for parts in wanted) if found is not None]
    if not real:
        return TypedDate(None, NO_SUCH_DAY)
    return TypedDate(min(real, key=lambda found: abs(found - today)))


def _real(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
