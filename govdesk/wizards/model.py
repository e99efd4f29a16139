"""A wizard (办事向导) as data: who may hold it, what it asks, and the parts of the checklist it leads to.

Routing is declared, never code. A condition names questions and the answers that make it hold; it is true or false.
A list belongs to one desk: `items` are that desk's own acts, everything else informs its holder.
"""

from __future__ import annotations

import msgspec

from govdesk.wizards.terms import CiteRole, FieldKind, Group, Level

#: The answer value of a question nobody has settled: passed over (先跳过), or answered 还不清楚.
UNKNOWN = "unknown"
#: The answer value of a `many` question of which nothing applies.
NONE = "none"
#: Joins the values of a `many` question in an answer.
JOIN = "+"


_BANS_IN_WORDS = {Level.MUST_NOT: "不得", Level.SHOULD_NOT: "一般不"}


#: Question id -> the answer value, or any of several, that satisfies it. A key that ends in `!` holds when the
#: question is answered and none of the values is chosen. All entries must hold.
Condition = dict[str, str | tuple[str, ...]]
#: One condition, or several of which any must hold.
When = Condition | tuple[Condition, ...]


class Cite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words an instruction rests on: an exact substring of one 款 or 项 of the article.

    `paragraph` (款, from 1) and `item` (项, from 1) may be left out where the quote stands in one place only; the
    loader fills them in. `why` is the reason for a quote of more than 60 characters.
    """

    article: int | str
    quote: str
    paragraph: int | None = None
    item: int | None = None
    role: CiteRole = msgspec.field(default=CiteRole.MAIN, name="as")
    when: When = {}
    why: str = ""

    @property
    def number(self) -> str:
        """The article's number as text."""
        return str(self.article)


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to choose. `effect` says in our words what it does to the list; `desks` limits who is offered it.

    `undecided` occurs in lists of version 0.1 only: 还不清楚, which kept conditional items on the sheet.
    """

    value: str
    label: str
    effect: str = ""
    desks: tuple[str, ...] = ()
    undecided: bool = False


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question. `why` is our line under 为什么问; `cites` are the words that make it matter.

    `many`: several options may apply, `none` is the label for none of them. `safe` is the safe course (实务) while
    the question is open. `desks` limits who is asked.
    """

    id: str
    ask: str
    options: tuple[Option, ...]
    cites: tuple[Cite, ...]
    why: str = ""
    short: str = ""  # for the list at the left, where `ask` is long
    when: When = {}
    desks: tuple[str, ...] = ()
    many: bool = False
    none: str = "都没有"
    safe: str = ""

    @property
    def cite(self) -> Cite:
        """The first of `cites`."""
        return self.cites[0]

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)


