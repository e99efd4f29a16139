"""Dates as a Chinese office writes them on screen."""

from __future__ import annotations

from datetime import date

_WEEKDAYS = "一二三四五六日"


def weekday_zh(day: date) -> str:
    """The day of the week: 周一 … 周日."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def date_zh(day: date) -> str:
    """The date with its day of the week: `2026-12-04 周五`."""
    return f"{day.isoformat()} {weekday_zh(day)}"
