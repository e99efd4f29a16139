"""Rules, articles, approval sheets, history, agenda, comparison and the compilation on paper."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as raw
import pytest
from line_ends import lines
from paper import Document, squeezed, strays

from govdesk.errors import StoppedError, UserError
from govdesk.export.agenda import agenda_paper
from govdesk.export.approval import approval_paper
from govdesk.export.booklet import article_booklet, rule_booklet
from govdesk.export.compilation import blank_sheets, compilation_pdf, form_paths, write_forms
from govdesk.export.dates import tight
from govdesk.export.history import history_paper
from govdesk.export.paper import Paper, Section, band, cell, table
from govdesk.export.pdf import booklet_pdf, checklist_pdf, paper_pdf
from govdesk.export.places import compact
from govdesk.export.word_papers import paper_docx
from govdesk.paths import shipped_rules
from govdesk.records.model import ItemState, Jotting, Record
from govdesk.records.store import Store
from govdesk.wizards.chart import leads_in_words, make_chart
from govdesk.wizards.library import Library
from govdesk.wizards.packs import read_library
from govdesk.wizards.proofs import first_answers
from govdesk.wizards.terms import FieldKind
from govdesk.workdays import load_calendar

DAY = dt.date(2026, 11, 24)
RULE, WIZARD = "zhangjiagang-2022", "handle-assigned-document"


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library([shipped_rules()])


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    return found


def inside(document: Document) -> bool:
    """Whether everything of a rule stands in the type area of a document or the foot."""
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


def test_an_approval_sheet_lays_a_wizard_open_line_by_line(library: Library) -> None:
    for rule_id in library.rules:
        wizard = max(library.wizards(rule_id), key=lambda w: len(w.questions))
        basis, desk = library.basis(rule_id, wizard.id), wizard.desks[-1]
        document = Document(paper_pdf(approval_paper(basis, DAY, desk)))
        assert strays(document) == []
        text = "".join(squeezed(page.get_textpage().get_text_range()) for page in document.pages)
        chart = make_chart(basis, desk)
        for node in chart.nodes:
            assert squeezed(node.question.ask) in text
            for branch in node.branches:
                assert squeezed(branch.option.label) in text and squeezed(leads_in_words(branch)) in text
        for entry in chart.entries:
            assert squeezed(entry.item.do) in text
        assert not re.search("选“[a-z_-]+”", text), "the value of an option that this desk is not offered"
        others = [part for part in wizard.others if not part.desks or desk in part.desks]
        opened = [part for part in wizard.open if not part.desks or desk in part.desks]
        for words in (*(part.do for part in others), *(part.ask for part in opened)):
            assert squeezed(words) in text
        lines = len(chart.nodes) + len(chart.entries) + len(others) + len(opened)
        assert text.count("□同意") >= lines and text.count("改为：") >= lines
        assert f"编号：审-{library.rules[rule_id].meta.short_title.removesuffix('市')}-" in text
        assert "批准人" in text
        for page in document.pages[1:]:
            assert "审核表" in squeezed(page.get_textpage().get_text_range())[:60]


@pytest.fixture
def record(library: Library, tmp_path: Path) -> tuple[Store, Record]:
    store = Store.open(tmp_path, load_calendar())
    basis = library.basis(RULE, WIZARD)
    dates = {field.id: "2026-11-20" for field in basis.wizard.fields if field.kind is FieldKind.DATE}
    record = store.create(basis, first_answers(basis.wizard, ""), {"title": "修桥的请示", **dates}, "王晓梅")
    return store, record


def test_an_approval_sheet_parts_no_figure_from_its_unit_by_a_space(library: Library) -> None:
    for rule, wizard in ((city, found.id) for city in library.rules for found in library.wizards(city)):
        for section in approval_paper(library.basis(rule, wizard), DAY).sections:
            rows = section.table.rows if section.table else ()
            for line in (line for row in rows for found in row for line in found if line.face != "quote"):
                words = "".join(run.text for run in line.runs)
                assert tight(words) == words


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
    store.set_state(made, items[1].id, ItemState.DONE, "李四", at=dt.datetime(2026, 11, 20, 4, tzinfo=dt.UTC))
    store.set_note(made, items[0].id, "先问#清楚", "张三")
    store.set_fields(made, {"title": "修路的请示"}, "张三")
    question = made.basis.wizard.questions[0]
    store.set_answers(made, {question.id: question.options[1].value}, "张三")
    assert saved.change is not None
    store.undo(saved.change.id, "王晓梅")
    store.archive(made, "王晓梅")
    now = store.load(made)
    text = text_of(paper_pdf(history_paper(now, store.history(now), DAY)))
    store.close()
    for expected in (
        f"建立清单{made.number}",
        squeezed(items[0].do),
        "办结",
        "（后来撤销）",
        "不适用（各方意见一致）",
        "备注“先问#清楚”",
        "由“修桥的请示”改为“修路的请示”",
        squeezed(question.options[1].label),
        "”2026年11月20日办结（2",
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
        assert f"{due.month}月{due.day}日" in text
        assert squeezed(row.item.do) in text
    done = store.set_state(made, row.item.id, ItemState.DONE, "李四").record
    assert squeezed(row.item.do) not in text_of(paper_pdf(agenda_paper([done], load_calendar(), due)))
    store.close()


def test_what_others_owe_stands_apart_in_an_agenda_and_is_not_called_overdue(record: tuple[Store, Record]) -> None:
    """As on the 期限 page: on the wall too it is no fault of the clerk's."""
    store, made = record
    other = made.checklist(load_calendar()).others[0]
    made = store.set_jottings(
        made, other.act.id, [Jotting("2026-11-23", "电话催过", until="2026-11-30")], "王晓梅"
    ).record
    store.close()
    for today, left in ((dt.date(2026, 12, 3), "已过3"), (dt.date(2026, 11, 30), "今天"), (DAY, "还有4")):
        rows = agenda_paper([made], load_calendar(), today).sections[0].table.rows  # type: ignore[union-attr]
        words = ["".join(run.text for each in row for text in each for run in text.runs) for row in rows]
        at = words.index("等着别人办（1项）")
        assert at == len(words) - 2 and left in words[at + 1], today
        assert f"等{other.who}：" in words[at + 1] and "逾期" not in words[at + 1]


