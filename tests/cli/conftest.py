"""Runs commands as a user does: arguments in, exit status and two streams of text out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from terminal import ROOT, Ran, Run, bare_environment

from govdesk.app import build_services
from govdesk.cli import main


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of a data folder in which the shipped packs have been read and searched once."""
    services = build_services(str(tmp_path_factory.mktemp("warm")))
    services.search.prepare()
    return services.cache_folder


@pytest.fixture
def data(tmp_path: Path, warm_cache: Path) -> Path:
    """A data folder for one test."""
    folder = tmp_path / "data"
    shutil.copytree(warm_cache, folder / "cache")
    return folder


@pytest.fixture
def cli(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, on this test's data folder."""

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        status = main([*arguments, "--data-dir", str(data)])
        return Ran(status, *capsys.readouterr())

    return run


@pytest.fixture
def process(data: Path) -> Run:
    """Run `python main.py` as a process of its own; `env` is added to a bare environment, `stdin` is fed to it."""

    def run(*arguments: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Ran:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *arguments],
            env=bare_environment() | {"GOVDESK_DATA": str(data)} | dict(env or {}),
            input=stdin,
            capture_output=True,
            check=False,
            cwd=ROOT,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run
