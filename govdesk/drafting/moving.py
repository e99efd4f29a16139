"""Lines of another pack, grounded anew: quotes found again, parties mapped by name, figures and bodies as the new rule has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from govdesk.drafting.cast import Cast
from govdesk.drafting.drafted import said_by
from govdesk.drafting.levels import BANS, bindings, command, level_of, word_of
from govdesk.drafting.model import Difference, Dropped, Kind, Line, Origin, Pair, Proposal
from govdesk.drafting.parties import names_in
from govdesk.drafting.places import Places
from govdesk.drafting.requoting import Found, Requoting, is_idle
from govdesk.drafting.saying import is_answered, is_borne_out, named_once, tells_of_the_rule
from govdesk.drafting.sentences import Sentence, clauses
from govdesk.drafting.terms import (
    differences,
    follow,
    follow_due,
    is_person,
    is_timed_otherwise,
    without_foreign_figures,
    without_foreign_words,
)
from govdesk.rules.citation import cite_article
from govdesk.wizards.checklist import BADGES
from govdesk.wizards.model import CheckItem, Cite, DirectAnswer, OpenPoint, OtherAct, Point, Wizard
from govdesk.wizards.parties import Party, words_of
from govdesk.wizards.terms import CiteRole, Level

_SAME = 0.5  # likeness of half of the quotes from which what we say of the old rule may be said of the new one
_OWN_WORDS = 0.4  # likeness from which a line may say what its new quote says, where ours do not hold
_ENOUGH = 0.5  # of our words for a point, by weight, that its item's new quotes must have
NOT_FOUND = "新规则里没有找到说这件事的话"
_NOBODY = "新规则里没有办这件事的单位"
_OTHER_LEVEL = "新规则里相近的话性质不同：原来是“{old}”，那里是“{new}”"
_OTHER_ACTOR = "新规则里相近的话说的是{party}，不是原来办这件事的"
_ANSWERED = "原来那部规则没有写的，新规则里写了"
_OTHER_WORDS = "这句话说的是原来那部规则写到哪里为止，新规则的写法不同，不能照搬"
_OF_SOME = re.compile(r"(?:有关|相关|各|其他)$")
_OWN_CASE = re.compile(r"^[^，]{2,20}的，(?=.)")
#: What tells nothing of whether the new rule has the matter: such lines are of the other rule alone.
NO_SIGN = frozenset((_ANSWERED, _OTHER_WORDS))


class NotMovedError(Exception):
    """Why a line stays behind, in a sentence."""


class Mover:
    """Moves the lines of one pack. `parties` are the new rule's; the lines' own words are `places.here` already."""

    def __init__(self, requoting: Requoting, theirs: Sequence[Party], parties: Sequence[Party], places: Places) -> None:
        self.requoting = requoting
        self._places = places
        self._theirs: Sequence[Party] = places.here(tuple(theirs))
        self._parties = parties
        self._cast = Cast(self._theirs, parties, requoting.new)
        self._all = (*theirs, *parties)
        self._text = "\n".join(sentence.text for sentence in requoting.new)

    def desks(self, wizard: Wizard) -> tuple[str, ...]:
        """The errand's desks under the new rule."""
        seats = {party.id for party in self._parties if party.desk}
        return tuple(
            dict.fromkeys(party for desk in wizard.desks for party in self._cast.mapped(desk) if party in seats)
        )

    def move(self, wizard: Wizard) -> tuple[list[Proposal], list[Dropped]]:
        """Every line of `wizard` that the new rule has words for, and what stays behind."""
        proposals: list[Proposal] = []
        dropped: list[Dropped] = []
        desks = self.desks(wizard)
        rule = self.requoting.source.id
        for kind, lines in (
            (Kind.ANSWER, wizard.answers),
            (Kind.ACT, wizard.items),
            (Kind.OTHER, wizard.others),
            (Kind.OPEN, wizard.open),
            (Kind.GENERAL, wizard.general),
        ):
            for line in lines:
                try:
                    if not desks:
                        raise NotMovedError(_NOBODY)
                    proposals.append(self._line(wizard, desks, kind, line))
                except NotMovedError as reason:
                    dropped.append(Dropped(rule, wizard.id, line.id, str(reason)))
        return proposals, dropped

    def find(self, cites: Iterable[Cite]) -> list[Found]:
        """New words for some quotes, each place once."""
        found: dict[tuple[int, str], Found] = {}
        for cite in cites:
            for entry in self.requoting.find(cite):
                found.setdefault((entry.sentence.order, entry.quote), entry)
        return list(found.values())

    def _line(self, wizard: Wizard, desks: tuple[str, ...], kind: Kind, line: Line) -> Proposal:
        origin = Origin(self.requoting.source.id, wizard.id, line.id)
        if isinstance(line, CheckItem):
            return self._item(wizard, desks, line, origin)
        found = self._of_mains(line.cites)
        if isinstance(line, OpenPoint | DirectAnswer):
            found = [entry for entry in found if entry.alike >= _SAME]
            if 2 * len(found) < len(line.cites):
                raise NotMovedError(_OTHER_WORDS)
        changes = self._changes(found)
        cites = tuple(entry.cite for entry in found)
        quotes = "".join(cite.quote for cite in cites)
        old = self._places.here("".join(cite.quote for cite in line.cites))
        kept = tuple(dict.fromkeys(party for desk in line.desks for party in self._cast.mapped(desk) if party in desks))
        if line.desks and not kept:
            raise NotMovedError(_NOBODY)
        moved: Line
        if isinstance(line, OtherAct):
            party = next(iter(self._cast.mapped(line.party)), "") if line.party else ""
            if party:
                self._check_actor(found[0], {party}, by=True)
            moved = msgspec.structs.replace(
                line,
                do=self._claim(line.do, changes, quotes, old) or said_by(_main(cites).quote, whole=True),
                party=party,
                who=self._words(line.who, changes, quotes),
                due=follow_due(line.due, _joined(found), quotes, changes),
                cites=cites,
                desks=kept,
            )
        elif isinstance(line, OpenPoint):
            if not self._words(line.ask, changes, quotes):
                raise NotMovedError(_OTHER_WORDS)
            if is_answered(line.ask, quotes, self._parties):
                raise NotMovedError(_ANSWERED)
            moved = msgspec.structs.replace(
                line,
                ask=self._words(line.ask, changes, quotes),
                says=_what_is_said(cites),
                safe=self._words(line.safe, changes, quotes),
                whom=self._words(line.whom, changes, quotes),
                cites=cites,
                desks=kept,
            )
        elif isinstance(line, DirectAnswer):
            say = self._claim(line.say, changes, quotes, old)
            if not say:
                raise NotMovedError(_OTHER_WORDS)
            moved = msgspec.structs.replace(line, say=say, cites=cites, desks=kept)
        else:
            moved = msgspec.structs.replace(line, cites=cites, desks=kept)
        return self._proposal(wizard, kind, moved, found, changes, origin)

    def _item(self, wizard: Wizard, desks: tuple[str, ...], item: CheckItem, origin: Origin) -> Proposal:
        every = self._of_mains(cite for cite in item.cites if cite.role is not CiteRole.WHO)
        mains = [entry for entry in every if entry.cite.role is CiteRole.MAIN]
        if item.level is not Level.EXCEPT and all(is_idle(entry.quote) for entry in mains):
            raise NotMovedError(NOT_FOUND)
        mains.sort(key=lambda entry: is_idle(entry.quote))
        level, level_changes = self._level(item, mains)
        conditions = [entry for entry in every if entry.cite.role is CiteRole.CONDITION]
        points, point_finds = self._points(item)
        found = [*mains, *conditions, *point_finds]
        changes = [*level_changes, *self._changes(found)]
        parties = self._cast.mapped(*item.party) or self._cast.named(mains[0].sentence)
        carried = self._cast.mapped(*item.carried_by)
        if not set(desks) & {*parties, *carried}:
            raise NotMovedError(_NOBODY)
        cites = [entry.cite for entry in mains]
        cites += [entry.cite for entry in conditions if all(entry.quote != cite.quote for cite in cites)]
        if not item.carried_by and not item.to:
            cites += self._who(parties, cites, mains[0].sentence, item)
        quotes = "".join(cite.quote for cite in (*cites, *(cite for point in points for cite in point.cites)))
        said = [party for party in parties if any(word in quotes for word in words_of(self._parties, party))]
        actors = [] if item.to else self._check_actor(mains[0], {*parties, *carried})
        if actors and not carried and not {party.id for party in actors} & set(parties):
            # A desk sees to what is somebody else's duty.
            parties, carried = tuple(party.id for party in actors), parties
        old = self._places.here("".join(cite.quote for cite in item.cites))
        claim = self._claim(item.do, changes, "".join(cite.quote for cite in cites), old)
        if item.to and is_timed_otherwise(item.do, quotes):  # what is left, the receiver does
            raise NotMovedError(NOT_FOUND)
        if not claim and not set(self._cast.mapped(*item.party)) & set(said) and mains[0].alike < _OWN_WORDS:
            raise NotMovedError(NOT_FOUND)
        do = claim or said_by(mains[0].quote, level)
        if item.arises:  # its case stands before it already
            do = _OWN_CASE.sub("", do)
        to = next(iter(self._cast.mapped(item.to)), "") if item.to else ""
        moved = msgspec.structs.replace(
            item,
            level=level,
            do=do,
            cites=tuple(cites),
            party=tuple(said) or parties,
            carried_by=carried,
            who=self._words(item.who, changes, quotes),
            points=points,
            boxes=item.boxes and bool(points),
            due=follow_due(item.due, old, "".join(cite.quote for cite in cites), changes),
            to=to,
            unsaid=not said and not carried and not to,
            plain=not bindings(quotes),
            hint="" if self._is_foreign(item.hint) else without_foreign_figures(item.hint, quotes),
        )
        return self._proposal(wizard, Kind.ACT, moved, found, changes, origin)

    def _proposal(
        self, wizard: Wizard, kind: Kind, line: Line, found: list[Found], changes: list[Difference], origin: Origin
    ) -> Proposal:
        return Proposal(
            errand=wizard.id,
            kind=kind,
            line=line,
            score=round(min(1.0, max(entry.score for entry in found)), 3),
            level=line.level if isinstance(line, CheckItem) else None,
            origin=origin,
            pairs=tuple(Pair(entry.old, entry.cite, round(entry.alike, 3)) for entry in found),
            differs=tuple(dict.fromkeys(changes)),
        )

    def _level(self, item: CheckItem, mains: list[Found]) -> tuple[Level, list[Difference]]:
        """How the new words bind. What was forbidden and is now asked for, or the other way round, does not come over."""
        new = mains[0].quote
        level = level_of(new, item.level) or level_of("".join(entry.quote for entry in mains[1:]), item.level)
        if level is None:
            bare = command(new)
            level = Level.MUST_NOT if bare is not None and bare.level is Level.MUST_NOT else Level.MUST
        if (level in BANS) != (item.level in BANS) or (level is Level.EXCEPT) != (item.level is Level.EXCEPT):
            raise NotMovedError(_OTHER_LEVEL.format(old=BADGES[item.level], new=BADGES[level]))
        if level is item.level:
            return level, []
        old_word = word_of(mains[0].old.quote, item.level) or BADGES[item.level]
        new_word = word_of(new, level) or BADGES[level]
        return level, [Difference("性质", old_word, new_word)]

    def _points(self, item: CheckItem) -> tuple[tuple[Point, ...], list[Found]]:
        points: list[Point] = []
        finds: list[Found] = []
        for point in item.points:
            found = self.find(point.cites)
            if point.cites and not found:
                continue
            if not point.cites and not self._is_held(point.do, item):
                continue
            changes = self._changes(found)
            quotes = "".join(entry.quote for entry in found)
            old = self._places.here("".join(cite.quote for cite in point.cites))
            words = self._claim(point.do, changes, quotes, old) or (said_by(found[0].quote) if found else "")
            if words:
                points.append(msgspec.structs.replace(point, do=words, cites=tuple(entry.cite for entry in found)))
                finds += found
        return tuple(points), finds

    def _is_held(self, words: str, item: CheckItem) -> bool:
        """Whether the item's new quotes have the words of a point that quotes nothing itself."""
        wording = self.requoting.alignment.wording
        wanted = wording.vector(words)
        quotes = wording.vector("".join(entry.quote for entry in self.find(item.cites)))
        held = sum(value for gram, value in wanted.items() if gram in quotes)
        return held >= _ENOUGH * sum(wanted.values())

    def _changes(self, found: Iterable[Found]) -> list[Difference]:
        changes = [change for entry in found for change in differences(entry.old.quote, entry.quote, self._all)]
        return list(dict.fromkeys(changes))

    def _words(self, words: str, changes: Sequence[Difference], quotes: str) -> str:
        """Our words as the new rule has figures and bodies; "" where they would claim what it does not say."""
        if tells_of_the_rule(words):
            return ""
        followed = follow(words, [self._here(change) for change in changes])
        for at, word, party in reversed(names_in(followed, self._theirs)):
            if word in self._text:
                continue
            own = self._cast.heir(party)
            if own is None:
                return ""
            # A person is followed by a person: what the director signed, the office does not sign.
            fitting = [w for w in own.words if is_person(w) == is_person(word)]
            name = next((w for w in fitting if w in quotes), "" if is_person(word) else own.label)
            if not name or (name == own.label and _OF_SOME.search(followed[:at])):
                return ""
            followed = followed[:at] + name + followed[at + len(word) :]
        return without_foreign_figures(followed, quotes)

    def _claim(self, words: str, changes: Sequence[Difference], quotes: str, old: str) -> str:
        """`_words` for what a line says is done; "" as well where it repeats words that only the `old` quotes have."""
        followed = self._words(words, changes, quotes)
        if not followed or not is_borne_out(followed, quotes, self._all):
            return ""
        return without_foreign_words(followed, old, quotes)

    def _here(self, change: Difference) -> Difference:
        """A difference as our words have its older side; a body that only goes by another level is none."""
        old = self._places.here(change.old)
        return msgspec.structs.replace(change, old="" if old == change.new else old)

    def _of_mains(self, cites: Iterable[Cite]) -> list[Found]:
        """New words for the quotes of a line, those it rests on first. Raises NotMovedError: there are none that it can rest on.

        A condition found in another article than all of what it stood beside speaks of something else.
        """
        found = self.find(cites)
        mains = [entry for entry in found if entry.cite.role is CiteRole.MAIN]
        if not mains:
            raise NotMovedError(NOT_FOUND)
        homes = {entry.sentence.article for entry in mains}
        beside = {entry.old.number for entry in mains}
        rest = [
            entry
            for entry in found
            if entry.cite.role is not CiteRole.MAIN
            and (entry.sentence.article in homes or entry.old.number not in beside)
        ]
        return [*mains, *rest]

    def _check_actor(self, main: Found, acting: set[str], *, by: bool = False) -> list[Party]:
        """Whose duty a quote plainly is, where it names none of those `acting`. Raises NotMovedError: it is somebody else's.

        That a desk sees to such a thing for him is no fault.
        """
        if any(word in main.quote for party in acting for word in words_of(self._parties, party)):
            return []
        actors = self._cast.actors(main.quote, main.sentence, by=by)
        if actors and not self._cast.seats(actors) & acting:
            raise NotMovedError(_OTHER_ACTOR.format(party=actors[0].label))
        return actors

    def named_here(self, words: str) -> str:
        """Our words with bodies called as the new rule calls them, as far as it has them."""
        had = words
        for at, word, party in reversed(names_in(words, self._theirs)):
            heir = next((own for own in self._parties if own.id in self._cast.mapped(party.id)), None)
            if word not in self._text and heir is not None:
                words = words[:at] + heir.label + words[at + len(word) :]
        return words if words == had else named_once(words)

    def foreign(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Names of bodies in some texts that stand nowhere in the new rule."""
        found = (word for text in texts for _, word, _ in names_in(text, self._theirs))
        return tuple(dict.fromkeys(word for word in found if word not in self._text and not self._is_label(word)))

    def _is_label(self, word: str) -> bool:
        return any(word in party.label for party in self._parties)

    def _is_foreign(self, words: str) -> bool:
        foreign = any(word not in self._text for _, word, _ in names_in(words, self._theirs))
        return foreign or tells_of_the_rule(words)

    def _who(self, parties: Sequence[str], cites: Sequence[Cite], sentence: Sentence, item: CheckItem) -> list[Cite]:
        """Quotes that name the parties the others do not name: the item's own, found again, or words just before it."""
        added = [
            entry.cite
            for entry in self.find(cite for cite in item.cites if cite.role is CiteRole.WHO)
            if entry.sentence.article == sentence.article
            and any(word in entry.quote for party in parties for word in words_of(self._parties, party))
            and all(entry.quote not in cite.quote for cite in cites)
        ]
        for party in parties:
            words = words_of(self._parties, party)
            if any(word in cite.quote for cite in (*cites, *added) for word in words):
                continue
            near = [
                other
                for other in self.requoting.new[max(0, sentence.order - 3) : sentence.order + 1]
                if other.article == sentence.article and other.place.paragraph == sentence.place.paragraph
            ]
            for other in reversed(near):
                spans = ((s, e) for s, e in clauses(other.text) if any(word in other.text[s:e] for word in words))
                span = next(spans, None)
                if span is not None:
                    cite = other.cite(other.text[span[0] : span[1]])
                    added.append(msgspec.structs.replace(cite, role=CiteRole.WHO))
                    break
        return added


def _main(cites: Sequence[Cite]) -> Cite:
    return next((cite for cite in cites if cite.role is CiteRole.MAIN), cites[0])


def _what_is_said(cites: Sequence[Cite]) -> str:
    """What the new rule says of an open point: its own words, since ours tell where the other rule stops."""
    cite = _main(cites)
    return f"{cite_article(cite.number)}写的是“{cite.quote}”。"


def _joined(found: Iterable[Found]) -> str:
    return "".join(entry.old.quote for entry in found)
