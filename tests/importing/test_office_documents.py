"""What office programs keep outside the text: automatic numbers, changes, tables, text boxes, heads and feet."""

from __future__ import annotations

import making
from making import docx_of, paragraph, run
from shape import draft_of

from govdesk.importing.draft import Draft
from govdesk.importing.reading import read_bytes


def level(number: int, style: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "chineseCountingThousand", "第%1章")
    + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>')
    + level(2, "chineseCountingThousand", "（%3）")
    + level(3, "decimal", "%4.")
    + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
)


def numbered(at: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="5"/></w:numPr>'


def texts(content: bytes, name: str = "a.docx") -> list[str]:
    return [line.text for line in read_bytes(content, "." + name.rpartition(".")[2]).lines if not line.aside]


def asides(content: bytes) -> list[tuple[str, str]]:
    return [(line.aside, line.text) for line in read_bytes(content).lines if line.aside]


def test_words_automatic_numbers_are_written_out_as_word_shows_them() -> None:
    body = [
        ("甲", 0),
        ("一。", 1),
        ("二：", 1),
        ("子；", 2),
        ("丑：", 2),
        ("寅。", 3),
        ("乙", 0),
        ("三：", 1),
        ("卯。", 2),
    ]
    content = docx_of("".join(paragraph(text, numbered(at)) for text, at in body), numbering=NUMBERING)

    assert texts(content) == [
        "第一章　甲", "第一条　一。", "第二条　二：", "（一）子；", "（二）丑：", "1.寅。", "第二章　乙", "第三条　三：", "（一）卯。",
    ]  # fmt: skip


def test_a_number_may_come_from_a_style_or_start_anew_in_a_list_of_its_own() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="S"><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="S"/></w:style>'
    )
    restarted = NUMBERING + (
        '<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    other = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="6"/></w:numPr>'
    body = paragraph("甲", '<w:pStyle w:val="S"/>') + paragraph("乙", '<w:pStyle w:val="T"/>') + paragraph("丙", other)

    assert texts(docx_of(body, numbering=restarted, styles=styles)) == ["（一）甲", "（二）乙", "（一）丙"]


def test_tracked_changes_count_as_accepted() -> None:
    body = (
        f"<w:p>{run('第一条　市政府')}<w:del><w:r><w:delText>可以</w:delText></w:r></w:del><w:ins>{run('应当')}</w:ins>{run('办理。')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('第二条　前半句，')}</w:p><w:p>{run('后半句。')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>{run('第三条　整条删去。')}</w:del></w:p>"
        f"<w:p><w:moveFrom>{run('移走的话。')}</w:moveFrom></w:p><w:p><w:moveTo>{run('第三条　移来的话。')}</w:moveTo></w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('删去的一行')}</w:p></w:tc></w:tr></w:tbl>"
    )

    assert texts(docx_of(body)) == ["第一条　市政府应当办理。", "第二条　前半句，后半句。", "第三条　移来的话。"]


def test_soft_breaks_part_lines_and_field_codes_and_hidden_text_do_not_show() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("结果")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        paragraph("上一行\n下一行")
        + f"<w:p>{field}<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>{run('之后')}</w:p>"
    )

    assert texts(docx_of(body)) == ["上一行", "下一行", "结果之后"]


def test_a_text_box_is_read_once_and_heads_feet_and_comments_stand_aside() -> None:
    box = f"<w:txbxContent><w:p>{run('框里的字')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('框外的字')}<w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    content = docx_of(body, header1=paragraph("内部资料"), footer1=paragraph("— 1 —"), comments=paragraph("再斟酌"))

    assert sorted(texts(content)) == ["框外的字", "框里的字"]
    assert asides(content) == [("页眉", "内部资料"), ("页脚", "— 1 —"), ("批注", "再斟酌")]


def test_rows_of_one_line_cells_are_lines_and_layout_tables_are_read_through() -> None:
    def row(*cells: list[str]) -> str:
        return (
            "<w:tr>"
            + "".join(f"<w:tc>{''.join(paragraph(line) for line in cell)}</w:tc>" for cell in cells)
            + "</w:tr>"
        )

    table = f"<w:tbl>{row(['条目'], ['内容'])}{row(['第一条'], ['甲应当乙。'])}{row(['第二条'], ['丙：', '（一）丁；', '（二）戊。'])}</w:tbl>"
    layout = f"<w:tbl><w:tr><w:tc>{paragraph('某市规则')}{table}</w:tc></w:tr></w:tbl>"
    draft = draft_of(docx_of(layout), "a.docx")

    assert draft.particulars.title == "某市规则"
    assert [a.shown for a in draft.rule.articles] == ["甲应当乙。", "丙：\n（一）丁；\n（二）戊。"]
    assert [(entry.text, entry.why) for entry in draft.left_out] == [("条目　内容", "表头")]


def test_numbers_of_an_odt_stand_in_its_list_style() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ..."/>'
        '<text:list-level-style-number text:level="2" style:num-prefix="（" style:num-suffix="）" style:num-format="一, 二, 三, ..."/></text:list-style>'
    )

    def item(text: str, inner: str = "") -> str:
        return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"

    inner = f"<text:list>{item('子；')}{item('丑。')}</text:list>"
    body = (
        f'<text:list text:style-name="L">{item("甲：", inner)}</text:list><text:p>甲的第二款。</text:p>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item("乙。")}</text:list>'
        "<text:tracked-changes><text:deletion><text:p>删去的</text:p></text:deletion></text:tracked-changes>"
        "<text:p>丙<text:s text:c='2'/>丁<text:line-break/>戊<text:note><text:p>脚注的话</text:p></text:note></text:p>"
    )
    content = making.odt_of(body, styles)

    assert texts(content) == ["一、甲：", "（一）子；", "（二）丑。", "甲的第二款。", "二、乙。", "丙  丁", "戊"]
    assert asides(content) == [("脚注", "脚注的话")]


