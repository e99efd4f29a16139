"""The packs of the library as the library page lists them: what each is, where it comes from, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govdesk.drafting.decisions import read_progress
from govdesk.errors import Problem
from govdesk.files import read_regular
from govdesk.importing.saving import ImportRecord, read_record, recycled
from govdesk.rules.loader import read_rule
from govdesk.rules.model import Rule
from govdesk.rules.versions import are_versions
from govdesk.wizards.library import Library
from govdesk.wizards.packs import pack_folders

_ID = re.compile(r'^id = "([a-z0-9-]+)"$', re.M)
NOTHING = "—"


@dataclass(frozen=True)
class PackRow:
    """A pack. `rule` is None where it could not be used; `own` packs lie in the data folder and can be removed.

    One that is not `enabled` is in neither errands nor search.
    """

    folder: Path
    own: bool
    rule: Rule | None = None
    record: ImportRecord | None = None
    errands: int = 0
    problems: tuple[Problem, ...] = ()
    enabled: bool = True
    recycled: bool = False
    draft: tuple[int, int] | None = None  # settled and all lines of the lists under review

    @property
    def id(self) -> str:
        return self.rule.id if self.rule is not None else ""

    @property
    def title(self) -> str:
        return self.rule.meta.title if self.rule is not None else self.folder.name

    @property
    def under(self) -> str:
        """文号 and issuer, as far as the rule has them."""
        if self.rule is None:
            return "读不了，看右边"
        parts = (self.rule.meta.doc_number, self.rule.meta.issuer)
        return " · ".join(part for part in parts if part) or "文号、发文机关原文没有写"

    @property
    def status(self) -> str:
        if self.rule is None:
            return "读不了"
        return self.rule.meta.status or NOTHING

    @property
    def articles(self) -> str:
        return str(len(self.rule.articles)) if self.rule is not None else NOTHING

    @property
    def errands_in_words(self) -> str:
        drafted = f"草稿 {self.draft[0]}/{self.draft[1]}" if self.draft else ""
        own = f"{self.errands} 件" if self.errands else ""
        return " ".join(part for part in (own, drafted) if part) or NOTHING

    @property
    def origin(self) -> str:
        """随程序, or when it was imported."""
        if self.recycled:
            return "回收站"
        if not self.own:
            return "随程序"
        return f"导入 {self.record.imported:%m-%d}" if self.record is not None else "自己放入"

    @property
    def fingerprint(self) -> str:
        """The first eight digits of the pack's hash."""
        return f"{self.rule.hash[:4]} {self.rule.hash[4:8]}" if self.rule is not None and self.rule.hash else NOTHING

    @property
    def sentence(self) -> str:
        """The row for assistive tools."""
        state = "" if self.enabled else "已停用，"
        return f"{state}{self.title}，{self.under}，{self.articles} 条，办事{self.errands_in_words}，{self.origin}"

    def facts(self) -> list[tuple[str, str]]:
        """What the pane beside the list says: heading and words."""
        found: list[tuple[str, str]] = []
        if self.rule is not None:
            meta = self.rule.meta
            chapters = f"{len(self.rule.chapters())} 章 " if self.rule.chapters() else ""
            found.append(("条文", f"{chapters}{len(self.rule.articles)} 条"))
            for name, value in (("印发", meta.issued), ("施行", meta.effective), ("有效性", meta.status)):
                if value:
                    found.append((name, str(value)))
            found += [("来源", meta.source)] if meta.source else []
            words = f"{self.errands} 件" if self.errands else "还没有。全文、搜索、收藏、笔记和对照都能用"
            if self.draft:
                words += f"。有一份草稿，{self.draft[1]} 行审到 {self.draft[0]} 行，点“接着审”"
            elif self.own and not self.errands:
                words += "；要办事清单，点“套用”"
            found.append(("办事", words))
        if self.record is not None:
            found.append(
                (
                    "原文件",
                    f"{self.record.file}，{self.record.imported} 导入，没有收进来的 {len(self.record.left_out)} 处",
                )
            )
            found += [("提醒", warning) for warning in self.record.warnings]
        found += [("问题", str(problem)) for problem in self.problems]
        if self.rule is not None and self.rule.hash:
            found.append(("指纹", " ".join(self.rule.hash[at : at + 4] for at in range(0, 32, 4))))
        return found


def facts_of(pack: PackRow, packs: Sequence[PackRow]) -> list[tuple[str, str]]:
    """`PackRow.facts`, and which of `packs` are other versions of the same rule."""
    rule = pack.rule
    others = [row for row in packs if rule is not None and row.rule is not None and are_versions(row.rule, rule)]
    return pack.facts() + [("另一个版本", f"{row.under}。点“新旧对照”，看所引的话哪些变了") for row in others]


def pack_rows(library: Library, shipped: Path, own: Path, disabled: Sequence[str] = ()) -> list[PackRow]:
    """Every pack below the two folders: shipped ones in the library's order, then the user's own by title.

    `disabled` packs are not in the library; their rules are read from their folders.
    """
    rows = [_row(library, folder, disabled, own=False) for folder in pack_folders(shipped)]
    mine = [_row(library, folder, disabled, own=True) for folder in pack_folders(own)]
    order = list(library.rules)
    rows.sort(key=lambda row: order.index(row.id) if row.id in order else len(order))
    return rows + sorted(mine, key=lambda row: (row.rule is None, row.title))


def recycled_rows(data_folder: Path) -> list[PackRow]:
    """The packs in the 回收站, the last one first."""
    return [
        PackRow(folder, True, read_rule(folder)[0], read_record(folder), enabled=False, recycled=True)
        for folder in recycled(data_folder)
    ]


def matching(rows: Sequence[PackRow], words: str) -> list[PackRow]:
    """The packs whose title, 文号, issuer or id has all of `words`."""
    wanted = words.lower().split()
    return [row for row in rows if all(word in f"{row.title} {row.under} {row.id}".lower() for word in wanted)]


def in_words(rows: Sequence[PackRow]) -> str:
    """`规则 3 部 194 条`."""
    usable = [row.rule for row in rows if row.rule is not None and row.enabled]
    return f"{len(usable)} 部 {sum(len(rule.articles) for rule in usable)} 条"


def _row(library: Library, folder: Path, disabled: Sequence[str], *, own: bool) -> PackRow:
    enabled = folder.name not in disabled
    rule = library.rules.get(_id_of(folder)) if enabled else read_rule(folder)[0]
    problems = tuple(problem for problem in library.problems if problem.file.split("/")[0] == folder.name)
    record = read_record(folder) if own else None
    errands = len(library.wizards_by_rule.get(rule.id, ())) if rule is not None else 0
    draft = read_progress(folder) if own else None
    return PackRow(folder, own, rule, record, errands, problems, enabled, draft=draft)


def _id_of(folder: Path) -> str:
    """The id that a pack's rule.md states; the folder's name where it cannot be read."""
    try:
        match = _ID.search(read_regular(folder / "rule.md")[:12_000].decode(errors="replace"))
    except OSError:
        return folder.name
    return match[1] if match else folder.name
