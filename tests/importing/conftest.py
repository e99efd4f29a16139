"""Tests of the import share the making of small documents; see `making`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
