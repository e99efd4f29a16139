"""From a file to a draft: the rule as it would be kept, what is left out of it and why, and what to look at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from govdesk.errors import UserError
from govdesk.importing.lines import NOTHING_IMPORTED, Source, shown_name
from govdesk.importing.packtext import Written, write_rule
from govdesk.importing.particulars import Particulars, find_particulars
from govdesk.importing.phrases import title_line
from govdesk.importing.pieces import Piece, Role
from govdesk.importing.reading import read_file
from govdesk.importing.structure import Structure, find_structure
from govdesk.rules.marks import division_mark
from govdesk.rules.model import Rule
from govdesk.rules.numerals import write_numeral

PRIVATE = re.compile("[\ue000-\uf8ff]")
GARBLED = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯|锘")
_DAYS = frozenset({"date", "effective", "adopted"})
_META_ALONE = frozenset({"short_title", "status"})
_SHOWN = 6  # numbers in one warning; more would bury it


class LeftOut(msgspec.Struct, frozen=True):
    """A line, or part of one, that is no text of the rule. `line` counts the source's lines from 1."""

    text: str
    why: str
    line: int


class Draft(msgspec.Struct, frozen=True):
    """A rule read from a file, not yet in the library. `pack_text` is its rule.md without id and front matter."""

    rule: Rule
    particulars: Particulars
    wrapper_title: str
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]
    kind: str  # the format's name as users know it
    file_name: str
    file_hash: str  # SHA-256 of the file, hex
    pieces: tuple[Piece, ...]
    source: Source
    written: Written


def read_draft(path: Path, *, cancelled: Callable[[], bool] | None = None) -> Draft:
    """Read the file at `path`. Raises UserError with one plain sentence where there is nothing to import."""
    source, content = read_file(path, cancelled=cancelled)
    return make_draft(source, path.name, hashlib.sha256(content).hexdigest())


def make_draft(source: Source, file_name: str, file_hash: str = "") -> Draft:
    """A draft of a document that has been read. Raises UserError where it has no articles."""
    file_name = shown_name(file_name)
    found = find_structure(source)
    if not found.sequence.starts:
        raise UserError(
            f"“{file_name}”里没有找到条文（“第一条”或“一、”）",
            safe=NOTHING_IMPORTED,
            todo="看是不是选错了文件；通报、名单之类没有条文，不能作为规则导入",
        )
    return assemble(found, file_name, file_hash)


def assemble(
    found: Structure, file_name: str, file_hash: str = "", *, stated: Mapping[str, object] | None = None
) -> Draft:
    """The draft that a structure makes, as it was found or as it was settled by hand.

    `stated` are particulars that the user has said, by the names of `Particulars`, and `short_title` and `status`.
    """
    particulars = find_particulars(found)
    stated = stated or {}
    for name in stated.keys() - _META_ALONE:
        setattr(particulars, name, stated[name] or None if name in _DAYS else stated[name])
    written = write_rule(found, particulars)
    if own := {name: stated[name] for name in stated.keys() & _META_ALONE}:
        meta = msgspec.structs.replace(written.rule.meta, **own)
        written = written._replace(rule=msgspec.structs.replace(written.rule, meta=meta))
    left_out = tuple(
        LeftOut(piece.text, _why(piece), piece.line + 1)
        for piece in found.pieces
        if piece.role in (Role.LEFT_OUT, Role.NOTICE) or _more_than_title(piece)
    )
    return Draft(
        written.rule,
        particulars,
        found.wrapper_title,
        left_out,
        tuple(dict.fromkeys([*found.warnings, *_warnings(found, written.rule, particulars)])),
        found.source.kind,
        file_name,
        file_hash,
        tuple(found.pieces),
        found.source,
        written,
    )


def _why(piece: Piece) -> str:
    if piece.role is Role.NOTICE:
        return "发文通知（存在规则前面，不算条文）"
    return piece.why or "标题所在的一行（标题、文号、日期已分别取出）"


def _more_than_title(piece: Piece) -> bool:
    """A line of the title that holds more than the title is listed, so that nothing of it is lost."""
    return piece.role is Role.TITLE and title_line(piece.text)[0] != piece.text


def _warnings(found: Structure, rule: Rule, particulars: Particulars) -> list[str]:
    sequence, warnings = found.sequence, []
    if sequence.missing:
        named = "、".join(_named(found, number) for number in sequence.missing[:_SHOWN])
        more = f"等 {len(sequence.missing)} 处" if len(sequence.missing) > _SHOWN else ""
        warnings.append(f"条号不连续，缺{named}{more}，请对照原件")
    for labels, what in ((sequence.doubled, "重复出现"), (sequence.disordered, "次序不对")):
        if labels:
            warnings.append(f"{'、'.join(dict.fromkeys(labels[:_SHOWN]))}{what}，请对照原件")
    if sequence.restarted:
        warnings.append("条号在各章里重新编起，引用时要连同章名")
    warnings += _division_warnings(rule)
    text = "".join(piece.text for piece in found.pieces)
    if GARBLED.search(text):
        warnings.append("疑似乱码：有读不出来的字，请对照原件，或换一种编码另存后再导入")
    if count := len(PRIVATE.findall(text)):
        warnings.append(f"有 {count} 个字是自造字或符号，可能显示不出来，请对照原件")
    if not particulars.title:
        warnings.append("没有找到标题，请补上")
    empty = [article.printed for article in rule.articles if not article.paragraphs]
    if empty:
        warnings.append(f"{'、'.join(empty[:_SHOWN])}只有条号没有正文，请对照原件")
    return warnings


def _named(found: Structure, number: str) -> str:
    """How a missing number would stand in print: 第七条, “七、”."""
    written = write_numeral(int(number))
    return f"第{written}条" if found.numbering == "articles" else f"“{written}、”"


def _division_warnings(rule: Rule) -> list[str]:
    warnings = []
    last: dict[int, int] = {}
    for division in rule.divisions:
        mark = division_mark(division.label)
        if mark is None:
            continue
        expected = last.get(division.level, 0) + 1
        if mark.number > expected:
            name = {1: "编", 2: "章", 3: "节"}.get(division.level, "款")
            missing = "、".join(
                f"第{write_numeral(number)}{name}" for number in range(expected, min(mark.number, expected + 4))
            )
            warnings.append(f"没有找到{missing}的标题，请对照原件")
        last[division.level] = mark.number
        for deeper in [level for level in last if level > division.level and not (division.level == 1 and level == 2)]:
            del last[deeper]
        if not division.title.segments:
            warnings.append(f"{division.label}没有章名，请对照原件")
    return warnings
