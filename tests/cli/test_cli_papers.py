"""What commands write for the printer and for Word."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import docx
import pypdfium2
import pytest
from terminal import ROOT, Run, one_chinese_sentence

from govdesk.app import Services
from govdesk.export.compilation import blank_sheets, form_paths
from govdesk.export.sheet import title_of
from govdesk.wizards.proofs import first_answers


def pdf_text(path: Path) -> str:
    """The text of all pages, without white space."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def word_text(path: Path) -> str:
    """The text of all paragraphs and cells, without white space."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join("".join([*(p.text for p in document.paragraphs), *cells]).split())


SHEET = ("checklist", "submit-request", "--rule", "张家港")


def test_a_checklist_as_pdf_and_word_at_once(cli: Run, tmp_path: Path) -> None:
    pdf, word = tmp_path / "清单.pdf", tmp_path / "清单.docx"
    ran = cli(*SHEET, "--json", "--pdf", str(pdf), "--docx", str(word))
    assert ran.status == 0
    for item in ran.document["items"]:
        assert "".join(item["do"].split()) in pdf_text(pdf)
        assert "".join(item["do"].split()) in word_text(word)
    assert "已写好" in ran.err


def test_a_blank_form_in_word(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "空白表.docx"
    assert cli(*SHEET, "--blank", "--docx", str(path)).status == 0
    assert "办结日期与记录" in word_text(path)


def test_a_rule_and_an_article(cli: Run, tmp_path: Path) -> None:
    pdf, word, one = tmp_path / "规则.pdf", tmp_path / "规则.docx", tmp_path / "一条.pdf"
    ran = cli("text", "张家港", "--pdf", str(pdf), "--docx", str(word), "--json")
    assert ran.document == {"written": [str(pdf), str(word)]}
    article = cli("show", "张家港12", "--json").document
    first = "".join(article["paragraphs"][0]["text"].split())
    assert first in word_text(word)
    assert first[:20] in pdf_text(pdf)
    assert cli("show", "张家港12", "--pdf", str(one)).status == 0
    assert first in pdf_text(one)


def test_the_source_text_is_for_the_screen(cli: Run, tmp_path: Path) -> None:
    ran = cli("text", "咸阳", "--source", "--pdf", str(tmp_path / "规则.pdf"))
    assert ran.status == 1
    assert one_chinese_sentence(ran.err)
    assert not (tmp_path / "规则.pdf").exists()


def test_the_compilation_of_a_city(cli: Run, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "汇编.pdf"
    ran = cli("wizards", "--rule", "zhangjiagang-2022", "--desk", "department", "--recto", "--pdf", str(path))
    assert ran.status == 0
    assert "正在排版" in ran.err and "已写好" in ran.err
    assert ran.out == ""
    text = pdf_text(path)
    rule = Services(data).library.rule("zhangjiagang-2022").meta
    for wizard in Services(data).library.wizards("zhangjiagang-2022"):
        if any("department" in item.desks for item in wizard.items):
            name = "".join(title_of(rule, wizard).split())
            assert text.count(name) >= 2  # in the contents and on its form


def test_the_forms_of_cities_lie_side_by_side_and_none_is_replaced_unasked(
    cli: Run, data: Path, tmp_path: Path
) -> None:
    """Of the large cities one desk's: a form takes an eighth of a second, and they have a hundred."""
    shutil.copytree(ROOT / "tests" / "made_up" / "yunchuan-2024", data / "rules" / "yunchuan-2024")
    folder = tmp_path / "表"
    small = ("--rule", "yunchuan-2024", "--folder", str(folder))
    assert cli("wizards", *small).status == 0
    for rule, desk in (("xianyang-2013", "county"), ("zhangjiagang-2022", "town")):
        assert cli("wizards", "--rule", rule, "--desk", desk, "--folder", str(folder)).status == 0
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    for city in ("云川市", "咸阳市", "张家港市"):
        assert sum(city in name for name in files) >= 5
    ran = cli("wizards", *small)
    assert ran.status == 1 and "同名的文件" in ran.err and one_chinese_sentence(ran.err)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
    assert cli("wizards", *small, "--overwrite").status == 0


