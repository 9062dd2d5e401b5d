"""The browsers of 2020: nothing in our styles and scripts that they do not know, unless they can do without it.

The measure is Chromium 80 (of which WeChat's engine was made) and Safari 13.0. What comes from packages, the search
engine among it, is not searched here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest

from scripts.build import RUNTIME
from tests.conftest import ROOT, Site

# The script from packages stands there too, once the site was built.
OURS = sorted(
    path.name
    for path in (ROOT / "docs/assets").iterdir()
    if path.suffix in (".css", ".js") and path.name != Path(RUNTIME).name
)

# Styles

SELECTORS = re.compile(
    r":(is|where|has)\(|:not\([^()]*,|:focus-visible|:user-valid|:user-invalid|::part|^&|\s&"
)
PROPERTIES = re.compile(
    r"(row-)?gap|inset(-.*)?|aspect-ratio|content-visibility|translate|rotate|scale|color-scheme-adjust"
    r"|(margin|padding)-(inline|block)|overflow-clip-margin|container(-.*)?|text-wrap|scrollbar-(gutter|color)|animation-timeline"
)
VALUES = re.compile(
    r"\b(clamp|min|max|color-mix|lab|lch|oklab|oklch|light-dark|round|image-set)\(|\d(dvh|svh|lvh|dvw|cq[wh])\b"
    r"|\bsubgrid\b|overflow: clip|\brevert\b|\banywhere\b|\brgb\(\d+ "
)
WHOLE = re.compile(r"@(layer|container|scope|property|starting-style|position-try)")
GUARDED = ("@supports", "@media (forced-colors")


@dataclass(frozen=True)
class Style:
    """One rule: what stands around it, its selector, its declarations in order."""

    around: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]


def styles(text: str, around: tuple[str, ...] = ()) -> Iterator[Style]:
    """The rules of a style sheet, those within at-rules and within other rules too."""
    rest = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    while "{" in rest:
        head, _, rest = rest.partition("{")
        depth, end = 1, 0
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        body, rest, head = rest[: end - 1], rest[end:], head.rpartition(";")[2].strip()
        if "{" in body:
            yield from styles(body, (*around, head))
        else:
            pairs = (line.partition(":") for line in body.split(";") if ":" in line)
            yield Style(
                around, head, tuple((name.strip(), value.strip()) for name, _, value in pairs)
            )


def too_new_in_style(text: str) -> list[str]:
    """What a style sheet has that the browsers of 2020 do not know, and for which it gives nothing else."""
    found = WHOLE.findall(text)
    for rule in styles(text):
        if any(one.startswith(GUARDED) for one in rule.around):
            continue
        if any(not one.startswith("@") for one in rule.around):
            found.append(f"{rule.selector} within {rule.around[-1]}")
        # A selector that is not known loses its whole list; alone it loses only what it adds.
        alone = "," not in rule.selector and ":focus-visible" in rule.selector
        if SELECTORS.search(rule.selector) and not alone:
            found.append(rule.selector)
        before: set[str] = set()
        for name, value in rule.declarations:
            if PROPERTIES.fullmatch(name) or (
                VALUES.search(f"{name}: {value}") and name not in before
            ):
                found.append(f"{rule.selector} {{ {name}: {value} }}")
            before.add(name)
    return found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a { display: flex; gap: 1rem; }", 1),
        ("a { display: grid; grid-gap: 1rem; column-gap: 1rem; }", 0),
        ("a:is(.b, .c) { color: red; }", 1),
        ("a:not(.b):not(.c) { color: red; }", 0),
        ("a:not(.b, .c) { color: red; }", 1),
        ("a:focus:not(:focus-visible) { outline: 0; }", 0),
        ("a:focus-visible, a:hover { outline: 0; }", 1),
        ("a { box-shadow: inset 0 0 1px red; }", 0),
        ("a { inset: 0; }", 1),
        ("a { font-size: 1rem; font-size: clamp(1rem, 2vw, 2rem); }", 0),
        ("a { font-size: clamp(1rem, 2vw, 2rem); }", 1),
        ("a { grid-template-columns: repeat(2, minmax(0, 1fr)); }", 0),
        ("@supports (gap: 1rem) { a { gap: 1rem; } }", 0),
        ("@media (min-width: 1px) { a { gap: 1rem; } }", 1),
        ("@layer base { a { color: red; } }", 1),
        ("/* gap: 1rem */ a { color: red; }", 0),
        ("a { b { color: red; } & c { color: red; } }", 1),
    ],
)
def test_a_style_that_is_too_new_is_seen(text: str, count: int) -> None:
    """The eye of the tests below sees what it should."""
    assert len(too_new_in_style(text)) >= 1 if count else too_new_in_style(text) == []


# Scripts

SYNTAX = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "logical assignment": r"(\|\||&&)=",
    "private field": r"(this\.|^\s*)#\w",
    "static block": r"\bstatic\s*\{",
    "lookbehind": r"\(\?<[=!]",
    "await outside a function": r"^(?!\s|[^\n]*\basync\b)[^\n]*\bawait\b",
    "big integer": r"\b\d+n\b",
    "class field": r"^ {2,4}(static )?[a-z]\w* = [^;]*;$(?=\n\n? {2,4}(constructor|\w+\())",
    "module": r"^(import|export)\b(?!\()",
}
CALLS = (
    "replaceAll", "at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with", "replaceChildren",
    "showModal", "showPopover", "groupBy", "any", "hasOwn", "timeout", "randomUUID", "arrayBuffer", "isWellFormed",
)  # fmt: skip
NAMES = (
    "structuredClone", "ResizeObserver", "BigInt", "AggregateError", "WeakRef", "FinalizationRegistry", "ClipboardItem",
    "requestIdleCallback", "queueMicrotask", "CSSStyleSheet", "navigation", "navigator.clipboard", "navigator.share",
    "visualViewport", "Intl.Segmenter", "Intl.ListFormat", "Intl.DisplayNames", "Intl.RelativeTimeFormat",
    "AbortSignal", "Temporal", "startViewTransition", "scheduler", "EyeDropper", "OffscreenCanvas", "CompressionStream",
)  # fmt: skip
STRINGS = re.compile(
    r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|(?<![:\\])//[^\n]*', re.DOTALL
)


def too_new_in_script(text: str) -> list[str]:
    """What a script has that the browsers of 2020 do not know, and after which it does not ask before using it."""
    code = STRINGS.sub('""', text)
    found = [name for name, pattern in SYNTAX.items() if re.search(pattern, code, re.MULTILINE)]
    for name in CALLS:
        if re.search(rf"\.{name}\(", code) and not _asked(f".{name}", text):
            found.append(name)
    for name in NAMES:
        used = re.search(rf"(?<![\w.]){re.escape(name)}\b|window\.{re.escape(name)}\b", code)
        if used and not _asked(name, text):
            found.append(name)
    return found


def _asked(name: str, text: str) -> bool:
    """Whether a script asks if there is such a thing before it uses it."""
    bare = re.escape(name.lstrip("."))
    ways = (
        rf"typeof [\w.]*{bare}\b",
        rf"\"{bare}\" in ",
        rf"\bif \(!?[\w.]*{bare}[) &]",
        rf"[\w.]*\b{bare} (&&|\?) ",
    )
    return any(re.search(way, text) for way in ways)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a?.b", 1),
        ("a ? .5 : b", 0),
        ("a ?? b", 1),
        ('say("a?.b ?? c")', 0),
        ("// a?.b", 0),
        ("a ||= b", 1),
        ("text.replaceAll(a, b)", 1),
        ("list.at(-1)", 1),
        ("if (list.at) list.at(-1)", 0),
        ("structuredClone(a)", 1),
        ('if (typeof ResizeObserver === "function") new ResizeObserver(f)', 0),
        ("navigator.clipboard.writeText(a)", 1),
        ("if (navigator.clipboard) navigator.clipboard.writeText(a)", 0),
        ("await fetch(a)", 1),
        ("async function f() {\n  await fetch(a);\n}", 0),
        ("/(?<=a)b/.test(c)", 1),
        ("/(?<year>a)/.test(c)", 0),
        ("class A {\n  #b = 1;\n}", 1),
        ("export default a", 1),
        ('import("./a.js")', 0),
    ],
)
def test_a_script_that_is_too_new_is_seen(text: str, count: int) -> None:
    """The eye of the tests below sees what it should."""
    assert len(too_new_in_script(text)) >= 1 if count else too_new_in_script(text) == []


# What is built


@pytest.mark.parametrize("name", OURS)
def test_our_styles_and_scripts_know_nothing_newer(fixture_site: Site, name: str) -> None:
    text = (fixture_site.folder / "assets" / name).read_text("utf-8")
    assert (too_new_in_style if name.endswith(".css") else too_new_in_script)(text) == []


def test_neither_do_the_pages_themselves(fixture_site: Site) -> None:
    """Styles within pages, and elements and attributes that are younger; scripts within pages hold data only."""
    wrong = []
    for file in sorted(fixture_site.folder.rglob("*.html")):
        document = lxml.html.parse(file)
        wrong += [
            (file.name, text)
            for one in document.iter("style")
            for text in too_new_in_style(one.text or "")
        ]
        inline = [one.get("type") for one in document.iter("script") if one.get("src") is None]
        wrong += [
            (file.name, kind)
            for kind in inline
            if kind not in ("application/json", "application/ld+json")
        ]
        newer = document.xpath("//dialog | //search | //*[@popover or @inert or @command]")
        wrong += [(file.name, one.tag) for one in newer]
    assert wrong == []
