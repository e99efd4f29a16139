"""Files that take the place of others: whole or not at all, with nothing left beside them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from govdesk.files import replacing
from govdesk.paths import write_atomically

NAMED = pytest.param(False, id="named")
UNNAMED = pytest.param(
    True, id="unnamed", marks=pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="Linux alone knows such files")
)


@pytest.fixture(params=[UNNAMED, NAMED], autouse=True)
def unnamed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """As the system does it, and as one does that knows no files without names."""
    if not request.param:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return bool(request.param)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_is_made_and_replaced_with_the_former_one_beside_it(tmp_path: Path) -> None:
    for data in (b"1", b"2", b"3"):
        write_atomically(tmp_path / "a", data, keep_backup=True)
    assert contents(tmp_path) == {"a": b"3", "a.bak": b"2"}


def test_a_block_that_raises_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    for name in ("a", "b"):
        with pytest.raises(ZeroDivisionError), replacing(tmp_path / name) as stream:
            stream.write(b"2" * 100_000)
            raise ZeroDivisionError
    assert contents(tmp_path) == {"a": b"1"}


def test_a_file_has_the_rights_that_other_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_atomically(tmp_path / "a", b"1")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_is_replaced_and_what_it_leads_to_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"1")
    (tmp_path / "a").symlink_to("there")
    write_atomically(tmp_path / "a", b"2")
    assert not (tmp_path / "a").is_symlink() and contents(tmp_path) == {"a": b"2", "there": b"1"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked and killed")
def test_a_kill_leaves_nothing_behind(tmp_path: Path, unnamed: bool) -> None:
    pid = os.fork()
    if pid == 0:
        with replacing(tmp_path / "a") as stream:
            stream.write(b"2" * 1_000_000)
            stream.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    if unnamed:
        assert contents(tmp_path) == {}
    write_atomically(tmp_path / "b", b"1")  # where files have names, the next write sweeps
    assert contents(tmp_path) == {"b": b"1"}


def test_where_a_file_cannot_be_given_a_name_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_atomically(tmp_path / "a", b"1" * 100_000)
    assert contents(tmp_path) == {"a": b"1" * 100_000}
