"""Runs one command: parses, carries it out, and turns whatever goes wrong into a sentence and a status."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from govdesk.cli.failures import report_unexpected, report_user_error
from govdesk.cli.output import speak_utf8, tell
from govdesk.errors import UserError
from govdesk.paths import DATA_VARIABLE

_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EIO)
# What may stand before a command and names none. Of all else, as of --help, every command has its say.
_BEFORE_COMMAND = ("--data-dir=", "--json", "--verbose")
# Each module and its commands, as the help lists them.
_COMMANDS = {
    "reading": ("rules", "show", "text", "compare"),
    "searching": ("search",),
    "errands": ("wizards", "checklist"),
    "deadlines": ("due",),
    "calendars": ("calendar",),
    "checking": ("check",),
    "records": ("records", "deadlines"),
    "importing": ("import",),
    "drafting": ("draft",),
    "packs": ("packs",),
    "statutes": ("statutes",),
}
INTERRUPTED = 130  # what shells report for a program stopped by Ctrl-C


def run(argv: list[str]) -> int:
    """Carry out the command in `argv`; gives the exit status (see `govdesk.cli.main`)."""
    if not _have_streams():
        tell("标准输出关着，结果没有地方写；数据没有改动；去掉命令后面的 >&- 再试。")
        return 1
    speak_utf8()
    try:
        return _run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED


def _have_streams() -> bool:
    """See to streams that are closed; False where the results have nowhere to go.

    The built app on Windows has none by nature, and writes files all the same.
    """
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 — as long as the process
    if sys.stdout is None and sys.platform == "win32":
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    return sys.stdout is not None


def _run(argv: list[str]) -> int:
    from govdesk.cli.parser import build_parser

    if any(_is_garbled(text) for text in (*argv, os.environ.get(DATA_VARIABLE, ""))):
        shown = "、".join(f"“{text.encode(errors='replace').decode()}”" for text in argv if _is_garbled(text))
        tell(f"{shown or DATA_VARIABLE} 里有认不出的字；数据没有改动；用 UTF-8 的文字和文件名再写一遍。")
        return 2
    try:
        options = build_parser(modules_for(argv)).parse_args(argv)
    except SystemExit as end:  # argparse's way to say: help was shown, or the usage was wrong
        return end.code if isinstance(end.code, int) else 1
    data_dir: str | None = getattr(options, "data_dir", None)
    verbose: bool = getattr(options, "verbose", False)
    options.json = getattr(options, "json", False)
    if options.command is None:
        from govdesk.cli.window import open_window

        return open_window(data_dir)

    from govdesk.app import build_services

    services = build_services(data_dir)
    try:
        status: int = options.run(services, options)
        sys.stdout.flush()  # here, so that a reader who has gone is noticed inside this block
    except UserError as error:
        return report_user_error(error, verbose=verbose, options=options)
    except BrokenPipeError:
        _abandon_output()
        return 0
    except OSError as error:
        if error.filename is not None or error.errno not in _NO_ROOM:
            return report_unexpected(error, services.data_folder, verbose=verbose)
        _abandon_output()
        tell("结果写不出去，接收的地方满了；已经记下的清单都在；腾出空间，或换一个地方再试。")
        return 1
    except Exception as error:
        return report_unexpected(error, services.data_folder, verbose=verbose)
    finally:
        services.close()
    if services.settings_warning:
        tell(services.settings_warning)
    return status


def modules_for(argv: Sequence[str]) -> list[ModuleType]:
    """The modules whose commands `argv` may name: one where that is plain, for each takes time to load, else all."""
    rest = iter(argv)
    for word in rest:
        if word == "--data-dir":
            next(rest, None)
        elif not word.startswith(_BEFORE_COMMAND):
            break
    else:
        word = ""
    names = [name for name, commands in _COMMANDS.items() if word in commands] or _COMMANDS
    return [import_module(f"govdesk.cli.{name}") for name in names]


def _is_garbled(text: str) -> bool:
    """Does an argument hold bytes that are no UTF-8? Python hands them on as half characters."""
    return any("\udc80" <= character <= "\udcff" for character in text)


def _abandon_output() -> None:
    """The reader of our output has gone (`| head`): nothing is wrong, and nothing more is written."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    finally:
        os.close(nowhere)
