"""The review of a draft (套用) in words: errands with their state, lines with their place, differences side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govdesk.drafting.decisions import Verdict
from govdesk.drafting.model import Difference, Draft, Dropped, Errand, Kind, Line, Pair, Proposal, own_words
from govdesk.drafting.review import Review
from govdesk.rules.citation import cite_article, place_label
from govdesk.rules.differences import compare_texts
from govdesk.rules.model import Rule
from govdesk.wizards.checklist import BADGES, badge_of
from govdesk.wizards.library import Library
from govdesk.wizards.model import CheckItem, Cite, Due, OpenPoint, OtherAct, Question, Wizard
from govdesk.wizards.parties import Party

VERDICTS: dict[Verdict | None, str] = {
    None: "待审",
    Verdict.TAKEN: "采用",
    Verdict.EDITED: "改过",
    Verdict.REFUSED: "不要",
    Verdict.LATER: "放着",
}
KINDS = {
    Kind.ACT: "",
    Kind.OTHER: "别人来办",
    Kind.OPEN: "先问清",
    Kind.GENERAL: "总要求",
    Kind.ANSWER: "直接回答",
}
#: What differs, as the heading of a pair.
_WHAT = {"数目": "数字", "机构": "谁", "性质": "要求"}


class ErrandRow(NamedTuple):
    """An errand in the list at the left."""

    id: str
    title: str
    state: str
    icon: str
    settled: int
    all: int
    published: bool
    can_publish: bool

    @property
    def tip(self) -> str:
        """What may be cut in the list."""
        return self.title

    @property
    def sentence(self) -> str:
        return f"{self.title}，{self.state}，已审 {self.settled}，共 {self.all}"


class LineRow(NamedTuple):
    """A line in the queue: what was decided, its badge, what it says, where its words stand."""

    id: str
    verdict: str
    badge: str
    words: str
    place: str
    differs: bool

    @property
    def tip(self) -> str:
        """What may be cut in the list."""
        return self.words

    @property
    def sentence(self) -> str:
        also = "，和原来不同" if self.differs else ""
        return f"{self.verdict}，{self.badge or '只读'}，{self.words}，{self.place}{also}"


class QuotePair(NamedTuple):
    """Old and new words with the stretches to mark in each; `old_place` names its rule."""

    old_place: str
    old: str
    old_spans: Sequence[tuple[int, int]]
    new_place: str
    new: str
    new_spans: Sequence[tuple[int, int]]


def errand_rows(review: Review) -> list[ErrandRow]:
    """Every errand that has lines, in the draft's order."""
    rows = (errand_row(review, errand.wizard) for errand in review.draft.errands)
    return [row for row in rows if row.all]


def errand_row(review: Review, wizard: Wizard) -> ErrandRow:
    """How far one errand has come, and whether it can be published."""
    progress, published = review.progress(wizard.id), review.is_published(wizard.id)
    settled, makes_a_list = progress.settled == progress.all, review.makes_a_list(wizard.id)
    if published:
        state, icon = "已发布", "check-circle-fill"
    elif settled:
        none = not (progress.taken or progress.edited)
        what = "都不要，不用发布" if none else "没有自己办的，不用发布"
        state, icon = "定完了，还没有发布" if makes_a_list else what, "check-circle"
    elif progress.later:
        state, icon = f"放了 {progress.later} 条", "circle-half"
    elif progress.settled:
        state, icon = "正在审", "circle-half"
    else:
        state, icon = "还没有审", "circle"
    can_publish = settled and makes_a_list and not published
    return ErrandRow(wizard.id, wizard.title, state, icon, progress.settled, progress.all, published, can_publish)


def line_rows(review: Review, errand: str, *, only_different: bool = False) -> list[LineRow]:
    """The lines of an errand in their order, settled ones too."""
    return [
        line_row(review, proposal)
        for proposal in review.draft.of_errand(errand)
        if proposal.differs or not only_different
    ]


