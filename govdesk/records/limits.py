"""How much a record holds, the same for what is typed here and what comes from elsewhere: all of it can be exported again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from govdesk.errors import UserError

MAX_FIELD = 2_000  # characters of a field of the head, a name, a reason
MAX_NOTE = 50_000  # characters of a note; a page of A4 has some 800
MAX_SERIAL = 5_000_000  # of a number that arrives: those that follow it have at most seven digits for a long time
MAX_CHANGES = 100_000  # of one record
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


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
    """Raises ValueError for a time without its zone, or far from any that an office has."""
    if time is None:
        return
    if time.tzinfo is None:
        raise ValueError("a time does not say its zone")
    if not EARLIEST.date() <= time.date() <= LATEST.date():
        raise ValueError(f"a time in the year {time.year}")


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
