"""What no text of a pack may hold: characters that make words look like others, markup, and more than anybody reads.

A pack comes from anywhere. A direction mark turns 不得 round on the screen, HTML might be drawn by something that takes
it for its own, a list of a million lines never ends. So a pack with any of these is refused as a whole, with the place.
Limits are several times what the longest known rules need. https://www.unicode.org/reports/tr36/
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govdesk.errors import Problem
from govdesk.rules.model import Rule

MAX_TITLE = 120  # characters
MAX_STRING = 4_000
MAX_LINE = 20_000
MAX_ENTRIES = 2_000  # of one list or table
MAX_PARTS = 80  # of one list of a wizard; the fullest has 19
MAX_ARTICLES = 2_000  # the civil code has 1,260
MAX_WIZARDS = 300  # of one pack; the fullest has 52
_MOST_TOLD = 20  # of one kind in one file

_TITLES = ("id", "title", "short_title", "label", "aliases", "issuer", "topic", "party")
_WIZARD_LISTS = ("questions", "answers", "items", "others", "open", "general", "fields", "options", "points", "cites")
#: Cc controls, Cf formats (direction marks, zero widths), Cs halves of pairs, Zl and Zp line ends. Not Co, private use:
#: names of people and Word's symbols have such characters, they hide nothing, and a rule keeps those that it has.
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_CONTROLS = frozenset(chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127))
#: What may be taken for markup of a web page.
MARKUP = re.compile(r"<[A-Za-z/!?][^<>]{0,200}>?|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def check_text(text: str, file: str) -> list[Problem]:
    """Problems of a text as it lies in its file, by line."""
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if len(problems) >= _MOST_TOLD:
            break
        if len(line) > MAX_LINE:
            problems.append(Problem(file, f"第 {number} 行", f"一行有 {len(line)} 字，太长", f"不超过 {MAX_LINE} 字"))
        problems += [Problem(file, f"第 {number} 行", *finding) for finding in _findings(line.rstrip("\r"))]
    return problems


def check_values(raw: Any, file: str, where: str = "") -> list[Problem]:
    """Problems of a TOML document's values, escapes resolved, by key."""
    found: list[Problem] = []
    for problem in _walk(raw, file, where, ""):
        found.append(problem)
        if len(found) >= _MOST_TOLD:
            break
    return found


def check_size(rule: Rule, file: str) -> list[Problem]:
    """Problems of a rule that is longer than any rule."""
    if len(rule.articles) <= MAX_ARTICLES:
        return []
    return [Problem(file, "", f"有 {len(rule.articles)} 条，太多", f"一部规则不超过 {MAX_ARTICLES} 条")]


def printable(name: str) -> str:
    """A file's name for a message; on Linux it may be any bytes."""
    return name.encode("utf-8", "replace").decode("utf-8") if is_broken(name) else name


def is_broken(name: str) -> bool:
    """Is a file's name no UTF-8, as from an archive of another system?"""
    return any("\ud800" <= char <= "\udfff" for char in name)


def broken_name(path: Path) -> Problem:
    """The problem of a file or folder with such a name."""
    return Problem(printable(path.name), "", "名称不是 UTF-8 的，多半是解压时弄乱的", "改一个名称，或换个办法重新解压")


def _findings(text: str) -> Iterator[tuple[str, str]]:
    # What is printable to Python hides nothing; most texts are, and are not looked through letter by letter.
    hidden = [] if text.isprintable() else sorted({char for char in text if _is_hidden(char)})
    if hidden:
        codes = "、".join(f"U+{ord(char):04X}" for char in hidden[:5])
        yield f"有看不见的或改变文字方向的字符 {codes}", "删去"
    if match := MARKUP.search(text):
        yield f"有网页的标记“{match[0][:30]}”", "只写文字；确要写尖括号的，用全角的〈〉"


def _is_hidden(char: str) -> bool:
    return (char not in "\t\n" and not char.isascii() and unicodedata.category(char) in _HIDDEN) or char in _CONTROLS


def _walk(value: Any, file: str, where: str, key: str) -> Iterator[Problem]:
    if isinstance(value, str):
        most = MAX_TITLE if key in _TITLES else MAX_STRING
        if len(value) > most:
            yield Problem(file, where, f"有 {len(value)} 字，太长", f"不超过 {most} 字")
        yield from (Problem(file, where, *finding) for finding in _findings(value))
    elif isinstance(value, dict):
        if len(value) > MAX_ENTRIES:
            yield Problem(file, where, f"有 {len(value)} 个键，太多", f"不超过 {MAX_ENTRIES} 个")
            return
        for name, part in value.items():
            for problem, hint in _findings(name):
                yield Problem(file, where, f"键的名称里{problem}", hint)
            yield from _walk(part, file, f"{where}.{name}" if where else str(name), str(name))
    elif isinstance(value, list):
        most = MAX_PARTS if key in _WIZARD_LISTS else MAX_ENTRIES
        if len(value) > most:
            yield Problem(file, where, f"有 {len(value)} 项，太多", f"不超过 {most} 项")
            return
        for index, part in enumerate(value, start=1):
            yield from _walk(part, file, f"{where}[{index}]", key)
