"""Reads one official holiday arrangement from `calendars/YYYY.toml`, strictly; or a later change from `YYYY-1.toml`.

A person types such a file from the State Council's yearly notice, and deadlines rest on it: every
doubt is a problem, and all problems of a file are reported at once. The format is described for
clerks in `rules/calendars/README.md`.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from govdesk.errors import Problem
from govdesk.files import read_regular
from govdesk.strict import toml_fault, unforeseen
from govdesk.workdays.dates import weekday_zh

#: 2027, or 2027-1 for a change of that year that was announced later.
STEM = re.compile(r"(\d{4})(?:-([1-9]\d?))?", re.ASCII)
LONGEST_HOLIDAY = 16  # days; the longest arrangement since 2004 had 10, a longer one is a slip of the pen
_FESTIVALS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")
_SINCE_2008 = ("清明", "端午", "中秋")
_FIXED = (((1, 1), "元旦"), ((5, 1), "劳动节"), ((10, 1), "国庆节"))


T = TypeVar("T", bound=msgspec.Struct)


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The notice that announced the arrangement."""

    title: str
    number: str  # 文号
    date: date

    @property
    def citation(self) -> str:
        """《title》（文号）."""
        return f"《{self.title.strip().strip('《》')}》（{self.number.strip()}）"


class Off(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """A run of days off, both ends included."""

    first: date
    last: date
    name: str

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]


