"""The command line. No command opens the window; every command works without a display and without Qt.

This module is all that stands between `python main.py` and the window: what only commands need is
imported when there is a command.
"""

from __future__ import annotations


def main(argv: list[str]) -> int:
    """Run one command, or open the window when there is none; gives the exit status.

    0 done, 1 something is wrong with the input or was not found, 2 wrong usage, 130 stopped by Ctrl-C.
    """
    if len(argv) == 1 and argv[0].lower().endswith(".govdesk.json"):  # as the desktop does on a double click
        from govdesk.cli.window import open_window

        return open_window(None, argv[0])
    if argv:
        from govdesk.cli.run import run

        return run(argv)
    from govdesk.cli.window import open_window

    return open_window(None)
