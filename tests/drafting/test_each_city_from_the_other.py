"""Each shipped city drafted from the other alone, without counterparts and without anything of its own."""

from __future__ import annotations

import pytest
from measure import Measured, measure

from govdesk.drafting.levels import bindings, command
from govdesk.drafting.model import Draft
from govdesk.wizards.coverage import sentence_coverage
from govdesk.wizards.grounding import locate
from govdesk.wizards.library import Library

PAIRS = (("zhangjiagang-2022", "xianyang-2013"), ("xianyang-2013", "zhangjiagang-2022"))
Taken = tuple[Measured, Library, Draft]


@pytest.fixture(scope="module", params=PAIRS, ids=[target for target, _ in PAIRS])
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    target, source = request.param
    return measure(tmp_path_factory.mktemp("packs") / "rules", target, source)


def test_moved_lines_quote_nearly_half_of_what_its_own_lines_quote(taken: Taken) -> None:
    assert taken[0].moved >= 0.45


def test_moved_lines_stand_in_the_group_where_its_own_lines_have_the_sentence(taken: Taken) -> None:
    assert taken[0].in_group >= 0.85


def test_with_drafted_lines_nearly_every_sentence_is_quoted(taken: Taken) -> None:
    assert taken[0].with_drafted >= 0.95


def test_every_quote_is_verbatim_and_at_its_place(taken: Taken) -> None:
    _, library, draft = taken
    rule = library.rule(draft.rule)
    cites = [cite for proposal in draft.proposals for cite in proposal.cites]
    cites += [cite for errand in draft.errands for question in errand.wizard.questions for cite in question.cites]

    for cite in cites:
        article = rule.find(cite.number)
        assert article is not None
        assert any((p.paragraph, p.item) == (cite.paragraph, cite.item) for p in locate(article, cite.quote)), cite


def test_drafted_lines_are_one_a_sentence_and_none_without_binding_words(taken: Taken) -> None:
    _, library, draft = taken
    sentences = sentence_coverage(library.rule(draft.rule), ())
    drafted = [proposal for proposal in draft.proposals if proposal.origin is None]
    moved = [cite for proposal in draft.proposals if proposal.origin for cite in proposal.cites]

    seen = []
    for proposal in drafted:
        (cite,) = proposal.cites
        assert bindings(cite.quote) or command(cite.quote), cite.quote
        assert proposal.level is not None
        seen.append(next(s for s in sentences if s.article == cite.number and cite.quote in s.text))
    assert len({id(s) for s in seen}) == len(drafted)
    places = [(c.number, c.paragraph, c.item) for c in moved]
    for s in seen:
        here = [c for c, place in zip(moved, places, strict=True) if place == (s.article, s.paragraph, s.item)]
        assert not [c.quote for c in here if c.quote in s.text], s.text


def test_every_sentence_is_quoted_or_told_as_unquoted(taken: Taken) -> None:
    _, library, draft = taken
    unquoted = {(entry.article, entry.paragraph, entry.item, entry.text) for entry in draft.unquoted}

    for s in sentence_coverage(library.rule(draft.rule), ()):
        cited = any(
            (cite.number, cite.paragraph, cite.item) == (s.article, s.paragraph, s.item) and cite.quote in s.text
            for proposal in draft.proposals
            for cite in proposal.cites
        )
        assert cited != ((s.article, s.paragraph, s.item, s.text) in unquoted), s.text


def test_every_line_of_the_other_city_comes_over_or_is_told_as_dropped(taken: Taken) -> None:
    _, library, draft = taken
    origins = {p.origin for p in draft.proposals if p.origin}
    source = next(iter(origins)).rule
    for wizard in library.wizards(source):
        for line in (*wizard.items, *wizard.others, *wizard.open, *wizard.general, *wizard.answers):
            moved = any((o.wizard, o.item) == (wizard.id, line.id) for o in origins)
            dropped = any((d.wizard, d.item) == (wizard.id, line.id) and d.because for d in draft.dropped)
            assert moved != dropped, (wizard.id, line.id)


def test_parties_are_proposed_from_the_words_of_the_rule(taken: Taken) -> None:
    _, library, draft = taken
    text = "\n".join(article.shown for article in library.rule(draft.rule).articles)
    assert {"department", "office", "government", "mayor"} <= {party.id for party in draft.parties}
    assert {party.id for party in draft.parties if party.desk} >= {"department", "office"}
    assert not [word for party in draft.parties for word in party.words if word not in text]
