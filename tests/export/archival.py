"""PDF/A-2u by our own eyes: the rules of ISO 19005-2 that a paper of ours can break, each by its clause.

veraPDF, which archives check with, is in no registry that the tests can reach. What a file of ours has none of (images, forms,
files within, layers, signatures) is refused outright, so that its rules need not be known.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor
from fontTools.ttLib import TTFont
from pdf_objects import File, Hex, Name, Stream, Word, tokens

#: Operators of content streams (ISO 32000-1, annex A) without inline images, shading and marked content that names layers.
_OPERATORS = frozenset(
    (
        *("b", "B", "b*", "B*", "BDC", "BMC", "BT", "c", "cm", "cs", "CS", "EMC", "ET", "f", "f*", "gs", "h", "i", "j"),
        *("J", "l", "m", "M", "n", "q", "Q", "re", "ri", "s", "S", "sc", "SC", "scn", "SCN", "Tc", "Td", "TD", "Tf"),
        *("Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "T*", "v", "w", "W", "W*", "y", "'", '"', "d", "i"),
    )
)
_DEVICE = frozenset(("G", "g", "K", "k", "RG", "rg"))
#: Keys that stand for what a paper of ours has none of.
_NONE_OF = frozenset(
    (
        *("AA", "AcroForm", "AF", "Alternates", "AlternatePresentations", "EmbeddedFiles", "Encrypt", "FFilter"),
        *("FDecodeParms", "HTP", "JavaScript", "NeedsRendering", "OCProperties", "OPI", "Perms", "PresSteps", "PS"),
        *("Ref", "Requirements", "SMask", "TR", "TR2", "XFA"),
    )
)
_ACTIONS = frozenset(("GoTo", "GoToR", "Named", "Thread", "URI"))
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
#: Schemas that need no description of their own (ISO 19005-2, 6.6.2.3).
_SCHEMAS = frozenset(
    (
        "http://purl.org/dc/elements/1.1/",
        "http://ns.adobe.com/xap/1.0/",
        "http://ns.adobe.com/xap/1.0/mm/",
        "http://ns.adobe.com/xap/1.0/rights/",
        "http://ns.adobe.com/xap/1.0/t/pg/",
        "http://ns.adobe.com/pdf/1.3/",
        "http://www.aiim.org/pdfa/ns/id/",
        "http://www.aiim.org/pdfa/ns/extension/",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "adobe:ns:meta/",
    )
)


def faults(pdf: bytes) -> list[str]:
    """What keeps the file from being PDF/A-2u, each with its clause."""
    file = File(pdf)
    if found := list(_structure(file)):
        return found  # the rest cannot be read, or not be believed
    return [
        *_values(file),
        *_refused(file),
        *_colours(file),
        *_pages(file),
        *_fonts(file),
        *_links(file),
        *_metadata(file),
    ]


def _structure(file: File) -> Iterator[str]:
    source = file.source
    if not re.match(rb"%PDF-1\.[0-7](\r\n|\r|\n)%[\x80-\xff]{4}", source):
        yield "6.1.2: the header"
    if len(file.trailer.get("ID", ())) != 2 or not all(file.trailer["ID"]):
        yield "6.1.3: no file identifier"
    if not re.search(rb"startxref\n\d+\n%%EOF(\r\n|\r|\n)?\Z", source) or source.count(b"%%EOF") != 1:
        yield "6.1.3: data after the end"
    start = int(re.search(rb"startxref\n(\d+)", source)[1])  # type: ignore[index]
    head = re.match(rb"xref\n0 (\d+)\n", source[start:])
    if head is None:
        yield "6.1.4: the cross-reference table"
        return
    entries = re.findall(rb"(\d{10}) (\d{5}) ([nf])\r\n", source[start : source.rindex(b"trailer")])
    if len(entries) != int(head[1]) or int(head[1]) != file.trailer["Size"]:
        yield "6.1.4: the count of objects"
    for number, (place, _, kind) in enumerate(entries):
        if kind == b"n" and file.places.get(number) != int(place):
            yield f"6.1.4: object {number} lies elsewhere"
    if source.count(b" obj\n") < len(file.objects) or source.count(b"\nendobj\n") < len(file.objects):
        yield "6.1.9: spaces around obj and endobj"
    for value in file.objects.values():
        if isinstance(value, Stream):
            if value.tail not in (b"\n", b"\r\n", b"\r"):
                yield "6.1.7.1: the length of a stream"
            if value.keys.get("Filter", "FlateDecode") != "FlateDecode" or "F" in value.keys:
                yield "6.1.7.2: the filter of a stream"


def _values(file: File) -> Iterator[str]:
    for value in file.walk():
        if isinstance(value, Hex) and (len(value.digits) % 2 or not re.fullmatch(rb"[0-9A-Fa-f]*", value.digits)):
            yield "6.1.6: a hexadecimal string"
        elif isinstance(value, Name):
            if len(value.encode("utf-8", "surrogateescape")) > 127:
                yield f"6.1.13: the name {value[:20]}…"
            if any("\udc80" <= letter <= "\udcff" for letter in value):
                yield "6.1.8: a name that is not UTF-8"
        elif isinstance(value, bytes) and len(value) > 32767:
            yield "6.1.13: a string of more than 32767 bytes"
        elif isinstance(value, int) and not isinstance(value, bool) and not -(2**31) <= value < 2**31:
            yield f"6.1.13: the integer {value}"
    if len(file.objects) > 8_388_607:
        yield "6.1.13: too many objects"


def _refused(file: File) -> Iterator[str]:
    for value in file.walk():
        keys = value.keys if isinstance(value, Stream) else value
        if not isinstance(keys, dict):
            continue
        if there := _NONE_OF & keys.keys():
            yield f"not looked into: {', '.join(sorted(there))}"
        if keys.get("Subtype") in ("Image", "PS") or keys.get("Type") in ("Filespec", "Sig", "OCG"):
            yield f"not looked into: {keys.get('Subtype', keys.get('Type'))}"
        if keys.get("Type") == "Action" and keys.get("S") not in _ACTIONS:
            yield f"6.5.1: the action {keys['S']}"
        if keys.get("BM", "Normal") not in ("Normal", "Compatible") or keys.get("CA", 1) != 1 or keys.get("ca", 1) != 1:
            yield "6.2.10: transparency"


def _colours(file: File) -> Iterator[str]:
    catalogue = file.get(file.trailer["Root"])
    intents = [file.get(intent) for intent in file.get(catalogue.get("OutputIntents", []))]
    if [intent.get("S") for intent in intents] != ["GTS_PDFA1"]:
        yield "6.2.3: the output intent"
    profiles = [file.get(intent.get("DestOutputProfile")) for intent in intents]
    profiles += [
        file.get(value[1])
        for value in file.walk()
        if isinstance(value, list) and len(value) == 2 and value[0] == "ICCBased"
    ]
    for profile in profiles:
        data = profile.data
        spaces = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
        version, kind = data[8], data[12:16]
        if len(data) != int.from_bytes(data[:4], "big") or data[36:40] != b"acsp" or version > 4:
            yield "6.2.4.2: an ICC profile"
        if spaces.get(profile.keys["N"]) != data[16:20] or kind not in (b"mntr", b"prtr", b"scnr", b"spac"):
            yield "6.2.4.2: components of an ICC profile"


def _pages(file: File) -> Iterator[str]:
    for page in file.dictionaries("Page"):
        for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"):
            if name in page:
                left, bottom, right, top = page[name]
                if not (3 <= right - left <= 14400 and 3 <= top - bottom <= 14400):
                    yield f"6.1.13: {name}"
        resources = file.get(page.get("Resources"))
        if not isinstance(resources, dict):
            yield "6.2.2: a page without resources of its own"
            continue
        parts = page["Contents"] if isinstance(page["Contents"], list) else [page["Contents"]]
        depth = 0
        last: list[Any] = []
        for token, _ in tokens(b"\n".join(file.get(part).data for part in parts)):
            if not isinstance(token, Word) or token in ("[", "]", "<<", ">>", "true", "false", "null"):
                last.append(token)
                continue
            if token not in _OPERATORS | _DEVICE:
                yield f"6.2.2: the operator {token}"
            depth += (token == "q") - (token == "Q")
            if depth > 28:
                yield "6.1.13: q within q"
            if token in _DEVICE:
                yield f"6.2.4.3: a colour of the device ({token})"  # all of ours go by a profile
            if token in ("cs", "CS") and last[-1] not in file.get(resources.get("ColorSpace", {})):
                yield f"6.2.4: the colour space {last[-1]}"
            if token == "ri" and last[-1] not in (
                "RelativeColorimetric",
                "AbsoluteColorimetric",
                "Perceptual",
                "Saturation",
            ):
                yield f"6.2.6: the rendering intent {last[-1]}"
            last = []


def _used(file: File) -> dict[int, set[int]]:
    """The codes that pages show, by the number of their font's object."""
    used: dict[int, set[int]] = {}
    for page in file.dictionaries("Page"):
        fonts = file.get(file.get(page["Resources"]).get("Font", {}))
        parts = page["Contents"] if isinstance(page["Contents"], list) else [page["Contents"]]
        current, last = 0, []
        for token, _ in tokens(b"\n".join(file.get(part).data for part in parts)):
            if not isinstance(token, Word) or token in ("[", "]"):
                last.append(token)
                continue
            if token == "Tf":
                current = fonts[last[-2]].number
            elif token in ("Tj", "TJ", "'", '"'):
                for text in last:
                    if isinstance(text, bytes):
                        code = text if isinstance(text, Hex) else _unescaped(text)
                        pairs = [int.from_bytes(code[at : at + 2], "big") for at in range(0, len(code), 2)]
                        used.setdefault(current, set()).update(pairs)
            last = []
    return used


