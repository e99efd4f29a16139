"""Dates as they are typed."""

from __future__ import annotations

import datetime as dt

import pytest

from govdesk.present.dates import read_date

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    ["2026-09-24", "2026-9-24", "2026/9/24", "2026.9.24", "20260924", "2026年9月24日", "9-24", "9月24日", "２０２６－９－２４",
     " 2026-09-24 周四 ", "2026-09-24（星期四）"],
)  # fmt: skip
def test_the_same_day_however_it_is_typed(text: str) -> None:
    assert read_date(text, TODAY) == dt.date(2026, 9, 24)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "昨天", "2026-0", "", "20260", "2026-09-24 下午"])
def test_what_is_no_day(text: str) -> None:
    assert read_date(text, TODAY) is None
