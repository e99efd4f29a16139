"""From a pack's folder to a `Rule`: strict, and all problems at once.

A pack holds rule.md (front matter in TOML between +++ lines, then the document), and may hold
articles.toml (条旨 and what an article is for), notes.toml (校注), topics.toml (事项类别).
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from govdesk.errors import PackError, Problem
from govdesk.rules.checks import check_rule
from govdesk.rules.model import Article, Note, Rule, RuleMeta
from govdesk.strict import convert_strictly, read_toml

TEXT_FILES = ("rule.md", "articles.toml", "notes.toml", "topics.toml")
_FENCE = "+++"


class ArticleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """articles.toml, one table an article: what we say of it, apart from the law's words."""

    heading: str = ""
    nothing_to_check: str = ""


def load_rule(folder: Path) -> Rule:
    """Read and check the pack in `folder`. Raises PackError with every problem found."""
    rule, problems = read_rule(folder)
    if rule is None or problems:
        raise PackError(f"规则包“{folder.name}”有 {len(problems)} 处问题，没有载入", problems)
    return rule


def read_rule(folder: Path) -> tuple[Rule | None, list[Problem]]:
    """The rule in `folder` as far as it can be read, and every problem in its files."""
    problems: list[Problem] = []
    name = f"{folder.name}/rule.md"
    try:
        content = (folder / "rule.md").read_bytes()
        front, body = _split_front_matter(content.decode("utf-8-sig"))
        raw = tomllib.loads(front)
    except FileNotFoundError:
        return None, [Problem(name, "", "没有这个文件", "规则包里须有 rule.md")]
    except OSError as error:
        return None, [Problem(name, "", "读不出来", str(error))]
    except UnicodeDecodeError as error:
        return None, [Problem(name, f"第 {error.start} 字节", "不是 UTF-8 文字", "另存为 UTF-8 编码")]
    except tomllib.TOMLDecodeError as error:
        return None, [Problem(name, "文件头", "写法有误", str(error))]
    except ValueError as error:
        return None, [Problem(name, "文件头", str(error), "文件以 +++ 开头，文件头写完再写一行 +++")]
    meta = convert_strictly(raw, RuleMeta, name, problems)
    if meta is None:
        return None, problems
    if meta.id != folder.name:
        problems.append(Problem(name, "id", f"写的是“{meta.id}”，文件夹叫“{folder.name}”", "两处应一致"))

    from govdesk.rules.parser import parse_body  # the Markdown library: only when a pack is really read

    parsed = parse_body(body, meta, name)
    problems += parsed.problems
    entries = _read_table(folder, "articles.toml", ArticleEntry, problems)
    topics = _read_table(folder, "topics.toml", tuple[int | str, ...], problems)
    notes_raw = read_toml(folder / "notes.toml", f"{folder.name}/notes.toml", problems) or {}
    notes = convert_strictly(notes_raw, dict[str, list[Note]], f"{folder.name}/notes.toml", problems) or {}
    rule = Rule(
        meta=meta,
        notice=tuple(parsed.notice),
        title=parsed.title,
        divisions=tuple(parsed.divisions),
        articles=tuple(_with_entry(article, entries.get(article.number)) for article in parsed.articles),
        notes=tuple(notes.get("notes", ())),
        hash=hash_files(folder, TEXT_FILES),
        topics={topic: tuple(str(number) for number in numbers) for topic, numbers in topics.items()},
    )
    problems += check_rule(rule, folder.name, entries)
    return rule, problems


def hash_files(folder: Path, names: tuple[str, ...]) -> str:
    """SHA-256 (hex) over the named files' bytes, in the order given; a missing file counts as empty.

    Line ends are folded first, so that a checkout on Windows is the same pack.
    """
    digest = hashlib.sha256()
    for name in names:
        path = folder / name
        content = path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _split_front_matter(text: str) -> tuple[str, str]:
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines or lines[0].strip() != _FENCE:
        raise ValueError("没有以 +++ 开头的文件头")
    for index, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            return "\n".join(lines[1:index]), "\n".join(lines[index + 1 :])
    raise ValueError("文件头没有写完")


def _read_table(folder: Path, name: str, kind: Any, problems: list[Problem]) -> dict[str, Any]:
    file = f"{folder.name}/{name}"
    raw = read_toml(folder / name, file, problems) or {}
    table: dict[str, Any] = {}
    for key, value in raw.items():
        converted = convert_strictly(value, kind, file, problems, where=key)
        if converted is not None:
            table[key] = converted
    return table


def _with_entry(article: Article, entry: ArticleEntry | None) -> Article:
    if entry is None:
        return article
    return msgspec.structs.replace(article, heading=entry.heading, nothing_to_check=entry.nothing_to_check)