def _unescaped(text: bytes) -> bytes:
    letters = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def plain(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8) & 255]) if code.isdigit() else letters.get(code, b"" if code == b"\n" else code)

    return re.sub(rb"\\([0-7]{1,3}|[\s\S])", plain, text)


def _fonts(file: File) -> Iterator[str]:
    for number, codes in sorted(_used(file).items()):
        font = file.objects[number]
        name = font.get("BaseFont", "")
        if font.get("Subtype") != "Type0" or font.get("Encoding") != "Identity-H":
            yield f"6.2.11.2: {name} is no font of ours"
            continue
        (below,) = (file.get(part) for part in font["DescendantFonts"])
        descriptor = file.get(below["FontDescriptor"])
        if below["Subtype"] == "CIDFontType2" and below.get("CIDToGIDMap") != "Identity":
            yield f"6.2.11.3.2: {name} has no CIDToGIDMap"
        programs = [key for key in ("FontFile", "FontFile2", "FontFile3") if key in descriptor]
        if len(programs) != 1:
            yield f"6.2.11.4.1: {name} is not embedded"
            continue
        program = file.get(descriptor[programs[0]])
        try:
            widths, notdef = _program(programs[0], program)
        except Exception as error:  # whatever the library meets, the font is no good
            yield f"6.2.11.4.1: {name} cannot be read ({error})"
            continue
        listed = _widths(below)
        for code in codes:
            if code in notdef:
                yield f"6.2.11.8: {name} shows .notdef"
            if code not in widths:
                yield f"6.2.11.4.1: {name} lacks the glyph {code}"
            elif abs(widths[code] - listed.get(code, below.get("DW", 1000))) > 1:
                yield f"6.2.11.5: the width of {code} in {name}"
        if "CIDSet" in descriptor:
            bits = file.get(descriptor["CIDSet"]).data
            there = {8 * at + bit for at, byte in enumerate(bits) for bit in range(8) if byte >> (7 - bit) & 1}
            if not widths.keys() <= there:
                yield f"6.2.11.4.2: the CIDSet of {name}"
        yield from _unicode(file, font, name, codes)


