"""收藏和我的笔记: kept on the disk before they are called saved, through damage, kills and a second window."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from govdesk.errors import UserError
from govdesk.marginalia.model import Marginal, text_hash
from govdesk.marginalia.store import FILE_NAME, Change, Marginalia
from govdesk.rules.model import Article, Paragraph, Segment, Text

RULE = "xianyang-2013"


def article(number: str = "51", words: str = "由市长签署。") -> Article:
    return Article(number, "五十一、", (Paragraph(Text((Segment(words),))),), heading="条旨")


def test_nothing_is_written_before_there_is_something_to_keep(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path / "new")
    assert margins.entry(RULE, "51").is_blank
    margins.set_note(RULE, article(), "")
    assert not (tmp_path / "new").exists()


def test_notes_and_bookmarks_come_back_after_a_restart(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article(), "先送秘书长核稿。\n")
    margins.set_bookmark(RULE, article("58"), True)
    again = Marginalia.open(tmp_path)
    assert again.entry(RULE, "51").note == "先送秘书长核稿。"
    assert again.entry(RULE, "58").bookmarked and not again.entry(RULE, "51").bookmarked
    assert {entry.article for entry in again} == {"51", "58"}
    assert again.warning == ""


def test_taking_everything_away_leaves_no_entry(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article(), "字")
    margins.set_bookmark(RULE, article(), True)
    margins.set_note(RULE, article(), "  ")
    margins.set_bookmark(RULE, article(), False)
    assert list(Marginalia.open(tmp_path)) == []


def test_a_note_on_words_that_have_changed_is_marked_until_it_is_checked(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    entry = margins.set_note(RULE, article(words="由市长签署。"), "笔记")
    assert not entry.is_stale(article(words="由市长签署。"))
    corrected = article(words="由市长签发。")
    assert Marginalia.open(tmp_path).entry(RULE, "51").is_stale(corrected)
    assert margins.set_note(RULE, corrected, "笔记加一句").is_stale(corrected)
    assert not margins.confirm(RULE, corrected).is_stale(corrected)


def test_the_hash_goes_by_the_words_of_the_law_alone() -> None:
    assert text_hash(article()) == text_hash(Article("52", "五十二、", article().paragraphs, heading="另一个条旨"))
    assert text_hash(article()) != text_hash(article(words="由市长签发。"))


def test_undo_and_redo_reach_the_disk(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article(), "甲")
    margins.set_note(RULE, article(), "甲乙")
    margins.set_bookmark(RULE, article(), True)
    for _ in range(2):
        assert margins.undo() is not None
    kept = Marginalia.open(tmp_path).entry(RULE, "51")
    assert (kept.note, kept.bookmarked) == ("甲", False)
    assert margins.redo() is not None
    assert Marginalia.open(tmp_path).entry(RULE, "51").note == "甲乙"
    margins.undo()
    margins.undo()
    assert margins.undo() is None
    assert list(Marginalia.open(tmp_path)) == []


def test_two_windows_keep_each_others_notes(tmp_path: Path) -> None:
    first, second = Marginalia.open(tmp_path), Marginalia.open(tmp_path)
    first.set_note(RULE, article("51"), "甲窗口")
    second.set_note(RULE, article("58"), "乙窗口")
    second.set_note(RULE, article("51"), "同一条")
    kept = Marginalia.open(tmp_path)
    assert kept.entry(RULE, "58").note == "乙窗口"
    assert kept.entry(RULE, "51").note == "同一条"  # it had seen the other's words when it wrote on 58


def test_words_from_another_window_that_nobody_has_seen_here_stay(tmp_path: Path) -> None:
    first, second = Marginalia.open(tmp_path), Marginalia.open(tmp_path)
    first.set_note(RULE, article(), "甲窗口写的")
    assert second.set_note(RULE, article(), "乙窗口写的").note == "乙窗口写的\n甲窗口写的"


def test_undo_does_not_run_over_what_another_window_wrote(tmp_path: Path) -> None:
    first, second = Marginalia.open(tmp_path), Marginalia.open(tmp_path)
    first.set_note(RULE, article(), "甲")
    second.set_bookmark(RULE, article("58"), True)
    second.set_note(RULE, article(), "甲，乙又改")
    with pytest.raises(UserError, match="不能撤销"):
        first.undo()
    assert Marginalia.open(tmp_path).entry(RULE, "51").note == "甲，乙又改"


def test_a_damaged_file_is_kept_aside_and_its_backup_read(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article(), "第一次")
    margins.set_note(RULE, article("58"), "第二次")
    (tmp_path / FILE_NAME).write_bytes(b'{"format": 1, "entr')
    again = Marginalia.open(tmp_path)
    assert again.entry(RULE, "51").note == "第一次"
    assert "notes.json.damaged" in again.warning and "备份" in again.warning
    assert (tmp_path / "notes.json.damaged").read_bytes() == b'{"format": 1, "entr'


def test_damage_while_a_window_is_open_loses_nothing(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article(), "第一次")
    margins.set_note(RULE, article("58"), "第二次")
    (tmp_path / FILE_NAME).write_bytes(b"\x00\x00")
    margins.set_bookmark(RULE, article("3"), True)
    assert {entry.article for entry in Marginalia.open(tmp_path)} == {"51", "58", "3"}


def test_a_newer_file_is_neither_read_nor_written(tmp_path: Path) -> None:
    newer = b'{"format": 2, "entries": [], "colours": []}'
    (tmp_path / FILE_NAME).write_bytes(newer)
    with pytest.raises(UserError, match="更新的版本"):
        Marginalia.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == newer


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError):
        Marginalia.open(tmp_path).set_note(RULE, article(), "字")


def test_a_failed_write_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article(), "原来的")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UserError, match="没有存上"):
        margins.set_note(RULE, article(), "新的")
    monkeypatch.undo()
    assert margins.entry(RULE, "51").note == "原来的"
    assert Marginalia.open(tmp_path).entry(RULE, "51").note == "原来的"


CHILD = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_margins import RULE, article
from govdesk.marginalia.store import Marginalia
margins = Marginalia.open(Path(sys.argv[1]))
for count in range(int(sys.argv[2])):
    margins.set_note(RULE, article(), f"第 {{count}} 次")
    margins.set_bookmark(RULE, article(str(count + 100)), True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("writes", [1, 7])
def test_what_was_saved_outlives_a_kill(tmp_path: Path, writes: int) -> None:
    here = Path(__file__)
    child = subprocess.run(
        [sys.executable, "-c", CHILD.format(tests=str(here.parent)), str(tmp_path), str(writes)],
        cwd=here.parents[2],
        check=False,
    )
    assert child.returncode == -signal.SIGKILL
    kept = Marginalia.open(tmp_path)
    assert kept.entry(RULE, "51").note == f"第 {writes - 1} 次"
    assert sum(entry.bookmarked for entry in kept) == writes
    assert kept.warning == ""


def test_margins_from_another_machine_lose_nothing_here(tmp_path: Path) -> None:
    here, there = Marginalia.open(tmp_path / "here"), Marginalia.open(tmp_path / "there")
    here.set_note(RULE, article(), "先送秘书长核稿。")
    there.set_note(RULE, article(), "附会签单。")
    there.set_bookmark(RULE, article("58"), True)
    there.set_note(RULE, article("60"), "字")

    assert here.bring(there) == 3
    assert here.entry(RULE, "51").note == "先送秘书长核稿。\n附会签单。"
    assert here.entry(RULE, "58").bookmarked and here.entry(RULE, "60").note == "字"
    assert here.bring(there) == 0  # a file may come twice
    assert [entry.note for entry in Marginalia.open(tmp_path / "here")].count("先送秘书长核稿。\n附会签单。") == 1

    here.undo(), here.undo(), here.undo()
    assert here.entry(RULE, "51").note == "先送秘书长核稿。" and here.entry(RULE, "60").is_blank


def test_a_note_that_arrives_is_checked_against_the_article_as_it_reads_here(tmp_path: Path) -> None:
    here, there = Marginalia.open(tmp_path / "here"), Marginalia.open(tmp_path / "there")
    there.set_note(RULE, article(words="由副市长签署。"), "字")
    here.bring(there)
    assert here.entry(RULE, "51").is_stale(article())


def test_an_import_that_cannot_be_kept_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = Marginalia.open(tmp_path / "here"), Marginalia.open(tmp_path / "there")
    there.set_note(RULE, article(), "字")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("govdesk.marginalia.store.write_atomically", refuse)
    with pytest.raises(UserError):
        here.bring(there)
    assert here.entry(RULE, "51").is_blank and here.undo() is None


def ten_notes(folder: Path) -> Marginalia:
    margins = Marginalia.open(folder)
    for number in range(10):
        margins.set_note(RULE, article(str(number)), f"第{number}条的笔记")
    return margins


def test_a_file_removed_while_the_window_is_open_loses_nothing(tmp_path: Path) -> None:
    margins = ten_notes(tmp_path)
    (tmp_path / FILE_NAME).unlink()
    margins.set_note(RULE, article("58"), "又一条")
    assert len(list(Marginalia.open(tmp_path))) == 11
    assert "不见了" in margins.warning


@pytest.mark.parametrize("left", ["bak", "daily"])
def test_a_file_that_is_missing_beside_its_backup_is_damage(tmp_path: Path, left: str) -> None:
    ten_notes(tmp_path).back_up()
    (tmp_path / FILE_NAME).unlink()
    if left == "daily":
        (tmp_path / (FILE_NAME + ".bak")).unlink()
    again = Marginalia.open(tmp_path)
    assert len(list(again)) == (9 if left == "bak" else 10)
    assert "不见了" in again.warning and "备份" in again.warning


@pytest.mark.parametrize("content", [b"[" * 200_000, b'{"a":' * 200_000, b""])
def test_a_file_nested_without_end_is_damage(tmp_path: Path, content: bytes) -> None:
    ten_notes(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(content)
    again = Marginalia.open(tmp_path)
    assert len(list(again)) == 9 and "notes.json.damaged" in again.warning


@pytest.mark.parametrize("replaced", [False, True])
def test_a_folder_taken_away_is_not_made_anew(tmp_path: Path, replaced: bool) -> None:
    folder = tmp_path / "数据"
    margins = ten_notes(folder)
    folder.rename(tmp_path / "移走")
    if replaced:
        folder.mkdir()
    with pytest.raises(UserError, match=r"移走或换掉.*放回原处"):
        margins.set_note(RULE, article("58"), "又一条")
    assert not folder.exists() or not list(folder.iterdir())
    if replaced:
        folder.rmdir()
    (tmp_path / "移走").rename(folder)
    margins.set_note(RULE, article("58"), "又一条")
    assert len(list(Marginalia.open(folder))) == 11


def test_every_day_has_a_backup_that_an_emptier_one_does_not_displace(tmp_path: Path) -> None:
    now = dt.datetime(2026, 9, 1, 9).astimezone()
    margins = Marginalia.open(tmp_path, clock=lambda: now)
    for day in range(400):
        now = dt.datetime(2026, 9, 1, 9).astimezone() + dt.timedelta(days=day)
        margins.set_note(RULE, article(str(day % 20)), f"{day}")
        margins.back_up()
    copies = sorted((tmp_path / "backups").glob("notes-*.json"))
    assert len(copies) == 14 + 12 - 2  # the last days of two months are among the days
    full = copies[-1].read_bytes()
    (tmp_path / FILE_NAME).write_text('{"format": 1, "entries": []}')
    few = Marginalia.open(tmp_path, clock=lambda: now)
    few.set_note(RULE, article("1"), "只剩这一条")
    few.back_up()
    assert copies[-1].read_bytes() == full


def test_a_backup_of_the_notes_that_fails_is_told_and_holds_nothing_up(tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    margins = ten_notes(tmp_path)
    assert "备份没有写成" in margins.trouble and len(list(Marginalia.open(tmp_path))) == 10
    (tmp_path / "backups").unlink()
    margins.back_up()
    assert margins.trouble == ""


def test_a_clock_that_is_wrong_throws_no_copy_away_and_lets_no_old_one_pass_for_the_newest(tmp_path: Path) -> None:
    now = dt.datetime(2026, 9, 1, 9).astimezone()
    margins = Marginalia.open(tmp_path, clock=lambda: now)
    for first in (dt.datetime(2099, 1, 1, 9), dt.datetime(2026, 9, 2, 9)):
        for day in range(16 if first.year == 2099 else 5):
            now = first.astimezone() + dt.timedelta(days=day)
            margins.set_note(RULE, article(), f"{now:%Y%m%d}")
            margins.back_up()
    days = [path.name[6:14] for path in (tmp_path / "backups").glob("notes-*.json")]
    assert {f"2026090{day}" for day in range(2, 7)} < set(days)
    for name in (FILE_NAME, FILE_NAME + ".bak"):
        (tmp_path / name).unlink()
    again = Marginalia.open(tmp_path)
    assert again.entry(RULE, "51").note == "20260906"


def test_the_copies_of_former_versions_are_read_and_go_in_turn(tmp_path: Path) -> None:
    ten_notes(tmp_path)
    backups = tmp_path / "backups"
    for path in backups.glob("*.json"):
        path.unlink()
    for day in range(1, 29):
        (backups / f"notes-202608{day:02}.json").write_bytes((tmp_path / FILE_NAME).read_bytes())
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article("58"), "又一条")
    margins.back_up()
    left = sorted(path.name for path in backups.glob("notes-*.json"))
    assert len(left) == 14
    assert left[-1].endswith("-00001.json") and left[0] == "notes-20260816.json"


def test_a_note_that_no_other_machine_would_take_is_refused_in_words(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article(), "字" * 50_000)
    with pytest.raises(UserError, match=r"50001 个字，太长.*还在窗口里"):
        margins.set_note(RULE, article(), "字" * 50_001)
    assert len(margins.entry(RULE, "51").note) == 50_000
    margins.bring([Marginal(RULE, "51", "别处的" * 10_000)])  # both stay
    joined = margins.entry(RULE, "51").note
    assert len(joined) == 80_001
    assert margins.set_note(RULE, article(), joined[:-1]).note == joined[:-1]  # and can be shortened


def test_half_a_character_is_not_kept_and_breaks_nothing(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    margins.set_note(RULE, article(), "先\ud800送\udcff核稿\0")
    assert Marginalia.open(tmp_path).entry(RULE, "51").note == "先送核稿"


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_margins import RULE, article
from govdesk.marginalia.store import Marginalia
margins = Marginalia.open(Path(sys.argv[1]))
for count in range(int(sys.argv[3])):
    margins.set_note(RULE, article(f"{{sys.argv[2]}}-{{count % 20}}"), f"{{count}}")
"""


def test_two_processes_at_full_speed_keep_each_others_notes(tmp_path: Path) -> None:
    here, each = Path(__file__), 60
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER.format(tests=str(here.parent)), str(tmp_path / "数据"), name, str(each)],
            cwd=here.parents[2],
        )
        for name in "ab"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    kept = {entry.article: entry.note for entry in Marginalia.open(tmp_path / "数据")}
    assert kept == {f"{name}-{count % 20}": str(count) for name in "ab" for count in range(each - 20, each)}


def test_changes_of_an_earlier_session_are_put_back_together_or_not_at_all(tmp_path: Path) -> None:
    margins = Marginalia.open(tmp_path)
    before = [margins.entry("newer", number) for number in ("51", "58")]
    margins.bring([Marginal("newer", "51", "先送核稿"), Marginal("newer", "58", bookmarked=True)])
    changes = [Change(former, margins.entry(*former.key)) for former in before]

    again = Marginalia.open(tmp_path)
    again.set_note("newer", article("58"), "又写了一句")
    with pytest.raises(UserError, match="又改过"):
        again.put_back(changes)
    assert again.entry("newer", "51").note == "先送核稿"
    again.undo()
    again.put_back(changes)
    assert list(Marginalia.open(tmp_path)) == []
