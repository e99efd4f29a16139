"""规则说明: what is known about a rule itself — its number and dates, where the text comes from, every note on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.related import CERTAINTY, KIND, note_reading
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Note, Rule
from govdesk.ui.actions.exporter import Exporter
from govdesk.ui.actions.paper import PaperCommands
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_3XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Ground, HLine, Label, LinkButton, SecondaryButton
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.layouts import leave
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.ui.pages.reader.prose import Prose
from govdesk.ui.sheet.copying import plain_data

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.jobs import Job

_WIDTH = 760
_KEPT = 2  # rules, as many as are compared
NOT_SAID = "来源没有写明"
CERTAINTY_TOLD = "补是抄录时丢的字，我们补出；删是混进来的残片，不显示；疑是疑有错漏，照录不改。把握分高、中、低。"
HASH_TOLD = "规则包文字的 SHA-256。两处的程序显示同一个值，看到的就是同样的文字。"


def facts(rule: Rule) -> list[tuple[str, str]]:
    """文号, dates, 有效性, source: what the front matter says, and for what clerks look for that it does not say."""
    meta = rule.meta
    adopted = "，".join(part for part in (meta.adopted.isoformat() if meta.adopted else "", meta.adopted_by) if part)
    chapters = f"{len(rule.chapters())} 章 " if rule.chapters() else ""
    said = [
        ("发文机关", meta.issuer),
        ("文号", meta.doc_number or NOT_SAID),
        ("审议通过", adopted or NOT_SAID),
        ("印发", meta.issued.isoformat() if meta.issued else NOT_SAID),
        ("施行", meta.effective.isoformat() if meta.effective else NOT_SAID),
        ("网上发布", meta.published.isoformat() if meta.published else ""),
        ("有效性", f"来源写的是“{meta.status}”" if meta.status else NOT_SAID),
        ("篇幅", f"{chapters}{len(rule.articles)} 条，{len(rule.note_order())} 处校注"),
        ("文字来源", meta.source or NOT_SAID),
        ("怎样得来", meta.obtained or NOT_SAID),
    ]
    return [(name, words) for name, words in said if words]


def note_places(rule: Rule, note: Note) -> list[tuple[str, str]]:
    """Where a note stands: (words, article number); headings, title and notice have no number."""
    found = [(cite_article(article.number), article.number) for article in rule.articles if note.id in article.note_ids]
    found += [(division.label + "标题", "") for division in rule.divisions if note.id in division.title.note_ids]
    if note.id in rule.title.note_ids:
        found.append(("标题", ""))
    if any(note.id in line.note_ids for line in rule.notice):
        found.append(("印发通知", ""))
    return found


class AboutPage(Page):
    """The page `rule`: `rule` (an id) says which; Esc goes back."""

    title = "规则说明"
    nav = "rules"
    status_keys = hints("page.down", "leave")

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self.rule: Rule | None = None
        self._told: dict[str, QWidget] = {}  # what is told of the rules last shown, by id
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._column.addStretch(1)
        ground = Ground(theme, "page")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._sheet, 20)
        row.addStretch(1)
        self.scroller = ScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroller.setAccessibleName("规则说明")
        self.scroller.setWidget(ground)
        self._ring = FocusRing(theme, self.scroller)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        self.exporter = Exporter(theme, self)
        self.paper = PaperCommands(self, self.exporter, self._job, self.status_message.emit, text="打印全文")
        self.apply_theme()

    def activate(self, **target: Any) -> None:
        library = self.services.library
        wanted = target.get("rule") or (self.rule.id if self.rule else library.first_rule.id)
        rule = library.rule(str(wanted))
        if rule is not self.rule:
            self.rule = rule
            self._fill(rule)
            self.scroller.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        self.scroller.setFocus(Qt.FocusReason.MouseFocusReason)
        self._ring.rest()

    def panes(self) -> list[QWidget]:
        return [self.scroller]

    def default_status(self) -> str:
        return self.rule.meta.doc_number if self.rule is not None else ""

    def apply_theme(self) -> None:
        px = self.theme.px
        self._sheet.setMaximumWidth(px(_WIDTH))
        self._column.setContentsMargins(px(SPACE_3XL), px(SPACE_2XL), px(SPACE_3XL), px(SPACE_3XL))
        self._column.setSpacing(px(SPACE_S))
        self._forget(*self._told)
        if self.rule is not None:
            self._fill(self.rule)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go(targets.Back())
        else:
            super().keyPressEvent(event)

    def _fill(self, rule: Rule) -> None:
        """Show what is told of `rule`. It is kept, for a rule with many notes takes longer than a page change may."""
        for told in self._told.values():
            leave(told)
        if rule.id not in self._told:
            self._forget(*list(self._told)[: 1 - _KEPT])
            self._told[rule.id] = self._build(rule)
        self._told[rule.id].show()

    def _forget(self, *rules: str) -> None:
        for rule in rules:
            told = self._told.pop(rule)
            leave(told)
            self._column.removeWidget(told)
            told.deleteLater()

    def _build(self, rule: Rule) -> QWidget:
        # One widget holds everything, so that nested rows go with it.
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(SPACE_S))
        self._column.insertWidget(0, content)
        column.addWidget(Label(self.theme, rule.meta.title, "page_title", wrap=True))
        column.addLayout(self._buttons(rule))
        column.addSpacing(self.theme.px(SPACE_S))
        column.addLayout(self._facts(rule))
        self._add_hash(column, rule)
        self._add_notes(column, rule)
        return content

    def _buttons(self, rule: Rule) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(SPACE_S))
        read = SecondaryButton(self.theme, "读全文", icon="book-open")
        read.clicked.connect(lambda: self.go(targets.Rules(rule=rule.id)))
        compare = SecondaryButton(self.theme, "左右对照", icon="columns")
        compare.clicked.connect(lambda: self.go(targets.Compare(rule=rule.id)))
        paper = SecondaryButton(self.theme, "")
        paper.follow(self.paper.print)
        forms = SecondaryButton(
            self.theme, "空白表汇编…", icon="file-text", tip="这部规则的空白表合成一本，或一件事一个文件"
        )
        forms.clicked.connect(self.print_forms)
        # Not setVisible: a button that is in no window yet would flash as one, and take the focus with it.
        errands = self.services.library.wizards(rule.id)
        for button in (read, compare, paper, *([forms] if errands else [])):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _job(self) -> Job | None:
        """The booklet of the whole rule."""
        from govdesk.export.jobs import rule_job

        return rule_job(self.services, self.rule.id) if self.rule is not None else None

    def print_forms(self) -> None:
        """The blank forms of all errands of this rule: a book in the preview, or files."""
        if self.rule is None:
            return
        from govdesk.ui.actions.printing.compiling import print_compilation

        if words := print_compilation(self.services, self.theme, self.rule.id, self):
            self.status_message.emit(words)

    def _facts(self, rule: Rule) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px(SPACE_L))
        grid.setVerticalSpacing(self.theme.px(SPACE_S))
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(facts(rule)):
            grid.addWidget(Label(self.theme, name, "ui", "ink3"), row, 0, Qt.AlignmentFlag.AlignTop)
            token = "ink3" if words == NOT_SAID else "ink"
            grid.addWidget(Prose(self.theme, [(words, "ui", token)]), row, 1)
        return grid

    def _add_hash(self, column: QVBoxLayout, rule: Rule) -> None:
        column.addSpacing(self.theme.px(SPACE_M))
        column.addWidget(Label(self.theme, "文字的校验值", "section"))
        column.addWidget(Prose(self.theme, [(rule.hash, "ui", "ink"), (HASH_TOLD, "secondary", "ink3")]))
        copy = LinkButton(self.theme, "复制校验值", icon="copy")
        copy.clicked.connect(lambda: self._copy(rule.hash))
        column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setMimeData(plain_data(text))
        self.status_message.emit("校验值已复制")

    def _add_notes(self, column: QVBoxLayout, rule: Rule) -> None:
        order = rule.note_order()
        notes = sorted((note for note in rule.notes if note.id in order), key=lambda note: order[note.id])
        column.addSpacing(self.theme.px(SPACE_M))
        column.addWidget(Label(self.theme, f"校注　{len(notes)} 处", "section"))
        column.addWidget(Prose(self.theme, [(CERTAINTY_TOLD, "secondary", "ink3")]))
        for note in notes:
            column.addWidget(HLine(self.theme))
            head = QHBoxLayout()
            head.setSpacing(self.theme.px(SPACE_S))
            head.addWidget(Label(self.theme, f"〔注{order[note.id]}〕", "ui", "ver", bold=True))
            head.addWidget(Label(self.theme, KIND[note.kind], "ui", bold=True))
            for words, number in note_places(rule, note):
                self._add_place(head, rule, words, number)
            head.addStretch(1)
            head.addWidget(Label(self.theme, f"把握{CERTAINTY[note.certainty]}", "secondary", "ink3"))
            column.addLayout(head)
            column.addWidget(Prose(self.theme, [(note_reading(note), "note", "ink"), (note.why, "note", "ink2")]))
            column.addSpacing(self.theme.px(SPACE_XS))

    def _add_place(self, row: QHBoxLayout, rule: Rule, words: str, number: str) -> None:
        if not number:
            row.addWidget(Label(self.theme, words, "ui", "ink2"))
            return
        link = LinkButton(self.theme, words, tip=f"打开{words}")
        link.clicked.connect(lambda: self.go(targets.Rules(rule=rule.id, article=number)))
        row.addWidget(link)
