"""`draft`: as a user and a script run it."""

from __future__ import annotations

import json
from pathlib import Path

from terminal import Run

RULE = (
    "石峰县人民政府工作规则",
    "第一条　各部门报送县政府的请示，必须一文一事，不得夹带别的事项。",
    "第二条　以县政府名义印发的公文，由县长签发。",
    "第三条　本县又名石城。",
)


def test_a_rule_just_imported_is_drafted_as_json(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "规则.txt"
    file.write_text("\n".join(RULE), encoding="utf-8")
    assert cli("import", str(file), "--as", "shifeng-2024").status == 0

    ran = cli("draft", "shifeng-2024", "--from", "咸阳", "--json")
    document = json.loads(ran.out)

    assert ran.status == 0
    assert document["proposals"]
    text = "".join(RULE)
    for proposal in document["proposals"]:
        assert {"wizard", "item", "do", "level", "party", "cites", "origin", "score"} <= set(proposal)
        assert all(cite["quote"] in text and cite["article"] in ("1", "2") for cite in proposal["cites"])
        assert proposal["origin"] is None or proposal["origin"]["rule"] == "xianyang-2013"
        assert 0 <= proposal["score"] <= 1
    assert all(entry["because"] and entry["rule"] == "xianyang-2013" for entry in document["dropped"])
    assert document["unquoted"] == [{"article": "3", "paragraph": 1, "item": None, "text": "本县又名石城。"}]


def test_a_draft_reads_as_text_and_keeps_nothing(cli: Run, data: Path) -> None:
    ran = cli("draft", "张家港", "--from", "咸阳")

    assert ran.status == 0
    assert "没有存，也没有发布" in ran.out
    assert "报送请示" in ran.out
    assert "和原来不同" in ran.out
    assert not (data / "rules").exists()


def test_an_unknown_rule_is_one_sentence(cli: Run) -> None:
    for arguments in (("draft", "云川"), ("draft", "咸阳", "--from", "云川")):
        ran = cli(*arguments)
        assert (ran.status, ran.out) == (1, "")
        assert "规则库里没有“云川”" in ran.err


def test_a_rule_is_not_drafted_from_itself(cli: Run) -> None:
    ran = cli("draft", "咸阳", "--from", "咸阳")
    assert (ran.status, ran.out) == (1, "")
    assert "不能是它自己" in ran.err
