"""What the program remembers about how it is used: one small file, readable, never in the way.

Several programs may work in one data folder, a window for hours beside commands. Each writes what it changed and leaves
the rest as the others have written it; fields and choices that only a newer program knows stay, unread. A settings file that cannot be
read, or is gone, never stops the program: it is kept aside as `settings.json.damaged`, and the program starts with the
former settings of `settings.json.bak`, else with its defaults, saying so.
"""

from __future__ import annotations

import itertools
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from govdesk.errors import UserError
from govdesk.files import NotRegularError, TooLargeError, is_full, locked, read_regular
from govdesk.look import FILE_NAME, LAW_FACES, MAX_SETTINGS, TEXT_SCALES
from govdesk.paths import make_folder, write_atomically
from govdesk.strict import UNREADABLE

BACKUP_NAME = f"{FILE_NAME}.bak"
LOCK_NAME = "settings.lock"
KEPT_SEARCHES = 10
#: By the name of a setting, what there is to choose from. Another value is a newer program's.
OFFERED: dict[str, tuple[object, ...]] = {"text_scale": TEXT_SCALES, "law_face": LAW_FACES}


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """All settings. Change one with `msgspec.structs.replace(settings, dark=True)`, then save."""

    rule: str = ""  # 适用规则: a pack's id; empty until a city is chosen
    desks: dict[str, str] = {}  # by rule: the party's id at which the clerk sits; "" where left open
    disabled: tuple[str, ...] = ()  # ids of packs that are left out of the library (停用)
    text_scale: int = 100  # percent, one of TEXT_SCALES
    dark: bool = False
    law_face: str = "宋体"  # what the law is set in on screen, one of LAW_FACES
    handler: str = ""  # 经办人 last used
    people: tuple[str, ...] = ()  # others at this machine, to choose from
    unit: str = ""  # the clerk's own unit, as it stands on paper
    count_start: bool = False  # 当日起算 for new checklists
    window: dict[str, str] = {}  # geometry and splitters by name, as text of the interface's own
    recent_searches: tuple[str, ...] = ()  # newest first
    print_choices: dict[str, bool] = {}  # what the preview window last printed of a checklist, by choice

    def __post_init__(self) -> None:
        # msgspec turns a ValueError here into a fault of the file.
        for name, offered in OFFERED.items():
            if getattr(self, name) not in offered:
                raise ValueError(f"{name} {getattr(self, name)}")

    @property
    def desk(self) -> str:
        """The desk under the rule in force; empty where none is chosen."""
        return self.desks.get(self.rule, "")

    def with_search(self, query: str) -> Settings:
        """These settings with a query remembered as the newest, each once, ten at most."""
        query = query.strip()
        if not query:
            return self
        others = (old for old in self.recent_searches if old != query)
        return msgspec.structs.replace(self, recent_searches=tuple(itertools.islice((query, *others), KEPT_SEARCHES)))


def load_settings(folder: Path) -> tuple[Settings, str]:
    """The settings in data folder `folder`, and a Chinese sentence of warning, empty where all is well.

    A file that cannot be understood is kept aside. Where there is none that can be read, the backup's settings are used,
    and without a backup the defaults.
    """
    path = folder / FILE_NAME
    try:
        return _decode(path)[0], ""
    except FileNotFoundError:
        what = "不见了"
    except OSError as error:
        what = "看不懂" if isinstance(error, NotRegularError | TooLargeError) else "读不出来"
    except UNREADABLE:
        what = "看不懂"
    former = _read(folder / BACKUP_NAME)
    if what == "不见了" and former is None:
        return Settings(), ""
    kept = ""
    if what == "看不懂":
        aside = next(name for name in _names_aside(path) if not name.exists())
        with suppress(OSError):
            os.replace(path, aside)
            kept = f"原文件留作“{aside.name}”，"
    used = "这次按默认设置打开" if former is None else f"改用先前的一份“{BACKUP_NAME}”，最近改的设置请核对"
    return former[0] if former else Settings(), f"设置文件{what}，{used}；{kept}清单和规则不受影响。"


def save_settings(folder: Path, settings: Settings, known: Settings | None = None) -> Settings:
    """Write the settings, the former ones staying as `settings.json.bak`; gives what stands there now. Raises UserError.

    `known`: the settings as they were last read or written here. What others have changed on the disk since stays.
    """
    try:
        make_folder(folder)
        with locked(folder / LOCK_NAME):
            there = _read(folder / FILE_NAME)
            if known is not None and there is not None:
                settings = merged(known, settings, there[0])
            _, newer = there or _read(folder / BACKUP_NAME) or (None, {})
            fields = newer | msgspec.to_builtins(settings)
            data = msgspec.json.format(msgspec.json.encode(fields), indent=2) + b"\n"
            # What is damaged takes no good backup's place; what is known here takes its own.
            write_atomically(folder / FILE_NAME, data, keep_backup=there is not None)
    except OSError as error:
        safe = "清单不受影响，原来的设置还在"
        if is_full(error):
            raise UserError("磁盘满了，设置没有存上", safe=safe, todo="腾出一些空间再试", detail=str(error)) from error
        raise UserError("设置没有存上", safe=safe, todo="看看数据文件夹能不能写", detail=str(error)) from error
    return settings


def merged(known: Settings, ours: Settings, there: Settings) -> Settings:
    """`there` with what `ours` has changed since `known`; of a field that both have changed, ours."""
    values: dict[str, Any] = {}
    for name in Settings.__struct_fields__:
        before, mine, theirs = (getattr(settings, name) for settings in (known, ours, there))
        if mine == before:
            values[name] = theirs
        elif isinstance(mine, dict):
            kept = {key: value for key, value in theirs.items() if key in mine or key not in before}
            values[name] = kept | {key: value for key, value in mine.items() if before.get(key) != value}
        elif name == "disabled":
            values[name] = tuple(sorted(({*theirs} | {*mine} - {*before}) - ({*before} - {*mine})))
        else:
            values[name] = mine
    return Settings(**values)


def _read(path: Path) -> tuple[Settings, dict[str, msgspec.Raw]] | None:
    try:
        return _decode(path)
    except UNREADABLE:
        return None


def _decode(path: Path) -> tuple[Settings, dict[str, msgspec.Raw]]:
    """The settings in a file, and as they stand there the fields that only a newer program understands."""
    data = read_regular(path, MAX_SETTINGS)
    fields = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    newer = {name: value for name, value in fields.items() if _is_newer(name, value)}
    known = {name: value for name, value in fields.items() if name not in newer}
    return msgspec.json.decode(msgspec.json.encode(known), type=Settings), newer


def _is_newer(name: str, value: msgspec.Raw) -> bool:
    """Whether this program has no such setting, or does not offer that for it."""
    if name not in Settings.__struct_fields__:
        return True
    offered = OFFERED.get(name, ())
    chosen = msgspec.json.decode(value) if offered else None
    return bool(offered) and type(chosen) is type(offered[0]) and chosen not in offered


def _names_aside(path: Path) -> itertools.chain[Path]:
    first = path.with_name(path.name + ".damaged")
    more = (path.with_name(f"{path.name}.damaged-{n}") for n in itertools.count(2))
    return itertools.chain((first,), more)