def line_row(review: Review, proposal: Proposal) -> LineRow:
    """One line as it stands now."""
    line = review.line(proposal.id)
    return LineRow(
        proposal.id,
        VERDICTS[review.verdict(proposal.id)],
        badge(proposal.kind, line),
        words_of(line),
        place_of(review.rule, line.cites[0]) if line.cites else "",
        bool(proposal.differs),
    )


def badge(kind: Kind, line: Line) -> str:
    """必办, 遇到, 别人来办 …"""
    return badge_of(line.level, arises=bool(line.arises)) if isinstance(line, CheckItem) else KINDS[kind]


def words_of(line: Line | Question) -> str:
    """What a line says; for 总要求 the words it quotes."""
    return own_words(line) or (line.cites[0].quote if line.cites else "")


def place_of(rule: Rule, cite: Cite) -> str:
    """第四十七条第一款."""
    return _place(rule, cite.number, cite.paragraph, cite.item)


def _place(rule: Rule, number: str, paragraph: int | None, item: int | None) -> str:
    article = rule.find(number)
    return place_label(article, paragraph, item) if article else cite_article(number)


def facts_of(review: Review, proposal: Proposal, line: Line) -> list[tuple[str, str]]:
    """段, 谁来办, 期限 and what else there is to know of a line before it is taken."""
    labels = {party.id: party.label for party in review.parties}
    frame = review.draft.errand(proposal.errand)
    wizard = frame.wizard if frame else None
    found: list[tuple[str, str]] = []
    if isinstance(line, CheckItem):
        found += [("段", line.stage), ("谁来办", who_acts(line, labels))]
        if line.arises:
            found.append(("遇到", line.arises))
    elif isinstance(line, OtherAct):
        found += [("放在", KINDS[proposal.kind]), ("谁来办", line.who or labels.get(line.party, "没有写明"))]
    else:
        found.append(("放在", KINDS[proposal.kind]))
    due = getattr(line, "due", None)
    if due is not None:
        found.append(("期限", due_in_words(due, wizard)))
    conditions = conditions_in_words(line, wizard)
    if conditions:
        found.append(("什么时候列", conditions))
    if isinstance(line, OpenPoint) and line.says:
        found.append(("为什么问", line.says))
    return found


def who_acts(item: CheckItem, labels: dict[str, str]) -> str:
    """市长（市政府办公室经手）."""
    acting = "、".join(labels.get(party, party) for party in item.party)
    carried = "、".join(labels.get(party, party) for party in item.carried_by)
    return f"{item.who or acting}（{carried}经手）" if carried else item.who or acting or "没有写明"


def due_in_words(due: Due, wizard: Wizard | None) -> str:
    """7 个工作日，自收文日期次日起."""
    field = wizard.field(due.field) if wizard and due.field else None
    label = field.label if field else "事情发生"
    if due.workdays is not None:
        return f"{due.workdays} 个工作日，自{label}次日起"
    if due.on:
        return due.words or f"到{label}当天"
    return due.words or (f"按填的“{label}”" if due.given else "")


def conditions_in_words(line: Line, wizard: Wizard | None) -> str:
    """The questions that decide whether a line is listed."""
    when = line.when
    if not when or wizard is None:
        return ""
    names = {key.rstrip("!") for condition in ((when,) if isinstance(when, dict) else when) for key in condition}
    asked = [question.short or question.ask for question in wizard.questions if question.id in names]
    return "看“" + "”“".join(asked) + "”怎么答" if asked else ""


def origin_in_words(proposal: Proposal, library: Library) -> str:
    """Where a line comes from: 从咸阳市“报送请示”搬来; 新写的."""
    if proposal.origin is None:
        return "新写的：这一句有约束，搬来的清单都没有引"
    named, _ = _source(library, proposal.origin.rule, proposal.origin.wizard)
    return f"从{named}搬来"


def _source(library: Library, rule_id: str, wizard_id: str) -> tuple[str, Wizard | None]:
    """An errand of another pack as it is called, 咸阳市“报送请示”, and the errand, where the pack is still there."""
    rule = library.rules.get(rule_id)
    wizard = next((w for w in library.wizards(rule_id) if w.id == wizard_id), None)
    city, title = rule.meta.short_title if rule else rule_id, wizard.title if wizard else wizard_id
    return f"{city}“{title}”", wizard


