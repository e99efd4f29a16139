"""The official calendar: which days are worked, 调休 both ways.

Two sources, each year from one of them:

* the `chinesecalendar` library for the years it covers (2004 to its last year);
* year files (`calendars/YYYY.toml`) for later years: offline machines get them on a USB stick;
* changes announced later (`calendars/YYYY-1.toml`, `-2` …), each with the days it changes and no others.

Who wins. For a year that the library covers, the library does: it is read by many eyes, a file is
typed by one person. A file with `corrects = true` is the exception, meant for a change announced
after the library was published: it changes the days it names and no others. For any other year the
file is the calendar. A later folder's file replaces an earlier folder's file of the same year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from govdesk.errors import PackError, Problem
from govdesk.files import is_closed
from govdesk.strict import closed_folder
from govdesk.workdays.yearfile import STEM, YearFile, read_year

WEEKEND = "周末"

# The library's own Chinese names are short (清明, 端午, 中秋); these are the official ones.
_FESTIVALS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


class OfficialCalendar(msgspec.Struct, frozen=True):
    """Working days by the State Council's arrangements, and by the weekend where there is none.

    `off` and `work` name the arranged days; no day is in both. `years` are the covered years,
    `notices` the citation of the notice for each year that came from a file. `faulty` are years not covered
    although there is a file for them: it has faults.
    """

    off: Mapping[date, str]
    work: Mapping[date, str]
    years: frozenset[int]
    notices: Mapping[int, str]
    faulty: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Is the day worked? Outside the covered years by the weekend alone: see `covers`."""
        return day in self.work or (day.weekday() < 5 and day not in self.off)

    def why_off(self, day: date) -> str | None:
        """The festival of whose arrangement the free day is part, or 周末; None if it is worked."""
        if self.is_workday(day):
            return None
        return self.off.get(day, WEEKEND)

    def why_on(self, day: date) -> str | None:
        """`国庆节调休上班` for a day worked to make up for a holiday; None for any other day."""
        name = self.work.get(day)
        return None if name is None else f"{name}调休上班"

    def covers(self, day: date) -> bool:
        """Is an official arrangement known for the day's year?"""
        return day.year in self.years

    @property
    def covered_through(self) -> date:
        """The last day of the last year before the first gap: beyond it, dates are provisional."""
        year = min(self.years)
        while year + 1 in self.years:
            year += 1
        return date(year, 12, 31)

    def year_end_open(self, day: date) -> bool:
        """Could the next year's notice, not yet known, still change this covered day?

        元旦 arrangements reached back into the old year in 2006, 2007, 2011 and 2018, never before
        29 December; the last week of the year leaves room.
        """
        return (day.month, day.day) >= (12, 25) and self.covers(day) and day.year + 1 not in self.years


def load_calendar(folders: Sequence[Path] = ()) -> OfficialCalendar:
    """The library's years and every year file in `folders` (missing folders are passed over).

    Raises PackError with all problems of all files.
    """
    calendar, problems = read_calendar(folders)
    if problems:
        raise PackError(
            "节假日文件有问题，没有导入",
            problems,
            safe="已经记下的事项不受影响",
            todo="按列出的位置改好节假日文件，再打开一次",
        )
    return calendar


def read_calendar(folders: Sequence[Path] = ()) -> tuple[OfficialCalendar, tuple[Problem, ...]]:
    """As `load_calendar`, but leaves faulty files out and gives their problems beside the calendar."""
    calendar = _library()
    files, problems = _read_files(folders, calendar.years)
    merged = _merge(calendar, files)
    stems = {Path(problem.file).stem for problem in problems}
    faulty = frozenset(int(found[1]) for stem in stems if (found := STEM.fullmatch(stem)))
    return msgspec.structs.replace(merged, faulty=faulty - merged.years), tuple(problems)


def check_calendars(folders: Sequence[Path]) -> tuple[Problem, ...]:
    """All problems of the year files, and where one disagrees with a year the library covers."""
    calendar = _library()
    files, problems = _read_files(folders, calendar.years)
    for file, _ in files:
        if file.year in calendar.years and not file.corrects:
            problems += _disagreements(file, calendar)
    return tuple(problems)


