"""What stands before the body: web page, particulars, the notice that wraps the rule, its title, 题注, 序言."""

from __future__ import annotations

import re

from govdesk.importing.lines import Source
from govdesk.importing.phrases import (
    DOC_NUMBER,
    RELEASE,
    SALUTATION,
    TITLE_END,
    WRAPPED,
    WRAPPER_END,
    is_furniture,
    is_history,
    is_organ,
    is_print_note,
    only_date,
    order_numbers,
    particulars_in,
    title_line,
)
from govdesk.importing.pieces import Piece, Role, folded

_QUOTED = re.compile(r"《([^《》]{3,80}(?:《[^《》]*》[^《》]{0,40})?)》(\s*[（(][^（）()]{1,12}[）)])?")
_PROMULGATES = re.compile(r"印发|公布|发布|现将|通过|施行|转发|下发|同意")
_TRIAL_ONLY = re.compile(r"^[（(〔].{1,20}[）)〕]$")
_RED_HEAD = re.compile(r"^[\u4e00-\u9fff\s\u3000]{3,40}文件$")
_MAX_TITLE_LINES = 4
_LOOKED_AT = 400  # lines before the body among which the title is looked for
_ORGAN_START = re.compile(
    r"^[《“]?(?:中华人民共和国|国务院|中共中央|中共|全国|最高人民|[\u4e00-\u9fff]{2,12}(?:省|自治区|市|县|区|州|盟|旗|镇|乡|局|厅|委|部|政府))"
)


def settle(source: Source, pieces: list[Piece], *, has_body: bool) -> str:
    """Give every piece before the body its role; returns the title of the notice around the rule, or "".

    Where the document has no body at all (`has_body` false), `pieces` is all of it.
    """
    live = [piece for piece in pieces if piece.role is not Role.LEFT_OUT]
    rest: list[Piece] = []
    for piece in live:
        if is_furniture(piece.text):
            piece.role, piece.why = Role.LEFT_OUT, "网页上的导航、按钮等"
        elif particulars_in(piece.text) and title_line(piece.text)[0] == piece.text:
            piece.role, piece.why = Role.LEFT_OUT, "网页信息栏"
        else:
            rest.append(piece)
    if not has_body:
        cut_off = next(
            (n for n, piece in enumerate(rest) if len(piece.text) > 80 or piece.text.endswith("。")), len(rest)
        )
        title = _find_title(source, rest[:cut_off] or rest[:1], live)
        for piece in rest:
            if piece.role is not Role.TITLE:
                piece.role = Role.PREAMBLE
        return ""
    title = _find_title(source, rest, live)
    if not title:
        for piece in rest:
            piece.role = Role.PREAMBLE if piece is not rest[0] or len(piece.text) > 60 else Role.LEFT_OUT
            if piece.role is Role.LEFT_OUT:
                piece.why = "标题前的文字"
        return ""
    first = next(n for n, piece in enumerate(rest) if piece is title[0])
    last = next(n for n, piece in enumerate(rest) if piece is title[-1])
    for piece in title:
        piece.role = Role.TITLE
    wrapper = _settle_notice(rest[:first])
    own = folded("".join(piece.text for piece in title))
    for piece in rest[last + 1 :]:
        _settle_below(piece, own)
    return wrapper


def _settle_below(piece: Piece, title: str) -> None:
    """A piece between title and body."""
    if DOC_NUMBER.fullmatch(piece.text.strip("（）() \u3000")):
        piece.role, piece.why = Role.LEFT_OUT, "文号"
    elif RELEASE.match(piece.text):
        piece.role, piece.why = Role.LEFT_OUT, "发布方式"
    elif piece.plain == title:
        piece.role, piece.why = Role.LEFT_OUT, "页眉（与标题相同）"
    else:
        piece.role = Role.PREAMBLE


