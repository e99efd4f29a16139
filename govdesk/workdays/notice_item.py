"""Reads one item of a holiday notice, sentence by sentence; every date in it is read, or named as a doubt.

First each date of the text becomes a token, in the order in which they stand, so that a month said once holds for the
days after it; then the forms of twenty years of notices are looked for around the tokens:

    1月1日至3日放假调休，共3天。1月4日（周日）上班。                  since 2012
    1月1日至3日放假公休，共3天。                                    2010, 2011
    其中，1月1日为法定节假日，1月3日照常公休，1月4日公休日调至1月2日，1月4日上班。      2007 to 2009
    1月1日放假，与周末连休。1月1日放假，1月2日补休。                  2014 to 2018
    延长春节假期至2月2日，2月3日起正常上班。                         2020
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from govdesk.errors import Problem
from govdesk.workdays.dates import weekday_zh
from govdesk.workdays.numerals import small_number
from govdesk.workdays.yearfile import LONGEST_HOLIDAY, Off, Work

NOTICE = "通知"
BY_HAND = "照程序文件夹里 rules/calendars/README.md 的说明手写年份文件"
#: Festivals as they are written, and their official names.
FESTIVALS = {
    "元旦": "元旦",
    "新年": "元旦",
    "春节": "春节",
    "清明": "清明节",
    "劳动": "劳动节",
    "五一": "劳动节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
}

_DATE = re.compile(r"(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})[日号](?!文|内|以)((?:\([^()]*\))*)")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_TOKEN = r"<\d+>"
_TO = r"(?:至|到|[-—–―~])+"
_RUN = rf"{_TOKEN}(?:{_TO}{_TOKEN})?"
_RUNS = rf"{_RUN}(?:[、,和及与]?{_RUN})*"
_RUNS_BEFORE_COMMA = rf"{_RUN}(?:[、和及与]?{_RUN})*"  # 调至2月9日，1月31日公休日调至…: the comma begins another
_COUNT = r"([\d一二三四五六七八九十]+)"
_RESTS = "放假调休|调休放假|放假公休|公休放假|放假|调休|休假"

#: Not 放假的前一天, 上班时间: these speak of the day, and arrange another or none.
_END = "(?![的之前后时期当])"

_EXTENDED = re.compile(rf"延长(?:\d{{4}}年)?({'|'.join(FESTIVALS)})?节?(?:放假|假期|休假)?(?:时间)?(?:至|到)({_TOKEN})")
_AGAIN = re.compile(rf"({_TOKEN})起(?:恢复)?(?:正常|照常)?上班")
_MOVED = re.compile(
    rf"将?({_RUNS})(?:的?[一二两三四五六\d]个?)?(?:的?(?:公休日|休息日|周末|公休))?(?:分别)?(?:调|移|挪)休?(?:至|到)({_RUNS_BEFORE_COMMA})"
)
_OFF = re.compile(rf"({_RUNS})(?:均|都|全国|全天)*(?>{_RESTS}){_END}(?:[,、]?(?:共计?)?{_COUNT}[天日])?")
_REST = re.compile(rf"({_RUNS})补休{_END}")
_LEGAL = re.compile(rf"({_RUNS})(?:均|都)?为(?:国家)?法定(?>节?假日|节日|休假日){_END}")
_WEEKEND = re.compile(rf"({_RUNS})(?:均|都)?(?:为|系|照常|正常)?(?>公休日?|周末休息){_END}")
_WORK = re.compile(rf"({_RUNS})(?:照常|正常|均|都|须|应|要)*(?>上班|补班|为工作日){_END}")

_TAKEN = "#"  # in the place of what was read, so that what stood on either side does not come together

#: From here on a sentence arranges nothing.
_ADVICE = re.compile(r"鼓励|提倡|建议|可以?(?:结合|安排|在|于)")
#: Words that turn the sense of what stands beside them.
_TURNED = re.compile(r"取消|不再|改为|改在|原定|推迟|提前|撤销|除外|不(?:放假|上班|补休|休息)")
#: Words by which not everybody is off, or not the whole day: the calendar has no place for that.
_PARTLY = re.compile(r"部分(?!节假日)|个别|半[天日]|[上下]午|轮休|学校|院校|妇女|青年")
#: A day that has no number.
_NAMED_DAY = re.compile(
    r"(?:除夕|正月|腊月|初[一二三四五六七八九十]|周[一二三四五六日]|星期[一二三四五六日]|次日|当[天日]|[前后]一天|[前后]两天)"
    r"[^,]{0,8}(?:放假|上班|补休|调休|休息)"
)
_ANY_DATE = re.compile(r"<\d+>|\d+[日月号]|(?<![\d-])\d{1,2}[./-]\d{1,2}(?![\d-])|\d{4}[./-]\d{1,2}")
ARRANGES = re.compile(r"放假|调休|补休|公休|上班|补班|休息|休假|假期|假日|调至|调到|连休|工作日")


class Item:
    """What one item arranges. `name` is the festival, or "" where none is said; `known` the days off known already."""

    def __init__(self, name: str, body: str, year: int, known: Mapping[date, str] | None, *, heading: bool) -> None:
        self.name = name
        self.off: list[Off] = []
        self.work: list[Work] = []
        self.remarks: list[str] = []
        self.problems: list[Problem] = []
        self._year = year
        self._known = known
        self._heading = heading
        self._last: date | None = None  # 1月4日、8日: the month is said once
        self._dates: list[date] = []
        self._unreal = False  # a date of the sentence does not exist
        self._moved: list[date] = []
        for sentence in re.split(r"[。;!?]", body):
            if sentence:
                self._read(sentence)
        self._check()

    def _read(self, sentence: str) -> None:
        self._unreal = False
        advice = _ADVICE.search(sentence)
        arranged = sentence[: advice.start()] if advice else sentence
        if advice:
            told = sentence[advice.start() :]
            self.remarks.append(in_full_width(sentence))
            if _ANY_DATE.search(told) and re.search("放假|上班|补休|调休", told):
                self._not_understood(sentence)
        rest = _DATE.sub(self._token, arranged)
        if self._unreal:
            return
        dated = bool(_ANY_DATE.search(rest))
        if not self._heading and dated and not ARRANGES.search(rest):
            self.remarks.append(in_full_width(sentence))  # a date beside the items: 2026年11月2日印发
            return
        if dated and not self.name and ARRANGES.search(rest):
            self._doubt(f"这一句没有写是哪个节日：“{in_full_width(sentence)}”", "核对原文，节日写在日期前面")
            return
        if dated and (_TURNED.search(rest) or (_PARTLY.search(rest) and ARRANGES.search(rest))):
            self._not_understood(sentence)
            return
        for pattern, take in (
            (_EXTENDED, self._extend),
            (_AGAIN, self._work_again),
            (_MOVED, self._move),
            (_LEGAL, self._take_off),
            (_OFF, self._take_off),
            (_REST, self._take_off),
            (_WEEKEND, self._take_off),
            (_WORK, self._take_work),
        ):
            rest = pattern.sub(take, rest)
        if "与周末连休" in rest and self.off:
            self._join_weekend()
        # Whatever else stands in brackets is a name of a day, and arranges nothing: (农历除夕).
        if _ANY_DATE.search(rest) or _NAMED_DAY.search(re.sub(r"\([^()]*\)", "", rest)):
            self._not_understood(sentence)

    def _token(self, match: re.Match[str]) -> str:
        """The date as a token; its weekday must fit."""
        year, month, day, beside = match.groups()
        if not month and self._last is None:
            self._unreal = True
            self._doubt(f"“{match[0]}”没有写月份", "核对原文")
            return match[0]
        number = int(month) if month else self._last.month if self._last else 0
        if year:
            in_year = int(year)
        elif not month and self._last:
            in_year = self._last.year
        elif number == 12 and self.name.startswith("元旦"):
            in_year = self._year - 1  # 元旦 reaches back, and never forward to the next one
        else:
            in_year = self._year
        try:
            self._last = date(in_year, number, int(day))
        except ValueError:
            self._unreal = True
            self._doubt(f"没有 {in_year} 年 {number} 月 {day} 日这一天", "核对原文")
            return match[0]
        weekday = _WEEKDAY.search(beside)
        if weekday and weekday[1].replace("天", "日") != weekday_zh(self._last)[1]:
            self._doubt(f"{self._last} 是{weekday_zh(self._last)}，通知里写的是周{weekday[1]}", "核对日期和年份")
        self._dates.append(self._last)
        return f"<{len(self._dates) - 1}>"

    def _runs(self, text: str) -> list[tuple[date, date]]:
        """The days that a match names, as runs."""
        runs = []
        for found in re.findall(_RUN, text):
            days = [self._dates[int(number)] for number in re.findall(r"\d+", found)]
            first, last = days[0], days[-1]
            if not 1 <= (last - first).days + 1 <= LONGEST_HOLIDAY:
                self._doubt(f"{first} 至 {last} 的起止不对", "核对月份和日子")
            else:
                runs.append((first, last))
        return runs

    def _days(self, text: str) -> list[date]:
        return [
            first + timedelta(number) for first, last in self._runs(text) for number in range((last - first).days + 1)
        ]

    def _take_off(self, match: re.Match[str]) -> str:
        runs = self._runs(match[1])
        length = sum((last - first).days + 1 for first, last in runs)
        said = small_number(match[2]) if len(match.groups()) > 1 and match[2] else None
        if runs and said is not None and said != length:
            span = f"{runs[0][0]} 至 {runs[-1][1]}"
            self._doubt(f"写的是共 {said} 天，{span} 是 {length} 天", "核对起止日期")
        if match.re is _WEEKEND:
            for day in self._days(match[1]):
                if day.weekday() < 5:
                    self._doubt(f"{day} 是{weekday_zh(day)}，通知里写的是公休", "核对日期和年份")
        for first, last in runs:
            self._add_off(first, last)
        return _TAKEN

    def _take_work(self, match: re.Match[str]) -> str:
        for day in self._days(match[1]):
            if all(work.date != day for work in self.work):
                self.work.append(Work(day, self.name))
        return _TAKEN

    def _work_again(self, match: re.Match[str]) -> str:
        """2月3日起正常上班: an ordinary working day arranges nothing."""
        (day,) = self._days(match[1])
        if day.weekday() >= 5:
            return self._take_work(match)
        return _TAKEN

    def _move(self, match: re.Match[str]) -> str:
        """2月14日公休日调至2月9日: that one off; whether this one is worked the notice must say itself."""
        self._moved += self._days(match[1])
        for first, last in self._runs(match[2]):
            self._add_off(first, last)
        return _TAKEN

    def _extend(self, match: re.Match[str]) -> str:
        name = FESTIVALS[match[1]] if match[1] else self.name
        (last,) = self._days(match[2])
        known = [day for day, why in (self._known or {}).items() if day.year == last.year and name and name in why]
        if not known:
            self._doubt(f"“延长至 {last}”是在原来的安排上延长，{last.year} 年原来的安排还没有收录", "先导入原来的安排")
        elif not 0 < (last - max(known)).days <= LONGEST_HOLIDAY:
            self._doubt(f"原来的安排放到 {max(known)}，不能延长至 {last}", "核对日期和年份")
        else:
            self.off.append(Off(max(known) + timedelta(1), last, name))
        return _TAKEN

    def _add_off(self, first: date, last: date) -> None:
        """A run of days; one that touches or repeats a run of this item becomes one with it."""
        one = timedelta(1)
        for off in [off for off in self.off if off.first - one <= last and first <= off.last + one]:
            self.off.remove(off)
            first, last = min(first, off.first), max(last, off.last)
        self.off.append(Off(first, last, self.name))

    def _join_weekend(self) -> None:
        first, last = self.off[-1].first, self.off[-1].last
        while (first - timedelta(1)).weekday() >= 5:
            first -= timedelta(1)
        while (last + timedelta(1)).weekday() >= 5:
            last += timedelta(1)
        self.off[-1] = Off(first, last, self.name)

    def _check(self) -> None:
        if self.problems:
            return
        settled = {day for off in self.off for day in off.days} | {work.date for work in self.work}
        for day in self._moved:
            if day not in settled:
                self._doubt(f"{day} 的公休日调走了，没有写这一天上班", "核对这一项")
        if self._heading and not self.off and not self.work:
            self._doubt("没有看到哪天放假", "核对这一项")

    def _not_understood(self, sentence: str) -> None:
        self._doubt(f"这一句没有看懂：“{in_full_width(sentence)}”", f"照通知原文贴，或{BY_HAND}")

    def _doubt(self, problem: str, hint: str) -> None:
        self.problems.append(Problem(NOTICE, self.name, problem, hint))


def in_full_width(sentence: str) -> str:
    """The sentence with the punctuation of a Chinese text, as it was pasted."""
    return sentence.translate(_FULL_WIDTH)


_FULL_WIDTH = str.maketrans("(),:;!?<>", "（），：；！？《》")
