"""What holds of all errands of a shipped city together."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from lists import ROOT, errands

from govdesk.wizards.model import Wizard
from govdesk.wizards.parties import acting_desk, desks, read_parties
from govdesk.wizards.proofs import walk
from govdesk.wizards.session import evaluate
from govdesk.wizards.terms import Level

#: Pack, and how many errands version 0.1 had.
CITIES = [("xianyang-2013", 40), ("zhangjiagang-2022", 35)]
City = tuple[str, dict[str, Wizard], list[Path], int]
_wizards = cache(errands)


@pytest.fixture(params=CITIES, ids=[pack for pack, *_ in CITIES])
def city(request: pytest.FixtureRequest) -> City:
    """A city's errands by id, the tables of what took the place of version 0.1's items, and how many of those there are."""
    pack, former = request.param
    return pack, _wizards(pack), sorted((ROOT / "docs" / "heirs" / pack).glob("*.tsv")), former


def test_every_file_of_the_city_is_an_errand_that_loads(city: City) -> None:
    pack, wizards, _, _ = city
    assert wizards.keys() == {path.stem for path in (ROOT / "rules" / pack / "wizards").iterdir()}


def test_every_list_of_the_city_says_something_and_bans_in_one_word(city: City) -> None:
    for wizard in city[1].values():
        for desk in wizard.desks:
            for answers, state in walk(wizard, desk):
                where = (wizard.id, desk, answers)
                assert state.own or state.arises or state.say or state.open or state.goes or wizard.goes, where
                bans = [entry.item.do for entry in state.items if entry.item.level is Level.MUST_NOT]
                assert not any(ban.startswith(("不", "未")) for ban in bans), where


def test_no_open_point_sends_a_desk_to_itself(city: City) -> None:
    pack, wizards, *_ = city
    parties = tomllib.loads((ROOT / "rules" / pack / "parties.toml").read_text(encoding="utf-8"))["parties"]
    labels = {party["id"]: party["label"] for party in parties}
    to_itself = [
        (wizard.id, desk, point.id)
        for wizard in wizards.values()
        for point in wizard.open
        for desk in point.desks or wizard.desks
        if point.whom == labels[desk]
    ]
    assert to_itself == []


def test_a_desk_that_is_also_a_department_is_told_whom_else_to_ask(city: City) -> None:
    """市司法局 has the errands of departments that do not name it: there the point goes on for it alone."""
    pack, wizards, *_ = city
    parties, _ = read_parties(ROOT / "rules" / pack)
    seen = 0
    for seat in desks(parties):
        for wizard in wizards.values():
            desk = acting_desk(parties, wizard.desks, seat.id)
            for point in wizard.open:
                if desk in ("", seat.id) or desk not in (point.desks or wizard.desks) or seat.label not in point.whom:
                    continue
                seen += 1
                assert "自己就是的，问" in point.whom, (wizard.id, seat.id, point.id)
    assert seen


def test_an_undecided_question_is_put_to_somebody_else_at_each_desk(city: City) -> None:
    wizard = city[1]["inscriptions"]
    found = {desk: evaluate(wizard, {"special": "unknown"}, desk).open[0] for desk in wizard.desks}
    whom = {desk: shown.point.whom if shown.point else "" for desk, shown in found.items()}
    assert whom.pop("office") in {"秘书长", "市政府办公室主任"} and set(whom.values()) == {"市政府办公室"}


def test_every_item_of_version_one_has_an_heir_that_exists(city: City) -> None:
    _, wizards, tables, former = city
    assert len(tables) == former
    parts = {
        wizard.id: {
            part.id
            for group in (wizard.items, wizard.questions, wizard.answers, wizard.others, wizard.open, wizard.general)
            for part in group
        }
        for wizard in wizards.values()
    }
    for table in tables:
        for line in table.read_text(encoding="utf-8").splitlines():
            item, kind, heirs, why = line.split("\t")
            assert bool(heirs) is (kind != "dropped"), (table.stem, item)
            assert why or kind != "dropped", (table.stem, item)
            for heir in filter(None, heirs.split(",")):
                wizard_id, part = heir.split("/")
                assert part in parts[wizard_id], (table.stem, item, heir)


def test_every_errand_of_version_one_is_taken_over(city: City) -> None:
    _, wizards, tables, _ = city
    old = {table.stem for table in tables}
    taken = {former for wizard in wizards.values() for former in wizard.formerly}
    assert old - taken <= wizards.keys(), "an id that lives on needs no heir"
    assert taken <= old


def test_no_wording_leads_to_two_errands(city: City) -> None:
    """A wording may name an errand of each desk: the clerk's own stands first."""
    found: dict[tuple[str, str], str] = {}
    for wizard in city[1].values():
        for wording in wizard.asks:
            assert found.setdefault((wizard.desks[0], wording), wizard.id) == wizard.id, wording
