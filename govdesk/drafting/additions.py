"""Errands of one's own on a pack that is not one's own: out as a .zip of errands alone, and into another data folder.

The pack's text stays where it is: whoever takes them in has the pack too, and each errand is checked against it there.
Nothing that is there already is overwritten.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec

from govdesk import paths
from govdesk.errors import Problem, UserError
from govdesk.files import is_file
from govdesk.importing.lines import refusal
from govdesk.importing.packzip import export_pack, read_zip
from govdesk.importing.saving import RULES, check_id, unsaved
from govdesk.wizards.library import Library
from govdesk.wizards.loader import FOLDER as WIZARDS
from govdesk.wizards.loader import examine_additions
from govdesk.wizards.packs import is_addition


class Added(msgspec.Struct, frozen=True):
    """What became of the errands in a zip, by id: `taken` are ids that are used already, `problems` keep others out."""

    rule_id: str
    files: tuple[Path, ...]
    taken: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def errands(self) -> tuple[str, ...]:
        return tuple(path.stem for path in self.files)

    def take_back(self) -> None:
        """Out again, with the folder where it holds nothing else. Raises UserError."""
        try:
            for path in self.files:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                "加进来的办事移不走", safe="别的没有改动", todo="先关掉正在打开它的程序", detail=str(error)
            ) from error


def export_folder(data_folder: Path, pack: Path) -> Path:
    """What `export_pack` is to write for a pack: the user's errands alone where `pack` is not the user's and has some."""
    own = data_folder / RULES / pack.name
    return own if own != pack and is_addition(own) and any((own / WIZARDS).glob("*.toml")) else pack


def export_errands(data_folder: Path, pack: Path, target: Path) -> int:
    """Write the pack, or one's own errands on it, to `target`; gives how many errands alone, 0 for a whole pack. Raises UserError."""
    folder = export_folder(data_folder, pack)
    export_pack(folder, target)
    return 0 if folder == pack else sum(1 for _ in (folder / WIZARDS).glob("*.toml"))


def import_errands(data_folder: Path, library: Library, file: Path) -> Added | None:
    """Take the errands in the zip `file` into the data folder; None where it holds a pack, which `import_pack` takes.

    Raises UserError; nothing is changed then: no such rule here, nothing in it that can be taken.
    """
    content = read_zip(file)
    if not content.rule_id:
        return None
    check_id(content.rule_id)
    rule = library.rules.get(content.rule_id)
    if rule is None:
        raise refusal(
            f"这是加在规则 {content.rule_id} 上的办事，规则库里没有这部规则",
            "先导入这部规则，停用了的先启用，再导入这个文件",
        )
    home = data_folder / RULES / rule.id / WIZARDS
    present = {wizard.id for wizard in library.wizards(rule.id)}
    texts = {Path(name).stem: text for name, text in content.files.items()}
    taken = tuple(sorted(name for name in texts if name in present or is_file(home / f"{name}.toml")))
    new = {name: text for name, text in texts.items() if name not in taken}
    staged = data_folder / f".import-{os.getpid()}"
    try:
        sound, problems = _sound(staged, library, rule.id, new)
    except OSError as error:
        raise unsaved(data_folder, error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    if not sound:
        if problems:
            raise refusal(f"这些办事有 {len(problems)} 处问题，没有收：{problems[0]}", "请对方改好再导出一份")
        raise UserError(
            f"这里已有同编号的办事：{'、'.join(taken)}", safe="它们没有改动", todo="不用再导入；要换就先撤下原来的"
        )
    return Added(rule.id, _put(home, sound), taken, tuple(problems), content.ignored)


def _sound(
    staged: Path, library: Library, rule_id: str, new: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[Problem]]:
    """Those of the errands that `check` lets pass, each with what it leads to; and the problems of the others."""
    sound, told = dict(new), list[Problem]()
    while sound:
        shutil.rmtree(staged, ignore_errors=True)
        folder = staged / rule_id / WIZARDS
        paths.make_folder(folder)
        for name, text in sound.items():
            (folder / f"{name}.toml").write_bytes(text)
        rule = library.rules[rule_id]
        examined = examine_additions(folder.parent, rule, library.parties(rule_id), library.wizards(rule_id))
        faulty = {Path(entry.file).stem for entry in examined.files if entry.problems}
        if not faulty:
            break
        told += examined.problems
        sound = {name: text for name, text in sound.items() if name not in faulty}
    return sound, told


def _put(home: Path, errands: Mapping[str, bytes]) -> tuple[Path, ...]:
    written: list[Path] = []
    try:
        paths.make_folder(home)
        for name, text in errands.items():
            written.append(home / f"{name}.toml")
            paths.write_atomically(written[-1], text)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise unsaved(home, error) from error
    return tuple(written)
