"""对照: what stands beside what, what is marked, and how one gets there and on by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from desk import make_services, make_theme, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.export.comparison import comparison_paper
from govdesk.export.jobs import Options
from govdesk.export.pdf import paper_pdf
from govdesk.present.comparison import Shown
from govdesk.rules.model import Paragraph, Rule, Segment, Text
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.printing.window import PreviewWindow
from govdesk.ui.pages.compare.page import MOST_AT_ONCE, ComparePage
from govdesk.ui.pages.compare.printing import comparison_job

XIANYANG, ZHANGJIAGANG = "xianyang-2013", "zhangjiagang-2022"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Comparing writes nothing, so one library does for all tests here."""
    return make_services(tmp_path_factory.mktemp("desk"))


def make_page(qtbot: QtBot, services: Services, **target: Any) -> ComparePage:
    page = ComparePage(services, make_theme())
    page.apply_rule(XIANYANG)
    page.activate(**target)
    show(qtbot, page)
    return page


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ComparePage:
    return make_page(qtbot, services, rule=XIANYANG, article="52")


def pair(page: ComparePage, pair_id: str) -> Shown:
    assert page.comparison is not None
    return page.comparison.pairs[page.comparison.index_of(pair_id)]


def marked(page: ComparePage, style: QTextCharFormat.UnderlineStyle) -> list[tuple[str, str]]:
    """Every stretch that is underlined in this style, with its ground."""
    found, block = [], page.sheet.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            form = fragment.charFormat()
            if form.underlineStyle() == style:
                found.append((fragment.text(), form.background().color().name().upper()))
            fragments += 1
        block = block.next()
    return found


def top(page: ComparePage) -> int:
    """How far below the sheet's upper edge the current pair's heading stands."""
    return page.sheet._heading(page._current - page._offset).top()


# -- what is shown


def test_an_article_opens_at_its_pair(page: ComparePage) -> None:
    assert page.current_title == "发文签发"
    assert abs(top(page)) <= 2
    assert page.list.currentIndex().data() == "发文签发"


def test_a_pair_is_opened_by_its_id_and_from_the_right_side(qtbot: QtBot, services: Services) -> None:
    page = make_page(qtbot, services, rule=ZHANGJIAGANG, other=XIANYANG, pair="deadlines")
    assert page.current_title == "办理时限"
    assert page.comparison is not None and page.comparison.left.id == ZHANGJIAGANG
    assert pair(page, "deadlines").places == "四十七 ↔ 五十八"


def test_every_word_of_both_rules_is_on_the_sheet(page: ComparePage, services: Services) -> None:
    text = page.sheet.toPlainText().replace("\n", "")
    for rule in services.library.rules.values():
        for article in rule.articles:
            for line in article.lines():
                for sentence in line.shown.split("。"):
                    assert sentence in text, (rule.id, article.number)


def test_tags_follow_from_the_words(page: ComparePage) -> None:
    assert pair(page, "issue-signing").tag == "近似"
    assert pair(page, "deadlines").tag == "不同"
    assert pair(page, "deadlines").remark == "表述差别大，只标要点"
    assert pair(page, "sign-opinion").tag == "仅咸阳"
    assert pair(page, "agreements").tag == "仅张家港"
    assert "张家港市的规则里没有对应的条文" in page.sheet.toPlainText()


def test_marks_by_side_in_ground_and_line(page: ComparePage) -> None:
    left = marked(page, QTextCharFormat.UnderlineStyle.SingleUnderline)
    right = marked(page, QTextCharFormat.UnderlineStyle.DashUnderline)
    assert ("秘书长", page.theme.hex("verT")) in left
    assert ("上行文必须由市长签发。", page.theme.hex("actT")) in right
    assert {ground for _, ground in left} == {page.theme.hex("verT")}
    assert {ground for _, ground in right} == {page.theme.hex("actT")}
    assert ("5个工作日", page.theme.hex("verT")) in left and ("30个工作日", page.theme.hex("actT")) in right


