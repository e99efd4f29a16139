"""What the wizards of a rule rest on, article by article: counts for `check`, the table for `check --coverage`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from govdesk.errors import Problem
from govdesk.rules.citation import cite_place
from govdesk.rules.model import Rule
from govdesk.wizards.coverage import Part, SentenceCoverage, missing_topics, sentence_coverage
from govdesk.wizards.model import Wizard
from govdesk.wizards.parties import Party

#: How the table marks what is quoted outside the list's own items.
_PARTS = {
    Part.ANSWER: "（直接回答）",
    Part.OTHER: "（别人来办）",
    Part.OPEN: "（先问清）",
    Part.GENERAL: "（总要求）",
    Part.QUESTION: "（问题）",
}


class Coverage(msgspec.Struct, frozen=True):
    """How far the wizards of a rule go: counts of articles, the numbers of those nothing speaks of, every sentence."""

    rule: str
    articles: int
    cited: int
    nothing_to_check: int
    missing: tuple[str, ...]
    sentences: tuple[SentenceCoverage, ...] = ()

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
    for topic in missing_topics(rule, wizards):
        yield Problem(f"{pack}/topics.toml", topic, "没有一个向导办这类事", "给它写一个向导，或写进别的向导的 topics")


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
    """One line on how far a rule's wizards go."""
    text = f"{entry.rule}：共 {entry.articles} 条，向导引用 {entry.cited} 条，无须核对 {entry.nothing_to_check} 条"
    if entry.missing:
        text += f"，尚未引用 {len(entry.missing)} 条（{'、'.join(entry.missing)}）"
    return f"{text}；{len(entry.sentences)} 句中还有 {len(entry.open_sentences)} 句没有事项也没有理由。"


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
