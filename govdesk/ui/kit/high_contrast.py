"""High contrast: where the system asks for it, its own colours take the place of ours, and no ground is tinted."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QPalette

from govdesk.ui.kit.first_frame import Qt

_ROLES: dict[QPalette.ColorRole, tuple[str, ...]] = {
    QPalette.ColorRole.Base: (
        *("page", "panel", "window", "ctl", "hover", "actT", "verT", "mark"),  # state is told by shape, too
    ),
    QPalette.ColorRole.Text: (*("ink", "ink2", "ink3", "line", "line2", "thumb", "act", "actH", "ver", "verFill"),),
    QPalette.ColorRole.Highlight: ("actFill", "hit"),
    QPalette.ColorRole.HighlightedText: ("onAct", "onHit"),
}


def system_colours(hints: Any, palette: QPalette) -> dict[str, str] | None:
    """Our tokens in the system's colours, if `hints` (QStyleHints) report a wish for high contrast; None otherwise.

    A Qt before 6.10 reports no such wish: then there is nothing to follow.
    """
    accessibility = getattr(hints, "accessibility", None)
    wanted = getattr(getattr(Qt, "ContrastPreference", None), "HighContrast", None)
    if accessibility is None or wanted is None or accessibility().contrastPreference() != wanted:
        return None
    return colours_of(palette)


def colours_of(palette: QPalette) -> dict[str, str]:
    """Every token of the theme in the colours of `palette`."""
    found = {token: palette.color(role).name().upper() for role, tokens in _ROLES.items() for token in tokens}
    return {**found, "onActH": found["page"], "onVer": found["page"]}
