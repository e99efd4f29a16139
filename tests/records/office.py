"""Made-up material for the tests of the store: a rule that no city has, a wizard, a clock."""

from __future__ import annotations

import datetime as dt

from govdesk.rules.model import Article, Certainty, Item, Mark, Note, Paragraph, RuleMeta, Segment, Text
from govdesk.wizards.basis import Basis, BasisArticle
from govdesk.wizards.model import CheckItem, Cite, Due, FormField, OpenPoint, Option, OtherAct, Point, Question, Wizard
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import FieldKind, Group, Level


class Clock:
    """The present time as the test sets it. Every reading is a second later, as in life."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def forward(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


_YES_NO = (Option("yes", "涉及"), Option("no", "不涉及"))


def _line(text: str) -> Text:
    return Text((Segment(text),))


PARTIES = (
    Party(id="reader", label="读者", words=("读者",), desk=True),
    Party(id="keeper", label="管理员", words=("管理员",), desk=True),
)


def make_test_basis() -> Basis:
    """Six own items: three always, two by the question `others`, one by either of two conditions; one that may arise."""
    article = Article(
        "7",
        "第七条",
        (
            Paragraph(
                Text((Segment("借书应当登记，"), Segment("十", Mark.SUPPLIED, "z1"), Segment("个工作日内归还。")))
            ),
            Paragraph(_line("有下列情形的，另行办理："), (Item("（一）", 1, _line("涉及他人的书，先问他人；")),)),
        ),
        heading="借书",
    )
    cite = Cite(7, "借书应当登记", 1)
    party = ("reader",)
    wizard = Wizard(
        id="borrow-book",
        topic="books",
        group=Group.SUBMIT,
        title="借书",
        summary="借一本书",
        desks=("reader", "keeper"),
        stages=("准备", "借出", "归还"),
        fields=(
            FormField("title", "事项名称"),
            FormField("handler", "经办人", FieldKind.PERSON),
            FormField("doc", "文号", FieldKind.DOC_NUMBER),
            FormField("received", "收文日期", FieldKind.DATE),
        ),
        questions=(
            Question(id="others", ask="涉及他人吗？", why="涉及的要先问", options=_YES_NO, cites=(cite,)),
            Question(
                id="many", ask="多于三本吗？", why="多的要批", options=_YES_NO, cites=(cite,), when={"others": "yes"}
            ),
        ),
        items=(
            CheckItem(
                id="register", stage="准备", do="登记", level=Level.MUST, party=("reader", "keeper"), cites=(cite,)
            ),
            CheckItem(
                id="ask",
                stage="准备",
                do="先问他人",
                level=Level.MUST,
                party=party,
                cites=(cite,),
                when={"others": ("yes", "unknown")},
                points=(Point("当面问", "face"), Point("书面问", "paper")),
                boxes=True,
            ),
            CheckItem(
                id="approve",
                stage="借出",
                do="报批",
                level=Level.MUST,
                party=party,
                cites=(cite,),
                when={"many": "yes"},
            ),
            CheckItem(id="lend", stage="借出", do="不得转借", level=Level.MUST_NOT, party=party, cites=(cite,)),
            CheckItem(
                id="back",
                stage="归还",
                do="归还",
                level=Level.MUST,
                party=party,
                cites=(cite,),
                due=Due(10, "received"),
            ),
            CheckItem(
                id="tell",
                stage="归还",
                do="告知",
                level=Level.MAY,
                party=party,
                cites=(cite,),
                when=({"others": ("yes", "unknown")}, {"many": "yes"}),
                due=Due(5, "received"),
            ),
            CheckItem(
                id="late",
                stage="归还",
                do="逾期的说明原因",
                level=Level.MUST,
                party=party,
                cites=(cite,),
                arises="逾期的",
                after="back",
            ),
        ),
        others=(OtherAct(id="keeper-notes", party="keeper", do="记入台账", cites=(cite,), desks=party),),
        open=(
            OpenPoint(
                id="who-approves",
                ask="由谁批准？",
                says="规则没有写",
                cites=(cite,),
                doubts=("approve",),
                when={"others": "yes", "many": ("no", "unknown")},
                desks=party,
            ),
        ),
        rule="reading-room",
    )
    note = Note("z1", Mark.SUPPLIED, "", "原文缺字", Certainty.HIGH, "十")
    rule = RuleMeta(
        id="reading-room", title="阅览室规则", short_title="阅览室", issuer="阅览室", issued=dt.date(2020, 1, 2)
    )
    return Basis(wizard, rule, (BasisArticle(article, "第一章 借阅", (note,)),), "ab" * 32, PARTIES)
