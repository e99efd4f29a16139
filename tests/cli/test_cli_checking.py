"""check, and what a broken pack does to the rest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from terminal import ROOT, Run, one_chinese_sentence

SHIPPED = ROOT / "rules"


def copied(pack: str, folder: Path) -> Path:
    """A copy of a shipped pack without its wizards, whose proof takes seconds, and so without its promise of them."""
    copy = shutil.copytree(SHIPPED / pack, folder / pack, ignore=shutil.ignore_patterns("wizards", "source.txt"))
    rule = copy / "rule.md"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("wizards_complete = true", "wizards_complete = false"), encoding="utf-8")
    return copy


def test_a_pack_that_does_not_keep_its_promise_is_told_what_is_missing(cli: Run, tmp_path: Path) -> None:
    pack = copied("zhangjiagang-2022", tmp_path)
    rule = pack / "rule.md"
    rule.write_text(rule.read_text(encoding="utf-8").replace("_complete = false", "_complete = true"), encoding="utf-8")

    ran = cli("check", str(pack), "--json")

    assert ran.status == 1
    places = {problem["where"] for problem in ran.document["problems"]}
    assert {"第41条", "submit-document"} <= places


@pytest.fixture
def broken(data: Path) -> Path:
    """A pack in the data folder with three faults in three files."""
    pack = copied("xianyang-2013", data / "rules").rename(data / "rules" / "broken-2020")
    rule = (pack / "rule.md").read_text(encoding="utf-8")
    rule = rule.replace('id = "xianyang-2013"', 'id = "broken-2020"').replace("\n二、", "\n五、", 1)
    (pack / "rule.md").write_text(rule, encoding="utf-8")
    with (pack / "articles.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[999]\nheading = "没有的条"\n')
    with (pack / "topics.toml").open("a", encoding="utf-8") as stream:
        stream.write("\nbaking-bread = [1]\n")
    return pack


def test_the_shipped_packs_have_no_problem(cli: Run) -> None:
    ran = cli("check", "--json")

    assert ran.document["problems"] == []
    assert ran.status == 0
    assert {entry["rule"]: entry["articles"] for entry in ran.document["coverage"]} == {
        "xianyang-2013": 76,
        "zhangjiagang-2022": 57,
    }
    for entry in ran.document["coverage"]:
        assert entry["cited"] > 0
        assert entry["articles"] <= entry["cited"] + entry["nothing_to_check"] + len(entry["missing"])


def test_one_pack_can_be_checked_alone(cli: Run) -> None:
    ran = cli("check", str(SHIPPED / "zhangjiagang-2022"), "--json")

    assert (ran.status, ran.document["problems"]) == (0, [])
    assert [entry["rule"] for entry in ran.document["coverage"]] == ["zhangjiagang-2022"]


def test_an_altered_copy_of_a_rule_at_hand_is_told_that_it_would_be_refused(cli: Run, tmp_path: Path) -> None:
    pack = copied("zhangjiagang-2022", tmp_path)
    rule = pack / "rule.md"
    rule.write_text(rule.read_text("utf-8").replace("有效", "失效", 1), "utf-8")

    ran = cli("check", str(pack), "--json")

    assert ran.status == 1
    assert [(p["where"], p["problem"]) for p in ran.document["problems"]] == [("id", "规则库里已有“zhangjiagang-2022”")]


def test_all_problems_of_a_broken_pack_are_told_at_once_with_their_places(cli: Run, broken: Path) -> None:
    ran = cli("check", str(broken), "--json")

    assert ran.status == 1
    files = {problem["file"] for problem in ran.document["problems"]}
    assert files >= {"broken-2020/rule.md", "broken-2020/articles.toml", "broken-2020/topics.toml"}
    assert all(problem["where"] and problem["problem"] for problem in ran.document["problems"])
    assert "broken-2020/articles.toml：999：" in cli("check", str(broken)).out


def test_a_broken_pack_leaves_the_others_usable(cli: Run, broken: Path) -> None:
    listed = cli("rules", "--json")
    named = cli("text", "broken-2020")

    assert listed.status == 0
    assert [rule["id"] for rule in listed.document["rules"]] == ["xianyang-2013", "zhangjiagang-2022"]
    assert "broken-2020/articles.toml" in listed.err
    assert cli("show", "咸阳58").status == 0
    assert (named.status, named.out) == (1, "")
    assert "broken-2020/rule.md" in named.err
    assert "broken-2020/articles.toml" in named.err


def test_a_quote_that_is_not_in_its_article_is_named(cli: Run, tmp_path: Path) -> None:
    pack = copied("xianyang-2013", tmp_path)
    (pack / "wizards").mkdir()
    wizard = (SHIPPED / "xianyang-2013" / "wizards" / "submit-request.toml").read_text(encoding="utf-8")
    altered = wizard.replace("市政府一般自收文之日起10个工作日内办复", "市政府自收文之日起10个工作日内办复")
    assert altered != wizard
    (pack / "wizards" / "submit-request.toml").write_text(altered, encoding="utf-8")

    problems = cli("check", str(pack), "--json").document["problems"]

    named = [problem for problem in problems if "里没有这句原文" in problem["problem"]]
    assert {problem["file"] for problem in named} == {"xianyang-2013/wizards/submit-request.toml"}
    assert all("第58条" in problem["problem"] and ".cites" in problem["where"] for problem in named)


BAN = '[[others]]\nid = "ban"\nparty = "department"\ndo = "不得多头报文"\ncites = [{ article = 41, quote = "不得多头报文、越级报文" }]\n'


@pytest.mark.parametrize(
    ("pack", "errand", "old", "new", "where", "told"),
    [
        (
            "zhangjiagang-2022",
            "review-incoming",
            'doubts = ["present"]\nwhen = { kind = "report", channel = ["office", "exempt", "unknown"] }',
            'doubts = ["present"]\nwhen = { kind = "report", channel = ["office", "unknown"] }',
            "open.report-present.when",
            "既没有列，也没有问（office：kind=report、channel=exempt",
        ),
        (
            "xianyang-2013",
            "report-upward",
            'do = "代拟稿送市政府办公室（',
            'do = "代拟稿送市政府办公室，按办文程序处理（',
            "others.office-handles",
            "做的也是同一件事",
        ),
        ("zhangjiagang-2022", "review-incoming", "[[next]]", BAN + "\n[[next]]", "others.ban.do", "禁令"),
        ("xianyang-2013", "report-upward", 'do = "代拟稿送', 'do = "三天内代拟稿送', "items.send.do", "“三天”"),
        (
            "xianyang-2013",
            "report-upward",
            "[[open]]",
            '[[next]]\nwizard = "report-upward"\n\n[[open]]',
            "next.report-upward",
            "这件事自己",
        ),
    ],
)
def test_what_would_mislead_on_some_path_is_told_with_place_and_cure(
    cli: Run, tmp_path: Path, pack: str, errand: str, old: str, new: str, where: str, told: str
) -> None:
    copy = copied(pack, tmp_path)
    (copy / "wizards").mkdir()
    text = (SHIPPED / pack / "wizards" / f"{errand}.toml").read_text("utf-8")
    assert old in text
    (copy / "wizards" / f"{errand}.toml").write_text(text.replace(old, new, 1), "utf-8")

    problems = cli("check", str(copy), "--json").document["problems"]

    named = [problem for problem in problems if problem["where"] == where]
    assert {problem["file"] for problem in named} == {f"{pack}/wizards/{errand}.toml"}
    assert all(told in problem["problem"] and problem["hint"] for problem in named)


def test_a_folder_of_packs_is_checked_with_its_calendars_and_topics(cli: Run, tmp_path: Path) -> None:
    copied("xianyang-2013", tmp_path)
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "next year.toml").write_text("", encoding="utf-8")
    (tmp_path / "topics.toml").write_text("groups = []\ntopics = []\n", encoding="utf-8")
    (tmp_path / "half-copied").mkdir()
    (tmp_path / "half-copied" / "notes.toml").write_text("", encoding="utf-8")

    problems = cli("check", str(tmp_path), "--json").document["problems"]

    files = {problem["file"] for problem in problems}
    assert {"calendars/next year.toml", "half-copied/rule.md", "xianyang-2013/topics.toml"} <= files


@pytest.mark.parametrize("path", ["no/such/folder", "govdesk"])
def test_a_path_without_packs_gets_one_sentence(cli: Run, path: str) -> None:
    ran = cli("check", str(ROOT / path))

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)


def test_a_fault_in_the_front_matter_hides_nothing_else_in_the_pack(cli: Run, tmp_path: Path) -> None:
    pack = copied("zhangjiagang-2022", tmp_path)
    name = "ask-leave.toml"
    (pack / "wizards").mkdir()
    shutil.copy(SHIPPED / "zhangjiagang-2022" / "wizards" / name, pack / "wizards" / name)
    wizard = (pack / "wizards" / name).read_text(encoding="utf-8")
    (pack / "wizards" / name).write_text(
        wizard.replace("会议", "会仪").replace('topic = "', 'topic = "no-'), encoding="utf-8"
    )
    with (pack / "topics.toml").open("a", encoding="utf-8") as stream:
        stream.write("\nbaking-bread = [1]\n")
    before = {(p["file"], p["where"]) for p in cli("check", str(pack), "--json").document["problems"]}
    assert {("zhangjiagang-2022/topics.toml", "baking-bread"), (f"zhangjiagang-2022/wizards/{name}", "topic")} <= before
    assert any(where.endswith(".quote") for _, where in before)
    rule = pack / "rule.md"
    text = rule.read_text(encoding="utf-8")

    for spoiled in (text.replace("short_title", "shrt_title"), text.replace("short_title = ", "short_title = = ")):
        rule.write_text(spoiled, encoding="utf-8")
        after = {(p["file"], p["where"]) for p in cli("check", str(pack), "--json").document["problems"]}
        # Whose name the pack bears cannot be said while its head cannot be read.
        assert before - {("zhangjiagang-2022/rule.md", "id")} < after
        assert {file for file, _ in after - before} == {"zhangjiagang-2022/rule.md"}

    rule.unlink()
    ran = cli("check", str(pack), "--json")
    assert ("zhangjiagang-2022/rule.md", "") in {(p["file"], p["where"]) for p in ran.document["problems"]}


def test_a_folder_in_the_place_of_a_file_is_named_in_chinese(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "packs" / "odd-2020" / "rule.md").mkdir(parents=True)
    ran = cli("check", str(tmp_path / "packs"))
    assert ran.status == 1
    assert "odd-2020/rule.md：是文件夹，不是文件" in ran.out
    assert "Errno" not in ran.out + ran.err


def test_a_faulty_year_file_of_the_users_own_is_found_and_told_where_days_are_counted(cli: Run, data: Path) -> None:
    (data / "calendars").mkdir()
    (data / "calendars" / "2027.toml").write_text("year = 2027\nbroken", encoding="utf-8")
    checked = cli("check")
    assert checked.status == 1
    assert "calendars/2027.toml：文件末尾：不合 TOML 写法（键后面缺“=”" in checked.out
    assert "Expected" not in checked.out
    due = cli("due", "2026-12-30", "--workdays", "5")
    assert due.status == 1
    assert due.err.startswith("2027 年放假安排的文件有错，没有读入，暂按周末计算；")
    assert f"check --data-dir {data} 看" in due.err


def test_help_has_no_english_heading(cli: Run) -> None:
    for command in ("check", "checklist", "search", "due", "text", "show", "wizards", "rules"):
        assert "options" not in cli(command, "--help").out
