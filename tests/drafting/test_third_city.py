"""A rule that the program has never seen, from its file to ten published errands on another machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from measure import ROOT

from govdesk.cli.checking import check_path
from govdesk.drafting.drafting import draft_rule, propose_for
from govdesk.drafting.review import Review
from govdesk.importing.packzip import export_pack, import_pack
from govdesk.importing.saving import save
from govdesk.importing.settling import read_document
from govdesk.wizards.library import Library
from govdesk.wizards.model import CheckItem
from govdesk.wizards.packs import read_library
from govdesk.wizards.terms import Level

FILE = Path(__file__).parents[1] / "made_up" / "yunfeng.txt"
RULES = ROOT / "rules"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Review, Library]:
    """Every line taken as it was drafted, every errand published that makes a list."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _: None)  # some hundred steps; what a crash leaves is no matter here
        data = tmp_path_factory.mktemp("data")
        saved = save(data, read_library([RULES]).rules, read_document(FILE).settlement.draft, FILE)
        packs = read_library([RULES, data / "rules"])
        parties = [entry.party for entry in propose_for(packs, saved.rule_id)]
        draft = draft_rule(packs, saved.rule_id, parties=parties)
        review = Review.start(saved.folder, packs.rule(saved.rule_id), draft)
        for proposal in draft.proposals:
            review.take(proposal.id)
        for errand in draft.errands:
            if review.makes_a_list(errand.wizard.id):
                review.publish(errand.wizard.id)
        return review, read_library([RULES, data / "rules"])


def test_ten_errands_and_more_are_published_and_pass_the_checker(published: tuple[Review, Library]) -> None:
    review, library = published
    assert [str(p) for p in check_path(review.pack, [RULES, review.pack.parent]).problems] == []
    assert len(library.wizards(review.rule.id)) >= 10


def test_every_quote_is_the_new_rules_own(published: tuple[Review, Library]) -> None:
    review, library = published
    text = {article.number: article.shown for article in review.rule.articles}
    for wizard in library.wizards(review.rule.id):
        for cite in wizard.all_cites():
            assert cite.quote in text[cite.number]


def test_no_figure_of_another_city_is_on_the_home_page(published: tuple[Review, Library]) -> None:
    review, library = published
    text = "\n".join(article.shown for article in review.rule.articles)
    for wizard in library.wizards(review.rule.id):
        for figure in re.findall(r"[0-9]+", wizard.summary):
            assert figure in text


def test_the_pack_goes_to_an_empty_folder_with_its_errands(published: tuple[Review, Library], tmp_path: Path) -> None:
    review, library = published
    export_pack(review.pack, tmp_path / "yunfeng.zip")
    there = import_pack(tmp_path / "data", read_library([RULES]).rules, tmp_path / "yunfeng.zip")
    assert there.ignored == ()
    assert not (there.folder / "draft").exists()
    other = read_library([RULES, tmp_path / "data" / "rules"])
    assert other.wizards(there.rule_id) == library.wizards(review.rule.id)
    assert other.parties(there.rule_id) == review.parties


def test_no_place_of_another_city_is_named(published: tuple[Review, Library]) -> None:
    review, _ = published
    names = ("张家港", "咸阳")
    for errand in review.draft.errands:
        for name in names:
            assert name not in str(errand.wizard), errand.wizard.id
    for proposal in review.draft.proposals:
        assert not [name for name in names if name in str(proposal.line)], proposal.id


def test_a_ban_on_the_home_page_says_that_it_is_one(published: tuple[Review, Library]) -> None:
    review, library = published
    for wizard in library.wizards(review.rule.id):
        bans = {item.do for item in wizard.items if item.level is Level.MUST_NOT}
        for part in wizard.summary.split("；"):
            assert part not in bans


def test_few_lines_find_no_room(published: tuple[Review, Library]) -> None:
    review, _ = published
    held = [line for entry in review.published for line in entry.held]
    assert len(held) <= 0.1 * len(review.draft.proposals)
    assert {type(p.line.level) for p in review.draft.proposals if isinstance(p.line, CheckItem)} == {Level}
