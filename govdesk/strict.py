"""Strict reading of declared data: unknown keys refused, all problems at once, with a suggestion.

msgspec stops at the first fault of a document; a person who mends a file wants all of them. So a
table that fails as a whole is gone through again, key by key.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from govdesk.errors import Problem

T = TypeVar("T")

_TYPE_NAMES = {
    "str": "文字",
    "int": "整数",
    "float": "数",
    "bool": "true 或 false",
    "array": "列表 […]",
    "object": "表",
    "date": "日期（如 2013-06-17）",
    "null": "空",
}


def read_toml(path: Path, file: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The TOML document at `path`; None (and no problem) when there is no such file."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return None
    except OSError as error:
        problems.append(Problem(file, "", "读不出来", str(error)))
    except UnicodeDecodeError as error:
        problems.append(Problem(file, f"第 {error.start} 字节", "不是 UTF-8 文字", "另存为 UTF-8 编码"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(file, "", "TOML 写法有误", str(error)))
    return None


def convert_strictly(raw: Any, kind: type[T] | Any, file: str, problems: list[Problem], where: str = "") -> T | None:
    """`raw` as a `kind`, or None with every fault added to `problems`; `where` is the key so far."""
    try:
        converted: T = msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        found = len(problems)
        _explain(raw, kind, file, problems, where)
        if len(problems) == found:
            problems.append(Problem(file, where, _in_chinese(str(error))))
        return None
    return converted


def _explain(raw: Any, kind: Any, file: str, problems: list[Problem], where: str) -> None:
    """Add a problem for each part of `raw` that does not fit `kind`."""
    if struct := _struct_of(kind, raw):
        _explain_table(raw, struct, file, problems, where)
    elif (element := _element_of(kind)) is not None and isinstance(raw, list):
        for index, part in enumerate(raw, start=1):
            convert_strictly(part, element, file, problems, f"{where}[{index}]")
    elif typing.get_origin(kind) is dict and isinstance(raw, dict):
        for key, part in raw.items():
            convert_strictly(part, typing.get_args(kind)[1], file, problems, _join(where, str(key)))


def _explain_table(raw: dict[str, Any], struct: Any, file: str, problems: list[Problem], where: str) -> None:
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for key in raw.keys() - fields.keys():
        close = difflib.get_close_matches(key, fields, 1)
        hint = f"是不是“{close[0]}”？" if close else "可用的键：" + "、".join(fields)
        problems.append(Problem(file, _join(where, key), "不认识这个键", hint))
    for key, field in fields.items():
        if key in raw:
            convert_strictly(raw[key], field.type, file, problems, _join(where, key))
        elif field.required:
            problems.append(Problem(file, where or key, f"缺少“{key}”"))


def _struct_of(kind: Any, raw: Any) -> Any:
    """The msgspec.Struct that a table stands for, looking into unions; None where `raw` is no table."""
    if not isinstance(raw, dict):
        return None
    options = typing.get_args(kind) if _is_union(kind) else (kind,)
    return next((o for o in options if isinstance(o, type) and issubclass(o, msgspec.Struct)), None)


def _element_of(kind: Any) -> Any:
    for option in typing.get_args(kind) if _is_union(kind) else (kind,):
        if typing.get_origin(option) in (list, tuple):
            return typing.get_args(option)[0]
    return None


def _is_union(kind: Any) -> bool:
    return typing.get_origin(kind) in (typing.Union, types.UnionType)


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _in_chinese(message: str) -> str:
    """msgspec's message about one value, in Chinese; an unknown form is passed on as it is."""
    message = re.sub(r" - at `.*`$", "", message)
    if match := re.match(r"Expected `([^`]+)`, got `([^`]+)`", message):
        wanted, got = (
            "或".join(_TYPE_NAMES.get(name.strip(), name.strip()) for name in names.split("|"))
            for names in match.groups()
        )
        return f"应当是{wanted}，写成了{got}"
    if match := re.match(r"Invalid enum value (.+)", message):
        return f"没有“{match[1].strip(chr(39))}”这个取值"
    return f"取值有误：{message}"
