"""Moving lines over to a rule that nobody has written lists for: a made-up county beside a made-up city."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.drafting.drafting import draft_rule
from govdesk.drafting.model import Difference, Draft, Proposal
from govdesk.drafting.saying import is_answered, named_once
from govdesk.drafting.terms import differences, follow, without_foreign_figures, without_foreign_words
from govdesk.errors import UserError
from govdesk.wizards.library import Library
from govdesk.wizards.model import CheckItem, OpenPoint
from govdesk.wizards.packs import read_library
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import Level

CITY = """+++
id = "yunchuan-2020"
title = "云川市人民政府工作规则"
short_title = "云川市"
issuer = "云川市人民政府"
numbering = "articles"
+++

# 云川市人民政府工作规则

## 第一章　公文

第一条　各部门报送市政府的请示，应当一文一事。市政府办公室应当在10个工作日内办结各部门的请示。

第二条　以市政府名义印发的公文，由秘书长审核后报市长签发。除依法需要保密的外，应当及时公布。

第三条　各部门不得向市政府领导同志个人报送请示。

第四条　各部门应当在每年十二月前报送珍稀鱼类保护的总结。
"""
PARTIES = """
[[parties]]
id = "department"
label = "市政府部门"
desk = true
words = ["各部门"]

[[parties]]
id = "office"
label = "市政府办公室"
desk = true
acts_for = ["mayor", "secretary"]
words = ["市政府办公室"]

[[parties]]
id = "mayor"
label = "市长"
words = ["市长"]

[[parties]]
id = "secretary"
label = "秘书长"
words = ["秘书长"]
"""
WIZARD = """
id = "submit-request"
topic = "submit-document"
group = "submit"
title = "报送请示"
summary = "写请示、送出去"
desks = ["department", "office"]
stages = ["写", "送"]
fields = [{ id = "received", label = "收文日期", kind = "date" }]

[[items]]
id = "one-matter"
stage = "写"
party = ["department"]
level = "must"
do = "一文只写一事"
cites = [{ article = 1, quote = "各部门报送市政府的请示，应当一文一事" }]

[[items]]
id = "in-time"
stage = "送"
party = ["office"]
level = "must"
do = "在 10 个工作日内办结"
due = { workdays = 10, after = "received" }
cites = [{ article = 1, quote = "市政府办公室应当在10个工作日内办结各部门的请示" }]

[[items]]
id = "not-in-person"
stage = "送"
party = ["department"]
level = "must_not"
do = "把请示直接送给领导个人"
cites = [{ article = 3, quote = "各部门不得向市政府领导同志个人报送请示" }]

[[items]]
id = "fish"
stage = "送"
party = ["department"]
level = "must"
do = "报送珍稀鱼类保护的总结"
cites = [{ article = 4, quote = "各部门应当在每年十二月前报送珍稀鱼类保护的总结" }]

[[others]]
id = "signed"
party = "mayor"
do = "签发"
cites = [{ article = 2, quote = "由秘书长审核后报市长签发" }]
"""
COUNTY = """+++
id = "shifeng-2024"
title = "石峰县人民政府工作规则"
short_title = "石峰县"
issuer = "石峰县人民政府"
numbering = "articles"
+++

# 石峰县人民政府工作规则

## 第一章　公文办理

第一条　各部门报送县政府的请示，必须一文一事。县政府办公室应当在7个工作日内办结各部门的请示。

第二条　各部门可以向县政府领导同志个人报送请示。

第三条　以县政府名义印发的公文，由办公室主任审核后报县长签发。