class Due(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time limit, in one of four forms.

    `workdays` after the date in field `after`; on the date in field `on` (会前, 事先 at the known date of the event);
    the date in field `given`, which somebody sets (以市政府明确的办理时限为准); or `words` alone. `words` may also stand
    beside the other forms and is then shown while the date is missing.
    """

    workdays: int | None = None
    after: str = ""
    on: str = ""
    given: str = ""
    words: str = ""

    @property
    def field(self) -> str:
        """The id of the date field that the limit is counted from or stands in; empty for words alone."""
        return self.after or self.on or self.given

    @property
    def is_before(self) -> bool:
        """Whether the act comes before the date it stands at: 会前, 事先, 提前; not 按时 or 收文后."""
        return bool(self.on) and any(word in self.words for word in "前先")


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """要点: a part of an item's act. `cites` may be empty where the item's own quotes hold its words.

    `level` is set where the point is weaker or stronger than its item. `id` is needed where points have boxes.
    """

    do: str
    id: str = ""
    cites: tuple[Cite, ...] = ()
    when: When = {}
    level: Level | None = None


class CheckItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One act or ban on somebody's list, and the words that say so.

    `party` names who acts: ids of the pack's parties. The item stands on the list of every desk among `party` and
    `carried_by`; a desk in `carried_by` does it for a leader or for the government. `who` are the words shown for the
    actor where the desk's name does not say it (参加会议的副主任).
    `arises` (遇到再办) is the event, in words: such an item is not counted; `after` is the item it stands under.
    `boxes`: each point is ticked by itself. `unsaid`: the sentence names nobody. `to`: the act is a handing over and
    rests on the receiver's sentence. `plain`: a command without a modal word. `act` marks the same act in two forms.
    `by_reply`: on the list only once an open point that doubts it is answered 要办.
    `excludes` lists items that cannot hold together with this one; `excepts` lists duties that this ban limits.
    `hint` is practical advice of ours (实务), which cites nothing. `note` and `actor` occur in lists of version 0.1 only.
    """

    id: str
    stage: str
    level: Level
    do: str
    cites: tuple[Cite, ...]
    party: tuple[str, ...] = ()
    carried_by: tuple[str, ...] = ()
    who: str = ""
    when: When = {}
    points: tuple[Point, ...] = ()
    boxes: bool = False
    arises: str = ""
    after: str = ""
    due: Due | None = None
    act: str = ""
    unsaid: bool = False
    to: str = ""
    plain: bool = False
    by_reply: bool = False
    excludes: tuple[str, ...] = ()
    excepts: tuple[str, ...] = ()
    hint: str = ""
    note: str = ""
    actor: str = ""

    @property
    def cite(self) -> Cite:
        """The first main quote."""
        return next((cite for cite in self.cites if cite.role is CiteRole.MAIN), self.cites[0])

    @property
    def desks(self) -> tuple[str, ...]:
        """The parties on whose list the item stands."""
        return tuple(dict.fromkeys((*self.party, *self.carried_by)))

    @property
    def words(self) -> str:
        """What is to be done, behind the event that brings it: 协商后仍不一致的，列出各方依据."""
        return self._behind_its_event(self.do)

    @property
    def sentence(self) -> str:
        """`words` for where no badge stands before them."""
        return self._behind_its_event(self.act_in_words)

    @property
    def act_in_words(self) -> str:
        """What is to be done, for where no badge stands before it: a ban without its 不得 says the opposite.

        Items of version 0.1 have no party, and say the ban in their own words.
        """
        ban = _BANS_IN_WORDS.get(self.level, "") if self.desks else ""
        return self.do if self.do.startswith(("不", "严禁")) else f"{ban}{self.do}"

    def _behind_its_event(self, act: str) -> str:
        if not self.arises or self.do.startswith(self.arises):
            return act
        return f"{self.arises}{'' if self.arises.endswith('，') else '，'}{act}"

    def all_cites(self) -> tuple[Cite, ...]:
        """The item's quotes and those of its points."""
        return (*self.cites, *(cite for point in self.points for cite in point.cites))


class OtherAct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """别人来办: what somebody else does with the same paper. `party` is empty where the rule names nobody.

    `desks` are those on whose lists it stands; empty means all of the wizard's.
    """

    id: str
    do: str
    cites: tuple[Cite, ...]
    party: str = ""
    who: str = ""
    due: Due | None = None
    when: When = {}
    desks: tuple[str, ...] = ()


class OpenPoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """先问清: something the rule leaves open, as a question to put to somebody.

    `says`: what the rule says and where it stops. `safe`: the safe course (实务). `whom`: whom to ask. `doubts`: items
    of which it is open whether they apply; answered 要办, they join the list. `question`: the open point takes the
    place of the automatic 先定 line of that question while it is unanswered.
    """

    id: str
    ask: str
    says: str
    cites: tuple[Cite, ...]
    safe: str = ""
    whom: str = ""
    doubts: tuple[str, ...] = ()
    question: str = ""
    when: When = {}
    desks: tuple[str, ...] = ()


class GeneralWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """总要求: general words of an article that apply to the errand, and that nothing can be ticked for."""

    id: str
    cites: tuple[Cite, ...]
    when: When = {}
    desks: tuple[str, ...] = ()


class DirectAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """直接回答: what the rule answers at once, shown above the list.

    `change` is the question whose answer its button changes; `to` the wizard that its button opens.
    """

    id: str
    say: str
    cites: tuple[Cite, ...]
    change: str = ""
    to: str = ""
    when: When = {}
    desks: tuple[str, ...] = ()


#: A part of a wizard that quotes, other than an item.
Quoting = Question | DirectAnswer | OtherAct | OpenPoint | GeneralWords


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """先办 or 接着办: another errand of the same matter. Header fields of the same id are carried along.

    `answers` are ids of questions that both wizards have with the same values; their answers are carried, too.
    """

    wizard: str
    when: When = {}
    desks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


class Goto(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where an entry errand (召开会议) goes on: the wizard whose list its answers lead to."""

    wizard: str
    when: When = {}


class FormField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the checklist's head: 事项名称, 收文日期 …"""

    id: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    when: When = {}
    desks: tuple[str, ...] = ()

    @property
    def is_received(self) -> bool:
        """Whether it is the day on which something came in or happened (收文日期, 获知日期): never a day to come."""
        return self.kind is FieldKind.DATE and any(
            word in self.label for word in ("收", "获知", "发现", "事发", "批办", "交办", "批示")
        )


class Wizard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """办事向导. `rule` is filled in by the loader from the pack it lies in.

    `desks`: the parties whose clerks have this errand, the commonest first. `formerly`: ids of older wizards that this
    one takes the place of. `short` is the name on paper, with the city before it. `legacy`: converted from a list of
    version 0.1 (see `govdesk.wizards.legacy`); it has no desks and keeps undecided items on the sheet.
    """

    id: str
    topic: str
    group: Group
    title: str
    summary: str
    desks: tuple[str, ...]
    topics: tuple[str, ...] = ()  # further topics that this errand covers
    formerly: tuple[str, ...] = ()
    short: str = ""
    asks: tuple[str, ...] = ()  # what clerks call this errand, for the search
    stages: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[DirectAnswer, ...] = ()
    items: tuple[CheckItem, ...] = ()
    others: tuple[OtherAct, ...] = ()
    open: tuple[OpenPoint, ...] = ()
    general: tuple[GeneralWords, ...] = ()
    before: tuple[Link, ...] = ()
    next: tuple[Link, ...] = ()
    goes: tuple[Goto, ...] = ()
    rule: str = ""
    legacy: bool = False

    def question(self, question_id: str) -> Question | None:
        return next((q for q in self.questions if q.id == question_id), None)

    def item(self, item_id: str) -> CheckItem | None:
        return next((item for item in self.items if item.id == item_id), None)

    def other(self, other_id: str) -> OtherAct | None:
        return next((other for other in self.others if other.id == other_id), None)

    def open_point(self, open_id: str) -> OpenPoint | None:
        return next((point for point in self.open if point.id == open_id), None)

    def field(self, field_id: str) -> FormField | None:
        return next((f for f in self.fields if f.id == field_id), None)

    def all_cites(self) -> tuple[Cite, ...]:
        """Every quote of the wizard, in order of use."""
        parts: tuple[Quoting, ...] = (*self.questions, *self.answers, *self.others, *self.open, *self.general)
        return (
            *(cite for item in self.items for cite in item.all_cites()),
            *(cite for part in parts for cite in part.cites),
        )

    def cited_articles(self) -> tuple[str, ...]:
        """Numbers of all articles that the wizard rests on, each once, in order of use."""
        return tuple(dict.fromkeys(cite.number for cite in self.all_cites()))
