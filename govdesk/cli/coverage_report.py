"""What the wizards of a rule rest on, article by article: counts for `check`, the table for `check --coverage`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from govdesk.errors import Problem
from govdesk.rules.citation import cite_place
from govdesk.rules.model import Rule
from govdesk.wizards.coverage import Part, SentenceCoverage, missing_topics, sentence_coverage
from govdesk.wizards.model import CheckItem, Wizard
from govdesk.wizards.parties import Party, acting_desk

#: How the table marks what is quoted outside the list's own items.
_PARTS = {
    Part.ANSWER: "（直接回答）",
    Part.OTHER: "（别人来办）",
    Part.OPEN: "（先问清）",
    Part.GENERAL: "（总要求）",
    Part.QUESTION: "（问题）",
}


class Lines(msgspec.Struct, frozen=True):
    """How many items of a rule name their party by other means than its word in a quote, or command without a modal word."""

    all: int = 0
    unsaid: int = 0
    carried_by: int = 0
    to: int = 0
    plain: int = 0


class Coverage(msgspec.Struct, frozen=True):
    """How far the wizards of a rule go: counts of articles, the numbers of those nothing speaks of, every sentence."""

    rule: str
    articles: int
    cited: int
    nothing_to_check: int
    missing: tuple[str, ...]
    sentences: tuple[SentenceCoverage, ...] = ()
    lines: Lines = Lines()

    @property
    def open_sentences(self) -> list[SentenceCoverage]:
        """Sentences that no item quotes and for which the pack gives no reason."""
        return [sentence for sentence in self.sentences if not sentence.accounted_for]


def coverage(rule: Rule, wizards: Sequence[Wizard], parties: Sequence[Party] = ()) -> Coverage:
    """Which articles and sentences the wizards cite, and which the pack declares to have nothing to check off."""
    cited = {number for wizard in wizards for number in wizard.cited_articles()}
    declared = {article.number for article in rule.articles if article.nothing_to_check}
    return Coverage(
        rule=rule.id,
        articles=len(rule.articles),
        cited=sum(article.number in cited for article in rule.articles),
        nothing_to_check=len(declared),
        missing=tuple(a.number for a in rule.articles if a.number not in cited and a.number not in declared),
        sentences=tuple(sentence_coverage(rule, wizards, parties)),
        lines=_counted([item for wizard in wizards for item in wizard.items]),
    )


def _counted(items: Sequence[CheckItem]) -> Lines:
    return Lines(
        all=len(items),
        unsaid=sum(item.unsaid for item in items),
        carried_by=sum(bool(item.carried_by) for item in items),
        to=sum(bool(item.to) for item in items),
        plain=sum(item.plain for item in items),
    )


def check_promise(
    pack: str, rule: Rule, wizards: Sequence[Wizard], entry: Coverage, parties: Sequence[Party] = ()
) -> Iterator[Problem]:
    """Problems of a pack that promises `wizards_complete` and does not keep it."""
    if not rule.meta.wizards_complete:
        return
    hint = "补上事项，或在 articles.toml 里写 nothing_to_check 说明理由"
    for number in entry.missing:
        yield Problem(f"{pack}/wizards", f"第{number}条", "没有一个向导引用这一条", hint)
    for sentence in entry.open_sentences:
        if sentence.article not in entry.missing:
            place = cite_place(sentence.article, sentence.paragraph, sentence.item)
            hint = "补上事项，或在 articles.toml 的 unlisted 里说明理由"
            yield Problem(f"{pack}/wizards", place, f"没有事项引用这句话：“{sentence.text}”", hint)
    for sentence in entry.sentences:
        if sentence.binds:
            place = cite_place(sentence.article, sentence.paragraph, sentence.item)
            named = "、".join(f"{party.label}（{party.id}）" for party in parties if party.id in sentence.binds)
            told = f"这句话写到{named}，却没有一处引在它的清单上：“{sentence.text}”"
            hint = "列成它的事项或别人来办；它只是被提到的，在 articles.toml 的 unlisted 里写上 desks 和理由"
            yield Problem(f"{pack}/wizards", place, told, hint)
    for party in parties:
        if party.desk and not any(
            _has_list(wizard, acting_desk(parties, wizard.desks, party.id)) for wizard in wizards
        ):
            hint = "给它写一件事，或者去掉 desk = true"
            yield Problem(
                f"{pack}/parties.toml", f"parties.{party.id}", f"“{party.label}”没有一件事、一条直接回答", hint
            )
    for topic in missing_topics(rule, wizards):
        yield Problem(f"{pack}/topics.toml", topic, "没有一个向导办这类事", "给它写一个向导，或写进别的向导的 topics")


def _has_list(wizard: Wizard, desk: str) -> bool:
    """Whether an errand has a line or a direct answer for `desk`; an empty desk has none."""
    lines = any(desk in item.desks for item in wizard.items)
    return bool(desk) and (lines or any(not answer.desks or desk in answer.desks for answer in wizard.answers))


def check_reasons(pack: str, rule: Rule, entry: Coverage, parties: Sequence[Party] = ()) -> Iterator[Problem]:
    """Articles said to have nothing to check off, on which items rest all the same; reasons for desks there are none of."""
    known = [party.id for party in parties if party.desk]
    for article in rule.articles:
        for desk in (desk for reason in article.unlisted for desk in reason.desks if desk not in known):
            where = f"{article.number}.unlisted.desks"
            yield Problem(
                f"{pack}/articles.toml", where, f"没有编号为“{desk}”的单位", "可用的编号：" + "、".join(known)
            )
        sentences = (s for s in entry.sentences if s.article == article.number)
        uses = [use for s in sentences for use in s.uses if use.part is Part.ITEM]
        if article.nothing_to_check and uses:
            where = f"{article.number}.nothing_to_check"
            told = f"说这一条没有可核对的事，事项“{uses[0].wizard}/{uses[0].item}”却引用了它"
            yield Problem(f"{pack}/articles.toml", where, told, "删去理由，或删去事项")


def coverage_in_words(entry: Coverage) -> str:
    """How far a rule's wizards go, and how many items rest on a declaration of their author's."""
    text = f"{entry.rule}：共 {entry.articles} 条，向导引用 {entry.cited} 条，无须核对 {entry.nothing_to_check} 条"
    if entry.missing:
        text += f"，尚未引用 {len(entry.missing)} 条（{'、'.join(entry.missing)}）"
    text += f"；{len(entry.sentences)} 句中还有 {len(entry.open_sentences)} 句没有事项也没有理由。"
    lines = entry.lines
    return (
        f"{text}{lines.all} 项事项中，没有写谁办的（unsaid）{lines.unsaid} 项，替别人经办的（carried_by）{lines.carried_by} 项，"
        f"送交的（to）{lines.to} 项，没有“应、要、须”的命令（plain）{lines.plain} 项。"
    )


def coverage_table(entry: Coverage) -> Iterator[str]:
    """The table: each sentence with the items that quote it, or why none does."""
    for sentence in entry.sentences:
        yield f"{cite_place(sentence.article, sentence.paragraph, sentence.item)}　{sentence.text}"
        if sentence.uses:
            by_wizard: dict[str, list[str]] = {}
            for use in sentence.uses:
                by_wizard.setdefault(use.wizard, []).append(use.item + _PARTS.get(use.part, ""))
            yield from (f"　　{wizard}：{'、'.join(items)}" for wizard, items in by_wizard.items())
        else:
            yield f"　　没有事项：{sentence.reason or '还没有说明理由'}"
        yield from (f"　　不列给 {'、'.join(reason.desks)}：{reason.why}" for reason in sentence.excused)
        if sentence.binds:
            yield f"　　没有列给 {'、'.join(sentence.binds)}：还没有说明理由"
