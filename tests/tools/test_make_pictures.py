"""The tool that takes the manual's pictures finds the tests' own desk from any folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "make_pictures.py"


def test_the_tool_finds_all_that_it_shows(tmp_path: Path) -> None:
    read = f"import runpy; print(len(runpy.run_path({str(TOOL)!r}, run_name='pictures')['SCREENS']))"
    done = subprocess.run([sys.executable, "-c", read], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20
