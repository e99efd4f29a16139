"""规则库: what stands there of each pack, and what can be done with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk import build_services, make_theme, on_dialog, press, show
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.importing.saving import save
from govdesk.importing.settling import read_document
from govdesk.present.library import PackRow
from govdesk.settings import load_settings
from govdesk.ui.kit.widgets import Label
from govdesk.ui.pages.library.bar import RECYCLED
from govdesk.ui.pages.library.page import LibraryPage

RULE = "云山市人民政府工作规则\n第一条　为规范工作，制定本规则。\n第三条　本规则自印发之日起施行。\n分享到微博\n"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    file = tmp_path / "云山.txt"
    file.write_text(RULE, encoding="utf-8")
    services = build_services(tmp_path / "data")
    save(services.data_folder, {}, read_document(file).settlement.draft, file)
    broken = services.data_folder / "rules" / "broken"
    broken.mkdir()
    (broken / "rule.md").write_text('+++\nid = "broken"\n+++\n# 坏了\n', encoding="utf-8")
    return services


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> LibraryPage:
    page = LibraryPage(services, make_theme())
    page.activate(rule="yunshan")
    show(qtbot, page)
    return page


def rows(page: LibraryPage) -> dict[str, PackRow]:
    return {row.folder.name: row for row in page.table.model_of_packs.packs}


def facts(page: LibraryPage) -> dict[str, str]:
    assert page.table.pack is not None
    return dict(page.table.pack.facts())


def choose(page: LibraryPage, name: str) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model_of_packs.index(list(rows(page)).index(name), 0))


def test_shipped_packs_come_first_then_own_ones_then_what_cannot_be_read(page: LibraryPage) -> None:
    assert list(rows(page)) == ["xianyang-2013", "zhangjiagang-2022", "yunshan", "broken"]
    assert "3 部" in page.bar.count.text()


def test_a_pack_says_where_it_comes_from_and_what_is_odd(page: LibraryPage) -> None:
    own = rows(page)["yunshan"]
    assert own.origin.startswith("导入 ")
    assert (own.articles, own.errands_in_words) == ("2", "—")
    assert "云山.txt" in facts(page)["原文件"]
    assert "缺第二条" in facts(page)["提醒"]
    assert rows(page)["xianyang-2013"].origin == "随程序"


def test_a_pack_that_cannot_be_read_says_why_and_can_be_removed(page: LibraryPage) -> None:
    choose(page, "broken")
    assert "broken/rule.md" in facts(page)["问题"]
    assert not page.open.isEnabled()
    assert page.remove.isEnabled()


def test_a_shipped_pack_stays(page: LibraryPage) -> None:
    choose(page, "xianyang-2013")
    assert not page.remove.isEnabled()
    page.remove_chosen()
    assert "xianyang-2013" in rows(page)


def test_enter_reads_the_rule(page: LibraryPage) -> None:
    asked: list[tuple[str, object]] = []
    page.navigate.connect(lambda name, target: asked.append((name, target)))
    page.table.setFocus()
    QTest.keySequence(page.table, "Return")
    assert asked == [("rules", {"rule": "yunshan"})]


def test_a_pack_is_removed_by_key_and_put_back(page: LibraryPage, services: Services, qtbot: QtBot) -> None:
    choose(page, "yunshan")
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "移到回收站"))
    QTest.keySequence(page.table, "Del")
    qtbot.waitUntil(lambda: bool(seen) and not page.change.busy)
    QApplication.processEvents()
    assert "yunshan" not in rows(page)
    assert "yunshan" not in services.library.rules
    assert (services.data_folder / "recycled" / "yunshan" / "rule.md").is_file()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keySequence(page.table, "Ctrl+Z")
    qtbot.waitUntil(lambda: not page.change.busy)
    assert "yunshan" in rows(page)
    assert "yunshan" in services.library.rules


def test_a_disabled_pack_is_in_no_search_and_stays_in_the_list(
    page: LibraryPage, services: Services, qtbot: QtBot
) -> None:
    choose(page, "xianyang-2013")
    QTest.keySequence(page.table, "Space")
    qtbot.waitUntil(lambda: not page.change.busy)
    assert "xianyang-2013" not in services.library.rules
    assert rows(page)["xianyang-2013"].enabled is False
    assert rows(page)["xianyang-2013"].articles == "76"
    assert load_settings(services.data_folder)[0].disabled == ("xianyang-2013",)
    choose(page, "xianyang-2013")
    assert not page.open.isEnabled()
    QTest.keySequence(page.table, "Space")
    qtbot.waitUntil(lambda: not page.change.busy)
    assert "xianyang-2013" in services.library.rules


def test_a_pack_goes_to_another_machine(page: LibraryPage, tmp_path: Path, qtbot: QtBot) -> None:
    choose(page, "yunshan")
    file = tmp_path / "yunshan.zip"
    page.outlet.desk.ask_path = lambda parent, suggested: file  # type: ignore[method-assign]
    page.export_chosen()
    other = build_services(tmp_path / "other")
    there = LibraryPage(other, make_theme())
    there.activate()
    show(qtbot, there)
    there.bring_in(file)
    qtbot.waitUntil(lambda: not there.change.busy)
    assert there.table.pack is not None and there.table.pack.id == "yunshan"
    assert other.library.rules["yunshan"].hash == page.services.library.rules["yunshan"].hash
    there.put_back()
    qtbot.waitUntil(lambda: not there.change.busy)
    assert "yunshan" not in other.library.rules


def test_errands_on_a_shipped_rule_go_to_another_machine_alone(
    page: LibraryPage, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    own = services.data_folder / "rules" / "xianyang-2013" / "wizards"
    own.mkdir(parents=True)
    shipped = services.rule_folders[0] / "xianyang-2013" / "wizards" / "hold-meeting.toml"
    text = shipped.read_text(encoding="utf-8").replace('id = "hold-meeting"', 'id = "our-meeting"', 1)
    (own / "our-meeting.toml").write_text(text, encoding="utf-8")
    choose(page, "xianyang-2013")
    file = tmp_path / "ours.zip"
    page.outlet.desk.ask_path = lambda parent, suggested: file  # type: ignore[method-assign]
    page.export_chosen()
    assert "不含自带的规则" in page.notice.text()
    other = build_services(tmp_path / "other")
    there = LibraryPage(other, make_theme())
    there.activate()
    show(qtbot, there)
    there.bring_in(file)
    qtbot.waitUntil(lambda: not there.change.busy)
    assert "our-meeting" in [wizard.id for wizard in other.library.wizards("xianyang-2013")]
    there.put_back()
    qtbot.waitUntil(lambda: not there.change.busy)
    assert "our-meeting" not in [wizard.id for wizard in other.library.wizards("xianyang-2013")]


def test_a_zip_that_is_no_pack_is_told_and_changes_nothing(
    page: LibraryPage, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "别的.zip"
    file.write_bytes(b"PK\x05\x06" + bytes(18))
    before = list(rows(page))
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    page.bring_in(file)
    qtbot.waitUntil(lambda: bool(seen) and not page.change.busy)
    page.activate()
    assert list(rows(page)) == before


def test_thought_better_of_it_stays(page: LibraryPage, qtbot: QtBot) -> None:
    choose(page, "yunshan")
    on_dialog(qtbot, lambda dialog: press(dialog, "取消"))
    page.remove.click()
    assert "yunshan" in rows(page)


def remove_to_recycled(page: LibraryPage, qtbot: QtBot) -> None:
    choose(page, "yunshan")
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "移到回收站"))
    page.remove_chosen()
    qtbot.waitUntil(lambda: bool(seen) and not page.change.busy)


def test_a_removed_pack_is_put_back_from_the_recycle_view(page: LibraryPage, services: Services, qtbot: QtBot) -> None:
    remove_to_recycled(page, qtbot)
    page.bar.segments.button(RECYCLED).click()
    assert list(rows(page)) == ["yunshan"]
    assert not page.remove.isVisible() and not page.force.isVisible()
    QTest.keySequence(page.table, "Space")  # nothing to enable here
    assert services.settings.disabled == ()
    page.restore.click()
    qtbot.waitUntil(lambda: not page.change.busy)
    assert "yunshan" in services.library.rules
    assert page.table.pack is not None and page.table.pack.id == "yunshan" and not page.table.pack.recycled
    page.put_back()
    qtbot.waitUntil(lambda: not page.change.busy)
    assert "yunshan" not in services.library.rules


def test_what_is_in_the_library_is_not_put_over(page: LibraryPage, services: Services, qtbot: QtBot) -> None:
    home = services.data_folder / "rules" / "yunshan"
    remove_to_recycled(page, qtbot)
    shutil.copytree(services.data_folder / "recycled" / "yunshan", home)
    (home / "rule.md").write_text("mine", encoding="utf-8")
    page.activate()
    page.bar.segments.button(RECYCLED).click()
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    page.restore.click()
    qtbot.waitUntil(lambda: bool(seen) and not page.change.busy)
    assert (home / "rule.md").read_text(encoding="utf-8") == "mine"
    assert (services.data_folder / "recycled" / "yunshan" / "rule.md").is_file()


def test_packs_are_filtered_by_title_and_number(page: LibraryPage) -> None:
    page.bar.filter.setText("咸政发")
    assert list(rows(page)) == ["xianyang-2013"]
    page.bar.filter.setText("没有这一部")
    assert list(rows(page)) == []
    assert not page.open.isEnabled()
    page.bar.filter.setText("")
    assert len(rows(page)) == 4


def test_lists_can_be_drafted_for_an_own_pack_only(page: LibraryPage) -> None:
    asked: list[tuple[str, object]] = []
    page.navigate.connect(lambda name, target: asked.append((name, target)))
    choose(page, "xianyang-2013")
    assert not page.adopt.isEnabled()
    choose(page, "yunshan")
    page.adopt.click()
    assert asked == [("adopt", {"rule": "yunshan"})]


def test_another_version_of_a_rule_is_told(page: LibraryPage, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "云山2.txt"
    later = RULE.replace("规则\n", "规则\n（2026年3月2日云山市人民政府印发）\n", 1)
    file.write_text(later, encoding="utf-8")
    save(services.data_folder, {}, read_document(file).settlement.draft, file, rule_id="yunshan-2026")
    services.use_packs(services.read_packs_again())
    page.activate(rule="yunshan-2026")
    told = [label.text() for label in page.side.findChildren(Label)]
    assert "另一个版本" in told
    assert any("新旧对照" in words for words in told)
