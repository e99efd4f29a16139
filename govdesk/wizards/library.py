"""The library: every rule and wizard at hand. `govdesk.wizards.packs` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from govdesk.errors import Problem, UserError
from govdesk.rules.model import Article, Rule
from govdesk.rules.topics import TopicGroup
from govdesk.wizards.basis import Basis, make_basis
from govdesk.wizards.model import Wizard
from govdesk.wizards.parties import Party, acting_desk, find_party

if TYPE_CHECKING:
    from govdesk.rules.citation import Citation

_NAMED = 6  # wizards named in a sentence; more would bury it


class Library(msgspec.Struct):
    """Rules by id in the packs' order, their wizards and parties, the groups of topics, and what did not load."""

    rules: dict[str, Rule]
    wizards_by_rule: dict[str, tuple[Wizard, ...]]
    groups: tuple[TopicGroup, ...] = ()
    problems: tuple[Problem, ...] = ()
    parties_by_rule: dict[str, tuple[Party, ...]] = {}

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id or alias. Raises UserError naming the ones at hand."""
        if rule_id in self.rules:
            return self.rules[rule_id]
        from govdesk.rules.citation import match_rule

        meta = match_rule(rule_id, (rule.meta for rule in self.rules.values()))
        if meta is None:
            names = "、".join(f"{rule.id}（{rule.meta.short_title}）" for rule in self.rules.values())
            raise UserError(f"规则库里没有“{rule_id}”", todo=f"现有：{names}" if names else "请先放入规则包")
        return self.rules[meta.id]

    @property
    def first_rule(self) -> Rule:
        """The rule that is shown where none is asked for. Raises UserError where there is none at all."""
        for rule in self.rules.values():
            return rule
        raise UserError(
            "规则库里没有规则", safe="清单和设置不受影响", todo="请在“规则库”里启用一部，或导入本单位的规则"
        )

    def wizards(self, rule_id: str) -> tuple[Wizard, ...]:
        """The wizards of one rule."""
        return self.wizards_by_rule.get(rule_id, ())

    def parties(self, rule_id: str) -> tuple[Party, ...]:
        """The parties of one rule."""
        return self.parties_by_rule.get(rule_id, ())

    def desks_of(self, rule: str, desk: str) -> tuple[str, ...]:
        """What the clerk at `desk` is: the desk, and the party that it also is; none where no desk is chosen."""
        party = find_party(self.parties(rule), desk)
        return tuple(filter(None, (party.id, party.also))) if party else ()

    def acting_desk(self, wizard: Wizard, desk: str) -> str:
        """As which of its desks the clerk at `desk` has `wizard`; "" where it is not that desk's errand."""
        return acting_desk(self.parties(wizard.rule), wizard.desks, desk)

    def heir(self, rule_id: str, wizard_id: str) -> Wizard | None:
        """The wizard with this id, or the one that took the place of it (`formerly`); None where there is neither."""
        wizards = self.wizards(rule_id)
        same = next((wizard for wizard in wizards if wizard.id == wizard_id), None)
        return same or next((wizard for wizard in wizards if wizard_id in wizard.formerly), None)

    def wizard(self, rule_id: str, wizard_id: str) -> Wizard:
        """One wizard, also by an id it had formerly. Raises UserError naming those that the rule has."""
        if (found := self.heir(rule_id, wizard_id)) is not None:
            return found
        rule = self.rule(rule_id)
        known = {wizard.id: wizard.title for wizard in self.wizards(rule_id)}
        todo = nearest(wizard_id, known)
        if not todo:
            names = "、".join(f"{name}（{title}）" for name, title in list(known.items())[:_NAMED])
            more = f" 等 {len(known)} 个，用 wizards 命令看全部" if len(known) > _NAMED else ""
            todo = f"现有：{names or '无'}{more}"
        raise UserError(f"{rule.meta.short_title}没有办事向导“{wizard_id}”", todo=todo)

    def basis(self, rule_id: str, wizard_id: str) -> Basis:
        """A wizard frozen with the articles it cites, for a new checklist."""
        return make_basis(self.rule(rule_id), self.wizard(rule_id, wizard_id), self.parties(rule_id))

    def find(self, text: str, rule_id: str = "") -> tuple[Rule, Article, Citation]:
        """The article that a typed citation names.

        `rule_id` is the rule meant where the citation names none. Raises UserError: not a citation, no
        such article, or several rules have it.
        """
        from govdesk.rules.citation import parse_citation

        citation = parse_citation(text)
        if citation is None:
            raise UserError(
                f"看不懂“{' '.join(text.split())}”指哪一条", todo="写成 咸阳58、第五十八条 或 xianyang-2013/58 这样"
            )
        candidates = self._candidates(citation, text, rule_id)
        holding = [(rule, article) for rule in candidates if (article := rule.find(citation.article))]
        if not holding:
            names = "、".join(f"《{rule.meta.title}》共 {len(rule.articles)} 条" for rule in candidates)
            raise UserError(f"没有第{citation.article}条", todo=f"{names}，请核对条号")
        if len(holding) > 1:
            names = "、".join(f"{rule.meta.short_title}{citation.article}" for rule, _ in holding)
            raise UserError(f"不止一部规则有第{citation.article}条", todo=f"写明是哪一部，如 {names}")
        rule, article = holding[0]
        check_place(article, citation)
        return rule, article, citation

    def _candidates(self, citation: Citation, text: str, rule_id: str) -> list[Rule]:
        if not citation.rule:
            return [self.rule(rule_id)] if rule_id else list(self.rules.values())
        from govdesk.rules.citation import match_rule

        meta = match_rule(citation.rule, (rule.meta for rule in self.rules.values()))
        if meta is None:
            names = "、".join(rule.meta.short_title for rule in self.rules.values())
            raise UserError(f"规则库里没有“{citation.rule}”", todo=f"现有：{names}；“{text}”也可只写条号")
        return [self.rules[meta.id]]


def nearest(typed: str, known: Mapping[str, str]) -> str:
    """`是不是 submit-request（报送请示）` for what is nearly one of `known`, ids with their titles, or part of a title; else ""."""
    import difflib

    near = difflib.get_close_matches(typed, known, 2, 0.6)
    near += [name for name, title in known.items() if typed and typed in title and name not in near]
    return "是不是 " + "、".join(f"{name}（{known[name]}）" for name in near[:3]) if near else ""


def check_place(article: Article, citation: Citation) -> None:
    """Raises UserError unless the 款 and 项 that `citation` names are there."""
    if citation.paragraph and citation.paragraph > len(article.paragraphs):
        raise UserError(f"第{article.number}条只有 {len(article.paragraphs)} 款", todo="请核对款号")
    if citation.item:
        paragraphs = [article.paragraphs[citation.paragraph - 1]] if citation.paragraph else article.paragraphs
        if not any(citation.item == item.number for paragraph in paragraphs for item in paragraph.items):
            raise UserError(f"第{article.number}条没有第{citation.item}项", todo="请核对项号")
