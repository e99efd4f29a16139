"""Small widgets that more than one screen uses. Each takes the window's `Theme` first and follows it by itself.

`from govdesk.ui.kit.widgets import Label, PrimaryButton` imports only the modules of the names asked for: what the first
frame does not show, it does not pay for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govdesk.ui.kit.widgets.article import ArticlePane, TextView
    from govdesk.ui.kit.widgets.bars import ProgressBar
    from govdesk.ui.kit.widgets.buttons import Button, LinkButton, PrimaryButton, SecondaryButton
    from govdesk.ui.kit.widgets.choices import CheckBox, RadioButton
    from govdesk.ui.kit.widgets.dialogs import Dialog, ErrorDialog
    from govdesk.ui.kit.widgets.empty import EmptyState
    from govdesk.ui.kit.widgets.fields import ComboBox, LineEdit, mark_invalid
    from govdesk.ui.kit.widgets.icon_button import CloseButton, IconButton
    from govdesk.ui.kit.widgets.icon_label import IconLabel
    from govdesk.ui.kit.widgets.labels import ElidedLabel, Ground, HLine, KeyCap, Label, VLine
    from govdesk.ui.kit.widgets.marks import Badge, badge_size, chip_size, paint_badge, paint_check, paint_chip
    from govdesk.ui.kit.widgets.side_panel import SidePanel
    from govdesk.ui.kit.widgets.toast import Toast

_MODULES = {
    "article": ("ArticlePane", "TextView"),
    "bars": ("ProgressBar",),
    "toast": ("Toast",),
    "buttons": ("Button", "LinkButton", "PrimaryButton", "SecondaryButton"),
    "choices": ("CheckBox", "RadioButton"),
    "dialogs": ("Dialog", "ErrorDialog"),
    "empty": ("EmptyState",),
    "fields": ("ComboBox", "LineEdit", "mark_invalid"),
    "icon_button": ("CloseButton", "IconButton"),
    "icon_label": ("IconLabel",),
    "labels": ("ElidedLabel", "Ground", "HLine", "KeyCap", "Label", "VLine"),
    "marks": ("Badge", "badge_size", "chip_size", "paint_badge", "paint_check", "paint_chip"),
    "side_panel": ("SidePanel",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "ArticlePane",
    "Badge",
    "Button",
    "CheckBox",
    "CloseButton",
    "ComboBox",
    "Dialog",
    "ElidedLabel",
    "EmptyState",
    "ErrorDialog",
    "Ground",
    "HLine",
    "IconButton",
    "IconLabel",
    "KeyCap",
    "Label",
    "LineEdit",
    "LinkButton",
    "PrimaryButton",
    "ProgressBar",
    "RadioButton",
    "SecondaryButton",
    "SidePanel",
    "TextView",
    "Toast",
    "VLine",
    "badge_size",
    "chip_size",
    "mark_invalid",
    "paint_badge",
    "paint_check",
    "paint_chip",
]


def __getattr__(name: str) -> Any:
    """Import the module that holds `name` (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
