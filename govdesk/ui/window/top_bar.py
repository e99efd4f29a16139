"""The top bar: seal and name, navigation, search, 适用规则, text size, light or dark, help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.first_frame import Qt
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.theme import SPACE_L, SPACE_S, SPACE_XS, TOP_BAR, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.fields import ComboBox, LineEdit
from govdesk.ui.kit.widgets.icon_button import IconButton
from govdesk.ui.kit.widgets.labels import Ground, KeyCap, Label, plain_tip
from govdesk.ui.window.brand import Brand
from govdesk.ui.window.navigation import Navigation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

SEARCH_HINT = "搜条文、事项、第58条、拼音首字母"
SEARCH_HINT_SHORT = "搜条文、事项、第58条"
SEARCH_HINT_SHORTEST = "搜索"
SEARCH_MAXIMUM = 520
_ROOM_FOR_KEY = 240
_LEAST_RULE = 124  # a city's name of four characters is read whole: what is in force must not be guessed
_LEAST_SEARCH = 108  # room for the hint, and to see that something can be typed there
_RULE_MAXIMUM = 190
_CLOSE = 860  # of the window's width: below it the tabs stand close together and the hint is one word
_LATER = "选好单位再用"
#: Below the rules in 适用规则: what can be done about them, with the page for it.
_ABOUT_RULES = (("导入规则……", "import"), ("规则库", "library"))


class SearchField(LineEdit):
    """The global search box. `entered()` when it gets the focus, `left()` when Esc gives it back, `done()` when it goes."""

    entered = Signal()
    left = Signal()
    done = Signal()
    _cap: KeyCap | None = None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, SEARCH_HINT, icon="magnifying-glass", name="全局搜索，Ctrl+K", parent=parent)
        self._cap = KeyCap(theme, "Ctrl+K", self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._place)
        self.apply_theme()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(_LEAST_SEARCH), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.done.emit()

    def focusNextPrevChild(self, next: bool) -> bool:
        self.done.emit()  # what had made room is there again, for Tab to come to
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def apply_theme(self) -> None:
        """Take font and measures from the theme again."""
        super().apply_theme()
        if self._cap is None:
            return  # the field is being made
        self.setMaximumWidth(self._theme.px(SEARCH_MAXIMUM))
        self._place()

    def _place(self) -> None:
        if self._cap is None:
            return
        shown = not self.text() and self.width() >= self._theme.px(_ROOM_FOR_KEY)
        self._cap.setVisible(shown)
        self._cap.resize(self._cap.sizeHint())
        self._cap.move(self.width() - self._cap.width() - self._theme.px(10), (self.height() - self._cap.height()) // 2)
        margins = self.textMargins()
        margins.setRight(self._cap.width() if shown else 0)
        self.setTextMargins(margins)


class TopBar(Themed, Ground):
    """The bar over every page. What it asks for it asks by signals; it decides nothing."""

    nav_requested = Signal(str)
    rule_chosen = Signal(str)
    desk_chosen = Signal(str)  # "" for 单位未定
    search_requested = Signal(str)
    scale_chosen = Signal(float)
    law_face_chosen = Signal(str)
    dark_toggled = Signal(bool)
    settings_requested = Signal()
    help_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "b", parent)
        self.setAccessibleName("顶栏")
        self.brand = Brand(theme)
        self.navigation = Navigation(theme)
        self.search = SearchField(theme)
        self._rule_label = Label(theme, "适用规则", "secondary", "ink2")
        self.rule_box = ComboBox(theme, name=f"{COMMANDS['rule'].text}，{COMMANDS['rule'].key}", bold=True)
        self.rule_box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.rule_box.by_current, self.rule_box.least = True, _LEAST_RULE
        self.desk_box = ComboBox(theme, name=f"{COMMANDS['desk'].text}，{COMMANDS['desk'].key}")
        self.desk_box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.desk_box.by_current = True
        self.desk_box.hide()
        self.size_button = IconButton(theme, "text-aa", "字号")
        self._dark = CommandAction(self, "dark", lambda: self.dark_toggled.emit(not self._theme.dark))
        self.dark_button, self.settings_button = IconButton(theme, "", ""), IconButton(theme, "", "")
        self.help_button = IconButton(theme, "", "")
        settings = CommandAction(self, "settings", self.settings_requested.emit)
        self.settings_button.follow(settings)
        self.dark_button.follow(self._dark)
        help_ = CommandAction(self, "help", self.help_requested.emit)
        self.help_button.follow(help_)
        self._later = (settings, help_)  # while the first start asks there is nothing to set, and no way back
        self._rule_row, self._icon_row = QHBoxLayout(), QHBoxLayout()
        for box, command in ((self.rule_box, "rule"), (self.desk_box, "desk")):
            box.currentTextChanged.connect(lambda text, box=box, command=command: _tell(box, command, text))
            _tell(box, command, "")
        for widget in (self._rule_label, self.rule_box, self.desk_box):
            self._rule_row.addWidget(widget)
        for button in (self.size_button, self.dark_button, self.settings_button, self.help_button):
            self._icon_row.addWidget(button)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.brand)
        self._row.addWidget(self.navigation)
        self._row.addStretch(1)
        self._row.addWidget(self.search, 100)
        self._row.addStretch(1)
        self._row.addLayout(self._rule_row)
        self._row.addLayout(self._icon_row)
        self.navigation.requested.connect(self.nav_requested.emit)  # of a signal itself Qt asks what it is
        self.rule_box.activated.connect(lambda index: self._choose_rule(self.rule_box.itemData(index)))
        self.desk_box.activated.connect(lambda index: self.desk_chosen.emit(self.desk_box.itemData(index)))
        self.search.entered.connect(lambda: self._make_room(searching=True))
        self.search.done.connect(lambda: self._make_room(searching=False))
        self.search.returnPressed.connect(lambda: self.search_requested.emit(self.search.text().strip()))
        self.size_button.clicked.connect(self._show_size_menu)
        self._asking, self._roomy, self._close, self._rule_id = False, True, False, ""
        self.follow_theme()

    def set_rules(self, rules: Sequence[tuple[str, str]]) -> None:
        """Offer these rules: (id, short title) in the order of the list."""
        self.rule_box.clear()
        for rule_id, name in rules:
            self.rule_box.addItem(name, rule_id)
        for name, page in _ABOUT_RULES:
            self.rule_box.addItem(name, page)

    def set_rule(self, rule_id: str) -> None:
        """Show `rule_id` as the rule in force, without asking for anything."""
        self._rule_id = rule_id
        self.rule_box.setCurrentIndex(self.rule_box.findData(rule_id))

    @property
    def asking(self) -> bool:
        """Whether the first start is still asking: there is nowhere to go yet."""
        return self._asking

    def set_asking(self, asking: bool) -> None:
        """On the first start navigation, search and the choices of rule and desk wait."""
        self._asking = asking
        self.navigation.setEnabled(not asking)
        self.navigation.setToolTip(_LATER if asking else "")
        for action in self._later:
            action.setEnabled(not asking)
        for button, action in zip((self.settings_button, self.help_button), self._later, strict=True):
            button.setToolTip(_LATER if asking else action.toolTip())
        for widget in (self.search, self.rule_box):
            widget.setVisible(not asking)
        self._rule_label.setVisible(self._roomy and not asking)
        self.desk_box.setVisible(not asking and self.desk_box.count() > 1)

    def _make_room(self, *, searching: bool) -> None:
        """In a narrow window what is typed takes the room of the choices beside it."""
        if self._asking:
            return
        away = searching and not self._roomy
        self.rule_box.setVisible(not away)
        self.desk_box.setVisible(not away and self.desk_box.count() > 1)

    def _choose_rule(self, chosen: str) -> None:
        """A rule, or one of the pages below the rules."""
        if chosen in (page for _, page in _ABOUT_RULES):
            self.set_rule(self._rule_id)
            self.nav_requested.emit(chosen)
        else:
            self.rule_chosen.emit(chosen)

    def set_desks(self, desks: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these desks of the rule in force, (id, label), and show the chosen one; none hides the box."""
        self.desk_box.clear()
        for desk, label in desks:
            self.desk_box.addItem(label, desk)
        self.desk_box.addItem("单位未定", "")
        self.desk_box.setCurrentIndex(max(0, self.desk_box.findData(chosen)))
        self.desk_box.setVisible(bool(desks) and not self._asking)

    def apply_theme(self) -> None:
        """Take measures from the theme again; say the state in the buttons' names."""
        px = self._theme.px
        self.setFixedHeight(px(TOP_BAR))
        self.rule_box.setMaximumWidth(px(_RULE_MAXIMUM))
        self._space()
        self._rule_row.setSpacing(px(SPACE_S))
        self._icon_row.setSpacing(px(SPACE_XS))
        self.size_button.set_name(f"字号，当前 {round(self._theme.scale * 100)}%")
        keys = f"{COMMANDS['larger'].key} 放大，{COMMANDS['smaller'].key} 缩小"
        self.size_button.setToolTip(plain_tip(f"{self.size_button.accessibleName()}（{keys}）"))
        self._dark.set_icon_name("sun" if self._theme.dark else "moon")
        self._dark.say("切换到浅色" if self._theme.dark else "切换到深色")

    def apply_layout(self, layout: WindowLayout) -> None:
        """Fold what has no room."""
        self.brand.set_words(layout.brand)
        self.brand.setVisible(not layout.cramped)
        self.dark_button.setVisible(not layout.cramped)  # its key, and 设置, have it too
        self.navigation.set_icons(layout.nav_icons)
        close = layout.effective < _CLOSE
        self.navigation.set_close(close)
        self._roomy, self._close = layout.nav_icons, close
        self._space()
        self._rule_label.setVisible(self._roomy and not self._asking)
        short = SEARCH_HINT_SHORTEST if close else SEARCH_HINT_SHORT
        self.search.setPlaceholderText(SEARCH_HINT if layout.nav_icons else short)

    def _space(self) -> None:
        px = self._theme.px
        side = px(SPACE_S if self._close else SPACE_L)
        self._row.setContentsMargins(side, 0, side, 1)  # 1: the bar's own hairline
        self._row.setSpacing(px(SPACE_L if self._roomy else SPACE_S))

    def _show_size_menu(self) -> None:
        self.size_menu().exec(self.size_button.mapToGlobal(QPoint(0, self.size_button.height())))

    def size_menu(self) -> QMenu:
        """The menu of Aa, made anew so that it ticks what is in force."""
        from govdesk.ui.window.size_menu import size_menu  # a menu's kinds of Qt are not for the first frame

        return size_menu(self, self._theme, self.scale_chosen.emit, self.law_face_chosen.emit)


def _tell(box: ComboBox, command: str, chosen: str) -> None:
    """What the box is for, and its words in full: a small window elides them."""
    told = COMMANDS[command].tooltip()
    box.setToolTip(plain_tip(f"{told}\n{chosen}" if chosen else told))
