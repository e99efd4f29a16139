"""What a law's file says of it beside its text: whether it is in force, other names, dates. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from govdesk.importing.draft import Draft, assemble
from govdesk.importing.phrases import dates_in, particulars_in
from govdesk.importing.pieces import Role
from govdesk.importing.structure import find_structure
from govdesk.rules.links import plain_title
from govdesk.statutes.model import Validity

_PAIR = re.compile(r"^\s*[\"']?(?P<name>[A-Za-z_\u4e00-\u9fff ]{2,16})[\"']?\s*[:：=]\s*(?P<value>.*?)\s*$")
_LISTED = re.compile(r"[、,，;；\s\"'\[\]《》]+")
_STATUS = ("有效性", "时效性", "效力状态", "时效", "效力", "status")
_TITLES = ("标题", "名称", "title")
_ALIASES = ("别名", "简称", "aliases", "alias")
_ISSUED = ("公布日期",)
_EFFECTIVE = ("施行日期", "实施日期", "生效日期", "effective")
_NUMBERS = ("文号", "发文字号", "doc_number")
_ISSUERS = ("制定机关", "发布机关", "issuer")
_VALIDITY = (
    (re.compile(r"(?:现行)?有效|现行"), Validity.IN_FORCE),
    (re.compile(r"已?被?(?:修改|修订|修正)"), Validity.AMENDED),
    (re.compile(r"已?被?(?:废止|失效)|已经(?:废止|失效)"), Validity.REPEALED),
    (re.compile(r"(?:尚未|未)(?:生效|施行|实施)"), Validity.NOT_YET),
)
_STATE = "中华人民共和国"
#: A bracket that says which version of a law it is; （试行） is part of its name.
_EDITION = re.compile(
    r"\((?:\d{4}年?(?:\d{1,2}月)?(?:\d{1,2}日)?)?(?:第[一二三四五六七八九十]+次)?(?:修订|修正|修改|公布|通过|发布)?(?:版|本)?\)$"
)
_SAID_BEHIND = re.compile(r"[(【\[](?P<said>现行有效|已被?废止|已?失效|废止|已被?修改|尚未生效)[)】\]]$")
_HEAD_PIECES = 200


class Head(NamedTuple):
    """What stands at the head of a law's file; "" and None where nothing does."""

    validity: Validity
    stated: str
    aliases: tuple[str, ...]
    issuer: str
    doc_number: str
    issued: dt.date | None
    effective: dt.date | None


def with_title(draft: Draft) -> Draft:
    """A draft without a title, with the one that its file's front matter states, if it does."""
    title = "" if draft.particulars.title else _first(_front_matter(draft), _TITLES)
    return assemble(find_structure(draft.source), draft.file_name, stated={"title": title}) if title else draft


def read_head(draft: Draft) -> Head:
    """The head of a law's file: its front matter, and the rows above its first article."""
    said = _front_matter(draft)
    for piece in draft.pieces[:_HEAD_PIECES]:
        if piece.role in (Role.ARTICLE, Role.HEADING):
            break
        for name, value in particulars_in(piece.text):
            said.setdefault(name, value)
    stated = _first(said, _STATUS)
    behind = _SAID_BEHIND.search(plain_title(draft.particulars.title))
    if not stated and behind:
        stated = behind["said"]
    return Head(
        validity_of(stated),
        stated,
        tuple(name for name in _LISTED.split(_first(said, _ALIASES)) if len(name) > 1),
        _first(said, _ISSUERS),
        _first(said, _NUMBERS),
        _day(_first(said, _ISSUED)),
        _day(_first(said, _EFFECTIVE)),
    )


def _front_matter(draft: Draft) -> dict[str, str]:
    said: dict[str, str] = {}
    for line in draft.source.lines:
        if line.aside == "文件头" and (match := _PAIR.match(line.text)):
            said.setdefault(match["name"].strip().lower(), match["value"].strip("\"' "))
    return said


def validity_of(stated: str) -> Validity:
    """What a file's word on its own validity means; UNKNOWN for any other word."""
    return next((kind for pattern, kind in _VALIDITY if pattern.fullmatch(stated.strip())), Validity.UNKNOWN)


def family_of(title: str) -> str:
    """What all versions of a law are called: without the state's name, and without the bracket that names a version."""
    return _without_state(_without_version(plain_title(title)))


def names_of(title: str, aliases: tuple[str, ...] = ()) -> set[str]:
    """Every name under which a law is found: as it stands, without the state's name, without its version's bracket."""
    names = set()
    for given in (title, *aliases):
        plain = plain_title(given)
        for name in (plain, _SAID_BEHIND.sub("", plain), _without_version(plain)):
            names |= {name, _without_state(name)}
    return names - {""}


def _without_version(plain: str) -> str:
    bare = _EDITION.sub("", _SAID_BEHIND.sub("", plain))
    return bare or plain


def _without_state(plain: str) -> str:
    bare = plain.removeprefix(_STATE)
    return bare if len(bare) > 1 else plain


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _day(text: str) -> dt.date | None:
    days = dates_in(text)
    return days[0][1] if days else None