class Work(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day that is worked to make up for a holiday (调休上班)."""

    date: date
    name: str


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of a year file outside its lists."""

    year: int
    corrects: bool = False  # may it overrule a year that the built-in table covers?


class YearFile(msgspec.Struct, frozen=True):
    """A year's arrangement, checked."""

    year: int
    corrects: bool
    source: Notice
    off: tuple[Off, ...]
    work: tuple[Work, ...]


def read_year(path: Path, *, may_correct: bool, stem: str = "") -> tuple[YearFile | None, list[Problem]]:
    """Reads the file; gives the arrangement, or None with every problem found.

    `may_correct` says whether the built-in table covers the year that the file is named after, so
    that the file may list a few changed days alone. `stem` stands in for the file's own name.
    """
    file = f"{path.parent.name}/{path.name}"
    try:
        return _read_year(path, _Problems(file), may_correct=may_correct, stem=stem)
    except Exception as error:
        return None, [unforeseen(file, error)]


def _read_year(
    path: Path, problems: _Problems, *, may_correct: bool, stem: str
) -> tuple[YearFile | None, list[Problem]]:
    raw = _parse(path, problems)
    if raw is None:
        return None, problems.found
    known = {"source", "off", "work"}
    header = _table({k: v for k, v in raw.items() if k not in known}, Header, "", problems, also=known)
    source = _table(raw.get("source"), Notice, "source", problems)
    offs = _tables(raw.get("off", []), Off, "off", problems)
    works = _tables(raw.get("work", []), Work, "work", problems)
    if header is None or source is None or problems.found:
        return None, problems.found
    year = YearFile(header.year, header.corrects, source, tuple(offs), tuple(works))
    _check(year, stem or path.stem, problems, changes_only=header.corrects and may_correct)
    return (None if problems.found else year), problems.found


def check_year(file: YearFile, *, may_correct: bool) -> list[Problem]:
    """What the notice's own logic says against an arrangement that does not come from a file."""
    problems = _Problems(f"{file.year}.toml")
    _check(file, str(file.year), problems, changes_only=file.corrects and may_correct)
    return problems.found


class _Problems:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def add(self, where: str, problem: str, hint: str = "") -> None:
        self.found.append(Problem(self.file, where, problem, hint))


def _parse(path: Path, problems: _Problems) -> dict[str, Any] | None:
    try:
        # utf-8-sig: 记事本 puts a byte order mark before the text.
        return tomllib.loads(read_regular(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        problems.add("", "文字编码不是 UTF-8", "在记事本中另存为，编码选 UTF-8")
    except OSError:
        problems.add("", "文件读不出", "看是不是文件、有没有被占用、有没有读取权限")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"第 {line[1]} 行" if line else "文件末尾"
        if "date" in str(error):  # such as 2027-02-30
            problems.add(where, "没有这一天", "查对月份和日子")
        else:
            fault = "；".join(
                part for part in (toml_fault(str(error)), "对照 calendars 文件夹里的 README.md 改") if part
            )
            problems.add(where, "不合 TOML 写法", fault)
    return None


def _tables(raw: Any, kind: type[T], where: str, problems: _Problems) -> list[T]:
    if not isinstance(raw, list):
        problems.add(where, "应为若干条", f"每条以 [[{where}]] 开头，两层方括号")
        return []
    read = [_table(entry, kind, f"{where}[{n}]", problems) for n, entry in enumerate(raw, 1)]
    return [entry for entry in read if entry is not None]


def _table(raw: Any, kind: type[T], where: str, problems: _Problems, *, also: Collection[str] = ()) -> T | None:
    """Converts one table key by key, so that one fault does not hide the next."""
    if not isinstance(raw, dict):
        problems.add(where, "没有写" if raw is None else "应为一组键值", f"加一段 [{where}]")
        return None
    before = len(problems.found)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in sorted(raw.keys() - fields.keys()):
        near = difflib.get_close_matches(key, [*fields, *also], n=1)
        hint = f"是不是 {near[0]}？" if near else "可用的有：" + "、".join([*fields, *sorted(also)])
        problems.add(_join(where, key), "不认识这个键", hint)
    for name, field in fields.items():
        if name not in raw:
            if field.required:
                problems.add(_join(where, name), "没有写", _expected(field.type))
            continue
        try:
            value = msgspec.convert(raw[name], field.type)
        except msgspec.ValidationError:
            problems.add(_join(where, name), "写法不对", _expected(field.type))
            continue
        if isinstance(value, str) and not value.strip():
            problems.add(_join(where, name), "是空的", _expected(field.type))
    return msgspec.convert(raw, kind) if len(problems.found) == before else None


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _expected(kind: Any) -> str:
    if kind is date:
        return "应为日期，写成 年-月-日，月和日各两位，不加引号"
    if kind is int:
        return "应为整数，不加引号"
    return "应为 true 或 false" if kind is bool else "应为文字，加英文引号"


def _check(file: YearFile, stem: str, problems: _Problems, *, changes_only: bool) -> None:
    """What the notice's own logic demands of a file whose every key reads well."""
    named = STEM.fullmatch(stem)
    if named and named[2] and not file.corrects:
        problems.add("corrects", "没有写 corrects = true", f"全年的安排，文件名用 {file.year}.toml")
    if (named[1] if named else stem) != str(file.year):
        problems.add("year", f"文件名是 {stem}，里面写的是 {file.year}", "文件名用年份，如 year 所写")
    off: dict[date, int] = {}
    for n, entry in enumerate(file.off, 1):
        where = f"off[{n}]"
        length = (entry.last - entry.first).days + 1
        if length < 1:
            problems.add(where, f"止日 {entry.last} 早于起日 {entry.first}", "看 from 和 to 是否写反")
            continue
        if length > LONGEST_HOLIDAY:
            problems.add(where, f"连放 {length} 天，太长", "看月份和日子是否写错")
            continue
        for day in entry.days:
            _check_year(day, file.year, where, problems)
            if day in off:
                problems.add(where, f"{day} 与 off[{off[day]}] 重复", "同一天只写一次")
            off[day] = n
    worked: dict[date, int] = {}
    for n, work in enumerate(file.work, 1):
        where = f"work[{n}].date"
        _check_year(work.date, file.year, where, problems)
        if work.date in off:
            problems.add(where, f"{work.date} 又放假又上班，与 off[{off[work.date]}] 矛盾", "查对通知")
        if work.date in worked:
            problems.add(where, f"{work.date} 与 work[{worked[work.date]}] 重复", "同一天只写一次")
        if work.date.weekday() < 5 and not changes_only:
            problems.add(where, f"{work.date} 是{weekday_zh(work.date)}，本来就上班", "调休上班日应是周六或周日")
        worked[work.date] = n
    if not changes_only:
        _check_complete(file, off.keys(), problems)
    elif not file.off and not file.work:
        problems.add("", "没有写任何一天", "用 [[off]] 写放假，用 [[work]] 写上班")


def _check_year(day: date, year: int, where: str, problems: _Problems) -> None:
    """A notice speaks of its own year, and for 元旦 of the December before."""
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        problems.add(where, f"{day} 不在 {year} 年，也不在上一年 12 月", "看年份是否写错")


def _check_complete(file: YearFile, off: Collection[date], problems: _Problems) -> None:
    """A half-typed file would make wrong dates look official: all seven festivals must be there."""
    names = "、".join(entry.name for entry in file.off)
    missing = [
        festival
        for festival in _FESTIVALS
        if festival not in names and (file.year >= 2008 or festival not in _SINCE_2008)
    ]
    if missing:
        problems.add("off", f"没有写{'、'.join(missing)}", "把通知里的七个节日都写上")
    for (month, day), name in _FIXED:
        if name[:2] in names and date(file.year, month, day) not in off:
            problems.add("off", f"{month} 月 {day} 日没有放假", f"{name}当天应在放假之内")
