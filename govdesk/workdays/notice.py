"""Reads the State Council's holiday notice (放假安排通知) as it is pasted, into a year file.

    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。

Width of letters, spaces, line breaks and Chinese numerals make no difference. The notice checks itself: the number of
days and every day of the week that it states must fit the dates, and no sentence with a date is left unread: it is
arranged, or told as a remark that arranges nothing (鼓励…休息), or it is a problem. Never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from govdesk.errors import Problem
from govdesk.workdays.notice_item import FESTIVALS, NOTICE, Item
from govdesk.workdays.numerals import arabic_dates
from govdesk.workdays.yearfile import Notice, Off, Work, YearFile, check_year

if TYPE_CHECKING:
    from govdesk.workdays.calendar import OfficialCalendar

#: Years that a notice can be of; a slip of the pen is told before anything is counted.
FIRST_YEAR, LAST_YEAR = 2000, 2199

_NAME = r"[“\"']?(?:元旦|新年|春节|清明|(?:国际)?劳动|五一|端午|中秋|国庆)[”\"']?(?:国际劳动)?节?"
_NUMBERED = r"(?:[一二三四五六七八九十]+、|\d{1,2}[.、](?!\d)|\([一二三四五六七八九十]+\))"
#: 一、国庆节、中秋节： — a colon, or the date at once, where a sentence begins.
_HEADING = re.compile(
    rf"(?:{_NUMBERED}(?:\d{{4}}年)?({_NAME}(?:[、和与及]{_NAME})*)(?:放假)?(?::|(?=(?:\d{{4}}年)?\d{{1,2}}月\d))"
    rf"|(?<![\w,、])(?:\d{{4}}年)?({_NAME}(?:[、和与及]{_NAME})*)(?:放假)?(?::|(?=(?:\d{{4}}年)?\d{{1,2}}月\d))"
    rf"|({_NAME}(?:[、和与及]{_NAME})*)(?:放假)?:"
    # A numbered paragraph that names no festival: 二、各地区、各部门要……
    rf"|(?<=[。;:]){_NUMBERED})"
)
_TITLE = re.compile(r"国务院(?:办公厅)?关于(?:(?!国务院)[^。:;《》\d]|\d{4}年|\d+周年){2,60}?的(?:补充)?通知")
_ABOUT_HOLIDAYS = re.compile(r"放假|假期|节假日|调休|休假|纪念日")
_NUMBER = re.compile(r"(国办?发(?:明电)?|国办函|国函)[\[\(〔【]?(\d{4})[\]\)〕】]?(?:第)?(\d{1,3})号")
_YEAR = re.compile(r"(\d{4})年(?=部分节假日|元旦|新年|春节|清明|劳动|五一|端午|中秋|国庆|节假日|放假)")
_FULL_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
#: What stands before the notice's own date, and before dates that a web page adds.
_SIGNATURE = ("国务院办公厅", "国务院", "。", "人民政府", "成文日期:", "日期:", "时间:", "印发")
_PAGE_DATE = re.compile(
    r"(?:成文|发布|印发|公布|发文|更新|生成)(?:日期|时间):?\d{4}(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2})"
    r"(?:\d{1,2}:\d{2}(?::\d{2})?)?"
)


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

    @property
    def of_one_holiday(self) -> bool:
        """Whether the title speaks of a single holiday (调整、延长、纪念日), and so of a change, not of a whole year."""
        return bool(_name_in(self.title))

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
    known: OfficialCalendar | None = None,
) -> tuple[NoticeDraft | None, list[Problem]]:
    """Read a pasted notice; gives what it arranges, and every doubt about it.

    `year`, `title`, `number` (文号) and `issued` (成文日期) stand in where the pasted text does not say them.
    `corrects`: the notice changes days of a year that is known already, and need not name all festivals. `known` is the
    calendar as it stands: an extension (延长假期至…) begins where the festival ended so far.
    The draft is None where not even the year can be told. Store it only when there is no problem.
    """
    flat = _flat(text)
    said = {int(found) for found in _YEAR.findall(flat)} or _years_of_dates(flat)
    problems: list[Problem] = []
    if year is None:
        if len(said) != 1:
            what = "看不出是哪一年的安排" if not said else f"写了不止一年：{'、'.join(map(str, sorted(said)))}"
            return None, [Problem(NOTICE, "", what, "把标题一起贴上，或另外写明年份")]
        (year,) = said
    elif said and year not in said:
        problems.append(Problem(NOTICE, "", f"说的是 {min(said)} 年，不是 {year} 年", "核对年份"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, [Problem(NOTICE, "", f"没有 {year} 年的放假安排", "核对年份")]
    found_title, found_number = _title(flat, year), _NUMBER.search(flat)
    signed = _signed(flat, year)
    draft = NoticeDraft(
        year,
        title or found_title,
        number or (f"{found_number[1]}〔{found_number[2]}〕{found_number[3]}号" if found_number else ""),
        issued or (signed[0] if signed else None),
        (),
        (),
        corrects=corrects,
    )
    for value, what in ((draft.title, "标题"), (draft.number, "文号"), (draft.issued, "成文日期")):
        if not value:
            problems.append(Problem(NOTICE, "", f"没有找到通知的{what}", f"把通知的{what}一起贴上，或另外写明"))
    off, work, remarks = [], [], []
    days_off = known.off if known is not None else None
    for name, body, heading in _items(_without_its_own_dates(flat, signed), _name_in(draft.title)):
        item = Item(name, body, year, days_off, heading=heading)
        off += item.off
        work += item.work
        remarks += item.remarks
        problems += item.problems
    if not off and not work and not any("这一" in problem.problem for problem in problems):
        problems.append(Problem(NOTICE, "", "没有找到放假安排", "贴上“一、元旦：……”起的各项"))
    draft = msgspec.structs.replace(draft, off=tuple(off), work=tuple(work), remarks=tuple(remarks))
    if not problems:
        file = draft.year_file()
        assert file is not None
        problems += check_year(file, may_correct=corrects)
    return draft, problems


def _items(flat: str, title_name: str) -> Iterator[tuple[str, str, bool]]:
    """Each part's festivals, by their official names, its text, and whether it is an item with a heading.

    What no heading names is of the festival in the title, where there is one: 关于调整劳动节假期安排的通知.
    """
    flat, _, behind = flat.partition(_END)
    headings = list(_HEADING.finditer(flat))
    ends = [heading.start() for heading in headings] + [len(flat)]
    yield title_name, flat[: ends[0]], False
    for heading, end in zip(headings, ends[1:], strict=True):
        named = heading[1] or heading[2] or heading[3] or ""
        yield _official(named) or title_name, flat[heading.end() : end], bool(named)
    yield title_name, behind, False


def _official(text: str) -> str:
    """The festivals that a text names, by their official names and joined with 、."""
    names = [FESTIVALS[name] for name in re.findall("|".join(FESTIVALS), text)]
    return "、".join(dict.fromkeys(names))


def _name_in(title: str) -> str:
    """What the title says is arranged: its festivals, or a memorial day's own name; "" for a whole year's notice."""
    flat = _flat(title)
    if "部分节假日" in flat:
        return ""
    about = re.search(r"关于(?:做好|调整|延长|安排)?(?:\d{4}年)?(.+?日)(?=调休|放假|休假|假期)", flat)
    return _official(flat) or (about[1] if about else "")


def _title(flat: str, year: int) -> str:
    """The notice's title; where there are several, as on a web page with links, the one of the year."""
    found = [match[0] for match in _TITLE.finditer(flat) if _ABOUT_HOLIDAYS.search(match[0])]
    return next((title for title in found if str(year) in title), found[0] if found else "")