第四条　值班人员严禁擅离职守。县政府工作坚持勤政为民。本县又名石城。
"""


def library(folder: Path, county: str = COUNTY) -> Library:
    city = folder / "yunchuan-2020"
    (city / "wizards").mkdir(parents=True)
    (city / "rule.md").write_text(CITY, encoding="utf-8")
    (city / "parties.toml").write_text(PARTIES, encoding="utf-8")
    (city / "wizards" / "submit-request.toml").write_text(WIZARD, encoding="utf-8")
    (folder / "shifeng-2024").mkdir()
    (folder / "shifeng-2024" / "rule.md").write_text(county, encoding="utf-8")
    found = read_library([folder])
    assert not found.problems
    return found


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return draft_rule(library(tmp_path), "shifeng-2024")


def line(draft: Draft, identifier: str) -> Proposal:
    return next(proposal for proposal in draft.proposals if proposal.line.id == identifier)


def because(draft: Draft, identifier: str) -> str:
    return next(entry.because for entry in draft.dropped if entry.item == identifier)


def test_a_line_quotes_the_new_rule_at_its_level(draft: Draft) -> None:
    moved = line(draft, "one-matter")

    assert [(cite.number, cite.quote) for cite in moved.cites] == [("1", "各部门报送县政府的请示，必须一文一事")]
    assert (moved.do, moved.level, moved.party) == ("一文只写一事", Level.MUST, ("department",))
    assert not moved.differs


def test_another_number_of_days_is_followed_and_marked(draft: Draft) -> None:
    moved = line(draft, "in-time")

    assert moved.do == "在 7 个工作日内办结"
    assert isinstance(moved.line, CheckItem)
    assert moved.line.due is not None
    assert (moved.line.due.workdays, moved.line.due.after) == (7, "received")
    assert [(change.old, change.new) for change in moved.differs if change.what == "数目"] == [
        ("10个工作日", "7个工作日")
    ]


def test_another_signer_is_marked(draft: Draft) -> None:
    pairs = [(change.old, change.new) for change in line(draft, "signed").differs]
    assert ("秘书长", "办公室主任") in pairs


def test_what_was_forbidden_and_is_allowed_now_does_not_come_over(draft: Draft) -> None:
    assert "性质不同" in because(draft, "not-in-person")


def test_a_line_whose_words_are_not_found_is_told(draft: Draft) -> None:
    assert because(draft, "fish") == "新规则里没有找到说这件事的话"


def test_a_sentence_that_binds_becomes_a_line_with_level_and_party(draft: Draft) -> None:
    drafted = {proposal.cites[0].quote: proposal for proposal in draft.proposals if proposal.origin is None}

    allowed = drafted["各部门可以向县政府领导同志个人报送请示"]
    assert (allowed.level, allowed.party) == (Level.MAY, ("department",))
    assert allowed.do == "向县政府领导同志个人报送请示"
    banned = drafted["值班人员严禁擅离职守"]
    assert (banned.level, banned.do) == (Level.MUST_NOT, "值班人员擅离职守")
    assert "本县又名石城。" in [entry.text for entry in draft.unquoted]


def test_the_parties_are_those_of_a_county(draft: Draft) -> None:
    assert {party.id: (party.label, party.desk) for party in draft.parties} == {
        "department": ("县政府部门", True),
        "office": ("县政府办公室", True),
        "mayor": ("县长", False),
    }


def test_names_of_another_city_are_replaced_or_told() -> None:
    shipped = read_library([Path(__file__).parents[2] / "rules"])
    draft = draft_rule(shipped, "xianyang-2013", ["zhangjiagang-2022"])
    text = "\n".join(article.shown for article in shipped.rule("xianyang-2013").articles)
    assert "市司法局" not in text
    named = [
        e for e in draft.errands if any("区镇" in option.label for q in e.wizard.questions for option in q.options)
    ]
    assert named
    assert all(any("区镇" in word for word in errand.foreign) for errand in named)
    assert not [word for errand in draft.errands for word in errand.foreign if word in text]


def test_a_rule_cannot_be_drafted_from_itself(tmp_path: Path) -> None:
    packs = library(tmp_path)
    with pytest.raises(UserError, match="没有可以搬来"):
        draft_rule(packs, "yunchuan-2020")
    with pytest.raises(UserError, match="没有可以搬来"):
        draft_rule(packs, "shifeng-2024", ["shifeng-2024"])


def test_the_rules_own_lists_change_nothing() -> None:
    shipped = read_library([Path(__file__).parents[2] / "rules"])
    with_own = draft_rule(shipped, "xianyang-2013", ["zhangjiagang-2022"])
    shipped.wizards_by_rule["xianyang-2013"] = ()
    assert draft_rule(shipped, "xianyang-2013", ["zhangjiagang-2022"]) == with_own


def test_a_courtesy_is_no_difference_and_is_not_said_twice() -> None:
    parties = [Party(id="leaders", label="市政府领导", words=("市政府领导同志", "市政府领导"))]
    assert differences("不得报送市政府领导", "不得报送市政府领导同志个人", parties) == []
    change = Difference("机构", "副市长", "副市长同志")
    assert follow("报副市长同志，再由副市长批", [change]) == "报副市长同志，再由副市长同志批"


def test_what_another_city_says_of_its_offices_does_not_come_over(tmp_path: Path) -> None:
    packs = library(tmp_path)
    city = packs.parties_by_rule["yunchuan-2020"]
    packs.parties_by_rule["yunchuan-2020"] = tuple(
        msgspec.structs.replace(party, about="规则没有单列的直属单位也算", label="县政府办公室")
        if party.id == "office"
        else party
        for party in city
    )
    assert {party.about for party in draft_rule(packs, "shifeng-2024").parties} == {""}


def test_why_another_rule_made_a_question_matter_does_not_come_over() -> None:
    shipped = read_library([Path(__file__).parents[2] / "rules"])
    draft = draft_rule(shipped, "xianyang-2013", ["zhangjiagang-2022"])
    assert {question.why for errand in draft.errands for question in errand.wizard.questions} == {""}


def with_line(folder: Path, more: str, county: str = COUNTY) -> Draft:
    """A draft for the county from the city with a line or two more."""
    packs = library(folder, county)
    path = folder / "yunchuan-2020" / "wizards" / "submit-request.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    packs = read_library([folder])
    assert not packs.problems
    return draft_rule(packs, "shifeng-2024")


def test_the_government_above_is_none_of_a_countys_parties(tmp_path: Path) -> None:
    above = COUNTY + "\n第五条　县长外出，应当经市政府办公室向市长请假。\n"
    draft = draft_rule(library(tmp_path, above), "shifeng-2024")

    assert not [word for party in draft.parties for word in party.words if "市" in word]


def test_our_words_go_down_to_the_county_also_where_its_rule_names_the_city(tmp_path: Path) -> None:
    above = COUNTY + "\n第五条　县长外出，应当经市政府办公室向市长请假。\n"
    more = """
