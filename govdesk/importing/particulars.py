"""Title, issuer, 文号 and dates, as the document itself states them. What it does not say stays blank."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from govdesk.importing.phrases import (
    DATE,
    DOC_NUMBER,
    ORGAN,
    dates_in,
    is_dated,
    is_history,
    is_organ,
    only_date,
    order_numbers,
    particulars_in,
    title_line,
)
from govdesk.importing.pieces import Piece, Role
from govdesk.importing.structure import Structure

_ISSUERS = ("发文机关", "发文机构", "发文单位", "制定机关", "颁布单位", "发布机关", "发布机构", "发布单位")
_NUMBERS = ("发文字号", "文号", "文件编号")
_DATES = ("成文日期", "发文日期", "生成日期", "形成日期", "修正日期")
_BY = re.compile(r"(?:通过|公布|发布|發布|颁布|制定)")
_NOT_ISSUE = re.compile(r"(?:起)?(?:施行|实施|生效|執行|执行)")
_ADOPTED = re.compile(
    rf"(?:已经|经|已)?\s*(?P<date>{DATE.pattern})?\s*(?P<by>[\u4e00-\u9fff]{{0,14}}第\d+次(?:常务会议|全体会议|会议|市长办公会议?|办公会议?))\S{{0,4}}通过"
)
_EFFECTIVE = re.compile(rf"自\s*(?P<date>{DATE.pattern})\s*起\s*(?:施行|实施|执行|生效)")
_RED_HEAD = re.compile(r"^([\u4e00-\u9fff\s\u3000]{3,40})文件$")
_TITLE_ORGAN = re.compile(r"^([\u4e00-\u9fff、]{2,40}?(?:国务院|人民政府|办公厅|办公室|委员会|委|厅|局|部|院))关于")
_DAMAGED_DATE = re.compile(r"^(?:19|20)\d{2}[\s年]?\d{1,4}日?$")


@dataclass
class Particulars:
    """What a document says of itself; "" and None where it says nothing."""

    title: str = ""
    issuer: str = ""
    doc_number: str = ""
    date: dt.date | None = None
    effective: dt.date | None = None
    adopted: dt.date | None = None
    adopted_by: str = ""


def find_particulars(found: Structure) -> Particulars:
    """The particulars of a document whose structure is known. May add to the structure's warnings."""
    before = [
        piece for piece in found.pieces if piece.role in (Role.NOTICE, Role.TITLE, Role.PREAMBLE) or _is_front(piece)
    ]
    table: dict[str, str] = {}
    for piece in found.pieces[:400]:
        for name, value in particulars_in(piece.text) if piece.role in (Role.LEFT_OUT, Role.TITLE) else ():
            if value:
                table.setdefault(name, value)
    history = [piece for piece in found.of(Role.PREAMBLE) if is_history(piece.text)]
    notice = found.of(Role.NOTICE)
    tail = [piece for piece in found.pieces if piece.role is Role.LEFT_OUT and piece.why == "署名、日期"]
    particulars = Particulars(title=_title(found))
    particulars.issuer = _issuer(found, notice, tail, history, table, before)
    particulars.doc_number = _doc_number(notice, history, table, before)
    particulars.date = _date(found, notice, tail, history, table, before)
    for piece in (*notice, *found.pieces[-400:]):
        if piece.role is not Role.LEFT_OUT and len(piece.text) < 3000 and (match := _EFFECTIVE.search(piece.text)):
            days = dates_in(match["date"])
            particulars.effective = days[0][1] if days else None
    for piece in notice:
        if match := _ADOPTED.search(piece.text):
            days = dates_in(match["date"] or "")
            particulars.adopted = days[0][1] if days else None
            particulars.adopted_by = match["by"]
            break
    return particulars


def _is_front(piece: Piece) -> bool:
    return piece.role is Role.LEFT_OUT and piece.why in ("发文通知的标题", "文号", "标题前的文字")


