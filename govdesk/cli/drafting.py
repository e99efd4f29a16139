"""`draft`: lines proposed for a rule from the wizards of others."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from govdesk.cli.checklist_output import cites_document
from govdesk.cli.choosing import named_rule
from govdesk.cli.output import say, say_json
from govdesk.cli.parser import add_command
from govdesk.rules.citation import cite_place
from govdesk.wizards.checklist import BADGES
from govdesk.wizards.terms import GROUP_TITLES

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.drafting.model import Draft, Proposal
    from govdesk.wizards.model import Cite

_KINDS = {"other": "别人来办", "open": "先问清", "general": "总要求", "answer": "直接回答"}


def add_to(subparsers: Any) -> None:
    """Add the command of this module."""
    command = add_command(subparsers, "draft", "套用：照别的规则的办事向导，给一部规则拟出清单草稿", run_draft)
    command.required_group.add_argument("rule", metavar="规则", help="要拟清单的规则：编号或简称")
    command.option_group.add_argument(
        "--from",
        dest="sources",
        metavar="规则",
        action="append",
        default=[],
        help="从哪部规则搬，可以写几次；不写就从所有有办事向导的规则搬",
    )


def run_draft(services: Services, options: argparse.Namespace) -> int:
    """`draft`. Nothing is written."""
    from govdesk.drafting.drafting import draft_rule

    rule = named_rule(services, options.rule)
    sources = [named_rule(services, name).id for name in options.sources]
    draft = draft_rule(services.library, rule.id, sources)
    if options.json:
        say_json(draft_document(draft))
    else:
        _tell(draft, rule.meta.title, {pack: entry.meta.short_title for pack, entry in services.library.rules.items()})
    return 0


def draft_document(draft: Draft) -> dict[str, Any]:
    """A draft as JSON: proposals line by line, what was dropped and why, the sentences that nothing quotes."""
    return {
        "rule": draft.rule,
        "parties": [
            {"id": party.id, "label": party.label, "desk": party.desk, "words": party.words} for party in draft.parties
        ],
        "errands": [
            {
                "id": errand.wizard.id,
                "title": errand.wizard.title,
                "group": errand.group,
                "desks": errand.wizard.desks,
                "from": errand.rule or None,
                "foreign": errand.foreign,
                "questions": [
                    {"id": question.id, "ask": question.ask, "cites": cites_document(question.cites)}
                    for question in errand.wizard.questions
                ],
            }
            for errand in draft.errands
        ],
        "proposals": [_proposal(draft, proposal) for proposal in draft.proposals],
        "dropped": [
            {"wizard": entry.wizard, "item": entry.item, "rule": entry.rule, "because": entry.because}
            for entry in draft.dropped
        ],
        "unquoted": [
            {"article": entry.article, "paragraph": entry.paragraph, "item": entry.item, "text": entry.text}
            for entry in draft.unquoted
        ],
    }


def _proposal(draft: Draft, proposal: Proposal) -> dict[str, Any]:
    errand = draft.errand(proposal.errand)
    line = proposal.line
    return {
        "wizard": proposal.errand,
        "item": line.id,
        "kind": proposal.kind,
        "group": errand.group if errand else None,
        "stage": getattr(line, "stage", None),
        "do": proposal.do,
        "level": proposal.level,
        "party": proposal.party,
        "due": getattr(line, "due", None),
        "when": line.when,
        "cites": cites_document(proposal.cites),
        "origin": proposal.origin,
        "score": proposal.score,
        "differs": [[change.old, change.new] for change in proposal.differs],
        "quotes": [
            {"old": pair.old.quote, "old_article": pair.old.number, "new": pair.new.quote, "alike": pair.alike}
            for pair in proposal.pairs
        ],
    }


def _tell(draft: Draft, title: str, names: dict[str, str]) -> None:
    labels = {party.id: party.label for party in draft.parties}
    say(f"《{title}》的清单草稿（没有存，也没有发布）")
    seats = [party.label for party in draft.parties if party.desk]
    say(f"　　单位：{'、'.join(labels.values()) or '没有认出来'}；文秘可坐在：{'、'.join(seats) or '没有认出来'}")
    for errand in draft.errands:
        proposals = draft.of_errand(errand.wizard.id)
        origin = f"，照{names.get(errand.rule, errand.rule)}" if errand.rule else ""
        say()
        say(f"{errand.wizard.title}（{GROUP_TITLES[errand.group]}{origin}，{len(proposals)} 行）")
        if errand.foreign:
            say(f"　　问题和标题里有这部规则没有的称呼，要改：{'；'.join(errand.foreign)}")
        for proposal in proposals:
            who = "、".join(labels.get(party, party) for party in proposal.party)
            mark = BADGES[proposal.level] if proposal.level else _KINDS.get(proposal.kind, "")
            new = "" if proposal.origin else "（新写）"
            say(f"　　[{mark}] {who + '：' if who else ''}{proposal.do or '（只有引文）'}{new}")
            for cite in proposal.cites:
                say(f"　　　　{_place(cite)}：{cite.quote}")
            for change in proposal.differs:
                say(f"　　　　和原来不同：{change.old or '（没有）'} → {change.new or '（没有）'}")
    moved = sum(proposal.origin is not None for proposal in draft.proposals)
    say()
    say(
        f"共 {len(draft.proposals)} 行：搬来 {moved} 行，新写 {len(draft.proposals) - moved} 行；"
        f"没搬来 {len(draft.dropped)} 行；还有 {len(draft.unquoted)} 句没有引到。加 --json 看全部。"
    )


def _place(cite: Cite) -> str:
    return cite_place(cite.number, cite.paragraph, cite.item)
