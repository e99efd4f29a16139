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
BACKWARDS = "往前数"
BOTH_ENDS = "首尾两天都算"
LONGEST_SPAN = 3660  # days, ten years; a longer one is a slip in the year


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
    _check_number(n)
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
    basis = FROM_START_DAY if count_start else FROM_NEXT_DAY
    return _told(start, n, day, skipped, made_up, calendar, basis, (first, day) if first else None)


def count_back(end: date, n: int, calendar: OfficialCalendar) -> DueDate:
    """The last date that lies `n` working days before `end`, which itself does not count: 会前 3 个工作日.

    `start` of what is given is `end`, `due` the date found. Raises UserError as `count_workdays` does.
    """
    _check_number(n)
    day, found = end, 0
    skipped: list[SkippedDay] = []
    made_up: list[MadeUpDay] = []
    while found < n:
        if day == date.min:
            raise UserError(f"从 {end} 往前数 {n} 个工作日，早于公元 1 年", todo="核对日期的年份")
        day -= _ONE_DAY
        found += _judge(day, calendar, skipped, made_up)
    judged = (day, end - _ONE_DAY) if n else None
    return _told(end, n, day, skipped[::-1], made_up[::-1], calendar, BACKWARDS, judged)


def count_between(first: date, last: date, calendar: OfficialCalendar) -> DueDate:
    """How many working days there are from `first` to `last`, both of them counted where they are worked.

    The order of the two does not matter. Raises UserError where they lie more than ten years apart.
    """
    first, last = sorted((first, last))
    if (last - first).days > LONGEST_SPAN:
        raise UserError(f"{first} 至 {last} 相隔太久", todo="核对两个日期的年份")
    skipped: list[SkippedDay] = []
    made_up: list[MadeUpDay] = []
    days = ((first + timedelta(number)) for number in range((last - first).days + 1))
    found = sum(_judge(day, calendar, skipped, made_up) for day in days)
    return _told(first, found, last, skipped, made_up, calendar, BOTH_ENDS, (first, last))


def _judge(day: date, calendar: OfficialCalendar, skipped: list[SkippedDay], made_up: list[MadeUpDay]) -> bool:
    """Whether the day counts; it is put down why not, or that it is made up."""
    if not calendar.is_workday(day):
        skipped.append(SkippedDay(day, calendar.why_off(day) or ""))
        return False
    if why := calendar.why_on(day):
        made_up.append(MadeUpDay(day, why))
    return True


def _check_number(n: int) -> None:
    if n < 0:
        raise UserError(f"工作日数不能是负数（{n}）", todo=f"填 0 至 {MAX_WORKDAYS} 的整数")
    if n > MAX_WORKDAYS:
        raise UserError(f"工作日数太大（{n}）", todo=f"填 0 至 {MAX_WORKDAYS} 的整数")


def _told(
    start: date,
    n: int,
    due: date,
    skipped: list[SkippedDay],
    made_up: list[MadeUpDay],
    calendar: OfficialCalendar,
    basis: str,
    judged: tuple[date, date] | None,
) -> DueDate:
    """A count with all that is to be said of it; `judged` is the span of the days that were looked at."""
    years = range(judged[0].year, judged[1].year + 1) if judged else range(0)
    last = judged[1] if judged else due
    uncovered = tuple(year for year in years if year not in calendar.years)
    return DueDate(
        start=start,
        workdays=n,
        due=due,
        skipped=tuple(skipped),
        made_up=tuple(made_up),
        calendar_through=calendar.covered_through,
        provisional=bool(uncovered),
        basis=basis,
        uncovered_years=uncovered,
        faulty_years=tuple(year for year in uncovered if year in calendar.faulty),
        # Only the last days of a year are open; where any judged day is, the last one of its year that was judged is.
        year_end_open=any(calendar.year_end_open(min(last, date(year, 12, 31))) for year in years),
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
