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
    _Once(owner, act).start(ms)


class _Once(QTimer):
    """Fires once and is gone.

    It lets go of `act` before it is deleted. `act` may be the last to hold its owner: a connection that held `act` would
    free the owner amid the deletion of the timer, which is the owner's child, and PySide 6.8 then crashes.
    """

    def __init__(self, owner: QObject, act: Callable[[], object]) -> None:
        super().__init__(owner)
        self._act: Callable[[], object] | None = act
        self.setSingleShot(True)
        self.timeout.connect(self._run)

    def _run(self) -> None:
        act, self._act = self._act, None
        self.deleteLater()
        if act is not None:
            act()
