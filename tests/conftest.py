"""Every run of the tests tries the same examples, so that a red run can be repeated.

To look for new ones: `make test ARGS="--hypothesis-profile=explore"`.

And in every run whoever opens a SQLite connection closes it: a module that leaves one open fails with its last test.
"""

import gc
from collections.abc import Generator

import new_records
import open_connections
import pytest
import shares
from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None, print_blob=True)
settings.register_profile("explore", derandomize=False, print_blob=True)
settings.load_profile("steady")

open_connections.count()


def pytest_configure(config: pytest.Config) -> None:
    """The long trials kill the program as it is; every other test takes a short way to a new file of records."""
    if config.getoption("markexpr") != "stress":
        new_records.begin()


def pytest_collection_finish() -> None:
    """Five thousand collected tests stay to the end: the garbage collector need not look at them again and again."""
    gc.collect()
    gc.freeze()


def pytest_report_header() -> str:
    """See `shares`."""
    return f"GOVDESK_TEST_DAY={shares.DAY}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """After a module's last test, its fixtures are gone too."""
    is_last = nextitem is None or nextitem.path != item.path
    try:
        yield
    finally:
        left = open_connections.close_leftovers() if is_last else []
    assert not left, "not closed by this module:\n" + "\n".join(left)


_COUNTED = pytest.StashKey[list[str]]()


@pytest.fixture
def counted(pytestconfig: pytest.Config) -> list[str]:
    """Lines about what a trial did, printed at the end of the run."""
    return pytestconfig.stash.setdefault(_COUNTED, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """With `make stress`: seeds and counts."""
    for line in config.stash.get(_COUNTED, []):
        terminalreporter.write_line(line)
