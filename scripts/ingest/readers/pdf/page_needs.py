"""Whether the pages of a PDF file, and what they need (fonts, contents), are there and sound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from scripts.ingest.readers.limits import MB
from scripts.ingest.readers.pdf.drawing_size import DEEPEST, Content, Place, clipped
from scripts.ingest.readers.pdf.objects import MalformedError, Reference, Value, listed, unpacked
from scripts.ingest.readers.pdf.structure import CUT, Structure

PAGES = "页的目录不合格式"
FONT = "字体缺失或不合格式"
CONTENT = "页面的内容缺失或不合格式"

_MOST = 100 * MB
"""Bytes of contents of pages in which the names of fonts are looked up."""
_PACKED = 4  # times that a content is packed, usually
_Entries = Mapping[str, Value]

_END = rb"(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])"
_USED = re.compile(
    rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]{1,127})[\t\n\x0c\r ]++"
    rb"(?:([-+.\d]{1,20})[\t\n\x0c\r ]++Tf|(Do))" + _END
)
# Texts of contents that are not packed, and so have no checksum of their own.
_STRINGS = re.compile(
    rb"\((?:[^()\\]|\\.){0,4000}\)|<[0-9A-Fa-f\s]{0,4000}>|/[^\s()<>\[\]{}/%]*", re.S
)
_WORD = re.compile(rb"[^\s()<>\[\]{}/%]+")
_NUMBER = re.compile(rb"[-+]{0,2}(?:\d+\.?\d*|\.\d+)")
_OPERATORS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J "
    b"K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz "
    b"v w W W* y ' \" true false null".split()
)

_NAMES = """
    Type Parent LastModified Resources MediaBox CropBox BleedBox TrimBox ArtBox BoxColorInfo
    Contents Rotate Group Thumb Dur Trans Annots Metadata PieceInfo StructParents Tabs UserUnit
    TemplateInstantiated PresSteps SeparationInfo Kids Count Names Dests ViewerPreferences
    PageLayout PageMode Outlines OpenAction StructTreeRoot MarkInfo OCProperties AcroForm
    PageLabels Pages Version Extensions Lang OutputIntents
    Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode Name
    DescendantFonts CIDSystemInfo CIDToGIDMap FontBBox FontMatrix CharProcs FontName
    FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading CapHeight XHeight
    StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet Style
    Registry Ordering Supplement WMode BaseEncoding Differences
    Length Length1 Length2 Length3 Filter DecodeParms BBox Matrix FormType StructParent
    CMapName UseCMap ExtGState ColorSpace Pattern Shading XObject Font ProcSet Properties
