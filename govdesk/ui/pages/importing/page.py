"""导入规则: from a file to a pack in the library, looked over and put right on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.importing.pieces import Role
from govdesk.importing.reading import ENDINGS
from govdesk.importing.settling import Settlement, Stated, stated_in
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.importing import found_in_words, structure_rows
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.kit.command import INSIDE, CommandAction
from govdesk.ui.kit.later import later
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import EmptyState
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.importing.asking import may_close, may_drop
from govdesk.ui.pages.importing.bands import Bands
from govdesk.ui.pages.importing.bar import ImportBar, PaneBar, SavedBar
from govdesk.ui.pages.importing.files import FileList, ImportFile, Reader, files_in
from govdesk.ui.pages.importing.findings_bar import FindingsBar
from govdesk.ui.pages.importing.foot import Foot
from govdesk.ui.pages.importing.hand import Hand
from govdesk.ui.pages.importing.keeping import Keeping
from govdesk.ui.pages.importing.looking import Looking
from govdesk.ui.pages.importing.source_view import SourceView
from govdesk.ui.pages.importing.structure_view import StructureView

if TYPE_CHECKING:
    from govdesk.app import Services

_ROOM = 960  # effective pixels
_KINDS = "Word、WPS、PDF、OFD、网页、文本"
_HOW = f"或选文件，可以一次选几个：{'　'.join(ENDINGS)}。原文件不动，存以前先看一遍认得对不对。"


class ImportPage(Page):
    """The page `import`; `files` are paths to read, one to a line."""

    title = "导入规则"
    nav = "rules"

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self.desk = Desk()
        self.files: list[ImportFile] = []
        self.current = -1
        self.reader = Reader(self)
        self.keeping = Keeping(services, theme, self, lambda file: file in self.files)
        self.change = self.keeping.change
        self.bar = ImportBar(theme)
        self.saved_bar = SavedBar(theme)
        self.findings = FindingsBar(theme)
        self.panes_bar = PaneBar(theme)
        self.list = FileList(theme)
        self.source = SourceView(theme)
        self.structure = StructureView(theme)
        self.bands = Bands(theme, self.source, self.structure)
        self.foot = Foot(theme)
        self.empty = EmptyState(
            theme, "把规则的文件拖到这里", _HOW, primary="选文件……", icon="file-text", secondary="选文件夹……"
        )
        self.trouble_note = EmptyState(theme, "", "", primary="换一个文件", secondary="不要这个文件")
        self._lay_out()
        self.notice = Toast(theme, self.stack)
        self.looking = Looking(
            self.findings, self.source, self.structure, self.bands, lambda: self._file, self._enable, self._tell
        )
        self.hand = Hand(self, theme, self.source, self._open_settlement, self._changed, self._tell)
        self.hand.actions = self.actions_by_name = self._commands()
        self._connect()
        self._show()

    # What the window asks

    def activate(self, files: str = "", **_: Any) -> None:
        """Read `files`, those that are not here yet."""
        self.read([Path(name) for name in files.splitlines() if name])

    def focus_first(self) -> None:
        """The source, or the button of the empty page."""
        shown = self.stack.currentWidget()
        if isinstance(shown, EmptyState) and shown.primary is not None:
            shown.primary.setFocus()
        else:
            self.source.setFocus()

    def apply_layout(self, layout: WindowLayout) -> None:
        """What a narrow window has no room for gives way to source and structure."""
        for part in (self.bar, self.findings, self.panes_bar, self.list, self.foot):
            part.set_narrow(layout.effective < _ROOM)

    def panes(self) -> list[QWidget]:
        """Files, source, structure, particulars."""
        if self._settled is None:
            return [self.bar.choose]
        files: list[QWidget] = [self.list] if self.list.isVisible() else []
        return [*files, self.source, self.structure, self.foot.fields["title"]]

    def default_status(self) -> str:
        """Whether what is shown is in the library."""
        file = self._file
        if file is None or file.document is None:
            return "原文件不动，存以前都可以不要"
        return "已存入规则库" if file.saved is not None else "还没有存；原文件不动"

    # Files

    @property
    def _file(self) -> ImportFile | None:
        return self.files[self.current] if 0 <= self.current < len(self.files) else None

    @property
    def _settled(self) -> Settlement | None:
        file = self._file
        return file.document.settlement if file is not None and file.document is not None else None

    def read(self, paths: Sequence[Path]) -> None:
        """Read these files in the background; the first new one is shown."""
        known = {file.path for file in self.files}
        found, more = files_in(paths)
        if more:
            self.notice.show_message(f"文件夹里的规则文件太多，先读 {len(found)} 个，还有 {more} 个没有读", offer=False)
        elif paths and not found:
            self.notice.show_message("这个文件夹里没有能读的规则文件", offer=False)
        paths = found
        new = [ImportFile(path) for path in found if path not in known]
        if not new:
            again = [index for index, file in enumerate(self.files) if file.path in paths]
            if again:
                self._choose(again[0])
            return
        self.files += new
        for file in new:
            self.reader.start(file)
        self._choose(len(self.files) - len(new))

    def choose_files(self) -> None:
        """选文件: one or several."""
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        self.read(self.desk.ask_open_several(self, "导入规则", f"{_KINDS} ({endings});;所有文件 (*)"))

    def choose_folder(self) -> None:
        """选文件夹: all the files in it that can be read."""
        folder = self.desk.ask_folder(self, Path.home())
        if folder is not None:
            self.read([folder])

    def may_close(self) -> bool:
        """Asks where something was put right by hand and not kept: it would be gone with the window."""
        self.foot.commit()
        may = may_close(self.theme, self.files, self)
        if not may:
            self._choose(next(at for at, file in enumerate(self.files) if file.unkept))
        return may

    def drop_file(self) -> None:
        """不要这个文件: off the list; the file itself is not touched."""
        file = self._file
        if file is None or not may_drop(self.theme, file, self):
            return
        file.asked += 1  # what is still being read of it is no longer wanted
        del self.files[self.current]
        self._choose(min(self.current, len(self.files) - 1))
        self.focus_first()

    def _choose(self, index: int) -> None:
        self.foot.commit()
        self.current = index
        self.looking.forget()
        self._show()

    def _on_read(self, file: ImportFile) -> None:
        if file is self._file:
            self.looking.forget()
            self._show()
            self.focus_first()
        else:
            self._show_progress()

    def _decode(self, codec: str) -> None:
        """Read the file again by another encoding; what was settled by hand was settled on garbled text."""
        file = self._file
        if file is not None and file.document is not None and codec != file.document.encoding:
            self.reader.start(file, codec)
            self._show_progress()

    # What is shown

    def _show(self) -> None:
        """Everything anew: another file, or one that has been read."""
        file, settled = self._file, self._settled
        self._show_progress()
        if file is None:
            self.stack.setCurrentWidget(self.empty)
        elif settled is None:
            title, words = file.trouble
            self.trouble_note.title.setText(title)
            self.trouble_note.text.setText(words)
            self.stack.setCurrentWidget(self.trouble_note)
        else:
            self.stack.setCurrentWidget(self.body)
            self._show_settled(keep=False)
            first = next((i for i, piece in enumerate(settled.pieces) if piece.role is Role.TITLE), 0)
            later(
                self, lambda: self.looking.go(first) if settled is self._settled else None
            )  # rows have no heights before
        self._enable()
        self.status_changed.emit()
        self.status_message.emit(self.default_status())

    def _show_progress(self) -> None:
        self.list.show_files(self.files, self.current)
        self.list.setVisible(len(self.files) > 1)
        file = self._file
        self.bar.show_current(file)
        read = sum(file.document is not None or file.error is not None for file in self.files)
        self.bar.show_progress(read, len(self.files) if self.reader.waiting else 0)
        self.status_changed.emit()

    def _show_settled(self, *, keep: bool = True) -> None:
        """The settlement as it stands: pieces, rows, findings, particulars."""
        settled = self._settled
        if settled is None:
            return
        self.source.show_pieces(settled.pieces)
        self.structure.show_rows(structure_rows(settled), keep=keep)
        self.panes_bar.show_counts(f"{len(settled.pieces)} 处", found_in_words(settled))
        self.foot.show_particulars(stated_in(settled.draft))
        self.looking.show()
        self._enable()

    # Into the library and back

    def _open_settlement(self) -> Settlement | None:
        """The settlement at hand, unless it is in the library already."""
        file = self._file
        return self._settled if file is not None and file.saved is None else None

    def _changed(self, piece: int) -> None:
        self._show_settled()
        self.looking.go(piece)

    def undo(self) -> None:
        """The last change back; after keeping, the keeping itself."""
        if self._file is not None and self._file.saved is not None:
            self.keeping.take_back(self._file)
        else:
            self.hand.undo()

    def _state(self, name: str, value: Stated) -> None:
        settled = self._settled
        if settled is not None:
            settled.state(name, value)
            self.foot.show_particulars(stated_in(settled.draft))
            self.looking.show()

    def keep(self) -> None:
        """存入规则库: in the background, then indexed and in the library; one file after the other."""
        file = self._file
        if file is None or not file.can_keep or not self.foot.commit():
            return
        said = self.keeping.start(file)
        if said:
            self.status_message.emit(said)
        self._enable()

    def _on_kept(self, file: ImportFile) -> None:
        at = max(0, self.hand.piece)
        self.library_changed.emit("")
        self._show_progress()
        self._show_settled()
        if file is self._file:
            self.looking.go(at)
            (self.saved_bar.adopt if file.saved is not None else self.source).setFocus()
        words = "已存入规则库，可以看、可以搜了" if file.saved is not None else "已撤销：导入，规则在回收站里"
        self.status_message.emit(words)
        self.status_changed.emit()

    def _tell(self, words: str) -> None:
        self.notice.show_message(words, offer=False)

    def _saved_id(self) -> str:
        return self._file.saved.rule_id if self._file is not None and self._file.saved is not None else ""

    def _put_in_force(self) -> None:
        self.library_changed.emit(self._saved_id())
        self.go(targets.Home())

    # How the parts are joined

    def _enable(self) -> None:
        file, settled, at = self._file, self._settled, self.hand.piece
        saved = file is not None and file.saved is not None
        live = settled is not None and not saved and 0 <= at < len(settled.pieces)
        actions = self.actions_by_name
        actions["join"].setEnabled(live and settled is not None and settled.can_join(at))
        actions["split"].setEnabled(live)
        actions["make"].setEnabled(live)
        actions["delete"].setEnabled(live)
        left = live and settled is not None and settled.pieces[at].role is Role.LEFT_OUT
        actions["delete"].say("收进来" if left else "不收")
        can_keep = file is not None and file.can_keep and file is not self.keeping.current
        self.foot.set_open(settled is not None and not saved, can_keep, "" if can_keep else "没有认出条文，还不能存")
        self.foot.setVisible(settled is not None)
        self.saved_bar.setVisible(saved)
        rule = self.services.library.rules.get(self._saved_id()) if saved else None
        self.saved_bar.say(f"《{rule.meta.title}》在规则库里了，编号 {rule.id}" if rule else "已存入规则库")
        self.status_keys = (
            hints(("next", "下一处问题"), ("pane.next", "换侧"), ("make", "改作"), ("join", "并"), ("undo", "撤销"))
            if settled is not None
            else hints("import")
        )

    def _commands(self) -> dict[str, CommandAction]:
        acts: dict[str, tuple[Callable[[], object], str]] = {
            "import": (self.choose_files, "选文件"),
            "next": (lambda: self.looking.step(1), "下一处问题"),
            "previous": (lambda: self.looking.step(-1), "上一处问题"),
            "join": (self.hand.join, ""),
            "split": (self.hand.split, ""),
            "make": (self.hand.make, ""),
        }
        made = {name: CommandAction(self, name, act, text=text) for name, (act, text) in acts.items()}
        made["delete"] = CommandAction(self.body_panes, "delete", self.hand.leave_out, text="不收", context=INSIDE)
        made["undo"] = CommandAction(self.body_panes, "undo", self.undo, context=INSIDE)
        made["redo"] = CommandAction(self.body_panes, "redo", self.hand.redo, context=INSIDE)
        for name in ("join", "split", "make", "delete"):
            self.panes_bar.add(made[name])
        return made

    def _lay_out(self) -> None:
        self.body_panes = QWidget()
        across = QHBoxLayout(self.body_panes)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.source, 9)
        across.addWidget(self.bands)
        across.addWidget(self.structure, 10)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in (
            (self.saved_bar, 0), (self.findings, 0), (self.panes_bar, 0), (self.body_panes, 1), (self.foot, 0),
        ):  # fmt: skip
            column.addWidget(widget, stretch)
        self.stack = QStackedWidget()
        for shown in (self.empty, self.trouble_note, self.body):
            self.stack.addWidget(shown)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addLayout(row, 1)

    def _connect(self) -> None:
        self.reader.read.connect(self._on_read)
        self.keeping.kept.connect(self._on_kept)
        self.keeping.ended.connect(self._enable)
        self.bar.choose.clicked.connect(self.choose_files)
        self.bar.folder.clicked.connect(self.choose_folder)
        self.bar.stop.clicked.connect(self.reader.stop)
        self.bar.library.clicked.connect(lambda: self.go(targets.RuleLibrary()))
        self.bar.decode_requested.connect(self._decode)
        self.empty.primary_clicked.connect(self.choose_files)
        self.empty.secondary_clicked.connect(self.choose_folder)
        self.trouble_note.primary_clicked.connect(self.choose_files)
        self.trouble_note.secondary_clicked.connect(self.drop_file)
        self.list.chosen.connect(self._choose)
        self.source.picked.connect(self.looking.go)
        self.structure.picked.connect(self.looking.go)
        self.structure.menu_requested.connect(self.hand.offer)
        self.findings.look.connect(self.looking.look)
        self.findings.settled.connect(self.looking.settle)
        self.findings.encoding.connect(self.bar.open_encodings)
        self.foot.stated.connect(self._state)
        self.foot.wrong.connect(lambda error: self.notice.show_message(error.sentence, offer=False))
        self.foot.keep_requested.connect(self.keep)
        self.foot.drop_requested.connect(self.drop_file)
        self.saved_bar.read_requested.connect(lambda: self.go(targets.Rules(rule=self._saved_id())))
        self.saved_bar.adopt_requested.connect(lambda: self.go(targets.AdoptLists(rule=self._saved_id())))
        self.saved_bar.force_requested.connect(self._put_in_force)
        self.saved_bar.undo_requested.connect(self.undo)
        self.source.menu_requested.connect(self.hand.offer)
