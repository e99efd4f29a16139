"""The words of the law over a wizard's answers: those that the chosen answer rests on are marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import RULE, WIZARD, made_up_services, make_theme
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from screens import settle
from wizards import choose, key, opened

from govdesk.app import Services
from govdesk.ui.kit.widgets.marked_words import MarkedWords
from govdesk.ui.pages.wizard.page import WizardPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LONG = "各部门报送市政府的请示性公文，" * 8 + "不能取得一致意见的，应列出各方理由、依据"
END = "应列出各方理由、依据"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> WizardPage:
    return opened(qtbot, services, rule=RULE, wizard=WIZARD)


def marked(page: WizardPage) -> list[str]:
    return page.question.ground.words.marked()


def has_colour(words: MarkedWords, token: str) -> bool:
    wanted, image = QColor(words._theme.color(token)).rgb(), words.grab().toImage()
    return any(image.pixel(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))


def test_words_that_the_chosen_answer_rests_on_are_marked(qtbot: QtBot, page: WizardPage) -> None:
    assert page.question.ground.words.text() == "请示涉及其他部门的，主办部门应当主动协商"
    assert marked(page) == [] and not has_colour(page.question.ground.words, "mark")
    choose(page, "agreed")
    assert marked(page) == ["请示涉及其他部门的，主办部门应当主动协商"]
    assert has_colour(page.question.ground.words, "mark")
    choose(page, "no")
    assert marked(page) == [], "what is left out rests on no words"


def test_another_question_begins_without_marks(qtbot: QtBot, page: WizardPage) -> None:
    choose(page, "agreed")
    key(qtbot, page, Qt.Key.Key_Return)
    assert page.question.ground.words.text() == "除涉及秘密的外，各部门应当通过公文平台报送公文" and marked(page) == []
    choose(page, "no")
    assert marked(page) == ["各部门应当通过公文平台报送公文"], "what is not secret rests on these words alone"


def test_the_focus_that_rests_on_an_answer_shows_its_words_too(qtbot: QtBot, page: WizardPage) -> None:
    choose(page, "no")
    page.question.buttons()[1].setFocus()
    qtbot.waitUntil(lambda: bool(marked(page)))


def test_several_answers_mark_the_words_of_each(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, rule=RULE, wizard="department-meeting")
    page.question.choose(0)
    page.question.choose(1)
    assert set(marked(page)) <= {page.question.ground.words.text()}


@pytest.fixture
def words(qtbot: QtBot) -> MarkedWords:
    widget = MarkedWords(make_theme(), lines=3)
    qtbot.addWidget(widget)
    widget.resize(400, 10)
    widget.show()
    return widget


def test_long_words_take_three_lines_and_unfold(qtbot: QtBot, words: MarkedWords) -> None:
    words.show_words("短。")
    one = words.height()
    words.show_words(LONG)
    assert words.height() == 3 * one and words.is_elided() and words.shown().endswith("…")
    assert words.toolTip() == LONG == words.accessibleName()
    words.set_lines(None)
    assert words.height() > 3 * one and words.shown() == LONG and not words.is_elided() and words.toolTip() == ""


def test_marked_words_further_on_are_brought_into_sight(qtbot: QtBot, words: MarkedWords) -> None:
    words.show_words(LONG)
    height = words.height()
    words.mark([END])
    assert words.shown() == f"…{END}" and words.height() == height, "the answers below must not move"
    assert has_colour(words, "mark") and words.marked() == [END]
    words.mark([])
    assert words.shown().startswith("各部门") and not has_colour(words, "mark")


def test_marks_stand_where_they_are_in_the_middle_of_what_is_shown(words: MarkedWords) -> None:
    words.show_words("甲乙丙丁，" + LONG)
    words.mark(["甲乙"])
    assert words.shown().startswith("甲乙丙丁") and has_colour(words, "mark")
    words.mark(["不在这里"])
    assert words.marked() == []


def test_the_quote_unfolds_by_a_link_and_folds_with_another_question(qtbot: QtBot, page: WizardPage) -> None:
    ground = page.question.ground
    assert not ground.more.isVisible(), "it is all there"
    ground.show_cites([(LONG, "第一条", "1")])
    settle(qtbot)
    assert ground.more.isVisible() and ground.more.text() == "展开"
    ground.more.click()
    assert ground.words.shown() == LONG and ground.more.text() == "收起"
    ground.show_cites([(LONG * 2, "第二条", "2")])
    assert ground.words.is_elided() and ground.more.text() == "展开"
