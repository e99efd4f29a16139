"""The process of `ticker.py`, seen from a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


class Server:
    """The process of `ticker.py`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("ticker.py"))],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},  # it runs beside the tests, not in them
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def send(self, *command: object) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()

    def line(self) -> list[str]:
        assert self._process.stdout
        words = self._process.stdout.readline().split(" ", 1)
        assert words[0] != "error" and words != [""], words
        return [word.strip() for word in words]

    def lines_until_ended(self, pid: int) -> list[list[str]]:
        """What else the process said before it was gone."""
        lines = []
        while (line := self.line())[0] != "ended" or line[1].split()[0] != str(pid):
            lines.append(line)
        return lines

    def stop(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