def _settle_notice(pieces: list[Piece]) -> str:
    """What stands before the title: the notice or order, after whatever else a page has; returns the notice's title."""
    start = _notice_start(pieces)
    for piece in pieces[:start]:
        piece.role, piece.why = Role.LEFT_OUT, "标题前的文字"
    title: list[str] = []
    closed = False
    for piece in pieces[start:]:
        heading = not closed and _part_of_wrapper_title(piece)
        if heading:
            title.append(piece.text)
            piece.role, piece.why = Role.LEFT_OUT, "发文通知的标题"
            closed = WRAPPER_END.search(piece.text) is not None
        else:
            piece.role = Role.NOTICE
            closed = closed or SALUTATION.match(piece.text) is not None or len(piece.text) > 80
    joined = "".join(title)
    if joined and not WRAPPER_END.search(joined):
        for piece in pieces[start:]:
            if piece.role is Role.LEFT_OUT:
                piece.role, piece.why = Role.NOTICE, ""
        return ""
    return re.sub(r"\s+", "", joined)


def _notice_start(pieces: list[Piece]) -> int:
    """At the notice's title, or the red head and 文号 right above it; without a title, at whatever a notice has first."""
    title = next((n for n in range(len(pieces)) if _wrapper_title_at(pieces, n)), None)
    if title is None:
        return next((n for n, piece in enumerate(pieces) if _begins_notice(piece)), len(pieces))
    start = title
    while start > 0 and (
        _RED_HEAD.match(pieces[start - 1].text)
        or (DOC_NUMBER.search(pieces[start - 1].text) and len(pieces[start - 1].text) < 60)
    ):
        start -= 1
    return start


def _wrapper_title_at(pieces: list[Piece], at: int) -> bool:
    """Does a notice's title, of one line or several, begin here?"""
    if not _part_of_wrapper_title(pieces[at]):
        return False
    joined = ""
    for more in pieces[at : at + _MAX_TITLE_LINES]:
        joined += more.text
        if WRAPPER_END.search(joined):
            return True
        if len(more.text) > 60 or more.text.endswith(("。", "：")):
            return False
    return False


def _begins_notice(piece: Piece) -> bool:
    text = piece.text
    if DOC_NUMBER.search(text) and len(text) < 60:
        return True
    if _RED_HEAD.match(text) or order_numbers(text) or re.fullmatch(r"[\u4e00-\u9fff\s]{2,30}令", text):
        return True
    return bool(SALUTATION.match(text) and re.search(r"[，、,]", text)) or bool(
        _PROMULGATES.search(text) and "《" in text
    )


def _part_of_wrapper_title(piece: Piece) -> bool:
    text = piece.text
    if len(text) > 80 or text.endswith(("。", "：", "；", "，")) or only_date(text) or DOC_NUMBER.fullmatch(text):
        return False
    if re.fullmatch(r"[\u4e00-\u9fff\s]{2,30}令", text):
        return False  # an order has no title of its own
    if is_organ(text) or RELEASE.match(text) or order_numbers(text) or _RED_HEAD.match(text):
        return False
    return bool(WRAPPER_END.search(text) or re.search(r"关于|印发|转发|公布", text))


def _find_title(source: Source, pieces: list[Piece], live: list[Piece]) -> list[Piece]:
    """The pieces that are the rule's own title, or none."""
    pieces = pieces[-_LOOKED_AT:]
    candidates = [piece for piece in pieces if _may_be_title(piece)]
    for name in _promised_names(pieces):
        if found := _window(pieces, name):
            return _marked(found)
    for piece in pieces:
        if title_line(piece.text)[0] != piece.text and TITLE_END.search(title_line(piece.text)[0]):
            return _marked([piece])
    declared = [piece for piece in candidates if piece.level == 1]
    if declared and TITLE_END.search(declared[-1].text):
        return _marked(_grown(pieces, declared[-1]))
    names = [
        value
        for piece in live[:_LOOKED_AT]
        for name, value in particulars_in(piece.text)
        if "标题" in name or "名" in name
    ]
    names += source.titles
    own = _nearest(pieces, candidates)
    wraps = own is None or WRAPPER_END.search(own.text) is not None
    for name in names:
        if (wraps or not WRAPPER_END.search(name)) and (found := _window(pieces, name)):
            return _marked(found)
    if own is not None:
        return _marked(_grown(pieces, own))
    if declared:
        return _marked(_grown(pieces, declared[-1]))
    short = [piece for piece in candidates if len(piece.text) >= 4 and not is_organ(piece.text)]
    return _marked(short[-1:])


