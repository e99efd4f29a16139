"""Lines drafted from sentences of the new rule that bind somebody and that no moved line quotes: one for a sentence at most."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from govdesk.drafting.levels import BANS, Binding, bindings, command
from govdesk.drafting.model import Kind, Line, Proposal
from govdesk.drafting.parties import names_in
from govdesk.drafting.requoting import Requoting, is_idle
from govdesk.drafting.sentences import LONG, Sentence, clauses, stretches
from govdesk.wizards.coverage import quotes_of
from govdesk.wizards.model import CheckItem, OtherAct, Wizard
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import Level

_NEAR = 0.2  # below this no errand is near
_LONGEST = 40  # characters of what a line says
_NAME = 8  # characters of a name that may stand before 应当 or 不得 in its clause
_TOPIC = 16  # characters of what a duty is about, where nobody is named before it: 紧急公文应当……
_FROM_BESIDE = 0.5  # what a line in the same article counts towards the errand, next to a likeness of 1
_EDGES = "，；：。、"
_PURPOSE = re.compile(r"^为[了]?[^。；]*(?:制定|根据)")
_EXCEPTED = re.compile(r"除([^，；。]{2,30})外")
_LISTED = re.compile(r"[、和及与]?")
_CASE = re.compile(r"^(?:未?经|非经|确需|确有|除)|的$|的[^，；。的、]{2,10}(?:草案|文件|事项|公文)$")
_AFTER = re.compile(r"(?:后|的|时|前|外)$")
#: What a name stands behind that does not act: 在市长领导下, 受市长委托, 经市长同意, 代表市政府, 向市政府报告.
_OBLIQUE = re.compile(r"(?:在|受|经|报|向|对|与|和|代表|协助|按照|除|为|以|商|送|请)$")
_ORGAN = re.compile(r"[局委办院厅室]$")
_LEADING = re.compile(r"^(?:都|均|也|还|并|及时|依法)?")


class Home(NamedTuple):
    """Where a drafted line goes: an errand and a stage of it; `nearness` is how sure that is, from 0."""

    errand: str
    stage: str
    nearness: float


class Homes:
    """Which errand a sentence belongs to: that of its nearest neighbour with a line, or of the sentence it is most like."""

    def __init__(self, requotings: Sequence[tuple[Requoting, Sequence[Wizard]]], moved: Sequence[Proposal]) -> None:
        self._requotings = requotings
        self._errands = {proposal.errand for proposal in moved}
        self._uses: list[dict[int, set[str]]] = []
        for requoting, wizards in requotings:
            uses: dict[int, set[str]] = defaultdict(set)
            for wizard in wizards:
                for _, cite in quotes_of(wizard):
                    sentence = requoting.sentence_of(cite)
                    if sentence is not None:
                        uses[sentence.order].add(wizard.id)
            self._uses.append(uses)
        self._lines: dict[str, list[tuple[tuple[str, int | None], Proposal]]] = defaultdict(list)
        for proposal in moved:
            for cite in proposal.cites:
                self._lines[cite.number].append(((str(cite.paragraph), cite.item), proposal))

    def of(self, sentence: Sentence) -> Home | None:
        """The errand for a sentence, or None where nothing is near."""
        votes: dict[str, float] = defaultdict(float)
        stages: dict[str, str] = {}
        here = (str(sentence.place.paragraph), sentence.place.item)
        for place, proposal in self._lines.get(sentence.article, ()):
            votes[proposal.errand] += _FROM_BESIDE * (1.0 if place[0] == here[0] else 0.5)
            if isinstance(proposal.line, CheckItem):
                stages.setdefault(proposal.errand, proposal.line.stage)
        for (requoting, _), uses in zip(self._requotings, self._uses, strict=True):
            for other, score in requoting.alignment.backwards(sentence.order)[:4]:
                for errand in uses.get(other.order, ()):
                    if errand in self._errands:
                        votes[errand] += score
        if not votes or max(votes.values()) < _NEAR:
            return None
        best = max(sorted(votes), key=lambda errand: votes[errand])
        return Home(best, stages.get(best, ""), votes[best])


def draft_line(
    sentence: Sentence,
    before: Sequence[Sentence],
    home: Home,
    desks: Sequence[str],
    stages: Sequence[str],
    parties: Sequence[Party],
) -> Proposal | None:
    """A line from a sentence; None where it binds nobody: no modal word, and no party told what it does.

    `before` are the sentences before it in its 款: one that names nobody goes on speaking of whom they name.
    """
    binding = _binding(sentence.text)
    if binding is None:
        return None
    modal = _is_modal(binding)
    who = _subject(sentence, binding, parties) or _going_on(sentence, before, parties)
    if _PURPOSE.match(sentence.text) or not (modal or who):
        return None
    quote = _quote(sentence.text, binding)
    cite = sentence.cite(quote)
    do = _do(sentence.text, binding)
    topic = next((sentence.text[s : binding.start] for s, e in clauses(sentence.text) if s <= binding.start < e), "")
    if modal and 1 < len(topic) <= _TOPIC and not names_in(topic, parties) and not do.startswith(topic):
        do = topic + do
    identifier = f"art{sentence.article}-{sentence.place.paragraph}-{sentence.place.item or 0}-{sentence.order}"
    party = tuple(party for party in who if party in desks)
    seat = next((p.id for p in parties if p.id in desks and set(who) & set(p.acts_for)), "")
    if who and not party and home.nearness:
        do = quote if binding.level in BANS else do  # no level stands beside what others do
        line: Line = OtherAct(id=identifier, do=do, cites=(cite,), party=who[0], desks=(seat,) if seat else ())
        return _proposal(home, Kind.OTHER, line, binding)
    carried: tuple[str, ...] = ()
    if who and not party:  # a list of a chapter's own: somebody has to see to it
        carried = (seat,) if seat else tuple(desks)
        party = who
        actor = next(p for p in parties if p.id == who[0])
        do = do if do.startswith(actor.words) else actor.label + do
    line = CheckItem(
        id=identifier,
        stage=home.stage or (stages[0] if stages else "办理"),
        level=binding.level,
        do=do,
        cites=(cite,),
        party=party or tuple(desks),
        carried_by=carried,
        unsaid=not carried and not _is_named(party, quote, parties),
        plain=not modal,
    )
    return _proposal(home, Kind.ACT, line, binding)


def said_by(quote: str, level: Level | None = None, *, whole: bool = False) -> str:
    """What a quote has somebody do, in its own words: a ban without its 不得, an exception without 除 and 外.

    `whole`: a ban keeps its 不得, where no level stands beside the words.
    """
    if level is Level.EXCEPT and (excepted := _EXCEPTED.search(quote)):
        return excepted[1]
    own = next((found for found in bindings(quote) if found.level is level), None)
    binding = own or _binding(quote)
    if binding is None or (whole and binding.level in BANS):
        return quote[:LONG]
    return _do(quote, binding)


def _proposal(home: Home, kind: Kind, line: Line, binding: Binding) -> Proposal:
    return Proposal(
        errand=home.errand, kind=kind, line=line, score=round(min(1.0, home.nearness / 3), 3), level=binding.level
    )


def _quote(text: str, binding: Binding) -> str:
    """The longest run of clauses, of at most sixty characters, with the binding word in it: with who it binds, if it can be."""
    spans = clauses(text)
    own = next(((s, e) for s, e in spans if s <= binding.start < e), (0, len(text)))
    best = text[own[0] : own[1]]
    for choice in stretches(text, LONG):
        at = text.find(choice)
        if at <= own[0] and own[1] <= at + len(choice) and len(choice) > len(best):
            best = choice
    return best


def _do(text: str, binding: Binding) -> str:
    """What is to be done, in the rule's words: what follows a modal word or a ban; all of the clause where there is none.

    The case that the clause before tells (需要调查论证的，未经批准，) stands before it: without it a ban would be for good.
    """
    spans = clauses(text)
    start, end = next(((s, e) for s, e in spans if s <= binding.start < e), (0, len(text)))
    bare = not (binding.word in ("由", "负责") or _is_modal(binding) or binding.level in BANS)
    words = _LEADING.sub("", text[start if bare else binding.end : end])
    if len(words) < 2:  # 应当：……, or 可发可不发的公文一律不发: what is meant stands on the other side
        following = next(((s, e) for s, e in spans if s >= end), None)
        if binding.level in BANS and words:
            words += text[start : binding.start].strip(_EDGES)
        else:
            words = text[following[0] : following[1]] if following else text[start:end]
    case = _case(text, start) if bare or binding.start - start <= _NAME else ""
    if case:
        words = f"{case}，{words}"
    elif len(words) > _LONGEST:
        cut = max(words.rfind("、", 0, _LONGEST), words.rfind("，", 0, _LONGEST))
        words = words[: cut if cut > _LONGEST // 2 else _LONGEST] + "……"
    return words.strip(_EDGES)


def _case(text: str, start: int) -> str:
    """The clauses right before a place that tell the case, if they are not too long."""
    first = start
    for begin, end in reversed([span for span in clauses(text) if span[1] <= start]):
        if not _CASE.search(text[begin:end]) or start - begin > _LONGEST:
            break
        first = begin
    return text[first:start].strip(_EDGES)


def _is_modal(binding: Binding) -> bool:
    return any(found.start == 0 and found.end == len(binding.word) for found in bindings(binding.word))


def _subject(sentence: Sentence, binding: Binding, parties: Sequence[Party]) -> tuple[str, ...]:
    """Whom the sentence binds: the parties named before the binding word, nearest first; else those of its lead."""
    before = sentence.text[: binding.start]
    named = _acting(before, parties)
    if not named and binding.word.startswith("由"):
        named = names_in(binding.word, parties)
    if not named and sentence.lead:
        named = names_in(sentence.lead, parties)
    if not named:
        return ()
    listed = [named[-1]]
    for entry in reversed(named[:-1]):  # 副市长、市长助理、秘书长: all of a list are bound
        at, word, _ = entry
        if listed[-1][0] != at and not _LISTED.fullmatch(before[at + len(word) : listed[-1][0]]):
            break
        listed.append(entry)
    longest = {at: max(len(word) for there, word, _ in listed if there == at) for at, _, _ in listed}
    return tuple(dict.fromkeys(party.id for at, word, party in reversed(listed) if len(word) == longest[at]))


def _acting(before: str, parties: Sequence[Party]) -> list[tuple[int, str, Party]]:
    """The names in what stands before a binding word of those who may act; none where somebody else begins the sentence."""
    found = names_in(before, parties)
    first = next((at for at, _, _ in found), 0)
    oblique = {at for at, _, _ in found if _OBLIQUE.search(before[:at]) and not _joins(before, at, found)}
    if first in oblique and _ORGAN.search(_OBLIQUE.sub("", before[:first])):
        return []  # 审计局在市长领导下: an organ that is no party of ours
    return [entry for entry in found if entry[0] not in oblique]


def _joins(before: str, at: int, found: Sequence[tuple[int, str, Party]]) -> bool:
    """Whether a name is the second of a list, whose 和 or 与 stands before it."""
    return any(there + len(word) == at - 1 and before[at - 1] in "和与" for there, word, _ in found)


def _going_on(sentence: Sentence, before: Sequence[Sentence], parties: Sequence[Party]) -> tuple[str, ...]:
    """Whom the sentences before bind, where this one begins without naming anybody."""
    for other in reversed(before):
        binding = _binding(other.text)
        who = _subject(other, binding, parties) if binding else ()
        if who:
            return who
    return ()


def _binding(text: str) -> Binding | None:
    """What makes a sentence bind: its first modal word, else its first command; an exception alone at the last."""
    found = bindings(text)
    modal = next((binding for binding in found if binding.level is not Level.EXCEPT), None)
    return modal or _plain_command(text) or next(iter(found), None)


def _plain_command(text: str) -> Binding | None:
    """The first plain command that is no part of a case: not 经……审核后, where 由……签发 follows."""
    for start, end in clauses(text):
        bare = command(text[start:end])
        if bare is not None and not _AFTER.search(text[start:end]) and not is_idle(text[start:end]):
            return bare._replace(start=start + bare.start, end=start + bare.end)
    return command(text)


def _is_named(party: Sequence[str], quote: str, parties: Sequence[Party]) -> bool:
    return any(p.id in party and any(word in quote for word in p.words) for p in parties)
