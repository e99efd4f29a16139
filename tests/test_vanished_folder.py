"""A data folder that is taken away while the program runs is not made anew behind the user's back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from govdesk.app import Services
from govdesk.drafting.keeping import keep
from govdesk.errors import UserError
from govdesk.export.sent_events import load_sent, save_sent
from govdesk.fault_log import write_log
from govdesk.importing.packzip import export_pack, import_pack
from govdesk.paths import program_root
from govdesk.records import start_afresh
from govdesk.records.desk import ask_to_open
from govdesk.rules.model import Article
from govdesk.search.storage import save
from govdesk.wizards.cache import write_kept
from govdesk.workdays.notice import NoticeDraft
from govdesk.workdays.yearfile import Off
from govdesk.workdays.yearwriting import write_year


def test_settings_do_not_make_the_folder_anew(tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    with Services(folder) as services:
        services.save_settings()  # the first start makes it
        folder.rename(tmp_path / "移走")
        with pytest.raises(UserError, match=r"移走.*放回原处"):
            services.save_settings()
        assert not folder.exists()
        (tmp_path / "移走").rename(folder)
        services.save_settings()


def test_what_does_not_work_is_in_the_status_bar_until_it_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    folder.mkdir()
    (folder / "backups").write_text("in the way")
    with Services(folder) as services:
        assert services.store.summaries() == []
        assert "自动备份没有写成" in services.saving_in_words
        (folder / "backups").unlink()
        assert services.store._db._make_backup() is not None
        assert services.saving_in_words == "每一步都已自动保存"


def write_holidays(folder: Path) -> None:
    extra = Off(dt.date(2027, 9, 3), dt.date(2027, 9, 3), "纪念日")
    write_year(
        folder, NoticeDraft(2027, "放假安排", "国办发〔2026〕1号", dt.date(2026, 11, 1), (extra,), (), corrects=True)
    )


def bring_pack(services: Services) -> None:
    file = services.data_folder.with_name("云川.zip")
    export_pack(program_root() / "tests" / "made_up" / "yunchuan-2024", file)
    import_pack(services.data_folder, services.library.rules, file)


def test_a_list_goes_on_where_the_folder_is_put_back(tmp_path: Path) -> None:
    folder, away = tmp_path / "数据", tmp_path / "移走"
    with Services(folder) as services:
        basis = services.library.basis("xianyang-2013", "submit-request")
        record = services.store.create(basis, {}, {}, "王晓梅")
        item = record.evaluate().items[0].item.id
        folder.rename(away)
        with pytest.raises(UserError, match="移走"):
            services.store.set_note(record, item, "没有存上", "王晓梅")
        assert "移走" in services.saving_in_words and not folder.exists()
        away.rename(folder)
        services.store.set_note(record, item, "接着办", "王晓梅")
        assert services.store.load(record.number).mark(item).note == "接着办"
        assert services.saving_in_words == "每一步都已自动保存"


WRITERS: dict[str, Callable[[Services], object]] = {
    "settings": lambda services: services.save_settings(),
    "library": lambda services: services.library,
    "front page": lambda services: services.front_page,
    "index": lambda services: services.search.prepare(),
    "packs again": lambda services: services.read_packs_again(),
    "margins": lambda services: services.margins.set_note("a", Article("1", "第一条", ()), "笔记"),
    "store": lambda services: services.store,
    "window's place": lambda services: services.enter_as_window(),
    "backup": lambda services: services.back_up_work(),
    "fault log": lambda services: write_log(services.data_folder, "trace"),
    "new beginning": lambda services: start_afresh(services.data_folder),
    "word for the window": lambda services: ask_to_open(services.data_folder, services.data_folder / "a.json"),
    "year file": lambda services: write_holidays(services.data_folder / "calendars"),
    "sent events": lambda services: save_sent(services.data_folder, load_sent(services.data_folder)),
    "cache": lambda services: write_kept(services.cache_folder / "x", b"", 1),
    "search index": lambda services: save(services.cache_folder, "key", {"a": b"1"}),
    "pack": lambda services: bring_pack(services),
    "draft": lambda services: keep(services.data_folder / "rules" / "a" / "draft" / "x.json", {}),
}


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_makes_a_folder_anew_that_was_taken_away(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    with Services(folder) as services:
        services.save_settings()
        folder.rename(tmp_path / "移走")
        with suppress(UserError, OSError):
            WRITERS[name](services)
        assert not folder.exists()


@pytest.mark.parametrize("name", ["settings", "library", "index", "store", "cache", "search index", "fault log"])
def test_the_first_start_makes_it(name: str, tmp_path: Path) -> None:
    with Services(tmp_path / "a" / "数据") as services:
        WRITERS[name](services)
        assert (tmp_path / "a" / "数据").is_dir()


def test_folders_are_made_with_those_above_them_in_one_place_only() -> None:
    """Whoever makes a folder otherwise could make a data folder anew."""
    found = [
        path.name
        for path in (program_root() / "govdesk").rglob("*.py")
        if re.search(r"makedirs|mkdir\([^)]*parents", path.read_text("utf-8"))
    ]
    assert found == ["paths.py"]
