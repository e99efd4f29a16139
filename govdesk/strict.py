"""Strict reading of declared data: unknown keys refused, all problems at once, with a suggestion.

msgspec stops at the first fault of a document; a person who mends a file wants all of them. So a
table that fails as a whole is gone through again, key by key.
"""

from __future__ import annotations

import enum
import re
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from govdesk.errors import Problem
from govdesk.files import MAX_TEXT, NotRegularError, OutsideError, TooLargeError, read_regular

T = TypeVar("T")

#: What reading a file of data raises that is not there, no file, or not what it ought to be.
UNREADABLE = (OSError, ValueError, RecursionError, msgspec.MsgspecError)

_TYPE_NAMES = {
    "str": "文字",
    "int": "整数",
    "float": "数",
    "bool": "true 或 false",
    "array": "列表 […]",
    "object": "表",
    "date": "日期（如 2013-06-17）",
    "datetime": "日期加时刻",
    "null": "空",
}
_MOST_TOLD = 300
#: A problem that goes by itself: another program has the file open, or it may not be read at present.
UNREAD = "读不出来"
_BOUNDS = {">=": "不小于", ">": "大于", "<=": "不大于", "<": "小于"}
# tomllib speaks English; these are the slips that people make.
_TOML_FAULTS = {
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一个表写了两次",
    "Expected '=' after a key": "键后面缺“=”",
    "Invalid value": "值的写法不对，文字要写在半角引号里",
    "Illegal character": "文字里有不能直接写的字符，或引号没有写完",
    "Unterminated string": "引号没有写完",
    "Expected newline": "一行只写一项，后面有多余的字",
    "Unclosed array": "方括号没有写完",
    "Unclosed inline table": "花括号没有写完，要写在一行里",
    "Expected ']": "方括号没有写完",
    "Invalid date": "没有这一天，或不是 2013-06-17 这样的写法",
    "Unescaped": "文字里的反斜线要写两个，或改用单引号",
    "Duplicate inline table key": "同一个键写了两次",
    "Cannot mutate": "同一个表写了两次",
    "Cannot redefine": "同一个表写了两次",
    "Invalid statement": "键只能用字母、数字、横线，其他的键要加半角引号",
    "Invalid initial character": "键只能用字母、数字、横线，其他的键要加半角引号",
}


