"""Errands of one's own: written by a form, kept as a working copy at every change, put into the pack when they pass.

A working copy is the wizard's own file in `draft/errands/` of the pack. It is not read by the library: a half-written
errand never looks like a list. 发布 writes it to `wizards/`, where `check` lets it pass, the former file staying beside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from govdesk.drafting.errand_text import ErrandText
from govdesk.drafting.keeping import FOLDER as DRAFT
from govdesk.drafting.tomltext import entry_text
from govdesk.errors import PackError, Problem, UserError
from govdesk.files import read_regular
from govdesk.paths import make_folder, write_atomically
from govdesk.pinyin import syllables
from govdesk.rules.model import Rule
from govdesk.wizards.basis import Basis, make_basis
from govdesk.wizards.checks import check_chains
from govdesk.wizards.loader import FOLDER as WIZARDS
from govdesk.wizards.loader import Examined, examine_file
from govdesk.wizards.model import Wizard
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import Group

FOLDER = "errands"
_MOST_STEPS = 200


class OwnEntry(msgspec.Struct, frozen=True):
    """An errand that can be edited: its id and title, whether it is published, whether changes wait to be published."""

    id: str
    title: str
    published: bool
    waiting: bool


class OwnErrand:
    """One errand under a hand. Every change is on the disk when it returns; raises UserError.

    `pack` is a folder of the user's: that of the rule's own pack, or, for a pack that ships with the program, one of its
    name that holds errands alone (see `addition_folders`). `parties` are the rule's.
    """

    def __init__(self, pack: Path, rule: Rule, parties: tuple[Party, ...], errand_id: str) -> None:
        """Go on with the working copy, else begin with the published file. Raises UserError: neither can be read."""
        self.pack, self.rule, self.parties, self.id = pack, rule, parties, errand_id
        self._copy, self._file = _copy(pack, errand_id), pack / WIZARDS / f"{errand_id}.toml"
        self._base = _read(self._file)
        text = _read(self._copy)
        found = text if text is not None else self._base
        if found is None:
            raise UserError(f"没有“{errand_id}”这件事", safe="没有改动", todo="回到规则库再选")
        self.content = ErrandText(found)
        self._former: list[ErrandText] = []
        self._undone: list[ErrandText] = []

    @classmethod
    def begin(
        cls,
        pack: Path,
        rule: Rule,
        parties: tuple[Party, ...],
        taken: Collection[str],
        title: str,
        topic: str,
        group: Group,
    ) -> OwnErrand:
        """A new errand for all desks of the rule: a head and one stage, kept as a working copy. Raises UserError.

        `taken` are ids of errands that the rule has already.
        """
        title = title.strip()
        if not title:
            raise UserError("事情的名称是空的", safe="没有改动", todo="写上这件事叫什么")
        desks = tuple(party.id for party in parties if party.desk)
        if not desks:
            raise UserError("这部规则还没有定谁办事", safe="没有改动", todo="先在规则库里“套用”，把单位定下来")
        errand_id = _free_id(pack, title, taken)
        head = {
            "id": errand_id,
            "topic": topic,
            "group": group.value,
            "title": title,
            "summary": "",
            "desks": desks,
            "stages": ("办理",),
        }
        text = "\n".join(entry_text(key, value) for key, value in head.items())
        fields = '\nfields = [\n    { id = "title", label = "事项名称" },\n    { id = "handler", label = "经办人", kind = "person" },\n]\n'
        _keep(_copy(pack, errand_id), text + fields)
        return cls(pack, rule, parties, errand_id)

    @property
    def title(self) -> str:
        """What the errand is called."""
        return str(self.content.head().get("title", self.id))

    @property
    def is_published(self) -> bool:
        """Whether the pack has it."""
        return self._file.exists()

    @property
    def has_changes(self) -> bool:
        """Whether there is something that is not published."""
        return self._copy.exists()

    @property
    def can_undo(self) -> bool:
        return bool(self._former)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def change(self, content: ErrandText) -> None:
        """Take this text for the errand's. Raises UserError: it is not on the disk; then nothing has changed."""
        if content.text == self.content.text:
            return
        _keep(self._copy, content.text)
        self._former = [*self._former, self.content][-_MOST_STEPS:]
        self._undone.clear()
        self.content = content

    def undo(self) -> bool:
        """Take the last change of this session back; False where there is none."""
        return self._step(self._former, self._undone)

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self._step(self._undone, self._former)

    def examine(self, others: Sequence[Wizard] = ()) -> Examined:
        """The errand as the checker reads it, with every problem. Nothing is written; any thread may ask.

        `others` are the pack's other errands, for 先办 and 接着办 that lead to them.
        """
        path = self._copy if self._copy.exists() else self._file
        examined = examine_file(path, self.rule, self.parties)
        wizard = examined.wizard
        if wizard is None:
            return examined
        wizards = {other.id: other for other in others} | {wizard.id: wizard}
        chains = tuple(check_chains(wizard, wizards, self.parties, path.name))
        return msgspec.structs.replace(examined, problems=examined.problems + chains)

    def basis(self) -> Basis:
        """The errand as it now stands with the articles it quotes, for its chart and its form. Raises UserError: too unfinished."""
        wizard = self.examine().wizard
        if wizard is None:
            raise UserError("这件事还没有写成样子，画不出来", safe="写的都存着", todo="照下面的检查改完再看")
        return make_basis(self.rule, wizard, self.parties)

    def publish(self, others: Sequence[Wizard] = ()) -> None:
        """Put it into the pack. Raises PackError with the problems; UserError: the file there was changed meanwhile."""
        problems = self.examine(others).problems
        if problems:
            raise PackError(f"“{self.title}”还有 {len(problems)} 处要改，没有发布", list(problems))
        if _read(self._file) != self._base:
            raise UserError(
                f"“{self.title}”的文件在别处改过", safe="两边都没有改动", todo="回到规则库，重新打开这件事再改"
            )
        _keep(self._file, self.content.text, backup=self._base is not None)
        self._base = self.content.text
        _drop(self._copy)

    def withdraw(self, others: Sequence[Wizard] = ()) -> None:
        """撤下: out of the pack, kept as a working copy. Raises UserError: others lead to it, or its file was changed meanwhile."""
        left = {other.id: other for other in others if other.id != self.id}
        leading = [
            other.title
            for other in left.values()
            if any(f"“{self.id}”" in problem.problem for problem in check_chains(other, left, self.parties, ""))
        ]
        if leading:
            raise UserError(
                f"“{leading[0]}”的接着办、先办里有它", safe="没有撤下", todo="先在那一件的文件里去掉，再撤下这一件"
            )
        if _read(self._file) != self._base:
            raise UserError(f"“{self.title}”的文件在别处改过", safe="没有撤下", todo="回到规则库，重新打开这件事")
        _keep(self._copy, self.content.text)
        _drop(self._file)
        self._base = None

    def discard(self) -> None:
        """放弃改动: the working copy goes; a published errand stays as it is published."""
        _drop(self._copy)
        if self._base is not None:
            self.content = ErrandText(self._base)
        self._former.clear()
        self._undone.clear()

    def _step(self, source: list[ErrandText], target: list[ErrandText]) -> bool:
        if not source:
            return False
        _keep(self._copy, source[-1].text)
        target.append(self.content)
        self.content = source.pop()
        return True


