"""`import --statutes`, `statutes`, and what the other commands find in the library of laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_laws import FERRY, RIVER, three_laws, write
from terminal import Run, one_chinese_sentence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return three_laws(tmp_path / "laws")


def test_a_folder_is_imported_listed_shown_and_found(cli: Run, folder: Path) -> None:
    write(folder, {"空.md": ""})
    ran = cli("import", "--statutes", str(folder), "--json")
    assert ran.status == 0
    assert ran.document == {
        "folder": "laws",
        "laws": 3,
        "articles": 11,
        "twice": 0,
        "unread": [{"file": "空.md", "why": "这个文件是空的"}],
        "doubtful": [],
    }
    listed = cli("statutes", "list", "灯塔", "--json").document
    assert [(law["status"], law["current"], law["issued"]) for law in listed["found"]] == [
        ("已修改", False, "2010-03-01"),
        ("有效", True, "2021-06-01"),
    ]
    shown = cli("show", "河畔灯塔法第二条", "--json").document
    assert shown["citation"] == "《中华人民共和国河畔灯塔法》第二条" and shown["status"] == "现行有效"
    assert shown["chapter"] == "第一章 总则" and "酉时" in shown["paragraphs"][1]["text"]
    assert "守塔人每日点灯，不得迟于酉时。" in cli("text", "河畔灯塔法").out


def test_a_search_has_the_rules_answers_first_and_the_laws_below(cli: Run, folder: Path) -> None:
    cli("import", "--statutes", str(folder))
    document = cli("search", "灯油不足怎样报告", "--json").document
    assert [(hit["article"], hit["current"]) for hit in document["statutes"]][:2] == [("3", True), ("3", False)]
    told = cli("search", "会议").out
    assert "法律法规：" not in told
    told = cli("search", "办公室").out
    assert told.index("咸阳市") < told.index("法律法规：") < told.index("《中华人民共和国河畔灯塔法》第三条")
    assert cli("search", "灯油不足", "--rule", "咸阳", "--json").document["statutes"] == []


def test_what_only_a_law_answers_is_an_answer(cli: Run, folder: Path) -> None:
    cli("import", "--statutes", str(folder))
    ran = cli("search", "灯罩破损")
    assert ran.status == 0 and "没有找到" not in ran.out
    assert "《中华人民共和国河畔灯塔法》第三条　已修改，不是现在适用的版本" in ran.out


def test_a_dry_run_keeps_nothing(cli: Run, data: Path, folder: Path) -> None:
    before = sorted(data.iterdir())
    assert cli("import", "--statutes", str(folder), "--dry-run", "--json").document["laws"] == 3
    assert sorted(data.iterdir()) == before


def test_without_the_library_all_is_as_it_was(cli: Run) -> None:
    assert cli("search", "工作日", "--json").document["statutes"] == []
    assert "还没有法律法规库" in cli("statutes", "list").out
    assert cli("show", "河畔灯塔法第二条").status == 1
    assert one_chinese_sentence(cli("statutes", "remove").err)


def test_removed_it_answers_no_more_and_comes_back(cli: Run, folder: Path) -> None:
    cli("import", "--statutes", str(folder))
    assert cli("statutes", "remove").status == 0
    assert cli("search", "灯油不足", "--json").document["statutes"] == []
    assert cli("statutes", "restore", "--json").status == 0
    assert cli("search", "灯油不足", "--json").document["statutes"]


def test_a_damaged_library_is_told_and_the_rules_still_answer(cli: Run, data: Path, folder: Path) -> None:
    cli("import", "--statutes", str(folder))
    (data / "statutes" / "texts.db").write_bytes(b"nothing")
    ran = cli("search", "工作日")
    assert ran.status == 0 and "咸阳市" in ran.out
    assert one_chinese_sentence(ran.err)


@pytest.mark.parametrize("arguments", [["--statutes"], [], ["--statutes", "x", "y.txt"], ["--statutes", " "]])
def test_wrong_usage_is_told(cli: Run, arguments: list[str]) -> None:
    ran = cli("import", *arguments)
    assert ran.status == 2 and one_chinese_sentence(ran.err)


def test_a_folder_that_is_none_is_refused(cli: Run, tmp_path: Path) -> None:
    ran = cli("import", "--statutes", str(tmp_path / "nothing"))
    assert ran.status == 1 and one_chinese_sentence(ran.err)


def test_papers_of_laws_are_refused(cli: Run, folder: Path, tmp_path: Path) -> None:
    cli("import", "--statutes", str(folder))
    ran = cli("show", "河畔灯塔法2", "--pdf", str(tmp_path / "x.pdf"))
    assert ran.status == 1 and not (tmp_path / "x.pdf").exists()


def test_the_windows_own_way_tells_each_step_on_a_line_and_leaves_the_library_in_use(
    process: Run, data: Path, tmp_path: Path
) -> None:
    process("import", "--statutes", str(write(tmp_path / "first", {"a.md": FERRY})))
    ran = process("import", "--statutes", str(write(tmp_path / "laws", {"a.md": RIVER})), "--aside")
    *steps, last = [json.loads(line) for line in ran.out.splitlines()]
    assert steps[0] == {"done": 0, "of": 1, "name": "a.md"} and steps[-1]["done"] == 1
    assert last["laws"] == 1 and (Path(last["built"]) / "manifest.json").is_file()
    assert json.loads((data / "statutes" / "manifest.json").read_bytes())["folder"] == "first"