def test_an_agenda_of_some_lists_says_of_which(record: tuple[Store, Record]) -> None:
    store, made = record
    calendar = load_calendar()
    some = text_of(paper_pdf(agenda_paper([made], calendar, DAY, handler="王晓梅", most=200)))
    none = text_of(paper_pdf(agenda_paper([], calendar, DAY, handler="李四")))
    every = text_of(paper_pdf(agenda_paper([], calendar, DAY)))
    store.close()
    assert "只列王晓梅经办的清单，最紧的200份，共" in some
    assert "只列李四经办的清单，共0项" in none
    assert "只列李四经办的清单：没有逾期" in none
    assert "只列" not in every


@pytest.mark.parametrize(
    "title", ["修桥的请示", "关于解决沙洲湖片区雨污分流改造资金缺口以及后续管护经费有关问题的请示"]
)
def test_twenty_two_limits_stand_on_one_page(record: tuple[Store, Record], title: str) -> None:
    store, made = record
    made = store.set_fields(made, {"title": title}, "欧阳晓芸").record
    text = paper_pdf(agenda_paper([made] * 22, load_calendar(), DAY))
    store.close()
    document = Document(text)
    assert len(document.pages) == 1
    assert strays(document) == []
    assert document.text().count(f"{title[:15]}") == document.text().count(made.number) == 22