def _program(key: str, program: Stream) -> tuple[dict[int, float], set[int]]:
    """The widths of the glyphs of an embedded font by their code, in thousandths; the codes of .notdef."""
    if key == "FontFile2":
        font = TTFont(io.BytesIO(program.data))
        scale, order = 1000 / font["head"].unitsPerEm, font.getGlyphOrder()
        return {code: font["hmtx"][glyph][0] * scale for code, glyph in enumerate(order)}, {0}
    if program.keys.get("Subtype") != "CIDFontType0C":
        raise ValueError(f"a program of the kind {program.keys.get('Subtype')}")
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program.data), None)
    top = fonts[0]
    found = {}
    for glyph in top.charset:
        code = 0 if glyph == ".notdef" else int(glyph.removeprefix("cid"))
        character = top.CharStrings[glyph]
        character.decompile()
        private = character.private
        extractor = T2WidthExtractor(
            getattr(private, "Subrs", []), top.GlobalSubrs, private.nominalWidthX, private.defaultWidthX, private
        )
        extractor.execute(character)
        found[code] = extractor.width * top.FontMatrix[0] * 1000
    return found, {0}


def _widths(below: dict[str, Any]) -> dict[int, float]:
    found: dict[int, float] = {}
    entries = list(below.get("W", []))
    while entries:
        first = entries.pop(0)
        if isinstance(entries[0], list):
            found.update(enumerate(entries.pop(0), start=first))
        else:
            last, width = entries.pop(0), entries.pop(0)
            found.update(dict.fromkeys(range(first, last + 1), width))
    return found


