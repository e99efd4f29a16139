"""The main window: lays out the shell and keeps the user's choices. What it shows it gets from the services."""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.paths import UnwritableFolder
from govdesk.ui.shell.arranging import PaneKeeper
from govdesk.ui.shell.brand import NAME
from govdesk.ui.shell.keys import WindowKeys
from govdesk.ui.shell.layout import MINIMUM_HEIGHT, MINIMUM_WIDTH, WindowLayout, layout_for
from govdesk.ui.shell.navigator import Navigator
from govdesk.ui.shell.page import Page
from govdesk.ui.shell.pages import HELP
from govdesk.ui.shell.status_bar import StatusBar
from govdesk.ui.shell.top_bar import TopBar
from govdesk.ui.theme import Theme
from govdesk.ui.widgets.composing import ComposingGuard

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.ui.search.suggest import Suggestions
    from govdesk.ui.shell.pack_faults import PackFaults
    from govdesk.ui.shell.presence import Presence

_MESSAGE_MS = 8000
_ICON_MS = 200  # after the first paint: the icon takes longer to paint than a page takes to come up
_FIRST_WIDTH, _FIRST_HEIGHT, _FRAME = 1366, 768, 40


class MainWindow(QMainWindow):
    """The window over `services`, in the look of `theme`, which it owns from now on.

    It is on the screen before the library is read and the first page built: that follows right after the first
    paint. `start()` does it at once.
    """

    #: The first page stands.
    started = Signal()

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__()
        self.services = services
        self.theme = theme
        theme.setParent(self)
        self._layout: WindowLayout | None = None
        self.pack_faults: PackFaults | None = None  # only where there are some
        self.presence: Presence | None = None  # the program's own window has one; a window in a test needs none
        self._suggestions: Suggestions | None = None  # made when the search box is first entered
        self._started = self._painted = False
        self.setWindowTitle(NAME)
        self.setMinimumSize(MINIMUM_WIDTH, MINIMUM_HEIGHT)
        self._dress_application()  # before any widget: one that is measured in Qt's own font loads that font
        self.top_bar = TopBar(theme)
        self.stack = Navigator(services, theme)
        self.status = StatusBar(theme)
        self._message_timer = QTimer(self)
        self._message_timer.setSingleShot(True)
        self._message_timer.timeout.connect(self._say_default)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.top_bar, 0), (self.stack, 1), (self.status, 0)):
            column.addWidget(widget, stretch)
        self.setCentralWidget(body)
        self.keys = WindowKeys(self)
        self._composing = ComposingGuard(self)
        self._arranging = PaneKeeper(lambda: services.settings.window, self._remember_window, self)
        self._connect()
        theme.changed.connect(self.apply_theme)
        self.apply_theme()
        self._restore_geometry()

    @property
    def rule_id(self) -> str:
        """The rule in force (适用规则): the chosen one, or the first of the library while none is chosen."""
        rules = self.services.front_page.rules
        chosen = self.services.settings.rule
        return chosen if chosen in rules else next(iter(rules), "")

    @property
    def page(self) -> Page | None:
        """The page being shown; None before the first."""
        return self.stack.page

    def go(self, name: str, **target: Any) -> bool:
        """Show the page `name` with `target` (see `govdesk.ui.shell.pages`); False where the present page will not go."""
        return self.stack.go(name, target)

    def back(self) -> bool:
        """Go to where the user came from, or home."""
        return self.stack.back()

    def search(self, text: str) -> None:
        """第58条, 58 or 五十八 opens the article of the rule in force at once, 第八章 its chapter; other words are searched for."""
        if not text:
            return
        from govdesk.rules.citation import parse_citation
        from govdesk.search.chapters import chapter_start

        if parse_citation(text) is not None:
            try:
                rule, article, _ = self.services.library.find(text, self.rule_id)
            except UserError:
                pass  # not one of ours: the words are searched for
            else:
                self.go("rules", rule=rule.id, article=article.number)
                return
        if (start := chapter_start(self.services.library.rules, text, self.rule_id)) is not None:
            self.go("rules", rule=start[0], article=start[1])
            return
        self.go("search", text=text)

    def _suggest(self, typed: str = "") -> None:
        """The search box is used for the first time: suggestions follow what is typed there from now on."""
        from govdesk.ui.search.suggest import Suggestions

        self.top_bar.search.entered.disconnect(self._suggest)
        self.top_bar.search.textEdited.disconnect(self._suggest)
        self._suggestions = Suggestions(self.services, self.theme, self.top_bar.search, self)
        self._suggestions.rule_id = self.rule_id
        self._suggestions.opened.connect(lambda name, target: self.go(name, **target))
        self._suggestions.all_requested.connect(self.search)
        self._suggestions.prepare()
        self._suggestions.follow(typed)

    # -- starting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.start)
            QTimer.singleShot(_ICON_MS, self, self._set_icon)

    def start(self) -> None:
        """Open the first page: home, or the question which city on the first start. Later calls do nothing."""
        if self._started:
            return
        self._started = True
        rules = self.services.front_page.rules.values()
        articles = sum(rule.articles for rule in rules)
        self.status.set_library(f"规则库 {len(rules)} 部 {articles} 条")
        self.top_bar.set_rules([(rule.id, rule.short_title) for rule in rules])
        self.top_bar.set_rule(self.rule_id)
        self.stack.apply_rule(self.rule_id)
        if self.services.front_page.faults:
            from govdesk.ui.shell.pack_faults import PackFaults

            self.pack_faults = PackFaults(self, self.services.front_page.faults)
        if not self.stack.current:  # a key may have been quicker
            self._open_first()
        self.started.emit()

    def _set_icon(self) -> None:
        from govdesk.ui.shell.window_icon import window_icon

        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setWindowIcon(window_icon(self.theme))

    def _open_first(self) -> None:
        rules = self.services.front_page.rules
        if self.services.settings.rule in rules or len(rules) < 2:
            self.stack.show_page("home", {})
            return
        from govdesk.ui.shell.first_start import FirstStart

        first = FirstStart(self.theme, [(rule.id, rule.short_title, rule.title) for rule in rules.values()])
        self.stack.addWidget(first)
        self.stack.setCurrentWidget(first)
        self.top_bar.setEnabled(False)
        first.chosen.connect(self._choose_city)
        first.focus_first()

    def _choose_city(self, rule_id: str) -> None:
        first = self.stack.currentWidget()
        self.top_bar.setEnabled(True)
        self.choose_rule(rule_id)
        self.stack.show_page("home", {})
        self.stack.removeWidget(first)
        first.deleteLater()

    # -- choices that are remembered

    def choose_rule(self, rule_id: str) -> None:
        """Put another rule in force, everywhere but in open checklists."""
        self._remember(rule=rule_id)
        self.top_bar.set_rule(rule_id)
        self.stack.apply_rule(rule_id)
        if self._suggestions is not None:
            self._suggestions.rule_id = rule_id
        self._read_status()
        self._say_default()

    def choose_scale(self, scale: float) -> None:
        """Set the text size, 1.0 to 1.75."""
        self.theme.change(scale=scale)
        self._remember(text_scale=round(self.theme.scale * 100))

    def choose_dark(self, dark: bool) -> None:
        """Choose between the dark and the light palette."""
        self.theme.change(dark=dark)
        self._remember(dark=dark)

    def choose_law_face(self, face: str) -> None:
        """Choose the face of the law's words."""
        self.theme.change(law_face=face)
        self._remember(law_face=self.theme.law_face)

    def _remember(self, **changes: Any) -> None:
        """Keep a setting; where it cannot be written the choice holds for this session, and the status bar says so."""
        self.services.settings = msgspec.structs.replace(self.services.settings, **changes)
        try:
            self.services.save_settings()
        except UserError as error:
            self.say(error.sentence)

    def _remember_window(self, changes: Mapping[str, str]) -> None:
        self._remember(window={**self.services.settings.window, **changes})

    # -- looks

    def apply_theme(self) -> None:
        """Hand the theme to Qt: palette, fonts, style sheet; then to the pages."""
        self._dress_application()
        self.setStyleSheet(self.theme.qss())
        self.stack.apply_theme()
        self._apply_layout()

    def _dress_application(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self.theme.palette())
            app.setFont(self.theme.font("ui"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_layout()

    def _apply_layout(self) -> None:
        layout = layout_for(self.width(), self.theme.scale)
        if layout == self._layout:
            return
        self._layout = layout
        self.top_bar.apply_layout(layout)
        self.status.apply_layout(layout)
        self.stack.apply_layout(layout)

    # -- status bar

    def say(self, text: str) -> None:
        """Show `text` at the left of the status bar for a while."""
        self.status.set_left(text)
        self._message_timer.start(_MESSAGE_MS)

    def _say_default(self) -> None:
        self._message_timer.stop()
        page = self.page
        self.status.set_left((page.default_status() if page else "") or self.services.settings_warning)

    def _read_status(self) -> None:
        page = self.page
        if page is None:
            return
        self.setWindowTitle(f"{page.title} - {NAME}" if page.title else NAME)
        self.top_bar.navigation.light(page.nav)
        self.status.set_keys(page.status_keys)

    # -- trouble

    def show_trouble(self, error: object) -> None:
        """Tell of an error as a dialog; a damaged file of records is told with the ways out of it."""
        from govdesk.records.errors import DamagedRecords
        from govdesk.ui.shell.failures import show_error

        if not isinstance(error, DamagedRecords):
            if isinstance(error, BaseException):
                show_error(self.theme, error, self)
            return
        from govdesk.ui.shell.recovery import offer_recovery

        if offer_recovery(self.theme, self.services, error, self):
            self.stack.show_again()

    def _on_page_trouble(self, error: object) -> None:
        from govdesk.records.errors import DamagedRecords

        if isinstance(error, UnwritableFolder) and self.presence is not None:
            return  # it has told, and the strip under the top bar still does
        page = self.page
        if page is None or not page.property("trouble") or isinstance(error, DamagedRecords):
            # A page of trouble already says what is wrong; only where there is something to choose, ask as well.
            QTimer.singleShot(0, self, lambda: self.show_trouble(error))

    # -- wiring

    def _connect(self) -> None:
        bar, stack = self.top_bar, self.stack
        bar.nav_requested.connect(self.navigate_to)
        bar.rule_chosen.connect(self.choose_rule)
        bar.scale_chosen.connect(self.choose_scale)
        bar.law_face_chosen.connect(self.choose_law_face)
        bar.dark_toggled.connect(self.choose_dark)
        bar.help_requested.connect(self.open_help)
        bar.search_requested.connect(self.search)
        bar.search.left.connect(self.keys.return_from_search)
        bar.search.entered.connect(self._suggest)
        bar.search.textEdited.connect(self._suggest)
        stack.adopted.connect(self._arranging.follow)
        stack.shown.connect(self._read_status)
        stack.shown.connect(self._say_default)
        stack.status_message.connect(self.say)
        stack.status_changed.connect(self._read_status)
        stack.trouble.connect(self._on_page_trouble)

    def navigate_to(self, name: str) -> None:
        """Answer to the top bar and its keys; on the first start there is nowhere to go yet."""
        if self.top_bar.isEnabled() and not self.go(name):
            self._read_status()  # the button that was pressed must not stay lit

    def open_help(self) -> None:
        """The manual, at what it says of the page being shown."""
        topic = HELP.get(self.stack.current, "")
        if self.top_bar.isEnabled():
            self.go("help", **({"topic": topic} if topic else {}))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.take_left_over(event):
            super().keyPressEvent(event)

    # -- coming and going

    def _restore_geometry(self) -> None:
        kept = b""
        with suppress(ValueError):  # a settings file that somebody has edited
            kept = binascii.a2b_base64(self.services.settings.window.get("geometry", ""))
        if kept and self.restoreGeometry(kept):
            return
        room = self.screen().availableSize()
        self.resize(min(_FIRST_WIDTH, room.width()), min(_FIRST_HEIGHT, room.height()))
        if room.width() < _FIRST_WIDTH + _FRAME or room.height() < _FIRST_HEIGHT + _FRAME:
            # On a small screen the title bar would push the status bar off its lower edge.
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.stack.leave_all():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._arranging.flush()
        if self.services.settings.window.get("geometry") != geometry:
            self._remember_window({"geometry": geometry})
        event.accept()
