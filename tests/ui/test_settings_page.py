"""设置: everything that is set is seen in one place, takes effect at once, is kept, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from desk import DESK, RULE, WIZARD, build_services, make_record, make_theme, shipped_and_made_up
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.export.jobs import record_job
from govdesk.paths import shipped_manual
from govdesk.settings import load_settings
from govdesk.ui.pages.checklist.editor import RecordEditor
from govdesk.ui.pages.settings.page import SettingsPage
from govdesk.ui.pages.settings.rows import SectionRow
from govdesk.ui.pages.wizard.asking import Asking
from govdesk.ui.window.main_window import MainWindow
from govdesk.wizards.model import FormField
from govdesk.wizards.terms import FieldKind

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "plugin does not support")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = build_services(tmp_path)
    services.library = shipped_and_made_up()
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: DESK}, handler="顾晓芸")
    return services


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> MainWindow:
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.showNormal()
    window.resize(1366, 768)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    return window


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    QTest.keySequence(window, "Ctrl+,")
    page = window.page
    assert isinstance(page, SettingsPage)
    return page


def enter(field: QLineEdit, words: str) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    field.insert(words)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_what_is_set_is_seen(page: SettingsPage, services: Services) -> None:
    assert page.city.currentText() == "云川市"
    assert page.desk.currentText() == "市政府部门"
    assert page.handler.text() == "顾晓芸"
    assert page.folder.full_text() == str(services.data_folder)
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    for name in ("单位名称", "期限怎么算", "放假安排", "字号", "深浅", "条文字体", "备份"):
        assert name in told


def test_the_manual_names_every_setting(page: SettingsPage, services: Services) -> None:
    text = (shipped_manual() / "manual.md").read_text(encoding="utf-8")
    told = text.partition("### 设置\n")[2].partition("\n###")[0]
    assert [row.name for _, _, rows in page._sections for row in rows if row.name not in told] == []


def test_the_gear_in_the_top_bar_opens_it_and_esc_leaves_it(window: MainWindow) -> None:
    window.navigate_to("checklists")
    window.top_bar.settings_button.click()
    assert window.stack.current == "settings"
    QTest.keySequence(QApplication.focusWidget(), "Esc")
    assert window.stack.current == "checklists"


def test_a_choice_takes_effect_at_once_and_is_kept(window: MainWindow, page: SettingsPage, services: Services) -> None:
    page.text_size.group.button(2).click()
    page.look.group.button(1).click()
    page.starting.group.button(1).click()
    enter(page.unit, "市住房和城乡建设局")
    enter(page.people, "李慧、陆建平 李慧")
    assert (window.theme.scale, window.theme.dark) == (1.5, True)
    kept, _ = load_settings(services.data_folder)
    assert (kept.text_scale, kept.dark, kept.count_start) == (150, True, True)
    assert (kept.unit, kept.people) == ("市住房和城乡建设局", ("李慧", "陆建平"))
    assert page.people.text() == "李慧、陆建平"


def test_city_and_desk_are_those_of_the_top_bar(window: MainWindow, page: SettingsPage) -> None:
    page.desk.activated.emit(page.desk.findData("office"))
    assert window.desk == "office"
    assert window.top_bar.desk_box.currentData() == "office"
    other = page.city.findText("咸阳市")
    page.city.activated.emit(other)
    assert window.rule_id == "xianyang-2013"
    assert page.city.currentText() == "咸阳市"
    window.choices.choose_rule(RULE)
    assert page.city.currentText() == "云川市"


def test_ctrl_z_takes_back_one_after_the_other(window: MainWindow, page: SettingsPage, services: Services) -> None:
    page.text_size.group.button(1).click()
    page.look.group.button(1).click()
    QTest.keySequence(QApplication.focusWidget() or window, "Ctrl+Z")
    assert (window.theme.scale, window.theme.dark) == (1.25, False)
    assert window.status.left.full_text() == "已撤销：深浅"
    QTest.keySequence(QApplication.focusWidget() or window, "Ctrl+Z")
    assert window.theme.scale == 1.0
    assert not services.settings.dark


def test_a_name_half_typed_counts_when_the_page_is_left(
    window: MainWindow, page: SettingsPage, services: Services
) -> None:
    page.handler.setFocus()
    page.handler.selectAll()
    page.handler.insert("王晓梅")
    window.navigate_to("home")
    assert services.settings.handler == "王晓梅"


def test_too_many_names_are_refused_in_words_and_stay(page: SettingsPage, services: Services) -> None:
    typed = "、".join(f"某{n}" for n in range(20))
    enter(page.people, typed)
    assert services.settings.people == ()
    assert "20 个" in page.people_row.told.text()


def test_looking_for_a_setting_leaves_those_that_fit(page: SettingsPage) -> None:
    QTest.keySequence(page.city, "Ctrl+F")
    assert QApplication.focusWidget() is page.filter
    page.filter.setText("字号")
    rows = [row.name for _, _, rows in page._sections for row in rows if not row.isHidden()]
    assert rows == ["字号"]


def test_the_section_in_sight_is_lit_in_the_list_at_the_left(window: MainWindow, page: SettingsPage) -> None:
    window.resize(1366, 600)
    QApplication.processEvents()

    def lit() -> list[str]:
        return [row.text() for row in page.findChildren(SectionRow) if row.is_lit]

    rows = {row.text(): row for row in page.findChildren(SectionRow)}
    assert list(rows) == ["单位和人", "清单和期限", "显示", "打印和导出", "规则库", "数据和备份", "关于"]
    assert lit() == ["单位和人"]
    bar = page.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(page._sections[2][0].y())
    assert lit() == ["显示"]
    bar.setValue(bar.maximum())
    assert lit() == ["关于"]
    rows["规则库"].click()
    assert lit() == ["规则库"], "also where it cannot come to the top"
    rows["规则库"].setFocus()
    QTest.keyClick(rows["规则库"], Qt.Key.Key_Up)
    assert lit() == ["打印和导出"]
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Down)
    assert lit() == ["规则库"]
    page.filter.setText("字号")
    QApplication.processEvents()
    assert lit() == ["显示"]


def test_what_the_preview_keeps_is_seen_and_changed_here(
    window: MainWindow, page: SettingsPage, services: Services
) -> None:
    assert [box.isChecked() for box in page.paper_parts.values()] == [True] * 5
    page.paper_parts["articles"].click()
    page.paper_size.group.button(1).click()
    job = record_job(services, make_record(services))
    assert job.chosen is not None
    assert (job.chosen.articles, job.chosen.large, job.chosen.notes) == (False, True, True)
    QTest.keySequence(QApplication.focusWidget() or window, "Ctrl+Z")
    assert not services.settings.print_choices["large"]
    assert window.status.left.full_text() == "已撤销：打印和导出"


def test_a_new_list_has_the_clerks_unit(services: Services) -> None:
    basis = services.library.basis(RULE, WIZARD)
    fields = (*basis.wizard.fields, FormField("unit", "报送单位"))
    basis = msgspec.structs.replace(basis, wizard=msgspec.structs.replace(basis.wizard, fields=fields))
    asking = Asking(services.library, basis, DESK)
    assert asking.first_fields("顾晓芸", "市住房和城乡建设局") == {"handler": "顾晓芸", "unit": "市住房和城乡建设局"}
    assert "unit" not in asking.first_fields("顾晓芸")


def test_the_clerks_name_stands_in_no_other_persons_field(services: Services) -> None:
    basis = services.library.basis(RULE, WIZARD)
    fields = (*basis.wizard.fields, FormField("leader", "调研领导", FieldKind.PERSON))
    basis = msgspec.structs.replace(basis, wizard=msgspec.structs.replace(basis.wizard, fields=fields))
    assert Asking(services.library, basis, DESK).first_fields("顾晓芸") == {"handler": "顾晓芸"}
    record = services.store.create(basis, {}, {"handler": "顾晓芸"}, "顾晓芸", desk=DESK)
    services.settings = msgspec.structs.replace(services.settings, handler="顾晓芸")
    editor = RecordEditor(services)
    editor.open(record.number)
    assert editor.set_fields({"leader": "陈市长"})
    assert services.settings.handler == "顾晓芸"
