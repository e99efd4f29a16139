"""套用: from the parties of a rule that nobody has written lists for to lists that are published, in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import MADE_UP, build_services, make_theme, on_dialog, press, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.cli.checking import check_path
from govdesk.drafting.decisions import Verdict, read_progress
from govdesk.drafting.review import Review
from govdesk.present import adopting as words
from govdesk.ui.pages.adopting.leftovers import Leftovers
from govdesk.ui.pages.adopting.page import AdoptPage
from govdesk.wizards.model import CheckItem
from govdesk.wizards.packs import load_library

RULE = "yunshan-2025"
TEXT = """+++
id = "yunshan-2025"
title = "云山县人民政府工作规则（测试用）"
short_title = "云山县"
issuer = "云山县人民政府"
numbering = "articles"
+++

# 云山县人民政府工作规则（测试用）

第一条　各部门和各乡镇报送县政府的请示，应当一文一事。请示由主要负责人签发，并注明签发人。

第二条　请示涉及其他部门的，主办部门应当主动协商；协商不成的，应当列出各方理由。

第三条　县政府办公室应当在收到请示之日起3个工作日内提出办理意见，报县长审批。

第四条　各部门收到批办的公文，应当在7个工作日内办结。

第五条　各部门召开的会议，一般不超过半天。各部门召开全县性会议，应当报县政府批准。

第六条　会议纪要由县政府办公室起草，报县长签发。