def _library() -> OfficialCalendar:
    """The calendar of the `chinesecalendar` library alone."""
    # Imported here: its tables are read when a date is first needed, not for the first window.
    import chinese_calendar

    def named(days: Mapping[date, str]) -> dict[date, str]:
        return {day: _FESTIVALS.get(name, name) for day, name in days.items()}

    # The library itself takes the span of its holidays for its range.
    years = {day.year for day in chinese_calendar.holidays}
    return OfficialCalendar(
        off=named(chinese_calendar.holidays),
        work=named(chinese_calendar.workdays),
        years=frozenset(range(min(years), max(years) + 1)),
        notices={},
    )


def _read_files(folders: Sequence[Path], covered: frozenset[int]) -> tuple[list[tuple[YearFile, bool]], list[Problem]]:
    """The sound files in the order in which they hold, each with whether it is only a change; and all problems."""
    paths: dict[str, Path] = {}
    problems: list[Problem] = []
    for folder in folders:
        if is_closed(folder):
            problems.append(closed_folder(folder.name))
            continue
        for path in sorted(folder.glob("*.toml")):
            if any("\ud800" <= char <= "\udfff" for char in path.name):
                told = path.name.encode("utf-8", "replace").decode()
                problems.append(Problem(f"{folder.name}/{told}", "", "文件名不是 UTF-8 的", "用四位年份作文件名"))
                continue
            if not path.name.startswith("."):  # what a Mac leaves on a USB stick
                paths[path.name] = path
    files: list[tuple[YearFile, bool]] = []
    for name in sorted(paths):
        path = paths[name]
        named = STEM.fullmatch(path.stem)
        if named is None:
            hint = "用四位年份，如 YYYY.toml；后来的调整用 YYYY-1.toml"
            problems.append(Problem(f"{path.parent.name}/{name}", "", "文件名不是年份", hint))
            continue
        year, change = int(named[1]), bool(named[2])
        if covered and year < min(covered):
            problems.append(
                Problem(f"{path.parent.name}/{name}", "", f"{min(covered)} 年以前的安排不收", "删去这个文件")
            )
            continue
        file, found = read_year(path, may_correct=change or year in covered)
        problems += found
        if file is not None:
            files.append((file, change))
    # By name 2027-1.toml comes before 2027.toml, and -10 before -2: the whole year first, then by the notices' dates.
    return sorted(files, key=lambda each: (each[0].year, each[1], each[0].source.date)), problems


def _merge(calendar: OfficialCalendar, files: Sequence[tuple[YearFile, bool]]) -> OfficialCalendar:
    off, work, notices = dict(calendar.off), dict(calendar.work), dict(calendar.notices)
    years = set(calendar.years)
    for file, change in files:
        if file.year in calendar.years and not file.corrects:
            continue
        if change:
            # A change alone does not make its year known: the rest of the days is still by the weekend.
            before = notices.get(file.year)
            notices[file.year] = f"{before}、{file.source.citation}" if before else file.source.citation
        else:
            years.add(file.year)
            notices[file.year] = file.source.citation
        for entry in file.off:
            for day in entry.days:
                off[day] = entry.name
                work.pop(day, None)
        for made_up in file.work:
            work[made_up.date] = made_up.name
            off.pop(made_up.date, None)
    return OfficialCalendar(off=off, work=work, years=frozenset(years), notices=notices)


def _disagreements(file: YearFile, calendar: OfficialCalendar) -> list[Problem]:
    """Days on which a file for a covered year would decide otherwise than the library."""
    changed = _merge(calendar, [(msgspec.structs.replace(file, corrects=True), False)])
    said_off = {day for entry in file.off for day in entry.days}
    said = said_off | {work.date for work in file.work}
    arranged = {day for day in (*calendar.off, *calendar.work) if day.year == file.year}
    differing = [day for day in said if changed.is_workday(day) != calendar.is_workday(day)]
    # Days that the library arranges against the weekend and the file does not mention.
    differing += [day for day in arranged - said if calendar.is_workday(day) != (day.weekday() < 5)]
    return [
        Problem(
            f"calendars/{file.year}.toml",
            day.isoformat(),
            f"与内置的放假安排不同，内置为{calendar.why_off(day) or '上班'}，现按内置的算",
            "查对通知；确属后来调整的，加一行 corrects = true",
        )
        for day in sorted(differing)
    ]