def read_toml(path: Path, file: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The TOML document at `path`; None (and no problem) when there is no such file."""
    text = read_text(path, file, problems)
    return None if text is None else parse_toml(text, file, problems)


def read_text(path: Path, file: str, problems: list[Problem]) -> str | None:
    """The UTF-8 text at `path`, without a byte order mark; None (and no problem) when there is no such file."""
    content = b""
    try:
        content = read_regular(path, within=path.parent)
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except TooLargeError:
        problems.append(Problem(file, "", "文件太大", f"不超过 {MAX_TEXT // 1_000_000} MB"))
    except OutsideError:
        problems.append(Problem(file, "", "是通到别的文件夹去的链接", "换成文件本身"))
    except NotRegularError:
        kind = "文件夹" if path.is_dir() else "设备或管道"
        problems.append(Problem(file, "", f"是{kind}，不是文件", f"移走这个{kind}，换成文件"))
    except OSError:
        problems.append(Problem(file, "", UNREAD, "看文件是否被占用，或有没有读取权限"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.append(Problem(file, f"第 {line} 行", "不是 UTF-8 文字", "另存为 UTF-8 编码"))
    return None


def closed_folder(file: str) -> Problem:
    """The problem of a folder that cannot be looked into; `file` as problems name files."""
    return Problem(file, "", "打不开这个文件夹，里面的没有读到", "看有没有读取的权限，或请管理员看看")


def parse_toml(text: str, file: str, problems: list[Problem], first_line: int = 1) -> dict[str, Any] | None:
    """`text` as TOML, or None with the fault in `problems`; `first_line` is its first line's number in the file."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
        where = f"第 {int(place[1]) + first_line - 1} 行第 {place[2]} 字" if place else "文件末尾"
        problems.append(Problem(file, where, "TOML 写法有误", toml_fault(message)))
    except Exception as error:
        problems.append(unforeseen(file, error))
    return None


def unforeseen(file: str, error: Exception) -> Problem:
    """Any other fault that a file brings about is that file's problem, and never stops the rest."""
    if isinstance(error, RecursionError):
        return Problem(file, "", "括号套得太深，读不了", "写成平常的样子")
    if isinstance(error, ValueError) and "digits" in str(error):
        return Problem(file, "", "有一个数太长，读不了", "写成平常的数")
    return Problem(file, "", "读不懂这个文件", f"技术信息：{type(error).__name__}：{str(error)[:200]}")


def toml_fault(message: str) -> str:
    """tomllib's `message` as a hint in Chinese; "" for one that is not known."""
    return next((told for start, told in _TOML_FAULTS.items() if message.startswith(start)), "")


def convert_strictly(raw: Any, kind: type[T] | Any, file: str, problems: list[Problem], where: str = "") -> T | None:
    """`raw` as a `kind`, or None with every fault added to `problems`; `where` is the key so far."""
    try:
        converted: T = msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        found = len(problems)
        _explain(raw, kind, file, problems, where)
        if len(problems) == found:
            problems.append(Problem(file, where, _in_chinese(str(error)), _choices(raw, kind)))
        return None
    except Exception as error:
        problems.append(unforeseen(file, error))
        return None
    return converted


def _explain(raw: Any, kind: Any, file: str, problems: list[Problem], where: str) -> None:
    """Add a problem for each part of `raw` that does not fit `kind`, looking into unions."""
    for option in _options(kind):
        origin = typing.get_origin(option)
        if isinstance(raw, dict) and isinstance(option, type) and issubclass(option, msgspec.Struct):
            return _explain_table(raw, option, file, problems, where)
        if isinstance(raw, dict) and origin is dict:
            for key, part in raw.items():
                convert_strictly(part, typing.get_args(option)[1], file, problems, _join(where, str(key)))
            return None
        if isinstance(raw, list) and origin in (list, tuple):
            for index, part in enumerate(raw, start=1):
                # The 53rd of a list is hard to find in a file; what has a name is called by it.
                name = part.get("id") if isinstance(part, dict) else None
                place = f"{where}.{name}" if isinstance(name, str) and name else f"{where}[{index}]"
                convert_strictly(part, typing.get_args(option)[0], file, problems, place)
            return None
    return None


def _explain_table(
    raw: dict[str, Any], struct: type[msgspec.Struct], file: str, problems: list[Problem], where: str
) -> None:
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for key in raw:
        if len(problems) > _MOST_TOLD:
            return  # whoever is told so many mends some and looks again
        if key not in fields:
            import difflib

            close = difflib.get_close_matches(key, fields, 1)
            hint = f"是不是“{close[0]}”？" if close else "可用的键：" + "、".join(fields)
            problems.append(Problem(file, _join(where, key), "不认识这个键", hint))
    for key, field in fields.items():
        if key in raw:
            convert_strictly(raw[key], field.type, file, problems, _join(where, key))
        elif field.required:
            problems.append(Problem(file, where or key, f"缺少“{key}”"))


def _options(kind: Any) -> tuple[Any, ...]:
    """The kinds that `kind` allows: itself, or the members of a union."""
    if typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    return typing.get_args(kind) if typing.get_origin(kind) in (typing.Union, types.UnionType) else (kind,)


def _choices(raw: Any, kind: Any) -> str:
    """A hint that names the values which `kind` allows, the nearest one alone when there is one."""
    allowed: list[str] = []
    for option in _options(kind):
        if isinstance(option, type) and issubclass(option, enum.Enum):
            allowed += [str(member.value) for member in option]
        elif typing.get_origin(option) is typing.Literal:
            allowed += [str(value) for value in typing.get_args(option)]
    import difflib

    close = difflib.get_close_matches(str(raw), allowed, 1)
    if close:
        return f"是不是“{close[0]}”？"
    return "可用的取值：" + "、".join(allowed) if allowed else ""


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _in_chinese(message: str) -> str:
    """msgspec's message about one value, in Chinese; an unknown form is passed on as it is."""
    message = re.sub(r" - at `.*`$", "", message)
    if match := re.match(r"Expected `([^`]+)`, got `([^`]+)`$", message):
        wanted, got = (_type_name(names) for names in match.groups())
        return f"应当是{wanted}，写成了{got}"
    if match := re.match(r"Expected `([^`]+)` ([<>]=?) (\S+)$", message):
        return f"应当是{_BOUNDS[match[2]]} {match[3]} 的{_type_name(match[1])}"
    if re.match(r"Expected `(str|array|object)` of length >= 1$", message):
        return "不能是空的"
    if match := re.match(r"Invalid enum value (.+)", message):
        return f"没有“{match[1].strip(chr(39))}”这个取值"
    return f"取值有误：{message}"


def _type_name(names: str) -> str:
    return "或".join(_TYPE_NAMES.get(name.strip(), name.strip()) for name in names.split("|"))
