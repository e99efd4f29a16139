"""search."""

from __future__ import annotations

import io
import json

import pytest
from terminal import Run, one_chinese_sentence


def test_a_search_gives_hits_with_literal_matches(cli: Run) -> None:
    document = cli("search", "工作日", "--json").document

    assert document["query"] == "工作日"
    assert document["total"] >= len(document["hits"]) > 0
    for hit in document["hits"]:
        for start, end in hit["matches"]:
            assert hit["snippet"][start:end] == "工作日"
    assert "xianyang-2013/58" in [f"{hit['rule']}/{hit['article']}" for hit in document["hits"]]


def test_one_rule_and_a_limit(cli: Run) -> None:
    document = cli("search", "会议", "--rule", "张家港", "--limit", "2", "--json").document

    assert {hit["rule"] for hit in document["hits"]} == {"zhangjiagang-2022"}
    assert len(document["hits"]) == 2
    assert document["total"] > 2


def test_every_line_of_standard_input_is_answered_on_a_line(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "请假\n\n咸阳58\n--help\n".encode() + "会议纪要\n".encode("gb18030")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))

    lines = [json.loads(line) for line in cli("search", "-", "--json", "--limit", "1").out.splitlines()]

    assert [line["query"] for line in lines] == ["请假", "", "咸阳58", "--help", "会议纪要"]
    assert [hit["article"] for hit in lines[2]["hits"]] == ["58"]
    assert lines[4]["total"] > 0


def test_nothing_found_is_an_answer_and_says_how_to_go_on(cli: Run) -> None:
    ran = cli("search", "量子力学")

    assert ran.status == 1
    assert "没有找到“量子力学”" in ran.out
    assert cli("search", "量子力学", "--json").document["hits"] == []


def test_a_search_for_nothing_says_so(cli: Run) -> None:
    ran = cli("search", "")

    assert ran.status == 1
    assert ran.out.startswith("没有写要查什么。")


def test_a_slip_is_found_and_said(cli: Run) -> None:
    ran = cli("search", "会议记要")

    assert "您是不是要找：会议纪要" in ran.out
    assert "第四十五条" in ran.out


def test_an_unknown_rule_gets_one_sentence(cli: Run) -> None:
    ran = cli("search", "请示", "--rule", "nowhere")

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)


def test_a_passage_with_radicals_and_a_break_as_copied_from_a_pdf(cli: Run) -> None:
    plain = cli("search", "必须符合“一文一事”的原则", "--rule", "咸阳", "--limit", "3", "--json").document["hits"]
    pasted = cli("search", "必须符合“⼀⽂\n⼀事”的原则", "--rule", "咸阳", "--limit", "3", "--json").document["hits"]
    assert plain and [hit["article"] for hit in pasted] == [hit["article"] for hit in plain]
    assert pasted[0]["article"] == "58"
