"""Files for import that are whole and yet not true: what cannot be proved is marked or refused, and nothing breaks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from forging import Forge, forged
from office import Clock

from govdesk.errors import UserError
from govdesk.present.text import checklist_lines, headline
from govdesk.records import open_store
from govdesk.records.exchange import read_notes
from govdesk.records.model import ItemState, Jotting, Reply
from govdesk.records.store import Store
from govdesk.rules.model import Article, Rule, Text
from govdesk.wizards.basis import Basis
from govdesk.wizards.provenance import UNVERIFIED, is_verified
from govdesk.workdays import OfficialCalendar


@pytest.fixture
def file(reopen: Callable[[], Store], basis: Basis, tmp_path: Path) -> Path:
    """One list of another office."""
    store = reopen()
    record = store.create(basis, {"others": "yes"}, {"title": "借书"}, "王")
    store.set_note(record, "lend", "甲", "王")
    store.set_jottings(record, "keeper-notes", [Jotting("2026-09-24", "已转交", "2026-09-30")], "王")
    store.set_reply(record, "who-approves", Reply("主任", "可以", "2026-09-25", applies=True), "王")
    store.export_file(tmp_path / "清单.govdesk.json")
    store.delete(record, "王")
    return tmp_path / "清单.govdesk.json"


def the_basis(document: dict[str, Any]) -> Any:
    (basis,) = document["bases"].values()
    return basis


def in_basis(*path: str | int, to: Any) -> Forge:
    def forge(document: dict[str, Any]) -> None:
        at: Any = the_basis(document)
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return forge


def in_record(*path: str | int, to: Any) -> Forge:
    def forge(document: dict[str, Any]) -> None:
        at: Any = document["records"][0]
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return forge


FORGED: dict[str, Forge] = {
    "an invented quote": in_basis("wizard", "items", 0, "cites", 0, "quote", to="伪造的原文"),
    "an empty quote": in_basis("wizard", "items", 0, "cites", 0, "quote", to=""),
    "no articles": in_basis("articles", to=[]),
    "an unknown condition": in_basis("wizard", "items", 0, "when", to={"no-such": "yes"}),
    "an unknown answer": in_basis("wizard", "items", 0, "when", to={"others": "perhaps"}),
    "ids used twice": in_basis("wizard", "items", 1, "id", to="register"),
    "a term of a billion days": in_basis("wizard", "items", 4, "due", "workdays", to=10**9),
    "a path for an id": in_basis("rule", "id", to="../../etc/passwd"),
    "a path for a wizard": in_basis("wizard", "id", to="/etc/passwd"),
    "a title of five million characters": in_basis("wizard", "title", to="长" * 5_000_000),
    "a time at the beginning": in_record("created", to="0001-01-01T00:00:00+14:00"),
    "a time at the end": in_record("updated", to="9999-12-31T23:59:59-14:00"),
    "a time at the end in the history": in_record("history", 0, "at", to="9999-12-31T23:59:59-14:00"),
    "a number that leaves none": in_record("number", to="QD-2026-9999999"),
    "a number in full width": in_record("number", to="QD-２０２６-０００１"),
    "a note of 20 MB": in_record("marks", "lend", "note", to="长" * 7_000_000),
    "a field of 5 MB": in_record("fields", "title", to="长" * 2_000_000),
    "a name of 5 MB": in_record("history", 0, "by", to="长" * 2_000_000),
    "a direction mark in what is to be done": in_basis("wizard", "items", 0, "do", to="登\u202e记"),
    "a sign that controls a terminal": in_basis("rule", "short_title", to="阅\x1b[31m览室"),
    "a direction mark in an article": in_basis("articles", 0, "chapter", to="总\u2067则"),
    "a change of another record": in_record("id", to="00000000-0000-4000-8000-000000000001"),
    "version 0": lambda document: document.update(version=0),
    "version -1": lambda document: document.update(version=-1),
    "notes without end": lambda document: document.update(
        notes=[{"rule": "r", "article": "1", "note": "长" * 1_000_000, "changed": "2026-01-01T00:00:00Z"}]
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_is_not_true_is_refused_in_words_and_changes_nothing(
    name: str, file: Path, reopen: Callable[[], Store]
) -> None:
    store = reopen()
    before = [store.load(line.number) for line in store.summaries()]
    with pytest.raises(UserError) as raised:
        store.import_file(forged(file, FORGED[name]), "李", lambda _: True)
    assert "没有改动" in raised.value.sentence
    assert [store.load(line.number) for line in store.summaries()] == before


def test_the_forger_writes_files_that_are_taken_where_nothing_is_forged(
    file: Path, reopen: Callable[[], Store]
) -> None:
    assert reopen().import_file(forged(file, lambda _: None), "李", lambda _: True)


def other_office(document: dict[str, Any]) -> None:
    """Another id for the record: it is new here."""
    document["records"][0]["id"] = "00000000-0000-4000-8000-000000000001"
    for number, line in enumerate(document["records"][0]["history"]):
        line["uid"] = f"00000000-0000-4000-8000-{number:012}"


def changed_article(document: dict[str, Any]) -> None:
    """Words of the law altered in the article and the quotes alike: it does not contradict itself."""
    other_office(document)
    text = json.dumps(document, ensure_ascii=False).replace("借书应当登记", "借书不必登记")
    document.clear()
    document.update(json.loads(text))


def test_a_text_that_nobody_can_compare_is_marked_wherever_it_is_cited(
    file: Path, reopen: Callable[[], Store], calendar: OfficialCalendar, tmp_path: Path
) -> None:
    store = reopen()
    (imported,) = store.import_file(forged(file, changed_article), "李", lambda _: False)
    assert imported.record.basis.rule.title.endswith(UNVERIFIED)
    for _ in range(2):
        record = store.load(imported.record.number)
        text = "\n".join([headline(record), *checklist_lines(record.checklist(calendar), record)])
        assert "借书不必登记" in text and f"《阅览室规则{UNVERIFIED}》" in text
        (line,) = (line for line in store.summaries() if line.id == record.id)
        assert line.rule_title.endswith(UNVERIFIED)
        store = reopen()
    # It travels on as it came, and is compared anew where it arrives.
    store.export_file(tmp_path / "again.json", [imported.record.number])
    assert UNVERIFIED not in (tmp_path / "again.json").read_text("utf-8").split('"records"')[0]
    assert store.import_file(tmp_path / "again.json", "李", lambda _: False)[0].changes == 0


def rule_of(basis: Basis, articles: tuple[Article, ...]) -> Rule:
    notes = tuple(note for entry in basis.articles for note in entry.notes)
    return Rule(meta=basis.rule, notice=(), title=Text(), divisions=(), articles=articles, notes=notes, hash=basis.hash)


def test_a_text_is_compared_with_the_rule_at_hand(basis: Basis) -> None:
    articles = tuple(entry.article for entry in basis.articles)
    rule = rule_of(basis, articles)
    assert is_verified(basis, {rule.id: rule})
    assert not is_verified(basis, {})  # a rule that is not at hand
    other = tuple(msgspec.structs.replace(article, paragraphs=article.paragraphs[:1]) for article in articles)
    newer = msgspec.structs.replace(rule_of(basis, other), hash="cd" * 32)
    assert not is_verified(basis, {rule.id: newer})
    with pytest.raises(UserError, match="同一版本对不上"):
        is_verified(basis, {rule.id: rule_of(basis, other)})


def test_what_is_typed_here_can_be_exported_and_taken_again(
    reopen: Callable[[], Store], basis: Basis, tmp_path: Path
) -> None:
    store = reopen()
    record = store.create(basis, {}, {"title": "题" * 2000}, "王")
    store.set_note(record, "lend", "注" * 50_000, "王")
    for too_long in (
        lambda: store.set_note(record, "lend", "注" * 50_001, "王"),
        lambda: store.set_fields(record, {"title": "题" * 2001}, "王"),
        lambda: store.create(basis, {}, {"title": "题" * 2001}, "王"),
    ):
        with pytest.raises(UserError, match="太长"):
            too_long()
    store.export_file(tmp_path / "all.json")
    assert [entry.changes for entry in store.import_file(tmp_path / "all.json", "李")] == [0]


def test_what_a_citation_tells_of_its_rule_is_compared_too(basis: Basis) -> None:
    rule = rule_of(basis, tuple(entry.article for entry in basis.articles))
    assert is_verified(basis, {rule.id: rule})

    def reads(**told: Any) -> bool:
        other = msgspec.structs.replace(basis, rule=msgspec.structs.replace(basis.rule, **told))
        return is_verified(other, {rule.id: rule, "town-2022": town})

    town_meta = msgspec.structs.replace(basis.rule, id="town-2022", title="城关镇工作规则", short_title="城关镇")
    town = msgspec.structs.replace(rule, meta=town_meta)
    assert reads()
    assert reads(issuer="")  # what is not said is no contradiction
    assert not reads(issuer="市政府")
    assert not reads(short_title="城关镇")  # the name of another rule
    assert reads(short_title="阅览室（本馆）")


def test_words_of_ours_on_an_article_of_this_version_are_compared_too(basis: Basis) -> None:
    rule = rule_of(basis, tuple(entry.article for entry in basis.articles))
    entry = basis.articles[0]
    for other in (
        msgspec.structs.replace(entry, notes=()),
        msgspec.structs.replace(entry, article=msgspec.structs.replace(entry.article, heading="不用登记")),
    ):
        forged_basis = msgspec.structs.replace(basis, articles=(other, *basis.articles[1:]))
        assert not is_verified(forged_basis, {rule.id: rule})
        older = msgspec.structs.replace(forged_basis, hash="cd" * 32)  # of another version, where they may have been so
        assert is_verified(older, {rule.id: rule})


def test_signs_that_cannot_be_seen_do_not_come_in(file: Path, reopen: Callable[[], Store]) -> None:
    odd = "甲\u202e乙\0丙\x1b[31m"

    def forge(document: dict[str, Any]) -> None:
        other_office(document)
        record = document["records"][0]
        record["marks"]["lend"]["note"] = record["marks"]["lend"]["by"] = odd
        record["jottings"]["keeper-notes"][0]["words"] = record["replies"]["who-approves"]["reply"] = odd
        for line in record["history"]:
            line["by"] = odd
        document["notes"] = [{"rule": "reading-room", "article": "7", "note": odd}]

    path = forged(file, forge)
    store = reopen()
    (imported,) = store.import_file(path, odd, lambda _: True)
    record = store.load(imported.record.number)
    texts = [record.mark("lend").note, record.mark("lend").by, record.jottings["keeper-notes"][0].words]
    texts += [record.replies["who-approves"].reply, *(change.by for change in store.history(record))]
    texts += [note.note for note in read_notes(path)]
    assert set(texts) == {"甲乙丙[31m"}


def test_two_records_that_tell_one_change_are_refused_as_untrue(file: Path, reopen: Callable[[], Store]) -> None:
    def forge(document: dict[str, Any]) -> None:
        other_office(document)
        (record,) = document["records"]
        document["records"].append(record | {"id": "00000000-0000-4000-8000-000000000002", "number": "QD-2026-0009"})

    store = reopen()
    with pytest.raises(UserError, match=r"前后不合.*重新导出"):
        store.import_file(forged(file, forge), "李", lambda _: True)
    assert store.trouble == ""  # nothing is wrong with the data folder


@pytest.mark.parametrize("year", [1970, 1980, 1999, 2190])
def test_what_is_made_by_a_clock_that_is_wrong_can_be_taken_elsewhere(
    year: int, reopen: Callable[[], Store], clock: Clock, basis: Basis, tmp_path: Path, calendar: OfficialCalendar
) -> None:
    clock.now = clock.now.replace(year=year)
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    store.set_state(record, "register", ItemState.DONE, "王")
    store.export_file(tmp_path / "all.json")
    with open_store(tmp_path / "there", calendar) as there:
        assert len(there.import_file(tmp_path / "all.json", "李")) == 1


@pytest.mark.parametrize("year", [1, 1026, 1926, 2926, 9999])
def test_a_slip_in_the_year_of_a_tick_is_told(year: int, reopen: Callable[[], Store], basis: Basis) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    at = dt.datetime(year, 9, 24, 12, tzinfo=dt.UTC)
    with pytest.raises(UserError, match=f"{year} 年.*核对年份"):
        store.set_state(record, "register", ItemState.DONE, "王", at=at)
    assert store.load(record).mark("register").state is ItemState.OPEN


def test_a_slip_that_was_taken_before_travels_all_the_same(file: Path, reopen: Callable[[], Store]) -> None:
    def forge(document: dict[str, Any]) -> None:
        other_office(document)
        document["records"][0]["marks"]["lend"]["at"] = "1926-09-24T04:00:00Z"

    (imported,) = reopen().import_file(forged(file, forge), "李", lambda _: True)
    assert imported.record.mark("lend").at is not None


@pytest.mark.parametrize("half", ["\ud800", "\udcff"])
def test_half_a_character_is_not_kept_and_breaks_nothing(
    half: str, reopen: Callable[[], Store], basis: Basis, tmp_path: Path
) -> None:
    store = reopen()
    record = store.create(basis, {"others": "yes"}, {"title": f"借{half}书"}, f"王{half}")
    store.set_state(record, "register", ItemState.DONE, f"王{half}")
    store.set_jottings(record, "keeper-notes", [Jotting("2026-09-24", f"已{half}转交")], "王")
    store.set_reply(record, "who-approves", Reply("主任", f"可{half}以", "2026-09-25"), "王")
    record = store.load(record)
    assert record.mark("register").by == "王"
    assert record.jottings["keeper-notes"][0].words == "已转交"
    assert record.replies["who-approves"].reply == "可以"
    store.export_file(tmp_path / "all.json")
    assert [entry.changes for entry in store.import_file(tmp_path / "all.json", "李")] == [0]
