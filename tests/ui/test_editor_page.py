"""自己编一件 in the window: an errand written by a form, quotes selected in the article, checked and listed meanwhile."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from desk import make_theme, on_dialog, press, show
from editors import ERRAND, RULE, checked, choose, fill, imported_city, opened, select
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.drafting.own_errands import OwnErrand
from govdesk.paths import shipped_rules
from govdesk.present.editing import HEAD
from govdesk.ui.kit.widgets import CheckBox, ComboBox, Label
from govdesk.ui.kit.widgets.article_side import ArticleSide
from govdesk.ui.pages.editor.asking import NewErrandDialog
from govdesk.ui.pages.editor.page import EditorPage
from govdesk.ui.pages.editor.side import LIST
from govdesk.ui.pages.library.page import LibraryPage
from govdesk.ui.window.main_window import MainWindow


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return imported_city(tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> EditorPage:
    return opened(qtbot, services)


def errand(page: EditorPage) -> OwnErrand:
    assert page.errand is not None
    return page.errand


def on_disk(page: EditorPage) -> OwnErrand:
    """The errand as another start of the program finds it."""
    return OwnErrand(errand(page).pack, errand(page).rule, errand(page).parties, errand(page).id)


def quote(page: EditorPage, number: str, words: str) -> None:
    """Select these words of an article as a hand would, and quote them."""
    select(page, number, words)
    page.side.quote.click()
    QApplication.processEvents()


def test_the_parts_of_an_errand_are_listed_with_their_kinds(page: EditorPage) -> None:
    rows = page.parts.rows.rows
    assert [(row.words, row.parts) for row in rows if row.at < 0] == [
        ("这件事", 0), ("问题", 2), ("直接回答", 0), ("您来办", 10), ("别人来办", 2), ("先问清", 2), ("总要求", 1),
        ("先办", 0), ("接着办", 2),
    ]  # fmt: skip
    assert [row.words for row in rows if row.table == "items"][1:3] == ["一份请示只写一件事", "主动与有关部门协商"]
    assert page.checks.sentences == []
    assert not page.bar.publish.isEnabled(), "there is nothing to publish"


def test_a_field_that_is_left_is_on_the_disk_and_nothing_else_in_the_file_changes(page: EditorPage) -> None:
    before = errand(page).content.text
    page.go_to("items", 0)
    fill(page, "do", "一份请示写一件事")
    assert on_disk(page).content.text == before.replace("一份请示只写一件事", "一份请示写一件事")
    assert errand(page).has_changes and errand(page).is_published


def test_what_is_typed_and_not_left_is_kept_when_the_page_is(page: EditorPage) -> None:
    field = page.form.fields["summary"]
    assert isinstance(field, QLineEdit)
    field.setText("一文一事，先协商")
    assert page.leave()
    assert on_disk(page).content.head()["summary"] == "一文一事，先协商"


def test_a_number_that_no_quote_has_is_told_in_plain_words(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to("items", 0)
    fill(page, "do", "3 天内只写一件事")
    checked(page, qtbot)
    assert len(page.checks.sentences) == 1
    assert "引文里没有“3”这个数" in page.checks.sentences[0]
    assert not page.bar.publish.isEnabled()
    marked = [row.words for row in page.parts.rows.rows if row.faulty]
    assert marked == ["3 天内只写一件事"]
    page.go_to("head", -1)
    page.checks.findChildren(type(page.bar.back))[0].click()
    assert page._at == ("items", 0), "the sentence leads there"
    page.undo()
    checked(page, qtbot)
    assert page.checks.sentences == []


def test_no_sentence_of_the_checks_speaks_in_keys(page: EditorPage, qtbot: QtBot) -> None:
    page.add("items")
    checked(page, qtbot)
    quote(page, "5", "严禁泄露国家秘密")
    checked(page, qtbot)
    told = page.checks.sentences
    assert told
    assert [words for words in told if "must_not" in words or "unsaid" in words or "party" in words] == []
    assert any("性质选“不得”" in words for words in told)


def test_a_new_errand_from_its_name_to_the_library(page: EditorPage, qtbot: QtBot, services: Services) -> None:
    def answer(dialog: object) -> None:
        assert isinstance(dialog, NewErrandDialog)
        dialog.name.setText("报送信息")
        press(dialog, "编起来")

    on_dialog(qtbot, answer)
    page.bar.new.click()
    checked(page, qtbot)
    assert errand(page).title == "报送信息"
    assert any("“一句话”是空的" in words for words in page.checks.sentences)
    fill(page, "summary", "走公文平台")
    page.add("items")
    fill(page, "do", "通过公文平台报送公文")
    quote(page, "5", "各部门应当通过公文平台报送公文")
    page.add("others")
    fill(page, "do", "提出办理意见")
    choose(page, "party", "市政府办公室")
    quote(page, "3", "市政府办公室应当在收到请示之日起5个工作日内提出办理意见")
    checked(page, qtbot)
    told = [words for words in page.checks.sentences if "清单是空的" in words]
    assert told and told[0].startswith("乡镇"), "the other desks have nothing to do in it"
    page.go_to("head", -1)
    for desk in ("town", "office", "archives"):
        box = page.form.fields[f"desks.{desk}"]
        assert isinstance(box, CheckBox)
        box.click()
    checked(page, qtbot)
    assert page.checks.sentences == []
    page.bar.publish.click()
    qtbot.waitUntil(lambda: not page.publishing.busy)
    checked(page, qtbot)
    wizard = services.library.wizard(RULE, errand(page).id)
    assert wizard.desks == ("department",)
    assert [item.cite.quote for item in wizard.items] == ["各部门应当通过公文平台报送公文"]
    assert not errand(page).has_changes


def test_the_list_is_shown_while_it_is_written(page: EditorPage, qtbot: QtBot) -> None:
    page.side.segments.button(LIST).click()
    page.go_to("items", 0)
    fill(page, "do", "一份请示写一件事")
    checked(page, qtbot)
    shown = [label.text() for label in page.side.live.findChildren(Label)]
    assert "一份请示写一件事" in shown
    assert "一份请示只写一件事" not in shown


def test_words_that_are_no_quote_are_refused_beside_the_button(page: EditorPage) -> None:
    page.go_to("items", 0)
    before = errand(page).content.text
    page.side.quote.click()
    assert "还没有选中字" in page.side._said.text()
    view = page.side.article.pane.view
    cursor = QTextCursor(view.document())
    cursor.select(QTextCursor.SelectionType.Document)
    view.setTextCursor(cursor)
    page.side.quote.click()
    assert "不是一款里连着的原话" in page.side._said.text()
    assert errand(page).content.text == before


def test_an_article_is_found_by_words_and_by_number(page: EditorPage) -> None:
    side = page.side
    side.seek.setText("公文平台")
    assert [side.articles.itemData(at) for at in range(side.articles.count())] == ["5"]
    assert "公文平台" in side.article.pane.view.toPlainText()
    side.seek.setText("十条")
    assert "10" in [side.articles.itemData(at) for at in range(side.articles.count())]
    assert side.count.text() == f"{side.articles.count()} 条"
    side.seek.setText("没有这几个字")
    assert not side.quote.isEnabled() and not side.next.isEnabled()
    assert side.articles.count() == 0
    page.go_to("items", 0)
    assert side.articles.currentData() == "1", "a line leads to its own article all the same"
    page.go_to(HEAD, -1)
    side.seek.setText("公文平台")
    assert not side.quote.isEnabled(), "the head of an errand quotes nothing"


def test_a_name_is_not_quoted_by_half(services: Services, qtbot: QtBot) -> None:
    side = ArticleSide(make_theme())
    qtbot.addWidget(side)
    side.show_article(services.library.rule("xianyang-2013"), "48", [])
    cursor = side.pane.view.document().find("应当符合《党政机关公文处理工作条例")
    side.pane.view.setTextCursor(cursor)
    assert side.selected_quote().quote == "应当符合《党政机关公文处理工作条例》"


def test_a_stop_that_a_hand_took_along_is_no_part_of_the_quote(services: Services, qtbot: QtBot) -> None:
    side = ArticleSide(make_theme())
    qtbot.addWidget(side)
    side.show_article(services.library.rule("xianyang-2013"), "9", [])
    side.pane.view.setTextCursor(side.pane.view.document().find("。对工作中的重要情况和重大事项，"))
    assert side.selected_quote().quote == "对工作中的重要情况和重大事项"


def test_the_number_of_an_article_that_a_hand_took_along_is_no_part_of_the_quote(page: EditorPage) -> None:
    page.go_to("general", 0)
    quote(page, "3", "三、市政府办公室应当在收到请示之日起5个工作日内提出办理意见")
    assert errand(page).content.parts("general")[0]["cites"][1]["quote"].startswith("市政府办公室")
    quote(page, "3", "、市政府办公室应当")
    assert errand(page).content.parts("general")[0]["cites"][2]["quote"] == "市政府办公室应当"


def test_a_quote_is_taken_out_and_comes_back_by_undo(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to("items", 0)
    before = errand(page).content.text
    page.form.dropped.emit(0)
    checked(page, qtbot)
    assert errand(page).content.parts("items")[0]["cites"] == []
    assert any("没有引文" in words for words in page.checks.sentences)
    QTest.keySequence(page.parts, "Ctrl+Z")
    assert on_disk(page).content.text == before


def test_parts_move_and_go_and_come_back(page: EditorPage) -> None:
    before = errand(page).content.text
    page.go_to("items", 1)
    page.form.moved.emit(-1)
    QApplication.processEvents()
    assert [item["id"] for item in errand(page).content.parts("items")][:2] == ["consult", "one-matter"]
    page.form.removed.emit()
    QApplication.processEvents()
    page.undo()
    page.undo()
    assert on_disk(page).content.text == before


def test_alt_and_the_arrows_go_from_part_to_part(page: EditorPage) -> None:
    QTest.keySequence(page.parts, "Alt+Down")
    assert page._at == ("questions", 0)
    QTest.keySequence(page.parts, "Alt+Down")
    QTest.keySequence(page.parts, "Alt+Down")
    assert page._at == ("items", 0), "headings are passed over"
    QTest.keySequence(page.parts, "Alt+Up")
    assert page._at == ("questions", 1)


def test_a_limit_brings_the_date_that_it_counts_from(page: EditorPage) -> None:
    page.go_to("items", 0)
    fill(page, "due", "5")
    assert errand(page).content.parts("items")[0]["due"] == {"after": "received", "workdays": 5}
    fill(page, "due", "")
    assert "due" not in errand(page).content.parts("items")[0]


def test_a_number_of_days_that_is_none_is_refused_and_nothing_is_lost(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to("items", 0)
    before = errand(page).content.text
    seen = on_dialog(qtbot, lambda dialog: dialog.reject())
    fill(page, "due", "三天")
    qtbot.waitUntil(lambda: bool(seen))
    assert errand(page).content.text == before


def test_a_renamed_answer_keeps_what_hangs_on_it(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to("questions", 1)
    fill(page, "options.2", "涉及国家秘密")
    checked(page, qtbot)
    options = errand(page).content.parts("questions")[1]["options"]
    assert [(option["value"], option["label"]) for option in options] == [("no", "不涉密"), ("yes", "涉及国家秘密")]
    assert page.checks.sentences == []


def test_a_line_can_hang_on_any_answer_but_one_or_on_what_arises(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to("items", 1)
    several = page.form.fields["when"]
    assert isinstance(several, ComboBox)
    assert several.currentText().count("“") == 3, "this one hangs on three answers"
    page.go_to("items", 0)
    choose(page, "when", "涉及别的部门吗？ 选的不是“不涉及”")
    assert errand(page).content.parts("items")[0]["when"] == {"others!": "no"}
    fill(page, "arises", "有附件的")
    checked(page, qtbot)
    assert [row.badge for row in page.parts.rows.rows if (row.table, row.at) == ("items", 0)] == ["遇到"]
    choose(page, "when", "总是列")
    fill(page, "arises", "")
    assert not {"when", "arises"} & errand(page).content.parts("items")[0].keys()


def test_a_renamed_stage_takes_its_lines_along(page: EditorPage) -> None:
    fill(page, "stages", "写、协商、报送")
    assert errand(page).content.parts("items")[0]["stage"] == "写"


def test_what_was_not_published_can_be_given_up(page: EditorPage, qtbot: QtBot) -> None:
    before = errand(page).content.text
    fill(page, "title", "别的名称")
    on_dialog(qtbot, lambda dialog: press(dialog, "放弃改动"))
    page.bar.discard.click()
    qtbot.waitUntil(lambda: not errand(page).has_changes)
    checked(page, qtbot)
    assert errand(page).content.text == before


def test_an_errand_of_ones_own_on_a_rule_that_ships_with_the_program(services: Services, qtbot: QtBot) -> None:
    shipped = shipped_rules()
    before = sorted(path.name for path in (shipped / "xianyang-2013" / "wizards").iterdir())
    page = EditorPage(services, make_theme())
    page.activate(rule="xianyang-2013")
    show(qtbot, page)
    assert page.stack.currentWidget() is page.note, "what ships with the program is not written in"

    def answer(dialog: object) -> None:
        assert isinstance(dialog, NewErrandDialog)
        dialog.name.setText("报送请示")
        press(dialog, "编起来")

    on_dialog(qtbot, answer)
    assert page.note.primary is not None
    page.note.primary.click()
    fill(page, "summary", "一文一事")
    for desk in [key for key in page.form.fields if key.startswith("desks.") and key != "desks.department"]:
        box = page.form.fields[desk]
        assert isinstance(box, CheckBox)
        if box.isChecked():
            box.click()
    page.add("items")
    fill(page, "do", "一份请示写一件事")
    quote(page, "58", "必须符合“一文一事”的原则")
    box = page.form.fields["unsaid"]
    assert isinstance(box, CheckBox)
    box.click()
    checked(page, qtbot)
    assert page.checks.sentences == []
    had = len(services.library.wizards("xianyang-2013"))
    page.bar.publish.click()
    qtbot.waitUntil(lambda: not page.publishing.busy)
    own = services.library.wizards("xianyang-2013")
    assert len(own) == had + 1
    assert services.library.wizard("xianyang-2013", "bao-song-qing-shi").title == "报送请示"
    assert sorted(path.name for path in (shipped / "xianyang-2013" / "wizards").iterdir()) == before
    assert services.library.problems == ()
    assert "xianyang-2013" in services.library.rules


def test_an_errand_is_taken_out_of_the_library_again(page: EditorPage, qtbot: QtBot, services: Services) -> None:
    page.activate(rule=RULE, wizard="who-signs-minutes")
    checked(page, qtbot)
    on_dialog(qtbot, lambda dialog: press(dialog, "撤下"))
    page.bar.withdraw.click()
    qtbot.waitUntil(lambda: not page.publishing.busy)
    assert "who-signs-minutes" not in {wizard.id for wizard in services.library.wizards(RULE)}
    assert services.library.problems == ()
    assert errand(page).has_changes and not errand(page).is_published


def test_who_has_gone_home_meanwhile_finds_the_new_errand_there(services: Services, qtbot: QtBot) -> None:
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: "department"})
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.show()
    window.start()
    assert window.go("editor", rule=RULE, wizard=ERRAND)
    page = window.page
    assert isinstance(page, EditorPage)
    checked(page, qtbot)
    fill(page, "title", "报送请示给市政府")
    checked(page, qtbot)
    page.publish()
    assert page.publishing.busy
    assert window.go("home")
    qtbot.waitUntil(lambda: not page.publishing.busy)
    QApplication.processEvents()
    home = window.page
    assert home is not None
    assert any("报送请示给市政府" in cell.accessibleName() for cell in home.findChildren(QWidget))


def test_the_library_leads_there(services: Services, qtbot: QtBot) -> None:
    library = LibraryPage(services, make_theme())
    library.activate(rule=RULE)
    show(qtbot, library)
    asked: list[tuple[str, object]] = []
    library.navigate.connect(lambda name, target: asked.append((name, target)))
    library.edit.click()
    assert asked == [("editor", {"rule": RULE})]


def test_a_file_that_is_no_toml_is_told_and_left_alone(services: Services, qtbot: QtBot) -> None:
    path = services.data_folder / "rules" / RULE / "wizards" / f"{ERRAND}.toml"
    path.write_text('id = "submit', encoding="utf-8")
    page = EditorPage(services, make_theme())
    qtbot.addWidget(page)
    with pytest.raises(Exception, match="改不了"):
        page.activate(rule=RULE, wizard=ERRAND)
    assert path.read_text(encoding="utf-8") == 'id = "submit'
