"""Counts working days: from a start date to a due date, and between two dates.

The rules say 自收文之日起10个工作日内 and not which day is the first. The usual count starts on the
first working day after the start date (次日起算); an office may set that the start date itself counts
when it is worked (当日起算).
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from govdesk.errors import UserError
from govdesk.workdays.calendar import WEEKEND, OfficialCalendar

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
    `uncovered_years` are the years of such days, `faulty_years` those of them that have a file with faults. `year_end_open` is true when a day of the last
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
    faulty_years: tuple[int, ...] = ()
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
    off, work = calendar.off, calendar.work
    skipped: list[SkippedDay] = []
    made_up: list[MadeUpDay] = []
    day, counted = start, 0
    first = None  # the first day judged; all from it to the due date are
    while counted < n:
        if first is not None or not count_start:
            day = _next(day, start, n)
        first = first or day
        # What `is_workday`, `why_off` and `why_on` say, asked once: every line of every list counts this way.
        if day in work:
            made_up.append(MadeUpDay(day, calendar.why_on(day) or ""))
        elif day.weekday() >= 5 or day in off:
            skipped.append(SkippedDay(day, off.get(day, WEEKEND)))
            continue
        counted += 1
    years = range(first.year, day.year + 1) if first else ()
    uncovered = tuple(year for year in years if year not in calendar.years)
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
        faulty_years=tuple(year for year in uncovered if year in calendar.faulty),
        # Only the last days of a year are open; where any judged day is, the last one of its year that was judged is.
        year_end_open=any(calendar.year_end_open(min(day, date(year, 12, 31))) for year in years),
        notices=tuple(calendar.notices[year] for year in years if year in calendar.notices),
    )


_ONE_DAY = timedelta(1)


def _next(day: date, start: date, n: int) -> date:
    if day == date.max:
        raise UserError(f"从 {start} 起数 {n} 个工作日，超出了 9999 年", todo="核对起算日期的年份")
    return day + _ONE_DAY


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
