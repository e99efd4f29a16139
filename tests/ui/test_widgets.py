"""The small widgets: quoted words marked in place, errors in words, nothing lost by eliding."""

from __future__ import annotations

import pytest
from desk import RULE, made_up, make_theme, press
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from govdesk.errors import UserError
from govdesk.rules.model import Mark, Note, Segment, Text
from govdesk.ui.kit.widgets import ArticlePane, ElidedLabel, ErrorDialog, PrimaryButton, ProgressBar, SidePanel, Toast
from govdesk.ui.kit.widgets.article_text import Run, article_lines, line_runs, quote_spans
from govdesk.ui.kit.widgets.choices import RadioButton
from govdesk.ui.pages.wizard.steps import StepRow
from govdesk.wizards.basis import Basis
from govdesk.wizards.model import Cite

QUOTE = "市政府办公室应当在收到请示之日起5个工作日内提出办理意见"


@pytest.fixture(scope="module")
def basis() -> Basis:
    return made_up().basis(RULE, "submit-request")


def marked_words(pane: ArticlePane) -> str:
    """What is underlined in the pane, read off its document."""
    found = []
    block = pane.view.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.charFormat().underlineStyle() == QTextCharFormat.UnderlineStyle.SingleUnderline:
                found.append(fragment.text())
            iterator += 1
        block = block.next()
    return "".join(found)


def test_pane_shows_the_article_with_the_quoted_words_marked(qtbot: QtBot, basis: Basis) -> None:
    pane = ArticlePane(make_theme())
    qtbot.addWidget(pane)
    entry = basis.article("3")
    assert entry
    pane.show_article(entry, basis.rule, [Cite(3, QUOTE), Cite(2, "协商")])
    assert marked_words(pane) == QUOTE
    assert pane.view.toPlainText().replace("\n", "") == entry.article.printed + entry.article.shown.replace("\n", "")
    assert QUOTE in pane.view.accessibleDescription()


def test_pane_asks_to_open_the_article(qtbot: QtBot, basis: Basis) -> None:
    pane = ArticlePane(make_theme())
    qtbot.addWidget(pane)
    entry = basis.article("3")
    assert entry
    pane.show_article(entry, basis.rule)
    with qtbot.waitSignal(pane.open_article_requested) as asked:
        pane._link.click()
    assert asked.args == [RULE, "3"]


def test_marked_words_survive_a_change_of_theme(qtbot: QtBot, basis: Basis) -> None:
    theme = make_theme()
    pane = ArticlePane(theme)
    qtbot.addWidget(pane)
    entry = basis.article("3")
    assert entry
    pane.show_article(entry, basis.rule, [Cite(3, QUOTE)])
    theme.change(dark=True, scale=1.75)
    assert marked_words(pane) == QUOTE


def test_article_takes_the_height_of_its_text(qtbot: QtBot, basis: Basis) -> None:
    panel = SidePanel(make_theme())
    pane = ArticlePane(make_theme())
    panel.add_section(pane, padded=False)
    qtbot.addWidget(panel)
    entry = basis.article("3")
    assert entry
    pane.show_article(entry, basis.rule)
    heights = []
    for width in (343, 700):
        panel.resize(width, 700)
        panel.show()
        qtbot.waitExposed(panel)
        assert pane.view.verticalScrollBar().maximum() == 0
        heights.append(pane.view.height())
    assert heights[0] > heights[1]


def test_quote_is_found_in_the_place_that_the_cite_names(basis: Basis) -> None:
    for entry in basis.articles:
        lines = article_lines(entry.article)
        assert "\n".join(line.label + line.text.shown for line in lines) == entry.article.shown
    cites = [item.cite for item in basis.wizard.items]
    for cite in cites:
        entry = basis.article(cite.number)
        assert entry
        lines = article_lines(entry.article)
        spans = quote_spans(lines, [cite])
        shown = [line.text.shown[a:b] for line, found in zip(lines, spans, strict=True) for a, b in found]
        assert shown == [cite.quote]


