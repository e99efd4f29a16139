"""Working days on the official calendar, and deadlines counted on it.

`load_calendar` gives the calendar, `count_workdays` a deadline, the functions of `wording` put it in
Chinese. Importing this package is cheap: the holiday tables are read when a calendar is loaded.
"""

from __future__ import annotations

from govdesk.workdays.calendar import (
    OfficialCalendar,
    check_calendars,
    load_calendar,
    read_calendar,
)
from govdesk.workdays.counting import (
    MAX_WORKDAYS,
    DueDate,
    MadeUpDay,
    SkippedDay,
    count_back,
    count_between,
    count_workdays,
    workdays_between,
)
from govdesk.workdays.dates import date_zh, weekday_zh
from govdesk.workdays.notice import NoticeDraft, read_notice
from govdesk.workdays.notice_item import BY_HAND
from govdesk.workdays.reading import NO_SUCH_DAY, NOT_A_DATE, WRITE_IT, parse_typed, read_date, read_typed
from govdesk.workdays.wording import (
    PROVISIONAL,
    basis_note,
    calendar_in_words,
    due_in_words,
    explain,
    explain_between,
    provisional_reason,
    remaining_in_words,
    skipped_in_words,
    year_end_note,
)
from govdesk.workdays.yearwriting import draft_from_file, whole_year, write_year, year_toml

__all__ = [
    "BY_HAND",
    "MAX_WORKDAYS",
    "NOT_A_DATE",
    "NO_SUCH_DAY",
    "PROVISIONAL",
    "WRITE_IT",
    "DueDate",
    "MadeUpDay",
    "NoticeDraft",
    "OfficialCalendar",
    "SkippedDay",
    "basis_note",
    "calendar_in_words",
    "check_calendars",
    "count_back",
    "count_between",
    "count_workdays",
    "date_zh",
    "draft_from_file",
    "due_in_words",
    "explain",
    "explain_between",
    "load_calendar",
    "parse_typed",
    "provisional_reason",
    "read_calendar",
    "read_date",
    "read_notice",
    "read_typed",
    "remaining_in_words",
    "skipped_in_words",
    "weekday_zh",
    "whole_year",
    "workdays_between",
    "write_year",
    "year_end_note",
    "year_toml",
]
