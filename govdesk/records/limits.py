"""How much a record holds, the same for what is typed here and what comes from elsewhere: all of it can be exported again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from govdesk.errors import UserError
from govdesk.typed import MAX_NOTE, clean_text

MAX_FIELD = 2_000  # characters of a field of the head, a name, a reason
MAX_MARGIN = 500_000  # of a note beside an article that arrives: both stay where two machines wrote one
MAX_SERIAL = 5_000_000  # of a number that arrives: those that follow it have at most seven digits for a long time
MAX_CHANGES = 100_000  # of one record
EARLIEST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # what a clock without a battery tells
LATEST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
#: Years of a time that arrives: what was typed before times were looked at, far enough from the ends to reckon with.
_YEARS = range(1000, 9000)


def check_typed(value: Any, *, note: bool = False) -> None:
    """Raises UserError where a text that was typed is longer than a record holds."""
    most = MAX_NOTE if note else MAX_FIELD
    longest = max((len(text) for text in texts(value)), default=0)
    if longest > most:
        raise UserError(
            f"这段文字有 {longest} 个字，太长",
            safe="清单没有改动",
            todo=f"不超过 {most} 个字，长的另存成文件，在备注里写明",
        )


def check_time(time: dt.datetime | None) -> None:
    """Raises ValueError for a time that arrives without its zone, or with which nothing can be reckoned."""
    if time is None:
        return
    if time.tzinfo is None:
        raise ValueError("a time does not say its zone")
    if time.year not in _YEARS:
        raise ValueError(f"a time in the year {time.year}")


def check_done(time: dt.datetime | None) -> None:
    """Raises UserError for a time at which nobody has done anything: a slip of the hand in the year."""
    if time is not None and not EARLIEST.date() <= time.date() <= LATEST.date():
        raise UserError(f"办结的日期写成了 {time.year} 年", safe="这一项没有改动", todo="核对年份再写")


def cleaned(value: Any) -> Any:
    """A value of JSON's kinds whose texts have no sign that cannot be seen or stored; see `govdesk.typed`."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(key)): cleaned(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text in a value of JSON's kinds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield str(key)
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)
