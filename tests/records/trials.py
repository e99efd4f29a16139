"""Trials by seed: each gives its counts, and raises AssertionError with the seed's round where a promise is broken.

The short versions run in `make test`, the long ones in `make stress`. docs/reliability.md says what is promised.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forging import forged
from killing import Server
from office import make_test_basis

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.export.sent_events import load_sent, save_sent
from govdesk.export.style import load_style
from govdesk.importing.saving import already_imported, recycled
from govdesk.marginalia.store import Marginalia
from govdesk.present.library import pack_rows
from govdesk.records import DamagedRecords, ItemState, Record, open_store, restore_newest_backup, start_afresh
from govdesk.records.desk import ask_to_show, take_file, take_request
from govdesk.records.exchange import read_file, read_notes
from govdesk.records.sqlite import inspect
from govdesk.records.store import Store
from govdesk.wizards.packs import read_library
from govdesk.workdays import OfficialCalendar

RULE = "reading-room"
ITEMS = ("register", "lend", "back")
MADE_UP = Path(__file__).parents[1] / "made_up" / "yunchuan-2024"


def kills(server: Server, folder: Path, calendar: OfficialCalendar, seed: int, rounds: int) -> Counter[str]:
    """A process that ticks, notes, backs up and exports is killed at any moment; whoever comes next finds all of it."""
    choose, counts = random.Random(seed), Counter[str]()
    target = folder.with_name("ziel")
    target.mkdir()
    with open_store(folder, calendar) as store:
        number = store.create(make_test_basis(), {}, {}, "王").number
    done: dict[str, int] = {}
    begun: set[int] = set()
    told: set[int] = set()
    count = 0
    for _ in range(rounds):
        server.send("work", str(folder), str(target), number, count, choose.randrange(2**31))
        pid = int(server.line()[1])
        lines = [server.line() for _ in range(choose.randint(0, 6))]
        for _ in range(choose.randint(0, 300)):
            folder.exists()  # a clock that runs as fast as the machine does
        os.kill(pid, signal.SIGKILL)
        for what, text in lines + server.lines_until_ended(pid):
            count = int(text)
            told.add(count)
            done[ITEMS[count % 3] if what == "ticked" else what] = count
            counts[what] += 1
        begun |= {count + 1, count + 2}
        count += 3
        counts["kills"] += 1
        with open_store(folder, calendar) as store:
            assert store.warnings == [] and store.trouble == "", (seed, counts, store.warnings, store.trouble)
            record = store.load(number)
            beside = [path.name for path in target.iterdir() if path.name.endswith((".tmp", ".tmp-journal"))]
            counts["left beside a target until the next export"] += len(beside)
            store.export_file(target / "nachher.json", [number])
        note = Marginalia.open(folder).entry(RULE, "7").note
        for item in ITEMS:
            found = int(record.mark(item).reason or -1)
            assert found >= done.get(item, -1) and (found == -1 or found in told | begun), (seed, counts, item)
        assert int(note or -1) >= done.get("noted", -1), (seed, counts, note)
        if (target / "alles.json").exists():
            read_file(target / "alles.json")
        if (target / "kopie.db").exists():
            assert inspect(target / "kopie.db")
        names = {"nachher.json", "alles.json", "kopie.db"}
        left = [path.name for path in folder.rglob("*") if path.name.endswith((".tmp", ".tmp-journal", ".new"))]
        left += [path.name for path in target.iterdir() if path.name not in names]
        assert left == [], (seed, counts, left)
    with open_store(folder, calendar) as store:
        history = {int(change.after["reason"]) for change in store.history(number) if change.item}
    ticked = {count for count in told if count in history}
    assert history <= told | begun, (seed, "invented", history - told - begun)
    assert counts["ticked"] == len(ticked), (seed, "lost")
    return counts


def damages(base: Path, room: Path, calendar: OfficialCalendar, seed: int, rounds: int) -> Counter[str]:
    """Damage of any kind to any file of a data folder: noticed with a way out, or without effect."""
    choose, counts = random.Random(seed), Counter[str]()
    known = _contents(base, room, calendar)
    for round_ in range(rounds):
        data = room / f"{seed}-{round_}"
        shutil.copytree(base, data)
        name = choose.choice(
            ("records.db", "records.db", "records.db", "records.db-wal", "notes.json", "settings.json")
        )
        kind = choose.choice(list(DAMAGES))
        if (data / name).exists():
            DAMAGES[kind](data / name, choose)
        counts[f"{kind}"] += 1
        try:
            _check_opened(data, calendar, known, counts, (seed, round_, name, kind))
        finally:
            shutil.rmtree(data)
    counts["damages"] = rounds
    return counts


def _contents(base: Path, room: Path, calendar: OfficialCalendar) -> dict[str, Record]:
    data = room / "whole"
    shutil.copytree(base, data)
    with open_store(data, calendar) as store:
        return {line.number: store.load(line.number) for line in store.summaries()}


def _check_opened(
    data: Path, calendar: OfficialCalendar, known: dict[str, Record], counts: Counter[str], where: tuple[Any, ...]
) -> None:
    try:
        with open_store(data, calendar) as store:
            found, hurt = _readable(store)
    except DamagedRecords as error:
        counts["told damaged"] += 1
        restore_newest_backup(data) if error.backup else start_afresh(data)
        with open_store(data, calendar) as store:
            found, hurt = _readable(store)
            assert hurt == 0, where
            # The newest list stood in the log alone: where that is gone, nothing tells of its number.
            told = set(known) - ({max(known)} if where[2].endswith("-wal") else set())
            assert store.create(make_test_basis(), {}, {}, "王").number not in told, (where, "a number twice")
    counts["single lists told damaged"] += hurt
    # What lay in a damaged log is gone, and an older state of a list stands; no word is invented.
    assert found.keys() <= known.keys(), where
    for number, record in found.items():
        assert record.basis == known[number].basis and record.id == known[number].id, where
    for margins in (Marginalia.open(data),):
        assert all(entry.note.startswith("笔记") for entry in margins), where
    with Services(data) as services:
        assert services.settings is not None, where


def _readable(store: Store) -> tuple[dict[str, Record], int]:
    found, hurt = {}, 0
    for line in store.summaries():
        try:
            found[line.number] = store.load(line.number)
            store.history(line.number)
        except DamagedRecords:
            hurt += 1
    return found, hurt


def _write(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        stream.write(data)


def _at(path: Path, choose: random.Random) -> int:
    return choose.randrange(max(1, path.stat().st_size))


def _link(path: Path, to: str) -> None:
    path.unlink()
    path.symlink_to(to)


DAMAGES: dict[str, Callable[[Path, random.Random], object]] = {
    "512 bytes of noise": lambda path, choose: _write(path, _at(path, choose) // 512 * 512, choose.randbytes(512)),
    "a page of zeros": lambda path, choose: _write(path, _at(path, choose) // 4096 * 4096, bytes(4096)),
    "header": lambda path, choose: _write(path, choose.randrange(100), choose.randbytes(8)),
    "cut": lambda path, choose: path.write_bytes(path.read_bytes()[: _at(path, choose)]),
    "lengthened": lambda path, choose: path.write_bytes(path.read_bytes() + choose.randbytes(choose.randrange(9000))),
    "empty": lambda path, choose: path.write_bytes(b""),
    "gone": lambda path, choose: path.unlink(),
    "another file": lambda path, choose: path.write_bytes("借阅登记\n".encode() * choose.randrange(1, 2000)),
    "a folder": lambda path, choose: (path.unlink(), path.mkdir()),
    "a link to nowhere": lambda path, choose: _link(path, "nowhere"),
    "halves exchanged": lambda path, choose: path.write_bytes(
        (data := path.read_bytes())[len(data) // 2 :] + data[: len(data) // 2]
    ),
}


def states(room: Path, seed: int, rounds: int) -> Counter[str]:
    """Anything in the place of anything in a data folder: every service comes up or says in words what is wrong."""
    choose, counts = random.Random(seed), Counter[str]()
    names = ["records.db", "records.db-wal", "records.db-shm", "records.db-journal", "records.lock", "notes.json"]
    names += ["notes.json.bak", "notes.lock", "settings.json", "backups", "cache", "rules", "calendars"]
    names += ["calendars/2027.toml", "rules/a-2020/rule.md", "rules/a-2020/wizards/x.toml", "cache/library.msgpack"]
    names += ["show-window", "show-window-file", "rules/a-2020/import.json", "rules/a-2020/draft/review.json"]
    names += [
        "rules/a-2020/draft/proposals.json",
        "backups/notes-20260901.json",
        "cache/search",
        "print/style.toml",
        "folds.json",
        "calendar-sent.json",
        "settings.json.bak",
        "recycled",
        "recycled/a-2020.replaced/rule.md",
        "rules/a-2020/wizards",
    ]
    for round_ in range(rounds):
        data = room / f"state{seed}-{round_}"
        data.mkdir()
        for name in choose.sample(names, choose.randint(1, 4)):
            _put(data / name, choose)
        with Services(data) as services:
            services.library = read_library([data / "rules"])
            for use in (
                lambda s=services: s.settings,
                lambda s=services: s.calendar,
                lambda s=services: s.front_page,
                lambda s=services: list(s.margins),
                lambda s=services: s.store.summaries(),
                lambda s=services: s.counterparts,
                lambda s=services: pack_rows(s.library, s.data_folder, s.data_folder / "rules"),
                lambda s=services: already_imported(s.data_folder / "rules", "0"),
                lambda s=services: load_style(s.data_folder),
                lambda s=services: (s.rule_folders, recycled(s.data_folder)),
                lambda s=services: save_sent(s.data_folder, load_sent(s.data_folder)),
                lambda s=services: s.folds.keep("x", {"a": True}),
                lambda s=services: (ask_to_show(s.data_folder, seconds=0), take_request(s.data_folder)),
                lambda s=services: take_file(s.data_folder),
                lambda s=services: s.save_settings(),
                lambda s=services: s.store.save_draft("a", "b", {}),
            ):
                try:
                    use()
                    counts["works"] += 1
                except UserError as error:
                    assert error.what, (seed, round_)
                    counts["told"] += 1
        shutil.rmtree(data)
    counts["states"] = rounds
    return counts


def _put(path: Path, choose: random.Random) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        match choose.randrange(10):
            case 0:
                path.mkdir()
            case 1:
                os.mkfifo(path)
            case 2:
                path.symlink_to("nowhere")
            case 3:
                path.symlink_to(path.name)
            case 4:
                path.symlink_to("/dev/zero")
            case 5:
                path.write_bytes(choose.randbytes(choose.randrange(20_000)))
            case 6:
                path.write_bytes(choose.choice((b"[", b'{"a":', b"a=[")) * 50_000)
            case 7:
                path.write_bytes(b"")
            case 8:
                path.write_text("x = " + "9" * 6000)
            case 9:
                path.symlink_to("/etc/passwd")
    except OSError:
        return  # what lies there already leaves no room for it


TOKENS = [
    b"[" * 3000,
    b"{a=" * 3000,
    b"9" * 5000,
    "\u202e".encode(),
    b"<img src=x>",
    b"\x00",
    b"\xff\xfe",
    b"'''",
    b'"',
    b"+++\n",
]
TOKENS += [
    b"\n[[items]]\n" * 200,
    b"\nid = 'x'\n",
    b"x" * 200_000,
    "第九百九十九条".encode(),
    b"\r\n",
    b"&#x202e;",
    b"= = =",
]


def packs(room: Path, seed: int, rounds: int) -> Counter[str]:
    """A pack with anything done to its files beside a sound one: the sound one is there, the other whole or told."""
    choose, counts = random.Random(seed), Counter[str]()
    files = sorted(path.relative_to(MADE_UP) for path in MADE_UP.rglob("*") if path.suffix in (".md", ".toml"))
    for round_ in range(rounds):
        folder = room / f"packs{seed}-{round_}"
        shutil.copytree(MADE_UP, folder / "yunchuan-2024")
        other = folder / "zz-2024"
        shutil.copytree(MADE_UP, other)
        for path in other.rglob("*.*"):
            path.write_text(
                path.read_text("utf-8").replace("yunchuan-2024", "zz-2024").replace("云川", "雨山"), "utf-8"
            )
        for name in choose.sample(files, choose.randint(1, 2)):
            data = (other / name).read_bytes()
            at, end = sorted((choose.randrange(len(data) + 1), choose.randrange(len(data) + 1)))
            end = choose.choice((at, min(end, at + 200)))
            (other / name).write_bytes(data[:at] + choose.choice([*TOKENS, b"", choose.randbytes(20)]) + data[end:])
        library = read_library([folder])
        assert "yunchuan-2024" in library.rules and library.wizards("yunchuan-2024"), (seed, round_)
        assert all(problem.file.startswith("zz-2024") for problem in library.problems), (seed, round_)
        counts["told" if library.problems else "harmless"] += 1
        shutil.rmtree(folder)
    counts["packs"] = rounds
    return counts


def exchange_files(file: Path, folder: Path, calendar: OfficialCalendar, seed: int, rounds: int) -> Counter[str]:
    """A whole file with anything in the place of anything: refused in words, or taken and exported again."""
    choose, counts = random.Random(seed), Counter[str]()
    odd: list[Any] = [
        None,
        -1,
        0,
        10**9,
        10**30,
        1.5,
        True,
        "",
        "x" * 100_000,
        "\u202e",
        "../../etc/passwd",
        [],
        {},
        [[]],
    ]
    odd += [
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "２０２６",
        {"a": {"b": []}},
        "=cmd()",
        "QD-2026-9999999",
    ]
    original = file.read_bytes()
    for round_ in range(rounds):
        attacked = folder.with_name(f"angriff{seed}-{round_}.json")
        attacked.write_bytes(original)

        def spoil(document: dict[str, Any]) -> None:
            for _ in range(choose.randint(1, 2)):
                at: Any = choose.choice(
                    [document["records"][0], next(iter(document["bases"].values())), *document["notes"]]
                )
                while True:
                    keys = list(at) if isinstance(at, dict) else list(range(len(at)))
                    if not keys:
                        break
                    key = choose.choice(keys)
                    if key == "basis" or not isinstance(at[key], dict | list) or choose.random() < 0.2:
                        if key != "basis":
                            at[key] = choose.choice(odd)
                        break
                    at = at[key]

        forged(attacked, spoil)
        data = folder / f"{seed}-{round_}"
        with open_store(data, calendar) as store:
            try:
                notes = read_notes(attacked)
                store.import_file(attacked, "李", lambda _: False)
                Marginalia.open(data).bring(notes)
            except UserError as error:
                assert error.what and store.summaries() == [], (seed, round_)
                counts["refused"] += 1
            else:
                counts["taken"] += 1
                again = folder.with_name(f"wieder{seed}-{round_}.json")
                store.export_file(again, notes=tuple(Marginalia.open(data)))
                assert read_notes(again) is not None, (seed, round_)
                assert [entry.changes for entry in store.import_file(again, "李")] == [0], (seed, round_)
                for line in store.summaries():
                    store.load(line.number).checklist(calendar)
        shutil.rmtree(data)
        attacked.unlink()
    counts["files"] = rounds
    return counts


def full_disk(folder: Path, calendar: OfficialCalendar, seed: int, rounds: int) -> Counter[str]:
    """No file may grow beyond a limit: what was acknowledged stays, what is refused is told, and later all works again."""
    choose, counts = random.Random(seed), Counter[str]()
    for round_ in range(rounds):
        data = folder / f"{seed}-{round_}"
        with open_store(data, calendar) as store:
            number = store.create(make_test_basis(), {}, {}, "王").number
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                os.close(read)
                _fill_up(data, calendar, number, write, choose.randint(150_000, 400_000))
                code = 0
            finally:
                os._exit(code)
        os.close(write)
        with os.fdopen(read) as stream:
            said = [line.split() for line in stream]
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, (seed, round_, said[-3:])
        kept = [int(text) for what, text in said if what == "kept"]
        counts["acknowledged"] += len(kept)
        counts["refused in words"] += sum(what == "full" for what, _ in said)
        assert any(what == "full" for what, _ in said), (seed, round_, "the limit was never reached")
        with open_store(data, calendar) as store:
            record = store.load(number)
            assert record.mark("lend").note.count("字") == (kept[-1] if kept else 0), (seed, round_)
            store.set_state(number, "back", ItemState.DONE, "王")
    counts["full disks"] = rounds
    return counts


def _fill_up(data: Path, calendar: OfficialCalendar, number: str, pipe: int, limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    with open_store(data, calendar) as store:
        margins = Marginalia.open(data)
        refused = 0
        for count in range(1, 400):
            try:
                store.set_note(number, "lend", "字" * count, "王")
                os.write(pipe, f"kept {count}\n".encode())
            except UserError as error:
                assert error.safe, error
                assert store.trouble
                os.write(pipe, f"full {count}\n".encode())
                refused += 1
                if refused > 3:
                    break
                continue
            if count % 40 == 0:
                try:
                    store.backup_to(data.with_name(f"{data.name}.db"))
                    store.export_file(data.with_name(f"{data.name}.json"))
                except UserError as error:
                    assert error.safe, error
        assert margins is not None
        store.back_up_work()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def desk_to_damage(folder: Path, calendar: OfficialCalendar) -> Path:
    """A data folder as a kill leaves it: lists of two days, a backup, a log, notes, settings."""
    with open_store(folder, calendar) as store:
        for number in range(8):
            record = store.create(make_test_basis(), {"others": "yes"}, {"title": f"第{number}件"}, "王")
            store.set_state(record, "register", ItemState.DONE, "王")
        store.back_up_work()
    margins = Marginalia.open(folder)
    from govdesk.rules.model import Article

    for number in range(5):
        margins.set_note(RULE, Article(str(number), f"{number}、", ()), f"笔记{number}")
    with Services(folder) as services:
        services.save_settings()
    killed = folder.with_name("killed")
    with open_store(folder, calendar) as store:
        store.create(make_test_basis(), {}, {"title": "后来"}, "王")
        shutil.copytree(folder, killed)
    (killed / "records.lock").unlink(missing_ok=True)
    return killed
