"""`check`: every file of every pack, calendar and list of topics, and what the wizards leave uncited."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from govdesk.cli.coverage_report import (
    Coverage,
    check_promise,
    check_reasons,
    coverage,
    coverage_in_words,
    coverage_table,
)
from govdesk.cli.output import SlowTeller, say, say_json
from govdesk.cli.parser import add_command
from govdesk.errors import Problem, UserError
from govdesk.files import is_closed, is_file, is_folder
from govdesk.rules.hygiene import broken_name, is_broken
from govdesk.rules.identity import check_identity
from govdesk.rules.topics import TopicGroup, check_topics, read_topics
from govdesk.strict import closed_folder
from govdesk.wizards.packs import is_addition

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.rules.model import Rule
    from govdesk.wizards.loader import Examined

CALENDARS = "calendars"
TOPICS = "topics.toml"
_NONE: Mapping[str, Rule] = {}
PACK_FILES = ("rule.md", "articles.toml", "notes.toml")


class Findings(msgspec.Struct):
    """What a check brought to light."""

    problems: list[Problem] = []
    coverage: list[Coverage] = []


def add_to(subparsers: Any) -> None:
    """Add the command of this module."""
    check = add_command(subparsers, "check", "检查规则包：引文、编号、条件、日历", run_check)
    check.required_group.add_argument(
        "path", metavar="路径", nargs="?", help="一个规则包，或放着规则包的文件夹；不写则检查全部"
    )
    check.option_group.add_argument("--coverage", action="store_true", help="逐条逐句列出哪些事项引用了它")


def run_check(services: Services, options: argparse.Namespace) -> int:
    """`check`. Exit 1 when there are problems."""
    folders = services.rule_folders
    findings = (
        check_path(Path(options.path), folders, services.library.rules)
        if options.path
        else check_folders(folders, calendars=services.calendar_folders)
    )
    if options.json:
        say_json(findings)
    else:
        for problem in findings.problems:
            say(str(problem))
        for entry in findings.coverage:
            if options.coverage:
                say("\n".join(coverage_table(entry)))
            say(coverage_in_words(entry))
        say(f"共 {len(findings.problems)} 处问题。" if findings.problems else "没有发现问题。")
    return 1 if findings.problems else 0


def check_path(path: Path, rule_folders: Sequence[Path], known: Mapping[str, Rule] = _NONE) -> Findings:
    """Check one pack, or a folder of packs. Raises UserError when it is neither.

    `known`: the rules at hand; a pack from elsewhere must not pass for one of them.
    """
    path = path.absolute()
    if _looks_like_pack(path):
        findings = Findings()
        own = path.parent / TOPICS
        folders = [path.parent] if is_file(own) else rule_folders
        if path.name in known and is_addition(path):
            _check_additions(path, rule_folders, _topics(folders), findings, _Progress())
            return findings
        at_hand = {} if path.parent.resolve() in [folder.resolve() for folder in rule_folders] else dict(known)
        _check_pack(path, _topics(folders), findings, at_hand, _Progress(), may_be_copy=True)
        return findings
    if not is_folder(path):
        raise UserError(f"没有“{path}”这个文件夹", todo="写规则包的文件夹，或放着规则包的文件夹")
    if not is_closed(path) and not _packs(path) and not is_folder(path / CALENDARS):
        raise UserError(f"“{path}”里没有规则包", todo="规则包是一个文件夹，里面有 rule.md")
    return check_folders([path], fallback=rule_folders)


def check_folders(
    folders: Sequence[Path], *, fallback: Sequence[Path] = (), calendars: Sequence[Path] | None = None
) -> Findings:
    """Check all packs, calendars and topics in `folders`; topics come from `fallback` where these have none.

    `calendars`: where year files lie, if not in a folder of their own below `folders`.
    """
    from govdesk.workdays import check_calendars

    findings = Findings()
    findings.problems += [closed_folder(folder.name) for folder in folders if is_closed(folder)]
    own = [folder for folder in folders if is_file(folder / TOPICS)]
    for folder in own:
        findings.problems += read_topics(folder / TOPICS)[1]
    groups = _topics(own or fallback)
    seen: dict[str, Rule] = {}
    progress = _Progress()
    for folder in folders:
        for pack in _packs(folder):
            if pack.name in seen and is_addition(pack):
                _check_additions(pack, folders, groups, findings, progress)
            else:
                _check_pack(pack, groups, findings, seen, progress)
    findings.problems += _check_counterparts(folders, groups)
    findings.problems += check_calendars(calendars or [folder / CALENDARS for folder in folders])
    return findings


def _topics(folders: Sequence[Path]) -> tuple[TopicGroup, ...]:
    """The shared topics; their own problems are told when their folder is checked."""
    files = [folder / TOPICS for folder in folders if is_file(folder / TOPICS)]
    return tuple(group for file in files for group in read_topics(file)[0])


def _packs(folder: Path) -> list[Path]:
    """Folders that are packs, or look like one that has lost its rule.md, or that nobody may look into."""
    if not is_folder(folder) or is_closed(folder):
        return []
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return [path for path in inside if _looks_like_pack(path)]


def _looks_like_pack(folder: Path) -> bool:
    if is_closed(folder) or is_closed(folder / "wizards"):
        return True
    return any(os.path.lexists(folder / name) for name in PACK_FILES) or any((folder / "wizards").glob("*.toml"))


class _Progress(SlowTeller):
    """Says what is looked at where that takes long."""

    def __call__(self, file: str) -> None:
        self.tell(f"正在检查 {file} ……")


def _check_pack(
    pack: Path,
    groups: Sequence[TopicGroup],
    findings: Findings,
    seen: dict[str, Rule],
    progress: _Progress,
    *,
    may_be_copy: bool = False,
) -> None:
    if is_broken(pack.name):
        findings.problems.append(broken_name(pack))
        return
    if is_closed(pack):
        findings.problems.append(closed_folder(pack.name))
        return
    from govdesk.rules.loader import examine_rule
    from govdesk.wizards.loader import examine_pack

    rule, sound, problems = examine_rule(pack)
    findings.problems += problems
    if sound and rule is not None:
        # The same pack in another folder, to the letter, passes for nothing but itself.
        others = [other for other in seen.values() if not may_be_copy or (other.id, other.hash) != (rule.id, rule.hash)]
        findings.problems += check_identity(rule, others, f"{pack.name}/rule.md")
        seen.setdefault(rule.id, rule)
    # With a fault in rule.md as well: whoever mends a pack wants to hear of everything at once.
    examined = examine_pack(pack, rule, on_file=progress)
    findings.problems += examined.problems
    findings.problems += _check_wizard_topics(examined.files, groups)
    if rule is None:
        return
    findings.problems += check_topics(groups, rule)
    # A wizard with a fault still quotes what it quotes: its sentences are not told as forgotten besides.
    wizards = [entry.wizard for entry in examined.files if entry.wizard is not None]
    entry = coverage(rule, wizards, examined.parties)
    findings.coverage.append(entry)
    findings.problems += check_reasons(pack.name, rule, entry, examined.parties)
    findings.problems += check_promise(pack.name, rule, wizards, entry, examined.parties)


def _check_additions(
    folder: Path, folders: Sequence[Path], groups: Sequence[TopicGroup], findings: Findings, progress: _Progress
) -> None:
    """Errands that somebody added to a pack of that name in one of `folders`."""
    from govdesk.rules.loader import read_rule
    from govdesk.wizards.loader import examine_additions, examine_pack

    home = next((above / folder.name for above in folders if is_file(above / folder.name / "rule.md")), None)
    rule = read_rule(home)[0] if home is not None else None
    if home is None or rule is None:
        return
    pack = examine_pack(home, rule, prove=False)
    own = [entry.wizard for entry in pack.files if entry.wizard is not None]
    examined = examine_additions(folder, rule, pack.parties, own, on_file=progress)
    findings.problems += examined.problems
    findings.problems += _check_wizard_topics(examined.files, groups)


def _check_counterparts(folders: Sequence[Path], groups: Sequence[TopicGroup]) -> list[Problem]:
    """Pairs of articles: each file for itself, and against the other rule where that is at hand."""
    from govdesk.rules.counterparts import check_counterparts, read_counterparts
    from govdesk.rules.loader import read_rule

    problems = []
    packs = {pack.name: pack for folder in folders for pack in _packs(folder)}
    for pack in packs.values():
        declared, found = read_counterparts(pack)
        problems += found
        if declared is None or declared.right not in packs:
            continue
        left, right = (read_rule(packs[rule_id])[0] for rule_id in (declared.left, declared.right))
        if left is not None and right is not None:
            problems += check_counterparts(declared, left, right, groups)
    return problems


def _check_wizard_topics(examined: Sequence[Examined], groups: Sequence[TopicGroup]) -> list[Problem]:
    known = {topic.id for group in groups for topic in group.topics}
    problems = []
    for file, wizard in ((entry.file, entry.wizard) for entry in examined):
        if wizard is None:
            continue
        for topic in (wizard.topic, *wizard.topics):
            if topic not in known:
                problems.append(
                    Problem(file, "topic", f"没有“{topic}”这个事项类别", "事项类别写在 rules/topics.toml 里")
                )
    return problems