def test_no_two_forms_of_all_cities_have_one_name(data: Path, tmp_path: Path) -> None:
    services = Services(data)
    names = [
        path.name
        for rule in services.library.rules
        for path in form_paths(blank_sheets(services.library, rule, services.calendar, services.today()), tmp_path)
    ]
    assert len(names) > 80
    assert len(set(names)) == len(names)


def test_an_output_file_is_never_replaced_unasked(cli: Run, tmp_path: Path) -> None:
    taken = tmp_path / "清单.pdf"
    taken.write_bytes(b"older")
    for name in ("清单.pdf", "清单"):
        ran = cli(*SHEET, "--pdf", str(tmp_path / name), "--docx", str(tmp_path / "清单.docx"))
        assert ran.status == 1 and "已经有" in ran.err
        assert taken.read_bytes() == b"older" and not (tmp_path / "清单.docx").exists()
    assert cli(*SHEET, "--pdf", str(taken), "--overwrite").status == 0
    assert taken.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("choice", ["--large", "--only-open", "--no-articles", "--no-notes", "--no-signatures"])
def test_a_choice_of_paper_is_not_passed_over_where_there_is_no_paper(cli: Run, tmp_path: Path, choice: str) -> None:
    calendar = tmp_path / "期限.ics"
    for more in ((), ("--json",), ("--ics", str(calendar))):
        ran = cli(*SHEET, choice, *more)
        assert ran.status == 1 and f"{choice} 只对打印的纸起作用" in ran.err and one_chinese_sentence(ran.err)
        assert not ran.out and not calendar.exists()
    assert "--blank 只对打印的纸起作用" in cli(*SHEET, "--blank").err


def test_right_hand_pages_are_asked_for_with_a_book_alone(cli: Run, tmp_path: Path) -> None:
    for more in ((), ("--folder", str(tmp_path / "表"))):
        ran = cli("wizards", "--rule", "xianyang-2013", "--recto", *more)
        assert ran.status == 1 and "--recto 只对打印的纸起作用" in ran.err
        assert not (tmp_path / "表").exists()


def test_a_missing_suffix_is_added_and_said(cli: Run, tmp_path: Path) -> None:
    ran = cli(*SHEET, "--pdf", str(tmp_path / "清单.txt"))
    assert ran.status == 0 and "已补上：清单.txt.pdf" in ran.err
    assert (tmp_path / "清单.txt.pdf").exists() and not (tmp_path / "清单.txt").exists()


def test_a_name_that_windows_cannot_have_is_refused(cli: Run, tmp_path: Path) -> None:
    for name in ("con.pdf", "a:b?.pdf"):
        ran = cli(*SHEET, "--pdf", str(tmp_path / name))
        assert ran.status == 1 and "Windows" in ran.err and list(tmp_path.glob("*.pdf")) == []


def test_without_a_date_the_other_files_are_written(cli: Run, tmp_path: Path) -> None:
    ran = cli(*SHEET, "--pdf", str(tmp_path / "a.pdf"), "--ics", str(tmp_path / "b.ics"))
    assert ran.status == 0 and "没有写日历文件" in ran.err
    assert (tmp_path / "a.pdf").exists() and not (tmp_path / "b.ics").exists()


def test_nothing_is_written_where_one_of_the_files_is_there(cli: Run, tmp_path: Path) -> None:
    there, calendar, answers = tmp_path / "a.pdf", tmp_path / "b.ics", tmp_path / "answers.json"
    there.write_bytes(b"mine")
    answers.write_text('{"side": "partner"}')
    dated = ("--rule", "咸阳", "--desk", "department", "--answers", str(answers), "--set", "received=2026-09-24")
    ran = cli("checklist", "countersign", *dated, "--pdf", str(there), "--ics", str(calendar))
    assert ran.status == 1 and "没有写任何文件" in ran.err
    assert there.read_bytes() == b"mine" and not calendar.exists()


