"""Made-up material for the tests of paper: a rule that no city has, a wizard of any length, and eyes for a PDF."""

from __future__ import annotations

import ctypes
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from govdesk.export.sheet import Sheet, make_sheet
from govdesk.records.model import ItemMark, ItemState
from govdesk.rules.model import Article, Certainty, Item, Mark, Note, Paragraph, RuleMeta, Segment, Text
from govdesk.wizards.basis import Basis, BasisArticle
from govdesk.wizards.checklist import Checklist, build_checklist
from govdesk.wizards.model import (
    CheckItem,
    Cite,
    Due,
    FormField,
    GeneralWords,
    OpenPoint,
    Option,
    OtherAct,
    Point,
    Question,
    Wizard,
)
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import FieldKind, Group, Level
from govdesk.workdays import load_calendar

MM = 25.4 / 72
_INK = bytes(ord("#") if grey < 128 else ord(" ") for grey in range(256))  # half tones at an edge are not ink yet
FOOT = re.compile(r"\d+年\d+月\d+日(打印|印，空白表)(QD-[\d-]+|#1)?第\d+页，共\d+页$")
#: The text of a working paper: left edge of odd and even pages, width, top, bottom of what is not the foot, end of the foot.
LEFT, WIDTH, TOP, BOTTOM, END = (25.0, 18.0), 167.0, 20.0, 270.5, 279.0
PRINTED = dt.date(2026, 9, 28)
TITLE = "关于修缮某桥的请示"
FIELDS = {"title": TITLE, "unit": "甲部门", "person": "张三", "number": "测字〔2026〕1号", "received": "2026-09-24"}

QUOTE_ONE = "一份文件只说一件事"
QUOTE_TEN = "自收文之日起10个工作日内答复"
QUOTE_ITEM = "修桥铺路的事项"
QUOTE_NOT = "不得越级报送"

META = RuleMeta(
    id="test-2020",
    title="测试市工作规则（试行）",
    short_title="测试市",
    issuer="测试市",
    doc_number="测政发〔2020〕1号",
)


def text(words: str) -> Text:
    return Text((Segment(words),))


ARTICLES = (
    BasisArticle(
        Article(
            "5",
            "五、",
            (
                Paragraph(
                    text(
                        f"报送文件，{QUOTE_ONE}，{QUOTE_NOT}。甲部门{QUOTE_TEN}，紧急的事情另行处理，并向来文单位说明原因。"
                    )
                ),
            ),
        ),
        "第二章 报送",
    ),
    BasisArticle(
        Article(
            "21",
            "二十一、",
            (
                Paragraph(
                    text("会议讨论下列事项："),
                    (Item("（一）", 1, text(f"{QUOTE_ITEM}；")), Item("（二）", 2, text("预算。"))),
                ),
                Paragraph(Text((Segment("会议每月"), Segment("召开", Mark.SUPPLIED, "n1"), Segment("一次。")))),
            ),
        ),
        "第三章 会议",
        (Note("n1", Mark.SUPPLIED, "会议每月一次", "网页文字丢了二字，今补出。", Certainty.HIGH, "会议每月召开一次"),),
    ),
)


PARTIES = tuple(
    Party(id=key, label=name, words=(name,), desk=True)
    for key, name in (("department", "甲部门"), ("office", "办公室"))
)


def item(number: int, *, do: str = "", stage: str = "起草", cite: Cite | None = None, **more: object) -> CheckItem:
    cites = (Cite(5, QUOTE_ONE, 1), Cite(5, QUOTE_NOT, 1), Cite(21, QUOTE_ITEM, 1, 1))
    given: dict[str, object] = {
        "id": f"item-{number}",
        "stage": stage,
        "do": do or f"办好第{number}件要紧的事并把结果逐项写进登记表里备查",
        "level": Level.MUST,
        "party": ("department",),
        "cites": (cite or cites[number % 3],),
    }
    return CheckItem(**{**given, **more})  # type: ignore[arg-type]


def basis(items: tuple[CheckItem, ...], **more: object) -> Basis:
    given: dict[str, object] = {
        "id": "test",
        "topic": "test",
        "group": Group.SUBMIT,
        "title": "报送文件",
        "summary": "",
        "desks": ("department",),
        "stages": tuple(dict.fromkeys(entry.stage for entry in items)),
        "fields": (
            FormField("title", "事项名称"),
            FormField("unit", "报送单位"),
            FormField("person", "经办人", FieldKind.PERSON),
            FormField("number", "文号", FieldKind.DOC_NUMBER),
            FormField("received", "收文日期", FieldKind.DATE),
        ),
        "items": items,
        "rule": META.id,
    }
    return Basis(Wizard(**{**given, **more}), META, ARTICLES, "0" * 64, PARTIES)  # type: ignore[arg-type]


