"""All of Qt: the window and its pages. What a page decides lives below, in the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdesk.app import Services


def run_window(services: Services, argv: list[str] | None = None) -> int:
    """Open the window on `services` and stay until it is closed; gives the exit status.

    With GOVDESK_BENCH=1 in the environment it prints `ready RSS` (kB) as soon as it takes input, and ends.
    """
    from govdesk.ui.shell.start import run_window as run

    return run(services, argv)
