"""Settings are kept, and a file that cannot be read never stops the program or is lost."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.look import Look, read_look
from govdesk.settings import BACKUP_NAME, FILE_NAME, KEPT_SEARCHES, Settings, load_settings, merged, save_settings


def test_without_a_file_there_are_defaults_and_no_warning(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "not there yet") == (Settings(), "")


def test_what_is_saved_is_there_again(tmp_path: Path) -> None:
    settings = Settings(
        rule="xianyang-2013",
        text_scale=150,
        dark=True,
        law_face="仿宋",
        handler="王晓梅",
        count_start=True,
        window={"geometry": "AAEC", "reader/splitter": "284,700,382"},
        recent_searches=("请示 时限",),
    )
    save_settings(tmp_path / "new", settings)
    assert load_settings(tmp_path / "new") == (settings, "")


def test_the_former_settings_stay_as_a_backup(tmp_path: Path) -> None:
    save_settings(tmp_path, Settings(handler="李建国"))
    save_settings(tmp_path, Settings(handler="张敏"))
    backup = (tmp_path / BACKUP_NAME).read_bytes()
    assert msgspec.json.decode(backup, type=Settings).handler == "李建国"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00rule",
        b'{"rule": 5}',
        b'{"rule": "xianyang-2013", "colour": red}',
        b'{"text_scale": "large"}',
        b'{"law_face": 3}',
        b"[]",
    ],
)
def test_a_file_that_cannot_be_understood_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    settings, warning = load_settings(tmp_path)
    assert settings == Settings()
    assert "settings.json.damaged" in warning and warning.endswith("。")
    assert (tmp_path / (FILE_NAME + ".damaged")).read_bytes() == content
    # From here on all is well, and a second damaged file does not push out the first.
    save_settings(tmp_path, Settings(dark=True))
    assert load_settings(tmp_path) == (Settings(dark=True), "")
    (tmp_path / FILE_NAME).write_bytes(b"again")
    assert load_settings(tmp_path)[0] == Settings()  # of what was damaged there is no backup
    assert (tmp_path / (FILE_NAME + ".damaged")).read_bytes() == content
    assert (tmp_path / (FILE_NAME + ".damaged-2")).read_bytes() == b"again"


def test_an_older_program_leaves_a_newer_ones_settings_alone(tmp_path: Path) -> None:
    newer = '"first_page": "checklists", "panes": {"left": [1, 90071992547409939007199]}'
    (tmp_path / FILE_NAME).write_text(f'{{"rule": "xianyang-2013", "handler": "王晓梅", {newer}}}', encoding="utf-8")
    with Services(tmp_path) as older:
        assert (older.settings.rule, older.settings.handler, older.settings_warning) == ("xianyang-2013", "王晓梅", "")
        older.settings = msgspec.structs.replace(older.settings, dark=True)
        older.save_settings()
        kept = json.loads((tmp_path / FILE_NAME).read_bytes())
        assert kept == {"rule": "xianyang-2013", "handler": "王晓梅", "dark": True, **json.loads(f"{{{newer}}}")}
        older.save_settings()
        (tmp_path / FILE_NAME).write_bytes(b"{")  # also where only the backup still has them
        older.save_settings()
        assert json.loads((tmp_path / FILE_NAME).read_bytes()) == kept
    assert not list(tmp_path.glob("*.damaged*"))


def test_a_choice_that_only_a_newer_program_offers_stays_until_another_is_made(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"handler": "王晓梅", "text_scale": 200, "law_face": "楷体"}', encoding="utf-8")
    with Services(tmp_path) as older:
        assert (older.settings, older.settings_warning) == (Settings(handler="王晓梅"), "")
        older.settings = msgspec.structs.replace(older.settings, law_face="仿宋")
        older.save_settings()
    kept = json.loads((tmp_path / FILE_NAME).read_bytes())
    assert kept == {"handler": "王晓梅", "text_scale": 200, "law_face": "仿宋"}


@pytest.mark.parametrize("spoil", ["damaged", "gone", "folder", "link"])
def test_the_former_settings_are_used_where_the_file_is_lost(tmp_path: Path, spoil: str) -> None:
    save_settings(tmp_path, Settings(rule="xianyang-2013", handler="李建国", disabled=("zhangjiagang-2022",)))
    save_settings(tmp_path, Settings(rule="xianyang-2013", handler="张敏", disabled=("zhangjiagang-2022",)))
    path = tmp_path / FILE_NAME
    path.unlink()
    match spoil:
        case "damaged":
            path.write_bytes(b'{"rule": "xian')
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to("nowhere")
    settings, warning = load_settings(tmp_path)
    assert (settings.rule, settings.handler, settings.disabled) == ("xianyang-2013", "李建国", ("zhangjiagang-2022",))
    assert BACKUP_NAME in warning and "核对" in warning
    # Whoever goes on from there has a whole file again, and nothing to be told.
    save_settings(tmp_path, msgspec.structs.replace(settings, dark=True), settings)
    assert load_settings(tmp_path) == (msgspec.structs.replace(settings, dark=True), "")


def test_a_damaged_file_does_not_take_the_place_of_the_backup(tmp_path: Path) -> None:
    with Services(tmp_path) as window:
        for handler in ("李建国", "张敏"):
            window.settings = msgspec.structs.replace(window.settings, handler=handler)
            window.save_settings()
        (tmp_path / FILE_NAME).write_bytes(b"{")
        window.settings = msgspec.structs.replace(window.settings, dark=True)
        window.save_settings()
    (tmp_path / FILE_NAME).write_bytes(b"{")
    assert load_settings(tmp_path)[0].handler == "李建国"


def test_a_folder_that_cannot_be_written_to_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="设置没有存上"):
        save_settings(tmp_path / "file" / "data", Settings())


def test_recent_searches_newest_first_each_once(tmp_path: Path) -> None:
    settings = Settings()
    for query in ("会签", "请示", " 会签 ", "  "):
        settings = settings.with_search(query)
    assert settings.recent_searches == ("会签", "请示")
    for number in range(30):
        settings = settings.with_search(f"第{number}条")
    assert len(settings.recent_searches) == KEPT_SEARCHES
    assert settings.recent_searches[0] == "第29条"


def test_a_window_does_not_undo_what_a_command_has_settled_meanwhile(tmp_path: Path) -> None:
    with Services(tmp_path) as window, Services(tmp_path) as command:
        window.settings = msgspec.structs.replace(window.settings, handler="王晓梅", desks={"xianyang-2013": "office"})
        window.save_settings()
        assert command.settings.handler == "王晓梅"
        command.settings = msgspec.structs.replace(
            command.settings,
            disabled=("zhangjiagang-2022",),
            desks=command.settings.desks | {"zhangjiagang-2022": "department"},
        )
        command.save_settings()
        window.settings = msgspec.structs.replace(window.settings, dark=True)
        window.save_settings()
        assert window.settings.disabled == ("zhangjiagang-2022",)
        kept = load_settings(tmp_path)[0]
    assert kept.disabled == ("zhangjiagang-2022",) and kept.dark and kept.handler == "王晓梅"
    assert kept.desks == {"xianyang-2013": "office", "zhangjiagang-2022": "department"}


def test_what_two_programs_change_at_once_is_put_together() -> None:
    known = Settings(disabled=("a", "b"), desks={"x": "1", "y": "2"}, handler="王", text_scale=100)
    ours = Settings(disabled=("b", "c"), desks={"x": "3"}, handler="李", text_scale=100)
    there = Settings(disabled=("a", "b", "d"), desks={"x": "1", "y": "2", "z": "4"}, handler="张", text_scale=150)
    put_together = Settings(disabled=("b", "c", "d"), desks={"x": "3", "z": "4"}, handler="李", text_scale=150)
    assert merged(known, ours, there) == put_together


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe"])
def test_a_file_that_was_spoiled_meanwhile_is_written_anew_from_what_is_known(tmp_path: Path, content: bytes) -> None:
    with Services(tmp_path) as window:
        window.settings = msgspec.structs.replace(window.settings, handler="王晓梅")
        window.save_settings()
        (tmp_path / FILE_NAME).write_bytes(content)
        window.settings = msgspec.structs.replace(window.settings, dark=True)
        window.save_settings()
    assert load_settings(tmp_path) == (Settings(handler="王晓梅", dark=True), "")


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"\xff", b'{"text_scale": 3, "dark": "yes", "law_face": 5, "window": {"geometry": 7}}'],
)
def test_the_first_frame_has_its_defaults_where_the_settings_cannot_be_understood(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert read_look(tmp_path) == Look(window={})


def test_the_first_frame_looks_as_the_settings_say(tmp_path: Path) -> None:
    settings = Settings(text_scale=150, dark=True, law_face="仿宋", window={"geometry": "AAEC"}, handler="王晓梅")
    save_settings(tmp_path, settings)
    assert read_look(tmp_path) == Look(150, True, "仿宋", {"geometry": "AAEC"})
    services = Services(tmp_path)
    before = services.look
    assert services.settings == settings and services.look == before
