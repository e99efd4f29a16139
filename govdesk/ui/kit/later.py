"""Doing something in a moment, so that what goes wrong in it is heard of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, act: Callable[[], object], ms: int = 0) -> None:
    """Call `act` after `ms` milliseconds, 0 for the next turn of the event loop; not at all once `owner` is gone.

    What `act` raises reaches `sys.excepthook`, as from every slot. From `QTimer.singleShot(0, object, function)` it does
    not: PySide 6.8 drops the exception, and the next callback reports a fault that is not its own. `make check` refuses
    that form.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)

    def run() -> None:
        timer.deleteLater()
        act()

    timer.timeout.connect(run)
    timer.start(ms)