def test_both_sides_of_a_pair_begin_at_one_height(page: ComparePage) -> None:
    starts = []
    for words in ("报送市政府的请示，必须符合", "市政府及各部门要提高公文办理质量"):
        cursor = page.sheet.document().find(words)
        assert not cursor.isNull()
        starts.append(page.sheet.cursorRect(QTextCursor(cursor.block())).top())
    assert abs(starts[0] - starts[1]) <= 1


def test_a_part_of_an_article_does_not_look_like_all_of_it(page: ComparePage) -> None:
    text = page.sheet.toPlainText()
    assert "第四十七条第一款　市政府及各部门要提高公文办理质量" in text
    assert "五十八、报送市政府的请示" in text


def test_the_list_says_all_of_a_row(page: ComparePage) -> None:
    words = page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "发文签发，近似，五十二 ↔ 四十四"


# -- moving


def test_next_and_previous_pair_by_keyboard(qtbot: QtBot, page: ComparePage) -> None:
    qtbot.keyClick(page.sheet, Qt.Key.Key_Down, ALT)
    assert page.current_title == "办理时限" and abs(top(page)) <= 2
    qtbot.keyClick(page.sheet, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Up, ALT)
    assert page.current_title == "市长签署的公文"
    assert page.list.currentIndex().data() == "市长签署的公文"


def test_arrows_in_the_list_bring_the_pair_and_enter_reads_on(qtbot: QtBot, page: ComparePage) -> None:
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.current_title == "办理时限" and abs(top(page)) <= 2
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.sheet.hasFocus()


def test_scrolling_away_takes_the_list_along(qtbot: QtBot, page: ComparePage) -> None:
    for _ in range(6):
        qtbot.keyClick(page.sheet, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.current_title not in ("发文签发", ""))
    assert page.list.currentIndex().data() == page.current_title


def test_only_what_differs(page: ComparePage) -> None:
    page.bar.only_different.click()
    assert page.shown is not None
    assert {shown.tag for shown in page.shown.pairs} == {"不同", "仅咸阳", "仅张家港"}
    assert "发文签发" not in page.sheet.toPlainText()
    page.activate(rule=XIANYANG, article="52")
    assert page.current_title == "发文签发" and not page.bar.only_different.isChecked()


