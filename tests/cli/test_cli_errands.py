"""wizards, checklist."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdfium2
import pytest
from terminal import ROOT, Run, one_chinese_sentence

from govdesk.rules.loader import load_rule
from govdesk.wizards.grounding import locate

EXAMPLE = ("checklist", "submit-request", "--rule", "xianyang-2013", "--set", "received=2026-09-24")


def pdf_text(path: Path) -> str:
    """The text of all pages."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_each_city_has_both_wizards_with_everything_in_them(cli: Run) -> None:
    wizards = cli("wizards", "--json").document["wizards"]

    assert {(w["rule"], w["id"]) for w in wizards} >= {
        (rule, wizard)
        for rule in ("xianyang-2013", "zhangjiagang-2022")
        for wizard in ("submit-request", "hold-meeting")
    }
    for wizard in wizards:
        rule = load_rule(ROOT / "rules" / wizard["rule"])
        for entry in [*wizard["questions"], *wizard["items"]]:
            article = rule.find(entry["cite"]["article"])
            assert article is not None
            assert locate(article, entry["cite"]["quote"])
        assert all({"value", "label"} <= option.keys() for q in wizard["questions"] for option in q["options"])
    only = cli("wizards", "--rule", "咸阳", "--json").document["wizards"]
    assert {w["rule"] for w in only} == {"xianyang-2013"}


def test_the_example_is_due_on_15_october(cli: Run) -> None:
    document = cli(*EXAMPLE, "--json").document

    assert (document["wizard"], document["rule"]) == ("submit-request", "xianyang-2013")
    assert document["fields"] == {"received": "2026-09-24"}
    dated = [item for item in document["items"] if item["due_date"]]
    assert {item["due_date"] for item in dated} == {"2026-10-15"}
    assert dated[0]["label"] == "第五十八条"
    assert dated[0]["due"]["provisional"] is False
    assert "10-10 周六调休上班" in dated[0]["due"]["explanation"]
    assert all(item["due_date"] is None for item in document["items"] if item not in dated)


def test_unanswered_questions_leave_lines_conditional(cli: Run) -> None:
    document = cli(*EXAMPLE, "--json").document

    conditional = [item for item in document["items"] if item["conditional"]]
    assert conditional
    # A ban keeps its mark while nobody has decided whether it applies.
    assert {item["badge"] for item in conditional if item["level"] != "must_not"} == {"视情"}
    assert {item["badge"] for item in conditional if item["level"] == "must_not"} == {"不得"}
    assert document["unanswered"]


def test_answers_decide_and_say_what_they_left_out(cli: Run, tmp_path: Path) -> None:
    wizard = next(
        w
        for w in cli("wizards", "--json").document["wizards"]
        if (w["rule"], w["id"]) == ("xianyang-2013", "submit-request")
    )
    question = wizard["questions"][0]
    lists = []
    for option in question["options"]:
        path = tmp_path / f"{option['value']}.json"
        path.write_text(json.dumps({question["id"]: option["value"]}), encoding="utf-8")
        document = cli(*EXAMPLE, "--answers", str(path), "--json").document
        assert document["answers"] == {question["id"]: option["value"]}
        assert all(entry["because"] for entry in document["left_out"])
        lists.append([item["id"] for item in document["items"] if not item["conditional"]])
    assert len({tuple(ids) for ids in lists}) > 1


def test_answers_come_from_standard_input(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf{}"), encoding="utf-8"))

    assert cli(*EXAMPLE, "--answers", "-", "--json").document["answers"] == {}


def test_the_sheet_is_an_a4_pdf_whose_text_reads_back(cli: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    ran = cli(*EXAMPLE, "--pdf", str(target))

    assert ran.status == 0
    assert str(target) in ran.err
    text = "".join(pdf_text(target).split())
    for words in ("报送请示", "10月15日", "一份请示只写一件事", "第五十八条"):
        assert words in text or words.replace("10月15日", "10-15") in text


def test_a_blank_form_has_no_dates(cli: Run, tmp_path: Path) -> None:
    document = cli(*EXAMPLE, "--blank", "--json", "--pdf", str(tmp_path / "blank.pdf")).document

    assert document["fields"] == {}
    assert not any(item["due_date"] for item in document["items"])
    assert "2026-10-15" not in pdf_text(tmp_path / "blank.pdf")


def test_a_list_for_the_eye_has_stages_boxes_and_quotes(cli: Run) -> None:
    out = cli(*EXAMPLE).out

    assert "一、起草" in out
    assert "□ 必办" in out
    assert "“市政府一般自收文之日起10个工作日内办复”" in out
    assert "至 2026-10-15 周四" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("checklist", "submit-request"), "--rule"),
        (("checklist", "no-such", "--rule", "咸阳"), "submit-request"),
        (("checklist", "no-such"), "no-such"),
        (("checklist", "submit-request", "--rule", "nowhere"), "xianyang-2013"),
        (("checklist", "submit-request", "--rule", "咸阳", "--set", "received=2026-02-30"), "没有这一天"),
        (("checklist", "submit-request", "--rule", "咸阳", "--set", "received=2026/9/24"), "不是年-月-日的写法"),
        (("checklist", "submit-request", "--rule", "咸阳", "--set", "nothing=1"), "received"),
        (("checklist", "submit-request", "--rule", "咸阳", "--answers", "no/such/file.json"), "no/such/file.json"),
        (("checklist", "submit-request", "--rule", "咸阳", "--pdf", "no/such/folder/out.pdf"), "out.pdf"),
        (("checklist", "submit-request", "--rule", "咸阳", "--docx", "no/such/folder/out.docx"), "out.docx"),
    ],
)
def test_what_cannot_be_made_gets_one_sentence(cli: Run, arguments: tuple[str, ...], told: str) -> None:
    ran = cli(*arguments)

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)
    assert told in ran.err


def test_wrong_answers_are_shown_how_and_none_is_dropped_unsaid(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"

    def told(content: str) -> str:
        path.write_text(content, encoding="utf-8")
        return cli(*EXAMPLE, "--answers", str(path)).err

    assert '{"reporter": "department"}' in told("{"), "the example is of this wizard"
    assert "“reporter”写了 2 次" in told('{"reporter": "department", "reporter": "county"}')
    assert "用不着问“coordinated”" in told('{"others": "none", "coordinated": "agreed"}')
    assert len(told(json.dumps({"很长" * 100_000: "yes"}))) < 400


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', '"yes"', '{"no_such_question": "yes"}', "[" * 100_000])
def test_answers_that_are_none_get_one_sentence(cli: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(content, encoding="utf-8")

    ran = cli(*EXAMPLE, "--answers", str(path))

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)


def test_the_deadlines_go_into_a_calendar_file(process: Run, tmp_path: Path) -> None:
    path = tmp_path / "期限.ics"

    ran = process("checklist", "submit-request", "--rule", "咸阳", "--set", "received=2026-09-24", "--ics", str(path))

    assert ran.status == 0
    assert str(path) in ran.err
    assert b"DTSTART;VALUE=DATE:20261015" in path.read_bytes()
