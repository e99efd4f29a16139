"""Rules, articles, approval sheets, history, agenda, comparison and the compilation on paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
from paper import Document, squeezed

from govdesk.errors import UserError
from govdesk.export.agenda import agenda_paper
from govdesk.export.approval import approval_paper
from govdesk.export.booklet import article_booklet, rule_booklet
from govdesk.export.compilation import StoppedError, blank_sheets, compilation_pdf, write_forms
from govdesk.export.history import history_paper
from govdesk.export.pdf import booklet_pdf, checklist_pdf, paper_pdf
from govdesk.paths import shipped_rules
from govdesk.records.model import ItemState, Record
from govdesk.records.store import Store
from govdesk.wizards.chart import leads_in_words, make_chart
from govdesk.wizards.library import Library
from govdesk.wizards.packs import read_library
from govdesk.workdays import load_calendar

DAY = dt.date(2026, 11, 24)
RULE, WIZARD = "xianyang-2013", "submit-request"


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library([shipped_rules()])


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    return found


def inside(document: Document) -> bool:
    """Whether everything stands in the type area or the foot."""
    return all(
        g.left >= 27.5 and g.right <= 184.5 and g.top >= 36.5 and (g.bottom <= 262.5 or 268.5 <= g.top <= 281)
        for number in range(len(document.pages))
        for g in document.glyphs(number, ink=True)
    )


def test_a_rule_is_printed_whole_in_its_order(library: Library) -> None:
    for rule in library.rules.values():
        pdf = booklet_pdf(rule_booklet(rule, DAY))
        document = Document(pdf)
        assert inside(document)
        assert all(document.fonts_embedded().values())
        whole = "".join(
            squeezed(page.get_textpage().get_text_range()).partition(
                f"《{rule.meta.title}》（{rule.meta.doc_number}）第"
            )[0]
            for page in document.pages
        )
        body = whole[whole.index(squeezed(rule.articles[0].lines()[0].shown)[:30]) :]
        at = 0
        for article in rule.articles:
            for line in article.lines():
                found = body.find(squeezed(line.shown), at)
                # A foot may stand between two halves of a line.
                assert found >= 0 or squeezed(line.shown)[:12] in body, line.shown
                at = max(at, found)


def test_contents_name_the_page_of_each_chapter(library: Library) -> None:
    rule = library.rules[RULE]
    document = Document(booklet_pdf(rule_booklet(rule, DAY)))
    first = document.text(0)
    for chapter in rule.chapters():
        name = squeezed(chapter.label + chapter.title.shown)
        page = int(first.split(name)[1].lstrip(".").split("第")[0].split("《")[0])
        assert name in document.text(page - 1)


def test_an_article_has_its_chapter_and_notes(library: Library) -> None:
    rule = library.rules[RULE]
    noted = next(article for article in rule.articles if article.note_ids)
    text = text_of(booklet_pdf(article_booklet(rule, noted.number, DAY)))
    for line in noted.lines():
        assert squeezed(line.shown) in text
    note = rule.note(noted.note_ids[0])
    assert note is not None
    assert squeezed(note.why).rstrip("。") in text
    without = text_of(booklet_pdf(article_booklet(rule, noted.number, DAY, notes=False)))
    assert squeezed(note.why).rstrip("。") not in without
    with pytest.raises(KeyError):
        article_booklet(rule, "999", DAY)


def test_an_approval_sheet_lays_a_wizard_open(library: Library) -> None:
    for rule_id in library.rules:
        wizard = max(library.wizards(rule_id), key=lambda w: len(w.questions))
        document = Document(paper_pdf(approval_paper(library.basis(rule_id, wizard.id), DAY)))
        assert inside(document)
        text = document.text()
        for question in wizard.questions:
            assert squeezed(question.ask) in text
            for option in question.options:
                assert squeezed(option.label) in text
        for item in wizard.items:
            assert squeezed(item.do) in text
            assert squeezed(f"“{item.cite.quote}”") in text
        for node in make_chart(library.basis(rule_id, wizard.id)).nodes:
            for branch in node.branches:
                assert squeezed(leads_in_words(branch)) in text
        assert "批准人" in text


@pytest.fixture
def record(library: Library, tmp_path: Path) -> tuple[Store, Record]:
    store = Store.open(tmp_path, load_calendar())
    basis = library.basis(RULE, WIZARD)
    record = store.create(basis, {}, {"title": "修桥的请示", "received": "2026-11-20", "handler": "王晓梅"}, "王晓梅")
    return store, record


def test_history_tells_where_a_record_came_from(record: tuple[Store, Record], tmp_path: Path) -> None:
    store, made = record
    file = tmp_path / "带走.govdesk.json"
    store.export_file(file, [made])
    store.close()
    with Store.open(tmp_path / "另一台", load_calendar()) as other:
        other.import_file(file, "李四")
        text = text_of(paper_pdf(history_paper(other.load(made), other.history(made), DAY)))
    assert f"导入另一台电脑的清单{made.number}" in text


def test_history_tells_every_change(record: tuple[Store, Record]) -> None:
    store, made = record
    items = [entry.item for entry in made.evaluate().items]
    saved = store.set_state(made, items[0].id, ItemState.DONE, "李四")
    store.set_state(made, items[1].id, ItemState.NOT_APPLICABLE, "李四", "各方意见一致")
    store.set_note(made, items[2].id, "先问#清楚", "张三")
    store.set_fields(made, {"title": "修路的请示"}, "张三")
    question = made.basis.wizard.questions[0]
    store.set_answers(made, {question.id: question.options[0].value}, "张三")
    assert saved.change is not None
    store.undo(saved.change.id, "王晓梅")
    store.archive(made, "王晓梅")
    now = store.load(made)
    text = text_of(paper_pdf(history_paper(now, store.history(now), DAY)))
    store.close()
    for expected in (
        f"建立清单{made.number}",
        squeezed(items[0].do),
        "由待办改为已办",
        "（后来撤销）",
        "不适用（各方意见一致）",
        "备注“先问#清楚”",
        "由“修桥的请示”改为“修路的请示”",
        squeezed(question.options[0].label),
        "归档",
    ):
        assert expected in text, expected


def test_the_agenda_groups_open_limits_by_nearness(record: tuple[Store, Record]) -> None:
    store, made = record
    row = next(row for row in made.checklist(load_calendar()).rows if row.due)
    assert row.due is not None
    due = row.due.due
    for today, group in ((due + dt.timedelta(1), "已逾期"), (due, "今天"), (due - dt.timedelta(60), "以后")):
        text = text_of(paper_pdf(agenda_paper([made], load_calendar(), today)))
        assert f"{group}（" in text
        assert due.isoformat() in text
        assert squeezed(row.item.do) in text
    done = store.set_state(made, row.item.id, ItemState.DONE, "李四").record
    assert squeezed(row.item.do) not in text_of(paper_pdf(agenda_paper([done], load_calendar(), due)))
    store.close()


def test_the_compilation_has_every_form_and_contents_that_are_right(library: Library) -> None:
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    pdf = compilation_pdf(library, RULE, load_calendar(), DAY, progress=progress)
    document = Document(pdf)
    pages = [squeezed(page.get_textpage().get_text_range()) for page in document.pages]
    contents = [page for page in pages if page.endswith("目录")]
    forms = pages[len(contents) :]
    total = len(library.wizards(RULE))
    assert seen[0] == (0, total) and seen[-1] == (total, total) and len(seen) > 2
    for wizard in library.wizards(RULE):
        title = f"{squeezed(wizard.title)}办事清单"
        listed = next(page for page in contents if title + "." in page)
        number = int("".join(c for c in listed.split(title + ".")[1].lstrip(".")[:3] if c.isdigit()))
        assert forms[number - 1].startswith(title)
        assert f"汇编第{number}页，本表第1页" in forms[number - 1]
    assert all(document.fonts_embedded().values())


def test_a_form_in_the_compilation_lies_as_it_does_alone(library: Library) -> None:
    few = Library(library.rules, {RULE: library.wizards(RULE)[:3]}, library.groups)
    document = Document(compilation_pdf(few, RULE, load_calendar(), DAY))
    page = 1
    for _, _, sheet in blank_sheets(few, RULE, load_calendar(), DAY):
        alone = Document(checklist_pdf(sheet))
        for number in range(len(alone.pages)):
            places = [[g for g in d.glyphs(at) if g.top < 265] for d, at in ((alone, number), (document, page))]
            assert [g.text for g in places[0]] == [g.text for g in places[1]]
            assert all(
                (one.left, one.top) == pytest.approx((other.left, other.top), abs=0.1)
                for one, other in zip(*places, strict=True)
            )
            page += 1
    assert page == len(document.pages)


def test_the_compilation_can_be_stopped(library: Library, tmp_path: Path) -> None:
    calls: list[int] = []

    def progress(done: int, total: int) -> bool:
        calls.append(done)
        return len(calls) < 2

    with pytest.raises(StoppedError):
        compilation_pdf(library, RULE, load_calendar(), DAY, progress=progress)
    assert len(calls) == 2
    with pytest.raises(StoppedError):
        write_forms(library, RULE, load_calendar(), DAY, tmp_path, progress=lambda done, total: done < 3)
    assert len(list(tmp_path.iterdir())) == 3


def test_forms_are_written_as_files_of_their_own(library: Library, tmp_path: Path) -> None:
    few = Library(library.rules, {RULE: library.wizards(RULE)[:2]}, library.groups)
    paths = write_forms(few, RULE, load_calendar(), DAY, tmp_path)
    assert [path.name[:3] for path in paths] == ["01-", "02-"]
    assert all("（空白表）" in text_of(path.read_bytes()) for path in paths)
    with pytest.raises(UserError, match="没有写出来"):
        write_forms(few, RULE, load_calendar(), DAY, tmp_path / "nowhere")
