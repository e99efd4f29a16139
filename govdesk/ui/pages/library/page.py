"""规则库: which rules there are, where each comes from, what is wrong with it; own ones can be removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk import paths
from govdesk.drafting.additions import Added, export_errands, export_folder, import_errands
from govdesk.errors import UserError
from govdesk.importing.packzip import Brought, import_pack
from govdesk.importing.saving import Saved, remove, restore, withdraw
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.library import PackRow, facts_of, in_words, matching, pack_rows, recycled_rows
from govdesk.ui.actions.exporter import Exporter
from govdesk.ui.actions.pack_reload import PackChange
from govdesk.ui.kit.command import FOCUSED, CommandAction
from govdesk.ui.kit.layout import WIDE, WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_S, Theme
from govdesk.ui.kit.widgets import Dialog, ErrorDialog, Ground, Label, SecondaryButton
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.library.bar import ALL, DRAFTS, ENABLED, RECYCLED, LibraryBar
from govdesk.ui.pages.library.statutes import StatutesRow
from govdesk.ui.pages.library.table import PackHeader, PackTable

if TYPE_CHECKING:
    from govdesk.app import Services

#: Width, of text at 100 %, below which the buttons of the footer stand in two rows.
_ONE_ROW = 1060
_SIDE = 320
_FACTS, _FACTS_LOW = 190, 44  # height below the list


class LibraryPage(Page):
    """The page `library`; `rule` is selected."""

    title = "规则库"
    nav = "rules"
    status_keys = (("↑↓", "选择"), *hints(("settle", "启用、停用"), "open", "import", ("delete", "回收站")))

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self.change = PackChange(services, self)
        self.outlet = Exporter(theme, self)
        self.statutes = StatutesRow(services, theme, self.outlet.desk)
        self._then: Callable[[object], object] | None = None
        self._taken_back: tuple[Callable[[], object], str] | None = None
        self.bar = LibraryBar(theme)
        self._rows: dict[int, list[PackRow]] = {}  # by segment
        self.table = PackTable(theme)
        self.header = PackHeader(theme)
        self.side = Ground(theme, "panel", "l")
        self.open = SecondaryButton(theme, "打开", icon="book-open", tip="看全文（Enter）")
        self.force = SecondaryButton(theme, "作为适用规则", tip="办事、条文和搜索先按这部规则来")
        self.adopt = SecondaryButton(theme, "套用", icon="copy", tip="照别的市的办事清单，给这部规则拟清单")
        self.edit = SecondaryButton(theme, "编办事", icon="note-pencil", tip="自己编一件，或者改已经发布的")
        self.versions = SecondaryButton(theme, "新旧对照", icon="columns", tip="换了新版，所引的话哪些变了，逐条确认")
        self.folder = SecondaryButton(theme, "打开所在文件夹", icon="folder-open")
        self.export_button = SecondaryButton(theme, "导出规则包", icon="export")
        self.restore = SecondaryButton(theme, "放回规则库", icon="arrow-counter-clockwise")
        self.remove = SecondaryButton(theme, "移到回收站", icon="trash")
        self._lay_out()
        self.notice = Toast(theme, self.table)
        self.delete = CommandAction(self.table, "delete", self.remove_chosen, text="移到回收站")
        self.undo = CommandAction(self, "undo", self.put_back)
        CommandAction(self.table, "settle", self.toggle, text="启用、停用", context=FOCUSED)
        self.export = CommandAction(self, "export.pdf", self.export_chosen, text="导出规则包")
        self.export_button.follow(self.export)
        CommandAction(self, "import", self._import)
        CommandAction(self, "find", self.bar.filter.setFocus, text="筛选")
        self._connect()

    # What the window asks

    def activate(self, rule: str = "", **_: Any) -> None:
        """List the packs as they are now."""
        pack = self.table.pack
        self.refresh(rule or (pack.id if pack is not None else self.services.settings.rule))

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def panes(self) -> list[QWidget]:
        """List, laws and footer."""
        return [self.table, self.statutes.bring, self.open]

    def may_close(self) -> bool:
        """Asks where laws are still being brought in."""
        return self.statutes.may_close()

    def apply_layout(self, layout: WindowLayout) -> None:
        """In a narrow window what is known of a pack stands below the list."""
        self._middle.setDirection(
            QHBoxLayout.Direction.TopToBottom if layout.side_below else QHBoxLayout.Direction.LeftToRight
        )
        self.side.set_lines("t" if layout.side_below else "l")
        facts = self.theme.px(_FACTS_LOW if layout.low else _FACTS)
        room = (16_777_215, facts) if layout.side_below else (self.theme.px(_SIDE), 16_777_215)
        self.header.setVisible(not layout.low)  # the rows need its room; what stands in them speaks for itself
        self.statutes.set_low(layout.low)
        self.bar.set_narrow(layout.effective < WIDE)
        self._place_buttons(narrow=layout.effective < _ONE_ROW)
        self.side.setMaximumSize(QSize(*room))
        self.side.setMinimumWidth(0 if layout.side_below else self.theme.px(_SIDE))

    # What is shown

    def refresh(self, chosen: str = "") -> None:
        """Read the packs' folders again."""
        services = self.services
        packs = pack_rows(
            services.library, paths.shipped_rules(), services.data_folder / "rules", services.settings.disabled
        )
        self.bar.count.setText(in_words(packs))
        self._rows = {
            ALL: packs,
            ENABLED: [pack for pack in packs if pack.enabled and pack.rule is not None],
            DRAFTS: [pack for pack in packs if pack.draft],
            RECYCLED: recycled_rows(services.data_folder),
        }
        self.bar.segments.set_counts([len(rows) for rows in self._rows.values()])
        self.statutes.refresh()
        self._filter(chosen)

    def _filter(self, chosen: str = "") -> None:
        """Show the packs of the chosen segment that have the words typed."""
        rows = matching(self._rows.get(self.bar.segments.index, []), self.bar.filter.text())
        self.table.show_packs(rows, chosen)

    def _show_chosen(self) -> None:
        pack = self.table.pack
        clear_layout(self._facts)
        usable = pack is not None and pack.rule is not None and pack.enabled
        recycled = self.bar.segments.index == RECYCLED
        for button in (self.open, self.adopt, self.edit, self.force, self.versions, self.export_button, self.remove):
            button.setVisible(not recycled)
        self.restore.setVisible(recycled)
        self.restore.setEnabled(pack is not None and not self.change.busy)
        for button in (self.open, self.force):
            button.setEnabled(usable)
        can_adopt = usable and pack is not None and pack.own
        self.adopt.setEnabled(can_adopt)
        self.adopt.setText("接着审" if can_adopt and pack is not None and pack.draft else "套用")
        self.edit.setEnabled(usable)
        self.versions.setEnabled(pack is not None and pack.rule is not None and not recycled)
        self.folder.setEnabled(pack is not None)
        self.export.setEnabled(pack is not None and pack.rule is not None and not pack.recycled)
        can_remove = pack is not None and pack.own and not pack.recycled and not self.change.busy
        self.remove.setEnabled(can_remove)
        self.remove.setToolTip("移到回收站（Delete）" if can_remove else "随程序带来的规则不能移走")
        self.delete.setEnabled(can_remove)
        if pack is None:
            self._facts.addWidget(Label(self.theme, self._nothing(), "ui", "ink2", wrap=True))
            self._facts.addStretch(1)
            return
        self._facts.addWidget(Label(self.theme, pack.title, "section", wrap=True))
        for name, words in facts_of(pack, self._rows[ALL]):
            token = "ver" if name == "问题" else "ink"
            self._facts.addSpacing(self.theme.px(SPACE_S))
            self._facts.addWidget(Label(self.theme, name, "smallest", "ink3"))
            self._facts.addWidget(Label(self.theme, words, "secondary", token, wrap=True))
        self._facts.addStretch(1)

    def _nothing(self) -> str:
        """What an empty list means."""
        if self.bar.filter.text():
            return "没有这样的规则。换几个字，或者按 Esc 清空"
        return "回收站是空的" if self.bar.segments.index == RECYCLED else "没有"

    # What a hand does

    def _with_rule(self, pack: PackRow | None) -> str:
        return pack.id if pack is not None and pack.rule is not None else ""

    def open_chosen(self) -> None:
        """The full text; a pack of the 回收站 is put back first."""
        if self.table.pack is not None and self.table.pack.recycled:
            self.restore_chosen()
        elif rule := self._with_rule(self.table.pack):
            self.go(targets.Rules(rule=rule))

    def _put_in_force(self) -> None:
        if rule := self._with_rule(self.table.pack):
            self.library_changed.emit(rule)
            self.go(targets.Home())

    def _adopt(self) -> None:
        if rule := self._with_rule(self.table.pack):
            self.go(targets.AdoptLists(rule=rule))

    def _edit(self) -> None:
        if rule := self._with_rule(self.table.pack):
            self.go(targets.EditErrand(rule=rule))

    def _compare_versions(self) -> None:
        if rule := self._with_rule(self.table.pack):
            self.go(targets.CompareVersions(rule=rule))

    def _open_folder(self) -> None:
        if (pack := self.table.pack) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(pack.folder)))

    def remove_chosen(self) -> None:
        """An own pack to the 回收站 of the data folder; lists made from it stay."""
        pack = self.table.pack
        if pack is None or not pack.own or pack.recycled or self.change.busy:
            return
        dialog = Dialog(self.theme, f"把《{pack.title}》移到回收站？", self)
        dialog.add_text("它不再出现在办事、规则和搜索里。照它办的清单自带依据，照样能打开、打印；移走以后可以撤销。")
        dialog.add_button("移到回收站")
        dialog.add_button("取消", primary=True)
        if dialog.exec() == 0:
            folder, title = self.services.data_folder, pack.title

            def told(saved: object) -> None:
                assert isinstance(saved, Saved)
                self._taken_back = (lambda: withdraw(folder, saved)), f"《{title}》已放回规则库"
                self.notice.show_message(f"《{title}》已移到回收站", self.put_back)

            self._change(lambda: remove(folder, pack.folder), told)

    def restore_chosen(self) -> None:
        """放回规则库: a pack of the 回收站."""
        pack = self.table.pack
        if pack is None or not pack.recycled or self.change.busy:
            return
        folder, title = self.services.data_folder, pack.title

        def told(saved: object) -> None:
            assert isinstance(saved, Saved)
            self._taken_back = (lambda: withdraw(folder, saved)), f"《{title}》又移到了回收站"
            self.bar.segments.choose(ALL)
            self.refresh(saved.rule_id)
            self.notice.show_message(f"《{title}》已放回规则库", self.put_back)

        self._change(lambda: restore(folder, pack.folder), told)

    def put_back(self) -> None:
        """撤销: what was removed or brought in last."""
        if self._taken_back is None or self.change.busy:
            self.notice.show_message("没有可以撤销的改动", offer=False)
            return
        (act, words), self._taken_back = self._taken_back, None
        self._change(act, lambda _: self.notice.show_message(words, offer=False))

    def _offer_statutes(self, put_back: Callable[[], object], words: str) -> None:
        self._taken_back = put_back, "法律法规库已放回来"
        self.notice.show_message(words, self.put_back)

    def toggle(self) -> None:
        """启用, 停用: a disabled pack is in neither errands nor search; lists made from it stay."""
        pack, services = self.table.pack, self.services
        if pack is None or pack.recycled or self.change.busy:
            return
        names = {*services.settings.disabled} ^ {pack.folder.name}
        services.settings = msgspec.structs.replace(services.settings, disabled=tuple(sorted(names)))
        services.save_settings()
        words = f"《{pack.title}》已{'停用，办事和搜索里不再有它' if pack.enabled else '启用'}"
        self._change(lambda: None, lambda _: self.notice.show_message(words, offer=False))

    def export_chosen(self) -> None:
        """导出规则包: one .zip for another machine."""
        pack = self.table.pack
        if pack is not None:
            data, own = self.services.data_folder, export_folder(self.services.data_folder, pack.folder) != pack.folder
            path = self.outlet.save(
                f"{pack.folder.name}{'-自编办事' if own else ''}.zip",
                lambda path: export_errands(data, pack.folder, path),
            )
            if path is not None:
                folder = path.parent
                words = f"已导出自己编的办事 {path.name}，不含自带的规则" if own else f"已导出 {path.name}"
                self.notice.show_offer(words, "打开文件夹", lambda: self.outlet.desk.open_folder(folder))

    def pick_pack(self) -> None:
        """导入规则包: a .zip that another machine has written."""
        path = self.outlet.desk.ask_open(self, "导入规则包", "规则包 (*.zip)")
        if path is not None:
            self.bring_in(path)

    def bring_in(self, file: Path) -> None:
        """Take the pack in a .zip; what is wrong with it is told, and nothing is changed then."""
        folder, library = self.services.data_folder, self.services.library

        def told(brought: object) -> None:
            if isinstance(brought, Added):
                self._tell_added(brought)
                return
            assert isinstance(brought, Brought)
            rule = self.services.library.rules.get(brought.rule_id)
            left = f"，{len(brought.ignored)} 个不是规则包里的文件没有收" if brought.ignored else ""
            saved = Saved(brought.rule_id, brought.folder, brought.replaced)
            self._taken_back = (lambda: withdraw(folder, saved)), "已撤销：导入"
            self.refresh(brought.rule_id)
            self.notice.show_message(f"《{rule.meta.title if rule else brought.rule_id}》已导入{left}", self.put_back)

        self._change(lambda: import_errands(folder, library, file) or import_pack(folder, library.rules, file), told)

    def _tell_added(self, added: Added) -> None:
        """Errands for a pack that is here: how many came, and which did not."""
        self._taken_back = added.take_back, "已撤销：导入"
        self.refresh(added.rule_id)
        title = self.services.library.rule(added.rule_id).meta.title
        left = f"；{'、'.join(added.taken)} 这里已有，没有收" if added.taken else ""
        left += f"；有 {len(added.problems)} 处问题的没有收" if added.problems else ""
        self.notice.show_message(f"《{title}》加了 {len(added.errands)} 件办事{left}", self.put_back)

    def _change(self, act: Callable[[], object], then: Callable[[object], object]) -> None:
        if not self.change.busy:
            self._then = then
            self.change.start(act)

    def _on_changed(self, result: object) -> None:
        self.library_changed.emit("")
        self.refresh()
        then, self._then = self._then, None
        if then is not None:
            then(result)

    def _on_failed(self, error: object) -> None:
        self._show_chosen()
        if isinstance(error, UserError):
            ErrorDialog.from_error(self.theme, error, self).exec()

    def _import(self) -> None:
        self.go(targets.ImportRule())

    # How the parts are joined

    def _lay_out(self) -> None:
        px = self.theme.px
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        inside = QWidget()
        self._facts = QVBoxLayout(inside)
        self._facts.setContentsMargins(px(20), px(16), px(20), px(16))
        self._facts.setSpacing(px(2))
        scroller = ScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(ScrollArea.Shape.NoFrame)
        scroller.setWidget(inside)
        scroller.setMinimumHeight(1)
        scroller.setAccessibleName("这部规则")
        scroller.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._ring = FocusRing(self.theme, scroller)
        inside.setAutoFillBackground(False)
        scroller.viewport().setAutoFillBackground(False)
        around = QVBoxLayout(self.side)
        around.setContentsMargins(1, 1, 0, 0)
        around.addWidget(scroller)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(left, 1)
        self._middle.addWidget(self.side)
        foot = Ground(self.theme, "panel", "t")
        self._button_rows = (QHBoxLayout(), QHBoxLayout())
        buttons = QVBoxLayout(foot)
        buttons.setContentsMargins(px(SPACE_2XL), px(SPACE_S), px(SPACE_2XL), px(SPACE_S))
        buttons.setSpacing(px(SPACE_S))
        for row in self._button_rows:
            row.setSpacing(px(SPACE_S))
            buttons.addLayout(row)
        self._place_buttons(narrow=False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self.statutes)
        outer.addWidget(foot)

    def _place_buttons(self, *, narrow: bool) -> None:
        """In one row; in two where one would cut their words."""
        first = (self.restore, self.open, self.adopt, self.edit, self.force, self.versions)
        second = (self.export_button, self.folder)
        for row in self._button_rows:
            while row.count():
                row.takeAt(0)
        upper, lower = self._button_rows
        for row, buttons in ((upper, first), (lower if narrow else upper, second)):
            for button in buttons:
                row.addWidget(button)
        upper.addStretch(1)
        lower.addStretch(1)
        (lower if narrow else upper).addWidget(self.remove)

    def _connect(self) -> None:
        self.bar.back.clicked.connect(lambda: self.go(targets.Rules()))
        self.bar.bring.clicked.connect(self._import)
        self.bar.bring_pack.clicked.connect(self.pick_pack)
        self.bar.segments.chosen.connect(lambda _i: self._filter())
        self.bar.filter.textChanged.connect(lambda _t: self._filter())
        self.bar.filter.down_requested.connect(self.table.setFocus)
        self.restore.clicked.connect(self.restore_chosen)
        self.table.toggled.connect(self.toggle)
        self.table.chosen.connect(self._show_chosen)
        self.table.open_requested.connect(self.open_chosen)
        self.open.clicked.connect(self.open_chosen)
        self.force.clicked.connect(self._put_in_force)
        self.adopt.clicked.connect(self._adopt)
        self.edit.clicked.connect(self._edit)
        self.versions.clicked.connect(self._compare_versions)
        self.folder.clicked.connect(self._open_folder)
        self.remove.clicked.connect(self.remove_chosen)
        self.statutes.removed.connect(self._offer_statutes)
        self.statutes.said.connect(lambda words: self.notice.show_message(words, offer=False))
        self.change.done.connect(self._on_changed)
        self.change.failed.connect(self._on_failed)
