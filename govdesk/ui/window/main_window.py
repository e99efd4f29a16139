"""The main window: lays out the shell and keeps the user's choices. What it shows it gets from the services."""

from __future__ import annotations

import binascii
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from govdesk.paths import UnwritableFolder
from govdesk.present.targets import TARGETS, Target
from govdesk.ui.kit.first_frame import first_frame_stands
from govdesk.ui.kit.later import later
from govdesk.ui.kit.layout import MINIMUM_HEIGHT, MINIMUM_WIDTH, WindowLayout, layout_for
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.second_click import second_click
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.composing import ComposingGuard
from govdesk.ui.kit.widgets.rescaling import rescale
from govdesk.ui.window.arranging import PaneKeeper
from govdesk.ui.window.box_search import BoxSearch
from govdesk.ui.window.brand import NAME
from govdesk.ui.window.canvas import Canvas
from govdesk.ui.window.choices import Choices
from govdesk.ui.window.day_watch import DayWatch
from govdesk.ui.window.dropping import Dropping
from govdesk.ui.window.first_questions import FirstQuestions
from govdesk.ui.window.keys import WindowKeys
from govdesk.ui.window.mouse import MouseKeys
from govdesk.ui.window.navigator import Navigator
from govdesk.ui.window.notices import NoticeHolder
from govdesk.ui.window.pages import HELP
from govdesk.ui.window.status_bar import StatusBar
from govdesk.ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.ui.window.pack_faults import PackFaults
    from govdesk.ui.window.presence import Presence

_MESSAGE_MS = 8000
_ICON_MS = 200  # after the first paint: the icon takes longer to paint than a page takes to come up
_FIRST_WIDTH, _FIRST_HEIGHT, _FRAME = 1366, 768, 40


