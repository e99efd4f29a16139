"""No act of the holder stands again under 别人来办, and no ban stands there at all.

A request and its approval rest on one sentence (须经市长同意): the holder hands over, somebody else acts. So the same
words may stand in both parts, as long as two acts of two parties can be told from them:

- somebody else acts, and a quote of theirs names them;
- the holder's line names them as those it is handed to, and does not go on to do their act itself;
- or each of the two does something that the other does not.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from govdesk.wizards.claims import Finding
from govdesk.wizards.model import CheckItem, Cite, OtherAct, Wizard
from govdesk.wizards.parties import Party, find_party, words_of
from govdesk.wizards.session import State
from govdesk.wizards.spans import main_spans, shared

#: Quotes that share fewer words at their edges are neighbours: 送达与会人员 and 与会人员应准备.
_LEAST_SHARED = 6
_BAN = re.compile(r"不得(?!不)|严禁|禁止|一律不|不准|不许")
_ASIDE = re.compile(r"（[^）]*）")
_CLAUSE = re.compile(r"[，；：]")
_NAMES = re.compile(r"[、，；（）或和]")
_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_HINT = (
    "送交、报请的，自己那一行写明送给谁，别人来办只写那一方的动作；本来是一件事的，只留一处；各是一件事的，各引各的半句"
)
#: Told to who writes TOML; the forms have words of their own for it.
BAN_HINT = "这里只写做的事：约束别人的禁令删去，要提醒的写进有关事项的 hint，也约束自己的写成事项"


def bans_of_others(wizard: Wizard) -> Iterator[Finding]:
    """A ban is nobody's work: whom it binds has it on a list of their own."""
    for other in wizard.others:
        spans = main_spans(other.cites)
        if _BAN.search(other.do) or (spans and all(_BAN.match(span.quote) for span in spans)):
            yield (
                f"others.{other.id}.do",
                "别人来办里写着禁令",
                BAN_HINT,
            )


class Doubles:
    """Acts that stand twice on one list, told from the words of both lines."""

    def __init__(self, parties: tuple[Party, ...]) -> None:
        self._parties = parties
        named = [(name, party.id) for party in parties for name in (*party.words, *_NAMES.split(party.label)) if name]
        self._names = sorted(named, key=lambda entry: -len(entry[0]))
        self._known: dict[tuple[object, ...], str] = {}

    def on(self, state: State) -> Iterator[Finding]:
        """The doubles of one path: acts of items, and points with quotes of their own.

        Without parties nobody can be told by name, so nothing is.
        """
        for entry in state.items if self._parties else ():
            parts = [(entry.item.do, entry.cites), *((point.do, point.cites) for point in entry.points if point.cites)]
            for (do, cites), other in itertools.product(parts, state.others):
                if other.party == state.desk:
                    continue  # told by itself
                key = (entry.item.id, do, other.id, *map(id, cites), None, *map(id, other.cites))
                if key not in self._known:
                    self._known[key] = self._why(entry.item, do, cites, other)
                if why := self._known[key]:
                    yield f"others.{other.id}", f"与您来办的“{do}”引的是同一段话，{why}", _HINT

    def _why(self, item: CheckItem, do: str, cites: tuple[Cite, ...], other: OtherAct) -> str:
        """Why two lines on the same words are one act; empty where they rest on other words or are two acts."""
        mine, theirs = main_spans(cites), main_spans(other.cites)
        common = {shared(one, two, _LEAST_SHARED) for one in mine for two in theirs} - {""}
        if not common:
            return ""
        if other.party in item.desks:
            return "办的也是同一个单位"
        if not other.party and not other.who:
            return "又没有写是谁办"
        words = words_of(self._parties, other.party)
        if words and not any(word in cite.quote for cite in other.cites for word in words):
            party = find_party(self._parties, other.party)
            return f"却看不出是“{party.label if party else other.party}”办的"
        if _same_clause(do, other.do):
            return "做的也是同一件事"
        if self._hands_over(item, do, other):
            return ""
        quotes = "\0".join(span.quote for span in mine), "\0".join(span.quote for span in theirs)
        for text in common:
            if _inside(other.do, do, text, quotes[1]) or _inside(do, other.do, text, quotes[0]):
                return "做的也是同一件事"
        return ""

    def _hands_over(self, item: CheckItem, do: str, other: OtherAct) -> bool:
        """Whether the holder's line names those who act on it."""
        if other.party and other.party in (item.to, *self._named(do)):
            return True
        return any(len(name) > 1 and name in do for name in _NAMES.split(other.who))

    def _named(self, do: str) -> set[str]:
        """The parties that a line names; 市政府 in 市政府办公室 is none."""
        found: set[str] = set()
        for name, _ in self._names:
            if name in do:
                found.update(owner for word, owner in self._names if word == name)
                do = do.replace(name, "\0")
        return found


def _same_clause(do: str, other: str) -> bool:
    """Whether the holder's line has the other's act for a clause of its own."""
    act = _CLAUSE.split(_ASIDE.sub("", other))[0]
    return any(
        clause == act or (min(len(clause), len(act)) > 3 and (clause.startswith(act) or act.startswith(clause)))
        for clause in _CLAUSE.split(_ASIDE.sub("", do))
    )


def _inside(act: str, other: str, text: str, quotes: str) -> bool:
    """Whether all that a line takes from the shared words is in the other line, and it takes nothing from its other words."""
    taken = {pair for pair in _pairs(act) if pair in text}
    more = {pair for pair in _pairs(act) if pair in quotes.replace(text, "\0")}
    return bool(taken) and taken <= set(_pairs(other)) and more <= taken


def _pairs(text: str) -> Iterable[str]:
    return _PAIR.findall(text)
