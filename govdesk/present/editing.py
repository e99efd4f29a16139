"""An errand under a hand (自己编一件) in words: its parts as a list, the fields of each, what the checker says in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

from govdesk.drafting.errand_text import ErrandText, Steps
from govdesk.drafting.own_errands import problem_place
from govdesk.errors import Problem, UserError
from govdesk.rules.citation import cite_article, place_label
from govdesk.rules.model import Rule
from govdesk.typed import read_number
from govdesk.wizards.checklist import ARISES_BADGE, BADGES
from govdesk.wizards.checks import LONG_QUOTE
from govdesk.wizards.grounding import locate
from govdesk.wizards.model import Cite
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import FieldKind, Level

HEAD = "head"
#: Kinds of parts as the list at the left has them: table, its name, what a new one is called.
KINDS: tuple[tuple[str, str, str], ...] = (
    ("questions", "问题", "新的一问"),
    ("answers", "直接回答", "新的一句"),
    ("items", "您来办", "新的一行"),
    ("others", "别人来办", "新的一行"),
    ("open", "先问清", "新的一问"),
    ("general", "总要求", "新的一条"),
    ("before", "先办", "要先办的一件"),
    ("next", "接着办", "接着办的一件"),
)
#: Parts that lead to another errand; they have no id and quote nothing.
LINKS = ("before", "next")
NAMES = {table: name for table, name, _ in KINDS}


class Control(Enum):
    """How a field is filled in."""

    TEXT = "text"
    LEVEL = "level"
    STAGE = "stage"
    PARTY = "party"
    PARTIES = "parties"
    CARRIERS = "carriers"
    WHEN = "when"
    DUE = "due"
    OPTIONS = "options"
    FLAG = "flag"
    STAGES = "stages"
    DESKS = "desks"
    HEAD_FIELDS = "head fields"
    ERRAND = "errand"
    LINES = "lines"
    ASKED = "asked"


class Field(NamedTuple):
    """A field of a part: its key in the file, its name, how it is filled in, what stands in it while it is empty."""

    key: str
    name: str
    control: Control
    hint: str = ""


FIELDS: dict[str, tuple[Field, ...]] = {
    HEAD: (
        Field("title", "事情", Control.TEXT, "办事里叫什么"),
        Field("summary", "一句话", Control.TEXT, "要点，印在名称下面"),
        Field("desks", "谁的清单", Control.DESKS),
        Field("stages", "分几段", Control.STAGES, "办理、报送，用顿号隔开"),
        Field("fields", "表头的栏", Control.HEAD_FIELDS),
    ),
    "questions": (
        Field("ask", "问什么", Control.TEXT, "这一件属于哪一种？"),
        Field("why", "为什么问", Control.TEXT, "答得不同，清单哪里不同"),
        Field("options", "答案", Control.OPTIONS, "一行一个"),
        Field("many", "", Control.FLAG, "可以选几个"),
        Field("none", "都不选叫", Control.TEXT, "可以选几个的才写，如：都不请"),
        Field("when", "什么时候问", Control.WHEN),
    ),
    "answers": (
        Field("say", "怎么回答", Control.TEXT, "规则一句话就说清的"),
        Field("when", "什么时候列", Control.WHEN),
    ),
    "items": (
        Field("do", "要办的事", Control.TEXT, "照规则的话，写成一件要办的事"),
        Field("level", "性质", Control.LEVEL),
        Field("stage", "段", Control.STAGE),
        Field("party", "谁来办", Control.PARTIES),
        Field("carried_by", "替领导经办", Control.CARRIERS),
        Field("unsaid", "", Control.FLAG, "引的这一句没有写谁来办"),
        Field("when", "什么时候列", Control.WHEN),
        Field("arises", "遇到什么", Control.TEXT, "遇到才办的写上，平时就办的空着"),
        Field("due", "几个工作日", Control.DUE, "没有就空着"),
        Field("hint", "实务", Control.TEXT, "自己的提醒，不引条文"),
        Field("boxes", "", Control.FLAG, "要点各是一张纸，各有小方框"),
    ),
    "others": (
        Field("do", "办什么", Control.TEXT, "别人做的事"),
        Field("party", "谁来办", Control.PARTY),
        Field("when", "什么时候列", Control.WHEN),
    ),
    "open": (
        Field("ask", "问什么", Control.TEXT, "规则没有写明的，办前问一声"),
        Field("says", "规则怎么写", Control.TEXT, "写到哪里，哪里没有写"),
        Field("whom", "问谁", Control.TEXT),
        Field("safe", "先怎么办", Control.TEXT, "没有问到以前的稳妥做法"),
        Field("doubts", "拿不准哪几项", Control.LINES, "答“要办”，就列进您来办"),
        Field("when", "什么时候列", Control.WHEN),
    ),
    "general": (Field("when", "什么时候列", Control.WHEN),),
} | dict.fromkeys(
    LINKS,
    (
        Field("wizard", "哪一件", Control.ERRAND),
        Field("when", "什么时候列", Control.WHEN),
        Field("answers", "答案带过去", Control.ASKED, "那一件也问、答案也一样的"),
    ),
)
_MUST = ("do", "ask", "say", "says", "title", "summary")  # stay in the file while they are empty
_WORDS = {"questions": "ask", "answers": "say", "items": "do", "others": "do", "open": "ask"}


def row_id(table: str, at: int) -> str:
    """What names a row of the list while nothing moves; `row_place` reads it again."""
    return f"{table}/{at}"


def row_place(ident: str) -> tuple[str, int]:
    """The table and the place in it (-1: its heading) that a `row_id` names."""
    table, _, at = ident.partition("/")
    return table, int(at)


class PartRow(NamedTuple):
    """A line of the list at the left: a kind's heading (`at` -1) or a part."""

    table: str
    at: int
    words: str
    badge: str = ""
    faulty: bool = False
    parts: int = 0

    @property
    def id(self) -> str:
        """What names the row while nothing moves."""
        return row_id(self.table, self.at)

    @property
    def tip(self) -> str:
        """What may be cut in the list."""
        return self.words

    @property
    def sentence(self) -> str:
        """The row for assistive tools."""
        if self.at < 0:
            return self.words if self.table == HEAD else f"{self.words}，{self.parts} 处"
        return "，".join(part for part in (self.badge, self.words, "有问题" if self.faulty else "") if part)


