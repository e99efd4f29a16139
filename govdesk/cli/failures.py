"""What a command says when it cannot do what it was asked."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import traceback
from pathlib import Path

import govdesk
from govdesk.cli.output import spelled, tell
from govdesk.errors import PackError, UserError
from govdesk.files import drop_link
from govdesk.paths import make_folder

LOG = Path("logs", "errors.log")
_LOG_LIMIT = 1_000_000  # bytes; beyond them the log starts anew and the old one is kept beside it


def report_user_error(error: UserError, *, verbose: bool = False, options: argparse.Namespace | None = None) -> int:
    """Tell what is wrong, what is safe and what to do; gives the exit status. `options`: the command's own."""
    tell(error.sentence)
    # DamagedRecords; not imported, for it may never be needed
    if getattr(error, "backup", None) is not None and not getattr(error, "nothing_to_gain", False):
        tell(f"恢复的命令：{spelled('records restore', options)}")
    if isinstance(error, PackError):
        for problem in error.problems:
            tell(f"  {problem}")
    elif verbose and error.detail:
        tell(error.detail)
    return 1


def report_unexpected(error: Exception, data_folder: Path, *, verbose: bool = False) -> int:
    """Tell of a fault of the program itself and keep its traceback in a log; gives the exit status."""
    trace = "".join(traceback.format_exception(error))
    log = write_log(data_folder, trace)
    todo = "数据文件夹写不进去，详情没有记下；加 --verbose 可看详情"
    if log is not None:
        todo = f"详情记在“{log}”，请交给管理员"
    tell(UserError("程序出了没有料到的问题，这条命令没有办完", safe="已经记下的清单都在", todo=todo).sentence)
    if verbose:
        tell(trace)
    return 1


def write_log(data_folder: Path, text: str) -> Path | None:
    """Add `text` to the log in the data folder; gives the log's path, or None where it cannot be written."""
    log = data_folder / LOG
    try:
        make_folder(log.parent)
        drop_link(log)
        if log.exists() and not log.is_file():
            return None  # to write into a pipe is to wait for whoever reads it
        if log.exists() and log.stat().st_size > _LOG_LIMIT:
            os.replace(log, log.with_suffix(".old.log"))
        with log.open("a", encoding="utf-8") as stream:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            stream.write(f"{now} GovDesk {govdesk.__version__}\n{text}\n")
    except OSError:
        return None
    return log
