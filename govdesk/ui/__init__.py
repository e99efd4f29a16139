"""All of Qt: the window and its pages. What a page decides lives below, in the core."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from govdesk.ui.kit.sources import leave_sources_unread

if TYPE_CHECKING:
    from govdesk.app import Services

leave_sources_unread()


def run_window(
    services: Services,
    argv: list[str] | None = None,
    *,
    cannot_start: Callable[[list[str]], None] | None = None,
) -> int:
    """Open the window on `services` and stay until it is closed; gives the exit status.

    Where Qt can open no window at all (no screen, a system library that is missing) it gets `cannot_start` with its own
    messages, and the process ends with 1: Qt itself would abort.

    With GOVDESK_BENCH=1 in the environment it prints `ready RSS` (kB) as soon as it takes input, and ends.
    """
    # Almost all that is made while starting stays, Qt's thousands of classes first of all: looking through it again and
    # again for garbage costs a tenth of the time. It is on again a second after the start.
    gc.disable()
    from govdesk.ui.window.start import run_window as run

    return run(services, argv, cannot_start)
