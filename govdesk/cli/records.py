"""`records`: the checklists being worked on."""

from __future__ import annotations

from typing import Any


def add_to(subparsers: Any) -> None:
    """Add the commands of this module."""
