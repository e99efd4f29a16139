"""Long names of errands and matters: they wrap before they are cut, and the whole stands in the tip."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from checklists import opened as opened_list
from checklists import stand_on
from desk import RULE, WIZARD, made_up_services, make_record, make_theme, show
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from screens import settle
from wizards import answer_all, opened

from govdesk.app import Services
from govdesk.records.model import Reply
from govdesk.ui.kit.widgets.fitted_title import FittedTitle, two_lines
from govdesk.ui.pages.home.cell import ProcedureCell
from govdesk.ui.pages.records.page import RecordsPage
from govdesk.wizards.frontpage import Procedure

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TITLE = "印发全体、常务、市长办公会议纪要"
LONGER = "关于印发市政府常务会议纪要（研究重大产业项目用地保障和专项债券资金安排等事项）的通知" * 2


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def title(qtbot: QtBot) -> FittedTitle:
    made = FittedTitle(make_theme())
    qtbot.addWidget(made)
    made.setText(TITLE)
    made.show()
    return made


def test_a_title_is_large_on_one_line_where_there_is_room(title: FittedTitle) -> None:
    title.resize(title.sizeHint())
    assert title.text() == TITLE and title.toolTip() == ""
    large = title.font().pixelSize()
    title.resize(title.width() * 7 // 8, 40)
    assert title.text() == TITLE and title.font().pixelSize() < large, "smaller first"


def test_a_title_takes_two_lines_before_it_is_cut(title: FittedTitle) -> None:
    title.resize(200, 60)
    first, second = title.text().split("\n")
    assert first + second == TITLE and title.toolTip() == ""
    assert title.minimumHeight() >= 2 * QFontMetrics(title.font()).height()
    title.setText(LONGER)
    assert title.text().endswith("…") and title.toolTip() == LONGER


def test_no_line_begins_with_a_mark_that_ends_a_word(title: FittedTitle) -> None:
    metrics = title.fontMetrics()
    for room in range(metrics.horizontalAdvance("汉汉"), metrics.horizontalAdvance(TITLE), 3):
        assert two_lines(TITLE, metrics, room)[-1][0] not in "、，。"


@pytest.mark.parametrize("size", [(1366, 684), (1093, 536)])
def test_the_name_over_a_list_is_read_whole(qtbot: QtBot, services: Services, size: tuple[int, int]) -> None:
    record = make_record(services)
    basis = msgspec.structs.replace(record.basis, wizard=msgspec.structs.replace(record.basis.wizard, title=TITLE))
    record = services.store.create(basis, record.answers, {}, "王", desk="department")
    page = opened_list(qtbot, services, record, *size)
    shown = page.frame.title.title
    assert shown.text().replace("\n", "") == TITLE
    room = shown.contentsRect().width()
    assert all(shown.fontMetrics().horizontalAdvance(line) <= room for line in shown.text().split("\n"))


def test_the_words_of_the_way_back_stand_wherever_they_have_room(qtbot: QtBot, services: Services) -> None:
    page = opened_list(qtbot, services, make_record(services))
    head = page.frame.title
    wide, room = {}, {}  # by what the way back says: its width, and the most empty room beside it
    for width in range(660, 1000, 3):
        head.setFixedWidth(width)
        settle(qtbot)
        if not (head.bar.isVisible() and head.number.isVisible()):
            continue  # narrower still: they have given way after it
        empty = head.bar.x() - head.answers.geometry().right() - 1 - 2 * page.theme.px(12)
        said = head.back.text()
        wide[said], room[said] = head.back.width(), max(empty, room.get(said, 0))
    assert wide.keys() == {"", "全部清单"}
    assert room[""] <= wide["全部清单"] - wide[""], "there was room for the words"


def test_what_stands_in_the_head_s_fields_and_beside_a_reply_is_read_whole(qtbot: QtBot, services: Services) -> None:
    values = {"unit": "市住房和城乡建设局", "doc_number": "云住建〔2026〕63号", "handler": "欧阳晓芸"}
    record = make_record(services, values, others="pending", secret="no")
    services.store.set_reply(record, "how-long", Reply("文电科", "十天", "2026-09-23"), "王")
    page = opened_list(qtbot, services, record)
    stand_on(page, "how-long")
    edits = [field.edit for ident, field in page.frame.fields.fields.items() if ident in values]
    for edit in (*edits, page.frame.reply.day):
        assert edit.text() and edit.fontMetrics().horizontalAdvance(edit.text()) + 2 * 8 <= edit.width(), edit.text()


def test_a_date_is_read_whole_beside_the_sign_that_opens_the_month(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, {"received": "2026-09-24"}, others="pending", secret="no")
    page = opened_list(qtbot, services, record)
    page.frame.fields.focus_field("received")
    edit = page.frame.fields.fields["received"].edit
    sign = edit.findChild(QToolButton)
    assert sign is not None
    qtbot.waitUntil(sign.isVisible)
    assert "2026" in edit.text()
    assert edit.fontMetrics().horizontalAdvance(edit.text()) + 12 <= sign.x()


def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is painted as text from now on."""
    found: list[str] = []
    original = QPainter.drawText

    def draw(painter: QPainter, *args: object) -> object:
        found.extend(part for part in args if isinstance(part, str))
        return original(painter, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(QPainter, "drawText", draw)
    return found


def test_the_name_of_an_errand_on_home_comes_before_whose_it_is(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    procedure = Procedure("落实市政府决定、领导批示", "谁负责", (), wizard="x")
    cell = ProcedureCell(make_theme(), procedure, "市政府部门、乡镇、市政府办公室、司法局")
    qtbot.addWidget(cell)
    cell.resize(316, 64)
    found = drawn(monkeypatch)
    cell.render(QImage(cell.size(), QImage.Format.Format_RGB32))
    assert "落实市政府决定、领导批示" in found
    assert "司法局" in cell.toolTip(), "what has no room is told by the tip"


def test_the_name_of_a_matter_takes_two_lines_in_the_table(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = LONGER[: len(LONGER) // 2]
    make_record(services, {"title": name})
    page = RecordsPage(services, make_theme())
    page.activate()
    show(qtbot, page, 1093, 536)
    settle(qtbot)
    found = drawn(monkeypatch)
    page.grab(QRect(0, 0, page.width(), page.height()))
    assert any("\n" in text and text.replace("\n", "")[:30] == name[:30] for text in found)


@pytest.mark.parametrize("last", [False, True])
def test_a_long_question_makes_the_wizard_no_higher_than_a_low_window(
    qtbot: QtBot, services: Services, last: bool
) -> None:
    page = opened(qtbot, services, 1093, 536, rule=RULE, wizard=WIZARD)
    if last:
        answer_all(qtbot, page)
    page.question.ground.show_cites([(LONGER * 3, "第一条", "1"), (LONGER, "第二条", "2")])
    settle(qtbot)
    assert page.heightForWidth(1093) <= 400 and page.minimumSizeHint().height() <= 400
