"""The main window: lays out the shell, and leads from page to page. What it shows it gets from the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.ui.shell.brand import NAME, window_icon
from govdesk.ui.shell.layout import MINIMUM_HEIGHT, MINIMUM_WIDTH, WindowLayout, layout_for
from govdesk.ui.shell.page import Page
from govdesk.ui.shell.pages import NAVIGATION, make_page
from govdesk.ui.shell.status_bar import StatusBar
from govdesk.ui.shell.top_bar import TopBar
from govdesk.ui.theme import SCALES, Theme

if TYPE_CHECKING:
    from govdesk.app import Services

_MOST_HISTORY = 20
_MESSAGE_MS = 8000
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
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._history: list[tuple[str, dict[str, Any]]] = []
        self._target: dict[str, Any] = {}
        self._layout: WindowLayout | None = None
        self._started = self._start_planned = False
        self._before_search: QWidget | None = None
        self.setWindowTitle(NAME)
        self.setMinimumSize(MINIMUM_WIDTH, MINIMUM_HEIGHT)
        self.top_bar = TopBar(theme)
        self.stack = QStackedWidget()
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
        self._connect()
        theme.changed.connect(self.apply_theme)
        self.apply_theme()
        self._restore_geometry()

    @property
    def rule_id(self) -> str:
        """The rule in force (适用规则): the chosen one, or the first of the library while none is chosen."""
        rules = self.services.library.rules
        chosen = self.services.settings.rule
        return chosen if chosen in rules else next(iter(rules), "")

    @property
    def page(self) -> Page | None:
        """The page being shown; None on the first start."""
        return self._pages.get(self._current)

    # -- moving between pages

    def go(self, name: str, **target: Any) -> bool:
        """Show the page `name` with `target` (see `govdesk.ui.shell.pages`); False where the present page will not go."""
        if name == "back":
            return self.back()
        leaving = self.page
        if leaving is not None and not leaving.leave():
            return False
        if self._current and (name, target) != (self._current, self._target):
            self._history = [*self._history, (self._current, self._target)][-_MOST_HISTORY:]
        self._show(name, target)
        return True

    def back(self) -> bool:
        """Go to where the user came from, or home."""
        leaving = self.page
        if leaving is not None and not leaving.leave():
            return False
        name, target = self._history.pop() if self._history else ("home", {})
        self._show(name, target)
        return True

    def _show(self, name: str, target: dict[str, Any]) -> None:
        try:
            page = self._page(name)
            page.activate(**target)
        except UserError as error:
            page = self._trouble(error)
            QTimer.singleShot(0, self, lambda error=error: self._after_trouble(error))
        self._current, self._target = name, target
        self._pages[name] = page
        self.stack.setCurrentWidget(page)
        self._read_status()
        self._say_default()
        page.focus_first()

    def _page(self, name: str) -> Page:
        page = self._pages.get(name)
        if page is None or page.property("trouble"):
            page = make_page(name, self.services, self.theme)
            self._adopt(page)
            page.apply_rule(self.rule_id)
        return page

    def _trouble(self, error: UserError) -> Page:
        from govdesk.ui.shell.trouble import TroublePage

        page = TroublePage(self.services, self.theme, error)
        page.setProperty("trouble", True)
        self._adopt(page)
        return page

    def _after_trouble(self, error: UserError) -> None:
        from govdesk.records.errors import DamagedRecords

        # The page already says what is wrong; only where there is something to choose, ask.
        if isinstance(error, DamagedRecords):
            self.show_trouble(error)

    def _adopt(self, page: Page) -> None:
        page.navigate.connect(self._on_navigate)
        page.status_message.connect(self.say)
        page.status_changed.connect(self._read_status)
        page.trouble.connect(self.show_trouble)
        if self._layout is not None:
            page.apply_layout(self._layout)
        self.stack.addWidget(page)

    def _on_navigate(self, name: str, target: object) -> None:
        self.go(name, **(target if isinstance(target, dict) else {}))

    def show_trouble(self, error: object) -> None:
        """Tell of an error; a damaged file of records is told with the ways out of it."""
        from govdesk.records.errors import DamagedRecords
        from govdesk.ui.shell.failures import show_error

        if not isinstance(error, DamagedRecords):
            if isinstance(error, BaseException):
                show_error(self.theme, error, self)
            return
        from govdesk.ui.shell.recovery import offer_recovery

        if offer_recovery(self.theme, self.services, error, self):
            self._show(self._current, self._target)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._start_planned:
            self._start_planned = True
            QTimer.singleShot(0, self, self.start)

    def start(self) -> None:
        """Open the first page: home, or the question which city on the first start. Later calls do nothing."""
        if self._started:
            return
        self._started = self._start_planned = True
        rules = self.services.library.rules.values()
        articles = sum(len(rule.articles) for rule in rules)
        self.status.set_library(f"规则库 {len(rules)} 部 {articles} 条")
        self.top_bar.set_rules([(rule.id, rule.meta.short_title) for rule in rules])
        self.top_bar.set_rule(self.rule_id)
        self._open_first()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setWindowIcon(window_icon(self.theme))
        self.started.emit()

    def _open_first(self) -> None:
        if self._current:
            return  # a key was quicker
        if self.services.settings.rule in self.services.library.rules or len(self.services.library.rules) < 2:
            self._show("home", {})
            return
        from govdesk.ui.shell.first_start import FirstStart

        rules = self.services.library.rules.values()
        first = FirstStart(self.theme, [(rule.id, rule.meta.short_title, rule.meta.title) for rule in rules])
        self.stack.addWidget(first)
        self.stack.setCurrentWidget(first)
        self.top_bar.setEnabled(False)
        first.chosen.connect(self._choose_city)
        first.focus_first()

    def _choose_city(self, rule_id: str) -> None:
        first = self.stack.currentWidget()
        self.top_bar.setEnabled(True)
        self.choose_rule(rule_id)
        self._show("home", {})
        self.stack.removeWidget(first)
        first.deleteLater()

    # -- choices that are remembered

    def choose_rule(self, rule_id: str) -> None:
        """Put another rule in force, everywhere but in open checklists."""
        self._remember(rule=rule_id)
        self.top_bar.set_rule(rule_id)
        for page in self._pages.values():
            page.apply_rule(rule_id)
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

    def _step_scale(self, step: int) -> None:
        scales = [scale for scale, _ in SCALES]
        index = scales.index(self.theme.scale) + step
        self.choose_scale(scales[max(0, min(index, len(scales) - 1))])

    # -- looks

    def apply_theme(self) -> None:
        """Hand the theme to Qt: palette, fonts, style sheet; then to the pages."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self.theme.palette())
            app.setFont(self.theme.font("ui"))
        self.setStyleSheet(self.theme.qss())
        for page in self._pages.values():
            page.apply_theme()
        self._apply_layout()

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
        for page in self._pages.values():
            page.apply_layout(layout)

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

    # -- keyboard

    def _connect(self) -> None:
        bar = self.top_bar
        bar.nav_requested.connect(self._on_nav)
        bar.rule_chosen.connect(self.choose_rule)
        bar.scale_chosen.connect(self.choose_scale)
        bar.law_face_chosen.connect(self.choose_law_face)
        bar.dark_toggled.connect(self.choose_dark)
        bar.help_requested.connect(lambda: self.go("help"))
        bar.search_requested.connect(self.search)
        bar.search.left.connect(self._return_from_search)
        for position, (name, _, _) in enumerate(NAVIGATION, start=1):
            self._shortcut(f"Ctrl+{position}", lambda name=name: self._on_nav(name))
        for key, act in (
            ("Ctrl+K", self._enter_search),
            ("Alt+R", self._open_rules),
            ("F6", lambda: self._next_pane(1)),
            ("Shift+F6", lambda: self._next_pane(-1)),
            ("Ctrl+=", lambda: self._step_scale(1)),
            ("Ctrl++", lambda: self._step_scale(1)),
            ("Ctrl+-", lambda: self._step_scale(-1)),
            ("Ctrl+0", lambda: self.choose_scale(1.0)),
        ):
            self._shortcut(key, act)

    def _shortcut(self, key: str, act: Any) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(act)

    def _on_nav(self, name: str) -> None:
        if self.top_bar.isEnabled() and not self.go(name):
            self._read_status()  # the button that was pressed must not stay lit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only what no page has taken comes here: in a wizard Alt+← is the question before.
        if event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.back()
        else:
            super().keyPressEvent(event)

    def _enter_search(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not self.top_bar.search:
            self._before_search = focused
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def _return_from_search(self) -> None:
        before, self._before_search = self._before_search, None
        if before is not None and before.isVisible():
            before.setFocus()
        elif self.page is not None:
            self.page.focus_first()

    def _open_rules(self) -> None:
        self.top_bar.rule_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.rule_box.showPopup()

    def _next_pane(self, step: int) -> None:
        panes = [self.top_bar.search, *(self.page.panes() if self.page else [])]
        panes = [pane for pane in panes if pane.isVisible() and pane.isEnabled()]
        focused = QApplication.focusWidget()
        here = next(
            (
                i
                for i, pane in enumerate(panes)
                if focused is not None and (pane is focused or pane.isAncestorOf(focused))
            ),
            -1 if step > 0 else 0,
        )
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- searching

    def search(self, text: str) -> None:
        """第58条, 58 or 五十八 opens the article of the rule in force at once; other words go to the search page."""
        if not text:
            return
        from govdesk.rules.citation import parse_citation

        if parse_citation(text) is not None:
            try:
                rule, article, _ = self.services.library.find(text, self.rule_id)
            except UserError:
                pass  # not one of ours: the words are searched for
            else:
                self.go("rules", rule=rule.id, article=article.number)
                return
        self.go("search", text=text)

    # -- coming and going

    def _restore_geometry(self) -> None:
        saved = self.services.settings.window.get("geometry", "")
        if not (saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii", "ignore")))):
            room = self.screen().availableSize()
            self.resize(min(_FIRST_WIDTH, room.width()), min(_FIRST_HEIGHT, room.height()))
            if room.width() < _FIRST_WIDTH + _FRAME or room.height() < _FIRST_HEIGHT + _FRAME:
                # On a small screen the title bar would push the status bar off its lower edge.
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None and not self.page.leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        window = self.services.settings.window
        if window.get("geometry") != geometry:
            self._remember(window={**window, "geometry": geometry})
        event.accept()
