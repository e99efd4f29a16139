"""套用办事清单: parties confirmed, lines drafted in the background, gone through one by one, published errand by errand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from govdesk.drafting.confirming import PartyList, as_proposed
from govdesk.drafting.drafting import propose_for, sources_for, without_errands
from govdesk.drafting.model import Draft
from govdesk.drafting.review import Review
from govdesk.errors import PackError, UserError
from govdesk.importing.saving import RULES
from govdesk.paths import RECYCLED
from govdesk.present import adopting as words
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.rules.model import Rule
from govdesk.ui.actions.pack_reload import PackChange
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.layout import MEDIUM, WIDE, WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, EmptyState, ErrorDialog
from govdesk.ui.kit.widgets.dialogs import attempt
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.adopting.bar import AdoptBar
from govdesk.ui.pages.adopting.drafting import Drafting
from govdesk.ui.pages.adopting.leftovers import Leftovers
from govdesk.ui.pages.adopting.parties import PartiesStep
from govdesk.ui.pages.adopting.review import ReviewView
from govdesk.ui.pages.adopting.waiting import WaitingStep

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.wizards.parties import Party

_PARTY_KEYS = hints("undo")
_REVIEW_KEYS = (
    *hints(("open", "采用"), "edit", ("delete", "不要"), ("retract", "撤销")),
    ("↑↓", "上一条、下一条"),
)


class _Steps(QStackedWidget):
    """The steps, each as high as there is room. Qt would take for the least height what the longest step would like."""

    def hasHeightForWidth(self) -> bool:
        return False


class AdoptPage(Page):
    """The page `adopt`; `rule` gets the lists."""

    title = "套用办事清单"
    nav = "rules"
    status_keys = _REVIEW_KEYS

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self.rule: Rule | None = None
        self.change = PackChange(services, self)
        self._again = False  # published while the library was being read
        self._trying = ""  # an errand to open when it has been
        self.drafting = Drafting(self)
        self.bar = AdoptBar(theme)
        self.parties = PartiesStep(theme)
        self.waiting = WaitingStep(theme)
        self.view = ReviewView(theme)
        self.note = EmptyState(theme, "", "", primary="去规则库", icon="arrow-left", secondary="拟其余的办事")
        self._lay_out()
        self.notice = Toast(theme, self.view.article)
        CommandAction(self, "undo", self.undo)
        self._connect()

    # What the window asks

    def activate(self, rule: str = "", **_: Any) -> None:
        """Go on with the draft of `rule`, or begin with its parties. Raises UserError: the draft cannot be read."""
        former = self.rule.id if self.rule is not None else ""
        wanted = rule or former
        if self.drafting.busy and wanted == former:
            return
        found = self.services.library.rules.get(wanted)
        if found is None:
            self.rule = None
            self._say("先选一部规则", "在规则库里选中自己导入的规则，再点“套用”。", again=False)
            return
        if found.id != former:
            self.drafting.stop()
            self.view.errand = self.view.proposal = ""
        begun = self.parties.list is not None and found.id == former and self.stack.currentWidget() is self.parties
        self.rule = found
        self.bar.show_rule(found.meta.title)
        review = Review.open(self.pack, found) if self._is_own else None
        if not self._is_own:
            self._say("随程序带来的规则已经有办事清单", "套用是给自己导入的规则拟清单的。", again=False)
        elif review is not None:
            self._show_review(review)
        elif not sources_for(self.services.library, found.id):
            self._say("没有可以搬来的办事清单", "先启用一部有办事的规则，或者导入一个规则包。", again=False)
        elif self.services.library.wizards(found.id):
            count = len(self.services.library.wizards(found.id))
            self._say(f"已经有 {count} 件办事", "单位照用原来的。可以把还没有的办事再拟一遍，原有的不动。", again=True)
        elif not begun:
            self._ask_parties()
        self.status_changed.emit()

    def focus_first(self) -> None:
        """The queue, the parties, or what there is to press."""
        shown = self.stack.currentWidget()
        if shown is self.view:
            (self.view.editor.do if self.view.editing else self.view.lines).setFocus()
        elif shown is self.parties:
            self.parties.go.setFocus()
        elif shown is self.note and self.note.primary is not None:
            self.note.primary.setFocus()
        else:
            self.waiting.setFocus()

    def panes(self) -> list[QWidget]:
        """Errands, article, line, queue; or the parties and what goes on from them; or what there is to press."""
        shown = self.stack.currentWidget()
        if shown is self.view:
            return [self.view.errands, self.view.article, self.view.line, self.view.lines]
        if shown is self.parties:
            return [self.parties.area, self.parties.go]
        return [self.note.primary] if shown is self.note and self.note.primary is not None else [self.waiting]

    def apply_layout(self, layout: WindowLayout) -> None:
        """What a narrow window has no room for gives way."""
        self.bar.set_narrow(layout.effective < WIDE)
        self.parties.set_narrow(layout.effective < MEDIUM)
        self.view.apply_layout(layout)

    def default_status(self) -> str:
        """Every decision is kept."""
        return "审到哪里都记着，随时可停" if self.stack.currentWidget() is self.view else "草稿不进办事，不会打印成清单"

    def leave(self) -> bool:
        """Fields that are open and not saved are asked about."""
        if not self.view.editing:
            return True
        dialog = Dialog(self.theme, "这一行改了还没有存", self)
        dialog.add_text("离开就不存改的这一行；审过的都在。")
        dialog.add_button("不存，离开")
        dialog.add_button("回去改", primary=True)
        if dialog.exec() != 0:
            return False
        self.view.stop_editing()
        return True

    # Steps

    @property
    def pack(self) -> Path:
        """The folder of the rule's pack, among the user's own."""
        assert self.rule is not None
        return self.services.data_folder / RULES / self.rule.id

    @property
    def _is_own(self) -> bool:
        return self.rule is not None and (self.pack / "rule.md").is_file()

    def _say(self, title: str, text: str, *, again: bool) -> None:
        self.note.title.setText(title)
        self.note.text.setText(text)
        if self.note.secondary is not None:
            self.note.secondary.setVisible(again)
        self.stack.setCurrentWidget(self.note)

    def _ask_parties(self) -> None:
        assert self.rule is not None
        library = self.services.library
        own = library.parties(self.rule.id)
        proposed = as_proposed(self.rule, own) or propose_for(library, self.rule.id)
        names = [(pack, library.rule(pack).meta.short_title) for pack in sources_for(library, self.rule.id)]
        self.parties.show_parties(PartyList(self.rule, proposed), names)
        self.stack.setCurrentWidget(self.parties)

    def draft(self) -> None:
        """拟清单, in the background."""
        assert self.rule is not None and self.parties.list is not None
        self._draft_from(self.parties.sources, self.parties.list.parties)

    def _draft_rest(self) -> None:
        assert self.rule is not None
        library = self.services.library
        self._draft_from(sources_for(library, self.rule.id), library.parties(self.rule.id))

    def _draft_from(self, sources: Sequence[str], parties: Sequence[Party]) -> None:
        assert self.rule is not None
        self.waiting.begin(self.rule.meta.title)
        self.stack.setCurrentWidget(self.waiting)
        self.waiting.setFocus()  # not the button: a second Enter would stop what the first has begun
        self.drafting.draft(self.services.library, self.rule.id, sources, parties)

    def _on_drafted(self, came: object) -> None:
        if self.rule is None or (isinstance(came, Draft) and came.rule != self.rule.id):
            return
        try:
            if isinstance(came, UserError):
                raise came
            assert isinstance(came, Draft)
            draft = without_errands(came, [w.id for w in self.services.library.wizards(self.rule.id)])
            self._show_review(Review.start(self.pack, self.rule, draft))
        except UserError as error:
            if self.services.library.wizards(self.rule.id):
                self.activate()
            else:
                self.stack.setCurrentWidget(self.parties)
            ErrorDialog.from_error(self.theme, error, self).exec()
        self.status_changed.emit()
        self.status_message.emit(self.default_status())
        self.focus_first()

    def _show_review(self, review: Review) -> None:
        self.stack.setCurrentWidget(self.view)
        self.view.begin(review, self.services.library)

    def _show_progress(self) -> None:
        review = self.view.review
        if review is not None:
            waiting = len(review.queue(only_different=True))
            held = sum(len(entry.held) for entry in review.published)
            self.bar.show_progress(review.progress(), waiting, len(review.draft.dropped) + held)

    # What a hand does

    def undo(self) -> None:
        """Ctrl+Z does what U does, and takes back changes of parties."""
        if self.stack.currentWidget() is self.view and not self.view.editing:
            self.view.undo()
        elif self.stack.currentWidget() is self.parties:
            self.parties.undo()

    def publish(self, errand: str) -> None:
        """发布这一件: into the pack, then into the library and the index in the background."""
        self._written(lambda review: review.publish(errand))

    def withdraw(self, errand: str) -> None:
        """撤回发布: out of the pack again."""
        self._written(lambda review: review.withdraw(errand))

    def _written(self, act: Callable[[Review], object]) -> None:
        review = self.view.review
        if review is None:
            return
        try:
            act(review)
        except PackError as error:
            first = error.problems[0] if error.problems else None
            todo = f"{first.problem}。{first.hint}" if first else error.todo
            dialog = ErrorDialog(self.theme, error.what, "审过的都在", todo, error.detail, self)
            dialog.add_button("知道了", primary=True)
            dialog.exec()
            return
        except UserError as error:
            review.read_again()
            self.view.show_errand(self.view.errand)
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        self.view.show_errand(self.view.errand)
        self.view.lines.setFocus()
        self._read_library()

    def _read_library(self) -> None:
        if not self.change.start(lambda: None):
            self._again = True

    def _on_library(self, _result: object) -> None:
        self.library_changed.emit("")
        if self._again:
            self._again = False
            self._read_library()
            return
        published = len(self.view.review.published) if self.view.review is not None else 0
        self.status_message.emit(f"规则库已更新，这部规则发布了 {published} 件")
        trying, self._trying = self._trying, ""
        if trying and self.isVisible():
            self._try(trying)

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            ErrorDialog.from_error(self.theme, error, self).exec()

    def show_leftovers(self) -> None:
        """没搬来的: both lists."""
        review = self.view.review
        if review is None:
            return
        dropped = words.dropped_rows(review.draft, review, self.services.library)
        dialog = Leftovers(self.theme, dropped, words.unquoted_rows(review), self)
        chosen = dialog.exec()
        if chosen == dialog.buttons.index(dialog.again):
            self.start_again()
        elif chosen == dialog.buttons.index(dialog.look) and dialog.article:
            self.view.article.show_article(review.rule, dialog.article)

    def start_again(self) -> None:
        """重新拟: the draft goes to the 回收站; what is published stays."""
        review = self.view.review
        if review is None:
            return
        dialog = Dialog(self.theme, "放弃这份草稿，重新拟？", self)
        progress = review.progress()
        dialog.add_text(
            f"审过的 {progress.settled} 行不再算数，草稿移到数据文件夹的回收站。已经发布的 {len(review.published)} 件不动。"
        )
        dialog.add_button("放弃，重新拟")
        dialog.add_button("接着审", primary=True)
        if dialog.exec() != 0:
            return
        if not attempt(self.theme, lambda: review.abandon(self.services.data_folder / RECYCLED), self):
            return
        self.view.errand = self.view.proposal = ""
        self.parties.list = None
        self.activate()

    def _show_keys(self) -> None:
        shown = self.stack.currentWidget()
        self.status_keys = _REVIEW_KEYS if shown is self.view else _PARTY_KEYS if shown is self.parties else ()
        self.status_changed.emit()

    def _try(self, errand: str) -> None:
        """去办这一件: at once where the library has it, else as soon as it has been read again."""
        if self.rule is None:
            return
        if self.change.busy and all(wizard.id != errand for wizard in self.services.library.wizards(self.rule.id)):
            self._trying = errand
            self.status_message.emit("正在更新规则库，好了就打开这一件")
            return
        self.go(targets.RunWizard(rule=self.rule.id, wizard=errand))

    # How the parts are joined

    def _lay_out(self) -> None:
        self.stack = _Steps()
        for shown in (self.note, self.parties, self.waiting, self.view):
            self.stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        def library() -> None:
            self.go(targets.RuleLibrary(rule=self.rule.id if self.rule is not None else ""))

        self.bar.back.clicked.connect(library)
        self.stack.currentChanged.connect(lambda _i: self._show_keys())
        self.bar.different.toggled.connect(self.view.show_different)
        self.bar.lists.clicked.connect(self.show_leftovers)
        self.note.primary_clicked.connect(library)
        self.note.secondary_clicked.connect(self._draft_rest)
        self.parties.confirmed.connect(self.draft)
        self.waiting.stop.clicked.connect(self.drafting.stop)
        self.drafting.went.connect(self.waiting.show_progress)
        self.drafting.came.connect(self._on_drafted)
        self.view.article.pane.open_article_requested.connect(
            lambda rule, number: self.go(targets.Rules(rule=rule, article=number))
        )
        self.view.publish_requested.connect(self.publish)
        self.view.withdraw_requested.connect(self.withdraw)
        self.view.try_requested.connect(self._try)
        self.view.progressed.connect(self._show_progress)
        self.view.said.connect(lambda text: self.notice.show_message(text, offer=False))
        self.view.article.pane.open_article_requested.connect(
            lambda rule, article: self.go(targets.Rules(rule=rule, article=article))
        )
        self.change.done.connect(self._on_library)
        self.change.failed.connect(self._on_failed)