def checklist(
    items: tuple[CheckItem, ...],
    fields: Mapping[str, str] = FIELDS,
    *,
    count_start: bool = False,
    answers: Mapping[str, str] | None = None,
    **more: object,
) -> Checklist:
    found = basis(items, **more)
    return build_checklist(found, answers or {}, fields, load_calendar(), desk="department", count_start=count_start)


QUESTION = Question(
    id="mode",
    ask="涉及别的部门吗？",
    options=(Option("yes", "涉及"), Option("no", "不涉及")),
    cites=(Cite(5, QUOTE_ONE, 1),),
)


def short_items() -> tuple[CheckItem, ...]:
    """Every kind of row."""
    return (
        item(1, do="一份文件只写一件事"),
        item(2, do="越级报送", level=Level.MUST_NOT, cite=Cite(5, QUOTE_NOT, 1)),
        item(
            3,
            stage="会签",
            do="送有关部门会签",
            when={"mode": "yes"},
            points=(Point("附上草案", "draft"), Point("附上说明", "note")),
            boxes=True,
        ),
        item(4, stage="会签", do="列出各方依据", hint="先打电话问清楚。", arises="谈不拢的", after="item-3"),
        item(
            5,
            stage="跟踪",
            do="到期前问办复结果",
            due=Due(10, "received"),
            cite=Cite(5, QUOTE_TEN, 1),
            hint="先打电话问清楚。",
        ),
        item(6, stage="跟踪", do="修桥铺路的事项提交会议", level=Level.SHOULD, cite=Cite(21, QUOTE_ITEM, 1, 1)),
    )


def short_list(*, answered: bool = True) -> Checklist:
    """A list with every part."""
    return checklist(
        short_items(),
        answers={"mode": "yes"} if answered else {},
        questions=(QUESTION,),
        others=(
            OtherAct(id="other-1", do="审核把关", cites=(Cite(5, QUOTE_ONE, 1),), party="office"),
            OtherAct(id="other-2", do="10 个工作日内答复", cites=(Cite(5, QUOTE_TEN, 1),), due=Due(10, "received")),
        ),
        open=(
            OpenPoint(
                id="open-1", ask="多久批下来？", says="没有写。", cites=(Cite(5, QUOTE_TEN, 1),), safe="报送时问一声。"
            ),
        ),
        general=(GeneralWords(id="general-1", cites=(Cite(21, "会议讨论下列事项", 1),)),),
    )


