"""搜索页 in tests."""

from __future__ import annotations

from desk import make_theme, show
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.ui.pages.search.page import SearchPage

RULE = "xianyang-2013"


def opened(qtbot: QtBot, services: Services) -> SearchPage:
    """The page in a window, with the shipped rule `RULE` in force."""
    page = SearchPage(services, make_theme())
    page.apply_rule(RULE)
    page.activate()
    show(qtbot, page)
    return page
