"""诊断包: what whoever looks after the program needs to know, in one .zip to carry on a stick.

Without `with_lists` nothing of the clerk's work is in it: no list, no note, no name, no search. It is made where
something is broken, so nothing here trusts anything: what cannot be read is told as such, and the rest goes in.
"""

from __future__ import annotations

import datetime as dt
import json
import locale
import platform
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from govdesk import release
from govdesk.fault_log import LOG, OLD_LOG
from govdesk.files import read_regular, replacing
from govdesk.look import FILE_NAME as SETTINGS
from govdesk.paths import check_target, unwritten
from govdesk.settings import Settings

#: Of the settings, what names people, their office or their matters.
PRIVATE = ("handler", "people", "unit", "recent_searches")
#: In the data folder, what goes along only when the user says so.
RECORDS = "records.db"
WORK = (RECORDS, "notes.json", SETTINGS)
_MOST = 200_000_000  # bytes of one file; a larger one is named and left out
_SUFFIXES = {".db", ".bak", ".toml", ".json", ".md", ".log", ".zip", ".damaged", ".txt", ".lock", ".db-wal", ".db-shm"}
_README = """\
政务案头的诊断包，{now} 生成。

版本.json　程序、系统和组件的版本
设置.json　设置；人名、单位名称和搜索过的词不在里面
数量.json　数据文件夹里各种文件有几个、多大；清单有几份
日志　　　程序出错时自己记下的技术信息，里面可能出现文件名
本次.txt　点“存诊断包”时窗口上的技术信息
{work}
"""
_WITHOUT = "\n清单、笔记的内容都不在里面。"
_WITH = "\n数据　　　按您的选择，清单、笔记和设置的原文件也在里面。请只交给信得过的人。"


def write_diagnosis(
    target: Path, data_folder: Path, *, detail: str = "", window: Mapping[str, str] = {}, with_lists: bool = False
) -> Path:
    """Write the .zip to `target`; gives its path. `window`: what only the window knows, by name. Raises UserError."""
    check_target(target)
    told: dict[str, Callable[[], str]] = {
        "说明.txt": lambda: _README.format(
            now=f"{dt.datetime.now().astimezone():%Y年%m月%d日 %H:%M}", work=_WITH if with_lists else _WITHOUT
        ),
        "版本.json": lambda: _json(_versions() | dict(window)),
        "设置.json": lambda: _json(_settings(data_folder)),
        "数量.json": lambda: _json(_counts(data_folder)),
        "本次.txt": lambda: _without_home(detail or "（没有）"),
    }
    kept = {f"日志/{log.name}": data_folder / log for log in (LOG, OLD_LOG)}
    work = {f"数据/{name}": data_folder / name for name in WORK} if with_lists else {}
    try:
        with replacing(target) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, make in told.items():
                bundle.writestr(name, _or_why(make))
            for name, path in kept.items():
                if path.exists():
                    bundle.writestr(name, _or_why(partial(_log, path)))
            for name, path in work.items():
                if not path.exists():
                    continue
                try:
                    data = _records(path) if path.name == RECORDS else read_regular(path, _MOST)
                except Exception as error:
                    bundle.writestr(f"{name}.txt", f"没有装进来：{error!r}")
                else:
                    bundle.writestr(name, data)
    except OSError as error:
        raise unwritten(target, error) from error
    return target


def _records(path: Path) -> bytes:
    """The file of records with what its log holds; the bare bytes where SQLite cannot read it."""
    from govdesk.records.sqlite import connect

    try:
        with closing(connect(path, "ro")) as used, closing(sqlite3.connect(":memory:")) as copy:
            used.backup(copy)
            return copy.serialize()
    except sqlite3.Error:
        # Nobody has it open then: to close a second handle on an open database would let go of its locks.
        return read_regular(path, _MOST)


def _or_why(make: Callable[[], str]) -> str:
    try:
        return make()
    except Exception as error:
        return f"读不出来：{error!r}"


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def _text(path: Path) -> str:
    return read_regular(path, _MOST).decode("utf-8", "replace")


def _log(path: Path) -> str:
    return _without_home(_text(path))


def _without_home(text: str) -> str:
    """Paths of the home folder have the user's name in them."""
    with suppress(RuntimeError):
        home = str(Path.home())
        if len(home) > 1:
            return text.replace(home, "~")
    return text


def _versions() -> dict[str, object]:
    build = release.build()
    return {
        "程序": build.version,
        "提交": build.commit,
        "生成": build.built,
        "Python": platform.python_version(),
        "打包": bool(getattr(sys, "frozen", False)),
        "系统": platform.platform(),
        "机器": platform.machine(),
        "编码": locale.getpreferredencoding(False),
    }


def _settings(folder: Path) -> dict[str, object]:
    """The settings that the file has, but for names, and for what this version does not know."""
    kept = json.loads(_text(folder / SETTINGS))
    known = set(Settings.__struct_fields__) - set(PRIVATE)
    return {name: value for name, value in kept.items() if name in known}


def _counts(folder: Path) -> dict[str, object]:
    from govdesk.records.sqlite import count_records

    files: dict[str, list[int]] = {}
    for path in folder.rglob("*"):
        with suppress(OSError):
            if path.is_file():
                inside = path.relative_to(folder).parts
                # Not the names of files: packs and folders of one's own are named by the office.
                kind = path.suffix if path.suffix in _SUFFIXES else "其他"
                where = f"{inside[0]}/*{kind}" if len(inside) > 1 else f"*{kind}"
                count = files.setdefault(where, [0, 0])
                count[0] += 1
                count[1] += path.stat().st_size
    return {
        "清单": _or_why(lambda: str(count_records(folder / RECORDS))),
        "磁盘空余（MB）": _or_why(lambda: str(shutil.disk_usage(folder).free // 2**20)),
        "文件：个数、字节": files,
    }
