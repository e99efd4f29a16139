"""The watcher sees what it is to see: each kind of call that is not allowed is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from watching import read_log

ALLOWED = """\
12 connect(5, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X77"}, 20) = 0
12 connect(6, {sa_family=AF_UNIX, sun_path="/tmp/dbus-AbC"}, 110) = 0
13 connect(7, {sa_family=AF_INET, sin_port=htons(631), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ECONNREFUSED (Connection refused)
13 connect(7, {sa_family=AF_INET6, sin6_port=htons(631), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS
12 openat(AT_FDCWD</office>, "data/notes.json", O_RDONLY|O_CLOEXEC) = 3</office/data/notes.json>
12 openat(AT_FDCWD</office>, "/office/data", O_RDWR|O_CLOEXEC|O_TMPFILE, 0666) = 3</office/data/#1>
12 openat(AT_FDCWD</office>, "/etc/shadow", O_WRONLY) = -1 EACCES (Permission denied)
12 openat(4</office/data>, "\\346\\270\\205.json", O_WRONLY|O_CREAT, 0666) = 5</office/data/x>
12 openat(AT_FDCWD</office>, "/dev/null", O_RDWR) = 3</dev/null>
"""


def read(tmp_path: Path, text: str) -> tuple[list[str], list[str]]:
    (tmp_path / "log").write_text(text, "utf-8")
    seen = read_log(tmp_path / "log", Path("/office"), [Path("/office/data")])
    return seen.strangers, seen.outside


def test_what_belongs_to_the_program_is_allowed(tmp_path: Path) -> None:
    assert read(tmp_path, ALLOWED) == ([], [])


@pytest.mark.parametrize(
    "line",
    [
        '12 connect(7, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = -1 EINPROGRESS',
        '12 connect(7, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0',
        '12 connect(7, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, 42) = 0',
        '12 bind(7, {sa_family=AF_INET, sin_port=htons(8000), sin_addr=inet_addr("0.0.0.0")}, 16) = 0',
        '12 connect(7, {sa_family=AF_INET6, sin6_port=htons(631), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28 <unfinished ...>',
    ],
)
def test_a_call_to_anybody_else_is_told(tmp_path: Path, line: str) -> None:
    strangers, _ = read(tmp_path, ALLOWED + line + "\n")
    assert len(strangers) == 1


@pytest.mark.parametrize(
    "line",
    [
        '12 openat(AT_FDCWD</office>, "/elsewhere/x", O_WRONLY|O_CREAT|O_CLOEXEC, 0666) = 3</elsewhere/x>',
        '12 openat(AT_FDCWD</office>, "data/../other", O_RDWR|O_CREAT, 0666 <unfinished ...>',
        '12 openat(AT_FDCWD</office>, "/tmp", O_RDWR|O_EXCL|O_TMPFILE, 0600) = 3</tmp/#2>',
        '12 mkdir("/office/data2", 0777) = 0',
        '12 rename("/office/data/a", "/office/b") = 0',
        '12 unlink("/etc/passwd") = 0',
        '12 openat(4</elsewhere>, "a", O_WRONLY|O_TRUNC) = 5</elsewhere/a>',
    ],
)
def test_a_write_anywhere_else_is_told(tmp_path: Path, line: str) -> None:
    _, outside = read(tmp_path, ALLOWED + line + "\n")
    assert len(outside) == 1
