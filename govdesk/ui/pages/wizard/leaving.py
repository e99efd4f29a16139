"""Before answers are left behind that are not kept anywhere: what can become of them is the user's choice."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.dialogs import Dialog


class Choice(Enum):
    """What to do with the answers."""

    KEEP = "keep"
    DROP = "drop"
    STAY = "stay"


def ask_about_changes(theme: Theme, number: str, changes: str, parent: QWidget, *, may_stay: bool = True) -> Choice:
    """Other answers for the checklist `number` that it has not been given; `changes`: what they would do to it, or ""."""
    dialog = Dialog(theme, f"{number} 还没有更新", parent)  # short: title bars cut it
    if changes:
        dialog.add_text(f"{changes.rstrip('。')}。")
    dialog.add_text(
        "答案改了，清单还没有更新。更新以后，勾过的、填过的照旧；也可以再改回来。不改，清单还是原来的样子。"
    )
    choices = [Choice.DROP, *([Choice.STAY] if may_stay else []), Choice.KEEP]
    words = {Choice.DROP: "不改了", Choice.STAY: "接着答", Choice.KEEP: "更新清单"}
    for choice in choices:
        dialog.add_button(words[choice], primary=choice is Choice.KEEP)
    pressed = dialog.exec()
    # Esc leaves everything as it is; where nobody can stay, nothing that was typed is dropped unasked.
    return choices[pressed] if pressed >= 0 else (Choice.STAY if may_stay else Choice.KEEP)


def ask_about_unsaved(theme: Theme, title: str, error: UserError, parent: QWidget) -> Choice:
    """Answers to the wizard `title` that could not be kept as a draft, for the reason in `error`."""
    dialog = Dialog(theme, f"“{title}”的答案没有存上", parent, icon="warning-circle-fill")
    dialog.add_text(f"{error.what.rstrip('。')}。")
    dialog.add_text("窗口开着，答案就在，回到这件事接着答；现在关掉窗口就没有了。")
    dialog.add_button("不存，离开")
    dialog.add_button("再存一次")
    dialog.add_button("留在这里", primary=True)
    return {0: Choice.DROP, 1: Choice.KEEP}.get(dialog.exec(), Choice.STAY)
