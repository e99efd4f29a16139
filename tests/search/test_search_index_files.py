"""The index on the disk: kept, proved, and made anew on any doubt."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from functools import cache as cache_of
from pathlib import Path

import msgspec
import pytest

from govdesk.paths import resource
from govdesk.search import index as index_module
from govdesk.search import synonyms
from govdesk.search.index import SearchIndex
from govdesk.search.index import build_index as build
from govdesk.search.storage import MANIFEST, load, save
from govdesk.wizards.library import Library


def answers(library: Library, cache: Path | None) -> list[tuple[str, str, float]]:
    """What a newly opened index answers to one query."""
    result = SearchIndex.open(library, cache).search("会议纪要 签发")
    return [(hit.rule, hit.article, hit.score) for hit in result.hits]


@pytest.fixture(scope="module")
def library(library: Library) -> Library:
    """A few articles of one rule: an index of them is built in a moment."""
    rule = library.rules["xianyang-2013"]
    return Library({rule.id: msgspec.structs.replace(rule, articles=rule.articles[43:54])}, {})


@pytest.fixture(scope="module")
def built(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with an index in it."""
    cache = tmp_path_factory.mktemp("built")
    SearchIndex.open(library, cache).prepare()
    return cache


@pytest.fixture
def cache(built: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return shutil.copytree(built, tmp_path / "cache")


@pytest.fixture(scope="module")
def right(library: Library, built: Path) -> list[tuple[str, str, float]]:
    return answers(library, built)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often an index is built."""
    counted: list[int] = []

    def counting(*arguments: object) -> object:
        counted.append(1)
        return build(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(index_module, "build_index", counting)
    return counted


def only_folder(cache: Path) -> Path:
    (folder,) = (cache / "search").iterdir()
    return folder


def test_an_index_is_built_once_and_opened_afterwards(
    library: Library, cache: Path, builds: list[int], right: list[tuple[str, str, float]]
) -> None:
    assert answers(library, cache) == answers(library, None) == right
    assert len(builds) == 1  # the one in memory


def damage_flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


def damage_truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def damage_empty(path: Path) -> None:
    path.write_bytes(b"")


def damage_lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


@pytest.mark.parametrize("damage", [damage_flip, damage_truncate, damage_empty, damage_lengthen, Path.unlink])
def test_any_damaged_file_is_noticed_and_mended(
    library: Library,
    built: Path,
    tmp_path: Path,
    builds: list[int],
    right: list[tuple[str, str, float]],
    damage: Callable[[Path], None],
) -> None:
    for number, name in enumerate(path.name for path in only_folder(built).iterdir()):
        cache = shutil.copytree(built, tmp_path / str(number))
        damage(only_folder(cache) / name)

        assert answers(library, cache) == right
        assert len(builds) == number + 1
        assert answers(library, cache) == right  # the mended one is used
        assert len(builds) == number + 1


def test_another_state_of_the_library_has_another_index(library: Library, cache: Path, builds: list[int]) -> None:
    before = only_folder(cache)
    (rule,) = library.rules.values()
    changed = Library({rule.id: msgspec.structs.replace(rule, hash="changed")}, {})

    assert all(rule_id == rule.id for rule_id, _, _ in answers(changed, cache))
    assert len(builds) == 1
    assert only_folder(cache) != before  # the old one is swept away


def test_an_older_table_of_synonyms_is_noticed_without_a_new_index(
    library: Library, cache: Path, builds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found() -> list[str]:
        return [hit.article for hit in SearchIndex.open(library, cache).search("讲稿").hits]

    before = found()
    table = tmp_path / synonyms.FILE_NAME
    newer = '[[synonyms]]\nsaid = ["讲稿"]\nwritten = ["会议纪要"]\n'
    table.write_text(resource(synonyms.FILE_NAME).read_text("utf-8") + newer, encoding="utf-8")
    monkeypatch.setattr(synonyms, "resource", lambda name: tmp_path / name)
    monkeypatch.setattr(synonyms, "load_synonyms", cache_of(synonyms.load_synonyms.__wrapped__))

    assert "45" not in before
    assert "45" in found()
    assert not builds


def test_an_index_brought_along_is_used_and_never_written_to(
    library: Library, built: Path, tmp_path: Path, builds: list[int], right: list[tuple[str, str, float]]
) -> None:
    brought = shutil.copytree(built, tmp_path / "brought")
    before = {path: path.read_bytes() for path in only_folder(brought).iterdir()}

    def ask() -> list[tuple[str, str, float]]:
        result = SearchIndex.open(library, tmp_path / "cache", brought).search("会议纪要 签发")
        return [(hit.rule, hit.article, hit.score) for hit in result.hits]

    assert ask() == right
    assert not builds and not (tmp_path / "cache").exists()
    damaged = next(iter(before))
    damage_flip(damaged)
    assert ask() == right  # one of its own is built instead
    assert len(builds) == 1 and (tmp_path / "cache" / "search").exists()
    assert damaged.read_bytes() != before[damaged]


def test_a_foreign_manifest_is_not_believed(cache: Path) -> None:
    folder = only_folder(cache)
    files = load(cache, folder.name)
    assert files is not None
    save(cache, "other", files)
    shutil.copytree(cache / "search" / "other", folder, dirs_exist_ok=True)

    assert load(cache, folder.name) is None


def test_files_beside_the_index_are_not_touched_by_names_in_the_manifest(cache: Path) -> None:
    folder = only_folder(cache)
    (cache / "outside").write_bytes(b"x")
    save(cache, folder.name, {"outside": b"inside"})

    assert load(cache, folder.name) == {"outside": b"inside"}
    assert (cache / "outside").read_bytes() == b"x"


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(
    library: Library, tmp_path: Path, right: list[tuple[str, str, float]]
) -> None:
    (tmp_path / "file").write_text("")

    assert answers(library, tmp_path / "file" / "cache") == right


def test_a_build_that_was_killed_leaves_no_trace(
    library: Library, tmp_path: Path, right: list[tuple[str, str, float]]
) -> None:
    left = tmp_path / "search" / "building-left"
    left.mkdir(parents=True)
    (left / MANIFEST).write_bytes(b"half")
    os.utime(left, (0, 0))

    assert answers(library, tmp_path) == right
    assert not left.exists()


def test_several_threads_may_search_and_build_at_once(
    library: Library, tmp_path: Path, right: list[tuple[str, str, float]], builds: list[int]
) -> None:
    shared = SearchIndex.open(library, tmp_path)
    found: list[list[tuple[str, str, float]]] = []

    def ask() -> None:
        result = shared.search("会议纪要 签发")
        found.append([(hit.rule, hit.article, hit.score) for hit in result.hits])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [right] * 8
    assert len(builds) == 1
