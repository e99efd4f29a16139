"""Errands of one's own: a working copy at every change, into the pack when they pass, nothing of another hand lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from govdesk.drafting.own_errands import OwnErrand, own_errands
from govdesk.errors import PackError, UserError
from govdesk.rules.loader import load_rule
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.parties import read_parties
from govdesk.wizards.terms import Group

MADE_UP = Path(__file__).parents[1] / "made_up" / "yunchuan-2024"
ERRAND = "submit-request"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MADE_UP, tmp_path / "yunchuan-2024"))


def opened(pack: Path, errand: str = ERRAND) -> OwnErrand:
    return OwnErrand(pack, load_rule(pack), read_parties(pack)[0], errand)


def published(pack: Path, errand: str = ERRAND) -> str:
    return (pack / "wizards" / f"{errand}.toml").read_text(encoding="utf-8")


def test_a_change_is_kept_aside_and_the_published_errand_stays(pack: Path) -> None:
    before = published(pack)
    errand = opened(pack)
    errand.change(errand.content.set("items", 0, ("do",), "一份请示写一件事"))
    assert published(pack) == before
    again = opened(pack)
    assert again.content.parts("items")[0]["do"] == "一份请示写一件事"
    assert [entry.id for entry in own_errands(pack) if entry.waiting] == [ERRAND]


def test_an_errand_that_passes_is_published_and_its_former_file_stays_beside(pack: Path) -> None:
    before = published(pack)
    errand = opened(pack)
    errand.change(errand.content.set("items", 0, ("do",), "一份请示写一件事"))
    errand.publish(load_wizards(pack, errand.rule))
    assert published(pack) == before.replace("一份请示只写一件事", "一份请示写一件事")
    assert (pack / "wizards" / f"{ERRAND}.toml.bak").read_text(encoding="utf-8") == before
    assert not errand.has_changes
    assert ERRAND in {wizard.id for wizard in load_wizards(pack, errand.rule)}, "and the library takes it"


def test_what_the_checker_refuses_is_not_published(pack: Path) -> None:
    errand = opened(pack)
    errand.change(errand.content.set("items", 0, ("cites", 0, "quote"), "应当一文两事"))
    with pytest.raises(PackError, match="没有发布") as told:
        errand.publish()
    assert any("没有这句原文" in problem.problem for problem in told.value.problems)
    assert "一文两事" not in published(pack)
    assert errand.has_changes


def test_a_line_without_a_quote_is_told_as_that_and_nothing_breaks(pack: Path) -> None:
    errand = opened(pack)
    errand.change(
        errand.content.add("items", 0, {"id": "new", "stage": "起草", "level": "must", "do": "x", "cites": ()})
    )
    problems = errand.examine(load_wizards(pack, errand.rule)).problems
    assert [(problem.where, problem.problem) for problem in problems] == [("items.new.cites", "没有引文")]


def test_a_link_to_an_errand_that_is_not_there_is_told(pack: Path) -> None:
    errand = opened(pack)
    errand.change(errand.content.set("next", 0, ("wizard",), "nowhere"))
    assert any(
        "没有办事向导" in problem.problem for problem in errand.examine(load_wizards(pack, errand.rule)).problems
    )


def test_a_file_that_another_hand_changed_is_not_written_over(pack: Path) -> None:
    errand = opened(pack)
    errand.change(errand.content.set("", 0, ("summary",), "一文一事，先协商"))
    path = pack / "wizards" / f"{ERRAND}.toml"
    path.write_text(published(pack) + "\n# 用记事本加的\n", encoding="utf-8")
    with pytest.raises(UserError, match="在别处改过"):
        errand.publish(load_wizards(pack, errand.rule))
    assert "# 用记事本加的" in published(pack)
    assert errand.has_changes


def test_undo_and_redo_are_on_the_disk_too(pack: Path) -> None:
    errand = opened(pack)
    errand.change(errand.content.set("", 0, ("title",), "一"))
    errand.change(errand.content.set("", 0, ("title",), "二"))
    assert errand.undo() and opened(pack).title == "一"
    assert errand.redo() and opened(pack).title == "二"
    assert errand.undo() and errand.undo() and not errand.undo()
    assert opened(pack).content.text == published(pack)


def test_a_new_errand_begins_for_all_desks_and_is_nowhere_until_it_is_published(pack: Path) -> None:
    rule, parties = load_rule(pack), read_parties(pack)[0]
    errand = OwnErrand.begin(pack, rule, parties, [], " 报送信息 ", "submit-document", Group.SUBMIT)
    assert (errand.id, errand.title, errand.is_published) == ("bao-song-xin-xi", "报送信息", False)
    assert errand.content.head()["desks"] == ["department", "town", "office", "archives"]
    assert "bao-song-xin-xi" not in {wizard.id for wizard in load_wizards(pack, rule)}
    other = OwnErrand.begin(pack, rule, parties, [], "报送信息", "submit-document", Group.SUBMIT)
    assert other.id == "bao-song-xin-xi-2"
    other.discard()
    assert {entry.id for entry in own_errands(pack) if entry.waiting} == {"bao-song-xin-xi"}
    with pytest.raises(UserError, match="名称是空的"):
        OwnErrand.begin(pack, rule, parties, [], "  ", "submit-document", Group.SUBMIT)


def test_without_parties_there_is_nobody_to_write_for(pack: Path) -> None:
    with pytest.raises(UserError, match="还没有定谁办事"):
        OwnErrand.begin(pack, load_rule(pack), (), [], "报送信息", "submit-document", Group.SUBMIT)


def test_a_refusing_disk_changes_nothing(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errand = opened(pack)
    text = errand.content.text

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("govdesk.drafting.own_errands.write_atomically", refuse)
    with pytest.raises(UserError, match="没有存上"):
        errand.change(errand.content.set("", 0, ("title",), "二"))
    assert errand.content.text == text
    assert not errand.can_undo


def test_an_errand_is_taken_out_of_the_pack_and_kept_as_a_draft(pack: Path) -> None:
    errand = opened(pack, "who-signs-minutes")
    text = published(pack, "who-signs-minutes")
    errand.withdraw(load_wizards(pack, errand.rule))
    assert "who-signs-minutes" not in {wizard.id for wizard in load_wizards(pack, errand.rule)}
    assert opened(pack, "who-signs-minutes").content.text == text
    errand.publish(load_wizards(pack, errand.rule))
    assert published(pack, "who-signs-minutes") == text


def test_an_errand_that_others_lead_to_stays(pack: Path) -> None:
    errand = opened(pack, "handle-assigned")
    with pytest.raises(UserError, match="接着办、先办里有它"):
        errand.withdraw(load_wizards(pack, errand.rule))
    assert errand.is_published and not errand.has_changes


def test_discarding_leaves_the_published_errand(pack: Path) -> None:
    before = published(pack)
    errand = opened(pack)
    errand.change(errand.content.set("", 0, ("title",), "二"))
    errand.discard()
    assert (published(pack), errand.content.text, errand.has_changes) == (before, before, False)
