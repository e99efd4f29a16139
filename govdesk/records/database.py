"""The open file of records: checked and migrated at opening, backed up daily, its errors put in words."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, insert, select, update

from govdesk.errors import UserError
from govdesk.files import is_full, sweep
from govdesk.paths import check_target, write_atomically
from govdesk.records import backup, binding, memory, migrate, queries, rows, schema, sqlite
from govdesk.records.desk import Desk
from govdesk.records.errors import Backup, DamagedRecords
from govdesk.records.opening import (
    ALWAYS_CHECKED,
    FOREIGN,
    Clock,
    check_kinds,
    check_version,
    has_log,
    is_empty,
    settle_log,
    worth_checking,
)
from govdesk.records.place import Place
from govdesk.records.refusals import in_words, says_full
from govdesk.workdays import OfficialCalendar

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

#: Where the last backup is further away than this, the clock may be wrong: nothing is thrown away on its word.
CLOCK_IN_DOUBT = dt.timedelta(days=60)


def now_utc() -> dt.datetime:
    """The clock of the machine."""
    return dt.datetime.now(dt.UTC)


class Database:
    """One file of records, open. See `Store` for what is done with it."""

    def __init__(
        self,
        folder: Path,
        engine: Engine,
        calendar: OfficialCalendar,
        clock: Clock,
        place: Place,
        verify: rows.Verify = lambda _: False,
    ) -> None:
        self.folder = folder
        self.verify = verify
        self.calendar = calendar
        self.warnings: list[str] = []
        #: What does not work at present, by what it is, in Chinese sentences; each goes when it works again.
        self.troubles: dict[str, str] = {}
        self.place = place
        self._path = place.path
        self._engine = engine
        self._writer = sqlite.writer(engine)
        self._clock = clock
        self._identity = sqlite.identity(self._path)
        self._floor = 0  # see `binding.bind`
        self._backed_up_on: dt.date | None = None
        self._worked = False  # has anything been written since the last backup?
        self._tried_at: dt.datetime | None = None  # when the work was last backed up, or could not be

    @classmethod
    def open(
        cls,
        folder: Path,
        calendar: OfficialCalendar,
        *,
        clock: Clock,
        desk: Desk | None = None,
        verify: rows.Verify = lambda _: False,
    ) -> Database:
        """See `Store.open`."""
        with in_words(folder, clock, saving=False):
            place = Place.take(folder, desk)
            try:
                database = cls._open(folder, calendar, clock, place, verify)
            except BaseException:
                place.leave()
                raise
            try:
                with suppress(UserError):  # a full disk: names in the list follow when there is room
                    database.compare_again()
            except BaseException:
                database.close()
                raise
            return database

    @classmethod
    def _open(
        cls, folder: Path, calendar: OfficialCalendar, clock: Clock, place: Place, verify: rows.Verify
    ) -> Database:
        if place.image is not None:
            return cls._open_copy(folder, calendar, clock, place, verify)
        path = place.path
        # Looked for first: another program may be making the file, and its first backup, at this moment.
        had_backups = bool(backup.list_backups(folder))
        check_kinds(path)
        if is_empty(path) and has_log(path):
            # SQLite would delete the log of an empty file, and with it the last trace of the newest lists.
            raise sqlite.DamagedFileError("the file is empty, its log is not")
        warnings = settle_log(path, place, clock)
        if place.writable and place.holds_desk:
            for left in (folder, folder / backup.FOLDER_NAME, folder / "cache", folder / "cache" / "search"):
                sweep(left, own=True)
        revision = sqlite.inspect(path, check=worth_checking(path, folder, clock)) if path.exists() else None
        if revision is None and had_backups:
            # A file that was there and is empty or gone: to begin a new one would hide the loss.
            raise sqlite.DamagedFileError("the file is missing or empty although it has been backed up")
        check_version(revision)
        if revision is not None and revision != migrate.HEAD and place.writable:
            backup.make_backup(folder, clock(), before_leaving=revision)
        # What a program that was killed has written stands in the log, and in no backup.
        was_killed = has_log(path)
        engine = sqlite.open_engine(path)
        try:
            if revision != migrate.HEAD:
                migrate.upgrade(engine)
            floor = binding.bind(engine, path) if place.writable else 0
            database = cls(folder, engine, calendar, clock, place, verify)
            database._floor = floor
            database.warnings += warnings
            database._worked = was_killed
            database._refresh_cache()
            if place.writable:
                database._start_day()
        except BaseException:
            engine.dispose()
            raise
        return database

    @classmethod
    def _open_copy(
        cls, folder: Path, calendar: OfficialCalendar, clock: Clock, place: Place, verify: rows.Verify
    ) -> Database:
        """For reading: the copy lies in memory, and nothing is written anywhere."""
        assert place.image is not None
        main, log = place.image
        if not main and log:
            raise sqlite.DamagedFileError("the file is empty, its log is not")
        warnings = []
        if binding.foreign_image(main, log):
            warnings, log = [f"{FOREIGN}。"], b""
        copy = place.use_image(memory.replayed(main, log))
        with closing(copy.connect()) as connection:
            revision = sqlite.inspect_open(connection)
        if revision is None and backup.list_backups(folder):
            raise sqlite.DamagedFileError("the file is empty although it has been backed up")
        check_version(revision)
        engine = copy.open_engine()
        try:
            if revision != migrate.HEAD:
                migrate.upgrade(engine)
            database = cls(folder, engine, calendar, clock, place, verify)
            database.warnings += warnings
            database._refresh_cache()
        except BaseException:
            engine.dispose()
            raise
        return database

    def close(self) -> None:
        """See `Store.close`."""
        try:
            self._engine.dispose()
        finally:
            self.place.leave()

    def now(self) -> dt.datetime:
        """The present time in UTC."""
        return self._clock().astimezone(dt.UTC)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file."""
        with in_words(self.folder, self._clock, saving=False), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when the block ends, or left no trace when it raised."""
        with self._told("writing"), in_words(self.folder, self._clock):
            self.place.check_writable()
            self._check_place()
            self._start_day()
            with self._writer.begin() as connection:
                if self._floor:
                    binding.raise_base(connection, self._floor)
                yield connection
            self._worked, self._floor = True, 0
            # Linux lets us write into a file that has been deleted or replaced: nobody would find it again.
            self._check_place()

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """What the file refuses stands in `troubles` until it takes it again; a request that makes no sense does not."""
        try:
            yield
        except UserError as error:
            if error.__cause__ is not None:
                self.troubles[what] = error.sentence
            raise
        self.troubles.pop(what, None)

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """A transaction that is always taken back: to see what a change would do."""
        with in_words(self.folder, self._clock):
            self.place.check_writable()
            with self._writer.connect() as connection:
                yield connection
                connection.rollback()

    def backup_to(self, path: Path) -> None:
        """See `Store.backup_to`."""
        check_target(path)
        if path.is_dir():
            raise UserError(
                f"备份没有写成，“{path}”是一个文件夹", safe="清单都在，没有改动", todo="在后面写上备份文件的名字"
            )
        try:
            with in_words(self.folder, self._clock):
                if self.place.copy is not None:
                    write_atomically(path, self.place.copy.copied())
                else:
                    sqlite.copy_out(self._path, path, self.folder)
        except DamagedRecords:
            raise
        except UserError as error:
            cause = error.__cause__
            if cause is not None and (is_full(cause) or says_full(cause)):
                raise UserError(
                    f"备份没有写成，“{path.parent}”所在的磁盘满了",
                    safe="清单都在，没有改动",
                    todo="腾出一些空间，或换一个磁盘再试",
                    detail=error.detail,
                ) from error
            raise UserError(
                f"备份没有写成，“{path}”写不进去",
                safe="清单都在，没有改动",
                todo="换一个文件夹再试",
                detail=error.detail,
            ) from error

    def backups(self) -> list[Backup]:
        """See `Store.backups`."""
        return backup.list_backups(self.folder)

    def back_up_work(self, after: dt.timedelta | None = None) -> Backup | None:
        """See `Store.back_up_work`."""
        if not self._worked or not self.place.writable:
            return None
        if after is not None and not self._is_time(after):
            return None
        self._tried_at = self._clock()
        try:
            made = self._make_backup()
        except sqlite.DamagedFileError as error:
            # The next opening says so, with the ways out of it; who is about to leave is not held up.
            self.troubles["backup"] = f"清单文件不完整，没有自动备份（{error}）；关掉政务案头重新打开，会说怎么恢复。"
            return None
        self._worked = made is None
        return made

    def _is_time(self, after: dt.timedelta) -> bool:
        """For a backup while somebody works: it must not hold him up, nor wear out a stick."""
        # A clock that has been put back since tells nothing: who waited for it to come round would wait for days.
        if self._tried_at is not None and abs(self._clock() - self._tried_at) < after:
            return False
        return self._path.stat().st_size <= ALWAYS_CHECKED

    def use_calendar(self, calendar: OfficialCalendar) -> None:
        """See `Store.set_calendar`."""
        self.calendar = calendar
        with in_words(self.folder, self._clock):
            self._refresh_cache()

    def _check_place(self) -> None:
        if sqlite.identity(self._path) != self._identity:
            raise sqlite.FileMovedError(str(self._path))

    def _start_day(self) -> None:
        """Once a day, also when the program runs for weeks: make the backup, then empty the 回收站."""
        today = self._clock().astimezone().date()
        if self._backed_up_on == today:
            return
        self._backed_up_on = today
        if backup.backed_up_on(self.folder, today):
            return
        before = backup.last_backup(self.folder)
        if self._make_backup() is None:
            # Work goes on without it; what is deleted stays until there is a backup that has it.
            return
        if before is None or abs(self.now() - before.at) > CLOCK_IN_DOUBT:
            return  # 30 days may have been none; the next day will tell
        with self._writer.begin() as connection:
            queries.empty_bin(connection, self.now())

    def _make_backup(self) -> Backup | None:
        try:
            made = backup.make_backup(self.folder, self._clock())
        except (OSError, sqlite3.Error) as error:
            full = is_full(error) or says_full(error)
            why = "磁盘满了" if full else f"“{backup.FOLDER_NAME}”写不进去"
            todo = "腾出一些空间" if full else "请管理员看看数据文件夹里的“backups”"
            self.troubles["backup"] = f"自动备份没有写成，{why}；清单都在；{todo}，下一次自动备份会再试。"
            return None
        self.troubles.pop("backup", None)
        return made

    def _refresh_cache(self) -> None:
        """Compute the derived columns again where they came from another calendar or another program."""
        wanted = {"cache_version": str(schema.CACHE_VERSION), "cache_calendar": _fingerprint(self.calendar)}
        if self._facts() == wanted:
            return
        with self._writer.begin() as connection:
            query = select(schema.record.c.id)
            if self._facts_in(connection).get("cache_version") == wanted["cache_version"]:
                # A calendar changes when something is due, never whether it is.
                query = query.where(schema.record.c.c_next_due.is_not(None))
            bases = rows.Bases(self.verify)
            for record_id in connection.execute(query).scalars().all():
                try:
                    values = rows.cached(rows.load(connection, record_id, bases), self.calendar)
                except (rows.DamagedRowError, UserError):
                    continue  # it says so when it is opened
                connection.execute(update(schema.record).where(schema.record.c.id == record_id).values(values))
            connection.execute(delete(schema.fact).where(schema.fact.c.name.in_(wanted)))
            connection.execute(insert(schema.fact), [{"name": k, "value": v} for k, v in wanted.items()])

    def compare_again(self) -> None:
        """Let the names of rules in the list follow what the rules at hand prove now; see `rows.Bases`."""
        with self.reading() as connection:
            bases = rows.Bases(self.verify)
            titles = {}
            for digest in bases.unverified(connection):
                with suppress(ValueError, msgspec.MsgspecError):  # whoever opens a record on it is told
                    titles[digest] = bases.load(connection, digest).rule.short_title
            table = schema.record
            stale = {
                digest: title
                for digest, title in titles.items()
                if connection.execute(
                    select(table.c.id).where(table.c.basis == digest, table.c.c_rule_title != title)
                ).first()
            }
        if stale:
            with in_words(self.folder, self._clock), self._writer.begin() as connection:
                for digest, title in stale.items():
                    connection.execute(update(table).where(table.c.basis == digest).values(c_rule_title=title))

    def _facts(self) -> dict[str, str]:
        with self._engine.begin() as connection:
            return self._facts_in(connection)

    @staticmethod
    def _facts_in(connection: Connection) -> dict[str, str]:
        query = select(schema.fact.c.name, schema.fact.c.value).where(schema.fact.c.name.startswith("cache_"))
        return {row.name: row.value for row in connection.execute(query)}


def _fingerprint(calendar: OfficialCalendar) -> str:
    days = (sorted(calendar.off), sorted(calendar.work), sorted(calendar.years))
    return hashlib.sha256(repr(days).encode()).hexdigest()
