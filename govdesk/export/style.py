"""An office's own hand on paper: its name in the foot and its own faces, as data in `print/style.toml`.

    name = "某市人民政府办公室"

    [fonts]
    fangsong = ["方正仿宋_GBK"]

The faces named here are tried before those that the program knows; one that is not installed is passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from govdesk.errors import Problem, UserError

STYLE_FILE = ("print", "style.toml")
#: A name of one line, with room to spare: the foot has no place for two.
LONGEST_NAME = 40


class Faces(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Families for each part of a page, the first that is installed wins."""

    song: tuple[str, ...] = ()  # bold dates
    fangsong: tuple[str, ...] = ()  # text
    xiaobiaosong: tuple[str, ...] = ()  # titles
    heiti: tuple[str, ...] = ()  # heads and labels
    kaiti: tuple[str, ...] = ()  # notes


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an office may set. `name` stands in the foot of every page."""

    name: str = ""
    fonts: Faces = Faces()


#: The program's own hand.
PLAIN = Style()


def load_style(data_folder: Path, tell: Callable[[str], object] | None = None) -> Style:
    """The office's style in `data_folder`; PLAIN where it has none or where it cannot be understood.

    A sheet must not wait for whoever can mend the file: it is printed in the program's own hand, and `tell` gets one
    sentence that says so.
    """
    style, fault = _read(data_folder)
    if fault and tell is not None:
        tell(fault)
    return style


def style_fault(data_folder: Path) -> str:
    """What is wrong with the office's style and what is done instead, in one sentence; empty where all is well."""
    return _read(data_folder)[1]


def _read(data_folder: Path) -> tuple[Style, str]:
    from govdesk.export.plain import one_line
    from govdesk.strict import convert_strictly, read_toml

    path = data_folder.joinpath(*STYLE_FILE)
    problems: list[Problem] = []
    raw = read_toml(path, "/".join(STYLE_FILE), problems)
    found: Style | None = None
    if raw is not None:
        found = convert_strictly(raw, Style, "/".join(STYLE_FILE), problems)
    style = PLAIN if found is None else msgspec.structs.replace(found, name=one_line(found.name))
    if len(style.name) > LONGEST_NAME:
        problems.append(Problem("/".join(STYLE_FILE), "name", f"最多 {LONGEST_NAME} 个字，写了 {len(style.name)} 个"))
    if not problems:
        return style, ""
    error = UserError(
        f"打印样式文件看不懂：{problems[0]}", safe="这次按程序自带的样式排，页脚没有单位名称", todo=f"请改好“{path}”"
    )
    return PLAIN, error.sentence
