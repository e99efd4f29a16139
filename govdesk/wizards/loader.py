"""From a pack's wizards/*.toml to `Wizard`s: strict, all problems at once, quotes located."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from govdesk.errors import PackError, Problem
from govdesk.rules.model import Rule
from govdesk.strict import convert_strictly, read_toml
from govdesk.wizards.checks import check_wizard
from govdesk.wizards.grounding import locate
from govdesk.wizards.model import CheckItem, Cite, Question, Wizard

FOLDER = "wizards"
#: Said of a file whose form is at fault: nobody should take silence on the rest for proof.
NOT_READ = (
    "",
    "能走到哪里、哪些条文有了事项，都还没有查",
    "先改好上面几处，再检查一遍",
)


def load_wizards(folder: Path, rule: Rule) -> tuple[Wizard, ...]:
    """All wizards of the pack in `folder`, in the order of their file names. Raises PackError."""
    wizards, problems = read_wizards(folder, rule)
    if problems:
        raise PackError(f"规则包“{folder.name}”的办事向导有 {len(problems)} 处问题，没有载入", problems)
    return wizards


def read_wizards(folder: Path, rule: Rule, *, prove: bool = True) -> tuple[tuple[Wizard, ...], list[Problem]]:
    """The wizards that are sound, and every problem of those that are not; see `check_wizard` for `prove`."""
    examined = examine_wizards(folder, rule, prove=prove)
    sound = tuple(entry.wizard for entry in examined if entry.wizard is not None and not entry.problems)
    return sound, [problem for entry in examined for problem in entry.problems]


class Examined(msgspec.Struct, frozen=True):
    """A wizard file: its name as problems name it, the wizard as far as it can be made out, its problems."""

    file: str
    wizard: Wizard | None
    problems: tuple[Problem, ...]


def examine_wizards(folder: Path, rule: Rule | None, *, prove: bool = True) -> list[Examined]:
    """Every wizard file of the pack in `folder`; without a `rule` to look them up in, quotes are passed over."""
    examined: list[Examined] = []
    seen: set[str] = set()
    for path in sorted((folder / FOLDER).glob("*.toml")):
        file = f"{folder.name}/{FOLDER}/{path.name}"
        found: list[Problem] = []
        raw = read_toml(path, file, found)
        wizard: Wizard | None = None if raw is None else convert_strictly(raw, Wizard, file, found)
        if wizard is not None:
            if wizard.id != path.stem:
                found.append(Problem(file, "id", f"写的是“{wizard.id}”，文件叫“{path.name}”", "两处应一致"))
            if rule is not None:
                wizard = _settled(wizard, rule, file, found)
            found += check_wizard(wizard, file, prove=prove)
            if wizard.id in seen:
                found.append(Problem(file, "id", f"编号“{wizard.id}”重复"))
            seen.add(wizard.id)
        else:
            if raw is not None and rule is not None:
                _check_raw_cites(raw, rule, file, found)
            found.append(Problem(file, *NOT_READ))
        examined.append(Examined(file, wizard, tuple(found)))
    return examined


def _check_raw_cites(raw: dict[str, Any], rule: Rule, file: str, problems: list[Problem]) -> None:
    """The quotes of a wizard that has other faults, so that nobody mends those only to be told of the next."""
    for kind in ("questions", "items"):
        parts = raw.get(kind)
        for part in parts if isinstance(parts, list) else ():
            try:
                cite = msgspec.convert(part.get("cite"), Cite) if isinstance(part, dict) else None
            except msgspec.ValidationError:
                continue  # told already
            if cite is not None:
                _settled_cite(cite, rule, file, f"{kind}.{part.get('id')}.cite", problems)


def _settled(wizard: Wizard, rule: Rule, file: str, problems: list[Problem]) -> Wizard:
    """The wizard with its rule's id, and each quote's 款 and 项 filled in."""
    questions = tuple(_settled_question(q, rule, file, problems) for q in wizard.questions)
    items = tuple(_settled_item(item, rule, file, problems) for item in wizard.items)
    return msgspec.structs.replace(wizard, rule=rule.id, questions=questions, items=items)


def _settled_question(question: Question, rule: Rule, file: str, problems: list[Problem]) -> Question:
    where = f"questions.{question.id}.cite"
    return msgspec.structs.replace(question, cite=_settled_cite(question.cite, rule, file, where, problems))


def _settled_item(item: CheckItem, rule: Rule, file: str, problems: list[Problem]) -> CheckItem:
    where = f"items.{item.id}.cite"
    return msgspec.structs.replace(item, cite=_settled_cite(item.cite, rule, file, where, problems))


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
    return Cite(article=cite.number, quote=cite.quote, paragraph=place.paragraph, item=place.item)
