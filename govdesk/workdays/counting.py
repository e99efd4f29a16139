"""Counts working days: from a start date to a due date, and between two dates.

The rules say 自收文之日起10个工作日内 and not which day is the first. The usual count starts on the
first working day after the start date (次日起算); an office may set that the start date itself counts
when it is worked (当日起算).
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from govdesk.errors import UserError
from govdesk.workdays.calendar import OfficialCalendar

MAX_WORKDAYS = 1000  # four years; the longest term in the rules is far below, a larger number is a slip
FROM_NEXT_DAY = "次日起算"
FROM_START_DAY = "当日起算"


class SkippedDay(msgspec.Struct, frozen=True):
    """A day that was not counted, and why: a festival's name, or 周末."""

    date: date
    why: str


class MadeUpDay(msgspec.Struct, frozen=True):
    """A weekend day that was counted because it is worked: `国庆节调休上班`."""

    date: date
    why: str


class DueDate(msgspec.Struct, frozen=True):
    """A deadline and how it came about; all that paper and screen say of it.

    `provisional` is true when a day outside the official calendar was judged, by the weekend alone;
    `uncovered_years` are the years of such days. `year_end_open` is true when a day of the last
    covered December was judged that the next year's notice may still change. `notices` cite the
    notices of the years that came from a year file.
    """

    start: date
    workdays: int
    due: date
    skipped: tuple[SkippedDay, ...]
    made_up: tuple[MadeUpDay, ...]
    calendar_through: date
    provisional: bool
    basis: str
    uncovered_years: tuple[int, ...] = ()
    year_end_open: bool = False
    notices: tuple[str, ...] = ()


def count_workdays(start: date, n: int, calendar: OfficialCalendar, *, count_start: bool = False) -> DueDate:
    """The date `n` working days after `start`; with `count_start`, `start` is day 1 if it is worked.

    With n = 0 the due date is `start` itself, worked or not, and nothing is judged.
    Raises UserError when n is negative or above MAX_WORKDAYS, or the count would leave the year 9999.
    """
    if n < 0:
        raise UserError(f"工作日数不能是负数（{n}）", todo=f"填 0 至 {MAX_WORKDAYS} 的整数")
    if n > MAX_WORKDAYS:
        raise UserError(f"工作日数太大（{n}）", todo=f"填 0 至 {MAX_WORKDAYS} 的整数")
    skipped: list[SkippedDay] = []
    made_up: list[MadeUpDay] = []
    judged: list[date] = []
    day = start
    counted = 0
    while counted < n:
        if judged or not count_start:
            day = _next(day, start, n)
        judged.append(day)
        why_off = calendar.why_off(day)
        if why_off is not None:
            skipped.append(SkippedDay(day, why_off))
            continue
        counted += 1
        why_on = calendar.why_on(day)
        if why_on is not None:
            made_up.append(MadeUpDay(day, why_on))
    uncovered = tuple(sorted({day.year for day in judged if not calendar.covers(day)}))
    years = sorted({day.year for day in judged})
    return DueDate(
        start=start,
        workdays=n,
        due=day,
        skipped=tuple(skipped),
        made_up=tuple(made_up),
        calendar_through=calendar.covered_through,
        provisional=bool(uncovered),
        basis=FROM_START_DAY if count_start else FROM_NEXT_DAY,
        uncovered_years=uncovered,
        year_end_open=any(calendar.year_end_open(day) for day in judged),
        notices=tuple(calendar.notices[year] for year in years if year in calendar.notices),
    )


def _next(day: date, start: date, n: int) -> date:
    if day == date.max:
        raise UserError(f"从 {start} 起数 {n} 个工作日，超出了 9999 年", todo="核对起算日期的年份")
    return day + timedelta(1)


def workdays_between(a: date, b: date, calendar: OfficialCalendar) -> int:
    """How many working days lie after `a` up to and with `b`; negative when `b` is before `a`.

    From today to a due date it is 还有 n 个工作日; negative, 逾期 n 个工作日.
    """
    if b < a:
        return -workdays_between(b, a, calendar)
    # By arithmetic, so that a wrong clock or a slip in the year costs no time.
    count = _weekdays_through(b) - _weekdays_through(a)
    count -= sum(1 for day in calendar.off if a < day <= b and day.weekday() < 5)
    count += sum(1 for day in calendar.work if a < day <= b and day.weekday() >= 5)
    return count


def _weekdays_through(day: date) -> int:
    """Mondays to Fridays from 0001-01-01, a Monday, to the day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
