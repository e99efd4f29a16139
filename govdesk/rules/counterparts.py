"""counterparts.toml: which article of one rule speaks of the same thing as which article of another.

A pack names the other pack (`with`) and lists pairs; either side may be empty. Which belongs to which is an editor's
judgment, kept apart from both texts. Whether two sides read alike is not declared: it is computed from their words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from govdesk.errors import Problem
from govdesk.rules.citation import cite_article, cite_place
from govdesk.rules.model import Article, Paragraph, Rule
from govdesk.rules.topics import TopicGroup
from govdesk.strict import convert_strictly, read_toml

FILE_NAME = "counterparts.toml"
OTHERS = "总则与职责"
_REF = re.compile(r"(\d+(?:-\d+)?)(?:\.(\d+))?(?:/(\d+)(?:-(\d+))?)?")
_SENTENCE = re.compile(r"[^。]*。[”’）〕]*|[^。]+$")


class Ref(NamedTuple):
    """A place: an article, one of its 款 (from 1), or some sentences of that 款 (from 1, both ends included)."""

    article: str
    paragraph: int | None = None
    first: int | None = None
    last: int | None = None

    def label(self) -> str:
        """第四十一条第一款第 1 至 2 句, in words."""
        words = cite_place(self.article, self.paragraph) if self.paragraph else cite_article(self.article)
        if self.first is None:
            return words
        return f"{words}第 {self.first} 句" if self.first == self.last else f"{words}第 {self.first} 至 {self.last} 句"


class Pair(msgspec.Struct, frozen=True):
    """Two places that speak of the same thing; an empty side has no counterpart. `title` is ours."""

    id: str
    title: str
    left: tuple[Ref, ...] = ()
    right: tuple[Ref, ...] = ()
    topics: tuple[str, ...] = ()

    def turned(self) -> Pair:
        """The same pair with its sides exchanged."""
        return msgspec.structs.replace(self, left=self.right, right=self.left)


class Counterparts(msgspec.Struct, frozen=True):
    """All pairs of two rules, `left` being the rule whose pack declares them."""

    left: str
    right: str
    pairs: tuple[Pair, ...]


class PairGroup(NamedTuple):
    """Pairs under one heading: a group of topics, or what belongs to none."""

    title: str
    pairs: tuple[Pair, ...]


class _PairEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    here: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class _CounterpartsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with"}):
    with_: str
    pairs: tuple[_PairEntry, ...] = ()


def read_counterparts(folder: Path) -> tuple[Counterparts | None, list[Problem]]:
    """The pairs that the pack in `folder` declares (None: it declares none, or cannot be read), and its problems."""
    problems: list[Problem] = []
    name = f"{folder.name}/{FILE_NAME}"
    raw = read_toml(folder / FILE_NAME, name, problems)
    if raw is None:
        return None, problems
    file: _CounterpartsFile | None = convert_strictly(raw, _CounterpartsFile, name, problems)
    if file is None:
        return None, problems
    pairs = []
    for entry in file.pairs:
        sides = [_refs(refs, name, f"pairs.{entry.id}.{side}", problems) for side, refs in _sides(entry)]
        pairs.append(Pair(entry.id, entry.title, sides[0], sides[1], entry.topics))
    return Counterparts(folder.name, file.with_, tuple(pairs)), problems


def load_counterparts(folders: Iterable[Path], rules: Mapping[str, Rule]) -> list[Counterparts]:
    """What the packs below `folders` declare about pairs of `rules`; a file with problems is left out."""
    found = []
    for path in sorted(path for folder in folders for path in folder.glob(f"*/{FILE_NAME}")):
        if path.parent.name not in rules:
            continue
        declared, problems = read_counterparts(path.parent)
        if declared is None or problems or declared.left not in rules or declared.right not in rules:
            continue
        if not check_counterparts(declared, rules[declared.left], rules[declared.right]):
            found.append(declared)
    return found


def check_counterparts(
    declared: Counterparts, left: Rule, right: Rule, groups: Sequence[TopicGroup] | None = None
) -> list[Problem]:
    """Places that are not there, ids used twice, pairs without a side; with `groups` topics that are not known."""
    name = f"{declared.left}/{FILE_NAME}"
    problems = []
    for pair_id, count in Counter(pair.id for pair in declared.pairs).items():
        if count > 1:
            problems.append(Problem(name, f"pairs.{pair_id}", f"编号写了 {count} 次"))
    known = None if groups is None else {topic.id for group in groups for topic in group.topics}
    for pair in declared.pairs:
        where = f"pairs.{pair.id}"
        if not pair.left and not pair.right:
            problems.append(Problem(name, where, "两边都没有写", "至少写 here 或 there"))
        for topic in pair.topics:
            if known is not None and topic not in known:
                problems.append(Problem(name, f"{where}.topics", f"topics.toml 里没有“{topic}”这个事项类别"))
        for rule, refs in ((left, pair.left), (right, pair.right)):
            for ref in refs:
                if not side_lines(rule, (ref,)):
                    problems.append(Problem(name, where, f"《{rule.meta.title}》里没有{ref.label()}", "核对条、款、句"))
    return problems


def groups_of(pairs: Iterable[Pair], groups: Sequence[TopicGroup]) -> list[PairGroup]:
    """The pairs under the groups of their first topics, in the groups' order; those without a topic come last."""
    home = {topic.id: group.id for group in groups for topic in group.topics}
    sorted_in: dict[str, list[Pair]] = {}
    for pair in pairs:
        sorted_in.setdefault(home.get(pair.topics[0], "") if pair.topics else "", []).append(pair)
    found = [PairGroup(group.title, tuple(sorted_in[group.id])) for group in groups if group.id in sorted_in]
    return [*found, *([PairGroup(OTHERS, tuple(sorted_in[""]))] if "" in sorted_in else [])]