[[items]]
id = "to-office"
stage = "送"
party = ["department"]
to = "office"
level = "must"
do = "送市政府办公室（全市统一的样式）；去城市社区的另算"
cites = [{ article = 1, quote = "市政府办公室应当在10个工作日内办结各部门的请示" }]
"""
    moved = line(with_line(tmp_path, more, above), "to-office")
    assert moved.do == "送县政府办公室（全县统一的样式）；去城市社区的另算"


def test_what_the_other_rule_leaves_out_is_not_said_of_the_new_one(tmp_path: Path) -> None:
    more = """
[[open]]
id = "which-days"
ask = "从哪一天起算？"
says = "第一条只写10个工作日，没有写从哪天起算。"
cites = [{ article = 1, quote = "市政府办公室应当在10个工作日内办结各部门的请示" }]

[[answers]]
id = "say-days"
say = "几天内退回，本规则没有写"
cites = [{ article = 1, quote = "市政府办公室应当在10个工作日内办结各部门的请示" }]
"""
    draft = with_line(tmp_path, more)
    asked = line(draft, "which-days").line
    assert isinstance(asked, OpenPoint)
    assert asked.says == "第一条写的是“县政府办公室应当在7个工作日内办结各部门的请示”。"
    assert "不能照搬" in because(draft, "say-days")


def test_a_line_rests_on_more_than_a_condition(tmp_path: Path) -> None:
    more = """
