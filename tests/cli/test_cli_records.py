"""records."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from terminal import Run, one_chinese_sentence

from govdesk.app import Services, build_services
from govdesk.records import ItemState
from govdesk.records.model import Jotting


@pytest.fixture
def services(data: Path) -> Services:
    return build_services(str(data))


@pytest.fixture
def number(services: Services) -> str:
    """A record with one tick, as the window leaves it."""
    basis = services.library.basis("xianyang-2013", "review-incoming")
    fields = {"received": "2026-09-24", "title": "请求拨款"}
    record = services.store.create(basis, {"kind": "request"}, fields, "王晓梅", desk="office")
    item = record.evaluate().items[0].item
    services.store.set_state(record, item.id, ItemState.DONE, "王晓梅")
    services.store.close()
    return record.number


def test_an_empty_list(cli: Run) -> None:
    assert cli("records", "list", "--json").document == {"records": []}


def test_the_list_tells_how_far_each_is(cli: Run, number: str) -> None:
    (line,) = cli("records", "list", "--json").document["records"]

    assert (line["number"], line["wizard"], line["rule"]) == (number, "review-incoming", "xianyang-2013")
    assert (line["title"], line["state"], line["done"]) == ("请求拨款", "ongoing", 1)
    assert line["total"] > 1
    assert line["next_due"] == "2026-10-15"
    assert number in cli("records", "list").out


def test_a_record_is_shown_with_its_ticks(cli: Run, number: str) -> None:
    document = cli("records", "show", number.lower(), "--json").document

    assert (document["number"], document["state"], document["next_due"]) == (number, "ongoing", "2026-10-15")
    assert [item["mark"]["by"] for item in document["items"] if item["mark"]["state"] == "done"] == ["王晓梅"]
    assert "☑" in cli("records", "show", number).out


def test_an_unknown_number_gets_one_sentence(cli: Run) -> None:
    ran = cli("records", "show", "QD-2026-9999")

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)


def test_a_backup_is_a_whole_file(cli: Run, number: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"

    ran = cli("records", "backup", str(target))

    assert ran.status == 0
    assert str(target) in ran.err
    assert number.encode() in target.read_bytes()


def test_a_damaged_file_is_told_kept_aside_and_restored(cli: Run, number: str, data: Path, services: Services) -> None:
    database = data / "records.db"
    whole = database.read_bytes()
    # The day's automatic backup was made before the record; take one that has it.
    (backup,) = (data / "backups").glob("records-*.db")
    shutil.copyfile(database, backup)
    database.write_bytes(b"\0" * 100 + whole[100:5000])

    told = cli("records", "list")
    restored = cli("records", "restore")

    assert (told.status, told.out) == (1, "")
    assert "自动备份" in told.err
    assert "records restore" in told.err
    assert restored.status == 0
    assert [r["number"] for r in cli("records", "list", "--json").document["records"]] == [number]
    (aside,) = data.glob("records-damaged-*.db")
    assert aside.read_bytes() == b"\0" * 100 + whole[100:5000]


def test_a_data_folder_that_cannot_be_written_stops_records_and_nothing_else(process: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    nowhere = str(tmp_path / "file" / "data")

    records = process("records", "list", "--data-dir", nowhere)
    shown = process("show", "咸阳58", "--data-dir", nowhere)
    found = process("search", "请示", "--json", "--data-dir", nowhere)

    assert (records.status, records.out) == (1, "")
    assert one_chinese_sentence(records.err)
    assert nowhere in records.err
    assert shown.status == 0
    assert "五十八、" in shown.out
    assert found.document["total"] > 0


def test_deadlines_tell_what_others_owe(cli: Run, services: Services) -> None:
    basis = services.library.basis("zhangjiagang-2022", "submit-request")
    record = services.store.create(basis, {}, {"title": "修桥的请示"}, "王晓梅")
    act = record.evaluate().others[0]
    services.store.set_jottings(record, act.id, (Jotting("2026-09-24", "电话问过", "2026-10-09"),), "王晓梅")
    services.store.close()
    lines = cli("deadlines", "--json").document["deadlines"]
    (line,) = [line for line in lines if line["waits"]]
    assert (line["number"], line["due"], line["what"]) == (record.number, "2026-10-09", act.do)
    assert line["city"] == "张家港市"
    assert f"等 {line['waits']}：{act.do}" in cli("deadlines").out
    assert f"等 2026-10-09 {line['waits']}" in cli("records", "list").out


def test_the_list_tells_that_no_backup_could_be_written_until_one_is(cli: Run, data: Path) -> None:
    (data / "backups").write_text("in the way")

    failed = cli("records", "list")
    (data / "backups").unlink()
    mended = cli("records", "list")

    assert (failed.status, mended.status) == (0, 0)
    assert "自动备份没有写成" in failed.err and "清单都在" in failed.err
    assert "自动备份" not in mended.err
