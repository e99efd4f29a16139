"""Where to go: the pages of the window, and what each can be asked to show.

What is not said is left as it was: `Rules()` shows the rule as it was left, `Rules(article="58")` that article.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec


class Target(msgspec.Struct, frozen=True):
    """A page by name, and what it is to show. A Struct, for fifteen dataclasses take 10 ms of the start to build."""

    page: ClassVar[str]

    def arguments(self) -> dict[str, Any]:
        """What is said, as keyword arguments of the page's `activate`."""
        said = zip(self.__struct_fields__, self.__struct_defaults__, strict=True)  # every field has a default
        return {name: value for name, default in said if (value := getattr(self, name)) != default}


class Back(Target, frozen=True):
    """Where the user came from."""

    page: ClassVar[str] = "back"


class Home(Target, frozen=True):
    """办事. `group`: a topic group's id to scroll to."""

    page: ClassVar[str] = "home"
    group: str = ""


class Rules(Target, frozen=True):
    """规则. `rule`: an id; `article`: its number, "58"; `find`: words to look for in the page."""

    page: ClassVar[str] = "rules"
    rule: str = ""
    article: str | None = None
    find: str | None = None


class AboutRule(Target, frozen=True):
    """规则说明: what is known about the rule itself. `rule`: an id."""

    page: ClassVar[str] = "rule"
    rule: str = ""


class Compare(Target, frozen=True):
    """对照. `rule` and `other`: ids; `pair`: an id, or `article`: a number of `rule`, to begin at."""

    page: ClassVar[str] = "compare"
    rule: str = ""
    other: str = ""
    pair: str = ""
    article: str = ""


class RunWizard(Target, frozen=True):
    """The questions. `rule` and `wizard` (ids) begin a wizard; `record` (a number) changes a checklist's answers.

    `draft` (an id) goes on with a draft; `follows` is the number of the record that a new one goes on from.
    `resume`: go on with the questions as they were left, where they are still at hand.
    """

    page: ClassVar[str] = "wizard"
    rule: str = ""
    wizard: str = ""
    record: str = ""
    draft: str = ""
    follows: str = ""
    resume: bool = False


class Chart(Target, frozen=True):
    """流程图. `rule` and `wizard` (ids), or `record` (a number); `question`: an id to begin at; `back`: where Esc returns to.

    `draft`: the errand of one's own as it is being written (自己编一件).
    """

    page: ClassVar[str] = "chart"
    rule: str = ""
    wizard: str = ""
    record: str = ""
    question: str = ""
    back: RunWizard | None = None
    draft: bool = False


class Checklists(Target, frozen=True):
    """清单. `filter`: a state's name."""

    page: ClassVar[str] = "checklists"
    filter: str = ""


class Checklist(Target, frozen=True):
    """One checklist. `record`: its number; `item`: an item's id to select."""

    page: ClassVar[str] = "checklist"
    record: str = ""
    item: str = ""


class Deadlines(Target, frozen=True):
    """期限."""

    page: ClassVar[str] = "deadlines"


class Search(Target, frozen=True):
    """搜索. `text`: what to look for; `kind`: a kind of result."""

    page: ClassVar[str] = "search"
    text: str | None = None
    kind: str = ""


class Settings(Target, frozen=True):
    """设置."""

    page: ClassVar[str] = "settings"


class ImportRule(Target, frozen=True):
    """导入规则. `files`: paths to read at once, one to a line."""

    page: ClassVar[str] = "import"
    files: str = ""


class RuleLibrary(Target, frozen=True):
    """规则库. `rule`: an id to select."""

    page: ClassVar[str] = "library"
    rule: str = ""


class CompareVersions(Target, frozen=True):
    """新旧对照. `rule`: the id of a rule; `old`: that of the version before it, found where it is not said."""

    page: ClassVar[str] = "versions"
    rule: str = ""
    old: str = ""


class EditErrand(Target, frozen=True):
    """自己编一件. `rule`: an id; `wizard`: the id of one of its errands, the first where none is said."""

    page: ClassVar[str] = "editor"
    rule: str = ""
    wizard: str = ""


class AdoptLists(Target, frozen=True):
    """套用办事清单. `rule`: the id of the rule that gets lists."""

    page: ClassVar[str] = "adopt"
    rule: str = ""


class Help(Target, frozen=True):
    """使用手册. `topic`: a title in it; `find`: words to look for in it."""

    page: ClassVar[str] = "help"
    topic: str = ""
    find: str | None = None


#: By a page's name.
TARGETS: dict[str, type[Target]] = {
    kind.page: kind
    for kind in (
        Home,
        Rules,
        AboutRule,
        Compare,
        RunWizard,
        Chart,
        Checklists,
        Checklist,
        Deadlines,
        Search,
        Settings,
        ImportRule,
        RuleLibrary,
        AdoptLists,
        CompareVersions,
        EditErrand,
        Help,
    )
}
