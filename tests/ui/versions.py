"""A newer version of the made-up city's rule, as the tests and the list of screens have it."""

from __future__ import annotations

from pathlib import Path

from desk import MADE_UP, RULE

NEWER = "yunchuan-2026"


def newer_text() -> str:
    """Its words: one limit shorter, one article more at the beginning, the last 协商 gone, the rest as it was."""
    text = (MADE_UP / RULE / "rule.md").read_text(encoding="utf-8").replace(RULE, NEWER)
    text = text.replace("2024-03-01", "2026-03-01").replace("〔2024〕1号", "〔2026〕7号")
    text = text.replace("5个工作日内提出办理意见", "3个工作日内提出办理意见")
    text = text.replace("协商应当有书面意见，并请各方盖章。", "")
    return text.replace('numbering = "enumerated"', 'numbering = "enumerated"\nverbatim = true')


def add_newer(data_folder: Path) -> Path:
    """Put its pack among the user's own; gives the folder."""
    pack = data_folder / "rules" / NEWER
    pack.mkdir(parents=True, exist_ok=True)
    (pack / "rule.md").write_text(newer_text(), encoding="utf-8")
    return pack