def test_runs_are_cut_at_marks_and_notes() -> None:
    text = Text(
        (
            Segment("其"),
            Segment("常务委员会员", Mark.DOUBTED, "x1"),
            Segment("提出的"),
            Segment(" ", Mark.OMITTED, "z1"),
        )
    )
    notes = {"x1": Note("x1", Mark.DOUBTED, "常务委员会员", "疑为“常务委员会”之误，原文照录。", "high")}
    assert line_runs(text, [(5, 8)], notes) == [
        Run("其"),
        Run("常务委员"),
        Run("会员", quoted=True),
        Run("〔注〕", note="x1"),
        Run("提", quoted=True),
        Run("出的"),
    ]


def test_overlapping_quotes_are_one_mark() -> None:
    lines = article_lines_of("甲乙丙丁戊")
    assert quote_spans(lines, [Cite(1, "乙丙"), Cite(1, "丙丁")]) == [[(1, 4)]]


def article_lines_of(words: str) -> list:
    from govdesk.rules.model import Article, Paragraph

    return article_lines(Article("1", "一、", (Paragraph(Text((Segment(words),))),)))


def test_error_says_what_is_safe_and_folds_the_rest(qtbot: QtBot) -> None:
    error = UserError(
        "清单 QD-2026-0030 打不开", safe="其他清单不受影响", todo="可以恢复备份", detail="disk image malformed"
    )
    dialog = ErrorDialog.from_error(make_theme(), error)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.title.text() == "清单 QD-2026-0030 打不开"
    assert not dialog._detail.isVisible()
    qtbot.mouseClick(dialog.fold, Qt.MouseButton.LeftButton)
    assert dialog._detail.isVisible()
    assert dialog._detail.toPlainText() == "disk image malformed"
    press(dialog, "知道了")
    assert dialog.chosen == 0


def test_elided_text_is_whole_in_tooltip_and_for_screen_readers(qtbot: QtBot) -> None:
    label = ElidedLabel(make_theme(), "关于申请2026年老旧小区改造市级配套资金的请示")
    qtbot.addWidget(label)
    label.resize(120, 24)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.accessibleName() == label.full_text()
    label.resize(900, 24)
    assert label.text() == label.full_text()
    assert not label.toolTip()


def test_undo_bar_undoes_once_and_goes(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 400)
    host.show()
    undone: list[None] = []
    bar = Toast(make_theme(), host)
    assert not bar.isVisible()
    bar.show_message("已记为办结", lambda: undone.append(None))
    assert bar.isVisible()
    assert bar.geometry().bottom() < host.height()
    qtbot.mouseClick(bar._link, Qt.MouseButton.LeftButton)
    assert undone == [None]
    assert not bar.isVisible()


def test_progress_says_its_numbers(qtbot: QtBot) -> None:
    bar = ProgressBar(make_theme())
    qtbot.addWidget(bar)
    bar.set_progress(10, 13)
    assert bar.accessibleName() == "进度 10/13"


def test_the_ring_of_a_choice_is_around_its_words(qtbot: QtBot) -> None:
    """As wide as the dialog it looked like a field to type in."""
    theme = make_theme()
    dialog = QWidget()
    qtbot.addWidget(dialog)
    button = RadioButton(theme, "本事项不涉及这一项", dialog)
    button.resize(button.sizeHint() + QSize(200, 0))
    beside = QRect(button.width() - 180, 0, 180, button.height())
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    button.clearFocus()
    before = button.grab(beside).toImage()
    button.setFocus()
    assert button.hasFocus()
    assert button.grab(beside).toImage() == before
    edge = button.grab(QRect(0, button.height() // 2, 3, 1)).toImage()
    assert edge.pixelColor(1, 0) == theme.color("act"), "and around its sign: words in a frame look like a field, too"


def test_buttons_answer_to_enter_and_name_their_key(qtbot: QtBot) -> None:
    button = PrimaryButton(make_theme(), "打印", icon="printer", key="Ctrl+P")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert button.toolTip() == "打印（Ctrl+P）"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_what_paints_itself_is_pressed_by_enter_too(qtbot: QtBot, key: Qt.Key) -> None:
    button = StepRow(make_theme(), 1, "属于哪一种会议？", "专项会议", "answered")
    qtbot.addWidget(button)

    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)