def what_differs(change: Difference) -> str:
    return _WHAT.get(change.what, change.what)


def substance(proposal: Proposal) -> str:
    """A sentence for what is more than another number; "" for nothing to say."""
    kinds = {change.what for change in proposal.differs}
    if "性质" in kinds:
        return "要求的轻重不同：一边必须，一边可以或者一般。看准再采用。"
    if "机构" in kinds:
        return "办的人或者报的对象不同，不只是换了名称的，要改。看准再采用。"
    return ""


def quote_pairs(proposal: Proposal, rule: Rule, library: Library) -> list[QuotePair]:
    """Both quotes of each pair, with what only one side has."""
    old_rule = library.rules.get(proposal.origin.rule) if proposal.origin else None
    return [_pair(pair, rule, old_rule) for pair in proposal.pairs]


def _pair(pair: Pair, rule: Rule, old_rule: Rule | None) -> QuotePair:
    found = compare_texts(pair.old.quote, pair.new.quote)
    city = old_rule.meta.short_title if old_rule else ""
    old_place = place_of(old_rule, pair.old) if old_rule else cite_article(pair.old.number)
    return QuotePair(
        f"{city} {old_place}".strip(),
        pair.old.quote,
        found.left,
        f"{rule.meta.short_title} {place_of(rule, pair.new)}",
        pair.new.quote,
        found.right,
    )


def same_words(proposal: Proposal) -> bool:
    """Whether every new quote reads as the old one."""
    return all(pair.old.quote == pair.new.quote for pair in proposal.pairs)


def dropped_rows(draft: Draft, review: Review, library: Library) -> list[tuple[str, str]]:
    """(which line, why) of all that does not come over, what was held back at publishing first."""
    rows = []
    for published in review.published:
        errand = draft.errand(published.errand)
        title = errand.wizard.title if errand else published.errand
        rows += [
            (f"{title}：{_item_words(draft, published.errand, h.item)}", f"发布时没有放进去：{h.because}")
            for h in published.held
        ]
    return rows + [(_dropped_name(entry, library), entry.because) for entry in draft.dropped]


def _item_words(draft: Draft, errand: str, item: str) -> str:
    return next((words_of(p.line) for p in draft.of_errand(errand) if p.line.id == item), item)


def _dropped_name(entry: Dropped, library: Library) -> str:
    named, wizard = _source(library, entry.rule, entry.wizard)
    parts: tuple[tuple[Line | Question, ...], ...] = ()
    if wizard is not None:
        parts = (wizard.items, wizard.others, wizard.open, wizard.general, wizard.answers, wizard.questions)
    line = next((part for group in parts for part in group if part.id == entry.item), None)
    return f"{named}：{(words_of(line) if line is not None else '') or '整件'}"


def unquoted_rows(review: Review) -> list[tuple[str, str, str]]:
    """(article number, place, sentence) that no proposed line quotes."""
    return [
        (entry.article, _place(review.rule, entry.article, entry.paragraph, entry.item), entry.text)
        for entry in review.draft.unquoted
    ]


def questions_of(errand: Errand) -> list[str]:
    """What an errand will ask, each with its answers, to be read before it is published."""
    return [
        f"{question.ask}　{' / '.join(option.label for option in question.options)}"
        for question in errand.wizard.questions
    ]


def foreign_in_words(errand: Errand) -> str:
    """What is still called by another city's names in an errand's questions and titles; "" for nothing."""
    if not errand.foreign:
        return ""
    return f"问题里还有这部规则没有的称呼：{'、'.join(errand.foreign)}。发布以后照样能用，念到时心里换一换。"


def kind_of_party(party: Party) -> str:
    """单位, 领导 or 会议, by what its name ends in."""
    if party.label.endswith(("会议", "大会")):
        return "会议"
    if party.desk or not party.label.endswith(_PERSONS):
        return "单位"
    return "领导、人员"


_PERSONS = ("长", "领导", "领导同志", "人", "人员", "主任", "成员", "同志", "代表", "书记")

#: For the choice of a level.
LEVELS = tuple(BADGES.items())
