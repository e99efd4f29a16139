"""What was confirmed of a newer version: on the disk at once, taken back step by step, shared by two windows."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.drafting.version_steps import FOLDER, Look, MarginMove, VersionSteps
from govdesk.errors import UserError
from govdesk.marginalia.model import Marginal

OLD, NEW = "yunchuan-2020", "yunchuan-2026"
MOVE = MarginMove(Marginal(NEW, "3"), Marginal(NEW, "3", "问过秘书科"))


def steps(folder: Path) -> VersionSteps:
    return VersionSteps(folder, OLD, NEW)


def test_looking_writes_nothing(tmp_path: Path) -> None:
    assert steps(tmp_path / "data").look("record/1//x") is None
    assert not (tmp_path / "data").exists()


def test_a_step_is_there_after_a_restart(tmp_path: Path) -> None:
    steps(tmp_path).add("note/3//x", moves=(MOVE,))
    steps(tmp_path).add("record/1//x", Look.LATER)
    again = steps(tmp_path)
    assert (again.look("note/3//x"), again.look("record/1//x")) == (Look.CONFIRMED, Look.LATER)
    assert again.steps[0].moves == (MOVE,)


def test_the_last_step_is_taken_back_with_what_it_moved(tmp_path: Path) -> None:
    kept = steps(tmp_path)
    kept.add("record/1//x", Look.LATER)
    kept.add("record/1//x")
    kept.add("note/3//x", moves=(MOVE,))
    handed: list[tuple[MarginMove, ...]] = []
    taken = kept.take_back(handed.append)
    assert taken is not None and taken.change == "note/3//x"
    assert handed == [(MOVE,)]
    kept.take_back(handed.append)
    assert steps(tmp_path).look("record/1//x") is Look.LATER, "what was decided before holds again"
    kept.take_back(handed.append)
    assert kept.take_back(handed.append) is None
    assert handed == [(MOVE,)], "a step that moved nothing hands nothing over"


def test_a_step_stays_where_what_it_moved_cannot_be_put_back(tmp_path: Path) -> None:
    kept = steps(tmp_path)
    kept.add("note/3//x", moves=(MOVE,))

    def refuse(moves: tuple[MarginMove, ...]) -> None:
        raise UserError("这一条的笔记在别处又改过")

    with pytest.raises(UserError):
        kept.take_back(refuse)
    assert steps(tmp_path).look("note/3//x") is Look.CONFIRMED


def test_two_windows_keep_each_others_steps(tmp_path: Path) -> None:
    one, other = steps(tmp_path), steps(tmp_path)
    one.add("record/1//x")
    other.add("record/2//x")
    assert [step.change for step in steps(tmp_path).steps] == ["record/1//x", "record/2//x"]
    assert other.look("record/1//x") is Look.CONFIRMED


def test_a_damaged_file_is_told_and_its_backup_helps(tmp_path: Path) -> None:
    kept = steps(tmp_path)
    kept.add("record/1//x")
    kept.add("record/2//x")
    file = tmp_path / FOLDER / f"{OLD}..{NEW}.json"
    file.write_bytes(b"\xff{")
    with pytest.raises(UserError, match="读不出来") as told:
        steps(tmp_path)
    assert f"{file.name}.bak" in told.value.sentence
    file.with_name(f"{file.name}.bak").replace(file)
    assert steps(tmp_path).look("record/1//x") is Look.CONFIRMED


def test_a_refusing_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = steps(tmp_path)
    kept.add("record/1//x")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("govdesk.drafting.version_steps.write_atomically", refuse)
    with pytest.raises(UserError, match="磁盘满了"):
        kept.add("record/2//x")
    assert kept.look("record/2//x") is None
    assert [step.change for step in steps(tmp_path).steps] == ["record/1//x"]