def test_numbers_of_a_binary_word_file_stand_in_its_list_tables() -> None:
    lists, overrides = making.word_lists([(39, "第%1章"), (39, "第%2条"), (37, "（%3）"), (0, "%4.")])
    lines = ("某市规则", "总则", "甲：", "子；", "丑。", "乙。")
    content = making.doc(lines, lists=lists, overrides=overrides, numbered={1: 0, 2: 1, 3: 2, 4: 2, 5: 1})

    assert texts(content, "a.doc") == [
        "某市规则",
        "第一章　总则",
        "第一条　甲：",
        "（一）子；",
        "（二）丑。",
        "第二条　乙。",
    ]


def test_rtf_keeps_list_numbers_and_leaves_out_what_is_no_text() -> None:
    content = (
        rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 \'cb\'ce;}}{\header \'c4\'da\'b2\'bf\par}{\*\generator X;}"
        rb"{\pict\bin4 }}}}}{\listtext\'d2\'bb\'a1\'a2\tab}\'bc\'d7\'a1\'a3\par {\deleted \'c9\'be}{\v \'d2\'fe}\u20057?\'a1\'a3\line {\b \'b1\'fb}\par}"
    )
    lines = read_bytes(content).lines

    assert [(line.text, line.aside, line.soft) for line in lines] == [
        ("内部", "页眉", False), ("一、\t甲。", "", False), ("乙。", "", False), ("丙", "", True),
    ]  # fmt: skip


def test_word_2003_xml_is_read_like_word() -> None:
    content = (
        '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        + paragraph("某市规则") + paragraph("第一条　甲应当乙。") + paragraph("第二条　丙应当丁。") + "</w:body></w:wordDocument>"
    )  # fmt: skip

    assert len(draft_of(content.encode(), "a.doc").rule.articles) == 2


def test_heads_feet_and_page_numbers_of_pages_are_left_out_and_paragraphs_go_on_over_pages() -> None:
    long = "市政府各部门应当按照职责分工各负其责，" * 12 + "确保落实。"
    lines = ["某某市人民政府工作规则", *(f"第{n}条　{long}" for n in "一二三四五六七八九十")]
    source = making.typeset(lines).replace("footer:", "header: align(center)[某某市人民政府工作规则], footer:")
    draft = draft_of(making.pdf(source), "a.pdf")

    assert [a.shown for a in draft.rule.articles] == [long] * 10
    assert {entry.why for entry in draft.left_out} == {"页眉", "页码"}
    assert draft.particulars.title == "某某市人民政府工作规则"


def test_a_blank_page_is_no_page_of_text() -> None:
    source = (
        making.typeset(["某市规则", "第一条　甲应当办理。"]) + "\n#pagebreak()\n#pagebreak()\n第二条　乙应当办理。\n"
    )
    source = source.replace("footer: context align(center)[— #counter(page).display() —]", "footer: none")

    assert [a.shown for a in draft_of(making.pdf(source), "a.pdf").rule.articles] == ["甲应当办理。", "乙应当办理。"]


def test_characters_of_an_ofd_are_put_in_order_by_their_place() -> None:
    content = making.ofd(["某市规则", "第一条　" + "甲应当按照规定办理有关事项，" * 6 + "不得延误。", "第二条　乙。"])
    draft: Draft = draft_of(content, "a.ofd")

    assert draft.rule.articles[0].shown == "甲应当按照规定办理有关事项，" * 6 + "不得延误。"
    assert [entry.text for entry in draft.left_out] == ["—　1　—"]


def test_lines_broken_at_a_fixed_width_are_joined_and_a_list_of_short_lines_is_not() -> None:
    wrapped = [
        "                  某某市人民政府工作规则", "",
        "    第一条  为了规范市政府工作，根据国务院工作规则和省人民政府工作规",
        "则的有关规定，结合本市实际，制定本规则，市政府各部门和各县区政府应当",
        "遵照执行。",
        "    第二条  市政府工作人员应当认真履行职责，坚持解放思想，实事求是，与",
        "时俱进，开拓创新，忠于职守，服从命令，顾全大局，关注和改善民生，全心",
        "全意为人民服务。",
        "    市政府各部门应当按照职责分工，各负其责，密切配合，确保市政府各项工",
        "作部署的贯彻落实，重大问题及时向市政府报告，不得延误或者隐瞒不报，更",
        "不得弄虚作假。",
    ]  # fmt: skip
    draft = draft_of("\n".join(wrapped).encode())
    short = draft_of(
        "\n".join(["某市规则", *(f"第{n}条　甲应当办理乙的有关事项" for n in "一二三四五六七八九十")]).encode()
    )

    assert [len(a.paragraphs) for a in draft.rule.articles] == [1, 2]
    assert draft.rule.articles[1].shown.endswith("更不得弄虚作假。")
    assert len(short.rule.articles) == 10
