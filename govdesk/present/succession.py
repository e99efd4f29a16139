"""A newer version of a rule beside the older (新旧对照): what rests on words that read otherwise now, side by side.

Lists, notes, bookmarks and errands each make one change to be confirmed; an errand one for each of its lines. What reads
word for word the same, be it under another number, needs no look and is only counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from govdesk.drafting.model import Line, own_words
from govdesk.drafting.succession import Fate, QuoteFate, Succession
from govdesk.errors import Progress, never_stop, report
from govdesk.marginalia.model import Marginal, text_hash
from govdesk.records.model import RecordState, RecordSummary
from govdesk.rules.citation import cite_article, place_label
from govdesk.rules.differences import Span, compare_texts
from govdesk.rules.model import Rule
from govdesk.rules.signs import widened
from govdesk.rules.versions import are_versions
from govdesk.wizards.basis import Basis
from govdesk.wizards.coverage import quotes_of
from govdesk.wizards.model import Cite, Question, Wizard


class Kind(StrEnum):
    """What rests on the words; the names are those of `packs changes --json`."""

    RECORD = "record"
    NOTE = "note"
    BOOKMARK = "bookmark"
    WIZARD = "wizard"


KINDS = {Kind.RECORD: "清单", Kind.NOTE: "笔记", Kind.BOOKMARK: "收藏", Kind.WIZARD: "办事"}


class WordsPair(NamedTuple):
    """Old and new words with what only one of them has; `of` says which line quotes them. `new` is "" where nothing is left."""

    of: str
    old_place: str
    old: str
    old_spans: tuple[Span, ...]
    new_place: str
    new: str
    new_spans: tuple[Span, ...]
    new_article: str = ""


class VersionChange(NamedTuple):
    """One thing to confirm. `ident`: a number of a list, of an article, an errand's id; `heir`: a margin's new article."""

    id: str
    kind: Kind
    ident: str
    title: str
    under: str
    pairs: tuple[WordsPair, ...]
    heir: str = ""

    @property
    def new_article(self) -> str:
        """The number of the article of the newer version that it leads to; "" where none does."""
        return self.heir or next((pair.new_article for pair in self.pairs if pair.new_article), "")

    @property
    def gone(self) -> bool:
        """Whether nothing takes the place of any of the words."""
        return all(not pair.new for pair in self.pairs)


class Followed(NamedTuple):
    """All that was looked through: what is to be confirmed, margins that need no look, how many quotes only moved."""

    changes: tuple[VersionChange, ...]
    margins: tuple[tuple[Marginal, str], ...]  # with the article of the newer version
    moved: int


def older_first(rules: Iterable[Rule]) -> list[Rule]:
    """By the day from which each holds, as far as its text tells."""
    return sorted(
        rules,
        key=lambda rule: str(rule.meta.effective or rule.meta.issued or rule.meta.adopted or rule.meta.published or ""),
    )


def version_pair(rules: Mapping[str, Rule], chosen: str) -> tuple[str, str]:
    """(older, newer) for the rule `chosen`: it and the version before it, else the one after it; "" for none."""
    rule = rules.get(chosen)
    if rule is None:
        return "", ""
    order = [entry.id for entry in older_first([rule, *(r for r in rules.values() if are_versions(rule, r))])]
    at = order.index(chosen)
    if at:
        return order[at - 1], chosen
    return (chosen, order[1]) if len(order) > 1 else ("", chosen)


def follow(
    succession: Succession,
    records: Sequence[tuple[RecordSummary, Basis]],
    margins: Iterable[Marginal],
    wizards: Sequence[Wizard],
    progress: Progress = never_stop,
) -> Followed:
    """Look through everything that rests on the older version. Raises StoppedError."""
    reader = _Reader(succession)
    changes: list[VersionChange] = []
    for done, (summary, basis) in enumerate(records):
        report(progress, done, len(records) + len(wizards))
        changes += reader.record(summary, basis)
    carried = []
    for entry in sorted(margins, key=lambda entry: reader.order(entry.article)):
        if entry.rule == succession.old.id and not entry.is_blank:
            found, heir = reader.margin(entry)
            changes += [found] if found else []
            carried += [(entry, heir)] if heir and not found else []
    for done, wizard in enumerate(wizards, start=len(records)):
        report(progress, done, len(records) + len(wizards))
        changes += reader.wizard(wizard)
    return Followed(tuple(changes), tuple(carried), reader.moved)


def brought(entry: Marginal, heir: str, new: Rule) -> Marginal:
    """The margin of the article that follows, with what stands beside the old one."""
    article = new.find(heir)
    assert article is not None
    return Marginal(new.id, heir, entry.note, entry.bookmarked, text_hash(article) if entry.note else "", entry.changed)


def effect_in_words(change: VersionChange) -> str:
    """What confirming a change does, and what it leaves alone."""
    if change.kind is Kind.RECORD:
        return "这份清单自带旧版原文，不会跟着改。看清哪里变了，接着办的时候照新版办。"
    if change.kind is Kind.WIZARD:
        return "旧版的办事不改。给新版拟清单用“套用”，这一行会照新版的话再引一遍。"
    name = KINDS[change.kind]
    if not change.heir:
        return f"新版没有接着这一条的条文，{name}留在旧版。确认只记下看过了。"
    return f"确认以后，{name}带到新版{cite_article(change.heir)}；旧版的一条留着。"


def end_in_words(
    counts: tuple[int, int, int], moved: int, *, ready: bool, listed: bool, replaced: bool
) -> tuple[str, str]:
    """Heading and text where nothing is left to look at; `counts`: confirmed, left for later, all.

    `ready`: the newer version can take the older one's place; `replaced`: it has; `listed`: it has errands.
    """
    confirmed, later, of = counts
    if not of:
        title = "所引的话都没有变"
    elif confirmed == of:
        title = f"都看过了，共 {of} 处"
    elif confirmed + later == of:
        title = f"还有 {later} 处先放着"
    else:
        title = "这一类看完了"
    said = f"有 {moved} 处引文只是换了条号，话没有变，不用看。" if moved else ""
    if replaced:
        said += "已换成新版，旧版停用了；在规则库里选中旧版按空格，就又启用。"
    elif ready and not listed:
        said += "新版还没有办事清单：先点“套用”，从旧版搬过来，再换。换了以后旧版停用，就不能再从它搬。"
    elif ready:
        said += "换成新版以后，办事、条文和搜索先按新版来，旧版停用；照旧版办的清单照样能打开、打印。"
    return title, said


class _Reader:
    """Follows quotes, each once: a hundred lists of one errand rest on the same."""

    def __init__(self, succession: Succession) -> None:
        self._succession = succession
        self._fates: dict[tuple[str, int | None, int | None, str], QuoteFate] = {}
        self._numbers = {article.number: at for at, article in enumerate(succession.old.articles)}
        self.moved = 0

    def order(self, number: str) -> int:
        """Where an article stands in the older version."""
        return self._numbers.get(number, len(self._numbers))

    def record(self, summary: RecordSummary, basis: Basis) -> list[VersionChange]:
        """A list with all of its changed quotes, each of them once."""
        pairs = [pair for _, _, found in self._lines(basis.wizard) for pair in found]
        if not pairs:
            return []
        state = {RecordState.ARCHIVED: "已归档", RecordState.FINISHED: "已办结"}.get(summary.state, "办理中")
        under = f"{summary.number}　{summary.wizard_title}　{state}"
        unique = tuple({(pair.old, pair.new): pair for pair in pairs}.values())
        return [_change(Kind.RECORD, summary.number, "", summary.title or summary.wizard_title, under, unique)]

    def wizard(self, wizard: Wizard) -> list[VersionChange]:
        """Every line of an errand that has changed quotes."""
        return [
            _change(Kind.WIZARD, wizard.id, item, words or pairs[0].old, wizard.title, tuple(pairs))
            for item, words, pairs in self._lines(wizard)
            if pairs
        ]

    def margin(self, entry: Marginal) -> tuple[VersionChange | None, str]:
        """What is to be confirmed of a note or bookmark, and the number of the article that follows, "" where none does."""
        fate = self._succession.article(entry.article)
        if fate.fate in (Fate.SAME, Fate.MOVED):
            return None, fate.new
        kind = Kind.NOTE if entry.note else Kind.BOOKMARK
        pair = _pair("", cite_article(fate.old), fate.before, cite_article(fate.new) if fate.new else "", fate.after)
        title = entry.note.replace("\n", "　") or _heading(self._succession.old, entry.article)
        under = cite_article(entry.article) + ("，也收藏了" if entry.note and entry.bookmarked else "")
        change = _change(kind, entry.article, "", title, under, (pair,))
        return change._replace(heir=fate.new), fate.new

    def _lines(self, wizard: Wizard) -> list[tuple[str, str, list[WordsPair]]]:
        """(id, our words, changed quotes) of each line that has any quote."""
        groups: tuple[tuple[Line | Question, ...], ...]
        groups = (wizard.items, wizard.answers, wizard.others, wizard.open, wizard.general, wizard.questions)
        words = {part.id: own_words(part) for group in groups for part in group}
        found: dict[str, list[WordsPair]] = {}
        for use, cite in quotes_of(wizard):
            pairs = found.setdefault(use.item, [])
            fate = self._fate(cite)
            self.moved += fate.fate is Fate.MOVED
            if fate.fate in (Fate.CHANGED, Fate.GONE):
                pairs.append(self._quotes(words.get(use.item, ""), fate))
        return [(item, words.get(item, ""), pairs) for item, pairs in found.items()]

    def _fate(self, cite: Cite) -> QuoteFate:
        key = cite.number, cite.paragraph, cite.item, cite.quote
        if key not in self._fates:
            self._fates[key] = self._succession.quote(cite)
        return self._fates[key]

    def _quotes(self, of: str, fate: QuoteFate) -> WordsPair:
        new = fate.new
        new_place = _place(self._succession.new, new) if new else ""
        pair = _pair(of, _place(self._succession.old, fate.old), fate.old.quote, new_place, new.quote if new else "")
        return pair._replace(new_article=new.number) if new else pair


def _pair(of: str, old_place: str, old: str, new_place: str, new: str) -> WordsPair:
    if not new:
        return WordsPair(of, old_place, old, ((0, len(old)),), "新版里没有找到", "", ())
    found = compare_texts(widened(old), widened(new))
    return WordsPair(of, old_place, old, found.left, new_place, new, found.right)


def _change(kind: Kind, ident: str, item: str, title: str, under: str, pairs: tuple[WordsPair, ...]) -> VersionChange:
    said = "\n".join(f"{pair.old}\n{pair.new}" for pair in pairs)
    digest = hashlib.sha256(said.encode()).hexdigest()[:12]
    return VersionChange("/".join((kind.value, ident, item, digest)), kind, ident, title, under, pairs)


def _place(rule: Rule, cite: Cite) -> str:
    article = rule.find(cite.number)
    return place_label(article, cite.paragraph, cite.item) if article else cite_article(cite.number)


def _heading(rule: Rule, number: str) -> str:
    article = rule.find(number)
    return (article.heading or article.shown[:40]) if article else cite_article(number)
