"""自己编一件: points, conditions of several answers, links to other errands, fields of the head; the chart and the paper."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from desk import make_theme, on_dialog, press, show
from editors import ERRAND, RULE, choose, fill, imported_city, opened, select
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.export.jobs import Options
from govdesk.present import targets
from govdesk.ui.kit.widgets import CheckBox, ComboBox, LinkButton
from govdesk.ui.pages.chart.page import ChartPage
from govdesk.ui.pages.editor.conditions import ConditionsDialog
from govdesk.ui.pages.editor.page import EditorPage
from govdesk.ui.pages.editor.side import LIST


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return imported_city(tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> EditorPage:
    return opened(qtbot, services)


def part(page: EditorPage) -> dict[str, Any]:
    """The part at hand as the disk has it."""
    assert page.errand is not None
    copy = page.errand.pack / "draft" / "errands" / f"{page.errand.id}.toml"
    raw = tomllib.loads(copy.read_text(encoding="utf-8"))
    table, at = page._at
    found: dict[str, Any] = raw[table][at] if at >= 0 else raw
    return found


def pressed(page: EditorPage, name: str) -> None:
    """The link of that name in the form."""
    links = [link for link in page.form.findChildren(LinkButton) if name in (link.accessibleName(), link.text())]
    links[-1].click()  # the form that was shown before goes later
    QApplication.processEvents()


def test_points_are_written_quoted_weakened_and_taken_out(page: EditorPage) -> None:
    page.add("items")
    fill(page, "points.new", "写明背景")
    fill(page, "points.new", "写明依据")
    assert [point["do"] for point in part(page)["points"]] == ["写明背景", "写明依据"]
    choose(page, "points.1.level", "可")
    select(page, "5", "各部门应当通过公文平台报送公文")
    pressed(page, "引用到要点 2")
    assert part(page)["points"][1]["level"] == "may"
    assert [cite["quote"] for cite in part(page)["points"][1]["cites"]] == ["各部门应当通过公文平台报送公文"]
    pressed(page, "删除要点 1")
    assert [point["do"] for point in part(page)["points"]] == ["写明依据"]
    pressed(page, "删除要点 1")
    assert "points" not in part(page)
    page.undo()
    assert [point["do"] for point in part(page)["points"]] == ["写明依据"]


def test_points_with_boxes_get_the_ids_that_their_ticks_need(page: EditorPage) -> None:
    page.add("items")
    fill(page, "points.new", "请示")
    fill(page, "points.new", "附件")
    box = page.form.fields["boxes"]
    assert isinstance(box, CheckBox)
    box.click()
    QApplication.processEvents()
    assert part(page)["boxes"] is True
    assert len({point["id"] for point in part(page)["points"]}) == 2


def test_a_condition_of_several_answers_is_ticked_case_by_case(page: EditorPage, qtbot: QtBot) -> None:
    assert page.errand is not None
    first, second = page.errand.content.parts("questions")[:2]
    page.go_to("items", 0)
    one, other = first["options"][0]["value"], second["options"][1]["value"]

    def answer(dialog: object) -> None:
        assert isinstance(dialog, ConditionsDialog)
        dialog.cases[0].ticks[first["id"], one].setChecked(True)
        dialog.cases[0].ticks[second["id"], other].setChecked(True)
        dialog.more.click()
        dialog.cases[1].ticks[second["id"], "unknown"].setChecked(True)
        press(dialog, "就这样定")

    on_dialog(qtbot, answer)
    choose(page, "when", "几个条件……")
    assert part(page)["when"] == [{first["id"]: one, second["id"]: other}, {second["id"]: "unknown"}]
    box = page.form.fields["when"]
    assert isinstance(box, ComboBox)
    assert "并且" in box.currentText() and "；或者" in box.currentText()
    choose(page, "when", "总是列")
    assert "when" not in part(page)


def test_a_condition_that_is_not_changed_is_written_as_it_was(page: EditorPage, qtbot: QtBot) -> None:
    assert page.errand is not None
    first = page.errand.content.parts("questions")[0]
    values = [option["value"] for option in first["options"]][:2]
    page.go_to("items", 0)
    page.edit_at(("when",), {f"{first['id']}!": tuple(values)})
    page._show_part()
    before = part(page)["when"]

    def answer(dialog: object) -> None:
        assert isinstance(dialog, ConditionsDialog)
        assert all(dialog.cases[0].ticks[first["id"], value].isChecked() for value in values)
        press(dialog, "就这样定")

    on_dialog(qtbot, answer)
    choose(page, "when", "几个条件……")
    assert part(page)["when"] == before == {f"{first['id']}!": values}


def test_an_errand_is_linked_to_another_by_its_title(page: EditorPage, services: Services, qtbot: QtBot) -> None:
    other = next(one for one in services.library.wizards(RULE) if one.id != ERRAND)
    page.add("before")
    qtbot.waitUntil(lambda: not page.checking.busy)
    assert page.checks.sentences == ["先办：还没有选是哪一件"]
    choose(page, "wizard", other.title)
    qtbot.waitUntil(lambda: not page.checking.busy)
    assert part(page)["wizard"] == other.id
    assert other.title in [row.words for row in page.parts.rows.rows if row.table == "before"]
    assert not page.side.quote.isEnabled(), "a link quotes nothing"


def test_fields_of_the_head_are_added_named_and_taken_out(page: EditorPage) -> None:
    assert page.errand is not None
    fields = page.errand.content.head()["fields"]
    choose(page, "fields.new", "会议日期")
    assert part(page)["fields"][-1] == {"id": "held", "label": "会议日期", "kind": "date"}
    choose(page, "fields.new", "另一栏：文字")
    place = len(fields) + 1
    fill(page, f"fields.{place}", "份数")
    assert part(page)["fields"][-1]["label"] == "份数"
    box = page.form.fields["fields.new"]
    assert isinstance(box, ComboBox)
    assert box.findText("会议日期") < 0, "what is there is not offered again"
    pressed(page, f"删除第 {place + 1} 栏")
    pressed(page, f"删除第 {place} 栏")
    assert part(page)["fields"] == fields


def test_an_unfinished_errand_is_seen_as_chart_and_as_paper(
    page: EditorPage, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.go_to("items", 0)
    fill(page, "do", "一份请示写一件事")
    qtbot.waitUntil(lambda: not page.checking.busy)
    page.side.segments.button(LIST).click()
    went: list[tuple[str, object]] = []
    page.navigate.connect(lambda name, arguments: went.append((name, arguments)))
    page.side.chart.click()
    wanted = targets.Chart(rule=RULE, wizard=ERRAND, draft=True)
    assert went == [(wanted.page, wanted.arguments())]
    chart = ChartPage(services, make_theme())
    chart.activate(rule=RULE, wizard=ERRAND, draft=True)
    show(qtbot, chart)
    assert chart._basis is not None
    assert "一份请示写一件事" in [item.do for item in chart._basis.wizard.items]
    assert not chart.start_button.isVisible(), "what is not published cannot be begun"
    shown: list[Any] = []
    monkeypatch.setattr(page.seeing.exporter, "preview", shown.append)
    page.side.paper.click()
    assert len(shown) == 1
    assert shown[0].heading == "打印空白表"
    assert shown[0].make("pdf", Options(blank=True)).startswith(b"%PDF")
