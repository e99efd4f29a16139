"""The language that the system is taken to speak, where Qt asks for it and not for the program's own."""

from __future__ import annotations

import os
import sys


def speak_chinese() -> None:
    """Dates and sizes in Qt's file dialog follow the system's language, whatever the default locale; on Windows that is set.

    Qt reads it once, when anything first asks for a locale: so this comes before all of Qt.
    """
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name, "").startswith("zh") for name in ("LC_ALL", "LC_TIME", "LANG")
    ):
        os.environ["LANG"] = os.environ["LC_TIME"] = "zh_CN.UTF-8"