def _marked(pieces: list[Piece]) -> list[Piece]:
    for piece in pieces:
        piece.role, piece.why = Role.TITLE, ""
    return pieces


def _may_be_title(piece: Piece) -> bool:
    text = piece.text
    return (
        3 <= len(text) <= 120
        and not re.search(r"[。；]|[：:，]$", text)
        and not is_history(text)
        and only_date(text) is None
        and not DOC_NUMBER.fullmatch(text)
        and not RELEASE.match(text)
        and not _RED_HEAD.match(text)
        and not order_numbers(text)
        and not is_print_note(text)
        and not text.startswith(("附件", "附：", "附:", "总理", "主席", "市长", "省长", "部长"))
        and not (_TRIAL_ONLY.match(text))
    )


def _promised_names(pieces: list[Piece]) -> list[str]:
    """What the notice says that it brings: the 《…》 of its title and of its words."""
    names: list[str] = []
    joined = ""
    for piece in pieces[:40]:
        joined = joined[-200:] + "".join(piece.text.split())
        if match := WRAPPED.search("".join(piece.text.split())) or (
            WRAPPED.search(joined) if len(piece.text) < 80 else None
        ):
            names.append(match[1])
        if _PROMULGATES.search(piece.text) and len(piece.text) < 600:
            for quoted in _QUOTED.finditer(piece.text):
                if TITLE_END.search(quoted[1]):
                    names += [quoted[1] + (quoted[2] or ""), quoted[1]]
    return names


def _window(pieces: list[Piece], name: str) -> list[Piece]:
    """The last one to four pieces that together are `name`, with a （试行） of their own or without."""
    wanted = _bare(name)
    if len(wanted) < 4:
        return []
    pieces = pieces[-_LOOKED_AT:]
    for start in range(len(pieces) - 1, -1, -1):
        joined, taken = "", []
        for piece in pieces[start : start + _MAX_TITLE_LINES]:
            if len(piece.text) > 100:
                break
            taken.append(piece)
            joined += _bare(piece.text)
            if joined == wanted or (joined.startswith(wanted) and re.fullmatch(r"\(.{1,12}\)", joined[len(wanted) :])):
                following = pieces[start + len(taken) : start + len(taken) + 1]
                return taken + [
                    p
                    for p in following
                    if _TRIAL_ONLY.match(p.text) and not is_history(p.text) and not RELEASE.match(p.text)
                ]
            if len(joined) >= len(wanted) + 12:
                break
    return []


def _bare(name: str) -> str:
    return re.sub("[《》“”\"'‘’]", "", folded(name))


def _nearest(pieces: list[Piece], candidates: list[Piece]) -> Piece | None:
    """The last candidate that ends as titles do; one with prose behind it only where nothing else is there."""
    ending = [piece for piece in candidates if TITLE_END.search(piece.text) and not piece.row]
    return ending[-1] if ending else None


def _grown(pieces: list[Piece], piece: Piece) -> list[Piece]:
    """A title with the lines above it that it goes on from, and a （试行） below it."""
    at = next(n for n, other in enumerate(pieces) if other is piece)
    first = at
    while first > 0 and pieces[first].soft:
        first -= 1
    if not re.match(r"^[《“]?[\u4e00-\u9fff]{2,30}关于", pieces[first].text):
        # The nearest line above with 关于 in it, or that names the place, where nothing but lines of a title is between.
        for above in range(first - 1, max(-1, first - _MAX_TITLE_LINES), -1):
            text = pieces[above].text
            if not _may_be_title(pieces[above]) or (is_organ(text) and not re.search("关于|印发", text)):
                break
            if re.search("关于|印发|转发", text):
                first = above
                break
            names_place = _ORGAN_START.match(text) and not _ORGAN_START.match(pieces[first].text)
            if above == first - 1 and len(text) >= 6 and names_place and not TITLE_END.search(text):
                first = above
                break
    found = pieces[first : at + 1]
    below = pieces[at + 1 : at + 2]
    if (
        below
        and _TRIAL_ONLY.match(below[0].text)
        and not is_history(below[0].text)
        and not RELEASE.match(below[0].text)
    ):
        found = [*found, below[0]]
    return found