class SideLine(NamedTuple):
    """A line of one side: `label` is what is printed before the law's own words, 五十二、 or （一）.

    Only a whole article has its number (`is_number`): a part of it must not look like all of it.
    """

    ref: Ref
    label: str
    words: str
    is_number: bool = False


def side_lines(rule: Rule, refs: Iterable[Ref]) -> list[SideLine]:
    """The law's words at `refs`, line by line as shown. A place that is not there gives no lines."""
    lines: list[SideLine] = []
    for ref in refs:
        article = rule.find(ref.article)
        if article is not None:
            lines += _article_lines(article, ref)
    return lines


def sentences(paragraph: Paragraph) -> list[str]:
    """The sentences of a 款 as shown; 项 belong to the last of them."""
    return _SENTENCE.findall(paragraph.text.shown)


def uncovered(rule: Rule, refs: Iterable[Ref]) -> list[Ref]:
    """The sentences of `rule` that none of `refs` holds."""
    held: set[tuple[str, int, int]] = set()
    for ref in refs:
        article = rule.find(ref.article)
        if article is not None:
            held.update((ref.article, number, one) for number, _, chosen in _chosen(article, ref) for one in chosen)
    return [
        Ref(article.number, number, one, one)
        for article in rule.articles
        for number, paragraph in enumerate(article.paragraphs, start=1)
        for one in range(1, len(sentences(paragraph)) + 1)
        if (article.number, number, one) not in held
    ]


def _chosen(article: Article, ref: Ref) -> Iterator[tuple[int, Paragraph, range]]:
    """The 款 that `ref` holds, each with the numbers of its sentences; nothing where one of them is not there."""
    number = ref.paragraph or (1 if ref.first is not None and len(article.paragraphs) == 1 else None)
    if number is None and ref.first is not None:
        return
    for position, paragraph in enumerate(article.paragraphs, start=1):
        if number in (None, position):
            total = len(sentences(paragraph))
            first, last = (ref.first, ref.last or ref.first) if ref.first is not None else (1, total)
            if 1 <= first <= last <= total:
                yield position, paragraph, range(first, last + 1)


def _article_lines(article: Article, ref: Ref) -> Iterator[SideLine]:
    for position, paragraph, chosen in _chosen(article, ref):
        every = sentences(paragraph)
        whole = position == 1 and ref.paragraph is None and ref.first is None
        words = "".join(every[one - 1] for one in chosen)
        yield SideLine(ref, article.printed if whole else "", words, is_number=whole)
        if chosen.stop > len(every):
            for item in paragraph.items:
                yield SideLine(ref, item.label, item.text.shown)
                for sub in item.subitems:
                    yield SideLine(ref, sub.label, sub.text.shown)


def _sides(entry: _PairEntry) -> tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]:
    return ("here", entry.here), ("there", entry.there)


def _refs(written: Iterable[str], name: str, where: str, problems: list[Problem]) -> tuple[Ref, ...]:
    refs = []
    for text in written:
        match = _REF.fullmatch(text)
        if match is None:
            problems.append(Problem(name, where, f"看不懂“{text}”", "写成 48、41.3、41.1/1-2 这样"))
            continue
        paragraph, first, last = (int(match[n]) if match[n] else None for n in (2, 3, 4))
        refs.append(Ref(match[1], paragraph, first, last if last is not None else first))
    return tuple(refs)
