"""PySide reads the source of every module that is imported after it, and keeps it: here it is told not to.

It looks there for `from __feature__ import`, which nobody here uses (`shibokensupport/feature.py`). The lines stay in
`linecache` until the program ends: those of SQLAlchemy alone are some megabytes.
"""

from __future__ import annotations

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 — it brings the module that is changed here


def leave_sources_unread() -> None:
    """From now on no module counts as one that could ask for a feature. A PySide that looks otherwise is left alone."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_feature  # type: ignore[union-attr]


def _uses_no_feature(_: ModuleType) -> bool:
    return False