class MainWindow(QMainWindow):
    """The window over `services`, in the look of `theme`, which it owns from now on.

    It is on the screen before the library is read and the first page built: that follows right after the first
    paint. `start()` does it at once.
    """

    #: The first frame is painted and the first page comes next.
    starting = Signal()
    #: The first page stands.
    started = Signal()

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__()
        self.services = services
        self.theme = theme
        self.choices = Choices(services, theme, self)
        theme.setParent(self)
        self._layout: WindowLayout | None = None
        self.pack_faults: PackFaults | None = None  # only where there are some
        self.presence: Presence | None = None  # the program's own window has one; a window in a test needs none
        self.ending: QObject | None = None  # as presence
        self._started = self._painted = self._fills_screen = False
        self.setWindowTitle(NAME)
        room = self.screen().availableSize()
        self.setMinimumSize(min(MINIMUM_WIDTH, room.width()), min(MINIMUM_HEIGHT, room.height() - _FRAME))
        self._dress_application()  # before any widget: one that is measured in Qt's own font loads that font
        self.top_bar = TopBar(theme)
        self.stack = Navigator(services, theme)
        self.status = StatusBar(theme)
        self.notices = NoticeHolder()
        self.box_search = BoxSearch(services, theme, self.top_bar, self)
        self.first_questions = FirstQuestions(services, theme, self.choices, self.stack, self.top_bar, self)
        self._message_timer = QTimer(self)
        self._message_timer.setSingleShot(True)
        self._message_timer.timeout.connect(self._say_default)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.top_bar, 0), (self.notices, 0), (self.stack, 1), (self.status, 0)):
            column.addWidget(widget, stretch)
        self.setCentralWidget(Canvas(theme, body))
        self.keys = WindowKeys(
            self,
            self.top_bar,
            self.stack,
            theme,
            open_page=self.navigate_to,
            choose_scale=self.choices.choose_scale,
            say=self.say,
        )
        self._mouse = MouseKeys(
            self, back=self.keys.step_back, forward=self.stack.forward, step_scale=self.keys.step_scale
        )
        self._composing = ComposingGuard(self)
        self._dropping = Dropping(self, self.stack, lambda: not self.top_bar.asking)
        self._arranging = PaneKeeper(lambda: services.settings.window, self.choices.remember_window, self)
        self.day_watch = DayWatch(services, self)
        self._connect()
        theme.rescaled.connect(lambda before, now: rescale(self, before, now))
        theme.changed.connect(self.apply_theme)
        self.apply_theme()
        self._restore_geometry()

    @property
    def rule_id(self) -> str:
        """The rule in force (适用规则); "" where there is none."""
        return self.choices.rule_id

    @property
    def desk(self) -> str:
        """The desk in force under the rule in force; "" while none is chosen."""
        return self.choices.desk

    @property
    def page(self) -> Page | None:
        """The page being shown; None before the first."""
        return self.stack.page

    def go(self, name: str, **target: Any) -> bool:
        """Show the page `name` with `target`, the fields of its target; False where the present page will not go."""
        return self.open(TARGETS[name](**target))

    def open(self, target: Target) -> bool:
        """Show a page; False where the present one will not go."""
        return self.stack.go(target.page, target.arguments())

    def back(self) -> bool:
        """Go to where the user came from, or home."""
        return self.stack.back()

    # -- starting

    def take_place(self) -> Presence:
        """Take the window's place in the data folder once the first page stands."""
        from govdesk.ui.window.presence import Presence

        self.presence = Presence(self, self.services, self.theme, self.notices, self.stack, self.say)
        self.started.connect(self.presence.begin_soon)
        return self.presence

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            later(self, self.start)
            later(self, self._set_icon, _ICON_MS)

    def start(self) -> None:
        """Open the first page: home, or the question which city on the first start. Later calls do nothing.

        Where that fails, a page says so and offers another try.
        """
        if self._started:
            return
        self._started = True
        first_frame_stands()
        self._follow_presses()
        self.day_watch.begin()
        self.starting.emit()
        self._open_first()

    def _open_first(self) -> None:
        try:
            self._open()
        except Exception as error:
            from govdesk.ui.window.failures import as_user_error

            self.stack.show_failure(as_user_error(error), self._open_first)
        self.started.emit()

    def _open(self) -> None:
        self._show_library()
        if self.services.front_page.faults:
            from govdesk.ui.window.pack_faults import PackFaults

            self.pack_faults = PackFaults(
                self.theme,
                self.services.front_page.faults,
                lambda: self.services.library.problems,
                self.notices,
                self.stack,
                self.say,
            )
        page = self.stack.page  # a key may have been quicker
        if page is None or page.property("trouble"):
            self.first_questions.begin()

    def _show_library(self) -> None:
        """Which rules there are, in the bars and for the pages."""
        rules = self.services.front_page.rules.values()
        articles = sum(rule.articles for rule in rules)
        self.status.set_library(f"规则库 {len(rules)} 部 {articles} 条")
        self.top_bar.set_rules([(rule.id, rule.short_title) for rule in rules])
        self.top_bar.set_rule(self.rule_id)
        self.stack.apply_rule(self.rule_id)
        self.box_search.apply_rule(self.rule_id)
        self._apply_desk()

    def _on_library_changed(self, rule_id: str) -> None:
        """Rules have come or gone; `rule_id`, where it is one of them, is in force from now on."""
        self.stack.forget_others()
        if rule_id in self.services.front_page.rules:
            self.choices.remember(rule=rule_id)
        self._show_library()

    def _set_icon(self) -> None:
        from govdesk.ui.window.window_icon import window_icon

        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setWindowIcon(window_icon(self.theme))

    def _apply_rule(self, rule_id: str) -> None:
        self.top_bar.set_rule(rule_id)
        self.stack.apply_rule(rule_id)
        self._apply_desk()
        self.box_search.apply_rule(rule_id)
        self._read_status()
        self._say_default()

    def _apply_desk(self) -> None:
        rule = self.services.front_page.rules.get(self.rule_id)
        self.top_bar.set_desks([(desk.id, desk.label) for desk in rule.desks] if rule else [], self.desk)
        self.stack.apply_desk(self.desk)

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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._started:
            self._follow_presses()

    def _follow_presses(self) -> None:
        # Not before the first frame: for a QWindow PySide builds every kind of window.
        self._mouse.follow(self.windowHandle())
        second_click()  # from now on it follows every window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_layout()

    def _apply_layout(self) -> None:
        layout = layout_for(self.width(), self.theme.scale, self.height())
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
        self.status.set_left(
            self.services.trouble or (page.default_status() if page else "") or self.services.settings_warning
        )

    def _read_status(self) -> None:
        page = self.page
        if page is None:
            return
        self.setWindowTitle(page.title or NAME)  # Qt puts the name behind it, as behind the titles of dialogs
        self.top_bar.navigation.light(page.nav)
        self.top_bar.search.setText(str(self.stack.target.get("text", "")) if self.stack.current == "search" else "")
        self.status.set_keys(page.status_keys)

    # -- trouble

    def show_trouble(self, error: object) -> None:
        """Tell of an error as a dialog; a damaged file of records is told with the ways out of it."""
        from govdesk.records.errors import DamagedRecords
        from govdesk.ui.window.failures import show_error

        if not isinstance(error, DamagedRecords):
            if isinstance(error, BaseException):
                done = show_error(self.theme, error, self, self.services.data_folder)
                if done:
                    self.say(done)
            return
        from govdesk.ui.window.recovery import offer_recovery

        if offer_recovery(self.theme, self.services, error, self):
            self.stack.show_again()

    def _on_page_trouble(self, error: object) -> None:
        from govdesk.records.errors import DamagedRecords

        if isinstance(error, UnwritableFolder) and self.presence is not None:
            return  # it has told, and the strip under the top bar still does
        page = self.page
        if page is None or not page.property("trouble") or isinstance(error, DamagedRecords):
            # A page of trouble already says what is wrong; only where there is something to choose, ask as well.
            later(self, lambda: self.show_trouble(error))

    # -- wiring

    def _connect(self) -> None:
        bar, stack, choices = self.top_bar, self.stack, self.choices
        bar.nav_requested.connect(self.navigate_to)
        choices.rule_changed.connect(self._apply_rule)
        choices.desk_changed.connect(self._apply_desk)
        choices.told.connect(self.say)
        bar.rule_chosen.connect(choices.change_city)
        bar.desk_chosen.connect(choices.choose_desk)
        bar.scale_chosen.connect(choices.choose_scale)
        bar.law_face_chosen.connect(choices.choose_law_face)
        bar.dark_toggled.connect(choices.choose_dark)
        bar.help_requested.connect(self.open_help)
        bar.settings_requested.connect(lambda: self.navigate_to("settings"))
        stack.choice.connect(choices.choose)
        self.box_search.opened.connect(self.open)
        bar.search.left.connect(self.keys.return_from_search)
        stack.adopted.connect(self._arranging.follow)
        stack.shown.connect(self._read_status)
        stack.shown.connect(self._say_default)
        stack.status_message.connect(self.say)
        stack.status_changed.connect(self._read_status)
        self.day_watch.changed.connect(stack.day_changed)
        stack.trouble.connect(self._on_page_trouble)
        stack.library_changed.connect(self._on_library_changed)

    def navigate_to(self, name: str) -> None:
        """Answer to the top bar and its keys; on the first start there is nowhere to go yet."""
        if not self.top_bar.asking and not self.go(name):
            self._read_status()  # the button that was pressed must not stay lit

    def open_help(self) -> None:
        """The manual, at what it says of the page being shown."""
        topic = HELP.get(self.stack.current, "")
        if not self.top_bar.asking:
            self.go("help", **({"topic": topic} if topic else {}))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.take_left_over(event):
            super().keyPressEvent(event)

    # -- coming and going

    def _restore_geometry(self) -> None:
        kept = b""
        with suppress(ValueError):  # a settings file that somebody has edited
            kept = binascii.a2b_base64(self.services.look.window.get("geometry", ""))
        if kept and self.restoreGeometry(kept):
            return
        room = self.screen().availableSize()
        self.resize(min(_FIRST_WIDTH, room.width()), min(_FIRST_HEIGHT, room.height()))
        if room.width() < _FIRST_WIDTH + _FRAME or room.height() < _FIRST_HEIGHT + _FRAME:
            # On a small screen the title bar would push the status bar off its lower edge.
            self._fills_screen = True

    def show(self) -> None:
        """Show the window; for the first time on a small screen as large as that."""
        if self._fills_screen:
            self._fills_screen = False
            self.showMaximized()
        else:
            super().show()

    def keep_everything(self) -> None:
        """What is typed on any page, and where the window stands; asks nothing. For an end that cannot be put off."""
        self.stack.keep_typed()
        self._keep_geometry()

    def _keep_geometry(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._arranging.flush()
        if self.services.settings.window.get("geometry") != geometry:
            self.choices.remember_window({"geometry": geometry})

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.stack.leave_all():
            event.ignore()
            return
        self._keep_geometry()
        event.accept()
