"""A process to kill: imports once, then forks for every command line and does there what it says.

Commands on standard input, one JSON array a line; answers on standard output, one a line:
    ["tick", FOLDER, NUMBER, FIRST]   ticks items for ever, and says which tick is on the disk
    ["work", FOLDER, TARGET, NUMBER, FIRST, SEED]
                                      ticks, notes, backs up and exports for ever, and says what is on the disk
    ["open", FOLDER]                  opens the store once
    ["create", FOLDER, COUNT, BY]     creates records, and says their numbers
    ["hold", FOLDER, PROGRAM, MACHINE, NUMBER]
                                      opens the store as that kind of program, ticks an item of the record if
                                      one is named, and stays until killed
Several commands may run at the same time; `pid N` comes when one starts, `ended N` when it is gone.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import random
import select
import signal
from collections.abc import Iterator
from pathlib import Path

import alembic.command  # here and not at the first opening: the forks inherit it
import office

import govdesk.records.store  # noqa: F401 — the same
from govdesk.marginalia.store import Marginalia
from govdesk.records import ItemState, desk, open_store
from govdesk.rules.model import Article
from govdesk.workdays import load_calendar

ITEMS = ("register", "lend", "back")


def say(text: str) -> None:
    """One write of one line: whole or not at all, also from several processes."""
    os.write(1, f"{text}\n".encode())


def tick(folder: str, number: str, first: int) -> None:
    with open_store(Path(folder), CALENDAR) as store:
        for count in itertools.count(first):
            state = (ItemState.DONE, ItemState.NOT_APPLICABLE)[count % 2]
            store.set_state(number, ITEMS[count % len(ITEMS)], state, "王", str(count))
            say(f"ticked {count}")


def work(folder: str, target: str, number: str, first: int, seed: int) -> None:
    """Everything that writes, in any order, for ever."""
    choose = random.Random(seed)
    article = Article("7", "第七条", ())
    with open_store(Path(folder), CALENDAR) as store:
        margins = Marginalia.open(Path(folder))
        for count in itertools.count(first):
            match choose.randrange(12):
                case 0:
                    store.backup_to(Path(target) / "kopie.db")
                case 1:
                    store.export_file(Path(target) / "alles.json")
                case 2:
                    store.back_up_work()
                case 3 | 4:
                    margins.set_note("reading-room", article, str(count))
                    say(f"noted {count}")
                case _:
                    state = (ItemState.DONE, ItemState.NOT_APPLICABLE)[count % 2]
                    store.set_state(number, ITEMS[count % len(ITEMS)], state, "王", str(count))
                    say(f"ticked {count}")


def open_once(folder: str) -> None:
    open_store(Path(folder), CALENDAR).close()
    say("opened")


def create(folder: str, count: int, by: str) -> None:
    with open_store(Path(folder), CALENDAR) as store:
        for _ in range(count):
            number = store.create(office.make_test_basis(), {}, {"title": by}, by).number
            store.set_state(number, "lend", ItemState.DONE, by)
            say(f"created {number}")


def hold(folder: str, program: str, machine: str, number: str) -> None:
    if machine:
        desk.this_machine = lambda: machine
    place = desk.Desk(Path(folder), desk.Program(program))
    with open_store(Path(folder), CALENDAR, desk=place) as store:
        if number:
            store.set_state(number, "lend", ItemState.DONE, "王")
        say(f"writes {not store.read_only_because}")
        signal.pause()


COMMANDS = {"tick": tick, "open": open_once, "create": create, "hold": hold, "work": work}
CALENDAR = load_calendar([])


def reap() -> None:
    """Say which processes are gone."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        say(f"ended {pid} {os.waitstatus_to_exitcode(status)}")


def commands() -> Iterator[bytes]:
    """The lines of standard input; whoever ends meanwhile is told of.

    A handler alone would be late for a process that ends just before the read: it would run after the next command.
    """
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    waiting = b""
    while True:
        ready, _, _ = select.select([0, read], [], [])
        if read in ready:
            os.read(read, 4096)
            reap()
        if 0 in ready:
            if not (came := os.read(0, 65536)):
                return
            *lines, waiting = (waiting + came).split(b"\n")
            yield from lines


def main() -> None:
    assert alembic.command
    gc.freeze()  # a collection in a fork would copy every page that it looks at
    for line in commands():
        name, *arguments = json.loads(line)
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            code = 1
            try:
                say(f"pid {os.getpid()}")
                COMMANDS[name](*arguments)
                code = 0
            except BaseException as error:
                say(f"error {error!r}")
            finally:
                os._exit(code)


if __name__ == "__main__":
    main()
