"""What the window shows first of all: for each rule its name and its procedures in groups.

It is worked out of the library and kept in the cache folder as a file of its own, under the same discipline (see
`govdesk.wizards.cache`): some ten kilobytes instead of the whole library, which then need not be read before the
window stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from govdesk.wizards.cache import fingerprint, read_kept

if TYPE_CHECKING:
    from govdesk.wizards.library import Library

FRONT_PAGE_NAME = "front.msgpack"
OTHER_GROUP = "其他"


class Procedure(msgspec.Struct, frozen=True):
    """An errand with a wizard, or (`wizard` empty) a topic that is read in the rule so far.

    `articles` are the numbers it rests on, in the rule's order.
    """

    title: str
    line: str
    articles: tuple[str, ...]
    wizard: str = ""


class Group(msgspec.Struct, frozen=True):
    """A group of procedures with its name."""

    id: str
    title: str
    procedures: tuple[Procedure, ...]


class FrontRule(msgspec.Struct, frozen=True):
    """A rule as the window's frame and its home page name it."""

    id: str
    title: str
    short_title: str
    articles: int  # how many it has
    groups: tuple[Group, ...]


class PackFault(msgspec.Struct, frozen=True):
    """A pack (or a file that all packs share) with faults: how many, and whether its rule could be used all the same."""

    name: str
    count: int
    loaded: bool


class FrontPage(msgspec.Struct, frozen=True):
    """Every rule at hand, by id, in the library's order, and what is at fault; `Library.problems` has the details."""

    rules: dict[str, FrontRule]
    faults: tuple[PackFault, ...] = ()


def load_front_page(folders: Sequence[Path], cache_folder: Path) -> FrontPage | None:
    """The front page as kept when the library was last read, or None when there is none or a pack has changed since."""
    return read_kept(cache_folder / FRONT_PAGE_NAME, fingerprint(folders), FrontPage)


def make_front_page(library: Library) -> FrontPage:
    """The front page of `library`."""
    return FrontPage(
        {
            rule.id: FrontRule(
                rule.id,
                rule.meta.title,
                rule.meta.short_title,
                len(rule.articles),
                tuple(procedure_groups(library, rule.id)),
            )
            for rule in library.rules.values()
        },
        _faults(library),
    )


def _faults(library: Library) -> tuple[PackFault, ...]:
    counts: dict[str, int] = {}
    for problem in library.problems:
        name = problem.file.split("/")[0]
        counts[name] = counts.get(name, 0) + 1
    return tuple(PackFault(name, count, name in library.rules) for name, count in counts.items())


def procedure_groups(library: Library, rule_id: str) -> list[Group]:
    """The groups of `rule_id` with something in them: its wizards, then the topics that no wizard covers."""
    rule = library.rules.get(rule_id)
    if rule is None:
        return []
    wizards = library.wizards(rule_id)
    covered = {topic for wizard in wizards for topic in (wizard.topic, *wizard.topics)}
    order = {article.number: index for index, article in enumerate(rule.articles)}

    def in_order(numbers: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted((n for n in numbers if n in order), key=order.__getitem__))

    found: list[Group] = []
    known = {group.id for group in library.groups}
    for group_id, title in [(group.id, group.title) for group in library.groups] + [("", OTHER_GROUP)]:
        topics = [topic for group in library.groups if group.id == group_id for topic in group.topics]
        place = {topic.id: index for index, topic in enumerate(topics)}
        own = [w for w in wizards if w.group == group_id or (not group_id and w.group not in known)]
        # In the order of the shared topics, so that both cities' groups read alike.
        own.sort(key=lambda wizard: place.get(wizard.topic, len(place)))
        cells = [Procedure(w.title, w.summary, in_order(w.cited_articles()), w.id) for w in own]
        for topic in topics:
            if topic.id not in covered and (numbers := in_order(rule.topics.get(topic.id, ()))):
                cells.append(Procedure(topic.title, topic.about, numbers))
        if cells:
            found.append(Group(group_id, title, tuple(cells)))
    return found
