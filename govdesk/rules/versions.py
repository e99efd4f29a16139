"""Two versions of one rule side by side: which article became which, told from their words alone."""

from __future__ import annotations

import re

from govdesk.rules.citation import cite_article
from govdesk.rules.counterparts import Pair, PairGroup, Ref
from govdesk.rules.model import Article, Rule

_EDITION = re.compile(r"[（(][^（）()]*[）)]$")
_SAME_NUMBER = 0.3  # share of two-character words in common
_MOVED = 0.4


def are_versions(left: Rule, right: Rule) -> bool:
    """Whether two rules are one document at two times: same issuer, same title but for （试行） and the like."""
    return (
        left.id != right.id
        and left.meta.issuer == right.meta.issuer
        and _EDITION.sub("", left.meta.title) == _EDITION.sub("", right.meta.title)
    )


def align_versions(left: Rule, right: Rule) -> list[PairGroup]:
    """Every article of both once: pairs in the left one's order, new articles behind the one they follow on the right."""
    partner = _partners(left, right)
    taken = {there: here for here, there in partner.items()}
    new_after: dict[int, list[int]] = {}
    after = -1
    for index in range(len(right.articles)):
        if index in taken:
            after = taken[index]
        else:
            new_after.setdefault(after, []).append(index)
    groups: list[tuple[str, list[Pair]]] = []

    def add(here: int | None, there: int | None) -> None:
        owner, index = (left, here) if here is not None else (right, there)
        assert index is not None
        chapter = owner.division_of(owner.articles[index].number)
        title = chapter.name if chapter else owner.meta.title
        if not groups or (groups[-1][0] != title and here is not None):
            groups.append((title, []))
        groups[-1][1].append(
            _pair(
                left.articles[here] if here is not None else None, right.articles[there] if there is not None else None
            )
        )

    for there in new_after.get(-1, ()):
        add(None, there)
    for here in range(len(left.articles)):
        add(here, partner.get(here))
        for there in new_after.get(here, ()):
            add(None, there)
    return [PairGroup(title, tuple(pairs)) for title, pairs in groups]


def _pair(here: Article | None, there: Article | None) -> Pair:
    named = there or here
    assert named is not None
    heading = next((article.heading for article in (there, here) if article is not None and article.heading), "")
    return Pair(
        id=f"{here.number if here else ''}/{there.number if there else ''}",
        title=heading or cite_article(named.number),
        left=(Ref(here.number),) if here else (),
        right=(Ref(there.number),) if there else (),
    )


def _partners(left: Rule, right: Rule) -> dict[int, int]:
    """Index left -> index right: equal words first, then the same number with much in common, then what was moved."""
    partner: dict[int, int] = {}
    free = set(range(len(right.articles)))

    def join(here: int, there: int) -> None:
        partner[here] = there
        free.discard(there)

    by_words: dict[str, list[int]] = {}
    for index, article in enumerate(right.articles):
        by_words.setdefault(article.shown, []).append(index)
    for here, article in enumerate(left.articles):
        for there in by_words.get(article.shown, ()):
            if there in free:
                join(here, there)
                break
    words = [_two_character_words(article.shown) for article in right.articles]
    rest = {here: _two_character_words(left.articles[here].shown) for here in range(len(left.articles))}
    rest = {here: own for here, own in rest.items() if here not in partner}
    for here, own in rest.items():
        same = right.index_of(left.articles[here].number)
        if same is not None and same in free and _shared(own, words[same]) >= _SAME_NUMBER:
            join(here, same)
    candidates = sorted(
        (
            (_shared(own, words[there]), -abs(here - there), here, there)
            for here, own in rest.items()
            if here not in partner
            for there in free
        ),
        reverse=True,
    )
    for shared, _, here, there in candidates:
        if shared >= _MOVED and here not in partner and there in free:
            join(here, there)
    return partner


def _two_character_words(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the two texts' two-character words that both have, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