def test_in_an_agenda_a_basis_has_a_line_of_its_own(record: tuple[Store, Record]) -> None:
    """In the PDF and in Word: an act is not cut for the sake of the place that it rests on."""
    store, made = record
    calendar = load_calendar()
    row = next(row for row in made.checklist(calendar).rows if row.due_date)
    paper = agenda_paper([made], calendar, DAY)
    store.close()
    shown = [line.text for line in lines(Document(paper_pdf(paper)), 0)]
    document = docx.Document(io.BytesIO(paper_docx(paper)))
    written = [paragraph.text for cells in document.tables[0].rows[-1].cells for paragraph in cells.paragraphs]
    for found in (shown, written):
        assert tight(row.item.do) in found
        assert compact(row.labels or (row.label,))[0] in found


_ROWS = (("序", 10.0, True), ("内容", 157.0, False))


def _rows_on_pages(names: tuple[str, ...], *counts: int) -> list[int]:
    """How many rows each page of a paper with tables of so many rows has."""
    tables = [table(_ROWS, [(cell(str(n)), cell(f"甲{n}乙")) for n in range(count)]) for count in counts]
    sections = tuple(Section(f"第{place}节" if place else "", (), rows) for place, rows in enumerate(tables))
    document = Document(paper_pdf(Paper(title="记录", sections=sections, names=names, foot="依据", printed=DAY)))
    assert strays(document) == []
    pages = [len(re.findall(r"甲\d+乙", document.text(page))) for page in range(len(document.pages))]
    assert sum(pages) == sum(counts)
    return pages


@pytest.mark.parametrize("names", [(), ("经办人", "核对人")])
def test_the_last_page_of_a_paper_has_three_rows_at_least(names: tuple[str, ...]) -> None:
    for count in range(26, 82):
        assert _rows_on_pages(names, count)[-1] >= 3, count


@pytest.mark.parametrize("counts", [(30, 1, 1), (28, 2, 1), (31, 1), (32, 2), (31, 1, 1, 1, 1)])
def test_small_tables_at_the_end_of_a_paper_are_not_alone(counts: tuple[int, ...]) -> None:
    for names in ((), ("编写人", "审核人", "批准人")):
        assert _rows_on_pages(names, *counts)[-1] >= 3


def test_every_row_of_one_table_that_is_longer_than_a_page_is_printed_once() -> None:
    rows = [(cell(str(n)), cell("一二三四五六七八九十" * 90 + f"甲{n}乙")) for n in range(5)]
    paper = Paper(title="记录", sections=(Section("", (), table(_ROWS, rows)),), foot="依据", printed=DAY)
    text = Document(paper_pdf(paper)).text()
    assert [text.count(f"甲{n}乙") for n in range(5)] == [1] * 5


def test_a_comparison_is_one_table_whose_head_stands_once_a_page(library: Library) -> None:
    rows = [
        row
        for number in range(30)
        for row in (
            band(f"甲组：第{number}对　近似"),
            (cell("咸阳的话" * 20), cell("张家港的话" * 20)),
            (cell("只有一侧的话"),),
        )
    ]
    columns = (("咸阳市", 83.5, False), ("张家港市", 83.5, False))
    paper = Paper(
        title="对照", sections=(Section("", (), table(columns, rows, abreast=True)),), foot="依据", printed=DAY
    )
    document = Document(paper_pdf(paper))
    pages = [squeezed(page.get_textpage().get_text_range()) for page in document.pages]
    assert len(pages) > 1
    assert all(page.count("咸阳市张家港市") == 1 for page in pages)
    assert strays(document) == []
    # A band stays with what it names.
    assert not any(re.search(r"近似\d*(2026年|依据第)", page) for page in pages)


