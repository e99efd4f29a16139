"""Parties (单位): who acts under a rule, as parties.toml of its pack declares them.

A party at which a clerk can sit is a desk. `words` are the rule's own words for the party; a word may belong to several
parties. A party may also be another one (市司法局 is a 部门), and may act for others (市政府办公室 for 市政府).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from govdesk.errors import Problem
from govdesk.rules.hygiene import check_values
from govdesk.rules.model import Rule
from govdesk.strict import convert_strictly, read_toml
from govdesk.wizards.grounding import shown_lines

PARTIES_NAME = "parties.toml"


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A party. `about` says who sits there (our words); `today` is a word of ours about an outdated name (实务)."""

    id: str
    label: str
    words: tuple[str, ...]
    desk: bool = False
    about: str = ""
    also: str = ""
    acts_for: tuple[str, ...] = ()
    today: str = ""


class _PartiesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    parties: tuple[Party, ...]


def read_parties(folder: Path) -> tuple[tuple[Party, ...], list[Problem]]:
    """The parties of the pack in `folder` as far as the file can be read, and its problems; no file, no parties."""
    file = f"{folder.name}/{PARTIES_NAME}"
    problems: list[Problem] = []
    raw = read_toml(folder / PARTIES_NAME, file, problems)
    if raw is None:
        return (), problems
    problems += check_values(raw, file)
    content: _PartiesFile | None = convert_strictly(raw, _PartiesFile, file, problems)
    return (content.parties if content else ()), problems


def check_parties(parties: tuple[Party, ...], rule: Rule, file: str) -> list[Problem]:
    """What is wrong with the parties of `rule`: ids used twice or unknown, words that the rule does not have."""
    return [Problem(file, where, problem, hint) for where, problem, hint in _findings(parties, rule)]


def _findings(parties: tuple[Party, ...], rule: Rule) -> Iterator[tuple[str, str, str]]:
    ids = [party.id for party in parties]
    text = "\n".join(line for article in rule.articles for _, _, line in shown_lines(article))
    for party in parties:
        where = f"parties.{party.id}"
        if ids.count(party.id) > 1:
            yield where, f"编号“{party.id}”重复", "编号不能重复"
        if not party.label.strip():
            yield f"{where}.label", "是空的", "写上单位的名称"
        if not party.words:
            yield f"{where}.words", "是空的", "写上规则里怎样称呼它"
        for word in party.words:
            if word not in text:
                yield f"{where}.words", f"规则里没有“{word}”", "照抄规则里的称呼"
        for other in (*party.acts_for, *([party.also] if party.also else ())):
            if other not in ids:
                yield where, f"没有编号为“{other}”的单位", "可用的编号：" + "、".join(ids)
            elif other == party.id:
                yield where, "写的是它自己", ""
    if parties and not any(party.desk for party in parties):
        yield "parties", "没有一个单位标着 desk = true", "文秘坐的单位写上 desk = true"


def desks(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties at which a clerk can sit."""
    return tuple(party for party in parties if party.desk)


def find_party(parties: Iterable[Party], party_id: str) -> Party | None:
    """The party with that id, or None."""
    return next((party for party in parties if party.id == party_id), None)


def words_of(parties: Iterable[Party], party_id: str) -> tuple[str, ...]:
    """The rule's words for a party and for what it also is."""
    known = {party.id: party for party in parties}
    party = known.get(party_id)
    if party is None:
        return ()
    also = known.get(party.also)
    return party.words + (also.words if also else ())


def acting_desk(parties: Iterable[Party], desks_of_errand: tuple[str, ...], desk: str) -> str:
    """As which of an errand's desks the clerk at `desk` has it: the desk itself, what it also is, or "" for neither."""
    if desk in desks_of_errand:
        return desk
    party = find_party(parties, desk)
    return party.also if party is not None and party.also in desks_of_errand else ""
