"""Reads every pack into the library, and keeps the result ready for the next start.

Reading the packs takes the Markdown library and a walk through every wizard; the result is kept in the cache folder,
bound to the packs' names, sizes and times (see `govdesk.wizards.cache`).

A process that reads the packs again, after an import or a change to an errand, reads those anew that have changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govdesk.errors import PackError, Problem
from govdesk.files import is_closed, is_file, is_folder
from govdesk.wizards.cache import files_of_pack, fingerprint, read_kept, write_kept
from govdesk.wizards.frontpage import FRONT_PAGE_NAME, make_front_page
from govdesk.wizards.library import Library

if TYPE_CHECKING:
    from govdesk.rules.model import Rule
    from govdesk.wizards.loader import ExaminedPack

# What reads and checks packs is imported where it is used: with the cache at hand, a start needs none of it.
CACHE_NAME = "library.msgpack"
TOPICS_NAME = "topics.toml"
#: A file written a moment ago may be written again within one tick of the file system's clock, and look the same.
_SETTLED_NS = 2_000_000_000
_MOST_KNOWN = 64  # packs


class _Known(NamedTuple):
    """A pack without problems, and its files when it was read."""

    files: tuple[tuple[str, int, int, int, int], ...]
    rule: Rule
    examined: ExaminedPack


#: What this process has read, by folder.
_known: dict[Path, _Known] = {}


def load_library(folders: Sequence[Path], cache_folder: Path | None = None, without: Sequence[str] = ()) -> Library:
    """Every pack below `folders` but those `without`, from the cache when nothing has changed.

    A pack with problems is left out and its problems are in `library.problems`; the rest stay usable.
    """
    if cache_folder is None:
        return read_library(folders, without)
    mark = fingerprint(folders, without)
    library = read_kept(cache_folder / CACHE_NAME, mark, Library)
    if library is None:
        from govdesk.strict import UNREAD

        library = read_library(folders, without)
        if any(problem.problem == UNREAD for problem in library.problems):
            return library  # whether a file can be read now cannot be told from its date or size: it is tried again
        write_kept(cache_folder / CACHE_NAME, mark, library)
        write_kept(cache_folder / FRONT_PAGE_NAME, mark, make_front_page(library))
    return library


def read_library(folders: Sequence[Path], without: Sequence[str] = ()) -> Library:
    """Every pack below `folders` but those `without`, read and checked; nothing cached."""
    from govdesk.rules.hygiene import broken_name, is_broken
    from govdesk.rules.topics import load_topics
    from govdesk.strict import closed_folder, unforeseen

    library = Library({}, {})
    problems: list[Problem] = []
    for folder in folders:
        if is_closed(folder):
            problems.append(closed_folder(folder.name))
            continue
        topics = folder / TOPICS_NAME
        if is_file(topics):
            try:
                library.groups += load_topics(topics)
            except PackError as error:
                problems += error.problems
        for pack in pack_folders(folder):
            if pack.name in without:
                continue
            try:
                if is_broken(pack.name):
                    problems.append(broken_name(pack))
                elif is_closed(pack):
                    problems.append(closed_folder(pack.name))
                else:
                    problems += _take(library, pack)
            except Exception as error:
                problems.append(unforeseen(f"{pack.name}/rule.md", error))
        for added in addition_folders(folder):
            if added.name in library.rules and added.name not in without:
                problems += _add(library, added)
    library.problems = tuple(problems)
    _put_in_order(library)
    return library


def _put_in_order(library: Library) -> None:
    """Wizards in the order of the shared topics: the errands that offices have most often come first everywhere."""
    topics = [topic.id for group in library.groups for topic in group.topics]
    order = {topic: index for index, topic in enumerate(topics)}
    for rule_id, wizards in library.wizards_by_rule.items():
        ordered = sorted(wizards, key=lambda wizard: order.get(wizard.topic, len(order)))
        library.wizards_by_rule[rule_id] = tuple(ordered)


def pack_folders(folder: Path) -> list[Path]:
    """The packs below `folder`, by name: folders that hold a rule.md, also one that is a link to nowhere, or may hold one."""
    try:
        inside = [path for path in folder.iterdir() if not path.name.startswith(".") and path.is_dir()]
    except OSError:
        return []  # no such folder, or not one that can be read: no packs in it
    return sorted(path for path in inside if os.path.lexists(path / "rule.md") or is_closed(path))


def addition_folders(folder: Path) -> list[Path]:
    """Folders below `folder` that hold errands alone: additions to a pack of that name in another folder."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith(".") and is_addition(path))
    except OSError:
        return []


def is_addition(folder: Path) -> bool:
    """Whether a folder holds errands and nothing else of a pack; a pack that has lost its rule.md has other files left."""
    if not is_folder(folder / "wizards") or os.path.lexists(folder / "rule.md"):
        return False
    return not any(path.suffix in (".toml", ".md") for path in folder.iterdir())


def _add(library: Library, folder: Path) -> list[Problem]:
    """Take the errands in `folder` into the pack that they were added to; those with problems are left out."""
    from govdesk.wizards.loader import examine_additions

    rule = library.rules[folder.name]
    own = library.wizards(rule.id)
    examined = examine_additions(folder, rule, library.parties(rule.id), own, prove=False)
    sound = tuple(e.wizard for e in examined.files if e.wizard is not None and not e.problems)
    library.wizards_by_rule[rule.id] = own + sound
    return examined.problems


def _take(library: Library, pack: Path) -> list[Problem]:
    from govdesk.rules.identity import check_identity

    rule, sound, problems, examined = _read(pack)
    if sound and rule is not None:
        problems += check_identity(rule, library.rules.values(), f"{pack.name}/rule.md")
    if rule is not None and sound and not problems:
        library.rules[rule.id] = rule
        library.parties_by_rule[rule.id] = () if examined.party_problems else examined.parties
        files = examined.files if not examined.party_problems else ()
        library.wizards_by_rule[rule.id] = tuple(e.wizard for e in files if e.wizard is not None and not e.problems)
    return problems + examined.problems


def _read(pack: Path) -> tuple[Rule | None, bool, list[Problem], ExaminedPack]:
    """The rule, whether it is sound, its problems, and its errands; from memory where no file of the pack has changed."""
    files, known = files_of_pack(pack), _known.get(pack)
    if known is not None and known.files == files:
        return known.rule, True, [], known.examined
    _known.pop(pack, None)
    from govdesk.rules.loader import examine_rule
    from govdesk.wizards.loader import examine_pack

    now = time.time_ns()
    rule, sound, problems = examine_rule(pack)
    # Also where the rule itself is at fault: whoever mends a pack wants to hear of everything at once.
    examined = examine_pack(pack, rule, prove=False)
    settled = all(written < now - _SETTLED_NS for _, _, *times, _ in files for written in times)
    if rule is not None and sound and settled and not problems and not examined.problems:
        while len(_known) >= _MOST_KNOWN:
            del _known[next(iter(_known))]
        _known[pack] = _Known(files, rule, examined)
    return rule, sound, problems, examined
