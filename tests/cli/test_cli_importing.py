"""`import`: as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import Run

RULE = (
    "渭南市人民政府工作规则",
    "（2020年5月6日渭南市人民政府发布）",
    "第一章　总则",
    "第一条　为规范渭河治理联席会议，制定本规则。",
    "第二条　下列事项报市长审定：",
    "（一）甲；",
    "（二）乙。",
    "附件1",
    "会议登记表",
    "一、序号。",
    "扫一扫在手机打开当前页",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "规则.txt"
    path.write_text("\n".join(RULE), encoding="gb18030")
    return path


def test_a_dry_run_shows_what_was_read_and_keeps_nothing(cli: Run, data: Path, file: Path) -> None:
    ran = cli("import", str(file), "--dry-run", "--json")
    document = json.loads(ran.out)

    assert ran.status == 0
    assert (document["title"], document["issuer"], document["doc_number"], document["date"]) == (
        "渭南市人民政府工作规则", "渭南市人民政府", None, "2020-05-06",
    )  # fmt: skip
    assert document["parts"] == 0
    assert document["chapters"] == [{"label": "第一章", "title": "总则"}]
    assert document["articles"][1] == {
        "label": "第二条",
        "number": "2",
        "paragraphs": [
            {
                "text": "下列事项报市长审定：",
                "items": [{"label": "（一）", "text": "甲；"}, {"label": "（二）", "text": "乙。"}],
            }
        ],
    }
    assert document["appendices"] == [{"label": "附件1", "title": "会议登记表", "text": ["一、序号。"]}]
    assert document["preamble"] == ["（2020年5月6日渭南市人民政府发布）"]
    assert [(entry["text"], entry["line"]) for entry in document["left_out"]] == [("扫一扫在手机打开当前页", 11)]
    assert not (data / "rules").exists()


def test_an_imported_rule_is_listed_shown_printed_and_found_at_once(cli: Run, file: Path) -> None:
    ran = cli("import", str(file))

    assert ran.status == 0
    assert "已导入，编号 weinan-2020" in ran.out
    assert "weinan-2020" in {rule["id"] for rule in json.loads(cli("rules", "--json").out)["rules"]}
    assert "报市长审定" in cli("show", "渭南2").out
    assert "（一）甲；" in cli("show", "weinan-2020/2").out
    hits = json.loads(cli("search", "渭河治理联席会议", "--json").out)["hits"]
    assert (hits[0]["rule"], hits[0]["article"]) == ("weinan-2020", "1")
    text = cli("text", "weinan-2020").out.splitlines()
    assert text[1] == "（2020年5月6日渭南市人民政府发布）"
    assert text[-2:] == ["附件1　会议登记表", "一、序号。"]
    assert cli("check").status == 0


def test_the_whole_rule_goes_to_paper_with_its_preamble_and_appendices(cli: Run, file: Path, tmp_path: Path) -> None:
    import docx

    cli("import", str(file))
    target = tmp_path / "全文.docx"
    ran = cli("text", "weinan-2020", "--docx", str(target))

    assert ran.status == 0
    printed = [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]
    assert "（2020年5月6日渭南市人民政府发布）" in printed
    assert printed.index("附件1　会议登记表") < printed.index("一、序号。")


def test_an_id_is_taken_once_and_replaced_only_when_told(cli: Run, file: Path) -> None:
    assert cli("import", str(file), "--as", "weinan").status == 0
    again = cli("import", str(file), "--as", "weinan")
    other = cli("import", str(file))

    assert (again.status, other.status) == (1, 1)
    assert "规则库里已有编号 weinan；它没有改动" in again.err
    assert "已经导入过，编号是 weinan" in other.err
    assert cli("import", str(file), "--as", "weinan", "--replace").status == 0
    assert "不能做编号" in cli("import", str(file), "--as", "../x").err


def test_several_files_are_each_read_and_one_that_fails_stops_none(cli: Run, file: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.touch()
    ran = cli("import", str(empty), str(file), "--json")
    documents = json.loads(ran.out)["documents"]

    assert ran.status == 1
    assert "是空的" in documents[0]["error"]
    assert documents[1]["id"] == "weinan-2020"
    assert "--as 只能用于一个文件" in cli("import", str(file), str(file), "--as", "a").err


def test_a_file_that_cannot_be_read_is_one_sentence_and_status_one(cli: Run, tmp_path: Path) -> None:
    ran = cli("import", str(tmp_path / "没有.docx"))

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1 and "没有导入任何内容" in ran.err
    assert cli("import").status == 2
