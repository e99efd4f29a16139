"""An answer card that is kept: a record like any list, with a place for who was asked and what they said."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from checklists import opened as opened_list
from checklists import stages, unfolded
from desk import RULE, TODAY, made_up_services, make_record, reopened
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from wizards import key, opened, went

from govdesk.app import Services
from govdesk.export.sheet import record_sheet
from govdesk.present.checklist_lines import OPEN_POINTS, OpenLine
from govdesk.present.text import record_lines
from govdesk.present.wording import change_in_words
from govdesk.records.model import CARD_ASKS, CARD_REPLY, Record, RecordState, Reply
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.wizard.page import WizardPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
CARD = "department-meeting"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = made_up_services(tmp_path)
    services.settings.desks[RULE] = "town"
    return services


@pytest.fixture
def kept(services: Services) -> Record:
    return services.store.create(services.library.basis(RULE, CARD), {}, {"title": "镇里的会"}, "王", desk="town")


def answer(page: ChecklistPage, asked: str, reply: str) -> None:
    """Write down a reply, as by hand."""
    page.noting.note_part(CARD_REPLY)
    page.frame.reply.asked.setText(asked)
    page.frame.reply.reply.setText(reply)
    page.frame.reply.flush()


def test_a_card_can_be_kept_as_a_list(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, rule=RULE, wizard=CARD)
    assert page.foot.keep.isVisible() and page.next_button.text() == "知道了"
    places = went(page)
    page.foot.keep.click()
    (made,) = services.store.summaries()
    assert places == [("checklist", {"record": made.number})]
    assert made.desk == "town" or made.wizard == CARD
    assert services.store.load(made.number).evaluate().is_card


def test_keeping_a_card_takes_its_draft_along(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, rule=RULE, wizard="hold-meeting")
    page.question.choose(0)
    while not page.foot.keep.isVisible():
        key(qtbot, page, Qt.Key.Key_Return)
        if page.foot.wanted.text():
            page.question.choose(0)
    assert services.store.drafts()
    page.foot.keep.click()
    assert services.store.drafts() == [] and len(services.store.summaries()) == 1


def test_only_a_card_offers_to_be_kept(qtbot: QtBot, services: Services, kept: Record) -> None:
    services.settings.desks[RULE] = "department"
    page = opened(qtbot, services, rule=RULE, wizard="submit-request")
    assert not page.foot.keep.isVisible()
    page = WizardPage(services, page.theme)
    qtbot.addWidget(page)
    page.activate(record=kept.number)
    assert not page.foot.keep.isVisibleTo(page) and page.next_button.text() == "更新清单"


def test_who_was_asked_and_what_they_said_stands_on_a_kept_card(qtbot: QtBot, services: Services, kept: Record) -> None:
    page = opened_list(qtbot, services, kept)
    assert list(stages(page)) == [OPEN_POINTS] == unfolded(page)
    line = page.view.current_line()
    assert not page.frame.title.only_open.isEnabled(), "it would leave nothing to see"
    assert isinstance(line, OpenLine) and line.shown.ask == CARD_ASKS
    assert "第九条" in line.label
    answer(page, "市政府办公室李科长", "口头同意，报一份备案")
    with reopened(services) as store:
        stored = store.load(kept.number)
    reply = Reply("市政府办公室李科长", "口头同意，报一份备案", TODAY.isoformat())
    assert stored.reply(CARD_REPLY) == reply
    told = change_in_words(services.store.history(kept)[-1], kept.basis.wizard)
    assert told == f"“{CARD_ASKS}”问了市政府办公室李科长，答复“口头同意，报一份备案”"


def test_a_kept_card_is_done_when_it_is_answered(qtbot: QtBot, services: Services, kept: Record) -> None:
    assert [(s.state, s.done, s.total) for s in services.store.summaries()] == [(RecordState.ONGOING, 0, 1)]
    page = opened_list(qtbot, services, kept)
    answer(page, "", "不用报")
    assert [(s.state, s.done, s.total) for s in services.store.summaries()] == [(RecordState.FINISHED, 1, 1)]


def test_a_list_on_which_all_is_still_to_be_settled_is_not_done(qtbot: QtBot, services: Services) -> None:
    basis = services.library.basis(RULE, "handle-assigned")
    wizard = msgspec.structs.replace(basis.wizard, items=())
    basis = msgspec.structs.replace(basis, wizard=wizard)
    record = services.store.create(basis, {}, {}, "王", desk="department")
    state = record.evaluate()
    assert not state.own and not state.say and [shown.question is not None for shown in state.open] == [True]
    assert record.state is RecordState.ONGOING
    page = opened_list(qtbot, services, record)
    assert page.frame.title.share.text() == "0/1" and not page.frame.title.only_open.isEnabled()


def test_the_reply_is_printed_and_goes_to_another_machine(
    services: Services, kept: Record, tmp_path: Path, qtbot: QtBot
) -> None:
    services.store.set_reply(kept, CARD_REPLY, Reply("李科长", "不用报", "2026-09-24"), "王")
    record = services.store.load(kept)
    (printed,) = record_sheet(record, services.calendar, printed=TODAY).open
    assert (printed.ask, printed.asked, printed.reply) == (CARD_ASKS, "李科长", "不用报")
    assert any("李科长" in line and "不用报" in line for line in record_lines(record, (), services.calendar))
    file = tmp_path / "card.govdesk.json"
    services.store.export_file(file, [record])
    other = made_up_services(tmp_path / "other")
    other.store.import_file(file, "李")
    assert other.store.load(record.id).reply(CARD_REPLY).reply == "不用报"


def test_a_reply_stays_in_sight_when_other_answers_make_a_list_of_the_card(services: Services, kept: Record) -> None:
    services.store.set_reply(kept, CARD_REPLY, Reply("李科长", "不用报", "2026-09-24"), "王")
    services.store.set_desk(kept, "department", "王")
    record = services.store.load(kept)
    assert not record.evaluate().is_card
    assert CARD_REPLY in [shown.id for shown in record.evaluate().open]


def test_a_list_with_items_has_no_such_line(services: Services) -> None:
    assert CARD_REPLY not in [shown.id for shown in make_record(services).evaluate().open]
