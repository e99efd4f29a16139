"""Pieces written as a pack's rule.md, and read back by the parser of packs: what is shown is what will be kept."""

from __future__ import annotations

import datetime as dt
import json
from typing import NamedTuple

from govdesk.importing.particulars import Particulars
from govdesk.importing.pieces import Piece, Role
from govdesk.importing.structure import Structure
from govdesk.rules.marks import appendix_label, article_mark, decimal_mark, division_mark, enumerated_mark, item_mark
from govdesk.rules.model import Rule, RuleMeta
from govdesk.rules.parser import PLAIN, parse_body

_BLANK = "\u3000"
UNTITLED = "（没有标题）"


class Written(NamedTuple):
    """A rule's text below the front matter, and the rule that the parser makes of it."""

    body: str
    rule: Rule


def write_rule(found: Structure, particulars: Particulars) -> Written:
    """The body of rule.md for a structure, and the rule; its id and short title are still to be given."""
    body = "\n\n".join(_lines(found, particulars)) + "\n"
    meta = RuleMeta(
        id="",
        title=particulars.title or UNTITLED,
        short_title="",
        issuer=particulars.issuer,
        doc_number=particulars.doc_number,
        adopted=particulars.adopted,
        adopted_by=particulars.adopted_by,
        issued=particulars.date,
        effective=particulars.effective,
        numbering=found.numbering,
        verbatim=True,
    )
    parsed = parse_body(body, meta, "rule.md")
    rule = Rule(
        meta=meta,
        notice=tuple(parsed.notice),
        title=parsed.title,
        divisions=tuple(parsed.divisions),
        articles=tuple(parsed.articles),
        preamble=tuple(parsed.preamble),
        appendices=tuple(parsed.appendices),
    )
    return Written(body, rule)


def front_matter(meta: RuleMeta) -> str:
    """A rule's front matter in TOML; what is blank is not written."""
    lines = ["+++"]
    for key in meta.__struct_fields__:
        value = getattr(meta, key)
        if isinstance(value, bool):
            if value:
                lines.append(f"{key} = true")
        elif isinstance(value, dt.date):
            lines.append(f"{key} = {value.isoformat()}")
        elif isinstance(value, tuple):
            if value:
                lines.append(f"{key} = [{', '.join(_string(entry) for entry in value)}]")
        elif value or key in ("title", "short_title", "issuer"):
            lines.append(f"{key} = {_string(value)}")
    return "\n".join([*lines, "+++"])


def _string(text: str) -> str:
    # A TOML basic string is a JSON string but for U+007F, which no line has.
    return json.dumps(text, ensure_ascii=False)


def _lines(found: Structure, particulars: Particulars) -> list[str]:
    lines = [_escaped(piece.text) for piece in found.of(Role.NOTICE)]
    lines.append(f"# {particulars.title or UNTITLED}")
    read_mark = {"articles": article_mark, "enumerated": enumerated_mark, "decimal": decimal_mark}[found.numbering]
    blank = "" if found.numbering == "enumerated" else _BLANK
    for piece in found.pieces:
        text = piece.text
        if piece.role in (Role.PREAMBLE, Role.PARAGRAPH, Role.APPENDIX_TEXT):
            lines.append(_escaped(text))
        elif piece.role is Role.HEADING:
            mark = division_mark(text)
            assert mark is not None
            lines.append(f"## {mark.label}{_BLANK}{_set_close(text[mark.length :])}".rstrip())
        elif piece.role is Role.ARTICLE:
            article = read_mark(text)
            assert article is not None
            lines.append((article.label + blank + text[article.length :]).rstrip())
        elif piece.role is Role.ITEM:
            lines.append(text)
        elif piece.role in (Role.MORE, Role.HEADING_MORE):
            _go_on(lines, piece)
        elif piece.role is Role.APPENDIX:
            label = appendix_label(text)
            lines.append(f"## {label.rstrip()}{_BLANK}{text[len(label) :]}".rstrip())
        elif piece.role is Role.APPENDIX_TITLE:
            bare = lines[-1].removeprefix("## ")
            lines[-1] += (_BLANK if appendix_label(bare) == bare else "") + text
    return lines


def _set_close(title: str) -> str:
    """总　则 is 总则: blanks between single characters are layout."""
    parts = title.split()
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else title


def _go_on(lines: list[str], piece: Piece) -> None:
    last = lines[-1]
    # After 第一条 or 第三章 alone on its line the words are parted from it by a blank.
    bare = last.removeprefix("## ")
    mark = division_mark(bare) if last.startswith("## ") else article_mark(bare)
    blank = _BLANK if mark is not None and mark.length >= len(bare) else ""
    lines[-1] = f"{last}{blank}{piece.text}"


def _escaped(text: str) -> str:
    """A line of text that is no mark, though it may look like one."""
    looks = (
        text[:1] in (PLAIN, "#") or article_mark(text) or enumerated_mark(text) or decimal_mark(text) or item_mark(text)
    )
    return PLAIN + text if looks else text
