"""A whole draft for a rule: parties, moved lines, drafted lines, what was dropped, what nothing quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from govdesk.drafting.drafted import Home, Homes, draft_line
from govdesk.drafting.errands import frame, words_of_frame
from govdesk.drafting.model import Draft, Dropped, Errand, Kind, Proposal, Unquoted
from govdesk.drafting.moving import NO_SIGN, Mover
from govdesk.drafting.parties import Proposed, propose_parties
from govdesk.drafting.places import Places
from govdesk.drafting.requoting import Requoting
from govdesk.drafting.sentences import Sentence, read_sentences
from govdesk.errors import Progress, UserError, never_stop, report
from govdesk.rules.model import Rule
from govdesk.rules.numerals import write_numeral
from govdesk.wizards.library import Library
from govdesk.wizards.model import CheckItem, Wizard
from govdesk.wizards.parties import Party
from govdesk.wizards.spans import Span, main_spans, overlap
from govdesk.wizards.terms import Group

_REST_TOPIC = "accountability"
_MOST_IN_CHAPTER = 9  # lines of a stage; see `govdesk.wizards.proofs`
_SAME_WORDS = "和“{other}”引的是同一段话，只留一项"
_LEAST_SHARE = 0.25  # of an errand's lines; where fewer are found, the new rule hardly has that errand
_TOO_LITTLE = "这件事的 {all} 行里只找到 {found} 行，新规则里多半没有这件事"
_NO_ACT = "这件事里要自己办的，新规则里一行也没有找到"
_HAVE_IT = "另一部规则的同一件事已经搬来，这一项没有带来新的话"


def sources_for(library: Library, rule_id: str) -> list[str]:
    """The packs that a rule's lines can be moved from: all others with wizards of today's form."""
    return [pack for pack in library.rules if pack != rule_id and _current(library, pack)]


def propose_for(library: Library, rule_id: str, sources: Sequence[str] = ()) -> tuple[Proposed, ...]:
    """The parties of a rule as it names them, those of the packs `sources` (all that can be) first; for somebody to confirm."""
    rule = library.rule(rule_id)
    packs = sources or sources_for(library, rule.id)
    return propose_parties(rule.meta, read_sentences(rule), [(pack, library.parties(pack)) for pack in packs])


def draft_rule(
    library: Library,
    rule_id: str,
    sources: Sequence[str] = (),
    *,
    parties: Sequence[Party] = (),
    progress: Progress = never_stop,
) -> Draft:
    """Everything proposed for the rule `rule_id` from the packs `sources`, all others that have wizards where none is named.

    The rule's own wizards and counterparts are not looked at; its own parties are, where it has any, unless `parties` are
    given. `progress` is asked before every wizard that is looked through. Raises UserError: no such rule, no article in it,
    nothing to draft from; StoppedError where `progress` says so.
    """
    rule = library.rule(rule_id)
    named = [library.rule(name).id for name in sources] or list(library.rules)
    usable = sources_for(library, rule.id)
    packs = [pack for pack in dict.fromkeys(named) if pack in usable]
    if not packs:
        raise UserError(
            "没有可以搬来的办事向导", safe="规则没有改动", todo="用 --from 写一部有办事向导的规则，不能是它自己"
        )
    sentences = read_sentences(rule)
    if not sentences:
        raise UserError(f"{rule.meta.short_title}里没有条文", safe="规则没有改动", todo="先看导入时条文认出来没有")
    known = [(pack, library.parties(pack)) for pack in packs]
    own = tuple(parties) or library.parties(rule.id)
    own = own or tuple(entry.party for entry in propose_parties(rule.meta, sentences, known))
    return _Drafting(library, rule, packs, sentences, own, progress).draft()


def without_errands(draft: Draft, errands: Iterable[str]) -> Draft:
    """`draft` without the errands that the rule has already."""
    had = set(errands)
    return msgspec.structs.replace(
        draft,
        errands=tuple(errand for errand in draft.errands if errand.wizard.id not in had),
        proposals=tuple(proposal for proposal in draft.proposals if proposal.errand not in had),
    )


def _current(library: Library, rule_id: str) -> list[Wizard]:
    """The wizards of a rule that are of today's form."""
    return [wizard for wizard in library.wizards(rule_id) if not wizard.legacy]


