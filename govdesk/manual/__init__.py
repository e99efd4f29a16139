"""The user's manual, docs/manual.md, as topics that can be read, found and gone to."""

from __future__ import annotations

from govdesk.manual.model import Manual, Topic
from govdesk.manual.parser import load_manual, parse_manual

__all__ = ["Manual", "Topic", "load_manual", "parse_manual"]
