"""The tables on disk are the tables of the code, and an up-to-date file opens without Alembic."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import new_records
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from office import Clock

from govdesk.errors import UserError
from govdesk.present.wording import change_in_words
from govdesk.records import DamagedRecords, ItemState, RecordState, migrate, open_store, schema, sqlite
from govdesk.records.finding import Sort
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def the_program_s_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything here is migrated, as in the program."""
    new_records.as_in_the_program(monkeypatch)


def test_the_known_revisions_are_the_migrations_in_order() -> None:
    script = ScriptDirectory.from_config(migrate.configuration())
    assert tuple(reversed([revision.revision for revision in script.walk_revisions()])) == migrate.REVISIONS
    assert script.get_current_head() == migrate.HEAD


def test_migrations_lead_to_the_schema_of_the_code(store: Store) -> None:
    with store._db.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_the_tests_short_way_makes_the_same_file(tmp_path: Path, calendar: OfficialCalendar) -> None:
    """A new file of records is made in one step in other tests; see `new_records`."""
    made = []
    for name, make in (("migrated", migrate.upgrade), ("made", new_records.make_or_upgrade)):
        with closing(sqlite.connect(tmp_path / name, "rwc")), sqlite.opened(tmp_path / name) as engine:
            make(engine)
        with closing(sqlite.connect(tmp_path / name, "ro")) as connection:
            made.append(list(connection.iterdump()))
    assert made[0] == made[1] and len(made[0]) > len(migrate.REVISIONS)


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_records_is_cheap() -> None:
    heavy = "sqlalchemy", "alembic", "sqlite3", "chinese_calendar", "markdown"
    assert run(f"import sys, govdesk.records; print([name for name in {heavy!r} if name in sys.modules])") == "[]"


def test_importing_settings_is_cheap() -> None:
    assert run("import sys, govdesk.settings; print('sqlalchemy' in sys.modules)") == "False"


def test_an_up_to_date_file_opens_without_alembic(folder: Path, calendar: OfficialCalendar) -> None:
    open_store(folder, calendar).close()
    code = f"""
import sys
from pathlib import Path
from govdesk.records import open_store
from govdesk.workdays import load_calendar
with open_store(Path({str(folder)!r}), load_calendar([])) as store:
    print(store.summaries(), 'alembic' in sys.modules, 'sqlalchemy.orm' in sys.modules)
"""
    assert run(code) == "[] False False"


def test_before_a_migration_there_is_a_backup_and_a_failed_one_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    folder: Path,
    reopen: Callable[[], Store],
    basis: Basis,
    clock: Clock,
) -> None:
    """With the next schema's migration, made up here, that fails the first time half-way."""
    record = reopen().create(basis, {}, {"title": "旧"}, "王")
    reopen().close()
    migrations = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).with_name("migrations"), migrations)
    fails = tmp_path / "fails"
    fails.touch()
    (migrations / "versions" / "r0002_next.py").write_text(
        f"""
from pathlib import Path
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "{migrate.HEAD}"
def upgrade():
    with op.batch_alter_table("record") as table:
        table.add_column(sa.Column("colour", sa.String, nullable=False, server_default="red"))
        table.drop_column("c_words")
    if Path({str(fails)!r}).exists():
        raise OSError("the power went out")
    with op.batch_alter_table("record") as table:
        table.add_column(sa.Column("c_words", sa.Text, nullable=False, server_default=""))
"""
    )
    configuration = migrate.configuration()
    configuration.set_main_option("script_location", str(migrations))
    monkeypatch.setattr(migrate, "configuration", lambda: configuration)
    monkeypatch.setattr(migrate, "REVISIONS", (migrate.HEAD, "next"))
    monkeypatch.setattr(migrate, "HEAD", "next")
    before = (folder / "records.db").read_bytes()
    with pytest.raises(Exception, match=r"the power went out|打不开"):
        reopen()
    assert (folder / "records.db").read_bytes() == before
    [old] = (folder / "backups").glob(f"*-schema-{migrate.REVISIONS[0]}.db")
    fails.unlink()
    clock.forward(minutes=1)
    store = reopen()
    assert store.load(record.number) == record
    assert old.exists()
    with store._db.reading() as connection:
        assert connection.exec_driver_sql("SELECT colour FROM record").scalar() == "red"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize("revision", migrate.REVISIONS)