def long_list(count: int) -> Checklist:
    """So many items over four stages."""
    return checklist(
        tuple(item(n, stage=("起草", "会签", "审批报送", "跟踪")[(n - 1) * 4 // count]) for n in range(1, count + 1))
    )


DONE = ItemMark(ItemState.DONE, "王晓梅", dt.datetime(2026, 9, 25, 10, tzinfo=dt.UTC))
NOT_APPLICABLE = ItemMark(
    ItemState.NOT_APPLICABLE, "王晓梅", dt.datetime(2026, 9, 25, 10, tzinfo=dt.UTC), "各方意见一致"
)


def sheet_of(source: Checklist, marks: Mapping[str, ItemMark] | None = None, **more: object) -> Sheet:
    return make_sheet(
        source, marks, **{"number": "QD-2026-0031", "printed": PRINTED, "calendar": load_calendar(), **more}
    )  # type: ignore[arg-type]


def squeezed(words: str) -> str:
    """Without white space: lines that were wrapped are joined again."""
    return re.sub(r"\s", "", words)


@dataclass(frozen=True)
class Glyph:
    """A character of a page and its place in mm from the page's top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Document:
    """A PDF as a reader sees it."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pdfium.PdfDocument(pdf)
        self.pages = [self._document[index] for index in range(len(self._document))]

    def text(self, page: int | None = None) -> str:
        """The text layer of one page (from 0) or of all, white space and feet taken out."""
        pages = self.pages if page is None else [self.pages[page]]
        return "".join(FOOT.sub("", squeezed(p.get_textpage().get_text_range())) for p in pages)

    def bookmarks(self) -> list[str]:
        """What the bookmarks are called, in order."""
        return [mark.get_title() for mark in self._document.get_toc()]

    def foot(self, page: int) -> str:
        """The foot of a page, white space taken out."""
        found = FOOT.search(squeezed(self.pages[page].get_textpage().get_text_range()))
        return found[0] if found else ""

    def glyphs(self, page: int, *, ink: bool = False) -> Iterator[Glyph]:
        """The characters of a page by their cells, or by what is drawn of them."""
        source = self.pages[page]
        height = source.get_height()
        layer = source.get_textpage()
        for index in range(layer.count_chars()):
            words = chr(raw.FPDFText_GetUnicode(layer.raw, index))
            left, bottom, right, top = layer.get_charbox(index, loose=not ink)
            if words.strip():
                yield Glyph(words, left * MM, (height - top) * MM, right * MM, (height - bottom) * MM)

    def find(self, page: int, words: str) -> Glyph | None:
        """The place of the first occurrence of `words` on a page: from its first to its last character."""
        found = list(self.glyphs(page))
        at = "".join(g.text for g in found).find(words)
        if at < 0:
            return None
        first, last = found[at], found[at + len(words) - 1]
        return Glyph(words, first.left, first.top, last.right, last.bottom)

    def ink(self, page: int, dpi: int = 254) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything drawn on a page, in mm from its top left."""
        bitmap = self.pages[page].render(scale=dpi / 72, grayscale=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer).translate(_INK)
        rows = [data[y * stride : y * stride + width] for y in range(height)]
        dark = [(y, row) for y, row in enumerate(rows) if b"#" in row]
        unit = 25.4 / dpi
        left = min(row.index(b"#") for _, row in dark)
        right = max(row.rindex(b"#") for _, row in dark) + 1
        return left * unit, dark[0][0] * unit, right * unit, (dark[-1][0] + 1) * unit

    def lines(self, page: int) -> list[tuple[float, float, float, float]]:
        """Every stroked path of a page as left, top, right, bottom in mm."""
        source = self.pages[page]
        height = source.get_height()
        found = []
        for thing in source.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
            left, bottom, right, top = thing.get_bounds()
            found.append((left * MM, (height - top) * MM, right * MM, (height - bottom) * MM))
        return found

    def fonts_embedded(self) -> dict[str, bool]:
        """Every face that a character is set in, and whether the file carries it."""
        found: dict[str, bool] = {}
        for page in self.pages:
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
                font = raw.FPDFTextObj_GetFont(thing.raw)
                size = raw.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                raw.FPDFFont_GetBaseFontName(font, name, size)
                found[name.value.decode()] = bool(raw.FPDFFont_GetIsEmbedded(font))
        return found


def strays(document: Document) -> list[tuple[int, Glyph]]:
    """Characters outside the type area, of page after page."""
    found = []
    for number in range(len(document.pages)):
        left = LEFT[number % 2]
        for glyph in document.glyphs(number, ink=True):
            inside = left - 0.6 <= glyph.left and glyph.right <= left + WIDTH + 0.6
            if not inside or glyph.top < TOP - 0.5 or glyph.bottom > END + 0.5:
                found.append((number, glyph))
    return found


def sizes(document: Document, page: int) -> dict[float, str]:
    """The sizes of type on a page in points, each with the characters set in it."""
    source = document.pages[page].get_textpage()
    found: dict[float, str] = {}
    for index in range(source.count_chars()):
        words = chr(raw.FPDFText_GetUnicode(source.raw, index))
        if words.strip():
            size = round(raw.FPDFText_GetFontSize(source.raw, index), 1)
            found[size] = found.get(size, "") + words
    return found


def collisions(document: Document, page: int) -> list[tuple[str, str]]:
    """Characters drawn over each other, and characters that a line of a table runs through."""
    # The second half of a character beyond U+FFFF lies where the first does.
    glyphs = [
        g
        for g in document.glyphs(page, ink=True)
        if g.right > g.left and g.bottom > g.top and not "\udc00" <= g.text <= "\udfff"
    ]
    found: list[tuple[str, str]] = []
    squares: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        for key in {(int(x // 8), int(y // 8)) for x in (glyph.left, glyph.right) for y in (glyph.top, glyph.bottom)}:
            for other in squares.get(key, ()):
                wide = min(glyph.right, other.right) - max(glyph.left, other.left)
                high = min(glyph.bottom, other.bottom) - max(glyph.top, other.top)
                # Neighbours in a bold title touch by a hair.
                if wide > 0.2 * (glyph.right - glyph.left) and wide > 0.3 and high > 0.3:
                    found.append((other.text, glyph.text))
            squares.setdefault(key, []).append(glyph)
    rules = [r for r in document.lines(page) if r[2] - r[0] < 1 and r[3] - r[1] > 4]
    for left, top, right, bottom in rules:
        middle = (left + right) / 2
        found += [
            ("|", g.text)
            for g in glyphs
            if g.left < middle - 0.25 and g.right > middle + 0.25 and g.top > top - 0.5 and g.bottom < bottom + 0.5
        ]
    return found
