"""规则页: opening, what is current, finding, citing, notes; the document is set once and stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import RULE, WIZARD, made_up_services, make_record, make_services, make_theme, show, type_chinese
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.export.jobs import Job, Options
from govdesk.ui.actions.printing.preview import Outcome
from govdesk.ui.kit.layout import layout_for
from govdesk.ui.kit.widgets import LinkButton
from govdesk.ui.pages.reader.page import ReaderPage
from govdesk.ui.pages.reader.side import ArticleSide
from govdesk.ui.sheet.contents_model import ENTRY

ERRAND = "向市政府报送请示"
XIANYANG, ZHANGJIAGANG = "xianyang-2013", "zhangjiagang-2022"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Reading a rule writes nothing, so one library does for all tests here."""
    return make_services(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ReaderPage:
    page = ReaderPage(services, make_theme())
    page.apply_rule(XIANYANG)
    page.activate(rule=XIANYANG, article="51")
    show(qtbot, page)
    page.focus_first()
    return page


def top_article(page: ReaderPage) -> str:
    """The number of the article that stands first in view."""
    shown = page._shown
    assert shown is not None
    height = page.sheet.viewport().height()
    for index, (first, _) in enumerate(shown.blocks):
        if 0 <= page.sheet._block_rect(first).top() < height:
            return shown.rule.articles[index].number
    return ""


def select(page: ReaderPage, words: str) -> None:
    """Select `words` with the mouse's means, where they stand first."""
    cursor = page.sheet.document().find(words)
    assert not cursor.isNull()
    page.sheet.setTextCursor(cursor)


def current(page: ReaderPage) -> tuple[str, str, str]:
    """What bar, side panel and tree say is current."""
    row = page.contents.tree.currentIndex().data(ENTRY)
    return page.bar._article.text(), page.side.title.text(), row.label


# -- opening


def test_opening_an_article_before_the_page_is_shown(page: ReaderPage) -> None:
    assert top_article(page) == "51"
    assert current(page) == ("第五十一条", "第五十一条", "五十一")
    assert page.bar._chapter.full_text() == "第九章 公文审批"


@pytest.mark.parametrize(
    ("rule", "number", "label"), [(XIANYANG, "76", "第七十六条"), (ZHANGJIAGANG, "57", "第五十七条")]
)
def test_the_last_article_comes_into_view(page: ReaderPage, rule: str, number: str, label: str) -> None:
    page.activate(rule=rule, article=number)
    assert page.side.title.text() == label
    assert page._shown is not None
    rect = page.sheet._block_rect(page._shown.blocks[-1][1])
    assert rect.bottom() <= page.sheet.viewport().height()


def test_a_number_that_is_not_there_leaves_the_rule_open(page: ReaderPage) -> None:
    page.activate(rule=XIANYANG, article="99")
    assert page.side.title.text() == "第五十一条"


def test_coming_back_finds_the_page_as_it_was(page: ReaderPage) -> None:
    page.activate(rule=XIANYANG, article="30")
    value = page.sheet.verticalScrollBar().value()
    page.activate(rule=ZHANGJIAGANG, article="5")
    page.activate(rule=XIANYANG)
    assert page.sheet.verticalScrollBar().value() == value
    assert current(page)[1] == "第三十条"
    page.activate()
    assert page.sheet.verticalScrollBar().value() == value


def test_a_new_text_size_keeps_the_place(page: ReaderPage) -> None:
    page.activate(rule=XIANYANG, article="45")
    page.theme.change(scale=1.5)
    page.apply_theme()
    assert current(page)[1] == "第四十五条"
    assert top_article(page) in {"45", "46"}


# -- the text on the sheet


@pytest.mark.parametrize("rule_id", [XIANYANG, ZHANGJIAGANG])
def test_the_sheet_has_every_word_of_every_article(page: ReaderPage, services: Services, rule_id: str) -> None:
    page.activate(rule=rule_id, article="1")
    rule = services.library.rules[rule_id]
    page.bar.notes_button.setChecked(False)
    text = page.sheet.toPlainText().replace("\t", "")
    for article in rule.articles:
        assert article.printed + article.shown in text


def test_a_note_is_marked_once_a_line(page: ReaderPage) -> None:
    page.activate(rule=ZHANGJIAGANG, article="47")
    assert page._shown is not None
    first, last = page._shown.blocks[46]
    lines = [page.sheet.document().findBlockByNumber(number).text() for number in range(first, last + 1)]
    assert "".join(lines).count("〔注") == 1  # eight stray blanks, one note


def test_notes_can_be_put_away_and_the_place_stays(page: ReaderPage) -> None:
    assert "〔注" in page.sheet.toPlainText()
    page.bar.notes_button.click()
    assert "〔注" not in page.sheet.toPlainText()
    assert current(page)[1] == "第五十一条"
    assert top_article(page) in {"51", "52"}


# -- the current article


def test_a_click_makes_an_article_current(qtbot: QtBot, page: ReaderPage) -> None:
    assert page._shown is not None
    rect = page.sheet._block_rect(page._shown.blocks[52][0])
    qtbot.mouseClick(page.sheet.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, rect.top() + 20))
    assert current(page) == ("第五十三条", "第五十三条", "五十三")


