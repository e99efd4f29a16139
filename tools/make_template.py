"""Makes `resources/print/template.docx`, the empty document that every Word file of ours begins as.

Only what we use: Chinese as the language, no theme, our faces with the names under which they go elsewhere, few styles.
`govdesk.export.word_parts` sets sizes and lines. Run it again after a change: the bytes are the same for the same program.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "print" / "template.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

#: Face, other names it goes by, its family as Word sorts faces.
FACES = (
    ("仿宋", "仿宋_GB2312;FangSong;CESI仿宋-GB2312;方正仿宋_GBK;STFangsong", "roman"),
    ("楷体", "楷体_GB2312;KaiTi;CESI楷体-GB13000;方正楷体_GBK;STKaiti", "roman"),
    ("黑体", "SimHei;CESI黑体-GB13000;方正黑体_GBK;STHeiti", "swiss"),
    ("宋体", "SimSun;CESI宋体-GB13000;方正书宋_GBK;STSong", "roman"),
    ("方正小标宋简体", "方正小标宋_GBK;FZXiaoBiaoSong-B05S;CESI小标宋-GB13000;小标宋", "roman"),
)
#: Style id, name, what it rests on.
STYLES = (
    ("Title", "Title", "Normal"),
    ("Heading1", "heading 1", "Normal"),
    ("Heading2", "heading 2", "Normal"),
    ("Header", "header", "Normal"),
    ("Footer", "footer", "Normal"),
)


def main() -> int:
    """Writes the file."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", REL, "word/document.xml"),
            ("metadata/core-properties", f"{PACKAGE}/relationships", "docProps/core.xml"),
            ("extended-properties", REL, "docProps/app.xml"),
        ),
        "word/document.xml": f"<w:document {W}><w:body><w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            ("styles", REL, "styles.xml"), ("settings", REL, "settings.xml"), ("fontTable", REL, "fontTable.xml")
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>zh-CN</dc:language></cp:coreProperties>'
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>政务案头</Application></Properties>"
        ),
    }
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), HEAD + content, zipfile.ZIP_DEFLATED)
    return 0


def _types() -> str:
    overrides = {
        "/word/document.xml": f"{KIND}.document.main+xml",
        "/word/styles.xml": f"{KIND}.styles+xml",
        "/word/settings.xml": f"{KIND}.settings+xml",
        "/word/fontTable.xml": f"{KIND}.fontTable+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def _relations(*found: tuple[str, str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, base, target) in enumerate(found, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋" w:cs="仿宋"/>'
    language = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    ours = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/><w:qFormat/>'
        "<w:pPr/><w:rPr/></w:style>"
        for style, name, base in STYLES
    )
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr/><w:rPr/>'
        "</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{ours}</w:styles>"
    )


def _settings() -> str:
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:mirrorMargins/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    return (
        f"<w:fonts {W}>"
        + "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
            '<w:pitch w:val="variable"/></w:font>'
            for name, others, family in FACES
        )
        + "</w:fonts>"
    )


if __name__ == "__main__":
    sys.exit(main())
