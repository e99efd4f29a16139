"""Writes a year's arrangement as a file that a person can carry; `yearfile` reads it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from govdesk.errors import PackError, Problem, UserError
from govdesk.paths import ensure_writable, write_atomically
from govdesk.workdays.notice import NOTICE, NoticeDraft
from govdesk.workdays.yearfile import YearFile, check_year, read_year


def write_year(folder: Path, draft: NoticeDraft) -> Path:
    """Write the draft as `YYYY.toml` into `folder`, where any machine can use it; the former file stays as .bak.

    Raises PackError for a draft with faults and UserError where nothing can be written; nothing is changed then.
    """
    file = draft.year_file()
    missing = [Problem(NOTICE, "", "没有标题、文号或成文日期", "补上再存")]
    problems = missing if file is None else check_year(file, may_correct=draft.corrects)
    if problems or file is None:
        raise PackError("放假安排有疑问，没有存", problems, safe="原有的日期不受影响", todo="按列出的各处核对通知")
    ensure_writable(folder)
    path = folder / f"{draft.year}.toml"
    try:
        write_atomically(path, year_toml(file).encode(), keep_backup=True)
    except OSError as error:
        raise UserError(
            f"“{path}”没有写成", safe="原有的日期不受影响", todo="看看磁盘还有没有空间", detail=str(error)
        ) from error
    written, found = read_year(path, may_correct=draft.corrects)
    assert written == file, found
    return path


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
        year = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("year")
    except (OSError, ValueError):  # `read_year` says what is wrong with it
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
