"""Where things lie: what ships with the program, and the one folder the program writes to."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

from govdesk.errors import UserError
from govdesk.files import has_no_room, is_folder, is_full, replacing

APP_NAME = "GovDesk"
DATA_VARIABLE = "GOVDESK_DATA"
PORTABLE_FOLDER = "portable"
#: In the data folder, and not empty while somebody works there; see `govdesk.records.desk`.
LOCK_NAME = "records.lock"
RECYCLED = "recycled"  # the folder of what was thrown away, inside the data folder
#: How the names of the program's own files in a data folder begin, and the folders there that are its own.
_OWN_FILES = (
    "records.",
    "records-",
    "notes.json",
    "notes.lock",
    "settings.json",
    "settings.lock",
    "folds.json",
    "calendar-sent.json",
    "show-window",
)
_OWN_FOLDERS = ("backups", "cache", "calendars", "logs", RECYCLED, "rules", "statutes", "versions")


class UnwritableFolder(UserError):  # noqa: N818 — a state of the machine that the window offers a way out of
    """The data folder cannot be written to."""


class FullDisk(UnwritableFolder):
    """There is no room left."""


def program_root() -> Path:
    """The folder that holds `rules/` and `resources/`: the source tree, or the built app's bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


def program_folder() -> Path:
    """The folder a user sees the program in; a `portable` folder beside the program stands here."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else program_root()


def own_command() -> list[str]:
    """What starts a command of this program as a process of its own; the built app's window on Windows has no streams."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, str(program_root() / "main.py")]
    beside = Path(sys.executable).with_name("govdesk-cli.exe")
    return [str(beside if beside.is_file() else sys.executable)]


def shipped_rules() -> Path:
    """The packs that come with the program."""
    return program_root() / "rules"


def shipped_manual() -> Path:
    """The folder of the user's manual and its pictures."""
    return program_root() / "docs"


def prebuilt() -> Path:
    """What the built app was given that is otherwise made on the first use: the search index of the shipped packs."""
    return program_root() / "prebuilt"


def resource(*parts: str) -> Path:
    """A file under `resources/`."""
    return program_root().joinpath("resources", *parts)


def choose_data_folder(override: str | os.PathLike[str] | None = None) -> Path:
    """The data folder, without creating it.

    Order: `override` (`--data-dir`), the variable GOVDESK_DATA, a folder `portable` beside the
    program, the platform's own place for a user's application data.
    """
    if override:
        return Path(override).expanduser().absolute()
    if from_environment := os.environ.get(DATA_VARIABLE):
        return Path(from_environment).expanduser().absolute()
    portable = program_folder() / PORTABLE_FOLDER
    if portable.is_dir():
        return portable
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


#: Data folders that this process works with, and whether each has been there since.
_watched: dict[Path, bool] = {}


def watch(folder: Path) -> None:
    """From here on: once this data folder has been there, nothing makes it anew where it is taken away.

    An empty folder in its place would be opened as if there had never been a list.
    """
    _watched[folder] = is_folder(folder)


def is_gone(folder: Path) -> bool:
    """Has a folder that is watched, or the one it lies in, been taken away meanwhile?"""
    # Not Path.is_dir: of a name that is too long, a folder that nobody may enter or a stick pulled out it raises.
    return any(_watched.get(above, False) and not is_folder(above) for above in (folder, *folder.parents))


