"""Shares of what `make test` cannot go through every day: another one each day, and all within a few.

What is left out of a day's share is marked `stress`, so that `make test` and `make stress` of one day are all there is.
GOVDESK_TEST_DAY=2026-12-01 takes the shares of that day, to repeat a red run; every run prints its day.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from typing import Any

import pytest

#: Set for the worker processes too: they must collect the same tests, also around midnight.
DAY = os.environ.setdefault("GOVDESK_TEST_DAY", dt.date.today().isoformat())
NUMBER = dt.date.fromisoformat(DAY).toordinal()


def todays(values: Iterable[Any], one_in: int = 3) -> list[Any]:
    """All `values` as parameters, those that are not today's marked `stress`."""
    turns = enumerate(values, NUMBER)
    return [value if turn % one_in == 0 else _left_out(value) for turn, value in turns]


def _left_out(value: Any) -> Any:
    values = value if isinstance(value, tuple) else (value,)
    return pytest.param(*values, marks=pytest.mark.stress)
