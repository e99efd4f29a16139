"""The tools are scripts, not a package: their folder is put where imports are looked for."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "release"))
