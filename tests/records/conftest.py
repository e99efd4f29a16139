"""A small wizard with everything the store must cope with, and a clock that stands still until told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from killing import Server
from office import Clock, make_test_basis

from govdesk.records import open_store
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar, load_calendar


@pytest.fixture(scope="session")
def calendar() -> OfficialCalendar:
    return load_calendar([])


@pytest.fixture(scope="session")
def basis() -> Basis:
    return make_test_basis()


@pytest.fixture
def clock() -> Clock:
    return Clock(dt.datetime(2026, 9, 24, 1, 30, tzinfo=dt.UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "数据 文件夹"


@pytest.fixture
def reopen(folder: Path, calendar: OfficialCalendar, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Opens the store; each call closes the one before, as closing and starting the program does."""
    opened: list[Store] = []

    def open_again() -> Store:
        for store in opened:
            store.close()
        opened.append(open_store(folder, calendar, clock=clock))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(reopen: Callable[[], Store]) -> Store:
    return reopen()


@pytest.fixture
def server() -> Iterator[Server]:
    """Forks processes that can be killed."""
    running = Server()
    yield running
    running.stop()