def part_rows(
    content: ErrandText, problems: Sequence[Problem], titles: Mapping[str, str] | None = None
) -> list[PartRow]:
    """The head and every kind with its parts; what the checker finds fault with is marked. `titles`: of errands, by id."""
    faulty = {problem_place(problem) for problem in problems}
    parts_at = {(table, id_of(table, part)) for table, _, _ in KINDS for part in content.parts(table)}
    rows = [PartRow(HEAD, -1, "这件事", faulty=bool(faulty - parts_at))]
    for table, name, _ in KINDS:
        parts = content.parts(table)
        rows.append(PartRow(table, -1, name, parts=len(parts)))
        rows += [
            PartRow(
                table, at, words_of(table, part, titles), _badge(table, part), (table, id_of(table, part)) in faulty
            )
            for at, part in enumerate(parts)
        ]
    return rows


def id_of(table: str, part: Mapping[str, Any]) -> str:
    """What the checker names a part by: its id, or the errand that it leads to."""
    return str(part.get("wizard" if table in LINKS else "id", ""))


def words_of(table: str, part: Mapping[str, Any], titles: Mapping[str, str] | None = None) -> str:
    """What a part says, or that it says nothing yet."""
    if table in LINKS:
        return (titles or {}).get(id_of(table, part), id_of(table, part)) or "（还没有选）"
    said = str(part.get(_WORDS.get(table, ""), ""))
    if not said and table == "general":
        said = next((words for _, words in cites_of(part)), "")
    return said or "（还没有写）"


def new_part(table: str, content: ErrandText, parties: Sequence[Party]) -> dict[str, Any]:
    """An empty part with everything that its kind must have; the checker says what is still to be written."""
    taken = {part.get("id") for kind, _, _ in KINDS for part in content.parts(kind)}
    number = 1
    while (wanted := f"{table}-{number}") in taken:
        number += 1
    head = content.head()
    desks = tuple(head.get("desks", ()))
    if table == "questions":
        options = ({"value": "yes", "label": "是"}, {"value": "no", "label": "不是"})
        return {"id": wanted, "ask": "", "options": options, "cites": ()}
    if table == "items":
        stages = head.get("stages") or ("",)
        return {
            "id": wanted, "stage": stages[-1], "party": desks[:1], "level": Level.MUST.value, "do": "", "cites": (),
        }  # fmt: skip
    if table == "others":
        other = next((party.id for party in parties if party.id not in desks), "")
        return {"id": wanted, "party": other, "do": "", "cites": ()}
    if table in LINKS:
        return {"wizard": ""}
    if table == "answers":
        return {"id": wanted, "say": "", "cites": ()}
    if table == "open":
        return {"id": wanted, "ask": "", "says": "", "cites": ()}
    return {"id": wanted, "cites": ()}


def cite_entry(cite: Cite, rule: Rule) -> dict[str, Any]:
    """A quote as the file has it: 款 and 项 only where the words stand in more than one."""
    entry: dict[str, Any] = {"article": int(cite.number) if cite.number.isdecimal() else cite.number}
    entry["quote"] = cite.quote
    article = rule.find(cite.number)
    places = {(place.paragraph, place.item) for place in locate(article, cite.quote)} if article else set()
    if len(places) > 1:
        entry |= {
            key: value for key, value in (("paragraph", cite.paragraph), ("item", cite.item)) if value is not None
        }
    if len(cite.quote) > LONG_QUOTE:
        entry["why"] = "原文这一段中间没有断开，照录"
    return entry


