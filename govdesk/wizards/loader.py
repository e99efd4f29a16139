"""From a pack's parties.toml and wizards/*.toml to `Wizard`s: strict, all problems at once, quotes located."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from govdesk.errors import PackError, Problem
from govdesk.files import is_closed, leads_out
from govdesk.rules.hygiene import MAX_WIZARDS, broken_name, check_values, is_broken
from govdesk.rules.model import Rule
from govdesk.strict import closed_folder, convert_strictly, read_toml, unforeseen
from govdesk.wizards.checks import check_chains, check_wizard
from govdesk.wizards.grounding import locate
from govdesk.wizards.model import Cite, Wizard
from govdesk.wizards.parties import PARTIES_NAME, Party, check_parties, read_parties

FOLDER = "wizards"
_MOST_TOLD = 20  # faults of one file, before its quotes are looked up as well
#: Said of a file whose form is at fault: nobody should take silence on the rest for proof.
NOT_READ = (
    "",
    "能走到哪里、哪些条文有了事项，都还没有查",
    "先改好上面几处，再检查一遍",
)

_TAKEN = "规则包里已有这个编号的办事向导"

Part = TypeVar("Part", bound=msgspec.Struct)


def load_wizards(folder: Path, rule: Rule) -> tuple[Wizard, ...]:
    """All wizards of the pack in `folder`, in the order of their file names. Raises PackError."""
    wizards, problems = read_wizards(folder, rule)
    if problems:
        raise PackError(f"规则包“{folder.name}”的办事向导有 {len(problems)} 处问题，没有载入", problems)
    return wizards


def read_wizards(folder: Path, rule: Rule, *, prove: bool = True) -> tuple[tuple[Wizard, ...], list[Problem]]:
    """The wizards that are sound, and every problem of those that are not; see `check_wizard` for `prove`."""
    examined = examine_pack(folder, rule, prove=prove)
    sound = tuple(entry.wizard for entry in examined.files if entry.wizard is not None and not entry.problems)
    return sound, examined.problems


class Examined(msgspec.Struct, frozen=True):
    """A wizard file: its name as problems name it, the wizard as far as it can be made out, its problems."""

    file: str
    wizard: Wizard | None
    problems: tuple[Problem, ...]


class ExaminedPack(msgspec.Struct, frozen=True):
    """The parties and wizard files of a pack, and what is wrong with its parties."""

    parties: tuple[Party, ...]
    files: tuple[Examined, ...]
    party_problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """Every problem, of the parties first."""
        return [*self.party_problems, *(problem for entry in self.files for problem in entry.problems)]


def examine_pack(
    folder: Path, rule: Rule | None, *, prove: bool = True, on_file: Callable[[str], None] | None = None
) -> ExaminedPack:
    """Parties and wizards of the pack in `folder`; without a `rule` to look them up in, quotes are passed over.

    `on_file` hears of each file before it is examined. No file makes it raise.
    """
    try:
        parties, problems = read_parties(folder)
        if rule is not None:
            problems += check_parties(parties, rule, f"{folder.name}/{PARTIES_NAME}")
    except Exception as error:
        parties, problems = (), [unforeseen(f"{folder.name}/{PARTIES_NAME}", error)]
    files = _examine_files(folder, rule, parties, prove, on_file or (lambda _: None))
    return ExaminedPack(parties, _linked(files, (), parties), tuple(problems))


def examine_additions(
    folder: Path,
    rule: Rule,
    parties: tuple[Party, ...],
    own: Sequence[Wizard],
    *,
    prove: bool = True,
    on_file: Callable[[str], None] | None = None,
) -> ExaminedPack:
    """Errands that somebody added to a pack that is not theirs to write in: `folder` has wizards and no rule.

    `parties` and `own` are the pack's: nobody else acts, and an id of `own` is taken. No file makes it raise.
    """
    taken = {wizard.id for wizard in own}
    files = [
        msgspec.structs.replace(entry, problems=(*entry.problems, Problem(entry.file, "id", _TAKEN, "换一个编号")))
        if entry.wizard is not None and entry.wizard.id in taken
        else entry
        for entry in _examine_files(folder, rule, parties, prove, on_file or (lambda _: None))
    ]
    return ExaminedPack(parties, _linked(files, own, parties))


def _linked(files: Sequence[Examined], others: Sequence[Wizard], parties: tuple[Party, ...]) -> tuple[Examined, ...]:
    """The files with the problems of their links to each other and to `others`."""
    wizards = {wizard.id: wizard for wizard in (*others, *(e.wizard for e in files if e.wizard is not None))}
    linked = []
    for entry in files:
        try:
            found = () if entry.wizard is None else tuple(check_chains(entry.wizard, wizards, parties, entry.file))
        except Exception as error:
            found = (unforeseen(entry.file, error),)
        linked.append(msgspec.structs.replace(entry, problems=entry.problems + found))
    return tuple(linked)


def examine_file(path: Path, rule: Rule, parties: tuple[Party, ...], *, prove: bool = True) -> Examined:
    """One wizard file that need not lie in a pack: read and checked as those of a pack are, links to other wizards aside."""
    file = path.name
    try:
        return _examine_file(path, file, rule, parties, prove, set())
    except Exception as error:
        return Examined(file, None, (unforeseen(file, error),))


def _examine_files(
    folder: Path, rule: Rule | None, parties: tuple[Party, ...], prove: bool, on_file: Callable[[str], None]
) -> list[Examined]:
    inside = folder / FOLDER
    if leads_out(inside, folder):
        file = f"{folder.name}/{FOLDER}"
        return [Examined(file, None, (Problem(file, "", "是通到别的文件夹去的链接", "换成文件夹本身"),))]
    if is_closed(inside):
        told = closed_folder(f"{folder.name}/{FOLDER}")
        return [Examined(told.file, None, (told,))]
    # What begins with a dot is an editor's or a Mac's.
    paths = sorted(path for path in inside.glob("*.toml") if not path.name.startswith("."))
    if len(paths) > MAX_WIZARDS:
        file = f"{folder.name}/{FOLDER}"
        told = Problem(file, "", f"有 {len(paths)} 个办事向导，太多", f"一个规则包不超过 {MAX_WIZARDS} 个")
        return [Examined(file, None, (told,))]
    examined: list[Examined] = []
    seen: set[str] = set()
    for path in paths:
        file = f"{folder.name}/{FOLDER}/{path.name}"
        if is_broken(path.name):
            examined.append(Examined(broken_name(path).file, None, (broken_name(path),)))
            continue
        on_file(file)
        try:
            examined.append(_examine_file(path, file, rule, parties, prove, seen))
        except Exception as error:
            examined.append(Examined(file, None, (unforeseen(file, error),)))
    return examined


def _examine_file(
    path: Path, file: str, rule: Rule | None, parties: tuple[Party, ...], prove: bool, seen: set[str]
) -> Examined:
    found: list[Problem] = []
    raw = read_toml(path, file, found)
    if raw is not None:
        found += check_values(raw, file)
    # What is too long or full of marks is not gone through: that might not come to an end.
    wizard: Wizard | None = None if raw is None or found else convert_strictly(raw, Wizard, file, found)
    if wizard is None:
        if raw is not None and rule is not None and len(found) < _MOST_TOLD:
            _check_raw_cites(raw, rule, file, found)
        found.append(Problem(file, *NOT_READ))
        return Examined(file, None, tuple(found))
    if wizard.id != path.stem:
        found.append(Problem(file, "id", f"写的是“{wizard.id}”，文件叫“{path.name}”", "两处应一致"))
    if rule is not None:
        wizard = settle_quotes(wizard, rule, file, found)
    found += check_wizard(wizard, file, parties, prove=prove)
    if wizard.id in seen:
        found.append(Problem(file, "id", f"编号“{wizard.id}”重复"))
    seen.add(wizard.id)
    return Examined(file, wizard, tuple(found))


def _check_raw_cites(raw: dict[str, Any], rule: Rule, file: str, problems: list[Problem]) -> None:
    """The quotes of a wizard that has other faults, so that nobody mends those only to be told of the next."""
    for where, tables in _raw_cites(raw, ""):
        for index, table in enumerate(tables):
            try:
                cite = msgspec.convert(table, Cite)
            except msgspec.ValidationError:
                continue  # told already
            _settled_cite(cite, rule, file, f"{where}[{index + 1}]", problems)


def _raw_cites(raw: dict[str, Any], where: str) -> Iterator[tuple[str, list[Any]]]:
    for key, value in raw.items():
        if not isinstance(value, list):
            continue
        place = f"{where}.{key}" if where else key
        if key == "cites":
            yield place, value
            continue
        for part in value:
            if isinstance(part, dict):
                yield from _raw_cites(part, f"{place}.{part.get('id', '')}".rstrip("."))


def settle_quotes(wizard: Wizard, rule: Rule, file: str, problems: list[Problem]) -> Wizard:
    """The wizard with its rule's id, and each quote's 款 and 项 filled in."""

    def settled(parts: tuple[Part, ...], kind: str) -> tuple[Part, ...]:
        return tuple(_settled_part(part, kind, rule, file, problems) for part in parts)

    return msgspec.structs.replace(
        wizard,
        rule=rule.id,
        questions=settled(wizard.questions, "questions"),
        answers=settled(wizard.answers, "answers"),
        items=settled(wizard.items, "items"),
        others=settled(wizard.others, "others"),
        open=settled(wizard.open, "open"),
        general=settled(wizard.general, "general"),
    )


def _settled_part(part: Part, kind: str, rule: Rule, file: str, problems: list[Problem]) -> Part:
    where = f"{kind}.{getattr(part, 'id', '') or getattr(part, 'do', '')}"
    changed: dict[str, Any] = {}
    cites: tuple[Cite, ...] = getattr(part, "cites", ())
    if cites:
        changed["cites"] = tuple(
            _settled_cite(cite, rule, file, f"{where}.cites[{index}]", problems)
            for index, cite in enumerate(cites, start=1)
        )
    points: tuple[msgspec.Struct, ...] = getattr(part, "points", ())
    if points:
        changed["points"] = tuple(_settled_part(point, f"{where}.points", rule, file, problems) for point in points)
    return msgspec.structs.replace(part, **changed)


def _settled_cite(cite: Cite, rule: Rule, file: str, where: str, problems: list[Problem]) -> Cite:
    article = rule.find(cite.number)
    if article is None:
        problems.append(Problem(file, f"{where}.article", f"规则里没有第{cite.number}条", "条号写数字，如 58"))
        return cite
    places = [
        place
        for place in locate(article, cite.quote)
        if cite.paragraph in (None, place.paragraph) and cite.item in (None, place.item)
    ]
    if not places:
        problems.append(
            Problem(file, f"{where}.quote", f"第{cite.number}条里没有这句原文：“{cite.quote}”", "照抄原文，一字不改")
        )
        return cite
    if len({(place.paragraph, place.item) for place in places}) > 1:
        problems.append(
            Problem(
                file,
                f"{where}.quote",
                f"“{cite.quote}”在第{cite.number}条里不止一处",
                "写明 paragraph（款）或 item（项）",
            )
        )
    place = places[0]
    return msgspec.structs.replace(cite, article=cite.number, paragraph=place.paragraph, item=place.item)
