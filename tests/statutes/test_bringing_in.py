"""A folder of laws becomes the library of statutes, whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made_laws import FERRY, OLD_RIVER, RIVER, three_laws, write

from govdesk.app import build_services
from govdesk.errors import StoppedError, UserError
from govdesk.files import move, sweep
from govdesk.statutes import placing
from govdesk.statutes.bringing import bring_in, build
from govdesk.statutes.model import Validity
from govdesk.statutes.placing import put_back, recycled, remove
from govdesk.statutes.shelf import Statutes


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def titles(data: Path) -> list[str]:
    shelf = Statutes(data)
    try:
        return [law.title for law in shelf.matching("")]
    finally:
        shelf.close()


def test_laws_are_read_with_their_parts_and_what_their_head_says(tmp_path: Path, data: Path) -> None:
    contents = bring_in(data, three_laws(tmp_path / "laws"))
    assert (contents.laws, contents.articles, contents.unread, contents.folder) == (3, 11, (), "laws")
    shelf = Statutes(data)
    law = shelf.find("河畔灯塔法")
    assert law is not None
    rule = shelf.rule(law)
    assert [division.name for division in rule.divisions] == ["第一章 总则", "第二章 点灯"]
    assert [len(article.paragraphs) for article in rule.articles] == [1, 2, 1, 1]
    third = rule.find("3")
    assert third is not None and [item.label for item in third.paragraphs[0].items] == ["（一）", "（二）"]
    assert (law.issued, law.effective) == (dt.date(2021, 6, 1), dt.date(2021, 9, 1))
    ferry = shelf.find("渡船办法")
    assert ferry is not None
    assert (ferry.title, ferry.doc_number, ferry.validity) == (
        "渡口渡船管理办法（试行）",
        "渡令第3号",
        Validity.IN_FORCE,
    )
    shelf.close()


def test_a_folder_brought_in_again_takes_the_place_of_the_former(tmp_path: Path, data: Path) -> None:
    bring_in(data, three_laws(tmp_path / "laws"))
    bring_in(data, write(tmp_path / "other", {"a.md": FERRY}))
    assert titles(data) == ["渡口渡船管理办法（试行）"]
    assert recycled(data)
    put_back(data)
    assert len(titles(data)) == 3
    put_back(data)
    assert len(titles(data)) == 1


def test_bad_files_are_listed_and_stop_nothing(tmp_path: Path, data: Path) -> None:
    outside = write(tmp_path / "elsewhere", {"secret.md": RIVER})
    folder = write(
        tmp_path / "laws",
        {
            "1-good.md": FERRY,
            "2-empty.md": "",
            "3-no-articles.md": "# 名单\n\n甲、乙、丙\n",
            "4-binary.md": bytes(range(256)) * 50,
            "5-long-line.md": "# 长法\n\n第一条　" + "长" * 3_000_000,
            "6-huge.txt": b"\0" * 9_000_000,
            "7-twice.md": FERRY,
            "8-README.md": "# Laws\n\n1. One\n\n2. Two\n\n3. Three\n",
            ".hidden/8.md": RIVER,
            "9-photo.jpg": b"\xff\xd8\xff",
        },
    )
    (folder / "91-out.md").symlink_to(outside / "secret.md")
    (folder / "92-out").symlink_to(outside, target_is_directory=True)
    (folder / "93-nowhere.md").symlink_to(folder / "nothing")
    os.mkfifo(folder / "94-pipe.md")
    contents = bring_in(data, folder)
    assert contents.laws == 1 and contents.twice == 1
    assert [entry.file[:2] for entry in contents.unread] == ["2-", "3-", "4-", "5-", "6-", "8-", "91", "93", "94"]
    assert all(entry.why for entry in contents.unread)
    assert titles(data) == ["渡口渡船管理办法（试行）"]


def test_a_title_in_front_matter_alone_is_the_laws(tmp_path: Path, data: Path) -> None:
    text = "---\ntitle: 云中法\n---\n\n第一条　甲。\n\n第二条　乙。\n"
    assert bring_in(data, write(tmp_path / "laws", {"a.md": text})).unread == ()
    assert titles(data) == ["云中法"]


def test_laws_that_want_a_look_are_kept_and_told(tmp_path: Path, data: Path) -> None:
    odd = {"a.md": FERRY.replace("第三条　本", "第五条　本"), "b.md": RIVER.replace("看护", "看\u200b护")}
    contents = bring_in(data, write(tmp_path / "laws", odd))
    assert [(entry.file, "第三条" in entry.why) for entry in contents.doubtful] == [("a.md", True)]
    shelf = Statutes(data)
    law = shelf.find("渡船办法")
    assert law is not None and any("第三条" in words for words in shelf.doubts(law))
    shelf.close()


@pytest.mark.parametrize(
    "change",
    [
        "update articles set law = 0 where law = 1",
        "update articles set name = '9' where name = '2'",
        "update laws set validity = 'in-force', stated = '有效'",
        "update laws set title = '别的法'",
        "update names set law = 2 where name = '河畔灯塔法' and law = 1",
    ],
)
def test_a_row_changed_on_the_disk_is_never_believed(tmp_path: Path, data: Path, change: str) -> None:
    bring_in(data, three_laws(tmp_path / "laws"))
    with closing(sqlite3.connect(data / "statutes" / "texts.db")) as database:
        database.execute(change)
        database.commit()
    shelf = Statutes(data)
    with pytest.raises(UserError, match="坏了"):
        shelf.rule(shelf.named("河畔灯塔法")[0])
    shelf.close()


def test_names_of_files_are_shown_without_signs_that_mislead(tmp_path: Path, data: Path) -> None:
    contents = bring_in(data, write(tmp_path / "laws", {"a.md": FERRY, "\u202edm.法\n.md": ""}))
    assert [entry.file for entry in contents.unread] == ["\ufffddm.法\ufffd.md"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "big5"])
def test_laws_are_read_in_whatever_encoding(tmp_path: Path, data: Path, encoding: str) -> None:
    text = "# 河畔法\n\n第一條　河畔有燈塔，守塔人看護之，每日點燈。\n\n第二條　本法自公布日施行。\n"
    bring_in(data, write(tmp_path / "laws", {"a.md": text.encode(encoding)}))
    assert titles(data) == ["河畔法"]


def test_stopped_at_any_file_it_leaves_nothing_and_the_former_stands(tmp_path: Path, data: Path) -> None:
    bring_in(data, write(tmp_path / "first", {"a.md": FERRY}))
    before = sorted(path.name for path in data.iterdir())
    folder = three_laws(tmp_path / "laws")
    asked = 0
    for stop_at in range(5):
        asked = 0

        def told(_done: int, _of: int, _name: str, last: int = stop_at) -> bool:
            nonlocal asked
            asked += 1
            return asked <= last

        try:
            bring_in(data, folder, told=told)
        except StoppedError:
            assert titles(data) == ["渡口渡船管理办法（试行）"]
            assert sorted(path.name for path in data.iterdir()) == before
        else:
            break
    assert asked == 4 and len(titles(data)) == 3


def test_ended_by_the_keyboard_it_leaves_nothing(tmp_path: Path, data: Path) -> None:
    def told(done: int, _of: int, _name: str) -> bool:
        if done == 2:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        bring_in(data, three_laws(tmp_path / "laws"), told=told)
    assert list(data.iterdir()) == []


def test_progress_names_each_file(tmp_path: Path, data: Path) -> None:
    seen: list[tuple[int, int, str]] = []

    def told(done: int, of: int, name: str) -> bool:
        seen.append((done, of, name))
        return True

    bring_in(data, three_laws(tmp_path / "laws"), told=told)
    assert seen == [
        (0, 3, "法律/河畔灯塔法(2010).md"),
        (1, 3, "法律/河畔灯塔法(2021).md"),
        (2, 3, "规章/渡船.md"),
        (3, 3, ""),
    ]


@pytest.mark.parametrize("files", [{}, {"a.docx": "x"}, {"a.md": "没有条文"}])
def test_a_folder_without_laws_is_refused_in_one_sentence(tmp_path: Path, data: Path, files: dict[str, str]) -> None:
    (tmp_path / "laws").mkdir()
    with pytest.raises(UserError) as refused:
        bring_in(data, write(tmp_path / "laws", files))
    assert "没有改动" in refused.value.sentence
    assert not (data / "statutes").exists() and not list(data.glob(".import-*"))


def test_removed_it_is_gone_and_comes_back(tmp_path: Path, data: Path) -> None:
    bring_in(data, three_laws(tmp_path / "laws"))
    remove(data)
    shelf = Statutes(data)
    assert not shelf.is_there and shelf.named("河畔灯塔法") == [] and shelf.search("灯油").hits == ()
    shelf.close()
    put_back(data)
    assert len(titles(data)) == 3


def test_what_a_killed_import_leaves_is_swept(tmp_path: Path, data: Path) -> None:
    built = build(data, three_laws(tmp_path / "laws"))
    dead = data / ".import-999999999"
    built.folder.parent.rename(dead)
    assert sweep(data, own=True) == 1 and not dead.exists()


@pytest.mark.parametrize("step", range(1, 4))
def test_ended_at_any_step_of_replacing_one_library_is_in_use(
    tmp_path: Path, data: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(data, three_laws(tmp_path / "laws"))
    steps = 0

    def ended(source: Path, target: Path) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            raise KeyboardInterrupt
        move(source, target)

    monkeypatch.setattr(placing, "move", ended)
    with pytest.raises(KeyboardInterrupt):
        bring_in(data, write(tmp_path / "other", {"a.md": FERRY}))
    monkeypatch.undo()
    with build_services(str(data)) as services:
        assert len(services.statutes.matching("")) == (3 if step < 3 else 1)
    assert not (data / "recycled" / "statutes-replaced").exists()


@pytest.mark.parametrize("name", ["texts.db", "index/articles_1.trm", "index/articles_1.pst", "index/lexicon"])
def test_a_file_cut_short_is_told_and_nothing_else_is_hurt(tmp_path: Path, data: Path, name: str) -> None:
    bring_in(data, three_laws(tmp_path / "laws"))
    path = data / "statutes" / name
    path.write_bytes(path.read_bytes()[:-1])
    shelf = Statutes(data)
    with pytest.raises(UserError, match="坏了"):
        shelf.search("灯油")
    shelf.close()


def test_a_letter_changed_on_the_disk_is_never_shown(tmp_path: Path, data: Path) -> None:
    bring_in(data, three_laws(tmp_path / "laws"))
    path = data / "statutes" / "texts.db"
    content = path.read_bytes()
    assert "二十人".encode() in content
    path.write_bytes(content.replace("二十人".encode(), "三十人".encode()))
    shelf = Statutes(data)
    law = shelf.find("渡船办法")
    assert law is not None
    with pytest.raises(UserError, match="坏了"):
        shelf.rule(law)
    shelf.close()


def test_the_manifest_tells_what_is_there(tmp_path: Path, data: Path) -> None:
    bring_in(data, three_laws(tmp_path / "laws"))
    manifest = json.loads((data / "statutes" / "manifest.json").read_bytes())
    assert manifest["laws"] == 3
    assert sorted(manifest["sizes"]) == ["index/articles_1.pst", "index/articles_1.trm", "index/lexicon", "texts.db"]
    assert OLD_RIVER != RIVER
