"""Wrote what lies beside it: a desk as version 0.1.0 leaves it. It ran once, on that version, and is kept for provenance.

Nothing imports it and no test runs it: a later program writes records of another form, and these are to stay as they
were. To run it again, check out version 0.1.0 (commit 931f0c9) and say `python make_version_one.py` with that
repository on the path; ids and times are fixed, so it gives the same desk.

    desk.tar.xz       records.db       for each of the 75 errands of both cities a list being worked on, one archived, a
                                       draft; besides lists that wait for their dates, one finished, one in the 回收站, one
                                       brought back from the archive
                      backup.db        `records backup` of the same desk at an earlier hour, half-way through the errands
                      all.govdesk.json `records export --all`, with bookmarks and notes
                      one.govdesk.json `records export` of the first list alone, with its lines for a reader
                      notes.json       bookmarks and notes on articles
                      settings.json    the user's settings
    expected.jsonl.xz a line for each record: what `records show`, `records history`, `records list` and the sheet say
    errands.json      what each errand of version 0.1.0 is called and asks: a draft holds no words of its own
"""

from __future__ import annotations

import datetime as dt
import io
import json
import lzma
import random
import sqlite3
import sys
import tarfile
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from govdesk.records.words import change_in_words

import govdesk
from govdesk.app import Services
from govdesk.cli.checklist_output import checklist_lines
from govdesk.cli.records import record_document, summary_document
from govdesk.export.sheet import make_sheet
from govdesk.marginalia.store import Marginalia
from govdesk.records import ItemState, Record, open_store
from govdesk.settings import Settings, save_settings
from govdesk.wizards.basis import Basis
from govdesk.wizards.model import Wizard
from govdesk.wizards.session import SKIPPED, evaluate
from govdesk.wizards.terms import FieldKind

HERE = Path(__file__).parent
PRINTED = dt.date(2026, 4, 1)
#: Keys of a sheet whose values are no words.
NO_WORDS = {"state", "size", "printed"}


