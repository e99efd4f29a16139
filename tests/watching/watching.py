"""What a process did, by the word of the system: whom it called, and what it wrote where. Linux, with strace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CALLS = (
    "socket,connect,bind,listen,open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,"
    "link,linkat,symlink,symlinkat,truncate,mknod,mknodat,chmod,fchmodat,chown,fchownat,utimensat"
)
_CALL = re.compile(r"^(?:\[pid +)?\d*\]? *(\w+)\((.*?)(?:\) += (-?\d+|\?)(?:<(.*)>)?.*| <unfinished \.\.\.>)$")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")
#: Not files of anybody's: devices, the process's own doors, memory.
_NOWHERE = re.compile(
    r"/dev/(null|tty|pts/.*|ptmx|dri/.*|nvidia.*|shm/(\.?pulse|sem\.).*)|/proc/(self|\d+)/.*|/memfd:.*|(pipe|socket|anon_inode):.*"
)
_INTERNET = re.compile(
    r"sa_family=AF_INET6?\b.*?sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|inet_pton\(AF_INET6, )\"([^\"]*)\""
)


@dataclass
class Seen:
    """What came to light. `calls` counts what was connected to, `outside` are writes where none belongs."""

    calls: Counter[str] = field(default_factory=Counter)
    strangers: list[str] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)
    outside: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)


def is_possible() -> bool:
    """Are strace and an X server at hand, and may one process watch another?"""
    if not shutil.which("strace") or not shutil.which("Xvfb"):
        return False
    return (
        subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True, check=False).returncode == 0
    )


def watch(
    command: Sequence[str], log: Path, cwd: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command, and write down what it and its children ask of the system."""
    strace = ["strace", "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={_CALLS}", "-e", "signal=none", "-o", str(log)]
    return subprocess.run(
        [*strace, *command], cwd=cwd, env=dict(environment), capture_output=True, text=True, check=False
    )


def read_log(log: Path, cwd: Path, allowed: Sequence[Path]) -> Seen:
    """What the log of `watch` tells; `allowed` are the folders that may be written to."""
    seen = Seen()
    places = [os.path.realpath(folder) for folder in allowed]
    for line in log.read_text("utf-8", errors="replace").splitlines():
        match = _CALL.match(line)
        if match is None:
            continue  # the end of a call whose beginning was read
        name, arguments, result, _ = match.groups()
        if name in ("connect", "bind", "listen"):
            _take_call(seen, name, arguments)
        elif name == "socket":
            if "AF_INET" in arguments:
                seen.calls["internet sockets made"] += 1
        else:
            _take_file(seen, name, arguments, result, cwd, places)
    return seen


def _take_call(seen: Seen, name: str, arguments: str) -> None:
    if (found := _INTERNET.search(arguments)) is not None:
        port, host = found.groups()
        printing = name == "connect" and host in ("127.0.0.1", "::1") and port == "631"
        whom = "CUPS" if printing else f"{name} {host}:{port}"
    elif "AF_UNIX" in arguments:
        texts = _TEXT.findall(arguments)
        whom = _whose(texts[-1] if texts else "") if name == "connect" else f"{name} {arguments}"
    elif "AF_UNSPEC" in arguments or "AF_NETLINK" in arguments:
        return  # a socket let go, and the kernel's list of this machine's own addresses
    else:
        whom = f"{name} {arguments}"
    seen.calls[whom] += 1
    if whom not in ("X", "D-Bus", "CUPS", "names of users (glibc)"):
        seen.strangers.append(f"{name}({arguments})")


def _whose(socket: str) -> str:
    """Whose door a local socket is."""
    name = socket.removeprefix("\\0")
    if re.search(r"/tmp/\.X11-unix/X\d+$", name):
        return "X"
    if "dbus" in name or re.search(r"/run/user/\d+/(bus|at-spi/.*)$|at-spi", name):
        return "D-Bus"
    if name.endswith("/cups/cups.sock"):
        return "CUPS"
    return "names of users (glibc)" if name.endswith("/nscd/socket") else name


def _take_file(seen: Seen, name: str, arguments: str, result: str | None, cwd: Path, places: Sequence[str]) -> None:
    paths = [_unescaped(text) for text in _TEXT.findall(arguments)]
    opens = name in ("open", "openat", "openat2")
    if opens and not _WRITES.search(arguments):
        if result is not None and not result.startswith("-"):
            seen.read.update(paths)
        return
    if result is not None and result.startswith("-"):
        return  # refused: nothing was written
    base = re.match(r"(?:AT_FDCWD|\d+)<([^>]*)>", arguments)
    for path in paths:
        whole = os.path.normpath(os.path.join(base.group(1) if base else str(cwd), path))  # noqa: PTH118 — strace's text
        if _NOWHERE.fullmatch(whole):
            continue
        place = next((folder for folder in places if whole == folder or whole.startswith(f"{folder}/")), "")
        if place:
            seen.written[Path(place).name] += 1
        else:
            seen.outside.append(f"{name} {whole}")


def _unescaped(text: str) -> str:
    """strace writes bytes that are no ASCII in octal."""
    raw = text.encode("ascii", "backslashreplace").decode("unicode_escape").encode("latin-1", "replace")
    return raw.decode("utf-8", "replace")
