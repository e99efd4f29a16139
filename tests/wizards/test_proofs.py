"""What `check` proves of every list on every path: each proof is broken once, and told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import (
    CheckItem,
    Cite,
    DirectAnswer,
    Due,
    FormField,
    GeneralWords,
    Link,
    OpenPoint,
    OtherAct,
    Wizard,
)
from govdesk.wizards.packs import load_library
from govdesk.wizards.proofs import first_options, prove_wizard, walk
from govdesk.wizards.terms import CiteRole, FieldKind, Level

MADE_UP = Path(__file__).parents[1] / "made_up"
CITE = Cite(article="1", quote="甲应当填写登记表", paragraph=1)


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    return load_wizards(pack, rule)[0]


def told(wizard: Wizard) -> dict[str, str]:
    """Where -> what, of all findings."""
    return {where: f"{problem}｜{hint}" for where, problem, hint in prove_wizard(wizard)}


def item(ident: str, **more: object) -> CheckItem:
    cite = Cite(article="3", quote=f"第{ident}句", paragraph=1)
    values: dict[str, object] = {
        "stage": "填表",
        "level": Level.MUST,
        "do": f"办{ident}",
        "cites": (cite,),
        "party": ("jia",),
    }
    return CheckItem(id=ident, **(values | more))  # type: ignore[arg-type]


def with_items(wizard: Wizard, *items: CheckItem) -> Wizard:
    return msgspec.structs.replace(wizard, items=(*wizard.items, *items))


def test_a_sound_wizard_has_no_findings(wizard: Wizard) -> None:
    assert prove_wizard(wizard) == []


def test_every_made_up_errand_is_sound() -> None:
    library = load_library([MADE_UP])
    assert library.problems == ()
    for made_up in library.wizards("yunchuan-2024"):
        assert prove_wizard(made_up) == [], made_up.id


def test_a_walk_answers_each_question_in_each_way_and_passes_it_over(wizard: Wizard) -> None:
    paths = [answers for answers, _ in walk(wizard, "jia")]
    assert paths == [
        {"touches": "no"},
        {"touches": "yes", "agreed": "yes"},
        {"touches": "yes", "agreed": "no"},
        {"touches": "yes", "agreed": ""},
        {"touches": ""},
    ]
    assert first_options(wizard, "jia").answers == {"touches": "no"}


def test_lists_are_short(wizard: Wizard) -> None:
    many = with_items(wizard, *(item(f"x{n}", stage="填表" if n < 7 else "商量") for n in range(14)))
    assert "您来办有 18 项，最多 15 项" in told(many)["items"]
    crowded = with_items(wizard, *(item(f"x{n}") for n in range(8)))
    assert "有 10 项，最多 9 项" in told(crowded)["stages"]
    arising = with_items(wizard, *(item(f"x{n}", arises="有事的") for n in range(5)))
    assert "遇到再办有 6 项，最多 4 项" in told(arising)["items"]


def test_the_other_parts_are_short(wizard: Wizard) -> None:
    others = tuple(OtherAct(id=f"o{n}", party="ding", do=f"做{n}", cites=(CITE,)) for n in range(7))
    assert "最多 6 项" in told(msgspec.structs.replace(wizard, others=others))["others"]
    points = tuple(OpenPoint(id=f"p{n}", ask=f"问{n}？", says="没有写", cites=(CITE,)) for n in range(5))
    assert "最多 4 项" in told(msgspec.structs.replace(wizard, open=points))["open"]
    words = tuple(GeneralWords(id=f"g{n}", cites=(CITE,)) for n in range(4))
    assert "最多 3 项" in told(msgspec.structs.replace(wizard, general=words))["general"]


def test_no_list_is_blank(wizard: Wizard) -> None:
    without = msgspec.structs.replace(wizard, items=tuple(i for i in wizard.items if "bing" not in i.party))
    assert "空清单" in told(without)["items"]
    say = DirectAnswer(id="say", say="丙不用办", cites=(CITE,), desks=("bing",))
    assert "items" not in told(msgspec.structs.replace(without, answers=(say,)))


def test_nothing_stands_twice(wizard: Wizard) -> None:
    twice = with_items(wizard, item("again", do="填写登记表"))
    assert "办理要求相同" in told(twice)["items.again"]
    hints = with_items(wizard, item("x", hint="当心。"), item("y", hint="当心。"))
    assert "实务提醒相同" in told(hints)["items.y"]
    acts = with_items(wizard, item("x", act="same"), item("y", act="same"))
    assert "做法（act）相同" in told(acts)["items.y"]


def test_two_items_never_rest_on_the_same_words(wizard: Wizard) -> None:
    overlapping = with_items(wizard, item("x", cites=(Cite(article="1", quote="填写登记表", paragraph=1),)))
    assert "同一段话" in told(overlapping)["items.x"]


def test_a_ban_that_names_the_duty_it_limits_may_share_its_words(wizard: Wizard) -> None:
    shared = (Cite(article="1", quote="填写登记表", paragraph=1),)
    ban = item("x", cites=shared, level=Level.MUST_NOT, excepts=("fill-in",))
    assert "items.x" not in told(with_items(wizard, ban))


def test_items_that_exclude_each_other_never_stand_together(wizard: Wizard) -> None:
    assert "不能并存" in told(with_items(wizard, item("x", excludes=("fill-in",))))["items.x"]


def test_the_holder_s_own_acts_are_not_among_those_of_others(wizard: Wizard) -> None:
    mine = OtherAct(id="mine", party="jia", do="填表", cites=(CITE,))
    assert "自己" in told(msgspec.structs.replace(wizard, others=(mine,)))["others.mine"]


def test_a_question_that_changes_nothing_is_told(wizard: Wizard) -> None:
    items = wizard.items[:2] + wizard.items[5:]
    same = msgspec.structs.replace(wizard, questions=wizard.questions[:1], items=items, open=())
    assert "怎么答清单都一样" in told(same)["questions.touches"]


def test_two_answers_that_always_come_to_the_same_are_told(wizard: Wizard) -> None:
    question = wizard.questions[0]
    options = (*question.options, msgspec.structs.replace(question.options[0], value="never", label="从不涉及"))
    changed = msgspec.structs.replace(
        wizard, questions=(msgspec.structs.replace(question, options=options), wizard.questions[1])
    )
    assert "清单总是一样" in told(changed)["questions.touches.options"]


def test_a_doubt_and_the_line_it_doubts_never_stand_together(wizard: Wizard) -> None:
    point = OpenPoint(id="p", ask="要填吗？", says="没有写", cites=(CITE,), doubts=("fill-in",), desks=("jia",))
    assert "又问要不要办" in told(msgspec.structs.replace(wizard, open=(point,)))["open.p.doubts"]


def test_an_answer_of_yes_must_bring_the_line(wizard: Wizard) -> None:
    line = item("x", by_reply=True, when={"touches": "yes"})
    point = OpenPoint(id="p", ask="要办吗？", says="没有写", cites=(CITE,), doubts=("x",), desks=("jia",))
    doubted = msgspec.structs.replace(with_items(wizard, line), open=(point,))
    assert "也列不出" in told(doubted)["open.p.doubts"]


def test_what_is_secret_is_not_published_and_says_so(wizard: Wizard) -> None:
    question = msgspec.structs.replace(wizard.questions[0], id="secret")
    items = (*wizard.items[:2], item("publish", do="向社会公布"), wizard.items[5])
    secret = msgspec.structs.replace(wizard, questions=(question,), items=items, open=())
    found = told(secret)
    assert "还列着公开" in found["items.publish"] and "除外" in found["items"]
    exempt = item("exempt", level=Level.EXCEPT, do="不公布", when={"secret": "yes"})
    kept = msgspec.structs.replace(items[2], when={"secret": "no"})
    sound = msgspec.structs.replace(secret, items=(*items[:2], kept, exempt, items[3]))
    assert "items" not in told(sound) and "items.publish" not in told(sound)


def test_a_secret_that_the_rule_excepts_from_nothing_is_not_leaked_and_asked_about(wizard: Wizard) -> None:
    question = msgspec.structs.replace(wizard.questions[0], id="secret")
    leak = item("leak", level=Level.MUST_NOT, do="泄露", when={"secret": "yes"})
    secret = msgspec.structs.replace(
        wizard, questions=(question,), items=(*wizard.items[:2], leak, wizard.items[5]), open=()
    )
    assert "除外" in told(secret)["items"]  # a ban alone says nothing about the rest
    point = OpenPoint(
        id="p", ask="其余的要公开吗？", says="没有写", cites=(CITE,), when={"secret": "yes"}, desks=("jia",)
    )
    assert "items" not in told(msgspec.structs.replace(secret, open=(point,)))
    other = msgspec.structs.replace(point, when={})
    assert "除外" in told(msgspec.structs.replace(secret, open=(other,)))["items"]


def test_an_exception_that_an_open_point_asks_for_is_said_out_loud(wizard: Wizard) -> None:
    question = msgspec.structs.replace(wizard.questions[0], id="secret")
    exempt = item("exempt", level=Level.EXCEPT, do="不公布", when={"secret": "yes"}, by_reply=True)
    secret = msgspec.structs.replace(
        wizard, questions=(question,), items=(*wizard.items[:2], exempt, wizard.items[5]), open=()
    )
    assert "除外" in told(secret)["items"]
    point = OpenPoint(
        id="p", ask="除外吗？", says="没有写", cites=(CITE,), doubts=("exempt",), when={"secret": "yes"}, desks=("jia",)
    )
    assert "items" not in told(msgspec.structs.replace(secret, open=(point,)))


@pytest.mark.parametrize(
    ("do", "arises", "sound"),
    [
        ("把文件挂上政府网站", "", False),
        ("向社会公布", "有人来问的", False),
        ("公开，不漏一项", "", False),
        ("不向社会公布", "", True),
    ],
)
def test_no_wording_publishes_what_is_secret(wizard: Wizard, do: str, arises: str, sound: bool) -> None:
    question = msgspec.structs.replace(wizard.questions[0], id="secret")
    items = (*wizard.items[:2], item("publish", do=do, arises=arises), wizard.items[5])
    found = told(msgspec.structs.replace(wizard, questions=(question,), items=items, open=()))
    assert ("还列着公开" not in found.get("items.publish", "")) is sound


def test_an_exception_never_stands_beside_the_duty_that_it_lifts(wizard: Wizard) -> None:
    quote = Cite(article="3", quote="甲的文件通过平台办理", paragraph=1)
    duty = item("platform", cites=(quote,))
    but = Cite(article="3", quote="除涉密的外", paragraph=1)
    lifted = msgspec.structs.replace(quote, role=CiteRole.WHO)
    exempt = item("exempt", level=Level.EXCEPT, cites=(but, lifted))
    assert "免去的正是同一张清单上的“platform”" in told(with_items(wizard, duty, exempt))["items.exempt"]
    apart = [msgspec.structs.replace(part, when={"touches": value}) for part, value in ((duty, "no"), (exempt, "yes"))]
    assert "items.exempt" not in told(with_items(wizard, *apart))
    named = msgspec.structs.replace(exempt, excepts=("platform",))
    assert "items.exempt" not in told(with_items(wizard, duty, named))


def test_no_sentence_is_among_the_general_words_twice(wizard: Wizard) -> None:
    twice = tuple(GeneralWords(id=ident, cites=(CITE,)) for ident in ("g1", "g2"))
    assert "引的是同一段话" in told(msgspec.structs.replace(wizard, general=twice))["general.g2"]


def test_every_date_in_the_head_is_used(wizard: Wizard) -> None:
    idle = FormField("held", "会议日期", FieldKind.DATE)
    assert "没有一行用它" in told(msgspec.structs.replace(wizard, fields=(*wizard.fields, idle)))["fields.held"]
    hidden = msgspec.structs.replace(idle, when={"touches": "yes"})
    due = with_items(wizard, item("x", due=Due(on="held", words="会前")))
    assert "表头里却没有" in told(msgspec.structs.replace(due, fields=(*wizard.fields, hidden)))["fields.held"]


def test_one_running_term_at_most(wizard: Wizard) -> None:
    due = Due(workdays=3, after="received")
    assert "同时有 2 个工作日时限" in told(with_items(wizard, item("x", due=due), item("y", due=due)))["items"]
    event = item("y", due=due, arises="有人来问的")
    assert "同时有 2 个工作日时限" in told(with_items(wizard, item("x", due=due), event))["items"]


def test_a_condition_on_a_question_the_desk_is_not_asked_is_told(wizard: Wizard) -> None:
    line = item("x", party=("bing",), when={"touches": "yes"})
    assert "不会被问到" in told(with_items(wizard, line))["items.x.when"]


def test_what_no_path_reaches_is_told(wizard: Wizard) -> None:
    dead = item("x", when={"touches": "no", "agreed": "yes"})
    assert "没有一条路径" in told(with_items(wizard, dead))["items.x"]


def test_a_question_that_a_desk_can_never_be_asked_is_told(wizard: Wizard) -> None:
    touches, agreed = wizard.questions
    named = msgspec.structs.replace(agreed, desks=("jia", "bing"))
    found = told(msgspec.structs.replace(wizard, questions=(touches, named)))
    assert "desks 里写着“bing”，可是怎么答都问不到这一问" in found["questions.agreed.desks"]
    by_default = msgspec.structs.replace(agreed, desks=())
    found = told(msgspec.structs.replace(wizard, questions=(touches, by_default)))
    assert "没有写 desks，“bing”也该问到" in found["questions.agreed.desks"]
    reached = msgspec.structs.replace(touches, desks=("jia", "bing"))
    found = told(msgspec.structs.replace(wizard, questions=(reached, named)))
    assert "questions.agreed.desks" not in found


def test_no_list_leads_to_its_own_errand(wizard: Wizard) -> None:
    again = msgspec.structs.replace(wizard, next=(Link(wizard="register"),))
    assert "就是这件事自己" in told(again)["next.register"]
    say = DirectAnswer(id="say", say="先登记", to="register", cites=(CITE,))
    assert "就是这件事自己" in told(msgspec.structs.replace(wizard, answers=(say,)))["answers.say.to"]


def test_a_list_leads_to_another_errand_once(wizard: Wizard) -> None:
    agreed, open_, other = {"agreed": "yes"}, {"agreed": ("yes", "unknown")}, {"agreed": "no"}
    twice = msgspec.structs.replace(wizard, next=(Link(wizard="x", when=agreed), Link(wizard="x", when=open_)))
    assert "列了 2 次" in told(twice)["next.x"] and "agreed=yes" in told(twice)["next.x"]
    both = msgspec.structs.replace(
        wizard, before=(Link(wizard="x", when=open_),), next=(Link(wizard="x", when=agreed),)
    )
    assert "既是先办又是接着办" in told(both)["next.x"]
    apart = msgspec.structs.replace(
        wizard, before=(Link(wizard="x", when=other),), next=(Link(wizard="x", when=agreed),)
    )
    assert "next.x" not in told(apart)


def by_reply(wizard: Wizard, *lines: CheckItem) -> Wizard:
    names = tuple(line.id for line in lines)
    point = OpenPoint(id="p", ask="要办吗？", says="没有写", cites=(CITE,), doubts=names, desks=("jia",))
    return msgspec.structs.replace(with_items(wizard, *lines), open=(point,))


def test_what_replies_bring_keeps_the_list_short(wizard: Wizard) -> None:
    lines = [item(f"x{n}", by_reply=True, stage=wizard.stages[n % 3]) for n in range(13)]
    found = told(by_reply(wizard, *lines))
    assert "您来办有" in found["items"] and "最多 15 项" in found["items"] and "先问清都答要办" in found["items"]
    assert "items" not in told(by_reply(wizard, *lines[:11]))


def test_what_replies_bring_contradicts_nothing(wizard: Wizard) -> None:
    excluded = item("x", by_reply=True, excludes=("fill-in",))
    assert "不能并存" in told(by_reply(wizard, excluded))["items.x"]
    again = item("x", by_reply=True, do="填写登记表")
    assert "办理要求相同" in told(by_reply(wizard, again))["items.x"]
    terms = [item(f"x{n}", by_reply=True, due=Due(workdays=3, after="received")) for n in range(2)]
    assert "同时有 2 个工作日时限" in told(by_reply(wizard, *terms))["items"]


def test_no_reply_publishes_what_is_secret(wizard: Wizard) -> None:
    question = msgspec.structs.replace(wizard.questions[0], id="secret")
    exempt = item("exempt", level=Level.EXCEPT, do="不公布", when={"secret": "yes"})
    publish = item("publish", do="向社会公布", by_reply=True)
    secret = msgspec.structs.replace(wizard, questions=(question,), items=(*wizard.items[:2], exempt, wizard.items[5]))
    assert "还列着公开" in told(by_reply(secret, publish))["items.publish"]


def test_a_part_is_listed_at_every_desk_it_is_declared_for(wizard: Wizard) -> None:
    both = item("x", party=("jia", "bing"), when={"touches": "yes"})
    assert told(with_items(wizard, both))["items.x"].startswith("“bing”的清单上没有一条路径会列出它")
    carried = item("x", party=("bing",), carried_by=("jia",), when={"touches": "yes"})
    assert "items.x" not in told(with_items(wizard, carried)), "bing's act, on the list of jia"
    other = OtherAct(id="o", party="ding", do="做", cites=(CITE,), when={"touches": "yes"}, desks=("jia", "bing"))
    assert "“bing”" in told(msgspec.structs.replace(wizard, others=(other,)))["others.o"]
    everybody = msgspec.structs.replace(other, desks=())
    assert "others.o" not in told(msgspec.structs.replace(wizard, others=(everybody,)))
