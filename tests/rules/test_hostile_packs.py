"""Packs from anywhere: whatever lies in one, the others stay usable, and nothing in it passes for something else."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from govdesk.rules.identity import check_identity, fold
from govdesk.rules.loader import load_rule
from govdesk.wizards.cache import fingerprint
from govdesk.wizards.packs import load_library

MADE_UP = Path(__file__).parents[1] / "made_up" / "yunchuan-2024"
WIZARD = sorted(path.name for path in (MADE_UP / "wizards").glob("*.toml"))[0]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder with a sound pack, `good-2024`, and one to be spoiled, `bad-2024`."""
    folder = tmp_path / "rules"
    for name, city in (("good-2024", "云川"), ("bad-2024", "雨山")):
        shutil.copytree(MADE_UP, folder / name)
        for path in (folder / name).rglob("*.*"):
            text = path.read_text("utf-8").replace("yunchuan-2024", name).replace("云川", city)
            path.write_text(text.replace('"yunchuan"', f'"{name}"').replace('"yc"', f'"{name[:2]}"'), "utf-8")
    assert load_library([folder]).problems == ()
    return folder


def add(name: str, text: str) -> Callable[[Path], None]:
    def spoil(pack: Path) -> None:
        with (pack / name).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return spoil


def front(line: str) -> Callable[[Path], None]:
    def spoil(pack: Path) -> None:
        text = (pack / "rule.md").read_text("utf-8")
        (pack / "rule.md").write_text(text.replace("+++\n", f"+++\n{line}\n", 1), "utf-8")

    return spoil


