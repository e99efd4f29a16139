"""What each piece of a document is: title, notice, heading, article, item, appendix, or nothing of the rule.

The marks decide (see `govdesk.rules.marks`), with the numbers going on from one another; looks only help. Nothing is
renumbered, nothing is dropped: what is no part of the rule is left out with a reason, in its place.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from govdesk.importing import frontmatter
from govdesk.importing.contents import LISTED, leave_out_contents, leave_out_furniture
from govdesk.importing.lines import Source
from govdesk.importing.numbers import Numbering, Sequence, find_articles, heading_at
from govdesk.importing.phrases import (
    RELEASE,
    TITLE_END,
    is_dated,
    is_furniture,
    is_organ,
    is_print_note,
)
from govdesk.importing.pieces import Piece, Role, cut, folded
from govdesk.rules.marks import ITEM_STYLES, ItemMark, appendix_label, division_mark, item_mark

_SENTENCE = re.compile(r"[。；！？：]")
_ENDED = re.compile(r"[。；！？：…”’）)》】.;:!?]$")
_CHROME, _SIGNATURE, _PRINTING = "网页上的导航、按钮等", "署名、日期", "版记"


@dataclass
class Structure:
    """A document's pieces with their roles, and what the structure says of itself."""

    source: Source
    pieces: list[Piece] = field(default_factory=list)
    numbering: Numbering = "articles"
    sequence: Sequence = field(default_factory=Sequence)
    wrapper_title: str = ""
    warnings: list[str] = field(default_factory=list)

    def of(self, *roles: Role) -> list[Piece]:
        """The pieces with one of these roles, in order."""
        return [piece for piece in self.pieces if piece.role in roles]


def find_structure(source: Source) -> Structure:
    """The structure of a document that has been read."""
    pieces = cut(source.lines)
    leave_out_furniture(pieces)
    leave_out_contents(pieces)
    sequence = find_articles(pieces)
    found = Structure(source, pieces, sequence.numbering, sequence, warnings=list(source.warnings))
    first = _body_start(pieces, sequence)
    found.wrapper_title = frontmatter.settle(source, pieces[:first], has_body=bool(sequence.starts))
    _Body(found, first).settle()
    return found


def _body_start(pieces: list[Piece], sequence: Sequence) -> int:
    """Where the first heading or article stands; the end where there is none."""
    article = min(sequence.starts, default=len(pieces))
    first = article
    for index in range(article - 1, -1, -1):
        if heading_at(pieces[index]):
            first = index
        elif pieces[index].role is not Role.LEFT_OUT and first < article and index < first - 6:
            break
    return first


