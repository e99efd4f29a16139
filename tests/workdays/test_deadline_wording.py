"""What screen and paper say of a deadline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from govdesk.workdays import (
    OfficialCalendar,
    basis_note,
    count_workdays,
    date_zh,
    due_in_words,
    explain,
    load_calendar,
    provisional_reason,
    remaining_in_words,
    skipped_in_words,
    weekday_zh,
)


@pytest.fixture(scope="module")
def calendar() -> OfficialCalendar:
    """The library's calendar as far as 2026, so that words do not change when the library grows."""
    full = load_calendar()
    years = frozenset(range(2004, 2027))
    return OfficialCalendar(
        off={day: name for day, name in full.off.items() if day.year in years},
        work={day: name for day, name in full.work.items() if day.year in years},
        years=years,
        notices={},
    )


def test_dates_as_an_office_writes_them() -> None:
    assert date_zh(date(2026, 12, 4)) == "2026-12-04 周五"
    monday = date(2026, 11, 23)
    assert "".join(weekday_zh(monday + timedelta(n)) for n in range(7)) == "周一周二周三周四周五周六周日"


def test_the_account_names_everything_that_the_date_rests_on(calendar: OfficialCalendar) -> None:
    assert explain(count_workdays(date(2026, 9, 24), 10, calendar)) == (
        "收文 2026-09-24 周四，次日起算 10 个工作日，至 2026-10-15 周四。"
        "中间跳过 09-25 至 09-27（中秋节）、10-01 至 10-07（国庆节）、10-11（周末）；10-10 周六调休上班，计入。"
        "依据：国务院办公厅公布的放假安排（已收录至 2026 年）。"
    )


def test_plain_weekends_are_listed_with_the_month_once(calendar: OfficialCalendar) -> None:
    counted = count_workdays(date(2026, 11, 20), 10, calendar)
    assert skipped_in_words(counted) == "中间跳过 11-21、22、28、29（周末）"
    longer = count_workdays(date(2026, 11, 20), 15, calendar)
    assert skipped_in_words(longer) == "中间跳过 11-21、22、28、29、12-05、06（周末）"


def test_the_start_is_named_as_the_procedure_names_it(calendar: OfficialCalendar) -> None:
    counted = count_workdays(date(2026, 11, 20), 1, calendar, count_start=True)
    assert explain(counted, start_label="收到会签稿").startswith("收到会签稿 2026-11-20 周五，当日起算 1 个工作日")
    assert "中间没有休息日" in explain(counted)


def test_a_long_term_sums_its_weekends_and_still_lists_the_holidays(calendar: OfficialCalendar) -> None:
    words = skipped_in_words(count_workdays(date(2026, 8, 3), 60, calendar))
    assert words.startswith("中间跳过周末共 ")
    assert "10-01 至 10-07（国庆节）" in words
    assert "09-20 周日、10-10 周六调休上班，计入" in words


def test_a_provisional_date_is_marked_with_the_reason(calendar: OfficialCalendar) -> None:
    counted = count_workdays(date(2026, 12, 24), 10, calendar)
    assert due_in_words(counted) == "2027-01-07 周四（暂）"
    assert provisional_reason(counted) == "2027 年放假安排尚未导入，暂按周末计算"
    account = explain(counted)
    assert "（暂）" in account
    assert "2027 年放假安排尚未导入，暂按周末计算。" in account
    assert "2027-01-02、03（周末）" in account


def test_a_firm_date_says_nothing_of_provisional(calendar: OfficialCalendar) -> None:
    counted = count_workdays(date(2026, 11, 20), 10, calendar)
    assert provisional_reason(counted) == ""
    assert "暂" not in explain(counted)


def test_the_end_of_the_last_year_warns_of_next_new_year(calendar: OfficialCalendar) -> None:
    account = explain(count_workdays(date(2026, 12, 24), 3, calendar))
    assert "（暂）" not in account
    assert "2026 年 12 月底" in account


def test_the_words_say_that_the_rule_leaves_the_first_day_open(calendar: OfficialCalendar) -> None:
    for count_start, basis, other in ((False, "次日起算", "当日起算"), (True, "当日起算", "次日起算")):
        note = basis_note(count_workdays(date(2026, 11, 20), 10, calendar, count_start=count_start))
        assert note.startswith("规则没有写明")
        assert f"这里按{basis}" in note
        assert f"也可改为{other}" in note


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 12, 4), "还有 8 个工作日"),
        (date(2026, 11, 25), "还有 1 个工作日"),
        (date(2026, 11, 24), "今天到期"),
        (date(2026, 11, 20), "逾期 2 个工作日"),
        (date(2027, 1, 4), "还有 29 个工作日（暂）"),
    ],
)
def test_what_is_left_of_a_term(calendar: OfficialCalendar, due: date, words: str) -> None:
    assert remaining_in_words(due, date(2026, 11, 24), calendar) == words


def test_late_on_the_weekend_after(calendar: OfficialCalendar) -> None:
    assert remaining_in_words(date(2026, 11, 20), date(2026, 11, 21), calendar) == "逾期不足 1 个工作日"


def test_words_hold_for_every_length_of_term(calendar: OfficialCalendar) -> None:
    for workdays in range(0, 1001, 37):
        account = explain(count_workdays(date(2024, 1, 31), workdays, calendar))
        assert account.endswith("。")
        assert "。。" not in account
        assert "，，" not in account
