"""Laws by name, the right version first; articles by words and by number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_laws import FERRY, RIVER, three_laws, with_status, write

from govdesk.statutes.bringing import bring_in
from govdesk.statutes.heads import names_of, validity_of
from govdesk.statutes.model import Validity
from govdesk.statutes.shelf import Statutes

TODAY = dt.date(2026, 12, 1)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Statutes]:
    bring_in(tmp_path / "data", three_laws(tmp_path / "laws"))
    opened = Statutes(tmp_path / "data", lambda: TODAY)
    yield opened
    opened.close()


def shelf_of(tmp_path: Path, files: dict[str, str], today: dt.date = TODAY) -> Statutes:
    bring_in(tmp_path / "data", write(tmp_path / "laws", files))
    return Statutes(tmp_path / "data", lambda: today)


@pytest.mark.parametrize(
    "name",
    ["中华人民共和国河畔灯塔法", "河畔灯塔法", "《中华人民共和国河畔灯塔法》", "中华人民共和国 河畔灯塔法"],
)
def test_a_law_is_found_by_each_of_its_names_and_the_version_in_force_stands_first(shelf: Statutes, name: str) -> None:
    assert [law.issued for law in shelf.named(name)] == [dt.date(2021, 6, 1), dt.date(2010, 3, 1)]


@pytest.mark.parametrize("name", ["灯塔法", "河畔灯塔法实施条例", "渡口渡船管理办法", "渡口渡船管理办法（暂行）", ""])
def test_another_name_is_another_law(shelf: Statutes, name: str) -> None:
    assert shelf.find(name) is None


def test_a_trial_bracket_belongs_to_the_name(shelf: Statutes) -> None:
    found = shelf.find("渡口渡船管理办法(试行)")
    assert found is not None and found.title == "渡口渡船管理办法（试行）"


def test_a_bracket_that_names_a_version_finds_that_version(tmp_path: Path) -> None:
    old, new = "# 河畔法（2005年修正）", "# 河畔法（2015年修正）"
    body = "\n\n{}年1月1日公布\n\n第一条　甲。\n\n第二条　乙。\n"
    shelf = shelf_of(tmp_path, {"a.md": old + body.format(2005), "b.md": new + body.format(2015)})
    assert [law.title[-8:-1] for law in shelf.named("河畔法")] == ["2015年修正", "2005年修正"]
    found = shelf.find("河畔法（2005年修正）")
    assert found is not None and found.issued == dt.date(2005, 1, 1)
    assert shelf.find("河畔法（2010年修正）") is None
    shelf.close()


def order_of(tmp_path: Path, *said: tuple[str, str], today: dt.date = TODAY) -> list[str]:
    """The statuses of versions in the order in which they are offered; `said`: status and year."""
    files = {}
    for number, (status, year) in enumerate(said):
        text = RIVER.replace("2021年6月1日修订", f"{year}年6月1日修订").replace("2021年9月1日", f"{year}年9月1日")
        files[f"{number}.md"] = with_status(text, status) if status else text
    shelf = shelf_of(tmp_path, files, today)
    try:
        return [f"{law.validity_in_words} {law.issued.year if law.issued else ''}" for law in shelf.named("河畔灯塔法")]
    finally:
        shelf.close()


def test_versions_in_force_stand_before_all_others_whatever_their_date(tmp_path: Path) -> None:
    assert order_of(
        tmp_path, ("已废止", "2024"), ("已修改", "2023"), ("有效", "2015"), ("", "2022"), ("尚未生效", "2027")
    ) == ["现行有效 2015", "有效性未写明 2022", "已修改 2023", "尚未生效 2027", "已废止 2024"]


def test_where_no_file_says_anything_the_newest_that_has_begun_stands_first(tmp_path: Path) -> None:
    assert order_of(tmp_path, ("", "2015"), ("", "2027"), ("", "2021")) == [
        "有效性未写明 2021",
        "有效性未写明 2015",
        "有效性未写明 2027",
    ]


def test_a_version_comes_into_force_on_its_day(tmp_path: Path) -> None:
    said = (("有效", "2015"), ("尚未生效", "2026"))
    assert order_of(tmp_path / "a", *said, today=dt.date(2026, 8, 31))[0] == "现行有效 2015"
    assert order_of(tmp_path / "b", *said, today=dt.date(2026, 9, 1))[0] == "尚未生效 2026"


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("有效", Validity.IN_FORCE),
        ("现行有效", Validity.IN_FORCE),
        ("已修改", Validity.AMENDED),
        ("已被修订", Validity.AMENDED),
        ("失效", Validity.REPEALED),
        ("已废止", Validity.REPEALED),
        ("尚未施行", Validity.NOT_YET),
        ("部分失效", Validity.UNKNOWN),
        ("", Validity.UNKNOWN),
        ("无效", Validity.UNKNOWN),
    ],
)
def test_a_status_is_what_the_file_says_and_nothing_more(stated: str, meant: Validity) -> None:
    assert validity_of(stated) is meant


def test_names_leave_out_the_state_and_the_version_only() -> None:
    assert names_of("中华人民共和国河畔法（2018修正）") == {
        "中华人民共和国河畔法(2018修正)",
        "中华人民共和国河畔法",
        "河畔法(2018修正)",
        "河畔法",
    }
    assert names_of("河畔规则（试行）") == {"河畔规则(试行)"}


def test_an_article_is_found_by_its_words_and_the_version_in_force_stands_first(shelf: Statutes) -> None:
    hits = shelf.search("灯油不足").hits
    assert [(hit.title, hit.article, hit.current) for hit in hits] == [
        ("中华人民共和国河畔灯塔法", "3", True),
        ("中华人民共和国河畔灯塔法", "3", False),
    ]
    assert [hit.status for hit in hits] == ["现行有效", "已修改"]
    snippet = hits[0].snippet
    assert any("灯油" in snippet[start:end] for start, end in hits[0].matches)


def test_an_article_is_found_by_the_name_of_its_law_beside_words(shelf: Statutes) -> None:
    assert [(hit.article, hit.current) for hit in shelf.search("灯塔法 报告").hits][:1] == [("3", True)]


@pytest.mark.parametrize(
    "typed", ["河畔灯塔法第二条", "《中华人民共和国河畔灯塔法》第二条", "河畔灯塔法2", "河畔灯塔法的第二条"]
)
def test_an_article_named_by_law_and_number_is_the_only_answer(shelf: Statutes, typed: str) -> None:
    hits = shelf.search(typed).hits
    assert [(hit.article, hit.status) for hit in hits] == [("2", "现行有效")]
    assert "守塔人看护" in hits[0].snippet


def test_a_law_is_found_by_its_name_and_by_part_of_it(shelf: Statutes) -> None:
    assert [(hit.title, hit.article) for hit in shelf.search("河畔灯塔法").hits][:2] == [
        ("中华人民共和国河畔灯塔法", ""),
        ("中华人民共和国河畔灯塔法", ""),
    ]
    assert [(hit.title, hit.article) for hit in shelf.search("渡船管理").hits][:1] == [("渡口渡船管理办法（试行）", "")]


@pytest.mark.parametrize("typed", ["", "   ", "。，", "zzzz", "完全没有的词语", "-", "“”", "\0", "第999条"])
def test_what_nothing_answers_gives_nothing(shelf: Statutes, typed: str) -> None:
    assert shelf.search(typed).hits == ()


@pytest.mark.parametrize("typed", ["第", "x" * 5000, "守" * 5000, "河畔灯塔法第0条", "a/1", "\ud800"])
def test_no_query_breaks_it(shelf: Statutes, typed: str) -> None:
    assert shelf.search(typed).total >= 0


def test_it_opens_again_after_a_restart_and_after_an_import(shelf: Statutes, tmp_path: Path) -> None:
    assert shelf.find("河畔灯塔法") is not None
    shelf.close()
    assert shelf.find("河畔灯塔法") is not None
    shelf.close()
    bring_in(tmp_path / "data", write(tmp_path / "other", {"a.md": FERRY}))
    assert shelf.find("河畔灯塔法") is None and shelf.find("渡船办法") is not None


def test_a_library_brought_in_meanwhile_is_seen(tmp_path: Path) -> None:
    shelf = Statutes(tmp_path / "data", lambda: TODAY)
    assert shelf.find("河畔灯塔法") is None and not shelf.holds("河畔灯塔法")
    bring_in(tmp_path / "data", three_laws(tmp_path / "laws"))
    assert shelf.find("河畔灯塔法") is not None and shelf.holds("河畔灯塔法")
    shelf.close()


def test_what_is_in_force_changes_at_midnight(tmp_path: Path) -> None:
    new = RIVER.replace("2021年6月1日修订", "2026年6月1日修订").replace("2021年9月1日", "2026年12月2日")
    days = [dt.date(2026, 12, 1)]
    bring_in(
        tmp_path / "data",
        write(tmp_path / "laws", {"a.md": with_status(RIVER, "有效"), "b.md": with_status(new, "尚未生效")}),
    )
    shelf = Statutes(tmp_path / "data", lambda: days[-1])
    assert [(hit.status, hit.current) for hit in shelf.search("灯油").hits] == [("现行有效", True), ("尚未生效", False)]
    days.append(dt.date(2026, 12, 2))
    assert [(hit.status, hit.current) for hit in shelf.search("灯油").hits] == [
        ("文件写尚未生效，施行日期 2026-12-02 已到", True),
        ("现行有效", False),
    ]
    shelf.close()


def test_rules_of_one_name_by_two_bodies_are_two_and_both_hold(tmp_path: Path) -> None:
    body = "---\n制定机关: {}\n---\n\n# 看护工作办法\n\n{}年1月1日公布\n\n第一条　看护{}的雪橇。\n\n第二条　乙。\n"
    shelf = shelf_of(
        tmp_path,
        {
            "a.md": body.format("渡口管理局", 2015, "渡口"),
            "b.md": body.format("雪橇管理局", 2020, "车站"),
            "c.md": body.format("雪橇管理局", 2010, "旧站"),
        },
    )
    assert {hit.snippet[2:4]: hit.current for hit in shelf.search("雪橇").hits if hit.article} == {
        "车站": True,
        "渡口": True,
        "旧站": False,
    }
    ferry = next(law for law in shelf.named("看护工作办法") if law.issuer == "渡口管理局")
    assert shelf.is_current(ferry) and shelf.versions(ferry) == [ferry]
    shelf.close()
