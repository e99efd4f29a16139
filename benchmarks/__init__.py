"""The figures README quotes. `make bench` runs them all; see `benchmarks.run`.

What is measured runs as on a clerk's machine: a module is compiled at its first import, not at every start.
"""

import os

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