def test_the_compilation_has_every_form_and_contents_that_are_right(library: Library) -> None:
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    pdf = compilation_pdf(library, RULE, load_calendar(), DAY, recto=True, progress=progress)
    document = Document(pdf)
    read = pypdfium2.PdfDocument(pdf)
    forms = blank_sheets(library, RULE, load_calendar(), DAY)
    assert seen[0] == (0, len(forms)) and seen[-1] == (len(forms), len(forms))
    pages = [squeezed(page.get_textpage().get_text_range()) for page in document.pages]
    contents = "".join(page for page in pages if page.endswith("目录"))
    labels = [read.get_page_label(number) for number in range(len(read))]
    marks = {mark.get_title(): mark.get_dest().get_index() for mark in read.get_toc() if mark.level == 0}
    for form in forms:
        title = squeezed(form.sheet.title)
        listed = int("".join(c for c in contents.split(title + ".")[1].lstrip(".")[:3] if c.isdigit()))
        at = marks[form.sheet.title]
        assert labels[at] == str(listed)
        assert pages[at].startswith(title) and f"汇编第{listed}页本表第1页" in pages[at]
        assert at % 2 == 0, "a right-hand page"
    links = [thing for page in document.pages[:2] for thing in annotations(page)]
    assert len(links) >= len(forms)
    assert all(document.fonts_embedded().values())
    assert b"<pdfaid:conformance>U</pdfaid:conformance>" in pdf


def annotations(page: object) -> list[int]:
    """The links of a page."""
    count = raw.FPDFPage_GetAnnotCount(page.raw)  # type: ignore[attr-defined]
    return list(range(count))


def test_a_form_in_the_compilation_lies_as_it_does_alone(library: Library) -> None:
    forms = blank_sheets(library, RULE, load_calendar(), DAY)[:3]
    document = Document(compilation_pdf(library, RULE, load_calendar(), DAY, recto=True))
    starts = [
        n
        for n in range(len(document.pages))
        if "本表第1页" in squeezed(document.pages[n].get_textpage().get_text_range())
    ]
    for form, page in zip(forms, starts, strict=False):
        alone = Document(checklist_pdf(form.sheet))
        for number in range(len(alone.pages)):
            places = [
                [g for g in d.glyphs(at) if g.top < 265] for d, at in ((alone, number), (document, page + number))
            ]
            assert [g.text for g in places[0]] == [g.text for g in places[1]]
            assert all(
                (one.left, one.top) == pytest.approx((other.left, other.top), abs=0.1)
                for one, other in zip(*places, strict=True)
            )


def test_the_compilation_can_be_stopped(library: Library, tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        compilation_pdf(library, RULE, load_calendar(), DAY, progress=lambda done, total: False)
    forms = blank_sheets(library, RULE, load_calendar(), DAY)
    with pytest.raises(StoppedError):
        write_forms(forms, tmp_path, progress=lambda done, total: done < 3)
    assert len(list(tmp_path.iterdir())) == 3


def test_forms_are_named_by_city_rule_form_and_desk(library: Library, tmp_path: Path) -> None:
    named: list[str] = []
    for rule in library.rules:
        forms = blank_sheets(library, rule, load_calendar(), DAY)[:2]
        paths = write_forms(forms, tmp_path)
        assert paths == form_paths(forms, tmp_path)
        city = library.rules[rule].meta.short_title
        assert all(city in path.name and "年规则" in path.name and "空白表" in path.name for path in paths)
        named += [path.name for path in paths]
    # The second city's forms do not take the place of the first's.
    assert len({path.name for path in tmp_path.iterdir()}) == len(named) == len(set(named))
    with pytest.raises(UserError, match="没有写出来"):
        write_forms(forms, tmp_path / "nowhere")


def test_an_agenda_of_one_rule_names_it_in_the_foot_alone(record: tuple[Store, Record], library: Library) -> None:
    store, made = record
    calendar = load_calendar()
    other = library.basis("xianyang-2013", "submit-request")
    dates = {field.id: "2026-11-20" for field in other.wizard.fields if field.kind is FieldKind.DATE}
    second = store.create(other, first_answers(other.wizard, ""), {"title": "修路的请示", **dates}, "王晓梅")
    one = text_of(paper_pdf(agenda_paper([made], calendar, DAY)))
    both = text_of(paper_pdf(agenda_paper([made, second], calendar, DAY)))
    store.close()
    assert "办结第四十七条" in one and f"依据：《{library.rules[RULE].meta.title}》" in one
    assert "张家港第四十七条" in both and "咸阳第五十八条" in both and "逐项注明" in both
