"""Small widgets that more than one screen uses. Each takes the window's `Theme` first and follows it by itself."""

from govdesk.ui.widgets.article import ArticlePane, SidePanel
from govdesk.ui.widgets.bars import ProgressBar, UndoBar
from govdesk.ui.widgets.buttons import Button, LinkButton, PrimaryButton, SecondaryButton
from govdesk.ui.widgets.choices import CheckBox, RadioButton
from govdesk.ui.widgets.dialogs import Dialog, ErrorDialog
from govdesk.ui.widgets.empty import EmptyState
from govdesk.ui.widgets.fields import ComboBox, DateEdit, LineEdit, mark_invalid
from govdesk.ui.widgets.icon_button import IconButton
from govdesk.ui.widgets.labels import ElidedLabel, Ground, HLine, KeyCap, Label, VLine
from govdesk.ui.widgets.marks import (
    Badge,
    badge_size,
    chip_size,
    paint_badge,
    paint_check,
    paint_chip,
)

__all__ = [
    "ArticlePane",
    "Badge",
    "Button",
    "CheckBox",
    "ComboBox",
    "DateEdit",
    "Dialog",
    "ElidedLabel",
    "EmptyState",
    "ErrorDialog",
    "Ground",
    "HLine",
    "IconButton",
    "KeyCap",
    "Label",
    "LineEdit",
    "LinkButton",
    "PrimaryButton",
    "ProgressBar",
    "RadioButton",
    "SecondaryButton",
    "SidePanel",
    "UndoBar",
    "VLine",
    "badge_size",
    "chip_size",
    "mark_invalid",
    "paint_badge",
    "paint_check",
    "paint_chip",
]
