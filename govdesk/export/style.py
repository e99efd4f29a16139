"""An office's own hand on paper: its name in the foot and its own faces, as data in `print/style.toml`.

    name = "某市人民政府办公室"

    [fonts]
    fangsong = ["方正仿宋_GBK"]

The faces named here are tried before those that the program knows; one that is not installed is passed over.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from govdesk.errors import Problem, UserError

STYLE_FILE = ("print", "style.toml")


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


def load_style(data_folder: Path) -> Style:
    """The office's style in `data_folder`, PLAIN where it has none. Raises UserError when it cannot be understood."""
    from govdesk.export.plain import one_line
    from govdesk.strict import convert_strictly, read_toml

    path = data_folder.joinpath(*STYLE_FILE)
    problems: list[Problem] = []
    raw = read_toml(path, "/".join(STYLE_FILE), problems)
    style: Style | None = None
    if raw is not None:
        style = convert_strictly(raw, Style, "/".join(STYLE_FILE), problems)
    if problems:
        raise UserError(
            f"打印样式文件看不懂：{problems[0]}",
            safe="清单和规则没有改动",
            todo=f"请改好“{path}”，或先把它移到别处再打印",
            detail="\n".join(map(str, problems)),
        )
    return PLAIN if style is None else msgspec.structs.replace(style, name=one_line(style.name))
