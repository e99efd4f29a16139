"""From a pack's folder to a `Rule`: strict, and all problems at once.

A pack holds rule.md (front matter in TOML between +++ lines, then the document), and may hold
articles.toml (条旨 and what an article is for), notes.toml (校注), topics.toml (事项类别).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from govdesk.errors import PackError, Problem
from govdesk.files import read_regular
from govdesk.rules.hygiene import check_size, check_text, check_values
from govdesk.rules.model import Article, Note, Rule, RuleMeta, Unlisted
from govdesk.strict import convert_strictly, parse_toml, read_text, read_toml, unforeseen

TEXT_FILES = ("rule.md", "articles.toml", "notes.toml", "topics.toml")
_FENCE = "+++"


class ArticleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """articles.toml, one table an article: what we say of it, apart from the law's words."""

    heading: str = ""
    asks: tuple[str, ...] = ()
    nothing_to_check: str = ""
    unlisted: tuple[Unlisted, ...] = ()


class NotesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """notes.toml: the editorial notes, in any order."""

    notes: tuple[Note, ...] = ()


def load_rule(folder: Path) -> Rule:
    """Read and check the pack in `folder`. Raises PackError with every problem found."""
    rule, problems = read_rule(folder)
    if rule is None or problems:
        raise PackError(f"规则包“{folder.name}”有 {len(problems)} 处问题，没有载入", problems)
    return rule


def read_rule(folder: Path) -> tuple[Rule | None, list[Problem]]:
    """The rule in `folder`, None where its front matter is at fault, and every problem in its files."""
    rule, sound, problems = examine_rule(folder)
    return (rule if sound else None), problems


def examine_rule(folder: Path) -> tuple[Rule | None, bool, list[Problem]]:
    """The rule in `folder` for a checker: where only the front matter is at fault, its text all the same, and False.

    Whatever else lies in the pack can then be checked against the articles in the same run. No file makes it raise.
    """
    try:
        return _examine_rule(folder)
    except Exception as error:
        return None, False, [unforeseen(f"{folder.name}/rule.md", error)]


def _examine_rule(folder: Path) -> tuple[Rule | None, bool, list[Problem]]:
    problems: list[Problem] = []
    name = f"{folder.name}/rule.md"
    entries = _read_table(folder, "articles.toml", ArticleEntry, problems)
    topics = _read_table(folder, "topics.toml", tuple[int | str, ...], problems)
    notes = _read_notes(folder, problems)
    document = _read_document(folder / "rule.md", name, problems)
    if document is None:
        return None, False, problems
    declared, raw, body = document
    # With a faulty front matter the text is still read, so that all problems are told at once.
    meta = declared or _stand_in(folder.name, raw)
    if meta.id != folder.name:
        problems.append(Problem(name, "id", f"写的是“{meta.id}”，文件夹叫“{folder.name}”", "两处应一致"))

    from govdesk.rules.checks import check_rule  # these two bring in the Markdown library:
    from govdesk.rules.parser import parse_body  # only when a pack is really read

    parsed = parse_body(body, meta, name)
    rule = Rule(
        meta=meta,
        notice=tuple(parsed.notice),
        title=parsed.title,
        divisions=tuple(parsed.divisions),
        articles=tuple(_with_entry(article, entries.get(article.number)) for article in parsed.articles),
        notes=notes or (),
        hash=hash_files(folder, TEXT_FILES),
        topics={topic: tuple(str(number) for number in numbers) for topic, numbers in topics.items()},
        preamble=tuple(parsed.preamble),
        appendices=tuple(parsed.appendices),
    )
    problems += parsed.problems
    problems += check_size(rule, name)
    problems += check_rule(rule, folder.name, entries, notes_known=notes is not None)
    return rule, declared is not None, problems


def _stand_in(name: str, raw: dict[str, Any]) -> RuleMeta:
    """What can be taken over from a faulty front matter: how the articles are numbered, and what the pack promises."""
    numbering = raw.get("numbering")
    return RuleMeta(
        id=name,
        title="",
        short_title="",
        issuer="",
        numbering=numbering if numbering in ("articles", "decimal") else "enumerated",
        wizards_complete=raw.get("wizards_complete") is True,
        verbatim=raw.get("verbatim") is True,
    )


def _read_document(
    path: Path, name: str, problems: list[Problem]
) -> tuple[RuleMeta | None, dict[str, Any], str] | None:
    """rule.md's front matter (None where it is at fault), its raw keys, and the text below; None where it can't be read."""
    found = len(problems)
    text = read_text(path, name, problems)
    if text is None:
        if len(problems) == found:
            problems.append(Problem(name, "", "没有这个文件", "规则包里须有 rule.md"))
        return None
    problems += check_text(text, name)
    try:
        front, body = _split_front_matter(text)
    except ValueError as error:
        problems.append(Problem(name, "文件头", str(error), "文件以 +++ 开头，文件头写完再写一行 +++"))
        return None
    raw = parse_toml(front, name, problems, first_line=2)
    if raw is not None and len(problems) == found:
        problems += check_values(raw, name)  # what is escaped in the text
    return (None if raw is None else convert_strictly(raw, RuleMeta, name, problems)), raw or {}, body


def hash_files(folder: Path, names: tuple[str, ...]) -> str:
    """SHA-256 (hex) over the named files' bytes, in the order given; a missing file counts as empty.

    Line ends are folded first, so that a checkout on Windows is the same pack.
    """
    digest = hashlib.sha256()
    for name in names:
        path = folder / name
        try:
            content = read_regular(path, within=folder).replace(b"\r\n", b"\n")
        except OSError:  # its reader tells why
            content = b""
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
    problems += check_values(raw, file)
    table: dict[str, Any] = {}
    for key, value in raw.items():
        converted = convert_strictly(value, kind, file, problems, where=key)
        if converted is not None:
            table[key] = converted
    return table


def _read_notes(folder: Path, problems: list[Problem]) -> tuple[Note, ...] | None:
    """The editorial notes: none when there is no file, None when the file is at fault."""
    file = f"{folder.name}/notes.toml"
    found = len(problems)
    raw = read_toml(folder / "notes.toml", file, problems)
    if raw is None:
        return () if len(problems) == found else None
    problems += check_values(raw, file)
    notes: NotesFile | None = convert_strictly(raw, NotesFile, file, problems)
    return notes.notes if notes is not None else None


def _with_entry(article: Article, entry: ArticleEntry | None) -> Article:
    if entry is None:
        return article
    return msgspec.structs.replace(
        article,
        heading=entry.heading,
        asks=entry.asks,
        nothing_to_check=entry.nothing_to_check,
        unlisted=entry.unlisted,
    )