def put(name: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    def spoil(pack: Path) -> None:
        (pack / name).unlink(missing_ok=True)
        make(pack / name)

    return spoil


DEEP = "[" * 5000 + "]" * 5000
SPOILED: dict[str, Callable[[Path], None]] = {
    "arrays nested": add("articles.toml", f"\nx = {DEEP}\n"),
    "tables nested": add("topics.toml", "\n[" + ".".join("a" * 3000) + "]\n"),
    "inline tables nested": add("articles.toml", "\nx = " + "{a=" * 3000 + "1" + "}" * 3000 + "\n"),
    "front matter nested": front(f"x = {DEEP}"),
    "digits": add("articles.toml", "\nx = " + "9" * 5000 + "\n"),
    "digits in the front matter": front("x = " + "9" * 5000),
    "hexadecimal digits": add(f"wizards/{WIZARD}", "\n[[answers]]\nid = 0x" + "f" * 100_000 + "\n"),
    "a pipe": put("articles.toml", lambda path: os.mkfifo(path)),
    "a pipe for a rule": put("rule.md", lambda path: os.mkfifo(path)),
    "a pipe for a wizard": put("wizards/pipe.toml", lambda path: os.mkfifo(path)),
    "an endless device": put("notes.toml", lambda path: path.symlink_to("/dev/zero")),
    "a link to nowhere": put("rule.md", lambda path: path.symlink_to("nowhere")),
    "a loop": put("rule.md", lambda path: path.symlink_to("rule.md")),
    "a link out": put("articles.toml", lambda path: path.symlink_to("/etc/passwd")),
    "a large file": put("notes.toml", lambda path: path.write_text("# " + "x" * 3_000_000)),
    "a folder": put("topics.toml", lambda path: path.mkdir()),
    "garbage": put("rule.md", lambda path: path.write_bytes(bytes(range(256)) * 100)),
    "a direction mark": front('source = "甲\u202e乙"'),
    "a direction mark, escaped": front('source = "甲\\u202e乙"'),
    "a direction mark in the law": add("rule.md", "\n甲\u202e乙。\n"),
    "a zero width in a wizard": add(f"wizards/{WIZARD}", "\n# 甲\n[[answers]]\nid = 'x\u200by'\n"),
    "an entity in the law": add("rule.md", "\n甲&#x202e;乙。\n"),
    "HTML in the law": add("rule.md", "\n<img src='file:///etc/passwd'>\n"),
    "HTML in the front matter": front('source = "<h1>甲</h1>"'),
    "a long title": front(f'doc_number = "{"长" * 100_000}"'),
    "a million keys": add("topics.toml", "\n" + "".join(f"k{n} = [1]\n" for n in range(20_000))),
    "many parts": add(f"wizards/{WIZARD}", "\n[[answers]]\nid = 'x'\n" * 5000),
    "many wizards": lambda pack: [
        shutil.copy(pack / "wizards" / WIZARD, pack / "wizards" / f"w{n}.toml") for n in range(1500)
    ],  # type: ignore[return-value]
    "workdays": lambda pack: [  # type: ignore[return-value]
        path.write_text(path.read_text("utf-8").replace("workdays = ", "workdays = 3000000"), "utf-8")
        for path in (pack / "wizards").glob("*.toml")
    ],
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes, devices and links as on Linux")
@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_pack_is_told_and_the_others_stay_usable(name: str, packs: Path, tmp_path: Path) -> None:
    SPOILED[name](packs / "bad-2024")
    for _ in range(2):  # the second time out of the cache
        library = load_library([packs], tmp_path / "cache")
        assert "good-2024" in library.rules and library.wizards("good-2024")
        # A fault in the rule leaves the pack out, one in a wizard the wizard.
        if "bad-2024" in library.rules:
            assert all("/wizards" in problem.file for problem in library.problems)
            assert len(library.wizards("bad-2024")) < len(library.wizards("good-2024")) or name == "a pipe for a wizard"
        assert library.problems and len(library.problems) < 1000
        assert all(problem.file.startswith("bad-2024/") for problem in library.problems)


def test_wizards_in_a_circle_of_links_are_left_out_and_the_rule_stays(packs: Path, tmp_path: Path) -> None:
    shutil.rmtree(packs / "bad-2024" / "wizards")
    (packs / "bad-2024" / "wizards").symlink_to("wizards")
    library = load_library([packs], tmp_path / "cache")
    assert "bad-2024" in library.rules
    assert [problem.file for problem in library.problems] == ["bad-2024/wizards"]


def test_an_editors_lock_is_passed_over(packs: Path, tmp_path: Path) -> None:
    (packs / "bad-2024" / ".#rule.md").symlink_to("wang@desk.1234:5678")
    (packs / "bad-2024" / "wizards" / ".#x.toml").symlink_to("wang@desk.1234:5678")
    library = load_library([packs], tmp_path / "cache")
    assert library.problems == () and "bad-2024" in library.rules


@pytest.mark.skipif(os.name != "posix", reason="names are text elsewhere")
def test_a_name_that_is_no_utf8_is_told(packs: Path, tmp_path: Path) -> None:
    name = os.fsdecode("咸阳".encode("gbk"))
    shutil.copytree(packs / "bad-2024", packs / name)
    shutil.copy(packs / "bad-2024" / "wizards" / WIZARD, packs / "bad-2024" / "wizards" / f"{name}.toml")
    fingerprint([packs])
    for _ in range(2):
        library = load_library([packs], tmp_path / "cache")
        assert "good-2024" in library.rules
        assert sum("不是 UTF-8" in problem.problem for problem in library.problems) == 2
        assert all(problem.file.encode() for problem in library.problems)  # can be shown


def rename(old: str, new: str) -> Callable[[Path], None]:
    def spoil(pack: Path) -> None:
        text = (pack / "rule.md").read_text("utf-8")
        assert old in text
        (pack / "rule.md").write_text(text.replace(old, new), "utf-8")

    return spoil


POSING: dict[str, Callable[[Path], None]] = {
    "an alias": rename("aliases = [", 'aliases = ["云川", '),
    "an alias that looks the same": rename("aliases = [", 'aliases = ["ｇood-2024", '),
    "a short title": rename('short_title = "雨山', 'short_title = "云川'),
    "a title of another office": rename('title = "雨山', 'title = "云川'),
    "a title that looks the same": rename('title = "雨山市', 'title = "云川市 '),
}


@pytest.mark.parametrize("name", POSING)
def test_no_pack_passes_for_another(name: str, packs: Path) -> None:
    (packs / "bad-2024").rename(packs / "later-2024")
    for path in (packs / "later-2024").rglob("*.*"):
        path.write_text(path.read_text("utf-8").replace("bad-2024", "later-2024"), "utf-8")
    POSING[name](packs / "later-2024")
    library = load_library([packs])
    assert set(library.rules) == {"good-2024"}
    assert any("good-2024" in problem.problem for problem in library.problems)


def test_names_are_compared_as_the_eye_takes_them() -> None:
    assert fold("Ｘian yang") == fold("xianyang") == fold("хiаnуаng")  # the last with Cyrillic letters
    assert fold("咸阳市") != fold("咸宁市")


def test_a_newer_version_whose_title_is_typed_with_narrow_brackets_is_no_impostor(packs: Path) -> None:
    known = load_rule(packs / "good-2024")
    older = replace(known, meta=replace(known.meta, title="云川市人民政府工作规则（试行）"))
    newer = replace(known, meta=replace(known.meta, id="good-2026", title="云川市人民政府工作规则(试行)"))

    same_day = check_identity(newer, [older], "rule.md")
    assert [problem.where for problem in same_day] == ["issued"]
    later = replace(newer, meta=replace(newer.meta, issued=dt.date(2026, 3, 2)))
    assert check_identity(later, [older], "rule.md") == []
