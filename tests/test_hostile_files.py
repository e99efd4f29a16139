"""Whatever lies where a file of the program's or of the user's is read: a pipe is not waited for, no answer is a crash."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from govdesk.drafting.decisions import DecisionFile, read_progress
from govdesk.drafting.keeping import read_draft
from govdesk.drafting.version_steps import VersionSteps
from govdesk.errors import UserError
from govdesk.fault_log import write_log
from govdesk.importing.packzip import import_pack
from govdesk.importing.saving import already_imported, read_record
from govdesk.records.desk import Desk, Program, ask_to_show, take_file
from govdesk.search import storage

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and links as on Linux")

HOSTILE: dict[str, Callable[[Path], object]] = {
    "a pipe": lambda path: os.mkfifo(path),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a folder": lambda path: path.mkdir(),
    "no UTF-8": lambda path: path.write_bytes(b'{"file": "\xff\xfe"}'),
    "half a character": lambda path: path.write_bytes(b'{"file": "\\ud800"}'),
    "deep": lambda path: path.write_bytes(b'{"rule": ' + b"[" * 200_000),
    "deep and unknown": lambda path: path.write_bytes(b'{"x": ' + b'{"x": ' * 200_000),
    "no JSON": lambda path: path.write_bytes(b"\0" * 1000),
}


@pytest.fixture(params=HOSTILE)
def spoil(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    make = HOSTILE[request.param]

    def put(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)

    return put


def test_what_tells_of_an_import_may_be_anything(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / "somewhere-2020" / "import.json")
    assert already_imported(tmp_path, "0" * 64) == ""
    assert read_record(tmp_path / "somewhere-2020") is None


def test_the_files_of_a_draft_may_be_anything(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / "draft" / "proposals.json")
    spoil(tmp_path / "draft" / "review.json")
    assert read_progress(tmp_path) is None
    for read in (lambda: read_draft(tmp_path), lambda: DecisionFile(tmp_path).read("rule", "hash")):
        try:
            read()
        except UserError as error:
            assert "读不出来" in error.what


def test_the_steps_to_a_newer_version_may_be_anything(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / "versions" / "old..new.json")
    try:
        assert VersionSteps(tmp_path, "old", "new").steps == ()
    except UserError as error:
        assert "读不出来" in error.what


def test_steps_that_are_gone_beside_their_backup_are_not_begun_anew(tmp_path: Path) -> None:
    steps = VersionSteps(tmp_path, "old", "new")
    for change in ("1", "2", "3"):
        steps.add(change)
    (tmp_path / "versions" / "old..new.json").unlink()
    again = VersionSteps(tmp_path, "old", "new")
    assert [step.change for step in again.steps] == ["1", "2"]
    again.add("4")
    assert [step.change for step in VersionSteps(tmp_path, "old", "new").steps] == ["1", "2", "4"]


def test_what_is_brought_as_a_pack_may_be_anything(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / "pack.zip")
    with pytest.raises(UserError, match="没有导入"):
        import_pack(tmp_path / "data", {}, tmp_path / "pack.zip")


def test_the_kept_index_may_be_anything(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / "search" / "key" / "manifest.json")
    assert storage.load(tmp_path, "key") is None
    assert storage.prove(tmp_path, "key") is None


@pytest.mark.parametrize("part", ["a pipe", "a link to a device", "a folder"])
def test_a_part_of_the_index_that_is_no_file_is_not_read(tmp_path: Path, part: str) -> None:
    assert storage.save(tmp_path, "key", {"part": b"words"})
    (tmp_path / "search" / "key" / "part").unlink()
    HOSTILE[part](tmp_path / "search" / "key" / "part")
    assert storage.load(tmp_path, "key") is None
    assert storage.prove(tmp_path, "key") is None


def test_what_a_second_start_asks_for_may_be_anything(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / "show-window-file")
    asked = take_file(tmp_path)
    assert asked is None or not asked.exists()


def test_a_name_that_no_file_has_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "show-window-file").write_bytes(b"/tmp/a\0b.govdesk.json")
    assert take_file(tmp_path) is None


def test_to_ask_for_the_window_empties_no_file_of_the_users(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    (tmp_path / "data" / "show-window").symlink_to(mine)
    window = Desk(tmp_path / "data", Program.WINDOW)
    assert window.enter()
    assert not ask_to_show(tmp_path / "data", seconds=0)
    assert mine.read_text() == "mine"
    os.mkfifo(tmp_path / "data" / "show-window")
    assert not ask_to_show(tmp_path / "data", seconds=0)
    window.leave()


def test_the_log_of_faults_may_be_anything(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / "logs" / "errors.log")
    log = write_log(tmp_path, "Traceback …")
    assert log is None or "Traceback …" in log.read_bytes().decode(errors="replace")


def test_the_log_of_faults_is_not_written_into_a_file_of_the_users(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "errors.log").symlink_to(mine)
    assert write_log(tmp_path, "Traceback …") is not None
    assert mine.read_text() == "mine"


def test_a_review_that_is_gone_beside_its_backup_is_not_begun_anew(tmp_path: Path) -> None:
    from govdesk.drafting.decisions import Decisions, Step, Verdict

    (tmp_path / "draft").mkdir()
    reviewing = DecisionFile(tmp_path)
    steps: tuple[Step, ...] = ()
    for proposal in ("a/1", "a/2", "a/3"):
        steps = (*steps, Step(proposal, Verdict.TAKEN))
        reviewing.read("rule", "hash")
        reviewing.write(Decisions("rule", "hash", steps))
    (tmp_path / "draft" / "review.json").unlink()
    found = DecisionFile(tmp_path)
    kept = found.read("rule", "hash")
    assert [step.proposal for step in kept.steps] == ["a/1", "a/2"]
    found.write(kept)
    assert DecisionFile(tmp_path).read("rule", "hash") == kept
