"""Where in a document a warning has its cause, so that a hand can go there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govdesk.importing.draft import GARBLED, PRIVATE
from govdesk.importing.pieces import Role
from govdesk.importing.settling import Settlement
from govdesk.rules.marks import article_mark, division_mark, enumerated_mark

_LABEL = re.compile(r"第[〇零一二三四五六七八九十百千\d]+[条條编編章节節款]|“[〇零一二三四五六七八九十百千]+、”")


@dataclass(frozen=True)
class Finding:
    """A warning, and the pieces (by index) that it speaks of; none where it speaks of the whole."""

    words: str
    places: tuple[int, ...] = ()

    @property
    def is_garbled(self) -> bool:
        """Whether another encoding may help."""
        return "乱码" in self.words


def findings(settled: Settlement) -> tuple[Finding, ...]:
    """The warnings of the draft in their order, each with its places."""
    return tuple(Finding(words, _places(settled, words)) for words in settled.draft.warnings)


def _places(settled: Settlement, words: str) -> tuple[int, ...]:
    if "乱码" in words:
        return _matching(settled, GARBLED)
    if "自造字" in words:
        return _matching(settled, PRIVATE)
    labels = _LABEL.findall(words)
    if not labels:
        return ()
    if "缺" in words or "没有找到" in words:
        return _after(settled, labels)
    found = [index for index, _, _, label in _numbered(settled) if label in labels]
    # Of what stands twice the later one is the odd one.
    return tuple(found[1:]) if "重复" in words and len(found) > 1 else tuple(found)


def _matching(settled: Settlement, pattern: re.Pattern[str]) -> tuple[int, ...]:
    return tuple(index for index, piece in enumerate(settled.pieces) if pattern.search(piece.text))


def _numbered(settled: Settlement) -> list[tuple[int, str, int, str]]:
    """Articles and headings: piece, what is numbered (条, 章 …), number, and the label as warnings have it."""
    found = []
    for index, piece in enumerate(settled.pieces):
        if piece.role is Role.ARTICLE and (mark := settled.mark(index)) is not None:
            label = mark.label if mark.label.startswith("第") else f"“{mark.label}”"
            found.append((index, "条", mark.number, label))
        elif piece.role is Role.HEADING and (heading := division_mark(piece.text)) is not None:
            found.append((index, heading.label[-1], heading.number, heading.label))
    return found


def _after(settled: Settlement, labels: list[str]) -> tuple[int, ...]:
    """What stands where each of the missing should have stood before it."""
    found: list[int] = []
    for label in labels:
        bare = label.strip("“”")
        mark = article_mark(bare) or enumerated_mark(bare) or division_mark(bare)
        if mark is None:
            continue
        unit = "条" if bare[-1] in "条條、" else bare[-1]
        later = [index for index, of, number, _ in _numbered(settled) if of == unit and number > mark.number]
        if later and later[0] not in found:
            found.append(later[0])
    return tuple(found)
