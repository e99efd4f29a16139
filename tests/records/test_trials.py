"""The trials of `trials.py`: seconds of each in every run, and with `make stress` as many as it takes to trust them.

`make stress` takes some ten minutes. GOVDESK_STRESS_SEEDS (1,2,3) and GOVDESK_STRESS_SHARE (1.0: all rounds) change that.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
import trials
from killing import Server
from office import make_test_basis

from govdesk.marginalia.model import Marginal
from govdesk.records import open_store
from govdesk.workdays import OfficialCalendar

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, pipes and links made")

SEEDS = [int(seed) for seed in os.environ.get("GOVDESK_STRESS_SEEDS", "1,2,3").split(",")]
SHARE = float(os.environ.get("GOVDESK_STRESS_SHARE", "1"))


def rounds(many: int, few: int) -> list[object]:
    """Seed and rounds: a few for `make test`, many for each seed of `make stress`."""
    each = max(1, round(many * SHARE))
    long = [pytest.param(seed, each, marks=pytest.mark.stress, id=f"seed{seed}-{each}") for seed in SEEDS]
    return [pytest.param(0, few, id=f"short-{few}"), *long]


@pytest.mark.parametrize(("seed", "times"), rounds(500, 8))
def test_kills(
    seed: int, times: int, server: Server, folder: Path, calendar: OfficialCalendar, counted: list[str]
) -> None:
    tell(counted, f"kills, seed {seed}", trials.kills(server, folder, calendar, seed, times))


@pytest.mark.parametrize(("seed", "times"), rounds(1000, 30))
def test_damages(
    seed: int, times: int, folder: Path, tmp_path: Path, calendar: OfficialCalendar, counted: list[str]
) -> None:
    base = trials.desk_to_damage(folder, calendar)
    (tmp_path / "room").mkdir()
    tell(counted, f"damages, seed {seed}", trials.damages(base, tmp_path / "room", calendar, seed, times))


@pytest.mark.parametrize(("seed", "times"), rounds(200, 10))
def test_states_of_a_data_folder(seed: int, times: int, tmp_path: Path, counted: list[str]) -> None:
    tell(counted, f"data folders, seed {seed}", trials.states(tmp_path, seed, times))


@pytest.mark.parametrize(("seed", "times"), rounds(200, 6))
def test_packs(seed: int, times: int, tmp_path: Path, counted: list[str]) -> None:
    tell(counted, f"packs, seed {seed}", trials.packs(tmp_path, seed, times))


@pytest.mark.parametrize(("seed", "times"), rounds(100, 15))
def test_exchange_files(
    seed: int, times: int, folder: Path, tmp_path: Path, calendar: OfficialCalendar, counted: list[str]
) -> None:
    with open_store(tmp_path / "there", calendar) as store:
        record = store.create(make_test_basis(), {"others": "yes"}, {"title": "甲"}, "王")
        store.set_note(record, "lend", "乙", "王")
        store.export_file(tmp_path / "file.json", notes=(Marginal("reading-room", "7", "笔记", text="0" * 16),))
    folder.mkdir()
    tell(
        counted,
        f"exchange files, seed {seed}",
        trials.exchange_files(tmp_path / "file.json", folder, calendar, seed, times),
    )


@pytest.mark.parametrize(("seed", "times"), rounds(30, 2))
def test_full_disks(seed: int, times: int, folder: Path, calendar: OfficialCalendar, counted: list[str]) -> None:
    folder.mkdir()
    tell(counted, f"full disks, seed {seed}", trials.full_disk(folder, calendar, seed, times))
    shutil.rmtree(folder)


def tell(counted: list[str], what: str, counts: Counter[str]) -> None:
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    counted.append(f"{what}: {told}")
