"""Signals of objects that Qt itself made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SIGNAL, QObject


def follow(sender: QObject, signal: str, do: Callable[[], object]) -> None:
    """Call `do` on a signal of `sender`, written as C++ has it: "valueChanged(int)"; its values are not handed on.

    For what Qt made: a text's layout, a scroll bar. Connected through its attribute, PySide keeps what stands for the
    object in Python for ever, one for each view that is made and done with.
    """
    QObject.connect(sender, SIGNAL(signal), do)  # type: ignore[call-overload]
