"""Dates as they are typed and pasted."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.errors import UserError
from govdesk.workdays.reading import NO_SUCH_DAY, NOT_A_DATE, parse_typed, read_date, read_typed

TODAY = dt.date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    "text",
    ["2026-09-24", "2026-9-24", "2026/9/24", "2026.9.24", "20260924", "2026年9月24日", "9-24", "9月24日", "２０２６－９－２４",
     " 2026-09-24 周四 ", "2026-09-24（星期四）", "2026。9。24", "9。24", "9．24", "26.9.24", "26年9月24日", "260924", "0924",
     "2026 9 24", "9 24", "二〇二六年九月二十四日", "二○二六年九月廿四日", "二零二六年九月二十四日", "九月二十四日",
     "贰零贰陆年玖月贰拾肆日", "2026年9月24号", "今年9月24日", "2026、9、24", "2026年 9月 24日"],
)  # fmt: skip
def test_the_same_day_however_it_is_typed(text: str) -> None:
    assert read_date(text, TODAY) == dt.date(2026, 9, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-24"),
        ("明天", "2026-11-25"),
        ("昨天", "2026-11-23"),
        ("后天", "2026-11-26"),
        ("大前天", "2026-11-21"),
        ("周五", "2026-11-27"),
        ("本周日", "2026-11-29"),
        ("下周一", "2026-11-30"),
        ("下星期天", "2026-12-06"),
        ("上周五", "2026-11-20"),
        ("下下周三", "2026-12-09"),
        ("3天后", "2026-11-27"),
        ("十天前", "2026-11-14"),
        ("24日", "2026-11-24"),
        ("3号", "2026-12-03"),
        ("明年1月5日", "2027-01-05"),
        ("去年12.30", "2025-12-30"),
    ],
)
def test_words_are_seen_from_today(text: str, day: str) -> None:
    assert str(read_date(text, TODAY)) == day


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2027-01-05", "12.30", "2026-12-30"),
        ("2027-01-05", "1.5", "2027-01-05"),
        ("2026-12-30", "1.5", "2027-01-05"),
        ("2026-12-30", "0105", "2027-01-05"),
        ("2027-12-30", "2.29", "2028-02-29"),
        ("2027-01-01", "31日", "2026-12-31"),
    ],
)
def test_without_a_year_the_nearest_is_meant(today: str, text: str, day: str) -> None:
    assert str(read_date(text, dt.date.fromisoformat(today))) == day


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "20261301", "2.30", "9月31日", "0000", "二月三十日", "32日"]
)
def test_a_day_that_does_not_exist_is_said_to_be_none(text: str) -> None:
    assert read_typed(text, TODAY).fault == NO_SUCH_DAY


@pytest.mark.parametrize(
    "text",
    ["随便", "2026-0", "", "20260", "2026-09-24 下午", "月底", "农历九月初三", "x", "2026年", "2026-09-24至25日"],
)
def test_what_is_no_date_is_not_called_a_day_that_does_not_exist(text: str) -> None:
    assert read_typed(text, TODAY) == read_typed("随便", TODAY)
    assert read_typed(text, TODAY).fault == NOT_A_DATE


def test_a_command_gets_one_sentence() -> None:
    with pytest.raises(UserError, match="收文日期“随便”：看不懂这个日期"):
        parse_typed("随便", TODAY, "收文日期")


@given(st.text(alphabet="0123456789年月日号.。-/ 一二三四五六七八九十〇零廿初周下上天前后今明", max_size=14))
def test_no_text_is_an_internal_error(text: str) -> None:
    read = read_typed(text, TODAY)
    assert (read.day is None) == bool(read.fault)
