"""records export, import, backup, restore, history."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from terminal import Run, one_chinese_sentence

from govdesk.app import build_services
from govdesk.records import ItemState


@pytest.fixture
def number(data: Path) -> str:
    """A record with one tick, as the window leaves it."""
    services = build_services(str(data))
    basis = services.library.basis("xianyang-2013", "submit-request")
    record = services.store.create(basis, {}, {"received": "2026-09-24", "title": "请求拨款"}, "王晓梅")
    services.store.set_state(record, record.evaluate().items[0].item.id, ItemState.DONE, "王晓梅")
    services.store.close()
    return record.number


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[str, str]:
    """Arguments that mean another machine."""
    return "--data-dir", str(tmp_path / "elsewhere")


def listed(cli: Run, *arguments: str) -> list[str]:
    return [line["title"] for line in cli("records", "list", "--json", *arguments).document["records"]]


def test_a_record_goes_to_another_machine_and_is_the_same_there(
    process: Run, number: str, tmp_path: Path, elsewhere: tuple[str, str]
) -> None:
    file = tmp_path / f"清单-{number}.govdesk.json"

    exported = process("records", "export", number, str(file))
    imported = process("records", "import", str(file), "--json", *elsewhere)
    again = process("records", "import", str(file), *elsewhere)
    there = process("records", "show", number, "--json", *elsewhere).document

    assert exported.status == 0 and str(file) in exported.err
    (line,) = imported.document["records"]
    assert (line["number"], line["new"], line["conflicts"]) == (number, True, [])
    assert "没有新的改动" in again.out
    assert there == process("records", "show", number, "--json").document


def test_everything_at_once(process: Run, number: str, tmp_path: Path, elsewhere: tuple[str, str]) -> None:
    file = tmp_path / "全部.govdesk.json"

    assert process("records", "export", "--all", str(file)).status == 0
    assert process("records", "import", str(file), *elsewhere).status == 0

    assert [line["number"] for line in process("records", "list", "--json", *elsewhere).document["records"]] == [number]


def test_notes_travel_with_the_whole_desk_and_not_with_one_list(
    process: Run, number: str, data: Path, tmp_path: Path, elsewhere: tuple[str, str]
) -> None:
    services = build_services(str(data))
    article = services.library.rules["xianyang-2013"].find("51")
    assert article is not None
    services.margins.set_note("xianyang-2013", article, "先送秘书长核稿。")
    one, whole = tmp_path / "一份.govdesk.json", tmp_path / "全部.govdesk.json"

    assert process("records", "export", number, str(one), "--json").document["notes"] == 0
    assert "1 条的收藏、笔记" in process("records", "export", "--all", str(whole)).err
    assert process("records", "import", str(one), "--json", *elsewhere).document["notes"] == 0
    assert "合入 1 条" in process("records", "import", str(whole), *elsewhere).out

    there = build_services(elsewhere[1])
    assert there.margins.entry("xianyang-2013", "51").note == "先送秘书长核稿。"
    # What is altered is refused, notes too.
    whole.write_bytes(whole.read_bytes().replace("先送".encode(), "后送".encode()))
    refused = process("records", "import", str(whole), *elsewhere)
    assert refused.status == 1 and one_chinese_sentence(refused.err)


@pytest.mark.parametrize("arguments", [("export", "f"), ("export", "--all", "QD-2026-0001", "f"), ("import", "f")])
def test_what_cannot_be_done_gets_one_sentence(cli: Run, arguments: tuple[str, ...]) -> None:
    ran = cli("records", *arguments)

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)
    assert not Path("f").exists()


def test_the_history_tells_who_when_and_what(cli: Run, number: str) -> None:
    lines = cli("records", "history", number).out.splitlines()
    history = cli("records", "history", number, "--json").document["history"]

    assert number in lines[0]
    assert "王晓梅　建立清单" in lines[1]
    assert lines[2].endswith("”办结")
    assert [entry["kind"] for entry in history] == ["created", "state"]


def test_a_chosen_backup_comes_back_and_the_present_file_stays_aside(
    cli: Run, number: str, data: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "备份.db"
    assert cli("records", "backup", str(backup)).status == 0
    with closing(sqlite3.connect(data / "records.db", isolation_level=None)) as connection:
        connection.execute("UPDATE record SET c_title = '后来的'")

    restored = cli("records", "restore", str(backup), "--json")

    assert listed(cli) == ["请求拨款"]
    with closing(sqlite3.connect(Path(json.loads(restored.out)["aside"]))) as connection:
        assert connection.execute("SELECT c_title FROM record").fetchone() == ("后来的",)


def test_a_backup_of_a_newer_version_or_no_backup_is_refused(cli: Run, number: str, data: Path, tmp_path: Path) -> None:
    backup = tmp_path / "备份.db"
    cli("records", "backup", str(backup))
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    (tmp_path / "cut.db").write_bytes(backup.read_bytes()[:9000])
    (tmp_path / "empty.db").write_bytes(b"")

    for name in ("备份.db", "cut.db", "empty.db", "none.db"):
        ran = cli("records", "restore", str(tmp_path / name))
        assert ran.status == 1
        assert one_chinese_sentence(ran.err)
        assert "现在的清单没有动" in ran.err
    assert listed(cli) == ["请求拨款"]
    assert not (tmp_path / "none.db").exists()
    assert list(data.glob("records-*.db")) == []


@pytest.mark.parametrize("name", ["records.db", "records.lock", "notes.json", "backups/records-20260101-080000.db"])
def test_no_export_is_written_over_a_file_of_the_programs_own(cli: Run, number: str, data: Path, name: str) -> None:
    target = data / name
    target.parent.mkdir(exist_ok=True)
    if not target.exists():
        target.write_bytes(b'{"format": 1, "entries": []}')
    before = target.read_bytes()

    refused = [
        cli("records", "export", number, str(target)),
        cli("records", "export", "--all", str(target)),
        cli("records", "backup", str(target)),
        cli("checklist", "submit-request", "--rule", "xianyang-2013", "--pdf", str(target)),
    ]

    for ran in refused:
        told = [line for line in ran.err.splitlines() if not line.startswith("文件名没有写")]  # a suffix that was added
        assert (
            ran.status == 1 and one_chinese_sentence("".join(f"{line}\n" for line in told)) and "自己的文件" in ran.err
        )
    assert target.read_bytes() == before
    assert [line["number"] for line in cli("records", "list", "--json").document["records"]] == [number]


def test_the_newest_backup_comes_back_and_it_says_where_the_present_file_went(cli: Run, number: str) -> None:
    restored = cli("records", "restore", "--json").document
    told = cli("records", "restore").err

    assert Path(restored["aside"]).is_file()
    assert "records-damaged-" in told and "没有删" in told


def test_beside_the_programs_own_files_an_export_can_lie(cli: Run, number: str, data: Path) -> None:
    target = data / "我的清单.govdesk.json"

    assert cli("records", "export", number, str(target)).status == 0
    assert cli("records", "export", number, str(target), "--overwrite").status == 0, "the second one takes its place"
    assert cli("records", "import", str(target)).status == 0


def test_no_file_is_replaced_unasked(cli: Run, number: str, tmp_path: Path) -> None:
    """By whatever a command writes, not by papers alone."""
    taken = tmp_path / "去年的文件"
    for command in (
        ("records", "export", number),
        ("records", "export", "--all"),
        ("records", "backup"),
        ("packs", "export", "xianyang-2013"),
    ):
        taken.write_bytes(b"older")
        ran = cli(*command, str(taken))
        assert ran.status == 1 and "已经有" in ran.err and "--overwrite" in ran.err and one_chinese_sentence(ran.err)
        assert taken.read_bytes() == b"older"
        assert cli(*command, str(taken), "--overwrite").status == 0
        assert taken.read_bytes() != b"older"


def test_a_number_typed_twice_is_one_record(cli: Run, number: str, tmp_path: Path) -> None:
    file = tmp_path / "清单.govdesk.json"

    exported = cli("records", "export", number, number.lower(), str(file), "--json")

    assert exported.document["records"] == 1


def test_the_command_that_restores_is_named_with_the_same_data_folder(cli: Run, data: Path) -> None:
    with build_services(str(data)).store as store:
        store.backups()
    (data / "records.db").write_bytes(b"x" * 5000)
    ran = cli("records", "list")
    assert ran.status == 1
    command = ran.err.splitlines()[1]
    assert command.endswith(f" records restore --data-dir {data}")
    assert cli(*command[command.index(" records ") :].split()).status == 0  # whatever the program itself is called
    assert "里面一份清单也没有" in cli("records", "restore").err


def test_a_long_export_says_how_far_it_is_and_ctrl_c_leaves_no_file(
    cli: Run, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govdesk.cli.output.SlowTeller.SECONDS", 0.0)
    file = tmp_path / "出去" / "全部.govdesk.json"
    file.parent.mkdir()
    ran = cli("records", "export", "--all", str(file))
    assert ran.status == 0 and "已写 0 份，共 1 份……" in ran.err
    file.unlink()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("govdesk.cli.output.SlowTeller.tell", interrupt)
    ran = cli("records", "export", "--all", str(file))
    assert ran.status == 130 and one_chinese_sentence(ran.err)
    assert list(file.parent.iterdir()) == []
