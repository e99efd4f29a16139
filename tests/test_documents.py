"""What the documents for developers name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"


def decisions() -> list[Path]:
    return sorted(DECISIONS.glob("[0-9]*.md"))


def test_every_decision_is_in_the_index_with_its_status() -> None:
    index = (DECISIONS / "README.md").read_text("utf-8")
    rows = {match[1]: match[2] for match in re.finditer(r"^\| \[\d{4}\]\((.+?)\) \| .+ \| (.+) \|$", index, re.M)}
    written = {}
    for path in decisions():
        found = re.search(r"^\*\*Status:\*\* (.+)$", path.read_text("utf-8"), re.M)
        assert found is not None, path.name
        written[path.name] = found[1].rstrip(".")
    assert rows == written


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_the_files_that_are_named_exist(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = set(
        re.findall(r"`((?:govdesk|tests|docs|rules|tools|ui|export|present|records|wizards|search)/[\w./]+)`", text)
    )
    links = set(re.findall(r"\]\(([\w./-]+)\)", text))
    assert named and links
    for path in named:
        if path.startswith("rules/PACK") or "NAME" in path:
            continue
        places = [ROOT / path, ROOT / "govdesk" / path]
        assert any(place.exists() or place.with_suffix(".py").exists() for place in places), path
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_commands_name_the_python_that_has_the_packages() -> None:
    """`python main.py` ends with a missing module on every machine where `make run` has just made a virtual environment."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "rules" / "README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        bare = re.findall(r"(?<![/\\])\bpython3? main\.py.*", page.read_text("utf-8"))
        assert bare == [], page.name
