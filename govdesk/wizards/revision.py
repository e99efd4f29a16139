"""What has changed in a rule and a wizard since a checklist was made from them; the checklist keeps what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from govdesk.rules.citation import cite_article
from govdesk.rules.model import Rule, RuleMeta
from govdesk.wizards.basis import Basis
from govdesk.wizards.checklist import BADGES

if TYPE_CHECKING:
    from govdesk.wizards.library import Library
    from govdesk.wizards.model import CheckItem, Wizard

_META = {"title": "名称", "doc_number": "文号", "effective": "施行日期", "status": "有效性"}


class Revision(msgspec.Struct, frozen=True):
    """One thing that is not as it was: `what` names it; `before` and `after` are its words, empty where there are none."""

    what: str
    before: str
    after: str


def revisions(basis: Basis, library: Library) -> tuple[Revision, ...]:
    """What `basis` rests on and is otherwise today; nothing where the pack is the same or is not at hand."""
    rule = library.rules.get(basis.rule.id)
    if rule is None or rule.hash == basis.hash:
        return ()
    wizard = library.heir(rule.id, basis.wizard.id)
    found = [*_meta(basis.rule, rule.meta), *_articles(basis, rule)]
    if basis.wizard.legacy:
        # Line by line there would be nothing alike: the whole errand is written anew.
        heir = library.heir(rule.id, basis.wizard.id)
        return (*found, Revision("办事清单的写法", basis.wizard.title, heir.title if heir else ""))
    if wizard is None:
        return (*found, Revision("这件事", basis.wizard.title, ""))
    return (*found, *_items(basis.wizard, wizard))


def _meta(old: RuleMeta, new: RuleMeta) -> list[Revision]:
    pairs = [(name, str(getattr(old, key) or ""), str(getattr(new, key) or "")) for key, name in _META.items()]
    return [Revision(f"规则的{name}", before, after) for name, before, after in pairs if before != after]


def _articles(basis: Basis, rule: Rule) -> list[Revision]:
    found = []
    for entry in basis.articles:
        now = rule.find(entry.article.number)
        before, after = entry.article.shown, now.shown if now else ""
        if before != after:
            found.append(Revision(cite_article(entry.article.number), before, after))
    return found


def _items(old: Wizard, new: Wizard) -> list[Revision]:
    found = []
    for item in old.items:
        now = new.item(item.id)
        if now is None:
            found.append(Revision("取消的事项", item.act_in_words, ""))
        elif _words(item) != _words(now):
            found.append(Revision("改了的事项", _words(item), _words(now)))
    return found + [Revision("新增的事项", "", _words(item)) for item in new.items if old.item(item.id) is None]


def _words(item: CheckItem) -> str:
    """What a clerk reads of an item: what to do, how binding, in what time, on what ground."""
    due = f"，{item.due.workdays} 个工作日" if item.due and item.due.workdays is not None else ""
    return f"{item.do}（{BADGES[item.level]}{due}，依据{cite_article(item.cite.number)}）"
