"""The two shipped rules' sources, as they were scraped, import to the structure that ships."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from shape import draft_of, shape

from govdesk.rules.loader import load_rule
from govdesk.rules.model import Mark

RULES = Path(__file__).parents[2] / "rules"


@pytest.mark.parametrize(("pack", "articles", "chapters"), [("xianyang-2013", 76, 12), ("zhangjiagang-2022", 57, 11)])
def test_a_shipped_source_imports_to_the_shipped_structure(pack: str, articles: int, chapters: int) -> None:
    shipped = load_rule(RULES / pack)
    draft = draft_of((RULES / pack / "source.txt").read_bytes())

    assert (len(draft.rule.articles), len(draft.rule.chapters())) == (articles, chapters)
    expected, found = shape(shipped), shape(draft.rule)
    # 张家港's first heading has lost its name: we supplied it, the import leaves it blank and says so.
    supplied = [d.label for d in shipped.divisions if any(s.mark is Mark.SUPPLIED for s in d.title.segments)]
    if supplied:
        assert draft.rule.divisions[0].title.segments == ()
        assert f"{supplied[0]}没有章名，请对照原件" in draft.warnings
        expected[0], found[0] = expected[0][1:], found[0][1:]  # type: ignore[index]
    assert found == expected


def test_the_particulars_of_a_shipped_source_are_read_from_it() -> None:
    found = draft_of((RULES / "xianyang-2013" / "source.txt").read_bytes()).particulars

    assert (found.issuer, found.doc_number, found.date) == (
        "咸阳市人民政府",
        "咸政发〔2013〕16号",
        dt.date(2013, 6, 17),
    )
    assert (found.adopted, found.adopted_by) == (dt.date(2013, 6, 6), "市政府第2次常务会议")


def test_a_damaged_date_is_taken_only_where_the_page_has_it_whole_and_it_is_said() -> None:
    source = (RULES / "zhangjiagang-2022" / "source.txt").read_text(encoding="utf-8")
    whole, lost = draft_of(source.encode()), draft_of(source.replace("2022-05-14", "").encode())

    assert whole.particulars.date == dt.date(2022, 5, 14)
    assert any("2022514" in warning for warning in whole.warnings)
    assert lost.particulars.date is None
    assert any("2022514" in warning for warning in lost.warnings)


@pytest.mark.parametrize("pack", ["xianyang-2013", "zhangjiagang-2022"])
def test_the_notice_and_what_is_page_furniture_are_told_apart(pack: str) -> None:
    shipped = load_rule(RULES / pack)
    draft = draft_of((RULES / pack / "source.txt").read_bytes())

    def lines(rule: object) -> list[str]:
        from govdesk.importing.pieces import folded

        return [folded(line.source) for line in rule.notice]  # type: ignore[attr-defined]

    assert lines(draft.rule) == lines(shipped)
