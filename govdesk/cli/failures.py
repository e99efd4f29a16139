"""What a command says when it cannot do what it was asked."""

from __future__ import annotations

import argparse
import traceback
from pathlib import Path

from govdesk.cli.output import spelled, tell
from govdesk.errors import PackError, UserError
from govdesk.fault_log import write_log


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
