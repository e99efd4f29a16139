"""Chinese typed by real keys through a real fcitx 5, started as UOS and Kylin start programs: QT_IM_MODULE=fcitx."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

NEEDED = ("fcitx5", "Xvfb", "xdotool", "dbus-daemon")
PINYIN = Path("/usr/share/fcitx5/inputmethod/pinyin.conf")
MISSING = [name for name in NEEDED if shutil.which(name) is None] + (
    [] if PINYIN.exists() else ["fcitx5-chinese-addons"]
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.stress,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (apt-get install fcitx5 ...)"),
]

PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An X server, a session bus and fcitx 5 with pinyin switched on; gives the environment of a program there."""
    home = tmp_path / "home"
    (home / "config" / "fcitx5").mkdir(parents=True)
    (home / "config" / "fcitx5" / "profile").write_text(PROFILE)
    (home / "config" / "fcitx5" / "config").write_text("[Behavior]\nActiveByDefault=True\n")
    (home / "run").mkdir(mode=0o700)
    started: list[subprocess.Popen[str]] = []

    def start(*command: str, env: dict[str, str], line: int | None = None) -> str:
        """A process that lives until the end; with `line`, the first line that it writes there."""
        reading, writing = os.pipe()
        filled = [part.replace("FD", str(writing)) for part in command]
        started.append(
            subprocess.Popen(
                filled,
                env=env,
                pass_fds=(writing,),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                text=True,
            )
        )
        os.close(writing)
        with os.fdopen(reading) as said:
            return said.readline().strip() if line else ""

    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    env = kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "LANG": "C.UTF-8",
    }
    try:
        display = start("Xvfb", "-displayfd", "FD", "-screen", "0", "1400x900x24", "-nolisten", "tcp", env=env, line=1)
        env["DISPLAY"] = f":{display}"
        env["DBUS_SESSION_BUS_ADDRESS"] = start(
            "dbus-daemon", "--session", "--nofork", "--print-address=FD", env=env, line=1
        )
        assert display and env["DBUS_SESSION_BUS_ADDRESS"]
        start("fcitx5", "--disable=wayland,waylandim,notificationitem", env=env)
        yield env
    finally:
        for process in reversed(started):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def test_chinese_comes_out_of_every_kind_of_field(desktop: dict[str, str], tmp_path: Path) -> None:
    pictures = os.environ.get("GOVDESK_SCREENSHOTS")
    here = Path(__file__).parent
    env = desktop | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_IM_MODULE": "fcitx",
        "XMODIFIERS": "@im=fcitx",
        "PYTHONPATH": os.pathsep.join(str(folder) for folder in (here, *here.parents[:2])),
    }
    done = subprocess.run(
        [sys.executable, str(here / "typist.py"), str(tmp_path / "office"), *([pictures] if pictures else [])],
        env=env,
        capture_output=True,
        text=True,
        cwd=here.parents[1],
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    fields = ("search", "head", "note", "records filter", "contents filter", "find")
    assert {line["field"]: line["text"] for line in said} == dict.fromkeys(fields, "会议")
    assert all(line["composed"].replace(" ", "").replace("'", "") == "huiyi" for line in said), said
