"""Which pages there are. Their modules are imported on the first visit only: the first frame pays for home alone.

What each can be asked to show is in `govdesk.present.targets`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from govdesk.app import Services

#: page name -> (module, class). The built app finds these modules because build.spec collects all of govdesk.
PAGES: dict[str, tuple[str, str]] = {
    "home": ("govdesk.ui.pages.home.page", "HomePage"),
    "rules": ("govdesk.ui.pages.reader.page", "ReaderPage"),
    "rule": ("govdesk.ui.pages.reader.about", "AboutPage"),
    "statute": ("govdesk.ui.pages.statute.page", "StatutePage"),
    "compare": ("govdesk.ui.pages.compare.page", "ComparePage"),
    "wizard": ("govdesk.ui.pages.wizard.page", "WizardPage"),
    "chart": ("govdesk.ui.pages.chart.page", "ChartPage"),
    "checklists": ("govdesk.ui.pages.records.page", "RecordsPage"),
    "checklist": ("govdesk.ui.pages.checklist.page", "ChecklistPage"),
    "deadlines": ("govdesk.ui.pages.deadlines.page", "DeadlinesPage"),
    "search": ("govdesk.ui.pages.search.page", "SearchPage"),
    "settings": ("govdesk.ui.pages.settings.page", "SettingsPage"),
    "import": ("govdesk.ui.pages.importing.page", "ImportPage"),
    "library": ("govdesk.ui.pages.library.page", "LibraryPage"),
    "adopt": ("govdesk.ui.pages.adopting.page", "AdoptPage"),
    "versions": ("govdesk.ui.pages.versions.page", "VersionsPage"),
    "editor": ("govdesk.ui.pages.editor.page", "EditorPage"),
    "help": ("govdesk.ui.pages.manual.page", "ManualPage"),
}

#: Pages that hold no rule's text and stay as they are when the library changes.
KEPT = ("import", "library", "adopt", "versions", "editor", "help")

#: Pages that only show what the library has: where one of them is before the user while it changes, it is made anew.
SHOWING = ("home", "rules", "rule", "statute", "compare", "search")

#: Where the manual opens on F1: page -> a topic of docs/manual.md.
HELP: dict[str, str] = {
    "home": "选一件事",
    "rules": "规则",
    "rule": "规则说明",
    "statute": "法律法规",
    "compare": "两市对照",
    "wizard": "回答问题",
    "chart": "看流程图",
    "checklists": "找旧清单",
    "checklist": "清单",
    "deadlines": "期限",
    "search": "搜索",
    "settings": "设置",
    "import": "放进本单位的规则",
    "library": "规则库",
    "adopt": "套用办事清单",
    "versions": "新旧对照",
    "editor": "自己编一件",
}

#: The top bar's navigation: page, its name, its icon; Ctrl+1 is the first.
NAVIGATION: tuple[tuple[str, str, str], ...] = (
    ("home", "办事", "briefcase"),
    ("rules", "规则", "book-open"),
    ("checklists", "清单", "clipboard-text"),
    ("deadlines", "期限", "calendar-check"),
)


def make_page(name: str, services: Services, theme: Theme) -> Page:
    """The page called `name`, made anew. Raises KeyError for an unknown name, UserError where it cannot be made."""
    module, class_name = PAGES[name]
    page: Page = getattr(importlib.import_module(module), class_name)(services, theme)
    return page
