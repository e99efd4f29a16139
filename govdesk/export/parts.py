"""A printed checklist as plain data: everything decided and worded, nothing left but the layout.

The same data serves the PDF and the Word file. It holds no markup: what somebody typed stays text.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from govdesk.export.articles import Chapter


class PrintedField(msgspec.Struct, frozen=True):
    """A cell of the head. `wide` takes the whole line; `date` wants 年 月 日 on a blank form."""

    label: str
    value: str
    wide: bool = False
    date: bool = False


class PrintedPoint(msgspec.Struct, frozen=True):
    """要点 under an act. `state` is empty where it has no box of its own, else as a row's."""

    do: str
    state: str = ""
    told: str = ""  # 11月20日 顾晓芸


class PrintedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table. `state` is open, done or not_applicable; number 0 is a line that is not counted (遇到)."""

    number: int
    state: str
    do: str
    badge: str  # 必办 不得 一般 一般不 可 除外 遇到
    basis: tuple[str, ...]  # 第四十一条第一款, 第四十七条: a line each where they fit
    who: str = ""  # before the act, where it is not the desk's own clerk
    condition: str = ""  # on a blank: 第1问② – when the line applies
    points: tuple[PrintedPoint, ...] = ()
    notes: tuple[int, ...] = ()  # numbers of the notes that belong to it
    framed: str = ""  # the badge's frame: solid, dashed or none
    due: str = ""  # in bold: 12月4日（周五）
    record: tuple[str, ...] = ()  # the lines under it
    endless: bool = False  # may be taller than a page


class PrintedStage(msgspec.Struct, frozen=True):
    """起草 … and its rows."""

    name: str
    rows: tuple[PrintedRow, ...]


class PrintedNote(msgspec.Struct, frozen=True):
    """〔1〕: a sentence of ours, told once however many lines it belongs to. `kind` is 说明 or 实务."""

    number: int
    kind: str
    text: str


class PrintedAnswer(msgspec.Struct, frozen=True):
    """直接回答: what the rule answers at once."""

    say: str
    basis: str


class PrintedQuestion(msgspec.Struct, frozen=True):
    """A question that a blank form leaves open, with its options to tick."""

    number: int
    ask: str
    options: tuple[str, ...]  # ①…


class PrintedOther(msgspec.Struct, frozen=True):
    """A line of 别人来办."""

    who: str
    do: str
    basis: tuple[str, ...]
    told: tuple[str, ...] = ()  # limit, date, what was noted


class PrintedOpen(msgspec.Struct, frozen=True, kw_only=True):
    """A point of 先问清. `reply` is empty while nobody has answered; `says` are the options of an open question."""

    number: int
    ask: str
    basis: str
    says: str = ""
    safe: str = ""
    whom: str = ""  # whom to ask, while nobody was asked
    asked: str = ""
    reply: str = ""
    date: str = ""  # 11月23日
    spills: bool = False  # who was asked, or the reply, is wider than its place on the line to write on


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document. `size` is auto, large (大字) or small."""

    title: str  # 张家港市报送请示、报告办事清单
    subject: str  # what the matter is called, for the running head and the document's properties
    number: str
    printed: dt.date
    blank: bool
    source: str  # 《咸阳市人民政府工作规则（试行）》
    basis: str  # the same with the 文号
    fields: tuple[PrintedField, ...]
    holder: str = ""  # 由市政府部门办：8项，已办7项。
    partial: str = ""  # 只印待办，另有6项未列: what a sheet that leaves rows out says of itself
    banned: str = ""  # what a tick beside 不得 means
    before: tuple[str, ...] = ()  # 先办
    answers: tuple[PrintedAnswer, ...] = ()
    questions: tuple[PrintedQuestion, ...] = ()
    stages: tuple[PrintedStage, ...] = ()
    others: tuple[PrintedOther, ...] = ()
    open: tuple[PrintedOpen, ...] = ()
    remarks: tuple[str, ...] = ()  # values of the head and 本项备注 that did not fit their cells; before the signatures
    signatures: bool = True
    notes: tuple[PrintedNote, ...] = ()
    counting: tuple[str, ...] = ()  # how dates were counted
    general: tuple[str, ...] = ()  # 总要求
    notes_heading: str = ""  # over notes, counting, 总要求 and 接着办: whose words they are
    next: tuple[str, ...] = ()  # 接着办
    chapters: tuple[Chapter, ...] = ()  # the 款 quoted; none: no articles
    excerpts: tuple[
        Chapter, ...
    ] = ()  # the same, sentences without a quote left out: where that saves a sheet of paper
    omissions: bool = False  # chapters leave something out
    reading: tuple[str, ...] = ()  # editorial notes on the articles
    size: str = "auto"
    nothing: str = ""  # stands in the table's place where no row is to be printed


class Arrangement(msgspec.Struct, frozen=True):
    """How a sheet lies on its pages, as `resources/print/forms.typ` found: the Word file has the same order and words.

    `parts` are others, open, remarks and names, in the order in which they stand after the table. `large`: what has to be
    done is set in 小四 or more. `short`: a reply is told on one line. `excerpts`: so the articles are printed.
    """

    parts: tuple[str, ...]
    large: bool
    short: bool
    excerpts: bool
