"""The pictures of pages and the script that makes them interactive, both kept between builds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scripts import charts, files
from scripts.blocks import Page
from scripts.build.track import Track
from scripts.charts import Chart, Spec
from scripts.files import File

RUNTIME = "assets/vega.js"
"""Where the script from packages stands that makes pictures interactive, beside our own."""

Pictures = Mapping[str, str]
"""SVG by the key of the specification that it is drawn from."""


def drawn(all_pages: Sequence[Page], cache: Path, track: Track) -> Pictures:
    """The picture of every specification by its key.

    Those drawn before are taken from the cache; afterwards it holds those of this build alone.
    """
    all_charts = [chart for page in all_pages for chart in page.charts]
    specs = {charts.key(spec): spec for chart in all_charts for spec in _specs(chart)}
    cached = {
        file.path.removesuffix(".svg"): file.content.decode("utf-8")
        for file in files.read_all(cache)
    }
    pictures = {key: cached[key] for key in specs if key in cached}
    missing = [(key, spec) for key, spec in specs.items() if key not in cached]
    # An empty list is not tracked: a bar that has nothing to count would flash by.
    if missing:
        for key, spec in track(missing, "画图"):
            (pictures[key],) = charts.draw([spec])
    drawings = [File.text(f"{key}.svg", svg) for key, svg in pictures.items()]
    files.write(cache, drawings, prune=(".",))
    return pictures


def _specs(chart: Chart) -> Iterator[Spec]:
    yield chart.wide
    if chart.narrow is not None:
        yield chart.narrow


def runtime(cache: Path) -> File:
    """The script that makes pictures interactive.

    Bundling it takes seconds, so it is kept between builds, by the edition of its packages.
    """
    name = f"{charts.edition()}.js"
    cached = {file.path: file for file in files.read_all(cache)}
    script = cached.get(name) or File.text(name, charts.runtime())
    files.write(cache, [script], prune=(".",))
    return replace(script, path=RUNTIME)
