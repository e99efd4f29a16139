"""docs/cli.md promises keys to scripts: every command of its table must give them."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from terminal import ROOT, Run

from govdesk.app import build_services
from govdesk.records import ItemState

TABLE = re.findall(r"^\| `(.+?)` \| (`.+`) \|$", (ROOT / "docs" / "cli.md").read_text("utf-8"), re.MULTILINE)


def values(document: Any, path: str) -> list[Any]:
    """What stands at `path`; lists on the way are gone through one by one, and where there is null, there is no more."""
    found = [document]
    for key in path.split("."):
        found = [one for value in found for one in (value if isinstance(value, list) else [value]) if one is not None]
        missing = [one for one in found if key not in one]
        assert not missing, (path, key, missing[0])
        found = [one[key] for one in found]
    return found


@pytest.fixture
def named(data: Path, tmp_path: Path) -> dict[str, str]:
    """What the names in capitals of the table stand for: a document, a pack with a fault, a record with a tick."""
    pack = shutil.copytree(ROOT / "rules" / "xianyang-2013", tmp_path / "xianyang-2013")
    wizard = pack / "wizards" / "countersign.toml"
    wizard.write_text(wizard.read_text("utf-8").replace("5个工作日内签复", "6个工作日内签复"), "utf-8")
    services = build_services(str(data))
    basis = services.library.basis("xianyang-2013", "review-incoming")
    fields = {"received": "2026-09-24", "title": "请求拨款"}
    record = services.store.create(basis, {"kind": "request"}, fields, "王晓梅", desk="office")
    services.store.set_state(record, record.evaluate().items[0].item.id, ItemState.DONE, "王晓梅")
    services.store.close()
    return {
        "FILE": str(ROOT / "rules" / "xianyang-2013" / "source.txt"),
        "PACK": str(pack),
        "NO": record.number,
    }


@pytest.mark.parametrize(("command", "keys"), TABLE, ids=[command for command, _ in TABLE])
def test_every_key_that_is_promised_is_there(cli: Run, request: pytest.FixtureRequest, command: str, keys: str) -> None:
    needs = re.search(r"\b(FILE|PACK|NO)\b|records|deadlines", command)
    named = request.getfixturevalue("named") if needs else {}
    ran = cli(*(named.get(word, word) for word in shlex.split(command)), "--json")
    assert ran.status == (1 if "PACK" in command else 0), ran.err
    for path in re.findall(r"`(.+?)`", keys):
        assert values(ran.document, path), path


def test_every_item_of_a_wizard_has_every_key(cli: Run) -> None:
    wizards = cli("wizards", "--json").document["wizards"]
    kinds = {item["kind"]: item.keys() for wizard in wizards for item in wizard["items"]}
    assert len(kinds) == 5
    assert all(keys == kinds["act"] for keys in kinds.values())
    forms = [item["form"] for wizard in wizards for item in wizard["items"] if item["form"]]
    assert len(forms) > len(set(forms)), "one act in two forms shares its id"


def test_every_command_is_in_the_document(cli: Run) -> None:
    """Those whose keys a script may lean on stand in the table, the others below it."""
    commands = re.findall(r"^    ([a-z]+)  ", cli("--help").out, re.MULTILINE)
    told = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert len(commands) > 12
    assert [command for command in commands if not re.search(rf"`{command}\b", told)] == []
    written = {"compare"}
    assert {command.split()[0] for command, _ in TABLE} == set(commands) - written


def test_every_paper_of_a_record_is_in_the_document(cli: Run) -> None:
    told = (ROOT / "docs" / "cli.md").read_text("utf-8")
    usage = cli("records", "print", "--help").out
    for option in ("--history", "--cover", "--approval", "--blank"):
        assert option in usage and f"`{option}`" in told, option
