"""The review of a draft: what is decided is kept, undone, and published as lists that pass the checker."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from measure import ROOT, bare_library
from shares import todays
from test_drafting import library as made_up

from govdesk.cli.checking import check_path
from govdesk.drafting.decisions import Verdict
from govdesk.drafting.drafting import draft_rule
from govdesk.drafting.keeping import read_draft
from govdesk.drafting.review import Review
from govdesk.errors import UserError
from govdesk.wizards.library import Library
from govdesk.wizards.model import CheckItem, Cite
from govdesk.wizards.packs import read_library

ERRAND = "submit-request"
Started = tuple[Review, Path, Library]


@pytest.fixture
def started(tmp_path: Path) -> Started:
    packs = made_up(tmp_path)
    shutil.copy(ROOT / "rules" / "topics.toml", tmp_path / "topics.toml")
    pack = tmp_path / "shifeng-2024"
    draft = draft_rule(packs, pack.name)
    return Review.start(pack, packs.rule(pack.name), draft), pack, packs


def again(review: Review) -> Review:
    """The review as another start of the program finds it."""
    found = Review.open(review.pack, review.rule)
    assert found is not None
    return found


def settle(review: Review, errand: str) -> None:
    for proposal in review.queue(errand):
        review.take(proposal.id)


def test_a_draft_reads_back_as_it_was_made(started: Started) -> None:
    review, pack, _ = started
    assert read_draft(pack) == review.draft


def test_what_is_decided_is_kept_at_once_and_undone_step_by_step(started: Started) -> None:
    review, _, _ = started
    first, second = review.queue(ERRAND)[:2]

    review.take(first.id)
    review.refuse(second.id, "不归我们办")
    other = again(review)
    assert (other.verdict(first.id), other.verdict(second.id)) == (Verdict.TAKEN, Verdict.REFUSED)
    assert other.progress(ERRAND).settled == 2
    assert first.id not in [proposal.id for proposal in other.queue()]

    undone = other.undo()
    assert undone is not None
    assert (undone.proposal, undone.reason) == (second.id, "不归我们办")
    assert again(other).verdict(second.id) is None
    other.undo()
    assert other.undo() is None


def test_what_is_left_for_later_comes_last(started: Started) -> None:
    review, _, _ = started
    first = review.queue(ERRAND)[0]
    review.leave(first.id)
    assert review.queue(ERRAND)[-1].id == first.id
    assert not review.is_settled(ERRAND)


def test_only_lines_that_differ_can_be_looked_at(started: Started) -> None:
    review, _, _ = started
    assert {proposal.line.id for proposal in review.queue(only_different=True)} >= {"in-time", "signed"}
    assert "one-matter" not in {proposal.line.id for proposal in review.queue(only_different=True)}


def test_an_edited_line_must_quote_the_rule(started: Started) -> None:
    review, _, _ = started
    proposal = next(p for p in review.queue(ERRAND) if p.line.id == "one-matter")
    assert isinstance(proposal.line, CheckItem)
    changed = msgspec.structs.replace(proposal.line, do="一份请示只写一件事")
    review.edit(proposal.id, changed)
    assert again(review).line(proposal.id) == changed

    invented = msgspec.structs.replace(changed, cites=(Cite(article="1", quote="应当一文两事"),))
    with pytest.raises(UserError, match="没有这句原文"):
        review.edit(proposal.id, invented)
    assert again(review).line(proposal.id) == changed


def test_nothing_is_published_before_its_lines_are_settled(started: Started) -> None:
    review, pack, packs = started
    with pytest.raises(UserError, match="没有定"):
        review.publish(ERRAND)
    review.take(review.queue(ERRAND)[0].id)
    with pytest.raises(UserError, match="没有定"):
        review.publish(ERRAND)
    assert not (pack / "wizards").exists()
    assert not read_library([pack.parent]).wizards(pack.name)
    assert packs.rule(pack.name).hash == read_library([pack.parent]).rule(pack.name).hash


def test_a_published_errand_passes_the_checker_and_is_in_the_library(started: Started) -> None:
    review, pack, _ = started
    settle(review, ERRAND)
    published = review.publish(ERRAND)

    assert check_path(pack, [pack.parent]).problems == []
    wizard = read_library([pack.parent]).wizard(pack.name, ERRAND)
    taken = {proposal.line.id for proposal in review.draft.of_errand(ERRAND)} - {held.item for held in published.held}
    lines = (*wizard.items, *wizard.others, *wizard.open, *wizard.general, *wizard.answers)
    assert {line.id for line in lines} == taken
    assert [entry.errand for entry in again(review).published] == [ERRAND]


def test_a_refused_line_is_not_published(started: Started) -> None:
    review, pack, _ = started
    review.refuse(f"{ERRAND}/one-matter")
    settle(review, ERRAND)
    review.publish(ERRAND)
    assert read_library([pack.parent]).wizard(pack.name, ERRAND).item("one-matter") is None


def test_a_published_errand_can_be_withdrawn(started: Started) -> None:
    review, pack, _ = started
    settle(review, ERRAND)
    review.publish(ERRAND)
    review.withdraw(ERRAND)
    assert not read_library([pack.parent]).wizards(pack.name)
    assert review.is_settled(ERRAND)


def test_a_wizard_that_somebody_changed_is_not_written_over(started: Started) -> None:
    review, pack, _ = started
    settle(review, ERRAND)
    review.publish(ERRAND)
    path = pack / "wizards" / f"{ERRAND}.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# 我改过\n", encoding="utf-8")
    changed = path.read_bytes()

    for attempt in (review.publish, review.withdraw):
        with pytest.raises(UserError, match="改过"):
            attempt(ERRAND)
    assert path.read_bytes() == changed


def test_a_draft_under_review_is_not_lost_to_another(started: Started) -> None:
    review, pack, packs = started
    review.take(review.queue()[0].id)
    with pytest.raises(UserError, match="已有一份草稿"):
        Review.start(pack, packs.rule(pack.name), draft_rule(packs, pack.name))
    assert again(review).progress().taken == 1


def test_a_draft_can_be_put_away_and_begun_anew(started: Started) -> None:
    review, pack, packs = started
    settle(review, ERRAND)
    review.publish(ERRAND)
    away = review.abandon(pack.parent / "recycled")

    assert (away / "review.json").is_file()
    assert Review.open(pack, review.rule) is None
    assert (pack / "wizards" / f"{ERRAND}.toml").is_file()
    fresh = Review.start(pack, packs.rule(pack.name), draft_rule(packs, pack.name))
    assert fresh.progress().settled == 0


@pytest.mark.parametrize("damage", [lambda c: c[: len(c) // 2], lambda c: b"{}", lambda c: b"\xff\xfe"])
@pytest.mark.parametrize("name", ["proposals.json", "review.json"])
def test_a_damaged_draft_is_one_sentence(started: Started, name: str, damage: Callable[[bytes], bytes]) -> None:
    review, pack, _ = started
    path = pack / "draft" / name
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(UserError, match="读不出来"):
        Review.open(pack, review.rule)


def test_a_line_whose_words_the_rule_has_lost_is_held_back_and_told(started: Started) -> None:
    review, pack, _ = started
    settle(review, ERRAND)
    text = (pack / "rule.md").read_text(encoding="utf-8")
    (pack / "rule.md").write_text(text.replace("必须一文一事", "必须一事一文"), encoding="utf-8")
    rule = read_library([pack.parent]).rule(pack.name)
    later = Review.open(pack, rule)
    assert later is not None

    published = later.publish(ERRAND)

    assert [held.item for held in published.held] == ["one-matter"]
    assert check_path(pack, [pack.parent]).problems == []


@pytest.mark.parametrize(
    ("target", "source"), todays([("zhangjiagang-2022", "xianyang-2013"), ("xianyang-2013", "zhangjiagang-2022")], 2)
)
def test_a_whole_city_can_be_published(
    tmp_path: Path, target: str, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", lambda _: None)  # some hundred steps; what a crash leaves is no matter here
    packs = bare_library(tmp_path / "rules", target)
    pack = tmp_path / "rules" / target
    draft = draft_rule(packs, target, [source])
    review = Review.start(pack, packs.rule(target), draft)
    held = 0
    for errand in draft.errands:
        settle(review, errand.wizard.id)
        held += len(review.publish(errand.wizard.id).held)

    rule_md = (pack / "rule.md").read_text(encoding="utf-8")
    (pack / "rule.md").write_text(rule_md.replace("wizards_complete = true\n", ""), encoding="utf-8")
    assert [str(problem) for problem in check_path(pack, [pack.parent]).problems] == []
    after = read_library([tmp_path / "rules"])
    assert {w.id for w in after.wizards(target)} == {errand.wizard.id for errand in draft.errands}
    assert held <= 0.12 * len(draft.proposals)
    assert any(w.next for w in after.wizards(target))
    assert json.loads((pack / "draft" / "review.json").read_text(encoding="utf-8"))["published"]


def test_what_others_do_alone_is_no_list(started: Started) -> None:
    review, pack, _ = started
    for proposal in review.draft.of_errand(ERRAND):
        (review.refuse if isinstance(proposal.line, CheckItem) else review.take)(proposal.id)
    assert not review.makes_a_list(ERRAND)
    with pytest.raises(UserError, match="列不成清单"):
        review.publish(ERRAND)
    assert not (pack / "wizards").exists()


def test_the_home_page_says_what_the_new_rule_says(started: Started) -> None:
    review, pack, _ = started
    errand = review.draft.errand(ERRAND)
    assert errand is not None and errand.wizard.summary == "写请示、送出去"
    settle(review, ERRAND)
    review.publish(ERRAND)
    summary = read_library([pack.parent]).wizard(pack.name, ERRAND).summary
    assert summary.split("；")[0] in {proposal.do for proposal in review.draft.of_errand(ERRAND)}
