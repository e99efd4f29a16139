"""Under strace: a session of commands and a window at work call nobody but X, D-Bus and CUPS, and write nowhere else.

All lists have hostile titles. What was counted is printed; `make watch` runs this alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import Seen, is_possible, read_log, watch

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

pytestmark = [
    pytest.mark.stress,
    pytest.mark.skipif(not sys.platform.startswith("linux") or not is_possible(), reason="needs strace and Xvfb"),
]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[str]:
    """A screen of our own: its name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as stream:
        yield f":{stream.readline().strip()}"
    server.terminate()
    server.wait()


def watched(tmp_path: Path, script: str, screen: str = "") -> tuple[Seen, Path]:
    """Run a script of this folder; what it did, and its bait."""
    data, out, home = tmp_path / "data", tmp_path / "out", tmp_path / "home"
    bait = tmp_path / "bait.png"
    for folder in (data, out, home):
        folder.mkdir()
    bait.write_bytes(b"nobody reads this")
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",  # Python's own copies of the program's source
        "DISPLAY": screen,
    }
    command = [sys.executable, str(HERE / script), str(data), str(out), str(bait)]
    bus = ["dbus-run-session", "--"] if shutil.which("dbus-run-session") else []
    log = tmp_path / "strace.log"
    if bus:  # the bus itself is not the program: it is started outside of what is watched
        done = subprocess.run(
            [*bus, sys.executable, "-c", _INSIDE, str(log), *command],
            cwd=ROOT,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
    else:
        done = watch(command, log, ROOT, environment)
    assert done.returncode == 0, (done.stdout[-2000:], done.stderr[-4000:])
    assert list(home.iterdir()) == [], "the home folder stays empty"
    return read_log(log, ROOT, [data, out]), bait


#: Runs `watch` within the session of the bus.
_INSIDE = f"""
import os, sys
from pathlib import Path
sys.path.insert(0, {str(HERE)!r})
from watching import watch
done = watch(sys.argv[2:], Path(sys.argv[1]), Path.cwd(), os.environ)
print(done.stdout); print(done.stderr, file=sys.stderr); sys.exit(done.returncode)
"""


def tell(counted: list[str], what: str, seen: Seen) -> None:
    calls = ", ".join(f"{whom} {count}" for whom, count in sorted(seen.calls.items())) or "none"
    written = ", ".join(f"{folder} {count}" for folder, count in sorted(seen.written.items()))
    counted.append(f"{what}: connections: {calls}; writes: {written}; elsewhere {len(seen.outside)}")


def test_commands(tmp_path: Path, counted: list[str]) -> None:
    seen, bait = watched(tmp_path, "commands.py")
    tell(counted, "commands under strace", seen)
    assert seen.strangers == [] and seen.outside == []
    assert str(bait) not in seen.read
    assert {call for call in seen.calls if call != "names of users (glibc)"} == set(), "commands call nobody at all"


def test_a_window(tmp_path: Path, counted: list[str], screen: str) -> None:
    seen, bait = watched(tmp_path, "window.py", screen)
    tell(counted, "window under strace", seen)
    assert seen.calls["X"] > 0, "it was watched"
    assert seen.strangers == [] and seen.outside == []
    assert str(bait) not in seen.read
    assert seen.calls["internet sockets made"] <= seen.calls["CUPS"], "each was to look for printers on this machine"
