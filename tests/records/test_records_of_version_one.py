"""What offices kept with version 0.1.0 stays theirs: it opens, is worked on, printed and carried as before.

The desk in `version_one/` was written by that version (see `make_version_one.py` there). These tests have no rule pack at hand:
whatever an old list shows must come out of the list itself, however errands are written today.

How version 0.1.0 stores a desk. `records.db`, SQLite, schema "0002" (`records/schema.py`):

    basis   digest (SHA-256 of body), body: JSON {"wizard", "rule", "articles", "hash"} (`wizards/basis.py`)
              wizard    id rule topic topics group title summary stages asks, whole, with
                        fields    [{id label kind hint}], kind text | date | person | doc_number
                        questions [{id ask why short when cite options: [{value label effect undecided}]}]
                        items     [{id stage do level actor cite when due note hint}], level must | must_not | should | may,
                                  due {workdays after words} or null, cite {article quote paragraph item},
                                  when {question: value or [values]}, or a list of those: any of them
              rule      the front matter (`RuleMeta`)
              articles  [{article: {number printed paragraphs heading …}, chapter, notes}], the cited ones, whole
              hash      SHA-256 of the pack's files
    record  id number answers {question: value, "" is passed over} fields {field: text, dates YYYY-MM-DD} basis count_start
            created updated archived_at deleted_at; c_… columns are derived
    mark    record item state (open | done | not_applicable) by at reason note
    change  id uid record at by kind item before after undoes; before and after are JSON of the aspect that changed
    draft   rule wizard answers updated: ids and values only, no words
    series  year last;  fact name value

Which items stand on a list, 视情, due dates and progress are not stored: they are replayed from the basis and the answers in
three truth values (`wizards/session.py`).
"""

from __future__ import annotations

import datetime as dt
import json
import lzma
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from office import Clock

from govdesk.app import Services
from govdesk.cli import main
from govdesk.cli.records import record_document, summary_document
from govdesk.errors import UserError
from govdesk.export.sheet import make_sheet
from govdesk.marginalia.store import Marginalia
from govdesk.paths import shipped_rules
from govdesk.present.text import checklist_lines, record_lines
from govdesk.present.wording import change_in_words, history_in_words
from govdesk.records import Change, ItemState, Record, open_store, restore_backup
from govdesk.records.store import Store
from govdesk.settings import load_settings
from govdesk.wizards.library import Library
from govdesk.wizards.packs import load_library
from govdesk.wizards.revision import revisions
from govdesk.wizards.session import evaluate
from govdesk.workdays import OfficialCalendar

