"""rules/topics.toml: the names of procedures that all packs share, so that two cities can be laid side by side.

The file holds `[[groups]]` (id, title) and `[[topics]]` (id, group, title, about), each in the order in
which menus show them. A pack's own topics.toml says which of its articles a topic rests on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from govdesk.errors import PackError, Problem
from govdesk.rules.hygiene import check_values
from govdesk.rules.model import Rule
from govdesk.strict import convert_strictly, read_toml

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """事项类别: `title` and `about` are our words, `id` is what packs, wizards and records refer to."""

    id: str
    group: str
    title: str
    about: str = ""


class TopicGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of topics, as the home screen shows it."""

    id: str
    title: str
    topics: tuple[Topic, ...] = ()


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str


class _TopicsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groups: tuple[_Group, ...]
    topics: tuple[Topic, ...]


def load_topics(path: Path) -> tuple[TopicGroup, ...]:
    """The groups of topics.toml with their topics, both in the file's order. Raises PackError with every problem."""
    groups, problems = read_topics(path)
    if problems:
        raise PackError(f"事项类别文件“{path.name}”有 {len(problems)} 处问题，没有载入", problems)
    return groups


def read_topics(path: Path) -> tuple[tuple[TopicGroup, ...], list[Problem]]:
    """The groups as far as the file can be read, and every problem in it."""
    problems: list[Problem] = []
    raw = read_toml(path, path.name, problems)
    if raw is None:
        return (), problems or [Problem(path.name, "", "没有这个文件", "事项类别写在 rules/topics.toml 里")]
    problems += check_values(raw, path.name)
    file: _TopicsFile | None = convert_strictly(raw, _TopicsFile, path.name, problems)
    if file is None:
        return (), problems
    problems += _check_file(file, path.name)
    return tuple(
        TopicGroup(group.id, group.title, tuple(topic for topic in file.topics if topic.group == group.id))
        for group in file.groups
    ), problems


def check_topics(groups: Iterable[TopicGroup], rule: Rule) -> list[Problem]:
    """Problems of a pack's topics.toml against the shared names: ids that topics.toml does not have."""
    known = [topic.id for group in groups for topic in group.topics]
    return [
        Problem(f"{rule.id}/topics.toml", topic, "topics.toml 里没有这个事项类别", _nearest(topic, known))
        for topic in rule.topics
        if topic not in known
    ]


def _check_file(file: _TopicsFile, name: str) -> Iterable[Problem]:
    groups = [group.id for group in file.groups]
    for kind, entries in (("groups", file.groups), ("topics", file.topics)):
        for label, values in (("id", [e.id for e in entries]), ("title", [e.title for e in entries])):
            for value, count in Counter(values).items():
                if count > 1:
                    yield Problem(name, f"{kind}.{label}", f"“{value}”写了 {count} 次")
        for entry in entries:
            if not _SLUG.fullmatch(entry.id):
                yield Problem(
                    name, f"{kind}.{entry.id}", "编号写法不对", "用小写英文字母、数字和横线，如 submit-document"
                )
            if not entry.title.strip():
                yield Problem(name, f"{kind}.{entry.id}.title", "没有写名称")
    for topic in file.topics:
        if topic.group not in groups:
            yield Problem(name, f"topics.{topic.id}.group", f"没有“{topic.group}”这一组", _nearest(topic.group, groups))


def _nearest(name: str, known: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, known, 1)
    return f"是不是“{close[0]}”？" if close else "先在 topics.toml 里写上"