"""
_KEYS = frozenset(_NAMES.split())
_FONTS = frozenset(
    ["Type0", "Type1", "MMType1", "Type3", "TrueType", "CIDFontType0", "CIDFontType2"]
)
_METHODS = frozenset(
    [
        "FlateDecode",
        "LZWDecode",
        "ASCII85Decode",
        "ASCIIHexDecode",
        "RunLengthDecode",
        "CCITTFaxDecode",
        "JBIG2Decode",
        "DCTDecode",
        "JPXDecode",
        "Crypt",
        "Fl",
        "LZW",
        "A85",
        "AHx",
        "RL",
        "CCF",
        "DCT",
    ]
)
_SHORT = ("W", "W2", "DW")  # and no other key so short
_MATTERS = ("W", "DW", "Widths", "Encoding", "DescendantFonts")
_CODINGS = frozenset(["WinAnsi", "MacRoman", "MacExpert", "Standard", "PDFDoc"])
_MAPS = re.compile(
    r"Identity-[HV]|H|V|EUC-[HV]|(?:Ext|Add|90ms|90msp|90pv|83pv)-RKSJ-[HV]"
    r"|78(?:-EUC|-RKSJ|ms-RKSJ)?-[HV]|(?:GB|GBpc|GBK|CNS|KSC|KSCpc)-EUC-[HV]"
    r"|(?:GBK2K|GBKp-EUC|GBT-EUC|B5pc|HKscs-B5|ETen-B5|ETenms-B5|CNS1|CNS2|KSCms-UHC"
    r"|KSCms-UHC-HW|KSC-Johab|UniGB-UCS2|UniGB-UTF\d+|UniCNS-UCS2|UniCNS-UTF\d+|UniJIS-UCS2"
    r"|UniJIS-UCS2-HW|UniJIS-UTF\d+|UniKS-UCS2|UniKS-UTF\d+)-[HV]"
)


@dataclass
class PageTree:
    """The pages of a file in order, by the numbers of their objects; None where one is missing."""

    built: Structure
    leaves: list[int | None] = field(default_factory=list)
    left: int = _MOST
    seen: set[int] = field(default_factory=set)
    uses: dict[int, frozenset[tuple[str, bool]]] = field(default_factory=dict)
    contents: dict[int, Content] = field(default_factory=dict)
    pages: list[list[Place]] = field(default_factory=list)
    looked_at: set[tuple[Value, ...]] = field(default_factory=set)

    def look(self, count: int) -> None:
        """Look at all pages, of which the library has `count`, and at what they need."""
        root = self.built.trailer.get("Root")
        if not self.built.entries(root):
            self.built.add(PAGES)
            self._leaves_without_a_tree()
            return
        self._at_keys(self.built.entries(root), None)
        stated = self._walk(self.built.entries(root).get("Pages"))
        if stated != len(self.leaves) or count != len(self.leaves):
            self.built.add(PAGES)

    def _leaves_without_a_tree(self) -> None:
        for number, one in sorted(self.built.objects.items()):
            if one.entries.get("Type") == "Page":
                self.leaves.append(number)

    def _walk(self, top: Value) -> Value:
        """Look at the tree from its top; how many pages that says there are."""
        stack: list[tuple[Value, Value, _Entries]] = [(top, None, {})]
        reached: set[Value] = set()
        while stack:
            place, parent, above = stack.pop()
            entries = self.built.entries(place)
            number = place.number if isinstance(place, Reference) else None
            is_new = number is not None and number not in reached
            kind = entries.get("Type")
            is_tree = "Kids" in entries
            if number is None or not is_new or kind != ("Pages" if is_tree else "Page"):
                self.built.add(PAGES, number, None if is_tree else len(self.leaves) + 1)
                if not is_new or not entries:
                    self.leaves.append(None)
                    continue
            if place != top and entries.get("Parent") != parent:
                self.built.add(PAGES, number)
            reached.add(number)
            inherited = {
                key: entries.get(key, above.get(key)) for key in ("Resources", "MediaBox", "Rotate")
            }
            self._at_keys(entries, number)
            if is_tree:
                kids = listed(self.built.value(entries["Kids"]))
                stack += [(kid, place, inherited) for kid in reversed(kids)]
            else:
                self.leaves.append(number)
                self._at_page(number, entries, inherited)
        return self.built.entries(top).get("Count")

    def _at_page(self, number: int | None, entries: _Entries, inherited: _Entries) -> None:
        box = listed(self.built.value(inherited["MediaBox"]))
        if len(box) != 4 or not all(isinstance(edge, int | float) for edge in box):
            self.built.add(PAGES, number)
        contents = entries.get("Contents")
        if not isinstance(contents, Reference) or isinstance(self.built.value(contents), list):
            contents = self.built.value(contents)
        own = self.built.entries(inherited["Resources"])
        drawn: list[Place] = []
        for content in listed(contents):
            self._at_content(content, inherited["Resources"], number, DEEPEST)
            if isinstance(content, Reference):
                drawn.append((content.number, own))
        self.pages.append(drawn)

    def _at_content(self, content: Value, resources: Value, owner: int | None, depth: int) -> None:
        """Look at what draws a page or a form: whether what it names is among its resources."""
        stream = content.number if isinstance(content, Reference) else -1
        own = self.built.entries(resources)
        # A page may name one content a thousand times, a thousand pages the same resources.
        look = stream, id(own), owner
        if look in self.looked_at:
            return
        self.looked_at.add(look)
        if stream not in self.built.objects or self.built.objects[stream].stream is None:
            self.built.add(CONTENT, owner)
            return
        if stream not in self.uses:
            self.uses[stream] = frozenset(self._used(stream))
        self._at_resources(own, owner)
        fonts, drawn = (self.built.entries(own.get(key)) for key in ("Font", "XObject"))
        for name, is_font in self.uses[stream]:
            if name not in (fonts if is_font else drawn):
                self.built.add(FONT if is_font else CONTENT, owner)
            elif not is_font:
                self._at_form(drawn[name], resources, owner, depth)

    def _at_form(self, place: Value, resources: Value, owner: int | None, depth: int) -> None:
        number = place.number if isinstance(place, Reference) else -1
        if number in self.seen:
            return
        self.seen.add(number)
        form = self.built.entries(place)
        if form.get("Subtype") not in ("Form", "Image", "PS"):
            self.built.add(CONTENT, owner)
        elif form["Subtype"] == "Form" and depth:
            self._at_keys(form, number)
            self._at_content(place, form.get("Resources", resources), number, depth - 1)

    def _used(self, stream: int) -> Iterator[tuple[str, bool]]:
        """The names in a content: of fonts, and of what else is drawn."""
        one = self.built.objects[stream]
        # Of what is not unpacked here it can only be told how long it is packed.
        first, last = one.stream or (0, 0)
        self.contents[stream] = Content(_PACKED * (last - first))
        self._at_keys(one.entries, stream)
        if not all(
            method in _METHODS for method in listed(self.built.value(one.entries.get("Filter")))
        ):
            self.built.add(CUT, stream)
            return
        if self.left <= 0:
            return
        try:
            content = unpacked(self.built.data, one, self.left)
        except MalformedError:  # told where all streams are looked at
            return
        if content is None:
            return
        self.left -= len(content)
        if "Filter" not in one.entries and not _is_sound(content):
            self.built.add(CONTENT, stream)
        draws: Counter[str] = Counter()
        for match in _USED.finditer(content):
            name = _name(match[1])
            draws[name] += match[3] is not None
            yield name, match[3] is None
        self.contents[stream] = Content(len(content), +draws, clipped(content))

    # Fonts

    def _at_resources(self, resources: _Entries, owner: int | None) -> None:
        self._at_keys(resources, owner)
        for place in self.built.entries(resources.get("Font")).values():
            number = place.number if isinstance(place, Reference) else owner
            if isinstance(place, Reference) and place.number in self.seen:
                continue
            if isinstance(place, Reference):
                self.seen.add(place.number)
            if not self._is_font(self.built.entries(place), number):
                self.built.add(FONT, number)

    def _is_font(self, font: _Entries, number: int | None) -> bool:
        self._at_keys(font, number)
        kind = font.get("Subtype")
        if font.get("Type") != "Font" or kind not in _FONTS:
            return False
        descriptor = font.get("FontDescriptor")
        if descriptor is not None and not self._is_descriptor(
            self.built.entries(descriptor), number
        ):
            return False
        # What is referred to and is nowhere counts as not stated at all.
        if any(key in font and self.built.value(font[key]) is None for key in _MATTERS):
            return False
        if "ToUnicode" in font and not self._is_map(font["ToUnicode"]):
            return False
        if kind == "Type0":
            below = [
                self.built.entries(one)
                for one in listed(self.built.value(font.get("DescendantFonts")))
            ]
            is_coded = self._is_coded(font.get("Encoding"))
            return is_coded and len(below) == 1 and self._is_font(below[0], number)
        if str(kind).startswith("CID"):
            if any(len(key) < 3 and key not in _SHORT for key in font):
                return False
            return bool(self.built.entries(font.get("CIDSystemInfo"))) and _are_widths(
                self._deep(font.get("W"))
            )
        return self._is_simple(font)

    def _deep(self, value: Value) -> list[Value]:
        return [self.built.value(one) for one in listed(self.built.value(value))]

    def _is_descriptor(self, descriptor: _Entries, number: int | None) -> bool:
        self._at_keys(descriptor, number)
        files = [
            descriptor[key] for key in ("FontFile", "FontFile2", "FontFile3") if key in descriptor
        ]
        return (
            descriptor.get("Type") in ("FontDescriptor", None)
            and bool(descriptor)
            and all(
                isinstance(one, Reference) and one.number in self.built.objects for one in files
            )
        )

    def _is_map(self, place: Value) -> bool:
        if isinstance(place, str):
            return place.startswith("Identity")
        number = place.number if isinstance(place, Reference) else -1
        one = self.built.objects.get(number)
        if one is None or one.stream is None:
            return False
        try:
            content = unpacked(self.built.data, one, _MOST)
        except MalformedError:
            return True  # told where all streams are looked at
        return content is None or b"begincmap" in content

    def _is_coded(self, coding: Value) -> bool:
        if isinstance(coding, str):
            return _MAPS.fullmatch(coding) is not None
        return self._is_map(coding)

    def _is_simple(self, font: _Entries) -> bool:
        coding = self.built.value(font.get("Encoding"))
        if isinstance(coding, dict):
            coding = coding.get("BaseEncoding")
        if coding is not None and str(coding).removesuffix("Encoding") not in _CODINGS:
            return False
        if "Widths" not in font:
            return True
        first, last = (
            self.built.value(font.get("FirstChar")),
            self.built.value(font.get("LastChar")),
        )
        if not isinstance(first, int) or not isinstance(last, int):
            return False
        return len(self._deep(font["Widths"])) == last - first + 1

    def _at_keys(self, entries: _Entries, number: int | None) -> None:
        """Note keys that are nearly one that means something: a letter off, too many or too few."""
        for key in entries:
            if key not in _KEYS and _is_nearly_known(key):
                self.built.add(PAGES, number)


def _name(raw: bytes) -> str:
    name = raw.decode("latin-1")
    if "#" in name:
        return re.sub(r"#([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), name)
    return name


def _is_sound(content: bytes) -> bool:
    """Whether a content holds but numbers and words that draw; one with pictures is passed over."""
    if b"ID" in content:
        return True
    words = set(_WORD.findall(_STRINGS.sub(b" ", content)))
    return all(word in _OPERATORS or _NUMBER.fullmatch(word) for word in words)


def _are_widths(widths: list[Value]) -> bool:
    """Whether the widths of a CID font are stated in their two forms, and in order of the codes."""
    at = 0
    while at < len(widths):
        first, second = widths[at], widths[at + 1] if at + 1 < len(widths) else None
        if not isinstance(first, int | float):
            return False
        if isinstance(second, list):
            if not all(isinstance(one, int | float | Reference) for one in second):
                return False
            at += 2
        elif isinstance(second, int | float) and at + 2 < len(widths):
            at += 3
        else:
            return False
    return True


@cache
def _is_nearly_known(key: str) -> bool:
    if len(key) > 20:
        return False
    return any(_is_one_off(key, known) for known in _KEYS if len(known) > 3)


def _is_one_off(word: str, known: str) -> bool:
    """Whether a word is another with one letter changed, left out or put in.

    >>> _is_one_off("Contentq", "Contents"), _is_one_off("Conents", "Contents")
    (True, True)
    """
    if len(word) == len(known):
        return sum(one != other for one, other in zip(word, known, strict=True)) == 1
    short, long = sorted((word, known), key=len)
    if len(long) - len(short) != 1:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
