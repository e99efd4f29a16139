"""Counting on the official calendar: the dates that clerks rest on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.errors import UserError
from govdesk.workdays import (
    MAX_WORKDAYS,
    OfficialCalendar,
    count_workdays,
    load_calendar,
    workdays_between,
)

COVERED = st.dates(date(2020, 1, 1), date(2026, 6, 30))
ANY_DAY = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@pytest.fixture(scope="module")
def calendar() -> OfficialCalendar:
    return load_calendar()


@pytest.mark.parametrize(
    ("start", "workdays", "due"),
    [
        (date(2026, 9, 24), 10, date(2026, 10, 15)),  # 中秋节, 国庆节 and a worked Saturday
        (date(2026, 11, 20), 10, date(2026, 12, 4)),  # weekends alone
        (date(2026, 11, 13), 5, date(2026, 11, 20)),
        (date(2026, 9, 24), 1, date(2026, 9, 28)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # ends on the worked Saturday itself
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
    ],
)
def test_due_dates_that_a_clerk_can_check_on_a_wall_calendar(
    calendar: OfficialCalendar, start: date, workdays: int, due: date
) -> None:
    counted = count_workdays(start, workdays, calendar)
    assert counted.due == due
    assert not counted.provisional
    assert counted.calendar_through >= date(2026, 12, 31)


def test_what_was_skipped_and_what_was_made_up(calendar: OfficialCalendar) -> None:
    counted = count_workdays(date(2026, 9, 24), 10, calendar)
    assert [(day.date.isoformat(), day.why) for day in counted.skipped] == [
        *[(f"2026-09-{day}", "中秋节") for day in (25, 26, 27)],
        *[(f"2026-10-0{day}", "国庆节") for day in range(1, 8)],
        ("2026-10-11", "周末"),
    ]
    assert [(day.date, day.why) for day in counted.made_up] == [(date(2026, 10, 10), "国庆节调休上班")]


def test_the_start_day_counts_only_when_asked_and_only_when_worked(calendar: OfficialCalendar) -> None:
    thursday, saturday = date(2026, 9, 24), date(2026, 9, 26)
    assert count_workdays(thursday, 1, calendar, count_start=True).due == thursday
    assert count_workdays(thursday, 10, calendar, count_start=True).due == date(2026, 10, 14)
    assert count_workdays(saturday, 1, calendar, count_start=True).due == date(2026, 9, 28)
    assert count_workdays(thursday, 10, calendar).basis == "次日起算"
    assert count_workdays(thursday, 10, calendar, count_start=True).basis == "当日起算"


def test_zero_working_days_is_the_day_itself(calendar: OfficialCalendar) -> None:
    for start in (date(2026, 9, 24), date(2026, 10, 1), date(2050, 1, 1)):
        counted = count_workdays(start, 0, calendar)
        assert (counted.due, counted.skipped, counted.provisional) == (start, (), False)


def test_past_the_last_covered_year_a_date_is_provisional(calendar: OfficialCalendar) -> None:
    through = calendar.covered_through
    firm = count_workdays(through - timedelta(60), 5, calendar)
    assert (firm.provisional, firm.year_end_open) == (False, False)
    across = count_workdays(through - timedelta(2), 10, calendar)
    assert across.provisional
    assert across.uncovered_years == (through.year + 1,)
    assert across.calendar_through == through


def test_before_the_first_covered_year_too(calendar: OfficialCalendar) -> None:
    counted = count_workdays(date(1999, 9, 30), 1, calendar)
    assert (counted.due, counted.provisional, counted.uncovered_years) == (date(1999, 10, 1), True, (1999,))


def test_an_uncovered_start_day_that_is_not_judged_leaves_the_date_firm(calendar: OfficialCalendar) -> None:
    first_covered = date(min(calendar.years), 1, 1)
    assert not count_workdays(first_covered - timedelta(1), 5, calendar).provisional


def test_the_last_week_of_the_last_covered_year_may_still_change(calendar: OfficialCalendar) -> None:
    last_week = calendar.covered_through - timedelta(7)
    assert count_workdays(last_week, 2, calendar).year_end_open
    assert not count_workdays(last_week.replace(year=last_week.year - 1), 2, calendar).year_end_open


@pytest.mark.parametrize("workdays", [-1, -1000, MAX_WORKDAYS + 1, 10**12])
def test_a_number_out_of_bounds_is_told_in_words(calendar: OfficialCalendar, workdays: int) -> None:
    with pytest.raises(UserError, match="工作日数") as caught:
        count_workdays(date(2026, 9, 24), workdays, calendar)
    assert str(MAX_WORKDAYS) in caught.value.todo


def test_the_end_of_time_is_a_user_error(calendar: OfficialCalendar) -> None:
    with pytest.raises(UserError, match="9999"):
        count_workdays(date(9999, 12, 30), 10, calendar)
    with pytest.raises(UserError, match="9999"):
        count_workdays(date.max, 1, calendar)
    assert count_workdays(date.max, 0, calendar).due == date.max
    assert workdays_between(date.min, date.max, calendar) > 2_000_000


def test_days_left_and_days_late(calendar: OfficialCalendar) -> None:
    today = date(2026, 11, 24)
    left = {date(2026, 11, 20): -2, today: 0, date(2026, 11, 26): 2, date(2026, 12, 4): 8, date(2026, 12, 8): 10}
    assert {day: workdays_between(today, day, calendar) for day in left} == left


@given(start=ANY_DAY, workdays=st.integers(1, 60), count_start=st.booleans())
def test_the_due_date_ends_exactly_n_working_days(
    calendar: OfficialCalendar, start: date, workdays: int, count_start: bool
) -> None:
    counted = count_workdays(start, workdays, calendar, count_start=count_start)
    first = start if count_start else start + timedelta(1)
    span = [first + timedelta(n) for n in range((counted.due - first).days + 1)]
    assert calendar.is_workday(counted.due)
    assert sum(calendar.is_workday(day) for day in span) == workdays
    # Every day of the span is either counted or listed as skipped, once, in order.
    assert [day.date for day in counted.skipped] == [day for day in span if not calendar.is_workday(day)]
    assert all(day.why for day in counted.skipped)
    assert [day.date for day in counted.made_up] == [
        day for day in span if calendar.is_workday(day) and day.weekday() >= 5
    ]
    assert counted.provisional == any(not calendar.covers(day) for day in span)


@given(start=ANY_DAY, workdays=st.integers(0, 60))
def test_a_later_start_or_a_longer_term_never_ends_earlier(
    calendar: OfficialCalendar, start: date, workdays: int
) -> None:
    due = count_workdays(start, workdays, calendar).due
    assert due < count_workdays(start, workdays + 1, calendar).due
    assert due <= count_workdays(start + timedelta(1), workdays, calendar).due
    if workdays:
        assert count_workdays(start, workdays, calendar, count_start=True).due <= due


@given(start=ANY_DAY, workdays=st.integers(1, 60))
def test_counting_and_measuring_agree(calendar: OfficialCalendar, start: date, workdays: int) -> None:
    due = count_workdays(start, workdays, calendar).due
    assert workdays_between(start, due, calendar) == workdays
    assert workdays_between(due, start, calendar) == -workdays


@given(days=st.lists(ANY_DAY, min_size=3, max_size=3).map(sorted))
def test_measures_add_up(calendar: OfficialCalendar, days: list[date]) -> None:
    parts = sum(workdays_between(a, b, calendar) for a, b in pairwise(days))
    assert parts == workdays_between(days[0], days[-1], calendar)


@settings(max_examples=50)
@given(start=COVERED, workdays=st.integers(1, 60))
def test_agrees_with_the_library_that_the_calendar_comes_from(
    calendar: OfficialCalendar, start: date, workdays: int
) -> None:
    import chinese_calendar

    due = count_workdays(start, workdays, calendar).due
    assert due == chinese_calendar.find_workday(workdays - 1, start + timedelta(1))
    assert len(chinese_calendar.get_workdays(start + timedelta(1), due)) == workdays


@pytest.mark.parametrize(("count_start", "terms"), [(False, range(1, 61)), (True, (1, 2, 5, 10, 15, 20, 30, 60))])
def test_every_start_from_2020_to_2026_agrees_with_the_library(
    calendar: OfficialCalendar, count_start: bool, terms: Iterable[int]
) -> None:
    """Against the days that the library itself calls worked, in one list; all that it covers."""
    import chinese_calendar

    days = [date(2020, 1, 1) + timedelta(n) for n in range((date(2026, 12, 31) - date(2020, 1, 1)).days + 1)]
    worked = [day for day in days if chinese_calendar.is_workday(day)]
    compared = 0
    for start in days:
        first = (bisect_left if count_start else bisect_right)(worked, start)
        for n in terms:
            if first + n > len(worked):
                break
            due = count_workdays(start, n, calendar, count_start=count_start)
            assert due.due == worked[first + n - 1] and not due.provisional, (start, n)
            compared += 1
    assert compared > 2450 * len(list(terms))