def _unicode(file: File, font: dict[str, Any], name: str, codes: set[int]) -> Iterator[str]:
    if "ToUnicode" not in font:
        yield f"6.2.11.7.2: {name} has no ToUnicode"
        return
    table = file.get(font["ToUnicode"]).data.decode("latin-1")
    known: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            known[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be", "surrogatepass")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            for step in range(int(last, 16) - int(first, 16) + 1):
                known[int(first, 16) + step] = chr(int(text, 16) + step)
    for code in codes:
        text = known.get(code, "")
        if not text or any(bad in text for bad in "\x00\ufeff\ufffe"):
            yield f"6.2.11.7.2: {code} of {name} stands for no character"


def _links(file: File) -> Iterator[str]:
    for page in file.dictionaries("Page"):
        for annotation in map(file.get, page.get("Annots", [])):
            if annotation.get("Subtype") != "Link":
                yield f"6.3.1: the annotation {annotation.get('Subtype')}"
            flags = annotation.get("F", 0)
            # Printed; not hidden, not invisible, not shown only at times.
            if not flags & 4 or flags & (1 | 2 | 32 | 256):
                yield "6.3.2: the flags of a link"


def _metadata(file: File) -> Iterator[str]:
    stream = file.get(file.get(file.trailer["Root"]).get("Metadata"))
    if not isinstance(stream, Stream) or stream.keys.get("Subtype") != "XML":
        yield "6.6.2.1: no metadata"
        return
    packet = stream.data.decode("utf-8")
    if re.search(r"<\?xpacket begin=[^>]*(bytes|encoding)=", packet):
        yield "6.6.2.1: the packet's header"
    tree = ElementTree.fromstring(re.sub(r"<\?xpacket[^>]*\?>", "", packet))
    described = {entry.text for entry in tree.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")}
    found: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        for entry in description:
            space, _, name = entry.tag[1:].partition("}")
            if space not in _SCHEMAS | described:
                yield f"6.6.2.3: the schema {space}"
            found[f"{space}{name}"] = "".join(entry.itertext()).strip()
    if (found.get("http://www.aiim.org/pdfa/ns/id/part"), found.get("http://www.aiim.org/pdfa/ns/id/conformance")) != (
        "2",
        "U",
    ):
        yield "6.6.4: it does not call itself PDF/A-2u"
    told = file.get(file.trailer.get("Info", {}))
    pairs = {
        "Title": "http://purl.org/dc/elements/1.1/title",
        "Author": "http://purl.org/dc/elements/1.1/creator",
        "Subject": "http://purl.org/dc/elements/1.1/description",
        "Creator": "http://ns.adobe.com/xap/1.0/CreatorTool",
        "Producer": "http://ns.adobe.com/pdf/1.3/Producer",
    }
    for key, name in pairs.items():
        if key in told and _text(told[key]) != found.get(name):
            yield f"6.6.3: {key} is {_text(told[key])!r} here, {found.get(name)!r} there"
    for key, name in {"CreationDate": "CreateDate", "ModDate": "ModifyDate"}.items():
        if key in told:
            here = re.findall(r"\d+", told[key].decode())[0]
            there = re.sub(r"\D", "", found.get(f"http://ns.adobe.com/xap/1.0/{name}", ""))
            if not there.startswith(here):
                yield f"6.6.3: {key} is {here} here, {there} there"


def _text(value: bytes) -> str:
    value = value if isinstance(value, Hex) else _unescaped(value)
    return value[2:].decode("utf-16-be") if value.startswith(b"\xfe\xff") else value.decode("latin-1")