class _Body:
    """Walks from the first heading or article to the end."""

    def __init__(self, found: Structure, first: int) -> None:
        self.found, self.pieces, self.sequence = found, found.pieces, found.sequence
        self.first = first
        self.last_article = max(self.sequence.starts, default=-1)
        self.styles: dict[str, int] = {}
        self.running: dict[
            str, int
        ] = {}  # the last number of each way of marking, for lists that run on through articles
        self.label_only = False
        self.appendix = False
        self._last_label: int | None = None
        self._last_text = -1
        self.tail = self._tail()
        self.title = folded("".join(piece.text for piece in found.pieces if piece.role is Role.TITLE))

    def settle(self) -> None:
        """Give every piece from `first` on its role."""
        index = self.first
        while index < len(self.pieces):
            piece = self.pieces[index]
            if piece.role is Role.LEFT_OUT:
                index += 1
            elif self.sequence.other_text is not None and index >= self._other_text():
                self._leave_out_rest(index)
                return
            else:
                index += self.take(index, piece)

    def take(self, index: int, piece: Piece) -> int:
        """Settle a piece, and perhaps some after it; gives how many."""
        ended = index > self.last_article
        if index >= self.tail and (is_print_note(piece.text) or not self.appendix or is_furniture(piece.text)):
            return self._leave_out(piece, _PRINTING if is_print_note(piece.text) else _CHROME)
        if index in self.sequence.starts and not self.appendix:
            return self._article(index, piece)
        if ended and self.last_article >= 0 and (taken := self._appendix(index, piece)):
            return taken
        if self.appendix:
            piece.role = Role.APPENDIX_TEXT
            return 1
        if heading_at(piece) and not (ended and self.last_article >= 0 and not self._heads_something(index)):
            return self._heading(index, piece)
        if ended and (taken := self._closing(index, piece)):
            return taken
        if piece.plain == self.title and self.title and len(piece.text) < 80:
            return self._leave_out(piece, "页眉（与标题相同）")
        self._text(index, piece)
        return 1

    def _heads_something(self, index: int) -> bool:
        # A chapter whose articles are lost is still a chapter where it stands in line with the others.
        return any(heading_at(piece) for piece in self.pieces[self.first : min(index, self.first + 40)])

    def _article(self, index: int, piece: Piece) -> int:
        mark = self.sequence.starts[index]
        piece.role = Role.ARTICLE
        self.styles = {}
        self.label_only = mark.length >= len(piece.text)
        return 1

    def _heading(self, index: int, piece: Piece) -> int:
        piece.role = Role.HEADING
        self.styles, self.label_only = {}, False
        taken = 1
        # A heading may go on in a second line: short, no sentence, and followed by what a heading is followed by.
        while taken < 3 and index + taken < len(self.pieces):
            more = self.pieces[index + taken]
            if more.role is Role.LEFT_OUT:
                break
            if heading_at(more) or index + taken in self.sequence.starts or item_mark(more.text):
                break
            if len(more.text) > 40 or _SENTENCE.search(more.text):
                break
            mark = division_mark(piece.text)
            bare = mark is not None and mark.length >= len(piece.text)
            following = self._next_live(index + taken)
            if not (
                bare
                or more.soft
                or following in self.sequence.starts
                or (following is not None and heading_at(self.pieces[following]))
            ):
                break
            more.role = Role.HEADING_MORE
            taken += 1
        return taken

    def _next_live(self, index: int) -> int | None:
        return next((i for i in range(index + 1, len(self.pieces)) if self.pieces[i].role is not Role.LEFT_OUT), None)

    def _text(self, index: int, piece: Piece) -> None:
        mark = item_mark(piece.text)
        if mark is not None and self._is_item(mark):
            piece.role = Role.ITEM
            self.label_only = mark.length >= len(piece.text)
            return
        before = self._before(index)
        if self.label_only and before is not None and before.role in (Role.ARTICLE, Role.ITEM):
            piece.role, self.label_only = Role.MORE, False
            return
        if before is not None and self._goes_on(before, piece):
            piece.role = Role.MORE
            return
        piece.role = Role.PARAGRAPH
        self.styles, self.label_only = {}, False

    def _before(self, index: int) -> Piece | None:
        return next((p for p in reversed(self.pieces[max(0, index - 8) : index]) if p.role is not Role.LEFT_OUT), None)

    def _goes_on(self, before: Piece, piece: Piece) -> bool:
        """Does the source break a paragraph here?"""
        if before.role not in (Role.ARTICLE, Role.ITEM, Role.PARAGRAPH, Role.MORE) or before.row or piece.row:
            return False
        # A short line without a full stop is a heading, and what is pushed in begins anew.
        if piece.soft and not piece.indent and len(before.text) >= 20 and not _ENDED.search(before.text):
            return True
        # Laws of Taiwan push in what goes on with an item.
        return before.role in (Role.ITEM, Role.MORE) and "條" in self._labels() and piece.indent > before.indent + 1

    def _labels(self) -> str:
        return next((mark.label for mark in self.sequence.starts.values()), "")

    def _is_item(self, mark: ItemMark) -> bool:
        """Lists begin with one and go on; （三） may also begin one, where numbers run on through the articles."""
        if mark.style == "一、" and self.found.numbering == "enumerated":
            return False
        if mark.style in ("1.1", "1.1.1") or (self.found.numbering == "decimal" and mark.style == "（一）"):
            return self.found.numbering == "decimal"
        known = self.styles.get(mark.style)
        goes_on = (known is not None and known < mark.number <= known + 3) or mark.number == self.running.get(
            mark.style, 0
        ) + 1
        if mark.style != "（一）" and mark.number != 1 and not goes_on:
            return False
        self.running[mark.style] = mark.number
        rank = ITEM_STYLES.index(mark.style)
        self.styles = {style: at for style, at in self.styles.items() if ITEM_STYLES.index(style) <= rank}
        self.styles[mark.style] = mark.number
        return True

    def _appendix(self, index: int, piece: Piece) -> int:
        """附件 and what belongs to its heading; gives 0 where `piece` begins none."""
        label = appendix_label(piece.text)
        rest = piece.text[len(label) :]
        if not label or len(piece.text) > 120 or rest.endswith("。"):
            return 0
        numbered = re.search(r"[\d一二三四五六七八九十]", label) is not None
        listing = re.search(r"[:：]\s*$", label) is not None and not numbered and not self.appendix
        if listing and rest and (taken := self._appendix_list(index)):
            return taken
        piece.role = Role.APPENDIX
        self.appendix = True
        taken = 1
        while not rest and index + taken < len(self.pieces) and taken < 3:
            more = self.pieces[index + taken]
            if (
                more.role is Role.LEFT_OUT
                or len(more.text) > 60
                or _SENTENCE.search(more.text)
                or item_mark(more.text)
                or more.row
            ):
                break
            if taken > 1 and not (more.text[:1] in "（(" and more.text[-1:] in "）)"):
                break
            more.role = Role.APPENDIX_TITLE
            taken += 1
        return taken

    def _appendix_list(self, index: int) -> int:
        """附件：1.… 2.…, a list of what follows (or does not): how many pieces it takes, 0 where it is a heading itself."""
        taken = 1
        while index + taken < len(self.pieces):
            more = self.pieces[index + taken]
            if more.role is Role.LEFT_OUT or not LISTED.match(more.text) or len(more.text) > 80:
                break
            taken += 1
        if self._last_label is None:
            live = [n for n, piece in enumerate(self.pieces) if n >= self.first and piece.role is not Role.LEFT_OUT]
            self._last_label = max((n for n in live if appendix_label(self.pieces[n].text)), default=-1)
            self._last_text = max((n for n in live if not _ends_document(self.pieces[n].text)), default=-1)
        follows = self._last_label >= index + taken
        if not follows and self._last_text >= index + taken:
            return 0
        if not follows:
            self.found.warnings.append("文中写了有附件，但文件里没有附件的内容")
        for piece in self.pieces[index : index + taken]:
            self._leave_out(piece, "附件清单")
        return taken

    def _closing(self, index: int, piece: Piece) -> int:
        """Signature, date, （此件公开发布）, 版记 after the last article; gives 0 for anything else."""
        if self.last_article < 0:
            return 0
        following = self._next_live(index)
        after = self.pieces[following] if following is not None else None
        if is_organ(piece.text) and (
            after is None
            or is_dated(after.text)
            or is_organ(after.text)
            or appendix_label(after.text)
            or after.text.startswith("附")
        ):
            return self._leave_out(piece, _SIGNATURE)
        if is_dated(piece.text) or _signed(piece.text):
            return self._leave_out(piece, _SIGNATURE)
        if RELEASE.match(piece.text):
            return self._leave_out(piece, "发布方式")
        if is_print_note(piece.text):
            return self._leave_out(piece, _PRINTING)
        return 0

    def _leave_out(self, piece: Piece, why: str) -> int:
        piece.role, piece.why = Role.LEFT_OUT, why
        return 1

    def _tail(self) -> int:
        """Where the furniture after the text begins; in numbered lists of links below it, no number counts."""
        starts = sorted(self.sequence.starts)
        for index in range(self.first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.role is Role.LEFT_OUT or not (is_furniture(piece.text) or is_print_note(piece.text)):
                continue
            # The starts are in order, so the ones behind this line are counted from its place among them.
            place = bisect.bisect_right(starts, index)
            following = starts[place:]
            if following and (self.found.numbering == "articles" or len(following) > 1):
                if len(piece.text) < 30 and index not in self.sequence.starts:
                    self._leave_out(piece, _CHROME)
                continue
            if not place or index in self.sequence.starts:
                continue
            for at in following:
                del self.sequence.starts[at]
            self.last_article = max(self.sequence.starts)
            return index
        return len(self.pieces)

    def _other_text(self) -> int:
        """Where a second rule in the same file begins: at its title."""
        at = self.sequence.other_text
        assert at is not None
        for index in range(at - 1, max(self.last_article, at - 12), -1):
            piece = self.pieces[index]
            if (
                piece.role is not Role.LEFT_OUT
                and (TITLE_END.search(piece.text) or appendix_label(piece.text))
                and len(piece.text) < 60
            ):
                return index
        return at

    def _leave_out_rest(self, index: int) -> None:
        start = index
        if appendix_label(self.pieces[index].text):
            # It is an appendix by its own name; an appendix may be a whole rule.
            self.sequence.other_text = None
            while index < len(self.pieces):
                index += self.take(index, self.pieces[index]) if self.pieces[index].role is not Role.LEFT_OUT else 1
            return
        for piece in self.pieces[start:]:
            if piece.role is not Role.LEFT_OUT:
                self._leave_out(piece, "文件里的另一部规则")
        self.found.warnings.append(
            f"文件里还有另一部规则（“{self.pieces[start].text[:30]}”起），没有导入，请另存成一个文件再导入"
        )


def _ends_document(text: str) -> bool:
    """Is a line of what may follow a document's last words: signature, date, 版记, the page's foot?"""
    return bool(
        is_organ(text)
        or is_dated(text)
        or RELEASE.match(text)
        or is_furniture(text)
        or is_print_note(text)
        or _signed(text)
    )


def _signed(text: str) -> bool:
    """An organ and a date on one line."""
    parts = re.split(r"[\s\u3000]{1,}", text.strip())
    return len(text) < 60 and len(parts) >= 2 and is_dated("".join(parts[1:])) and is_organ(parts[0])
