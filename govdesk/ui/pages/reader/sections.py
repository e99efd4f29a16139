"""The parts of the panel 本条. Each is filled anew for every article; what is asked for goes out as a signal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.related import CERTAINTY, KIND, Answer, Mention, SameMatter, note_reading
from govdesk.rules.citation import cite_article
from govdesk.rules.counterparts import Ref, side_lines
from govdesk.rules.model import Note, Rule
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XS, Role, Theme
from govdesk.ui.kit.widgets import Label, LinkButton
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.pages.reader.prose import Prose

_MOST_SAME = 4
_MOST_ANSWERS = 6
_SAMPLE = 56  # characters of another rule's article: three lines of the panel


class Section(QWidget):
    """A titled part of the panel, with an optional link at the right of its head. `fitted`: its words took a new height."""

    fitted = Signal()

    def __init__(self, theme: Theme, title: str = "", icon: str = "", link: LinkButton | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None
        if title:
            head = QHBoxLayout()
            head.setSpacing(theme.px(SPACE_S))
            if icon:
                head.addWidget(IconLabel(theme, icon, "ink2", 16))
            head.addWidget(Label(theme, title, "ui", bold=True))
            head.addStretch(1)
            if link is not None:
                head.addWidget(link)
            self._box.addLayout(head)
        self._measure()

    def refill(self) -> QVBoxLayout:
        """A fresh column for content, the old content gone."""
        if self._content is not None:
            self._box.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._box.addWidget(self._content)
        return column

    def add_prose(self, column: QVBoxLayout, *lines: tuple[str, Role, str]) -> None:
        """Add running text: paragraphs of (text, role, colour token)."""
        prose = Prose(self._theme, lines)
        prose.fitted.connect(self.fitted)
        column.addWidget(prose)

    def settle(self) -> None:
        """Show what was filled in and lay it out."""
        if self._content is not None:
            self._content.show()
            # Each layout keeps what it has once learnt of its widgets' heights until it is told, from the inside out.
            for widget in (self._content, self, self.parentWidget()):
                if widget is not None and (layout := widget.layout()) is not None:
                    layout.invalidate()
                    layout.activate()
                    widget.updateGeometry()

    def _measure(self) -> None:
        self._box.setSpacing(self._theme.px(SPACE_XS))


class AnswersSection(Section):
    """对应条文: the places of another rule that the packs lay beside this article."""

    requested = Signal(str, str)  # rule id, article number
    compare_requested = Signal(str, str)  # the other rule's id, the pair's id

    def __init__(self, theme: Theme) -> None:
        self.compare_button = LinkButton(theme, "左右对照", tip="同另一部规则的对应条文左右对照")
        self._first: tuple[str, str] = ("", "")
        super().__init__(theme, "对应条文", "arrows-left-right", self.compare_button)
        self.compare_button.clicked.connect(lambda: self.compare_requested.emit(*self._first))

    def fill(self, found: Sequence[Answer], number: str) -> bool:
        """Show the answers to the article `number`; whether there are any pairs."""
        column = self.refill()
        self._first = (found[0].rule.id, found[0].pair.id) if found else ("", "")
        places = [(answer.rule, ref) for answer in found for ref in answer.refs]
        for rule, ref in places[:_MOST_ANSWERS]:
            self._add_place(column, rule, ref, sample=len(places) <= 2)
        if len(places) > _MOST_ANSWERS:
            column.addWidget(
                Label(self._theme, f"另有 {len(places) - _MOST_ANSWERS} 处，见左右对照", "smallest", "ink3")
            )
        for answer in found:
            if not answer.refs:
                # Beside what is answered: only this part of the article is not.
                about = f"{_part(answer, number)}（{answer.pair.title}），" if len(found) > 1 else ""
                said = f"{about}{answer.rule.meta.short_title}的规则里没有对应的条文"
                column.addWidget(Label(self._theme, said, "secondary", "ink3", wrap=True))
        return bool(found)

    def _add_place(self, column: QVBoxLayout, rule: Rule, ref: Ref, *, sample: bool) -> None:
        words = f"{rule.meta.short_title}　{ref.label()}"
        link = LinkButton(self._theme, words, tip=f"打开{words}", role="secondary")
        link.clicked.connect(lambda: self.requested.emit(rule.id, ref.article))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if sample:
            body = "".join(line.label * (not line.is_number) + line.words for line in side_lines(rule, (ref,)))
            self.add_prose(column, (_shortened(body), "snippet", "ink2"))
            column.addSpacing(self._theme.px(SPACE_XS))


def _part(answer: Answer, number: str) -> str:
    """本条第 2 句, 本条第二款: what of the article the pair speaks of."""
    whole = cite_article(number)
    parts = (ref.label().removeprefix(whole) for ref in answer.own if ref.article == number)
    return "本条" + "、".join(part.strip() for part in parts)


class SameSection(Section):
    """同类事项的条文: articles of rules that nobody has laid beside this one yet."""

    requested = Signal(str, str)  # rule id, article number

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "同类事项的条文", "arrows-left-right")

    def fill(self, found: Sequence[SameMatter]) -> bool:
        """Show the articles; whether there are any."""
        column = self.refill()
        shown = found[:_MOST_SAME]
        for entry in shown:
            words = f"{entry.rule.meta.short_title}　{cite_article(entry.article.number)}"
            link = LinkButton(self._theme, words)
            link.setToolTip(plain_tip(f"打开{words}。同属：{'、'.join(entry.topics)}"))
            link.clicked.connect(
                lambda _checked=False, entry=entry: self.requested.emit(entry.rule.id, entry.article.number)
            )
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(Label(self._theme, entry.article.heading, "secondary", "ink2", wrap=True))
        topics = list(dict.fromkeys(topic for entry in found for topic in entry.topics))
        rest = f"；另有 {len(found) - len(shown)} 条" if len(found) > len(shown) else ""
        column.addSpacing(self._theme.px(SPACE_XS))
        column.addWidget(Label(self._theme, f"同属“{'”“'.join(topics)}”{rest}", "smallest", "ink3", wrap=True))
        return bool(found)


class MentionsSection(Section):
    """文中提到: other articles and laws that the article names; those at hand can be opened from here by keyboard too."""

    requested = Signal(int)  # the link's number in the document
    pointed = Signal(int)  # the link under the hand or the focus; -1: none

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "文中提到", "book")
        self._numbers: dict[QObject, int] = {}

    def fill(self, found: Sequence[Mention]) -> bool:
        """Show what is named; whether anything is."""
        self._numbers.clear()
        column = self.refill()
        for mention in found:
            if mention.held:
                link = LinkButton(self._theme, mention.words, tip=mention.told)
                link.clicked.connect(lambda _checked=False, number=mention.number: self.requested.emit(number))
                link.installEventFilter(self)
                self._numbers[link] = mention.number
                column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(Label(self._theme, mention.words, "ui", "ink2", wrap=True))
                column.addWidget(Label(self._theme, mention.told, "smallest", "ink3"))
        return bool(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter):
            self.pointed.emit(self._numbers.get(watched, -1))
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Leave):
            self.pointed.emit(-1)
        return False


class NotesSection(Section):
    """校注: what was found about the text of the article."""

    def fill(self, notes: Sequence[Note], order: dict[str, int]) -> bool:
        """Show the notes under their numbers; whether there are any."""
        column = self.refill()
        for position, note in enumerate(notes):
            if position:
                column.addSpacing(self._theme.px(SPACE_M))
            head = QHBoxLayout()
            head.setSpacing(self._theme.px(SPACE_S))
            head.addWidget(Label(self._theme, f"〔注{order.get(note.id, 0)}〕", "ui", "ver", bold=True))
            head.addWidget(Label(self._theme, f"校注 · {KIND[note.kind]}", "ui", bold=True))
            head.addStretch(1)
            head.addWidget(Label(self._theme, f"把握{CERTAINTY[note.certainty]}", "secondary", "ink3"))
            column.addLayout(head)
            column.addSpacing(self._theme.px(SPACE_XS))
            self.add_prose(column, (note_reading(note), "note", "ink"), (note.why, "note", "ink2"))
        return bool(notes)


def _shortened(body: str) -> str:
    return body if len(body) <= _SAMPLE else body[: _SAMPLE - 1] + "…"