def test_scrolling_away_makes_what_is_read_current(qtbot: QtBot, page: ReaderPage) -> None:
    for _ in range(3):
        qtbot.keyClick(page.sheet, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.side.title.text() != "第五十一条")
    assert page.side.title.text() == f"第{page.contents.tree.currentIndex().data(ENTRY).label}条"
    shown = page._shown
    assert shown is not None
    rect = page.sheet._block_rect(shown.blocks[page._index][0])
    assert -page.sheet.viewport().height() < rect.top() < page.sheet.viewport().height()


def test_scrolling_a_little_leaves_the_article_chosen(qtbot: QtBot, page: ReaderPage) -> None:
    rested = page.sheet._rest.timeout
    with qtbot.waitSignal(rested):
        qtbot.keyClick(page.sheet, Qt.Key.Key_Down)
    assert page.side.title.text() == "第五十一条"


def test_next_and_previous_article_by_keyboard(qtbot: QtBot, page: ReaderPage) -> None:
    qtbot.keyClick(page.sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert current(page)[1] == "第五十二条"
    qtbot.keyClick(page.sheet, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert current(page)[1] == "第五十条"


# -- finding


def test_finding_counts_marks_and_goes_round(qtbot: QtBot, page: ReaderPage, services: Services) -> None:
    page.activate(rule=XIANYANG, article="51", find="签发")
    rule = services.library.rules[XIANYANG]
    total = sum(article.shown.count("签发") for article in rule.articles)
    before = sum(article.shown.count("签发") for article in rule.articles[:50])
    assert page.bar.counter.text() == f"{before + 1}/{total}"
    assert page.bar.counter.accessibleName() == f"第 {before + 1} 处，共 {total} 处"
    assert page.contents._count(page.contents.tree.currentIndex().data(ENTRY)) == rule.articles[50].shown.count("签发")
    assert len(page.sheet.ticks.marks) == total
    assert list(page.sheet.ticks.marks) == sorted(page.sheet.ticks.marks)
    for _ in range(total - before):
        qtbot.keyClick(page.sheet, Qt.Key.Key_F3)
    assert page.bar.counter.text() == f"1/{total}"
    qtbot.keyClick(page.sheet, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert page.bar.counter.text() == f"{total}/{total}"


def test_going_round_is_said(qtbot: QtBot, page: ReaderPage) -> None:
    page.activate(rule=XIANYANG, article="1", find="钢笔")
    with qtbot.waitSignal(page.status_message) as said:
        qtbot.keyClick(page.sheet, Qt.Key.Key_F3)
    assert said.args == ["已到末尾，从头找起"]


def test_the_hit_looked_at_is_in_view_and_its_article_current(qtbot: QtBot, page: ReaderPage) -> None:
    qtbot.keyClick(page.sheet, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.bar.finder.hasFocus()
    type_chinese(page.bar.finder, "钢笔")
    assert current(page)[1] == "第五十条"
    hit = page.finding.hits[page.finding.current]
    assert 0 <= page.sheet._rect_at(hit.start).top() < page.sheet.viewport().height()
    marked = [selection.cursor.selectedText() for selection in page.sheet.extraSelections()]
    assert marked == ["钢笔"]
    qtbot.keyClick(page.bar.finder, Qt.Key.Key_Escape)
    assert page.sheet.hasFocus()
    assert page.sheet.extraSelections() == []
    assert page.sheet.ticks.marks == ()


def test_words_are_found_across_a_note_mark_and_our_brackets(page: ReaderPage) -> None:
    page.activate(rule=XIANYANG, article="51", find="常务委会员提出")
    assert page.bar.counter.text() == "1/1"
    assert "".join(s.cursor.selectedText() for s in page.sheet.extraSelections()) == "常务委会员提出"
    page.activate(rule=ZHANGJIAGANG, article="2", find="务实政府、清廉政府")
    assert page.bar.counter.text() == "1/1"


def test_half_width_and_full_width_are_alike(page: ReaderPage) -> None:
    page.bar.finder.setText("公文,")
    assert page.finding.hits == page._shown.text.find("公文，")  # type: ignore[union-attr]
    assert page.finding.hits


def test_nothing_found_is_said(page: ReaderPage) -> None:
    page.bar.finder.setText("没有的字样")
    assert page.bar.counter.text() == "没有"
    assert not page.bar.next_button.isEnabled()


def test_words_found_nowhere_lead_nowhere(page: ReaderPage) -> None:
    page.bar.finder.setText("1")
    page.bar.finder.clear()
    page.activate(rule=XIANYANG, article="61")
    value, place = page.sheet.verticalScrollBar().value(), current(page)
    page.bar.finder.setText("6")  # 2013年6月6日, in the notice
    assert page.sheet.verticalScrollBar().value() != value
    page.bar.finder.setText("66")
    assert page.bar.counter.text() == "没有"
    assert page.sheet.verticalScrollBar().value() == value
    assert current(page) == place


def test_each_letter_looks_from_where_reading_was(page: ReaderPage) -> None:
    page.activate(rule=XIANYANG, article="45")
    page.bar.finder.setText("签发")
    first = page.finding.current
    page.bar.finder.clear()
    page.activate(rule=XIANYANG, article="45")
    for typed in ("签", "签发"):
        page.bar.finder.setText(typed)
    assert page.finding.current == first


def test_going_from_hit_to_hit_the_panel_follows(qtbot: QtBot, page: ReaderPage) -> None:
    page.bar.finder.setText("签发")
    before = page.side.title.text()
    while page.side.title.text() == before:
        page.finding.next()
    number = page.side.article.number if page.side.article else ""
    other = ArticleSide(page.theme, page._library, page.services.counterparts)
    qtbot.addWidget(other)
    other.show_article(page._rule, page._rule.index_of(number))  # type: ignore[union-attr, arg-type]
    wanted = [link.text() for link in other.uses.findChildren(LinkButton)]
    assert wanted
    qtbot.waitUntil(lambda: [link.text() for link in page.side.uses.findChildren(LinkButton)] == wanted)


def test_neither_finding_nor_choosing_touches_the_document(qtbot: QtBot, page: ReaderPage) -> None:
    document, shown = page.sheet.document(), page._shown
    assert shown is not None
    page.bar.finder.setText("市政府")
    for _ in range(5):
        qtbot.keyClick(page.sheet, Qt.Key.Key_F3)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    page.activate(rule=XIANYANG, article="3")
    page.activate(rule=ZHANGJIAGANG, article="3")
    page.activate(rule=XIANYANG, article="4")
    assert page.sheet.document() is document
    assert document.revision() == shown.revision


# -- copying


def copied(page: ReaderPage) -> str:
    return QGuiApplication.clipboard().text()


def test_the_citation_of_the_current_article(qtbot: QtBot, page: ReaderPage) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(page.status_message) as said:
        qtbot.keyClick(page.sheet, Qt.Key.Key_C, modifiers)
    assert said.args == ["引文已复制"]
    text = copied(page)
    assert text.startswith("“市政府报送省政府审批的公文，")
    assert text.endswith("常务副市长签发。”（《咸阳市人民政府工作规则（试行）》（咸政发〔2013〕16号）第五十一条）")
    assert "注" not in text and "市长签署的公文" not in text
    assert text in QGuiApplication.clipboard().mimeData().html()


def test_the_citation_of_a_selection_names_its_paragraph(page: ReaderPage) -> None:
    page.activate(rule=XIANYANG, article="11")
    select(page, "相互协调，密切配合")
    page.side.copy_button.click()
    assert copied(page) == (
        "“相互协调，密切配合”（《咸阳市人民政府工作规则（试行）》（咸政发〔2013〕16号）第十一条第二款）"
    )


def test_a_selection_over_a_note_mark_is_copied_without_it(page: ReaderPage) -> None:
    assert page._shown is not None
    cursor = QTextCursor(page.sheet.document())
    start = page.sheet.document().find("向市人民代表大会及其").selectionStart()
    cursor.setPosition(start)
    cursor.setPosition(page.sheet.document().find("提出的议案").selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    page.sheet.setTextCursor(cursor)
    page.copy_citation()
    assert copied(page).startswith("“向市人民代表大会及其常务委会员提出的议案”")


def test_a_selection_from_the_number_on_drops_the_number(page: ReaderPage) -> None:
    shown = page._shown
    assert shown is not None
    cursor = QTextCursor(page.sheet.document())
    cursor.setPosition(shown.article_start(57))
    cursor.setPosition(page.sheet.document().find("报送市政府的请示").selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    page.sheet.setTextCursor(cursor)
    page.copy_citation()
    assert copied(page).startswith("“报送市政府的请示”（《")
    page.copy_text()
    assert copied(page) == "五十八、报送市政府的请示"


def test_copy_without_a_selection_takes_the_article(qtbot: QtBot, page: ReaderPage, services: Services) -> None:
    qtbot.keyClick(page.sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    article = services.library.rules[XIANYANG].find("51")
    assert article is not None
    assert copied(page) == article.printed + article.shown


# -- what belongs to an article


def went(page: ReaderPage) -> list[tuple[str, Any]]:
    places: list[tuple[str, Any]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    return places


def texts(page: ReaderPage) -> str:
    """Every word in the side panel."""
    from PySide6.QtWidgets import QAbstractButton, QLabel, QTextBrowser

    side = page.side
    parts = [label.text() for label in side.findChildren(QLabel) if label.isVisible()]
    parts += [button.text() for button in side.findChildren(QAbstractButton) if button.isVisible()]
    parts += [view.toPlainText() for view in side.findChildren(QTextBrowser) if view.isVisible()]
    return "\n".join(parts)


def test_the_note_of_the_article_is_explained(qtbot: QtBot, page: ReaderPage) -> None:
    qtbot.waitUntil(lambda: "疑为“常务委员会”之误，原文照录" in texts(page))
    said = texts(page)
    assert "校注 · 疑" in said and "把握高" in said and "原文“常务委会员”，疑作“常务委员会”" in said


def test_a_note_in_a_heading_is_explained_too(qtbot: QtBot, page: ReaderPage) -> None:
    page.activate(rule=ZHANGJIAGANG, article="1")
    page.sheet.note_pressed.emit("z2")
    qtbot.waitUntil(lambda: "应是“总则”" in texts(page))


def link(page: ReaderPage, words: str) -> LinkButton:
    return next(b for b in page.side.uses.findChildren(LinkButton) if b.text() == words and b.isVisible())


@pytest.fixture
def made_up(qtbot: QtBot, tmp_path: Path) -> Iterator[ReaderPage]:
    """The rule of the made-up city, which has errands."""
    services = made_up_services(tmp_path)
    page = ReaderPage(services, make_theme())
    page.activate(rule=RULE, article="1")
    show(qtbot, page)
    yield page
    services.close()


def test_an_errand_unfolds_into_the_lines_that_rest_on_the_article(qtbot: QtBot, made_up: ReaderPage) -> None:
    page = made_up
    places = went(page)
    errand = link(page, ERRAND)
    wizard = page.services.library.wizard(RULE, WIZARD)
    lines = [item.do for item in wizard.items if item.cite.number == "1"]
    assert errand.accessibleName() == f"{ERRAND}，{len(lines)} 项依据本条，按回车展开"
    errand.click()
    assert errand.accessibleName().endswith("按回车收起") and lines
    for line in lines:
        assert line in texts(page)
    link(page, "开始办理").click()
    assert places == [("wizard", {"rule": RULE, "wizard": WIZARD})]
    errand.click()
    assert lines[0] not in texts(page)


def test_a_checklist_being_worked_on_is_opened_at_its_line(made_up: ReaderPage) -> None:
    page, desk = made_up, made_up.services
    record = make_record(desk, {"title": "关于拨付资金的请示"})
    archived = make_record(desk, {"title": "去年的请示"})
    desk.store.archive(archived, "王晓梅")
    page.activate(rule=RULE, article="1")
    places = went(page)
    link(page, ERRAND).click()
    link(page, record.number).click()
    (name, target), *others = places
    assert (name, target["record"], others) == ("checklist", record.number, [])
    item = record.basis.wizard.item(target["item"])
    assert item is not None and item.cite.number == "1"
    assert archived.number not in texts(page)


def test_a_copy_pastes_as_part_of_a_sentence_in_the_face_of_documents(qtbot: QtBot, page: ReaderPage) -> None:
    page.activate(rule=XIANYANG, article="51")
    page.copy_citation()
    document = QTextDocument()
    document.setPlainText("依照，现请示如下。")
    cursor = QTextCursor(document)
    cursor.setPosition(2)
    editor = QTextEdit()
    qtbot.addWidget(editor)
    editor.setDocument(document)
    editor.setTextCursor(cursor)
    editor.paste()
    assert document.blockCount() == 1
    text = document.toPlainText()
    assert text.startswith("依照“市政府报送省政府") and text.endswith("第五十一条），现请示如下。")
    cursor.setPosition(10)
    form = cursor.charFormat()
    assert "仿宋" in form.fontFamilies()[0] or "FangSong" in form.fontFamilies()[0]
    assert form.fontPointSize() == 16


def test_the_side_panel_can_be_put_away_and_brought_back(qtbot: QtBot, page: ReaderPage) -> None:
    qtbot.keyClick(page.sheet, Qt.Key.Key_F4)
    assert not page.side.isVisible() and page.bar.side_button.isVisible()
    page.bar.side_button.click()
    assert page.side.isVisible()
    qtbot.keyClick(page.sheet, Qt.Key.Key_F9)
    assert not page.contents.isVisible()
    qtbot.keyClick(page.sheet, Qt.Key.Key_F9)
    assert page.contents.isVisible() and page.contents.tree.hasFocus()


def test_the_article_being_read_goes_to_paper(qtbot: QtBot, page: ReaderPage, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = shown_jobs(monkeypatch)
    with qtbot.waitSignal(page.status_message) as said:
        qtbot.keyClick(page.sheet, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (job,) = jobs
    assert "第五十一条" in job.title and len(job.make("pdf", Options())) > 1000
    assert said.args == ["已送到打印机"]


@pytest.mark.parametrize(("shift", "start"), [(False, b"%PDF"), (True, b"PK")])
def test_the_article_being_read_is_exported_by_the_keys_of_every_page(
    qtbot: QtBot, page: ReaderPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shift: bool, start: bytes
) -> None:
    asked: list[str] = []

    def ask_path(_parent: object, suggested: Path) -> Path:
        asked.append(suggested.name)
        return tmp_path / suggested.name

    monkeypatch.setattr(page.exporter.desk, "ask_path", ask_path)
    held = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(page.status_message) as said:
        qtbot.keyClick(page.sheet, Qt.Key.Key_E, held | Qt.KeyboardModifier.ShiftModifier if shift else held)
    (name,) = asked
    assert "第五十一条" in name
    assert (tmp_path / name).read_bytes().startswith(start)
    assert said.args == [f"已导出：{tmp_path / name}"]


def test_the_whole_rule_goes_to_paper_from_its_front(page: ReaderPage, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = shown_jobs(monkeypatch)
    page._make_current(-1)
    page.paper.show_preview()
    page.print_rule()
    assert [job.title for job in jobs] == ["咸阳市人民政府工作规则（试行）"] * 2


def shown_jobs(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that go to the preview window from now on, which is not shown but answers that all was printed."""
    jobs: list[Job] = []

    def preview(job: Job, *_: object, **_options: object) -> Outcome:
        jobs.append(job)
        return Outcome(True, ())

    monkeypatch.setattr("govdesk.ui.actions.printing.preview.preview", preview)
    return jobs


def test_reading_goes_on_the_next_day_where_it_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    first = ReaderPage(make_services(tmp_path), make_theme())
    first.apply_rule(XIANYANG)
    first.activate(rule=XIANYANG, article="51")
    show(qtbot, first)
    assert first.leave()

    def opened(rule: str) -> ReaderPage:
        services = make_services(tmp_path)
        page = ReaderPage(services, make_theme())
        page.apply_rule(rule)
        page.activate()
        show(qtbot, page)
        return page

    again = opened(XIANYANG)
    assert top_article(again) == "51"
    assert again.side.title.text() == "第五十一条"
    # In another city one begins at the front.
    assert opened(ZHANGJIAGANG).side.title.text() == "张家港市"


def test_a_place_that_cannot_be_kept_holds_nobody_up(
    qtbot: QtBot, page: ReaderPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise UserError("写不进去")

    monkeypatch.setattr(page.services, "save_settings", refuse)
    page.activate(rule=XIANYANG, article="7")
    assert page.leave()


def test_in_a_narrow_window_the_mouse_alone_opens_and_closes_the_panes(qtbot: QtBot, page: ReaderPage) -> None:
    page.apply_layout(layout_for(1024, 1.5))
    left = Qt.MouseButton.LeftButton
    for pane, opening, closing in (
        (page.contents, page.bar.contents_button, page.contents.close_button),
        (page.side, page.bar.side_button, page.side.close_button),
    ):
        assert not pane.isVisible()
        qtbot.mouseClick(opening, left)
        assert pane.isVisible()
        qtbot.mouseClick(closing, left)
        assert not pane.isVisible()
        assert page.sheet.hasFocus()
