"""The one place that builds the services and wires them together.

What the first frame does not need is built on first use: the calendar, the records, the search index.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from govdesk import paths
from govdesk.clock import Clock
from govdesk.errors import Progress, UserError, never_stop
from govdesk.files import is_folder
from govdesk.once import built_once

if TYPE_CHECKING:
    import datetime as dt

    from govdesk.errors import Problem
    from govdesk.folds import Folds
    from govdesk.look import Look
    from govdesk.manual import Manual
    from govdesk.marginalia.store import Marginalia
    from govdesk.records.carrying import Exported, Imported
    from govdesk.records.desk import Desk
    from govdesk.records.store import Store
    from govdesk.rules.counterparts import Counterparts
    from govdesk.search.index import SearchIndex
    from govdesk.search.manual import ManualSearch
    from govdesk.settings import Settings
    from govdesk.statutes.shelf import Statutes
    from govdesk.wizards.basis import Basis
    from govdesk.wizards.frontpage import FrontPage
    from govdesk.wizards.library import Library
    from govdesk.workdays import OfficialCalendar

USER_RULES = "rules"
CACHE = "cache"
CALENDARS = "calendars"


class Packs(NamedTuple):
    """A library and the index over it."""

    library: Library
    search: SearchIndex


class Services:
    """Everything that screens and commands work with, bound to one data folder.

    `data_folder` is where all is written; it is created and proved writable on the first write, so
    that reading a rule works from a read-only stick. Whoever builds services closes them: `with build_services() as …`.
    """

    def __init__(self, data_folder: Path, *, today: dt.date | None = None) -> None:
        self.data_folder = data_folder
        paths.watch(data_folder)
        self._today = today
        self.clock = Clock(self._read_day)

    def _read_day(self) -> dt.date:
        import datetime as dt  # not for the first frame

        return self._today or dt.date.today()

    @built_once
    def library(self) -> Library:
        """All rules and wizards: shipped ones, then the data folder's own. Some ten milliseconds where nothing has changed."""
        from govdesk.wizards.packs import load_library

        return load_library(self.rule_folders, self.cache_folder, self.settings.disabled)

    @property
    def _is_gone(self) -> bool:
        """Has the data folder been taken away meanwhile? Then nothing makes it anew."""
        return paths.is_gone(self.data_folder)

    @built_once
    def _kept_front_page(self) -> FrontPage | None:
        from govdesk.wizards.frontpage import load_front_page

        return load_front_page(self.rule_folders, self.cache_folder, self.settings.disabled)

    @property
    def front_page(self) -> FrontPage:
        """Names and procedures of all rules, for the window's frame and its home page, without reading the library."""
        if "library" not in self.__dict__ and self._kept_front_page is not None:
            return self._kept_front_page
        library, front_page = self._front_page_of
        if library is not self.library:
            from govdesk.wizards.frontpage import make_front_page

            front_page = make_front_page(self.library)
            self._front_page_of = self.library, front_page
        assert front_page is not None
        return front_page

    _front_page_of: tuple[Library | None, FrontPage | None] = (None, None)

    @property
    def look(self) -> Look:
        """What the first frame takes from the settings, without reading all of them."""
        from govdesk.look import Look, read_look

        if "settings" not in self.__dict__:
            return read_look(self.data_folder)
        return Look(*(getattr(self.settings, name) for name in Look._fields))

    @built_once
    def settings(self) -> Settings:
        """The user's settings; a damaged file is kept aside, and `settings_warning` says so."""
        from govdesk.settings import load_settings

        settings, self.settings_warning = load_settings(self.data_folder)
        self._settings_known = settings
        return settings

    _settings_known: Settings | None = None  # as they were last read or written here

    settings_warning: str = ""

    def keep_print_choices(self, choices: dict[str, bool]) -> None:
        """Remember what the preview window last printed of a checklist. Raises UserError as `save_settings`."""
        import msgspec

        self.settings = msgspec.structs.replace(self.settings, print_choices=choices)
        self.save_settings()

    def save_settings(self) -> None:
        """Write at once what was changed here; what another program has changed meanwhile stays, and stands here from now on.

        Raises UserError when the data folder cannot be written.
        """
        if self._is_gone:
            # To make it anew would put an empty folder where the lists are looked for.
            raise UserError(
                "数据文件夹在使用中被移走了，设置没有存上", safe="清单不受影响", todo="把数据文件夹放回原处"
            )
        from govdesk.settings import save_settings

        paths.ensure_writable(self.data_folder)
        self.settings = save_settings(self.data_folder, self.settings, self._settings_known)
        self._settings_known = self.settings

    @built_once
    def calendar(self) -> OfficialCalendar:
        """The official calendar: the years the program knows, and the year files that are sound.

        A faulty year file is left out and its problems are in `calendar_problems`: its year is then
        provisional, which every date says of itself.
        """
        from govdesk.workdays import read_calendar

        calendar, self.calendar_problems = read_calendar(self.calendar_folders)
        return calendar

    calendar_problems: tuple[Problem, ...] = ()

    def reload_calendar(self) -> None:
        """Read the year files again, after an import; the records' due dates follow."""
        self.__dict__.pop("calendar", None)
        if "store" in self.__dict__:
            self.store.set_calendar(self.calendar)

    @property
    def calendar_folders(self) -> list[Path]:
        """Where year files lie: shipped, then the user's."""
        return [paths.shipped_rules() / CALENDARS, self.data_folder / CALENDARS]

    #: The window's place in the data folder, taken when it starts; a command's store takes one for the moment.
    desk: Desk | None = None
    #: Does a window work with these services? Then the records are opened from its place.
    is_window = False

    @built_once
    def store(self) -> Store:
        """The records; `read_only_because` says who else holds them. Raises UserError: unwritable folder, damaged
        file, newer version."""
        from govdesk.records.store import Store

        if self.is_window and self.desk is None:
            self.enter_as_window()
        return Store.open(self.data_folder, self.calendar, desk=self.desk, verify=self._reads_as_here)

    def somebody_may_work_here(self) -> bool:
        """Cheap: does the lock of the data folder name anybody? After a crash that is one who is gone."""
        try:
            return (self.data_folder / paths.LOCK_NAME).stat().st_size > 0
        except OSError:
            return False

    def enter_as_window(self) -> bool:
        """Take the window's place in the data folder; False where somebody else has it: see `desk.barred_by`.

        A folder that cannot be written to keeps nobody out: the records are then only read, and say so.
        """
        from govdesk.records.desk import Desk, Program

        desk = self.desk or Desk(self.data_folder, Program.WINDOW)
        if self._is_gone:
            return True
        try:
            paths.make_folder(self.data_folder)
            entered = desk.enter()
        except OSError:
            return True
        self.desk = desk
        return entered

    def open_again(self) -> None:
        """Forget the open records: the next use opens the file anew, as after a repair."""
        store = self.__dict__.pop("store", None)
        if store is not None:
            store.close()

    @property
    def trouble(self) -> str:
        """What does not work at present and what could not be used at opening; empty where all is well."""
        store = self.__dict__.get("store")
        told = [] if store is None else [store.trouble or "".join(store.warnings)]
        if "margins" in self.__dict__:
            told.append(self.margins.trouble)
        return "".join(told)

    @property
    def saving_in_words(self) -> str:
        """For the status bar: every step is saved, or nothing can be changed here."""
        store = self.__dict__.get("store")
        if self.trouble:
            return self.trouble
        return "这里只能看，改不了" if store is not None and store.read_only_because else "每一步都已自动保存"

    def back_up_work(self, after: dt.timedelta | None = None) -> None:
        """See to it that today's backup holds what was done: before the window ends, and (`after`) now and then."""
        store = self.__dict__.get("store")
        if store is not None:
            store.back_up_work(after)
        if "margins" in self.__dict__:
            self.margins.back_up()

    def export_records(
        self,
        path: Path,
        numbers: Sequence[str] | None = None,
        progress: Progress = never_stop,
    ) -> Exported:
        """Write records into a file for another machine: those with these numbers, or all (None).

        All of them means the whole desk, so bookmarks and notes go along; with single lists handed to a colleague one's
        own notes stay. May run in a thread of its own. Raises UserError, StoppedError where `progress` says so.
        """
        from govdesk.present.text import record_lines

        if numbers is None:
            self.margins.read_again()  # a command may have brought some while this window was open
        notes = tuple(self.margins) if numbers is None else ()
        return self.store.export_file(path, numbers, notes, record_lines, progress)

    def import_records(self, path: Path, by: str, progress: Progress = never_stop) -> tuple[list[Imported], int]:
        """Bring in a file's records and notes: what became of each record, how many articles' margins have changed.

        May run in a thread of its own. Raises UserError, StoppedError where `progress` says so; nothing is changed then.
        """
        from govdesk.records.exchange import read_notes

        notes, brought = read_notes(path), 0

        def bring() -> None:
            nonlocal brought
            brought = self.margins.bring(notes) if notes else 0

        imported = self.store.import_file(path, by, self.verify_basis, progress, bring)
        return imported, brought

    def verify_basis(self, basis: Basis) -> bool:
        """Does a basis from elsewhere read as the rule at hand? Raises UserError for a forged one."""
        from govdesk.wizards.provenance import is_verified

        return is_verified(basis, self.library.rules)

    def _reads_as_here(self, basis: Basis) -> bool:
        try:
            return self.verify_basis(basis)
        except UserError:
            return False

    def close(self) -> None:
        """Close what was opened and leave the data folder to others. Safe to call twice."""
        try:
            self.open_again()
            if "statutes" in self.__dict__:
                self.statutes.close()
        finally:
            if self.desk is not None:
                self.desk.leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @built_once
    def folds(self) -> Folds:
        """What was folded and unfolded by hand in each list."""
        from govdesk.folds import Folds

        return Folds(self.data_folder)

    def keep_folds(self, record_id: str, folded: dict[str, bool]) -> None:
        """Remember what was folded by hand; only until the program ends where the lists are only read."""
        self.folds.keep(record_id, folded, on_disk=not self.store.read_only_because)

    @built_once
    def margins(self) -> Marginalia:
        """Bookmarks and notes on articles. Raises UserError: unreadable file, newer version."""
        from govdesk.marginalia.store import Marginalia

        return Marginalia.open(self.data_folder)

    @built_once
    def counterparts(self) -> list[Counterparts]:
        """Which articles of two rules at hand speak of the same thing, as the packs declare it."""
        from govdesk.rules.counterparts import load_counterparts

        return load_counterparts(self.rule_folders, self.library.rules)

    @built_once
    def search(self) -> SearchIndex:
        """The full-text index over the library."""
        from govdesk.search.index import SearchIndex

        return SearchIndex.open(self.library, self.cache_folder, paths.prebuilt())

    @built_once
    def statutes(self) -> Statutes:
        """The library of statutes, which may be empty; nothing of it is read before it is asked."""
        from govdesk.statutes.placing import settle
        from govdesk.statutes.shelf import Statutes

        settle(self.data_folder)
        return Statutes(self.data_folder, self.today)

    def read_packs_again(self) -> Packs:
        """The packs as they lie in their folders now, and their index; for another thread. Nothing in use changes."""
        from govdesk.search.index import SearchIndex
        from govdesk.wizards.packs import load_library

        library = load_library(self.rule_folders, self.cache_folder, self.settings.disabled)
        search = SearchIndex.open(library, self.cache_folder, paths.prebuilt())
        search.prepare()
        return Packs(library, search)

    def use_packs(self, packs: Packs) -> None:
        """Put a library that was read again in the place of the one in use. Pages that hold the former are made anew."""
        self.__dict__.pop("counterparts", None)
        self.library, self.search = packs
        if "store" in self.__dict__:
            self.store.compare_again()

    @built_once
    def manual(self) -> Manual:
        """The user's manual. Raises UserError where its file is missing."""
        from govdesk.manual import load_manual

        return load_manual(paths.shipped_manual())

    @built_once
    def manual_search(self) -> ManualSearch:
        """Finding in the manual. Raises UserError where its file is missing."""
        from govdesk.search.manual import ManualSearch

        return ManualSearch(self.manual)

    @property
    def rule_folders(self) -> list[Path]:
        """Where packs lie: shipped, then the user's."""
        _ = self._settled
        return [paths.shipped_rules(), self.data_folder / USER_RULES]

    @built_once
    def _settled(self) -> bool:
        """Are all packs in their places? Asked before they are read: a program may have been ended while it replaced one."""
        if is_folder(self.data_folder / paths.RECYCLED):
            from govdesk.importing.saving import settle_packs

            settle_packs(self.data_folder)
        return True

    @property
    def cache_folder(self) -> Path:
        """What can be thrown away and made anew."""
        return self.data_folder / CACHE

    def today(self) -> dt.date:
        """The date that deadlines are compared with: the clock's, the same for everybody. Fixed in tests."""
        return self.clock.today()


def build_services(data_dir: str | None = None, *, today: dt.date | None = None) -> Services:
    """Services on the chosen data folder (see `paths.choose_data_folder`)."""
    return Services(paths.choose_data_folder(data_dir), today=today)
