"""What the window shows first of all: for each rule its name and its procedures in groups.

It is worked out of the library and kept in the cache folder as a file of its own, under the same discipline (see
`govdesk.wizards.cache`): some ten kilobytes instead of the whole library, which then need not be read before the
window stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from govdesk.wizards.cache import fingerprint, read_kept
from govdesk.wizards.parties import desks
from govdesk.wizards.terms import GROUP_TITLES

if TYPE_CHECKING:
    from govdesk.wizards.library import Library

FRONT_PAGE_NAME = "front.msgpack"


class Procedure(msgspec.Struct, frozen=True):
    """An errand with a wizard, or (`wizard` empty) a topic that is read in the rule so far.

    `articles` are the numbers it rests on, in the rule's order; `desks` are the parties whose errand it is.
    """

    title: str
    line: str
    articles: tuple[str, ...]
    wizard: str = ""
    desks: tuple[str, ...] = ()


class FrontDesk(msgspec.Struct, frozen=True):
    """A desk as the first start and the top bar offer it: `own` counts the errands that a clerk there has.

    `acts_as` are the desks whose errands are this desk's: itself, then what it also is.
    """

    id: str
    label: str
    about: str
    words: tuple[str, ...]
    own: int
    acts_as: tuple[str, ...]


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
    desks: tuple[FrontDesk, ...] = ()

    def desk(self, desk_id: str) -> FrontDesk | None:
        """The desk with that id, or None."""
        return next((desk for desk in self.desks if desk.id == desk_id), None)


class PackFault(msgspec.Struct, frozen=True):
    """A pack (or a file that all packs share) with faults: how many, and whether its rule could be used all the same."""

    name: str
    count: int
    loaded: bool


class FrontPage(msgspec.Struct, frozen=True):
    """Every rule at hand, by id, in the library's order, and what is at fault; `Library.problems` has the details."""

    rules: dict[str, FrontRule]
    faults: tuple[PackFault, ...] = ()


def load_front_page(folders: Sequence[Path], cache_folder: Path, without: Sequence[str] = ()) -> FrontPage | None:
    """The front page as kept when the library was last read, or None when there is none or a pack has changed since."""
    return read_kept(cache_folder / FRONT_PAGE_NAME, fingerprint(folders, without), FrontPage)


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
                tuple(_desks(library, rule.id)),
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


def _desks(library: Library, rule_id: str) -> Iterator[FrontDesk]:
    parties, wizards = library.parties(rule_id), library.wizards(rule_id)
    for party in desks(parties):
        own = sum(bool(library.acting_desk(wizard, party.id)) for wizard in wizards)
        acts_as = (party.id, party.also) if party.also else (party.id,)
        yield FrontDesk(party.id, party.label, party.about, party.words, own, acts_as)


def procedure_groups(library: Library, rule_id: str) -> list[Group]:
    """The groups of `rule_id` with something in them: its wizards by what one holds, then topics no wizard covers."""
    rule = library.rules.get(rule_id)
    if rule is None:
        return []
    wizards = library.wizards(rule_id)
    covered = {topic for wizard in wizards for topic in (wizard.topic, *wizard.topics)}
    order = {article.number: index for index, article in enumerate(rule.articles)}

    def in_order(numbers: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted((n for n in numbers if n in order), key=order.__getitem__))

    found = []
    for group, title in GROUP_TITLES.items():
        own = [
            Procedure(w.title, w.summary, in_order(w.cited_articles()), w.id, w.desks)
            for w in wizards
            if w.group is group
        ]
        if own:
            found.append(Group(group.value, title, tuple(own)))
    for topics in library.groups:
        unserved = [
            Procedure(topic.title, topic.about, numbers)
            for topic in topics.topics
            if topic.id not in covered and (numbers := in_order(rule.topics.get(topic.id, ())))
        ]
        if unserved:
            found.append(Group(topics.id, topics.title, tuple(unserved)))
    return found
