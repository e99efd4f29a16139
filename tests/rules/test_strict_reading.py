"""Declared data is read strictly: every fault at once, each with its file, its place and how to mend it."""

from __future__ import annotations

import datetime as dt
import enum
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pytest

from govdesk.errors import Problem
from govdesk.strict import convert_strictly, parse_toml, read_text, read_toml


class Level(enum.StrEnum):
    MUST = "must"
    MAY = "may"


class Part(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    level: Level = Level.MUST
    days: Annotated[int, msgspec.Meta(ge=1)] | None = None


class Sheet(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    date: dt.date | None = None
    numbering: Literal["enumerated", "articles"] = "enumerated"
    parts: tuple[Part, ...] = ()
    when: dict[str, str | tuple[str, ...]] | None = None


def faults(raw: Any, kind: Any = Sheet) -> list[str]:
    problems: list[Problem] = []
    convert_strictly(raw, kind, "f.toml", problems)
    return [str(problem) for problem in problems]


def test_sound_data_is_converted_and_nothing_is_told() -> None:
    problems: list[Problem] = []
    sheet = convert_strictly({"title": "甲", "parts": [{"name": "乙", "level": "may"}]}, Sheet, "f.toml", problems)

    assert sheet == Sheet(title="甲", parts=(Part(name="乙", level=Level.MAY),))
    assert problems == []


def test_every_fault_is_told_at_once_with_its_place() -> None:
    raw = {
        "titel": "甲",
        "date": 5,
        "colour": "red",
        "parts": [{"name": "乙"}, {"name": 3, "lvel": "must"}, {"level": "mst"}, "丁"],
    }

    assert faults(raw) == [
        "f.toml：titel：不认识这个键（是不是“title”？）",
        "f.toml：colour：不认识这个键（可用的键：title、date、numbering、parts、when）",
        "f.toml：title：缺少“title”",
        "f.toml：date：应当是日期（如 2013-06-17）或空，写成了整数",
        "f.toml：parts[2].lvel：不认识这个键（是不是“level”？）",
        "f.toml：parts[2].name：应当是文字，写成了整数",
        "f.toml：parts[3]：缺少“name”",
        "f.toml：parts[3].level：没有“mst”这个取值（是不是“must”？）",
        "f.toml：parts[4]：应当是表，写成了文字",
    ]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"title": "甲", "numbering": "letters"}, "没有“letters”这个取值（可用的取值：enumerated、articles）"),
        ({"title": "甲", "parts": [{"name": "乙", "days": 0}]}, "parts[1].days：应当是不小于 1 的整数"),
        ({"title": "甲", "when": {"a": ["x", 1]}}, "when.a[2]：应当是文字，写成了整数"),
        ({"title": "甲", "when": {"a": 1}}, "when.a：应当是"),
        ([], "应当是表，写成了列表 […]"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_chinese(raw: Any, told: str) -> None:
    (fault,) = faults(raw)

    assert told in fault


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1\nb = 二\n", "f.toml：第 2 行第 5 字：TOML 写法有误（值的写法不对，文字要写在半角引号里）"),
        ("a = 1\na = 2", "f.toml：文件末尾：TOML 写法有误（同一个键写了两次）"),
        ("[a]\n[a]\nb = 1\n", "f.toml：第 2 行第 3 字：TOML 写法有误（同一个表写了两次）"),
        ("a 1", "f.toml：第 1 行第 3 字：TOML 写法有误（键后面缺“=”）"),
        ('a = "x\nb = 1', "f.toml：第 1 行第 7 字：TOML 写法有误（文字里有不能直接写的字符，或引号没有写完）"),
        ('a = "x" y', "f.toml：第 1 行第 9 字：TOML 写法有误（一行只写一项，后面有多余的字）"),
        ("a = 2013-02-30", "f.toml：第 1 行第 5 字：TOML 写法有误（没有这一天，或不是 2013-06-17 这样的写法）"),
        ("[a\nb = 1", "f.toml：第 1 行第 3 字：TOML 写法有误（方括号没有写完）"),
        ("a = { b = 1\n}", "f.toml：第 1 行第 12 字：TOML 写法有误（花括号没有写完，要写在一行里）"),
        ('a = "C:\\d"', "f.toml：第 1 行第 10 字：TOML 写法有误（文字里的反斜线要写两个，或改用单引号）"),
        ("a = { b = 1, b = 2 }", "f.toml：第 1 行第 19 字：TOML 写法有误（同一个键写了两次）"),
        ("标题 = 1", "f.toml：第 1 行第 1 字：TOML 写法有误（键只能用字母、数字、横线，其他的键要加半角引号）"),
    ],
)
def test_a_slip_in_toml_is_told_with_its_line(text: str, told: str) -> None:
    problems: list[Problem] = []

    assert parse_toml(text, "f.toml", problems) is None
    assert [str(problem) for problem in problems] == [told]


def test_lines_are_counted_from_where_the_toml_stands_in_its_file() -> None:
    problems: list[Problem] = []
    parse_toml("a = 1\nb = 二\n", "f.toml", problems, first_line=2)

    assert problems[0].where == "第 3 行第 5 字"


def test_a_file_saved_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_bytes("a = 1\nb = '条旨'\n".encode("gb18030"))
    problems: list[Problem] = []

    assert read_toml(path, "f.toml", problems) is None
    assert [str(problem) for problem in problems] == ["f.toml：第 2 行：不是 UTF-8 文字（另存为 UTF-8 编码）"]


def test_a_byte_order_mark_is_no_fault_and_a_missing_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    problems: list[Problem] = []

    assert read_toml(path, "f.toml", problems) == {"a": 1}
    assert read_text(tmp_path / "none.toml", "none.toml", problems) is None
    assert problems == []


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    problems: list[Problem] = []

    assert read_text(tmp_path, "f.toml", problems) is None
    assert [problem.problem for problem in problems] == ["是文件夹，不是文件"]