def _flat(text: str) -> str:
    """The text in half-width letters and Arabic dates, without any white space or invisible signs."""
    folded = unicodedata.normalize("NFKC", text)
    return arabic_dates(
        "".join(sign for sign in folded if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc"))
    ).translate(_NO_TOKENS)


#: Where the notice ends: what follows its signature belongs to no item.
_END = "\n"
#: These mark tokens while an item is read.
_NO_TOKENS = str.maketrans({"<": "《", ">": "》"})


def _years_of_dates(flat: str) -> set[int]:
    """The years of the full dates that are arranged, where no title says one."""
    return {
        int(found[1])
        for found in _FULL_DATE.finditer(_PAGE_DATE.sub("。", flat))
        if re.match(r"[^,。;]{0,16}?(?:放假|调休|上班|补休)", flat[found.end() :])
    }


def _signed(flat: str, year: int) -> tuple[date, int, int] | None:
    """The notice's date and where it stands: the last full date that is signed with, not after the year."""
    for found in reversed(list(_FULL_DATE.finditer(flat))):
        before, after = flat[: found.start()], flat[found.end() : found.end() + 8]
        if after.startswith(("至", "到", "(", "、", ",", "放假", "上班", "调休", "补休", "起", "-", "—", "~")) and not (
            after.startswith("(此件")
        ):
            continue
        if not before.endswith(_SIGNATURE):
            continue
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        if day.year <= year:
            return day, found.start(), found.end()
    return None


def _without_its_own_dates(flat: str, signed: tuple[date, int, int] | None) -> str:
    """The text without its signature's date, numbers, titles (of other notices too) and the dates of the page it was copied from."""
    if signed is not None:
        flat = f"{flat[: signed[1]]}{_END}{flat[signed[2] :]}"
    for pattern in (_PAGE_DATE, _NUMBER, _TITLE):
        flat = pattern.sub("。", flat)
    return flat
