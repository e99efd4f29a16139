"""Two builds at once share one cache: the second waits for the first, and deletes nothing of it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools" / "release"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("flock") is None, reason="the packages for Linux are built on Linux"
)


def begin(tmp_path: Path, script: Path, *arguments: str) -> subprocess.Popen[str]:
    """The script, with stand-ins for whatever would change the machine: were one called, the script would end with 70."""
    stubs = tmp_path / "bin"
    stubs.mkdir()
    (stubs / "apt-get").write_text("#!/bin/sh\nexit 70\n", encoding="utf-8")
    # It fails half-way: there is a root, and little in it.
    (stubs / "debootstrap").write_text('#!/bin/sh\nmkdir -p "$3/etc"\nexit 70\n', encoding="utf-8")
    (stubs / "unshare").write_text("#!/bin/sh\ncat >/dev/null\necho trial\n", encoding="utf-8")
    for stub in stubs.iterdir():
        stub.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{stubs}:{os.environ['PATH']}",
        "GOVDESK_BUILD_CACHE": str(tmp_path / "cache"),
    }
    return subprocess.Popen(
        ["sh", str(script), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def hold(folder: Path) -> subprocess.Popen[bytes]:
    """Another build: it holds the lock until its standard input is closed, and says so when it has it."""
    folder.mkdir(parents=True)
    (folder / "half-made").touch()
    other = subprocess.Popen(
        ["flock", f"{folder}.lock", "sh", "-c", "echo held; read end"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    return other


def let_go(other: subprocess.Popen[bytes], folder: Path) -> None:
    assert (folder / "half-made").exists(), "the second build deleted what the first was making"
    (folder / ".complete").touch()
    other.communicate()


def test_a_second_build_of_python_waits_and_takes_the_first_ones(tmp_path: Path) -> None:
    script = TOOLS / "portable-python"
    folder = tmp_path / "cache" / f"python-{hashlib.sha256(script.read_bytes()).hexdigest()[:12]}"
    other = hold(folder)
    second = begin(tmp_path, script)
    assert second.stdout is not None
    assert "waiting" in second.stdout.readline()
    let_go(other, folder)
    assert second.communicate()[0] == f"{folder}\n"
    assert second.returncode == 0


def test_a_second_trial_waits_for_the_bare_root(tmp_path: Path) -> None:
    # A copy of the script: it makes a folder of logs beside the repository's own files.
    script = tmp_path / "repository" / "tools" / "release" / "smoke"
    script.parent.mkdir(parents=True)
    shutil.copy(TOOLS / "smoke", script)
    naming = re.search(r"^suite=.*?^key=.*?$", script.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert naming is not None
    key = subprocess.run(["sh", "-c", f"{naming[0]}\necho $key"], capture_output=True, text=True, check=True).stdout
    folder = tmp_path / "cache" / f"debian11-{key.strip()}"
    other = hold(folder)
    second = begin(tmp_path, script, str(script), str(script))
    assert second.stdout is not None
    assert "waiting" in second.stdout.readline()
    let_go(other, folder)
    assert second.communicate()[0].splitlines()[-1] == "trial"
    assert second.returncode == 0


def test_a_root_that_could_not_be_made_is_not_taken_for_whole(tmp_path: Path) -> None:
    script = tmp_path / "repository" / "tools" / "release" / "smoke"
    script.parent.mkdir(parents=True)
    shutil.copy(TOOLS / "smoke", script)
    trial = begin(tmp_path, script, str(script), str(script))
    assert "trial" not in trial.communicate()[0].splitlines()
    assert trial.returncode != 0
    assert not list((tmp_path / "cache").glob("*/.complete"))