def _title(found: Structure) -> str:
    pieces = found.of(Role.TITLE)
    joined = "".join(title_line(piece.text)[0] for piece in pieces)
    if joined.startswith("《") and joined.endswith("》") and joined.count("《") == 1:
        joined = joined[1:-1]
    # Titles are set with blanks between their characters; between two Latin words one is meant.
    return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", joined)


def _issuer(
    found: Structure,
    notice: list[Piece],
    tail: list[Piece],
    history: list[Piece],
    table: dict[str, str],
    before: list[Piece],
) -> str:
    if signed := _signature(notice) or _signature(tail):
        return signed
    for piece in before:
        bare = "".join(piece.text.split())
        if piece.role is Role.NOTICE and (match := re.fullmatch(r"([\u4e00-\u9fff]{3,30})令", bare)):
            return _plain_organ(match[1])
        if piece.role is Role.NOTICE and (orders := order_numbers(piece.text)) and orders[0][0] == 0:
            organ = _plain_organ(orders[0][1].split("令")[0])
            if organ:
                return organ
    for piece in before:
        if match := _RED_HEAD.match(piece.text):
            return "".join(match[1].split())
    for piece in history:
        if organ := _from_history(piece.text):
            return organ
    for piece in before + found.pieces[:40]:
        if match := re.search(r"(總統|总统)華總", piece.text):
            return match[1]
    for name in _ISSUERS:
        if name in table:
            return table[name]
    above = [piece for piece in before if piece.why == "标题前的文字" and is_organ(piece.text)]
    if above and not notice:
        return "、".join(above[-1].text.split())
    title = found.wrapper_title or _title(found)
    if match := _TITLE_ORGAN.match(title):
        return match[1]
    return ""


def _signature(pieces: list[Piece]) -> str:
    """The organs that stand right before a date, or alone at the end."""
    for index, piece in enumerate(pieces):
        organs: list[str] = []
        at = index
        while at < len(pieces) and is_organ(pieces[at].text) and len(organs) < 12:
            organs.append("".join(pieces[at].text.split()))
            at += 1
        if organs and (
            at >= len(pieces) or is_dated(pieces[at].text) or _DAMAGED_DATE.match("".join(pieces[at].text.split()))
        ):
            return "、".join(organs)
        parts = piece.text.split()
        if len(parts) > 1 and only_date("".join(parts[1:])) and is_organ(parts[0]):
            return parts[0]
    return ""


def _from_history(text: str) -> str:
    """The organ that passed or issued, from the first entry of a 题注."""
    text = text.strip("（）()")
    first = re.sub(rf"^(?:根据|自|经)?\s*(?:{DATE.pattern})\s*(?:经|由)?\s*", "", text)
    match = _BY.search(first)
    if not match:
        return ""
    organ = first[: match.start()].strip()
    organ = re.sub(
        r"\s*(?:[\u4e00-\u9fff]*令)?\s*第?\s*\d+\s*号?$", lambda m: m[0].split("令")[0] if "令" in m[0] else m[0], organ
    )
    organ = re.sub(r"第[一二三四五六七八九十百\d]+次(?:[\u4e00-\u9fff]{0,6}会议|会议)?.*$", "", organ)
    organ = re.sub(
        r"第[一二三四五六七八九十百\d]+届(?=人民代表大会|全国|委员会|检察委员会|审判委员会|政协)?", "", organ
    ).strip()
    organ = re.sub(r"(最高人民(?:检察院|法院)).*$", r"\1", organ)
    if "《" in organ or not ORGAN.search(organ) or len(organ) > 40:
        return ""
    return _plain_organ(organ)


def _plain_organ(name: str) -> str:
    """国务院 for 中华人民共和国国务院."""
    name = "".join(name.split())
    return re.sub(r"^中华人民共和国(?=国务院|[\u4e00-\u9fff]{2,12}(?:部|委员会|总局|署))", "", name)


