"""Specifications become pictures: SVG that stands in a page, in its colours and font; no script."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import cast
from xml.etree import ElementTree

import vl_convert

from scripts.charts.model import Spec
from scripts.charts.text_width import wrapped
from scripts.markup import Xml

SPACE = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
# Bump when the pictures of equal specifications change, so that kept ones are drawn anew.
EDITION = "1"

# What Vega writes for its own use, or what says nothing.
IDLE = {
    "class",
    "role",
    "aria-hidden",
    "aria-label",
    "aria-roledescription",
    "font-family",
    "pointer-events",
    "stroke-miterlimit",
    "version",
}
PLAIN = {
    ("opacity", "1"),
    ("stroke", "none"),
    ("fill", "none"),
    ("font-weight", "normal"),
    ("transform", "translate(0,0)"),
}
# translate(120.5,33)
MOVED = re.compile(r"translate\((?P<x>[-\d.]+),(?P<y>[-\d.]+)\)")
# 12.3456 or 8.00: a number with decimals to be cut
LONG = re.compile(r"-?\d+\.\d{2,}")
# url(#clip3) or #clip3
REFERENCE = re.compile(r"#([\w-]+)(?=\)|$)")
# viewBox="0 0 760 412"
VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
# width="100%" role="img" aria-label="大半是办公费。…": what only a picture in a page needs
IN_PAGE = re.compile(r' width="100%" role="img" aria-label=("[^"]*"|\'[^\']*\')')


def text(spec: Spec) -> str:
    """The specification as JSON, the same bytes for equal specifications."""
    return json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def key(spec: Spec) -> str:
    """A name for the picture of a specification, to keep it under: 24 hexadecimal digits."""
    version = vl_convert.get_vega_version()
    named = f"{EDITION} {version} {text(spec)}"
    digest = sha256(named.encode()).hexdigest()
    return digest[:24]


def draw(specs: Sequence[Spec]) -> list[str]:
    """The SVG of each specification, in order."""
    pictures: list[str] = []
    for spec in specs:
        svg = vl_convert.vegalite_to_svg(text(spec))
        pictures.append(inline(svg, spec))
    return pictures


def inline(svg: str, spec: Spec) -> str:
    """Vega's SVG made fit for a page: scalable, named, described, tips as titles, nothing idle.

    Its ids are prefixed with its name, so that those of two pictures are never the same.
    """
    root = ElementTree.fromstring(svg)
    _title(root, spec)
    name = str(spec["name"])
    body = Xml().join(_written(child, name) for child in _useful(root))
    picture = Xml(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" '
        'width="100%" role="img" aria-label="{}">{}</svg>'
    )
    width, height = root.attrib["width"], root.attrib["height"]
    return str(picture.format(width, height, spec["description"], body))


def _title(root: ElementTree.Element, spec: Spec) -> None:
    """Gives each shape that has a tip its title, which browsers show without a script."""
    groups = [element for element in root.iter() if "_marks" in element.get("class", "")]
    datasets = cast("Mapping[str, Sequence[Mapping[str, str]]]", spec["datasets"])
    for name, values in datasets.items():
        # Vega gives the group of the shapes of data m3 the class layer_3_marks.
        mark = f"_{name.removeprefix('m')}_marks"
        of_mark = (element for element in groups if mark in element.attrib["class"])
        group = next(of_mark)
        for shape, value in zip(group, values, strict=True):
            if "tip" in value:
                title = ElementTree.SubElement(shape, SPACE + "title")
                title.text = value["tip"]


def _useful(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The element's children that draw something; of mere groups their own children."""
    for child in element:
        if child.get("class") in ("background", "foreground"):
            continue
        if child.tag == SPACE + "g" and not _attributes(child, ""):
            yield from _useful(child)
        else:
            yield child


def _attributes(element: ElementTree.Element, name: str) -> dict[str, str]:
    """The attributes that say something, ids and references prefixed with the picture's name."""
    attributes: dict[str, str] = {}
    for attribute, value in element.attrib.items():
        if attribute in IDLE or (attribute, value) in PLAIN:
            continue
        if attribute == "id":
            value = f"{name}-{value}"
        elif value.startswith("url(#") or attribute in ("href", LINK):
            value = REFERENCE.sub(rf"#{name}-\1", value)
        # SVG 2 knows href without a namespace.
        if attribute == LINK:
            attribute = "href"
        attributes[attribute] = LONG.sub(_short, value)

    moved = MOVED.fullmatch(attributes.get("transform", ""))
    if element.tag != SPACE + "text" or not moved:
        return attributes
    del attributes["transform"]
    attributes["font-size"] = attributes["font-size"].removesuffix("px")
    return {"x": moved["x"], "y": moved["y"], **attributes}


def _short(number: re.Match[str]) -> str:
    """The number with at most two decimals: 12.3456 → 12.35, 8.00 → 8."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _written(element: ElementTree.Element, name: str) -> Xml:
    tag = element.tag.removeprefix(SPACE)
    attributes = _attributes(element, name)
    # Shapes that are only stroked must say so: fill is black by default.
    if tag in ("path", "line", "rect"):
        attributes.setdefault("fill", "none")
    written = Xml().join(Xml(' {}="{}"').format(*pair) for pair in attributes.items())
    children = (_written(child, name) for child in _useful(element))
    inner = Xml().join((element.text or "", *children))
    if not inner:
        return Xml("<{}{}/>").format(tag, written)
    return Xml("<{tag}{written}>{inner}</{tag}>").format(tag=tag, written=written, inner=inner)


# A file has no page around it: this ink, this ground and these fonts, in light colours.
STANDING = Xml(
    'color="#1c2530" font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif"'
)
MARGIN = 24
# The title: the size of its text, and from one of its lines to the next.
TITLE, TITLE_PITCH = 18, 26


def standalone(svg: str, title: str, source: str = "") -> str:
    """The picture as a file of its own, with its title above and its source below it."""
    sizes = VIEW_BOX.search(svg)
    if not sizes:
        raise ValueError("a picture without a viewBox")
    width, height = float(sizes[1]), float(sizes[2])
    lines = wrapped(title, TITLE, width, 3)
    head = TITLE + TITLE_PITCH * len(lines)
    foot = 34 if source else 10
    wide, high = width + 2 * MARGIN, height + 2 * MARGIN + head + foot
    place = f'x="{MARGIN}" y="{MARGIN + head}" width="{width:g}" height="{height:g}"'
    inner = IN_PAGE.sub("", svg).replace("<svg ", f"<svg {place} ", 1)
    text_line = Xml('<text x="{}" y="{}" font-size="{}" {}>{}</text>')
    bold = Xml('font-weight="bold" fill="currentColor"')
    above = Xml()
    for number, line in enumerate(lines):
        y = MARGIN + TITLE + TITLE_PITCH * number
        above += text_line.format(MARGIN, y, TITLE, bold, line)
    below = Xml()
    if source:
        grey = Xml('fill="#5d6773"')
        below = text_line.format(MARGIN, f"{high - MARGIN:g}", 13, grey, source)
    file = Xml(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        'viewBox="0 0 {wide} {high}" {look}>'
        '<rect width="100%" height="100%" fill="#fff"/>{above}{inner}{below}</svg>\n'
    )
    # The picture was written above, or kept by us: it is markup.
    picture = Xml(inner)
    size = {"wide": f"{wide:g}", "high": f"{high:g}"}
    return str(file.format(look=STANDING, above=above, inner=picture, below=below, **size))
