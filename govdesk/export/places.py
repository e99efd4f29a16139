"""Places in a rule as a narrow column has them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govdesk.rules.numerals import parse_numeral

_PLACE = re.compile(r"(第[^第]*条(?:之[^第]*)?)(?:第([^第]*)款)?(?:第（(.*)）项)?")


def compact(labels: Iterable[str]) -> tuple[str, ...]:
    """The places in an article as one, each named once, as laws cite: 第四十一条第一、三款, 第四十条第一款第（二）、（三）项.

    A 项 is read with the words of its 款 that lead to it, so that 款 is not named beside it. Places that cannot be read
    stand as they are.
    """
    groups: dict[str, dict[str, list[str]]] = {}
    for label in labels:
        found = _PLACE.fullmatch(label)
        article, paragraph, item = found.groups(default="") if found else (label, "", "")
        items = groups.setdefault(article, {}).setdefault(paragraph, [])
        if item and item not in items:
            items.append(item)
    return tuple(article + _within(paragraphs) for article, paragraphs in groups.items())


def _within(paragraphs: dict[str, list[str]]) -> str:
    if "" in paragraphs and (len(paragraphs) > 1 or not paragraphs[""]):  # the whole article
        return ""
    places: list[str] = []
    bare: list[str] = []
    for paragraph in [*_in_order(paragraphs), None]:
        if paragraph is not None and not paragraphs[paragraph]:
            bare.append(paragraph)
            continue
        if bare:
            places.append(f"第{_series(bare, '{}')}款")
            bare = []
        if paragraph is not None:
            places.append((f"第{paragraph}款" if paragraph else "") + f"第{_series(paragraphs[paragraph], '（{}）')}项")
    return "、".join(places)


def _series(numerals: Iterable[str], form: str) -> str:
    """（二）、（三）, from three on （二）至（四）; each number in `form`."""
    runs: list[list[str]] = []
    for numeral in _in_order(numerals):
        follows = runs and parse_numeral(numeral) == (parse_numeral(runs[-1][-1]) or 0) + 1
        if follows:
            runs[-1].append(numeral)
        else:
            runs.append([numeral])
    shown = [
        f"{form.format(run[0])}至{form.format(run[-1])}" if len(run) > 2 else "、".join(map(form.format, run))
        for run in runs
    ]
    return "、".join(shown)


def _in_order(numerals: Iterable[str]) -> list[str]:
    return sorted(numerals, key=lambda numeral: parse_numeral(numeral) or 0)
