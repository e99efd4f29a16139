"""docs/cli.md promises keys to scripts: every command of its table must give them."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
from terminal import ROOT, Run

TABLE = re.findall(r"^\| `(.+?)` \| (`.+`) \|$", (ROOT / "docs" / "cli.md").read_text("utf-8"), re.MULTILINE)


def values(document: Any, path: str) -> list[Any]:
    """What stands at `path`; lists on the way are gone through one by one."""
    found = [document]
    for key in path.split("."):
        found = [one for value in found for one in (value if isinstance(value, list) else [value])]
        missing = [one for one in found if key not in one]
        assert not missing, (path, key, missing[0])
        found = [one[key] for one in found]
    return found


@pytest.mark.parametrize(("command", "keys"), TABLE, ids=[command for command, _ in TABLE])
def test_every_key_that_is_promised_is_there(cli: Run, command: str, keys: str) -> None:
    ran = cli(*shlex.split(command), "--json")
    assert ran.status == 0
    for path in re.findall(r"`(.+?)`", keys):
        assert values(ran.document, path), path


def test_every_command_is_in_the_table(cli: Run) -> None:
    told = {command.split()[0] for command, _ in TABLE}
    assert {"rules", "show", "search", "wizards", "checklist", "due", "check", "records", "calendar"} <= told


def test_every_paper_of_a_record_is_in_the_document(cli: Run) -> None:
    told = (ROOT / "docs" / "cli.md").read_text("utf-8")
    usage = cli("records", "print", "--help").out
    for option in ("--history", "--cover", "--approval", "--blank"):
        assert option in usage and f"`{option}`" in told, option
