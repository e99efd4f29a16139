"""The library: packs found, broken ones left out with their problems, the cache never trusted blindly."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from govdesk.errors import UserError
from govdesk.wizards import packs
from govdesk.wizards.frontpage import load_front_page
from govdesk.wizards.packs import CACHE_NAME, load_library


def test_a_broken_pack_is_left_out_and_the_rest_stay(pack: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken-2021"
    broken.mkdir()
    (broken / "rule.md").write_text("没有文件头", encoding="utf-8")
    library = load_library([tmp_path])
    assert list(library.rules) == ["test-2020"]
    assert [problem.file for problem in library.problems] == ["broken-2021/rule.md"]


def test_the_cache_gives_the_same_library_and_follows_an_edit(pack: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load_library([tmp_path], cache)
    assert load_library([tmp_path], cache) == first
    rule = pack / "rule.md"
    rule.write_text(rule.read_text(encoding="utf-8").replace("预算", "年度预算"), encoding="utf-8")
    article = load_library([tmp_path], cache).rules["test-2020"].find("3")
    assert article is not None and "年度预算" in article.shown


def test_a_pack_that_did_not_change_is_not_read_again(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "_SETTLED_NS", -3_600_000_000_000)  # an hour later
    other = shutil.copytree(pack, tmp_path / "other-2021")
    rule, times = other / "rule.md", (other / "rule.md").stat()
    text = rule.read_text(encoding="utf-8").replace("test-2020", "other-2021").replace("测试", "其他")
    rule.write_text(text.replace("2020", "2021"), encoding="utf-8")
    first = load_library([tmp_path])
    assert list(first.rules) == ["other-2021", "test-2020"] and not first.problems
    rule.write_text(rule.read_text(encoding="utf-8").replace("预算", "决算"), encoding="utf-8")
    os.utime(rule, ns=(times.st_atime_ns, times.st_mtime_ns))  # of the same size and time, as an archive unpacks it
    again = load_library([tmp_path])
    article = again.rules["other-2021"].find("3")
    assert article is not None and "决算" in article.shown
    assert again.rules["test-2020"] is first.rules["test-2020"]
    shutil.rmtree(other)
    assert list(load_library([tmp_path]).rules) == ["test-2020"]


def test_a_pack_that_was_written_a_moment_ago_is_read_again(pack: Path, tmp_path: Path) -> None:
    first = load_library([tmp_path]).rules["test-2020"]
    again = load_library([tmp_path]).rules["test-2020"]
    assert again == first and again is not first


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_cache_costs_nothing_but_time(pack: Path, tmp_path: Path, damage: bytes | None) -> None:
    cache = tmp_path / "cache"
    expected = load_library([tmp_path], cache)
    path = cache / CACHE_NAME
    content = path.read_bytes()
    path.write_bytes(content[:-7] + b"!" + content[-6:] if damage is None else damage)
    assert load_library([tmp_path], cache) == expected


@pytest.mark.parametrize(
    "typed", ["test-2020/2", "测试2", "第二条", "二", "２", "《测试市工作规则》第二条", "测试 第2条"]
)
def test_an_article_is_found_as_people_write_it(pack: Path, tmp_path: Path, typed: str) -> None:
    rule, article, _ = load_library([tmp_path]).find(typed)
    assert (rule.id, article.number) == ("test-2020", "2")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("第九条", "没有第9条"),
        ("别处3", "没有“别处”"),
        ("喂", "看不懂“喂”"),
        ("二条第三款", "只有 2 款"),
        ("三条第五项", "没有第5项"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(pack: Path, tmp_path: Path, typed: str, told: str) -> None:
    with pytest.raises(UserError) as caught:
        load_library([tmp_path]).find(typed)
    assert told in caught.value.sentence


def test_a_number_that_two_rules_have_asks_which(pack: Path, tmp_path: Path) -> None:
    other = tmp_path / "other-2021"
    other.mkdir()
    text = (pack / "rule.md").read_text(encoding="utf-8")
    renamed = text.replace("test-2020", "other-2021").replace("测试", "别的")
    (other / "rule.md").write_text(renamed, encoding="utf-8")
    library = load_library([tmp_path])
    with pytest.raises(UserError, match="测试市2"):
        library.find("二")
    assert library.find("二", "test-2020")[0].id == "test-2020"


def test_the_faults_of_a_pack_are_told_all_at_once(pack: Path, tmp_path: Path) -> None:
    (pack / "notes.toml").write_text("[[notes]]\nunbekannt = 1\n", encoding="utf-8")
    wizard = next((pack / "wizards").glob("*.toml"))
    wizard.write_text(wizard.read_text(encoding="utf-8").replace('quote = "', 'quote = "不是原文'), encoding="utf-8")
    library = load_library([tmp_path])
    assert library.rules == {}
    files = {problem.file for problem in library.problems}
    assert files == {"test-2020/notes.toml", f"test-2020/wizards/{wizard.name}"}


def test_the_front_page_knows_what_is_at_fault_also_when_it_is_read_from_the_cache(pack: Path, tmp_path: Path) -> None:
    wizard = next((pack / "wizards").glob("*.toml"))
    wizard.write_text(wizard.read_text(encoding="utf-8").replace('quote = "', 'quote = "不是原文', 1), encoding="utf-8")
    cache = tmp_path / "cache"
    library = load_library([tmp_path], cache)
    front_page = load_front_page([tmp_path], cache)
    assert front_page is not None
    (fault,) = front_page.faults
    assert (fault.name, fault.count, fault.loaded) == ("test-2020", len(library.problems), True)
