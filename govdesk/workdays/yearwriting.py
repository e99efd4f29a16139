"""Writes a year's arrangement as a file that a person can carry; `yearfile` reads it."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

from govdesk.errors import PackError, Problem, UserError
from govdesk.files import read_regular
from govdesk.paths import ensure_writable, write_atomically
from govdesk.workdays.notice import NoticeDraft
from govdesk.workdays.notice_item import NOTICE
from govdesk.workdays.yearfile import Notice, Off, Work, YearFile, check_year, read_year

MOST_CHANGES = 9  # of one year; since 2004 no year had more than one


def write_year(folder: Path, draft: NoticeDraft) -> Path:
    """Write the draft as `YYYY.toml` into `folder`, where any machine can use it; the former file stays as .bak.

    A change (`corrects`) gets a file of its own, `YYYY-1.toml` or the next number, and leaves the year's own file as it
    is; the same notice (文号) once more takes its former place.
    Raises PackError for a draft with faults and UserError where nothing can be written; nothing is changed then.
    """
    file = draft.year_file()
    missing = [Problem(NOTICE, "", "没有标题、文号或成文日期", "补上再存")]
    problems = missing if file is None else check_year(file, may_correct=draft.corrects)
    if problems or file is None:
        raise PackError("放假安排有疑问，没有存", problems, safe="原有的日期不受影响", todo="按列出的各处核对通知")
    ensure_writable(folder)
    path = _change_path(folder, draft) if draft.corrects else folder / f"{draft.year}.toml"
    try:
        write_atomically(path, year_toml(file).encode(), keep_backup=True)
    except OSError as error:
        raise UserError(
            f"“{path}”没有写成", safe="原有的日期不受影响", todo="看看磁盘还有没有空间", detail=str(error)
        ) from error
    written, found = read_year(path, may_correct=draft.corrects)
    assert written == file, found
    return path


def _change_path(folder: Path, draft: NoticeDraft) -> Path:
    """Where this notice's change already lies, or the first free name."""
    for number in range(1, MOST_CHANGES + 1):
        path = folder / f"{draft.year}-{number}.toml"
        if not path.exists():
            return path
        file, _ = read_year(path, may_correct=True)
        if file is not None and file.source.number == draft.number:
            return path
    raise UserError(
        f"{draft.year} 年的调整已有 {MOST_CHANGES} 份",
        safe="原有的日期不受影响",
        todo=f"核对“{folder}”里的文件，删去不用的",
    )


def whole_year(folder: Path, year: int) -> bytes:
    """A year's arrangement as one file to carry to another machine, with the changes that lie beside it.

    Raises UserError where nothing of the year can be read.
    """
    paths = [folder / f"{year}.toml"] + [folder / f"{year}-{number}.toml" for number in range(1, MOST_CHANGES + 1)]
    paths = [path for path in paths if path.is_file()]
    read = [read_year(path, may_correct=True)[0] for path in paths]
    files = sorted((file for file in read if file is not None), key=lambda file: (file.corrects, file.source.date))
    if not files:
        raise UserError(f"{year} 年的放假安排读不出来", safe="没有写任何文件", todo="看看文件还在不在")
    if len(files) == 1:
        return year_toml(files[0]).encode()
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for file in files:
        for entry in file.off:
            for day in entry.days:
                off[day] = entry.name
                work.pop(day, None)
        for made_up in file.work:
            work[made_up.date] = made_up.name
            off.pop(made_up.date, None)
    runs: list[Off] = []
    for day in sorted(off):
        if runs and runs[-1].name == off[day] and runs[-1].last + timedelta(1) == day:
            runs[-1] = Off(runs[-1].first, day, off[day])
        else:
            runs.append(Off(day, day, off[day]))
    source, later = files[0].source, "、".join(file.source.number for file in files[1:])
    source = Notice(source.title, f"{source.number}，按{later}调整", source.date)
    works = tuple(Work(day, work[day]) for day in sorted(work))
    return year_toml(YearFile(year, files[0].corrects, source, tuple(runs), works)).encode()


def year_toml(file: YearFile) -> str:
    """The year file's text; the format is described in `rules/calendars/README.md`."""
    lines = [f"year = {file.year}"] + (["corrects = true"] if file.corrects else [])
    source = file.source
    lines += ["", "[source]", f"title = {_quoted(source.title)}", f"number = {_quoted(source.number)}"]
    lines.append(f"date = {source.date.isoformat()}")
    for off in file.off:
        lines += ["", "[[off]]", f"from = {off.first}", f"to = {off.last}", f"name = {_quoted(off.name)}"]
    for work in file.work:
        lines += ["", "[[work]]", f"date = {work.date}", f"name = {_quoted(work.name)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def draft_from_file(path: Path) -> tuple[NoticeDraft | None, list[Problem]]:
    """A year file from another machine, whatever its name, as a draft to look at and store."""
    try:
        year = tomllib.loads(read_regular(path).decode("utf-8-sig")).get("year")
    except (OSError, ValueError, RecursionError):  # `read_year` says what is wrong with it
        year = None
    # The file's name is its year only where the program keeps it; on the way it may have become 2027(1).toml.
    file, problems = read_year(path, may_correct=True, stem=str(year) if isinstance(year, int) else path.stem)
    if file is None:
        return None, problems
    source = file.source
    return (
        NoticeDraft(file.year, source.title, source.number, source.date, file.off, file.work, (), file.corrects),
        problems,
    )