class Clock:
    """A second a reading, a day an errand. Near noon in China and still the same day in UTC: ticks show local days."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 1, 5, 3, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def next_day(self) -> None:
        self.now = self.now.replace(hour=3, minute=0, second=0) + dt.timedelta(days=1)


def walk(wizard: Wizard, manner: str) -> dict[str, str]:
    """Answers as a clerk gives them one by one: the first options, the last, the open ones, or the last one passed over."""
    answers: dict[str, str] = {}
    while (question := evaluate(wizard, answers).current) is not None:
        option = question.options[0]
        if manner == "last":
            option = question.options[-1]
        elif manner == "open":
            option = next((o for o in question.options if o.undecided), option)
        answers[question.id] = option.value
    if manner == "skipped" and answers:
        answers[list(answers)[-1]] = SKIPPED
    return answers


def head(wizard: Wizard, index: int, *, dates: bool) -> dict[str, str]:
    """Every field of the head filled in; without `dates` the limits wait."""
    fields = {}
    for place, field in enumerate(wizard.fields):
        match field.kind:
            case FieldKind.PERSON:
                fields[field.id] = "王晓梅"
            case FieldKind.DOC_NUMBER:
                fields[field.id] = f"市住建〔2026〕{index + 1}号"
            case FieldKind.DATE:
                if dates:
                    fields[field.id] = (dt.date(2026, 2, 24) + dt.timedelta(days=index % 20 + 3 * place)).isoformat()
            case FieldKind.TEXT:
                fields[field.id] = f"关于{wizard.title}的第 {index + 1} 件事" if place == 0 else "市住房和城乡建设局"
    return fields


class Maker:
    def __init__(self, services: Services, clock: Clock) -> None:
        self.services, self.store, self.clock = services, services.store, clock

    def work_on(self, basis: Basis, index: int) -> Record:
        """A list being worked on: ticks, reasons, notes, what was taken back and done again, answers changed and changed back."""
        wizard, store = basis.wizard, self.store
        manner = ("first", "skipped", "open")[index % 3]
        answers = walk(wizard, manner)
        store.save_draft(basis.rule.id, wizard.id, answers)
        fields = head(wizard, index, dates=index % 5 != 4)
        made = store.create(basis, answers, fields, "王晓梅", count_start=index % 4 == 0, from_draft=True)
        items = [entry.item.id for entry in made.evaluate().items]
        if len(items) > 1:
            store.set_state(made, items[0], ItemState.DONE, "王晓梅")
        if len(items) > 2:
            reason = "这次用不着" if index % 6 else "本单位没有这样的事项，已向市政府办公室秘书科核对，" * 3
            store.set_state(made, items[1], ItemState.NOT_APPLICABLE, "李建国", reason)
        if len(items) > 3:
            note = (
                "已电话问过"
                if index % 2
                else "已电话问过市政府办公室秘书科。\n答复：按规则办理，材料一式三份，月底以前报来。"
            )
            store.set_note(made, items[2], note, "王晓梅")
            saved = store.set_state(made, items[2], ItemState.DONE, "王晓梅")
            assert saved.change is not None
            taken_back = store.undo(saved.change.id, "王晓梅").change
            if index % 2:
                assert taken_back is not None
                store.undo(taken_back.id, "李建国")
        if len(items) > 4:
            store.set_note(made, items[3], "先写下，又删去", "王晓梅")
            store.set_note(made, items[3], "", "王晓梅")
        self._there_and_back(made)
        store.set_fields(made, {wizard.fields[0].id: made.fields[wizard.fields[0].id] + "（修改）"}, "李建国")
        if index % 7 == 0:
            store.set_count_start(made, not made.count_start, "王晓梅")
        return store.load(made)

    def _there_and_back(self, made: Record) -> None:
        """Other answers bring an item; it is ticked; the former answers take it away, its mark waits."""
        wizard = made.basis.wizard
        for question in made.evaluate().asked:
            for option in question.options:
                other = dict(made.answers) | {question.id: option.value}
                had = {entry.item.id for entry in made.evaluate().items}
                come = [entry.item.id for entry in evaluate(wizard, other).items if entry.item.id not in had]
                if come:
                    self.store.set_answers(made, other, "王晓梅")
                    self.store.set_state(made, come[0], ItemState.DONE, "王晓梅")
                    self.store.set_answers(made, made.answers, "王晓梅")
                    return

    def put_away(self, basis: Basis, index: int) -> Record:
        """A list done to its end and archived."""
        store = self.store
        made = store.create(basis, walk(basis.wizard, "last"), head(basis.wizard, index, dates=True), "李建国")
        for place, entry in enumerate(made.evaluate().items):
            if place % 4 == 3:
                store.set_state(made, entry.item.id, ItemState.NOT_APPLICABLE, "李建国", "没有这种情形")
            else:
                store.set_state(made, entry.item.id, ItemState.DONE, "李建国", "" if place % 3 else "补记")
            if place % 5 == 2:
                store.set_note(made, entry.item.id, f"见第 {place + 1} 号附件", "李建国")
        store.archive(made, "李建国")
        if index % 10 == 0:
            store.unarchive(made, "王晓梅")
            store.archive(made, "王晓梅")
        return store.load(made)

    def leave_draft(self, basis: Basis) -> None:
        """The errand begun once more and left half-way."""
        answers = walk(basis.wizard, "last")
        half = dict(list(answers.items())[: max(1, len(answers) - 1)])
        if len(half) > 2:
            half[list(half)[1]] = SKIPPED
        self.store.save_draft(basis.rule.id, basis.wizard.id, half)

    def wait(self, basis: Basis, index: int) -> None:
        """Where a limit is counted from a date: a list that still waits for its dates, one that is counted from the day itself."""
        if any(item.due is not None and item.due.workdays is not None for item in basis.wizard.items):
            for manner, dates in (("first", False), ("open", True)):
                fields = head(basis.wizard, index, dates=dates)
                self.store.create(basis, walk(basis.wizard, manner), fields, "王晓梅", count_start=True)

    def others(self, basis: Basis) -> None:
        """One finished and not put away, one in the 回收站, one brought back from the archive."""
        store, answers, fields = self.store, walk(basis.wizard, "first"), head(basis.wizard, 99, dates=True)
        finished, thrown, brought = (store.create(basis, answers, fields, "王晓梅") for _ in range(3))
        for entry in finished.evaluate().items:
            store.set_state(finished, entry.item.id, ItemState.DONE, "王晓梅")
        store.delete(thrown, "王晓梅")
        store.archive(brought, "王晓梅")
        store.unarchive(brought, "王晓梅")


def words_of(value: Any, key: str = "") -> Iterator[str]:
    """Every word of a sheet in its order, whatever its structs are called."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from words_of(inner, name)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from words_of(inner, key)
    elif isinstance(value, str) and value and key not in NO_WORDS:
        yield value


