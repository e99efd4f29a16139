"""Places in a rule as a narrow column has them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLACE = re.compile(r"(第[^第]*条(?:之[^第]*)?)(第[^第]*款)?(第.*项)?")


def compact(labels: Iterable[str]) -> tuple[str, ...]:
    """第四十一条第一款, 第四十一条第三款 → 第四十一条第一、三款; places that cannot be joined stand as they are."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for label in labels:
        found = _PLACE.fullmatch(label)
        if found is None:
            groups.setdefault(label, [])
            continue
        article, paragraph, item = found.groups(default="")
        groups.setdefault(article, []).append((paragraph, item))
    return tuple(article + _joined(list(dict.fromkeys(places))) for article, places in groups.items())


def _joined(places: list[tuple[str, str]]) -> str:
    if ("", "") in places:  # the whole article
        return ""
    if all(paragraph and not item for paragraph, item in places) and len(places) > 1:
        return "第" + "、".join(paragraph.removeprefix("第").removesuffix("款") for paragraph, _ in places) + "款"
    if len({paragraph for paragraph, _ in places}) == 1 and all(item for _, item in places) and len(places) > 1:
        return places[0][0] + "第" + "".join(item.removeprefix("第").removesuffix("项") for _, item in places) + "项"
    return "、".join(paragraph + item for paragraph, item in places)
