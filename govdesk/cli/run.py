"""Runs one command: parses, carries it out, and turns whatever goes wrong into a sentence and a status."""

from __future__ import annotations

import os
import sys

from govdesk.cli.failures import report_unexpected, report_user_error
from govdesk.cli.output import speak_utf8, tell
from govdesk.errors import UserError

INTERRUPTED = 130  # what shells report for a program stopped by Ctrl-C


def run(argv: list[str]) -> int:
    """Carry out the command in `argv`; gives the exit status (see `govdesk.cli.main`)."""
    speak_utf8()
    try:
        return _run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: list[str]) -> int:
    from govdesk.cli import calendars, checking, deadlines, errands, reading, records, searching
    from govdesk.cli.parser import build_parser

    parser = build_parser((reading, searching, errands, deadlines, calendars, checking, records))
    try:
        options = parser.parse_args(argv)
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
    except Exception as error:
        return report_unexpected(error, services.data_folder, verbose=verbose)
    finally:
        services.close()
    if services.settings_warning:
        tell(services.settings_warning)
    return status


def _abandon_output() -> None:
    """The reader of our output has gone (`| head`): nothing is wrong, and nothing more is written."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    finally:
        os.close(nowhere)