第七条　档案人员应当按月清点档案。档案人员不得带走档案。本县又名云城。
"""
ERRAND = "submit-request"


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    services = build_services(tmp_path / "data")
    pack = services.data_folder / "rules" / RULE
    pack.mkdir(parents=True)
    (pack / "rule.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("govdesk.paths.shipped_rules", lambda: MADE_UP)
    return services


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> AdoptPage:
    page = AdoptPage(services, make_theme())
    page.activate(rule=RULE)
    show(qtbot, page)
    return page


@pytest.fixture
def reviewing(page: AdoptPage, qtbot: QtBot) -> AdoptPage:
    page.parties.go.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.view and not page.drafting.busy)
    page.view.guard_ms = 0
    return page


def labels(page: AdoptPage) -> dict[str, str]:
    assert page.parties.list is not None
    return {party.label: party.id for party in page.parties.list.parties}


def review(page: AdoptPage) -> Review:
    assert page.view.review is not None
    return page.view.review


def on_disk(page: AdoptPage) -> Review:
    """The review as another start of the program finds it."""
    found = Review.open(page.pack, review(page).rule)
    assert found is not None
    return found


def key(page: AdoptPage, name: str) -> None:
    page.activateWindow()
    page.view.lines.setFocus()
    QTest.keySequence(page.view.lines, name)
    QApplication.processEvents()


def take_all(page: AdoptPage) -> None:
    while page.view.proposal:
        key(page, "Return")


def published(page: AdoptPage, qtbot: QtBot) -> list[str]:
    qtbot.waitUntil(lambda: not page.change.busy)
    return [wizard.id for wizard in page.services.library.wizards(RULE)]


def test_parties_are_those_that_the_rule_names(page: AdoptPage) -> None:
    assert {"县政府部门", "县政府办公室", "县长"} <= set(labels(page))
    assert page.parties.go.isEnabled()


def test_without_a_desk_nothing_is_drafted(page: AdoptPage) -> None:
    parties = page.parties.list
    assert parties is not None
    for party in parties.parties:
        parties.set_desk(party.id, False)
    page.parties.show_rows()
    assert not page.parties.go.isEnabled()
    page.undo()
    assert page.parties.go.isEnabled()


def test_a_merged_party_keeps_its_words_and_can_be_taken_back(page: AdoptPage) -> None:
    parties = page.parties.list
    assert parties is not None
    archivists, offices = labels(page)["档案人员"], labels(page)["县政府办公室"]
    menu = page.parties.merge_menu(archivists)
    next(action for action in menu.actions() if action.text() == "县政府办公室").trigger()
    assert "档案人员" not in labels(page)
    assert "档案人员" in parties.party(offices).words
    page.undo()
    assert "档案人员" in labels(page)


def test_renamed_and_removed_parties_are_those_of_the_pack(page: AdoptPage, qtbot: QtBot) -> None:
    parties = page.parties.list
    assert parties is not None
    parties.rename(labels(page)["县政府办公室"], "县府办")
    parties.remove(labels(page)["档案人员"])
    page.parties.show_rows()
    page.parties.go.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.view)
    kept = {party.label for party in on_disk(page).parties}
    assert "县府办" in kept and "档案人员" not in kept


def test_drafting_can_be_stopped(page: AdoptPage, qtbot: QtBot) -> None:
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    page.draft()
    page.waiting.stop.click()
    qtbot.waitUntil(lambda: bool(seen) and not page.drafting.busy)
    assert page.stack.currentWidget() is page.parties
    assert read_progress(page.pack) is None


def test_a_second_enter_does_not_stop_what_the_first_began(page: AdoptPage, qtbot: QtBot) -> None:
    page.parties.go.setFocus()
    QTest.keyClick(page.parties.go, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    if focused is not None and page.drafting.busy:
        QTest.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.view and not page.drafting.busy)


def test_enter_takes_and_goes_on_and_u_takes_it_back(reviewing: AdoptPage) -> None:
    view = reviewing.view
    first = view.proposal
    key(reviewing, "Return")
    assert view.proposal != first
    assert on_disk(reviewing).verdict(first) is Verdict.TAKEN
    key(reviewing, "U")
    assert view.proposal == first
    assert on_disk(reviewing).verdict(first) is None


def test_del_refuses_and_l_leaves_for_later(reviewing: AdoptPage) -> None:
    view = reviewing.view
    first = view.proposal
    key(reviewing, "Del")
    second = view.proposal
    key(reviewing, "L")
    assert on_disk(reviewing).verdict(first) is Verdict.REFUSED
    assert on_disk(reviewing).verdict(second) is Verdict.LATER
    while (again := view.proposal) != second:
        key(reviewing, "Return")
    assert again == second  # what was left comes back before the errand ends
    assert "放了" in next(row.state for row in words.errand_rows(review(reviewing)) if row.id == view.errand)


def test_the_words_of_the_line_are_marked_in_its_article(reviewing: AdoptPage) -> None:
    line = review(reviewing).line(reviewing.view.proposal)
    pane = reviewing.view.article.pane
    assert pane.shown is not None and pane.shown[1].number == line.cites[0].number
    assert pane.quoted_text() == "……".join(c.quote for c in line.cites if c.number == line.cites[0].number)


def different(page: AdoptPage) -> str:
    """A line that says another number than the one it comes from."""
    found = next(p for p in review(page).draft.proposals if any(d.what == "数目" for d in p.differs))
    page.view.show_errand(found.errand, found.id)
    return found.id


def test_another_number_is_shown_side_by_side(reviewing: AdoptPage) -> None:
    proposal = different(reviewing)
    change = next(
        d for p in review(reviewing).draft.proposals if p.id == proposal for d in p.differs if d.what == "数目"
    )
    names = [widget.accessibleName() for widget in reviewing.view.line.findChildren(type(reviewing.view.line.widget()))]
    assert f"数字：原来{change.old}，这里{change.new}" in names


def test_enter_waits_where_something_differs(reviewing: AdoptPage) -> None:
    reviewing.view.guard_ms = 3_600_000
    proposal = different(reviewing)
    key(reviewing, "Return")
    assert review(reviewing).verdict(proposal) is None
    reviewing.view.guard_ms = 0
    key(reviewing, "Return")
    assert review(reviewing).verdict(proposal) is Verdict.TAKEN


def test_only_lines_that_differ_are_listed(reviewing: AdoptPage) -> None:
    reviewing.bar.different.click()
    rows = [
        row
        for errand in review(reviewing).draft.errands
        for row in words.line_rows(review(reviewing), errand.wizard.id, only_different=True)
    ]
    shown = reviewing.view.lines.rows.rows
    assert rows and all(isinstance(row, words.LineRow) and row.differs for row in shown)


def test_a_line_is_changed_in_place_and_taken(reviewing: AdoptPage) -> None:
    view = reviewing.view
    proposal = next(p.id for p in review(reviewing).draft.proposals if isinstance(p.line, CheckItem))
    view.show_errand(proposal.split("/")[0], proposal)
    key(reviewing, "E")
    assert view.editing
    view.editor.do.setText("按自己的话写")
    view.editor.save.click()
    assert not view.editing and view.proposal != proposal
    line = on_disk(reviewing).line(proposal)
    assert isinstance(line, CheckItem) and line.do == "按自己的话写"
    assert on_disk(reviewing).verdict(proposal) is Verdict.EDITED


def select(page: AdoptPage, text: str) -> None:
    view = page.view.article.pane.view
    found = view.document().find(text)
    assert not found.isNull()
    cursor = QTextCursor(found)
    view.setTextCursor(cursor)


def test_a_quote_is_made_of_selected_words(reviewing: AdoptPage) -> None:
    view = reviewing.view
    proposal = next(p.id for p in review(reviewing).draft.proposals if p.cites and p.cites[0].number == "1")
    view.show_errand(proposal.split("/")[0], proposal)
    key(reviewing, "E")
    view.editor.quote.click()
    assert view.editing  # nothing is selected: said, and nothing is lost
    select(reviewing, "请示由主要负责人签发")
    view.editor.quote.click()
    view.editor.save.click()
    assert [c.quote for c in on_disk(reviewing).line(proposal).cites] == ["请示由主要负责人签发"]


def test_what_is_typed_is_asked_about_before_it_is_lost(reviewing: AdoptPage, qtbot: QtBot) -> None:
    key(reviewing, "E")
    on_dialog(qtbot, lambda dialog: press(dialog, "回去改"))
    assert not reviewing.leave()
    assert reviewing.view.editing
    on_dialog(qtbot, lambda dialog: press(dialog, "不存，离开"))
    assert reviewing.leave()


def test_an_errand_is_published_when_its_lines_are_settled(reviewing: AdoptPage, qtbot: QtBot) -> None:
    view = reviewing.view
    view.show_errand(ERRAND)
    assert not view.publish.isEnabled()
    assert published(reviewing, qtbot) == []
    take_all(reviewing)
    assert view.publish.isEnabled()
    assert published(reviewing, qtbot) == []  # settled is not published
    key(reviewing, "Return")
    assert published(reviewing, qtbot) == [ERRAND]
    topics = Path(__file__).parents[2] / "rules"  # which errands there are at all is not a city's business
    assert check_path(reviewing.pack, [topics, reviewing.pack.parent]).problems == []
    assert [w.id for w in load_library(reviewing.services.rule_folders).wizards(RULE)] == [ERRAND]


def test_an_errand_is_opened_once_the_library_has_it(reviewing: AdoptPage, qtbot: QtBot) -> None:
    asked: list[tuple[str, object]] = []
    reviewing.navigate.connect(lambda name, target: asked.append((name, target)))
    reviewing.view.show_errand(ERRAND)
    take_all(reviewing)
    reviewing.view.publish.click()
    reviewing.view.done.try_it.click()
    assert asked == []  # the library is still being read
    assert published(reviewing, qtbot) == [ERRAND]
    assert [name for name, _ in asked] == ["wizard"]


def test_a_published_errand_is_changed_only_after_it_is_withdrawn(reviewing: AdoptPage, qtbot: QtBot) -> None:
    view = reviewing.view
    view.show_errand(ERRAND)
    take_all(reviewing)
    view.publish.click()
    assert published(reviewing, qtbot) == [ERRAND]
    steps = len(review(reviewing).steps)
    key(reviewing, "U")
    assert len(review(reviewing).steps) == steps
    view.withdraw.click()
    assert published(reviewing, qtbot) == []
    key(reviewing, "U")
    assert len(review(reviewing).steps) == steps - 1


def test_the_review_goes_on_where_it_was_left(reviewing: AdoptPage, services: Services, qtbot: QtBot) -> None:
    key(reviewing, "Return")
    at = reviewing.view.proposal
    other = AdoptPage(services, make_theme())
    other.activate(rule=RULE)
    show(qtbot, other)
    assert other.view.proposal == at
    assert "1/" in other.bar._whole.text()


def test_two_windows_do_not_overwrite_each_other(reviewing: AdoptPage, services: Services, qtbot: QtBot) -> None:
    other = AdoptPage(services, make_theme())
    other.activate(rule=RULE)
    show(qtbot, other)
    other.view.guard_ms = 0
    theirs = reviewing.view.proposal
    key(reviewing, "Del")
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    key(other, "Return")
    qtbot.waitUntil(lambda: bool(seen))
    assert "别的窗口" in seen[0].title.text()
    assert on_disk(other).verdict(theirs) is Verdict.REFUSED
    assert review(other).verdict(theirs) is Verdict.REFUSED
    assert other.view.proposal != theirs


def test_what_is_left_out_and_what_nothing_quotes_can_be_read(reviewing: AdoptPage, qtbot: QtBot) -> None:
    found: list[tuple[int, str]] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, Leftovers)
        found.append((dialog.dropped.count(), dialog.unquoted.item(0).text()))
        dialog.unquoted.setCurrentRow(0)
        press(dialog, "看这一条")

    on_dialog(qtbot, look)  # type: ignore[arg-type]
    reviewing.bar.lists.click()
    assert found[0][0] == len(review(reviewing).draft.dropped)
    assert "本县又名云城" in found[0][1]
    shown = reviewing.view.article.pane.shown
    assert shown is not None and shown[1].number == "7"


def test_a_draft_is_put_away_and_what_is_published_stays(reviewing: AdoptPage, qtbot: QtBot) -> None:
    reviewing.view.show_errand(ERRAND)
    take_all(reviewing)
    reviewing.view.publish.click()
    assert published(reviewing, qtbot) == [ERRAND]
    on_dialog(qtbot, lambda dialog: press(dialog, "放弃，重新拟"))
    reviewing.start_again()
    assert reviewing.stack.currentWidget() is reviewing.note
    assert reviewing.note.secondary is not None
    reviewing.note.secondary.click()
    qtbot.waitUntil(lambda: reviewing.stack.currentWidget() is reviewing.view)
    assert ERRAND not in {row.id for row in words.errand_rows(review(reviewing))}
    assert [wizard.id for wizard in reviewing.services.library.wizards(RULE)] == [ERRAND]


def test_a_shipped_rule_gets_no_draft(services: Services, qtbot: QtBot) -> None:
    page = AdoptPage(services, make_theme())
    page.activate(rule="yunchuan-2024")
    show(qtbot, page)
    assert page.stack.currentWidget() is page.note


@pytest.mark.parametrize(
    "room", [(1366, 684, 1.0), (1024, 556, 1.0), (911, 354, 1.0), (1366, 606, 1.75), (640, 400, 1.0)]
)
def test_every_button_is_in_reach(qtbot: QtBot, services: Services, room: tuple[int, int, float]) -> None:
    from test_small_windows import unreachable

    from govdesk.ui.kit.layout import layout_for

    width, height, scale = room
    theme = make_theme()
    theme.change(scale=scale)
    page = AdoptPage(services, theme)
    page.activate(rule=RULE)
    show(qtbot, page, width, max(height, page.minimumSizeHint().height()), scale)
    page.apply_layout(layout_for(width, scale))
    qtbot.waitUntil(lambda: unreachable(page) == [])  # a bar that comes makes the words wrap anew
    page.parties.go.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.view)
    page.resize(width, max(height, page.minimumSizeHint().height()))
    qtbot.waitUntil(lambda: unreachable(page) == [])  # a bar that comes makes the words wrap anew
    page.view.edit()
    qtbot.waitUntil(lambda: unreachable(page) == [])  # a bar that comes makes the words wrap anew
    page.view.stop_editing()