HERE = Path(__file__).parent / "version_one"
PRINTED = dt.date(2026, 4, 1)
OPENED = dt.datetime(2026, 4, 1, 3, 0, tzinfo=dt.UTC)
Expected = dict[str, Any]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as version 0.1.0 wrote them. Copy before use."""
    folder = tmp_path_factory.mktemp("version-one")
    with tarfile.open(HERE / "desk.tar.xz") as tar:
        for member in tar:  # not extractall: its `filter`, without which 3.12 warns, is not in Debian 12's 3.11.2
            content = tar.extractfile(member)
            assert content is not None
            (folder / member.name).write_bytes(content.read())
    return folder


@pytest.fixture(scope="module")
def expected() -> dict[str, Expected]:
    """By number, what version 0.1.0 showed of each list."""
    lines = lzma.decompress((HERE / "expected.jsonl.xz").read_bytes()).splitlines()
    return {found["number"]: found for found in map(json.loads, lines)}


def without_rules(folder: Path, store: Store) -> Services:
    """Services on `folder` to which no rule and no errand is known."""
    services = Services(folder, today=PRINTED)
    services.library = Library({}, {})
    services.store = store
    return services


def copy_desk(written: Path, folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or ("records.db", "notes.json", "settings.json"):
        shutil.copy(written / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def at_rest(written: Path, tmp_path_factory: pytest.TempPathFactory, calendar: OfficialCalendar) -> Iterator[Services]:
    """The old desk, only to be read."""
    folder = copy_desk(written, tmp_path_factory.mktemp("at-rest"))
    with open_store(folder, calendar, clock=Clock(OPENED)) as store:
        yield without_rules(folder, store)


@pytest.fixture
def services(written: Path, folder: Path, calendar: OfficialCalendar) -> Iterator[Services]:
    """The old desk, to be worked on."""
    copy_desk(written, folder)
    with open_store(folder, calendar, clock=Clock(OPENED)) as store:
        yield without_rules(folder, store)


@pytest.fixture
def new_desk(tmp_path: Path, calendar: OfficialCalendar) -> Iterator[Services]:
    """An empty desk on another machine."""
    folder = tmp_path / "另一台"
    with open_store(folder, calendar, clock=Clock(OPENED)) as store:
        services = without_rules(folder, store)
        services.library = load_library([shipped_rules()])  # to compare with: else all would come in 来源未核实
        yield services


def plain(value: Any) -> Any:
    """As it stands in a JSON file."""
    return json.loads(msgspec.json.encode(value))


def differences(old: Any, new: Any, where: str) -> Iterator[str]:
    """Where `new` does not hold what `old` holds; keys that have been added since are no difference."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            if key not in new:
                yield f"{where}.{key} is gone"
            else:
                yield from differences(value, new[key], f"{where}.{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{where}: {len(old)} became {len(new)}"
        for place, (before, after) in enumerate(zip(old, new, strict=False)):
            yield from differences(before, after, f"{where}[{place}]")
    elif old != new:
        yield f"{where}: {old!r} became {new!r}"


def words_of(value: Any) -> Iterator[str]:
    """Every text in a tree of plain values, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from words_of(inner)
    elif isinstance(value, str) and value:
        yield value


def working(expected: dict[str, Expected]) -> list[str]:
    """Being worked on, the 回收站 left out."""
    return [n for n, found in expected.items() if found["show"]["state"] == "ongoing" and not found["deleted"]]


def archived(expected: dict[str, Expected]) -> list[str]:
    return [number for number, found in expected.items() if found["show"]["state"] == "archived"]


def history(store: Store, record: Record) -> list[dict[str, Any]]:
    wizard = record.basis.wizard
    shown = ("at", "by", "kind", "item", "before", "after", "undoes", "uid")
    return [
        plain({key: getattr(change, key) for key in shown} | {"what": change_in_words(change, wizard)})
        for change in store.history(record)
    ]


# Reading


def test_the_fixture_holds_every_errand_of_version_one(expected: dict[str, Expected]) -> None:
    errands = {(rule, wizard) for rule, found in words_of_drafts().items() for wizard in found}
    assert len(errands) == 75
    for numbers in (working(expected), archived(expected)):
        assert {(expected[n]["show"]["rule"], expected[n]["show"]["wizard"]) for n in numbers} >= errands


def test_every_list_shows_the_same_lines(at_rest: Services, expected: dict[str, Expected]) -> None:
    """Words, badge, level, who, article, quote, limit, 说明, 实务, tick, note; head, answers, counts."""
    found = []
    for number, old in expected.items():
        found += differences(old["show"], plain(record_document(at_rest, at_rest.store.load(number))), number)
    assert found == []


def test_every_list_reads_the_same_at_a_terminal(at_rest: Services, expected: dict[str, Expected]) -> None:
    for number, old in expected.items():
        record = at_rest.store.load(number)
        assert list(checklist_lines(record.checklist(at_rest.calendar), record)) == old["lines"], number


#: What paper has put otherwise since: titles with the city, dates written out, places of one article together, figures
#: without a space before their unit.
REWORDED = re.compile(r"\d-\d|第 \d+ 项|\d 个|工作日|办事清单$|第.+[条款项]$|条文照录|^依据|（暂）|月\d+日")


def test_every_list_prints_the_same_words(at_rest: Services, expected: dict[str, Expected]) -> None:
    for number, old in expected.items():
        record = at_rest.store.load(number)
        sheet = make_sheet(record.checklist(at_rest.calendar), record.marks, number=number, printed=PRINTED)
        printed = list(words_of(msgspec.to_builtins(sheet)))
        whole = "\n".join(printed)
        assert [words for words in old["printed"] if not REWORDED.search(words) and words not in whole] == [], number
        acts = [item["do"] for item in old["show"]["items"]]
        rows = [row.do for stage in sheet.stages for row in stage.rows]
        assert rows == [text for text in old["printed"] if text in set(acts)][: len(rows)]  # then the articles follow


def test_the_pages_of_some_lists_hold_every_line(at_rest: Services, expected: dict[str, Expected]) -> None:
    import pypdfium2

    from govdesk.export.pdf import checklist_pdf

    for number in (*working(expected)[::25], *archived(expected)[::40]):
        record = at_rest.store.load(number)
        sheet = make_sheet(record.checklist(at_rest.calendar), record.marks, number=number, printed=PRINTED)
        document = pypdfium2.PdfDocument(checklist_pdf(sheet))
        pages = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        document.close()
        for item in expected[number]["show"]["items"]:
            for words in (item["do"], item["note"], item["hint"]):
                assert "".join(words.split()) in pages, (number, item["id"])


def test_the_list_of_lists_is_the_same(at_rest: Services, expected: dict[str, Expected]) -> None:
    summaries = [*at_rest.store.summaries(), *at_rest.store.summaries(deleted=True)]
    told = {summary.number: plain(summary_document(summary)) for summary in summaries}
    assert list(differences({n: old["summary"] for n, old in expected.items()}, told, "list")) == []
    assert told.keys() == expected.keys()
    assert len(at_rest.store.summaries(deleted=True)) == 1


def test_the_history_of_every_list_is_whole(at_rest: Services, expected: dict[str, Expected]) -> None:
    for number, old in expected.items():
        record = at_rest.store.load(number)
        assert list(differences(old["history"], history(at_rest.store, record), number)) == []
        for change in at_rest.store.history(record):
            assert history_in_words(change, record.basis.wizard)


def test_marks_of_items_that_other_answers_left_out_still_wait(
    at_rest: Services, expected: dict[str, Expected]
) -> None:
    waiting = 0
    for number, old in expected.items():
        marks = at_rest.store.load(number).marks
        for item, mark in old["waiting"].items():
            assert plain(marks[item]) == mark
            waiting += 1
    assert waiting > 20


def test_what_has_changed_since_is_told_for_every_list(at_rest: Services) -> None:
    """Whatever the shipped rules say today: no old list makes the comparison fail, and without a rule there is none."""
    today = load_library([shipped_rules()])
    for summary in at_rest.store.summaries():
        basis = at_rest.store.load(summary.number).basis
        assert isinstance(revisions(basis, today), tuple)
        assert revisions(basis, at_rest.library) == ()


def test_the_command_shows_an_old_list(
    written: Path, tmp_path: Path, expected: dict[str, Expected], capsys: pytest.CaptureFixture[str]
) -> None:
    desk = copy_desk(written, tmp_path / "desk")
    assert main(["records", "show", "QD-2026-0001", "--json", "--data-dir", str(desk)]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(differences(expected["QD-2026-0001"]["show"], shown, "show")) == []


# Working


def test_every_list_is_ticked_and_undone(services: Services, expected: dict[str, Expected]) -> None:
    store = services.store
    for number in working(expected):
        before = store.load(number)
        item = before.evaluate().items[-1].item.id
        other = ItemState.DONE if before.mark(item).state is ItemState.OPEN else ItemState.OPEN
        saved = store.set_state(number, item, other, "王晓梅")
        assert store.load(number).mark(item).state is other
        assert saved.change is not None
        undone = store.undo(saved.change.id, "王晓梅")
        assert as_worked_on(store.load(number)) == as_worked_on(before)
        assert undone.change is not None
        store.undo(undone.change.id, "王晓梅")
        assert store.load(number).mark(item).state is other


def test_the_last_step_of_version_one_is_taken_back(services: Services, expected: dict[str, Expected]) -> None:
    """Undo reaches over the change of programs: head, answers, notes and ticks written then go back now."""
    store, kinds = services.store, set()
    for number in working(expected):
        for change in reversed(store.history(number)):
            if stands(store.load(number), change):
                store.undo(change.id, "王晓梅")
                kinds.add(change.kind.value)
                break
    assert kinds >= {"fields", "count_start"}


def stands(record: Record, change: Change) -> bool:
    from govdesk.records.changes import aspect

    return bool(aspect(record, change.kind, change.item, change.after) == change.after)


def test_notes_reasons_head_and_answers_of_old_lists_change(services: Services, expected: dict[str, Expected]) -> None:
    store = services.store
    for number in working(expected):
        record = store.load(number)
        wizard, item = record.basis.wizard, record.evaluate().items[0].item.id
        store.set_note(number, item, "现在补写", "李建国")
        store.set_state(number, item, ItemState.NOT_APPLICABLE, "李建国", "改由别处办")
        store.set_fields(number, {wizard.fields[0].id: "改了名称"}, "李建国")
        for question in record.evaluate().asked:
            for option in question.options:
                answers = record.answers | {question.id: option.value}
                saved = store.set_answers(number, answers, "李建国")
                assert saved.record.evaluate() == evaluate(wizard, answers)
        store.set_answers(number, record.answers, "李建国")
        after = store.load(number)
        assert (after.mark(item).note, after.mark(item).reason, after.title) == ("现在补写", "改由别处办", "改了名称")
        assert [entry.item for entry in after.evaluate().items] == [entry.item for entry in record.evaluate().items]


def test_archived_lists_stay_put_away_until_they_are_fetched(services: Services, expected: dict[str, Expected]) -> None:
    store = services.store
    for number in archived(expected):
        record = store.load(number)
        item = record.evaluate().items[0].item.id
        with pytest.raises(UserError, match="已经归档"):
            store.set_state(number, item, ItemState.OPEN, "王晓梅")
        store.unarchive(number, "王晓梅")
        store.set_state(number, item, ItemState.OPEN, "王晓梅")
        assert store.load(number).progress().open == 1
        store.archive(number, "王晓梅")
        assert store.load(number).state == "archived"


def test_what_lies_in_the_bin_is_brought_back(services: Services, expected: dict[str, Expected]) -> None:
    (thrown,) = services.store.summaries(deleted=True)
    services.store.restore(thrown.number, "王晓梅")
    assert services.store.load(thrown.number).deleted_at is None
    assert len(services.store.summaries()) == len(expected)


def test_a_list_is_copied_where_its_errand_is_gone(services: Services, expected: dict[str, Expected]) -> None:
    made = services.store.duplicate("QD-2026-0001", "王晓梅")
    old = services.store.load("QD-2026-0001")
    assert (made.basis, made.answers, made.marks) == (old.basis, old.answers, {})
    assert made.number == f"QD-2026-{len(expected) + 1:04}"


def test_what_an_old_list_rests_on_is_never_rewritten(services: Services, expected: dict[str, Expected]) -> None:
    """Letter for letter: the digest in each record and in each file on its way is of these letters."""

    def bodies() -> dict[str, str]:
        with sqlite3.connect(services.store.folder / "records.db") as connection:
            found = dict(connection.execute("SELECT digest, body FROM basis"))
        connection.close()
        return found

    before = bodies()
    assert len(before) == 75
    for number in working(expected)[:10]:
        services.store.set_fields(number, {"handler": "赵"}, "赵")
    services.store.archive(working(expected)[0], "赵")
    assert bodies() == before


def as_worked_on(record: Record) -> Record:
    return msgspec.structs.replace(record, updated=OPENED)


# Files


def test_a_whole_desk_is_carried_over(
    written: Path, new_desk: Services, at_rest: Services, expected: dict[str, Expected]
) -> None:
    """The file that version 0.1.0 exported comes in: lists, ticks, history, bookmarks and notes."""
    imported, notes = new_desk.import_records(written / "all.govdesk.json", "李建国")
    assert len(imported) == len(expected)
    assert all(entry.new and entry.record.number == entry.number_there for entry in imported)
    for number, old in expected.items():
        record = new_desk.store.load(number)
        assert record == at_rest.store.load(number)
        assert list(differences(old["history"], history(new_desk.store, record)[:-1], number)) == []
    assert notes == len(list(at_rest.margins))
    assert {(m.key, m.note, m.bookmarked) for m in new_desk.margins} == {
        (m.key, m.note, m.bookmarked) for m in at_rest.margins
    }


def test_a_file_of_the_old_desk_brings_nothing_new_to_it(
    written: Path, services: Services, expected: dict[str, Expected]
) -> None:
    before = {number: services.store.load(number) for number in expected}
    imported, notes = services.import_records(written / "all.govdesk.json", "李建国")
    assert [entry.number_there for entry in imported if entry.new or entry.changes or entry.conflicts] == []
    assert notes == 0
    assert {number: services.store.load(number) for number in expected} == before


def test_work_on_two_machines_meets_again(written: Path, services: Services, new_desk: Services) -> None:
    """One list, taken along in a file of version 0.1.0, ticked there and here, exported now."""
    new_desk.import_records(written / "one.govdesk.json", "李建国")
    items = [entry.item.id for entry in services.store.load("QD-2026-0001").evaluate().items]
    new_desk.store.set_state("QD-2026-0001", items[-1], ItemState.DONE, "李建国")
    services.store.set_note("QD-2026-0001", items[0], "这边写的", "王晓梅")
    file = new_desk.data_folder / "回来.govdesk.json"
    new_desk.export_records(file, ["QD-2026-0001"])
    (back,), _ = services.import_records(file, "王晓梅")
    assert (back.new, back.changes, back.conflicts) == (False, 1, ())
    record = services.store.load("QD-2026-0001")
    assert record.mark(items[-1]).state is ItemState.DONE
    assert record.mark(items[0]).note == "这边写的"


def test_old_lists_are_exported_and_come_in_elsewhere(
    at_rest: Services, new_desk: Services, tmp_path: Path, expected: dict[str, Expected]
) -> None:
    file = tmp_path / "全部.govdesk.json"
    assert at_rest.export_records(file).records == len(expected)
    new_desk.import_records(file, "李建国")
    for number in expected:
        assert new_desk.store.load(number) == at_rest.store.load(number)


def test_the_lines_for_a_reader_still_say_all(written: Path, at_rest: Services) -> None:
    """They are laid out like the terminal's since; no field, line, quote or note of the old ones is missing."""
    (entry,) = json.loads((written / "one.govdesk.json").read_bytes())["records"]
    record = at_rest.store.load("QD-2026-0001")
    now = "\n".join(record_lines(record, at_rest.store.history(record), at_rest.calendar))
    old: list[str] = entry["sheet"][: entry["sheet"].index("【历史】")]
    assert record.number in now and record.basis.wizard.title in now and record.basis.rule.title in now
    for line in old[2:]:
        for part in line.removeprefix("　　").split("　"):
            words = part.removeprefix("依据：").strip("【】")
            if words and not words.startswith(("待办", "已办", "不适用", "期限")):
                assert words in now or all(piece in now for piece in words.split("：", 1)), line


def test_a_backup_is_restored(
    written: Path, folder: Path, calendar: OfficialCalendar, expected: dict[str, Expected]
) -> None:
    copy_desk(written, folder)
    assert restore_backup(folder, written / "backup.db") is not None
    with open_store(folder, calendar, clock=Clock(OPENED)) as store:
        numbers = {summary.number for summary in store.summaries()}
        assert len(numbers) == 76
        services = without_rules(folder, store)
        for number in numbers:
            now = plain(record_document(services, store.load(number)))
            assert list(differences(expected[number]["show"], now, number)) == []
        item = store.load("QD-2026-0001").evaluate().items[-1].item.id
        store.set_state("QD-2026-0001", item, ItemState.DONE, "王晓梅")
        assert len(store.drafts()) == 38


# Drafts, notes, settings


def words_of_drafts() -> dict[str, Any]:
    """By rule and errand of version 0.1.0: its title, its questions, their options."""
    found: dict[str, Any] = json.loads((HERE / "errands.json").read_text("utf-8"))
    return found


def test_every_draft_is_listed_and_can_be_deleted(services: Services) -> None:
    drafts = services.store.drafts()
    assert {(draft.rule, draft.wizard) for draft in drafts} == {
        (rule, wizard) for rule, found in words_of_drafts().items() for wizard in found
    }
    for draft in drafts:
        assert services.store.load_draft(draft.id) == draft
        assert services.store.drop_draft(draft.id) == draft
        assert services.store.load_draft(draft.id) is None
    assert services.store.drafts() == []


def test_every_draft_can_be_put_in_words(at_rest: Services) -> None:
    """A draft stores ids; `errands.json` has the words for each of them, also where the errand is gone."""
    answered = 0
    for draft in at_rest.store.drafts():
        errand = words_of_drafts()[draft.rule][draft.wizard]
        assert errand["title"]
        for question, value in draft.answers.items():
            assert errand["questions"][question]["ask"]
            assert value == "" or value in errand["questions"][question]["options"]
            answered += 1
    assert answered > 75


def test_bookmarks_and_notes_are_there_and_go_on(written: Path, services: Services) -> None:
    stored = json.loads((written / "notes.json").read_bytes())["entries"]
    margins = services.margins
    assert {entry.key for entry in margins} == {(entry["rule"], entry["article"]) for entry in stored}
    assert any(entry.note for entry in margins)
    assert any(entry.bookmarked for entry in margins)
    first = next(entry for entry in margins if entry.bookmarked)
    article = next(
        found.article
        for summary in services.store.summaries()
        for found in services.store.load(summary.number).basis.articles
        if summary.rule == first.rule and found.article.number != first.article
    )
    margins.set_note(first.rule, article, "现在写的")
    again = Marginalia.open(services.data_folder)
    assert again.entry(*first.key) == first
    assert again.entry(first.rule, article.number).note == "现在写的"


def test_the_settings_are_kept(at_rest: Services) -> None:
    settings, warning = load_settings(at_rest.data_folder)
    assert warning == ""
    assert (settings.rule, settings.handler, settings.text_scale) == ("xianyang-2013", "王晓梅", 125)
    assert settings.recent_searches == ("请示",)
