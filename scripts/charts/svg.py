"""Specifications become pictures: SVG that stands in a page, in its colours and font; no script."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from typing import cast
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import vl_convert

from scripts.charts.model import Chart, Spec
from scripts.charts.text_width import wrapped

SPACE = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
# Bump when the pictures of equal specifications change, so that kept ones are drawn anew.
EDITION = "1"

# A process takes two seconds before its first picture; a picture takes hundredths.
WORTH_A_POOL = 200

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


def spec_json(chart: Chart, *, narrow: bool = False) -> str:
    """The specification of a chart for an interactive picture; the wide one where no other is.

    It must be drawn as SVG: a canvas knows no custom properties.
    """
    return text((narrow and chart.narrow) or chart.wide)


def key(spec: Spec) -> str:
    """A name for the picture of a specification, to keep it under: 24 hexadecimal digits."""
    made_by = f"{EDITION} {vl_convert.get_vega_version()}"
    return sha256(f"{made_by} {text(spec)}".encode()).hexdigest()[:24]


def draw(specs: Sequence[Spec], processes: int = 1) -> list[str]:
    """The SVG of each specification, in order; by several processes where that is quicker."""
    jobs = [text(spec) for spec in specs]
    if processes < 2 or len(jobs) < WORTH_A_POOL:
        return [_svg(job) for job in jobs]
    # Fresh processes: a forked copy of the drawing engine's threads would hang.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_svg, jobs, chunksize=20))


def by_key(specs: Sequence[Spec], kept: Mapping[str, str], processes: int = 1) -> dict[str, str]:
    """The picture of every specification under its key: kept ones as they are, the others drawn."""
    named = {key(spec): spec for spec in specs}
    missing = {name: spec for name, spec in named.items() if name not in kept}
    drawn = dict(zip(missing, draw(list(missing.values()), processes), strict=True))
    pictures = {**drawn, **kept}
    return {name: pictures[name] for name in named}


def _svg(job: str) -> str:
    return inline(vl_convert.vegalite_to_svg(job), json.loads(job))


def inline(svg: str, spec: Spec) -> str:
    """Vega's SVG made fit for a page.

    Scalable, named and described; its ids prefixed with its name, so that those of two pictures
    are never the same; tips as titles; nothing idle.
    """
    root = ElementTree.fromstring(svg)
    name = str(spec["name"])
    _title(root, spec)
    width, height = root.attrib["width"], root.attrib["height"]
    body = "".join(_written(child, name) for child in _useful(root))
    label = quoteattr(str(spec["description"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="100%" role="img" aria-label={label}>{body}</svg>'
    )


def _title(root: ElementTree.Element, spec: Spec) -> None:
    """Gives each shape that has a tip its title, which browsers show without a script."""
    datasets = cast("Mapping[str, Sequence[Mapping[str, str]]]", spec["datasets"])
    for name, values in datasets.items():
        group = _group(root, f"_{name.removeprefix('m')}_marks")
        for shape, value in zip(group, values, strict=True):
            if "tip" in value:
                ElementTree.SubElement(shape, SPACE + "title").text = value["tip"]


def _group(root: ElementTree.Element, css_class: str) -> ElementTree.Element:
    """The group of a layer's shapes: Vega gives that of data m3 the class layer_3_marks."""
    return next(element for element in root.iter() if css_class in element.get("class", ""))


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
        plain = "href" if attribute == LINK else attribute
        attributes[plain] = LONG.sub(_short, value)
    moved = MOVED.fullmatch(attributes.get("transform", ""))
    if element.tag != SPACE + "text" or not moved:
        return attributes
    del attributes["transform"]
    attributes["font-size"] = attributes["font-size"].removesuffix("px")
    return {"x": moved["x"], "y": moved["y"], **attributes}


def _short(number: re.Match[str]) -> str:
    """The number with at most two decimals: 12.3456 → 12.35, 8.00 → 8."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _written(element: ElementTree.Element, name: str) -> str:
    tag = element.tag.removeprefix(SPACE)
    attributes = _attributes(element, name)
    # Shapes that are only stroked must say so: fill is black by default.
    if tag in ("path", "line", "rect"):
        attributes.setdefault("fill", "none")
    written = "".join(f" {attribute}={quoteattr(value)}" for attribute, value in attributes.items())
    inner = escape(element.text or "")
    inner += "".join(_written(child, name) for child in _useful(element))
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


# A file has no page around it: this ink, this ground and these fonts, in light colours.
STANDING = (
    'style="color:#1c2530;background:#fff;'
    'font-family:PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif"'
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
    above = ""
    for number, line in enumerate(lines):
        y = MARGIN + TITLE + TITLE_PITCH * number
        above += (
            f'<text x="{MARGIN}" y="{y}" font-size="{TITLE}" font-weight="bold" '
            f'fill="currentColor">{escape(line)}</text>'
        )
    below = ""
    if source:
        below = (
            f'<text x="{MARGIN}" y="{high - MARGIN:g}" font-size="13" '
            f'fill="#5d6773">{escape(source)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" '
        f'viewBox="0 0 {wide:g} {high:g}" {STANDING}>'
        f'<rect width="100%" height="100%" fill="#fff"/>{above}{inner}{below}</svg>\n'
    )
