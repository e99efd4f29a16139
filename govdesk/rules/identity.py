"""Which rule is which: no rule passes for another one that is at hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from govdesk.errors import Problem
from govdesk.rules.model import Rule, RuleMeta
from govdesk.rules.versions import are_versions

#: Letters of other scripts that look like Latin ones, after NFKC and case folding.
_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁԛԝһӏкмтвнαορνικτχυ", "aeopcyxijsdqwhlkmtbhaopviktxy")


def check_identity(rule: Rule, others: Iterable[Rule], file: str) -> list[Problem]:
    """Problems of a rule that passes for another one at hand: its id, its names, or a title that looks the same.

    Two versions of one document share their names, and must tell themselves apart by their dates.
    """
    problems = []
    for other in others:
        if other.id == rule.id:
            problems.append(Problem(file, "id", f"规则库里已有“{rule.id}”", "换一个 id"))
            continue
        mine, theirs = rule.meta, other.meta
        versions = are_versions(rule, other)
        alike = fold(mine.title) == fold(theirs.title)
        if alike and mine.title != theirs.title and not versions:  # of a version only （试行） may be typed otherwise
            hint = "照规则的原文写标题，不用形似的字"
            problems.append(Problem(file, "title", f"和“{other.id}”的标题《{theirs.title}》看起来一样", hint))
        elif alike and not versions:
            hint = "不是同一个机关发的，标题不应一样"
            problems.append(Problem(file, "title", f"和“{other.id}”的标题一样，发文机关却不同", hint))
        elif alike and mine.issued == theirs.issued:
            problems.append(Problem(file, "issued", f"和“{other.id}”标题、成文日期都一样", "同一个文件只收一份"))
        if versions:
            continue
        taken = {fold(name): name for name in _names(theirs)}
        for name in _names(mine):
            if fold(name) in taken:
                where = "short_title" if name == mine.short_title else "aliases"
                problems.append(Problem(file, where, f"“{name}”是“{other.id}”的名称", "不能用别的规则的名称"))
    return list(dict.fromkeys(problems))


def fold(name: str) -> str:
    """A name as the eye takes it: width, case, blanks, punctuation and look-alike letters do not count."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_LOOK_ALIKE)
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


def _names(meta: RuleMeta) -> Iterator[str]:
    yield from (name for name in (meta.id, meta.short_title, *meta.aliases) if name)
