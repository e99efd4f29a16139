"""What stands beside what: two rules by their authored pairs, two versions of one rule by their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from govdesk.present.contents import short_number
from govdesk.rules.citation import cite_place, parse_citation, quote_for_copying
from govdesk.rules.counterparts import (
    Counterparts,
    Pair,
    PairGroup,
    Ref,
    SideLine,
    groups_of,
    side_lines,
)
from govdesk.rules.differences import ALIKE, Differences, compare_texts
from govdesk.rules.model import Rule
from govdesk.rules.versions import align_versions, are_versions
from govdesk.search.folding import fold_text
from govdesk.wizards.library import Library

SAME, NEAR, DIFFERENT = "相同", "近似", "不同"
TAGS_TOLD = "相同、近似、不同只看文字相同的多少，不评内容"
TERMS_TOLD = "要点是数字、时限和对方没有写到的机构"


class Side(NamedTuple):
    """One side of a pair: its lines, and the text made of them that differences are counted in."""

    rule: Rule
    refs: tuple[Ref, ...]
    lines: tuple[SideLine, ...]

    @property
    def text(self) -> str:
        """The words as compared: 项 with their labels, without the articles' own numbers."""
        return "\n".join(compared(line) for line in self.lines)

    @property
    def numbers(self) -> str:
        """五十二; 二十四、二十六: the articles for narrow columns."""
        articles = [self.rule.find(ref.article) for ref in self.refs]
        return "、".join(dict.fromkeys(short_number(article) for article in articles if article is not None))

    def citations(self) -> list[str]:
        """Each place as a citation ready to paste."""
        found = []
        for ref in self.refs:
            words = "\n".join(compared(line) for line in self.lines if line.ref == ref)
            found.append(quote_for_copying(self.rule.meta, cite_place(ref.article, ref.paragraph), words))
        return found


def compared(line: SideLine) -> str:
    """A line's words as they are compared and copied."""
    return line.words if line.is_number else line.label + line.words


class Shown:
    """A pair with both texts at hand; what differs is worked out when it is asked for."""

    def __init__(self, pair: Pair, left: Rule, right: Rule) -> None:
        self.pair = pair
        self.left = Side(left, pair.left, tuple(side_lines(left, pair.left)))
        self.right = Side(right, pair.right, tuple(side_lines(right, pair.right)))

    @cached_property
    def differences(self) -> Differences:
        """What to mark on either side."""
        return compare_texts(self.left.text, self.right.text)

    @cached_property
    def tag(self) -> str:
        """相同, 近似, 不同, 仅咸阳."""
        if not self.left.lines or not self.right.lines:
            return f"仅{self._only()}"
        return SAME if self.differences.ratio == 1 else NEAR if self.differences.ratio >= ALIKE else DIFFERENT

    @property
    def is_alike(self) -> bool:
        """Whether both sides say it in much the same words."""
        return self.tag in (SAME, NEAR)

    def holds(self, words: str) -> bool:
        """Whether all of `words` stand in what it is called, in its places or in either text; 51 is 第五十一条 too."""
        if all(word in self._folded for word in fold_text(words).split()):
            return True
        cited = parse_citation(words)
        places = (*self.pair.left, *self.pair.right)
        return cited is not None and not cited.rule and any(ref.article == cited.article for ref in places)

    @cached_property
    def _folded(self) -> str:
        labels = (ref.label() for ref in (*self.pair.left, *self.pair.right))
        return fold_text("\n".join((self.pair.title, self.tag, *labels, self.left.text, self.right.text)))

    @property
    def remark(self) -> str:
        """What is said beside the heading where characters are not compared."""
        if not self.left.lines or not self.right.lines or self.differences.by_character:
            return ""
        found = self.differences.left or self.differences.right
        return "表述差别大，只标要点" if found else "表述差别大，不逐字比对"  # short: beside it stand two links

    @property
    def places(self) -> str:
        """五十二 ↔ 四十四; 五十（另一规则无对应）."""
        if self.left.lines and self.right.lines:
            return f"{self.left.numbers} ↔ {self.right.numbers}"
        return f"{self.left.numbers or self.right.numbers}（另一规则无对应）"

    def _only(self) -> str:
        one, other = (self.left, self.right) if self.left.lines else (self.right, self.left)
        if one.rule.meta.short_title == other.rule.meta.short_title:
            return "左侧" if self.left.lines else "右侧"
        return one.rule.meta.short_title.removesuffix("市")


class ShownGroup(NamedTuple):
    """Pairs under one heading."""

    title: str
    pairs: tuple[Shown, ...]


class Comparison:
    """Two rules side by side. `authored` False: two versions, paired by their words."""

    def __init__(self, left: Rule, right: Rule, groups: Iterable[PairGroup], *, authored: bool) -> None:
        self.left, self.right, self.authored = left, right, authored
        self.groups = [
            ShownGroup(group.title, tuple(Shown(pair, left, right) for pair in group.pairs)) for group in groups
        ]
        self.pairs = [shown for group in self.groups for shown in group.pairs]

    def index_of(self, pair_id: str) -> int:
        """Position of a pair among all, -1 for none."""
        return next((i for i, shown in enumerate(self.pairs) if shown.pair.id == pair_id), -1)

    def index_of_article(self, rule_id: str, number: str) -> int:
        """The first pair that an article stands in, those that begin with it first; -1 for none."""
        sides = [(i, shown.left if rule_id == self.left.id else shown.right) for i, shown in enumerate(self.pairs)]
        first = (i for i, side in sides if side.refs and side.refs[0].article == number)
        return next(first, next((i for i, side in sides if any(ref.article == number for ref in side.refs)), -1))


def comparison_title(comparison: Comparison, groups: Sequence[ShownGroup]) -> str:
    """What a paper of `groups` is called: 咸阳市与张家港市工作规则对照, with the group where it is one of several."""
    title = f"{comparison.left.meta.short_title}与{comparison.right.meta.short_title}工作规则对照"
    return f"{title}（{groups[0].title}）" if len(groups) == 1 else title


def compare_rules(library: Library, declared: Iterable[Counterparts], left: Rule, right: Rule) -> Comparison | None:
    """The comparison of two rules, or None where nobody has paired them and they are not versions of one."""
    for counterparts in declared:
        pairs: Sequence[Pair] | None = None
        if (counterparts.left, counterparts.right) == (left.id, right.id):
            pairs = counterparts.pairs
        elif (counterparts.left, counterparts.right) == (right.id, left.id):
            pairs = [pair.turned() for pair in counterparts.pairs]
        if pairs is not None:
            return Comparison(left, right, groups_of(pairs, library.groups), authored=True)
    if are_versions(left, right):
        return Comparison(left, right, align_versions(left, right), authored=False)
    return None


def partners(library: Library, declared: Iterable[Counterparts], rule: Rule) -> list[Rule]:
    """The rules that `rule` can be laid beside, versions of its own first."""
    known = {(pairs.left, pairs.right) for pairs in declared}
    others = [other for other in library.rules.values() if other.id != rule.id]
    versions = [other for other in others if are_versions(rule, other)]
    paired = [other for other in others if (rule.id, other.id) in known or (other.id, rule.id) in known]
    return list({other.id: other for other in (*versions, *paired)}.values())