def test_a_blank_form_takes_no_values(cli: Run, tmp_path: Path) -> None:
    ran = cli(*SHEET, "--blank", "--set", "title=甲", "--pdf", str(tmp_path / "a.pdf"))
    assert ran.status == 1 and "空白表不填栏目" in ran.err and not (tmp_path / "a.pdf").exists()
    for choice in ("--only-open", "--no-articles"):
        ran = cli(*SHEET, "--blank", choice, "--pdf", str(tmp_path / "a.pdf"))
        assert ran.status == 1 and f"{choice} 对 --blank 不起作用" in ran.err and not (tmp_path / "a.pdf").exists()


def test_the_choices_of_the_preview_are_options(cli: Run, tmp_path: Path) -> None:
    def text(*options: str) -> str:
        path = tmp_path / "a.pdf"
        assert cli(*SHEET, "--pdf", str(path), "--overwrite", *options).status == 0
        return pdf_text(path)

    assert "所依据条文" in text() and "核对人" in text()
    assert "所依据条文" not in text("--no-articles")
    assert "核对人" not in text("--no-signatures")
    assert "只印待办。" in text("--only-open")
    plain = (text(), (tmp_path / "a.pdf").read_bytes())
    large = (text("--large"), (tmp_path / "a.pdf").read_bytes())
    assert plain[0] == large[0] and plain[1] != large[1], "the same words, set larger"


def test_a_records_papers_and_the_open_limits(cli: Run, data: Path, tmp_path: Path) -> None:
    with contextlib.closing(Services(data)) as services:
        basis = services.library.basis("zhangjiagang-2022", "handle-assigned-document")
        dates = {field.id: "2026-09-24" for field in basis.wizard.fields if field.kind == "date"}
        record = services.store.create(
            basis, first_answers(basis.wizard, ""), {"title": "修桥的事", **dates}, "王晓梅", desk=basis.wizard.desks[0]
        )
    sheet, history, limits = tmp_path / "清单.pdf", tmp_path / "记录.docx", tmp_path / "期限.pdf"
    assert cli("records", "print", record.number, "--pdf", str(sheet)).status == 0
    assert record.number in pdf_text(sheet) and "修桥的事" in pdf_text(sheet)
    assert cli("records", "print", record.number, "--history", "--docx", str(history)).status == 0
    assert "建立清单" in word_text(history)
    cover, approval = tmp_path / "封面.pdf", tmp_path / "审核.docx"
    assert cli("records", "print", record.number, "--cover", "--pdf", str(cover)).status == 0
    assert "办件封面" in pdf_text(cover) and record.number in pdf_text(cover) and "修桥的事" in pdf_text(cover)
    assert cli("records", "print", record.number, "--approval", "--docx", str(approval)).status == 0
    assert "审核表" in word_text(approval) and "改为：" in word_text(approval)
    assert cli("records", "print", record.number, "--cover", "--history", "--pdf", str(cover)).status == 2
    other = tmp_path / "不写.pdf"
    for choices in (("--history", "--only-open", "--large"), ("--cover", "--no-notes"), ("--blank", "--no-articles")):
        ran = cli("records", "print", record.number, *choices, "--pdf", str(other))
        assert ran.status == 1 and all(choice in ran.err for choice in choices)
    assert not other.exists()
    assert cli("deadlines", "--pdf", str(limits)).status == 0
    assert "修桥的事" in pdf_text(limits)
    assert record.number in cli("deadlines").out
    ran = cli("records", "print", record.number)
    assert ran.status == 1 and "--pdf" in ran.err


def test_two_rules_are_compared_on_paper(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "对照.pdf"
    assert cli("compare", "咸阳", "张家港", "--pdf", str(path)).status == 0
    assert "咸阳市与张家港市工作规则对照" in pdf_text(path)


def test_a_compilation_needs_a_rule(cli: Run, tmp_path: Path) -> None:
    ran = cli("wizards", "--pdf", str(tmp_path / "汇编.pdf"))
    assert ran.status == 1
    assert one_chinese_sentence(ran.err)


def test_what_was_written_before_a_failure_is_told(cli: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "清单.pdf", tmp_path / "nowhere" / "清单.docx"
    ran = cli(*SHEET, "--pdf", str(one), "--docx", str(other))
    assert ran.status == 1 and f"已写好：{one}" in ran.err and "nowhere" in ran.err
