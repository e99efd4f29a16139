"""来源未核实 goes when the rule arrives and its text proves the quotes, and comes back when it goes: nothing of it is stored."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from govdesk.app import Services
from govdesk.paths import program_root
from govdesk.present.text import headline
from govdesk.wizards.provenance import UNVERIFIED

PACK = program_root() / "tests" / "made_up" / "yunchuan-2024"
RULE = PACK.name


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list of a colleague who has the rule."""
    folder = tmp_path / "那边"
    bring_pack(folder)
    with Services(folder) as services:
        wizard = services.library.wizards(RULE)[0]
        services.store.create(services.library.basis(RULE, wizard.id), {}, {}, "李建国")
        services.export_records(tmp_path / "清单.govdesk.json")
    return tmp_path / "清单.govdesk.json"


@pytest.fixture
def here(tmp_path: Path, file: Path) -> Iterator[Services]:
    """A desk without that rule, and the list on it."""
    with Services(tmp_path / "这边") as services:
        imported, _ = services.import_records(file, "王晓梅")
        assert len(imported) == 1
        yield services


def bring_pack(folder: Path, old: str = "", new: str = "") -> None:
    shutil.copytree(PACK, folder / "rules" / RULE, dirs_exist_ok=True)
    text = folder / "rules" / RULE / "rule.md"
    assert old in text.read_text("utf-8")
    text.write_text(text.read_text("utf-8").replace(old, new) if old else text.read_text("utf-8"), "utf-8")


def is_marked(services: Services) -> bool:
    (line,) = services.store.summaries()
    record = services.store.load(line.number)
    (marked,) = {line.rule_title.endswith(UNVERIFIED), record.basis.rule.title.endswith(UNVERIFIED)}
    assert headline(record)
    return marked


def read_again(services: Services) -> None:
    services.use_packs(services.read_packs_again())


def test_the_mark_goes_while_the_window_is_open(here: Services) -> None:
    assert is_marked(here)
    bring_pack(here.data_folder)
    read_again(here)
    assert not is_marked(here)
    shutil.rmtree(here.data_folder / "rules" / RULE)
    read_again(here)
    assert is_marked(here)


def test_the_mark_goes_at_the_next_start(here: Services) -> None:
    here.close()
    bring_pack(here.data_folder)
    with Services(here.data_folder) as services:
        assert not is_marked(services)
    shutil.rmtree(here.data_folder / "rules" / RULE)
    with Services(here.data_folder) as services:
        assert is_marked(services)


def test_a_rule_that_reads_otherwise_proves_nothing(here: Services) -> None:
    entry = here.store.load(here.store.summaries()[0].number).basis.articles[0].article
    sentence = entry.paragraphs[0].text.shown
    bring_pack(here.data_folder, sentence[:8], sentence[:8] + "另外，")
    read_again(here)
    assert RULE in here.library.rules and is_marked(here)
