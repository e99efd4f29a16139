"""What a month shows of each day."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdesk.workdays import date_zh

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

REST, WORK = "休", "班"


@dataclass(frozen=True)
class Day:
    """One cell. `mark` is 休 or 班 where the arrangement says so, `why` the festival, `due` how many deadlines fall on it."""

    date: dt.date
    worked: bool
    mark: str = ""
    why: str = ""
    due: int = 0
    late: bool = False
    today: bool = False

    @property
    def sentence(self) -> str:
        """`2026-10-10 周六，国庆节调休上班，今天，2 项到期`."""
        parts = [date_zh(self.date), self.why if self.mark == WORK else f"{self.why}放假" if self.why else ""]
        parts += ["今天" if self.today else "", f"{self.due} 项到期" if self.due else ""]
        return "，".join(part for part in parts if part)


def day_of(date: dt.date, calendar: OfficialCalendar, due: Mapping[dt.date, int], today: dt.date) -> Day:
    """What is known of a day."""
    worked = calendar.is_workday(date)
    arranged = calendar.off.get(date, "")
    mark = WORK if date in calendar.work else REST if arranged else ""
    return Day(
        date=date,
        worked=worked,
        mark=mark,
        why=(calendar.why_on(date) or "") if mark == WORK else arranged,
        due=due.get(date, 0),
        late=date < today and date in due,
        today=date == today,
    )


def month_weeks(
    year: int, month: int, calendar: OfficialCalendar, due: Mapping[dt.date, int], today: dt.date
) -> list[list[Day | None]]:
    """The weeks of a month from Monday on; None for days of its neighbours."""
    return [
        [day_of(dt.date(year, month, number), calendar, due, today) if number else None for number in week]
        for week in weeks.monthcalendar(year, month)
    ]


def year_in_words(year: int, calendar: OfficialCalendar) -> str:
    """Where a year's arrangement comes from, or that there is none yet; without a final 。."""
    if year not in calendar.years:
        if change := calendar.notices.get(year):
            return f"{year} 年只导入了调整：{change}，全年的安排尚未导入，其余的日子暂按周末计算"
        return f"{year} 年放假安排尚未导入，暂按周末计算"
    notice = calendar.notices.get(year)
    return f"{year} 年放假安排：{notice}，由文件导入" if notice else f"{year} 年放假安排：程序自带"