def test_ctrl_f_finds_a_pair_by_its_words(qtbot: QtBot, page: ComparePage) -> None:
    total = int(page.about.text().split()[0])
    qtbot.keyClick(page.sheet, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.hasFocus()
    page.filter.setText("五十八条 办复")
    kept = [shown for group in page._groups for shown in group.pairs]
    assert 0 < len(kept) < total
    assert all("五十八条" in "".join(ref.label() for ref in shown.pair.left) for shown in kept if shown.pair.left)
    assert page.about.text().startswith(f"{len(kept)} 组")
    assert page.current_title == kept[0].pair.title
    qtbot.keyClick(page.filter, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    page.filter.setText("没有这样的话")
    assert page.about.text() == "没有一组有“没有这样的话”，按 Esc 清空"
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert int(page.about.text().split()[0]) == total


def test_an_articles_number_is_found_in_figures_too(page: ComparePage) -> None:
    """As in the contents and in the search: a clerk types 51, the heading says 五十一."""

    def listed(typed: str) -> list[Shown]:
        page.filter.setText(typed)
        return [pair for group in page._groups for pair in group.pairs]

    for typed in ("51", "第51条", "第五十一条"):
        found = listed(typed)
        assert found, typed
        assert any(ref.article == "51" for pair in found for ref in (*pair.pair.left, *pair.pair.right)), typed
    assert len(listed("51")) < 5


def test_a_pair_that_the_filter_hides_is_shown_all_the_same(page: ComparePage) -> None:
    page.filter.setText("没有这样的话")
    page.activate(rule=XIANYANG, other=ZHANGJIAGANG, pair="deadlines")
    assert page.filter.text() == ""
    assert page.current_title == pair(page, "deadlines").pair.title


def test_the_sides_change_places(page: ComparePage) -> None:
    page.bar.swap.click()
    assert page.comparison is not None and page.comparison.left.id == ZHANGJIAGANG
    assert page.bar.left.currentText() == "张家港市" and page.bar.right.currentText() == "咸阳市"
    left = [words for words, _ in marked(page, QTextCharFormat.UnderlineStyle.SingleUnderline)]
    assert "上行文必须由市长签发。" in left


def test_escape_goes_back(qtbot: QtBot, page: ComparePage) -> None:
    places: list[tuple[str, Any]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    qtbot.keyClick(page.sheet, Qt.Key.Key_Escape)
    assert places == [("back", {})]


def test_numbers_lead_to_the_reader(page: ComparePage) -> None:
    places: list[tuple[str, Any]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    cursor = page.sheet.document().find("四十四、")
    page.sheet.anchorClicked.emit(cursor.charFormat().anchorHref())
    assert places == [("rules", {"rule": ZHANGJIAGANG, "article": "44"})]


def test_a_new_look_keeps_the_place(qtbot: QtBot, page: ComparePage) -> None:
    qtbot.keyClick(page.sheet, Qt.Key.Key_Down, ALT)
    page.theme.change(dark=True, scale=1.25)
    page.apply_theme()
    assert page.current_title == "办理时限" and abs(top(page)) <= 2
    assert page.theme.hex("verT") in {g for _, g in marked(page, QTextCharFormat.UnderlineStyle.SingleUnderline)}


# -- copying and printing


def test_both_citations_are_copied_word_for_word(qtbot: QtBot, page: ComparePage, services: Services) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(page.status_message) as said:
        qtbot.keyClick(page.sheet, Qt.Key.Key_C, modifiers)
    assert said.args == ["已复制 2 条引文"]
    ours, theirs = (services.library.rules[r].find(n) for r, n in ((XIANYANG, "52"), (ZHANGJIAGANG, "44")))
    assert ours is not None and theirs is not None
    assert QGuiApplication.clipboard().text() == (
        f"“{ours.shown}”（《咸阳市人民政府工作规则（试行）》（咸政发〔2013〕16号）第五十二条）\n"
        f"“{theirs.shown}”（《张家港市人民政府工作规则》（张政发〔2022〕21号）第四十四条）"
    )


def test_a_link_copies_its_own_pair(page: ComparePage) -> None:
    assert page.comparison is not None
    page.sheet.anchorClicked.emit(f"copy:{page.comparison.index_of('news')}")
    text = QGuiApplication.clipboard().text()
    assert "第七十五条）" in text and "第四十五条）" in text and "第五十条）" in text and "第 2 句" not in text


def test_the_paper_holds_every_listed_pair(page: ComparePage, services: Services) -> None:
    page.bar.only_different.click()
    assert page.comparison is not None
    paper = comparison_paper(page.comparison, page._groups, "对照", services.today())
    (section,) = paper.sections
    assert section.table is not None
    rows = section.table.rows
    bands = [number for number, row in enumerate(rows) if row[0][0].face == "band"]
    assert len(bands) == sum(len(group.pairs) for group in page._groups)
    at = next(number for number in bands if "办理时限" in rows[number][0][0].runs[0].text)
    left, right = rows[at + 1]
    assert [run.text for part in left for run in part.runs if run.quoted] == ["10个工作日", "5个工作日"]
    article = services.library.rules[ZHANGJIAGANG].find("47")
    assert article is not None
    words = "".join(run.text for part in right if part.face == "quote" for run in part.runs)
    assert words == article.paragraphs[0].text.shown


def test_on_paper_too_both_sides_of_a_pair_begin_at_one_height(page: ComparePage, services: Services) -> None:
    import pypdfium2

    assert page.comparison is not None
    group = next(
        group for group in page.comparison.groups if any(shown.pair.title == "发文签发" for shown in group.pairs)
    )
    pair = tuple(shown for shown in group.pairs if shown.pair.title == "发文签发")
    paper = comparison_paper(page.comparison, [group._replace(pairs=pair)], "对照", services.today())
    with pypdfium2.PdfDocument(paper_pdf(paper)) as document:
        text = document[0].get_textpage()
        tops = []
        for number in ("五十二、", "四十四、"):
            index, _ = text.search(number).get_next()
            tops.append(text.get_charbox(index)[3])
    assert tops[0] == pytest.approx(tops[1], abs=1)  # points; the right side has two lines more


def test_printing_shows_a_preview(qtbot: QtBot, page: ComparePage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def look(_desk: Desk, window: PreviewWindow) -> None:
        qtbot.waitSignal(window.setter.ready).wait()
        shown.append(window.windowTitle())
        window.reject()

    monkeypatch.setattr(Desk, "printers", lambda _self: [])
    monkeypatch.setattr(Desk, "show", look)
    page.bar.print_button.click()
    assert shown == ["打印预览　咸阳市与张家港市工作规则对照"]
    assert page.comparison is not None
    job = comparison_job(page.services, page.comparison, page.comparison.groups[:1])
    assert job.title == "咸阳市与张家港市工作规则对照（公文）"
    assert job.make("pdf", Options()).startswith(b"%PDF")


# -- versions, and nothing to compare


def revised(rule: Rule) -> Rule:
    """`rule` as it might be revised: one article changed, one gone."""
    changed = msgspec.structs.replace(
        rule.articles[1], paragraphs=(Paragraph(Text((Segment(rule.articles[1].shown + "新加的一句。"),))),)
    )
    meta = msgspec.structs.replace(rule.meta, id="xianyang-2030", title="咸阳市人民政府工作规则")
    return msgspec.structs.replace(rule, meta=meta, articles=(rule.articles[0], changed, *rule.articles[2:-1]))


def with_rules(services: Services, folder: Path, *rules: Rule) -> Services:
    fresh = make_services(folder)
    fresh.library = msgspec.structs.replace(services.library, rules={rule.id: rule for rule in rules})
    return fresh


def test_two_versions_of_one_rule(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    old = services.library.rules[XIANYANG]
    page = make_page(qtbot, with_rules(services, tmp_path, old, revised(old)), rule=XIANYANG, article="2")
    assert page.comparison is not None and not page.comparison.authored
    tags = [shown.tag for shown in page.comparison.pairs]
    assert tags.count("相同") == 74 and tags.count("近似") == 1 and tags[-1] == "仅左侧"
    right = [words for words, _ in marked(page, QTextCharFormat.UnderlineStyle.DashUnderline)]
    assert right == ["新加的一句。"]
    assert page.bar.left.currentText() != page.bar.right.currentText() or page.bar.right.currentIndex() == 0
    assert "按文字推定" in page.default_status()


def test_a_long_comparison_is_set_group_by_group(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    rule = services.library.rules[XIANYANG]
    articles = tuple(
        msgspec.structs.replace(rule.articles[i % 76], number=str(i + 1), printed=f"{i + 1}、")
        for i in range(4 * MOST_AT_ONCE)
    )
    divisions = tuple(
        msgspec.structs.replace(rule.divisions[i], start=i * MOST_AT_ONCE, end=(i + 1) * MOST_AT_ONCE) for i in range(4)
    )
    long = msgspec.structs.replace(rule, articles=articles, divisions=divisions)
    other = msgspec.structs.replace(long, meta=msgspec.structs.replace(rule.meta, id="xianyang-2030"))
    page = make_page(qtbot, with_rules(services, tmp_path, long, other), rule=XIANYANG, article=str(MOST_AT_ONCE))
    assert page.shown is not None and len(page.shown.pairs) == MOST_AT_ONCE
    before = page.shown
    qtbot.keyClick(page.sheet, Qt.Key.Key_Down, ALT)
    assert page.shown is not before and page._offset == MOST_AT_ONCE and abs(top(page)) <= 2
    qtbot.keyClick(page.sheet, Qt.Key.Key_Up, ALT)
    assert page._offset == 0


def test_with_one_rule_there_is_a_way_back(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    alone = with_rules(services, tmp_path, services.library.rules[XIANYANG])
    page = make_page(qtbot, alone, rule=XIANYANG, article="52")
    assert page.comparison is None and page.empty.isVisible() and not page.sheet.isVisible()
    places: list[tuple[str, Any]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    assert page.empty.primary is not None
    page.empty.primary.click()
    assert places == [("rules", {})]