def _doc_number(notice: list[Piece], history: list[Piece], table: dict[str, str], before: list[Piece]) -> str:
    for piece in before:
        if match := DOC_NUMBER.fullmatch(piece.text.strip(" \u3000")):
            return "".join(match[0].split())
    for piece in before:
        if piece.role is Role.TITLE and (number := title_line(piece.text)[1]):
            return "".join(number.split())
    for name in _NUMBERS:
        value = table.get(name, "")
        if re.search(r"\d.*号", value):
            return "".join(value.split())
    for index, piece in enumerate(before):
        if piece.role is Role.PREAMBLE and not is_history(piece.text):
            continue
        bare = "".join(piece.text.split())
        if len(bare) < 40 and (match := re.search(DOC_NUMBER, bare)) and "《" not in bare:
            return match[0]
        following = "".join(before[index + 1].text.split()) if index + 1 < len(before) else ""
        if (
            bare.endswith("令")
            and len(bare) < 30
            and re.fullmatch(r"[（(]?第?[\d一二三四五六七八九十百零〇]{1,5}号[）)]?", following)
        ):
            return bare + following.strip("（）()")
        if piece.role is Role.NOTICE and len(bare) < 40 and (orders := order_numbers(piece.text)):
            return orders[0][1]
    for piece in history:
        for _, number in order_numbers(piece.text):
            return number.removeprefix("以")
    return ""


def _date(
    found: Structure,
    notice: list[Piece],
    tail: list[Piece],
    history: list[Piece],
    table: dict[str, str],
    before: list[Piece],
) -> dt.date | None:
    for piece in reversed(notice):
        if day := only_date(piece.text) or _after_organ(piece.text):
            return day
        bare = "".join(piece.text.split())
        if _DAMAGED_DATE.match(bare):
            return _mended(bare, found)
    for name in _DATES:
        if days := dates_in(table.get(name, "")):
            return days[0][1]
    ends = [day for piece in tail if (day := only_date(piece.text) or _after_organ(piece.text))]
    if ends:
        return ends[-1]
    issued: list[dt.date] = []
    for piece in history:
        text = piece.text
        days = dates_in(text)
        for number, (at, day) in enumerate(days):
            end = days[number + 1][0] if number + 1 < len(days) else len(text)
            words = text[at:end]
            if not (_NOT_ISSUE.search(words) and not re.search("公布|发布|通过|修订|修正|批准|修改", words)):
                issued.append(day)
    if issued:
        return max(issued)
    for piece in before:
        if (day := only_date(piece.text) or only_date(title_line(piece.text)[2])) is not None:
            return day
    for piece in found.of(Role.PREAMBLE):
        if (day := only_date(piece.text)) is not None:
            return day
    return None


def _mended(damaged: str, found: Structure) -> dt.date | None:
    """2022514 where the same page has 2022-05-14 too; else nothing, for it may be 2022年5月14日 or something else."""
    digits = re.sub(r"\D", "", damaged)
    for piece in found.pieces[:200]:
        for _, day in dates_in(piece.text) if len(piece.text) < 200 else ():
            if digits in (f"{day.year}{day.month}{day.day}", f"{day.year}{day.month:02}{day.day:02}"):
                found.warnings.append(f"落款日期“{damaged}”缺了字，按文件里另写的 {day} 采用，请核对")
                return day
    found.warnings.append(f"落款日期“{damaged}”看不准，没有采用，请核对后补上")
    return None


def _after_organ(text: str) -> dt.date | None:
    """The date of 某某市人民政府　2020年1月2日, or of 总理　李克强　2020年1月2日 after a sentence."""
    days = dates_in(text)
    if not days:
        return None
    at, day = days[-1]
    rest = text[at:]
    match = DATE.match(rest)
    if match and not rest[match.end() :].strip("\u3000 ）)") and re.search(r"[\s\u3000]", text[max(0, at - 2) : at]):
        return day
    return None
