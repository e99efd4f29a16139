"""Lists made by version 0.1: their wizard as it was stored, turned into today's structs.

Such a wizard knows no desks and no parts: every item is one of the holder's, and an item that the answers leave
undecided stays on the sheet as 视情. The words of its items, notes and actors are kept as they are.
"""

from __future__ import annotations

import msgspec

from govdesk.wizards.model import CheckItem, Cite, Due, FormField, Option, Question, When, Wizard
from govdesk.wizards.terms import Group, Level

#: Where the old groups went; only the words of a list matter, so one group serves what has no heir.
_GROUPS = {
    "documents": Group.SUBMIT,
    "meetings": Group.MEETING,
    "decisions": Group.DECIDE,
    "follow-up": Group.RECEIVE,
    "conduct": Group.LEADERS,
}


class _Question(msgspec.Struct, frozen=True):
    id: str
    ask: str
    why: str
    options: tuple[Option, ...]
    cite: Cite
    when: When = {}
    short: str = ""


class _Due(msgspec.Struct, frozen=True):
    workdays: int | None = None
    after: str = ""
    words: str = ""


class _Item(msgspec.Struct, frozen=True):
    id: str
    stage: str
    do: str
    level: Level
    actor: str
    cite: Cite
    when: When = {}
    due: _Due | None = None
    note: str = ""
    hint: str = ""


class _Wizard(msgspec.Struct, frozen=True):
    """A wizard of version 0.1. Keys that nothing reads any more are passed over."""

    id: str
    topic: str
    group: str
    title: str
    summary: str
    stages: tuple[str, ...]
    fields: tuple[FormField, ...]
    items: tuple[_Item, ...]
    questions: tuple[_Question, ...] = ()
    topics: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    rule: str = ""


class _Form(msgspec.Struct, frozen=True):
    """The one key that tells the forms apart: only a wizard of today says which desks have it."""

    desks: tuple[str, ...] | None = None
    legacy: bool = False


def is_legacy(wizard: bytes) -> bool:
    """Whether a stored wizard (JSON) has the form of version 0.1. Raises msgspec.ValidationError or DecodeError."""
    return msgspec.json.decode(wizard, type=_Form).desks is None


def convert_wizard(wizard: bytes) -> Wizard:
    """A stored wizard of version 0.1 (JSON) as a `legacy` wizard. Raises msgspec.ValidationError or DecodeError."""
    old = msgspec.json.decode(wizard, type=_Wizard)
    return Wizard(
        id=old.id,
        topic=old.topic,
        topics=old.topics,
        group=_GROUPS.get(old.group, Group.REVIEW),
        title=old.title,
        summary=old.summary,
        desks=(),
        asks=old.asks,
        stages=old.stages,
        fields=old.fields,
        questions=tuple(_question(question) for question in old.questions),
        items=tuple(_item(item) for item in old.items),
        rule=old.rule,
        legacy=True,
    )


def _question(old: _Question) -> Question:
    return Question(
        id=old.id,
        ask=old.ask,
        why=old.why,
        options=old.options,
        cites=(old.cite,),
        when=old.when,
        short=old.short,
    )


def _item(old: _Item) -> CheckItem:
    due = None if old.due is None else Due(workdays=old.due.workdays, after=old.due.after, words=old.due.words)
    return CheckItem(
        id=old.id,
        stage=old.stage,
        level=old.level,
        do=old.do,
        cites=(old.cite,),
        actor=old.actor,
        when=old.when,
        due=due,
        note=old.note,
        hint=old.hint,
    )