class _Drafting:
    """One run of drafting."""

    def __init__(
        self,
        library: Library,
        rule: Rule,
        packs: list[str],
        sentences: list[Sentence],
        parties: tuple[Party, ...],
        progress: Progress,
    ) -> None:
        self._progress = progress
        self.library, self.rule, self.sentences, self.parties = library, rule, sentences, parties
        self.packs = packs
        text = "\n".join(sentence.text for sentence in sentences)
        self._places = {pack: Places(library.rule(pack).meta, rule.meta, text) for pack in packs}
        self.movers = [
            Mover(Requoting(library.rule(pack), sentences), library.parties(pack), parties, self._places[pack])
            for pack in packs
        ]
        self.dropped: list[Dropped] = []
        self._chapters: list[Errand] = []
        self._in_chapter: dict[str, int] = {}

    def draft(self) -> Draft:
        moved, errands = self._moved()
        drafted = self._drafted(moved, errands)
        errands += self._chapters
        order = {errand.wizard.id: index for index, errand in enumerate(errands)}
        proposals = sorted((*moved, *drafted), key=lambda proposal: order[proposal.errand])
        quoted = self._quoted(proposals)
        unquoted = tuple(
            Unquoted(s.article, s.place.paragraph, s.place.item, s.text)
            for s in self.sentences
            if s.order not in quoted
        )
        return Draft(
            self.rule.id, self.rule.hash, self.parties, tuple(errands), tuple(proposals), tuple(self.dropped), unquoted
        )

    def _moved(self) -> tuple[list[Proposal], list[Errand]]:
        by_errand: dict[str, list[tuple[Mover, Wizard, list[Proposal]]]] = {}
        done, of = 0, sum(len(_current(self.library, pack)) for pack in self.packs)
        for mover, pack in zip(self.movers, self.packs, strict=True):
            places = self._places[pack]
            for theirs in _current(self.library, pack):
                report(self._progress, done, of)
                done += 1
                wizard = places.here(theirs)  # before anything is moved: what follows the new quotes is this rule's
                proposals, dropped = mover.move(wizard)
                self.dropped += dropped
                found = len(proposals)
                proposals = self._without_repeats(wizard, proposals)
                told = sum(entry.because in NO_SIGN for entry in dropped)
                if found < _LEAST_SHARE * (_lines(wizard) - told):
                    because = _TOO_LITTLE.format(found=len(proposals), all=_lines(wizard))
                    self.dropped += [Dropped(pack, wizard.id, p.line.id, because) for p in proposals]
                elif proposals and not any(p.kind is Kind.ACT for p in proposals):
                    self.dropped += [Dropped(pack, wizard.id, p.line.id, _NO_ACT) for p in proposals]
                elif proposals:
                    by_errand.setdefault(wizard.id, []).append((mover, wizard, proposals))
        moved: list[Proposal] = []
        errands: list[Errand] = []
        for candidates in by_errand.values():
            candidates.sort(key=lambda entry: -sum(proposal.score for proposal in entry[2]))
            mover, wizard, proposals = candidates[0]
            for _, other, more in candidates[1:]:
                proposals = [*proposals, *self._news(other, more, proposals)]
            bare = frame(wizard, mover, proposals)
            errands.append(Errand(bare, wizard.rule, mover.foreign(words_of_frame(bare))))
            moved += proposals
        return moved, errands

    def _news(self, wizard: Wizard, more: list[Proposal], have: list[Proposal]) -> list[Proposal]:
        """Of a second pack's lines for the same errand those that stand on no condition and bring new sentences."""
        quoted = self._quoted(have)
        ids = {proposal.line.id for proposal in have}
        kept = []
        for proposal in more:
            new = self._quoted([proposal]) - quoted
            if new and not proposal.line.when and proposal.line.id not in ids:
                kept.append(proposal)
                quoted |= new
            else:
                self.dropped.append(Dropped(wizard.rule, wizard.id, proposal.line.id, _HAVE_IT))
        return kept

    def _without_repeats(self, wizard: Wizard, proposals: list[Proposal]) -> list[Proposal]:
        """Two acts that now rest on the same words, and did not before, are one: the one found the more surely stays."""
        kept: list[Proposal] = []
        for proposal in sorted(proposals, key=lambda entry: -entry.score):
            rival = next((other for other in kept if _clash(wizard, proposal, other)), None)
            if rival is None:
                kept.append(proposal)
            else:
                because = _SAME_WORDS.format(other=rival.do or rival.line.id)
                self.dropped.append(Dropped(wizard.rule, wizard.id, proposal.line.id, because))
        return [proposal for proposal in proposals if any(proposal is other for other in kept)]

    def _drafted(self, moved: list[Proposal], errands: list[Errand]) -> list[Proposal]:
        requotings = [
            (mover.requoting, _current(self.library, pack)) for mover, pack in zip(self.movers, self.packs, strict=True)
        ]
        homes = Homes(requotings, moved)
        quoted = self._quoted(moved)
        frames = {errand.wizard.id: errand.wizard for errand in errands}
        drafted = []
        for sentence in self.sentences:
            if sentence.order in quoted:
                continue
            home = homes.of(sentence) or self._chapter_of(sentence)
            wizard = frames.get(home.errand) or self._chapters[-1].wizard
            proposal = draft_line(sentence, self._before(sentence), home, wizard.desks, wizard.stages, self.parties)
            if proposal is not None:
                drafted.append(proposal)
                self._in_chapter[home.errand] = self._in_chapter.get(home.errand, 0) + 1
        return self._seated(drafted)

    def _seated(self, drafted: list[Proposal]) -> list[Proposal]:
        """The lists of chapters for those desks that a line of theirs names, or the one the rule names most."""
        seats = [party.id for party in self.parties if party.desk]
        chapters = []
        for errand in self._chapters:
            own = [proposal.line for proposal in drafted if proposal.errand == errand.wizard.id]
            items = [line for line in own if isinstance(line, CheckItem)]
            named = {
                party for item in items if not item.unsaid and not _is_for_all(item, seats) for party in item.desks
            }
            desks = tuple(seat for seat in seats if seat in named) or tuple(seats[:1])
            if own and desks:
                chapters.append(Errand(msgspec.structs.replace(errand.wizard, desks=desks)))
        self._chapters = chapters
        desks_of = {errand.wizard.id: errand.wizard.desks for errand in chapters}
        found = []
        for proposal in drafted:
            line, desks = proposal.line, desks_of.get(proposal.errand, ())
            if isinstance(line, CheckItem) and desks:
                if line.unsaid:
                    line = msgspec.structs.replace(line, party=desks)
                elif _is_for_all(line, seats):
                    line = msgspec.structs.replace(line, carried_by=desks)
                proposal = msgspec.structs.replace(proposal, line=line)
            found.append(proposal)
        return found

    def _before(self, sentence: Sentence) -> list[Sentence]:
        """The sentences before one in its 款 or 项."""
        first = sentence.order
        while first and self.sentences[first - 1].same_line == sentence.same_line:
            first -= 1
        return self.sentences[first : sentence.order]

    def _chapter_of(self, sentence: Sentence) -> Home:
        """The errand for what belongs to none: one for each chapter, as many as it takes for lists that can be looked through."""
        title = sentence.chapter or self.rule.meta.short_title
        last = self._chapters[-1].wizard if self._chapters else None
        if last is None or last.stages[0] != title or self._in_chapter.get(last.id, 0) >= _MOST_IN_CHAPTER:
            number = len(self._chapters) + 1
            same = sum(errand.wizard.stages[0] == title for errand in self._chapters)
            name = f"{title}：自查" + (f"（{write_numeral(same + 1)}）" if same else "")
            seats = tuple(party.id for party in self.parties if party.desk)
            wizard = Wizard(
                id=f"chapter-check-{number}",
                topic=_REST_TOPIC,
                group=Group.REVIEW,
                title=name,
                summary="没有归到哪一件事的要求，逐条自查",
                desks=seats,
                stages=(title,),
            )
            self._chapters.append(Errand(wizard))
        return Home(self._chapters[-1].wizard.id, title, 0.0)

    def _quoted(self, proposals: Sequence[Proposal]) -> set[int]:
        """Sentences that the proposals quote."""
        by_line: dict[tuple[str, int | None, int | None], list[Sentence]] = {}
        for sentence in self.sentences:
            by_line.setdefault(sentence.same_line, []).append(sentence)
        return {
            sentence.order
            for proposal in proposals
            for cite in proposal.cites
            for sentence in by_line.get((cite.number, cite.paragraph, cite.item), ())
            if cite.quote in sentence.text
        }


def _is_for_all(item: CheckItem, seats: Sequence[str]) -> bool:
    """Whether an act of somebody without a desk was given to every desk, for want of one that acts for him."""
    return len(seats) > 1 and item.carried_by == tuple(seats)


def _lines(wizard: Wizard) -> int:
    return sum(map(len, (wizard.items, wizard.others, wizard.open, wizard.general, wizard.answers)))


def _clash(wizard: Wizard, one: Proposal, other: Proposal) -> bool:
    if one.kind is not Kind.ACT or other.kind is not Kind.ACT:
        same = one.party == other.party or not (one.party and other.party)
        return one.kind is other.kind and bool(one.do) and one.do == other.do and same
    if not _share(one.line, other.line):
        return False
    mine, theirs = wizard.item(one.line.id), wizard.item(other.line.id)
    if mine is None or theirs is None or not _share(mine, theirs):
        return True
    return one.do == other.do and mine.do != theirs.do and one.party == other.party


def _share(one: object, other: object) -> bool:
    return any(overlap(a, b) for a in _spans(one) for b in _spans(other))


def _spans(line: object) -> list[Span]:
    return main_spans(line.cites) if isinstance(line, CheckItem) else []
