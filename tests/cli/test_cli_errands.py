"""wizards, checklist."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pypdfium2
import pytest
from terminal import ROOT, Run, one_chinese_sentence

from govdesk.rules.loader import load_rule
from govdesk.wizards.grounding import locate

EXAMPLE = ("checklist", "submit-request", "--rule", "咸阳", "--desk", "department", "--set", "received=2026-09-24")
OFFICE = ("checklist", "review-incoming", "--rule", "咸阳", "--desk", "office", "--set", "received=2026-09-24")


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
        assert wizard["desks"], wizard["id"]
        assert {"act", "other", "open", "general", "answer"} >= {item["kind"] for item in wizard["items"]}
        for entry in [*wizard["questions"], *wizard["items"]]:
            assert entry["cites"], (wizard["id"], entry["id"])
            for cite in entry["cites"]:
                article = rule.find(cite["article"])
                assert article is not None
                assert locate(article, cite["quote"])
        assert all({"value", "label"} <= option.keys() for q in wizard["questions"] for option in q["options"])
    only = cli("wizards", "--rule", "咸阳", "--json").document["wizards"]
    assert {w["rule"] for w in only} == {"xianyang-2013"}


def test_a_desk_without_a_rule_lists_the_rules_that_have_it(cli: Run) -> None:
    wizards = cli("wizards", "--desk", "justice", "--json").document["wizards"]
    assert {wizard["rule"] for wizard in wizards} == {"zhangjiagang-2022"}
    assert {"submit-request", "sign-agreement"} <= {wizard["id"] for wizard in wizards}, "also those of departments"
    everywhere = cli("wizards", "--desk", "office", "--json").document["wizards"]
    assert len({wizard["rule"] for wizard in everywhere}) == 2
    ran = cli("wizards", "--desk", "nobody")
    assert (ran.status, ran.out) == (1, "") and one_chinese_sentence(ran.err)
    assert "legal" in ran.err and "justice" in ran.err


def test_a_limit_of_ten_working_days_is_due_on_15_october(cli: Run, tmp_path: Path) -> None:
    """Across the holiday and its working Saturday: for who must answer, and for who waits for the answer."""
    answers = tmp_path / "answers.json"
    answers.write_text('{"document": "request"}', encoding="utf-8")
    document = cli(*EXAMPLE, "--answers", str(answers), "--json").document
    assert (document["wizard"], document["rule"], document["desk"]) == ("submit-request", "xianyang-2013", "department")
    assert document["fields"] == {"received": "2026-09-24"}
    assert [entry["due_date"] for entry in document["others"] if entry["id"] == "replied"] == ["2026-10-15"]
    assert not any(item["due_date"] for item in document["own"])

    answers.write_text('{"kind": "request"}', encoding="utf-8")
    document = cli(*OFFICE, "--answers", str(answers), "--json").document
    dated = [item for item in document["own"] if item["due_date"]]
    assert [(item["id"], item["due_date"]) for item in dated] == [("reply", "2026-10-15")]
    assert dated[0]["cites"][-1]["article"] == "58"


def test_the_desk_decides_whose_list_it_is(cli: Run) -> None:
    def own(desk: str) -> set[str]:
        ran = cli("checklist", "submit-request", "--rule", "张家港", "--desk", desk, "--json")
        return {item["id"] for item in ran.document["own"]}

    assert own("department") and own("town")
    ran = cli("checklist", "submit-request", "--rule", "张家港", "--desk", "nowhere")
    assert ran.status == 1 and "department" in ran.err


def test_what_is_not_answered_is_asked_first_and_nothing_is_guessed(cli: Run) -> None:
    document = cli(*EXAMPLE, "--json").document

    assert document["unanswered"]
    assert [point["id"] for point in document["open"]][: len(document["unanswered"])] == document["unanswered"]
    assert all("还没有定" in entry["because"] for entry in document["left_out"])
    assert document["left_out"]


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
        lists.append([part["id"] for name in ("say", "own", "arises", "others", "open") for part in document[name]])
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
    for item in cli(*EXAMPLE, "--json").document["own"]:
        assert "".join(item["do"].split()) in text
        assert item["cites"][0]["quote"] in text


def test_a_blank_form_has_no_dates(cli: Run, tmp_path: Path) -> None:
    document = cli(*EXAMPLE[:-2], "--blank", "--json", "--pdf", str(tmp_path / "blank.pdf")).document

    assert document["fields"] == {}
    assert not any(entry["due_date"] for name in ("own", "arises", "others") for entry in document[name])
    assert "2026-10-15" not in pdf_text(tmp_path / "blank.pdf")


def test_a_list_for_the_eye_has_stages_boxes_and_quotes(cli: Run) -> None:
    out = cli(*EXAMPLE).out

    assert "您是：市政府部门" in out
    assert "一、起草" in out
    assert "□ 必办" in out
    assert "先问清：" in out
    for item in cli(*EXAMPLE, "--json").document["own"]:
        assert item["do"] in out and f"“{item['cites'][0]['quote']}”" in out


def test_a_list_says_when_a_line_arises_and_whom_to_ask(cli: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"document": "request", "others": "pending"}', encoding="utf-8")
    out = cli(*EXAMPLE, "--answers", str(answers)).out
    assert "□ 遇到　协商后仍不一致的，列出各方依据，提出建议性意见报市政府" in out
    assert "选项：一般的事，不用；重大决策；规范性文件草案" in out, "the labels have commas of their own"
    answers.write_text('{"document": "report"}', encoding="utf-8")
    assert "可问：市政府办公室　实务：主要负责同志签发" in cli(*EXAMPLE, "--answers", str(answers)).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("checklist", "submit-request"), "--rule"),
        (("checklist", "no-such", "--rule", "咸阳"), "submit-request"),
        (("checklist", "no-such"), "no-such"),
        (("checklist", "submit-request", "--rule", "nowhere"), "xianyang-2013"),
        (("checklist", "submit-request", "--rule", "咸阳", "--set", "received=2026-02-30"), "没有这一天"),
        (("checklist", "submit-request", "--rule", "咸阳", "--set", "received=随便"), "看不懂这个日期"),
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

    assert '{"document": "request"}' in told("{"), "the example is of this wizard"
    assert "“document”写了 2 次" in told('{"document": "request", "document": "report"}')
    assert "用不着问“others”" in told('{"document": "report", "others": "agreed"}')
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

    answers = tmp_path / "answers.json"
    answers.write_text('{"kind": "request"}', encoding="utf-8")
    ran = process(*OFFICE, "--answers", str(answers), "--ics", str(path))

    assert ran.status == 0
    assert str(path) in ran.err
    assert b"DTSTART;VALUE=DATE:20261015" in path.read_bytes()


def test_what_is_set_is_one_line_of_plain_signs(cli: Run) -> None:
    ran = cli(
        "checklist", "submit-request", "--rule", "咸阳", "--json",
        "--set", "title=关于申请\n\t资⾦的请示", "--set", "received=2026。9。24",
    )  # fmt: skip
    assert (ran.document["fields"]["title"], ran.document["fields"]["received"]) == ("关于申请资金的请示", "2026-09-24")


def test_a_day_of_receipt_that_is_still_to_come_is_told(cli: Run) -> None:
    ran = cli("checklist", "submit-request", "--rule", "咸阳", "--set", "received=2126-09-24")
    assert "收文日期 2126-09-24 在今天以后" in ran.err


def test_a_point_says_how_strong_it_is_and_what_it_rests_on(cli: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"kind": "request", "channel": "office"}', encoding="utf-8")
    ran = cli("checklist", "review-incoming", "--rule", "张家港", "--desk", "office", "--answers", str(answers))
    lines = ran.out.splitlines()
    told = next(number for number, line in enumerate(lines) if line.strip().startswith("・一般："))
    assert "“请示性公文原则上主送一个上级机关”" in lines[told + 1]
    ban = next(number for number, line in enumerate(lines) if "没有多头报文" in line)
    assert "一般" not in lines[ban] and "不得多头报文、越级报文" in lines[ban + 1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are made")
@pytest.mark.parametrize("place", ["pipe", "/dev/zero", "number"])
def test_what_is_no_file_is_not_waited_for_and_told_in_one_sentence(place: str, cli: Run, tmp_path: Path) -> None:
    """A pipe that nobody writes to would be waited for, a device read without an end."""
    path = Path(place) if place.startswith("/") else tmp_path / place
    if place == "pipe":
        os.mkfifo(path)
    elif place == "number":
        path.write_text('{"a": ' + "9" * 5000 + "}", encoding="utf-8")
    ran = cli("checklist", "submit-request", "--rule", "xianyang-2013", "--answers", str(path))
    assert ran.status == 1 and one_chinese_sentence(ran.err)
    ran = cli("calendar", "import", str(path), "--dry-run")
    assert ran.status == 1 and "没有导入" in ran.err


def test_a_name_that_is_too_long_with_its_ending_is_one_sentence(cli: Run, tmp_path: Path) -> None:
    ran = cli("checklist", "submit-request", "--rule", "xianyang-2013", "--pdf", str(tmp_path / ("x" * 253)))
    assert ran.status == 1 and "文件名太长" in ran.err
