"""诊断包: what is in it, that nothing of the clerk's work is, and that it is made where everything else is broken."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import msgspec
import pytest

import govdesk
from govdesk.diagnosis import PRIVATE, write_diagnosis
from govdesk.errors import UserError
from govdesk.fault_log import LOG, write_log
from govdesk.records import open_store
from govdesk.settings import Settings, save_settings
from govdesk.workdays import OfficialCalendar

CALENDAR = OfficialCalendar({}, {}, frozenset(), {})
SECRET = "关于征收补偿的请示"


def read(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name).decode("utf-8", "replace") for name in bundle.namelist()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder in use: settings with names, a draft of a secret matter, a fault in the log."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings = Settings(
        rule="xianyang-2013",
        handler="王晓梅",
        people=("李建国",),
        unit="市征收办",
        recent_searches=(SECRET,),
        dark=True,
    )
    save_settings(folder, settings, Settings())
    with open_store(folder, CALENDAR) as store:
        store.save_draft("xianyang-2013", "submit-request", {"title": SECRET})
    (folder / "notes.json").write_text(json.dumps({"note": SECRET}), encoding="utf-8")
    write_log(folder, f"Traceback …\n  File {Path.home()}/x.py")
    return folder


def test_it_tells_versions_settings_counts_and_the_log(folder: Path, tmp_path: Path) -> None:
    told = read(write_diagnosis(tmp_path / "包.zip", folder, detail="boom", window={"Qt": "6.8"}))
    assert json.loads(told["版本.json"])["程序"] == govdesk.__version__
    assert json.loads(told["版本.json"])["Qt"] == "6.8"
    assert json.loads(told["设置.json"]) == {"rule": "xianyang-2013", "dark": True}
    assert json.loads(told["数量.json"])["清单"] == "0"
    assert "Traceback" in told["日志/errors.log"] and told["本次.txt"] == "boom"


def test_nothing_of_the_work_and_no_name_is_in_it_unless_asked_for(folder: Path, tmp_path: Path) -> None:
    (folder / "rules" / "征收办-2024").mkdir(parents=True)
    (folder / "rules" / "征收办-2024" / "征收.征收").touch()
    told = read(write_diagnosis(tmp_path / "包.zip", folder))
    everything = "".join(told) + "".join(told.values())
    for word in (SECRET, "王晓梅", "李建国", "征收", str(Path.home())):
        assert word not in everything, word
    assert set(PRIVATE) <= set(Settings.__struct_fields__)
    asked = write_diagnosis(tmp_path / "包.zip", folder, with_lists=True)
    with zipfile.ZipFile(asked) as bundle:
        assert SECRET in json.loads(bundle.read("数据/notes.json"))["note"]
        kept = tmp_path / "records.db"
        kept.write_bytes(bundle.read("数据/records.db"))
    draft = sqlite3.connect(kept)
    assert draft.execute("SELECT count(*) FROM draft").fetchone() == (1,)
    draft.close()


def test_lists_go_along_while_the_window_has_them_open(folder: Path, tmp_path: Path) -> None:
    with open_store(folder, CALENDAR) as store:
        store.save_draft("xianyang-2013", "hold-meeting", {})
        write_diagnosis(tmp_path / "包.zip", folder, with_lists=True)
        store.save_draft("xianyang-2013", "handle-assigned", {})
        assert len(store.drafts()) == 3


@pytest.mark.parametrize("name", ["settings.json", "records.db", "notes.json", str(LOG)])
def test_it_is_made_whatever_is_broken(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).write_bytes(b"\xff\x00 no such thing" * 100)
    told = read(write_diagnosis(tmp_path / "包.zip", folder, with_lists=True))
    assert json.loads(told["版本.json"])["程序"] == govdesk.__version__
    assert told[f"数据/{name}"] if name != str(LOG) else told["日志/errors.log"]
    (folder / name).unlink()
    (folder / name).mkdir()
    assert "版本.json" in read(write_diagnosis(tmp_path / "包.zip", folder, with_lists=True))


def test_without_any_data_folder_it_is_made_and_none_is_made(tmp_path: Path) -> None:
    told = read(write_diagnosis(tmp_path / "包.zip", tmp_path / "nothing"))
    assert told["设置.json"].startswith("读不出来")
    assert not (tmp_path / "nothing").exists()


def test_a_target_that_cannot_be_written_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有"):
        write_diagnosis(tmp_path / "no such" / "包.zip", folder)
    with pytest.raises(UserError, match="自己的文件"):
        write_diagnosis(folder / "records.db", folder)


def test_settings_that_only_a_newer_version_knows_stay_out(folder: Path, tmp_path: Path) -> None:
    kept = msgspec.json.decode((folder / "settings.json").read_bytes())
    (folder / "settings.json").write_text(json.dumps(kept | {"phone": "13900000000"}), encoding="utf-8")
    assert "13900000000" not in "".join(read(write_diagnosis(tmp_path / "包.zip", folder)).values())
