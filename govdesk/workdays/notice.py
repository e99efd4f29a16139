"""Reads the State Council's holiday notice (放假安排通知) as it is pasted, into a year file.

    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。

Width of letters, spaces and line breaks make no difference. The notice checks itself: the number of days and
every day of the week that it states must fit the dates, and no sentence with a date may be left unread, but
for those that arrange nothing (鼓励…休息, 为法定节假日). What does not fit is a problem, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from govdesk.errors import Problem
from govdesk.workdays.dates import weekday_zh
from govdesk.workdays.yearfile import LONGEST_HOLIDAY, Notice, Off, Work, YearFile, check_year

NOTICE = "通知"
_FESTIVALS = {
    "元旦": "元旦",
    "春节": "春节",
    "清明": "清明节",
    "劳动": "劳动节",
    "五一": "劳动节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
}
_NAME = r"[“\"']?(?:元旦|春节|清明|(?:国际)?劳动|五一|端午|中秋|国庆)[”\"']?(?:国际劳动)?节?"
_DATE = r"(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
#: 一、国庆节、中秋节： — a colon, or the date at once.
_HEADING = re.compile(
    rf"(?:[一二三四五六七八九十]+、|\d{{1,2}}[.、](?!\d)|\([一二三四五六七八九十]+\))?(?:\d{{4}}年)?"
    rf"({_NAME}(?:[、和与及]{_NAME})*)(?:放假)?(?::|(?=(?:\d{{4}}年)?\d{{1,2}}月\d))"
)
_OFF = re.compile(
    rf"({_DATE})(?:(?:至|到|[-—–―~])+({_DATE}))?(?:放假调休|放假|调休)(?:[,、]?共?([\d一二三四五六七八九十]+)天)?"
)
_REST = re.compile(rf"({_DATE}(?:[、,和及]?{_DATE})*)补休")
_WORK = re.compile(rf"({_DATE}(?:[、,和及]?{_DATE})*)(?:照常|正常|均)?上班")
_DAY = re.compile(r"(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_SAYS_NOTHING = re.compile(r"鼓励|法定节?假日|公休|节假日期间|值班|国务院办公厅|通知如下")

_TITLE = re.compile(r"国务院办公厅关于(?:调整)?\d{4}年[^,。:《》]{2,30}?的通知")
_NUMBER = re.compile(r"(国办发(?:明电)?)[\[\(〔【]?(\d{4})[\]\)〕】]?(?:第)?(\d{1,3})号")
_SIGNED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"(\d{4})年(?=部分节假日|元旦|春节|清明|劳动|端午|中秋|国庆|节假日|放假)")


class NoticeDraft(msgspec.Struct, frozen=True):
    """What a notice arranges, read and not yet stored. `remarks` are its sentences that arrange nothing."""

    year: int
    title: str
    number: str
    issued: date | None
    off: tuple[Off, ...]
    work: tuple[Work, ...]
    remarks: tuple[str, ...] = ()
    corrects: bool = False  # the notice changes single days of a year that is known already

    def year_file(self) -> YearFile | None:
        """The year file, or None while title, number or date of the notice are missing."""
        if not (self.title and self.number and self.issued):
            return None
        return YearFile(self.year, self.corrects, Notice(self.title, self.number, self.issued), self.off, self.work)


def read_notice(
    text: str,
    year: int | None = None,
    *,
    title: str = "",
    number: str = "",
    issued: date | None = None,
    corrects: bool = False,
) -> tuple[NoticeDraft | None, list[Problem]]:
    """Read a pasted notice; gives what it arranges, and every doubt about it.

    `year`, `title`, `number` (文号) and `issued` (成文日期) stand in where the pasted text does not say them.
    `corrects`: the notice changes days of a year that is known already, and need not name all festivals.
    The draft is None where not even the year can be told. Store it only when there is no problem.
    """
    flat = _flat(text)
    said = {int(found) for found in _YEAR.findall(flat)}
    problems: list[Problem] = []
    if year is None:
        if len(said) != 1:
            what = "看不出是哪一年的安排" if not said else f"写了不止一年：{'、'.join(map(str, sorted(said)))}"
            return None, [Problem(NOTICE, "", what, "把标题一起贴上，或另外写明年份")]
        (year,) = said
    elif said and year not in said:
        problems.append(Problem(NOTICE, "", f"说的是 {sorted(said)[0]} 年，不是 {year} 年", "核对年份"))
    found_title, found_number = _TITLE.search(flat), _NUMBER.search(flat)
    draft = NoticeDraft(
        year,
        title or (found_title[0] if found_title else ""),
        number or (f"{found_number[1]}〔{found_number[2]}〕{found_number[3]}号" if found_number else ""),
        issued or _signed(flat, year),
        (),
        (),
        corrects=corrects,
    )
    for value, what in ((draft.title, "标题"), (draft.number, "文号"), (draft.issued, "成文日期")):
        if not value:
            problems.append(Problem(NOTICE, "", f"没有找到通知的{what}", f"把通知的{what}一起贴上，或另外写明"))
    off, work, remarks = [], [], []
    bodies = list(_items(flat))
    if not bodies:
        problems.append(Problem(NOTICE, "", "没有找到放假安排", "贴上“一、元旦：……”起的各项"))
    for name, body in bodies:
        item = _Item(name, body, year)
        off += item.off
        work += item.work
        remarks += item.remarks
        problems += item.problems
    draft = msgspec.structs.replace(draft, off=tuple(off), work=tuple(work), remarks=tuple(remarks))
    if not problems:
        file = draft.year_file()
        assert file is not None
        problems += check_year(file, may_correct=corrects)
    return draft, problems


class _Item:
    """One item of the notice, read: 一、元旦：…"""

    def __init__(self, name: str, body: str, year: int) -> None:
        self.name = name
        self.off: list[Off] = []
        self.work: list[Work] = []
        self.remarks: list[str] = []
        self.problems: list[Problem] = []
        self._year = year
        self._last: date | None = None  # 1月4日、8日: the month is said once
        for sentence in re.split(r"[。;]", body):
            if _SAYS_NOTHING.search(sentence):
                if "鼓励" in sentence:
                    self.remarks.append(sentence)
            elif sentence:
                self._read(sentence)
        if not self.off and not self.work and not self.problems:
            self._doubt("没有看到哪天放假", "核对这一项")

    def _read(self, sentence: str) -> None:
        self._last = None
        rest = _OFF.sub(self._read_off, sentence)
        for match in _REST.finditer(rest):
            for day in self._days(match[1]):
                self._add_off(day, day)
        rest = _WORK.sub(self._read_work, _REST.sub("", rest))
        if "与周末连休" in rest and self.off:
            self._join_weekend()
        if re.search(r"\d+日|\d+月", rest):
            self._doubt(f"这一句没有看懂：“{sentence}”", "照通知原文贴，或按说明手写年份文件")

    def _read_off(self, match: re.Match[str]) -> str:
        days = self._days(match[1] + (match[2] or ""))
        if days:
            first, last = days[0], days[-1]
            length = (last - first).days + 1
            if not 1 <= length <= LONGEST_HOLIDAY:
                self._doubt(f"{first} 至 {last} 的起止不对", "核对月份和日子")
            else:
                said = _number(match[3]) if match[3] else length
                if said != length:
                    self._doubt(f"写的是共 {said} 天，{first} 至 {last} 是 {length} 天", "核对起止日期")
                self._add_off(first, last)
        return ""

    def _read_work(self, match: re.Match[str]) -> str:
        self.work += [Work(day, self.name) for day in self._days(match[1])]
        return ""

    def _days(self, text: str) -> list[date]:
        found = []
        for year, month, day, beside in _DAY.findall(text):
            if not month and self._last is None:
                self._doubt(f"“{text}”没有写月份", "核对原文")
                continue
            number = int(month) if month else self._month()
            if year:
                in_year = int(year)
            elif number == 12 and self.name.startswith("元旦"):
                in_year = self._year - 1  # 元旦 reaches back, and never forward to the next one
            else:
                in_year = self._year
            try:
                self._last = date(in_year, number, int(day))
            except ValueError:
                self._doubt(f"没有 {in_year} 年 {number} 月 {day} 日这一天", "核对原文")
                continue
            weekday = _WEEKDAY.search(beside)
            if weekday and weekday[1].replace("天", "日") != weekday_zh(self._last)[1]:
                self._doubt(f"{self._last} 是{weekday_zh(self._last)}，通知里写的是周{weekday[1]}", "核对日期和年份")
            found.append(self._last)
        return found

    def _month(self) -> int:
        assert self._last is not None
        return self._last.month

    def _add_off(self, first: date, last: date) -> None:
        """A run of days; one that follows on the last one is made one with it (补休)."""
        if self.off and self.off[-1].last + timedelta(1) == first:
            first = self.off.pop().first
        self.off.append(Off(first, last, self.name))

    def _join_weekend(self) -> None:
        first, last = self.off[-1].first, self.off[-1].last
        while (first - timedelta(1)).weekday() >= 5:
            first -= timedelta(1)
        while (last + timedelta(1)).weekday() >= 5:
            last += timedelta(1)
        self.off[-1] = Off(first, last, self.name)

    def _doubt(self, problem: str, hint: str) -> None:
        self.problems.append(Problem(NOTICE, self.name, problem, hint))


def _items(flat: str) -> Iterator[tuple[str, str]]:
    """Each item's festivals, by their official names, and its text."""
    headings = list(_HEADING.finditer(flat))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        names = [_FESTIVALS[name] for name in re.findall("|".join(_FESTIVALS), heading[1])]
        end = following.start() if following else len(flat)
        yield "、".join(dict.fromkeys(names)), flat[heading.end() : end]


def _flat(text: str) -> str:
    """The text in half-width letters without any white space or invisible signs."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if not sign.isspace() and unicodedata.category(sign) != "Cf")


def _signed(flat: str, year: int) -> date | None:
    """The notice's date: the last full date of the text that stands behind all items, not after the year begins."""
    for found in reversed(list(_SIGNED.finditer(flat))):
        before, after = flat[: found.start()], flat[found.end() : found.end() + 8]
        if after.startswith(("至", "到", "(", "放假", "上班", "-", "—")) and not after.startswith("(此件"):
            continue
        if not before.endswith(("国务院办公厅", "日期:", "时间:", "。", "人民政府")):
            continue
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        if day.year <= year:
            return day
    return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else "零一二三四五六七八九十".index(text[-1]) + (10 if len(text) > 1 else 0)
