"""自己编一件: an errand of one's own as a form, checked by the checker and shown as a list while it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from govdesk.drafting.errand_text import ErrandText, Steps
from govdesk.drafting.own_errands import OwnErrand, own_errands
from govdesk.errors import UserError
from govdesk.export.jobs import titles_of
from govdesk.importing.saving import RULES
from govdesk.present import editing as words
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.editing import HEAD, LINKS
from govdesk.present.editing_problems import problem_rows
from govdesk.rules.model import Rule
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.later import later
from govdesk.ui.kit.layout import WIDE, WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import EmptyState
from govdesk.ui.kit.widgets.dialogs import attempt
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.editor.bar import EditorBar
from govdesk.ui.pages.editor.body import EditorBody
from govdesk.ui.pages.editor.checking import Checking
from govdesk.ui.pages.editor.form import Around
from govdesk.ui.pages.editor.publishing import Publishing
from govdesk.ui.pages.editor.seeing import Seeing

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.wizards.parties import Party

#: Fields whose change alters the form itself.
_SHAPING = ("options", "stages", "cites", "many", "boxes")
#: What is typed: the form stays as it is, for the next field may have the focus already.
_TYPED = ("do", "label")


class EditorPage(Page):
    """The page `editor`; `rule` and `wizard` are ids."""

    title = "自己编一件"
    nav = "rules"
    status_keys = hints("undo", "redo", ("next", "下一处"), ("previous", "上一处"))

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self.rule: Rule | None = None
        self.errand: OwnErrand | None = None
        self._at = (HEAD, -1)
        self.checking = Checking(self)
        self.publishing = Publishing(services, theme, self)
        self.seeing = Seeing(services, theme, self, self.go)
        self.bar = EditorBar(theme)
        self.body = EditorBody(theme)
        self.parts, self.form = self.body.parts, self.body.form
        self.checks, self.side = self.body.checks, self.body.side
        self.note = EmptyState(theme, "", "", primary="自己编一件", icon="plus", secondary="去规则库")
        self._lay_out()
        self.notice = Toast(theme, self.parts)
        CommandAction(self, "undo", self.undo)
        CommandAction(self, "redo", self.redo)
        CommandAction(self, "next", lambda: self.parts.step(1))
        CommandAction(self, "previous", lambda: self.parts.step(-1))
        self._connect()

    # What the window asks

    def activate(self, rule: str = "", wizard: str = "", **_: Any) -> None:
        """Edit `wizard` of `rule`, the first errand that there is where none is named. Raises UserError."""
        self.form.commit()
        found = self.services.library.rules.get(rule or (self.rule.id if self.rule else ""))
        if found is None:
            self.rule = self.errand = None
            self._say("先选一部规则", "在规则库里选中一部规则，再点“编办事”。")
            return
        known = self.errand.id if self.errand is not None and self.errand.rule.id == found.id else ""
        self.rule = found
        self.side.show_rule(found)
        entries = own_errands(self._pack(found))
        wanted = (
            wizard or (known if known in {entry.id for entry in entries} else "") or (entries[0].id if entries else "")
        )
        if not wanted:
            self.errand = None
            self.bar.show_errands(found.meta.title, entries, "")
            self._say("还没有自己编的办事", "写上名称，一行一行编。随程序带来的办事照用，不能改。")
        elif self.errand is None or (self.errand.id, self.errand.pack) != (wanted, self._pack(found)):
            self._open(OwnErrand(self._pack(found), found, self._parties, wanted))
        else:
            self._show_all()

    def focus_first(self) -> None:
        """The parts, or what there is to press."""
        if self.stack.currentWidget() is self.note:
            next(iter(self.panes())).setFocus()
        else:
            self.parts.setFocus()

    def panes(self) -> list[QWidget]:
        """Parts, fields, article."""
        if self.stack.currentWidget() is self.note:
            buttons: list[QWidget | None] = [self.note.primary, self.note.secondary]
            return [button for button in buttons if button is not None and not button.isHidden()][:1]
        return [self.parts, next(iter(self.form.fields.values()), self.parts), self.side.article]

    def apply_layout(self, layout: WindowLayout) -> None:
        """In a narrow window the article stands below the fields."""
        self.bar.set_narrow(layout.effective < WIDE)
        self.body.apply_layout(layout)

    def default_status(self) -> str:
        """Every change is kept."""
        return "草稿随改随存 ・ 注释和次序都保留" if self.errand is not None else ""

    def leave(self) -> bool:
        """What is typed is kept first."""
        self.form.commit()
        return True

    # What is shown

    def _pack(self, rule: Rule) -> Path:
        """Where the user's errands of a rule lie: in its own pack, or beside one that ships with the program."""
        return self.services.data_folder / RULES / rule.id

    @property
    def _parties(self) -> tuple[Party, ...]:
        return self.services.library.parties(self.rule.id) if self.rule is not None else ()

    @property
    def _errands(self) -> dict[str, str]:
        """The titles of the rule's other errands by id."""
        titles = titles_of(self.services.library, self.rule.id) if self.rule is not None else {}
        return {ident: title for ident, title in titles.items() if self.errand is None or ident != self.errand.id}

    def _say(self, title: str, text: str) -> None:
        self.note.title.setText(title)
        self.note.text.setText(text)
        self.bar.show_state(None, waiting=False, published=False)
        if self.note.primary is not None:
            self.note.primary.setVisible(self.rule is not None)
        self.stack.setCurrentWidget(self.note)

    def _open(self, errand: OwnErrand) -> None:
        self.errand, self._at = errand, (HEAD, -1)
        self.checking.forget()
        self.stack.setCurrentWidget(self.body)
        self._show_all()
        self._check()

    def _show_all(self) -> None:
        """Everything but what the checker says."""
        if self.rule is None or self.errand is None:
            return
        self.bar.show_errands(self.rule.meta.title, own_errands(self._pack(self.rule)), self.errand.id)
        self.stack.setCurrentWidget(self.body)
        self._show_rows()
        self._show_part()

    def _show_rows(self) -> None:
        if self.errand is None:
            return
        examined = self.checking.examined
        problems = examined.problems if examined is not None else ()
        table, at = self._at
        if table != HEAD and at >= len(self.errand.content.parts(table)):
            self._at = (HEAD, -1)
        self.parts.show_rows(words.part_rows(self.errand.content, problems, self._errands), words.row_id(*self._at))
        waiting = self.errand.has_changes
        count = len(problems) if examined is not None and not self.checking.busy else None
        self.bar.show_state(count, waiting=waiting, published=self.errand.is_published)

    def _show_part(self) -> None:
        if self.errand is None or self.rule is None:
            return
        table, at = self._at
        shown = (table, at) if at >= 0 else (HEAD, -1)
        self.form.show_part(self.errand.content, *shown, Around(self.rule, self._parties, self._errands))
        cites = words.as_cites(self.errand.content.parts(table)[at]) if at >= 0 else []
        self.side.show_quotes(cites)
        self.side.offer_quote(wanted=at >= 0 and table not in LINKS)

    def _check(self) -> None:
        """Let the checker read the errand."""
        if self.errand is not None:
            self.checking.start(self.errand, self.services.library.wizards(self.errand.rule.id))
            self._show_rows()

    def _show_checked(self) -> None:
        examined = self.checking.examined
        if self.errand is None or examined is None:
            return
        rows = problem_rows(examined.problems, self.errand.content, self._parties, self._errands)
        self.checks.show_problems(rows)
        self.side.show_wizard(examined.wizard, self._parties)
        self._show_rows()

    # What a hand does

    def go_to(self, table: str, at: int) -> None:
        """Show a part, or the head."""
        self.form.commit()
        self._at = (table, at)
        self._show_rows()
        self._show_part()

    def edit(self, key: str, value: object) -> None:
        """A field was left: keep what it says."""
        table, at = self._at if self._at[1] >= 0 else (HEAD, -1)
        if self.errand is None:
            return
        content = self.errand.content
        self._keep(lambda: words.with_field(content, table, at, key, value))
        if key in _SHAPING:
            later(self, self._show_part)

    def edit_at(self, path: Steps, value: object) -> None:
        """Something inside a field was left, chosen or taken out: a point's words, a condition."""
        self._change(lambda content, table, at: words.with_value(content, table, at, path, value))
        if path[-1] not in _TYPED:
            later(self, self._show_part)

    def append(self, path: Steps, entry: dict[str, Any]) -> None:
        """One more entry at the end of a list: a point, a field of the head."""
        self._change(lambda content, table, at: content.append("" if table == HEAD else table, max(at, 0), path, entry))
        later(self, self._show_part)

    def _change(self, make: Callable[[ErrandText, str, int], ErrandText]) -> None:
        errand, (table, at) = self.errand, self._at if self._at[1] >= 0 else (HEAD, -1)
        if errand is not None:
            self._keep(lambda: make(errand.content, table, at))

    def add(self, table: str) -> None:
        """A new part behind the one at hand, else at the end of its kind."""
        self.form.commit()
        if self.errand is None:
            return
        content = self.errand.content
        after = self._at[1] if self._at[0] == table and self._at[1] >= 0 else len(content.parts(table)) - 1
        part = words.new_part(table, content, self._parties)
        if self._keep(lambda: content.add(table, after, part)):
            self.go_to(table, after + 1)
            field = next(iter(self.form.fields.values()), None)
            (field or self.side.article).setFocus()

    def quote(self, point: int | None = None) -> None:
        """The words selected in the article become a quote of the part at hand, or of a point of the line."""
        if self.errand is None or self.rule is None or self._at[1] < 0:
            return
        self.form.commit()
        content, (table, at), rule = self.errand.content, self._at, self.rule
        try:
            entry = words.cite_entry(self.side.article.selected_quote(), rule)
        except UserError as error:
            self.side.say(error.sentence)
            return
        path: Steps = ("cites",) if point is None else ("points", point, "cites")
        if self._keep(lambda: content.append(table, at, path, entry)):
            later(self, self._show_part)

    def drop_quote(self, place: int) -> None:
        """去掉: one of the quotes of the part at hand."""
        if self.errand is None:
            return
        content, (table, at) = self.errand.content, self._at
        left = [cite for n, cite in enumerate(content.parts(table)[at].get("cites", ())) if n != place]
        if self._keep(lambda: content.set(table, at, ("cites",), left)):
            later(self, self._show_part)

    def move_part(self, by: int) -> None:
        """上移, 下移."""
        if self.errand is not None and self._at[1] >= 0:
            content, (table, at) = self.errand.content, self._at
            if self._keep(lambda: content.move(table, at, by)):
                later(self, lambda: self.go_to(table, at + by))

    def remove_part(self) -> None:
        """删除 the part at hand; undo brings it back."""
        if self.errand is not None and self._at[1] >= 0:
            content, (table, at) = self.errand.content, self._at
            if self._keep(lambda: content.remove(table, at)):
                self._at = (table, at - 1) if at else (HEAD, -1)
                later(self, self._show_all)
                self.notice.show_message("已删除", self.undo)

    def undo(self) -> None:
        """The last change, whatever part it was in."""
        self.form.commit()
        self._turn(lambda errand: errand.undo(), "没有可以撤销的改动")

    def redo(self) -> None:
        """What was taken back."""
        self._turn(lambda errand: errand.redo(), "没有可以重做的改动")

    def _turn(self, act: Callable[[OwnErrand], bool], nothing: str) -> None:
        errand = self.errand
        if errand is None:
            return
        done: list[bool] = []
        if self._try(lambda: done.append(act(errand))) and not done[0]:
            self.notice.show_message(nothing, offer=False)
        elif done:
            self._show_all()
            self._check()

    def _keep(self, make: Callable[[], ErrandText]) -> bool:
        """Keep a changed text; False where it is not on the disk, which is told."""
        errand = self.errand
        kept = errand is not None and self._try(lambda: errand.change(make()))
        if kept:
            self._check()
        else:
            later(self, self._show_part)
        return kept

    def begin(self) -> None:
        """自己编一件: asks what it is called and what it is about."""
        if self.rule is None:
            return
        self.form.commit()
        errand = self.publishing.begin(self._pack(self.rule), self.rule, self._parties)
        if errand is not None:
            self._open(errand)
            self.parts.setFocus()

    def publish(self) -> None:
        """发布: into the pack, then into the library in the background."""
        self.form.commit()
        if self.errand is not None and self.publishing.publish(self.errand):
            self._show_written()

    def withdraw(self) -> None:
        """撤下: out of the pack and the library, kept as a draft."""
        if self.errand is not None and self.publishing.withdraw(self.errand):
            self._show_written()

    def _see(self, show: Callable[[OwnErrand], None]) -> None:
        self.form.commit()
        if self.errand is not None:
            show(self.errand)

    def _show_written(self) -> None:
        self._show_all()
        self._check()

    def discard(self) -> None:
        """放弃改动, asked about once."""
        errand = self.errand
        if errand is not None and self.publishing.discard(errand):
            self.errand = None
            self.activate(wizard=errand.id if errand.is_published else "")

    def _try(self, act: Callable[[], object]) -> bool:
        return attempt(self.theme, act, self)

    # How the parts are joined

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.note)
        self.stack.addWidget(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self.stack, 1)

    def _connect(self) -> None:
        def library() -> None:
            self.go(targets.RuleLibrary(rule=self.rule.id if self.rule is not None else ""))

        self.bar.back.clicked.connect(library)
        self.note.primary_clicked.connect(self.begin)
        self.note.secondary_clicked.connect(library)
        self.bar.errand_chosen.connect(lambda errand: self.activate(wizard=errand))
        self.bar.new.clicked.connect(self.begin)
        self.bar.discard.clicked.connect(self.discard)
        self.bar.withdraw.clicked.connect(self.withdraw)
        self.bar.publish.clicked.connect(self.publish)
        self.parts.chosen.connect(lambda ident: self.go_to(*words.row_place(ident)))
        self.form.edited.connect(self.edit)
        self.form.placed.connect(self.edit_at)
        self.form.added.connect(self.append)
        self.form.quote_wanted.connect(self.quote)
        self.form.dropped.connect(self.drop_quote)
        self.form.moved.connect(self.move_part)
        self.form.removed.connect(self.remove_part)
        self.side.quote_wanted.connect(self.quote)
        self.side.chart_wanted.connect(lambda: self._see(self.seeing.show_chart))
        self.side.paper_wanted.connect(lambda desk: self._see(lambda errand: self.seeing.show_paper(errand, desk)))
        self.side.article.pane.open_article_requested.connect(
            lambda rule, number: self.go(targets.Rules(rule=rule, article=number))
        )
        self.checks.place_wanted.connect(self.go_to)
        self.body.add_wanted.connect(self.add)
        self.checking.checked.connect(self._show_checked)
        self.checking.failed.connect(self.trouble)
        self.publishing.library_changed.connect(self.library_changed)
        self.publishing.told.connect(self.status_message)
        self.publishing.failed.connect(self.trouble)
