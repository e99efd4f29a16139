"""新旧对照 in the window: what rests on words that changed is confirmed one by one, kept, taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from desk import DESK, MADE_UP, RULE, build_services, make_theme, on_dialog, press, show
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from versions import NEWER, add_newer

from govdesk.app import Services
from govdesk.drafting.version_steps import Look, VersionSteps
from govdesk.marginalia.store import Marginalia
from govdesk.settings import load_settings
from govdesk.ui.kit.widgets.side_by_side import MarkedText
from govdesk.ui.pages.library.page import LibraryPage
from govdesk.ui.pages.versions.page import VersionsPage


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """An office with two lists of one errand, a note on what changed, one on what did not, and a bookmark."""
    monkeypatch.setattr("govdesk.paths.shipped_rules", lambda: MADE_UP)
    services = build_services(tmp_path / "data")
    add_newer(services.data_folder)
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: DESK})
    rule = services.library.rule(RULE)
    for title in ("关于配套资金的请示", "关于公交票价的请示"):
        basis = services.library.basis(RULE, "submit-request")
        services.store.create(basis, {}, {"title": title, "handler": "王晓梅"}, "王晓梅", desk=DESK)
    for number, note in (("3", "问过秘书科"), ("4", "十个工作日够用")):
        article = rule.find(number)
        assert article is not None
        services.margins.set_note(RULE, article, note)
    first = rule.find("2")
    assert first is not None
    services.margins.set_bookmark(RULE, first, True)
    return services


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> VersionsPage:
    page = VersionsPage(services, make_theme())
    page.activate(rule=NEWER)
    show(qtbot, page)
    qtbot.waitUntil(lambda: page.view.following is not None)
    page.view.guard_ms = 0
    return page


def kinds(page: VersionsPage) -> list[tuple[str, str]]:
    return [(row.change.kind.value, row.change.ident) for row in page.view.list.rows.rows]


def key(page: VersionsPage, name: str) -> None:
    page.activateWindow()
    page.view.list.setFocus()
    QTest.keySequence(page.view.list, name)
    QApplication.processEvents()


def on_disk(page: VersionsPage) -> VersionSteps:
    return VersionSteps(page.services.data_folder, RULE, NEWER)


def notes(services: Services, number: str) -> tuple[str, bool]:
    """The margin of an article of the newer version as another start of the program finds it."""
    entry = Marginalia.open(services.data_folder).entry(NEWER, number)
    return entry.note, entry.bookmarked


def confirm_all(page: VersionsPage) -> None:
    while page.view.current:
        key(page, "Return")


def test_lists_notes_bookmarks_and_errands_are_listed_in_this_order(page: VersionsPage) -> None:
    found = kinds(page)
    assert found[:4] == [("record", "QD-2026-0001"), ("record", "QD-2026-0002"), ("bookmark", "2"), ("note", "3")]
    assert {kind for kind, _ in found[4:]} == {"wizard"}
    assert ("wizard", "submit-request") in found
    assert ("note", "4") not in found, "its article reads the same"


def test_old_and_new_words_stand_side_by_side_with_the_difference_marked(page: VersionsPage) -> None:
    change = next(row.change for row in page.view.list.rows.rows if row.change.kind == "record")
    limit = next(pair for pair in change.pairs if "工作日" in pair.old)
    marked = [limit.old[start:end] for start, end in limit.old_spans], [limit.new[a:b] for a, b in limit.new_spans]
    assert marked == (["5"], ["3"])
    gone = next(pair for pair in change.pairs if "书面意见" in pair.old)
    assert (gone.new, gone.new_place) == ("", "新版里没有找到")
    texts = [view.toPlainText() for view in page.view.change.findChildren(MarkedText)]
    assert limit.old in texts and limit.new in texts and "（没有）" in texts


def test_each_decision_is_on_the_disk_before_the_next_one_comes_up(page: VersionsPage) -> None:
    first, second = (row.change.id for row in page.view.list.rows.rows[:2])
    key(page, "Return")
    assert on_disk(page).look(first) is Look.CONFIRMED
    assert page.view.current == second
    key(page, "L")
    assert on_disk(page).look(second) is Look.LATER
    assert page.bar._whole.text() == f"1/{len(kinds(page))}"
    key(page, "U")
    assert on_disk(page).look(second) is None
    assert page.view.current == second


def test_what_was_left_for_later_comes_again_at_the_end(page: VersionsPage) -> None:
    first = page.view.current
    key(page, "L")
    for _ in range(len(kinds(page)) - 1):
        assert page.view.current != first
        key(page, "Return")
    assert page.view.current == first
    key(page, "Return")
    assert page.view.current == ""
    assert "都看过了" in page.view.done.text()


def test_a_note_goes_along_when_it_is_confirmed_and_comes_back_by_undo(page: VersionsPage, services: Services) -> None:
    note = next(row.change.id for row in page.view.list.rows.rows if row.change.kind == "note")
    page.view.go_to(note)
    key(page, "Return")
    assert notes(services, "3") == ("问过秘书科", False)
    assert services.margins.entry(RULE, "3").note == "问过秘书科", "the older version keeps its own"
    key(page, "Ctrl+Z")
    assert notes(services, "3") == ("", False)
    assert page.view.current == note


def test_undo_leaves_a_note_alone_that_was_written_on_since(
    page: VersionsPage, services: Services, qtbot: QtBot
) -> None:
    note = next(row.change.id for row in page.view.list.rows.rows if row.change.kind == "note")
    page.view.go_to(note)
    key(page, "Return")
    article = services.library.rule(NEWER).find("3")
    assert article is not None
    services.margins.set_note(NEWER, article, "新版又写了一句")
    seen = on_dialog(qtbot, lambda dialog: dialog.reject())
    key(page, "U")
    qtbot.waitUntil(lambda: bool(seen))
    assert notes(services, "3")[0] == "新版又写了一句"
    assert on_disk(page).look(note) is Look.CONFIRMED


def test_notes_on_unchanged_articles_go_along_at_once_and_come_back(page: VersionsPage, services: Services) -> None:
    assert "1 条" in page.margins.text.text()
    page.margins.links[0].click()
    assert notes(services, "4") == ("十个工作日够用", False)
    assert page.margins.isHidden()
    key(page, "U")
    assert notes(services, "4") == ("", False)
    assert not page.margins.isHidden()


def test_what_was_decided_is_there_after_a_restart(page: VersionsPage, services: Services, qtbot: QtBot) -> None:
    key(page, "Return")
    key(page, "Return")
    again = VersionsPage(services, make_theme())
    again.activate(rule=NEWER)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.view.following is not None)
    assert again.view.current == page.view.current
    assert again.view.following is not None and again.view.following.counts()[0] == 2


def test_enter_right_after_a_change_came_up_does_nothing(page: VersionsPage) -> None:
    page.view.guard_ms = 60_000
    first = page.view.current
    page.view.go_to(first)
    key(page, "Return")
    assert page.view.current == first
    assert on_disk(page).steps == ()


def test_one_kind_alone_can_be_gone_through(page: VersionsPage) -> None:
    page.view.segments.button(2).click()
    assert {kind for kind, _ in kinds(page)} == {"note", "bookmark"}
    confirm_all(page)
    assert "这一类看完了" in page.view.done.text()
    assert [button.text() for button in page.view.done.offered()] == ["套用"], "not before the rest is looked at"


def test_the_newer_version_takes_the_place_of_the_older(page: VersionsPage, services: Services, qtbot: QtBot) -> None:
    confirm_all(page)
    asked: list[str] = []
    page.library_changed.connect(asked.append)
    assert [button.text() for button in page.view.done.offered()] == ["套用", "换成新版"], "it has no errands yet"
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "先不换"))
    page.view.done.offered()[1].click()
    qtbot.waitUntil(lambda: bool(seen))
    assert RULE not in services.settings.disabled
    on_dialog(qtbot, lambda dialog: press(dialog, "现在就换"))
    page.view.done.offered()[1].click()
    qtbot.waitUntil(lambda: asked == [NEWER] and not page.work.busy)
    assert load_settings(services.data_folder)[0].disabled == (RULE,)
    assert RULE not in services.library.rules
    assert kinds(page), "the older version is held against the newer from its folder"


def test_a_pair_can_be_chosen_by_hand_where_the_names_differ(services: Services, qtbot: QtBot, tmp_path: Path) -> None:
    pack = services.data_folder / "rules" / NEWER
    text = (pack / "rule.md").read_text(encoding="utf-8").replace("云川市人民政府工作规则", "云川市政府工作细则")
    (pack / "rule.md").write_text(text.replace('["云川"]', "[]").replace('云川市"', '云川细则"'), encoding="utf-8")
    services.use_packs(services.read_packs_again())
    page = VersionsPage(services, make_theme())
    page.activate(rule=NEWER)
    show(qtbot, page)
    assert page.stack.currentWidget() is page.note
    assert "没有它的另一个版本" in page.note.title.text()
    page.bar.old.setCurrentIndex(page.bar.old.findData(RULE))
    page.bar.old.activated.emit(page.bar.old.currentIndex())
    qtbot.waitUntil(lambda: page.view.following is not None)
    assert ("record", "QD-2026-0001") in kinds(page)


def test_a_damaged_file_of_decisions_is_told_and_kept(services: Services, qtbot: QtBot) -> None:
    folder = services.data_folder / "versions"
    folder.mkdir()
    (folder / f"{RULE}..{NEWER}.json").write_text("{", encoding="utf-8")
    page = VersionsPage(services, make_theme())
    qtbot.addWidget(page)
    with pytest.raises(Exception, match="读不出来"):
        page.activate(rule=NEWER)
    assert (folder / f"{RULE}..{NEWER}.json").read_text(encoding="utf-8") == "{"


def test_the_library_leads_there(services: Services, qtbot: QtBot) -> None:
    library = LibraryPage(services, make_theme())
    library.activate(rule=RULE)
    show(qtbot, library)
    asked: list[tuple[str, object]] = []
    library.navigate.connect(lambda name, target: asked.append((name, target)))
    library.versions.click()
    assert asked == [("versions", {"rule": RULE})]
    page = VersionsPage(services, make_theme())
    qtbot.addWidget(page)
    page.activate(rule=RULE)
    qtbot.waitUntil(lambda: page.view.following is not None)
    assert (page.view.following.old.id, page.view.following.new.id) == (RULE, NEWER), "whichever of the two is chosen"


def test_lists_lead_to_their_page_and_changes_to_the_new_article(page: VersionsPage) -> None:
    asked: list[tuple[str, object]] = []
    page.navigate.connect(lambda name, target: asked.append((name, target)))
    page.view.open_record.click()
    page.view.read_new.click()
    assert asked == [("checklist", {"record": "QD-2026-0001"}), ("rules", {"rule": NEWER, "article": "3"})]


def test_without_the_data_folder_nothing_is_said_to_be_kept(
    page: VersionsPage, services: Services, qtbot: QtBot
) -> None:
    first = page.view.current
    shutil.rmtree(services.data_folder / "versions", ignore_errors=True)
    (services.data_folder / "versions").write_text("x", encoding="utf-8")
    seen = on_dialog(qtbot, lambda dialog: dialog.reject())
    key(page, "Return")
    qtbot.waitUntil(lambda: bool(seen))
    assert page.view.current == first
    assert page.bar._whole.text().startswith("0/")
