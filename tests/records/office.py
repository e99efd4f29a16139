"""Made-up material for the tests of the store: a rule that no city has, a wizard, a clock."""

from __future__ import annotations

import datetime as dt

from govdesk.rules.model import Article, Certainty, Item, Mark, Note, Paragraph, RuleMeta, Segment, Text
from govdesk.wizards.basis import Basis, BasisArticle
from govdesk.wizards.model import (
    CheckItem,
    Cite,
    Due,
    FieldKind,
    FormField,
    Level,
    Option,
    Question,
    Wizard,
)


class Clock:
    """The present time as the test sets it. Every reading is a second later, as in life."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def forward(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


_YES_NO = (Option("yes", "涉及"), Option("no", "不涉及"), Option("unknown", "还不清楚", undecided=True))


def _line(text: str) -> Text:
    return Text((Segment(text),))


def make_test_basis() -> Basis:
    """Six items: three always, two by the question `others`, one by either of two conditions."""
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
    wizard = Wizard(
        id="borrow-book",
        topic="books",
        group="图书",
        title="借书",
        summary="借一本书",
        stages=("准备", "借出", "归还"),
        fields=(
            FormField("title", "事项名称"),
            FormField("handler", "经办人", FieldKind.PERSON),
            FormField("doc", "文号", FieldKind.DOC_NUMBER),
            FormField("received", "收文日期", FieldKind.DATE),
        ),
        questions=(
            Question("others", "涉及他人吗？", "涉及的要先问", _YES_NO, cite),
            Question("many", "多于三本吗？", "多的要批", _YES_NO, cite, when={"others": "yes"}),
        ),
        items=(
            CheckItem("register", "准备", "登记", Level.MUST, "借书人", cite),
            CheckItem("ask", "准备", "先问他人", Level.MUST, "借书人", cite, when={"others": ("yes",)}),
            CheckItem("approve", "借出", "报批", Level.MUST, "借书人", cite, when={"many": "yes"}),
            CheckItem("lend", "借出", "不得转借", Level.MUST_NOT, "借书人", cite),
            CheckItem("back", "归还", "归还", Level.MUST, "借书人", cite, due=Due(10, "received")),
            CheckItem(
                "tell",
                "归还",
                "告知",
                Level.MAY,
                "借书人",
                cite,
                ({"others": "yes"}, {"many": "yes"}),
                Due(5, "received"),
            ),
        ),
        rule="reading-room",
    )
    note = Note("z1", Mark.SUPPLIED, "", "原文缺字", Certainty.HIGH, "十")
    rule = RuleMeta(
        id="reading-room", title="阅览室规则", short_title="阅览室", issuer="阅览室", issued=dt.date(2020, 1, 2)
    )
    return Basis(wizard, rule, (BasisArticle(article, "第一章 借阅", (note,)),), "ab" * 32)
