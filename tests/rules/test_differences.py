"""What is marked between two texts."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from govdesk.rules.differences import ALIKE, compare_texts


def marked(left: str, right: str) -> tuple[list[str], list[str]]:
    found = compare_texts(left, right)
    return [left[a:b] for a, b in found.left], [right[a:b] for a, b in found.right]


def test_equal_texts_have_no_marks() -> None:
    assert marked("由市长签发。", "由市长签发。") == ([], [])


def test_only_what_differs_is_marked() -> None:
    left = "以市政府名义发文，经分管副市长审核后，由市长签发。"
    right = "以市政府名义发文，分管副市长审核后，由市长签发。上行文必须由市长签发。"
    assert marked(left, right) == (["经"], ["上行文必须由市长签发。"])


def test_short_equal_runs_go_with_their_neighbours() -> None:
    left = "各部门应当在十日内书面报告市政府办公室备案登记。"
    right = "各部门应当于五日前口头报告市政府办公室备案登记。"
    assert marked(left, right) == (["在十日内书面"], ["于五日前口头"])


def test_marks_never_run_over_a_line_break() -> None:
    left = "会议的主要任务是：\n（一）讨论重要事项；\n（二）部署重要工作。"
    right = "会议的主要任务是：\n（一）通报情况，部署重要工作。"
    for part in (*marked(left, right)[0], *marked(left, right)[1]):
        assert "\n" not in part and part


def test_where_the_wording_differs_too_much_only_key_terms_are_marked() -> None:
    left = "请示自收文之日起10个工作日内办复，由秘书长把关，半个工作日内登记。"
    right = "对批办的公文，属职权范围内的，有关部门应在7个工作日内办结，市司法局每月通报两次。"
    found = compare_texts(left, right)
    assert found.ratio < ALIKE and not found.by_character
    assert marked(left, right) == (["10个工作日", "秘书长", "半个工作日"], ["7个工作日", "市司法局", "每月", "两次"])


def test_an_office_that_both_name_is_not_marked_but_every_figure_is() -> None:
    left = "常务会议由市长主持，一月两次研究这些极其重要而又繁杂的事项。"
    right = "凡涉及人员编制和资金安排等内容，两次以上提出的，报市政府常务会议。"
    found = compare_texts(left, right)
    assert not found.by_character
    assert marked(left, right) == (["市长", "一月", "两次"], ["两次"])


def test_ordinals_and_names_are_no_key_terms() -> None:
    left, right = "第一责任人、年度计划、一文一事、三重一大", "凡涉及人员编制和资金安排等内容的"
    assert not compare_texts(left, right).by_character
    assert marked(left, right) == ([], [])


def test_a_side_without_counterpart_has_no_marks() -> None:
    assert marked("只有一边。", "") == ([], [])


@given(st.text("市政府长办的，。\n", max_size=60), st.text("市政府长办的，。\n", max_size=60))
def test_marks_lie_in_their_texts_in_order_and_apart(left: str, right: str) -> None:
    found = compare_texts(left, right)
    for spans, text in ((found.left, left), (found.right, right)):
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))


@given(st.text("市政府长办的", min_size=1, max_size=40), st.text("市政府长办的", min_size=1, max_size=40))
def test_what_is_left_unmarked_is_the_same_on_both_sides(left: str, right: str) -> None:
    found = compare_texts(left, right)
    if found.by_character:
        assert _rest(left, found.left) == _rest(right, found.right)


def _rest(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    kept, at = "", 0
    for start, end in spans:
        kept, at = kept + text[at:start], end
    return kept + text[at:]
