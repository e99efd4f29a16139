"""新旧对照: a newer version beside the older; lists, notes, bookmarks and errands whose words changed, one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from govdesk import paths
from govdesk.drafting.version_steps import VersionSteps
from govdesk.errors import Progress, UserError
from govdesk.importing.saving import RULES
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.library import PackRow, pack_rows
from govdesk.present.succession import end_in_words, older_first, version_pair
from govdesk.rules.versions import are_versions
from govdesk.ui.actions.background import Background
from govdesk.ui.actions.pack_reload import PackChange
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.layout import WIDE, WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, EmptyState
from govdesk.ui.kit.widgets.banner import Banner
from govdesk.ui.pages.versions.bar import VersionsBar
from govdesk.ui.pages.versions.following import Following, look_through
from govdesk.ui.pages.versions.queue import QueueView

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.rules.model import Rule
    from govdesk.wizards.model import Wizard


class VersionsPage(Page):
    """The page `versions`; `rule` and `old` are ids, or one of them, and the other is found."""

    title = "新旧对照"
    nav = "rules"
    status_keys = (*hints(("open", "确认"), "later", ("retract", "撤销")), ("↑↓", "上一处、下一处"))

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._pair = ("", "")  # older, newer
        self._packs: dict[str, PackRow] = {}
        self._rules: dict[str, Rule] = {}  # also those of packs that are not in use
        self._again = False  # another pair was chosen while one was being looked through
        stopped = UserError("已停下", safe="没有改动")
        failed = UserError("没有对照成", safe="清单、笔记和规则都没有改动", todo="再试一次")
        self.work = Background(stopped, failed, self)
        self.change = PackChange(services, self)
        self.bar = VersionsBar(theme)
        self.view = QueueView(theme)
        self.margins = Banner(theme, "", [("带到新版", self.view.bring_margins)])
        self.note = EmptyState(theme, "", "", primary="去规则库", icon="arrow-left")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.note)
        self.stack.addWidget(self.view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self.margins)
        outer.addWidget(self.stack, 1)
        CommandAction(self, "undo", self.view.undo)
        self._connect()

    # What the window asks

    def activate(self, rule: str = "", old: str = "", **_: Any) -> None:
        """Compare `rule` with `old`, with the version before it where that is not said. Raises UserError."""
        services = self.services
        packs = pack_rows(
            services.library, paths.shipped_rules(), services.data_folder / RULES, services.settings.disabled
        )
        self._packs = {pack.rule.id: pack for pack in packs if pack.rule is not None}
        disabled = {name: pack.rule for name, pack in self._packs.items() if pack.rule is not None and not pack.enabled}
        self._rules = rules = services.library.rules | disabled
        pair = self._pair
        if rule or old:
            pair = (old, rule) if rule and old else version_pair(rules, rule or old)
        if pair != self._pair:
            self.view.forget()
        self._pair = pair
        new = rules.get(pair[1])
        others = [entry for entry in rules.values() if new is not None and entry.id != new.id]
        versions = [entry for entry in others if new is not None and are_versions(entry, new)]
        offered = [*reversed(older_first(versions)), *(entry for entry in others if entry not in versions)]
        self.bar.show_pair(new, offered, pair[0])
        if new is None or pair[0] not in rules:
            self.view.forget()
            self._say_nothing(known=new is not None)
        else:
            self._begin(*pair)

    def focus_first(self) -> None:
        """The list, or what there is to press."""
        if self.stack.currentWidget() is self.note and self.note.primary is not None:
            self.note.primary.setFocus()
        else:
            self.view.list.setFocus()

    def panes(self) -> list[QWidget]:
        """List and words; or what there is to press."""
        if self.stack.currentWidget() is self.note:
            return [self.note.primary] if self.note.primary is not None else []
        return [self.view.list, self.view.change] if self.view.current else [self.view.list]

    def apply_layout(self, layout: WindowLayout) -> None:
        """What a narrow window has no room for gives way."""
        self.bar.set_narrow(layout.effective < WIDE)
        self.view.apply_layout(layout)

    def default_status(self) -> str:
        """Every decision is kept."""
        return "看到哪里都记着，随时可停"

    # What is compared

    def _say_nothing(self, *, known: bool) -> None:
        if known:
            self._say("规则库里没有它的另一个版本", "先导入另一个版本；名称改了的，在上面“旧版”里选。")
        else:
            self._say("先选一部规则", "在规则库里选中一部规则，再点“新旧对照”。")

    def _say(self, title: str, text: str) -> None:
        self.note.title.setText(title)
        self.note.text.setText(text)
        self.bar.show_progress(0, 0, 0)
        self.margins.hide()
        self.stack.setCurrentWidget(self.note)

    def _begin(self, old: str, new: str) -> None:
        """Look through what rests on the older version, in the background."""
        services, before, after = self.services, self._rules[old], self._rules[new]
        steps = VersionSteps(services.data_folder, old, new)
        margins, store = services.margins, services.store
        entries, wizards = tuple(margins), self._wizards_of(old)

        def work(progress: Progress) -> object:
            followed = look_through(before, after, store, entries, wizards(), progress)
            return Following(before, after, steps, margins, followed)

        if self.view.following is None:
            self._say("正在对照", "逐份看清单、笔记、收藏和办事所引的话……")
        self._again = not self.work.start(work)

    def _wizards_of(self, rule: str) -> Callable[[], tuple[Wizard, ...]]:
        """The errands of a rule, those of a pack that is not in use read from its folder."""
        library = self.services.library
        if rule in library.rules:
            return lambda: library.wizards(rule)
        folder, text = self._packs[rule].folder, self._rules[rule]

        def read() -> tuple[Wizard, ...]:
            from govdesk.wizards.loader import read_wizards

            return read_wizards(folder, text, prove=False)[0]

        return read

    def _take(self, came: object) -> None:
        if self._again:
            self._begin(*self._pair)
            return
        if isinstance(came, UserError):
            self._say(came.what, came.sentence)
            self.trouble.emit(came)
            return
        assert isinstance(came, Following)
        if (came.old.id, came.new.id) != self._pair:
            return
        fresh = self.stack.currentWidget() is self.note
        self.view.can_read_new = came.new.id in self.services.library.rules
        self.stack.setCurrentWidget(self.view)
        self.view.begin(came)
        if fresh and self.isVisible():
            self.view.list.setFocus()

    def _tell_progress(self, done: int, of: int) -> None:
        if of and self.view.following is None:
            self.note.text.setText(f"逐份看清单、笔记、收藏和办事所引的话：{done}/{of}")

    def _show_progress(self) -> None:
        following = self.view.following
        if following is None:
            return
        old, new = self._pair
        rules, settings = self.services.library.rules, self.services.settings
        confirmed, later, of = following.counts()
        self.bar.show_progress(confirmed, later, of)
        waiting = len(following.waiting_margins())
        self.margins.setVisible(bool(waiting))
        self.margins.say(f"另有 {waiting} 条笔记、收藏，条文没有变，可以一并带到新版。")
        replaced = new == settings.rule and old not in rules
        ready = new in rules and confirmed == of and not replaced
        listed = bool(self.services.library.wizards(new))
        title, text = end_in_words(
            (confirmed, later, of), following.moved, ready=ready, listed=listed, replaced=replaced
        )
        own = new in self._packs and self._packs[new].own
        can_adopt = new in rules and own and not replaced
        self.view.done.show_end(title, text, can_replace=ready, can_adopt=can_adopt, adopt_first=not listed)

    # What a hand does

    def replace(self) -> None:
        """换成新版: the older version is disabled, the newer one is in force."""
        services = self.services
        if self.change.busy:
            return
        old, new = self._pair
        if not services.library.wizards(new):
            dialog = Dialog(self.theme, "新版还没有办事清单，现在就换？", self)
            dialog.add_text("换了以后旧版停用，办事里就没有它的清单，也不能再从它搬。已经做的清单照样能打开、打印。")
            dialog.add_button("现在就换")
            dialog.add_button("先不换", primary=True)
            if dialog.exec() != 0:
                return
        names = {*services.settings.disabled, self._packs[old].folder.name if old in self._packs else old}
        services.settings = msgspec.structs.replace(services.settings, disabled=tuple(sorted(names)))
        services.save_settings()
        self.change.start(lambda: None)

    def _on_replaced(self, _result: object) -> None:
        self.library_changed.emit(self._pair[1])
        self.activate()
        self.view.notice.show_message("已换成新版", offer=False)

    # How the parts are joined

    def _connect(self) -> None:
        def library() -> None:
            self.go(targets.RuleLibrary(rule=self._pair[1]))

        self.bar.back.clicked.connect(library)
        self.note.primary_clicked.connect(library)
        self.bar.old_chosen.connect(lambda old: self.activate(rule=self._pair[1], old=old))
        self.view.progressed.connect(self._show_progress)
        self.view.record_wanted.connect(lambda number: self.go(targets.Checklist(record=number)))
        self.view.article_wanted.connect(lambda number: self.go(targets.Rules(rule=self._pair[1], article=number)))
        self.view.done.replace_requested.connect(self.replace)
        self.view.done.adopt_requested.connect(lambda: self.go(targets.AdoptLists(rule=self._pair[1])))
        self.work.went.connect(self._tell_progress)
        self.work.came.connect(self._take)
        self.change.done.connect(self._on_replaced)
        self.change.failed.connect(self.trouble)