def make_folder(folder: Path) -> None:
    """Create a folder in a data folder, or that itself, where it is not there. Raises OSError, also where the data folder is gone.

    The only place where the program makes a folder together with those above it.
    """
    if is_gone(folder):
        raise FileNotFoundError(errno.ENOENT, "the data folder is gone", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    for above in (folder, *folder.parents):
        if above in _watched:
            _watched[above] = True


def ensure_writable(folder: Path, *, to_work: bool = False) -> Path:
    """Create `folder` where needed and prove that it can be written to; returns it.

    `to_work`: and that there is room to open the records, which SQLite needs also where nothing is changed.
    Raises UnwritableFolder when it cannot, before anything has been typed that could be lost.
    """
    if is_gone(folder):
        raise UnwritableFolder(
            f"数据文件夹在使用中被移走了，“{folder}”不见了", safe="里面的清单没有动过", todo="把它放回原处，再试一次"
        )
    probe = folder / f".write-test-{os.getpid()}"
    try:
        make_folder(folder)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        if is_full(error):
            raise _full(folder, str(error)) from error
        raise UnwritableFolder(
            f"数据文件夹“{folder}”写不进去",
            safe="原有的清单没有改动",
            todo="请换一个能写的文件夹（启动时加 --data-dir 文件夹），或请管理员放开写权限",
            detail=str(error),
        ) from error
    if to_work and has_no_room(folder):
        raise _full(folder)
    return folder


def _full(folder: Path, detail: str = "") -> FullDisk:
    return FullDisk(
        f"数据文件夹“{folder}”所在的磁盘满了", safe="原有的清单没有改动", todo="腾出一些空间再试一次", detail=detail
    )


def check_target(path: Path) -> Path:
    """The path of a file that is to be exported; returns it.

    Raises UserError where it is a file of the program's own, in this data folder or another one: to write a sheet over
    the records would lose them all, to write one over the lock would let a second program in. Nor is a device a target:
    the new file would take its place.
    """
    try:
        # Not Path.exists and its like: since Python 3.14 they say no where the disk refuses to answer.
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise UserError(
                f"“{path}”是设备，不是文件，不能往里存", safe="它没有改动", todo="换一个文件名，或换一个文件夹"
            )
    except (FileNotFoundError, NotADirectoryError):
        pass  # a new file, or a folder that is not there, which whoever writes into it is told
    except OSError as error:
        long = error.errno == errno.ENAMETOOLONG
        raise UserError(
            f"文件名太长，写不出来：“{path.name[:40]}…”" if long else f"“{path}”写不进去",
            safe="别的都没有改动",
            todo="换一个短一些的文件名" if long else "换一个能写的文件夹",
            detail=str(error),
        ) from error
    real = path.resolve()
    name = real.name.lower()
    own = _is_data_folder(real.parent) and name.startswith(_OWN_FILES)
    for folder, inside in zip(real.parents[1:], real.parents, strict=False):
        own = own or (inside.name.lower() in _OWN_FOLDERS and _is_data_folder(folder))
    if own:
        raise UserError(
            f"“{path}”是政务案头自己的文件，不能用来存别的", safe="它没有改动", todo="换一个文件名，或换一个文件夹"
        )
    return path


def _is_data_folder(folder: Path) -> bool:
    # Every program that has ever worked there has left the lock.
    return (folder / LOCK_NAME).is_file()


def unwritten(path: Path, error: OSError) -> UserError:
    """Why the file at `path`, that somebody asked for, could not be written, in words."""
    safe = "原来的文件没有改动" if path.is_file() else "别的都没有改动"
    if path.is_dir():
        what, todo = f"“{path}”是一个文件夹", "在后面写上文件名"
    elif not path.parent.is_dir():
        what, todo = f"“{path.name}”没有写出来，没有“{path.parent}”这个文件夹", "先建好这个文件夹，或换一个地方"
    elif is_full(error):
        what, todo = f"“{path.name}”没有写出来，“{path.parent}”所在的磁盘满了", "腾出一些空间，或换一个磁盘再试"
    else:
        what, todo = f"“{path}”写不进去", "请换一个能写的文件夹，或先关掉正在打开这个文件的程序"
    return UserError(what, safe=safe, todo=todo, detail=str(error))


def write_atomically(path: Path, data: bytes, *, keep_backup: bool = False) -> None:
    """Write `data` to `path`, on the disk when this returns, so that a crash leaves the old file or the new one, never half of either.

    With `keep_backup` the former content stays beside it as `NAME.bak`. Raises OSError.
    """
    with replacing(path) as stream:
        stream.write(data)
        stream.flush()  # a full disk is told before the former content is given up
        if keep_backup and path.exists():
            with replacing(path.with_name(path.name + ".bak")) as backup:
                backup.write(path.read_bytes())