def expected(services: Services, record: Record) -> dict[str, Any]:
    checklist = record.checklist(services.calendar)
    sheet = make_sheet(checklist, record.marks, number=record.number, printed=PRINTED)
    wizard = record.basis.wizard
    (summary,) = (
        summary
        for deleted in (False, True)
        for summary in services.store.summaries(deleted=deleted)
        if summary.id == record.id
    )
    return {
        "number": record.number,
        "deleted": record.deleted_at is not None,
        "show": record_document(services, record),
        "lines": list(checklist_lines(checklist, record.marks)),
        "waiting": {
            item: mark
            for item, mark in record.marks.items()
            if item not in {entry.item.id for entry in record.evaluate().items}
        },
        "history": [
            {"at": change.at, "by": change.by, "kind": change.kind, "what": change_in_words(change, wizard)}
            | {"item": change.item, "before": change.before, "after": change.after}
            | {"undoes": change.undoes, "uid": change.uid}
            for change in services.store.history(record)
        ],
        "summary": summary_document(summary),
        "printed": list(words_of(msgspec.to_builtins(sheet))),
    }


def errands(services: Services) -> dict[str, Any]:
    """The words that drafts lack: by rule and errand its title, questions and options."""
    return {
        rule: {
            wizard.id: {
                "title": wizard.title,
                "topic": wizard.topic,
                "questions": {
                    question.id: {"ask": question.ask, "options": {o.value: o.label for o in question.options}}
                    for question in wizard.questions
                },
            }
            for wizard in services.library.wizards(rule)
        }
        for rule in services.library.rules
    }


def pack(files: list[Path]) -> bytes:
    """A tar that is the same whenever it is made, compressed as one: the records stand in it three times."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for path in files:
            info = tarfile.TarInfo(path.name)
            info.size = path.stat().st_size
            with path.open("rb") as stream:
                tar.addfile(info, stream)
    return compress(buffer.getvalue())


def compress(content: bytes) -> bytes:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 64 << 20}]
    return lzma.compress(content, filters=filters)


def main() -> None:
    if govdesk.__version__ != "0.1.0":
        sys.exit("This made the records of version 0.1.0 and runs on nothing else.")
    chance = random.Random(1)
    uuid.uuid4 = lambda: uuid.UUID(int=chance.getrandbits(128), version=4)  # ids are the same whenever it runs
    folder = Path(tempfile.mkdtemp())
    desk = folder / "desk"
    clock = Clock()
    services = Services(desk, today=PRINTED)
    store = open_store(desk, services.calendar, clock=clock)
    services.__dict__["store"] = store
    services.__dict__["margins"] = Marginalia.open(desk, clock=clock)
    maker = Maker(services, clock)
    wizards = [(rule, wizard) for rule in services.library.rules for wizard in services.library.wizards(rule)]
    for index, (rule, wizard) in enumerate(wizards):
        clock.next_day()
        basis = services.library.basis(rule, wizard.id)
        maker.work_on(basis, index)
        maker.put_away(basis, index)
        maker.leave_draft(basis)
        if index == len(wizards) // 2:
            store.backup_to(folder / "backup.db")
    for index, (rule, wizard) in enumerate(wizards):
        maker.wait(services.library.basis(rule, wizard.id), index)
    maker.others(services.library.basis("zhangjiagang-2022", "submit-request"))
    for rule in services.library.rules.values():
        for place, article in enumerate(rule.articles[::9]):
            services.margins.set_bookmark(rule.id, article, place % 2 == 0)
            if place % 3:
                services.margins.set_note(rule.id, article, f"我的笔记 {place}：办文时先看这一条。\n第二行")
    save_settings(desk, Settings(rule="xianyang-2013", handler="王晓梅", text_scale=125, recent_searches=("请示",)))
    services.export_records(folder / "all.govdesk.json")
    first = store.load("QD-2026-0001")
    services.export_records(folder / "one.govdesk.json", [first.number])
    listed = [s.number for deleted in (False, True) for s in store.summaries(deleted=deleted)]
    lines = [msgspec.json.encode(expected(services, store.load(number))) for number in sorted(listed)]
    store.close()
    for path in (desk / "records.db", folder / "backup.db"):
        with sqlite3.connect(path) as connection:
            connection.execute("VACUUM")
        connection.close()
    files = [desk / "records.db", folder / "backup.db", folder / "all.govdesk.json", folder / "one.govdesk.json"]
    (HERE / "desk.tar.xz").write_bytes(pack([*files, desk / "notes.json", desk / "settings.json"]))
    (HERE / "expected.jsonl.xz").write_bytes(compress(b"\n".join(lines) + b"\n"))
    document = json.dumps(errands(services), ensure_ascii=False, indent=1)
    (HERE / "errands.json").write_text(document + "\n", "utf-8")


if __name__ == "__main__":
    main()