[[others]]
id = "fish-read"
party = "mayor"
do = "看珍稀鱼类保护的总结"
cites = [
    { article = 2, quote = "以市政府名义印发的公文", as = "condition" },
    { article = 4, quote = "各部门应当在每年十二月前报送珍稀鱼类保护的总结" },
]
"""
    assert because(with_line(tmp_path, more), "fish-read") == "新规则里没有找到说这件事的话"


def test_what_is_somebody_elses_duty_there_does_not_come_over(tmp_path: Path) -> None:
    county = COUNTY.replace("县政府办公室应当在7个工作日内办结", "值班人员应当在7个工作日内办结")
    county = county.replace("第四条　", "第四条　县政府办公室设在城关。值班人员应当按时到岗。")
    assert "说的是值班人员" in because(draft_rule(library(tmp_path, county), "shifeng-2024"), "in-time")


def test_words_that_only_the_other_rule_has_give_way_to_the_new_quote() -> None:
    old, new = "切实减少会议，严格控制论坛、庆典、节会活动的规模", "减少会议，严格控制会议规模"
    assert without_foreign_words("少开会（论坛、庆典、节会活动也算）", old, new) == "少开会"
    assert without_foreign_words("少开会，控制庆典、节会活动的规模", old, new) == ""
    assert without_foreign_words("少开会，从严从紧", old, new) == "少开会，从严从紧"


def test_a_count_of_what_the_other_rule_lists_is_no_count_here() -> None:
    assert without_foreign_figures("发下面六种情形的文件", "一律不再制发文件") == ""
    assert without_foreign_figures("发文件（六种情形）", "一律不再制发文件") == "发文件"
    assert without_foreign_figures("发六种情形的文件", "有下列六种情形的") == "发六种情形的文件"


def test_a_person_is_not_followed_by_a_body() -> None:
    change = Difference("机构", "县长", "县人大常委会")
    assert follow("报县长签发", [change]) == "报县长签发"


def test_a_duty_does_not_rest_on_an_exception_alone(tmp_path: Path) -> None:
    county = COUNTY + "\n第五条　县政府制定的公文，除依法需要保密的外，应当在15个工作日内向社会公布。\n"
    more = """
[[items]]
id = "publish"
stage = "送"
party = ["department"]
unsaid = true
level = "must"
do = "及时公布"
cites = [{ article = 2, quote = "除依法需要保密的外，应当及时公布" }]
"""
    moved = line(with_line(tmp_path, more, county), "publish")
    assert "应当" in moved.cites[0].quote


def test_what_was_for_a_desk_that_is_not_here_is_not_for_all(tmp_path: Path) -> None:
    more = """
[[others]]
id = "mayor-reads"
party = "mayor"
do = "看请示"
cites = [{ article = 2, quote = "由秘书长审核后报市长签发" }]
desks = ["office"]

[[next]]
wizard = "submit-request"
desks = ["office"]
"""
    packs = library(tmp_path, COUNTY.replace("县政府办公室应当", "有关人员应当"))
    path = tmp_path / "yunchuan-2020" / "wizards" / "submit-request.toml"
    moved = path.read_text(encoding="utf-8") + more.replace('"submit-request"', '"other"')
    path.write_text(moved, encoding="utf-8")
    other = path.read_text(encoding="utf-8").partition("[[next]]")[0].replace('id = "submit-request"', 'id = "other"')
    (path.parent / "other.toml").write_text(other, encoding="utf-8")
    packs = read_library([tmp_path])
    assert not packs.problems
    draft = draft_rule(packs, "shifeng-2024")
    errand = draft.errand("submit-request")
    assert errand is not None
    assert "office" not in errand.wizard.desks
    assert errand.wizard.next == ()
    assert "没有办这件事的单位" in because(draft, "mayor-reads")


def test_what_the_new_rule_answers_is_not_asked(tmp_path: Path) -> None:
    more = """
[[open]]
id = "who-does"
ask = "由谁办结、怎样办？"
says = "第一条写在10个工作日内办结，没有写怎样办。"
cites = [{ article = 1, quote = "在10个工作日内办结各部门的请示" }]
"""
    assert is_answered("几天内办结？", "应当在7个工作日内办结", ())
    assert not is_answered("几天内办结？", "应当及时办结", ())
    parties = [Party(id="department", label="部门", words=("主办部门",))]
    assert is_answered("各方理据由谁列？", "主办部门应列明各方理据", parties)
    assert not is_answered("各方理据由谁列？", "报主办部门列明", parties)
    assert because(with_line(tmp_path, more), "who-does") == "原来那部规则没有写的，新规则里写了"


def test_two_bodies_that_are_one_here_are_named_once() -> None:
    assert named_once("副县长、分管领导、副县长、秘书长（专项会议）") == "副县长、分管领导、秘书长（专项会议）"
