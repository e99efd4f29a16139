"""What the lists of the shipped cities ask first (先问清), over every errand, desk and path."""

from __future__ import annotations

from collections import Counter

import pytest
from shipped import PACKS, paths, wizards

from govdesk.wizards.proofs import MAX_OPEN

#: Points to the same person that are asked apart: pack, errand, desk, and the points; each with the reason.
APART: dict[tuple[str, str, str, frozenset[str]], str] = {
    ("xianyang-2013", "issue-office-document", "office", frozenset({"six-cases-too", "secretary-also"})): (
        "起草前问要不要发，送签时问怎样签；答了一样，不该把另一样也列上"
    ),
    ("xianyang-2013", "report-upward", "office", frozenset({"also-reviewed", "publish-upward"})): (
        "送签前问要不要审核，签发以后问按什么程序公布；公布是必办，不等答复"
    ),
    ("xianyang-2013", "report-upward", "office", frozenset({"also-reviewed", "publish-sensitive"})): (
        "送签前问要不要审核，发文后问要不要公布；答了要审核，不该把公布也列上"
    ),
    **{
        ("xianyang-2013", "review-incoming", "office", frozenset({first, "who-lists"})): (
            "收文时问退不退、几天办复；各方理据由谁列，领导协调过、还是不一致才问"
        )
        for first in ("not-fit", "not-fit-approval", "sent-direct", "sent-direct-approval")
    },
    ("zhangjiagang-2022", "submit-agenda-item", "department", frozenset({"ask-matter", "ask-meeting"})): (
        "各代替一问的“先定”：先答是哪一类事，再答上哪个会"
    ),
    **{
        ("zhangjiagang-2022", "submit-request", "town", frozenset({"how-long", platform})): (
            "走不走平台，送出去以前问；多久能批下来，报送时问经办科室"
        )
        for platform in ("town-platform-open", "town-secret-open", "town-leak-open")
    },
}


@pytest.mark.parametrize("pack", PACKS)
def test_one_person_is_asked_once(pack: str) -> None:
    """A clerk calls 市政府办公室 once for a paper, unless the reasons in `APART` say what is asked at another time."""
    twice: dict[tuple[str, str, str, frozenset[str]], dict[str, str]] = {}
    for wizard, desk, answers, state in paths(pack):
        points = [shown.point for shown in state.open if shown.point is not None and shown.point.whom]
        for whom, count in Counter(point.whom for point in points).items():
            if count > 1:
                ids = frozenset(point.id for point in points if point.whom == whom)
                twice.setdefault((pack, wizard.id, desk, ids), answers)
    assert {key: answers for key, answers in twice.items() if key not in APART} == {}
    stale = {key for key in APART if key[0] == pack} - twice.keys()
    assert stale == set(), "no longer asked on one path"


@pytest.mark.parametrize("pack", PACKS)
def test_few_points_stand_even_while_nothing_is_answered(pack: str) -> None:
    """Each question that was passed over counts: the clerk has a line to settle for it, too."""
    most: dict[tuple[str, str], int] = {}
    for wizard, desk, _, state in paths(pack):
        most[wizard.id, desk] = max(most.get((wizard.id, desk), 0), len(state.open))
    assert len(most) > 50
    assert {key: count for key, count in most.items() if count > MAX_OPEN} == {}


@pytest.mark.parametrize("pack", PACKS)
def test_who_sits_outside_the_office_is_sent_to_the_office(pack: str) -> None:
    """A clerk of a bureau or a county does not ring up 秘书长 or the office's director; the office's own clerk does."""
    asked = {
        (wizard.id, desk, point.id): point.whom
        for wizard in wizards(pack)
        for point in wizard.open
        for desk in point.desks or wizard.desks
        if desk in ("department", "county", "town")
    }
    assert len(asked) > 50
    heads = ("市政府办公室主任", "秘书长", "副秘书长")
    assert {where: whom for where, whom in asked.items() if whom.split("（")[0].endswith(heads)} == {}
