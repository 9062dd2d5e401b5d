"""Specifications become pictures: SVG that stands inside a page, takes its colours and its font, and needs no script."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from typing import cast
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

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
MOVED = re.compile(r"translate\((?P<x>[-\d.]+),(?P<y>[-\d.]+)\)")
LONG = re.compile(r"-?\d+\.\d{2,}")
REFERENCE = re.compile(r"#([\w-]+)(?=\)|$)")


def text(spec: Spec) -> str:
    """The specification as JSON, the same bytes for equal specifications."""
    return json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def spec_json(chart: Chart, *, narrow: bool = False) -> str:
    """The specification of a chart for an interactive picture, which must be drawn as SVG: a canvas knows no custom properties."""
    return text(chart.narrow if narrow and chart.narrow else chart.wide)


def key(spec: Spec) -> str:
    """A name for the picture of a specification, to keep it under."""
    return sha256(f"{EDITION} {vl_convert.get_vega_version()} {text(spec)}".encode()).hexdigest()[
        :24
    ]


def draw(specs: Sequence[Spec], processes: int = 1) -> list[str]:
    """The SVG of each specification, in order; by several processes where that is quicker."""
    jobs = [text(spec) for spec in specs]
    if processes < 2 or len(jobs) < WORTH_A_POOL:
        return [_drawn(job) for job in jobs]
    # Fresh processes: a forked copy of the drawing engine's threads would hang.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_drawn, jobs, chunksize=20))


def _drawn(job: str) -> str:
    return inline(vl_convert.vegalite_to_svg(job), json.loads(job))


def inline(svg: str, spec: Spec) -> str:
    """Vega's SVG made fit for a page: scalable, named, described, ids its own, tips as titles, nothing idle."""
    root = ElementTree.fromstring(svg)
    name = str(spec["name"])
    _title(root, spec)
    width, height = root.attrib["width"], root.attrib["height"]
    body = "".join(_written(child, name) for child in _useful(root))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="100%" role="img"'
        f" aria-label={quoteattr(str(spec['description']))}>{body}</svg>"
    )


def _title(root: ElementTree.Element, spec: Spec) -> None:
    """Gives each shape that has a tip its title, which browsers show without a script."""
    for name, values in cast("Mapping[str, Sequence[Mapping[str, str]]]", spec["datasets"]).items():
        group = next(
            each
            for each in root.iter()
            if f"_{name.removeprefix('m')}_marks" in each.get("class", "")
        )
        for shape, value in zip(group, values, strict=True):
            if "tip" in value:
                ElementTree.SubElement(shape, SPACE + "title").text = value["tip"]


def _useful(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The element's children that draw something, groups that only hold others replaced by what they hold."""
    for child in element:
        if child.get("class") in ("background", "foreground"):
            continue
        if child.tag == SPACE + "g" and not _attributes(child, ""):
            yield from _useful(child)
        else:
            yield child


def _attributes(element: ElementTree.Element, name: str) -> dict[str, str]:
    """The attributes that say something, ids and references to them prefixed with the picture's name."""
    kept: dict[str, str] = {}
    for attribute, value in element.attrib.items():
        if attribute in IDLE or (attribute, value) in PLAIN:
            continue
        if attribute == "id":
            value = f"{name}-{value}"
        elif value.startswith("url(#") or attribute in ("href", LINK):
            value = REFERENCE.sub(rf"#{name}-\1", value)
        kept["href" if attribute == LINK else attribute] = LONG.sub(_short, value)
    if element.tag == SPACE + "text" and (moved := MOVED.fullmatch(kept.get("transform", ""))):
        del kept["transform"]
        kept = {
            "x": moved["x"],
            "y": moved["y"],
            **kept,
            "font-size": kept["font-size"].removesuffix("px"),
        }
    return kept


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _written(element: ElementTree.Element, name: str) -> str:
    tag = element.tag.removeprefix(SPACE)
    attributes = _attributes(element, name)
    # Shapes that are only stroked must say so: fill is black unless told.
    if tag in ("path", "line", "rect") and "fill" not in attributes:
        attributes["fill"] = "none"
    written = "".join(f" {attribute}={quoteattr(value)}" for attribute, value in attributes.items())
    inner = _escaped(element.text or "") + "".join(
        _written(child, name) for child in _useful(element)
    )
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# A file has no page around it: this ink, this ground and these fonts, in light colours.
STANDING = 'style="color:#1c2530;background:#fff;font-family:PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif"'


def standalone(svg: str, title: str, source: str = "") -> str:
    """The picture as a file of its own, with its title above and its source below it."""
    sizes = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if not sizes:
        raise ValueError("a picture without a viewBox")
    width, height = float(sizes[1]), float(sizes[2])
    margin, lines = 24, wrapped(title, 18, width, 3)
    head, foot = 18 + 26 * len(lines), 34 if source else 10
    inner = re.sub(r' width="100%" role="img" aria-label=("[^"]*"|\'[^\']*\')', "", svg)
    inner = inner.replace(
        "<svg ", f'<svg x="{margin}" y="{margin + head}" width="{width:g}" height="{height:g}" ', 1
    )
    wide, high = width + 2 * margin, height + 2 * margin + head + foot
    above = "".join(
        f'<text x="{margin}" y="{margin + 18 + 26 * number}" font-size="18" font-weight="bold" fill="currentColor">'
        f"{_escaped(line)}</text>"
        for number, line in enumerate(lines)
    )
    below = f'<text x="{margin}" y="{high - margin:g}" font-size="13" fill="#5d6773">{_escaped(source)}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}"'
        f' {STANDING}><rect width="100%" height="100%" fill="#fff"/>'
        f"{above}{inner}{below if source else ''}</svg>\n"
    )


def by_key(specs: Sequence[Spec], kept: Mapping[str, str], processes: int = 1) -> dict[str, str]:
    """The picture of every specification under its key: kept ones as they are, the others drawn."""
    wanted = {key(spec): spec for spec in specs}
    missing = {name: spec for name, spec in wanted.items() if name not in kept}
    drawn = dict(zip(missing, draw(list(missing.values()), processes), strict=True))
    return {name: kept[name] if name in kept else drawn[name] for name in wanted}
