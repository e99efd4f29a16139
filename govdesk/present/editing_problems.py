"""What the checker finds wrong with an errand, in plain words for who fills in a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govdesk.drafting.errand_text import ErrandText
from govdesk.drafting.own_errands import problem_place
from govdesk.errors import Problem
from govdesk.present.editing import FIELDS, HEAD, LINKS, NAMES, id_of, words_of
from govdesk.wizards.doubles import BAN_HINT
from govdesk.wizards.parties import Party


def problem_rows(
    problems: Sequence[Problem], content: ErrandText, parties: Sequence[Party], titles: Mapping[str, str] | None = None
) -> list[tuple[str, str, int]]:
    """(what is wrong in plain words, kind of part, its place) of each problem; the head for the errand as a whole."""
    labels = {party.id: party.label for party in parties}
    rows = []
    for problem in problems:
        table, part_id = problem_place(problem)
        ids = [id_of(table, part) for part in content.parts(table)] if table in NAMES else []
        at = ids.index(part_id) if part_id in ids else -1
        named = words_of(table, content.parts(table)[at], titles) if at >= 0 else ""
        said = _ID.sub(lambda match: labels.get(match[0], match[0]), problem.problem)
        if empty := _EMPTY.match(said):
            rows.append((f"{empty[1]}的清单是空的。给它加一行，或者在“谁的清单”里不勾它", HEAD, -1))
            continue
        if table in LINKS and at >= 0 and not part_id:
            rows.append((f"{NAMES[table]}：还没有选是哪一件", table, at))
            continue
        field = problem.where.rpartition(".")[2].split("[")[0]
        name = next((entry.name for entry in FIELDS.get(table or HEAD, ()) if entry.key == field), "")
        said = f"“{name}”{said}" if name and said.startswith("是") else said
        hint = _PLAIN.get(problem.hint, "" if _IN_CODE.search(problem.hint) else problem.hint)
        words = f"{NAMES[table]}“{_short(named)}”：{said}" if named else said
        rows.append((words + (f"。{hint}" if hint else ""), table if at >= 0 else HEAD, at))
    return list(dict.fromkeys(rows))


#: What the checker says to who writes TOML, for who fills in fields.
_PLAIN = {
    '加一处写着它的引文（as = "who"）；本句没有写谁的，写 unsaid = true；是送交的，写 to': "再引写着它的那句话；引的这一句没有写谁来办的，打上那个勾",
    "party 或 carried_by 里要有这件事的 desks；别人办的写进 others": "谁来办里要有这件事的单位；别人办的写进“别人来办”",
    "写上所依据的原文": "在右边条文里选几个字，点“引用”",
    "写 must_not": "性质选“不得”",
    BAN_HINT: "这里只写别人做的事：禁令删去，也约束自己的写成您来办",
    "写同一个规则包里的编号": "选一件这部规则的事",
    "用 desks 限定给办得了的单位，或去掉这个链接": "换一件，或者删除这一处",
}
_EMPTY = re.compile(r"这样回答得到空清单（(.+?)：没有问题）")
_ID = re.compile(r"(?<![A-Za-z0-9-])[a-z][a-z0-9-]*(?![A-Za-z0-9-])")
_IN_CODE = re.compile(r"[a-z_]{3,}")


def _short(words: str, most: int = 16) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