def cites_of(part: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(article number, words) of each quote."""
    return [(str(cite.get("article", "")), str(cite.get("quote", ""))) for cite in part.get("cites", ())]


def as_cites(part: Mapping[str, Any]) -> list[Cite]:
    """The quotes of a part as the article marks them."""
    return [Cite(number, words) for number, words in cites_of(part) if number and words]


def place_of(rule: Rule, number: str, words: str) -> str:
    """第四十七条第一款, as far as the words stand there."""
    article = rule.find(number)
    if article is None:
        return cite_article(number) if number else ""
    place = next(iter(locate(article, words)), None)
    return place_label(article, place.paragraph, place.item) if place else cite_article(number)


def option_values(labels: Sequence[str], former: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Answers of these labels; one that keeps its label or else its place keeps its value, which conditions name."""
    by_label = {option.get("label"): option for option in former}
    found: list[dict[str, Any]] = []
    taken = {str(by_label[label].get("value", "")) for label in labels if label in by_label}
    for at, label in enumerate(labels):
        if label in by_label:
            found.append(dict(by_label[label]))
            continue
        here = dict(former[at]) if at < len(former) and former[at].get("label") not in labels else {}
        value = str(here.get("value", "")) or next(v for n in range(1, 99) if (v := f"answer-{n}") not in taken)
        taken.add(value)
        found.append(here | {"value": value, "label": label})
    return tuple(found)


def with_field(content: ErrandText, table: str, at: int, key: str, value: Any) -> ErrandText:
    """The text with what a field says now: of part `at` of `table`, or of the head. Raises UserError: no such value."""
    if table == HEAD and key == "stages":
        return with_stages(content, value or ())
    if key == "due":
        return with_due(content, at, str(value))
    if key == "boxes" and value:
        content = with_point_ids(content, at)
    present = (content.head() if table == HEAD else content.parts(table)[at]).get(key)
    if value in (None, "") and present is None:
        return content
    place = ("", 0) if table == HEAD else (table, at)
    return content.set(*place, (key,), value if key in _MUST or value != "" else None)


def with_value(content: ErrandText, table: str, at: int, path: Steps, value: Any) -> ErrandText:
    """The text with `value` at `path` of part `at` of `table`, or of the head; None takes out what is there."""
    if value is None and not _has(content.head() if table == HEAD else content.parts(table)[at], path):
        return content
    return content.set(*(("", 0) if table == HEAD else (table, at)), path, value)


def _has(holder: Any, path: Steps) -> bool:
    for step in path:
        if not (step in holder if isinstance(holder, Mapping) else isinstance(step, int) and step < len(holder)):
            return False
        holder = holder[step]
    return True


def with_stages(content: ErrandText, names: Sequence[str]) -> ErrandText:
    """The errand's stages under these names; lines of a stage that was only renamed follow."""
    former = [str(name) for name in content.head().get("stages", ())]
    content = content.set("", 0, ("stages",), tuple(names))
    if len(former) == len(names):
        renamed = {old: new for old, new in zip(former, names, strict=True) if old != new}
        for at, part in enumerate(content.parts("items")):
            if part.get("stage") in renamed:
                content = content.set("items", at, ("stage",), renamed[part["stage"]])
    return content


def with_point_ids(content: ErrandText, at: int) -> ErrandText:
    """Line `at` with an id at each of its points, as ticks of their own need one."""
    points = content.parts("items")[at].get("points", ())
    for place, point in enumerate(points):
        if not point.get("id"):
            content = content.set("items", at, ("points", place, "id"), free_point_id(content, at))
    return content


def free_point_id(content: ErrandText, at: int) -> str:
    """An id that no point of line `at` has."""
    taken = {point.get("id") for point in content.parts("items")[at].get("points", ())}
    return next(wanted for number in range(1, 999) if (wanted := f"point-{number}") not in taken)


def with_due(content: ErrandText, at: int, text: str) -> ErrandText:
    """Line `at` with a limit of so many working days from the errand's first date, which is added where it has none.

    `text` is what was typed, "" for no limit. Raises UserError: no number of days.
    """
    if not text:
        return content.set("items", at, ("due",), None) if "due" in content.parts("items")[at] else content
    days = read_number(text, 999)
    if not days:
        raise UserError(f"“{text}”不是工作日的数目", safe="期限没有改动", todo="写 1 到 999 的数字，没有就空着")
    fields = content.head().get("fields", ())
    date = next((field["id"] for field in fields if field.get("kind") == FieldKind.DATE.value), "")
    if not date:
        date = "received"
        content = content.append("", 0, "fields", {"id": date, "label": "收文日期", "kind": FieldKind.DATE.value})
    due = content.parts("items")[at].get("due", {})
    return content.set("items", at, ("due",), {"after": date} | dict(due) | {"workdays": days})


def _badge(table: str, part: Mapping[str, Any]) -> str:
    if table != "items":
        return ""
    if part.get("arises"):
        return ARISES_BADGE
    try:
        return BADGES[Level(str(part.get("level", "")))]
    except ValueError:
        return ""