def own_errands(pack: Path) -> list[OwnEntry]:
    """Every errand of a pack that can be edited, those with waiting changes first. Unreadable ones keep their id as title."""
    names = {path.stem for folder in (pack / WIZARDS, pack / DRAFT / FOLDER) for path in folder.glob("*.toml")}
    found = []
    for name in sorted(names):
        copy, file = _copy(pack, name), pack / WIZARDS / f"{name}.toml"
        found.append(OwnEntry(name, _title(copy if copy.exists() else file) or name, file.exists(), copy.exists()))
    return sorted(found, key=lambda entry: not entry.waiting)


def problem_place(problem: Problem) -> tuple[str, str]:
    """(kind of part, id, "" for a link to nowhere) that a problem of the checker belongs to; ("", "") for the errand as a whole."""
    kind, dot, rest = problem.where.partition(".")
    return (kind, rest.split(".")[0].split("[")[0]) if dot else ("", "")


def _copy(pack: Path, errand_id: str) -> Path:
    return pack / DRAFT / FOLDER / f"{errand_id}.toml"


def _free_id(pack: Path, title: str, taken: Collection[str]) -> str:
    """An id for the errand `title` that is not `taken` and that no file of the pack has: its sounds, as far as they are Latin letters."""
    stem = "-".join(re.findall(r"[a-z0-9]+", " ".join(syllables(title)).lower())[:6])[:40].strip("-") or "errand"
    number, wanted = 1, stem
    while wanted in taken or _copy(pack, wanted).exists() or (pack / WIZARDS / f"{wanted}.toml").exists():
        number += 1
        wanted = f"{stem}-{number}"
    return wanted


def _title(path: Path) -> str:
    try:
        return str(ErrandText(path.read_text(encoding="utf-8")).head().get("title", ""))
    except (OSError, UnicodeDecodeError, UserError):
        return ""


def _read(path: Path) -> str | None:
    try:
        return read_regular(path, within=path.parent).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"“{path.name}”读不出来", safe="它没有改动", todo="看文件是否被占用、是不是 UTF-8 文字", detail=str(error)
        ) from error


def _keep(path: Path, text: str, *, backup: bool = True) -> None:
    try:
        make_folder(path.parent)
        write_atomically(path, text.encode(), keep_backup=backup and path.exists())
    except OSError as error:
        raise UserError(
            "这一处没有存上",
            safe="先前存的都在",
            todo="看磁盘是否已满、数据文件夹能不能写，再改一次",
            detail=str(error),
        ) from error


def _drop(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.bak").unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"“{path.name}”移不走", safe="别的没有改动", todo="先关掉正在打开它的程序", detail=str(error)
        ) from error
