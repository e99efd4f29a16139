"""What the window's size decides. One pure function, so that every page folds at the same sizes."""

from __future__ import annotations

from typing import NamedTuple

WIDE = 1200
MEDIUM = 1000
CRAMPED = 760
LOW = 700  # of the height: below it what is seldom needed folds, for the rows of a list
MINIMUM_WIDTH, MINIMUM_HEIGHT = 640, 400  # of the window, in device-independent pixels; below that nobody works
FOOT = "foot"  # the object name of the strip at the window's foot, over which messages lie where a page has no room
SHEET_MAXIMUM = 760
ROW_MAXIMUM = 1180


class WindowLayout(NamedTuple):
    """How pages lay themselves out. `effective` is the window's width in pixels divided by the text scale."""

    effective: int
    nav_icons: bool  # icons in the navigation, and the label 适用规则
    side_below: bool  # the right-hand pane lies under the centre (F4), header fields fold, exports merge into 导出 ▾
    brand: bool  # the words 政务案头 beside the seal
    toc_drawer: bool  # the reader's contents come and go with F9; search facets become one row of choices
    home_side_below: bool  # the home page's right column lies below the groups
    cramped: bool = False  # hardly the width for the commonest controls: ornaments and repeated words go
    low: bool = False  # little height: strips and panels around a list fold


def layout_for(width: int, scale: float, height: int | None = None) -> WindowLayout:
    """The layout of a window of that many device-independent pixels at a text scale of 1.0 to 1.75; None is high enough."""
    effective = int(width / scale)
    wide, medium = effective >= WIDE, effective >= MEDIUM
    return WindowLayout(
        effective=effective,
        nav_icons=wide,
        side_below=not wide,
        brand=medium,
        toc_drawer=not medium,
        home_side_below=not medium,
        cramped=effective < CRAMPED,
        low=height is not None and height / scale < LOW,
    )
