"""What commands read and write: results to standard output, messages to standard error, both in UTF-8."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    import argparse

    from govdesk.errors import Progress


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale or the Windows code page; what cannot be written becomes ?."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a test's stand-in may have none
            reconfigure(encoding="utf-8", errors="replace")


def say(text: str = "") -> None:
    """One line, or several, to standard output."""
    print(text)


def tell(message: str) -> None:
    """A message to standard error."""
    print(message, file=sys.stderr, flush=True)


class SlowTeller:
    """Says how far a work is where that takes long: after two seconds, and every two seconds from there on."""

    SECONDS = 2.0

    def __init__(self) -> None:
        self._next = time.monotonic() + self.SECONDS

    def tell(self, message: str) -> None:
        """To standard error, where it is time."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self.SECONDS
            tell(message)

    def progress(self, words: str) -> Progress:
        """Tells of a long work that is not to be stopped; `words` have a place for how much is done, and one for how much of."""

        def told(done: int, total: int) -> bool:
            self.tell(words.format(done, total))
            return True

        return told


def say_json(document: Any, *, compact: bool = False) -> None:
    """One JSON document to standard output; `compact` keeps it on one line."""
    import msgspec  # not for the window's start

    encoded = msgspec.json.encode(document)
    print((encoded if compact else msgspec.json.format(encoded, indent=1)).decode())


def input_lines(stream: TextIO | None = None) -> Iterator[str]:
    """The lines of standard input as they come, without their line ends.

    UTF-8; a line that is not is read as GB 18030, which Windows consoles in China send.
    """
    stream = stream or sys.stdin
    binary = getattr(stream, "buffer", None)
    for line in binary if binary is not None else stream:
        yield (line if isinstance(line, str) else decode(line)).removeprefix("\ufeff").rstrip("\r\n")


def decode(content: bytes) -> str:
    """`content` as UTF-8, else as GB 18030; what is neither becomes U+FFFD."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def read_standard_input() -> bytes:
    """All of standard input."""
    binary = getattr(sys.stdin, "buffer", None)
    content: bytes = binary.read() if binary is not None else sys.stdin.read().encode()
    return content


def spelled(command: str, options: argparse.Namespace | None) -> str:
    """`command` as the user would type it after one with `options`: on the same data folder."""
    data_dir = getattr(options, "data_dir", None)
    import shlex  # not for the window's start

    return f"{program_name()} {command}" + (f" --data-dir {shlex.quote(data_dir)}" if data_dir else "")


def program_name() -> str:
    """How the user started the program: `python main.py`, or the built app's name."""
    name = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "main.py"
    return f"python {name}" if name.endswith(".py") else name
