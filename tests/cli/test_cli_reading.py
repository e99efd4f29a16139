"""rules, show, text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from terminal import ROOT, Run, one_chinese_sentence

from govdesk.rules.loader import load_rule

PACKS = {"xianyang-2013": 76, "zhangjiagang-2022": 57}


def plain(text: str) -> str:
    """Text as the source and ours are compared: NFKC, without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_rules_lists_both_cities_with_what_their_sources_say(cli: Run) -> None:
    ran = cli("rules", "--json")

    assert ran.status == 0
    listed = {rule["id"]: rule for rule in ran.document["rules"]}
    assert {name: rule["articles"] for name, rule in listed.items()} == PACKS
    assert listed["xianyang-2013"]["doc_number"] == "咸政发〔2013〕16号"
    assert listed["xianyang-2013"]["adopted"] == "2013-06-06"
    assert listed["zhangjiagang-2022"]["adopted"] is None  # the source does not say
    assert listed["zhangjiagang-2022"]["issued"] == "2022-05-14"
    assert listed["zhangjiagang-2022"]["chapters"] == 11
    assert "《张家港市人民政府工作规则》" in cli("rules").out


@pytest.mark.parametrize(
    "written", ["咸阳58", "xianyang-2013/58", "咸阳 第五十八条", "咸阳第５８条", "《咸阳》五十八条", "xy58"]
)
def test_an_article_is_found_however_it_is_cited(cli: Run, written: str) -> None:
    document = cli("show", written, "--json").document

    assert (document["rule"], document["article"], document["label"]) == ("xianyang-2013", "58", "第五十八条")
    assert document["citation"] == "《咸阳市人民政府工作规则（试行）》第五十八条"
    assert document["chapter"].startswith("第九章")
    assert "市政府一般自收文之日起10个工作日内办复" in document["paragraphs"][0]["text"]


def test_show_gives_one_paragraph_or_one_item_alone(cli: Run) -> None:
    paragraph = cli("show", "张家港三十五条第二款", "--json").document
    item = cli("show", "xianyang-2013/40.1.2", "--json").document

    assert paragraph["label"] == "第三十五条第二款"
    assert [p["text"][:11] for p in paragraph["paragraphs"]] == ["市政府常务会议每月召开"]
    assert item["label"] == "第四十条第一款第（二）项"
    assert [entry["label"] for p in item["paragraphs"] for entry in p["items"]] == ["（二）"]


def test_show_tells_every_editorial_note_in_what_it_shows(cli: Run) -> None:
    document = cli("show", "咸阳51", "--json").document

    assert "常务委会员" in document["paragraphs"][0]["text"]  # doubted words stand as printed
    note = next(note for note in document["notes"] if note["reading"] == "常务委员会")
    assert (note["kind"], note["source"], note["certainty"]) == ("doubted", "常务委会员", "high")
    assert re.fullmatch(r"注\d+", note["label"])
    assert "〔" in cli("show", "张家港35").out


def test_a_number_that_only_one_city_has_needs_no_city(cli: Run) -> None:
    assert cli("show", "58", "--json").document["rule"] == "xianyang-2013"


def test_a_number_that_both_cities_have_asks_which(cli: Run) -> None:
    ran = cli("show", "第四十条")

    assert ran.status == 1
    assert one_chinese_sentence(ran.err)
    assert "咸阳市40" in ran.err
    assert cli("show", "第四十条", "--rule", "zjg", "--json").document["rule"] == "zhangjiagang-2022"


def test_the_chosen_city_is_meant_where_none_is_named(cli: Run, data: Path) -> None:
    (data / "settings.json").write_text('{"rule": "zhangjiagang-2022"}', encoding="utf-8")

    assert cli("show", "40", "--json").document["rule"] == "zhangjiagang-2022"
    assert cli("show", "咸阳40", "--json").document["rule"] == "xianyang-2013"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("999", "没有第999条"),
        ("张家港58", "没有第58条"),
        ("北京58", "北京"),
        ("咸阳四十条第九款", "只有"),
        ("随便写写", "看不懂"),
        ("", "看不懂"),
    ],
)
def test_what_is_not_there_gets_one_sentence(cli: Run, written: str, told: str) -> None:
    ran = cli("show", written)

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)
    assert told in ran.err


@pytest.mark.parametrize("rule_id", PACKS)
def test_the_source_text_comes_back_letter_for_letter(cli: Run, rule_id: str) -> None:
    printed = cli("text", rule_id, "--source").out
    source = (ROOT / "rules" / rule_id / "source.txt").read_text(encoding="utf-8")

    # Notice, title, headings and articles stand in the source in this order with nothing between them.
    assert plain(printed) in plain(source)
    assert printed.count("\n") > PACKS[rule_id]


@pytest.mark.parametrize("rule_id", PACKS)
def test_every_article_of_the_shown_text_is_what_show_shows(cli: Run, rule_id: str) -> None:
    rule = load_rule(ROOT / "rules" / rule_id)
    printed = cli("text", rule_id).out

    for article in rule.articles:
        assert article.printed + article.shown in printed
    assert rule.title.shown in printed.splitlines()
    assert all(chapter.label in printed for chapter in rule.chapters())


def test_an_unknown_rule_names_those_at_hand(cli: Run) -> None:
    ran = cli("text", "beijing")

    assert ran.status == 1
    assert one_chinese_sentence(ran.err)
    assert "xianyang-2013" in ran.err