def test_a_file_of_every_schema_opens_with_all_that_was_in_it(
    revision: str, folder: Path, reopen: Callable[[], Store], basis: Basis
) -> None:
    """`schemas/` holds what the program wrote when that schema was its newest; these files never change."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "records.db")) as connection:
        connection.executescript((Path(__file__).parent / "schemas" / f"{revision}.sql").read_text("utf-8"))
    store = reopen()

    record = store.load("QD-2026-0001")
    assert (record.title, record.handler) == ("借《诗经》", "王")
    # Up to 0002 the program was version 0.1: its wizards know neither desks nor parties.
    assert record.basis.wizard.legacy == (revision in ("0001", "0002")) and (record.basis == basis) == (
        not record.basis.wizard.legacy
    )
    assert [item.do for item in record.basis.wizard.items][:6] == [item.do for item in basis.wizard.items][:6]
    assert record.desk == ("" if record.basis.wizard.legacy else "reader")
    assert record.answers == {"others": "yes"} and record.fields["received"] == "2026-09-24"
    assert {item: (mark.state, mark.by, mark.note) for item, mark in record.marks.items()} == {
        "register": (ItemState.DONE, "王", ""),
        "back": (ItemState.OPEN, "", "先催一次"),
    }
    assert [change_in_words(change, record.basis.wizard) for change in store.history(record)] == [
        "建立清单 QD-2026-0001",
        "“登记”由待办改为已办",
        "“不得转借”由待办改为不适用（不外借）",
        "“归还”备注“先催一次”",
        "撤销：“不得转借”由不适用（不外借）改为待办",
    ]
    assert [(line.title, line.state, line.done) for line in store.summaries(sort=Sort.NUMBER)] == [
        ("归档的", RecordState.ARCHIVED, 0),
        ("借《诗经》", RecordState.ONGOING, 1),
    ]
    assert [line.title for line in store.summaries(deleted=True)] == ["删去的"]
    assert [draft.answers for draft in store.drafts()] == [{"others": "no"}]
    assert store.create(basis, {}, {}, "王").number == "QD-2026-0004"
    with store._db.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


@pytest.mark.parametrize("told", ["unlisted", "article"])
def test_a_list_of_a_newer_version_is_no_damage(
    folder: Path, calendar: OfficialCalendar, basis: Basis, told: str
) -> None:
    """Two versions take turns on a data folder: what the newer one wrote in a list is told as such, and nothing is restored."""
    with open_store(folder, calendar) as store:
        number, kept = (
            store.create(basis, {}, {"title": "新版的"}, "王").number,
            store.create(basis, {}, {}, "王").number,
        )
    with closing(sqlite3.connect(folder / sqlite.FILE_NAME)) as database, database:
        body = json.loads(database.execute("SELECT body FROM basis").fetchone()[0])
        entry = body["articles"][0]["article"]
        if told == "unlisted":
            entry["unlisted"] = [{"because": "见第二条", "words": "一", "only_a_newer_version_knows": True}]
        else:
            entry["number"] = {"only a newer version": "writes it so"}
        text = json.dumps(body, ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        database.execute("INSERT INTO basis (digest, body) VALUES (?, ?)", (digest, text))
        database.execute("UPDATE record SET basis = ? WHERE number = ?", (digest, number))
    with open_store(folder, calendar) as store:
        with pytest.raises(UserError, match="更新版本") as refused:
            store.load(number)
        assert not isinstance(refused.value, DamagedRecords)
        assert "请用新版本打开" in refused.value.todo
        assert store.load(kept).number == kept
        assert {line.number for line in store.summaries()} == {number, kept}
