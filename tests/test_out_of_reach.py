"""What the system gives no answer about (no rights, a name too long, a stick pulled out) is told, and stops nothing else."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govdesk.app import Services
from govdesk.cli.checking import check_folders
from govdesk.errors import UserError
from govdesk.paths import shipped_rules
from govdesk.present.library import pack_rows
from govdesk.wizards.packs import load_library

MADE_UP = Path(__file__).parent / "made_up" / "yunchuan-2024"
_CALLS = ("stat", "lstat", "open", "scandir", "listdir", "mkdir")


def close(monkeypatch: pytest.MonkeyPatch, path: Path, code: int = errno.EACCES) -> None:
    """From here on nothing in `path` can be reached, nor its names be listed; `path` itself is still seen.

    By hand and not by rights, which root has all of.
    """

    def shut(real: Callable[..., Any], *, itself: bool) -> Callable[..., Any]:
        def refuse(where: Any = ".", *rest: Any, **named: Any) -> Any:
            if isinstance(where, str | os.PathLike):
                asked = os.fspath(where)
                if asked.startswith(f"{path}{os.sep}") or (itself and asked == str(path)):
                    raise OSError(code, os.strerror(code), asked)
            return real(where, *rest, **named)

        return refuse

    for name in _CALLS:
        monkeypatch.setattr(os, name, shut(getattr(os, name), itself=name not in ("stat", "lstat", "mkdir")))
    monkeypatch.setattr(io, "open", shut(io.open, itself=True))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a pack of its own, and an errand added to a shipped one."""
    folder = tmp_path / "数据"
    shutil.copytree(MADE_UP, folder / "rules" / MADE_UP.name)
    added = folder / "rules" / "xianyang-2013" / "wizards"
    added.mkdir(parents=True)
    shutil.copyfile(shipped_rules() / "xianyang-2013" / "wizards" / "submit-request.toml", added / "own.toml")
    (folder / "calendars").mkdir()
    return folder


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("rules", "rules"),
        ("rules/yunchuan-2024", "yunchuan-2024"),
        ("rules/yunchuan-2024/wizards", "yunchuan-2024/wizards"),
        ("rules/xianyang-2013", "xianyang-2013"),
        ("rules/xianyang-2013/wizards", "xianyang-2013/wizards"),
    ],
)
def test_a_folder_of_packs_that_cannot_be_looked_into_is_told_and_the_others_are_there(
    name: str, file: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(monkeypatch, data / name)
    with Services(data) as services:
        told = [problem for problem in services.library.problems if "打不开这个文件夹" in problem.problem]
        assert [problem.file for problem in told] == [file]
        assert services.library.wizards("xianyang-2013")
        assert services.front_page is not None
        pack_rows(services.library, shipped_rules(), data / "rules")
    checked = check_folders([shipped_rules(), data / "rules"]).problems
    assert file in [problem.file for problem in checked if "打不开这个文件夹" in problem.problem]


def test_year_files_that_cannot_be_looked_at_are_told_and_days_are_counted(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(monkeypatch, data / "calendars")
    with Services(data) as services:
        assert services.calendar.years
        assert [problem.file for problem in services.calendar_problems] == ["calendars"]
        assert services.store.summaries() == []


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ENAMETOOLONG])
def test_a_data_folder_out_of_reach_is_said_and_the_rules_are_there(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(monkeypatch, tmp_path, code)
    with Services(tmp_path / "数据") as services:
        assert "xianyang-2013" in services.library.rules
        with pytest.raises(UserError, match="写不进去"):
            services.store.summaries()


def test_a_stick_that_is_pulled_out_is_said_and_its_lists_are_there_again(tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    with Services(folder) as services:
        services.save_settings()
        with pytest.MonkeyPatch.context() as pulled:
            close(pulled, tmp_path, errno.EIO)
            with pytest.raises(UserError, match="放回原处"):
                services.save_settings()
        services.save_settings()


def test_a_file_that_another_program_held_is_read_at_the_next_start(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing about the file changes when it is let go: what could not be read is not remembered as such."""
    real = os.open

    def held(path: Any, *rest: Any, **named: Any) -> int:
        if str(path).endswith("yunchuan-2024/rule.md"):
            raise PermissionError(errno.EACCES, "held by another program", str(path))
        return real(path, *rest, **named)

    with monkeypatch.context() as holding:
        holding.setattr(os, "open", held)
        assert "yunchuan-2024" not in load_library([data / "rules"], tmp_path / "cache").rules
    assert "yunchuan-2024" in load_library([data / "rules"], tmp_path / "cache").rules
